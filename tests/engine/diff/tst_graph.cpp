// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/graph.h"

#include <QTest>

#include <algorithm>
#include <random>

using retort::diff::Graph;

namespace
{

using Nodes = std::vector<std::size_t>;
using Edges = std::vector<std::pair<std::size_t, std::size_t>>;

Graph graphOf(std::size_t count, const Edges &edges)
{
    std::vector<std::pair<int, std::size_t>> ranks;
    for (std::size_t node = 0; node < count; ++node)
        ranks.emplace_back(0, node);
    Graph graph(std::move(ranks));
    for (const auto &[first, then] : edges)
        graph.addEdge(first, then);
    return graph;
}

} // namespace

Q_DECLARE_METATYPE(Nodes)
Q_DECLARE_METATYPE(Edges)

/// The order of the statements.
class TestGraph : public QObject
{
    Q_OBJECT

private slots:
    void sorts_data();
    void sorts();
    void ranksDecideAmongTheFree();
    void orderOfEdgesDoesNotMatter();
};

void TestGraph::sorts_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<Edges>("edges");
    QTest::addColumn<Nodes>("order");
    QTest::addColumn<Nodes>("forced");
    QTest::newRow("nothing") << 0 << Edges{} << Nodes{} << Nodes{};
    QTest::newRow("no edges") << 3 << Edges{} << Nodes{0, 1, 2} << Nodes{};
    QTest::newRow("backwards") << 3 << Edges{{2, 1}, {1, 0}} << Nodes{2, 1, 0} << Nodes{};
    QTest::newRow("only what must wait waits") << 4 << Edges{{3, 0}} << Nodes{1, 2, 3, 0} << Nodes{};
    QTest::newRow("an edge twice") << 2 << Edges{{1, 0}, {1, 0}} << Nodes{1, 0} << Nodes{};
    QTest::newRow("itself") << 2 << Edges{{1, 1}} << Nodes{0, 1} << Nodes{};
    QTest::newRow("a cycle, and what hangs on it") << 4 << Edges{{1, 2}, {2, 1}, {2, 0}} << Nodes{3, 1, 2, 0} << Nodes{1};
}

void TestGraph::sorts()
{
    QFETCH(const int, count);
    QFETCH(const Edges, edges);
    const Graph::Order sorted = graphOf(static_cast<std::size_t>(count), edges).sorted();
    QTEST(sorted.nodes, "order");
    QTEST(sorted.forced, "forced");
}

void TestGraph::ranksDecideAmongTheFree()
{
    Graph graph({{2, 0}, {1, 1}, {1, 2}, {0, 3}});
    graph.addEdge(0, 3);
    QCOMPARE(graph.sorted().nodes, (Nodes{1, 2, 0, 3}));
}

void TestGraph::orderOfEdgesDoesNotMatter()
{
    std::mt19937 random(7);
    constexpr std::size_t count = 60;
    Edges edges;
    for (int number = 0; number < 200; ++number) {
        const std::size_t then = 1 + random() % (count - 1);
        edges.emplace_back(random() % then, then);
    }
    const Nodes expected = graphOf(count, edges).sorted().nodes;
    for (int attempt = 0; attempt < 20; ++attempt) {
        std::shuffle(edges.begin(), edges.end(), random);
        QCOMPARE(graphOf(count, edges).sorted().nodes, expected);
    }
}

QTEST_GUILESS_MAIN(TestGraph)
#include "tst_graph.moc"
