// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/journal.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace retort::run
{

/// Writes one run into the journal while it goes: a row at the start, its events as steps end, a few times a second,
/// the report at the end, so that a crash still leaves what had been done. A journal that fails never fails the run:
/// the first trouble is kept, to be told beside the run's result. On the runner's thread.
class RunRecorder
{
public:
    /// Opens the journal and begins. User and host are those of this process. `runId`: see newRunId().
    RunRecorder(std::string project, std::string database, std::string command,
                const std::filesystem::path &journalFile = Journal::defaultFile(), std::string runId = {});

    /// Writes what has been recorded, also of a run that has not finished.
    ~RunRecorder() { flush(); }
    RunRecorder(const RunRecorder &) = delete;
    RunRecorder &operator=(const RunRecorder &) = delete;

    void record(const RunEvent &event);
    /// Where a revision's file is, for the day when it is gone; before the event that ends its step, or the finish.
    void keep(RevisionPlace place);
    /// What the run has changed; before the finish.
    void keepChanges(const RunChanges &changes);
    void finish(const RunReport &report);

    /// The journal's number of this run; 0 when there is no journal.
    std::int64_t runId() const { return m_run; }
    const std::optional<Error> &trouble() const { return m_trouble; }

private:
    void flush();
    void note(Error error);

    std::optional<Journal> m_journal;
    std::int64_t m_run = 0;
    std::vector<RunEvent> m_pending;
    std::vector<RevisionPlace> m_places; ///< of what is pending
    std::chrono::steady_clock::time_point m_lastFlush{};
    std::size_t m_statementsOfStep = 0;
    std::optional<Error> m_trouble;
};

} // namespace retort::run
