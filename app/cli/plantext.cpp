// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plantext.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace retort::cli
{

using revision::RevisionMap;
using revision::Step;
using session::PlanPreview;
using session::StepPreview;

namespace
{

const char *wordOf(revision::Direction direction)
{
    return direction == revision::Direction::Upgrade ? "upgrade" : "downgrade";
}

bool isTransactional(const Step &step, const revision::Revision *revision)
{
    if (!revision)
        return true;
    return step.direction == revision::Direction::Upgrade ? revision->upgradeTransactional
                                                          : revision->downgradeTransactional;
}

std::string rowsText(const std::vector<std::string> &rows)
{
    return rows.empty() ? "<base>" : text::join(rows, ", ");
}

std::string remarks(const StepPreview &step)
{
    std::vector<std::string> words;
    if (!step.transactional)
        words.emplace_back("outside a transaction");
    if (step.irreversible)
        words.emplace_back("no way back");
    words.insert(words.end(), step.losses.begin(), step.losses.end());
    return text::join(words, ", ");
}

std::string sqlText(const StepPreview &step, const Style &style)
{
    std::string text = '\n' + style.bold("-- " + step.step.revision + ", " + step.message) + '\n';
    // For the eye, unlike the script of --sql: a password that a script sets stays out of sight.
    const std::string sql = Redactor().masked(text::trimmed(step.sql));
    text += sql.empty() ? "-- nothing to run\n" : sql + '\n';
    return text + step.versionSql;
}

} // namespace

PlanPreview outlineOf(const project::Database *database, const RevisionMap &map, revision::Plan plan)
{
    PlanPreview preview;
    preview.database = database ? database->name : std::string();
    preview.warnings = plan.warnings;
    for (const Step &step : plan.steps) {
        const revision::Revision *revision = map.findRevision(step.revision);
        StepPreview stepPreview;
        stepPreview.step = step;
        stepPreview.transactional = isTransactional(step, revision);
        if (revision) {
            stepPreview.message = revision->message;
            stepPreview.irreversible = !revision->hasDowngrade;
        }
        preview.steps.push_back(std::move(stepPreview));
    }
    preview.plan = std::move(plan);
    return preview;
}

std::string planText(const PlanPreview &preview, const RevisionMap &map, const Style &style, bool withSql)
{
    const revision::Plan &plan = preview.plan;
    const std::string name = preview.database.empty() ? std::string() : preview.database + ": ";
    if (plan.isEmpty())
        return name + "nothing to do, at " + rowsText(plan.from) + '\n';
    std::string text = name + wordOf(plan.direction) + " from " + rowsText(plan.from) + " to " + rowsText(plan.to)
        + ", " + text::counted(plan.steps.size(), "step") + "\n\n";
    std::vector<std::vector<std::string>> rows{{"", "revision", "message", "version rows after", ""}};
    std::size_t number = 0;
    for (const StepPreview &step : preview.steps) {
        const revision::Revision *revision = map.findRevision(step.step.revision);
        rows.push_back({std::to_string(++number), step.step.revision, revision ? revision->message : std::string(),
                        rowsText(step.step.rowsAfter), style.warning(remarks(step))});
    }
    text += alignedColumns(rows);
    if (withSql) {
        for (const StepPreview &step : preview.steps)
            text += sqlText(step, style);
    }
    return text;
}

void writePlan(JsonWriter &json, const std::string &database, const revision::Plan &plan, const RevisionMap &map)
{
    json.beginObject();
    json.memberOrNull("database", database);
    json.member("direction", wordOf(plan.direction));
    json.member("from", plan.from);
    json.member("to", plan.to);
    json.key("steps");
    json.beginArray();
    for (const Step &step : plan.steps) {
        const revision::Revision *revision = map.findRevision(step.revision);
        json.beginObject();
        json.member("revision", step.revision);
        json.member("operation", wordOf(step.direction));
        json.member("message", revision ? revision->message : std::string());
        json.member("transactional", isTransactional(step, revision));
        json.member("version_rows", step.rowsAfter.list());
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

} // namespace retort::cli
