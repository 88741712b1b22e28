// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/run/revisionplace.h"
#include "engine/run/runchanges.h"
#include "engine/run/runevents.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace retort::run {

/// One run as the journal keeps it.
struct JournalRun {
    std::int64_t id = 0; ///< 0: not in the journal, the database's history alone tells of it
    std::string runId;   ///< what the database's history knows it by; empty in entries of older versions
    std::string project;  ///< the project file
    std::string database; ///< its name in the project
    std::string user;     ///< of the operating system
    std::string host;
    std::string command; ///< "upgrade timescale@head"
    RunReport report;
};

struct JournalEvent {
    std::int64_t run = 0;
    RunEvent event;
};

/// How long one revision took in one run: for the chart.
struct RevisionDuration {
    std::int64_t run = 0;
    Clock::time_point started{};
    std::string database;
    std::string revision;
    revision::Direction direction = revision::Direction::Upgrade;
    Milliseconds duration{0};
    bool succeeded = false;
};

/// The local record of all runs: SQLite in the user's state folder, through Qt Sql. No secret is ever written.
/// One object, one thread, the one that opened it; several processes may write at once (WAL, busy timeout).
/// Needs a QCoreApplication, which loads the driver. Library retort_journal: retort_run itself needs no Qt.
class Journal
{
public:
    /// Creates folder and tables when missing. Errors: journal-unavailable; a journal that can't be opened
    /// never stops a run, callers report it beside the run's result.
    static Result<Journal> open(const std::filesystem::path &file = defaultFile());
    static std::filesystem::path defaultFile(); ///< $XDG_STATE_HOME/retort/journal.sqlite
    Journal(Journal &&) noexcept;
    Journal &operator=(Journal &&) noexcept;
    ~Journal();

    /// Writes what is known at the start; of the report its start and plan. Returns the run's number.
    Result<std::int64_t> begin(const JournalRun &run);
    /// All or none. A step that the events end is known from then on, even if the program ends before finish().
    /// `places`: of these steps' revisions; their revision, file and message count, and isStamped.
    Result<void> append(std::int64_t run, const std::vector<RunEvent> &events,
                        const std::vector<RevisionPlace> &places = {});
    Result<void> finish(std::int64_t run, const RunReport &report);

    /// What a look before the run and one after it have shown. All or none.
    Result<void> keepChanges(std::int64_t run, const RunChanges &changes);
    /// Of one run, with definitions and sizes.
    Result<RunChanges> changes(std::int64_t run) const;
    /// Of all runs, newest first, without the definitions. Empty `project`/`database`: any.
    Result<std::vector<RecordedChange>> allChanges(const std::string &project, const std::string &database) const;
    /// Oldest first.
    Result<std::vector<RecordedSize>> sizes(const std::string &project, const std::string &database) const;

    /// Which of these runs (JournalRun::runId) it has.
    Result<std::vector<std::string>> known(const std::vector<std::string> &runIds) const;
    /// Newest first. Empty `project`/`database`: any. A run without an end has the error run-unfinished. Of the plan,
    /// the steps' revisions are kept, not their version rows.
    Result<std::vector<JournalRun>> runs(const std::string &project, const std::string &database, int limit) const;
    Result<std::vector<JournalEvent>> events(std::int64_t run) const;
    Result<std::vector<RevisionDuration>> durations(const std::string &project, const std::string &database) const;
    /// Every revision that a recorded run has applied to the database, whatever happened to it later.
    Result<std::vector<std::string>> appliedRevisions(const std::string &project, const std::string &database) const;
    /// Where the latest run or stamp of the project that knew it found each of these revisions' files. One that none
    /// knew is left out.
    Result<std::vector<RevisionPlace>> lastPlaces(const std::string &project,
                                                  const std::vector<std::string> &revisions) const;

private:
    struct Body;
    explicit Journal(std::unique_ptr<Body> body);
    std::unique_ptr<Body> m_body;
};

/// Journal::lastPlaces() for a message that can do without: none where there is no journal, or none that can be read.
/// Never creates one.
std::vector<RevisionPlace> lastPlaces(const std::string &project, const std::vector<std::string> &revisions,
                                      const std::filesystem::path &file = Journal::defaultFile());

} // namespace retort::run
