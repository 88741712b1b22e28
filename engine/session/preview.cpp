// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/preview.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/script/losses.h"
#include "engine/script/statementreader.h"
#include "engine/session/runsettings.h"

namespace retort::session {

namespace {

/// A preview is read by a person: past this it is cut, with a note. Losses are looked for in what is shown.
constexpr std::uint64_t previewBytes = 256 * 1024;

std::vector<std::string> lossesIn(const std::string &sql, const std::string &file, int line)
{
    std::vector<std::string> losses;
    auto reader = script::StatementReader::fromText(sql, file, line);
    while (true) {
        const auto next = reader.next();
        if (!next || *next == script::StatementReader::Next::End)
            return losses;
        if (*next == script::StatementReader::Next::CopyData) {
            for (auto chunk = reader.copyData(); chunk && !chunk->last; chunk = reader.copyData()) { }
            continue;
        }
        for (const script::Statement &statement : reader.statements()) {
            for (std::string &loss : script::dataLosses(statement.text))
                losses.push_back(std::move(loss));
        }
    }
}

void readStep(StepPreview &preview, const Workspace &workspace)
{
    const auto file = workspace.scripts().file(preview.step.revision);
    if (!file)
        return; // checkScripts has said so
    preview.message = file->revision.message;
    preview.file = file->path.string();
    preview.irreversible = !file->revision.hasDowngrade;
    const bool upgrade = preview.step.direction == revision::Direction::Upgrade;
    auto section = upgrade ? file->up : file->down;
    if (!section)
        return;
    preview.transactional = section->transactional;
    const bool cut = section->length > previewBytes;
    if (cut)
        section->length = previewBytes;
    auto sql = script::readSection(file->path, *section);
    if (!sql)
        return;
    preview.losses = lossesIn(*sql, preview.file, section->firstLine);
    preview.sql = Redactor().masked(*sql);
    if (cut)
        preview.sql += "\n-- … the file goes on; only its beginning is shown here\n";
}

} // namespace

PlanPreview previewPlan(const Workspace &workspace, const project::Database &database, revision::Plan plan,
                        std::string commandLine)
{
    PlanPreview preview;
    preview.database = database.name;
    preview.commandLine = std::move(commandLine);
    preview.warnings = plan.warnings;
    preview.options = runOptionsFor(database);
    if (const auto checked = run::checkScripts(plan, workspace.scripts()); !checked)
        preview.refusal = checked.error();
    const run::VersionTable table = workspace.versionTable();
    for (const revision::Step &step : plan.steps) {
        StepPreview stepPreview;
        stepPreview.step = step;
        for (const std::string &statement : table.changeSql(step.change, false))
            stepPreview.versionSql += statement + ";\n";
        if (!step.revision.empty())
            readStep(stepPreview, workspace);
        preview.steps.push_back(std::move(stepPreview));
    }
    preview.plan = std::move(plan);
    return preview;
}

std::string commandLineFor(const std::string &database, const std::string &verb, const std::string &arguments)
{
    std::string line = "retort -x db=" + database + ' ' + verb;
    if (!arguments.empty())
        line += ' ' + arguments;
    return line;
}

} // namespace retort::session
