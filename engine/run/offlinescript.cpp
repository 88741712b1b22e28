// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/run/runner.h"
#include "engine/run/sessionsql.h"
#include "engine/run/stepscript.h"
#include "engine/script/sqltokens.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::run
{

namespace
{

/// "-- Running upgrade a -> b", as Alembic writes it; the base is nothing.
std::string heading(const revision::Step &step, const script::ScriptDirectory &scripts)
{
    if (step.revision.empty())
        return "-- Stamping\n\n";
    const revision::Revision *revision = scripts.map().findRevision(step.revision);
    const std::string below = revision ? text::join(revision->downRevisions, ", ") : std::string();
    return step.direction == revision::Direction::Upgrade
        ? "-- Running upgrade " + below + " -> " + step.revision + "\n\n"
        : "-- Running downgrade " + step.revision + " -> " + below + "\n\n";
}

/// Ends the section's last statement where its file doesn't, or may not: a semicolon too many harms nothing.
void terminate(std::string &sql, std::size_t begin)
{
    const std::string_view written = text::trimmed(std::string_view(sql).substr(begin));
    if (written.empty()) {
        sql.resize(begin);
        return;
    }
    const std::string_view lastLine = written.substr(written.rfind('\n') + 1); // npos + 1 is 0
    const bool mayBeComment = lastLine.find("--") != std::string_view::npos;
    const bool endsCleanly = (written.back() == ';' && !mayBeComment) || lastLine == "\\.";
    sql.resize(begin + static_cast<std::size_t>(written.data() + written.size() - (sql.data() + begin)));
    sql += endsCleanly ? "\n\n" : "\n;\n\n";
}

Result<void> appendSection(std::string &sql, const revision::Step &step, const script::ScriptDirectory &scripts)
{
    auto file = scripts.file(step.revision);
    if (!file)
        return std::move(file).error();
    const auto &section = step.direction == revision::Direction::Upgrade ? file->up : file->down;
    if (!section)
        return {};
    auto text = script::readSection(*file, *section);
    if (!text)
        return std::move(text).error();
    const std::size_t begin = sql.size();
    sql += *text;
    terminate(sql, begin);
    return {};
}

/// A statement that begins so, or speaks of one of these, may leave its mark on the session: settings, role, prepared
/// statements, temporary tables.
bool mayChangeSession(std::string_view statement)
{
    static constexpr std::array<std::string_view, 7> beginnings{"set",     "reset",   "discard", "load",
                                                                "prepare", "declare", "listen"};
    static constexpr std::array<std::string_view, 6> words{"set_config", "search_path", "temp table",
                                                           "temp view",  "temporary",   "pg_temp"};
    const std::string_view first = script::firstWord(statement);
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [first](std::string_view word) { return text::equalsIgnoringCase(first, word); })
        || std::any_of(words.begin(), words.end(),
                       [statement](std::string_view word) { return script::mentions(statement, word); });
}

Result<bool> mayChangeSession(const StepScript &script)
{
    if (script.statementCount() == 0)
        return false;
    auto reader = script.open();
    if (!reader)
        return std::move(reader).error();
    while (true) {
        const auto next = reader->next();
        if (!next)
            return next.error();
        if (*next == script::StatementReader::Next::End)
            return false;
        const std::vector<script::Statement> &statements = reader->statements();
        if (std::any_of(statements.begin(), statements.end(),
                        [](const script::Statement &statement) { return mayChangeSession(statement.text); }))
            return true;
    }
}

/// The statements that leave the session as it was, a line each: a step must not meet what the one before has set.
std::string resetLines()
{
    std::string lines(resetSql());
    for (std::size_t at = lines.find("; "); at != std::string::npos; at = lines.find("; ", at))
        lines.replace(at, 2, ";\n");
    return lines + "\n\n";
}

/// The limits that a section sets for itself: for its transaction, else until limitEndLines().
std::string limitLines(const StepScript &script)
{
    const std::string_view set = script.isTransactional() ? "SET LOCAL " : "SET ";
    std::string lines;
    const auto add = [&](const script::SectionLimit &limit, std::string_view name) {
        if (limit)
            lines += std::string(set) + std::string(name) + " = '" + durationSetting(*limit) + "';\n\n";
    };
    add(script.section().lockTimeout, "lock_timeout");
    add(script.section().statementTimeout, "statement_timeout");
    return lines;
}

std::string limitEndLines(const StepScript &script)
{
    std::string lines;
    if (script.isTransactional())
        return lines;
    if (script.section().lockTimeout)
        lines += "RESET lock_timeout;\n\n";
    if (script.section().statementTimeout)
        lines += "RESET statement_timeout;\n\n";
    return lines;
}

Result<void> appendStep(std::string &sql, const revision::Step &step, const script::ScriptDirectory &scripts,
                        const VersionTable &table, bool needsTable)
{
    StepScript script = StepScript::nothing();
    if (!step.revision.empty()) {
        auto read = StepScript::read(step, scripts);
        if (!read)
            return std::move(read).error();
        script = std::move(read).value();
    }
    if (script.isTransactional())
        sql += "BEGIN;\n\n";
    if (needsTable)
        sql += table.createSql() + "\n\n";
    sql += heading(step, scripts);
    sql += limitLines(script);
    if (!step.revision.empty()) {
        if (auto appended = appendSection(sql, step, scripts); !appended)
            return appended;
    }
    sql += limitEndLines(script);
    const auto changesSession = mayChangeSession(script);
    if (!changesSession)
        return changesSession.error();
    if (*changesSession)
        sql += resetLines();
    if (!script.isTransactional())
        sql += "BEGIN;\n\n";
    for (const std::string &statement : table.changeSql(step.change, false))
        sql += statement + ";\n\n";
    sql += "COMMIT;\n\n";
    return {};
}

} // namespace

Result<std::string> offlineScript(const revision::Plan &plan, const script::ScriptDirectory &scripts,
                                  const VersionTable &table)
{
    std::string sql;
    // As Alembic: whoever starts from base has no version table yet.
    bool needsTable = plan.from.empty();
    for (const revision::Step &step : plan.steps) {
        if (auto appended = appendStep(sql, step, scripts, table, std::exchange(needsTable, false)); !appended)
            return std::move(appended).error();
    }
    return sql;
}

} // namespace retort::run
