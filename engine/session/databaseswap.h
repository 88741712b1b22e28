// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"

#include <string>
#include <vector>

/// For this room only: the server's part of a restore, over a session on another database of the server.
namespace retort::session
{

/// What the server says of a database, and of what our user may do.
struct DatabaseRights {
    bool isSuperuser = false;
    bool mayCreate = false; ///< databases
    bool isOwner = false;
    bool isReadOnly = false;
    std::string timescaleVersion;   ///< in the database; empty: none
    std::vector<std::string> slots; ///< logical replication slots, which stay with a database when it is renamed
};
Result<DatabaseRights> readRights(postgres::Connection &connection);

/// Where to stand while a database is renamed: `postgres`, else `template1`. Errors: those of the connection.
Result<postgres::Connection> connectBeside(const postgres::ConnectionSettings &settings, std::stop_token stop);

/// A new, empty database like another one: owner, encoding, locale, tablespace; marked by its comment, so that one
/// that a killed program left behind is known again. Dropped with this object, unless it has taken the other's place.
class ScratchDatabase
{
public:
    /// Drops first what was left behind. Only while nobody else restores `target`. `server`: as of connectBeside();
    /// outlives this object.
    static Result<ScratchDatabase> create(postgres::Connection &server, const std::string &target,
                                          std::vector<std::string> &dropped);
    ScratchDatabase(ScratchDatabase &&other) noexcept;
    ScratchDatabase &operator=(ScratchDatabase &&) = delete;
    ~ScratchDatabase();

    const std::string &name() const { return m_name; }
    /// Nothing where the server doesn't say.
    std::uintmax_t size() const;
    /// What belongs to a database and is not in a dump: settings, grants, comment, connection limit. What can't be had
    /// is in `warnings`.
    Result<void> takeProperties(std::vector<std::string> &warnings);
    /// Puts it in the target's place in one transaction, and the target out of everybody's way under the name
    /// `oldName`. Sessions on the target are ended once no new one can begin; new ones wait, and then find this one.
    /// Errors: restore-blocked, and then nothing has changed.
    Result<void> takePlaceOf(const std::string &oldName);

private:
    ScratchDatabase(postgres::Connection &server, std::string target, std::string name);
    Result<void> moveAway(postgres::Connection &other, const std::string &oldName);
    Result<void> settleLoss(const std::string &oldName, const Error &error);
    Error blocked(postgres::Connection &other, const Error &error);

    postgres::Connection *m_server;
    std::string m_target;
    std::string m_name;
    std::string m_comment; ///< of the target
};

/// "app_old_20251102_174032", within PostgreSQL's 63 bytes.
std::string oldNameFor(const std::string &target);

} // namespace retort::session
