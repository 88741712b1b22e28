// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/startingserver.h"

#include <array>
#include <cstring>

#include <QtGlobal>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace retort::test
{

namespace
{

/// A startup packet: its length, then its code (PostgreSQL manual, "Message Formats").
bool readPacket(int client, std::uint32_t &code)
{
    std::array<std::uint32_t, 2> head{};
    if (recv(client, head.data(), sizeof head, MSG_WAITALL) != sizeof head)
        return false;
    code = ntohl(head[1]);
    std::string rest(ntohl(head[0]) - sizeof head, '\0');
    return rest.empty() || recv(client, rest.data(), rest.size(), MSG_WAITALL) == static_cast<ssize_t>(rest.size());
}

void sendAll(int to, const char *bytes, std::size_t count)
{
    while (count > 0) {
        const ssize_t sent = send(to, bytes, count, MSG_NOSIGNAL);
        if (sent <= 0)
            return;
        bytes += sent;
        count -= static_cast<std::size_t>(sent);
    }
}

} // namespace

StartingServer::StartingServer(const postgres::ConnectionSettings &server, int refusals)
    : m_serverFolder(server.host())
    , m_serverPort(server.port())
    , m_refusals(refusals)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    m_listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(m_listener, reinterpret_cast<sockaddr *>(&address), length) != 0 || listen(m_listener, 16) != 0
        || getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        qFatal("no port for a starting server");
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { serve(); });
}

StartingServer::~StartingServer()
{
    m_ends = true;
    shutdown(m_listener, SHUT_RDWR); // accept() returns
    m_thread.join();
    for (std::thread &relay : m_relays)
        relay.join();
    close(m_listener);
}

void StartingServer::serve()
{
    while (!m_ends) {
        const int client = accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0)
            return;
        if (m_refusals-- > 0)
            refuse(client);
        else
            m_relays.emplace_back([this, client] { relay(client); });
    }
}

void StartingServer::refuse(int client) const
{
    constexpr std::uint32_t sslRequest = 80877103;
    constexpr std::uint32_t gssRequest = 80877104;
    std::uint32_t code = 0;
    bool isRead = readPacket(client, code);
    while (isRead && (code == sslRequest || code == gssRequest)) {
        sendAll(client, "N", 1);
        isRead = readPacket(client, code);
    }
    std::string fields;
    for (const char *field : {"SFATAL", "VFATAL", "C57P03", "Mthe database system is starting up"})
        fields.append(field).append(1, '\0');
    fields.append(1, '\0');
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(fields.size() + sizeof length));
    std::string message = "E";
    message.append(reinterpret_cast<const char *>(&length), sizeof length).append(fields);
    sendAll(client, message.data(), message.size());
    close(client);
}

void StartingServer::relay(int client) const
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = m_serverFolder + "/.s.PGSQL." + m_serverPort;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const int server = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool goesOn = connect(server, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0;
    std::array<pollfd, 2> ends{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    while (goesOn && !m_ends) {
        if (poll(ends.data(), ends.size(), 100) <= 0)
            continue;
        for (std::size_t i = 0; i < ends.size(); ++i) {
            if (ends[i].revents == 0)
                continue;
            std::array<char, 8192> bytes{};
            const ssize_t count = recv(ends[i].fd, bytes.data(), bytes.size(), 0);
            goesOn = goesOn && count > 0;
            if (count > 0)
                sendAll(ends[1 - i].fd, bytes.data(), static_cast<std::size_t>(count));
        }
    }
    close(client);
    close(server);
}

} // namespace retort::test
