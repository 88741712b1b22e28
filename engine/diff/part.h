// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/change.h"
#include "engine/diff/end.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace retort::diff
{

/// Where kinds stand among objects that don't depend on each other; drops go the other way round.
enum class Rank {
    Schema,
    Extension,
    Type,
    Sequence,
    Routine,
    Table,
    Column,
    Default,
    SequenceOwner,
    Hypertable, ///< a table's dimensions
    Constraint,
    Index,
    Family, ///< partitions and inheritance
    View,
    ForeignKey,
    Behaviour, ///< triggers, rules, policies, statistics objects
    Timescale, ///< columnstore settings, TimescaleDB's policies and jobs
    Database,  ///< publications, event triggers, default privileges
    Contents,  ///< of continuous aggregates: filled when all else is done
};

/// Something of an object that can be set at any time without making the object anew: its comment, its privileges,
/// a column's storage.
struct Property {
    std::string name;
    std::string value;   ///< compared
    std::string initial; ///< what an object has that was just made
    std::function<std::string(const End &before)> initialIn{}; ///< … where that depends on the end it is made at
    /// The statements that change it from `before` to `value`.
    std::function<Statements(const std::string &before)> set;
    std::string isResetBy{}; ///< another property, whose change puts this one back to `initial`
    bool isResetByAny = true; ///< by any change of that one; else only where it was empty
    bool isGoneByReset = false; ///< by such a change: not to `initial`, but to nothing
    bool retypes = false;    ///< a column's type: what is built on the column can't stay while it changes
};

/// What a part needs to know to be made.
struct Making {
    const End &before; ///< the end that the script starts from
    /// Parts that come with this one as a rule, but are made on their own this time.
    std::function<bool(const ObjectId &)> isApart;
};

/// One object of one end, as the comparison sees it. Functions refer to the end's snapshot.
struct Part {
    ObjectId id;
    Rank rank = Rank::Table;
    std::string body; ///< where both ends have the same, the object itself is unchanged
    std::function<Statements(const Making &)> create;
    std::function<Statements()> drop;
    /// Leaves to the children what they have from here. Empty: there are none to leave it to.
    std::function<Statements()> dropAlone{};
    /// From a part of the same identity and another body; nothing where only a drop and a create help. May be empty.
    std::function<std::optional<Statements>(const Part &from, const End &before)> alter;
    std::vector<Property> properties;
    /// Of what may be known by its body: that, without its name. Two that have the same are one with another name.
    std::string unnamed{};
    std::function<Statements(const Part &from)> rename{};

    std::optional<ObjectId> parent; ///< goes when that one is dropped
    std::optional<ObjectId> otherParent{}; ///< … or when this one is
    bool isOnlyInherited = false;   ///< from the other parent, and neither from another one nor by its own word
    bool isInherited = false;       ///< of a column: its type follows a parent's
    bool comesWithParent = false;   ///< made by the parent's own create
    bool isSeparable = false;       ///< … but can be made on its own where a cycle wants it
    bool holdsTypes = false;        ///< must go while a column that it uses changes its type
    bool holdsData = false;         ///< dropped late, and only where the other end has none
    /// What stays different although it differs, a sentence each; `from`: nothing where it is new.
    std::function<std::vector<std::string>(const Part *from)> notes{};
    std::vector<ObjectId> needs;    ///< beyond what the catalog records
    std::vector<std::string> names; ///< that no two objects may have at one time
    /// Of a type that columns use: moves the old one out of the way, so that the columns can change over to the new
    /// one, and then drops it.
    std::optional<Statements> moveAway;
    Statements dropMoved{};
    std::function<Statements(const End &before)> takeOver{}; ///< fills a new table from the old one that was moved away
};
using Parts = std::vector<Part>;

/// Quoted where SQL needs it.
std::string quoted(const std::string &name);
Statements statement(std::string sql, std::vector<Risk> risks = {});
/// CREATE … as CREATE OR REPLACE ….
std::string replacing(std::string create);

} // namespace retort::diff
