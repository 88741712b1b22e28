// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/startingserver.h"

#include <array>
#include <cstdint>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
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

} // namespace

StartingServer::StartingServer(postgres::ConnectionSettings server, int refusals)
    : m_server(std::move(server))
    , m_refusals(refusals)
    , m_thread([this] { serve(); })
{
}

StartingServer::~StartingServer()
{
    m_ends = true;
    m_listener.stop();
    m_thread.join();
    for (std::thread &relay : m_relays)
        relay.join();
}

void StartingServer::serve()
{
    while (!m_ends) {
        const int client = m_listener.accept();
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
        sendAll(client, "N");
        isRead = readPacket(client, code);
    }
    std::string fields;
    for (const char *field : {"SFATAL", "VFATAL", "C57P03", "Mthe database system is starting up"})
        fields.append(field).append(1, '\0');
    fields.append(1, '\0');
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(fields.size() + sizeof length));
    std::string message = "E";
    message.append(reinterpret_cast<const char *>(&length), sizeof length).append(fields);
    sendAll(client, message);
    close(client);
}

void StartingServer::relay(int client) const
{
    const int server = connectTo(m_server);
    bool goesOn = server >= 0;
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
                sendAll(ends[1 - i].fd, {bytes.data(), static_cast<std::size_t>(count)});
        }
    }
    close(client);
    if (server >= 0)
        close(server);
}

} // namespace retort::test
