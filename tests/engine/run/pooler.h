// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"

#include <QProcess>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace retort::test
{

/// A PgBouncer before a server, on a loopback port of its own; ends with the object.
class Pooler
{
public:
    /// `mode`: "session", "transaction". None where PgBouncer isn't installed; a pooler that doesn't start ends the
    /// executable with what it said.
    static std::unique_ptr<Pooler> start(const postgres::ConnectionSettings &server, const std::string &mode);
    ~Pooler();

    /// The server, by way of the pooler.
    postgres::ConnectionSettings settings() const { return m_settings; }

private:
    Pooler() = default;
    QTemporaryDir m_folder;
    QProcess m_process;
    postgres::ConnectionSettings m_settings;
};

} // namespace retort::test
