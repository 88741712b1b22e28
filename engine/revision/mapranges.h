// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/mapsymbols.h"
#include "engine/revision/nodeset.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::revision {

/// One end of a walk: a symbol as a person writes it, or the rows of a version table.
struct RangeEnd {
    std::vector<std::string> names;
    bool isRows = false;

    static RangeEnd symbol(std::string_view text) { return {{std::string(text)}, false}; }
    static RangeEnd rows(const std::vector<std::string> &rows) { return {rows, true}; }
};

/// Which revisions a walk covers, and the heads that it goes down from.
struct Selection {
    NodeSet wanted;
    std::vector<Index> heads;
    bool isAmbiguous = false; ///< "-N" with several rows: the first one was taken
};

/// What a downgrade's target means: down to `index` (BeforeFirst: all), on one branch where one is named.
struct DowngradeEnd {
    std::string branch;
    Index index = BeforeFirst;
    bool isAbsoluteBase = false; ///< "base" itself, not a walk that ended there
    bool isAmbiguous = false;
};

/// The revisions that an upgrade's target names, seen from the rows. May hold BeforeFirst and OffTheMap.
Result<std::vector<Index>> upgradeTargets(MapSymbols &symbols, const std::vector<std::string> &rows,
                                          const RangeEnd &target, bool mayStopShort = false);
Result<DowngradeEnd> downgradeTarget(MapSymbols &symbols, const std::vector<std::string> &rows,
                                     std::string_view target, bool mayStopShort = false);

/// What `alembic current` lists: the rows, and where other branches end in what the rows imply. In load order.
std::vector<Index> impliedTips(const Graph &graph, const std::vector<Index> &rows);

/// What is needed for `upper` and not there below `lower`.
Result<Selection> selectUpgrade(MapSymbols &symbols, const RangeEnd &upper, const RangeEnd &lower,
                                const WalkOptions &options);
/// What has to go from what `upper` holds to get down to `lower`.
Result<Selection> selectDowngrade(MapSymbols &symbols, const RangeEnd &upper, const RangeEnd &lower,
                                  const WalkOptions &options);

} // namespace retort::revision
