// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenemap.h"

using namespace retort;
using namespace retort::revision;
using namespace retort::test;

namespace {

const char *const Line = "a -> b -> c -> d";
const char *const Fork = "a -> b, b -> c1, b -> c2, c1 + c2 -> m";
const char *const Guide = "p1 [postgres] -> p2 -> p3, t1 [timescale] -> t2 -> t3";
const char *const Depends = "p1 [postgres] -> p2 -> p3, t1 [timescale] -> t2 (p2) -> t3";

} // namespace

class TestPlans : public QObject
{
    Q_OBJECT

private slots:
    void plans_data();
    void plans();
    void refuses_data();
    void refuses();
    void stamps_data();
    void stamps();
    void plansOffline_data();
    void plansOffline();
    void plansOfflineStamps_data();
    void plansOfflineStamps();
    void warnsOfAnAmbiguousDowngrade();
    void completesWhereOneParentLiesBelowAnother();
    void keepsRowsForEveryStep();
    void comparesRows();
};

void TestPlans::plans_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<bool>("up");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("steps");
    const auto up = [](const char *name, const char *scene, const char *current, const char *target,
                       const char *steps) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << true << std::string(target)
                            << std::string(steps);
    };
    const auto down = [](const char *name, const char *scene, const char *current, const char *target,
                         const char *steps) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << false << std::string(target)
                            << std::string(steps);
    };
    up("from nothing", Line, "", "head", "a: +a; b: -a +b; c: -b +c; d: -c +d");
    up("from the middle", Line, "b", "head", "c: -b +c; d: -c +d");
    up("nothing to do", Line, "d", "head", "");
    up("to what is applied", Line, "d", "b", "");
    up("two steps", Line, "b", "+2", "c: -b +c; d: -c +d");
    up("two above an id", Line, "", "a+2", "a: +a; b: -a +b; c: -b +c");
    up("one below an id", Line, "", "c-1", "a: +a; b: -a +b");
    up("a fork and its merge", Fork, "", "head", "a: +a; b: -a +b; c2: -b +c2; c1: +c1; m: -c1 -c2 +m");
    up("one side of a fork", Fork, "b", "c1", "c1: -b +c1");
    up("the other side", Fork, "c1", "c2", "c2: +c2");
    up("branches beside each other", Guide, "p1", "heads",
       "t1: +t1; t2: -t1 +t2; t3: -t2 +t3; p2: -p1 +p2; p3: -p2 +p3");
    up("one branch", Guide, "p1", "timescale@head", "t1: +t1; t2: -t1 +t2; t3: -t2 +t3");
    up("one step on a branch", Guide, "p1 t1", "timescale@+1", "t2: -t1 +t2");
    up("with what it depends on", Depends, "", "timescale@head",
       "p1: +p1; p2: -p1 +p2; t1: +t1; t2: -t1 -p2 +t2; t3: -t2 +t3");
    up("a dependency consumed earlier", Depends, "t3", "postgres@head", "p3: +p3");

    down("one step", Line, "d", "-1", "d: -d +c");
    down("to an id", Line, "d", "b", "d: -d +c; c: -c +b");
    down("to nothing", Line, "c", "base", "c: -c +b; b: -b +a; a: -a");
    down("nothing to do", Line, "b", "b", "");
    down("from a merge", Fork, "m", "c1", "m: -m +c1 +c2");
    down("below a fork", Fork, "m", "b", "m: -m +c1 +c2; c1: -c1; c2: -c2 +b");
    down("one side", Fork, "c1 c2", "c1@-1", "c1: -c1");
    down("one branch", Guide, "p3 t3", "timescale@base", "t3: -t3 +t2; t2: -t2 +t1; t1: -t1");
    down("one step on a branch", Guide, "p3 t3", "postgres@-1", "p3: -p3 +p2");
    down("dependants go as well", Depends, "t3", "p1", "t3: -t3 +t2; t2: -t2 +t1 +p2; p2: -p2 +p1");
    down("what was depended on stays", Depends, "t3", "timescale@base", "t3: -t3 +t2; t2: -t2 +t1 +p2; t1: -t1");
}

void TestPlans::plans()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(bool, up);
    QFETCH(std::string, target);
    QFETCH(std::string, steps);
    const RevisionMap map = mapOf(scene);
    const auto rows = words(current);
    const auto plan = up ? map.planUpgrade(rows, target) : map.planDowngrade(rows, target);
    VERIFY_OK(plan);
    QCOMPARE(stepsText(*plan), steps);
    QCOMPARE(plan->target, target);
    QCOMPARE(plan->direction, up ? Direction::Upgrade : Direction::Downgrade);
    QCOMPARE(plan->to, plan->isEmpty() ? plan->from : plan->steps.back().rowsAfter.list());
}

void TestPlans::refuses_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<bool>("up");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("code");
    const auto row = [](const char *name, const char *scene, const char *current, bool up, const char *target,
                        const char *code) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << up << std::string(target)
                            << std::string(code);
    };
    row("several heads", Guide, "", true, "head", "multiple-heads");
    row("a range", Line, "", true, "a:c", "range-not-allowed");
    row("too far up", Line, "c", true, "+2", "relative-out-of-range");
    row("too far above an id", Line, "", true, "c+2", "relative-out-of-range");
    row("no step up", Line, "a", true, "+0", "relative-out-of-range");
    row("up by a negative number", Line, "c", true, "-1", "relative-out-of-range");
    row("a fork in the way", Fork, "a", true, "+2", "ambiguous-walk");
    row("several rows to start from", Guide, "p1 t1", true, "+1", "ambiguous-upgrade");
    row("an unknown target", Line, "", true, "gone", "unknown-revision");
    row("an unknown row", Line, "gone", true, "head", "unknown-revision");
    row("rows above each other", Line, "a c", true, "head", "overlapping-revisions");
    row("too far down", Line, "b", false, "-3", "relative-out-of-range");
    row("down from nothing", Line, "", false, "-1", "relative-out-of-range");
    row("down to what is not applied", Line, "b", false, "d", "range-not-ancestor");
    row("down from a merge by number", Fork, "m", false, "-1", "ambiguous-walk");
    row("down a branch with two rows", Fork, "c1 c2", false, "b@-1", "ambiguous-downgrade");
    row("down a branch without a row", Guide, "p1", false, "timescale@-1", "relative-out-of-range");
}

void TestPlans::refuses()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(bool, up);
    QFETCH(std::string, target);
    QFETCH(std::string, code);
    const RevisionMap map = mapOf(scene);
    const auto plan = up ? map.planUpgrade(words(current), target) : map.planDowngrade(words(current), target);
    VERIFY_ERROR(plan, code);
    QVERIFY(!plan.error().message.empty());
    QVERIFY(!plan.error().hint.empty());
    QCOMPARE(plan.error().status, ExitStatus::Failed);
}

void TestPlans::stamps_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<std::string>("targets");
    QTest::addColumn<bool>("purge");
    QTest::addColumn<std::string>("steps"); // or a code
    const auto row = [](const char *name, const char *scene, const char *current, const char *targets, bool purge,
                        const char *steps) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << std::string(targets) << purge
                            << std::string(steps);
    };
    row("an empty table", Line, "", "head", false, "*: +d");
    row("up", Line, "a", "head", false, "*: -a +d");
    row("down", Line, "d", "b", false, "*: -d +b");
    row("the same", Line, "b", "b", false, "");
    row("nothing left", Line, "b", "base", false, "*: -b");
    row("another branch", Guide, "p2", "t1", false, "*: +t1");
    row("several branches", Guide, "", "p1 t2", false, "*: +p1; *: +t2");
    row("a merge", Fork, "c1 c2", "m", false, "*: -c1 -c2 +m");
    row("one branch away", Guide, "p2 t2", "timescale@base", false, "*: -t2");
    row("purged", Guide, "p2 t2", "t1", true, "*: -p2; *: -t2; *: +t1");
    row("purged of what nobody knows", Line, "gone", "b", true, "*: -gone; *: +b");
    row("the same target twice", Line, "", "b b", false, "*: +b");
    row("two targets on one line", Line, "c", "a b", false, "row-mismatch");
    row("an unknown row", Line, "gone", "b", false, "unknown-revision");
}

void TestPlans::stamps()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(std::string, targets);
    QFETCH(bool, purge);
    QFETCH(std::string, steps);
    const auto plan = mapOf(scene).planStamp(words(current), words(targets), purge);
    QCOMPARE(plan ? stepsText(*plan) : plan.error().code, steps);
}

void TestPlans::plansOffline_data()
{
    QTest::addColumn<bool>("up");
    QTest::addColumn<std::string>("range");
    QTest::addColumn<std::string>("from");
    QTest::addColumn<std::string>("steps"); // or a code
    const auto row = [](bool up, const char *range, const char *from, const char *steps) {
        QTest::newRow(range) << up << std::string(range) << std::string(from) << std::string(steps);
    };
    row(true, "b", "", "a: +a; b: -a +b");
    row(true, "b:d", "b", "c: -b +c; d: -c +d");
    row(true, "base:a", "", "a: +a");
    row(true, "b:+1", "b", "c: -b +c");
    row(false, "d:c", "d", "d: -d +c");
    row(false, "b:base", "b", "b: -b +a; a: -a");
    row(false, "c", "", "bad-range");
    row(true, "a:b:c", "", "bad-range");
    row(true, ":b", "", "unknown-revision");
    row(true, "gone:b", "", "unknown-revision");
}

void TestPlans::plansOffline()
{
    QFETCH(bool, up);
    QFETCH(std::string, range);
    QFETCH(std::string, from);
    QFETCH(std::string, steps);
    const auto plan = mapOf(Line).planOffline(up ? Direction::Upgrade : Direction::Downgrade, range);
    QCOMPARE(plan ? stepsText(*plan) : plan.error().code, steps);
    if (plan)
        QCOMPARE(plan->from, words(from));
}

void TestPlans::plansOfflineStamps_data()
{
    QTest::addColumn<std::string>("targets");
    QTest::addColumn<std::string>("steps"); // or a code
    QTest::newRow("no start") << std::string("b") << std::string("*: +b");
    QTest::newRow("a start") << std::string("a:c") << std::string("*: -a +c");
    QTest::newRow("two starts") << std::string("a:c b:d") << std::string("bad-range");
}

void TestPlans::plansOfflineStamps()
{
    QFETCH(std::string, targets);
    QFETCH(std::string, steps);
    const auto plan = mapOf(Line).planOfflineStamp(words(targets));
    QCOMPARE(plan ? stepsText(*plan) : plan.error().code, steps);
}

void TestPlans::warnsOfAnAmbiguousDowngrade()
{
    const auto plan = mapOf(Guide).planDowngrade({"t2", "p2"}, "-1");
    VERIFY_OK(plan);
    QCOMPARE(stepsText(*plan), std::string("t2: -t2 +t1")); // the first row that the table gave
    QCOMPARE(plan->warnings.size(), std::size_t{1});
    QVERIFY(plan->warnings.front().find("t2, p2") != std::string::npos);
}

void TestPlans::completesWhereOneParentLiesBelowAnother()
{
    // Alembic's merge of m tries to delete the row of p1, which p2 replaced, and dies.
    const auto plan = mapOf("p1 -> p2, x, x -> m (p1, p2)").planUpgrade({}, "m");
    VERIFY_OK(plan);
    QCOMPARE(plan->to, words("m"));
}

void TestPlans::keepsRowsForEveryStep()
{
    // Long enough for several full lists within the trace.
    std::string scene = "r0";
    for (int i = 1; i <= 1500; ++i)
        scene.append(" -> r").append(std::to_string(i));
    scene += ", side";
    const auto plan = mapOf(scene).planUpgrade({"side"}, "heads");
    VERIFY_OK(plan);
    QCOMPARE(plan->steps.size(), std::size_t{1501});
    for (std::size_t i = 0; i < plan->steps.size(); ++i) {
        const std::string row = "r" + std::to_string(i);
        QCOMPARE(plan->steps[i].rowsAfter.list(), (std::vector<std::string>{row, "side"}));
    }
}

void TestPlans::comparesRows()
{
    const RevisionMap map = mapOf(Line);
    const auto one = map.planUpgrade({}, "head");
    const auto other = map.planUpgrade({}, "head");
    VERIFY_OK(one);
    VERIFY_OK(other);
    QVERIFY(*one == *other);
    QVERIFY(one->steps[0].rowsAfter == StepRows(std::vector<std::string>{"a"}));
    QVERIFY(!(one->steps[0].rowsAfter == one->steps[1].rowsAfter));
    QVERIFY(StepRows().list().empty());
    QCOMPARE(StepRows({"b", "a", "b"}).list(), words("a b"));
}

QTEST_APPLESS_MAIN(TestPlans)
#include "tst_plans.moc"
