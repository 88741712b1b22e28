// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/blockerwatch.h"

#include "engine/base/duration.h"
#include "engine/base/text.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace retort::run
{

namespace
{

constexpr int shownBlockers = 3;
constexpr std::size_t shownQuery = 80;

enum Column { Pid, User, Application, State, Age, Query, Count };

/// Blank runs as one blank, cut to what a sentence can use.
std::string inOneLine(std::string_view query)
{
    std::string line;
    for (const char c : query) {
        const bool isBlank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!isBlank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (text::characterCount(line) <= shownQuery)
        return line;
    return line.substr(0, text::byteOffsetOfCharacter(line, shownQuery)) + " …";
}

} // namespace

BlockerWatch::BlockerWatch(postgres::Connection &watcher, int backendPid, const Redactor &redactor)
    : m_watcher(watcher)
    , m_redactor(redactor)
    // What another user's session does is hidden from those who aren't superusers or in pg_read_all_stats
    // (manual, "The Statistics Collector"). A prepared transaction shows as process 0, which has no session.
    , m_sql(
          "SELECT b.pid, a.usename, a.application_name, a.state,"
          " (extract(epoch FROM pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.query_start)) * 1000)::bigint,"
          " a.query, count(*) OVER ()"
          " FROM (SELECT DISTINCT pid FROM pg_catalog.unnest(pg_catalog.pg_blocking_pids("
          + std::to_string(backendPid)
          + ")) AS pid) b LEFT JOIN pg_catalog.pg_stat_activity a USING (pid) ORDER BY a.xact_start, b.pid LIMIT "
          + std::to_string(shownBlockers))
{
}

std::optional<std::string> BlockerWatch::look()
{
    if (!m_isAsking) {
        m_isAsking = m_watcher.isOpen() && m_watcher.send(m_sql).isOk();
        return std::nullopt;
    }
    auto answer = m_watcher.takeIfReady();
    if (!answer)
        return std::nullopt;
    m_isAsking = false;
    if (!*answer || (*answer)->rowCount() == 0) {
        m_told.clear();
        return std::nullopt;
    }
    m_lastSeen = described(**answer);
    std::string pids;
    for (int row = 0; row < (*answer)->rowCount(); ++row)
        pids += (*answer)->text(row, Pid) + ' ';
    if (pids == m_told)
        return std::nullopt;
    m_told = std::move(pids);
    return "Waiting for a lock held by " + m_lastSeen + '.';
}

std::string BlockerWatch::described(const postgres::QueryResult &blockers) const
{
    std::vector<std::string> parts;
    for (int row = 0; row < blockers.rowCount(); ++row) {
        if (blockers.text(row, Pid) == "0") {
            parts.emplace_back("a prepared transaction (see pg_prepared_xacts)");
            continue;
        }
        std::vector<std::string> facts;
        if (!blockers.isNull(row, User))
            facts.push_back("user " + blockers.text(row, User));
        if (const std::string name = blockers.text(row, Application); !name.empty())
            facts.push_back(name);
        if (!blockers.isNull(row, State)) {
            std::string state = blockers.text(row, State);
            if (!blockers.isNull(row, Age))
                state += " for "
                    + durationText(std::chrono::milliseconds(std::max<std::int64_t>(0, blockers.integer(row, Age))));
            facts.push_back(state);
        }
        std::string about = text::join(facts, ", ");
        if (const std::string query = inOneLine(m_redactor.masked(blockers.text(row, Query))); !query.empty())
            about += ": " + query;
        parts.push_back("process " + blockers.text(row, Pid) + (about.empty() ? "" : " (" + about + ')'));
    }
    const auto total = blockers.integer(0, Count);
    if (total > shownBlockers)
        parts.push_back(std::to_string(total - shownBlockers) + " more");
    return text::join(parts, ", ");
}

} // namespace retort::run
