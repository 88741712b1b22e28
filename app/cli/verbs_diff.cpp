// SPDX-License-Identifier: GPL-3.0-or-later
// retort diff: SQL that turns one schema into another
#include "app/cli/changetext.h"
#include "app/cli/context.h"
#include "app/cli/schemasource.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/diff/compare.h"
#include "engine/diff/script.h"

#include <CLI/App.hpp>

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
    session::ScratchChoice scratch;
};

void print(Context &context, const DiffRequest &request, const diff::Comparison &comparison, const std::string &sql)
{
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("from", displayName(request.from));
        json.member("to", displayName(request.to));
        json.member("direction", request.down ? "down" : "up");
        writeChanges(json, "changes", comparison);
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
        lines += changeLine(change) + '\n';
    output.print(lines);
}

Result<ExitStatus> compareSchemas(Context &context, const DiffRequest &request)
{
    const auto pair = readSchemas(context, request.from, request.to, request.scratch);
    if (!pair)
        return pair.error();
    for (const std::string &note : pair->notes)
        context.output().warning(note);
    for (const auto *end : {&pair->from, &pair->to}) {
        for (const std::string &gap : end->unknown)
            context.output().warning(gap);
    }
    const auto comparison = request.down ? diff::compare(pair->to, pair->from) : diff::compare(pair->from, pair->to);
    print(context, request, comparison, diff::toScript(comparison, pair->searchPath));
    return ExitStatus::Ok;
}

} // namespace

void addDiffVerb(CommandLine &line)
{
    auto request = std::make_shared<DiffRequest>();
    CLI::App &verb = line.addVerb(group::look, "diff", "SQL that turns one schema into another",
                                  [request](Context &context) { return compareSchemas(context, *request); });
    verb.add_option("--from", request->from, "What there is: a URI, a database's name, NAME@REVISION, a schema as SQL (file or folder), or a snapshot's file")
        ->type_name("WHAT")
        ->required();
    verb.add_option("--to", request->to, "What is wanted, in the same ways")->type_name("WHAT")->required();
    verb.add_flag("--down", request->down, "The way back in place of the way there");
    verb.add_flag("--summary", request->isSummary, "A line a change, without the SQL");
    addScratchOptions(verb, request->scratch);
}

} // namespace retort::cli
