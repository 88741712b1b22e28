// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/tally.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace retort::test
{

void Tally::tried(const std::string &scenario)
{
    if (!m_counts.contains(scenario))
        m_order.push_back(scenario);
    ++m_counts[scenario].tried;
}

void Tally::survived(const std::string &scenario)
{
    ++m_counts[scenario].survived;
}

void Tally::skipped(const std::string &scenario, const std::string &reason)
{
    m_skipped[scenario] = reason;
}

void Tally::print() const
{
    std::size_t width = 8;
    for (const std::string &scenario : m_order)
        width = std::max(width, scenario.size());
    const auto columns = static_cast<int>(width);
    std::printf("\n%-*s | %6s | %8s | %4s\n", columns, "scenario", "tried", "survived", "lost");
    for (const std::string &scenario : m_order) {
        const Counts &counts = m_counts.at(scenario);
        std::printf("%-*s | %6d | %8d | %4d\n", columns, scenario.c_str(), counts.tried, counts.survived,
                    counts.tried - counts.survived);
    }
    for (const auto &[scenario, reason] : m_skipped)
        std::printf("NOT TRIED: %s: %s\n", scenario.c_str(), reason.c_str());
    std::fflush(stdout);

    const char *file = std::getenv("RETORT_FAULTS_TABLE");
    if (!file)
        return;
    std::ofstream table(file, std::ios::app);
    for (const std::string &scenario : m_order) {
        const Counts &counts = m_counts.at(scenario);
        table << scenario << '\t' << counts.tried << '\t' << counts.survived << '\n';
    }
    for (const auto &[scenario, reason] : m_skipped)
        table << scenario << "\tskipped\t" << reason << '\n';
}

} // namespace retort::test
