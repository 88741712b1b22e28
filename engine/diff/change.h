// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/dependency.h"

#include <string>
#include <vector>

/// Two catalogs in, an ordered list of changes out. Pure: no I/O, no server; any thread.
namespace retort::diff
{

using catalog::ObjectId;

/// What a statement may cost.
struct Risk {
    enum class Kind {
        DataLoss,      ///< rows or values are gone, and no downgrade brings them back
        Rewrite,       ///< the whole table is written anew under an exclusive lock
        Scan,          ///< the whole table is read under its lock
        ExclusiveLock, ///< ACCESS EXCLUSIVE, for a moment: readers wait
        WriteLock,     ///< SHARE or SHARE ROW EXCLUSIVE while it works: writers wait
        MayFail,       ///< it depends on the rows that are there
    };
    Kind kind = Kind::DataLoss;
    std::string reason; ///< a sentence
    bool operator==(const Risk &) const = default;
};
std::string toString(Risk::Kind kind); ///< "data-loss", "rewrite" …

/// How a statement stands in the transaction of the script.
enum class Boundary {
    Inside,
    CommittedFirst, ///< may stand in a transaction, but what follows needs it committed (manual, ALTER TYPE … ADD VALUE)
    Outside,        ///< no transaction takes it
};

struct Statement {
    std::string sql; ///< without its semicolon
    Boundary boundary = Boundary::Inside;
    std::vector<Risk> risks{};
    bool operator==(const Statement &) const = default;
};
using Statements = std::vector<Statement>;

/// How sure it is that the object is then as it should be.
enum class Certainty {
    Sure,
    Partial, ///< something of the object stays different; `reason` says what
};

/// One step on one object. A re-created object has two, a drop and a create, each in its own place.
struct Change {
    enum class What { Create, Alter, Drop };
    ObjectId object;
    What what = What::Create;
    std::string reason; ///< where it isn't plain: "its column app.users.mail changes its type"
    Statements statements;
    Certainty certainty = Certainty::Sure;
    bool operator==(const Change &) const = default;
};
std::string toString(Change::What what); ///< "create", "alter", "drop"

} // namespace retort::diff
