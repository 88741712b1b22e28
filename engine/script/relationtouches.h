// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/script/revisionfile.h"

#include <compare>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace retort::script
{

/// A relation as a statement names it.
struct TouchedRelation {
    std::string schema; ///< empty where the statement names none
    std::string name;

    auto operator<=>(const TouchedRelation &) const = default;
};

/// What a series of statements has to do with relations.
struct RelationTouches {
    /// Created, altered, renamed (both names), dropped, indexed, written to, given a trigger, a policy, a rule, rights
    /// or a comment. Indexes and sequences that a statement names are relations as well; temporary tables are none.
    std::set<TouchedRelation> relations;
    /// The tables of the indexes that are created, by the index: DROP INDEX doesn't name them.
    std::map<TouchedRelation, TouchedRelation> tableOfIndex;

    bool operator==(const RelationTouches &) const = default;
};

/// Adds what a statement touches: by PostgreSQL's own parser, without a server. Of a DO block all its statements,
/// whatever its conditions; of TimescaleDB's functions (create_hypertable, add_retention_policy …) the relation that
/// they are given. Relations that are only read or referenced aren't touched; what a called function, a trigger or a
/// CASCADE does is not seen. A statement that can't be parsed touches nothing.
void addTouches(std::string_view statement, RelationTouches &touches);

/// Of a whole section. Reads the file in pieces; blocks.
/// Errors: those of StatementReader; what was found before is lost then.
Result<RelationTouches> touchesOf(const std::filesystem::path &path, const Section &section);

} // namespace retort::script
