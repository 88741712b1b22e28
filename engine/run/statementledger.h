// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/historytable.h"
#include "engine/script/checksum.h"

#include <cstdint>
#include <string>
#include <string_view>

/// For this room only.
namespace retort::run
{

/// How far a revision outside a transaction is, kept in its entry of the history table, so that a run after a failure
/// goes on where the last one stopped. What is done is told from the script as it is now by a checksum over its first
/// statements.
class StatementLedger
{
public:
    /// `entry`: of this step, as it begins.
    StatementLedger(postgres::Connection &connection, HistoryTable table, HistoryEntry entry);

    /// Makes the table when it is missing. Takes up the entry of an earlier run that stopped half-way, else begins
    /// one. Errors: those of the connection.
    Result<void> open();

    int done() const { return m_done; }   ///< statements that an earlier run has done
    int begun() const { return m_begun; } ///< the one that it had sent, and whose end it did not see; 0: none
    const HistoryEntry &entry() const { return m_entry; }

    /// A statement of the script, in their order, done or about to be.
    void see(std::string_view statement);
    /// After the first done() statements: whether they are what was done.
    bool agrees() const { return m_digest == m_entry.digest; }

    /// Before a statement whose end can't be recorded together with it. Errors: those of the connection.
    Result<void> willRun(int number);
    /// After it. Errors as above.
    Result<void> hasRun(int number);
    /// The statement that records the end of another in the same transaction; recorded() once that is committed.
    std::string doneSql(int number) const;
    void recorded();
    /// In the transaction of the version change.
    std::string finishSql() const;
    /// The statement that records a failure. `isInDoubt`: nobody saw how the statement under way ended.
    std::string failSql(const HistoryEntry &failure, bool isInDoubt) const;

private:
    postgres::Connection &m_connection;
    HistoryTable m_table;
    HistoryEntry m_entry;
    std::int64_t m_id = 0;
    int m_done = 0;
    int m_begun = 0;
    std::string m_digest; ///< of the statements seen
};

} // namespace retort::run
