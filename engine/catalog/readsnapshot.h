// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/reader.h"
#include "engine/catalog/snapshot.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace retort::catalog
{

/// takeSnapshot() through a look that has begun.
Result<Snapshot> readSnapshot(Reader &reader, const SnapshotOptions &options);

/// A snapshot without sizes of the relations in `found`, which has their oids: `before` again, but for those in
/// `toRead` and those that it doesn't hold. Whatever is no relation is read anew. Errors: those of the connection.
Result<Snapshot> readAgain(Reader &reader, const Snapshot &before, std::vector<Relation> found,
                           const std::set<std::uint32_t> &toRead, const SnapshotOptions &options);

} // namespace retort::catalog
