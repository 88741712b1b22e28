// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/preview.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/script/losses.h"
#include "engine/script/statementreader.h"
#include "engine/session/gitstate.h"
#include "engine/session/runsettings.h"

namespace retort::session
{

namespace
{

/// A preview is read by a person: past this it is cut, with a note. Losses are looked for in what is shown.
constexpr std::uint64_t previewBytes = 256 * 1024;

/// "drops table users (about 1200 rows)"
std::string wordsFor(const script::DataLoss &loss, const RowEstimate &rows)
{
    if (!rows || loss.relation.empty())
        return loss.words;
    const auto count = rows(loss.relation);
    if (!count)
        return loss.words;
    return loss.words + " (about " + text::counted(static_cast<std::size_t>(*count), "row") + ')';
}

std::vector<std::string> lossesIn(const std::string &sql, const std::string &file, int line, const RowEstimate &rows)
{
    std::vector<std::string> losses;
    auto reader = script::StatementReader::fromText(sql, file, line);
    // What can't be read is told by the run.
    static_cast<void>(script::forEachStatement(reader, [&](const script::Statement &statement) {
        for (const script::DataLoss &loss : script::dataLosses(statement.text))
            losses.push_back(wordsFor(loss, rows));
    }));
    return losses;
}

void readStep(StepPreview &preview, const Workspace &workspace, const RowEstimate &rows)
{
    const auto file = workspace.scripts().file(preview.step.revision);
    if (!file)
        return; // checkScripts has said so
    preview.file = file->placeName();
    const bool upgrade = preview.step.direction == revision::Direction::Upgrade;
    auto section = upgrade ? file->up : file->down;
    if (!section)
        return;
    const bool cut = section->length > previewBytes;
    if (cut)
        section->length = previewBytes;
    auto sql = script::readSection(*file, *section);
    if (!sql)
        return;
    preview.losses = lossesIn(*sql, preview.file, section->firstLine, rows);
    preview.sql = Redactor().masked(*sql);
    if (cut)
        preview.sql += "\n-- … the file goes on; only its beginning is shown here\n";
}

} // namespace

PlanPreview outlinePlan(const script::ScriptDirectory &scripts, std::string database, revision::Plan plan)
{
    PlanPreview preview;
    preview.database = std::move(database);
    preview.warnings = plan.warnings;
    for (const revision::Step &step : plan.steps) {
        StepPreview &outline = preview.steps.emplace_back();
        outline.step = step;
        const auto file = scripts.file(step.revision);
        if (!file)
            continue; // of a stamp
        outline.message = file->revision.message;
        outline.irreversible = !file->revision.hasDowngrade;
        outline.isKept = file->kept != nullptr;
        const auto &section = step.direction == revision::Direction::Upgrade ? file->up : file->down;
        if (!section)
            continue;
        outline.transactional = section->transactional;
        outline.lockTimeout = section->lockTimeout;
        outline.statementTimeout = section->statementTimeout;
    }
    preview.plan = std::move(plan);
    return preview;
}

PlanPreview previewPlan(const Workspace &workspace, const project::Database &database, revision::Plan plan,
                        std::string commandLine, const RowEstimate &rows)
{
    PlanPreview preview = outlinePlan(workspace.scripts(), database.name, std::move(plan));
    preview.commandLine = std::move(commandLine);
    preview.options = runOptionsFor(database);
    if (const auto checked = run::checkScripts(preview.plan, workspace.scripts()); !checked)
        preview.refusal = checked.error();
    const run::VersionTable table = workspace.versionTable();
    for (StepPreview &step : preview.steps) {
        for (const std::string &statement : table.changeSql(step.step.change, false))
            step.versionSql += statement + ";\n";
        if (!step.step.revision.empty())
            readStep(step, workspace, rows);
    }
    return preview;
}

void markGitChanges(const Workspace &workspace, PlanPreview &preview)
{
    const GitState git = readGitState(workspace.project().folder, workspace.project().locations);
    for (StepPreview &step : preview.steps) {
        const auto file = workspace.scripts().file(step.step.revision);
        if (!file || file->kept)
            continue;
        if (const GitChange *change = git.changeOf(file->path))
            step.gitChange = toString(*change);
    }
}

std::string commandLineFor(const std::string &database, const std::string &verb, const std::string &arguments)
{
    std::string line = "retort -x db=" + database + ' ' + verb;
    if (!arguments.empty())
        line += ' ' + arguments;
    return line;
}

} // namespace retort::session
