// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/steprunner.h"

#include "engine/base/text.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace retort::run
{

using postgres::QueryResult;
using script::StatementReader;

namespace
{

std::string joined(const std::vector<std::string> &statements)
{
    std::string text;
    for (const std::string &statement : statements)
        text += statement + "; ";
    return text;
}

/// The count in "INSERT 0 3"; -1 where the command counts nothing.
std::int64_t rowsOf(const QueryResult &result)
{
    const std::string_view tag = result.commandTag();
    const bool counts = !tag.empty() && tag.back() >= '0' && tag.back() <= '9';
    return counts ? result.affectedRows() : -1;
}

/// The statement of a piece of script that an error points to: by its position where it has one (a syntax error
/// comes before anything has run), else the one after the last that was done.
/// `begins`: byte offsets of the statements in `text`, whose first character the server counts as `firstCharacter`.
std::size_t failingIndex(Error &error, std::string_view text, const std::vector<std::size_t> &begins,
                         std::size_t firstCharacter, std::size_t done)
{
    const int position = error.sql ? error.sql->position : 0;
    std::size_t index = std::min(done, begins.size() - 1);
    if (position <= 0)
        return index;
    if (static_cast<std::size_t>(position) < firstCharacter) {
        error.sql->position = 0;
        return index;
    }
    const std::size_t offset = text::byteOffsetOfCharacter(text, static_cast<std::size_t>(position) - firstCharacter);
    index = static_cast<std::size_t>(std::upper_bound(begins.begin(), begins.end(), offset) - begins.begin());
    index = index > 0 ? index - 1 : 0;
    const std::string_view before = text.substr(begins[index], offset - std::min(offset, begins[index]));
    error.sql->position = static_cast<int>(text::characterCount(before)) + 1;
    return index;
}

/// "COPY t, line 3, column n: …" in any language: the 3. Nothing where the context is another.
std::optional<int> copyLineIn(const std::string &context)
{
    if (!context.starts_with("COPY "))
        return std::nullopt;
    const std::size_t comma = context.find(", ");
    const std::size_t digit = comma == std::string::npos ? comma : context.find_first_of("0123456789", comma);
    if (digit == std::string::npos)
        return std::nullopt;
    int line = 0;
    std::from_chars(context.data() + digit, context.data() + context.size(), line);
    return line > 0 ? std::optional(line) : std::nullopt;
}

} // namespace

StepRunner::StepRunner(postgres::Connection &connection, RunNarrator &narrator, bool liveProgress)
    : m_connection(connection)
    , m_narrator(narrator)
    , m_liveProgress(liveProgress)
{
}

StepOutcome StepRunner::run(const StepScript &script, const StepFrame &frame)
{
    if (!script.isTransactional())
        return runAlone(script, frame);
    if (!script.isHeld())
        return runStreamed(script, frame);
    return m_liveProgress ? runWithProgress(script, frame) : runAtOnce(script, frame);
}

StepOutcome StepRunner::runAtOnce(const StepScript &script, const StepFrame &frame)
{
    StepOutcome outcome;
    Progress progress{frame.before.size(), static_cast<std::size_t>(script.statementCount()), frame.after.size()};
    const std::string prefix = joined(frame.before);
    std::string message;
    message.reserve(prefix.size() + script.text().size() + 1'024);
    message += prefix;
    message += script.text();
    message += progress.script > 0 ? ";\n" : "";
    message += joined(frame.after);
    message += frame.tail;

    // libpq hands out notices ahead of the results before them: whose they are can't be told here.
    m_narrator.setStatement(0, 0);
    auto executed = m_connection.executeEach(
        message, [&progress](std::size_t number, const QueryResult &) { progress.done = number + 1; });
    outcome.isCommitted = frame.commits && progress.done >= progress.end();
    outcome.statementsDone = static_cast<int>(
        std::clamp(progress.done, progress.before, progress.before + progress.script) - progress.before);
    if (executed)
        return outcome;

    Error error = std::move(executed).error();
    outcome.isUncertain = frame.commits && !outcome.isCommitted && error.losesConnection();
    const std::size_t firstCharacter = text::characterCount(prefix) + 1;
    const std::size_t lastCharacter = firstCharacter + text::characterCount(script.text());
    const int position = error.sql ? error.sql->position : 0;
    const bool pointsToScript = position > 0 && static_cast<std::size_t>(position) >= firstCharacter
        && static_cast<std::size_t>(position) <= lastCharacter;
    if (progress.script > 0 && (pointsToScript || (position == 0 && progress.isInScript()))) {
        std::vector<std::size_t> begins;
        for (std::size_t i = 0; i < progress.script; ++i)
            begins.push_back(script.offset(i));
        const std::size_t done = progress.done - std::min(progress.done, progress.before);
        const std::size_t index = failingIndex(error, script.text(), begins, firstCharacter, done);
        failInScript(outcome, std::move(error), script.statement(index), script.place(index));
        return outcome;
    }
    if (error.sql)
        error.sql->position = 0; // in our own text, which nobody sees
    const std::size_t beyond = progress.done - std::min(progress.done, progress.before);
    const std::size_t own = progress.done - std::min(beyond, progress.script);
    std::vector<std::string> statements = frame.before;
    statements.insert(statements.end(), frame.after.begin(), frame.after.end());
    failInFrame(outcome, std::move(error), own < statements.size() ? statements[own] : frame.tail);
    return outcome;
}

StepOutcome StepRunner::runWithProgress(const StepScript &script, const StepFrame &frame)
{
    StepOutcome outcome;
    Progress progress{frame.before.size(), static_cast<std::size_t>(script.statementCount()), frame.after.size()};
    std::vector<std::string_view> statements(frame.before.begin(), frame.before.end());
    for (std::size_t i = 0; i < progress.script; ++i)
        statements.push_back(script.statement(i));
    statements.insert(statements.end(), frame.after.begin(), frame.after.end());

    const auto startNext = [&] {
        if (progress.isInScript()) {
            const std::size_t index = progress.done - progress.before;
            m_narrator.statementStarted(static_cast<int>(index) + 1, script.statementCount(), script.statement(index),
                                        script.place(index));
        } else {
            m_narrator.setStatement(0, 0);
        }
    };
    startNext();
    auto failure = m_connection.pipelineWithProgress(statements, [&](std::size_t index, const QueryResult &result) {
        if (progress.isInScript()) {
            m_narrator.statementFinished(rowsOf(result));
            ++outcome.statementsDone;
        }
        progress.done = index + 1;
        startNext();
    });
    outcome.isCommitted = frame.commits && progress.done >= progress.end();
    if (failure) {
        outcome.isUncertain = frame.commits && !outcome.isCommitted && failure->error.losesConnection();
        if (progress.isInScript()) {
            const std::size_t index = progress.done - progress.before;
            failInScript(outcome, std::move(failure->error), script.statement(index), script.place(index));
        } else {
            failInFrame(outcome, std::move(failure->error), std::string(statements[failure->index]));
        }
        return outcome;
    }
    if (auto cleaned = m_connection.executeEach(frame.tail, {}); !cleaned)
        failInFrame(outcome, std::move(cleaned).error(), frame.tail);
    return outcome;
}

StepOutcome StepRunner::runStreamed(const StepScript &script, const StepFrame &frame)
{
    StepOutcome outcome;
    m_narrator.setStatement(0, 0);
    auto reader = script.open();
    if (!reader) {
        failInFrame(outcome, std::move(reader).error(), {});
        return outcome;
    }
    if (auto begun = m_connection.executeEach(joined(frame.before), {}); !begun) {
        failInFrame(outcome, std::move(begun).error(), frame.before.empty() ? std::string() : frame.before.front());
        return outcome;
    }
    for (const script::BatchMark &batch : script.batches()) {
        if (auto next = reader->next(batch); !next) {
            failInFrame(outcome, std::move(next).error(), {});
            return outcome;
        }
        if (!sendBatch(script, *reader, outcome))
            return outcome;
    }
    finishFrame(frame, false, outcome);
    return outcome;
}

/// One batch, and the data of the COPY that ends it. False on failure.
bool StepRunner::sendBatch(const StepScript &script, StatementReader &reader, StepOutcome &outcome)
{
    const int first = outcome.statementsDone + 1;
    const std::string_view text = reader.batchText();
    m_narrator.setStatement(0, 0);
    std::size_t done = 0;
    auto copying =
        m_connection.executeUntilCopy(text, [&done](std::size_t number, const QueryResult &) { done = number + 1; });
    outcome.statementsDone += static_cast<int>(done);
    if (!copying) {
        const std::vector<script::Statement> &statements = reader.statements();
        std::vector<std::size_t> begins;
        for (const script::Statement &statement : statements)
            begins.push_back(static_cast<std::size_t>(statement.text.data() - text.data()));
        Error error = std::move(copying).error();
        const script::Statement &failing = statements[failingIndex(error, text, begins, 1, done)];
        failInScript(outcome, std::move(error), failing.text, {script.file(), failing.line, failing.column});
        return false;
    }
    const script::BatchMark mark = reader.mark();
    if (done > 0)
        m_narrator.statementsFinished(first, outcome.statementsDone, {script.file(), mark.line, mark.column});
    if (!*copying)
        return true;
    const script::Statement &last = reader.statements().back();
    const Place place{script.file(), last.line, last.column};
    m_narrator.statementStarted(outcome.statementsDone + 1, 0, last.text, place);
    return sendCopyData(reader, std::string(last.text), place, outcome);
}

bool StepRunner::sendCopyData(StatementReader &reader, const std::string &statement, const Place &place,
                              StepOutcome &outcome)
{
    auto next = reader.next();
    if (!next || *next != StatementReader::Next::CopyData) {
        Error error = next ? makeError("copy-data-missing", "The data of COPY … FROM stdin is missing.",
                                       "Put it below the statement, and end it with a line \\.", ExitStatus::Usage)
                           : std::move(next).error();
        m_connection.failCopy("no data");
        failInScript(outcome, std::move(error), statement, place);
        return false;
    }
    for (bool isLast = false; !isLast;) {
        auto chunk = reader.copyData();
        if (!chunk) {
            m_connection.failCopy("the data can't be read");
            failInScript(outcome, std::move(chunk).error(), statement, place);
            return false;
        }
        isLast = chunk->last;
        if (chunk->data.empty())
            continue;
        if (auto put = m_connection.putCopyData(chunk->data); !put) {
            failInScript(outcome, std::move(put).error(), statement, place);
            return false;
        }
    }
    auto copied = m_connection.endCopy();
    if (!copied) {
        Error error = std::move(copied).error();
        Place at = place;
        if (const auto line = error.sql ? copyLineIn(error.sql->context) : std::nullopt) {
            const auto lines = std::count(statement.begin(), statement.end(), '\n');
            at.line += static_cast<int>(lines) + *line; // the data begins on the line after the statement
            at.column = 0;
        }
        failInScript(outcome, std::move(error), statement, at);
        return false;
    }
    ++outcome.statementsDone;
    m_narrator.statementFinished(copied->affectedRows());
    return true;
}

StepOutcome StepRunner::runAlone(const StepScript &script, const StepFrame &frame)
{
    StepOutcome outcome;
    m_narrator.setStatement(0, 0);
    if (script.statementCount() > 0) {
        auto reader = script.open();
        if (!reader) {
            failInFrame(outcome, std::move(reader).error(), {});
            return outcome;
        }
        while (true) {
            auto next = reader->next();
            if (!next) {
                failInFrame(outcome, std::move(next).error(), {});
                outcome.isHalfDone = outcome.statementsDone > 0;
                return outcome;
            }
            if (*next == StatementReader::Next::End)
                break;
            if (!sendEachAlone(script, *reader, outcome)) {
                // What a lost session was doing may have been done.
                outcome.isHalfDone = outcome.statementsDone > 0 || outcome.error->losesConnection();
                return outcome;
            }
        }
    }
    m_narrator.setStatement(0, 0);
    if (auto cleaned = m_connection.executeEach(frame.reset, {}); !cleaned)
        failInFrame(outcome, std::move(cleaned).error(), frame.reset);
    else
        finishFrame(frame, true, outcome);
    outcome.isHalfDone = !outcome.isCommitted && outcome.statementsDone > 0;
    return outcome;
}

bool StepRunner::sendEachAlone(const StepScript &script, StatementReader &reader, StepOutcome &outcome)
{
    for (const script::Statement &statement : reader.statements()) {
        const Place place{script.file(), statement.line, statement.column};
        if (auto checked = script.check(statement); !checked) {
            failInFrame(outcome, std::move(checked).error(), std::string(statement.text));
            return false;
        }
        m_narrator.statementStarted(outcome.statementsDone + 1, script.statementCount(), statement.text, place);
        std::int64_t rows = -1;
        auto copying = m_connection.executeUntilCopy(
            statement.text, [&rows](std::size_t, const QueryResult &result) { rows = rowsOf(result); });
        if (!copying) {
            failInScript(outcome, std::move(copying).error(), statement.text, place);
            return false;
        }
        if (*copying) // the last of its batch, and the reader moves on
            return sendCopyData(reader, std::string(statement.text), place, outcome);
        ++outcome.statementsDone;
        m_narrator.statementFinished(rows);
    }
    return true;
}

/// The version change, in a transaction of its own where the script had none.
void StepRunner::finishFrame(const StepFrame &frame, bool opensTransaction, StepOutcome &outcome)
{
    m_narrator.setStatement(0, 0);
    std::vector<std::string> statements = opensTransaction ? frame.before : std::vector<std::string>();
    statements.insert(statements.end(), frame.after.begin(), frame.after.end());
    std::size_t done = 0;
    auto executed = m_connection.executeEach(joined(statements) + frame.tail,
                                             [&done](std::size_t number, const QueryResult &) { done = number + 1; });
    outcome.isCommitted = frame.commits && done >= statements.size();
    if (executed)
        return;
    Error error = std::move(executed).error();
    outcome.isUncertain = frame.commits && !outcome.isCommitted && error.losesConnection();
    if (error.sql)
        error.sql->position = 0; // in our own text, which nobody sees
    failInFrame(outcome, std::move(error), done < statements.size() ? statements[done] : frame.tail);
}

void StepRunner::failInFrame(StepOutcome &outcome, Error error, const std::string &statement) const
{
    outcome.failingStatement = m_narrator.redactor().masked(statement);
    // The checked change of the version table fails by a cast (VersionTable::changeSql).
    if (error.sql && error.sql->sqlstate == "22P02") {
        error.code = "database-moved";
        error.message = "Someone else has moved this database meanwhile: " + error.sql->message + '.';
        error.hint = "Look at the plan again, then run it.";
        error.status = ExitStatus::Disagreement;
    }
    if (error.sql)
        error.sql->statement = outcome.failingStatement;
    outcome.error = std::move(error);
}

void StepRunner::failInScript(StepOutcome &outcome, Error error, std::string_view statement, const Place &place) const
{
    if (!error.place.isKnown())
        error.place = place;
    if (error.sql && !error.sql->statement.empty()) { // sent by itself, and masked by the connection
        outcome.failingStatement = error.sql->statement;
    } else {
        int none = 0;
        int &position = error.sql ? error.sql->position : none;
        outcome.failingStatement = m_narrator.redactor().masked(statement, position);
        if (error.sql)
            error.sql->statement = outcome.failingStatement;
    }
    outcome.error = std::move(error);
}

} // namespace retort::run
