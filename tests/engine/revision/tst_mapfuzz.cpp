// SPDX-License-Identifier: GPL-3.0-or-later
// Random projects against what must hold on any project. RETORT_FUZZ_SEED chooses the first, RETORT_FUZZ_ROUNDS how
// many; without the latter the test runs for some seconds. What fails is made small before it is shown.
#include "engine/base/text.h"
#include "engine/revision/branchbinding.h"
#include "lanecheck.h"
#include "mapmodel.h"
#include "randommap.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace retort;
using namespace retort::revision;
using namespace retort::test;

namespace {

constexpr qint64 FuzzMilliseconds = 2000;

/// One made-up project and what is asked of it. Both follow from numbers, so a failure can be repeated.
class Trial
{
public:
    Trial(const std::vector<Revision> &revisions, std::uint64_t choices) : m_random(choices)
    {
        auto built = RevisionMap::build(revisions);
        if (built)
            m_map = std::move(*built);
        else
            m_fault = "the map is refused: " + built.error().toString();
    }

    std::string fault()
    {
        if (!m_fault.empty() || m_map.isEmpty())
            return m_fault;
        for (const auto &check : {&Trial::checkOrder, &Trial::checkFullRound, &Trial::checkUpgrades,
                                  &Trial::checkDowngrades, &Trial::checkStamps, &Trial::checkNames,
                                  &Trial::checkRanges, &Trial::checkLanes, &Trial::checkBindings}) {
            (this->*check)();
            if (!m_fault.empty())
                return m_fault;
        }
        return {};
    }

private:
    using Ids = MapModel::Ids;

    void complain(const std::string &what)
    {
        if (m_fault.empty())
            m_fault = what;
    }

    std::string anyId() { return m_map.at(static_cast<Index>(m_random.below(m_map.size()))).id; }

    /// A plan that must succeed and be sound.
    bool accept(const std::string &what, const Result<Plan> &plan)
    {
        if (!plan) {
            complain(what + " is refused: " + plan.error().code + ": " + plan.error().message);
            return false;
        }
        const std::string fault = m_model.faultsOf(*plan);
        if (!fault.empty())
            complain(what + ": " + fault);
        return fault.empty();
    }

    void checkOrder()
    {
        const std::vector<Index> order = m_map.historyOrder();
        Ids seen;
        for (const Index index : order) {
            const Ids children = m_model.childrenOf(m_map.at(index).id);
            if (!std::includes(seen.begin(), seen.end(), children.begin(), children.end()))
                complain("history lists " + m_map.at(index).id + " before what stands on it");
            seen.insert(m_map.at(index).id);
        }
        if (seen.size() != m_map.size() || order.size() != m_map.size())
            complain("history does not list each revision once");
    }

    void checkFullRound()
    {
        const auto up = m_map.planUpgrade({}, "heads");
        if (!accept("upgrade heads", up))
            return;
        std::vector<std::string> heads = m_map.effectiveHeads();
        std::sort(heads.begin(), heads.end());
        if (up->to != heads || up->steps.size() != m_map.size())
            complain("upgrade heads does not end at the effective heads");
        const auto down = m_map.planDowngrade(up->to, "base");
        if (accept("downgrade base", down) && (!down->to.empty() || down->steps.size() != m_map.size()))
            complain("downgrade base leaves something");
    }

    /// Some way up from nothing, one random target after the other.
    void checkUpgrades()
    {
        for (int i = 0; i < 4; ++i) {
            const std::string target = anyId();
            const auto plan = m_map.planUpgrade(m_rows, target);
            if (!accept("upgrade " + target, plan))
                return;
            if (!m_model.appliedAfter(*plan).contains(target))
                complain("upgrade " + target + " does not reach it");
            const auto again = m_map.planUpgrade(plan->to, target);
            if (accept("upgrade " + target + " again", again) && !again->isEmpty())
                complain("upgrade " + target + " twice does something");
            m_rows = plan->to;
        }
    }

    void checkDowngrades()
    {
        const Ids applied = m_model.ancestorsOf({m_rows.begin(), m_rows.end()});
        for (int i = 0; i < 4; ++i) {
            auto chosen = applied.begin();
            std::advance(chosen, static_cast<std::ptrdiff_t>(m_random.below(applied.size())));
            Ids above;
            for (const Index child : m_map.nextOf(*m_map.find(*chosen)))
                above.insert(m_map.at(child).id);
            Ids expected = applied;
            for (const std::string &gone : m_model.descendantsOf(above))
                expected.erase(gone);
            const auto plan = m_map.planDowngrade(m_rows, *chosen);
            const bool isRow = std::find(m_rows.begin(), m_rows.end(), *chosen) != m_rows.end();
            if (expected == applied && !isRow) {
                // Only a dependency of something: Alembic has nothing to drop there, and says so.
                if (plan || plan.error().code != "range-not-ancestor")
                    complain("downgrade " + *chosen + " should have nothing to drop");
                continue;
            }
            if (!accept("downgrade " + *chosen, plan))
                return;
            if (m_model.appliedAfter(*plan) != expected)
                complain("downgrade " + *chosen + " does not end there");
            checkWayBack(*plan, *chosen);
        }
    }

    /// What a downgrade took away an upgrade to the old rows brings back.
    void checkWayBack(const Plan &down, const std::string &target)
    {
        std::vector<std::string> rows = down.to;
        if (Ids(rows.begin(), rows.end()) != m_model.tipsOf(m_model.appliedAfter(down)))
            return; // redundant rows: Alembic refuses to upgrade from those
        for (const std::string &row : m_rows) {
            const auto plan = m_map.planUpgrade(rows, row);
            if (!accept("upgrade " + row + " after downgrade " + target, plan))
                return;
            rows = plan->to;
        }
        if (rows != m_rows)
            complain("upgrading after downgrade " + target + " does not end at the old rows");
    }

    void checkStamps()
    {
        const std::string target = anyId();
        const auto plan = m_map.planStamp(m_rows, {target});
        if (!plan) {
            // Some rows above and some below the target: nothing sensible to do.
            if (plan.error().code != "overlapping-revisions")
                complain("stamp " + target + " is refused: " + plan.error().message);
            return;
        }
        if (std::find(plan->to.begin(), plan->to.end(), target) == plan->to.end())
            complain("stamp " + target + " does not write it");
        const auto purged = m_map.planStamp(m_rows, {target}, true);
        if (!purged || purged->to != std::vector<std::string>{target})
            complain("stamp --purge " + target + " leaves something else");
    }

    void checkNames()
    {
        const std::string id = anyId();
        const auto found = m_map.resolve(id);
        if (!found || *found != std::vector<std::string>{id})
            complain(id + " does not resolve to itself");
        const auto prefixed = m_map.resolve(id.substr(0, 8));
        if (!prefixed || *prefixed != std::vector<std::string>{id})
            complain(id + "'s first characters do not resolve to it");
        const auto below = m_map.resolveOne(id + "@" + id);
        if (!below || *below != id)
            complain(id + " is not in its own lineage");
    }

    void checkRanges()
    {
        const std::string start = anyId();
        const auto above = m_map.history(start + ":");
        if (!above) {
            // Alembic can't list a range that leads through a dependency and back.
            if (above.error().code != "range-not-ancestor")
                complain("history " + start + ": is refused: " + above.error().message);
            return;
        }
        Ids expected;
        std::vector<Index> open{*m_map.find(start)};
        while (!open.empty()) {
            const Index index = open.back();
            open.pop_back();
            if (expected.insert(m_map.at(index).id).second)
                open.insert(open.end(), m_map.nextOf(index).begin(), m_map.nextOf(index).end());
        }
        if (Ids(above->begin(), above->end()) != expected || above->size() != expected.size())
            complain("history " + start + ": is not what descends from it");
        Ids seen;
        for (const std::string &id : *above) {
            for (const std::string &child : m_model.childrenOf(id)) {
                if (expected.contains(child) && !seen.contains(child))
                    complain("history " + start + ": lists " + id + " before " + child);
            }
            seen.insert(id);
        }
    }

    void checkLanes()
    {
        const std::vector<Index> order = m_map.historyOrder();
        const std::string whole = laneFaults(m_map, LaneLayout(m_map, order));
        if (!whole.empty())
            complain("lanes: " + whole);
        std::vector<Index> some;
        for (const Index index : order) {
            if (m_random.chance(60))
                some.push_back(index);
        }
        const std::string part = laneFaults(m_map, LaneLayout(m_map, some));
        if (!part.empty())
            complain("lanes of some rows: " + part);
    }

    void checkBindings()
    {
        for (const auto &[label, carrier] : m_map.labels()) {
            const BranchBinding binding(m_map, "db", label);
            if (!binding.owns(carrier))
                complain(label + " does not own its own revision");
            const auto plan = binding.planUpgrade({}, "heads");
            if (!plan) {
                if (plan.error().code != "wrong-branch")
                    complain("upgrade " + label + "@heads is refused: " + plan.error().message);
                continue;
            }
            if (!accept("upgrade " + label + "@heads", plan))
                continue;
            if (!binding.isAtHead(plan->to) || !binding.pending(plan->to).empty())
                complain(label + " is not at its heads after an upgrade");
            if (binding.pending({}).size() != plan->steps.size())
                complain(label + " has other pending revisions than its plan");
        }
    }

    RandomNumbers m_random;
    RevisionMap m_map;
    MapModel m_model{m_map};
    std::vector<std::string> m_rows;
    std::string m_fault;
};

MapShape randomShape(RandomNumbers &random)
{
    static constexpr std::size_t Sizes[] = {1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 30};
    MapShape shape;
    shape.revisions = Sizes[random.below(std::size(Sizes))];
    shape.lines = static_cast<int>(1 + random.below(6));
    shape.rootChance = static_cast<int>(random.below(30));
    shape.forkChance = static_cast<int>(random.below(40));
    shape.oldForkChance = static_cast<int>(random.below(40));
    shape.mergeChance = static_cast<int>(random.below(50));
    shape.dependencyChance = random.chance(60) ? static_cast<int>(random.below(40)) : 0;
    shape.labelChance = random.chance(60) ? static_cast<int>(random.below(30)) : 0;
    return shape;
}

/// The project without one revision: what stood on it stands on its parents.
std::vector<Revision> without(const std::vector<Revision> &revisions, std::size_t position)
{
    const Revision &gone = revisions[position];
    const auto isGone = [&](const std::string &name) {
        return name == gone.id || std::find(gone.labels.begin(), gone.labels.end(), name) != gone.labels.end();
    };
    std::vector<Revision> rest;
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        if (i == position)
            continue;
        Revision revision = revisions[i];
        std::erase_if(revision.dependsOn, isGone);
        if (std::erase_if(revision.downRevisions, isGone) > 0) {
            for (const std::string &parent : gone.downRevisions) {
                if (std::find(revision.downRevisions.begin(), revision.downRevisions.end(), parent)
                    == revision.downRevisions.end()) {
                    revision.downRevisions.push_back(parent);
                }
            }
        }
        rest.push_back(std::move(revision));
    }
    return rest;
}

/// Takes away what is not needed to fail: revisions, then relations and labels.
std::vector<Revision> shrunk(std::vector<Revision> revisions,
                             const std::function<bool(const std::vector<Revision> &)> &fails)
{
    bool isSmaller = true;
    const auto attempt = [&](std::vector<Revision> smaller) {
        if (!fails(smaller))
            return false;
        revisions = std::move(smaller);
        isSmaller = true;
        return true;
    };
    while (isSmaller) {
        isSmaller = false;
        for (std::size_t i = revisions.size(); i-- > 0;) {
            if (attempt(without(revisions, i)))
                continue;
            for (auto list : {&Revision::dependsOn, &Revision::labels, &Revision::downRevisions}) {
                for (std::size_t j = (revisions[i].*list).size(); j-- > 0;) {
                    std::vector<Revision> smaller = revisions;
                    auto &items = smaller[i].*list;
                    items.erase(items.begin() + static_cast<std::ptrdiff_t>(j));
                    attempt(std::move(smaller));
                }
            }
        }
    }
    return revisions;
}

std::string shown(const std::vector<Revision> &revisions)
{
    std::string lines;
    for (const Revision &revision : revisions) {
        lines += "   " + text::join(revision.downRevisions, " + ") + " -> " + revision.id;
        if (!revision.dependsOn.empty())
            lines += " (" + text::join(revision.dependsOn, ", ") + ")";
        if (!revision.labels.empty())
            lines += " [" + text::join(revision.labels, ", ") + "]";
        lines += "\n";
    }
    return lines;
}

std::uint64_t numberFromEnvironment(const char *name, std::uint64_t otherwise)
{
    bool isNumber = false;
    const auto number = qEnvironmentVariable(name).toULongLong(&isNumber);
    return isNumber ? number : otherwise;
}

} // namespace

class TestMapFuzz : public QObject
{
    Q_OBJECT

private slots:
    void holdsOnRandomProjects();
    void shrinksToTheCause();
    void noticesBrokenPlans_data();
    void noticesBrokenPlans();
};

void TestMapFuzz::holdsOnRandomProjects()
{
    const std::uint64_t first = numberFromEnvironment("RETORT_FUZZ_SEED", 20261124);
    const std::uint64_t rounds = numberFromEnvironment("RETORT_FUZZ_ROUNDS", 0);
    qInfo("RETORT_FUZZ_SEED=%llu", static_cast<unsigned long long>(first));
    QElapsedTimer timer;
    timer.start();
    std::uint64_t round = 0;
    for (; rounds > 0 ? round < rounds : timer.elapsed() < FuzzMilliseconds; ++round) {
        const std::uint64_t seed = first + round;
        RandomNumbers random(seed);
        const std::vector<Revision> revisions = randomProject(randomShape(random), random);
        const std::string fault = Trial(revisions, seed).fault();
        if (fault.empty())
            continue;
        const bool isMap = RevisionMap::build(revisions).isOk();
        const auto small = shrunk(revisions, [&](const auto &tried) {
            return RevisionMap::build(tried).isOk() == isMap && !Trial(tried, seed).fault().empty();
        });
        QFAIL(("RETORT_FUZZ_SEED=" + std::to_string(seed) + " RETORT_FUZZ_ROUNDS=1 fails: " + fault
               + "\n   made small: " + Trial(small, seed).fault() + "\n" + shown(small))
                  .c_str());
    }
    qInfo("%llu projects", static_cast<unsigned long long>(round));
    QVERIFY(round > 20 || rounds > 0);
}

void TestMapFuzz::shrinksToTheCause()
{
    RandomNumbers random(5);
    const auto revisions = randomProject({.revisions = 30, .lines = 4, .forkChance = 20, .mergeChance = 40}, random);
    const auto hasMerge = [](const std::vector<Revision> &tried) {
        return std::any_of(tried.begin(), tried.end(), [](const Revision &r) { return r.downRevisions.size() > 1; })
            && RevisionMap::build(tried).isOk();
    };
    QVERIFY(hasMerge(revisions));
    QCOMPARE(shrunk(revisions, hasMerge).size(), std::size_t{3});
}

void TestMapFuzz::noticesBrokenPlans_data()
{
    // The model must see what it is there for.
    QTest::addColumn<int>("damage");
    QTest::newRow("steps out of order") << 0;
    QTest::newRow("a step left out") << 1;
    QTest::newRow("a wrong row added") << 2;
    QTest::newRow("a row not removed") << 3;
    QTest::newRow("a wrong end") << 4;
}

void TestMapFuzz::noticesBrokenPlans()
{
    QFETCH(int, damage);
    RandomNumbers random(3);
    const auto map = RevisionMap::build(randomProject({.revisions = 6}, random));
    QVERIFY(map.isOk());
    auto plan = map->planUpgrade({}, "heads");
    QVERIFY(plan.isOk());
    const MapModel model(*map);
    QCOMPARE(model.faultsOf(*plan), std::string());
    switch (damage) {
    case 0: std::swap(plan->steps[1], plan->steps[2]); break;
    case 1: plan->steps.erase(plan->steps.begin() + 2); break;
    case 2: plan->steps[3].change.added = {plan->steps[0].revision}; break;
    case 3: plan->steps[3].change.removed.clear(); break;
    default: plan->to = {plan->steps[0].revision}; break;
    }
    QVERIFY(!model.faultsOf(*plan).empty());
}

QTEST_APPLESS_MAIN(TestMapFuzz)
#include "tst_mapfuzz.moc"
