// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/pairjudge.h"

#include "tests/diff/dumptext.h"
#include "tests/diff/emptying.h"
#include "tests/diff/survivors.h"
#include "tests/support/clientprograms.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QtGlobal>

#include <sstream>

namespace retort::test
{

namespace
{

postgres::Connection connectTo(const ScratchDatabase &database)
{
    auto connection = postgres::Connection::connect(database.superuserSettings(), {}, "retort test");
    if (!connection)
        qFatal("%s", describe(connection.error()).c_str());
    return *std::move(connection);
}

/// A hypertable is no table to pg_dump; what TimescaleDB adds is told by its own views.
std::string portraitOf(const SchemaPair &pair, const ScratchDatabase &database)
{
    if (!pair.needsTimescale)
        return normalizedDump(pgDump(database.superuserSettings(), {"--schema-only"}));
    const std::string dump =
        pgDump(database.superuserSettings(), {"--schema-only", "--exclude-schema=_timescaledb_internal"});
    auto connection = connectTo(database);
    return normalizedDump(withoutTimescaleNumbers(dump)) + timescalePortrait(connection);
}

bool saysNothing(const std::string &script)
{
    std::istringstream lines(script);
    for (std::string line; std::getline(lines, line);) {
        if (line.find_first_not_of(" \t\r") != std::string::npos && !line.starts_with("--"))
            return false;
    }
    return true;
}

void add(Verdict &verdict, const std::string &title, const std::string &text)
{
    if (!text.empty())
        verdict.details += "==== " + title + "\n" + text + (text.ends_with('\n') ? "" : "\n");
}

/// True when it ran.
bool apply(Verdict &verdict, const ScratchDatabase &database, const std::string &way, const std::string &script)
{
    add(verdict, way, script.empty() ? "-- nothing" : script);
    const std::string failure = psqlFailure(database.superuserSettings(), script);
    add(verdict, way + " failed", failure);
    return failure.empty();
}

} // namespace

std::string Verdict::toString() const
{
    std::string words = hasToolError ? "tool error" : isUp ? "up" : "not up";
    if (isUp)
        words += isDown ? ", down" : ", not down";
    if (hasLostData)
        words += ", lost data";
    if (isUp && !isQuietAfter)
        words += ", differs again";
    if (!isQuiet)
        words += ", noise";
    return words;
}

PairJudge::PairJudge(DiffStep diff)
    : m_diff(std::move(diff))
{
}

const ScratchDatabase &PairJudge::make(std::unique_ptr<ScratchDatabase> &database, const SchemaPair &pair,
                                       const std::string &script)
{
    // TimescaleDB wants a database that never had it.
    if (database) {
        auto connection = connectTo(*database);
        if (pair.needsTimescale || !emptyDatabase(connection))
            database.reset();
    }
    if (!database)
        database = std::make_unique<ScratchDatabase>();
    // Statement by statement, since continuous aggregates are filled outside of transactions.
    if (pair.needsTimescale) {
        // Policies begin to work by themselves, and what drops a table meanwhile may meet them in a deadlock.
        const std::string quiet = script + R"(
;DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
        PERFORM _timescaledb_functions.stop_background_workers();
    END IF;
END $$;)";
        if (const std::string failure = psqlFailure(database->superuserSettings(), quiet); !failure.empty())
            qFatal("%s is no valid pair: %s", pair.name.c_str(), failure.c_str());
        return *database;
    }
    auto connection = connectTo(*database);
    if (const auto made = connection.execute(script); !made)
        qFatal("%s is no valid pair: %s", pair.name.c_str(), describe(made.error()).c_str());
    return *database;
}

Verdict PairJudge::judge(const SchemaPair &pair)
{
    Verdict verdict;
    const ScratchDatabase &from = make(m_from, pair, pair.from);
    const ScratchDatabase &to = make(m_to, pair, pair.to);
    const std::string wantedUp = portraitOf(pair, to);
    const std::string wantedDown = portraitOf(pair, from);
    const Survivors survivors(from.superuserSettings(), to.superuserSettings(), pair.changedColumns);
    const auto before = survivors.read(from.superuserSettings());

    const Scripts scripts = m_diff(from.superuserSettings(), to.superuserSettings());
    verdict.hasToolError = !scripts.error.empty();
    add(verdict, "tool error", scripts.error);
    verdict.isQuiet = wantedUp != wantedDown || saysNothing(scripts.up);
    if (verdict.hasToolError)
        return verdict;

    if (apply(verdict, from, "up", scripts.up)) {
        const std::string difference = differenceOf(portraitOf(pair, from), wantedUp);
        verdict.isUp = difference.empty();
        add(verdict, "- after up, + wanted", difference);
    }
    std::string losses = lossesBetween(before, survivors.read(from.superuserSettings()));
    add(verdict, "lost by up", losses);
    verdict.hasLostData = !losses.empty();
    if (!verdict.isUp)
        return verdict;

    const Scripts second = m_diff(from.superuserSettings(), to.superuserSettings());
    verdict.isQuietAfter = second.error.empty() && saysNothing(second.up) && saysNothing(second.down);
    if (!verdict.isQuietAfter)
        add(verdict, "second up", second.up + second.error);

    if (apply(verdict, from, "down", scripts.down)) {
        const std::string difference = differenceOf(portraitOf(pair, from), wantedDown);
        verdict.isDown = difference.empty();
        add(verdict, "- after down, + wanted", difference);
    }
    losses = lossesBetween(before, survivors.read(from.superuserSettings()));
    add(verdict, "lost by down", losses);
    verdict.hasLostData = verdict.hasLostData || !losses.empty();
    return verdict;
}

void makePairRoles()
{
    const ScratchDatabase database;
    const std::string failure = psqlFailure(database.superuserSettings(), R"(
SELECT 'CREATE ROLE ' || role FROM unnest('{pair_owner,pair_reader,pair_writer}'::name[]) role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
)");
    if (!failure.empty())
        qFatal("%s", failure.c_str());
}

} // namespace retort::test
