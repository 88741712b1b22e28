// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddl.h"
#include "tests/ui/inspector/factreading.h"
#include "tests/ui/inspector/relationsamples.h"
#include "tests/ui/plan/plansamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/inspector/chunkplot.h"
#include "ui/inspector/factmodel.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/factview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/psqlpage.h"
#include "ui/inspector/relationtreemodel.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/badge.h"
#include "ui/theme/statepage.h"

#include <Qsci/qsciscintilla.h>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QApplication>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QWheelEvent>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using catalog::Relation;
using catalog::RelationName;

namespace {

constexpr auto tester = QAbstractItemModelTester::FailureReportingMode::QtTest;
const RelationName devices{"public", "devices"};

std::vector<catalog::RelationSummary> relations()
{
    using catalog::RelationKind;
    auto version = summary("alembic_version");
    version.isOurs = true;
    return {devicesBefore().summary, summary("users"),
            summary("alerts"),       version,
            activeDevices().summary, summary("devices_id_seq", RelationKind::Sequence)};
}

/// The tree as indented lines.
QStringList lines(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        QString line = QString(depth, QLatin1Char('-')) + index.data().toString();
        if (const QVariant count = index.data(RelationTreeModel::CountRole); count.isValid())
            line += QLatin1Char(' ') + QString::number(count.toInt());
        list << line << lines(model, index, depth + 1);
    }
    return list;
}

struct Panel {
    InspectorPanel panel;
    QSignalSpy refreshes{&panel, &InspectorPanel::refreshRequested};
    QSignalSpy requests{&panel, &InspectorPanel::relationRequested};

    Panel()
    {
        panel.resize(460, 760);
        panel.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *found = panel.findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no widget is called %s", name);
        return found;
    }
    QTreeView *tree() const { return find<QTreeView>("relationTree"); }
    QTabWidget *tabs() const { return find<QTabWidget>("relationTabs"); }
    StatePage *whole() const { return find<StatePage>("inspectorState"); }
    RelationName asked() const { return requests.last().first().value<RelationName>(); }
    QStringList tabTitles() const
    {
        QStringList titles;
        for (int tab = 0; tab < tabs()->count(); ++tab) {
            if (tabs()->isTabVisible(tab))
                titles << tabs()->tabText(tab);
        }
        return titles;
    }
    QModelIndex rowOf(const QString &name) const
    {
        const QModelIndexList found = tree()->model()->match(tree()->model()->index(0, 0), Qt::DisplayRole, name, 1,
                                                             Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.first();
    }
    void clickRow(const QString &name) const
    {
        const QModelIndex row = rowOf(name);
        tree()->scrollTo(row);
        QTest::mouseClick(tree()->viewport(), Qt::LeftButton, {}, tree()->visualRect(row).center());
    }
    FactView *page(const char *name) const
    {
        auto *view = find<FactView>(name);
        tabs()->setCurrentWidget(view);
        return view;
    }
    void openDevices()
    {
        panel.setDatabase(postgresState(), 0);
        panel.setRelations(relations());
        clickRow(QStringLiteral("devices"));
        panel.setRelation(devicesBefore());
    }
};

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private slots:
    void treeGroupsAndCounts();
    void treeMarksWhatChanged();
    void treeIsSound();

    void reachableDatabaseIsRead();
    void hiddenPanelWaits();
    void unreachableDatabaseSaysWhy();
    void emptyDatabaseSaysSo();
    void failureOfTheListCanBeRetried();
    void choosingAsksForTheRelation();
    void staleRelationIsDropped();
    void lateAnswerShowsLoading();
    void failureOfARelationCanBeRetried();
    void filterNarrowsTheTree();
    void clickedForeignKeyLeadsOn();
    void enterFollowsTheLink();
    void pagesWithoutContentAreHidden();
    void viewShowsItsDefinition();
    void ddlIsShownAndCopied();
    void lockedRelationSaysWhoHoldsIt();
    void hypertableHasItsPage();
    void chunksZoomAndLeadToTheirRow();
    void psqlTextIsVerbatim();
    void cellAndPageAreCopied();
    void runIsMarkedBeforeBesideAfter();
    void removedRelationShowsWhatItWas();
    void newRelationIsAllAdded();
    void clearBeforeTakesTheMarksAway();
    void otherDatabaseEmptiesThePanel();
    void pageStaysWhenTheRelationIsReadAgain();
    void everyFocusableWidgetHasAName();
};

void TestInspector::ddlIsShownAndCopied()
{
    Panel shown;
    shown.openDevices();
    auto *page = shown.find<QWidget>("ddlPage");
    shown.tabs()->setCurrentWidget(page);
    const QString script = QString::fromStdString(catalog::createScript(devicesBefore()));
    QVERIFY(script.contains(QLatin1String("CREATE TABLE public.devices (")));
    QCOMPARE(shown.find<QsciScintilla>("relationDdl")->text().trimmed(), script.trimmed());
    QTest::mouseClick(shown.find<QToolButton>("ddlCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), script);
}

void TestInspector::lockedRelationSaysWhoHoldsIt()
{
    Panel shown;
    shown.openDevices();
    Relation locked;
    locked.summary = devicesBefore().summary;
    locked.lockedBy = "process 42 of bob (psql)";
    shown.panel.setRelation(locked);
    auto *label = shown.find<QLabel>("relationLocked");
    QVERIFY(label->isVisible());
    QVERIFY(label->text().contains(QLatin1String("process 42 of bob")));
    QVERIFY(!shown.tabs()->isVisible());
    shown.panel.setRelation(devicesBefore());
    QVERIFY(!label->isVisible());
    QVERIFY(shown.tabs()->isVisible());
}

void TestInspector::treeGroupsAndCounts()
{
    RelationTreeModel model;
    auto list = relations();
    list.push_back(pingResults().summary);
    auto other = summary("stuff");
    other.name.schema = "audit";
    list.push_back(other);
    model.setRelations(list);
    QCOMPARE(lines(model),
             (QStringList{QStringLiteral("audit 1"), QStringLiteral("-Tables 1"), QStringLiteral("--stuff"),
                          QStringLiteral("public 7"), QStringLiteral("-Hypertables 1"),
                          QStringLiteral("--ping_results"), QStringLiteral("-Tables 4"),
                          QStringLiteral("--alembic_version"), QStringLiteral("--alerts"), QStringLiteral("--devices"),
                          QStringLiteral("--users"), QStringLiteral("-Views 1"), QStringLiteral("--active_devices"),
                          QStringLiteral("-Sequences 1"), QStringLiteral("--devices_id_seq")}));
    QCOMPARE(model.indexOf(devices).data().toString(), QStringLiteral("devices"));
    QCOMPARE(model.indexOf(devices).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("table devices, ≈ 12,480 rows · 5.5\u00a0MB · owned by sotp_user"));
    QVERIFY(!model.indexOf({"public", "nonsense"}).isValid());
}

void TestInspector::treeMarksWhatChanged()
{
    RelationTreeModel model;
    const auto before = relations();
    auto now = before;
    now.erase(now.begin() + 1); // users
    now.push_back(summary("device_groups"));
    model.setRelations(now, &before, {devices});
    const auto changeOf = [&](const char *name) {
        return static_cast<Change>(model.indexOf({"public", name}).data(RelationTreeModel::ChangeRole).toInt());
    };
    QCOMPARE(changeOf("device_groups"), Change::Added);
    QCOMPARE(changeOf("users"), Change::Removed);
    QCOMPARE(changeOf("devices"), Change::Altered);
    QCOMPARE(changeOf("alerts"), Change::None);
    model.setAltered(devices, false);
    QCOMPARE(changeOf("devices"), Change::None);
}

void TestInspector::treeIsSound()
{
    RelationTreeModel model;
    QAbstractItemModelTester modelTester(&model, tester);
    model.setRelations(relations());
    model.setAltered(devices, true);
    const auto before = relations();
    model.setRelations({summary("alone")}, &before);
    QCOMPARE(model.relationCount(), 7);
    model.setRelations({});
    QCOMPARE(model.rowCount(), 0);
}

void TestInspector::reachableDatabaseIsRead()
{
    Panel shown;
    QVERIFY(shown.whole()->isVisible());
    session::DatabaseState state = postgresState();
    state.reachability = session::Reachability::Connecting;
    shown.panel.setDatabase(state, 0);
    QCOMPARE(shown.refreshes.count(), 0);
    QCOMPARE(shown.whole()->heading(), QStringLiteral("Connecting to postgres …"));
    shown.panel.setDatabase(postgresState(), 0);
    QCOMPARE(shown.refreshes.count(), 1);
    QCOMPARE(shown.whole()->heading(), QStringLiteral("Reading the relations of postgres …"));
    shown.panel.setDatabase(postgresState(), 0); // a state that says nothing new
    QCOMPARE(shown.refreshes.count(), 1);
    shown.panel.setRelations(relations());
    QVERIFY(shown.tree()->isVisible());
    QVERIFY(shown.tree()->isExpanded(shown.rowOf(QStringLiteral("Tables"))));
}

void TestInspector::hiddenPanelWaits()
{
    InspectorPanel panel;
    QSignalSpy refreshes(&panel, &InspectorPanel::refreshRequested);
    panel.setDatabase(postgresState(), 0);
    QCOMPARE(refreshes.count(), 0); // nobody looks at it
    panel.show();
    QTRY_COMPARE(refreshes.count(), 1);
}

void TestInspector::unreachableDatabaseSaysWhy()
{
    Panel shown;
    session::DatabaseState state = postgresState();
    state.reachability = session::Reachability::Unreachable;
    state.error = makeError("connection-refused", "Nothing listens on localhost:5433.", "Start the database.");
    shown.panel.setDatabase(state, 0);
    QCOMPARE(shown.whole()->heading(), QStringLiteral("postgres can't be reached"));
    QCOMPARE(shown.whole()->sentence(), QStringLiteral("Nothing listens on localhost:5433.\nStart the database."));
    QCOMPARE(shown.refreshes.count(), 0);
}

void TestInspector::emptyDatabaseSaysSo()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.setRelations({});
    QCOMPARE(shown.whole()->heading(), QStringLiteral("No relations"));
    QTest::mouseClick(shown.whole()->action(), Qt::LeftButton);
    QCOMPARE(shown.refreshes.count(), 2);
}

void TestInspector::failureOfTheListCanBeRetried()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.showFailure(makeError("timeout", "The server did not answer.", "Try again."));
    QCOMPARE(shown.whole()->heading(), QStringLiteral("The relations could not be read"));
    QTest::mouseClick(shown.find<QPushButton>("inspectorAgain"), Qt::LeftButton);
    QCOMPARE(shown.refreshes.count(), 2);
    shown.panel.setRelations(relations());
    QVERIFY(shown.tree()->isVisible());
}

void TestInspector::choosingAsksForTheRelation()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.setRelations(relations());
    shown.clickRow(QStringLiteral("Tables")); // not a relation
    QCOMPARE(shown.requests.count(), 0);
    shown.clickRow(QStringLiteral("devices"));
    QCOMPARE(shown.requests.count(), 1);
    QVERIFY(shown.asked() == devices);
    shown.panel.setRelation(devicesBefore());
    QVERIFY(shown.find<FactView>("relationColumns")->isVisible());
    QTest::keyClick(shown.tree(), Qt::Key_Down);
    QVERIFY(shown.asked() == RelationName({"public", "users"}));
}

void TestInspector::staleRelationIsDropped()
{
    Panel shown;
    shown.openDevices();
    shown.clickRow(QStringLiteral("active_devices"));
    shown.panel.setRelation(devicesAfter()); // the answer to an older question
    QCOMPARE(shown.find<FactView>("relationColumns")->facts()->rowCount(), 4);
    shown.panel.setRelation(activeDevices());
    QCOMPARE(shown.find<FactView>("relationColumns")->facts()->rowCount(), 1);
}

void TestInspector::lateAnswerShowsLoading()
{
    Panel shown;
    shown.openDevices();
    shown.clickRow(QStringLiteral("users"));
    auto *state = shown.find<StatePage>("relationState");
    QVERIFY(!state->isVisible());
    QTRY_VERIFY(state->isVisible());
    QCOMPARE(state->heading(), QStringLiteral("Reading public.users …"));
}

void TestInspector::failureOfARelationCanBeRetried()
{
    Panel shown;
    shown.openDevices();
    shown.clickRow(QStringLiteral("users"));
    shown.panel.showFailure(makeError("relation-not-found", "There is no relation users.", "Refresh."));
    QCOMPARE(shown.find<StatePage>("relationState")->heading(), QStringLiteral("public.users could not be read"));
    const int asked = static_cast<int>(shown.requests.count());
    QTest::mouseClick(shown.find<QPushButton>("relationAgain"), Qt::LeftButton);
    QCOMPARE(shown.requests.count(), asked + 1);
    QVERIFY(shown.tree()->isVisible());
}

void TestInspector::filterNarrowsTheTree()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.setRelations(relations());
    shown.panel.focusFilter();
    auto *filter = shown.find<QLineEdit>("relationFilter");
    QVERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("DEVICES"));
    QCOMPARE(lines(*shown.tree()->model()),
             (QStringList{QStringLiteral("public 6"), QStringLiteral("-Tables 4"), QStringLiteral("--devices"),
                          QStringLiteral("-Views 1"), QStringLiteral("--active_devices"),
                          QStringLiteral("-Sequences 1"), QStringLiteral("--devices_id_seq")}));
    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(shown.tree()->hasFocus());
    // A relation from elsewhere is shown though the filter hides it.
    shown.panel.showRelation({"public", "users"});
    QCOMPARE(filter->text(), QString());
    QCOMPARE(shown.tree()->currentIndex().data().toString(), QStringLiteral("users"));
}

void TestInspector::clickedForeignKeyLeadsOn()
{
    Panel shown;
    shown.openDevices();
    FactView *keys = shown.page("relationKeys");
    const QModelIndex link = keys->facts()->index(2, pages::KeyDefinition);
    QTest::mouseClick(keys->viewport(), Qt::LeftButton, {}, keys->visualRect(link).center());
    QVERIFY(shown.asked() == RelationName({"public", "users"}));
    QCOMPARE(shown.tree()->currentIndex().data().toString(), QStringLiteral("users"));
    QVERIFY(shown.panel.relation() == RelationName({"public", "users"}));
}

void TestInspector::enterFollowsTheLink()
{
    Panel shown;
    shown.openDevices();
    FactView *columns = shown.page("relationColumns");
    columns->setFocus();
    columns->setCurrentIndex(columns->facts()->index(2, 0)); // created_by_id
    QTest::keyClick(columns, Qt::Key_Return);
    QVERIFY(shown.asked() == RelationName({"public", "users"}));
}

void TestInspector::pagesWithoutContentAreHidden()
{
    Panel shown;
    shown.openDevices();
    QCOMPARE(shown.tabTitles(),
             (QStringList{QStringLiteral("Columns"), QStringLiteral("Indexes 1"), QStringLiteral("Keys 4"),
                          QStringLiteral("Triggers 1"), QStringLiteral("Dependents 2"), QStringLiteral("DDL"),
                          QStringLiteral("psql"), QStringLiteral("Data")}));
    shown.clickRow(QStringLiteral("active_devices"));
    shown.panel.setRelation(activeDevices());
    QCOMPARE(shown.tabTitles(),
             (QStringList{QStringLiteral("Columns"), QStringLiteral("Definition"), QStringLiteral("DDL"),
                          QStringLiteral("psql"), QStringLiteral("Data")}));
}

void TestInspector::viewShowsItsDefinition()
{
    Panel shown;
    shown.openDevices();
    shown.clickRow(QStringLiteral("active_devices"));
    shown.panel.setRelation(activeDevices());
    const int at = static_cast<int>(shown.tabTitles().indexOf(QStringLiteral("Definition")));
    QVERIFY(at >= 0);
    auto *view = shown.panel.findChild<SqlView *>();
    QVERIFY(!view->isBuilt()); // not before it is looked at
    shown.tabs()->setCurrentWidget(view);
    QCOMPARE(shown.find<QsciScintilla>("relationDefinition")->text(),
             QStringLiteral("SELECT devices.id\n   FROM devices;"));
}

void TestInspector::hypertableHasItsPage()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.setRelations({pingResults().summary, pingHourly().summary});
    shown.clickRow(QStringLiteral("ping_results"));
    shown.panel.setRelation(pingResults());
    QCOMPARE(shown.tabTitles(),
             (QStringList{QStringLiteral("Columns"), QStringLiteral("Dependents 1"), QStringLiteral("Hypertable"),
                          QStringLiteral("Chunks 4"), QStringLiteral("DDL"), QStringLiteral("Data")}));
    shown.tabs()->setCurrentWidget(shown.find<QWidget>("timescalePage"));
    QVERIFY(shown.find<ChunkPlot>("chunkPlot")->isVisible());
    QCOMPARE(shown.find<ChunkPlot>("chunkPlot")->accessibleName(),
             QStringLiteral("4 chunks from 2025-11-01 to 2025-11-05, 1 compressed"));
    QCOMPARE(shown.find<FactView>("timescalePolicies")->facts()->rowCount(), 2);
    auto *facts = shown.find<FactView>("timescaleFacts");
    facts->setCurrentIndex(facts->facts()->index(facts->facts()->rowCount() - 1, 0));
    QTest::keyClick(facts, Qt::Key_Return);
    QVERIFY(shown.asked() == RelationName({"public", "ping_hourly"}));
    shown.panel.setRelation(pingHourly());
    QCOMPARE(shown.tabTitles(),
             (QStringList{QStringLiteral("Columns"), QStringLiteral("Aggregate"), QStringLiteral("Definition"),
                          QStringLiteral("DDL"), QStringLiteral("Data")}));
}

void TestInspector::chunksZoomAndLeadToTheirRow()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.setRelations({pingResults().summary});
    shown.clickRow(QStringLiteral("ping_results"));
    shown.panel.setRelation(pingResults());
    shown.tabs()->setCurrentWidget(shown.find<QWidget>("timescalePage"));
    auto *strip = shown.find<ChunkPlot>("chunkPlot");
    QCOMPARE(strip->shownShare(), 1.0);
    strip->setFocus();
    QTest::keyClick(strip, Qt::Key_Plus);
    QTest::keyClick(strip, Qt::Key_Plus);
    const double zoomed = strip->shownShare();
    QVERIFY(zoomed < 0.6 && zoomed > 0.4);
    QTest::keyClick(strip, Qt::Key_Right);
    QCOMPARE(strip->shownShare(), zoomed);
    QTest::keyClick(strip, Qt::Key_Home);
    QCOMPARE(strip->shownShare(), 1.0);
    const QPointF middle = strip->rect().center();
    QWheelEvent wheel(middle, strip->mapToGlobal(middle), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(strip, &wheel);
    QVERIFY(strip->shownShare() < 1.0);
    QTest::keyClick(strip, Qt::Key_Home);

    QTRY_VERIFY(strip->positionOf(0).x() > 0); // once it is laid out
    QTest::mouseDClick(strip, Qt::LeftButton, {}, strip->positionOf(0)); // the oldest, which the table has last
    auto *chunks = shown.find<FactView>("relationChunks");
    QCOMPARE(shown.tabs()->currentWidget(), chunks);
    QCOMPARE(chunks->currentIndex().row(), 3);
    QCOMPARE(chunks->facts()->table().facts[3].cells[pages::ChunkFrom].text, QStringLiteral("2025-11-01"));
}

void TestInspector::psqlTextIsVerbatim()
{
    Panel shown;
    shown.openDevices();
    shown.tabs()->setCurrentWidget(shown.panel.findChild<PsqlPage *>());
    auto *text = shown.find<QPlainTextEdit>("psqlText");
    QCOMPARE(text->toPlainText(), QStringLiteral("Table \"public.devices\"\n"));
    QTest::mouseClick(shown.find<QToolButton>("psqlVerbose"), Qt::LeftButton);
    QCOMPARE(text->toPlainText(), QStringLiteral("Table \"public.devices\" +\n"));
    QTest::mouseClick(shown.find<QToolButton>("psqlCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("Table \"public.devices\" +\n"));
}

void TestInspector::cellAndPageAreCopied()
{
    Panel shown;
    shown.openDevices();
    FactView *columns = shown.page("relationColumns");
    columns->setFocus();
    columns->setCurrentIndex(columns->facts()->index(1, pages::ColumnType));
    QTest::keyClick(columns, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("character varying(120)"));
    QTest::keyClick(columns, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), asMarkdown(pages::columns(devicesBefore())));
}

void TestInspector::runIsMarkedBeforeBesideAfter()
{
    Panel shown;
    shown.openDevices();
    shown.panel.keepAsBefore();
    auto now = relations();
    now.push_back(summary("device_groups"));
    const int asked = static_cast<int>(shown.requests.count());
    shown.panel.setRelations(now);
    QCOMPARE(shown.requests.count(), asked + 1); // what is shown is read again
    shown.panel.setRelation(devicesAfter());
    QCOMPARE(marks(shown.find<FactView>("relationColumns")->facts()->table()),
             (QStringList{QStringLiteral("name: altered"), QStringLiteral("group_id: added"),
                          QStringLiteral("snmp_config: removed")}));
    QCOMPARE(shown.tabTitles().mid(0, 3),
             (QStringList{QStringLiteral("Columns ~"), QStringLiteral("Indexes 2 ~"), QStringLiteral("Keys 5 ~")}));
    QCOMPARE(static_cast<Change>(shown.rowOf(QStringLiteral("devices")).data(RelationTreeModel::ChangeRole).toInt()),
             Change::Altered);
    QCOMPARE(
        static_cast<Change>(shown.rowOf(QStringLiteral("device_groups")).data(RelationTreeModel::ChangeRole).toInt()),
        Change::Added);

    // From elsewhere: a relation that was not looked at before the run.
    Relation users = devicesBefore();
    users.summary = summary("users");
    shown.panel.setBefore(users);
    shown.clickRow(QStringLiteral("users"));
    users.columns.pop_back();
    shown.panel.setRelation(users);
    QCOMPARE(marks(shown.find<FactView>("relationColumns")->facts()->table()),
             QStringList{QStringLiteral("snmp_config: removed")});
}

void TestInspector::removedRelationShowsWhatItWas()
{
    Panel shown;
    shown.openDevices();
    shown.panel.keepAsBefore();
    auto now = relations();
    now.erase(now.begin());
    const int asked = static_cast<int>(shown.requests.count());
    shown.panel.setRelations(now);
    QCOMPARE(shown.requests.count(), asked); // it can't be asked for any more
    QCOMPARE(marks(shown.find<FactView>("relationColumns")->facts()->table()).size(), 4);
    QVERIFY(
        marks(shown.find<FactView>("relationColumns")->facts()->table()).first().endsWith(QLatin1String("removed")));
}

void TestInspector::newRelationIsAllAdded()
{
    Panel shown;
    shown.panel.setDatabase(postgresState(), 0);
    shown.panel.setRelations({summary("users")});
    shown.panel.keepAsBefore();
    shown.panel.setRelations({summary("users"), devicesBefore().summary});
    shown.clickRow(QStringLiteral("devices"));
    shown.panel.setRelation(devicesBefore());
    QCOMPARE(marks(shown.find<FactView>("relationColumns")->facts()->table()).size(), 4);
    QVERIFY(marks(shown.find<FactView>("relationColumns")->facts()->table()).first().endsWith(QLatin1String("added")));
}

void TestInspector::clearBeforeTakesTheMarksAway()
{
    Panel shown;
    shown.openDevices();
    shown.panel.keepAsBefore();
    shown.panel.setRelations(relations());
    shown.panel.setRelation(devicesAfter());
    shown.panel.clearBefore();
    QCOMPARE(marks(shown.find<FactView>("relationColumns")->facts()->table()), QStringList());
    QCOMPARE(static_cast<Change>(shown.rowOf(QStringLiteral("devices")).data(RelationTreeModel::ChangeRole).toInt()),
             Change::None);
}

void TestInspector::otherDatabaseEmptiesThePanel()
{
    Panel shown;
    shown.openDevices();
    session::DatabaseState other = postgresState();
    other.name = "timescale";
    shown.panel.setDatabase(other, 1);
    QCOMPARE(shown.panel.database(), QStringLiteral("timescale"));
    QCOMPARE(shown.refreshes.count(), 2);
    QVERIFY(!shown.panel.relation());
    QVERIFY(!shown.tree()->isVisible());
    QCOMPARE(shown.tree()->model()->rowCount(), 0);
}

void TestInspector::pageStaysWhenTheRelationIsReadAgain()
{
    Panel shown;
    shown.openDevices();
    shown.page("relationKeys");
    shown.tree()->collapse(shown.rowOf(QStringLiteral("Sequences")));
    QTest::mouseClick(shown.find<QToolButton>("inspectorRefresh"), Qt::LeftButton);
    QCOMPARE(shown.refreshes.count(), 2);
    QVERIFY(shown.tree()->isVisible()); // what is there stays in sight
    shown.panel.setRelations(relations());
    shown.panel.setRelation(devicesAfter());
    QVERIFY(shown.find<FactView>("relationKeys")->isVisible());
    QVERIFY(!shown.tree()->isExpanded(shown.rowOf(QStringLiteral("Sequences"))));
    QVERIFY(shown.tree()->isExpanded(shown.rowOf(QStringLiteral("Tables"))));
}

void TestInspector::everyFocusableWidgetHasAName()
{
    Panel shown;
    shown.openDevices();
    QCOMPARE(unnamedFocusableWidgets(&shown.panel).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
