// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/run/runner.h"
#include "engine/run/stepscript.h"

namespace retort::run {

namespace {

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
    auto text = script::readSection(file->path, *section);
    if (!text)
        return std::move(text).error();
    const std::size_t begin = sql.size();
    sql += *text;
    terminate(sql, begin);
    return {};
}

} // namespace

Result<std::string> offlineScript(const revision::Plan &plan, const script::ScriptDirectory &scripts,
                                  const VersionTable &table)
{
    std::string sql;
    bool hasTable = !plan.from.empty();
    for (const revision::Step &step : plan.steps) {
        bool isTransactional = true;
        if (!step.revision.empty()) {
            auto script = StepScript::read(step, scripts);
            if (!script)
                return std::move(script).error();
            isTransactional = script->isTransactional();
        }
        if (isTransactional)
            sql += "BEGIN;\n\n";
        if (!std::exchange(hasTable, true))
            sql += table.createSql() + "\n\n";
        sql += heading(step, scripts);
        if (!step.revision.empty()) {
            if (auto appended = appendSection(sql, step, scripts); !appended)
                return std::move(appended).error();
        }
        if (!isTransactional)
            sql += "BEGIN;\n\n";
        for (const std::string &statement : table.changeSql(step.change, false))
            sql += statement + ";\n\n";
        sql += "COMMIT;\n\n";
    }
    return sql;
}

} // namespace retort::run
