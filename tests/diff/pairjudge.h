// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"
#include "tests/diff/pairfile.h"
#include "tests/support/postgresfixture.h"

#include <functional>
#include <memory>
#include <string>

namespace retort::test
{

/// What the tool under test says about two databases.
struct Scripts {
    std::string up;
    std::string down;
    std::string error; ///< why there is none
};
using DiffStep = std::function<Scripts(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to)>;

/// How a pair came out, by pg_dump's word and not ours.
struct Verdict {
    bool hasToolError = false;
    bool isUp = false;         ///< after `up`, the one database is as the other
    bool isDown = false;       ///< after `down`, it is as it was
    bool hasLostData = false;  ///< rows, values or a sequence's number that both ends should have
    bool isQuietAfter = false; ///< a second comparison has nothing to say
    bool isQuiet = false;      ///< it had nothing to say where nothing was to be done
    std::string details;       ///< scripts, messages and differences, for whoever mends it

    bool isPerfect() const { return isUp && isDown && !hasToolError && !hasLostData && isQuietAfter && isQuiet; }
    std::string toString() const; ///< one line: "up, down" or what is wrong
};

/// Makes both ends of a pair as the superuser, and lets a tool change the one into the other and back. Keeps two
/// databases and empties them from pair to pair. One thread; any number of judges at a time.
class PairJudge
{
public:
    explicit PairJudge(DiffStep diff);
    Verdict judge(const SchemaPair &pair);

private:
    const ScratchDatabase &make(std::unique_ptr<ScratchDatabase> &database, const SchemaPair &pair,
                                const std::string &script);

    DiffStep m_diff;
    std::unique_ptr<ScratchDatabase> m_from;
    std::unique_ptr<ScratchDatabase> m_to;
};

/// Roles that the pairs speak of: pair_owner, pair_reader, pair_writer. Once, before the first pair.
void makePairRoles();

/// retort's own comparison.
Scripts diffByRetort(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to);

} // namespace retort::test
