// SPDX-License-Identifier: GPL-3.0-or-later
// From exec to the console's first paint, and to the first paint of a graph with its rows, as ratios to a program with
// an empty QMainWindow. The furnished one stands there to compare with. The project's servers are a closed port: a
// start waits for none. QT_QPA_PLATFORM and DISPLAY say where (`./dev bench` makes a virtual screen); without them it is
// Qt's offscreen platform, on which the empty window, having no text, is spared the fonts that every desktop loads.
// Ends with a non-zero status where a goal is missed.
#include "tests/bench/measure.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

using namespace retort;

namespace {

constexpr const char *floorPath = RETORT_BINARY_DIR "/tests/floor_window";
constexpr const char *consolePath = RETORT_BINARY_DIR "/tests/start_console";
constexpr const char *projectPath = RETORT_SOURCE_DIR "/migrations";
constexpr int rounds = 21;
constexpr double most = 2.0; ///< times the empty window
constexpr const char *nowhere = "postgresql://nobody:none@127.0.0.1:1/none";

} // namespace

int main()
{
    if (!std::getenv("QT_QPA_PLATFORM"))
        ::setenv("QT_QPA_PLATFORM", "offscreen", 1);
    const std::filesystem::path home = std::filesystem::temp_directory_path() / "retort-bench-start";
    const bench::Environment environment = {{"POSTGRES_URL", nowhere},
                                            {"TIMESCALE_URL", nowhere},
                                            {"XDG_CONFIG_HOME", home.string()},
                                            {"XDG_STATE_HOME", home.string()}};
    const auto contender = [&](std::string name, std::vector<std::string> words) {
        return bench::Contender{std::move(name), [words = std::move(words), environment] {
                                    return bench::runProgram(words, environment);
                                }};
    };
    const auto figures = bench::compete({contender("empty QMainWindow", {floorPath}),
                                         contender("furnished QMainWindow", {floorPath, "furnished"}),
                                         contender("console, first paint", {consolePath, "window", projectPath}),
                                         contender("console, first painted graph", {consolePath, "graph", projectPath})},
                                        rounds);
    std::filesystem::remove_all(home);
    bench::printFigures("From exec to paint", figures);
    const double empty = figures[0].milliseconds;
    const std::vector<bench::Goal> goals = {
        {"first paint", figures[2].milliseconds / empty, most, "x empty QMainWindow"},
        {"first painted graph", figures[3].milliseconds / empty, most, "x empty QMainWindow"},
    };
    bench::printGoals(goals);
    return std::all_of(goals.begin(), goals.end(), [](const bench::Goal &goal) { return goal.value <= goal.limit; })
        ? EXIT_SUCCESS
        : EXIT_FAILURE;
}
