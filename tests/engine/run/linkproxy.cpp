// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/run/linkproxy.h"

#include <algorithm>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace retort::test {

LinkProxy::LinkProxy(postgres::ConnectionSettings server)
    : m_server(std::move(server))
    , m_acceptor([this] { accept(); })
{
}

LinkProxy::~LinkProxy()
{
    m_listener.stop();
    m_acceptor.join();
    cut();
    for (std::thread &pump : m_pumps)
        pump.join();
}

postgres::ConnectionSettings LinkProxy::settings() const
{
    postgres::ConnectionSettings settings = m_server;
    settings.keywords["host"] = "127.0.0.1";
    settings.keywords["port"] = std::to_string(m_listener.port());
    settings.keywords["sslmode"] = "disable";
    return settings;
}

void LinkProxy::cut()
{
    const std::lock_guard lock(m_mutex);
    for (const int descriptor : m_open)
        shutdown(descriptor, SHUT_RDWR);
    m_isMuted = false;
}

void LinkProxy::accept()
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
        const std::lock_guard lock(m_mutex);
        m_open.insert(m_open.end(), {client, server});
        m_pumps.emplace_back([this, client, server] { pump(client, server); });
    }
}

void LinkProxy::pump(int client, int server)
{
    char bytes[16'384];
    bool isOpen = true;
    while (isOpen) {
        pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
        if (poll(ends, 2, -1) < 0)
            break;
        for (const bool fromClient : {true, false}) {
            if (ends[fromClient ? 0 : 1].revents == 0)
                continue;
            const ssize_t size = read(fromClient ? client : server, bytes, sizeof bytes);
            isOpen = isOpen && size > 0;
            if (size > 0 && (fromClient || !m_isMuted))
                isOpen = sendAll(fromClient ? server : client, {bytes, static_cast<std::size_t>(size)});
        }
    }
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_open, [=](int descriptor) { return descriptor == client || descriptor == server; });
    close(client);
    close(server);
}

} // namespace retort::test
