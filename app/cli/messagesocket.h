// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/descriptor.h"

#include <optional>
#include <string>
#include <string_view>

namespace retort::cli
{

/// A stream socket between two processes of ours, cut into messages. One thread at a time.
class MessageSocket
{
public:
    MessageSocket() = default;
    explicit MessageSocket(script::Descriptor socket);

    /// Keeps it back until flush(), or until much has come together.
    void add(std::string_view message);
    /// Sends what was added. False once the other side is gone.
    bool flush();
    /// Waits for the next; nothing once the other side is gone.
    std::optional<std::string> receive();

private:
    script::Descriptor m_socket;
    std::string m_outgoing;
    std::string m_incoming;
};

} // namespace retort::cli
