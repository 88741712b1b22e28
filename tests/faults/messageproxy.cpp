// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/messageproxy.h"

#include <algorithm>
#include <array>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace retort::test
{

std::size_t Framer::take(std::string_view bytes, bool &isWhole)
{
    std::size_t used = 0;
    isWhole = false;
    while (used < bytes.size() && !isWhole) {
        if (m_left > 0) {
            const std::size_t count = std::min(m_left, bytes.size() - used);
            m_left -= count;
            used += count;
            isWhole = m_left == 0;
            continue;
        }
        m_header += bytes[used++];
        const std::size_t headerSize = m_hasType ? 5 : 4;
        if (m_header.size() < headerSize)
            continue;
        std::size_t length = 0;
        for (std::size_t i = headerSize - 4; i < headerSize; ++i)
            length = (length << 8U) | static_cast<unsigned char>(m_header[i]);
        m_left = length - 4; // the length counts itself
        m_header.clear();
        m_hasType = true;
        isWhole = m_left == 0;
    }
    return used;
}

MessageProxy::MessageProxy(postgres::ConnectionSettings server, Watcher watcher)
    : m_server(std::move(server))
    , m_watcher(std::move(watcher))
    , m_acceptor([this] { accept(); })
{
}

MessageProxy::~MessageProxy()
{
    cut();
    m_acceptor.join();
    for (Link &link : m_links) {
        link.toServer.join();
        link.toClient.join();
        close(link.client);
        close(link.server);
    }
}

int MessageProxy::count(Direction direction)
{
    const std::lock_guard passing(m_passing);
    return m_counts[static_cast<int>(direction)];
}

void MessageProxy::cut()
{
    const std::lock_guard lock(m_mutex);
    m_isCut = true;
    m_listener.stop();
    for (const Link &link : m_links) {
        shutdown(link.client, SHUT_RDWR);
        shutdown(link.server, SHUT_RDWR);
    }
}

void MessageProxy::accept()
{
    while (true) {
        const int client = m_listener.accept();
        if (client < 0)
            return;
        const int server = connectTo(m_server);
        if (server < 0) {
            close(client);
            continue;
        }
        for (const int descriptor : {client, server}) {
            const int on = 1;
            setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        }
        const std::lock_guard lock(m_mutex);
        if (m_isCut) {
            close(client);
            close(server);
            continue;
        }
        Link &link = m_links.emplace_back();
        link.client = client;
        link.server = server;
        link.toServer = std::thread([this, client, server] { pump(client, server, Direction::ToServer); });
        link.toClient = std::thread([this, client, server] { pump(server, client, Direction::ToClient); });
    }
}

void MessageProxy::pump(int from, int to, Direction direction)
{
    Framer framer(direction == Direction::ToClient);
    std::array<char, 16'384> buffer{};
    bool isOpen = true;
    while (isOpen) {
        const ssize_t size = read(from, buffer.data(), buffer.size());
        if (size <= 0)
            break;
        std::string_view bytes(buffer.data(), static_cast<std::size_t>(size));
        while (isOpen && !bytes.empty()) {
            bool isWhole = false;
            const std::size_t count = framer.take(bytes, isWhole);
            const std::lock_guard passing(m_passing);
            isOpen = sendAll(to, bytes.substr(0, count));
            bytes.remove_prefix(count);
            if (isOpen && isWhole)
                m_watcher(direction, ++m_counts[static_cast<int>(direction)]);
        }
    }
    shutdown(from, SHUT_RDWR);
    shutdown(to, SHUT_RDWR);
}

} // namespace retort::test
