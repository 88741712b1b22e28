// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace retort::script
{

/// What a statement that runs outside a transaction leaves in the catalog, so that a later run can find out whether it
/// was done. By PostgreSQL's own grammar.
struct StatementEffect {
    enum class Kind {
        Unknown,     ///< nothing tells afterwards: a procedure that commits, a subscription …
        Repeatable,  ///< once more does no harm: VACUUM, REINDEX, ALTER SYSTEM, a refresh …
        BuildsIndex, ///< an index, made in steps of their own, that a failure leaves INVALID
        DropsIndexes,
        RebuildsIndexes, ///< REINDEX CONCURRENTLY, whose failure leaves INVALID copies
        DetachesPartition,
        CreatesDatabase,
        DropsDatabase,
        CreatesTablespace,
        DropsTablespace,
    };
    Kind kind = Kind::Unknown;
    /// Quoted names, with the schema where the statement names one: of the indexes that are dropped, the partition,
    /// the database, the tablespace, what REINDEX names (empty: a whole schema or database). Of an index that is built
    /// its bare name, unquoted, empty where the server makes one up.
    std::vector<std::string> names;
    std::string table;          ///< quoted: of an index that is built, of a partition that goes
    bool ofTable = false;       ///< RebuildsIndexes: the name is a table's
    bool onlyIfMissing = false; ///< IF NOT EXISTS
    bool byChunk = false;       ///< TimescaleDB's transaction_per_chunk

    const std::string &name() const;
};

/// Errors: syntax-error.
Result<StatementEffect> statementEffect(std::string_view statement);
/// Whether it runs a procedure or an anonymous block, which may end transactions of its own: CALL, DO. Without parsing.
bool mayEndTransactions(std::string_view statement);

} // namespace retort::script
