// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/invalidindexes.h"

#include <algorithm>
#include <utility>

namespace retort::run
{

using Kind = script::StatementEffect::Kind;

InvalidIndexes::InvalidIndexes(postgres::Connection &connection, const MigrationLock &lock, RunNarrator &narrator,
                               const script::StatementEffect &effect)
    : m_connection(connection)
    , m_lock(lock)
    , m_narrator(narrator)
    , m_effect(effect)
    , m_remains(IndexRemains::of(effect))
{
}

Result<void> InvalidIndexes::drop(const std::string &index)
{
    if (auto dropped = m_remains.drop(m_connection, index); !dropped)
        return dropped;
    tellOf(index);
    return {};
}

void InvalidIndexes::tellOf(const std::string &index)
{
    SqlDiagnostic notice;
    notice.severity = "NOTICE";
    notice.message = "Dropped the INVALID index " + index + ", which a build that failed had left.";
    m_narrator.notice(notice);
}

Result<void> InvalidIndexes::clear()
{
    auto found = m_remains.find(m_connection);
    if (!found)
        return std::move(found).error();
    // An index without a name of the script's own can't be told from somebody else's.
    if (m_effect.kind == Kind::BuildsIndex && m_effect.name().empty()) {
        m_remains.others = std::move(found).value();
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
    if (!m_connection.isOpen()) {
        clearAfterLoss();
        return;
    }
    const auto found = m_remains.find(m_connection);
    if (!found)
        return;
    for (const std::string &index : *found) {
        if (std::find(m_remains.others.begin(), m_remains.others.end(), index) != m_remains.others.end())
            continue;
        if (drop(index))
            continue;
        error.hint += (error.hint.empty() ? "" : " ") + std::string("The failed build has left the INVALID index ")
            + index + ", which could not be dropped; the next run drops it.";
    }
}

/// Where the server can't be asked, the next run does it.
void InvalidIndexes::clearAfterLoss()
{
    if (!m_remains.arePossible())
        return;
    if (const auto dropped = dropAfterLoss(m_connection.settings(), m_lock, m_remains)) {
        for (const std::string &index : *dropped)
            tellOf(index);
    }
}

Result<void> InvalidIndexes::verify()
{
    if (m_effect.kind != Kind::BuildsIndex || m_effect.name().empty())
        return {};
    const auto found = m_remains.find(m_connection);
    if (!found)
        return found.error();
    if (found->empty())
        return {};
    return makeError("index-invalid", "The index " + found->front() + " is there, but INVALID: no query uses it.",
                     "Another session may be building it: wait for that, then run the same command again.");
}

} // namespace retort::run
