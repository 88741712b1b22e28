// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

/// What the benchmarks share: running a program and taking its time, rounds that alternate between contenders so
/// that the machine's moods hit all alike, medians, and a table of ratios with the goal beside each.
namespace retort::bench {

struct Sample {
    double milliseconds = 0; ///< wall clock, fork to exit
    double cpuMilliseconds = 0;
    double peakMiB = 0;
    int status = 0;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

/// Runs it with its output thrown away. `folder`: working directory. Ends the benchmark when it can't be started.
Sample runProgram(const std::vector<std::string> &words, const Environment &environment = {},
                  const std::filesystem::path &folder = {});

struct Contender {
    std::string name;
    std::function<Sample()> run;
};

struct Figure {
    std::string name;
    double milliseconds = 0; ///< median
    double best = 0;
    double cpuMilliseconds = 0; ///< median
    double peakMiB = 0;         ///< the most of all rounds
};

/// One warm-up, then `rounds` rounds, each running every contender once. Ends the benchmark when one fails.
std::vector<Figure> compete(const std::vector<Contender> &contenders, int rounds);

double median(std::vector<double> values);

/// A goal is met, or it isn't; both are said.
struct Goal {
    std::string what;
    double value = 0;
    double limit = 0;
    std::string unit; ///< "x floor", "ms", "MiB"
};

void printFigures(const std::string &title, const std::vector<Figure> &figures);
void printGoals(const std::vector<Goal> &goals);

} // namespace retort::bench
