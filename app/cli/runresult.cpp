// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runresult.h"

#include "app/cli/revisiontext.h"
#include "engine/base/duration.h"
#include "engine/base/text.h"

#include <algorithm>

namespace retort::cli
{

using revision::RevisionMap;
using run::Outcome;

namespace
{

/// "4852c1ce1a0f (timescale) (head)"
std::string rowsText(const RevisionMap &map, const std::vector<std::string> &rows)
{
    std::vector<std::string> parts;
    for (const std::string &row : rows) {
        const auto index = map.find(row);
        parts.push_back(index ? currentLine(map, *index) : row);
    }
    return parts.empty() ? "the base, no revision applied" : text::join(parts, ", ");
}

/// "undid 3 revisions"
std::string deed(const RunResult &result)
{
    const std::size_t count = result.report.steps.size();
    if (result.verb == "stamp")
        return "stamped";
    if (result.report.outcome == Outcome::DryRun)
        return "dry run of " + text::counted(count, "revision") + " succeeded and was rolled back";
    return (result.verb == "upgrade" ? "applied " : "undid ") + text::counted(count, "revision");
}

std::string kebab(std::string word)
{
    std::replace(word.begin(), word.end(), ' ', '-');
    return word;
}

void writeBackup(JsonWriter &json, const session::Backup &backup)
{
    json.beginObject();
    json.member("file", backup.file.string());
    json.member("bytes", static_cast<std::int64_t>(backup.bytes));
    json.member("restore_command", backup.restoreCommand);
    json.endObject();
}

} // namespace

ExitStatus RunResult::status() const
{
    // Only a run knows that it was partial or interrupted; before one, the error tells.
    if (error && report.plan.isEmpty())
        return error->status;
    return report.exitStatus();
}

bool RunResult::isCommitted() const
{
    return report.committedSteps() > 0 || report.outcome == Outcome::PartlyApplied;
}

std::string resultLine(const RunResult &result, const RevisionMap &map)
{
    std::string line = result.database + ": ";
    if (result.report.outcome == Outcome::NothingToDo)
        line += "nothing to do, at ";
    else
        line += deed(result) + " in " + durationText(result.report.duration)
            + (result.report.outcome == Outcome::DryRun ? ", still at " : ", now at ");
    line += rowsText(map, result.report.versionRows);
    if (result.pending > 0)
        line += ", " + std::to_string(result.pending) + " pending";
    return line + '\n';
}

void explainFailure(Output &output, const RunResult &result, const RevisionMap &map)
{
    Error error = *result.error;
    if (!result.report.failingRevision.empty()
        && error.message.find(result.report.failingRevision) == std::string::npos)
        error.message = "Revision " + result.report.failingRevision + ": " + error.message;
    output.explain(error);
    const run::RunReport &report = result.report;
    if (report.plan.isEmpty())
        return;
    const auto committed = static_cast<std::size_t>(report.committedSteps());
    std::string state = committed == 0 ? "nothing of this run is committed"
                                       : text::counted(committed, "revision") + " of "
            + std::to_string(report.plan.steps.size()) + (committed == 1 ? " is" : " are") + " committed";
    if (report.outcome == Outcome::PartlyApplied && committed == 0)
        state = "the revision is half done";
    output.note(result.database + ": " + state + "; the database is at " + rowsText(map, report.versionRows));
}

void writeResult(JsonWriter &json, const RunResult &result, const RevisionMap &map)
{
    const run::RunReport &report = result.report;
    const bool hasRun = !result.error || !report.plan.isEmpty();
    json.beginObject();
    json.member("database", result.database);
    json.member("operation", result.verb);
    json.member("outcome", hasRun ? kebab(run::toString(report.outcome)) : std::string("refused"));
    if (hasRun) {
        json.member("target", report.plan.target);
        json.member("from", report.plan.from);
        json.member("version_rows", report.versionRows);
        json.key("steps");
        json.beginArray();
        for (const run::StepReport &step : report.steps) {
            const revision::Revision *revision = map.findRevision(step.revision);
            json.beginObject();
            json.memberOrNull("revision", step.revision);
            json.member("operation", result.verb);
            json.member("message", revision ? revision->message : std::string());
            json.member("succeeded", step.succeeded);
            json.member("statements", step.statementsDone);
            json.member("duration_ms", static_cast<std::int64_t>(step.duration.count()));
            json.endObject();
        }
        json.endArray();
        json.member("committed", report.committedSteps());
        json.member("pending", static_cast<std::int64_t>(result.pending));
        json.member("duration_ms", static_cast<std::int64_t>(report.duration.count()));
        json.member("warnings", report.plan.warnings);
    }
    json.key("backup");
    if (result.backup)
        writeBackup(json, *result.backup);
    else
        json.null();
    if (!report.failingRevision.empty())
        json.member("failing_revision", report.failingRevision);
    if (!report.failingStatement.empty())
        json.member("failing_statement", report.failingStatement);
    if (result.error) {
        json.key("error");
        writeError(json, *result.error);
    }
    json.endObject();
}

ExitStatus commonStatus(const std::vector<RunResult> &results)
{
    const bool isAnyCommitted =
        std::any_of(results.begin(), results.end(), [](const RunResult &result) { return result.isCommitted(); });
    ExitStatus status = ExitStatus::Ok;
    for (const RunResult &result : results) {
        const ExitStatus own = result.status();
        if (own == ExitStatus::Interrupted)
            return own;
        if (status == ExitStatus::Ok)
            status = own;
    }
    const bool isMixed = results.size() > 1 && isAnyCommitted && status != ExitStatus::Ok;
    return isMixed ? ExitStatus::Partial : status;
}

} // namespace retort::cli
