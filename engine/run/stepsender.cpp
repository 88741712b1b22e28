// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/stepsender.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace retort::run
{

using postgres::QueryResult;
using script::StatementReader;

namespace
{

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

std::string joined(const std::vector<std::string> &statements)
{
    std::string text;
    for (const std::string &statement : statements)
        text += statement + "; ";
    return text;
}

std::int64_t rowsOf(const QueryResult &result)
{
    const std::string_view tag = result.commandTag();
    const bool counts = !tag.empty() && tag.back() >= '0' && tag.back() <= '9';
    return counts ? result.affectedRows() : -1;
}

StepSender::StepSender(postgres::Connection &connection, RunNarrator &narrator)
    : m_connection(connection)
    , m_narrator(narrator)
{
}

bool StepSender::sendCopyData(StatementReader &reader, const std::string &statement, const Place &place,
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

void StepSender::finishFrame(const std::vector<std::string> &statements, const StepFrame &frame, StepOutcome &outcome)
{
    m_narrator.setStatement(0, 0);
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

void StepSender::failInFrame(StepOutcome &outcome, Error error, const std::string &statement) const
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

void StepSender::failInScript(StepOutcome &outcome, Error error, std::string_view statement, const Place &place) const
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
