// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/run/runnarrator.h"
#include "engine/run/stepscript.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// For this room only.
namespace retort::run
{

/// The statements round a step's script.
struct StepFrame {
    std::vector<std::string> before; ///< without semicolons: BEGIN …
    std::vector<std::string> after;  ///< without semicolons: the version change, … COMMIT
    std::string reset;               ///< with semicolons: what makes the session clean before `after`, where the
                                     ///< script ran outside a transaction and may have changed how one begins
    std::string tail;                ///< with semicolons: what makes the session clean for the next step
    bool commits = true;             ///< `after` ends in COMMIT
};

/// How a step ended.
struct StepOutcome {
    int statementsDone = 0;
    bool isCommitted = false; ///< script and version change are in the database
    bool isHalfDone = false;  ///< outside a transaction: something of the script stays, the version change is missing
    bool isResumable = false; ///< half done, and the history knows how far
    bool isUncertain = false; ///< the session was lost while the COMMIT may have been under way
    std::optional<Error> error;
    std::string failingStatement; ///< secrets masked
};

/// "a; b; ".
std::string joined(const std::vector<std::string> &statements);
/// The count in "INSERT 0 3"; -1 where the command counts nothing.
std::int64_t rowsOf(const postgres::QueryResult &result);

/// What the ways of sending a step's script have in common: the data of a COPY, the frame's end, and what an error
/// says of its place.
class StepSender
{
protected:
    StepSender(postgres::Connection &connection, RunNarrator &narrator);

    /// After a COPY has begun: its data, to the end. False on failure.
    bool sendCopyData(script::StatementReader &reader, const std::string &statement, const Place &place,
                      StepOutcome &outcome);
    /// The last statements of the frame, then its tail.
    void finishFrame(const std::vector<std::string> &statements, const StepFrame &frame, StepOutcome &outcome);

    void failInFrame(StepOutcome &outcome, Error error, const std::string &statement) const;
    void failInScript(StepOutcome &outcome, Error error, std::string_view statement, const Place &place) const;

    postgres::Connection &m_connection;
    RunNarrator &m_narrator;
};

} // namespace retort::run
