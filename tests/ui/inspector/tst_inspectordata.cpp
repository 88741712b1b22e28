// SPDX-License-Identifier: GPL-3.0-or-later
// What a run did to a relation, before beside after; and its data: first rows, a column along time.
#include "tests/ui/inspector/factreading.h"
#include "tests/ui/inspector/relationsamples.h"
#include "tests/ui/plan/plansamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/inspector/factmodel.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/factview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/relationtreemodel.h"
#include "ui/theme/statepage.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using catalog::Relation;
using catalog::RelationName;
using session::RelationChange;

namespace
{

const RelationName devices{"public", "devices"};

Relation withText(Relation relation, const char *text)
{
    relation.psqlVerboseText = text;
    return relation;
}

RelationChange alteredDevices()
{
    return {run::RelationChange::Kind::Altered, withText(devicesBefore(), "Table\n snmp_config\n id\n"),
            withText(devicesAfter(), "Table\n group_id\n id\n")};
}

run::RecordedChange recorded(std::int64_t number, std::vector<std::string> revisions)
{
    run::RecordedChange change;
    change.run = number;
    change.started = run::Clock::time_point(std::chrono::seconds(1'760'000'000));
    change.database = "postgres";
    change.revisions = std::move(revisions);
    change.change = {run::RelationChange::Kind::Altered, "public", "devices", "table", {}, {}};
    return change;
}

/// A table of readings, with something to draw.
Relation readings()
{
    Relation relation = devicesBefore();
    relation.summary = summary("readings");
    relation.columns.resize(1);
    for (const auto &[name, type] : {std::pair("at", "timestamp with time zone"), std::pair("value", "double precision"),
                                     std::pair("load", "integer"), std::pair("note", "text")}) {
        catalog::Column &column = relation.columns.emplace_back();
        column.name = name;
        column.type = type;
    }
    return relation;
}

struct Panel {
    InspectorPanel panel;

    Panel()
    {
        panel.resize(460, 760);
        panel.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
        session::DatabaseState state = postgresState();
        state.name = "postgres";
        panel.setDatabase(state, 0);
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *found = panel.findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no widget is called %s", name);
        return found;
    }
    QTabWidget *tabs() const { return find<QTabWidget>("relationTabs"); }
    void open(const Relation &relation)
    {
        panel.setRelations({relation.summary, summary("users")});
        panel.showRelation(relation.summary.name);
        panel.setRelation(relation);
    }
    bool hasTab(const char *page) const { return tabs()->isTabVisible(tabs()->indexOf(find<QWidget>(page))); }
    void turnTo(const char *page) const { tabs()->setCurrentWidget(find<QWidget>(page)); }
    Change changeOf(const QString &name) const
    {
        const QAbstractItemModel *model = find<QTreeView>("relationTree")->model();
        const auto found = model->match(model->index(0, 0), Qt::DisplayRole, name, 1,
                                        Qt::MatchExactly | Qt::MatchRecursive);
        return static_cast<Change>(found.value(0).data(RelationTreeModel::ChangeRole).toInt());
    }
};

catalog::RowPreview someRows()
{
    return {{"id", "name"}, {{"1", "first"}, {"2", std::nullopt}, {"3", ""}}, true};
}

} // namespace

class TestInspectorData : public QObject
{
    Q_OBJECT

private slots:
    void runIsMarkedWithoutHavingLooked();
    void bothDefinitionsStandSideBySide();
    void earlierRunsAreAskedFor();
    void revisionsLeadToTheGraph();
    void rowsAreReadWhenLookedAt();
    void nullIsToldApart();
    void rowsAreCopied();
    void rowsThatCantBeRead();
    void seriesIsReadWhenLookedAt();
    void seriesIsOfferedWhereThereIsOne();
    void everyFocusableWidgetHasAName();
};

void TestInspectorData::runIsMarkedWithoutHavingLooked()
{
    Panel shown;
    shown.panel.keepAsBefore(shown.panel.database());
    const RelationChange added{run::RelationChange::Kind::Added, std::nullopt, readings()};
    Relation gone = devicesBefore();
    gone.summary = summary("gone");
    const RelationChange removed{run::RelationChange::Kind::Removed, gone, std::nullopt};
    shown.panel.noteChanges(shown.panel.database(), {alteredDevices(), added, removed});
    shown.panel.setRelations({devicesAfter().summary, readings().summary, summary("users")});
    QCOMPARE(shown.changeOf(QStringLiteral("devices")), Change::Altered);
    QCOMPARE(shown.changeOf(QStringLiteral("readings")), Change::Added);
    QCOMPARE(shown.changeOf(QStringLiteral("gone")), Change::Removed);
    QCOMPARE(shown.changeOf(QStringLiteral("users")), Change::None);
    shown.panel.showRelation(devices);
    shown.panel.setRelation(devicesAfter());
    QCOMPARE(marks(shown.find<FactView>("relationColumns")->facts()->table()),
             (QStringList{QStringLiteral("name: altered"), QStringLiteral("group_id: added"),
                          QStringLiteral("snmp_config: removed")}));
}

void TestInspectorData::bothDefinitionsStandSideBySide()
{
    Panel shown;
    shown.open(devicesBefore());
    QVERIFY(!shown.hasTab("historyPage")); // nothing is known of it
    shown.panel.keepAsBefore(shown.panel.database());
    shown.panel.noteChanges(shown.panel.database(), {alteredDevices()});
    shown.panel.setRelations({devicesAfter().summary, summary("users")});
    shown.panel.setRelation(devicesAfter());
    QVERIFY(shown.hasTab("historyPage"));
    shown.turnTo("historyPage");
    auto *before = shown.find<QPlainTextEdit>("definitionBefore");
    auto *after = shown.find<QPlainTextEdit>("definitionAfter");
    QVERIFY(before->isVisible() && after->isVisible());
    QCOMPARE(before->toPlainText(), QStringLiteral("Table\n snmp_config\n id"));
    QCOMPARE(after->toPlainText(), QStringLiteral("Table\n group_id\n id"));
    QCOMPARE(before->extraSelections().size(), 1);
    QCOMPARE(before->extraSelections().first().cursor.blockNumber(), 1);
    QCOMPARE(after->extraSelections().size(), 1);
}

void TestInspectorData::earlierRunsAreAskedFor()
{
    Panel shown;
    QSignalSpy asked(&shown.panel, &InspectorPanel::changeRequested);
    shown.open(devicesBefore());
    shown.panel.setTouchHistory(std::make_shared<session::TouchHistory>(
        std::vector{recorded(7, {"b1"}), recorded(3, {"a1", "a2"})}, session::RelationIndexPtr()));
    QVERIFY(asked.isEmpty()); // nobody looks at it
    shown.turnTo("historyPage");
    QCOMPARE(asked.last().at(0).toLongLong(), 7);
    QVERIFY(asked.last().at(1).value<RelationName>() == devices);
    auto *list = shown.find<FactView>("historyList");
    QCOMPARE(column(list->facts()->table(), pages::HistoryRevisions),
             (QStringList{QStringLiteral("↑ b1"), QStringLiteral("↑ a1, a2")}));
    list->setCurrentIndex(list->model()->index(1, 0));
    QCOMPARE(asked.last().at(0).toLongLong(), 3);
    auto *before = shown.find<QPlainTextEdit>("definitionBefore");
    shown.panel.setChange(7, alteredDevices()); // an answer to an older question
    QVERIFY(!before->isVisible());
    shown.panel.setChange(3, alteredDevices());
    QVERIFY(before->isVisible());
    list->setCurrentIndex(list->model()->index(0, 0));
    shown.panel.showUnknownChange(7);
    QVERIFY(shown.find<StatePage>("historyState")->isVisible());
}

void TestInspectorData::revisionsLeadToTheGraph()
{
    Panel shown;
    QSignalSpy revisions(&shown.panel, &InspectorPanel::revisionActivated);
    shown.open(devicesBefore());
    shown.panel.setTouchHistory(std::make_shared<session::TouchHistory>(std::vector{recorded(7, {"b1"})},
                                                                        session::RelationIndexPtr()));
    shown.turnTo("historyPage");
    QTest::mouseClick(shown.find<QToolButton>("historyRevision"), Qt::LeftButton);
    QCOMPARE(revisions.last().first().toString(), QStringLiteral("b1"));
    auto *list = shown.find<FactView>("historyList");
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(revisions.count(), 2);
}

void TestInspectorData::rowsAreReadWhenLookedAt()
{
    Panel shown;
    QSignalSpy asked(&shown.panel, &InspectorPanel::rowsRequested);
    shown.open(devicesBefore());
    QVERIFY(asked.isEmpty());
    shown.turnTo("dataPage");
    QCOMPARE(asked.count(), 1);
    QVERIFY(asked.last().first().value<RelationName>() == devices);
    shown.panel.setRows(someRows());
    QCOMPARE(shown.find<FactView>("dataRows")->facts()->rowCount(), 3);
    QTest::mouseClick(shown.find<QToolButton>("dataRefresh"), Qt::LeftButton);
    QCOMPARE(asked.count(), 2);
    shown.panel.setRows({{"id", "name"}, {}, false});
    QVERIFY(shown.find<StatePage>("dataState")->isVisible());
}

void TestInspectorData::nullIsToldApart()
{
    const FactTable table = pages::rows(someRows());
    QCOMPARE(table.headers, (QStringList{QStringLiteral("id"), QStringLiteral("name")}));
    QVERIFY(table.facts[1].cells[1].isNull);
    QVERIFY(!table.facts[2].cells[1].isNull);
    QCOMPARE(table.facts[1].cells[1].text, QStringLiteral("NULL"));
    QCOMPARE(table.facts[2].cells[1].text, QString());
}

void TestInspectorData::rowsAreCopied()
{
    Panel shown;
    shown.open(devicesBefore());
    shown.turnTo("dataPage");
    shown.panel.setRows(someRows());
    auto *rows = shown.find<FactView>("dataRows");
    rows->setFocus();
    rows->setCurrentIndex(rows->model()->index(0, 1));
    QTest::keyClick(rows, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("first"));
    QTest::keyClick(rows, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(QGuiApplication::clipboard()->text().startsWith(QLatin1String("| id | name |")));
}

void TestInspectorData::rowsThatCantBeRead()
{
    Panel shown;
    QSignalSpy asked(&shown.panel, &InspectorPanel::rowsRequested);
    shown.open(devicesBefore());
    shown.turnTo("dataPage");
    shown.panel.showRowsFailure(makeError("preview-locked", "public.devices is locked by somebody else.", "Try again."));
    auto *state = shown.find<StatePage>("dataState");
    QVERIFY(state->isVisible());
    QVERIFY(state->sentence().contains(QLatin1String("is locked")));
    QTest::mouseClick(state->action(), Qt::LeftButton);
    QCOMPARE(asked.count(), 2);
}

void TestInspectorData::seriesIsReadWhenLookedAt()
{
    Panel shown;
    QSignalSpy asked(&shown.panel, &InspectorPanel::seriesRequested);
    shown.open(readings());
    QVERIFY(asked.isEmpty());
    shown.turnTo("seriesPage");
    QCOMPARE(asked.count(), 1);
    auto request = asked.last().first().value<catalog::SeriesRequest>();
    QCOMPARE(request.along, std::string("at"));
    QCOMPARE(request.value, std::string("value"));
    shown.find<QComboBox>("seriesValue")->setCurrentIndex(1);
    request = asked.last().first().value<catalog::SeriesRequest>();
    QCOMPARE(request.value, std::string("load"));
    catalog::Series series;
    series.width = 3'600;
    series.points = {{0, 1, 0, 2, 60}, {3'600, 2, 1, 3, 60}, {7'200, 3, 2, 4, 60}};
    shown.panel.setSeries(series);
    auto *plot = shown.find<QWidget>("seriesPlot");
    QVERIFY(plot->isVisible());
    QVERIFY(plot->accessibleDescription().startsWith(QLatin1String("180 values in 3 buckets")));
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Plus);
    QTest::keyClick(plot, Qt::Key_Home);
    shown.panel.setSeries({});
    QVERIFY(shown.find<StatePage>("seriesState")->isVisible());
}

void TestInspectorData::seriesIsOfferedWhereThereIsOne()
{
    Panel shown;
    shown.open(readings());
    QVERIFY(shown.hasTab("seriesPage"));
    Relation without = readings();
    without.columns.erase(without.columns.begin() + 1); // its time
    shown.panel.setRelation(without);
    QVERIFY(!shown.hasTab("seriesPage"));
}

void TestInspectorData::everyFocusableWidgetHasAName()
{
    Panel shown;
    shown.open(readings());
    shown.panel.noteChanges(shown.panel.database(), {alteredDevices()});
    QCOMPARE(unnamedFocusableWidgets(&shown.panel).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(TestInspectorData)
#include "tst_inspectordata.moc"
