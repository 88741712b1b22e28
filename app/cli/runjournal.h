// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/run/journal.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::cli
{

/// One run on its way into the journal; see run::RunRecorder. On the thread that began it.
class RunRecord
{
public:
    virtual ~RunRecord() = default;
    virtual void record(const run::RunEvent &event) = 0;
    virtual void keep(const run::RevisionPlace &place) = 0;
    virtual void keepChanges(const run::RunChanges &changes) = 0;
    virtual void finish(const run::RunReport &report) = 0;
    /// The first thing that went wrong with the record; never a reason for the run to fail.
    virtual const std::optional<Error> &trouble() const = 0;
};

/// The journal of runs. It needs Qt, which costs a start milliseconds, so it lives in a module of its own
/// (retort-journal.so), which is loaded when runs are looked up, and by the process that records them.
class RunJournal
{
public:
    virtual ~RunJournal() = default;
    /// As run::RunRecorder. Any thread.
    virtual std::unique_ptr<RunRecord> begin(const std::string &project, const std::string &database,
                                             const std::string &command, const std::string &runId) = 0;
    /// As run::Journal's, and run::lastPlaces; on the main thread.
    virtual Result<std::vector<run::JournalRun>> runs(const std::string &project, const std::string &database,
                                                      int limit) = 0;
    virtual Result<std::vector<std::string>> known(const std::vector<std::string> &runIds) = 0;
    virtual Result<std::vector<run::JournalEvent>> events(std::int64_t run) = 0;
    virtual Result<run::RunChanges> changes(std::int64_t run) = 0;
    virtual Result<std::vector<std::string>> appliedRevisions(const std::string &project,
                                                              const std::string &database) = 0;
    virtual Result<std::vector<run::RevisionDuration>> durations(const std::string &project) = 0;
    virtual std::vector<run::RevisionPlace> lastPlaces(const std::string &project,
                                                       const std::vector<std::string> &revisions) = 0;
};

/// Loads the module, once; on the main thread. Errors: journal-unavailable.
Result<RunJournal *> loadRunJournal();

/// The module's entry. Its object lives as long as the program.
inline constexpr const char *runJournalEntry = "retort_run_journal";
using RunJournalEntry = RunJournal *(*)();

} // namespace retort::cli
