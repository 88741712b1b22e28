// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/downgradewarnings.h"

#include "engine/base/text.h"
#include "engine/revision/wording.h"

#include <algorithm>

namespace retort::revision {

namespace {

class Collateral
{
public:
    Collateral(const RevisionMap &map, const Plan &plan) : m_map(map), m_goes(map.size(), false)
    {
        for (const Step &step : plan.steps) {
            m_steps.push_back(*map.find(step.revision));
            m_goes[static_cast<std::size_t>(m_steps.back())] = true;
        }
    }

    /// "Undoes the merge d of b and c: c stays applied".
    std::vector<std::string> merges() const
    {
        std::vector<std::string> warnings;
        for (const Index index : m_steps) {
            if (!m_map.isMergePoint(index))
                continue;
            std::vector<std::string> going;
            std::vector<std::string> staying;
            for (const Index parent : m_map.downOf(index))
                (goes(parent) ? going : staying).push_back(m_map.at(parent).id);
            std::string warning = "Undoes " + m_map.at(index).id + ", the merge of "
                + text::join(m_map.at(index).downRevisions, " and ");
            if (!going.empty())
                warning += "; " + wording::listed(going) + (going.size() > 1 ? " go as well" : " goes as well");
            if (!staying.empty())
                warning += "; " + wording::listed(staying) + (staying.size() > 1 ? " stay applied" : " stays applied");
            warnings.push_back(std::move(warning));
        }
        return warnings;
    }

    /// "e goes as well, since it depends on c".
    std::vector<std::string> dependents() const
    {
        std::vector<std::string> warnings;
        for (const Index index : m_steps) {
            std::vector<std::string> causes;
            for (const Index dependency : m_map.dependenciesOf(index)) {
                if (goes(dependency))
                    causes.push_back(m_map.at(dependency).id);
            }
            const auto parents = m_map.downOf(index);
            const bool goesAnyway = std::any_of(parents.begin(), parents.end(), [this](Index i) { return goes(i); });
            if (!causes.empty() && !goesAnyway)
                warnings.push_back(m_map.at(index).id + " goes as well, with all above it, since it depends on "
                                   + wording::listed(causes));
        }
        return warnings;
    }

private:
    bool goes(Index index) const { return m_goes[static_cast<std::size_t>(index)]; }

    const RevisionMap &m_map;
    std::vector<Index> m_steps;
    std::vector<bool> m_goes;
};

} // namespace

void addDowngradeWarnings(const RevisionMap &map, Plan &plan)
{
    const Collateral collateral(map, plan);
    for (std::vector<std::string> warnings : {collateral.merges(), collateral.dependents()})
        plan.warnings.insert(plan.warnings.end(), warnings.begin(), warnings.end());
}

} // namespace retort::revision
