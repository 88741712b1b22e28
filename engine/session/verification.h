// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/advice/roundtrip.h"
#include "engine/session/scratchschemas.h"

#include <functional>
#include <vector>

namespace retort::session
{

/// What a window shows of a round trip.
struct TripFact {
    std::string revision;
    advice::RoundTrip::Verdict verdict = advice::RoundTrip::Verdict::NotTested;
    std::string sentence;
};

/// Tries the round trip of a branch's revisions on a scratch database, oldest first; `wanted`: ids, all of the branch's
/// own where it is empty. `onTrip` is told each as it is done. Where a revision can't be gone up, nothing above it is
/// tested. Blocks. Errors: those of making a scratch database, unknown-revision, cancelled; what a revision does wrong
/// is in its trip.
Result<std::vector<advice::RoundTrip>> verifyRevisions(const Workspace &workspace,
                                                       const revision::BranchBinding &binding, scratch::Replay &replay,
                                                       const std::vector<std::string> &wanted,
                                                       const std::function<void(const advice::RoundTrip &)> &onTrip,
                                                       std::stop_token stop = {});

} // namespace retort::session
