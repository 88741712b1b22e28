// SPDX-License-Identifier: GPL-3.0-or-later
// What a call of the command line costs, start and connection included: `current` and an `upgrade` with nothing to do
// as ratios to a bare libpq program that connects and makes two queries; `history` of ever more revisions, as a ratio
// to reading the beginning of as many files. Ends with a non-zero status where a goal is missed.
#include "tests/bench/cli/benchproject.h"

#include <algorithm>
#include <array>
#include <cstdio>

using namespace retort;
using bench::BenchProject;
using bench::Contender;
using bench::Figure;
using bench::Goal;

namespace
{

constexpr const char *programPath = RETORT_BINARY_DIR "/bin/retort";
constexpr const char *floorPath = RETORT_BINARY_DIR "/tests/floor_noop";
constexpr const char *readFilesPath = RETORT_BINARY_DIR "/tests/floor_readfiles";
constexpr int rounds = 21;

Contender contender(const BenchProject &project, std::string name, std::vector<std::string> words)
{
    return {std::move(name), [&project, words = std::move(words)] {
                return bench::runProgram(words, project.environment(), project.folder());
            }};
}

void measureStart(const BenchProject &project, std::size_t size, double goal, std::vector<Goal> &goals)
{
    const std::string title = std::to_string(size) + " revisions, all applied";
    const std::vector<Figure> figures =
        bench::compete({contender(project, "libpq: connect, two queries", {floorPath}),
                        contender(project, "retort --version", {programPath, "--version"}),
                        contender(project, "retort current", {programPath, "current"}),
                        contender(project, "retort upgrade heads", {programPath, "upgrade", "heads"})},
                       rounds);
    bench::printFigures(title, figures);
    const double floor = figures.front().milliseconds;
    goals.push_back({"current, " + title, figures[2].milliseconds / floor, goal, "x floor"});
    goals.push_back({"upgrade, nothing to do, " + title, figures[3].milliseconds / floor, goal, "x floor"});
    goals.push_back({"peak memory, " + title, figures[3].peakMiB, 20, "MiB"});
}

/// The time of `history`.
double measureHistory(const BenchProject &project, std::size_t size, double goal, std::vector<Goal> &goals)
{
    const std::string title = "history of " + std::to_string(size);
    const std::vector<Figure> figures =
        bench::compete({contender(project, "read so many files", {readFilesPath, "versions"}),
                        contender(project, "retort history", {programPath, "history"}),
                        contender(project, "retort heads", {programPath, "heads"}),
                        contender(project, "retort --json history", {programPath, "--json", "history"})},
                       size > 50'000 ? 5 : 11);
    bench::printFigures(title, figures);
    goals.push_back({title, figures[1].milliseconds / figures.front().milliseconds, goal, "x floor"});
    return figures[1].milliseconds;
}

} // namespace

int main()
{
    sandbox::Options options;
    options.throwAway = true;
    options.withTimescale = false;
    const auto server = sandbox::Sandbox::open(options);
    if (!server) {
        std::fprintf(stderr, "benchmark: %s\n", server.error().toString().c_str());
        return 1;
    }
    std::vector<Goal> goals;
    {
        const BenchProject hundred(*server, 100);
        measureStart(hundred, 100, 1.6, goals);
    }
    const BenchProject thousand(*server, 1'000);
    measureStart(thousand, 1'000, 2, goals);
    // The goals are milliseconds on a quiet machine, over what the floor took there.
    measureHistory(thousand, 1'000, 25.0 / 4, goals);
    double before = 0;
    {
        const BenchProject tenThousand(*server, 10'000);
        before = measureHistory(tenThousand, 10'000, 90.0 / 27, goals);
    }
    const BenchProject hundredThousand(*server, 100'000);
    const double after = measureHistory(hundredThousand, 100'000, 800.0 / 255, goals);
    goals.push_back({"history, from 10,000 to 100,000", after / before, 12, "x the time"});
    bench::printGoals(goals);
    const bool isGood =
        std::all_of(goals.begin(), goals.end(), [](const Goal &goal) { return goal.value <= goal.limit; });
    return isGood ? 0 : 1;
}
