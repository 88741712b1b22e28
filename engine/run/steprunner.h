// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/stepsender.h"

#include <functional>

/// For this room only.
namespace retort::run
{

/// Sends the script of a step that is one transaction, with its frame, by the way that suits it: a round trip,
/// a pipeline with progress, or batches of about 1 MiB.
class StepRunner : StepSender
{
public:
    /// `meanwhile`: what to do while the server works on a script that is sent as a whole; before a streamed one.
    StepRunner(postgres::Connection &connection, RunNarrator &narrator, bool liveProgress,
               std::function<void()> meanwhile = {});

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

    bool sendBatch(const StepScript &script, script::StatementReader &reader, StepOutcome &outcome);

    bool m_liveProgress;
    std::function<void()> m_meanwhile;
};

} // namespace retort::run
