// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/lanes.h"
#include "lanecheck.h"
#include "randommap.h"
#include "scenemap.h"

using namespace retort;
using namespace retort::revision;
using namespace retort::test;

namespace {

/// The layout as text, a line a row: '*' the node, '|' a line that passes, ':' a dependency that passes; beside the
/// lanes the id and what starts (v) and ends (^) in which other lane at this node.
std::string drawn(const RevisionMap &map, const LaneLayout &layout)
{
    std::string text;
    for (int row = 0; row < layout.rowCount(); ++row) {
        std::string lanes(static_cast<std::size_t>(layout.laneCount()), ' ');
        std::string bends;
        for (const LaneLayout::Segment &segment : layout.segmentsOf(row)) {
            if (segment.from >= 0 && segment.to >= 0)
                lanes[static_cast<std::size_t>(segment.to)] = segment.dependency ? ':' : '|';
            const int lane = segment.from >= 0 ? segment.from : segment.to;
            if ((segment.from < 0 || segment.to < 0) && (lane != layout.laneOf(row) || segment.dependency)) {
                bends += segment.from < 0 ? " v" : " ^";
                bends += std::to_string(lane);
                bends += segment.dependency ? ":" : "";
            }
        }
        lanes[static_cast<std::size_t>(layout.laneOf(row))] = '*';
        text += lanes + " " + map.at(layout.revisionAt(row)).id + bends + "\n";
    }
    return text;
}

} // namespace

class TestLanes : public QObject
{
    Q_OBJECT

private slots:
    void draws_data();
    void draws();
    void cutsAtTheEdge();
    void keepsColours();
    void findsRows();
    void survivesThousandsOfHeads();
    void laysOutLargeMaps();
};

void TestLanes::draws_data()
{
    QTest::addColumn<std::string>("scene");
    QTest::addColumn<std::string>("picture");
    const auto row = [](const char *name, const char *scene, const char *picture) {
        QTest::newRow(name) << std::string(scene) << std::string(picture);
    };
    row("line", "a -> b -> c",
        "* c\n"
        "* b\n"
        "* a\n");
    row("a side line bends into its fork", "a -> b -> c -> d, b -> s",
        "*  d\n"
        "*  c\n"
        "|* s\n"
        "*  b ^1\n"
        "*  a\n");
    row("the longer line is the main one", "a -> s, a -> b -> c",
        " * s\n"
        "*| c\n"
        "*| b\n"
        "*  a ^1\n");
    row("a merge reaches its other parent's line", "a -> b -> c, a -> s, c + s -> m",
        "*  m v1\n"
        "*| c\n"
        "*| b\n"
        "|* s\n"
        "*  a ^1\n");
    row("lanes are used again", "a -> b -> c, a -> s, x -> y -> z, x -> w",
        "*  c\n"
        "*  b\n"
        "|* s\n"
        "*  a ^1\n"
        "*  z\n"
        "*  y\n"
        "|* w\n"
        "*  x ^1\n");
    row("a merge joins a line where no other node comes first", "a -> b -> c -> d, a -> s -> t, t + b -> m",
        "*  d\n"
        "*  c\n"
        "|* m v0\n"
        "|* t\n"
        "|* s\n"
        "*| b\n"
        "*  a ^1\n");
    row("a merge goes round the nodes of a line", "a -> b -> c, a -> s, s + c -> m, c -> d -> e",
        " *  m v2\n"
        " *| s\n"
        "*|| e\n"
        "*|| d\n"
        "*|  c ^2\n"
        "*|  b\n"
        "*   a ^1\n");
    row("two branches one above the other", "p1 [pg] -> p2, t1 [ts] -> t2",
        "* p2\n"
        "* p1\n"
        "* t2\n"
        "* t1\n");
    row("a dependency is dashed", "p1 -> p2 -> p3, t1 -> t2 (p2)",
        "*   p3\n"
        "|*  t2 v2:\n"
        "|*: t1\n"
        "*   p2 ^2:\n"
        "*   p1\n");
    row("next to each other", "p1 -> p2, t1 (p2)",
        "*  t1 v1:\n"
        "*  p2 ^1:\n"
        "*  p1\n");
}

void TestLanes::draws()
{
    QFETCH(std::string, scene);
    QFETCH(std::string, picture);
    const RevisionMap map = mapOf(scene);
    const LaneLayout layout(map, map.historyOrder());
    QCOMPARE(laneFaults(map, layout), std::string());
    QCOMPARE("\n" + drawn(map, layout), "\n" + picture);
}

void TestLanes::cutsAtTheEdge()
{
    const RevisionMap map = mapOf("a -> b -> c -> d, x -> y, d -> e (y)");
    const auto rows = [&](std::string_view ids) {
        std::vector<Index> indices;
        for (const std::string &id : words(ids))
            indices.push_back(*map.find(id));
        return indices;
    };
    const LaneLayout layout(map, rows("e d"));
    QCOMPARE(laneFaults(map, layout), std::string());
    // The line goes on below the last row, though what it leads to is not shown, and so does the dependency.
    const auto last = layout.segmentsOf(1);
    QVERIFY(std::any_of(last.begin(), last.end(),
                        [](const auto &segment) { return segment.from < 0 && segment.to == 0; }));
    const auto first = layout.segmentsOf(0);
    QVERIFY(std::any_of(first.begin(), first.end(), [](const auto &segment) { return segment.dependency; }));
    QCOMPARE(LaneLayout(map, {}).rowCount(), 0);
    QCOMPARE(LaneLayout().rowCount(), 0);
}

void TestLanes::keepsColours()
{
    // Older lines keep theirs when newer revisions come.
    const auto colours = [](std::string_view scene) {
        const RevisionMap map = mapOf(scene);
        const LaneLayout layout(map, map.historyOrder());
        std::string text;
        for (const std::string &id : words("a b c s t"))
            text += std::to_string(layout.colourOf(layout.rowOf(*map.find(id))));
        return text;
    };
    QCOMPARE(colours("a -> b -> c, a -> s -> t"), colours("a -> b -> c -> d -> e, a -> s -> t, d -> x, x -> y"));
    const RevisionMap map = mapOf("a -> b -> c, a -> s");
    const LaneLayout layout(map, map.historyOrder());
    QCOMPARE(layout.colourOf(layout.rowOf(*map.find("a"))), 0);
    QVERIFY(layout.colourOf(layout.rowOf(*map.find("s"))) != 0);
}

void TestLanes::findsRows()
{
    const RevisionMap map = mapOf("a -> b, x");
    const LaneLayout layout(map, {*map.find("b"), *map.find("a")});
    QCOMPARE(layout.rowOf(*map.find("a")), 1);
    QCOMPARE(layout.rowOf(*map.find("x")), -1);
    QCOMPARE(layout.rowOf(-1), -1);
    QCOMPARE(layout.revisionAt(0), *map.find("b"));
}

void TestLanes::survivesThousandsOfHeads()
{
    std::vector<Revision> revisions(1);
    revisions.front().id = "root";
    for (int i = 0; i < 20'000; ++i) {
        Revision revision;
        revision.id = std::to_string(1'000'000 + i);
        revision.downRevisions = {"root"};
        revisions.push_back(std::move(revision));
    }
    const auto map = RevisionMap::build(std::move(revisions));
    VERIFY_OK(map);
    const LaneLayout layout(*map, map->historyOrder());
    QCOMPARE(layout.laneCount(), LaneLayout::MaxLanes);
    std::size_t widest = 0;
    for (int row = 0; row + 1 < layout.rowCount(); ++row)
        widest = std::max(widest, layout.segmentsOf(row).size());
    QVERIFY(widest <= static_cast<std::size_t>(LaneLayout::MaxLanes) + 2);
}

void TestLanes::laysOutLargeMaps()
{
    RandomNumbers random(11);
    const auto map = RevisionMap::build(randomProject(
        {.revisions = 20'000, .lines = 8, .forkChance = 5, .mergeChance = 5, .dependencyChance = 1,
         .dependencyReach = 50},
        random));
    VERIFY_OK(map);
    const LaneLayout layout(*map, map->historyOrder());
    QCOMPARE(laneFaults(*map, layout), std::string());
    QVERIFY(layout.laneCount() < LaneLayout::MaxLanes);
}

QTEST_APPLESS_MAIN(TestLanes)
#include "tst_lanes.moc"
