// SPDX-License-Identifier: GPL-3.0-or-later
// Straight runs folded into one row each: what may be folded, how one opens and closes it, and what opens it by itself.
#include "tests/ui/graph/graphsamples.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;

namespace
{

constexpr auto tester = QAbstractItemModelTester::FailureReportingMode::QtTest;

/// b00 … b19, of which b00 … b09 are applied; a fork at b13, whose side is merged at b15.
GraphSample forkedSample()
{
    return graphSample(GraphSpec{.scene = "b00 [app] -> b01 -> b02 -> b03 -> b04 -> b05 -> b06 -> b07 -> b08 -> b09 -> "
                                          "b10 -> b11 -> b12 -> b13 -> b14\n"
                                          "b13 -> s1\n"
                                          "b14 + s1 -> b15 -> b16 -> b17 -> b18 -> b19\n",
                                 .rows = {"b09"},
                                 .branch = "app"});
}

/// One line of so many revisions, r000 the oldest; applied up to `current`.
GraphSample line(int count, int current, const QString &irreversible = {})
{
    QStringList ids;
    for (int i = 0; i < count; ++i) {
        const QString id = QStringLiteral("r%1").arg(i, 3, 10, QLatin1Char('0'));
        ids << (id == irreversible ? id + QLatin1String(" !") : id);
    }
    const std::string scene = ids.join(QLatin1String(" -> ")).toStdString();
    return graphSample(
        GraphSpec{.scene = scene, .rows = {QStringLiteral("r%1").arg(current, 3, 10, QLatin1Char('0')).toStdString()}});
}

struct Desk {
    GraphSample sample;
    GraphPanel panel{QStringLiteral("postgres"), 0};
    QAbstractItemModelTester rows{panel.model(), tester};
    QSignalSpy upgrades{&panel, &GraphPanel::upgradeRequested};
    QSignalSpy downgrades{&panel, &GraphPanel::downgradeRequested};

    explicit Desk(GraphSample shown)
        : sample(std::move(shown))
    {
        panel.setProject(sample.project);
        panel.setState(sample.state);
        panel.setCollapsed(true);
        panel.resize(620, 600);
        panel.show();
        panel.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
        panel.focusGraph();
    }
    RevisionView *view() const { return panel.view(); }
    RevisionModel *model() const { return panel.model(); }
    QString selected() const { return panel.selectedId(); }
    /// What stands in the rows, from the top: ids, folds as "3-7".
    QStringList shown() const
    {
        QStringList list;
        for (int row = 0; row < model()->rowCount(); ++row) {
            const Fold *fold = model()->foldAt(row);
            list << (fold ? QString::number(fold->count()) + QLatin1Char('*') : model()->id(row));
        }
        return list;
    }
    int foldRow() const
    {
        for (int row = 0; row < model()->rowCount(); ++row) {
            if (model()->foldAt(row))
                return row;
        }
        qFatal("nothing is folded");
    }
    QPoint middleOf(int row) const
    {
        view()->scrollTo(model()->index(row, 0));
        return view()->visualRect(model()->index(row, RevisionModel::MessageColumn)).center();
    }
    void click(int row) const { QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, middleOf(row)); }
    void press(Qt::Key key) const { QTest::keyClick(view(), key); }
    void select(int row) const { view()->setCurrentIndex(model()->index(row, 0)); }
    QMenu *menuOf(int row, const char *name) const
    {
        const QPoint at = middleOf(row);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view()->viewport(), &event);
        return panel.findChild<QMenu *>(QLatin1String(name));
    }
};

QStringList list(const char *words)
{
    return QString::fromLatin1(words).split(QLatin1Char(','));
}

void choose(QMenu *menu, const QString &text)
{
    if (!menu)
        qFatal("no menu");
    for (QAction *action : menu->actions()) {
        if (action->text() == text) {
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            return;
        }
    }
    qFatal("the menu has no entry %s", qPrintable(text));
}

} // namespace

class TestGraphFolds : public QObject
{
    Q_OBJECT

private slots:
    void foldsStraightRunsOnly();
    void foldsNothingUnasked();
    void keepsWhatMatters_data();
    void keepsWhatMatters();
    void opensByClick();
    void secondClickDoesNothingElse();
    void opensAndClosesByKeys();
    void opensAndClosesByMenu();
    void neverPlansToAFold();
    void jumpsUnfold();
    void filterUnfolds();
    void runUnfolds();
    void keepsThePlace();
    void staysOpenWhenFilesChange();
    void saysWhatIsFolded();
    void showsTheWayThroughAFold();
    void drawsALineThrough();
};

void TestGraphFolds::foldsStraightRunsOnly()
{
    Desk desk(forkedSample());
    // b19 is the head; b18 … b16 are too few; around fork and merge nothing is folded; b10 … b12 are too few.
    QCOMPARE(desk.shown(), list("b19,b18,b17,b16,b15,b14,s1,b13,b12,b11,b10,b09,8*,b00"));
    QCOMPARE(desk.model()->message(12), QStringLiteral("… 8 revisions · b08 to b01"));
    QCOMPARE(desk.model()->currentLineRow(), 11);
}

void TestGraphFolds::foldsNothingUnasked()
{
    Desk desk(line(40, 20));
    desk.panel.setCollapsed(false);
    QCOMPARE(desk.model()->rowCount(), 40);
    desk.panel.setCollapsed(true);
    QCOMPARE(desk.shown(), list("r039,18*,r020,19*,r000"));
}

void TestGraphFolds::keepsWhatMatters_data()
{
    QTest::addColumn<QString>("scene");
    QTest::addColumn<QString>("changed");
    QTest::addColumn<QStringList>("shown");
    const QString plain = QStringLiteral("a -> b -> c -> d -> e -> f -> g -> h -> i -> j -> k -> l -> m");
    QTest::newRow("nothing special") << plain << QString() << list("m,11*,a");
    QTest::newRow("a label") << QStringLiteral("a -> b -> c -> d -> e -> f -> g [x] -> h -> i -> j -> k -> l -> m")
                             << QString() << list("m,5*,g,5*,a");
    QTest::newRow("edited since") << plain << QStringLiteral("g") << list("m,5*,g,5*,a");
    QTest::newRow("a dependency") << QStringLiteral(
        "x\na -> b -> c -> d -> e -> f -> g (x) -> h -> i -> j -> k -> l -> m")
                                  << QString() << list("m,5*,g,5*,a,x");
    QTest::newRow("irreversible ones are plain")
        << QStringLiteral("a -> b -> c -> d -> e -> f -> g ! -> h -> i -> j -> k -> l -> m") << QString()
        << list("m,11*,a");
}

void TestGraphFolds::keepsWhatMatters()
{
    QFETCH(QString, scene);
    QFETCH(QString, changed);
    QFETCH(QStringList, shown);
    const std::string text = scene.toStdString();
    GraphSample sample = graphSample(GraphSpec{.scene = text, .rows = {"m"}});
    if (!changed.isEmpty())
        sample.state.changed = {changed.toStdString()};
    Desk desk(std::move(sample));
    QCOMPARE(desk.shown(), shown);
}

void TestGraphFolds::opensByClick()
{
    Desk desk(line(40, 20));
    QSignalSpy selected(&desk.panel, &GraphPanel::selectedIdChanged);
    desk.click(1);
    QCOMPARE(desk.model()->rowCount(), 22 - 1 + 1);
    QCOMPARE(desk.model()->id(1), QStringLiteral("r038"));
    QCOMPARE(desk.selected(), QStringLiteral("r038"));
    QCOMPARE(selected.last().first().toString(), QStringLiteral("r038"));
    QVERIFY(desk.upgrades.isEmpty());
}

void TestGraphFolds::secondClickDoesNothingElse()
{
    Desk desk(line(40, 20));
    const QPoint at = desk.middleOf(1);
    QTest::mouseClick(desk.view()->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(desk.view()->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(desk.model()->id(1), QStringLiteral("r038"));
    QVERIFY(desk.upgrades.isEmpty()); // the second click was meant for the fold
    QTest::mouseClick(desk.view()->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(desk.view()->viewport(), Qt::LeftButton, {}, at);
    QCOMPARE(desk.upgrades.size(), 1); // these aren't
}

void TestGraphFolds::opensAndClosesByKeys()
{
    Desk desk(line(40, 20));
    desk.select(0);
    desk.press(Qt::Key_Down);
    QCOMPARE(desk.selected(), QString()); // a fold is no revision
    desk.press(Qt::Key_Right);
    QCOMPARE(desk.selected(), QStringLiteral("r038"));
    desk.press(Qt::Key_Down);
    desk.press(Qt::Key_Left);
    QCOMPARE(desk.shown(), list("r039,18*,r020,19*,r000"));
    QCOMPARE(desk.view()->currentIndex().row(), 1);
    desk.press(Qt::Key_Return);
    QCOMPARE(desk.selected(), QStringLiteral("r038"));
    QVERIFY(desk.upgrades.isEmpty());
    // Where nothing is folded, Left and Right go along the line.
    desk.panel.setCollapsed(false);
    desk.press(Qt::Key_Left);
    QCOMPARE(desk.selected(), QStringLiteral("r039"));
}

void TestGraphFolds::opensAndClosesByMenu()
{
    Desk desk(line(40, 20));
    choose(desk.menuOf(3, "foldMenu"), QStringLiteral("Unfold these 19 revisions"));
    QCOMPARE(desk.shown().size(), 4 + 19);
    choose(desk.menuOf(6, "nodeMenu"), QStringLiteral("Fold this run of 19 revisions"));
    QCOMPARE(desk.shown(), list("r039,18*,r020,19*,r000"));
    QSignalSpy copies(&desk.panel, &GraphPanel::copyRequested);
    choose(desk.menuOf(3, "foldMenu"), QStringLiteral("Copy “retort -x db=postgres history -r r001:r019”"));
    QCOMPARE(copies.first().first().toString(), QStringLiteral("retort -x db=postgres history -r r001:r019"));
    choose(desk.menuOf(3, "foldMenu"), QStringLiteral("Unfold all"));
    QCOMPARE(desk.model()->rowCount(), 40);
}

void TestGraphFolds::neverPlansToAFold()
{
    Desk desk(line(40, 20));
    desk.select(3);
    desk.panel.activateSelected(); // Ctrl+Return of the window
    QVERIFY(desk.downgrades.isEmpty());
    QCOMPARE(desk.selected(), QStringLiteral("r019"));
    desk.panel.activateSelected();
    QCOMPARE(desk.downgrades.size(), 1);
}

void TestGraphFolds::jumpsUnfold()
{
    Desk desk(line(40, 20));
    QVERIFY(desk.panel.selectRevision(QStringLiteral("r030")));
    QCOMPARE(desk.selected(), QStringLiteral("r030"));
    QCOMPARE(desk.shown(), list("r039,8*,r030,9*,r020,19*,r000"));
    desk.panel.jumpToCurrent();
    QCOMPARE(desk.selected(), QStringLiteral("r020"));
    desk.panel.jumpToHead();
    QCOMPARE(desk.selected(), QStringLiteral("r039"));
    // Its run is one run, as far as folding it again goes.
    QVERIFY(desk.panel.selectRevision(QStringLiteral("r030")));
    desk.press(Qt::Key_Left);
    QCOMPARE(desk.shown(), list("r039,18*,r020,19*,r000"));
}

void TestGraphFolds::filterUnfolds()
{
    Desk desk(line(40, 20));
    auto *filter = desk.panel.findChild<QLineEdit *>(QStringLiteral("graphFilter"));
    QTest::keyClicks(filter, QStringLiteral("r01"));
    QCOMPARE(desk.shown().size(), 10);
    QVERIFY(!desk.shown().join(QLatin1Char(' ')).contains(QLatin1Char('*')));
    QVERIFY(desk.panel.selectRevision(QStringLiteral("r012")));
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(desk.selected(), QStringLiteral("r012")); // what was found stays in sight
    QCOMPARE(desk.shown(), list("r039,18*,r020,7*,r012,11*,r000"));
}

void TestGraphFolds::runUnfolds()
{
    Desk desk(line(40, 20));
    session::PlanPreview preview;
    preview.plan = desk.sample.project->map.planUpgrade(desk.sample.state.rows, "r024").value();
    desk.panel.showPlan(preview);
    QCOMPARE(desk.shown(), list("r039,14*,r024,r023,r022,r021,r020,19*,r000"));
    desk.panel.clearPlan();
    QCOMPARE(desk.shown(), list("r039,18*,r020,19*,r000"));

    desk.sample.state.isRunning = true;
    desk.panel.setState(desk.sample.state);
    desk.panel.startRun(1, preview);
    std::vector<run::RunEvent> events;
    for (const revision::Step &step : preview.plan.steps) {
        for (const auto kind : {run::RunEvent::Kind::StepStarted, run::RunEvent::Kind::StepFinished}) {
            run::RunEvent event;
            event.kind = kind;
            event.revision = step.revision;
            events.push_back(event);
        }
    }
    desk.panel.addEvents(events);
    QVERIFY(desk.model()->rowOf(QStringLiteral("r022")) >= 0);
    desk.sample.state.isRunning = false;
    desk.sample.state.rows = {"r024"};
    desk.panel.setState(desk.sample.state);
    // What was run stays in sight, and so does what was current before, since it is selected.
    QCOMPARE(desk.selected(), QStringLiteral("r020"));
    QCOMPARE(desk.shown(), list("r039,14*,r024,r023,r022,r021,r020,19*,r000"));
}

void TestGraphFolds::keepsThePlace()
{
    Desk desk(line(400, 200));
    desk.panel.setCollapsed(false);
    QVERIFY(desk.panel.selectRevision(QStringLiteral("r100")));
    desk.panel.setCollapsed(true);
    QCOMPARE(desk.selected(), QStringLiteral("r100"));
    const int row = desk.view()->currentIndex().row();
    QVERIFY(desk.view()->viewport()->rect().contains(desk.view()->visualRect(desk.model()->index(row, 0)).center()));
    desk.panel.setCollapsed(false);
    QCOMPARE(desk.selected(), QStringLiteral("r100"));
    QCOMPARE(desk.model()->rowCount(), 400);
}

void TestGraphFolds::staysOpenWhenFilesChange()
{
    Desk desk(line(40, 20));
    desk.click(3);
    const GraphSample longer = line(41, 20);
    desk.panel.setProject(longer.project);
    desk.panel.setState(longer.state);
    QCOMPARE(desk.shown().mid(0, 3), list("r040,19*,r020"));
    QCOMPARE(desk.model()->rowCount(), 3 + 20);
}

void TestGraphFolds::saysWhatIsFolded()
{
    Desk desk(line(40, 20, QStringLiteral("r005")));
    const int row = 3;
    const QModelIndex index = desk.model()->index(row, RevisionModel::LaneColumn);
    QCOMPARE(index.data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("… 19 revisions · r019 to r001, all applied, 1 irreversible"));
    QCOMPARE(index.data(Qt::AccessibleDescriptionRole).toString(),
             QStringLiteral("A straight run of 19 revisions, folded. Return or the Right arrow unfolds it."));
    QCOMPARE(desk.model()->index(1, RevisionModel::StateColumn).data().toString(), QStringLiteral("all pending"));
    QCOMPARE(desk.view()->shownBadges(row), list("all applied,1 irreversible"));
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(QStringLiteral("19 revisions")));
}

void TestGraphFolds::showsTheWayThroughAFold()
{
    Desk desk(line(40, 20));
    desk.select(0);
    desk.view()->setFocus();
    QCOMPARE(desk.view()->wayRows(), (std::vector<int>{0, 1})); // the head, and all that is pending below it
    desk.select(4);
    QCOMPARE(desk.view()->wayRows(), (std::vector<int>{2, 3}));
}

void TestGraphFolds::drawsALineThrough()
{
    Desk desk(line(40, 20));
    const QImage image = desk.view()->viewport()->grab().toImage();
    const int x = desk.view()->metrics().laneX(0);
    const QColor ink = Theme::current().branch(0);
    const QRect row = desk.view()->visualRect(desk.model()->index(3, 0));
    const qreal ratio = image.devicePixelRatio();
    for (int y = row.top(); y <= row.bottom(); ++y)
        QCOMPARE(image.pixelColor(QPointF(x * ratio, y * ratio).toPoint()).rgb(), ink.rgb());
    const QRect pending = desk.view()->visualRect(desk.model()->index(1, 0));
    QVERIFY(image.pixelColor(QPointF(x * ratio, pending.center().y() * ratio).toPoint()).rgb() != ink.rgb());
}

QTEST_MAIN(TestGraphFolds)
#include "tst_graphfolds.moc"
