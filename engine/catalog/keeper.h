// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/snapshot.h"
#include "engine/postgres/connection.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace retort::catalog
{

/// A database's definitions, without sizes and dependencies, kept and brought up to date: what didn't change is not
/// read again. A refreshed snapshot is the same as a new one, but for the time it was taken at. Value; one thread at a
/// time.
///
/// Whether anything changed is told by versions of catalog rows (xmin and ctid), in the transaction that reads; which
/// relations changed, by the versions of the rows that belong to each. What only refers to a changed relation (views,
/// foreign keys, partitions) is read again with it, for the server prints names as they are now. A change to what any
/// definition may name (schemas, types, functions, roles, the search path …) has everything read again.
class SnapshotKeeper
{
public:
    /// `ours`: as in SnapshotOptions. Errors: those of the connection.
    static Result<SnapshotKeeper> take(postgres::Connection &connection, std::vector<std::string> ours = {});

    const Snapshot &snapshot() const { return m_snapshot; }

    struct Refreshed {
        bool isUnchanged = false;       ///< one query said so
        bool isAllNew = false;          ///< everything was read again
        std::vector<RelationName> read; ///< else these were, new ones among them
        Snapshot before;                ///< as it was until now; empty where it is unchanged
    };
    /// After an error the snapshot is the one from before. Errors: those of the connection.
    Result<Refreshed> refresh(postgres::Connection &connection);

    /// How all rows of the catalog stood, in groups by what a change in them means.
    struct Token {
        std::string relations; ///< rows that belong to a relation
        std::string names;     ///< what any definition may name
        std::string timescale; ///< TimescaleDB's own tables
        std::string objects;   ///< what no relation's definition names
        bool operator==(const Token &) const = default;
    };

private:
    Snapshot m_snapshot;
    std::vector<std::string> m_ours;
    Token m_token;
    std::unordered_map<std::uint32_t, std::int64_t> m_stamps; ///< of each relation's rows
};

} // namespace retort::catalog
