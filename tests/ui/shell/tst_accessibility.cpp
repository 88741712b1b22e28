// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/shell/windowscene.h"
#include "tests/ui/support/accessibility.h"

#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/plan/plandialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/upgradealldialog.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QMessageBox>
#include <QTimer>
#include <QTreeView>

using namespace retort;
using namespace retort::test;
using namespace retort::testing;
using namespace retort::ui;

#define VERIFY_NAMED(widget)                                                                                           \
    do {                                                                                                               \
        const QStringList unnamed = unnamedFocusableWidgets(widget);                                                   \
        QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));                                      \
    } while (false)

/// Every widget of the window and its dialogs that takes the keyboard or acts has a name of its own and a name for a
/// screen reader, in every phase.
class TestAccessibility : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void window();
    void windowWithoutAServer();
    void actions();
    void planFromPreviewToEnd();
    void recovery();
    void stamp();
    void newRevision();
    void upgradeAll();
    void question();
    void relationPages();
    void rowsAreToldInWords();
};

void TestAccessibility::initTestCase()
{
    useOwnFolders();
}

void TestAccessibility::window()
{
    ProjectFixture project("a1 [app] -> a2, m1 [metrics]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    VERIFY_NAMED(&scene.window());
}

void TestAccessibility::windowWithoutAServer()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    project.writeFile(".env",
                      "FIXTURE_APP_HOST=127.0.0.1\nFIXTURE_APP_PORT=1\nFIXTURE_APP_USER=nobody\n"
                      "FIXTURE_APP_PASSWORD=x\nFIXTURE_APP_DBNAME=none\n");
    project.writeFile("revisions/broken.sql", "-- no header");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    VERIFY_NAMED(&scene.window());
}

void TestAccessibility::actions()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QList<QKeySequence> shortcuts;
    for (const QAction *action : scene.window().actions()->all()) {
        QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
        QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->objectName()));
        if (action->shortcut().isEmpty())
            continue;
        QVERIFY2(!shortcuts.contains(action->shortcut()), qPrintable(action->objectName()));
        shortcuts << action->shortcut();
    }
}

void TestAccessibility::planFromPreviewToEnd()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan);
    VERIFY_NAMED(plan);
    QVERIFY(click(*plan, "planOptions"));
    VERIFY_NAMED(plan);
    QVERIFY(scene.run(*plan));
    VERIFY_NAMED(plan);
}

void TestAccessibility::recovery()
{
    ProjectFixture project("a1 [app]");
    RevisionText broken;
    broken.id = "a2";
    broken.revises = {"a1"};
    broken.up = "SELECT 1/0;";
    broken.down = "SELECT 1;";
    project.addRevision(broken);
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QCOMPARE(plan->phase(), PlanDialog::Phase::Recovery);
    VERIFY_NAMED(plan);
}

void TestAccessibility::stamp()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.trigger("stampAction");
    VERIFY_NAMED(find<QDialog>(scene.window(), "stampDialog"));
}

void TestAccessibility::newRevision()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.trigger("newRevisionAction");
    VERIFY_NAMED(find<QDialog>(scene.window(), "newRevisionDialog"));
}

void TestAccessibility::upgradeAll()
{
    ProjectFixture project("a1 [app], m1 [metrics]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.trigger("upgradeAllAction");
    QVERIFY(scene.window().desk()->upgradeAllDialog());
    VERIFY_NAMED(scene.window().desk()->upgradeAllDialog());
}

void TestAccessibility::question()
{
    ProjectFixture project("a1 [app]");
    RevisionText slow;
    slow.id = "a2";
    slow.revises = {"a1"};
    slow.up = "SELECT pg_sleep(60);";
    slow.down = "SELECT 1;";
    project.addRevision(slow);
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && click(*plan, "planRun"));
    QStringList faults{QStringLiteral("no question was asked")};
    QTimer::singleShot(0, qApp, [&faults] {
        const QWidget *question = QApplication::activeModalWidget();
        if (!question)
            return;
        faults = unnamedFocusableWidgets(question);
        click(*question, "keepRunning");
    });
    scene.window().close();
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(QLatin1Char('\n'))));
    // While it runs, too.
    VERIFY_NAMED(plan);
    VERIFY_NAMED(&scene.window());
    QTest::keyClick(plan, Qt::Key_Escape);
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Recovery, patience);
}

void TestAccessibility::relationPages()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app").execute("CREATE TABLE t_seen (id int PRIMARY KEY); CREATE VIEW v_seen AS TABLE t_seen");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    auto *tree = find<QTreeView>(*scene.window().inspector(), "relationTree");
    for (const char *name : {"t_seen", "v_seen"}) {
        QModelIndexList found;
        const auto isListed = [&] {
            found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, QLatin1String(name), 1,
                                         Qt::MatchExactly | Qt::MatchRecursive);
            return !found.isEmpty();
        };
        QVERIFY(QTest::qWaitFor(isListed, patience));
        tree->setCurrentIndex(found.constFirst());
        const auto *title = find<QWidget>(*scene.window().inspector(), "relationTitle");
        QTRY_VERIFY_WITH_TIMEOUT(title->isVisible(), patience);
        VERIFY_NAMED(scene.window().inspector());
    }
}

void TestAccessibility::rowsAreToldInWords()
{
    ProjectFixture project("a1 [app] -> a2 !");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    const RevisionModel *model = scene.desk("app").panel()->model();
    const QString told = model->index(0, RevisionModel::LaneColumn).data(Qt::AccessibleTextRole).toString();
    for (const char *word : {"a2", "pending", "head", "irreversible"})
        QVERIFY2(told.contains(QLatin1String(word)), qPrintable(told));
}

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
