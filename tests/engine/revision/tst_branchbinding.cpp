// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/branchbinding.h"
#include "scenemap.h"

#include <algorithm>

using namespace retort;
using namespace retort::revision;
using namespace retort::test;

namespace {

/// The guide's layout: two labelled bases, no common ancestor.
const char *const Guide = "p1 [postgres] -> p2 -> p3, t1 [timescale] -> t2 -> t3";
/// The metrics branch has forked.
const char *const Forked = "p1 [postgres] -> p2, t1 [timescale] -> t2 -> t3, t2 -> t4";
/// Metrics need a table of the other branch.
const char *const Crossing = "p1 [postgres] -> p2, t1 [timescale] -> t2 (p1)";
/// A common trunk that nobody names, and a revision without a branch that both may need.
const char *const Shared = "c1 -> c2, c2 -> p1 [postgres] -> p2, c2 -> t1 [timescale] -> t2 (x1), x1";

const std::map<std::string, std::string> Databases{{"postgres", "app"}, {"timescale", "metrics"}};

BranchBinding bound(std::string_view scene, std::string database = "metrics", std::string label = "timescale")
{
    return BranchBinding(mapOf(scene), std::move(database), std::move(label), Databases);
}

BranchBinding unbound(std::string_view scene)
{
    return BranchBinding(mapOf(scene), "all", "");
}

bool says(const Error &error, const std::string &what)
{
    return describe(error).find(what) != std::string::npos;
}

} // namespace

class TestBranchBinding : public QObject
{
    Q_OBJECT

private slots:
    void knowsItsOwn_data();
    void knowsItsOwn();
    void tellsRanges_data();
    void tellsRanges();
    void tellsWhatIsPending_data();
    void tellsWhatIsPending();
    void bindsTargets_data();
    void bindsTargets();
    void plans_data();
    void plans();
    void refuses_data();
    void refuses();
    void namesHeadsOfOneBranchAndTheWaysOut();
    void namesHeadsOfSeveralBranchesButNeverMergesThem();
    void asksWhichRowToUndo();
    void namesBothBranchesAndDatabases();
    void refusesTheWrongBranch_data();
    void refusesTheWrongBranch();
    void allowsWhatIsForced();
    void refusesIrreversibleWithFile();
    void explainsOrphanRows();
    void warnsOfWhatGoesAsWell_data();
    void warnsOfWhatGoesAsWell();
    void warnsOfForeignRows();
    void validatesItsLabel();
    void worksOnAnEmptyProject();
};

void TestBranchBinding::knowsItsOwn_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("own"); // newest first
    QTest::addColumn<std::string>("heads");
    const auto row = [](const char *name, const char *scene, const char *own, const char *heads) {
        QTest::newRow(name) << std::string(scene) << std::string(own) << std::string(heads);
    };
    row("the guide", Guide, "t3 t2 t1", "t3");
    row("two heads", Forked, "t3 t4 t2 t1", "t3 t4");
    row("not what it depends on", Crossing, "t2 t1", "t2");
    row("the trunk that nobody names", Shared, "t2 t1 c2 c1", "t2");
    row("not a trunk of another branch", "p1 [postgres] -> p2 -> p3, p2 -> t1 [timescale] -> t2", "t2 t1", "t2");
    row("a label in the middle of a line", "t0 -> t1 -> t2 [timescale] -> t3", "t3 t2 t1 t0", "t3");
}

void TestBranchBinding::knowsItsOwn()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, own);
    QFETCH(std::string, heads);
    const RevisionMap map = mapOf(scene);
    const BranchBinding binding = bound(scene);
    std::vector<std::string> ids;
    for (const Index index : binding.historyOrder())
        ids.push_back(map.at(index).id);
    QCOMPARE(ids, words(own));
    QCOMPARE(binding.heads(), words(heads));
    for (Index index = 0; index < static_cast<Index>(map.size()); ++index)
        QCOMPARE(binding.owns(index), std::find(ids.begin(), ids.end(), map.at(index).id) != ids.end());
    QCOMPARE(unbound(scene).historyOrder().size(), map.size());
    QCOMPARE(unbound(scene).heads(), map.heads());
}

void TestBranchBinding::tellsRanges_data()
{
    QTest::addColumn<std::string>("range");
    QTest::addColumn<std::string>("expected"); // newest first, or the error's code
    const auto row = [](const char *range, const char *expected) {
        QTest::newRow(range) << std::string(range) << std::string(expected);
    };
    row(":", "t3 t2 t1");
    row("t1:t2", "t2 t1");
    row("t2:", "t3 t2");
    row("t2:head", "t3 t2");
    row("-1:", "t3 t2");
    row("current:head", "t3 t2");
    row("timescale@base:t2", "t2 t1");
    row("t2", "bad-range");
    row("t1:x", "unknown-revision");
}

void TestBranchBinding::tellsRanges()
{
    QFETCH(const std::string, range);
    QFETCH(const std::string, expected);
    const RevisionMap map = mapOf(Guide);
    const auto indices = BranchBinding(map, "metrics", "timescale", Databases).history(range, {"t2"});
    if (!indices) {
        QCOMPARE(indices.error().code, expected);
        return;
    }
    std::vector<std::string> ids;
    for (const Index index : *indices)
        ids.push_back(map.at(index).id);
    QCOMPARE(text::join(ids, " "), expected);
}

void TestBranchBinding::tellsWhatIsPending_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<std::string>("pending");
    const auto row = [](const char *name, const char *scene, const char *current, const char *pending) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << std::string(pending);
    };
    // F1, F2: the other branch's head plays no part.
    row("up to date beside another branch", Guide, "t3", "");
    row("nothing applied", Guide, "", "t1 t2 t3");
    row("half way", Guide, "t1", "t2 t3");
    row("only another branch", Guide, "p3", "t1 t2 t3");
    row("with what it depends on", Crossing, "t1", "p1 t2");
    row("one of two heads", Forked, "t3", "t4");
    row("a trunk", Shared, "c1", "c2 x1 t1 t2");
    row("an orphan row", Guide, "gone t2", "t3");
}

void TestBranchBinding::tellsWhatIsPending()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(std::string, pending);
    const BranchBinding binding = bound(scene);
    std::vector<std::string> ids = binding.pending(words(current));
    std::vector<std::string> expected = words(pending);
    QCOMPARE(binding.isAtHead(words(current)), expected.empty());
    std::sort(ids.begin(), ids.end());
    std::sort(expected.begin(), expected.end());
    QCOMPARE(ids, expected);
}

void TestBranchBinding::bindsTargets_data()
{
    QTest::addColumn<bool>("up");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("bound"); // or a code
    const auto row = [](bool up, const char *target, const char *goal) {
        QTest::addRow("%s %s", up ? "upgrade" : "downgrade", target) << up << std::string(target) << std::string(goal);
    };
    row(true, "", "timescale@head");
    row(true, "head", "timescale@head");
    row(true, "heads", "timescale@heads");
    row(true, "timescale", "timescale@head");
    row(true, "timescale@head", "timescale@head");
    row(true, "+1", "timescale@+1");
    row(true, "t2", "t2");
    row(true, "t1+1", "t1+1");
    row(true, "postgres@head", "wrong-branch");
    row(true, "postgres", "wrong-branch");
    row(true, "p2@+1", "wrong-branch");
    row(false, "-1", "timescale@-1");
    row(false, "base", "timescale@base");
    row(false, "t1", "t1");
    row(false, "timescale", "timescale");
    row(false, "", "missing-target");
    row(false, "postgres@base", "wrong-branch");
}

void TestBranchBinding::bindsTargets()
{
    QFETCH(bool, up);
    QFETCH(std::string, target);
    QFETCH(std::string, bound);
    const auto goal = ::bound(Guide).bindTarget(up ? Direction::Upgrade : Direction::Downgrade, target);
    QCOMPARE(goal ? *goal : goal.error().code, bound);
}

void TestBranchBinding::plans_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<bool>("up");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("steps");
    const auto row = [](const char *name, const char *scene, const char *current, bool up, const char *target,
                        const char *steps) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << up << std::string(target)
                            << std::string(steps);
    };
    row("to the branch's head by default", Guide, "", true, "", "t1: +t1; t2: -t1 +t2; t3: -t2 +t3");
    row("head means the branch's", Guide, "t2", true, "head", "t3: -t2 +t3");
    row("the label alone", Guide, "t2", true, "timescale", "t3: -t2 +t3");
    row("nothing to do", Guide, "t3", true, "head", "");
    row("one step", Guide, "t1", true, "+1", "t2: -t1 +t2");
    row("one step, beside another branch's row", Guide, "p2 t1", true, "+1", "t2: -t1 +t2");
    row("a chosen revision by prefix", "timeline1 [timescale] -> timeline22 -> timeline23", "", true, "timeline22",
        "timeline1: +timeline1; timeline22: -timeline1 +timeline22");
    row("all heads of the branch", Forked, "t2", true, "heads", "t4: -t2 +t4; t3: +t3");
    // The side line s is a head, but t3 depends on it: there is one place to go.
    row("a side line that the head depends on", "t1 [timescale] -> t2, t1 -> s1, t2 -> t3 (s1)", "", true, "",
        "t1: +t1; s1: -t1 +s1; t2: +t2; t3: -t2 -s1 +t3");
    row("heads likewise", "t1 [timescale] -> t2, t1 -> s1, t2 -> t3 (s1)", "t2", true, "heads",
        "s1: +s1; t3: -t2 -s1 +t3");
    row("shared ground", Shared, "", true, "", "x1: +x1; c1: +c1; c2: -c1 +c2; t1: -c2 +t1; t2: -t1 -x1 +t2");
    // F8: never the other branch's revision, whatever row comes first.
    row("undo one step", Guide, "p3 t3", false, "-1", "t3: -t3 +t2");
    row("undo one step, only row", Guide, "t1", false, "-1", "t1: -t1");
    row("undo one step past a fork", "a [timescale] -> b, b -> c, b -> d", "c", false, "-1", "c: -c +b");
    row("undo two steps past a fork", "a [timescale] -> b, b -> c, b -> d, p [postgres]", "c p", false, "-2",
        "c: -c +b; b: -b +a");
    row("undo a merge", "a [timescale] -> b, a -> c, b + c -> m", "m", false, "-1", "m: -m +b +c");
    row("undo all", Guide, "p3 t3", false, "base", "t3: -t3 +t2; t2: -t2 +t1; t1: -t1");
    row("down to a revision", Guide, "t3", false, "t1", "t3: -t3 +t2; t2: -t2 +t1");
}

void TestBranchBinding::plans()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(bool, up);
    QFETCH(std::string, target);
    QFETCH(std::string, steps);
    const BranchBinding binding = bound(scene);
    const auto plan = up ? binding.planUpgrade(words(current), target) : binding.planDowngrade(words(current), target);
    VERIFY_OK(plan);
    QCOMPARE(stepsText(*plan), steps);
}

void TestBranchBinding::refuses_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<bool>("up");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const char *scene, const char *current, bool up, const char *target,
                        const char *code, ExitStatus status) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << up << std::string(target)
                            << std::string(code) << static_cast<int>(status);
    };
    row("two heads", Forked, "t2", true, "head", "multiple-heads", ExitStatus::Failed);
    row("an unknown revision", Guide, "", true, "gone", "unknown-revision", ExitStatus::Failed);
    row("an ambiguous prefix", "time1 [timescale] -> time2", "", true, "time", "ambiguous-id", ExitStatus::Failed);
    row("an orphan row", Guide, "gone", true, "head", "unknown-row", ExitStatus::Disagreement);
    row("an orphan row on the way down", Guide, "t2 gone", false, "-1", "unknown-row", ExitStatus::Disagreement);
    row("too far", Guide, "t3", true, "+1", "relative-out-of-range", ExitStatus::Failed);
    row("nothing to undo", Guide, "p1", false, "-1", "relative-out-of-range", ExitStatus::Failed);
    row("irreversible", "t1 [timescale] -> t2, t2 -> t3 !", "t3", false, "t1", "irreversible", ExitStatus::Failed);
    row("a downgrade without target", Guide, "t3", false, "", "missing-target", ExitStatus::Failed);
}

void TestBranchBinding::refuses()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(bool, up);
    QFETCH(std::string, target);
    QFETCH(std::string, code);
    QFETCH(int, status);
    const BranchBinding binding = bound(scene);
    const auto plan = up ? binding.planUpgrade(words(current), target) : binding.planDowngrade(words(current), target);
    VERIFY_ERROR(plan, code);
    QCOMPARE(static_cast<int>(plan.error().status), status);
    QVERIFY(!plan.error().hint.empty());
}

void TestBranchBinding::namesHeadsOfOneBranchAndTheWaysOut()
{
    const auto plan = bound(Forked).planUpgrade({"t2"}, "");
    VERIFY_ERROR(plan, std::string("multiple-heads"));
    const Error &error = plan.error();
    QVERIFY2(says(error, "Branch 'timescale' has 2 heads"), describe(error).c_str());
    QVERIFY2(says(error, "t3 (timescale) \"add t3\""), describe(error).c_str());
    QVERIFY(says(error, "t4 (timescale) \"add t4\""));
    QVERIFY(says(error, "retort merge -m MESSAGE t3 t4"));
    QVERIFY(says(error, "retort --db metrics upgrade t3"));
    QVERIFY(says(error, "retort --db metrics upgrade timescale@heads"));
}

void TestBranchBinding::namesHeadsOfSeveralBranchesButNeverMergesThem()
{
    const auto plan = unbound(Guide).planUpgrade({}, "head");
    VERIFY_ERROR(plan, std::string("multiple-heads"));
    const Error &error = plan.error();
    QVERIFY2(says(error, "p3 (postgres)") && says(error, "t3 (timescale)"), describe(error).c_str());
    QVERIFY(says(error, "upgrade postgres@head") && says(error, "upgrade timescale@head"));
    QVERIFY2(!says(error, "merge"), describe(error).c_str()); // F7
    const auto map = mapOf(Guide).planUpgrade({}, "head");
    QVERIFY2(!says(map.error(), "merge"), describe(map.error()).c_str());

    // Two heads without a label, or of one label, are joined.
    const auto accident = unbound("a -> b, a -> c").planUpgrade({}, "head");
    QVERIFY2(says(accident.error(), "retort merge -m MESSAGE b c"), describe(accident.error()).c_str());
}

void TestBranchBinding::asksWhichRowToUndo()
{
    const auto plan = bound(Forked).planDowngrade({"t3", "t4", "p2"}, "-1");
    VERIFY_ERROR(plan, std::string("ambiguous-downgrade"));
    const Error &error = plan.error();
    QVERIFY2(says(error, "t3 (timescale)") && says(error, "t4 (timescale)"), describe(error).c_str());
    QVERIFY2(!says(error, "p2"), describe(error).c_str());
    QVERIFY(says(error, "retort --db metrics downgrade t3@-1 or retort --db metrics downgrade t4@-1"));
    // and what it proposes works
    const auto chosen = bound(Forked).planDowngrade({"t3", "t4", "p2"}, "t4@-1");
    VERIFY_OK(chosen);
    QCOMPARE(stepsText(*chosen), std::string("t4: -t4"));
}

void TestBranchBinding::namesBothBranchesAndDatabases()
{
    const auto plan = bound(Guide).planUpgrade({}, "postgres@head");
    VERIFY_ERROR(plan, std::string("wrong-branch"));
    const Error &error = plan.error();
    QVERIFY2(says(error, "'postgres'") && says(error, "'timescale'"), describe(error).c_str());
    QVERIFY2(says(error, "'metrics'") && says(error, "'app'"), describe(error).c_str());
    QVERIFY2(says(error, "retort --db app upgrade postgres@head"), describe(error).c_str());
    QVERIFY(says(error, "--force-branch"));
    QCOMPARE(error.status, ExitStatus::Failed);

    // Where nobody knows the other database, the hint is what this one should do.
    const auto alone = BranchBinding(mapOf(Guide), "metrics", "timescale").planUpgrade({}, "postgres@head");
    VERIFY_ERROR(alone, std::string("wrong-branch"));
    QVERIFY2(says(alone.error(), "retort --db metrics upgrade timescale@head"), describe(alone.error()).c_str());
}

void TestBranchBinding::refusesTheWrongBranch_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("verb");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<std::string>("target");
    const auto row = [](const char *name, const char *scene, const char *verb, const char *current,
                        const char *target) {
        QTest::newRow(name) << std::string(scene) << std::string(verb) << std::string(current) << std::string(target);
    };
    row("upgrade to another label's head", Guide, "upgrade", "", "postgres@head"); // F5
    row("upgrade to another branch's id", Guide, "upgrade", "", "p2");
    row("even where it is applied", Guide, "upgrade", "p2", "p2");
    row("a dependency on another branch", Crossing, "upgrade", "", "head");
    row("downgrade another branch", Guide, "downgrade", "p3 t3", "postgres@-1");
    row("downgrade to another branch's id", Guide, "downgrade", "p3 t3", "p1");
    row("downgrade what another branch depends on", "t1 [timescale] -> t2, p1 [postgres] -> p2 (t2)", "downgrade",
        "p2", "t1");
    row("stamp another branch's head", Guide, "stamp", "", "postgres@head");
    row("stamp another branch's id", Guide, "stamp", "t1", "p1"); // F9
    row("stamp another branch after a purge", Guide, "purge", "t1", "p1");
}

void TestBranchBinding::refusesTheWrongBranch()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, verb);
    QFETCH(std::string, current);
    QFETCH(std::string, target);
    const BranchBinding binding = bound(scene);
    const auto rows = words(current);
    const auto plan = [&](bool force) {
        if (verb == "upgrade")
            return binding.planUpgrade(rows, target, force);
        if (verb == "downgrade")
            return binding.planDowngrade(rows, target, force);
        return binding.planStamp(rows, {target}, verb == "purge", force);
    };
    VERIFY_ERROR(plan(false), std::string("wrong-branch"));
    VERIFY_OK(plan(true));
}

void TestBranchBinding::allowsWhatIsForced()
{
    const auto plan = bound(Guide).planUpgrade({"t3"}, "postgres@head", true);
    VERIFY_OK(plan);
    QCOMPARE(stepsText(*plan), std::string("p1: +p1; p2: -p1 +p2; p3: -p2 +p3"));
    const auto stamp = bound(Guide).planStamp({}, {"heads"});
    VERIFY_OK(stamp); // F9: the branch's heads alone
    QCOMPARE(stamp->to, words("t3"));
}

void TestBranchBinding::refusesIrreversibleWithFile()
{
    const auto plan = bound("t1 [timescale] -> t2 !, t2 -> t3").planDowngrade({"t3"}, "base");
    VERIFY_ERROR(plan, std::string("irreversible"));
    QCOMPARE(plan.error().place.file, std::string("t2.sql"));
    QVERIFY2(says(plan.error(), "retort --db metrics downgrade t2"), describe(plan.error()).c_str());
    // Stopping above it is fine.
    VERIFY_OK(bound("t1 [timescale] -> t2 !, t2 -> t3").planDowngrade({"t3"}, "t2"));
    // So is an unbound database no excuse.
    VERIFY_ERROR(unbound("a -> b !").planDowngrade({"b"}, "-1"), std::string("irreversible"));
}

void TestBranchBinding::explainsOrphanRows()
{
    const auto plan = bound(Guide).planUpgrade({"0badc0de", "t1"}, "");
    VERIFY_ERROR(plan, std::string("unknown-row"));
    QVERIFY2(says(plan.error(), "'metrics' holds 0badc0de"), describe(plan.error()).c_str());
    QVERIFY(says(plan.error(), "retort --db metrics stamp --purge REVISION"));
    // What the hint proposes works.
    const auto stamp = bound(Guide).planStamp({"0badc0de", "t1"}, {"t2"}, true);
    VERIFY_OK(stamp);
    QCOMPARE(stepsText(*stamp), std::string("*: -0badc0de; *: -t1; *: +t2"));
    VERIFY_ERROR(bound(Guide).planStamp({"0badc0de"}, {"t2"}), std::string("unknown-row"));
}

void TestBranchBinding::warnsOfWhatGoesAsWell_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<std::string>("target");
    QTest::addColumn<std::string>("warnings"); // joined by "; "
    const auto row = [](const char *name, const char *scene, const char *current, const char *target,
                        const char *warnings) {
        QTest::newRow(name) << std::string(scene) << std::string(current) << std::string(target)
                            << std::string(warnings);
    };
    const char *diamond = "a [timescale] -> b -> b2, a -> c, b2 + c -> m";
    row("a straight line", Guide, "t3", "t1", "");
    row("a merge, one side stays", diamond, "m", "b",
        "Undoes m, the merge of b2 and c; b2 goes as well; c stays applied");
    row("a merge, both stay", diamond, "m", "c",
        "Undoes m, the merge of b2 and c; b2, c stay applied");
    row("a merge, both go", diamond, "m", "a", "Undoes m, the merge of b2 and c; b2, c go as well");
    row("a revision that others depend on", "t1 [timescale] -> t2, x1 -> x2 (t2) -> x3", "x3", "t1",
        "x2 goes as well, with all above it, since it depends on t2");
}

void TestBranchBinding::warnsOfWhatGoesAsWell()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(std::string, target);
    QFETCH(std::string, warnings);
    const auto plan = bound(scene).planDowngrade(words(current), target);
    VERIFY_OK(plan);
    QCOMPARE(text::join(plan->warnings, "; "), warnings);
}

void TestBranchBinding::warnsOfForeignRows()
{
    const auto plan = bound(Guide).planUpgrade({"p2", "t1"}, "");
    VERIFY_OK(plan);
    QCOMPARE(plan->warnings.size(), std::size_t{1});
    QVERIFY(plan->warnings.front().find("p2 of branch 'postgres'") != std::string::npos);
}

void TestBranchBinding::validatesItsLabel()
{
    VERIFY_OK(bound(Guide).validate());
    VERIFY_OK(unbound(Guide).validate());
    const auto wrong = bound(Guide, "metrics", "timescaledb").validate();
    VERIFY_ERROR(wrong, std::string("unknown-branch"));
    QVERIFY2(says(wrong.error(), "did you mean 'timescale'"), describe(wrong.error()).c_str());
    QCOMPARE(wrong.error().status, ExitStatus::Usage);
    VERIFY_ERROR(bound(Guide, "metrics", "timescaledb").planUpgrade({}, ""), std::string("unknown-branch"));
}

void TestBranchBinding::worksOnAnEmptyProject()
{
    const BranchBinding binding(RevisionMap(), "metrics", "timescale");
    QVERIFY(binding.heads().empty());
    QVERIFY(binding.isAtHead({}));
    const auto plan = binding.planUpgrade({}, "");
    VERIFY_OK(plan);
    QVERIFY(plan->isEmpty());
    VERIFY_ERROR(binding.planUpgrade({"gone"}, ""), std::string("unknown-row"));
}

QTEST_APPLESS_MAIN(TestBranchBinding)
#include "tst_branchbinding.moc"
