// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/revision/randommap.h"
#include "tests/support/printers.h"
#include "tests/ui/graph/graphsamples.h"
#include "ui/graph/revisionmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using revision::Direction;

namespace
{

RevisionGraphPtr graphOf(const GraphSample &sample)
{
    return std::make_shared<RevisionGraph>(sample.project->map, sample.state.name, sample.state.branch,
                                           sample.state.rows,
                                           sample.state.reachability == session::Reachability::Reachable);
}

void show(RevisionModel &model, const GraphSample &sample)
{
    model.setGraph(graphOf(sample), sample.state);
}

QString wordsOf(const RevisionModel &model, const char *id)
{
    const int row = model.rowOf(QLatin1String(id));
    return row < 0 ? QStringLiteral("not shown") : stateWords(model.states(row)).join(QLatin1String(", "));
}

QString idsOf(const RevisionModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids << model.id(row);
    return ids.join(QLatin1Char(' '));
}

revision::Plan planTo(const GraphSample &sample, Direction direction, const char *target)
{
    const auto plan = direction == Direction::Upgrade ? sample.project->map.planUpgrade(sample.state.rows, target)
                                                      : sample.project->map.planDowngrade(sample.state.rows, target);
    if (!plan)
        qFatal("no plan: %s", test::describe(plan).c_str());
    return *plan;
}

GraphSample line(const std::vector<std::string> &rows)
{
    return graphSample(GraphSpec{.scene = "a [app] -> b -> c -> d", .rows = rows, .branch = "app"});
}

} // namespace

class TestGraphModel : public QObject
{
    Q_OBJECT

private slots:
    void isSound();
    void states_data();
    void states();
    void pendingStandsAboveApplied();
    void marksWhatIsNotCommitted();
    void unknownRowsStandOnTop();
    void marksWhatWasEditedSinceApplied();
    void nothingIsClaimedOfADatabaseThatDoesNotAnswer();
    void otherBranchesAreLeftOut();
    void saysInWordsWhatIsDrawn();
    void datesAreShort();
    void sameRowsStayInPlace();
    void filters_data();
    void filters();
    void filterSurvivesAReload();

    void planMarksItsSteps();
    void runMovesTheMarks();
    void downgradeMovesCurrentBack();
    void failureStaysUntilItIsMended();
    void oneStepAnnouncesItsRowsOnly();

    void wayIsWhatAPlanWouldRun_data();
    void wayIsWhatAPlanWouldRun();
    void wayLooksAtTheWindowOnly();
    void commonAncestor_data();
    void commonAncestor();
};

void TestGraphModel::isSound()
{
    RevisionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    show(model, sotpSample());
    show(model, tangledSample());
    model.setFilter(QStringLiteral("add a"));
    model.setFilter(QStringLiteral("no such thing"));
    model.setFilter({});
    const GraphSample sotp = sotpSample();
    show(model, sotp);
    model.setPlan(planTo(sotp, Direction::Upgrade, "9c41e07b2d5a"));
    model.markRunning("71fa2c90d3be");
    model.markDone("71fa2c90d3be");
    model.markFailed("e5d0b81f3c77", true);
    model.clearMarks();
    show(model, graphSample(GraphSpec{.scene = "a -> b", .rows = {"gone", "a"}}));
    model.setFilter(QStringLiteral("gone"));
    show(model, graphSample(std::vector<revision::Revision>{}, {}));
    QCOMPARE(model.rowCount(), 0);
}

void TestGraphModel::states_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("words");
    const QString chain = QStringLiteral("a -> b -> c");
    const QString fork = QStringLiteral("a [app] -> b -> c, b -> x");
    const QString merged = QStringLiteral("a -> b, a -> x, b + x -> m -> n !");
    QTest::newRow("applied base") << chain << "b"
                                  << "a"
                                  << "applied, base";
    QTest::newRow("current") << chain << "b"
                             << "b"
                             << "current, applied";
    QTest::newRow("pending head") << chain << "b"
                                  << "c"
                                  << "head, pending";
    QTest::newRow("nothing applied") << chain << ""
                                     << "a"
                                     << "pending, base";
    QTest::newRow("at head") << chain << "c"
                             << "c"
                             << "current, head, applied";
    QTest::newRow("unknown on disk") << chain << "gone"
                                     << "gone"
                                     << "unknown on disk";
    QTest::newRow("branch point") << fork << "b"
                                  << "b"
                                  << "current, applied, branch point";
    QTest::newRow("one of two heads") << fork << "b"
                                      << "x"
                                      << "one of several heads, head, pending";
    QTest::newRow("the other of two heads") << fork << "c"
                                            << "c"
                                            << "current, one of several heads, head, applied";
    QTest::newRow("merge") << merged << "m"
                           << "m"
                           << "current, applied, merge";
    QTest::newRow("side of a merge") << merged << "b"
                                     << "x"
                                     << "pending";
    QTest::newRow("irreversible") << merged << "m"
                                  << "n"
                                  << "head, pending, irreversible";
    QTest::newRow("heads of two branches are as they should be")
        << QStringLiteral("a [app] -> b, m [metrics] -> n") << "a"
        << "b"
        << "head, pending";
    QTest::newRow("implied by a dependency") << QStringLiteral("a -> b, x -> y (b)") << "y"
                                             << "b"
                                             << "head, applied";
}

void TestGraphModel::states()
{
    QFETCH(QString, scene);
    QFETCH(QString, rows);
    QFETCH(QString, id);
    QFETCH(QString, words);
    std::vector<std::string> ids;
    for (const QString &row : rows.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        ids.push_back(row.toStdString());
    const std::string text = scene.toStdString();
    RevisionModel model;
    show(model, graphSample(GraphSpec{.scene = text, .rows = ids}));
    QCOMPARE(wordsOf(model, qPrintable(id)), words);
}

void TestGraphModel::pendingStandsAboveApplied()
{
    RevisionModel model;
    show(model, graphSample(GraphSpec{.scene = "a -> b -> c -> d, a -> x -> y", .rows = {"c"}}));
    QCOMPARE(model.currentLineRow(), 3);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.states(row).testFlag(NodeState::Applied), row >= 3);
    QCOMPARE(model.currentRow(), model.rowOf(QStringLiteral("c")));
    QVERIFY(model.states(model.rowShowing(model.headGraphRow())).testFlag(NodeState::Head));

    show(model, graphSample(GraphSpec{.scene = "a -> b"}));
    QCOMPARE(model.currentLineRow(), 2); // below the last row
    QCOMPARE(model.currentRow(), -1);
    show(model, graphSample(GraphSpec{.scene = "a -> b", .rows = {"b"}}));
    QCOMPARE(model.currentLineRow(), 0);
}

void TestGraphModel::marksWhatWasEditedSinceApplied()
{
    RevisionModel model;
    GraphSample sample = graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"b"}});
    sample.state.changed = {"a"};
    show(model, sample);
    QCOMPARE(wordsOf(model, "a"), QStringLiteral("changed since applied, applied, base"));
    QVERIFY(!model.states(model.rowOf(QStringLiteral("b"))).testFlag(NodeState::Changed));
    sample.state.changed.clear(); // the file is as it was
    show(model, sample);
    QCOMPARE(wordsOf(model, "a"), QStringLiteral("applied, base"));
}

void TestGraphModel::marksWhatIsNotCommitted()
{
    RevisionModel model;
    const GraphSample sample = graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"b"}});
    show(model, sample);
    QSignalSpy changes(&model, &RevisionModel::dataChanged);
    model.setUncommitted({QStringLiteral("c"), QStringLiteral("unheard-of")});
    QCOMPARE(changes.count(), 1);
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("head, pending, not committed"));
    QVERIFY(!model.states(model.rowOf(QStringLiteral("b"))).testFlag(NodeState::Uncommitted));
    show(model, sample); // the files are read again
    QVERIFY(model.states(model.rowOf(QStringLiteral("c"))).testFlag(NodeState::Uncommitted));
    model.setUncommitted({});
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("head, pending"));
}

void TestGraphModel::unknownRowsStandOnTop()
{
    RevisionModel model;
    show(model, graphSample(GraphSpec{.scene = "a -> b", .rows = {"a", "deadbeef"}}));
    QCOMPARE(idsOf(model), QStringLiteral("deadbeef b a"));
    QCOMPARE(model.graphRow(0), -1);
    QCOMPARE(model.message(0), QStringLiteral("no file of this project has this revision"));
    const QString remedy = model.index(0, 0).data(Qt::AccessibleDescriptionRole).toString();
    QVERIFY2(remedy.contains(QLatin1String("Restore the file, or stamp")), qPrintable(remedy));
    QCOMPARE(model.currentLineRow(), 2);
}

void TestGraphModel::nothingIsClaimedOfADatabaseThatDoesNotAnswer()
{
    GraphSample sample = line({"b"});
    sample.state = unreachable(sample.state);
    RevisionModel model;
    show(model, sample);
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.currentLineRow(), -1);
    for (int row = 0; row < model.rowCount(); ++row)
        QVERIFY(!(model.states(row) & (NodeState::Applied | NodeState::Pending | NodeState::Current)));
}

void TestGraphModel::otherBranchesAreLeftOut()
{
    RevisionModel model;
    show(model, graphSample(GraphSpec{.scene = "a [app] -> b, m [metrics] -> n", .rows = {"a"}, .branch = "app"}));
    QCOMPARE(idsOf(model), QStringLiteral("b a"));
}

void TestGraphModel::saysInWordsWhatIsDrawn()
{
    RevisionModel model;
    show(model, sotpSample());
    const auto said = [&model](const char *id, int role) {
        return model.index(model.rowOf(QLatin1String(id)), RevisionModel::LaneColumn).data(role).toString();
    };
    QCOMPARE(said("b2870ce4519f", Qt::AccessibleTextRole),
             QStringLiteral("b2870ce4519f, view active_devices, current, applied"));
    QCOMPARE(said("e5d0b81f3c77", Qt::AccessibleDescriptionRole),
             QStringLiteral("merges b2870ce4519f, 71fa2c90d3be; created 2025-11-01 12:00:00"));
    QCOMPARE(said("0001_init_postgres", Qt::AccessibleDescriptionRole),
             QStringLiteral("revises nothing; branch label postgres; created 2025-11-01 12:00:00"));
    const QString tip = said("08bd77e1f6a4", Qt::ToolTipRole);
    for (const char *part :
         {"08bd77e1f6a4", "soft delete for devices", "irreversible", "revises c3f19a60d7e2", "08bd77e1f6a4.sql"})
        QVERIFY2(tip.contains(QLatin1String(part)), qPrintable(tip));
    QCOMPARE(model.index(0, RevisionModel::StateColumn).data().toString(), QStringLiteral("head, pending"));
}

void TestGraphModel::datesAreShort()
{
    std::vector<revision::Revision> revisions(3);
    const QDate today = QDate::currentDate();
    const std::vector<std::string> dates{"2019-07-09 23:59:59", today.toString(Qt::ISODate).toStdString() + " 08:00:00",
                                         "yesterday"};
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        revisions[i].id = std::string(1, static_cast<char>('a' + i));
        revisions[i].createDate = dates[i];
        if (i > 0)
            revisions[i].downRevisions = {revisions[i - 1].id};
    }
    RevisionModel model;
    show(model, graphSample(revisions, {}));
    const auto date = [&model](const char *id) { return model.date(model.rowOf(QLatin1String(id))); };
    QCOMPARE(date("a"), QLocale().toString(QDate(2019, 7, 9), QStringLiteral("d MMM yyyy")));
    QCOMPARE(date("b"), QLocale().toString(today, QStringLiteral("d MMM")));
    QCOMPARE(date("c"), QString());
}

void TestGraphModel::sameRowsStayInPlace()
{
    RevisionModel model;
    show(model, line({"b"}));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    show(model, line({"c"}));
    QCOMPARE(resets.size(), 0);
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("current, applied"));
    QCOMPARE(model.currentLineRow(), 1);
    show(model, graphSample(GraphSpec{.scene = "a [app] -> b -> c -> d -> e", .rows = {"c"}, .branch = "app"}));
    QCOMPARE(resets.size(), 1);
}

void TestGraphModel::filters_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("ids");
    QTest::newRow("by id") << "71fa"
                           << "71fa2c90d3be";
    QTest::newRow("by message") << "devices"
                                << "b2870ce4519f 4d6e1a2b8c03 08bd77e1f6a4";
    QTest::newRow("letter case aside") << "ESCALATED"
                                       << "c3f19a60d7e2";
    QTest::newRow("every word, in any order") << "devices  soft "
                                              << "08bd77e1f6a4";
    QTest::newRow("by file") << "init_postgres.sql"
                             << "0001_init_postgres";
    QTest::newRow("not by folder") << "sotp/migrations"
                                   << "";
    QTest::newRow("nothing") << "zebra"
                             << "";
    QTest::newRow("not across two rows") << "groupse5d0"
                                         << "";
}

void TestGraphModel::filters()
{
    QFETCH(QString, typed);
    QFETCH(QString, ids);
    RevisionModel model;
    show(model, sotpSample());
    const int all = model.rowCount();
    model.setFilter(typed);
    QVERIFY(model.isFiltered());
    QStringList shown = idsOf(model).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QStringList expected = ids.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    shown.sort();
    expected.sort();
    QCOMPARE(shown, expected);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.rowOf(model.id(row)), row);
    QCOMPARE(model.rowOf(QStringLiteral("5a8e40b7c112")), -1);
    QCOMPARE(model.currentLineRow(), -1);
    model.setFilter(QStringLiteral("  "));
    QVERIFY(!model.isFiltered());
    QCOMPARE(model.rowCount(), all);
}

void TestGraphModel::filterSurvivesAReload()
{
    RevisionModel model;
    show(model, line({"b"}));
    model.setFilter(QStringLiteral("add"));
    QCOMPARE(model.rowCount(), 4);
    show(model,
         graphSample(GraphSpec{
             .scene = "a [app] -> b -> c -> d -> e", .rows = {"b"}, .branch = "app", .messages = {{"a", "x"}}}));
    QCOMPARE(idsOf(model), QStringLiteral("e d c b"));
}

void TestGraphModel::planMarksItsSteps()
{
    const GraphSample sample = line({"a"});
    RevisionModel model;
    show(model, sample);
    model.setPlan(planTo(sample, Direction::Upgrade, "c"));
    QVERIFY(model.hasPlan());
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("planned, pending"));
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("planned, pending"));
    QCOMPARE(wordsOf(model, "d"), QStringLiteral("head, pending"));
    model.setPlan(planTo(sample, Direction::Upgrade, "b"));
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("pending"));
    model.clearMarks();
    QVERIFY(!model.hasPlan());
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("pending"));
}

void TestGraphModel::runMovesTheMarks()
{
    const GraphSample sample = line({"a"});
    RevisionModel model;
    show(model, sample);
    model.setPlan(planTo(sample, Direction::Upgrade, "d"));
    model.markRunning("b");
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("running, pending"));
    QCOMPARE(wordsOf(model, "a"), QStringLiteral("current, applied, base"));
    model.markDone("b");
    model.markDone("c");
    model.moveCurrent("c");
    QCOMPARE(wordsOf(model, "a"), QStringLiteral("applied, base"));
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("applied"));
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("current, applied"));
    QCOMPARE(wordsOf(model, "d"), QStringLiteral("planned, head, pending"));
}

void TestGraphModel::downgradeMovesCurrentBack()
{
    const GraphSample sample = line({"d"});
    RevisionModel model;
    show(model, sample);
    model.setPlan(planTo(sample, Direction::Downgrade, "b"));
    QCOMPARE(wordsOf(model, "d"), QStringLiteral("current, planned, head, applied"));
    model.markRunning("d");
    model.markDone("d");
    model.moveCurrent("d");
    QCOMPARE(wordsOf(model, "d"), QStringLiteral("head, pending"));
    QCOMPARE(wordsOf(model, "c"), QStringLiteral("current, planned, applied"));
}

void TestGraphModel::failureStaysUntilItIsMended()
{
    const GraphSample sample = line({"a"});
    RevisionModel model;
    show(model, sample);
    model.setPlan(planTo(sample, Direction::Upgrade, "d"));
    model.markFailed("b", true);
    model.clearMarks();
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("failed, partly applied, pending"));
    show(model, sample);
    model.clearMarks();
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("failed, partly applied, pending"));
    // Somebody stamped or repaired it: what was to be done is done.
    show(model, line({"b"}));
    model.clearMarks();
    QCOMPARE(wordsOf(model, "b"), QStringLiteral("current, applied"));
}

void TestGraphModel::oneStepAnnouncesItsRowsOnly()
{
    const GraphSample sample = largeSample(2000);
    RevisionModel model;
    show(model, sample);
    const std::string pending = sample.project->map.heads().front();
    model.setPlan(planTo(sample, Direction::Upgrade, pending.c_str()));
    QVERIFY(model.hasPlan());
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.markRunning(pending);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.front()[0].toModelIndex().row(), model.rowOf(QString::fromStdString(pending)));
    QCOMPARE(changes.front()[1].toModelIndex().row(), model.rowOf(QString::fromStdString(pending)));
}

void TestGraphModel::wayIsWhatAPlanWouldRun_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 40; ++seed)
        QTest::addRow("project %d", seed) << seed;
}

void TestGraphModel::wayIsWhatAPlanWouldRun()
{
    QFETCH(int, seed);
    test::MapShape shape{
        .revisions = 40, .lines = 4, .rootChance = 4, .forkChance = 15, .mergeChance = 12, .dependencyChance = 8};
    test::RandomNumbers random(static_cast<std::uint64_t>(seed));
    const std::vector<revision::Revision> revisions = test::randomProject(shape, random);
    const auto map = revision::RevisionMap::build(revisions);
    VERIFY_OK(map);
    const auto half = map->planUpgrade({}, revisions[20].id);
    VERIFY_OK(half);
    const GraphSample sample = graphSample(revisions, half->to);
    const RevisionGraphPtr graph = graphOf(sample);
    int compared = 0;
    for (int row = 0; row < graph->rowCount(); ++row) {
        const std::string id = graph->revisionAt(row).id;
        const auto plan = graph->isAppliedRow(row) ? map->planDowngrade(half->to, id) : map->planUpgrade(half->to, id);
        if (!plan)
            continue;
        std::vector<std::string> planned;
        for (const revision::Step &step : plan->steps)
            planned.push_back(step.revision);
        std::vector<std::string> shown;
        const std::vector<bool> way = graph->wayTo(row, 0, graph->rowCount() - 1);
        for (int at = 0; at < graph->rowCount(); ++at) {
            if (way[static_cast<std::size_t>(at)])
                shown.push_back(graph->revisionAt(at).id);
        }
        std::sort(planned.begin(), planned.end());
        std::sort(shown.begin(), shown.end());
        QVERIFY2(shown == planned,
                 qPrintable(QStringLiteral("to %1: shown %2, planned %3")
                                .arg(QString::fromStdString(id), QString::fromStdString(text::join(shown, " ")),
                                     QString::fromStdString(text::join(planned, " ")))));
        ++compared;
    }
    QVERIFY(compared > 20);
}

void TestGraphModel::wayLooksAtTheWindowOnly()
{
    const RevisionGraphPtr graph = graphOf(line({"b"})); // d c | b a
    QCOMPARE(graph->wayTo(0, 0, 3), (std::vector<bool>{true, true, false, false}));
    QCOMPARE(graph->wayTo(0, 0, 0), (std::vector<bool>{true}));
    QCOMPARE(graph->wayTo(3, 2, 3), (std::vector<bool>{true, false}));
    QCOMPARE(graph->wayTo(2, 0, 3), (std::vector<bool>(4, false))); // current: there is nothing to do
}

void TestGraphModel::commonAncestor_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("ids");
    QTest::addColumn<QString>("meets");
    const QString forks = QStringLiteral("a -> b -> c -> d, b -> x -> y, y -> y2, y -> y3");
    QTest::newRow("two lines") << forks << "d y3"
                               << "b";
    QTest::newRow("three") << forks << "y2 y3 d"
                           << "b";
    QTest::newRow("nearer") << forks << "y2 y3"
                            << "y";
    QTest::newRow("one above the other") << forks << "d b"
                                         << "b";
    QTest::newRow("through a dependency") << QStringLiteral("a -> b, x -> y (a)") << "b y"
                                          << "a";
    QTest::newRow("never") << QStringLiteral("a -> b, x -> y") << "b y"
                           << "";
}

void TestGraphModel::commonAncestor()
{
    QFETCH(QString, scene);
    QFETCH(QString, ids);
    QFETCH(QString, meets);
    const std::string text = scene.toStdString();
    const RevisionGraphPtr graph = graphOf(graphSample(GraphSpec{.scene = text}));
    std::vector<std::string> wanted;
    for (const QString &id : ids.split(QLatin1Char(' ')))
        wanted.push_back(id.toStdString());
    const int row = graph->commonAncestorRow(wanted);
    QCOMPARE(row < 0 ? std::string() : graph->revisionAt(row).id, meets.toStdString());
}

QTEST_GUILESS_MAIN(TestGraphModel)
#include "tst_graphmodel.moc"
