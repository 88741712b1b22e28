// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/run/runnarrator.h"
#include "engine/run/stepscript.h"

#include <optional>
#include <string>
#include <vector>

/// For this room only.
namespace retort::run {

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
    bool isUncertain = false; ///< the session was lost while the COMMIT may have been under way
    std::optional<Error> error;
    std::string failingStatement; ///< secrets masked
};

/// Sends one step's script with its frame, by the way that suits it: a round trip, a pipeline with progress,
/// batches of about 1 MiB, or statement by statement.
class StepRunner
{
public:
    StepRunner(postgres::Connection &connection, RunNarrator &narrator, bool liveProgress);

    StepOutcome run(const StepScript &script, const StepFrame &frame);

private:
    /// Where the results that have come so far end, counted over frame and script.
    struct Progress {
        std::size_t before = 0;
        std::size_t script = 0;
        std::size_t after = 0;
        std::size_t done = 0;
        std::size_t end() const { return before + script + after; }
        bool isInScript() const { return done >= before && done < before + script; }
    };

    StepOutcome runAtOnce(const StepScript &script, const StepFrame &frame);
    StepOutcome runWithProgress(const StepScript &script, const StepFrame &frame);
    StepOutcome runStreamed(const StepScript &script, const StepFrame &frame);
    StepOutcome runAlone(const StepScript &script, const StepFrame &frame);

    bool sendBatch(const StepScript &script, script::StatementReader &reader, StepOutcome &outcome);
    bool sendEachAlone(const StepScript &script, script::StatementReader &reader, StepOutcome &outcome);
    /// After a COPY has begun: its data, to the end. False on failure.
    bool sendCopyData(script::StatementReader &reader, const std::string &statement, const Place &place,
                      StepOutcome &outcome);
    void finishFrame(const StepFrame &frame, bool opensTransaction, StepOutcome &outcome);

    void failInFrame(StepOutcome &outcome, Error error, const std::string &statement) const;
    void failInScript(StepOutcome &outcome, Error error, std::string_view statement, const Place &place) const;

    postgres::Connection &m_connection;
    RunNarrator &m_narrator;
    bool m_liveProgress;
};

} // namespace retort::run
