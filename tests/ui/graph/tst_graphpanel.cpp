// SPDX-License-Identifier: GPL-3.0-or-later
// The panel as a person uses it: what it says, what it offers, what it asks for.
#include "tests/ui/graph/graphsamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/theme/labels.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/statepage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using revision::Direction;

namespace
{

/// A panel on a sample, shown and with the focus in its graph.
struct Desk {
    GraphSample sample;
    GraphPanel panel{QStringLiteral("postgres"), 0};
    QSignalSpy upgrades{&panel, &GraphPanel::upgradeRequested};
    QSignalSpy downgrades{&panel, &GraphPanel::downgradeRequested};
    QSignalSpy undos{&panel, &GraphPanel::undoLastRequested};
    QSignalSpy stamps{&panel, &GraphPanel::stampRequested};
    QSignalSpy revisions{&panel, &GraphPanel::newRevisionRequested};
    QSignalSpy cancels{&panel, &GraphPanel::cancelRequested};
    QSignalSpy retries{&panel, &GraphPanel::retryRequested};
    QSignalSpy copies{&panel, &GraphPanel::copyRequested};
    QSignalSpy files{&panel, &GraphPanel::showFileRequested};

    explicit Desk(GraphSample shown = sotpSample())
        : sample(std::move(shown))
    {
        panel.setProject(sample.project);
        panel.setState(sample.state);
        panel.resize(560, 500);
        panel.show();
        panel.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
        panel.focusGraph();
    }

    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *found = panel.findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no widget is called %s", name);
        return found;
    }
    QPushButton *button(const char *name) const { return find<QPushButton>(name); }
    QLineEdit *filter() const { return find<QLineEdit>("graphFilter"); }
    RevisionView *view() const { return panel.view(); }
    RevisionModel *model() const { return panel.model(); }
    StatePage *page() const { return panel.findChild<StatePage *>(); }
    bool isGraphShown() const { return view()->isVisible(); }
    QString progress() const { return find<ElidedLabel>("runProgress")->text(); }
    NoticeBar *notice() const
    {
        for (NoticeBar *bar : panel.findChildren<NoticeBar *>()) {
            if (bar->isVisible())
                return bar;
        }
        return nullptr;
    }
    QString noticeText() const { return notice() ? notice()->sentence() : QString(); }

    void click(const char *name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    QPoint rowPoint(const char *id) const
    {
        panel.view()->scrollTo(model()->index(model()->rowOf(QLatin1String(id)), 0));
        const QRect row =
            view()->visualRect(model()->index(model()->rowOf(QLatin1String(id)), RevisionModel::MessageColumn));
        return row.center();
    }
    void doubleClick(const char *id) const
    {
        const QPoint at = rowPoint(id);
        QTest::mouseClick(view()->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseDClick(view()->viewport(), Qt::LeftButton, {}, at);
    }
    /// The menu of a node, as the right button opens it.
    QMenu *menuOf(const char *id) const
    {
        const QPoint at = rowPoint(id);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view()->viewport(), &event);
        for (QMenu *menu : panel.findChildren<QMenu *>(QStringLiteral("nodeMenu"))) {
            if (menu->isVisible())
                return menu;
        }
        return nullptr;
    }
    session::PlanPreview preview(Direction direction, const char *target) const
    {
        const auto plan = direction == Direction::Upgrade
            ? sample.project->map.planUpgrade(sample.state.rows, target)
            : sample.project->map.planDowngrade(sample.state.rows, target);
        session::PlanPreview made;
        made.database = "postgres";
        made.plan = plan.value();
        return made;
    }
    void setRunning(bool isRunning)
    {
        sample.state.isRunning = isRunning;
        panel.setState(sample.state);
    }
    QStringList words(const char *id) const { return stateWords(model()->states(model()->rowOf(QLatin1String(id)))); }
};

/// Chooses an entry with the mouse and closes the menu, as a click does.
void choose(QMenu *menu, const QString &text)
{
    for (QAction *action : menu->actions()) {
        if (action->text() == text) {
            QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            return;
        }
    }
    qFatal("the menu has no entry %s", qPrintable(text));
}

QStringList list(std::initializer_list<const char *> words)
{
    QStringList made;
    for (const char *word : words)
        made << QString::fromUtf8(word);
    return made;
}

QStringList entries(const QMenu *menu)
{
    QStringList texts;
    for (const QAction *action : menu->actions()) {
        if (!action->isSeparator())
            texts << (action->isEnabled() ? action->text() : QLatin1Char('(') + action->text() + QLatin1Char(')'));
    }
    return texts;
}

run::RunEvent runEvent(run::RunEvent::Kind kind, const char *revision, int step = 0)
{
    run::RunEvent made;
    made.kind = kind;
    made.revision = revision;
    made.step = step;
    made.stepCount = 3;
    return made;
}

run::RunReport failure(const char *revision, int statementsDone)
{
    run::RunReport report;
    report.outcome = run::Outcome::Failed;
    report.failingRevision = revision;
    run::StepReport step;
    step.revision = revision;
    step.statementsDone = statementsDone;
    report.steps = {step};
    return report;
}

using Kind = run::RunEvent::Kind;

} // namespace

class TestGraphPanel : public QObject
{
    Q_OBJECT

private slots:
    void buttonsAskForTheirPlan();
    void buttonsFollowTheState_data();
    void buttonsFollowTheState();
    void everyWidgetHasAName();

    void doubleClickPlansTheStep_data();
    void doubleClickPlansTheStep();
    void returnPlansTheStep();
    void nothingIsPlannedWithoutAServer();
    void nodeMenuOffersWhatMakesSense_data();
    void nodeMenuOffersWhatMakesSense();
    void nodeMenuAsksForWhatIsChosen();
    void nodeMenuCopiesTheCommand();
    void nodeMenuCompares();
    void moreMenu();

    void filterNarrowsAndGivesWay();
    void lettersTypedInTheGraphFilter();
    void filterWithoutMatchSaysSo();
    void choosingARevisionLiftsTheFilter();
    void filterTakesRanges_data();
    void filterTakesRanges();
    void rangeFollowsTheFiles();

    void emptyProjectOffersTheFirstRevision();
    void unreadableFilesAreTold();
    void faultyFileKeepsTheLastGoodGraph();
    void unreachableServerIsTold();
    void unknownRowOffersToStamp();
    void splitBranchOffersToJoinItsHeads();

    void runIsTold();
    void failureIsMarked_data();
    void failureIsMarked();
    void planIsMarkedAndForgotten();
    void selectionSurvivesNewFiles();
    void jumps();
    void jumpsWhereLinesMeet();
    void opensAtTheCurrentRevision();
    void largeProjectsAreLaidOutElsewhere();
    void onlyTheNewestLayoutCounts();
};

// --- header --------------------------------------------------------------------------------------------------------

void TestGraphPanel::buttonsAskForTheirPlan()
{
    Desk desk;
    desk.click("upgradeToHead");
    QCOMPARE(desk.upgrades.last().front().toString(), QStringLiteral("head"));
    desk.click("undoLast");
    QCOMPARE(desk.undos.size(), 1);
    QCOMPARE(desk.cancels.size(), 0);
}

void TestGraphPanel::buttonsFollowTheState_data()
{
    QTest::addColumn<QString>("rows");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<bool>("canUpgrade");
    QTest::addColumn<bool>("canUndo");
    QTest::newRow("some pending") << "b"
                                  << "" << true << true;
    QTest::newRow("at head") << "c"
                             << "" << false << true;
    QTest::newRow("at base") << ""
                             << "" << true << false;
    QTest::newRow("unreachable") << "b"
                                 << "unreachable" << false << false;
    QTest::newRow("running") << "b"
                             << "running" << false << false;
}

void TestGraphPanel::buttonsFollowTheState()
{
    QFETCH(QString, rows);
    QFETCH(QString, condition);
    QFETCH(bool, canUpgrade);
    QFETCH(bool, canUndo);
    std::vector<std::string> versionRows;
    if (!rows.isEmpty())
        versionRows.push_back(rows.toStdString());
    GraphSample sample = graphSample(GraphSpec{.scene = "a -> b -> c", .rows = versionRows});
    if (condition == QLatin1String("unreachable"))
        sample.state = unreachable(sample.state);
    sample.state.isRunning = condition == QLatin1String("running");
    Desk desk(sample);
    QCOMPARE(desk.button("upgradeToHead")->isVisible() && desk.button("upgradeToHead")->isEnabled(), canUpgrade);
    QCOMPARE(desk.button("undoLast")->isVisible() && desk.button("undoLast")->isEnabled(), canUndo);
    QCOMPARE(desk.button("cancelRun")->isVisible(), sample.state.isRunning);
    if (sample.state.isRunning) {
        desk.click("cancelRun");
        QCOMPARE(desk.cancels.size(), 1);
    }
}

void TestGraphPanel::everyWidgetHasAName()
{
    Desk desk;
    QCOMPARE(unnamedFocusableWidgets(&desk.panel), QStringList());
}

// --- steps ---------------------------------------------------------------------------------------------------------

void TestGraphPanel::doubleClickPlansTheStep_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("asked");
    QTest::newRow("pending") << QByteArray("e5d0b81f3c77") << "upgrade e5d0b81f3c77";
    QTest::newRow("applied") << QByteArray("c3f19a60d7e2") << "downgrade c3f19a60d7e2";
    QTest::newRow("current") << QByteArray("b2870ce4519f") << "file /sotp/migrations/postgres/b2870ce4519f.sql";
}

void TestGraphPanel::doubleClickPlansTheStep()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, asked);
    Desk desk;
    desk.doubleClick(id.constData());
    QStringList all;
    const auto add = [&all](const QString &verb, const QSignalSpy &spy) {
        for (const QList<QVariant> &arguments : spy)
            all << verb + QLatin1Char(' ') + arguments.front().toString();
    };
    add(QStringLiteral("upgrade"), desk.upgrades);
    add(QStringLiteral("downgrade"), desk.downgrades);
    add(QStringLiteral("file"), desk.files);
    QCOMPARE(all, QStringList{asked});
    QCOMPARE(desk.panel.selectedId(), QString::fromUtf8(id));
}

void TestGraphPanel::returnPlansTheStep()
{
    Desk desk;
    desk.panel.selectRevision(QStringLiteral("9c41e07b2d5a"));
    QTest::keyClick(desk.view(), Qt::Key_Return);
    QCOMPARE(desk.upgrades.size(), 1);
    QCOMPARE(desk.upgrades.front().front().toString(), QStringLiteral("9c41e07b2d5a"));
    desk.panel.activateSelected();
    QCOMPARE(desk.upgrades.size(), 2);
}

void TestGraphPanel::nothingIsPlannedWithoutAServer()
{
    GraphSample sample = sotpSample();
    sample.state = unreachable(sample.state);
    Desk desk(sample);
    desk.doubleClick("9c41e07b2d5a");
    QCOMPARE(desk.upgrades.size() + desk.downgrades.size() + desk.stamps.size(), 0);
    Desk busy;
    busy.setRunning(true);
    busy.doubleClick("9c41e07b2d5a");
    QCOMPARE(busy.upgrades.size(), 0);
}

void TestGraphPanel::nodeMenuOffersWhatMakesSense_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QString>("condition");
    QTest::addColumn<QStringList>("offered");
    const char *verify = "Verify this revision";
    constexpr const char *stamp = "Stamp this revision…";
    constexpr const char *grow = "New revision from here…";
    constexpr const char *copyUp = "Copy “retort -x db=postgres upgrade c”";
    constexpr const char *compare = "Compare with another revision…";
    constexpr const char *relations = "Show relations";
    QTest::newRow("pending") << QByteArray(
        "c") << "" << list({"Upgrade to here…", stamp, grow, "Copy id", copyUp, relations, compare, verify, "Show file"});
    QTest::newRow("applied") << QByteArray("a") << ""
                             << list({"Downgrade to here…", stamp, grow, "Copy id",
                                      "Copy “retort -x db=postgres downgrade a”", relations, compare, verify, "Show file"});
    QTest::newRow("current: already there")
        << QByteArray("b") << ""
        << list({"(Downgrade to here…)", stamp, grow, "Copy id", "Copy “retort -x db=postgres downgrade b”", relations,
                 compare, verify, "Show file"});
    QTest::newRow("unreachable") << QByteArray("c") << "unreachable"
                                 << list({"(Upgrade to here…)", "(Stamp this revision…)", grow, "Copy id", copyUp,
                                          relations, compare, verify, "Show file"});
    QTest::newRow("running") << QByteArray("c") << "running"
                             << list({"(Upgrade to here…)", "(Stamp this revision…)", grow, "Copy id", copyUp,
                                      relations, compare, verify, "Show file"});
    QTest::newRow("unknown on disk") << QByteArray("gone") << "orphan" << list({"Stamp another revision…", "Copy id"});
}

void TestGraphPanel::nodeMenuOffersWhatMakesSense()
{
    QFETCH(QByteArray, id);
    QFETCH(QString, condition);
    QFETCH(QStringList, offered);
    GraphSample sample = graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"b"}});
    if (condition == QLatin1String("unreachable"))
        sample.state = unreachable(sample.state);
    if (condition == QLatin1String("orphan"))
        sample = graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"gone"}});
    sample.state.isRunning = condition == QLatin1String("running");
    Desk desk(sample);
    QMenu *menu = desk.menuOf(id.constData());
    QVERIFY(menu);
    QCOMPARE(entries(menu), offered);
    menu->close();
}

void TestGraphPanel::nodeMenuAsksForWhatIsChosen()
{
    Desk desk;
    choose(desk.menuOf("71fa2c90d3be"), QStringLiteral("Upgrade to here…"));
    QCOMPARE(desk.upgrades.last().front().toString(), QStringLiteral("71fa2c90d3be"));
    choose(desk.menuOf("5a8e40b7c112"), QStringLiteral("Downgrade to here…"));
    QCOMPARE(desk.downgrades.last().front().toString(), QStringLiteral("5a8e40b7c112"));
    choose(desk.menuOf("c3f19a60d7e2"), QStringLiteral("Stamp this revision…"));
    QCOMPARE(desk.stamps.last().front().toString(), QStringLiteral("c3f19a60d7e2"));
    choose(desk.menuOf("9c41e07b2d5a"), QStringLiteral("New revision from here…"));
    QCOMPARE(desk.revisions.last().front().toString(), QStringLiteral("9c41e07b2d5a"));
    choose(desk.menuOf("9c41e07b2d5a"), QStringLiteral("Copy id"));
    QCOMPARE(desk.copies.last().front().toString(), QStringLiteral("9c41e07b2d5a"));
    choose(desk.menuOf("9c41e07b2d5a"), QStringLiteral("Show file"));
    QCOMPARE(desk.files.last().front().toString(), QStringLiteral("/sotp/migrations/postgres/9c41e07b2d5a.sql"));
}

void TestGraphPanel::nodeMenuCopiesTheCommand()
{
    Desk desk;
    choose(desk.menuOf("9c41e07b2d5a"), QStringLiteral("Copy “retort -x db=postgres upgrade 9c41e07b2d5a”"));
    QCOMPARE(desk.copies.last().front().toString(), QStringLiteral("retort -x db=postgres upgrade 9c41e07b2d5a"));
}

void TestGraphPanel::nodeMenuCompares()
{
    Desk desk(graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"b"}}));
    QSignalSpy comparisons(&desk.panel, &GraphPanel::comparisonRequested);
    // First with where the database is; from then on also with the one that was looked at.
    choose(desk.menuOf("c"), QStringLiteral("Compare with another revision…"));
    QCOMPARE(comparisons.last(), (QList<QVariant>{QStringLiteral("b"), QStringLiteral("c")}));
    choose(desk.menuOf("a"), QStringLiteral("Compare c with this…"));
    QCOMPARE(comparisons.last(), (QList<QVariant>{QStringLiteral("c"), QStringLiteral("a")}));
}

void TestGraphPanel::moreMenu()
{
    Desk desk;
    QMenu *menu = desk.button("graphMenu")->menu();
    menu->popup({});
    QVERIFY(entries(menu).contains(QStringLiteral("Downgrade to base…")));
    choose(menu, QStringLiteral("Downgrade to base…"));
    QCOMPARE(desk.downgrades.last().front().toString(), QStringLiteral("base"));
    menu->popup({});
    choose(menu, QStringLiteral("Stamp…"));
    QCOMPARE(desk.stamps.last().front().toString(), QString());
    menu->popup({});
    choose(menu, QStringLiteral("Refresh"));
    QCOMPARE(desk.retries.size(), 1);

    desk.sample.state = unreachable(desk.sample.state);
    desk.panel.setState(desk.sample.state);
    menu->popup({});
    QVERIFY(entries(menu).contains(QStringLiteral("(Stamp…)")));
    QVERIFY(entries(menu).contains(QStringLiteral("(Downgrade to base…)")));
    menu->close();
}

// --- filter --------------------------------------------------------------------------------------------------------

void TestGraphPanel::filterNarrowsAndGivesWay()
{
    Desk desk;
    desk.panel.focusFilter();
    QTest::keyClicks(desk.filter(), QStringLiteral("audit"));
    QCOMPARE(desk.model()->rowCount(), 3);
    QTest::keyClick(desk.filter(), Qt::Key_Down);
    QVERIFY(desk.view()->hasFocus());
    desk.panel.focusFilter();
    QTest::keyClick(desk.filter(), Qt::Key_Escape);
    QCOMPARE(desk.filter()->text(), QString());
    QCOMPARE(desk.model()->rowCount(), 9);
    QVERIFY(desk.filter()->hasFocus());
    QTest::keyClick(desk.filter(), Qt::Key_Escape);
    QVERIFY(desk.view()->hasFocus());
}

void TestGraphPanel::lettersTypedInTheGraphFilter()
{
    Desk desk;
    QTest::keyClick(desk.view(), 's');
    QVERIFY(desk.filter()->hasFocus());
    QTest::keyClicks(desk.filter(), QStringLiteral("oft"));
    QCOMPARE(desk.filter()->text(), QStringLiteral("soft"));
    QCOMPARE(desk.model()->rowCount(), 2);
}

void TestGraphPanel::filterWithoutMatchSaysSo()
{
    Desk desk;
    desk.panel.setRelationIndex(std::make_shared<session::RelationIndex>());
    desk.filter()->setText(QStringLiteral("zebra"));
    QVERIFY(!desk.isGraphShown());
    QCOMPARE(desk.page()->heading(), QStringLiteral("No revision matches"));
    QVERIFY(desk.page()->sentence().contains(QLatin1String("zebra")));
    QTest::mouseClick(desk.page()->action(), Qt::LeftButton);
    QVERIFY(desk.isGraphShown());
    QCOMPARE(desk.filter()->text(), QString());
}

void TestGraphPanel::choosingARevisionLiftsTheFilter()
{
    Desk desk;
    desk.filter()->setText(QStringLiteral("audit"));
    QVERIFY(desk.panel.selectRevision(QStringLiteral("0001_init_postgres")));
    QCOMPARE(desk.filter()->text(), QString());
    QCOMPARE(desk.panel.selectedId(), QStringLiteral("0001_init_postgres"));
    QVERIFY(!desk.panel.selectRevision(QStringLiteral("no-such-revision")));
}

void TestGraphPanel::filterTakesRanges_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("ids");
    QTest::newRow("from and to") << "c3f19a60d7e2:b2870ce4519f"
                                 << "b2870ce4519f 08bd77e1f6a4 c3f19a60d7e2";
    QTest::newRow("from the database on") << "9c41e07b2d5a:"
                                          << "9c41e07b2d5a";
    QTest::newRow("means nothing: looked for as it is") << "zebra:unicorn"
                                                        << "";
}

void TestGraphPanel::filterTakesRanges()
{
    QFETCH(QString, typed);
    QFETCH(QString, ids);
    Desk desk;
    desk.panel.focusFilter();
    QTest::keyClicks(desk.filter(), typed);
    QStringList shown;
    for (int row = 0; row < desk.model()->rowCount(); ++row)
        shown << desk.model()->id(row);
    QCOMPARE(shown.join(QLatin1Char(' ')), ids);
    auto *command = desk.find<QAction>("copyRangeCommand");
    QCOMPARE(command->isVisible(), !ids.isEmpty());
    if (ids.isEmpty())
        return;
    command->trigger();
    QCOMPARE(desk.copies.size(), 1);
    QCOMPARE(desk.copies.front().front().toString(), QLatin1String("retort -x db=postgres history -r ") + typed);
}

void TestGraphPanel::rangeFollowsTheFiles()
{
    Desk desk(graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"b"}}));
    desk.filter()->setText(QStringLiteral("b:"));
    QCOMPARE(desk.model()->rowCount(), 2);
    const GraphSample newer = graphSample(GraphSpec{.scene = "z -> y, a -> b -> c -> d", .rows = {"b"}});
    desk.panel.setProject(newer.project);
    desk.panel.setState(newer.state);
    QCOMPARE(desk.model()->rowCount(), 3);
    QCOMPARE(desk.model()->rowOf(QStringLiteral("y")), -1);
}

// --- pages and notices ---------------------------------------------------------------------------------------------

void TestGraphPanel::emptyProjectOffersTheFirstRevision()
{
    Desk desk(graphSample(std::vector<revision::Revision>{}, {}));
    QVERIFY(!desk.isGraphShown());
    QCOMPARE(desk.page()->heading(), QStringLiteral("No revisions yet"));
    QTest::mouseClick(desk.page()->action(), Qt::LeftButton);
    QCOMPARE(desk.revisions.size(), 1);

    GraphSample foreign = graphSample(GraphSpec{.scene = "m [metrics] -> n", .branch = "app"});
    Desk other(foreign);
    QVERIFY2(other.page()->sentence().contains(QLatin1String("app")), qPrintable(other.page()->sentence()));
}

void TestGraphPanel::unreadableFilesAreTold()
{
    auto project = std::make_shared<session::ProjectState>();
    project->error = makeError("duplicate-revision", "Two files have revision a", "Give one another id.");
    GraphSample sample = graphSample(std::vector<revision::Revision>{}, {});
    sample.project = project;
    Desk desk(sample);
    QCOMPARE(desk.page()->heading(), QStringLiteral("The revisions can't be read"));
    QVERIFY(desk.page()->sentence().contains(QLatin1String("Two files have revision a")));
}

void TestGraphPanel::faultyFileKeepsTheLastGoodGraph()
{
    Desk desk;
    auto project = std::make_shared<session::ProjectState>(*desk.sample.project);
    Error error = makeError("unknown-section", "“-- migrate:upp” is no section", "Write “-- migrate:up”.");
    error.place.file = "/sotp/migrations/postgres/new.sql";
    error.place.line = 4;
    project->error = error;
    desk.panel.setProject(project);
    QVERIFY(desk.isGraphShown());
    QCOMPARE(desk.model()->rowCount(), 9);
    QVERIFY(desk.noticeText().contains(QLatin1String("is no section")));
    QVERIFY(desk.notice()->remedy().contains(QLatin1String("as they were before")));
    QTest::mouseClick(desk.notice()->action(), Qt::LeftButton);
    QCOMPARE(desk.files.last().front().toString(), QStringLiteral("/sotp/migrations/postgres/new.sql"));
    desk.panel.setProject(desk.sample.project);
    QVERIFY(!desk.notice());
}

void TestGraphPanel::unreachableServerIsTold()
{
    Desk desk;
    desk.panel.setState(unreachable(desk.sample.state));
    QCOMPARE(desk.noticeText(), QStringLiteral("Nothing listens on localhost:5433"));
    QVERIFY(desk.notice()->remedy().contains(QLatin1String("POSTGRES_PORT")));
    QTest::mouseClick(desk.notice()->action(), Qt::LeftButton);
    QCOMPARE(desk.retries.size(), 1);
    session::DatabaseState connecting = unreachable(desk.sample.state);
    connecting.reachability = session::Reachability::Connecting;
    desk.panel.setState(connecting);
    QVERIFY(!desk.notice());
}

void TestGraphPanel::unknownRowOffersToStamp()
{
    Desk desk(graphSample(GraphSpec{.scene = "a -> b", .rows = {"gone"}}));
    QVERIFY(desk.noticeText().contains(QLatin1String("gone")));
    session::DatabaseState known = desk.sample.state;
    known.lastPlaces = {"gone was last run from versions/gone_add.sql on 2026-11-20 by ann"};
    desk.panel.setState(known);
    QVERIFY(desk.notice()->remedy().startsWith(
        QLatin1String("gone was last run from versions/gone_add.sql on 2026-11-20 by ann. Restore the file")));
    QTest::mouseClick(desk.notice()->action(), Qt::LeftButton);
    QCOMPARE(desk.stamps.size(), 1);
    QCOMPARE(desk.stamps.front().front().toString(), QString());
    desk.doubleClick("gone");
    QCOMPARE(desk.stamps.size(), 2);
}

void TestGraphPanel::splitBranchOffersToJoinItsHeads()
{
    Desk desk(graphSample(GraphSpec{.scene = "a [app] -> b -> c, b -> x", .rows = {"b"}, .branch = "app"}));
    QCOMPARE(desk.noticeText(), QStringLiteral("The branch app has 2 heads: c, x."));
    QSignalSpy joins(&desk.panel, &GraphPanel::joinHeadsRequested);
    QTest::mouseClick(desk.notice()->action(), Qt::LeftButton);
    QCOMPARE(joins.size(), 1);
    // One head for each branch is as it should be.
    Desk sound(graphSample(GraphSpec{.scene = "a [app] -> b, m [metrics] -> n", .rows = {"a"}, .branch = "app"}));
    QVERIFY(!sound.notice());
}

// --- runs ----------------------------------------------------------------------------------------------------------

void TestGraphPanel::runIsTold()
{
    Desk desk;
    const session::PlanPreview preview = desk.preview(Direction::Upgrade, "9c41e07b2d5a");
    desk.setRunning(true);
    desk.panel.startRun(1, preview);
    QCOMPARE(desk.progress(), QStringLiteral("starting …"));
    desk.panel.addEvents({runEvent(Kind::StepStarted, "71fa2c90d3be", 1)});
    QCOMPARE(desk.progress(), QStringLiteral("step 1 of 3"));
    QVERIFY(desk.words("71fa2c90d3be").contains(QStringLiteral("running")));
    run::RunEvent statement = runEvent(Kind::StatementStarted, "71fa2c90d3be", 1);
    statement.statement = 2;
    statement.statementCount = 5;
    desk.panel.addEvents({statement});
    QCOMPARE(desk.progress(), QStringLiteral("step 1 of 3 · statement 2 of 5"));
    desk.panel.addEvents(
        {runEvent(Kind::StepFinished, "71fa2c90d3be", 1), runEvent(Kind::StepStarted, "e5d0b81f3c77", 2)});
    QCOMPARE(desk.words("71fa2c90d3be"),
             (QStringList{QStringLiteral("current"), QStringLiteral("applied"), QStringLiteral("no transaction")}));
    QCOMPARE(desk.words("4d6e1a2b8c03"), QStringList{QStringLiteral("applied")});
    QVERIFY(desk.words("9c41e07b2d5a").contains(QStringLiteral("planned")));

    run::RunReport report;
    report.outcome = run::Outcome::Done;
    desk.panel.finishRun(report);
    QVERIFY2(desk.words("71fa2c90d3be").contains(QStringLiteral("applied")),
             "until the database is read anew, it is what is known");
    desk.sample = graphSample(
        [&] {
            std::vector<revision::Revision> all;
            for (std::size_t i = 0; i < desk.sample.project->map.size(); ++i)
                all.push_back(desk.sample.project->map.at(static_cast<revision::Index>(i)));
            return all;
        }(),
        {"9c41e07b2d5a"}, "postgres");
    desk.panel.setState(desk.sample.state);
    QCOMPARE(desk.words("9c41e07b2d5a"),
             (QStringList{QStringLiteral("current"), QStringLiteral("head"), QStringLiteral("applied")}));
    QVERIFY(!desk.button("cancelRun")->isVisible());
}

void TestGraphPanel::failureIsMarked_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<int>("statementsDone");
    QTest::addColumn<bool>("isCancelled");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("in a transaction: nothing stays")
        << QByteArray("e5d0b81f3c77") << 3 << false << list({"failed", "pending", "merge"});
    QTest::newRow("outside a transaction: half of it stays")
        << QByteArray("71fa2c90d3be") << 1 << false << list({"failed", "partly applied", "pending", "no transaction"});
    QTest::newRow("outside a transaction, at its first statement")
        << QByteArray("71fa2c90d3be") << 0 << false << list({"failed", "pending", "no transaction"});
    QTest::newRow("cancelled") << QByteArray("e5d0b81f3c77") << 0 << true << list({"pending", "merge"});
}

void TestGraphPanel::failureIsMarked()
{
    QFETCH(QByteArray, id);
    QFETCH(int, statementsDone);
    QFETCH(bool, isCancelled);
    QFETCH(QStringList, words);
    Desk desk;
    desk.setRunning(true);
    desk.panel.startRun(1, desk.preview(Direction::Upgrade, "9c41e07b2d5a"));
    run::RunReport report = failure(id.constData(), statementsDone);
    if (isCancelled)
        report.outcome = run::Outcome::Cancelled;
    desk.panel.finishRun(report);
    desk.setRunning(false);
    QCOMPARE(desk.words(id.constData()), words);
    // It can be read in the row, and it stays until the next plan.
    if (!isCancelled)
        QCOMPARE(desk.view()->shownBadges(desk.model()->rowOf(QLatin1String(id))).front(), QStringLiteral("failed"));
    desk.panel.showPlan(desk.preview(Direction::Upgrade, "9c41e07b2d5a"));
    QVERIFY(!desk.words(id.constData()).contains(QStringLiteral("failed")));
}

void TestGraphPanel::planIsMarkedAndForgotten()
{
    Desk desk;
    desk.panel.showPlan(desk.preview(Direction::Downgrade, "c3f19a60d7e2"));
    QVERIFY(desk.words("b2870ce4519f").contains(QStringLiteral("planned")));
    desk.panel.clearPlan();
    QVERIFY(!desk.words("b2870ce4519f").contains(QStringLiteral("planned")));
    // During a run the dialog may go, the marks stay.
    desk.setRunning(true);
    desk.panel.startRun(1, desk.preview(Direction::Upgrade, "9c41e07b2d5a"));
    desk.panel.clearPlan();
    QVERIFY(desk.words("9c41e07b2d5a").contains(QStringLiteral("planned")));
}

// --- places --------------------------------------------------------------------------------------------------------

void TestGraphPanel::selectionSurvivesNewFiles()
{
    Desk desk(graphSample(GraphSpec{.scene = "a -> b -> c", .rows = {"b"}}));
    desk.panel.selectRevision(QStringLiteral("b"));
    const GraphSample newer = graphSample(GraphSpec{.scene = "a -> b -> c -> d", .rows = {"b"}});
    desk.panel.setProject(newer.project);
    desk.panel.setState(newer.state);
    QCOMPARE(desk.panel.selectedId(), QStringLiteral("b"));
    QCOMPARE(desk.model()->rowCount(), 4);
}

void TestGraphPanel::jumps()
{
    Desk desk;
    desk.panel.jumpToHead();
    QCOMPARE(desk.panel.selectedId(), QStringLiteral("9c41e07b2d5a"));
    desk.panel.jumpToCurrent();
    QCOMPARE(desk.panel.selectedId(), QStringLiteral("b2870ce4519f"));
    QVERIFY(desk.view()->hasFocus());
}

void TestGraphPanel::jumpsWhereLinesMeet()
{
    Desk rows; // two version rows
    rows.panel.jumpToCommonAncestor();
    QCOMPARE(rows.panel.selectedId(), QStringLiteral("c3f19a60d7e2"));
    Desk heads(graphSample(GraphSpec{.scene = "a [app] -> b -> c, b -> x", .rows = {"a"}, .branch = "app"}));
    heads.panel.jumpToCommonAncestor();
    QCOMPARE(heads.panel.selectedId(), QStringLiteral("b"));
    Desk selected(graphSample(GraphSpec{.scene = "a -> b -> c, a -> x, c + x -> m", .rows = {"c"}}));
    selected.panel.selectRevision(QStringLiteral("x"));
    QMenu *menu = selected.button("graphMenu")->menu();
    menu->popup({});
    choose(menu, QStringLiteral("Jump to common ancestor"));
    QCOMPARE(selected.panel.selectedId(), QStringLiteral("a"));
    // Nothing to meet: the entry is off.
    Desk alone(graphSample(GraphSpec{.scene = "a -> b", .rows = {"a"}}));
    alone.panel.selectRevision(QStringLiteral("a"));
    alone.button("graphMenu")->menu()->popup({});
    QVERIFY(entries(alone.button("graphMenu")->menu()).contains(QStringLiteral("(Jump to common ancestor)")));
    alone.button("graphMenu")->menu()->close();
}

void TestGraphPanel::opensAtTheCurrentRevision()
{
    const GraphSample sample = largeSample(1500, 1);
    Desk desk(sample);
    const int row = desk.model()->currentRow();
    QVERIFY(row > 100);
    const QRect place = desk.view()->visualRect(desk.model()->index(row, 0));
    QVERIFY(desk.view()->viewport()->rect().intersects(place));
}

void TestGraphPanel::largeProjectsAreLaidOutElsewhere()
{
    const GraphSample sample = largeSample(5000);
    Desk desk(sample);
    QTRY_COMPARE(desk.model()->rowCount(), 5000);
    QVERIFY(desk.isGraphShown());
}

void TestGraphPanel::onlyTheNewestLayoutCounts()
{
    Desk desk(largeSample(5000));
    const GraphSample small = graphSample(GraphSpec{.scene = "a -> b", .rows = {"a"}});
    desk.panel.setProject(small.project);
    desk.panel.setState(small.state);
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
    QCOMPARE(desk.model()->rowCount(), 2);
    // A panel that goes while its graph is laid out takes no answer.
    auto panel = std::make_unique<GraphPanel>(QStringLiteral("postgres"), 0);
    panel->setProject(largeSample(5000).project);
    panel.reset();
    QThreadPool::globalInstance()->waitForDone();
    QCoreApplication::processEvents();
}

QTEST_MAIN(TestGraphPanel)
#include "tst_graphpanel.moc"
