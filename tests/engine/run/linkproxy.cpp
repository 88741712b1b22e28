// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/run/linkproxy.h"

#include <QtGlobal>

#include <algorithm>
#include <cstring>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace retort::test {

namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

LinkProxy::LinkProxy(postgres::ConnectionSettings server)
    : m_server(std::move(server))
{
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || listen(m_listener, 8) != 0
        || getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        qFatal("no port for the link");
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread([this] { accept(); });
}

LinkProxy::~LinkProxy()
{
    shutdown(m_listener, SHUT_RDWR); // accept() returns
    m_acceptor.join();
    cut();
    for (std::thread &pump : m_pumps)
        pump.join();
    close(m_listener);
}

postgres::ConnectionSettings LinkProxy::settings() const
{
    postgres::ConnectionSettings settings = m_server;
    settings.keywords["host"] = "127.0.0.1";
    settings.keywords["port"] = std::to_string(m_port);
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

int LinkProxy::connectToServer() const
{
    const int port = m_server.port().empty() ? 5432 : std::stoi(m_server.port());
    if (m_server.host().starts_with('/')) {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = m_server.host() + "/.s.PGSQL." + std::to_string(port);
        std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
        const int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
            return descriptor;
        close(descriptor);
        return -1;
    }
    sockaddr_in address = loopback(port);
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
        return descriptor;
    close(descriptor);
    return -1;
}

void LinkProxy::accept()
{
    while (true) {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            return;
        const int server = connectToServer();
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
                isOpen =
                    send(fromClient ? server : client, bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL) == size;
        }
    }
    const std::lock_guard lock(m_mutex);
    std::erase_if(m_open, [=](int descriptor) { return descriptor == client || descriptor == server; });
    close(client);
    close(server);
}

} // namespace retort::test
