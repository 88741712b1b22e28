// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/databaseworker.h"

#include "engine/base/text.h"
#include "engine/catalog/describe.h"
#include "engine/run/journal.h"
#include "engine/run/runrecorder.h"
#include "engine/base/shell.h"
#include "engine/run/historyruns.h"
#include "engine/run/runid.h"
#include "engine/session/access.h"
#include "engine/session/backup.h"
#include "engine/session/cautions.h"
#include "engine/session/doctor.h"
#include "engine/session/orphanrows.h"
#include "engine/session/preview.h"
#include "engine/session/schemamatch.h"

#include <chrono>
#include <set>

namespace retort::session {

namespace {

/// Of more relations a run's changes are known by name alone: a window's look takes a second or two then.
constexpr std::int64_t mostWitnessed = 50'000;

Error notOpened(const std::string &name)
{
    return makeError("database-not-opened", "Database " + name + " is still being opened.", "Try again in a moment.");
}

run::RunReport refused(const PlanPreview &preview, Error error)
{
    run::RunReport report;
    report.outcome = error.code == "cancelled" ? run::Outcome::Cancelled : run::Outcome::Failed;
    report.plan = preview.plan;
    report.versionRows = preview.plan.from;
    report.started = run::Clock::now();
    report.error = std::move(error);
    return report;
}

} // namespace

DatabaseWorker::DatabaseWorker(std::string name, std::stop_token lifetime)
    : m_name(std::move(name)), m_lifetime(std::move(lifetime)), m_witness({}, mostWitnessed)
{
}

DatabaseWorker::~DatabaseWorker() = default;

void DatabaseWorker::setWorkspace(Workspace workspace, std::optional<Result<postgres::ConnectionSettings>> settings)
{
    const bool sameServer = settings && m_settings && settings->isOk() && m_settings->isOk()
        && settings->value() == m_settings->value();
    m_workspace = std::move(workspace);
    if (!sameServer) {
        m_connection.reset();
        m_witness = RunWitness(m_workspace->ownRelations(), mostWitnessed);
    }
    m_settings = std::move(settings);
}

const project::Database *DatabaseWorker::database() const
{
    if (!m_workspace)
        return nullptr;
    const auto found = m_workspace->project().database(m_name);
    return found ? *found : nullptr;
}

DatabaseState DatabaseWorker::emptyState() const
{
    DatabaseState state;
    state.name = m_name;
    if (const project::Database *known = database()) {
        state.branch = known->branch;
        state.purpose = known->purpose;
        state.tier = known->tier;
        state.heads = m_workspace->bindingFor(*known).heads();
    }
    if (m_settings && m_settings->isOk()) {
        const postgres::ConnectionSettings &settings = m_settings->value();
        state.address = settings.toDisplayString();
        state.host = settings.host();
        state.port = settings.port();
        state.databaseName = settings.databaseName();
        state.user = settings.user();
        state.passwordSource = settings.passwordSource;
    }
    return state;
}

Result<postgres::Connection *> DatabaseWorker::connection(Purpose purpose)
{
    if (m_connection && m_connection->isOpen())
        return &*m_connection;
    m_connection.reset();
    if (!m_settings)
        return notOpened(m_name);
    if (!m_settings->isOk())
        return m_settings->error();
    const project::Database *known = database();
    const bool looks = purpose == Purpose::Look && known;
    const postgres::ConnectionSettings settings =
        looks ? settingsForLooking(*known, m_settings->value()) : m_settings->value();
    auto connected = postgres::Connection::connect(settings, m_lifetime, "retort-console");
    if (!connected)
        return known ? withComposeAdvice(std::move(connected).error(), *m_workspace, *known, settings)
                     : std::move(connected).error();
    m_connection = std::move(connected).value();
    m_connection->setStopToken(m_lifetime);
    auto timescale = postgres::readTimescaleVersion(*m_connection);
    m_timescaleVersion = timescale ? std::move(timescale).value() : std::string();
    return &*m_connection;
}

template <typename T>
Result<T> DatabaseWorker::withConnection(const std::function<Result<T>(postgres::Connection &)> &work)
{
    for (int attempt = 1;; ++attempt) {
        const bool wasIdle = m_connection.has_value();
        auto open = connection();
        if (!open)
            return std::move(open).error();
        Result<T> result = work(**open);
        if (result || !result.error().losesConnection())
            return result;
        m_connection.reset();
        if (!wasIdle || attempt > 1)
            return result;
    }
}

DatabaseState DatabaseWorker::readState()
{
    DatabaseState state = emptyState();
    const project::Database *known = database();
    if (!known) {
        state.error = notOpened(m_name);
        return state;
    }
    const run::VersionTable table = m_workspace->versionTable();
    auto rows = withConnection<std::vector<std::string>>(
        [&table](postgres::Connection &open) { return table.read(open); });
    if (!rows) {
        const bool pending = rows.error().code == "database-not-opened";
        state.reachability = pending ? Reachability::Connecting : Reachability::Unreachable;
        state.error = std::move(rows).error();
        if (pending)
            state.error.reset();
        return state;
    }
    state.reachability = Reachability::Reachable;
    // The extension comes and goes with migrations.
    auto timescale = withConnection<std::string>(postgres::readTimescaleVersion);
    if (timescale)
        m_timescaleVersion = std::move(timescale).value();
    state.serverVersion = m_connection ? m_connection->server().versionText : std::string();
    state.timescaleVersion = m_timescaleVersion;
    state.rows = std::move(rows).value();
    Workspace seen = *m_workspace;
    state.missingFiles = missingFiles(seen, state.rows);
    const revision::BranchBinding binding = seen.bindingFor(*known);
    state.unknownRows = seen.scripts().map().unknownRows(state.rows);
    state.pending = static_cast<int>(binding.pending(state.rows).size());
    state.isAtHead = state.unknownRows.empty() && binding.isAtHead(state.rows);
    if (state.missingFiles.empty()) {
        state.orphans = orphans(state.rows).value_or(std::vector<Orphan>());
        for (const run::RevisionPlace &place : orphanPlaces(state.rows))
            state.lastPlaces.push_back(whereItWas(place, m_workspace->project().folder));
    }
    const auto findings = withConnection<std::vector<run::HistoryFinding>>(
        [&](postgres::Connection &open) { return seen.auditHistory(open, state.rows); });
    if (findings) { // a user without rights to the history sees the rest all the same
        for (const run::HistoryFinding &finding : *findings) {
            state.changed.push_back(finding.revision);
            state.disagreements.push_back(finding.sentence() + ". " + finding.toError().hint);
        }
    }
    return state;
}

/// Where the files alone make no map, `workspace` gets one that the database's kept texts complete, and these are the
/// revisions that they stand for.
std::vector<std::string> DatabaseWorker::missingFiles(Workspace &workspace, const std::vector<std::string> &rows)
{
    if (!workspace.scripts().map().isEmpty() || workspace.loadScripts())
        return {};
    const auto completed = withConnection<bool>([&](postgres::Connection &open) -> Result<bool> {
        auto loaded = workspace.loadScriptsWithKept(open, rows);
        return loaded ? Result<bool>(true) : Result<bool>(std::move(loaded).error());
    });
    if (!completed)
        return {};
    const revision::RevisionMap &map = workspace.scripts().map();
    std::vector<std::string> missing;
    for (revision::Index index = 0; index < static_cast<revision::Index>(map.size()); ++index) {
        if (map.at(index).file.empty())
            missing.push_back(map.at(index).id);
    }
    return missing;
}

/// The journal is asked only where a row has no file.
std::vector<run::RevisionPlace> DatabaseWorker::orphanPlaces(const std::vector<std::string> &rows) const
{
    return run::lastPlaces(m_workspace->project().file.string(), m_workspace->scripts().map().unknownRows(rows));
}

std::optional<std::vector<Orphan>> DatabaseWorker::orphans(const std::vector<std::string> &rows)
{
    const auto table = m_workspace->historyTable();
    const std::vector<std::string> unknown = m_workspace->scripts().map().unknownRows(rows);
    if (!table || unknown.empty())
        return std::nullopt;
    auto found = withConnection<std::vector<Orphan>>(
        [&](postgres::Connection &open) { return readOrphans(open, *table, unknown); });
    return found ? std::optional(std::move(found).value()) : std::nullopt;
}

Result<std::vector<std::string>> DatabaseWorker::rows()
{
    const run::VersionTable table = m_workspace->versionTable();
    return withConnection<std::vector<std::string>>([&table](postgres::Connection &open) { return table.read(open); });
}

Error DatabaseWorker::explained(Error error, const std::vector<std::string> &rows)
{
    if (error.code != "unknown-row")
        return error;
    return explainOrphans(std::move(error), orphanPlaces(rows), m_workspace->project().folder, m_name, orphans(rows));
}

ConnectionTest DatabaseWorker::test()
{
    ConnectionTest result;
    result.database = m_name;
    const auto begun = std::chrono::steady_clock::now();
    const auto finish = [&] {
        result.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(
                                  std::chrono::steady_clock::now() - begun).count();
        return result;
    };
    if (!m_settings || !m_settings->isOk()) {
        result.error = m_settings ? m_settings->error() : notOpened(m_name);
        return finish();
    }
    const project::Database *known = database();
    if (!known) {
        result.error = notOpened(m_name);
        return finish();
    }
    DatabaseDiagnosis diagnosis = diagnose(*m_workspace, *known, *m_settings, m_lifetime);
    result.serverVersion = std::move(diagnosis.serverVersion);
    result.timescaleVersion = std::move(diagnosis.timescaleVersion);
    result.error = std::move(diagnosis.error);
    result.checks = std::move(diagnosis.checks);
    result.succeeded = !result.error;
    return finish();
}

Result<PlanPreview> DatabaseWorker::plan(revision::Direction direction, const std::string &target, bool fromStored)
{
    const project::Database *known = database();
    if (!known)
        return notOpened(m_name);
    auto current = rows();
    if (!current)
        return std::move(current).error();
    Workspace workspace = *m_workspace;
    if (fromStored) {
        auto loaded = workspace.loadScriptsWithKept(*m_connection, *current);
        if (!loaded)
            return std::move(loaded).error();
    }
    const revision::BranchBinding binding = workspace.bindingFor(*known);
    const bool upgrade = direction == revision::Direction::Upgrade;
    auto planned = upgrade ? binding.planUpgrade(*current, target) : binding.planDowngrade(*current, target);
    if (!planned)
        return explained(std::move(planned).error(), *current);
    warnOfKeptTexts(workspace.scripts(), *planned);
    const std::string verb = upgrade ? "upgrade" : "downgrade";
    const std::string arguments = (target.empty() ? "head" : target) + (fromStored ? " --from-stored" : "");
    PlanPreview preview = previewPlan(workspace, *known, std::move(planned).value(),
                                      commandLineFor(m_name, verb, arguments),
                                      m_connection ? rowEstimateOf(*m_connection) : RowEstimate());
    markGitChanges(workspace, preview);
    if (fromStored)
        preview.scripts = workspace.sharedScripts();
    preview.backupReason = backupReason(preview).value_or(std::string());
    return withCautions(*known, std::move(preview));
}

PlanPreview DatabaseWorker::withCautions(const project::Database &known, PlanPreview preview) const
{
    const auto journalled = [this](const std::vector<std::string> &databases) {
        std::set<std::string> revisions;
        const auto journal = run::Journal::open();
        for (const std::string &name : databases) {
            const auto applied = journal ? journal->appliedRevisions(m_workspace->project().file.string(), name)
                                         : Result<std::vector<std::string>>(journal.error());
            if (applied)
                revisions.insert(applied->begin(), applied->end());
        }
        return revisions;
    };
    for (std::string &caution : cautions(*m_workspace, known, preview.plan, journalled, m_lifetime))
        preview.warnings.push_back(std::move(caution));
    return preview;
}

Result<PlanPreview> DatabaseWorker::stampPlan(const std::vector<std::string> &targets, bool purge)
{
    const project::Database *known = database();
    if (!known)
        return notOpened(m_name);
    const run::VersionTable table = m_workspace->versionTable();
    auto rows = withConnection<std::vector<std::string>>(
        [&table](postgres::Connection &open) { return table.read(open); });
    if (!rows)
        return std::move(rows).error();
    auto planned = m_workspace->bindingFor(*known).planStamp(*rows, targets, purge);
    if (!planned)
        return explained(std::move(planned).error(), *rows);
    if (m_connection && !planned->isEmpty()) {
        std::string warning =
            schemaWarning(*m_connection, *m_workspace, m_workspace->bindingFor(*known), planned->to);
        if (!warning.empty())
            planned->warnings.push_back(std::move(warning));
    }
    std::string arguments = text::join(targets, " ");
    if (purge)
        arguments += " --purge";
    return previewPlan(*m_workspace, *known, std::move(planned).value(),
                       commandLineFor(m_name, "stamp", arguments));
}

run::RunReport DatabaseWorker::record(
    const PlanPreview &preview, EventQueue &events, const std::function<void(std::int64_t)> &onBegun,
    const std::function<run::RunReport(run::Runner &, const std::string &runId, const run::Runner::EventHandler &)>
        &work)
{
    const std::string runId = run::newRunId();
    run::RunRecorder recorder(m_workspace ? m_workspace->project().file.string() : std::string(), m_name,
                              preview.commandLine, run::Journal::defaultFile(), runId);
    onBegun(recorder.runId());
    if (m_connection && m_connection->isOpen())
        static_cast<void>(look()); // so that the run's changes can be told; what can't be seen stops no run
    // A run has a session of its own. The libraries that an older one has loaded stay in it: TimescaleDB's would refuse
    // that the extension, once dropped, is created again there.
    m_connection.reset();
    auto open = connection(Purpose::Change);
    run::RunReport report;
    if (open) {
        const script::ScriptDirectory &scripts = preview.scripts ? *preview.scripts : m_workspace->scripts();
        run::Runner runner(**open, scripts, m_workspace->versionTable());
        report = work(runner, runId, [&](const run::RunEvent &event) {
            if (auto place = run::placeAfter(scripts.map(), event))
                recorder.keep(std::move(*place));
            recorder.record(event);
            events.push(event);
        });
        for (run::RevisionPlace &place : run::placesAfter(scripts.map(), report))
            recorder.keep(std::move(place));
        if (m_connection)
            m_connection->setStopToken(m_lifetime);
        if (auto again = connection(Purpose::Change))
            recorder.keepChanges(m_witness.lookAgain(**again));
    } else {
        report = refused(preview, std::move(open).error());
    }
    if (const project::Database *known = database(); known && known->isReadOnly())
        m_connection.reset(); // what follows only looks
    recorder.finish(report);
    if (recorder.trouble()) {
        run::RunEvent event;
        event.kind = run::RunEvent::Kind::Notice;
        event.time = run::Clock::now();
        event.notice.severity = "WARNING";
        event.notice.message = recorder.trouble()->message;
        event.text = "This run is not in the journal: " + recorder.trouble()->message;
        events.push(event);
    }
    return report;
}

Result<void> DatabaseWorker::look()
{
    const auto looked = withConnection<bool>([this](postgres::Connection &open) -> Result<bool> {
        auto seen = m_witness.look(open);
        return seen ? Result<bool>(true) : Result<bool>(std::move(seen).error());
    });
    return looked ? Result<void>() : Result<void>(looked.error());
}

/// Why the database's policy wants a backup first; nothing where it wants none.
std::optional<std::string> DatabaseWorker::backupReason(const PlanPreview &preview)
{
    const project::Database *known = database();
    if (!known || !m_connection)
        return std::nullopt;
    return session::backupReason(*known, preview, rowEstimateOf(*m_connection), [&] {
        auto durations = durationsInHistory(*m_connection, *m_workspace, known->name);
        const auto journal = run::Journal::open();
        const auto journalled = journal ? journal->durations(m_workspace->project().file.string(), {})
                                        : Result<std::vector<run::RevisionDuration>>(journal.error());
        if (journalled)
            addDurations(durations, *journalled);
        return durations;
    });
}

/// Where the policy wants one. Told as it goes, to the window alone: the journal keeps what came of it.
Result<std::optional<Backup>> DatabaseWorker::backUp(const PlanPreview &preview, std::stop_token stop,
                                                     EventQueue &events)
{
    if (preview.backupReason.empty())
        return std::optional<Backup>();
    const auto tell = [&events](const std::string &sentence) {
        run::RunEvent event = run::informing(sentence);
        event.kind = run::RunEvent::Kind::Waiting;
        events.push(event);
    };
    tell("Making a backup first, since " + preview.backupReason + " …");
    constexpr std::chrono::milliseconds tellInterval{500};
    std::chrono::milliseconds told{0};
    auto made = makeBackup(*m_connection, m_name, backupFileFor(*database()), std::move(stop),
                           [&](std::uintmax_t bytes, std::chrono::milliseconds elapsed) {
                               if (elapsed - told < tellInterval)
                                   return;
                               told = elapsed;
                               tell(progressSentence(bytes, elapsed));
                           });
    if (!made)
        return std::move(made).error();
    return std::optional(std::move(made).value());
}

run::RunReport DatabaseWorker::run(const PlanPreview &preview, const run::RunOptions &options, std::stop_token stop,
                                   EventQueue &events, const std::function<void(std::int64_t)> &onBegun)
{
    return record(preview, events, onBegun,
                  [&](run::Runner &runner, const std::string &runId, const run::Runner::EventHandler &onEvent) {
                      run::RunOptions recorded = m_workspace->recorded(options, preview.commandLine);
                      recorded.runId = runId;
                      std::optional<Backup> backup;
                      if (!recorded.dryRun) {
                          auto made = backUp(preview, stop, events);
                          if (!made)
                              return refused(preview, std::move(made).error());
                          backup = std::move(made).value();
                      }
                      if (backup)
                          recorded.backup = backup->file.string();
                      run::RunReport report =
                          runner.run(preview.plan, recorded, stop, [&](const run::RunEvent &event) {
                              onEvent(event);
                              if (event.kind == run::RunEvent::Kind::RunStarted && backup)
                                  onEvent(run::informing(backup->sentence()));
                          });
                      report.backup = recorded.backup;
                      return report;
                  });
}

run::RunReport DatabaseWorker::stamp(const PlanPreview &preview, const std::string &reason, EventQueue &events,
                                     const std::function<void(std::int64_t)> &onBegun)
{
    return record(preview, events, onBegun,
                  [&](run::Runner &runner, const std::string &runId, const run::Runner::EventHandler &onEvent) {
                      run::RunOptions options = m_workspace->recorded({}, preview.commandLine);
                      options.runId = runId;
                      options.reason = reason;
                      return runner.stamp(preview.plan, options, [&](const run::RunEvent &event) {
                          onEvent(event);
                          if (event.kind == run::RunEvent::Kind::RunStarted && !reason.empty())
                              onEvent(run::reasonGiven(reason));
                      });
                  });
}

Result<RestorePlan> DatabaseWorker::restorePlan(const std::string &file, bool dropOld)
{
    const project::Database *known = database();
    if (!known || !m_settings)
        return notOpened(m_name);
    if (!m_settings->isOk())
        return m_settings->error();
    std::filesystem::path chosen = file;
    if (file.empty()) {
        auto latest = latestBackup(*known);
        if (!latest)
            return std::move(latest).error();
        chosen = std::move(latest).value();
    }
    // The session that looks may be one that can't write, or not as who may restore.
    const auto settings = m_workspace->administratorSettingsFor(*known);
    if (!settings)
        return settings.error();
    auto connection = postgres::Connection::connect(*settings, m_lifetime, "retort-console");
    if (!connection)
        return std::move(connection).error();
    RestoreOptions options;
    options.lockWait = known->run.lockWait.value_or(options.lockWait);
    options.dropOld = dropOld;
    return planRestore(*m_workspace, *known, *connection, chosen, options, m_lifetime);
}

run::RunReport DatabaseWorker::restore(const RestorePlan &plan, std::stop_token stop, EventQueue &events,
                                       const std::function<void(std::int64_t)> &onBegun)
{
    const std::string runId = run::newRunId();
    run::RunRecorder recorder(m_workspace ? m_workspace->project().file.string() : std::string(), m_name,
                              plan.commandLine, run::Journal::defaultFile(), runId);
    onBegun(recorder.runId());
    m_connection.reset(); // the database that it is on goes away
    m_witness.forget();
    const project::Database *known = database();
    const auto settings = known ? m_workspace->administratorSettingsFor(*known)
                                : Result<postgres::ConnectionSettings>(notOpened(m_name));
    run::RunReport report;
    if (settings) {
        const auto onEvent = [&](const run::RunEvent &event) {
            if (event.kind != run::RunEvent::Kind::Waiting)
                recorder.record(event);
            events.push(event);
        };
        report = restoreBackup(*m_workspace, *settings, plan, runId, std::move(stop), onEvent).report;
    } else {
        report.outcome = run::Outcome::Failed;
        report.versionRows = plan.rowsNow;
        report.error = settings.error();
    }
    recorder.finish(report);
    return report;
}

Result<std::vector<run::JournalRun>> DatabaseWorker::history(int limit)
{
    const auto table = m_workspace ? m_workspace->historyTable() : std::nullopt;
    if (!table)
        return std::vector<run::JournalRun>();
    const auto entries = withConnection<std::vector<run::HistoryEntry>>(
        [&](postgres::Connection &open) { return table->readRuns(open, limit); });
    if (!entries)
        return entries.error();
    return run::runsOf(*entries, m_name);
}

Result<StoredComparison> DatabaseWorker::compareWithStored(const std::string &revision)
{
    const project::Database *known = database();
    if (!known)
        return notOpened(m_name);
    return withConnection<StoredComparison>([&](postgres::Connection &open) {
        return session::compareWithStored(open, *m_workspace, *known, revision);
    });
}

Result<void> DatabaseWorker::acceptEdit(const std::string &revision, const std::string &reason)
{
    const project::Database *known = database();
    const auto table = m_workspace ? m_workspace->historyTable() : std::nullopt;
    if (!known || !table)
        return notOpened(m_name);
    const auto current = rows();
    if (!current)
        return current.error();
    m_connection.reset();
    auto open = connection(Purpose::Change);
    if (!open)
        return std::move(open).error();
    std::string arguments = text::join(*current, " ") + " --accept-edit " + revision;
    if (!reason.empty())
        arguments += " --reason " + shellQuoted(reason);
    auto accepted = run::acceptEdits(**open, *table, m_workspace->scripts(), *current, {revision},
                                     commandLineFor(m_name, "upgrade", arguments), reason);
    if (known->isReadOnly())
        m_connection.reset(); // what follows only looks
    return accepted;
}

Result<std::filesystem::path> DatabaseWorker::writeStoredFile(const std::string &revision)
{
    const auto table = m_workspace ? m_workspace->historyTable() : std::nullopt;
    if (!table)
        return notOpened(m_name);
    const auto kept = withConnection<std::shared_ptr<const script::KeptText>>(
        [&](postgres::Connection &open) { return readKeptText(open, *table, revision); });
    if (!kept)
        return kept.error();
    if (!*kept)
        return notInHistory(m_name, revision);
    const auto places = run::lastPlaces(m_workspace->project().file.string(), {revision});
    return writeKeptText(**kept, m_workspace->project().locations,
                         places.empty() ? std::filesystem::path() : std::filesystem::path(places.front().file));
}

Result<std::vector<catalog::RelationSummary>> DatabaseWorker::relations()
{
    using Relations = std::vector<catalog::RelationSummary>;
    std::vector<std::string> ours;
    if (m_workspace)
        ours = m_workspace->ownRelations();
    return withConnection<Relations>(
        [&ours](postgres::Connection &open) { return catalog::listRelations(open, {}, ours); });
}

Result<catalog::Relation> DatabaseWorker::relation(const catalog::RelationName &name)
{
    return withConnection<catalog::Relation>([&name](postgres::Connection &open) -> Result<catalog::Relation> {
        auto found = catalog::describe(open, name.toString());
        if (!found)
            return std::move(found).error();
        if (found->empty()) {
            return makeError("relation-not-found", "There is no relation " + name.toString() + " any more.",
                             "Refresh the list (F5).");
        }
        return std::move(found->front());
    });
}

Result<catalog::RowPreview> DatabaseWorker::firstRows(const catalog::RelationName &name)
{
    constexpr int most = 200;
    return withConnection<catalog::RowPreview>(
        [&name](postgres::Connection &open) { return catalog::previewRows(open, name, most); });
}

Result<catalog::Series> DatabaseWorker::series(const catalog::SeriesRequest &request)
{
    return withConnection<catalog::Series>(
        [&request](postgres::Connection &open) { return catalog::readSeries(open, request); });
}

void DatabaseWorker::disconnect()
{
    m_connection.reset();
}

} // namespace retort::session
