// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runevents.h"

#include <algorithm>

namespace retort::run {

RunEvent reasonGiven(const std::string &reason)
{
    return informing("Reason: " + reason);
}

RunEvent informing(const std::string &sentence)
{
    RunEvent event;
    event.kind = RunEvent::Kind::Notice;
    event.time = Clock::now();
    event.notice.severity = "INFO";
    event.notice.message = sentence;
    event.text = event.notice.message;
    return event;
}

std::string toString(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Done:
        return "done";
    case Outcome::NothingToDo:
        return "nothing to do";
    case Outcome::Failed:
        return "failed";
    case Outcome::PartlyApplied:
        return "partly applied";
    case Outcome::Cancelled:
        return "cancelled";
    case Outcome::DryRun:
        return "dry run";
    }
    return {};
}

int RunReport::committedSteps() const
{
    if (outcome == Outcome::DryRun)
        return 0;
    return static_cast<int>(
        std::count_if(steps.begin(), steps.end(), [](const StepReport &step) { return step.succeeded; }));
}

ExitStatus RunReport::exitStatus() const
{
    switch (outcome) {
    case Outcome::Done:
    case Outcome::NothingToDo:
    case Outcome::DryRun:
        return ExitStatus::Ok;
    case Outcome::Cancelled:
        return ExitStatus::Interrupted;
    case Outcome::PartlyApplied:
        return ExitStatus::Partial;
    case Outcome::Failed:
        break;
    }
    return error && error->status != ExitStatus::Ok ? error->status : ExitStatus::Failed;
}

} // namespace retort::run
