// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/databaserun.h"

#include "app/cli/backupreason.h"
#include "app/cli/confirmation.h"
#include "app/cli/interruption.h"
#include "app/cli/orphans.h"
#include "app/cli/runprogress.h"
#include "engine/run/runid.h"
#include "engine/session/backup.h"
#include "engine/session/kepttexts.h"
#include "engine/session/preview.h"
#include "engine/session/schemamatch.h"

#include <algorithm>
#include <deque>
#include <thread>
#include <vector>

namespace retort::cli
{

namespace
{

/// So often is the plan made anew when other runs move the database under it.
constexpr int attempts = 5;

/// Of more relations a run's changes are recorded by name alone: a look at a thousand takes about as long as this
/// program's start, and a few megabytes.
constexpr std::int64_t mostLookedAt = 1'000;

/// What comes before the same command can succeed, as the beginning of a sentence.
std::string remedyFor(const Error &error)
{
    if (error.status == ExitStatus::Locked)
        return "Another session holds a lock on what the revision changes: wait for it, or raise --lock-timeout, then";
    if (error.status == ExitStatus::Interrupted)
        return "To go on from there,";
    return "Mend the revision, then";
}

/// Between two revisions the server waits for the next script: what ends the one and begins the other is told when that
/// is on its way, everything else at once, in the order of events.
class LateEvents
{
public:
    explicit LateEvents(run::Runner::EventHandler tell)
        : m_tell(std::move(tell))
    {
    }

    void take(const run::RunEvent &event)
    {
        using Kind = run::RunEvent::Kind;
        m_events.push_back(event);
        if (event.kind != Kind::StepFinished && event.kind != Kind::StepStarted)
            tellAll();
    }

    void tellAll()
    {
        for (const run::RunEvent &event : m_events)
            m_tell(event);
        m_events.clear();
    }

private:
    run::Runner::EventHandler m_tell;
    std::vector<run::RunEvent> m_events;
};

} // namespace

DatabaseRun::DatabaseRun(Context &context, const project::Database &database, const RunOrder &order)
    : m_context(context)
    , m_order(order)
    , m_options(order.limits.on(database))
    , m_access(context.access(database, Context::Purpose::Change))
    , m_look(context.workspace().ownRelations(), mostLookedAt)
{
    m_result.database = database.name;
    m_result.verb = order.verb;
    m_options.runId = run::newRunId();
}

Result<revision::Plan> DatabaseRun::makePlan()
{
    const auto rows = m_access.rows();
    if (!rows)
        return rows.error();
    return m_order.plan(*m_binding, *rows);
}

Result<void> DatabaseRun::loadRevisions()
{
    return m_order.fromStored ? m_context.loadRevisionsWithKept(m_access) : m_context.loadRevisions();
}

void DatabaseRun::prepare()
{
    m_binding = m_context.workspace().bindingFor(m_access.database());
    auto plan = makePlan();
    if (plan) {
        m_plan = std::move(plan).value();
        session::warnOfKeptTexts(m_context.workspace().scripts(), m_plan);
        for (std::string &caution : m_context.cautions(m_access.database(), m_plan))
            m_plan.warnings.push_back(std::move(caution));
        if (m_order.verb == "stamp")
            compareSchema();
        m_backupReason = backupToMake();
        return;
    }
    m_result.error = std::move(plan).error();
    if (m_result.error->code == "unknown-row")
        m_result.error = explainOrphans(m_context, &m_access, *m_result.error, m_access.rows().value());
}

/// A stamp that the schema doesn't bear out is told, not refused: who stamps may know better.
void DatabaseRun::compareSchema()
{
    if (m_plan.isEmpty())
        return;
    std::string warning = session::schemaWarning(**m_access.connection(), m_context.workspace(), *m_binding, m_plan.to);
    if (!warning.empty())
        m_plan.warnings.push_back(std::move(warning));
}

session::RowEstimate DatabaseRun::rowEstimate()
{
    return session::rowEstimateOf(**m_access.connection());
}

void DatabaseRun::warn(const std::string &prefix) const
{
    for (const std::string &warning : m_plan.warnings)
        m_context.output().warning(prefix + warning);
}

run::RunReport DatabaseRun::attempt(const run::Runner::EventHandler &onEvent, const std::function<void()> &meanwhile)
{
    // The session stands: the version rows came over it.
    run::Runner runner(**m_access.connection(), m_context.workspace().scripts(), m_access.versionTable());
    run::RunOptions options = m_context.workspace().recorded(m_options, commandLine());
    options.reason = m_order.reason;
    options.meanwhile = meanwhile;
    if (m_order.verb == "stamp")
        return runner.stamp(m_plan, options, onEvent);
    return runner.run(m_plan, options, interruption(), onEvent);
}

/// Before the run, which looks whether files were edited. Recorded even where there is nothing to run.
Result<void> DatabaseRun::acceptEdits()
{
    if (m_order.acceptedEdits.empty())
        return {};
    const auto table = m_context.workspace().historyTable();
    if (!table)
        return makeError("no-history", "This project's databases keep no history, so there is no edit to accept.",
                         "Set history_table in retort.toml.", ExitStatus::Usage);
    const auto rows = m_access.rows();
    if (!rows)
        return rows.error();
    std::vector<std::string> ids;
    for (const std::string &typed : m_order.acceptedEdits) {
        const auto id = m_context.map().resolveOne(typed);
        if (!id)
            return id.error();
        ids.push_back(id->value_or(std::string()));
    }
    return run::acceptEdits(**m_access.connection(), *table, m_context.workspace().scripts(), *rows, ids,
                            commandLine(), m_order.reason);
}

/// Why one is to be made; nothing where none is.
std::optional<std::string> DatabaseRun::backupToMake()
{
    if (m_plan.isEmpty() || m_options.dryRun || m_order.verb == "stamp")
        return std::nullopt;
    if (!m_order.backupFile.empty())
        return "--backup asks for it";
    return policyBackupReason(m_context, m_access.database(), **m_access.connection(), m_plan);
}

/// Where it is asked for, or the database's policy does. Errors: backup-failed, cancelled; and then nothing runs.
Result<void> DatabaseRun::makeBackup(JournalProcess *journal, const std::string &prefix)
{
    if (!m_backupReason)
        return {};
    constexpr std::chrono::seconds noteInterval{5};
    Output &output = m_context.output();
    std::filesystem::path file = m_order.backupFile;
    if (file.empty())
        file = session::backupFileFor(m_access.database());
    output.note(prefix + "Making a backup first, since " + *m_backupReason + " …");
    std::chrono::milliseconds told{0};
    auto backup = session::makeBackup(**m_access.connection(), m_access.database().name,
                                      std::filesystem::absolute(file), interruption(),
                                      [&](std::uintmax_t bytes, std::chrono::milliseconds elapsed) {
                                          if (elapsed - told < noteInterval)
                                              return;
                                          told = elapsed;
                                          output.note(prefix + session::progressSentence(bytes, elapsed));
                                      });
    if (!backup) {
        recordRefusal(journal, backup.error());
        return backup.error();
    }
    m_result.backup = std::move(backup).value();
    m_options.backup = m_result.backup->file.string();
    output.note(prefix + m_result.backup->sentence());
    return {};
}

/// A run that ended before it began, in the journal all the same.
void DatabaseRun::recordRefusal(JournalProcess *journal, const Error &error) const
{
    const auto record = recordIn(journal);
    if (!record)
        return;
    run::RunReport report;
    report.outcome = error.code == "cancelled" ? run::Outcome::Cancelled : run::Outcome::Failed;
    report.plan = m_plan;
    report.versionRows = m_plan.from;
    report.started = run::Clock::now();
    report.error = error;
    record->finish(report);
}

std::unique_ptr<RunRecord> DatabaseRun::recordIn(JournalProcess *journal) const
{
    if (!journal || m_plan.isEmpty())
        return nullptr;
    return journal->begin(m_context.workspace().project().file.string(), m_access.database().name, commandLine(),
                          m_options.runId);
}

bool DatabaseRun::isLookedAt() const
{
    return !m_plan.isEmpty() && !m_options.dryRun && m_order.verb != "stamp";
}

/// What is there before the run; what can't be seen stays unknown.
void DatabaseRun::lookBefore()
{
    const auto open = m_access.connection();
    const auto timescale = open ? postgres::readTimescaleVersion(**open) : Result<std::string>(open.error());
    if (!timescale)
        return;
    if (timescale->empty()) {
        m_look.before(**open);
        return;
    }
    // A session that has asked TimescaleDB has its library loaded, and can't create the extension again once a script
    // has dropped it: the run's own must not be that one.
    auto other = postgres::Connection::connect(m_access.settings(), interruption(), "retort");
    if (other)
        m_look.before(*other);
}

void DatabaseRun::lookAfter(RunRecord &record)
{
    const auto open = m_access.connection();
    if (!open || !(*open)->isOpen())
        return;
    (*open)->setStopToken({}); // what an interrupted run has left is worth knowing
    record.keepChanges(m_look.after(**open));
}

std::string DatabaseRun::commandLine() const
{
    return session::commandLineFor(m_access.database().name, m_order.verb, m_order.arguments);
}

void DatabaseRun::carryOut(JournalProcess *journal, const std::string &prefix)
{
    warn(prefix);
    if (auto accepted = acceptEdits(); !accepted) {
        refuse(std::move(accepted).error());
        return;
    }
    if (auto backedUp = makeBackup(journal, prefix); !backedUp) {
        refuse(std::move(backedUp).error());
        return;
    }
    const std::unique_ptr<RunRecord> record = recordIn(journal);
    RunProgress progress(m_context.output(), m_context.map(), m_plan.direction, prefix, m_options.liveProgress);
    const auto tell = [&](const run::RunEvent &event) {
        progress.show(event);
        if (!record)
            return;
        if (const auto place = run::placeAfter(m_context.map(), event))
            record->keep(*place);
        record->record(event);
        if (event.kind == run::RunEvent::Kind::RunStarted && !m_order.reason.empty())
            record->record(run::reasonGiven(m_order.reason));
        if (event.kind == run::RunEvent::Kind::RunStarted && m_result.backup)
            record->record(run::informing(m_result.backup->sentence()));
    };
    LateEvents events(tell);
    const auto onEvent = [&events](const run::RunEvent &event) { events.take(event); };
    for (int made = 1;; ++made) {
        if (record && isLookedAt())
            lookBefore();
        m_result.report = attempt(onEvent, [&events] { events.tellAll(); });
        m_result.report.backup = m_options.backup;
        m_result.error = m_result.report.error;
        const bool hasMoved = m_result.error && m_result.error->code == "database-moved";
        if (!hasMoved || !m_order.isRepeatable || made == attempts)
            break;
        // Another run was first: what is left of the work is planned from where it left the database.
        auto plan = makePlan();
        if (!plan)
            break;
        m_plan = std::move(plan).value();
    }
    if (record) {
        for (const run::RevisionPlace &place : run::placesAfter(m_context.map(), m_result.report))
            record->keep(place);
        if (isLookedAt())
            lookAfter(*record);
        record->finish(m_result.report);
        if (record->trouble())
            m_context.output().warning("This run is not in the journal: " + record->trouble()->message);
    }
    if (m_result.error && m_result.error->hint.empty() && !m_result.report.failingRevision.empty())
        m_result.error->hint = remedyFor(*m_result.error) + " run the same command again: " + commandLine();
    m_result.pending = m_binding->pending(m_result.report.versionRows).size();
}

namespace
{

void prepareAll(Context &context, std::deque<DatabaseRun> &runs, const Consent &consent)
{
    for (DatabaseRun &run : runs) {
        run.prepare();
        if (!run.isReady())
            continue;
        auto confirmed = confirmChange(context, run.database(), run.plan(), consent, run.rowEstimate(),
                                       run.backupReason().value_or(std::string()));
        if (!confirmed)
            run.refuse(std::move(confirmed).error());
    }
}

/// None where nothing is to be recorded, or it can't be had, which is said.
std::unique_ptr<JournalProcess> journalFor(Context &context, const std::deque<DatabaseRun> &runs)
{
    const bool isAnyRecorded = std::any_of(
        runs.begin(), runs.end(), [](const DatabaseRun &run) { return run.isReady() && !run.plan().isEmpty(); });
    if (!isAnyRecorded)
        return nullptr;
    auto journal = JournalProcess::start();
    if (journal)
        return std::move(journal).value();
    context.output().warning("This run is not in the journal: " + journal.error().message);
    return nullptr;
}

void carryOutAll(Context &context, std::deque<DatabaseRun> &runs)
{
    const std::unique_ptr<JournalProcess> process = journalFor(context, runs);
    JournalProcess *journal = process.get();
    if (runs.size() == 1) {
        if (runs.front().isReady())
            runs.front().carryOut(journal, {});
        return;
    }
    std::vector<std::thread> threads;
    for (DatabaseRun &run : runs) {
        if (run.isReady())
            threads.emplace_back([&run, journal] { run.carryOut(journal, run.database().name + ": "); });
    }
    for (std::thread &thread : threads)
        thread.join();
}

void printDocument(Context &context, const std::vector<RunResult> &results, bool isList)
{
    JsonWriter json;
    if (isList) {
        json.beginObject();
        json.key("databases");
        json.beginArray();
    }
    for (const RunResult &result : results)
        writeResult(json, result, context.map());
    if (isList) {
        json.endArray();
        json.endObject();
    }
    context.output().print(json);
}

void printText(Context &context, const std::vector<RunResult> &results)
{
    for (const RunResult &result : results) {
        if (result.error)
            explainFailure(context.output(), result, context.map());
        else
            context.output().print(resultLine(result, context.map()));
    }
}

} // namespace

Result<ExitStatus> carryOut(Context &context, const std::vector<const project::Database *> &databases,
                            const RunOrder &order, const Consent &consent)
{
    std::deque<DatabaseRun> runs;
    for (const project::Database *database : databases)
        runs.emplace_back(context, *database, order);
    if (auto loaded = runs.front().loadRevisions(); !loaded)
        return std::move(loaded).error();
    prepareAll(context, runs, consent);
    if (runs.size() == 1 && !runs.front().isReady())
        return *runs.front().result().error;
    carryOutAll(context, runs);
    std::vector<RunResult> results;
    for (const DatabaseRun &run : runs)
        results.push_back(run.result());
    if (context.output().isJson())
        printDocument(context, results, runs.size() > 1);
    else
        printText(context, results);
    return commonStatus(results);
}

} // namespace retort::cli
