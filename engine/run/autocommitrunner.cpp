// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/autocommitrunner.h"

#include "engine/base/text.h"
#include "engine/run/buildguardian.h"
#include "engine/run/effectprobe.h"
#include "engine/run/invalidindexes.h"
#include "engine/script/sqltokens.h"

#include <utility>

namespace retort::run
{

using postgres::QueryResult;
using script::StatementEffect;
using script::StatementReader;
using script::TransactionEffect;

namespace
{

/// What comes before a statement in a message of its own transaction.
constexpr std::string_view opening = "BEGIN; ";

bool isCopy(std::string_view statement)
{
    return text::equalsIgnoringCase(script::firstWord(statement), "copy");
}

/// Whether it can share a transaction with the record of its end.
bool canBeRecordedTogether(std::string_view statement)
{
    const auto effect = script::transactionEffect(statement);
    return effect && *effect == TransactionEffect::None && !script::mayEndTransactions(statement);
}

/// What our parser does not know, a newer server may: then nothing is known of its effect.
StatementEffect effectOf(std::string_view statement)
{
    auto effect = script::statementEffect(statement);
    return effect ? std::move(effect).value() : StatementEffect();
}

SqlDiagnostic noticeOf(std::string message)
{
    SqlDiagnostic notice;
    notice.severity = "NOTICE";
    notice.message = std::move(message);
    return notice;
}

} // namespace

AutocommitRunner::AutocommitRunner(postgres::Connection &connection, RunNarrator &narrator, RunSession &session,
                                   const RunOptions &options, std::stop_token stop, StatementLedger *ledger)
    : StepSender(connection, narrator)
    , m_session(session)
    , m_options(options)
    , m_stop(std::move(stop))
    , m_ledger(ledger)
{
}

StepOutcome AutocommitRunner::run(const StepScript &script, const StepFrame &frame)
{
    StepOutcome outcome;
    m_statementCount = script.statementCount();
    m_narrator.setStatement(0, 0);
    if (m_ledger && m_ledger->done() > 0)
        m_narrator.notice(noticeOf("An earlier run had done "
                                   + text::counted(static_cast<std::size_t>(m_ledger->done()), "statement")
                                   + " of this revision; it goes on from there."));
    if (runAll(script, outcome)) {
        m_narrator.setStatement(0, 0);
        std::vector<std::string> statements = frame.before;
        statements.insert(statements.end(), frame.after.begin(), frame.after.end());
        if (m_ledger) // before the COMMIT
            statements.insert(statements.end() - 1, m_ledger->finishSql());
        if (auto cleaned = m_connection.executeEach(frame.reset, {}); !cleaned)
            failInFrame(outcome, std::move(cleaned).error(), frame.reset);
        else
            finishFrame(statements, frame, outcome);
    }
    // What a lost session was doing may have been done.
    outcome.isHalfDone = !outcome.isCommitted
        && (outcome.statementsDone > 0 || (outcome.isHalfDone && outcome.error && outcome.error->losesConnection()));
    if (outcome.error && outcome.error->status == ExitStatus::Disagreement)
        outcome.isHalfDone = false; // as an earlier run left it: nothing of it was run now
    outcome.isResumable = outcome.isHalfDone && m_ledger;
    return outcome;
}

bool AutocommitRunner::runAll(const StepScript &script, StepOutcome &outcome)
{
    if (script.statementCount() > 0 && !readAndRun(script, outcome))
        return false;
    if (!m_ledger || outcome.statementsDone >= m_ledger->done())
        return true;
    Current end;
    end.number = outcome.statementsDone + 1;
    end.place = {script.file(), 0, 0};
    return skip(end, outcome); // says that the script is not what it was
}

bool AutocommitRunner::readAndRun(const StepScript &script, StepOutcome &outcome)
{
    auto reader = script.open();
    if (!reader) {
        failInFrame(outcome, std::move(reader).error(), {});
        return false;
    }
    while (true) {
        auto next = reader->next();
        if (!next) {
            failInFrame(outcome, std::move(next).error(), {});
            return false;
        }
        if (*next == StatementReader::Next::End)
            return true;
        // The data of a COPY that an earlier run has done is passed over.
        if (*next == StatementReader::Next::Statements && !take(script, *reader, outcome))
            return false;
    }
}

bool AutocommitRunner::take(const StepScript &script, StatementReader &reader, StepOutcome &outcome)
{
    for (const script::Statement &statement : reader.statements()) {
        const Current current{
            statement.text, {script.file(), statement.line, statement.column}, outcome.statementsDone + 1};
        if (auto checked = script.check(statement); !checked) { // the file may have changed since it was checked
            failInFrame(outcome, std::move(checked).error(), std::string(statement.text));
            return false;
        }
        if (m_ledger)
            m_ledger->see(statement.text);
        const bool isKnown = m_ledger && current.number <= m_ledger->done();
        if (isKnown) {
            if (!skip(current, outcome))
                return false;
            continue;
        }
        bool isDone = false;
        if (m_ledger && current.number == m_ledger->begun() && !settle(current, isDone, outcome))
            return false;
        if (isDone) {
            ++outcome.statementsDone;
            continue;
        }
        if (!runOne(current, reader, outcome))
            return false;
    }
    return true;
}

/// A statement that an earlier run has done.
bool AutocommitRunner::skip(const Current &current, StepOutcome &outcome)
{
    const bool isMissing = current.text.empty();
    if (!isMissing)
        ++outcome.statementsDone;
    const bool isLast = current.number == m_ledger->done();
    if (!isMissing && (!isLast || m_ledger->agrees()))
        return true;
    outcome.statementsDone = m_ledger->done();
    Error error = makeError(
        "partial-revision-edited",
        "An earlier run had done the first " + text::counted(static_cast<std::size_t>(m_ledger->done()), "statement")
            + " of this revision, and the file no longer says what they were.",
        "Give these statements back as they were, or undo what is done by hand and"
        " delete the entry from the history table, then run the same command again.",
        ExitStatus::Disagreement);
    error.place = current.place;
    failInFrame(outcome, std::move(error), std::string(current.text));
    return false;
}

bool AutocommitRunner::settle(const Current &current, bool &isDone, StepOutcome &outcome)
{
    auto finding = findEffect(m_connection, effectOf(current.text));
    if (!finding) {
        fail(outcome, std::move(finding).error(), current);
        return false;
    }
    const std::string name = "statement " + std::to_string(current.number);
    if (*finding == Finding::Unknown && m_options.resumeAt == current.number)
        *finding = Finding::NotDone;
    else if (*finding == Finding::Unknown && m_options.resumeAt == current.number + 1)
        *finding = Finding::Done;
    m_isDetachBegun = *finding == Finding::Begun;
    isDone = *finding == Finding::Done;
    if (*finding == Finding::Unknown) {
        const std::string number = std::to_string(current.number);
        fail(outcome,
             makeError("statement-in-doubt",
                       "An earlier run was cut off while " + name
                           + " of this revision ran, and nothing in the database tells whether it was done.",
                       "Look whether it was, then run the same command with --resume-at " + number
                           + " to run it again, or with --resume-at " + std::to_string(current.number + 1)
                           + " to go on after it.",
                       ExitStatus::Disagreement),
             current);
        return false;
    }
    m_narrator.notice(noticeOf("An earlier run was cut off while " + name
                               + " ran: " + (isDone ? "it was done." : "it is run again.")));
    if (!isDone)
        return true;
    if (auto noted = m_ledger->hasRun(current.number); !noted) {
        fail(outcome, std::move(noted).error(), current);
        return false;
    }
    return true;
}

bool AutocommitRunner::runOne(const Current &current, StatementReader &reader, StepOutcome &outcome)
{
    LockPatience patience(m_session, m_narrator, m_options, m_stop, "Statement " + std::to_string(current.number));
    while (true) {
        m_narrator.statementStarted(current.number, m_statementCount, current.text, current.place);
        if (isCopy(current.text))
            return runCopy(current, reader, outcome);
        std::int64_t rows = -1;
        auto ran =
            m_ledger && canBeRecordedTogether(current.text) ? runRecorded(current, rows) : runAlone(current, rows);
        if (ran) {
            ++outcome.statementsDone;
            m_narrator.statementFinished(rows);
            return true;
        }
        Error error = std::move(ran).error();
        if (!m_connection.isOpen() || !patience.allows(error)) {
            fail(outcome, std::move(error), current);
            return false;
        }
        patience.waitAfter(error);
    }
}

/// In the transaction of its record: both are there, or neither.
Result<void> AutocommitRunner::runRecorded(const Current &current, std::int64_t &rows)
{
    std::string message(opening);
    message += current.text;
    message += "\n; " + m_ledger->doneSql(current.number) + "; COMMIT";
    auto ran = m_connection.executeEach(message, [&rows](std::size_t number, const QueryResult &result) {
        if (number == 1)
            rows = rowsOf(result);
    });
    if (ran) {
        m_ledger->recorded();
        return {};
    }
    Error error = std::move(ran).error();
    if (error.sql && error.sql->position > 0) {
        const auto shift = static_cast<int>(opening.size());
        const auto length = static_cast<int>(text::characterCount(current.text));
        const int position = error.sql->position - shift;
        error.sql->position = position > 0 && position <= length + 1 ? position : 0;
    }
    if (m_connection.isInTransaction())
        static_cast<void>(m_connection.execute("ROLLBACK"));
    return error;
}

/// What can't be in a transaction with its record, and everything where nothing is recorded.
Result<void> AutocommitRunner::runAlone(const Current &current, std::int64_t &rows)
{
    const StatementEffect effect = effectOf(current.text);
    if (m_ledger) {
        if (auto noted = m_ledger->willRun(current.number); !noted)
            return noted;
    }
    InvalidIndexes invalid(m_connection, m_session.lock(), m_narrator, effect);
    if (auto cleared = invalid.clear(); !cleared)
        return cleared;
    // Should this program be killed meanwhile, somebody has to drop what the server then leaves.
    const BuildGuardian guardian(m_connection.settings(), m_session.table(), invalid.remains());
    auto ran = std::exchange(m_isDetachBegun, false)
        ? finishDetaching(effect)
        : m_connection.executeEach(current.text,
                                   [&rows](std::size_t, const QueryResult &result) { rows = rowsOf(result); });
    if (ran)
        ran = invalid.verify();
    if (!ran) {
        Error error = std::move(ran).error();
        if (m_stop.stop_requested())
            m_connection.setStopToken({}); // what is left to do is cleaning up
        invalid.clearAfter(error);
        return error;
    }
    return m_ledger ? m_ledger->hasRun(current.number) : Result<void>();
}

/// Manual, "ALTER TABLE": a DETACH PARTITION CONCURRENTLY that was cut off is ended by FINALIZE, not by another one.
Result<void> AutocommitRunner::finishDetaching(const StatementEffect &effect)
{
    return m_connection.executeEach("ALTER TABLE " + effect.table + " DETACH PARTITION " + effect.name() + " FINALIZE",
                                    {});
}

bool AutocommitRunner::runCopy(const Current &current, StatementReader &reader, StepOutcome &outcome)
{
    const auto undo = [this] {
        if (m_connection.isInTransaction())
            static_cast<void>(m_connection.execute("ROLLBACK"));
    };
    if (m_ledger) {
        if (auto begun = m_connection.executeEach("BEGIN", {}); !begun) {
            fail(outcome, std::move(begun).error(), current);
            return false;
        }
    }
    std::int64_t rows = -1;
    const std::string statement(current.text); // the reader moves on
    auto copying = m_connection.executeUntilCopy(
        statement, [&rows](std::size_t, const QueryResult &result) { rows = rowsOf(result); });
    if (!copying) {
        undo();
        fail(outcome, std::move(copying).error(), current);
        return false;
    }
    if (*copying) {
        if (!sendCopyData(reader, statement, current.place, outcome)) {
            undo();
            return false;
        }
    } else {
        ++outcome.statementsDone;
        m_narrator.statementFinished(rows);
    }
    if (!m_ledger)
        return true;
    auto ended = m_connection.executeEach(m_ledger->doneSql(current.number) + "; COMMIT", {});
    if (ended) {
        m_ledger->recorded();
        return true;
    }
    --outcome.statementsDone;
    undo();
    failInScript(outcome, std::move(ended).error(), statement, current.place);
    return false;
}

void AutocommitRunner::fail(StepOutcome &outcome, Error error, const Current &current)
{
    outcome.isHalfDone = true; // where the session is lost, nobody knows
    failInScript(outcome, std::move(error), current.text, current.place);
}

} // namespace retort::run
