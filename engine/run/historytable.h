// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/runevents.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace retort::run
{

/// One line of a database's own history: an upgrade, a downgrade, a stamp, an accepted edit, a restore, or a
/// failure.
struct HistoryEntry {
    enum class Operation { Upgrade, Downgrade, Stamp, AcceptEdit, Restore };
    enum class Result {
        Done,
        Failed,
        Running, ///< a revision outside a transaction that has begun; no program may be left that carries it on
    };

    std::int64_t id = 0;
    std::string run; ///< the same in all entries of one run
    Operation operation = Operation::Upgrade;
    Result result = Result::Done;
    std::string revision; ///< empty: a stamp, a restore
    std::vector<std::string> rowsBefore;
    std::vector<std::string> rowsAfter;
    Clock::time_point started{}; ///< by the server's clock
    Milliseconds duration{0};
    int statements = 0; ///< done
    std::string digest; ///< outside a transaction: of the statements that are done (see StatementLedger)
    int begun = 0; ///< outside a transaction: the statement, from 1, that was sent and of whose end nothing is known

    std::string databaseUser;
    std::string user; ///< of the operating system
    std::string host;
    std::string program;
    std::string command; ///< "retort -x db=timescale upgrade timescale@head"
    std::string file; ///< of a restore, the backup
    std::string checksum; ///< of the file's text: see script::TextChecksum
    std::string body;     ///< the file's text, secrets masked; empty where it is too long to be kept
    std::string sqlstate;
    std::string error;
    std::string reason; ///< of a stamp, an accepted edit
    std::string backup; ///< the file of the backup that the run made
};
std::string toString(HistoryEntry::Operation operation); ///< "upgrade", …, "accept-edit", "restore"
std::string toString(HistoryEntry::Result result);       ///< "done", "failed", "running"

/// The table beside the version table that keeps what has happened to a database (design of safe runs): each entry
/// is written in the transaction of what it tells of, so that it is there exactly when that is.
class HistoryTable
{
public:
    /// Bodies up to this many bytes are kept.
    static constexpr std::size_t longestBody = std::size_t{1} << 20U;

    HistoryTable(std::string name, std::string schema);

    std::string qualifiedName() const;
    Result<bool> exists(postgres::Connection &connection) const;

    /// Statements without semicolons.
    std::string createSql() const; ///< CREATE TABLE IF NOT EXISTS …
    /// In the transaction that the entry tells of: it began with it and ends now.
    std::string insertSql(const HistoryEntry &entry) const;
    /// After the fact: it ends now, and took `entry.duration`.
    std::string insertAfterwardsSql(const HistoryEntry &entry) const;
    /// Of an entry in state Running: how far it is.
    std::string progressSql(std::int64_t id, int statements, const std::string &digest, int begun) const;
    /// Back to Running, in the run of `entry`.
    std::string resumeSql(std::int64_t id, const HistoryEntry &entry) const;
    std::string finishSql(std::int64_t id, const HistoryEntry &entry) const;
    /// `entry`: result, error, sqlstate.
    std::string failSql(std::int64_t id, const HistoryEntry &entry) const;

    /// Which entries, newest first.
    struct Query {
        std::string revision; ///< empty: any
        int limit = 0;        ///< 0: all
        bool withBodies = false;
    };
    /// An absent table reads as no entries. Never writes.
    Result<std::vector<HistoryEntry>> read(postgres::Connection &connection, const Query &query) const;
    /// The entries of the newest `limit` runs, without bodies.
    Result<std::vector<HistoryEntry>> readRuns(postgres::Connection &connection, int limit) const;
    /// Of each revision the newest entry that says what its file was when it was applied, or accepted later.
    Result<std::vector<HistoryEntry>> lastApplied(postgres::Connection &connection, bool withBodies) const;
    /// The same of one revision, with its body; nothing where none tells of it.
    Result<std::optional<HistoryEntry>> lastApplied(postgres::Connection &connection,
                                                    const std::string &revision) const;

private:
    Result<std::vector<HistoryEntry>> select(postgres::Connection &connection, const std::string &rest,
                                             bool withBodies) const;

    std::string m_name;
    std::string m_schema;
};

} // namespace retort::run
