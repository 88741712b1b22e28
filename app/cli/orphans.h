// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "engine/base/jsonwriter.h"
#include "engine/run/revisionplace.h"

/// Version rows whose revision files are gone (S-23). The journal is opened here, and nowhere before: a database
/// without such rows costs nothing.
namespace retort::cli
{

/// Where the journal last saw the files of the rows that no revision has; none where there is no journal. On the main
/// thread. Only after Context::loadRevisions().
std::vector<run::RevisionPlace> orphanPlaces(Context &context, const std::vector<std::string> &rows);
/// The error with what is known of those places, and of the texts that the database kept. The files' paths are told
/// from the working directory. `access`: nothing where no database was asked.
Error explainOrphans(Context &context, DatabaseAccess *access, Error unknownRow, const std::vector<std::string> &rows,
                     const std::vector<run::RevisionPlace> &places);
/// The error as it is, but an unknown-row with all that.
Error explainOrphans(Context &context, DatabaseAccess *access, Error error, const std::vector<std::string> &rows);
/// "last_places": an array of them; nothing for none.
void writePlaces(JsonWriter &json, const std::vector<run::RevisionPlace> &places);

} // namespace retort::cli
