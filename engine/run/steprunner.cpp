// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/steprunner.h"

#include "engine/base/text.h"

#include <algorithm>
#include <utility>

namespace retort::run
{

using postgres::QueryResult;
using script::StatementReader;

namespace
{

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

} // namespace

StepRunner::StepRunner(postgres::Connection &connection, RunNarrator &narrator, bool liveProgress,
                       std::function<void()> meanwhile)
    : StepSender(connection, narrator)
    , m_liveProgress(liveProgress)
    , m_meanwhile(std::move(meanwhile))
{
}

StepOutcome StepRunner::run(const StepScript &script, const StepFrame &frame)
{
    if (!script.isHeld()) {
        if (m_meanwhile)
            m_meanwhile();
        return runStreamed(script, frame);
    }
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
        message, [&progress](std::size_t number, const QueryResult &) { progress.done = number + 1; }, m_meanwhile);
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
    // Told when it is on its way; where it never comes that far, with the failure.
    bool isFirstTold = false;
    const auto tellFirst = [&] {
        if (!std::exchange(isFirstTold, true))
            startNext();
    };
    const auto useWait = [&] {
        if (m_meanwhile)
            m_meanwhile();
        tellFirst();
    };
    const auto finish = [&](std::size_t index, const QueryResult &result) {
        if (progress.isInScript()) {
            m_narrator.statementFinished(rowsOf(result));
            ++outcome.statementsDone;
        }
        progress.done = index + 1;
        startNext();
    };
    auto failure =
        m_connection.pipelineWithProgress(statements, finish, progress.before + progress.script, useWait);
    tellFirst();
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
    finishFrame(frame.after, frame, outcome);
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

} // namespace retort::run
