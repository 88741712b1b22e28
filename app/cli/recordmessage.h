// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/run/revisionplace.h"
#include "engine/run/runchanges.h"
#include "engine/run/runevents.h"

#include <optional>
#include <string>
#include <string_view>

/// What the command line and the process that writes the journal say to each other, as bytes. Both are the same
/// program, so the format has no versions. All that the journal keeps is in it: of a plan's steps, the revisions.
namespace retort::cli
{

/// One part of a run's record. `record` tells runs apart that go on side by side.
struct RecordMessage {
    enum class Kind { Begin, Event, Finish, Place, Changes };
    Kind kind = Kind::Begin;
    int record = 0;
    std::string project; ///< of Begin, as the next three
    std::string database;
    std::string command;
    std::string runId;
    run::RunEvent event;   ///< of Event
    run::RunReport report; ///< of Finish
    run::RevisionPlace place; ///< of Place
    run::RunChanges changes;  ///< of Changes
};

std::string beginMessage(int record, const std::string &project, const std::string &database,
                         const std::string &command, const std::string &runId);
std::string eventMessage(int record, const run::RunEvent &event);
std::string placeMessage(int record, const run::RevisionPlace &place);
std::string changesMessage(int record, const run::RunChanges &changes);
std::string finishMessage(int record, const run::RunReport &report);
/// Nothing for bytes that no function above has made.
std::optional<RecordMessage> messageIn(std::string_view bytes);

/// The answer to a Finish.
struct RecordAnswer {
    std::optional<Error> trouble; ///< what went wrong with the record
};
std::string answerMessage(const std::optional<Error> &trouble);
std::optional<RecordAnswer> answerIn(std::string_view bytes);

} // namespace retort::cli
