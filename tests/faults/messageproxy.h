// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"
#include "tests/support/loopback.h"

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace retort::test
{

enum class Direction { ToServer, ToClient };

/// Where messages of PostgreSQL's protocol end in a stream of bytes (manual, "Message Formats").
class Framer
{
public:
    /// A client's first message has no type byte.
    explicit Framer(bool startsWithType)
        : m_hasType(startsWithType)
    {
    }

    /// Takes bytes up to the end of the message under way, or all of them where it goes on; `isWhole`: it ended.
    /// Returns how many.
    std::size_t take(std::string_view bytes, bool &isWhole);

private:
    bool m_hasType;
    std::string m_header;
    std::size_t m_left = 0;
};

/// A link to a server that counts the messages on it, over all connections, in each direction. Without encryption,
/// which would hide them: clients have to ask for none (PGSSLMODE, PGGSSENCMODE).
class MessageProxy
{
public:
    /// Called on the link's threads, one at a time, after the message of this number, from 1, was passed on; nothing
    /// else passes until it returns.
    using Watcher = std::function<void(Direction direction, int number)>;

    MessageProxy(postgres::ConnectionSettings server, Watcher watcher);
    MessageProxy(const MessageProxy &) = delete;
    MessageProxy &operator=(const MessageProxy &) = delete;
    ~MessageProxy();

    int port() const { return m_listener.port(); }
    int count(Direction direction);
    /// Drops all connections, and takes no more. From the watcher too.
    void cut();

private:
    struct Link {
        int client;
        int server;
        std::thread toServer;
        std::thread toClient;
    };

    void accept();
    void pump(int from, int to, Direction direction);

    postgres::ConnectionSettings m_server;
    Watcher m_watcher;
    LoopbackListener m_listener;
    std::mutex m_mutex; ///< of the links
    std::list<Link> m_links;
    bool m_isCut = false;
    std::recursive_mutex m_passing; ///< one message at a time
    int m_counts[2] = {0, 0};
    std::thread m_acceptor;
};

} // namespace retort::test
