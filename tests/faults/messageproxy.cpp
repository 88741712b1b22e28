// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/messageproxy.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace retort::test
{

namespace
{

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool sendAll(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

} // namespace

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

MessageProxy::MessageProxy(const postgres::ConnectionSettings &server, Watcher watcher)
    : m_serverPort(std::stoi(server.port()))
    , m_watcher(std::move(watcher))
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
    close(m_listener);
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
    shutdown(m_listener, SHUT_RDWR); // accept() returns
    for (const Link &link : m_links) {
        shutdown(link.client, SHUT_RDWR);
        shutdown(link.server, SHUT_RDWR);
    }
}

int MessageProxy::connectToServer() const
{
    const sockaddr_in address = loopback(m_serverPort);
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        qFatal("the server does not listen on its loopback port");
    return descriptor;
}

void MessageProxy::accept()
{
    while (true) {
        const int client = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            return;
        const int server = connectToServer();
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
