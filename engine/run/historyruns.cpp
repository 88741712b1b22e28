// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/historyruns.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace retort::run
{

namespace
{

using EntryResult = HistoryEntry::Result;
using Operation = HistoryEntry::Operation;

/// One run's entries in the order in which they were made.
JournalRun runOf(const std::vector<const HistoryEntry *> &entries, const std::string &database)
{
    const HistoryEntry &first = *entries.front();
    const HistoryEntry &last = *entries.back();
    JournalRun run;
    run.runId = first.run;
    run.database = database;
    run.user = first.user.empty() ? first.databaseUser : first.user;
    run.host = first.host;
    run.command = first.command;
    RunReport &report = run.report;
    report.started = first.started;
    report.duration = std::chrono::duration_cast<Milliseconds>(last.started - first.started) + last.duration;
    report.plan.direction =
        first.operation == Operation::Downgrade ? revision::Direction::Downgrade : revision::Direction::Upgrade;
    report.plan.from = first.rowsBefore;
    report.versionRows = last.rowsAfter;
    for (const HistoryEntry *entry : entries) {
        if (entry->operation != Operation::AcceptEdit)
            report.steps.push_back({entry->revision, report.plan.direction, entry->result == EntryResult::Done,
                                    entry->statements, entry->duration});
    }
    if (last.result == EntryResult::Done)
        return run;
    report.failingRevision = last.revision;
    const bool isAnyDone = report.committedSteps() > 0 || (last.statements > 0 && !last.digest.empty());
    report.outcome = isAnyDone ? Outcome::PartlyApplied : Outcome::Failed;
    if (last.result == EntryResult::Running)
        report.error = makeError("run-unfinished",
                                 "This run has no end in the database's history: it still goes on, or the program ended"
                                 " before it did.",
                                 "\"retort current\" tells where the database is.");
    else
        report.error = makeError(last.sqlstate.empty() ? "run-failed" : "sql-error", last.error);
    return run;
}

bool isNewer(const JournalRun &a, const JournalRun &b)
{
    return a.report.started > b.report.started;
}

} // namespace

std::vector<JournalRun> runsOf(const std::vector<HistoryEntry> &entries, const std::string &database)
{
    std::vector<std::vector<const HistoryEntry *>> groups;
    std::map<std::string, std::size_t> places;
    for (const HistoryEntry &entry : entries) {
        const auto [place, isNew] = places.try_emplace(entry.run, groups.size());
        if (isNew)
            groups.emplace_back();
        groups[place->second].push_back(&entry);
    }
    std::vector<JournalRun> runs;
    for (auto &group : groups) {
        std::sort(group.begin(), group.end(),
                  [](const HistoryEntry *a, const HistoryEntry *b) { return a->id < b->id; });
        runs.push_back(runOf(group, database));
    }
    std::stable_sort(runs.begin(), runs.end(), isNewer);
    return runs;
}

Result<std::vector<JournalRun>> mergedRuns(Result<std::vector<JournalRun>> journal,
                                           const std::vector<JournalRun> &histories, const KnownRuns &known, int limit)
{
    if (!journal || histories.empty())
        return journal;
    std::vector<std::string> ids;
    for (const JournalRun &run : histories)
        ids.push_back(run.runId);
    const auto journalled = known(ids);
    if (!journalled)
        return journalled.error();
    std::vector<JournalRun> runs = std::move(journal).value();
    std::set<std::string> told(journalled->begin(), journalled->end());
    for (const JournalRun &run : runs)
        told.insert(run.runId);
    for (const JournalRun &run : histories) {
        if (!told.contains(run.runId))
            runs.push_back(run);
    }
    std::stable_sort(runs.begin(), runs.end(), isNewer);
    if (runs.size() > static_cast<std::size_t>(limit))
        runs.resize(static_cast<std::size_t>(limit));
    return runs;
}

std::vector<RevisionDuration> durationsOf(const std::vector<JournalRun> &runs)
{
    std::vector<RevisionDuration> durations;
    for (const JournalRun &run : runs) {
        if (run.id != 0)
            continue;
        for (const StepReport &step : run.report.steps) {
            if (!step.revision.empty())
                durations.push_back({0, run.report.started, run.database, step.revision, step.direction, step.duration,
                                     step.succeeded});
        }
    }
    return durations;
}

} // namespace retort::run
