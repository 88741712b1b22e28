// SPDX-License-Identifier: GPL-3.0-or-later
// A kept snapshot brought up to date, beside a bare change token on the same session, in turns: when nothing changed,
// and when one table did; and what it takes to open one relation, as the console does. Ends with a non-zero status where a goal is missed. The connection comes from libpq's
// environment; RETORT_BENCH_ROUNDS: how many (9). An argument is a file to write the ratio to.
#include "engine/catalog/describe.h"
#include "engine/catalog/keeper.h"
#include "tests/bench/catalog/tokensql.h"
#include "tests/bench/measure.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace retort;

namespace
{

template <typename Work>
double milliseconds(const Work &work)
{
    const auto begun = std::chrono::steady_clock::now();
    if (const auto done = work(); !done) {
        std::fputs(done.error().toString().c_str(), stderr);
        std::exit(1);
    }
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

int rounds()
{
    const char *value = std::getenv("RETORT_BENCH_ROUNDS");
    const int number = value ? std::atoi(value) : 0;
    return number > 0 ? number : 9;
}

} // namespace

int main(int count, char **arguments)
{
    auto connection = postgres::Connection::connect({});
    if (!connection) {
        std::fputs(connection.error().toString().c_str(), stderr);
        return 1;
    }
    const std::string token = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; " + tokenSql() + "; ROLLBACK";
    const auto ask = [&] { return connection->execute(token); };
    Result<catalog::SnapshotKeeper> keeper = catalog::SnapshotKeeper::take(*connection);
    if (!keeper) {
        std::fputs(keeper.error().toString().c_str(), stderr);
        return 1;
    }
    std::vector<double> taken, asked, unchanged, changed, opened;
    for (int round = 0; round < rounds(); ++round) {
        asked.push_back(milliseconds(ask));
        unchanged.push_back(milliseconds([&] { return keeper->refresh(*connection); }));
        static_cast<void>(
            connection->execute("ALTER TABLE app0.t1 ALTER note SET STATISTICS " + std::to_string(round + 10)));
        changed.push_back(milliseconds([&] { return keeper->refresh(*connection); }));
        opened.push_back(milliseconds([&] { return catalog::describe(*connection, "app0.t5"); }));
        taken.push_back(milliseconds([&] { return catalog::takeSnapshot(*connection, {{}, false, {}, std::nullopt, false}); }));
    }
    const double floor = bench::median(asked);
    std::printf("\n  change token %.1f ms; refresh, nothing changed %.1f ms; one table changed %.1f ms; snapshot anew "
                "%.1f ms\n\n",
                floor, bench::median(unchanged), bench::median(changed), bench::median(taken));
    const bench::Goal goal{"refresh when nothing changed", bench::median(unchanged) / floor, 1.2, "x change token"};
    const bench::Goal opening{"opening one relation", bench::median(opened), 50, "ms"};
    bench::printGoals({goal, opening});
    if (count > 1)
        std::ofstream(arguments[1]) << goal.value;
    return goal.value <= goal.limit && opening.value <= opening.limit ? 0 : 1;
}
