// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/run/revisionplace.h"
#include "engine/session/kepttexts.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Version rows that name no revision of the project, since their files are gone (requirement S-23).
namespace retort::session
{

/// "e4a6 was last run from revisions/e4a6_add.sql ("add alerts") on 2026-11-20 by sam". The file's path is told from
/// `folder` where it lies there.
std::string whereItWas(const run::RevisionPlace &place, const std::filesystem::path &folder);

/// The refusal unknown-row of BranchBinding, with what the journal knows of the files, and the ways on that the texts
/// open which the database kept. `orphans`: nothing where that was not looked up.
Error explainOrphans(Error unknownRow, const std::vector<run::RevisionPlace> &places,
                     const std::filesystem::path &folder, const std::string &database,
                     const std::optional<std::vector<Orphan>> &orphans);

} // namespace retort::session
