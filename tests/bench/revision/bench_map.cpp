// SPDX-License-Identifier: GPL-3.0-or-later
// CPU milliseconds of the revision map's work at 1,000, 10,000 and 100,000 revisions, best of several rounds, and by
// how much ten times the revisions cost more. Ends with a non-zero status where a goal is missed.
#include "engine/revision/lanes.h"
#include "engine/revision/revisionmap.h"
#include "tests/engine/revision/randommap.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <malloc.h>
#include <string>
#include <vector>

using namespace retort;

namespace {

constexpr std::array<std::size_t, 3> Sizes{1'000, 10'000, 100'000};
constexpr double GrowthGoal = 12;
constexpr double MemoryGoal = 50;

double cpuMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

double allocatedMiB()
{
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd) / 1048576;
}

struct Scene {
    const char *name;
    test::MapShape shape;
    bool isTypical; ///< the growth goal counts
};

/// Best of five; `prepare` is not counted.
double best(const std::function<void()> &prepare, const std::function<void()> &work)
{
    double result = 1e9;
    for (int round = 0; round < 5; ++round) {
        prepare();
        const double start = cpuMilliseconds();
        work();
        result = std::min(result, cpuMilliseconds() - start);
    }
    return result;
}

struct Measure {
    const char *name;
    double goal; ///< milliseconds for 100,000
    std::array<double, Sizes.size()> times{};
};

[[noreturn]] void fail(const Error &error)
{
    std::fprintf(stderr, "error: %s\n", error.toString().c_str());
    std::exit(1);
}

std::vector<Measure> measure(const Scene &scene)
{
    std::vector<Measure> measures{{"build", 100}, {"history order", 50}, {"history -r middle:", 50},
                                  {"upgrade heads", 50}, {"upgrade from the middle", 50}, {"downgrade base", 50},
                                  {"downgrade -1", 50}, {"stamp heads", 50}, {"lanes", 60}};
    for (std::size_t size = 0; size < Sizes.size(); ++size) {
        test::MapShape shape = scene.shape;
        shape.revisions = Sizes[size];
        test::RandomNumbers random(7);
        const auto revisions = test::randomProject(shape, random);
        revision::RevisionMap map;
        std::vector<revision::Revision> copy;
        std::size_t at = 0;
        const auto note = [&](double milliseconds) { measures[at++].times[size] = milliseconds; };
        const auto need = [](const auto &result) {
            if (!result)
                fail(result.error());
        };

        note(best([&] { copy = revisions; map = {}; }, [&] {
            auto built = revision::RevisionMap::build(std::move(copy));
            need(built);
            map = std::move(*built);
        }));
        std::vector<revision::Index> order;
        note(best([&] { order.clear(); }, [&] { order = map.historyOrder(); }));
        const std::string middle = map.at(order[order.size() / 2]).id;
        note(best([] {}, [&] { need(map.history(middle + ":")); }));
        note(best([] {}, [&] { need(map.planUpgrade({}, "heads")); }));
        const auto half = map.planUpgrade({}, middle);
        need(half);
        note(best([] {}, [&] { need(map.planUpgrade(half->to, "heads")); }));
        const std::vector<std::string> top = map.effectiveHeads();
        note(best([] {}, [&] { need(map.planDowngrade(top, "base")); }));
        note(best([] {}, [&] { (void)map.planDowngrade({top.front()}, "-1"); }));
        note(best([] {}, [&] { need(map.planStamp(half->to, {"heads"})); }));
        note(best([] {}, [&] { const revision::LaneLayout layout(map, order); }));
    }
    return measures;
}

/// What a map and its layout hold, beside the revisions' own text.
double layoutMiB(const Scene &scene)
{
    test::MapShape shape = scene.shape;
    shape.revisions = Sizes.back();
    test::RandomNumbers random(7);
    auto revisions = test::randomProject(shape, random);
    const double before = allocatedMiB();
    const auto map = revision::RevisionMap::build(std::move(revisions));
    if (!map)
        fail(map.error());
    const revision::LaneLayout layout(*map, map->historyOrder());
    std::printf("  lanes: %d\n", layout.laneCount());
    return allocatedMiB() - before;
}

bool report(const Scene &scene)
{
    std::printf("%s\n  %-26s %9s %9s %9s %7s %7s   goal\n", scene.name, "CPU ms", "1,000", "10,000", "100,000", "x",
                "x");
    const double memory = layoutMiB(scene);
    std::vector<Measure> measures = measure(scene);
    Measure all{"all of these", 0};
    for (const Measure &item : measures) {
        all.goal += item.goal;
        for (std::size_t size = 0; size < Sizes.size(); ++size)
            all.times[size] += item.times[size];
    }
    measures.push_back(all);
    bool isGood = memory <= MemoryGoal;
    for (const Measure &item : measures) {
        const auto &times = item.times;
        const bool isFast = times[2] <= item.goal;
        isGood = isGood && isFast;
        std::printf("  %-26s %9.2f %9.2f %9.2f %7.1f %7.1f   <= %.0f ms%s\n", item.name, times[0], times[1], times[2],
                    times[1] / times[0], times[2] / times[1], item.goal, isFast ? "" : "   MISSED");
    }
    const double growth = all.times[2] / all.times[1];
    std::printf("  ten times the revisions: %.1f times the work%s\n", growth,
                scene.isTypical ? growth <= GrowthGoal ? " (goal 12)" : " (goal 12)   MISSED" : "");
    std::printf("  map and lanes: %.1f MiB beside the revisions (goal 50)\n", memory);
    return isGood && (!scene.isTypical || growth <= GrowthGoal);
}

} // namespace

int main()
{
    const std::array<Scene, 4> scenes{{
        {"one line", {.lines = 1}, true},
        {"17 lines with forks and merges", {.lines = 17, .forkChance = 8, .mergeChance = 8}, true},
        {"six lines with dependencies",
         {.lines = 6, .rootChance = 10, .forkChance = 5, .mergeChance = 2, .dependencyChance = 1,
          .dependencyReach = 200},
         true},
        {"hard: dependencies and forks anywhere back",
         {.lines = 17, .rootChance = 10, .oldForkChance = 1, .mergeChance = 2, .dependencyChance = 5, .labelChance = 1},
         false},
    }};
    bool isGood = true;
    for (const Scene &scene : scenes)
        isGood = report(scene) && isGood;
    return isGood ? 0 : 1;
}
