// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/advice/roundtrip.h"
#include "engine/diff/compare.h"
#include "engine/session/newrevision.h"
#include "engine/session/scratchschemas.h"

#include <stop_token>
#include <string>
#include <vector>

/// Revisions that Retort writes: what is missing between a branch and its database's desired state (S-39 to S-50).
namespace retort::session
{

struct GenerateRequest {
    NewRevisionRequest revision; ///< its database is needed; up and down are not looked at
    enum class Against {
        Replay, ///< what the revisions below the new one give, on a scratch database
        Live,   ///< what the database has, which must be where the new one begins
    };
    Against against = Against::Replay;
    /// Wanted is not the desired state but what the database has: its drift becomes a revision.
    bool adoptsLive = false;
    std::vector<std::string> renames; ///< "users.mail=users.email": what a person says was renamed
    bool takesNoRenames = false;      ///< what looks renamed is dropped and added
    bool isOnline = false;            ///< readers and writers of existing tables go on
    ScratchChoice scratch;
};

/// What came of it. Nothing is written yet.
struct GeneratedRevisions {
    /// What looks renamed, and nobody has said whether it was (S-50): to be asked about. Then there is nothing else here.
    std::vector<diff::RenameCandidate> undecided;
    diff::Comparison comparison;              ///< from what there is to what is wanted
    std::vector<PreparedRevision> revisions;  ///< in their order; none where nothing differs, several where not all can
                                              ///< run in one transaction
    std::vector<advice::RoundTrip> proof;     ///< one each, from a scratch database
    /// From what they gave there to what is wanted: empty where they are right (S-53).
    diff::Comparison leftover;
    std::vector<std::string> notes; ///< what could not be compared, or makes a difference of its own

    /// They give the desired state, and come back from it.
    bool isProven() const;
};

/// Compares, writes the SQL both ways, and tries it. Blocks; any thread. `live`: a session on the database, for
/// Against::Live, for adoptsLive and for a scratch database beside it; may be null otherwise, where scratch databases are then made
/// on the newest PostgreSQL there is.
/// Errors: those of prepareRevision, of Replay and of diff::findRename; schema-missing; not-up-to-date (status Disagreement) naming what is
/// pending, for Against::Live.
Result<GeneratedRevisions> generateRevisions(const Workspace &workspace, const GenerateRequest &request,
                                             postgres::Connection *live, std::stop_token stop = {});

/// Writes the files, all or none. Their paths. Errors: those of writePrepared.
Result<std::vector<std::filesystem::path>> writeGenerated(const Workspace &workspace,
                                                          const GeneratedRevisions &generated);

} // namespace retort::session
