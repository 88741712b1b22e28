// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/restoreentry.h"

#include "engine/base/text.h"
#include "engine/run/runhistory.h"

namespace retort::run
{

namespace
{

/// Empty where this session is the owner already, or may not become it.
Result<std::string> ownerToBecome(postgres::Connection &connection)
{
    auto found = connection.query("SELECT r.rolname FROM pg_catalog.pg_database d JOIN pg_catalog.pg_roles r"
                                  " ON r.oid = d.datdba WHERE d.datname = current_database()"
                                  " AND r.rolname <> current_user AND pg_catalog.pg_has_role(r.oid, 'MEMBER')");
    if (!found)
        return std::move(found).error();
    return found->rowCount() == 0 ? std::string() : found->text(0, 0);
}

} // namespace

std::string restoreEntrySql(const HistoryTable &table, const RestoreFacts &facts, const Redactor &redactor)
{
    HistoryEntry entry;
    entry.run = facts.run;
    entry.operation = HistoryEntry::Operation::Restore;
    entry.rowsBefore = facts.rowsBefore;
    entry.rowsAfter = facts.rowsAfter;
    entry.file = facts.file;
    entry.command = redactor.masked(facts.command);
    entry.reason = redactor.masked(facts.reason);
    entry.duration = facts.duration;
    setOrigin(entry);
    return table.createSql() + "; " + table.insertAfterwardsSql(entry) + ';';
}

Result<void> recordRestore(postgres::Connection &connection, const HistoryTable &table, const RestoreFacts &facts)
{
    const auto exists = table.exists(connection);
    if (!exists)
        return exists.error();
    std::string sql = "BEGIN; ";
    if (!*exists) {
        const auto owner = ownerToBecome(connection);
        if (!owner)
            return owner.error();
        if (!owner->empty())
            sql += "SET LOCAL ROLE " + text::quoteIdentifier(*owner) + "; ";
    }
    Redactor redactor;
    redactor.addSecret(connection.settings().value("password"));
    return connection.executeEach(sql + restoreEntrySql(table, facts, redactor) + " COMMIT", {});
}

} // namespace retort::run
