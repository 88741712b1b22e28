// SPDX-License-Identifier: GPL-3.0-or-later
// retort revision, merge: new revision files
#include "app/cli/context.h"
#include "app/cli/revisiontext.h"
#include "app/cli/verbs.h"
#include "engine/session/newrevision.h"

#include <CLI/App.hpp>

#include <filesystem>

namespace retort::cli
{

namespace
{

/// As short as it can be said from here.
std::string fromHere(const std::filesystem::path &path)
{
    std::error_code failure;
    const auto here = std::filesystem::current_path(failure);
    const std::string relative = failure ? std::string() : path.lexically_relative(here).string();
    return relative.empty() || relative.starts_with("..") ? path.string() : relative;
}

/// Writes the file, and tells of it as the map now sees it.
Result<ExitStatus> write(Context &context, const session::PreparedRevision &prepared)
{
    const auto path = session::writePrepared(context.workspace(), prepared);
    if (!path)
        return path.error();
    Output &output = context.output();
    if (output.isJson()) {
        const auto scripts = script::ScriptDirectory::load(context.workspace().project().locations);
        if (!scripts)
            return scripts.error();
        JsonWriter json;
        writeRevision(json, scripts->map(), *scripts->map().find(prepared.revision.revision.id));
        output.print(json);
    } else {
        output.print("Created " + fromHere(*path) + '\n');
    }
    for (const std::string &advice : session::messageAdvice(context.map(), prepared.revision.revision.message))
        output.note("advice: " + advice);
    return ExitStatus::Ok;
}

/// The database that was named, or the only one there is; empty where several leave the branch to other options.
Result<std::string> impliedDatabase(Context &context)
{
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    if (context.options().database.empty() && context.workspace().project().databases.size() != 1)
        return std::string();
    const auto database = context.database();
    if (!database)
        return database.error();
    return (*database)->name;
}

Result<ExitStatus> newRevision(Context &context, session::NewRevisionRequest request)
{
    auto database = impliedDatabase(context);
    if (!database)
        return std::move(database).error();
    request.database = std::move(database).value();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto prepared = session::prepareRevision(context.workspace(), request);
    if (!prepared)
        return prepared.error();
    return write(context, *prepared);
}

Result<ExitStatus> merge(Context &context, session::MergeRequest request)
{
    auto database = impliedDatabase(context);
    if (!database)
        return std::move(database).error();
    request.database = std::move(database).value();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto prepared = session::prepareMerge(context.workspace(), request);
    if (!prepared)
        return prepared.error();
    return write(context, *prepared);
}

void addMessage(CLI::App &verb, std::string &message)
{
    verb.add_option("-m,--message", message, "What it does: \"add ping_results table\"")->type_name("MESSAGE");
}

} // namespace

void addRevisionVerbs(CommandLine &line)
{
    auto request = std::make_shared<session::NewRevisionRequest>();
    CLI::App &verb = line.addVerb(group::write, "revision", "A new revision on the database's branch",
                                  [request](Context &context) { return newRevision(context, *request); });
    addMessage(verb, request->message);
    verb.add_option("--head", request->head, "The revision it revises; base for a new root")->type_name("REVISION");
    verb.add_flag("--splice", request->splice, "Allow a --head that is no head");
    verb.add_option("--branch-label", request->branchLabel, "The branch to continue, or a new label to begin one")
        ->type_name("LABEL");
    verb.add_option("--version-path", request->folder, "Which of the project's locations")->type_name("FOLDER");
    verb.add_option("--rev-id", request->revisionId, "Its id, in place of a random one")->type_name("ID");
    verb.add_option("--depends-on", request->dependsOn, "A revision that must be applied before; may be repeated")
        ->type_name("REVISION")
        ->allow_extra_args(false)
        ->take_all();

    auto mergeRequest = std::make_shared<session::MergeRequest>();
    CLI::App &mergeVerb = line.addVerb(group::write, "merge", "A revision that joins several heads",
                                       [mergeRequest](Context &context) { return merge(context, *mergeRequest); });
    mergeVerb.add_option("revisions", mergeRequest->revisions, "Ids, prefixes, heads, label@heads")->required();
    addMessage(mergeVerb, mergeRequest->message);
    mergeVerb.add_option("--branch-label", mergeRequest->branchLabel, "A new label for it")->type_name("LABEL");
    mergeVerb.add_option("--rev-id", mergeRequest->revisionId, "Its id, in place of a random one")->type_name("ID");
    mergeVerb.add_flag("--force-branch", mergeRequest->force, "Join branches that different databases follow");
}

} // namespace retort::cli
