// SPDX-License-Identifier: GPL-3.0-or-later
// retort revision, merge: new revision files
#include "app/cli/changetext.h"
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/revisiontext.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/advice/sensitive.h"
#include "engine/base/shell.h"
#include "engine/base/text.h"
#include "engine/session/autogenerate.h"
#include "engine/session/newrevision.h"

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>

#include <filesystem>
#include <memory>
#include <optional>

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

struct RevisionRequest {
    session::NewRevisionRequest revision;
    bool isGenerated = false;
    bool allowsEmpty = false;
    bool writesUnproven = false;
    session::GenerateRequest generate;
};

std::string proofSentence(const session::GeneratedRevisions &generated)
{
    if (generated.isProven())
        return "proven on a scratch database: it gives the desired schema, and its downgrade the one before";
    for (const advice::RoundTrip &trip : generated.proof) {
        if (trip.verdict != advice::RoundTrip::Verdict::Proven)
            return "not proven: " + trip.sentence();
    }
    return "not proven: " + text::counted(generated.leftover.changes.size(), "difference")
        + " from the desired schema would be left";
}

/// A script that can't even be run is no revision.
std::optional<Error> failureOf(const session::GeneratedRevisions &generated)
{
    for (const advice::RoundTrip &trip : generated.proof) {
        if (!trip.error)
            continue;
        Error error = *trip.error;
        error.message = std::string("The generated ") + (trip.failedGoingDown ? "downgrade" : "upgrade")
            + " fails on a scratch database: " + error.message;
        error.place = {}; // in a file that isn't there
        error.hint = "Nothing was written. To have the file all the same, and mend it by hand, add --unproven.";
        return error;
    }
    return std::nullopt;
}

/// A question, which a command line can only ask by refusing.
Error undecided(const std::vector<diff::RenameCandidate> &candidates)
{
    std::vector<std::string> sentences;
    std::string flags;
    for (const diff::RenameCandidate &candidate : candidates) {
        sentences.push_back(candidate.rename.from.toString() + " to " + candidate.rename.to.toString() + " ("
                            + candidate.evidence + ')');
        flags += " --rename " + shellQuoted(candidate.rename.toString());
    }
    return makeError("rename-undecided", "This looks renamed: " + text::join(sentences, "; ") + '.',
                     "If it was, add" + flags + "; if not, add --no-renames, and what is gone is dropped with its data.");
}

void writeProof(JsonWriter &json, const session::GeneratedRevisions &generated)
{
    json.member("proof", generated.revisions.empty() ? "nothing-to-prove" : generated.isProven() ? "proven" : "failed");
    json.member("proof_message", generated.revisions.empty() ? std::string() : proofSentence(generated));
    writeChanges(json, "changes", generated.comparison);
    writeChanges(json, "leftover", generated.leftover);
    json.member("notes", generated.notes);
}

void printProof(Output &output, const session::GeneratedRevisions &generated)
{
    if (generated.isProven()) {
        output.note(proofSentence(generated));
        return;
    }
    output.warning(proofSentence(generated));
    for (const diff::Change &change : generated.leftover.changes)
        output.note("  left: " + changeLine(change));
}

/// Nothing differs: no file, unless one is wanted all the same (S-44).
Result<ExitStatus> tellNoChanges(Context &context, const RevisionRequest &request,
                                 const session::GeneratedRevisions &generated)
{
    if (request.allowsEmpty) {
        const auto prepared = session::prepareRevision(context.workspace(), request.revision);
        return prepared ? write(context, *prepared) : Result<ExitStatus>(prepared.error());
    }
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.key("revisions");
        json.beginArray();
        json.endArray();
        writeProof(json, generated);
        json.endObject();
        output.print(json);
    } else {
        output.print("No changes: " + request.revision.database + " is as wanted, no file was written.\n");
    }
    return ExitStatus::Ok;
}

Result<ExitStatus> writeAll(Context &context, const session::GeneratedRevisions &generated)
{
    const auto paths = session::writeGenerated(context.workspace(), generated);
    if (!paths)
        return paths.error();
    Output &output = context.output();
    if (output.isJson()) {
        const auto scripts = script::ScriptDirectory::load(context.workspace().project().locations);
        if (!scripts)
            return scripts.error();
        JsonWriter json;
        json.beginObject();
        json.key("revisions");
        json.beginArray();
        for (const session::PreparedRevision &prepared : generated.revisions)
            writeRevision(json, scripts->map(), *scripts->map().find(prepared.revision.revision.id));
        json.endArray();
        writeProof(json, generated);
        json.endObject();
        output.print(json);
    } else {
        for (const diff::Change &change : generated.comparison.changes)
            output.note("detected: " + changeLine(change));
        for (const std::filesystem::path &path : *paths)
            output.print("Created " + fromHere(path) + '\n');
        for (const std::string &note : generated.notes)
            output.warning(note);
        printProof(output, generated);
        for (const session::PreparedRevision &prepared : generated.revisions) {
            for (const advice::SensitiveLiteral &found : advice::findSensitive(prepared.revision.up))
                output.warning(advice::toString(found));
        }
        for (const std::string &advice :
             session::messageAdvice(context.map(), generated.revisions.front().revision.revision.message))
            output.note("advice: " + advice);
    }
    return generated.isProven() ? ExitStatus::Ok : ExitStatus::Found;
}

Result<ExitStatus> generate(Context &context, RevisionRequest request)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    request.revision.database = (*database)->name;
    request.generate.revision = request.revision;
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const bool needsLive = request.generate.against == session::GenerateRequest::Against::Live
        || request.generate.adoptsLive || request.generate.scratch.where == session::ScratchChoice::Where::Beside;
    std::optional<postgres::Connection> live;
    if (needsLive) {
        auto connection = context.connectToDatabase((*database)->name);
        if (!connection)
            return std::move(connection).error();
        live.emplace(*std::move(connection));
    }
    catchInterruptions();
    const auto generated = session::generateRevisions(context.workspace(), request.generate, live ? &*live : nullptr,
                                                      interruption());
    if (!generated)
        return generated.error();
    if (!generated->undecided.empty())
        return undecided(generated->undecided);
    if (generated->revisions.empty())
        return tellNoChanges(context, request, *generated);
    if (auto failure = failureOf(*generated); failure && !request.writesUnproven)
        return *failure;
    return writeAll(context, *generated);
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

void addGeneration(CLI::App &verb, RevisionRequest &request)
{
    using Against = session::GenerateRequest::Against;
    CLI::Option *generated = verb.add_flag("--autogenerate", request.isGenerated,
                                           "Write what is missing to the database's desired schema, and try it");
    verb.add_flag("--allow-empty", request.allowsEmpty, "Write a file even where nothing differs")->needs(generated);
    verb.add_option_function<std::string>(
            "--against",
            [&request](const std::string &what) {
                request.generate.against = what == "live" ? Against::Live : Against::Replay;
            },
            "What the desired schema is compared with: replay, the branch on a scratch database (default), or live")
        ->check(CLI::IsMember({"replay", "live"}))
        ->type_name("WHAT")
        ->needs(generated);
    verb.add_flag("--adopt", request.generate.adoptsLive,
                  "Wanted is what the database has: its drift becomes a revision")
        ->needs(generated);
    verb.add_flag("--unproven", request.writesUnproven, "Write a file even where its SQL fails on the scratch database")
        ->needs(generated);
    verb.add_option("--rename", request.generate.renames, "OLD=NEW, what was renamed: a table, table.column; may be repeated")
        ->type_name("OLD=NEW")
        ->allow_extra_args(false)
        ->take_all()
        ->needs(generated);
    verb.add_flag("--no-renames", request.generate.takesNoRenames, "Drop and add what looks renamed")->needs(generated);
    verb.add_flag("--online", request.generate.isOnline, "Leave readers and writers of existing tables alone: CONCURRENTLY, NOT VALID")
        ->needs(generated);
    addScratchOptions(verb, request.generate.scratch);
}

} // namespace

void addRevisionVerbs(CommandLine &line)
{
    auto whole = std::make_shared<RevisionRequest>();
    session::NewRevisionRequest *request = &whole->revision;
    CLI::App &verb =
        line.addVerb(group::write, "revision", "A new revision on the database's branch", [whole](Context &context) {
            return whole->isGenerated ? generate(context, *whole) : newRevision(context, whole->revision);
        });
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
    addGeneration(verb, *whole);

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
