// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runevents.h"

#include <cstdint>
#include <string>
#include <vector>

namespace retort::run
{

/// What a run did to one relation, as a record keeps it.
struct RelationChange {
    enum class Kind { Added, Removed, Altered };
    Kind kind = Kind::Altered;
    std::string schema; ///< as after the run; of one that is gone, as before
    std::string name;
    std::string relation; ///< "table", "view" …
    std::string before;   ///< its definition as JSON, of whoever wrote it; empty: it wasn't there, or isn't kept
    std::string after;

    bool operator==(const RelationChange &) const = default;
};
std::string toString(RelationChange::Kind kind); ///< "added", "removed", "altered"

/// How large a relation was when a run had ended.
struct RelationSize {
    std::string schema;
    std::string name;
    bool isHypertable = false;
    std::int64_t bytes = 0;
    std::int64_t rows = -1; ///< estimated; -1: unknown

    bool operator==(const RelationSize &) const = default;
};

/// What two looks at the database, before a run and after it, have shown.
struct RunChanges {
    enum class Extent {
        Unknown, ///< there was no look before, or none after
        Names,   ///< too many relations to look at: those that came and went, by name
        All,
    };
    Extent extent = Extent::Unknown;
    std::vector<RelationChange> relations;
    std::vector<RelationSize> sizes;

    bool operator==(const RunChanges &) const = default;
};

/// One entry of all runs' changes, without the definitions.
struct RecordedChange {
    std::int64_t run = 0; ///< the journal's number
    Clock::time_point started{};
    std::string database;
    std::vector<std::string> revisions; ///< that the run carried out, in its order
    bool isUpgrade = true;
    RelationChange change;

    bool operator==(const RecordedChange &) const = default;
};

struct RecordedSize {
    std::int64_t run = 0;
    Clock::time_point started{};
    std::string database;
    RelationSize size;

    bool operator==(const RecordedSize &) const = default;
};

} // namespace retort::run
