// SPDX-License-Identifier: GPL-3.0-or-later
// retort diff: SQL that turns one schema into another
#include "app/cli/context.h"
#include "app/cli/schemasource.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/diff/compare.h"
#include "engine/diff/script.h"

#include <CLI/App.hpp>

#include <algorithm>
#include <memory>

namespace retort::cli
{

namespace
{

struct DiffRequest {
    std::string from;
    std::string to;
    bool down = false;
    bool isSummary = false;
};

std::string summaryLine(const diff::Change &change)
{
    std::string line = diff::toString(change.what) + ' ' + change.object.toString();
    if (!change.reason.empty())
        line += " (" + change.reason + ')';
    std::vector<std::string> kinds;
    for (const diff::Statement &statement : change.statements) {
        for (const diff::Risk &risk : statement.risks) {
            const std::string kind = diff::toString(risk.kind);
            if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
                kinds.push_back(kind);
        }
    }
    return kinds.empty() ? line : line + " [" + text::join(kinds, ", ") + ']';
}

void writeStatement(JsonWriter &json, const diff::Statement &statement)
{
    json.beginObject();
    json.member("sql", statement.sql);
    json.member("transactional", statement.boundary != diff::Boundary::Outside);
    json.member("commit_first", statement.boundary == diff::Boundary::CommittedFirst);
    json.key("risks");
    json.beginArray();
    for (const diff::Risk &risk : statement.risks) {
        json.beginObject();
        json.member("kind", diff::toString(risk.kind));
        json.member("reason", risk.reason);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

void writeChange(JsonWriter &json, const diff::Change &change)
{
    json.beginObject();
    json.member("object", change.object.toString());
    json.member("kind", change.object.kind);
    json.memberOrNull("schema", change.object.name.schema);
    json.member("name", change.object.name.name);
    json.memberOrNull("part", change.object.part);
    json.member("what", diff::toString(change.what));
    json.memberOrNull("reason", change.reason);
    json.member("is_certain", change.certainty == diff::Certainty::Sure);
    json.key("statements");
    json.beginArray();
    for (const diff::Statement &statement : change.statements)
        writeStatement(json, statement);
    json.endArray();
    json.endObject();
}

void print(Context &context, const DiffRequest &request, const diff::Comparison &comparison, const std::string &sql)
{
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("from", displayName(request.from));
        json.member("to", displayName(request.to));
        json.member("direction", request.down ? "down" : "up");
        json.key("changes");
        json.beginArray();
        for (const diff::Change &change : comparison.changes)
            writeChange(json, change);
        json.endArray();
        json.member("notes", comparison.notes);
        json.member("sql", sql);
        json.endObject();
        output.print(json);
        return;
    }
    for (const std::string &note : comparison.notes)
        output.warning(note);
    if (!request.isSummary) {
        output.print(sql);
        return;
    }
    std::string lines;
    for (const diff::Change &change : comparison.changes)
        lines += summaryLine(change) + '\n';
    output.print(lines);
}

/// Names stand in both ends as the end that can't be read again has them: a file's.
Result<ExitStatus> compareSchemas(Context &context, const DiffRequest &request)
{
    auto from = openSchemaSource(context, request.from);
    if (!from)
        return std::move(from).error();
    auto to = openSchemaSource(context, request.to);
    if (!to)
        return std::move(to).error();
    if (const auto agreed = agreeOnSearchPath(*from, *to); !agreed)
        return agreed.error();
    auto before = from->read();
    if (!before)
        return std::move(before).error();
    auto after = to->read();
    if (!after)
        return std::move(after).error();
    for (const auto *end : {&*before, &*after}) {
        for (const std::string &gap : end->unknown)
            context.output().warning(gap);
    }
    const auto comparison = request.down ? diff::compare(*after, *before) : diff::compare(*before, *after);
    print(context, request, comparison, diff::toScript(comparison, from->searchPath()));
    return ExitStatus::Ok;
}

} // namespace

void addDiffVerb(CommandLine &line)
{
    auto request = std::make_shared<DiffRequest>();
    CLI::App &verb = line.addVerb(group::look, "diff", "SQL that turns one schema into another",
                                  [request](Context &context) { return compareSchemas(context, *request); });
    verb.add_option("--from", request->from, "What there is: a URI, a database's name, a snapshot's file")
        ->type_name("WHAT")
        ->required();
    verb.add_option("--to", request->to, "What is wanted, in the same ways")->type_name("WHAT")->required();
    verb.add_flag("--down", request->down, "The way back in place of the way there");
    verb.add_flag("--summary", request->isSummary, "A line a change, without the SQL");
}

} // namespace retort::cli
