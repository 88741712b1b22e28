// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/measure.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace retort::bench {

namespace {

double inMilliseconds(const timeval &time)
{
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

[[noreturn]] void giveUp(const std::string &why)
{
    std::fprintf(stderr, "benchmark: %s\n", why.c_str());
    std::exit(1);
}

[[noreturn]] void becomeProgram(const std::vector<std::string> &words, const Environment &environment,
                                const std::filesystem::path &folder)
{
    if (!folder.empty() && ::chdir(folder.c_str()) != 0)
        ::_exit(127);
    for (const auto &[name, value] : environment)
        ::setenv(name.c_str(), value.c_str(), 1);
    const int nowhere = ::open("/dev/null", O_RDWR);
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    std::vector<char *> arguments;
    for (const std::string &word : words)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    ::_exit(127);
}

} // namespace

Sample runProgram(const std::vector<std::string> &words, const Environment &environment,
                  const std::filesystem::path &folder)
{
    const auto start = std::chrono::steady_clock::now();
    // vfork would be as quick for a large parent, but chdir and setenv between it and exec are not allowed.
    const pid_t child = ::fork();
    if (child < 0)
        giveUp(std::string("fork: ") + std::strerror(errno));
    if (child == 0)
        becomeProgram(words, environment, folder);
    int status = 0;
    rusage usage{};
    while (::wait4(child, &status, 0, &usage) < 0) {
        if (errno != EINTR)
            giveUp(std::string("wait4: ") + std::strerror(errno));
    }
    const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - start;
    Sample sample;
    sample.milliseconds = wall.count();
    sample.cpuMilliseconds = inMilliseconds(usage.ru_utime) + inMilliseconds(usage.ru_stime);
    sample.peakMiB = static_cast<double>(usage.ru_maxrss) / 1024; // getrusage(2): kilobytes
    sample.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (sample.status == 127)
        giveUp(words.front() + " can't be started");
    return sample;
}

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::vector<Figure> compete(const std::vector<Contender> &contenders, int rounds)
{
    std::vector<std::vector<Sample>> samples(contenders.size());
    for (int round = -1; round < rounds; ++round) {
        for (std::size_t i = 0; i < contenders.size(); ++i) {
            const Sample sample = contenders[i].run();
            if (sample.status != 0)
                giveUp(contenders[i].name + " ended with status " + std::to_string(sample.status));
            if (round >= 0)
                samples[i].push_back(sample);
        }
    }
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < contenders.size(); ++i) {
        std::vector<double> wall;
        std::vector<double> cpu;
        Figure figure;
        figure.name = contenders[i].name;
        for (const Sample &sample : samples[i]) {
            wall.push_back(sample.milliseconds);
            cpu.push_back(sample.cpuMilliseconds);
            figure.peakMiB = std::max(figure.peakMiB, sample.peakMiB);
        }
        figure.milliseconds = median(wall);
        figure.best = *std::min_element(wall.begin(), wall.end());
        figure.cpuMilliseconds = median(cpu);
        figures.push_back(std::move(figure));
    }
    return figures;
}

void printFigures(const std::string &title, const std::vector<Figure> &figures)
{
    std::printf("\n%s\n", title.c_str());
    std::printf("  %-42s %10s %10s %10s %10s %9s\n", "", "median ms", "best ms", "x first", "CPU ms", "peak MiB");
    for (const Figure &figure : figures) {
        std::printf("  %-42s %10.1f %10.1f %10.2f %10.1f %9.1f\n", figure.name.c_str(), figure.milliseconds,
                    figure.best, figure.milliseconds / figures.front().milliseconds, figure.cpuMilliseconds,
                    figure.peakMiB);
    }
    std::fflush(stdout);
}

void printGoals(const std::vector<Goal> &goals)
{
    std::printf("\n");
    for (const Goal &goal : goals) {
        std::printf("  %-6s %-58s %8.2f %s (goal: at most %.2f)\n", goal.value <= goal.limit ? "met" : "MISSED",
                    goal.what.c_str(), goal.value, goal.unit.c_str(), goal.limit);
    }
    std::fflush(stdout);
}

} // namespace retort::bench
