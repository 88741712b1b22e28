// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/autogenerate.h"

#include "engine/base/text.h"
#include "engine/diff/batches.h"
#include "engine/script/scriptdirectory.h"

#include <algorithm>
#include <set>
#include <utility>

namespace retort::session
{

namespace
{

using catalog::Snapshot;
using script::ScriptDirectory;

/// A section's text, and whether a transaction takes it.
struct Body {
    std::string text;
    bool isTransactional = true;
};

std::string lateBodies(bool isTransactional)
{
    return std::string("SET ") + (isTransactional ? "LOCAL " : "") + "check_function_bodies = false;\n";
}

/// All of a way in one section.
Body bodyOf(const diff::Comparison &comparison)
{
    Body body;
    bool hasLateBodies = false;
    for (const diff::Batch &batch : diff::batches(comparison)) {
        body.isTransactional = body.isTransactional && batch.isTransactional && body.text.empty();
        if (!batch.why.empty())
            body.text += "-- " + batch.why + '\n';
        body.text += batch.text;
        hasLateBodies = hasLateBodies || batch.hasLateBodies;
    }
    if (hasLateBodies)
        body.text = lateBodies(body.isTransactional) + body.text;
    return body;
}

/// Parents and dependencies: where the new revision begins.
std::vector<std::string> foundationOf(const revision::Revision &revision)
{
    std::vector<std::string> ids = revision.downRevisions;
    ids.insert(ids.end(), revision.dependsOn.begin(), revision.dependsOn.end());
    return ids;
}

Error notUpToDate(const project::Database &database, const std::vector<std::string> &pending)
{
    return makeError("not-up-to-date",
                     "Target database is not up to date: " + text::counted(pending.size(), "revision") + " pending on "
                         + database.name + ": " + text::join(pending, ", ") + '.',
                     "Apply, then generate: retort -x db=" + database.name
                         + " upgrade; or leave --against out, to generate against the replayed branch.",
                     ExitStatus::Disagreement);
}

/// The project with revisions that are not written yet.
Result<ScriptDirectory> withDrafts(const Workspace &workspace, const std::vector<PreparedRevision> &drafts)
{
    std::map<std::string, std::shared_ptr<const script::KeptText>> texts;
    std::vector<std::string> ids;
    for (const PreparedRevision &draft : drafts) {
        const auto path = draft.folder / script::fileNameFor(draft.revision.revision, workspace.project().fileTemplate);
        auto text = script::revisionText(draft.revision, path);
        if (!text)
            return std::move(text).error();
        ids.push_back(draft.revision.revision.id);
        texts[ids.back()] = std::make_shared<const script::KeptText>(
            script::KeptText{path.filename().string(), *std::move(text), "not written yet", false});
    }
    return ScriptDirectory::loadWithKept(workspace.project().locations, ids, [&texts](const std::string &id) {
        const auto found = texts.find(id);
        return found == texts.end() ? std::shared_ptr<const script::KeptText>() : found->second;
    });
}

class Generator
{
public:
    Generator(const Workspace &workspace, const project::Database &database, const GenerateRequest &request,
              scratch::ScratchServer &server, postgres::Connection *live, std::stop_token stop)
        : m_workspace(workspace)
        , m_database(database)
        , m_binding(workspace.bindingFor(database))
        , m_request(request)
        , m_server(server)
        , m_live(live)
        , m_stop(std::move(stop))
    {
    }

    Result<GeneratedRevisions> generate()
    {
        auto prepared = prepareRevision(m_workspace, m_request.revision);
        if (!prepared)
            return std::move(prepared).error();
        auto plan = planFromNothing(m_binding, foundationOf(prepared->revision.revision));
        if (!plan)
            return std::move(plan).error();
        m_foundation = *std::move(plan);
        scratch::Replay replay = replayOf(m_workspace, m_server, scratchManner(m_workspace, m_live));
        auto before = readBefore(replay);
        if (!before)
            return std::move(before).error();
        auto desired = readDesired(replay);
        if (!desired)
            return std::move(desired).error();
        if (auto decided = decideRenames(*before, *desired); !decided)
            return decided.error();
        if (!m_generated.undecided.empty())
            return std::move(m_generated);
        m_generated.comparison = diff::compare(*before, *desired, m_options);
        for (const std::string &note : m_generated.comparison.notes)
            m_generated.notes.push_back(note);
        if (m_generated.comparison.changes.empty())
            return std::move(m_generated);
        if (auto split = writeBodies(*prepared, replay, *before, *desired); !split)
            return split.error();
        if (auto tried = prove(replay, *desired); !tried)
            return tried.error();
        return std::move(m_generated);
    }

private:
    /// What a person said; what only looks like it is asked about, and never guessed.
    Result<void> decideRenames(const Snapshot &before, const Snapshot &desired)
    {
        m_options.isOnline = m_request.isOnline;
        for (const std::string &text : m_request.renames) {
            auto rename = diff::findRename(before, desired, text);
            if (!rename)
                return std::move(rename).error();
            m_options.renames.push_back(*std::move(rename));
        }
        if (m_request.takesNoRenames)
            return {};
        // Those that are left once what is decided has its new name.
        const Snapshot renamed = diff::applyRenames(before, desired, m_options.renames).snapshot;
        m_generated.undecided = diff::renameCandidates(renamed, desired);
        return {};
    }

    /// For the way back between two schemas: those renames that took place between them, turned round.
    diff::CompareOptions optionsBack(const Snapshot &from, const Snapshot &to) const
    {
        diff::CompareOptions options;
        options.isOnline = m_options.isOnline;
        for (const diff::Rename &rename : m_options.renames) {
            if (auto back = diff::findRename(from, to, diff::inverted(rename).toString()))
                options.renames.push_back(*std::move(back));
        }
        return options;
    }

    Result<Snapshot> readBefore(scratch::Replay &replay)
    {
        if (m_live) {
            auto notes = scratchMismatches(m_server, *m_live);
            if (!notes)
                return std::move(notes).error();
            m_generated.notes = *std::move(notes);
        }
        if (m_request.against == GenerateRequest::Against::Replay && !m_request.adoptsLive)
            return replay.after(m_foundation, m_stop);
        if (auto current = checkLive(); !current)
            return current.error();
        return m_request.adoptsLive ? replay.after(m_foundation, m_stop)
                                    : scratch::readSchema(*m_live, replay.manner());
    }

    Result<Snapshot> readDesired(scratch::Replay &replay)
    {
        if (m_request.adoptsLive)
            return scratch::readSchema(*m_live, replay.manner());
        const auto files = desiredSchema(m_database);
        if (!files)
            return files.error();
        const auto use = files->clusterUse();
        if (!use)
            return use.error();
        m_roles = use->allRoles();
        return replay.of(*files, m_stop);
    }

    /// Whether the database is where the new revision begins.
    Result<void> checkLive()
    {
        const auto rows = m_workspace.versionTable().read(*m_live);
        if (!rows)
            return rows.error();
        if (auto known = m_binding.checkRows(*rows); !known)
            return known.error();
        if (const auto pending = m_binding.pending(*rows); !pending.empty())
            return notUpToDate(m_database, pending);
        return {};
    }

    /// One revision where one transaction takes all of it. Else one for each batch, and the way back of each is what
    /// differs between the schemas before and after it.
    Result<void> writeBodies(const PreparedRevision &prepared, scratch::Replay &replay, const Snapshot &before,
                             const Snapshot &desired)
    {
        const std::vector<diff::Batch> batches = diff::batches(m_generated.comparison);
        if (batches.size() == 1) {
            const Body up = bodyOf(m_generated.comparison);
            addRevision(prepared, up, bodyOf(diff::compare(desired, before, optionsBack(desired, before))));
            return {};
        }
        auto ground = replay.run(m_foundation, m_stop, m_roles);
        if (!ground)
            return std::move(ground).error();
        Snapshot reached = before;
        for (std::size_t i = 0; i < batches.size(); ++i) {
            Body up{batches[i].text, batches[i].isTransactional};
            if (batches[i].hasLateBodies)
                up.text = lateBodies(up.isTransactional) + up.text;
            if (!batches[i].why.empty())
                up.text = "-- " + batches[i].why + '\n' + up.text;
            if (auto run = tryBatch(ground->connection, up); !run)
                return run;
            auto next = scratch::readSchema(ground->connection, replay.manner());
            if (!next)
                return std::move(next).error();
            PreparedRevision part = prepared;
            part.revision.revision.message += " (" + std::to_string(i + 1) + " of " + std::to_string(batches.size()) + ')';
            addRevision(part, up, bodyOf(diff::compare(*next, reached, optionsBack(*next, reached))));
            reached = *std::move(next);
        }
        return {};
    }

    Result<void> tryBatch(postgres::Connection &connection, const Body &body) const
    {
        auto reader = script::StatementReader::fromText(body.text, "the generated revision", 1);
        std::optional<Error> failure;
        const auto run = [&](const std::string &sql) {
            if (failure)
                return;
            if (auto done = connection.execute(sql); !done)
                failure = std::move(done).error();
        };
        if (body.isTransactional)
            run("BEGIN");
        auto read = script::forEachStatement(
            reader, [&](const script::Statement &statement) { run(std::string(statement.text)); });
        if (!read)
            return std::move(read).error();
        if (body.isTransactional)
            run("COMMIT");
        return failure ? Result<void>(*failure) : Result<void>();
    }

    void addRevision(PreparedRevision draft, const Body &up, const Body &down)
    {
        revision::Revision &revision = draft.revision.revision;
        if (!m_generated.revisions.empty()) {
            // The next of a series stands on the one before, and no longer on what that one needed.
            revision.id = script::newRevisionId(m_workspace.scripts().map());
            revision.downRevisions = {m_generated.revisions.back().revision.revision.id};
            revision.dependsOn.clear();
            revision.labels.clear();
        }
        draft.revision.up = up.text;
        draft.revision.down = down.text.empty() ? "-- nothing to undo\n" : down.text;
        draft.revision.upTransactional = up.isTransactional;
        draft.revision.downTransactional = down.isTransactional;
        m_generated.revisions.push_back(std::move(draft));
    }

    Result<void> prove(scratch::Replay &replay, const Snapshot &desired)
    {
        auto scripts = withDrafts(m_workspace, m_generated.revisions);
        if (!scripts)
            return std::move(scripts).error();
        auto ground = replay.run(m_foundation, m_stop, m_roles);
        if (!ground)
            return std::move(ground).error();
        auto before = scratch::readSchema(ground->connection, replay.manner());
        if (!before)
            return std::move(before).error();
        const advice::Ground there{ground->database.settings(), &*scripts, m_workspace.versionTable(),
                                   &replay.manner()};
        const revision::BranchBinding binding(scripts->map(), m_database.name, m_database.branch);
        std::vector<std::string> rows = m_foundation.to;
        for (const PreparedRevision &draft : m_generated.revisions) {
            const std::string &id = draft.revision.revision.id;
            const auto up = binding.planUpgrade(rows, id);
            if (!up)
                return up.error();
            std::optional<Snapshot> after;
            m_generated.proof.push_back(
                advice::tryRoundTrip(there, *up, advice::undoing(*up), *before, after, m_stop));
            if (m_stop.stop_requested())
                return makeError("cancelled", "The generation was cancelled.", {}, ExitStatus::Interrupted);
            if (m_generated.proof.back().verdict != advice::RoundTrip::Verdict::Proven)
                break;
            before = *std::move(after);
            rows = up->to;
        }
        if (m_generated.proof.size() < m_generated.revisions.size()
            || m_generated.proof.back().verdict != advice::RoundTrip::Verdict::Proven)
            return {};
        m_generated.leftover = diff::compare(*before, desired);
        // Once the files are written, nobody need replay them for this again.
        if (const auto whole = planFromNothing(binding, rows))
            scratch::Replay(m_server, *scripts, m_workspace.versionTable(), replay.manner()).remember(*whole, *before);
        return {};
    }

    const Workspace &m_workspace;
    const project::Database &m_database;
    revision::BranchBinding m_binding;
    const GenerateRequest &m_request;
    scratch::ScratchServer &m_server;
    postgres::Connection *m_live;
    std::stop_token m_stop;
    revision::Plan m_foundation;
    diff::CompareOptions m_options;
    std::set<std::string> m_roles; ///< that the desired schema speaks of
    GeneratedRevisions m_generated;
};

} // namespace

bool GeneratedRevisions::isProven() const
{
    return proof.size() == revisions.size() && leftover.changes.empty()
        && std::all_of(proof.begin(), proof.end(), [](const advice::RoundTrip &trip) {
               return trip.verdict == advice::RoundTrip::Verdict::Proven;
           });
}

Result<GeneratedRevisions> generateRevisions(const Workspace &workspace, const GenerateRequest &request,
                                             postgres::Connection *live, std::stop_token stop)
{
    const auto database = workspace.project().database(request.revision.database);
    if (!database)
        return database.error();
    auto server = openScratchServer(**database, request.scratch, live, stop);
    if (!server)
        return std::move(server).error();
    return Generator(workspace, **database, request, *server, live, std::move(stop)).generate();
}

Result<std::vector<std::filesystem::path>> writeGenerated(const Workspace &workspace,
                                                          const GeneratedRevisions &generated)
{
    // Each stands on the one before, so the map that it is checked against must hold that one.
    Workspace growing = workspace;
    std::vector<std::filesystem::path> paths;
    for (const PreparedRevision &revision : generated.revisions) {
        auto path = writePrepared(growing, revision);
        auto loaded = path ? growing.loadScripts() : Result<void>(path.error());
        if (path)
            paths.push_back(*path);
        if (loaded)
            continue;
        std::error_code ignored;
        for (const std::filesystem::path &written : paths)
            std::filesystem::remove(written, ignored);
        return loaded.error();
    }
    return paths;
}

} // namespace retort::session
