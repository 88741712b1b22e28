// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <vector>

namespace retort::test
{

/// The table at a harness's end: "scenario | tried | survived | lost". A program that stopped half-way in a scenario
/// has lost it, since only survived() says otherwise.
class Tally
{
public:
    void tried(const std::string &scenario);
    void survived(const std::string &scenario);
    /// One that this machine can't make, and why: said below the table, and never counted as survived.
    void skipped(const std::string &scenario, const std::string &reason);
    /// On standard output; and, for a whole of several programs, behind the file that RETORT_FAULTS_TABLE names.
    void print() const;

private:
    struct Counts {
        int tried = 0;
        int survived = 0;
    };
    std::vector<std::string> m_order;
    std::map<std::string, Counts> m_counts;
    std::map<std::string, std::string> m_skipped;
};

} // namespace retort::test
