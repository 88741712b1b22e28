// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/historytable.h"
#include "engine/run/journal.h"

#include <functional>
#include <string>
#include <vector>

/// Runs as a database's own history tells them, beside those of the local journal: whoever made them, from wherever.
namespace retort::run
{

/// The entries of HistoryTable::readRuns, put together run by run, newest first. What the history doesn't hold (notices,
/// statements) is missing; JournalRun::id is 0.
std::vector<JournalRun> runsOf(const std::vector<HistoryEntry> &entries, const std::string &database);

/// The journal's runs and the histories', newest first, at most `limit`. One that both tell of, by its run id, is the
/// journal's, which knows more. `known`: asks the journal which of these ids it has, among those further back.
/// Errors: that of `journal`; those of `known`.
using KnownRuns = std::function<Result<std::vector<std::string>>(const std::vector<std::string> &ids)>;
Result<std::vector<JournalRun>> mergedRuns(Result<std::vector<JournalRun>> journal,
                                           const std::vector<JournalRun> &histories, const KnownRuns &known,
                                           int limit);

/// For the chart: how long the revisions of runs took that the journal doesn't tell of.
std::vector<RevisionDuration> durationsOf(const std::vector<JournalRun> &runs);

} // namespace retort::run
