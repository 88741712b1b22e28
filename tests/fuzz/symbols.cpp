// SPDX-License-Identifier: GPL-3.0-or-later
// Targets, ranges and symbols against a map. The input is a revision a line, "id:parents:labels:depends on", a line
// "?", then a question a line: "row row: target".
#include "engine/base/text.h"
#include "engine/revision/branchbinding.h"
#include "engine/revision/revisionmap.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace retort::fuzz
{

namespace
{

using namespace revision;
using Names = std::vector<std::string>;

constexpr std::size_t mostRevisions = 24;
constexpr std::size_t mostQuestions = 4;

Names namesIn(std::string_view text, char separator)
{
    Names names;
    for (const std::string_view name : text::split(text, separator)) {
        if (!name.empty())
            names.emplace_back(name);
    }
    return names;
}

std::vector<Revision> revisionsIn(std::string_view text)
{
    std::vector<Revision> revisions;
    for (const std::string_view line : text::split(text, '\n')) {
        const auto fields = text::split(line, ':');
        if (line.empty() || revisions.size() == mostRevisions)
            continue;
        Revision revision;
        revision.id = fields[0];
        if (fields.size() > 1)
            revision.downRevisions = namesIn(fields[1], ',');
        if (fields.size() > 2)
            revision.labels = namesIn(fields[2], ',');
        if (fields.size() > 3)
            revision.dependsOn = namesIn(fields[3], ',');
        revision.file = revision.id + ".sql";
        revisions.push_back(std::move(revision));
    }
    return revisions;
}

template <typename T>
void checkAnswer(const Result<T> &answer)
{
    if (!answer)
        checkError(answer.error(), {});
}

/// What is asked of one map, and what must hold of its answers.
class Questions
{
public:
    explicit Questions(const RevisionMap &map)
        : m_map(map)
    {
    }

    void ask(const Names &rows, std::string_view target) const
    {
        askMap(rows, target);
        const auto labels = m_map.labels();
        askBinding(BranchBinding(m_map, "one", {}), rows, target);
        if (!labels.empty()) {
            askBinding(BranchBinding(m_map, "one", labels.front().first, {{labels.back().first, "two"}}), rows, target);
        }
    }

private:
    void checkIds(const Result<Names> &ids) const
    {
        checkAnswer(ids);
        if (!ids)
            return;
        for (const std::string &id : *ids)
            holds(m_map.find(id).has_value(), "an answer names revisions of the map: " + id);
    }

    void checkHistory(const Result<Names> &ids) const
    {
        checkIds(ids);
        if (ids)
            holds(std::set<std::string>(ids->begin(), ids->end()).size() == ids->size(),
                  "a history names each revision once");
    }

    /// The rows, taken through the plan's changes, are what the plan says.
    void checkPlan(const Result<Plan> &plan) const
    {
        checkAnswer(plan);
        if (!plan)
            return;
        std::multiset<std::string> rows(plan->from.begin(), plan->from.end());
        for (const Step &step : plan->steps) {
            holds(step.revision.empty() || m_map.find(step.revision).has_value(),
                  "a step is a revision of the map: " + step.revision);
            for (const std::string &row : step.change.removed)
                rows.erase(row);
            rows.insert(step.change.added.begin(), step.change.added.end());
            holds(step.rowsAfter.list() == Names(rows.begin(), rows.end()), "a step leaves the rows that it says");
        }
        if (!plan->steps.empty())
            holds(plan->to == Names(rows.begin(), rows.end()), "a plan ends with the rows that it says");
    }

    void askMap(const Names &rows, std::string_view target) const
    {
        checkIds(m_map.resolve(target, rows));
        checkAnswer(m_map.resolveEach(target));
        checkAnswer(m_map.resolveOne(target));
        checkHistory(m_map.history(target, rows));
        const std::size_t colon = target.find(':');
        for (const bool isInclusive : {false, true}) {
            WalkOptions options;
            options.inclusive = options.implicitBase = isInclusive;
            options.selectForDowngrade = !isInclusive;
            checkHistory(m_map.iterate(target.substr(0, colon),
                                       colon == std::string_view::npos ? "base" : target.substr(colon + 1), options));
        }
        checkAnswer(m_map.upgradeTargets(rows, target));
        checkAnswer(m_map.downgradeTarget(rows, target));
        checkPlan(m_map.planUpgrade(rows, target));
        checkPlan(m_map.planDowngrade(rows, target));
        checkPlan(m_map.planOffline(Direction::Upgrade, target));
        checkPlan(m_map.planOffline(Direction::Downgrade, target));
        const Names targets = namesIn(target, ' ');
        checkPlan(m_map.planStamp(rows, targets));
        checkPlan(m_map.planStamp(rows, targets, true));
        checkPlan(m_map.planOfflineStamp(targets));
        checkIds(m_map.resolveCurrent(rows));
        holds(m_map.appliedSet(rows).size() == m_map.size(), "the applied set is as large as the map");
        m_map.currentTips(rows);
        m_map.rowsAreHeads(rows);
        m_map.unknownRows(rows);
    }

    void askBinding(const BranchBinding &binding, const Names &rows, std::string_view target) const
    {
        checkAnswer(binding.validate());
        checkAnswer(binding.checkRows(rows));
        checkIds(binding.resolve(target, rows));
        checkAnswer(binding.resolveOne(target));
        checkAnswer(binding.history(target, rows));
        checkIds(binding.pending(rows));
        binding.isAtHead(rows);
        for (const bool isForced : {false, true}) {
            checkPlan(binding.planUpgrade(rows, target, isForced));
            checkPlan(binding.planDowngrade(rows, target, isForced));
            checkPlan(binding.planStamp(rows, namesIn(target, ' '), false, isForced));
            checkPlan(binding.planOffline(Direction::Upgrade, target, isForced));
            checkPlan(binding.planOffline(Direction::Downgrade, target, isForced));
            checkPlan(binding.planOfflineStamp(namesIn(target, ' '), isForced));
        }
    }

    const RevisionMap &m_map;
};

void checkMap(const RevisionMap &map)
{
    const auto order = map.historyOrder();
    holds(order.size() == map.size(), "the history holds every revision once");
    for (const Index index : order) {
        holds(!map.displayHistoryLine(index).empty(), "a revision has its line in the history");
        map.displayHeadLine(index);
    }
}

} // namespace

void symbols(std::string_view input)
{
    const auto [drawn, questions] = cutAtLine(input, "?");
    auto revisions = revisionsIn(drawn);
    const auto map = RevisionMap::build(std::move(revisions));
    if (!map) {
        checkError(map.error(), {});
        return;
    }
    checkMap(*map);
    std::size_t asked = 0;
    for (const std::string_view line : text::split(questions, '\n')) {
        if (++asked > mostQuestions)
            break;
        const std::size_t cut = line.find(": ");
        const bool hasRows = cut != std::string_view::npos;
        Questions(*map).ask(hasRows ? namesIn(line.substr(0, cut), ' ') : Names(),
                            hasRows ? line.substr(cut + 2) : line);
    }
}

} // namespace retort::fuzz
