// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/loopback.h"

#include <QtGlobal>

#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/un.h>
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

template <typename Address>
int connectedSocket(int family, const Address &address)
{
    const int descriptor = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (connect(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        return descriptor;
    close(descriptor);
    return -1;
}

} // namespace

LoopbackListener::LoopbackListener()
    : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    if (bind(m_socket, reinterpret_cast<sockaddr *>(&address), length) != 0 || listen(m_socket, 16) != 0
        || getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &length) != 0)
        qFatal("no port on the loopback for a test");
    m_port = ntohs(address.sin_port);
}

LoopbackListener::~LoopbackListener()
{
    close(m_socket);
}

int LoopbackListener::accept() const
{
    return ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
}

void LoopbackListener::stop() const
{
    shutdown(m_socket, SHUT_RDWR);
}

int connectTo(const postgres::ConnectionSettings &server)
{
    const int port = server.port().empty() ? 5432 : std::stoi(server.port());
    if (!server.host().starts_with('/'))
        return connectedSocket(AF_INET, loopback(port));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = server.host() + "/.s.PGSQL." + std::to_string(port);
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    return connectedSocket(AF_UNIX, address);
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

} // namespace retort::test
