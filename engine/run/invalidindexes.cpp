// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/invalidindexes.h"

#include "engine/base/text.h"

#include <algorithm>
#include <utility>

namespace retort::run
{

namespace
{

using script::StatementEffect;
using Kind = StatementEffect::Kind;

/// The INVALID indexes that a try of the statement may have left, with their schema. Empty: none can be.
std::string findSql(const StatementEffect &effect)
{
    std::string condition;
    if (effect.kind == Kind::BuildsIndex) {
        condition = " AND i.indrelid = pg_catalog.to_regclass(" + text::quoteLiteral(effect.table) + ')';
        if (!effect.name().empty())
            condition += " AND c.relname = " + text::quoteLiteral(effect.name());
    } else if (effect.kind == Kind::RebuildsIndexes) {
        condition = " AND c.relname ~ '_cc(new|old)[0-9]*$'";
        if (!effect.name().empty()) {
            const std::string named = "pg_catalog.to_regclass(" + text::quoteLiteral(effect.name()) + ')';
            condition += " AND i.indrelid = "
                + (effect.ofTable
                       ? named
                       : "(SELECT o.indrelid FROM pg_catalog.pg_index o WHERE o.indexrelid = " + named + ')');
        }
    } else {
        return {};
    }
    return "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
           " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
           " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i'"
        + condition + " ORDER BY 1";
}

} // namespace

InvalidIndexes::InvalidIndexes(postgres::Connection &connection, RunNarrator &narrator, const StatementEffect &effect)
    : m_connection(connection)
    , m_narrator(narrator)
    , m_effect(effect)
{
}

Result<std::vector<std::string>> InvalidIndexes::find()
{
    std::vector<std::string> names;
    const std::string sql = findSql(m_effect);
    if (sql.empty())
        return names;
    auto found = m_connection.query(sql);
    if (!found)
        return std::move(found).error();
    for (int row = 0; row < found->rowCount(); ++row)
        names.push_back(found->text(row, 0));
    return names;
}

Result<void> InvalidIndexes::drop(const std::string &index)
{
    // A hypertable's index can't be dropped concurrently.
    const std::string sql = (m_effect.byChunk ? "DROP INDEX " : "DROP INDEX CONCURRENTLY ") + index;
    if (auto dropped = m_connection.query(sql); !dropped)
        return std::move(dropped).error();
    SqlDiagnostic notice;
    notice.severity = "NOTICE";
    notice.message = "Dropped the INVALID index " + index + ", which a build that failed had left.";
    m_narrator.notice(notice);
    return {};
}

Result<void> InvalidIndexes::clear()
{
    auto found = find();
    if (!found)
        return std::move(found).error();
    // An index without a name of the script's own can't be told from somebody else's.
    if (m_effect.kind == Kind::BuildsIndex && m_effect.name().empty()) {
        m_others = std::move(found).value();
        return {};
    }
    for (const std::string &index : *found) {
        if (auto dropped = drop(index); !dropped)
            return dropped;
    }
    return {};
}

void InvalidIndexes::clearAfter(Error &error)
{
    if (!m_connection.isOpen())
        return;
    const auto found = find();
    if (!found)
        return;
    for (const std::string &index : *found) {
        if (std::find(m_others.begin(), m_others.end(), index) != m_others.end())
            continue;
        if (drop(index))
            continue;
        error.hint += (error.hint.empty() ? "" : " ") + std::string("The failed build has left the INVALID index ")
            + index + ", which could not be dropped; the next run drops it.";
    }
}

Result<void> InvalidIndexes::verify()
{
    if (m_effect.kind != Kind::BuildsIndex || m_effect.name().empty())
        return {};
    const auto found = find();
    if (!found)
        return found.error();
    if (found->empty())
        return {};
    return makeError("index-invalid", "The index " + found->front() + " is there, but INVALID: no query uses it.",
                     "Another session may be building it: wait for that, then run the same command again.");
}

} // namespace retort::run
