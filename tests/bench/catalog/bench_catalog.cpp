// SPDX-License-Identifier: GPL-3.0-or-later
// Reading the catalog of 1,000 and 10,000 tables: the engine's snapshot beside ten bulk queries through bare libpq and
// `pg_dump --schema-only`, in turns, on a server of the benchmark's own. Ends with a non-zero status where a goal is
// missed.
//
//     bench_catalog [TABLES]…
//
// RETORT_BENCH_ROUNDS: how many (5).
#include "tests/bench/measure.h"
#include "tests/bench/run/benchserver.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>

using namespace retort::bench;

namespace
{

/// Eight columns, a primary key, a foreign key, unique, check, two more indexes, two comments each.
void makeTables(const BenchServer &server, const std::string &database, int tables)
{
    server.makeEmpty(database);
    server.ask(database, R"sql(
CREATE FUNCTION make_tables(first int, last int) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
    FOR n IN first .. last LOOP
        EXECUTE format('CREATE SCHEMA IF NOT EXISTS app%s', n / 1000);
        EXECUTE format(
            'CREATE TABLE app%1$s.t%2$s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE,'
            ' parent bigint REFERENCES app%1$s.t%2$s, amount numeric(12, 2) DEFAULT 0 CHECK (amount >= 0),'
            ' made timestamptz NOT NULL DEFAULT now(), state varchar(20), note text, flags int[])', n / 1000, n);
        EXECUTE format('CREATE INDEX ON app%1$s.t%2$s (made)', n / 1000, n);
        EXECUTE format('CREATE INDEX ON app%1$s.t%2$s (state, made) WHERE state IS NOT NULL', n / 1000, n);
        EXECUTE format('COMMENT ON TABLE app%1$s.t%2$s IS ''table %2$s''', n / 1000, n);
        EXECUTE format('COMMENT ON COLUMN app%1$s.t%2$s.note IS ''what was said''', n / 1000, n);
    END LOOP;
    RETURN last;
END $$)sql");
    // A table takes about fifteen locks until its transaction ends.
    for (int first = 0; first < tables; first += 200) {
        server.ask(database, "SELECT make_tables(" + std::to_string(first) + ", "
                       + std::to_string(std::min(first + 200, tables) - 1) + ')');
    }
    server.ask(database, "DROP FUNCTION make_tables(int, int)");
    server.ask(database, "VACUUM ANALYZE");
}

int rounds()
{
    const char *value = std::getenv("RETORT_BENCH_ROUNDS");
    const int number = value ? std::atoi(value) : 0;
    return number > 0 ? number : 5;
}

/// In one program, for what is refreshed must have been read before.
double refreshRatio(const Environment &environment)
{
    const std::filesystem::path file = std::filesystem::temp_directory_path() / ("retort-refresh-" + std::to_string(::getpid()));
    static_cast<void>(runProgram({RETORT_BINARY_DIR "/tests/retort_refresh", file.string()}, environment));
    double ratio = 1e9;
    std::ifstream(file) >> ratio;
    std::filesystem::remove(file);
    return ratio;
}

bool measure(const BenchServer &server, int tables)
{
    makeTables(server, "bench", tables);
    const Environment environment = server.environment("bench");
    const std::string count = std::to_string(tables);
    const auto contender = [&](std::string name, std::vector<std::string> words) {
        return Contender{std::move(name), [&environment, words = std::move(words)] { return runProgram(words, environment); }};
    };
    const auto figures =
        compete({contender("libpq, ten queries", {RETORT_BINARY_DIR "/tests/floor_catalog"}),
                 contender("libpq, change token", {RETORT_BINARY_DIR "/tests/floor_catalog", "token"}),
                 contender("snapshot", {RETORT_BINARY_DIR "/tests/retort_snapshot", count}),
                 contender("retort snapshot", {RETORT_BINARY_DIR "/bin/retort", "--url", "postgresql:///bench", "snapshot",
                                               "--no-sizes"}),
                 contender("pg_dump --schema-only", {std::filesystem::path(server.psql()).replace_filename("pg_dump"),
                                                      "--schema-only", "-f", "/dev/null"})},
                rounds());
    printFigures("The catalog of " + count + " tables", figures);
    const auto ratio = [&](std::size_t one, std::size_t other) {
        return figures[one].milliseconds / figures[other].milliseconds;
    };
    const std::vector<Goal> goals{{"snapshot, against ten queries", ratio(2, 0), 1.2, "x libpq"},
                                  {"snapshot, against pg_dump", ratio(2, 4), 0.5, "x pg_dump"},
                                  {"refresh, against a change token", refreshRatio(environment), 1.2, "x token"},
                                  {"memory of the snapshot", figures[2].peakMiB, 300, "MiB"},
                                  {"memory of retort snapshot", figures[3].peakMiB, 300, "MiB"}};
    printGoals(goals);
    return std::all_of(goals.begin(), goals.end(), [](const Goal &goal) { return goal.value <= goal.limit; });
}

} // namespace

int main(int count, char **arguments)
{
    std::vector<int> sizes;
    for (int i = 1; i < count; ++i)
        sizes.push_back(std::max(1, std::atoi(arguments[i])));
    if (sizes.empty())
        sizes = {1'000, 10'000};
    const BenchServer server;
    bool isMet = true;
    for (const int size : sizes)
        isMet = measure(server, size) && isMet;
    return isMet ? 0 : 1;
}
