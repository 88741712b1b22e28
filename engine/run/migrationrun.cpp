// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/migrationrun.h"

#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/run/historyaudit.h"
#include "engine/run/lostsession.h"

#include <algorithm>
#include <utility>

namespace retort::run {

using SteadyClock = std::chrono::steady_clock;

namespace {

/// How much script text a run holds from its check until it is sent; the rest is read again.
constexpr std::size_t heldTotal = std::size_t{4} << 20U;

std::vector<std::string> sorted(std::vector<std::string> rows)
{
    std::sort(rows.begin(), rows.end());
    return rows;
}

Milliseconds since(SteadyClock::time_point start)
{
    return std::chrono::round<Milliseconds>(SteadyClock::now() - start);
}

std::string rowsText(const std::vector<std::string> &rows)
{
    return rows.empty() ? "the base" : text::join(rows, ", ");
}

} // namespace

MigrationRun::MigrationRun(Kind kind, postgres::Connection &connection, const script::ScriptDirectory &scripts,
                           VersionTable table, const revision::Plan &plan, const RunOptions &options,
                           std::stop_token stop, const Runner::EventHandler &onEvent)
    : m_kind(kind)
    , m_connection(connection)
    , m_scripts(scripts)
    , m_versionTable(std::move(table))
    , m_plan(plan)
    , m_options(options)
    , m_stop(std::move(stop))
    , m_narrator(plan, onEvent, m_redactor)
{
    m_redactor.addSecret(connection.settings().value("password"));
}

RunReport MigrationRun::carryOut()
{
    const auto start = SteadyClock::now();
    m_report.started = Clock::now();
    m_report.plan = m_plan;
    m_rows = sorted(m_plan.from);
    m_narrator.runStarted();
    if (!m_plan.isEmpty()) {
        m_connection.setStopToken(m_stop);
        m_connection.setNoticeHandler([this](const postgres::Notice &notice) { m_narrator.notice(notice); });
        if (auto prepared = prepare(); !prepared)
            m_report.error = std::move(prepared).error();
        else if (m_kind == Kind::Stamp)
            carryOutStamp();
        else
            carryOutSteps();
        m_connection.setStopToken({});
        m_narrator.setStatement(0, 0);
        leaveSession();
        m_connection.setNoticeHandler({});
    }
    decideOutcome();
    m_report.versionRows = m_rows;
    m_report.duration = since(start);
    m_narrator.runFinished(m_report);
    return std::move(m_report);
}

Result<void> MigrationRun::prepare()
{
    m_session.emplace(m_connection, m_versionTable, m_options, m_stop, m_narrator);
    if (auto read = readScripts(); !read)
        return read;
    if (auto opened = m_session->open(m_plan); !opened)
        return opened;
    if (auto checked = checkIdLengths(); !checked)
        return checked;
    if (auto compared = compareRows(); !compared)
        return compared;
    return checkHistory();
}

Result<void> MigrationRun::readScripts()
{
    if (m_kind == Kind::Stamp)
        return {};
    std::size_t held = 0;
    m_stepScripts.reserve(m_plan.steps.size());
    for (const revision::Step &step : m_plan.steps) {
        auto script = StepScript::read(step, m_scripts);
        if (!script)
            return std::move(script).error();
        if (isDryRun() && !script->isTransactional()) {
            Error error = makeError("dry-run-not-transactional",
                                    "Revision " + step.revision
                                        + " runs outside a transaction, so that it can't be"
                                          " rolled back; nothing was run.",
                                    "Look at it with --sql, or try it on a copy.");
            error.place = {script->file(), 0, 0};
            return error;
        }
        m_session->setLimits(m_stepScripts.size(), script->section());
        held += script->text().size();
        if (held > heldTotal)
            script->release();
        m_stepScripts.push_back(std::move(script).value());
    }
    return {};
}

Result<void> MigrationRun::checkIdLengths() const
{
    const int limit = m_session->idLimit();
    if (limit == 0)
        return {};
    for (const revision::Step &step : m_plan.steps) {
        for (const std::string &id : step.change.added) {
            if (text::characterCount(id) > static_cast<std::size_t>(limit))
                return makeError("revision-id-too-long",
                                 "The version table holds ids of up to " + std::to_string(limit)
                                     + " characters, and this one is longer: " + id + '.',
                                 m_hasTable ? "Shorten it, or widen the column: ALTER TABLE " + table().qualifiedName()
                                         + " ALTER COLUMN version_num TYPE varchar(255);"
                                            : std::string("Shorten it."),
                                 ExitStatus::Usage);
        }
    }
    return {};
}

Result<void> MigrationRun::compareRows()
{
    m_hasTable = m_session->hasTable();
    if (!m_options.historyTable.empty())
        m_history.emplace(HistoryTable(m_options.historyTable, table().schema()), m_session->hasHistory(), m_plan,
                          m_options, m_redactor);
    auto rows = table().read(m_connection);
    if (!rows)
        return std::move(rows).error();
    m_rows = sorted(std::move(rows).value());
    if (m_rows != sorted(m_plan.from))
        return makeError("database-moved",
                         "The plan starts from " + rowsText(sorted(m_plan.from)) + ", and the database is at "
                             + rowsText(m_rows) + " by now; nothing was run.",
                         "Look at the plan again, then run it.", ExitStatus::Disagreement);
    return {};
}

/// Nothing runs on top of revisions that aren't what was applied.
Result<void> MigrationRun::checkHistory()
{
    if (!m_history || !m_history->exists() || m_kind == Kind::Stamp)
        return {};
    const auto findings = auditHistory(m_connection, m_history->table(), m_scripts, m_rows);
    if (!findings)
        return findings.error();
    return findings->empty() ? Result<void>() : Result<void>(findings->front().toError());
}

std::string MigrationRun::tailFor(std::size_t index, const StepScript &script) const
{
    std::string tail(resetSql());
    if (script.mentionsAdvisoryLocks())
        tail += " SELECT pg_catalog.pg_advisory_unlock_all();";
    if (script.mentionsAdvisoryLocks() || !script.isTransactional())
        tail += ' ' + m_session->relockSql() + ';';
    if (index + 1 < m_plan.steps.size() && m_kind == Kind::Scripts)
        tail += ' ' + m_session->settingsFor(m_plan, index + 1);
    return tail;
}

StepFrame MigrationRun::frameFor(std::size_t index, const StepScript &script)
{
    auto ahead = std::exchange(m_ahead, std::nullopt);
    StepFrame frame = ahead && ahead->first == index ? std::move(ahead->second) : endFor(index, script);
    if (frame.commits)
        frame.before.emplace_back("BEGIN");
    if (!m_hasTable) {
        frame.before.push_back(table().createSql());
        frame.before.back().pop_back(); // the semicolon
    }
    if (m_history && !m_history->exists())
        frame.before.push_back(m_history->table().createSql());
    return frame;
}

StepFrame MigrationRun::endFor(std::size_t index, const StepScript &script) const
{
    StepFrame frame;
    frame.commits = !isDryRun();
    frame.after = resetRoleStatements();
    for (std::string &statement : table().changeSql(m_plan.steps[index].change, true))
        frame.after.push_back(std::move(statement));
    if (m_history && frame.commits && script.isTransactional() && m_kind == Kind::Scripts) {
        HistoryEntry entry = m_history->entryFor(index, script);
        entry.statements = script.statementCount();
        frame.after.push_back(m_history->table().insertSql(entry));
    }
    frame.after.emplace_back(frame.commits ? "COMMIT" : "SET CONSTRAINTS ALL IMMEDIATE"); // as a COMMIT would
    frame.reset = m_session->resetFor(m_plan, index);
    frame.tail = tailFor(index, script);
    return frame;
}

void MigrationRun::useWait(std::size_t index)
{
    if (m_options.meanwhile)
        m_options.meanwhile();
    const std::size_t next = index + 1;
    if (next < m_plan.steps.size() && !m_ahead)
        m_ahead.emplace(next, endFor(next, m_stepScripts[next]));
}

void MigrationRun::carryOutSteps()
{
    if (isDryRun()) {
        if (auto begun = m_connection.execute("BEGIN"); !begun) {
            m_report.error = std::move(begun).error();
            return;
        }
    }
    for (std::size_t index = 0; index < m_plan.steps.size(); ++index) {
        if (!carryOutStep(index))
            return;
    }
}

bool MigrationRun::carryOutStep(std::size_t index)
{
    const revision::Step &step = m_plan.steps[index];
    const auto start = SteadyClock::now();
    if (m_stop.stop_requested()) {
        m_report.error = makeError("cancelled", "Cancelled before revision " + step.revision + " began.", {},
                                   ExitStatus::Interrupted);
        return false;
    }
    StepScript &script = m_stepScripts[index];
    m_ledger.reset();
    m_narrator.stepStarted(index);
    StepReport report{step.revision, step.direction, false, 0, Milliseconds(0)};
    StepOutcome outcome;
    if (auto restored = script.restore(); !restored) {
        outcome.error = std::move(restored).error();
    } else {
        outcome = script.isTransactional() ? runWithRetries(index, script) : runStatementwise(index, script);
        script.release();
    }
    report.statementsDone = outcome.statementsDone;
    report.duration = since(start);
    report.succeeded = outcome.isCommitted || (isDryRun() && !outcome.error);
    if (report.succeeded) {
        m_hasTable = m_hasTable || !isDryRun();
        if (m_history && !isDryRun())
            m_history->setExists();
        m_rows = isDryRun() ? m_rows : sorted(step.rowsAfter);
    }
    if (outcome.error)
        failStep(index, std::move(outcome), report);
    if (isDryRun())
        m_hasTable = true; // within this transaction
    if (report.succeeded)
        m_narrator.stepFinished(report);
    else
        m_narrator.stepFailed(report, *m_report.error);
    m_report.steps.push_back(std::move(report));
    return !m_report.error;
}

StepOutcome MigrationRun::runWithRetries(std::size_t index, const StepScript &script)
{
    const StepFrame frame = frameFor(index, script);
    LockPatience patience(*m_session, m_narrator, m_options, m_stop, "Revision " + m_plan.steps[index].revision);
    while (true) {
        StepOutcome outcome =
            StepRunner(m_connection, m_narrator, m_options.liveProgress, [this, index] { useWait(index); })
                .run(script, frame);
        if (!outcome.error || outcome.isCommitted || !m_connection.isOpen() || !patience.allows(*outcome.error))
            return outcome;
        if (auto recovered = m_session->recover(m_plan, index); !recovered)
            return outcome;
        patience.waitAfter(*outcome.error);
    }
}

StepOutcome MigrationRun::runStatementwise(std::size_t index, const StepScript &script)
{
    if (m_history) {
        m_ledger.emplace(m_connection, m_history->table(), m_history->entryFor(index, script));
        if (auto opened = m_ledger->open(); !opened) {
            StepOutcome outcome;
            outcome.error = std::move(opened).error();
            return outcome;
        }
        m_history->setExists();
    }
    if (m_options.meanwhile)
        m_options.meanwhile();
    AutocommitRunner runner(m_connection, m_narrator, *m_session, m_options, m_stop, m_ledger ? &*m_ledger : nullptr);
    return runner.run(script, frameFor(index, script));
}

void MigrationRun::carryOutStamp()
{
    const StepScript nothing = StepScript::nothing();
    const std::size_t last = m_plan.steps.size() - 1;
    StepFrame frame = frameFor(last, nothing);
    frame.after = resetRoleStatements();
    for (const revision::Step &step : m_plan.steps) {
        for (std::string &statement : table().changeSql(step.change, true))
            frame.after.push_back(std::move(statement));
    }
    if (m_history)
        frame.after.push_back(m_history->table().insertSql(m_history->stampEntry()));
    frame.after.emplace_back("COMMIT");
    m_narrator.stepStarted(last);
    const auto start = SteadyClock::now();
    StepOutcome outcome = StepRunner(m_connection, m_narrator, false).run(nothing, frame);
    StepReport report{{}, m_plan.direction, outcome.isCommitted, 0, since(start)};
    if (outcome.isCommitted) {
        m_hasTable = true;
        m_rows = sorted(m_plan.to);
    }
    if (outcome.error)
        failStep(last, std::move(outcome), report);
    if (report.succeeded)
        m_narrator.stepFinished(report);
    else
        m_narrator.stepFailed(report, *m_report.error);
    m_report.steps.push_back(std::move(report));
}

void MigrationRun::failStep(std::size_t index, StepOutcome outcome, StepReport &report)
{
    m_report.failingRevision = m_plan.steps[index].revision;
    m_report.failingStatement = outcome.failingStatement;
    m_report.error = outcome.error;
    m_isHalfDone = outcome.isHalfDone;
    if (outcome.error->losesConnection() || !m_connection.isOpen())
        settleLoss(index, outcome, report);
    else
        explain(index, outcome);
}

/// What is done, and what to do, where the server's message does not tell.
void MigrationRun::explain(std::size_t index, const StepOutcome &outcome)
{
    Error &error = *m_report.error;
    const std::string &revision = m_plan.steps[index].revision;
    const std::string name = revision.empty() ? "the stamp" : "revision " + revision;
    if (outcome.isResumable) {
        // What the server or the check said may be needed before the same command can succeed.
        error.hint += (error.hint.empty() ? "" : " ") + std::string("Outside a transaction: ")
            + text::counted(static_cast<std::size_t>(outcome.statementsDone), "statement") + " of " + name
            + (outcome.statementsDone == 1 ? " is" : " are")
            + " done and recorded; the same command goes on at statement " + std::to_string(outcome.statementsDone + 1)
            + '.';
    } else if (outcome.isHalfDone) {
        error.hint =
            "Outside a transaction: " + text::counted(static_cast<std::size_t>(outcome.statementsDone), "statement")
            + " of " + name + (outcome.statementsDone == 1 ? " is" : " are") + " done and stay, statement "
            + std::to_string(outcome.statementsDone + 1)
            + " failed; the version table does not list it. Undo what is done, or make the script repeatable,"
              " then run the same command again.";
    } else if (error.code == "cancelled") {
        error.message = outcome.isCommitted ? "Cancelled after " + name + " was committed."
                                            : "Cancelled while " + name + " ran; it was rolled back.";
    }
    if (outcome.isHalfDone && error.code == "cancelled")
        error.message = "Cancelled in the middle of " + name + '.';
}

void MigrationRun::settleLoss(std::size_t index, const StepOutcome &outcome, StepReport &report)
{
    Error &error = *m_report.error;
    const revision::Step &step = m_plan.steps[index];
    const std::string name = step.revision.empty() ? "the stamp" : "revision " + step.revision;
    const std::string cause = error.message + ' ';
    error.code = "connection-lost";
    error.status = ExitStatus::Unreachable;
    const std::vector<std::string> before = m_rows;
    const auto rows = rowsAfterLoss(m_connection.settings(), table(), m_session->lock());
    if (!rows) {
        if (outcome.isUncertain)
            error.code = "commit-unknown";
        error.message = cause
            + (outcome.isUncertain ? "Whether " + name + " was committed is not known"
                                   : "The database's version rows are not known")
            + ", since the server can't be asked: " + rows.error().message;
        error.hint = "When the server answers again, \"retort current\" tells where the database is; the same command"
                     " then goes on from there.";
        return;
    }
    m_rows = *rows;
    const std::vector<std::string> after =
        sorted(m_kind == Kind::Stamp ? m_plan.to : std::vector<std::string>(step.rowsAfter));
    if (!isDryRun() && m_rows == after && (m_rows != before || outcome.isCommitted)) {
        report.succeeded = true;
        m_isHalfDone = false;
        error.message = cause + "By then " + name + " was committed.";
        error.hint = "Run the same command again; it goes on from there.";
        if (index + 1 == m_plan.steps.size())
            m_report.error.reset(); // all that was asked is done
        return;
    }
    if (outcome.isHalfDone) {
        error.message = cause + "Outside a transaction, "
            + text::counted(static_cast<std::size_t>(outcome.statementsDone), "statement") + " of " + name
            + " had been done, and the next one may have been.";
        error.hint = outcome.isResumable ? "Run the same command again: it looks what was done, and goes on from there."
                                         : "Look at what is there before the same command is run again.";
    } else {
        error.message = cause + "The server has rolled " + name + " back.";
        error.hint = "Run the same command again.";
    }
}

void MigrationRun::leaveSession()
{
    if (!m_session)
        return;
    noteFailure();
    const bool tableMayBeMissing = !m_hasTable || isDryRun() || m_report.error;
    if (auto rows = m_session->close(tableMayBeMissing))
        m_rows = std::move(*rows);
}

/// In the database's history, where there is one: not in the transaction that failed.
void MigrationRun::noteFailure()
{
    if (!m_history || !m_history->exists() || !m_report.error || m_report.steps.empty() || isDryRun())
        return;
    const StepReport &last = m_report.steps.back();
    if (last.succeeded)
        return;
    const std::size_t index = m_report.steps.size() - 1;
    if (m_ledger) {
        HistoryEntry failure = m_ledger->entry();
        m_history->setFailure(failure, *m_report.error);
        const bool isInDoubt = m_report.error->code == "statement-in-doubt" || m_report.error->code == "connection-lost";
        m_session->note(m_ledger->failSql(failure, isInDoubt));
        return;
    }
    HistoryEntry entry =
        m_kind == Kind::Stamp ? m_history->stampEntry() : m_history->entryFor(index, m_stepScripts[index]);
    m_history->setFailure(entry, *m_report.error);
    entry.rowsAfter = m_rows;
    entry.statements = last.statementsDone;
    entry.duration = last.duration;
    m_session->note(m_history->table().insertAfterwardsSql(entry));
}

void MigrationRun::decideOutcome()
{
    if (m_plan.isEmpty()) {
        m_report.outcome = Outcome::NothingToDo;
    } else if (!m_report.error) {
        m_report.outcome = isDryRun() ? Outcome::DryRun : Outcome::Done;
    } else if (m_isHalfDone) {
        m_report.outcome = Outcome::PartlyApplied;
    } else if (m_report.error->code == "cancelled") {
        m_report.outcome = Outcome::Cancelled;
    } else {
        const bool anyCommitted = !isDryRun()
            && std::any_of(m_report.steps.begin(), m_report.steps.end(),
                           [](const StepReport &s) { return s.succeeded; });
        m_report.outcome = anyCommitted ? Outcome::PartlyApplied : Outcome::Failed;
    }
    if (m_report.error)
        m_redactor.apply(*m_report.error);
}

} // namespace retort::run
