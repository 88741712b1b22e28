// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/plantext.h"

#include "engine/base/duration.h"
#include "engine/base/redact.h"
#include "engine/base/text.h"

namespace retort::cli
{

using session::PlanPreview;
using session::StepPreview;

namespace
{

const char *wordOf(revision::Direction direction)
{
    return direction == revision::Direction::Upgrade ? "upgrade" : "downgrade";
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
    if (step.isKept)
        words.emplace_back("from the text that the database kept");
    if (step.lockTimeout)
        words.push_back("lock timeout " + durationSetting(*step.lockTimeout));
    if (step.statementTimeout)
        words.push_back("statement timeout " + durationSetting(*step.statementTimeout));
    if (!step.gitChange.empty())
        words.push_back("file " + step.gitChange);
    if (step.irreversible)
        words.emplace_back("no way back");
    words.insert(words.end(), step.losses.begin(), step.losses.end());
    return text::join(words, ", ");
}

/// What few steps have; the others leave these keys out.
void writeOddities(JsonWriter &json, const StepPreview &step)
{
    if (step.isKept)
        json.member("source", "database");
    if (step.lockTimeout)
        json.member("lock_timeout", durationSetting(*step.lockTimeout));
    if (step.statementTimeout)
        json.member("statement_timeout", durationSetting(*step.statementTimeout));
    if (!step.gitChange.empty())
        json.member("git", step.gitChange);
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

std::string planText(const PlanPreview &preview, const Style &style, bool withSql)
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
        rows.push_back({std::to_string(++number), step.step.revision, step.message, rowsText(step.step.rowsAfter),
                        style.warning(remarks(step))});
    }
    text += alignedColumns(rows);
    if (!preview.backupReason.empty())
        text += "\nA backup is made first, since " + preview.backupReason + ".\n";
    if (withSql) {
        for (const StepPreview &step : preview.steps)
            text += sqlText(step, style);
    }
    return text;
}

void writePlan(JsonWriter &json, const PlanPreview &preview)
{
    const revision::Plan &plan = preview.plan;
    json.beginObject();
    json.memberOrNull("database", preview.database);
    json.member("direction", wordOf(plan.direction));
    json.member("from", plan.from);
    json.member("to", plan.to);
    json.key("steps");
    json.beginArray();
    for (const StepPreview &step : preview.steps) {
        json.beginObject();
        json.member("revision", step.step.revision);
        json.member("operation", wordOf(step.step.direction));
        json.member("message", step.message);
        json.member("transactional", step.transactional);
        json.member("version_rows", step.step.rowsAfter.list());
        writeOddities(json, step);
        json.endObject();
    }
    json.endArray();
    if (!preview.backupReason.empty())
        json.member("backup", preview.backupReason);
    json.endObject();
}

} // namespace retort::cli
