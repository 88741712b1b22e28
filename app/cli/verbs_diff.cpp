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
    bool isOnline = false;
    std::vector<std::string> renames; ///< "old=new"
    session::ScratchChoice scratch;
};

/// What was compared, and what may have been a rename but was not said to be one.
struct Compared {
    diff::Comparison comparison;
    std::vector<diff::RenameCandidate> candidates;
};

/// Each may speak of a table by its old name, or by the one that an earlier rename gave it.
Result<std::vector<diff::Rename>> findRenames(const std::vector<std::string> &texts, const catalog::Snapshot &from,
                                              const catalog::Snapshot &to)
{
    std::vector<diff::Rename> renames;
    for (const std::string &text : texts) {
        auto rename = diff::findRename(from, to, text);
        if (!rename && !renames.empty()) {
            auto later = diff::findRename(diff::applyRenames(from, to, renames).snapshot, to, text);
            if (later)
                rename = std::move(later);
        }
        if (!rename)
            return std::move(rename).error();
        for (const diff::Rename &earlier : renames) {
            if (earlier.from.part.empty() && earlier.to.name == rename->from.name)
                rename->from.name = earlier.from.name;
        }
        renames.push_back(*std::move(rename));
    }
    return renames;
}

Result<Compared> compareEnds(const DiffRequest &request, const catalog::Snapshot &from, const catalog::Snapshot &to)
{
    auto found = findRenames(request.renames, from, to);
    if (!found)
        return std::move(found).error();
    std::vector<diff::Rename> renames = *std::move(found);
    Compared compared;
    compared.candidates = diff::renameCandidates(renames.empty() ? from : diff::applyRenames(from, to, renames).snapshot, to);
    diff::CompareOptions options{std::move(renames), request.isOnline};
    if (request.down) {
        for (diff::Rename &rename : options.renames)
            rename = diff::inverted(rename);
    }
    compared.comparison = request.down ? diff::compare(to, from, options) : diff::compare(from, to, options);
    return compared;
}

void writeCandidates(JsonWriter &json, const std::vector<diff::RenameCandidate> &candidates)
{
    json.key("rename_candidates");
    json.beginArray();
    for (const diff::RenameCandidate &one : candidates) {
        json.beginObject();
        json.member("kind", one.rename.from.kind);
        json.member("from", one.rename.from.toString());
        json.member("to", one.rename.to.toString());
        json.member("rename", one.rename.toString());
        json.member("score_percent", static_cast<std::int64_t>(one.score * 100 + 0.5));
        json.member("evidence", one.evidence);
        json.endObject();
    }
    json.endArray();
}

void print(Context &context, const DiffRequest &request, const Compared &compared, const std::string &sql)
{
    const diff::Comparison &comparison = compared.comparison;
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("from", displayName(request.from));
        json.member("to", displayName(request.to));
        json.member("direction", request.down ? "down" : "up");
        writeChanges(json, "changes", comparison);
        json.member("notes", comparison.notes);
        writeCandidates(json, compared.candidates);
        json.member("sql", sql);
        json.endObject();
        output.print(json);
        return;
    }
    for (const std::string &note : comparison.notes)
        output.warning(note);
    for (const diff::RenameCandidate &one : compared.candidates) {
        output.note("hint: " + one.rename.from.toString() + " looks renamed (" + one.evidence + "), say --rename "
                    + one.rename.toString());
    }
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
    const auto compared = compareEnds(request, pair->from, pair->to);
    if (!compared)
        return compared.error();
    print(context, request, *compared, diff::toScript(compared->comparison, pair->searchPath));
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
    verb.add_option("--rename", request->renames, "OLD=NEW: what was renamed from the one end to the other, as in users=people or users.mail=users.email; may be repeated")
        ->type_name("OLD=NEW")
        ->allow_extra_args(false);
    verb.add_flag("--online", request->isOnline, "Let readers and writers go on: indexes concurrently, constraints validated apart");
    addScratchOptions(verb, request->scratch);
}

} // namespace retort::cli
