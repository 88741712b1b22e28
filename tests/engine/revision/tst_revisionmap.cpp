// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenemap.h"

#include <algorithm>

using namespace retort;
using namespace retort::revision;
using namespace retort::test;

class TestRevisionMap : public QObject
{
    Q_OBJECT

private slots:
    void listsEndsAndPoints_data();
    void listsEndsAndPoints();
    void ordersHistory_data();
    void ordersHistory();
    void spreadsLabels_data();
    void spreadsLabels();
    void resolves_data();
    void resolves();
    void refusesSymbols_data();
    void refusesSymbols();
    void refusesFiles_data();
    void refusesFiles();
    void letsTheLaterTwinWin();
    void cutsHistory_data();
    void cutsHistory();
    void refusesRanges_data();
    void refusesRanges();
    void printsLines_data();
    void printsLines();
    void knowsWhatIsApplied_data();
    void knowsWhatIsApplied();
    void linksNeighbours();
    void isEmptyByDefault();
};

void TestRevisionMap::listsEndsAndPoints_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("heads");
    QTest::addColumn<std::string>("effectiveHeads");
    QTest::addColumn<std::string>("bases");
    QTest::addColumn<std::string>("branchPoints");
    QTest::addColumn<std::string>("mergePoints");
    const auto row = [](const char *name, const char *scene, const char *heads, const char *effective,
                        const char *bases, const char *branches, const char *merges) {
        QTest::newRow(name) << std::string(scene) << std::string(heads) << std::string(effective)
                            << std::string(bases) << std::string(branches) << std::string(merges);
    };
    row("line", "a -> b -> c", "c", "c", "a", "", "");
    row("fork", "a -> b, b -> c1, b -> c2", "c1 c2", "c1 c2", "a", "b", "");
    row("diamond", "a -> b, a -> c, b + c -> d", "d", "d", "a", "a", "d");
    row("two branches", "p1 [pg] -> p2, t1 [ts] -> t2", "p2 t2", "p2 t2", "p1 t1", "", "");
    row("a head that another depends on", "p1 [pg] -> p2, t1 [ts] -> t2 (p2)", "p2 t2", "t2", "p1 t1", "", "");
    row("a base that depends", "p1 -> p2, t1 (p2)", "p2 t1", "t1", "p1 t1", "", "");
    row("dependants make no branch point", "p1 -> p2, t1 (p1) -> t2", "p2 t2", "p2 t2", "p1 t1", "", "");
}

void TestRevisionMap::listsEndsAndPoints()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, heads);
    QFETCH(std::string, effectiveHeads);
    QFETCH(std::string, bases);
    QFETCH(std::string, branchPoints);
    QFETCH(std::string, mergePoints);
    const RevisionMap map = mapOf(scene);
    QCOMPARE(map.heads(), words(heads));
    QCOMPARE(map.effectiveHeads(), words(effectiveHeads));
    QCOMPARE(map.bases(), words(bases));
    QCOMPARE(map.branchPoints(), words(branchPoints));
    QCOMPARE(map.mergePoints(), words(mergePoints));
    for (const std::string &id : map.heads())
        QVERIFY(map.isHead(*map.find(id)));
    for (const std::string &id : map.mergePoints())
        QVERIFY(map.isMergePoint(*map.find(id)));
}

void TestRevisionMap::ordersHistory_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("order");
    const auto row = [](const char *name, const char *scene, const char *order) {
        QTest::newRow(name) << std::string(scene) << std::string(order);
    };
    row("line", "a -> b -> c", "c b a");
    row("a diamond goes down its first parent", "a -> b, a -> c, b + c -> d", "d b c a");
    row("a fork waits for both", "a -> b, b -> c1, b -> c2 -> d2", "c1 d2 c2 b a");
    row("branches one after the other", "p1 -> p2, t1 -> t2", "p2 p1 t2 t1");
    row("what others depend on comes later", "p1 -> p2, t1 (p2) -> t2", "t2 t1 p2 p1");
    row("two diamonds", "a -> b, a -> c, b + c -> d, d -> e, d -> f, e + f -> g", "g e f d b c a");
}

void TestRevisionMap::ordersHistory()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, order);
    const RevisionMap map = mapOf(scene);
    std::vector<std::string> ids;
    for (const Index index : map.historyOrder())
        ids.push_back(map.at(index).id);
    QCOMPARE(ids, words(order));
    const auto history = map.history(":");
    VERIFY_OK(history);
    QCOMPARE(*history, words(order));
}

void TestRevisionMap::spreadsLabels_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("labels"); // "id=label,label …"
    const auto row = [](const char *name, const char *scene, const char *labels) {
        QTest::newRow(name) << std::string(scene) << std::string(labels);
    };
    row("up from the base", "a [one] -> b -> c", "a=one b=one c=one");
    row("down a straight line", "a -> b [one] -> c", "a=one b=one c=one");
    row("not down past a fork", "a -> b, b -> c [one] -> d, b -> e", "c=one d=one");
    row("not below a label under a fork", "a -> b [one], b -> c, b -> d", "b=one c=one d=one");
    row("not past a revision that others depend on", "a -> b -> c [one], x (b)", "c=one");
    row("over a merge", "a [one], b [two], a + b -> m -> n", "a=one b=two m=one,two n=one,two");
    row("not over dependencies", "a [one] -> b, x [two] (b)", "a=one b=one x=two");
}

void TestRevisionMap::spreadsLabels()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, labels);
    const RevisionMap map = mapOf(scene);
    std::vector<std::string> found;
    for (Index index = 0; index < static_cast<Index>(map.size()); ++index) {
        if (!map.labelsOf(index).empty())
            found.push_back(map.at(index).id + "=" + text::join(map.labelsOf(index), ","));
    }
    QCOMPARE(found, words(labels));
}

namespace {

/// Two branches of the guide, an unlabelled root, and ids with a common start.
const char *const Project = "1a2b3c01 [postgres] -> 1a2b3c02 -> 1a2b3d03, 9f00aa01 [timescale] -> 9f00aa02, "
                            "abc -> abcd";

} // namespace

void TestRevisionMap::resolves_data()
{
    QTest::addColumn<std::string>("symbol");
    QTest::addColumn<std::string>("ids");
    const auto row = [](const char *symbol, const char *ids) {
        QTest::newRow(symbol) << std::string(symbol) << std::string(ids);
    };
    row("1a2b3c02", "1a2b3c02");
    row("1a2b3d", "1a2b3d03");
    row("9f00aa02", "9f00aa02");
    row("postgres", "1a2b3c01");
    row("postg", "1a2b3c01");
    row("postgres@head", "1a2b3d03");
    row("timescale@heads", "9f00aa02");
    row("timescale@base", "");
    row("base", "");
    row("heads", "1a2b3d03 9f00aa02 abcd");
    row("1a2b3c02@head", "1a2b3d03");
    row("abc", "abc");
    row("current", "1a2b3c02 9f00aa01");
    row("postgres@-1", "1a2b3c02");
}

void TestRevisionMap::resolves()
{
    QFETCH(std::string, symbol);
    QFETCH(std::string, ids);
    const auto found = mapOf(Project).resolve(symbol, {"1a2b3c02", "9f00aa01"});
    VERIFY_OK(found);
    QCOMPARE(*found, words(ids));
}

void TestRevisionMap::refusesSymbols_data()
{
    QTest::addColumn<std::string>("symbol");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("said"); // in message or hint
    const auto row = [](const char *symbol, const char *code, const char *said) {
        QTest::newRow(symbol) << std::string(symbol) << std::string(code) << std::string(said);
    };
    row("head", "multiple-heads", "1a2b3d03 (postgres), 9f00aa02 (timescale), abcd");
    row("1a2b", "ambiguous-id", "1a2b3c01, 1a2b3c02, 1a2b3d03");
    row("postgres@1a2b3c", "ambiguous-id", "1a2b3c01, 1a2b3c02");
    row("1a2b3c03", "unknown-revision", "did you mean '1a2b3c01'");
    row("timescaledb", "unknown-revision", "did you mean 'timescale'");
    row("zzz", "unknown-revision", "retort history");
    row("timescal3@head", "unknown-revision", "did you mean 'timescale'");
    row("timescal3@9f00aa02", "unknown-branch", "did you mean 'timescale'");
    row("timescale@1a2b3c02", "not-a-branch-member", "1a2b3c02 is not in the lineage of branch 'timescale'");
    row("timescale@-9", "relative-out-of-range", "not that many revisions");
    row("", "unknown-revision", "empty");
}

void TestRevisionMap::refusesSymbols()
{
    QFETCH(std::string, symbol);
    QFETCH(std::string, code);
    QFETCH(std::string, said);
    const auto found = mapOf(Project).resolve(symbol);
    VERIFY_ERROR(found, code);
    const std::string all = describe(found.error());
    QVERIFY2(all.find(said) != std::string::npos, all.c_str());
    QVERIFY(!found.error().hint.empty());
    QCOMPARE(found.error().status, ExitStatus::Failed);
}

void TestRevisionMap::refusesFiles_data()
{
    QTest::addColumn<std::vector<Revision>>("revisions");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("file");
    QTest::addColumn<std::string>("said");
    const auto row = [](const char *name, std::vector<Revision> revisions, const char *code, const char *file,
                        const char *said) {
        QTest::newRow(name) << revisions << std::string(code) << std::string(file) << std::string(said);
    };
    const auto revision = [](const char *id, std::vector<std::string> down, std::vector<std::string> dependsOn = {},
                             std::vector<std::string> labels = {}) {
        Revision made;
        made.id = id;
        made.downRevisions = std::move(down);
        made.dependsOn = std::move(dependsOn);
        made.labels = std::move(labels);
        made.file = std::string(id) + ".sql";
        return made;
    };
    row("a missing parent", {revision("a", {}), revision("b", {"gone"})}, "missing-revision", "b.sql",
        "b revises 'gone'");
    row("a parent cut short", {revision("abcdef", {}), revision("b", {"abc"})}, "missing-revision", "b.sql",
        "full id: abcdef");
    row("a label as parent", {revision("a", {}, {}, {"one"}), revision("b", {"one"})}, "missing-revision", "b.sql",
        "branch label");
    row("a missing dependency", {revision("a", {}), revision("b", {"a"}, {"gone"})}, "missing-revision", "b.sql",
        "depends on 'gone'");
    row("itself as parent", {revision("a", {"a"})}, "self-loop", "a.sql", "a revises itself");
    row("itself as dependency", {revision("a", {}, {"a"})}, "dependency-self-loop", "a.sql", "depends on itself");
    row("a cycle", {revision("a", {"c"}), revision("b", {"a"}), revision("c", {"b"})}, "cycle", "a.sql", "a, b, c");
    row("a cycle beside a good line", {revision("a", {}), revision("x", {"y"}), revision("y", {"x"})}, "cycle",
        "x.sql", "x, y");
    row("a cycle of dependencies", {revision("a", {}, {"b"}), revision("b", {}, {"a"})}, "dependency-cycle", "a.sql",
        "dependencies");
    row("a label twice", {revision("a", {}, {}, {"one"}), revision("b", {"a"}, {}, {"one"})}, "duplicate-label",
        "b.sql", "already used by revision a");
    row("a label that is an id", {revision("a", {}), revision("b", {"a"}, {}, {"a"})}, "duplicate-label", "b.sql",
        "no revision's id");
    std::vector<std::string> labels;
    for (int i = 0; i <= 5000; ++i)
        labels.push_back("label" + std::to_string(i));
    row("labels without end", {revision("a", {}, {}, labels)}, "too-many-labels", "", "5001");
    row("characters of targets", {revision("a-b@c", {})}, "illegal-characters", "a-b@c.sql", "- @");
}

void TestRevisionMap::refusesFiles()
{
    QFETCH(std::vector<Revision>, revisions);
    QFETCH(std::string, code);
    QFETCH(std::string, file);
    QFETCH(std::string, said);
    const auto map = RevisionMap::build(revisions);
    VERIFY_ERROR(map, code);
    QCOMPARE(map.error().place.file, file);
    QCOMPARE(map.error().status, ExitStatus::Usage);
    QVERIFY(!map.error().hint.empty());
    const std::string all = describe(map.error());
    QVERIFY2(all.find(said) != std::string::npos, all.c_str());
}

void TestRevisionMap::letsTheLaterTwinWin()
{
    std::vector<Revision> revisions = revisionsOf("a -> b, a -> c");
    Revision twin = revisions[1];
    twin.downRevisions = {"c"};
    twin.message = "the later";
    revisions.push_back(twin);
    const auto map = RevisionMap::build(revisions);
    VERIFY_OK(map);
    QCOMPARE(map->size(), std::size_t{3});
    QCOMPARE(map->findRevision("b")->message, std::string("the later"));
    QCOMPARE(map->warnings(), std::vector<std::string>{"Revision b is present more than once"});
    QCOMPARE(map->heads(), words("b b")); // as Alembic lists them
    QCOMPARE(*map->history(":"), words("b c a"));
}

void TestRevisionMap::cutsHistory_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("current");
    QTest::addColumn<std::string>("range");
    QTest::addColumn<std::string>("ids");
    const auto row = [](const char *scene, const char *current, const char *range, const char *ids) {
        QTest::newRow(range) << std::string(scene) << std::string(current) << std::string(range) << std::string(ids);
    };
    const char *line = "a -> b -> c -> d -> e";
    row(line, "", "b:d", "d c b");
    row(line, "", ":c", "c b a");
    row(line, "", "d:", "e d");
    row(line, "", "b:b+2", "d c b");
    row(line, "", "-2:", "e d c");
    row(line, "d", "-2:current", "d c");
    row(line, "c", "current:", "e d c");
    row(line, "c", ":current", "c b a");
    row(line, "", "base:heads", "e d c b a");
    row("p1 [pg] -> p2, t1 [ts] -> t2 (p1)", "", "ts@base:ts@head", "t2 t1 p1");
    row("a -> b, a -> c, b + c -> d", "", "b:d", "d b");
}

void TestRevisionMap::cutsHistory()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, current);
    QFETCH(std::string, range);
    QFETCH(std::string, ids);
    const auto history = mapOf(scene).history(range, words(current));
    VERIFY_OK(history);
    QCOMPARE(*history, words(ids));
}

void TestRevisionMap::refusesRanges_data()
{
    QTest::addColumn<std::string>("range");
    QTest::addColumn<std::string>("code");
    const auto row = [](const char *range, const char *code) {
        QTest::newRow(range) << std::string(range) << std::string(code);
    };
    row("a", "bad-range");
    row("a:b:c", "bad-range");
    row("c:b", "range-not-ancestor");
    row("x:c", "range-not-ancestor");
    row("a:gone", "unknown-revision");
    row("b:head", "multiple-heads");
}

void TestRevisionMap::refusesRanges()
{
    QFETCH(std::string, range);
    QFETCH(std::string, code);
    VERIFY_ERROR(mapOf("a -> b -> c, x").history(range), code);
}

void TestRevisionMap::printsLines_data()
{
    QTest::addColumn<std::string>("id");
    QTest::addColumn<std::string>("history");
    QTest::addColumn<std::string>("head");
    const auto row = [](const char *id, const char *history, const char *head) {
        QTest::newRow(id) << std::string(id) << std::string(history) << std::string(head);
    };
    row("a", "<base> -> a (one) (branchpoint), add a", "a (one)");
    row("d", "b, c -> d (one) (effective head) (mergepoint), add d", "d (one) (effective head)");
    row("x", "<base> (d) -> x (two) (head), add x", "x (two) (head)");
}

void TestRevisionMap::printsLines()
{
    QFETCH(std::string, id);
    QFETCH(std::string, history);
    QFETCH(std::string, head);
    const RevisionMap map = mapOf("a [one] -> b, a -> c, b + c -> d, x [two] (d)");
    QCOMPARE(map.displayHistoryLine(*map.find(id)), history);
    QCOMPARE(map.displayHeadLine(*map.find(id)), head);
}

void TestRevisionMap::knowsWhatIsApplied_data()
{
    QTest::addColumn<std::string>("current");
    QTest::addColumn<std::string>("applied");
    QTest::addColumn<std::string>("tips");
    QTest::addColumn<std::string>("unknown");
    QTest::addColumn<bool>("rowsAreHeads");
    const auto row = [](const char *name, const char *current, const char *applied, const char *tips,
                        const char *unknown, bool rowsAreHeads) {
        QTest::newRow(name) << std::string(current) << std::string(applied) << std::string(tips)
                            << std::string(unknown) << rowsAreHeads;
    };
    row("nothing", "", "", "", "", false);
    row("one branch", "p2", "p1 p2", "p2", "", false);
    row("what a row depends on", "t2", "p1 p2 t1 t2", "p2 t2", "", false);
    row("all that is", "p3 t2", "p1 p2 p3 t1 t2", "p3 t2", "", true);
    row("an orphan", "p1 gone", "p1", "p1", "gone", false);
}

void TestRevisionMap::knowsWhatIsApplied()
{
    QFETCH(std::string, current);
    QFETCH(std::string, applied);
    QFETCH(std::string, tips);
    QFETCH(std::string, unknown);
    QFETCH(bool, rowsAreHeads);
    const RevisionMap map = mapOf("p1 -> p2 -> p3, t1 -> t2 (p2)");
    const auto rows = words(current);
    std::vector<std::string> found;
    const std::vector<bool> set = map.appliedSet(rows);
    for (std::size_t index = 0; index < set.size(); ++index) {
        if (set[index])
            found.push_back(map.at(static_cast<Index>(index)).id);
    }
    QCOMPARE(found, words(applied));
    QCOMPARE(map.currentTips(rows), words(tips));
    QCOMPARE(map.unknownRows(rows), words(unknown));
    QCOMPARE(map.rowsAreHeads(rows), rowsAreHeads);
    QCOMPARE(map.resolveCurrent(rows).isOk(), unknown.empty());
}

void TestRevisionMap::linksNeighbours()
{
    const RevisionMap map = mapOf("a -> b, a -> c, b + c -> d (x), x [ex]");
    const auto ids = [&](std::span<const Index> indices) {
        std::vector<std::string> result;
        for (const Index index : indices)
            result.push_back(map.at(index).id);
        return result;
    };
    QCOMPARE(ids(map.downOf(*map.find("d"))), words("b c"));
    QCOMPARE(ids(map.nextOf(*map.find("a"))), words("b c"));
    QCOMPARE(ids(map.dependenciesOf(*map.find("d"))), words("x"));
    QCOMPARE(ids(map.dependentsOf(*map.find("x"))), words("d"));
    QCOMPARE(map.labels().size(), std::size_t{1});
    QCOMPARE(map.labels().front().first, std::string("ex"));
    QVERIFY(!map.find("nobody"));
    QVERIFY(!map.findRevision("nobody"));
}

void TestRevisionMap::isEmptyByDefault()
{
    const RevisionMap map;
    QVERIFY(map.isEmpty());
    QVERIFY(map.heads().empty());
    QVERIFY(map.historyOrder().empty());
    QVERIFY(map.history(":")->empty());
    QVERIFY(map.resolve("heads")->empty());
    QVERIFY(map.planUpgrade({}, "head")->isEmpty());
}

QTEST_APPLESS_MAIN(TestRevisionMap)
#include "tst_revisionmap.moc"
