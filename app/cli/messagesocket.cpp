// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/messagesocket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <utility>

#include <sys/socket.h>

namespace retort::cli
{

namespace
{

constexpr std::size_t muchBytes = 64U << 10U;
using Size = std::uint64_t;

} // namespace

MessageSocket::MessageSocket(script::Descriptor socket)
    : m_socket(std::move(socket))
{
}

void MessageSocket::add(std::string_view message)
{
    const Size size = message.size();
    m_outgoing.append(reinterpret_cast<const char *>(&size), sizeof size);
    m_outgoing += message;
    if (m_outgoing.size() > muchBytes)
        static_cast<void>(flush()); // who is gone stays gone, and the next flush() tells
}

bool MessageSocket::flush()
{
    std::string_view left = m_outgoing;
    while (!left.empty()) {
        const ssize_t sent = ::send(m_socket.number(), left.data(), left.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            break;
        left.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(0, sent)));
    }
    const bool isSent = left.empty();
    m_outgoing.clear();
    return isSent;
}

std::optional<std::string> MessageSocket::receive()
{
    std::array<char, 16'384> piece{};
    while (true) {
        Size size = 0;
        if (m_incoming.size() >= sizeof size) {
            std::memcpy(&size, m_incoming.data(), sizeof size);
            if (m_incoming.size() - sizeof size >= size) {
                std::string message = m_incoming.substr(sizeof size, size);
                m_incoming.erase(0, sizeof size + size);
                return message;
            }
        }
        const ssize_t count = ::recv(m_socket.number(), piece.data(), piece.size(), 0);
        if (count > 0)
            m_incoming.append(piece.data(), static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR)
            return std::nullopt;
    }
}

} // namespace retort::cli
