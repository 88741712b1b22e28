// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revision.h"

#include <cstddef>
#include <cstdint>
#include <vector>

/// Made-up projects for tests and benchmarks; the same seed gives the same project on every machine.
namespace retort::test {

/// What a random project is like. Chances are per revision, in percent.
struct MapShape {
    std::size_t revisions = 20;
    int lines = 1;            ///< lines that grow side by side at most
    int rootChance = 0;       ///< a new base
    int forkChance = 0;       ///< a new line from some line's end
    int oldForkChance = 0;    ///< a new line from any revision
    int mergeChance = 0;      ///< joins two lines
    int dependencyChance = 0; ///< one to three dependencies on older revisions
    std::size_t dependencyReach = 0; ///< how far back they go at most; 0: to the first revision
    int labelChance = 0;      ///< a label on a revision; bases get one more often
};

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere, unlike the standard distributions.
class RandomNumbers
{
public:
    explicit RandomNumbers(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next();
    /// 0 … limit − 1.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }

private:
    std::uint64_t m_state;
};

/// Parents come before children. Ids are 12 hexadecimal digits.
std::vector<revision::Revision> randomProject(const MapShape &shape, RandomNumbers &random);

} // namespace retort::test
