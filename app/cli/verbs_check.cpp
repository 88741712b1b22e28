// SPDX-License-Identifier: GPL-3.0-or-later
// retort check: each database at its branch's head, and the head as the desired schema
#include "app/cli/changetext.h"
#include "app/cli/context.h"
#include "app/cli/databasestatus.h"
#include "app/cli/interruption.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/session/schemadrift.h"

#include <CLI/App.hpp>

#include <memory>
#include <optional>

namespace retort::cli
{

namespace
{

struct CheckRequest {
    session::ScratchChoice scratch;
    bool skipsSchema = false;
};

/// What the branch's head lacks to the desired schema.
struct DesiredCheck {
    bool isDone = false; ///< else `error`, `reason`, or there is nothing to compare with
    diff::Comparison missing;
    std::optional<Error> error;
    std::string reason; ///< why it can't be done here

    bool differs() const { return !missing.changes.empty(); }
};

DesiredCheck checkDesired(Context &context, const DatabaseStatus &status, const CheckRequest &request)
{
    DesiredCheck check;
    if (request.skipsSchema || status.database->schema.empty() || !status.accidentalHeads.empty())
        return check;
    const auto beside = connectForScratch(context, *status.database, request.scratch);
    if (!beside) {
        check.error = beside.error();
        return check;
    }
    auto missing = session::compareWithDesired(context.workspace(), *status.database, *beside ? &**beside : nullptr,
                                               request.scratch, interruption());
    if (missing) {
        check.isDone = true;
        check.missing = *std::move(missing);
    } else if (missing.error().code == "postgresql-not-installed"
               || missing.error().code == "extension-not-available") {
        // Where migrations are only applied there need be nothing to replay them on.
        check.reason = missing.error().message;
    } else {
        check.error = std::move(missing).error();
    }
    return check;
}

std::string checkLine(const DatabaseStatus &status)
{
    const std::string name = status.database->name + ": ";
    if (status.error)
        return name + "not checked\n";
    if (!status.unknown.empty())
        return name + "holds " + text::join(status.unknown, ", ") + ", unknown to this project\n";
    if (!status.findings.empty())
        return name + text::counted(status.findings.size(), "applied revision") + " not as when applied\n";
    if (status.pending.empty())
        return name + "up to date\n";
    return name + text::counted(status.pending.size(), "revision") + " pending: " + text::join(status.pending, ", ")
        + '\n';
}

void explainCheck(Output &output, const DatabaseStatus &status)
{
    const std::string command = "retort -x db=" + status.database->name;
    if (status.trouble())
        output.explain(*status.trouble());
    else if (!status.findings.empty())
        explainFindings(output, status);
    else if (!status.pending.empty() && status.accidentalHeads.empty())
        output.note(output.noteStyle().bold("hint:") + ' ' + command + " upgrade");
    else if (!status.pending.empty()) // an upgrade to "the head" would be refused (S-69)
        output.note(output.noteStyle().bold("hint:") + " its branch has "
                    + text::counted(status.accidentalHeads.size(), "head") + "; join them: retort merge -m MESSAGE "
                    + text::join(status.accidentalHeads, " ") + "; or apply all: " + command + " upgrade heads");
}

void writeDesired(JsonWriter &json, const DesiredCheck &check)
{
    json.key("matches_desired_schema");
    if (check.isDone)
        json.value(!check.differs());
    else
        json.null();
    writeChanges(json, "missing_changes", check.missing);
}

void printDesired(Output &output, const DatabaseStatus &status, const DesiredCheck &check)
{
    const std::string &name = status.database->name;
    if (check.error)
        output.explain(*check.error);
    if (!check.reason.empty())
        output.note(name + ": the desired schema was not looked at: " + check.reason);
    if (!check.differs())
        return;
    output.print(name + ": the branch lacks " + text::counted(check.missing.changes.size(), "change")
                 + " to the desired schema\n");
    for (const diff::Change &change : check.missing.changes)
        output.print("  " + changeLine(change) + '\n');
    output.note(output.noteStyle().bold("hint:") + " retort -x db=" + name + " revision --autogenerate -m MESSAGE");
}

Result<ExitStatus> check(Context &context, const CheckRequest &request)
{
    const auto all = readStatuses(context, false);
    if (!all)
        return all.error();
    catchInterruptions();
    std::vector<DesiredCheck> desired;
    ExitStatus exit = exitStatusOf(*all);
    for (const DatabaseStatus &status : *all) {
        desired.push_back(checkDesired(context, status, request));
        if (interruption().stop_requested())
            return *desired.back().error;
        if (exit == ExitStatus::Ok && desired.back().error)
            exit = desired.back().error->status;
        else if (exit == ExitStatus::Ok && desired.back().differs())
            exit = ExitStatus::Found;
    }
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.key("databases");
        json.beginArray();
        for (std::size_t i = 0; i < all->size(); ++i) {
            json.beginObject();
            writeFacts(json, (*all)[i]);
            writeDesired(json, desired[i]);
            if (!(*all)[i].trouble() && desired[i].error) {
                json.key("error");
                writeError(json, *desired[i].error);
            }
            writeTrouble(json, (*all)[i]);
            json.endObject();
        }
        json.endArray();
        json.endObject();
        output.print(json);
        return exit;
    }
    for (std::size_t i = 0; i < all->size(); ++i) {
        output.print(checkLine((*all)[i]));
        explainCheck(output, (*all)[i]);
        printDesired(output, (*all)[i], desired[i]);
    }
    return exit;
}

} // namespace

void addCheckVerb(CommandLine &line)
{
    auto request = std::make_shared<CheckRequest>();
    CLI::App &verb = line.addVerb(
        group::look, "check", "Whether each database is at its branch's head, and the head as the desired schema",
        [request](Context &context) { return check(context, *request); });
    verb.add_flag("--no-schema", request->skipsSchema, "Leave the desired schema out");
    addScratchOptions(verb, request->scratch);
}

} // namespace retort::cli
