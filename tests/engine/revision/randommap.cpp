// SPDX-License-Identifier: GPL-3.0-or-later
#include "randommap.h"

#include <algorithm>
#include <cstdio>

namespace retort::test {

namespace {

std::string randomId(RandomNumbers &random)
{
    char text[13];
    std::snprintf(text, sizeof text, "%012llx", static_cast<unsigned long long>(random.next() >> 16));
    return text;
}

/// Grows lines from their ends, revision by revision.
class Grower
{
public:
    Grower(const MapShape &shape, RandomNumbers &random) : m_shape(shape), m_random(random) {}

    std::vector<revision::Revision> grow()
    {
        m_revisions.reserve(m_shape.revisions);
        while (m_revisions.size() < m_shape.revisions)
            add();
        return std::move(m_revisions);
    }

private:
    void add()
    {
        revision::Revision revision;
        revision.id = randomId(m_random);
        revision.message = "revision " + std::to_string(m_revisions.size());
        chooseParents(revision);
        if (!m_revisions.empty() && m_random.chance(m_shape.dependencyChance)) {
            for (std::size_t count = 1 + m_random.below(3); count > 0; --count)
                addDependency(revision);
        }
        if (m_random.chance(m_shape.labelChance * (revision.downRevisions.empty() ? 3 : 1)))
            revision.labels.push_back("label_" + std::to_string(m_revisions.size()));
        m_revisions.push_back(std::move(revision));
    }

    void chooseParents(revision::Revision &revision)
    {
        const std::size_t own = m_revisions.size();
        const bool hasRoom = m_ends.size() < static_cast<std::size_t>(m_shape.lines);
        if (m_ends.empty() || (hasRoom && m_random.chance(m_shape.rootChance))) {
            m_ends.push_back(own);
            return;
        }
        const std::size_t line = m_random.below(m_ends.size());
        if (hasRoom && m_random.chance(m_shape.oldForkChance)) {
            revision.downRevisions.push_back(m_revisions[m_random.below(own)].id);
            m_ends.push_back(own);
            return;
        }
        revision.downRevisions.push_back(m_revisions[m_ends[line]].id);
        if (hasRoom && m_random.chance(m_shape.forkChance)) {
            m_ends.push_back(own);
            return;
        }
        if (m_ends.size() > 1 && m_random.chance(m_shape.mergeChance)) {
            const std::size_t other = (line + 1 + m_random.below(m_ends.size() - 1)) % m_ends.size();
            if (m_ends[other] != m_ends[line]) {
                revision.downRevisions.push_back(m_revisions[m_ends[other]].id);
                m_ends[line] = own;
                m_ends.erase(m_ends.begin() + static_cast<std::ptrdiff_t>(other));
                return;
            }
        }
        m_ends[line] = own;
    }

    void addDependency(revision::Revision &revision)
    {
        const std::size_t reach = m_shape.dependencyReach == 0 ? m_revisions.size()
                                                               : std::min(m_shape.dependencyReach, m_revisions.size());
        const revision::Revision &other = m_revisions[m_revisions.size() - 1 - m_random.below(reach)];
        const bool byLabel = !other.labels.empty() && m_random.chance(50);
        const std::string &name = byLabel ? other.labels.front() : other.id;
        if (std::find(revision.dependsOn.begin(), revision.dependsOn.end(), name) == revision.dependsOn.end())
            revision.dependsOn.push_back(name);
    }

    const MapShape &m_shape;
    RandomNumbers &m_random;
    std::vector<revision::Revision> m_revisions;
    std::vector<std::size_t> m_ends;
};

} // namespace

std::uint64_t RandomNumbers::next()
{
    std::uint64_t z = (m_state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

std::vector<revision::Revision> randomProject(const MapShape &shape, RandomNumbers &random)
{
    return Grower(shape, random).grow();
}

} // namespace retort::test
