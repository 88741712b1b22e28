// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/statementledger.h"

#include <utility>

namespace retort::run
{

StatementLedger::StatementLedger(postgres::Connection &connection, HistoryTable table, HistoryEntry entry)
    : m_connection(connection)
    , m_table(std::move(table))
    , m_entry(std::move(entry))
{
    m_entry.result = HistoryEntry::Result::Running;
}

Result<void> StatementLedger::open()
{
    auto present = m_table.exists(m_connection);
    if (!present)
        return std::move(present).error();
    if (!*present) {
        if (auto made = m_connection.query(m_table.createSql()); !made)
            return std::move(made).error();
    }
    auto before = m_table.read(m_connection, {.revision = m_entry.revision, .limit = 1, .withBodies = false});
    if (!before)
        return std::move(before).error();
    // A failure in a transaction leaves neither.
    const bool isHalfDone = !before->empty() && before->front().operation == m_entry.operation
        && before->front().result != HistoryEntry::Result::Done
        && (!before->front().digest.empty() || before->front().begun > 0);
    if (isHalfDone) {
        m_id = before->front().id;
        m_done = before->front().statements;
        m_begun = before->front().begun;
        m_entry.digest = before->front().digest;
        auto resumed = m_connection.query(m_table.resumeSql(m_id, m_entry));
        return resumed ? Result<void>() : Result<void>(std::move(resumed).error());
    }
    auto begun = m_connection.query(m_table.insertSql(m_entry) + " RETURNING id");
    if (!begun)
        return std::move(begun).error();
    m_id = begun->integer(0, 0);
    return {};
}

void StatementLedger::see(std::string_view statement)
{
    script::TextChecksum checksum;
    checksum.add(m_digest);
    checksum.add(statement);
    m_digest = checksum.finish();
}

Result<void> StatementLedger::willRun(int number)
{
    m_begun = number;
    auto noted = m_connection.query(m_table.progressSql(m_id, number - 1, m_entry.digest, number));
    return noted ? Result<void>() : Result<void>(std::move(noted).error());
}

Result<void> StatementLedger::hasRun(int number)
{
    auto noted = m_connection.query(doneSql(number));
    if (!noted)
        return std::move(noted).error();
    recorded();
    return {};
}

std::string StatementLedger::doneSql(int number) const
{
    return m_table.progressSql(m_id, number, m_digest, 0);
}

std::string StatementLedger::finishSql() const
{
    return m_table.finishSql(m_id, m_entry);
}

std::string StatementLedger::failSql(const HistoryEntry &failure, bool isInDoubt) const
{
    HistoryEntry entry = failure;
    entry.begun = isInDoubt ? m_begun : 0;
    return m_table.failSql(m_id, entry);
}

void StatementLedger::recorded()
{
    m_entry.digest = m_digest;
    m_begun = 0;
}

} // namespace retort::run
