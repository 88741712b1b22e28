// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/compare.h"
#include "engine/scratch/replay.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::advice
{

/// What a round trip on a scratch database shows of a revision (S-53, S-54).
struct RoundTrip {
    enum class Verdict {
        NotTested,    ///< `error` says why
        Proven,       ///< up, down and up again: the same schemas
        Failed,       ///< `error`, or what differs
        Irreversible, ///< it went up; it has no downgrade
    };
    Verdict verdict = Verdict::NotTested;
    std::string revision;
    std::optional<Error> error; ///< of the script that failed
    bool failedGoingDown = false; ///< `error` is the downgrade's
    /// From the schema before the upgrade to that after the downgrade: what is created was left behind, what is dropped
    /// was lost.
    diff::Comparison afterDown;
    /// From the schema after the first upgrade to that after the second.
    diff::Comparison afterSecondUp;

    std::vector<std::string> leftBehind() const; ///< "type userrole", sorted
    std::vector<std::string> lost() const;
    std::vector<std::string> changed() const;
    /// A line for people: "leaves type userrole and type alertseverity behind".
    std::string sentence() const;
};
std::string toString(RoundTrip::Verdict verdict); ///< "proven", "failed", "irreversible", "not-tested"

/// Where to go up and down: a scratch database, with a session for each leg, since an extension that was dropped can't
/// always be made again in the same one (TimescaleDB).
struct Ground {
    postgres::ConnectionSettings settings;
    const script::ScriptDirectory *scripts;
    run::VersionTable table;
    const scratch::Manner *manner;
};

/// The plan of one step, turned round: the way back to where it began, whichever other rows there are.
revision::Plan undoing(const revision::Plan &step);

/// Takes one revision up, down and up again. The database is where the plan begins, and ends after the revision when
/// all went well. `up`, `down`: plans of one step each; `down` is nothing for an irreversible one. `before`: the schema
/// there is. `after` is set to the schema after the first upgrade, as soon as that has succeeded.
RoundTrip tryRoundTrip(const Ground &ground, const revision::Plan &up, const std::optional<revision::Plan> &down,
                       const catalog::Snapshot &before, std::optional<catalog::Snapshot> &after,
                       std::stop_token stop = {});

} // namespace retort::advice
