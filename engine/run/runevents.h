// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/revision/plan.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace retort::run {

using Clock = std::chrono::system_clock;
using Milliseconds = std::chrono::milliseconds;

/// What a run says while it goes. One flat value, so that it crosses threads and lands in a log as it is.
struct RunEvent {
    enum class Kind {
        RunStarted,
        StepStarted,
        StatementStarted,
        StatementFinished,
        Notice,
        StepFinished,
        StepFailed,
        Waiting, ///< for the migration lock; `text` says who holds it
        RunFinished,
    };
    Kind kind = Kind::RunStarted;
    Clock::time_point time{};
    int step = 0; ///< from 1; 0 outside a step
    int stepCount = 0;
    int statement = 0;      ///< from 1; 0 outside a statement, and for notices of a script sent as one
    int statementCount = 0; ///< 0 when not known beforehand (streamed scripts)
    std::string revision;
    std::string text;       ///< statement, notice or sentence; secrets masked
    Place place;            ///< of a statement
    std::int64_t rows = -1; ///< of a finished statement; -1: none
    Milliseconds duration{0};
    SqlDiagnostic notice; ///< of a notice
    Error error;          ///< of a failed step
};

/// Why a stamp was made, as a notice of its run: there is no script that tells.
RunEvent reasonGiven(const std::string &reason);
/// Something to know beside what the server says: a notice of severity INFO.
RunEvent informing(const std::string &sentence);

enum class Outcome {
    Done,
    NothingToDo,
    Failed,        ///< nothing of this run is left
    PartlyApplied, ///< earlier steps are committed
    Cancelled,     ///< by the user; rows say where the database is
    DryRun,        ///< ran and was rolled back
};
std::string toString(Outcome outcome);

/// How one step of a run ended.
struct StepReport {
    std::string revision;
    revision::Direction direction = revision::Direction::Upgrade;
    bool succeeded = false;
    int statementsDone = 0;
    Milliseconds duration{0};
    bool operator==(const StepReport &) const = default;
};

/// How a run ended: the facts that window, JSON, journal and exit status share.
struct RunReport {
    Outcome outcome = Outcome::Done;
    revision::Plan plan;
    std::vector<StepReport> steps;        ///< those begun
    std::vector<std::string> versionRows; ///< as they are in the database now, sorted
    Clock::time_point started{};
    Milliseconds duration{0};
    std::optional<Error> error;
    std::string failingRevision;
    std::string failingStatement; ///< secrets masked
    std::string backup;           ///< the file of the backup that was made before the run; empty: none was

    int committedSteps() const;
    ExitStatus exitStatus() const;
};

} // namespace retort::run
