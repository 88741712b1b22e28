// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/autogenerate.h"
#include "engine/session/schemadrift.h"
#include "engine/session/verification.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// What a window asks of scratch databases: each opens the sessions that it needs, and blocks until it is done. Any
/// thread. Errors: those of connecting, and of what is called.
namespace retort::session
{

/// A database beside what its recorded revisions give, in short.
struct DriftFact {
    std::vector<std::string> rows; ///< recorded in the database
    std::vector<std::string> extra; ///< "index public.by_hand"
    std::vector<std::string> missing;
    std::vector<std::string> changed;

    bool hasDrifted() const { return !extra.empty() || !missing.empty() || !changed.empty(); }
    bool operator==(const DriftFact &) const = default;
};

Result<GeneratedRevisions> generateFor(const Workspace &workspace, const GenerateRequest &request,
                                       const std::stop_token &stop);
/// `tell` is called on the same thread, for each revision as it is done.
Result<void> verifyFor(const Workspace &workspace, const std::string &database, const std::vector<std::string> &wanted,
                       const std::function<void(const TripFact &)> &tell, const std::stop_token &stop);
Result<DriftFact> driftFor(const Workspace &workspace, const std::string &database, const std::stop_token &stop);

} // namespace retort::session
