// SPDX-License-Identifier: GPL-3.0-or-later
// Ways through a project in the window: straight runs folded, from a revision to its relations and back, jumps.
#include "tests/ui/shell/windowscene.h"

#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/plan/plandialog.h"
#include "ui/shell/actionregistry.h"

#include <QAction>
#include <QDockWidget>
#include <QLineEdit>
#include <QTest>
#include <QToolButton>
#include <QWheelEvent>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;

namespace
{

constexpr std::string_view longLine =
    "a01 [app] -> a02 -> a03 -> a04 -> a05 -> a06 -> a07 -> a08 -> a09 -> a10 -> a11 -> a12, m1 [metrics] -> m2";

QString shown(const WindowScene &scene, const char *database)
{
    const RevisionModel *model = scene.desk(database).panel()->model();
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row) {
        const Fold *fold = model->foldAt(row);
        rows << (fold ? QStringLiteral("%1*").arg(fold->count()) : model->id(row));
    }
    return rows.join(QLatin1Char(' '));
}

QLineEdit *graphFilter(const WindowScene &scene, const char *database)
{
    return find<QLineEdit>(*scene.desk(database).panel(), "graphFilter");
}

} // namespace

class TestGraphWays : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { useOwnFolders(); }
    void collapsesEveryGraphAndRemembersIt();
    void runUnfoldsWhatItRuns();
    void goesFromARevisionToItsRelationsAndBack();
    void followsFilesThatChange();
    void jumpsAnywhere();
    void textSizeByCtrlAndTheWheel();
};

void TestGraphWays::collapsesEveryGraphAndRemembersIt()
{
    ProjectFixture project(longLine);
    project.addDatabase("app");
    project.addDatabase("metrics");
    {
        WindowScene scene(project, {}, true);
        QVERIFY(scene.isOpen());
        QCOMPARE(shown(scene, "app"), QStringLiteral("a12 a11 a10 a09 a08 a07 a06 a05 a04 a03 a02 a01"));
        scene.trigger("collapseRuns");
        QCOMPARE(shown(scene, "app"), QStringLiteral("a12 10* a01"));
        QCOMPARE(shown(scene, "metrics"), QStringLiteral("m2 m1"));
        QVERIFY(scene.window().close());
    }
    WindowSettings settings = WindowSettings::load();
    QVERIFY(settings.collapsesRuns);
    WindowScene scene(project, settings);
    QVERIFY(scene.isOpen());
    QVERIFY(scene.window().actions()->action("collapseRuns")->isChecked());
    QCOMPARE(shown(scene, "app"), QStringLiteral("a12 10* a01"));
    scene.trigger("collapseRuns");
    QCOMPARE(shown(scene, "app").count(QLatin1Char(' ')), 11);
}

void TestGraphWays::runUnfoldsWhatItRuns()
{
    ProjectFixture project(longLine);
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowSettings settings;
    settings.collapsesRuns = true;
    WindowScene scene(project, settings);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan);
    QCOMPARE(shown(scene, "app").count(QLatin1Char('*')), 0); // every step of the plan is marked
    QVERIFY(scene.run(*plan));
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").rows, Rows{"a12"}, patience);
    QCOMPARE(shown(scene, "app").count(QLatin1Char('*')), 0);
}

void TestGraphWays::goesFromARevisionToItsRelationsAndBack()
{
    ProjectFixture project("a1 [app] -> a2, m1 [metrics]");
    RevisionText text;
    text.id = "a3";
    text.revises = {"a2"};
    text.up = "CREATE INDEX ix ON t_a1 (id);";
    text.down = "DROP INDEX ix;";
    project.addRevision(text);
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    plan->close();

    // By what it touches, read when the first word is typed.
    QLineEdit *filter = graphFilter(scene, "app");
    QTest::keyClicks(filter, QStringLiteral("table:t_a1"));
    QTRY_COMPARE_WITH_TIMEOUT(shown(scene, "app"), QStringLiteral("a3 a1"), patience);
    QTest::keyClick(filter, Qt::Key_Escape);

    // To the relations, though the inspector was put away.
    find<QDockWidget>(scene.window(), "inspectorDock")->close();
    scene.clickRevision("app", "a3");
    scene.trigger("showRelationsAction");
    const InspectorPanel *inspector = scene.window().inspector();
    QVERIFY(inspector->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(inspector->relation() && inspector->relation()->name == "t_a1", patience);
    QCOMPARE(find<QLineEdit>(*inspector, "relationFilter")->text(), QStringLiteral("touched by a3"));

    // And back.
    auto *back = find<QToolButton>(*inspector, "relationRevisions");
    QTRY_VERIFY_WITH_TIMEOUT(back->isVisible(), patience);
    QTest::mouseClick(back, Qt::LeftButton);
    QCOMPARE(filter->text(), QStringLiteral("table:t_a1"));
    QCOMPARE(shown(scene, "app"), QStringLiteral("a3 a1"));
    QCOMPARE(scene.window().focusWidget(), scene.desk("app").panel()->view());
}

void TestGraphWays::followsFilesThatChange()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QTest::keyClicks(graphFilter(scene, "app"), QStringLiteral("table:t_a1"));
    QTRY_COMPARE_WITH_TIMEOUT(shown(scene, "app"), QStringLiteral("a1"), patience);
    RevisionText text;
    text.id = "a3";
    text.revises = {"a2"};
    text.up = "ALTER TABLE t_a1 ADD COLUMN more int;";
    text.down = "ALTER TABLE t_a1 DROP COLUMN more;";
    project.addRevision(text);
    QTRY_COMPARE_WITH_TIMEOUT(shown(scene, "app"), QStringLiteral("a3 a1"), patience);
}

void TestGraphWays::jumpsAnywhere()
{
    ProjectFixture project("a1 [app] -> a2 -> a3 -> a4 -> a5 -> a6 -> a7 -> a8, a2 -> b1");
    project.addDatabase("app");
    WindowSettings settings;
    settings.collapsesRuns = true;
    WindowScene scene(project, settings);
    QVERIFY(scene.isOpen());
    const GraphPanel *panel = scene.desk("app").panel();
    graphFilter(scene, "app")->setText(QStringLiteral("a5")); // hides them all
    scene.trigger("jumpToAncestor");
    QCOMPARE(panel->selectedId(), QStringLiteral("a2"));
    QVERIFY(graphFilter(scene, "app")->text().isEmpty());
    graphFilter(scene, "app")->setText(QStringLiteral("a5"));
    scene.trigger("jumpToHead");
    QCOMPARE(panel->selectedId(), panel->model()->id(0));
}

void TestGraphWays::textSizeByCtrlAndTheWheel()
{
    ProjectFixture project(longLine);
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    RevisionView *app = scene.desk("app").panel()->view();
    RevisionView *metrics = scene.desk("metrics").panel()->view();
    const int before = app->rowHeight();
    const auto turn = [app](int delta) {
        QWheelEvent event({50, 50}, app->viewport()->mapToGlobal(QPointF(50, 50)), {}, {0, delta}, Qt::NoButton,
                          Qt::ControlModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(app->viewport(), &event);
    };
    for (int i = 0; i < 4; ++i)
        turn(120);
    QVERIFY(app->rowHeight() > before);
    QCOMPARE(metrics->rowHeight(), app->rowHeight()); // one size for all graphs
    for (int i = 0; i < 14; ++i)
        turn(-120);
    QVERIFY(!app->metrics().showsText); // an overview
    scene.trigger("textNormal");
    QCOMPARE(app->rowHeight(), before);
}

QTEST_MAIN(TestGraphWays)
#include "tst_graphways.moc"
