// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/printers.h"
#include "tests/ui/shell/windowscene.h"

#include "engine/run/journal.h"
#include "engine/sandbox/sandbox.h"
#include "engine/session/projectreading.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/relationtreemodel.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/plan/plandialog.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/upgradealldialog.h"
#include "ui/shell/upgradecard.h"
#include "ui/theme/statepage.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>
#include <QTreeView>

#include <map>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;

namespace {

constexpr std::string_view twoBranches = "a1 [app] -> a2 -> a3, m1 [metrics] -> m2";

/// Whether the statement that sleeps is at work on the server.
bool isSleeping(const ScratchDatabase &database)
{
    return database.value("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() "
                          "AND query LIKE '%pg_sleep(60)%' AND datname = current_database()")
        == "1";
}

RevisionText revisionText(const char *id, const char *revises, const char *up)
{
    RevisionText text;
    text.id = id;
    text.revises = {revises};
    text.up = up;
    text.down = "SELECT 1;";
    return text;
}

/// Lines of an environment file that lead to port 1 of this machine, where nothing listens.
std::string unreachable(const std::string &database)
{
    const std::string prefix = "FIXTURE_" + database + '_';
    return prefix + "HOST=127.0.0.1\n" + prefix + "PORT=1\n" + prefix + "USER=nobody\n" + prefix + "PASSWORD=secret\n"
        + prefix + "DBNAME=none\n";
}

NodeStates statesOf(const WindowScene &scene, const char *database, const char *id)
{
    const RevisionModel *model = scene.desk(database).panel()->model();
    return model->states(model->rowOf(QLatin1String(id)));
}

/// "t_a1, -t_a2": the tables that the inspector lists; "+" added, "-" removed, "~" altered by the last run.
QString relationsListed(MainWindow &window)
{
    const QAbstractItemModel *model = find<QTreeView>(*window.inspector(), "relationTree")->model();
    QStringList names;
    const auto found = model->match(model->index(0, 0), Qt::DisplayRole, QStringLiteral("t_"), -1,
                                    Qt::MatchStartsWith | Qt::MatchRecursive);
    for (const QModelIndex &index : found) {
        const auto change = static_cast<Change>(index.data(RelationTreeModel::ChangeRole).toInt());
        const std::map<Change, QString> signs{{Change::Added, QStringLiteral("+")},
                                              {Change::Removed, QStringLiteral("-")},
                                              {Change::Altered, QStringLiteral("~")},
                                              {Change::None, QString()}};
        names << signs.at(change) + index.data().toString();
    }
    return names.join(QLatin1String(", "));
}

/// What the plan dialog's labels say, all together.
QString textsOf(const QWidget &widget)
{
    QStringList texts;
    for (const QLabel *label : widget.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts << label->text();
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace

class TestConsole : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void upgradesFromAClickInTheGraph();
    void undoesTheLastStep();
    void marksWhatARunAltered();
    void marksTheDatabaseThatIsNotShown();
    void showsWhatAFailedRunLeft();
    void cancelsALongStatementAndAnswersMeanwhile();
    void upgradesBothWithAResultEach();
    void followsTheRevisionFiles();
    void makesARevision();
    void stampsWithAReason();
    void takesCommandsInThePalette();
    void testsAConnection();
    void saysWhyADatabaseCanNotBeReached();
    void asksBeforeItClosesDuringARun();
    void endsItsRunsWhenToldToEnd();
    void asksBeforeALogOut();
    void remembersLayoutLooksAndProject();
    void startsASandboxWhereNoServerIsNamed();
    void saysThatThereIsNoProject();
    void showsWhatWasReadBeforeItsStart();
};

void TestConsole::initTestCase()
{
    useOwnFolders();
}

void TestConsole::upgradesFromAClickInTheGraph()
{
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QCOMPARE(scene.state("app").pending, 3);

    scene.clickRevision("app", "a2");
    QCOMPARE(scene.desk("app").panel()->selectedId(), QStringLiteral("a2"));
    QTest::keyClick(scene.desk("app").panel()->view(), Qt::Key_Return);
    PlanDialog *plan = scene.plan("app");
    QVERIFY(plan);
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Preview, patience);
    QCOMPARE(find<QListView>(*plan, "planSteps")->model()->rowCount(), 2);
    const auto *run = find<QPushButton>(*plan, "planRun");
    QCOMPARE(run->text(), QStringLiteral("Upgrade app by 2"));
    QVERIFY(statesOf(scene, "app", "a1").testFlag(NodeState::Planned));
    QVERIFY(!app.hasRelation("t_a1"));

    QVERIFY(scene.run(*plan));
    QCOMPARE(plan->phase(), PlanDialog::Phase::Done);
    QCOMPARE(scene.state("app").rows, Rows{"a2"});
    QCOMPARE(app.value("SELECT version_num FROM alembic_version"), std::string("a2"));
    QVERIFY(app.hasRelation("t_a2"));
    QVERIFY(!app.hasRelation("t_a3"));

    // The graph, the inspector and the log say so, and the other database stays as it was.
    QVERIFY(statesOf(scene, "app", "a2").testFlag(NodeState::Current));
    QVERIFY(statesOf(scene, "app", "a3").testFlag(NodeState::Pending));
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("+t_a1, +t_a2"), patience);
    const LogModel *log = scene.window().log()->model();
    QCOMPARE(log->rowCount(), 1);
    QCOMPARE(log->index(0, 0).data(LogModel::DatabaseRole).toString(), QStringLiteral("app"));
    QCOMPARE(scene.state("metrics").pending, 2);
    QVERIFY(click(*plan, "planCancel"));
    QVERIFY(scene.window().close());
}

void TestConsole::undoesTheLastStep()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *up = scene.openPlan("app", "upgradeToHead");
    QVERIFY(up && scene.run(*up));
    QVERIFY(click(*up, "planCancel"));
    QVERIFY(app.hasRelation("t_a2"));

    PlanDialog *down = scene.openPlan("app", "undoLast");
    QVERIFY(down);
    QCOMPARE(find<QPushButton>(*down, "planRun")->text(), QStringLiteral("Downgrade app by 1"));
    QVERIFY(scene.run(*down));
    QCOMPARE(down->phase(), PlanDialog::Phase::Done);
    QCOMPARE(scene.state("app").rows, Rows{"a1"});
    QVERIFY(!app.hasRelation("t_a2"));
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("t_a1, -t_a2"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window().log()->model()->rowCount(), 2, patience);
}

void TestConsole::marksWhatARunAltered()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addRevision(revisionText("a3", "a2", "ALTER TABLE t_a1 ADD COLUMN note text;"));
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.clickRevision("app", "a2");
    scene.trigger("planSelected");
    PlanDialog *plan = scene.plan("app");
    QVERIFY(plan && scene.run(*plan));
    QVERIFY(click(*plan, "planCancel"));
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("+t_a1, +t_a2"), patience);

    // Nobody has opened the table; it is marked all the same, and only it.
    plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("~t_a1, t_a2"), patience);
}

void TestConsole::marksTheDatabaseThatIsNotShown()
{
    ProjectFixture project("a1 [app] -> a2, m1 [metrics] -> m2");
    project.addRevision(revisionText("m3", "m2", "ALTER TABLE t_m1 ADD COLUMN note text;"));
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.clickRevision("metrics", "m2");
    scene.trigger("planSelected");
    PlanDialog *plan = scene.plan("metrics");
    QVERIFY(plan && scene.run(*plan));
    QVERIFY(click(*plan, "planCancel"));
    scene.window().desk()->setActive(QStringLiteral("app"));

    QVERIFY(click(scene.window(), "upgradeAll"));
    const QPointer<UpgradeAllDialog> dialog = scene.window().desk()->upgradeAllDialog();
    QVERIFY(dialog);
    QSignalSpy finished(dialog, &UpgradeAllDialog::allFinished);
    QVERIFY(click(*dialog, "runUpgradeAll"));
    QVERIFY(finished.wait(patience));
    QVERIFY(click(*dialog, "closeUpgradeAll"));

    // Each has what its own run changed, whichever was shown meanwhile; and keeps it while the other is looked at.
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("+t_a1, +t_a2"), patience);
    scene.window().desk()->setActive(QStringLiteral("metrics"));
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("~t_m1, t_m2"), patience);
    scene.window().desk()->setActive(QStringLiteral("app"));
    QTRY_COMPARE_WITH_TIMEOUT(relationsListed(scene.window()), QStringLiteral("+t_a1, +t_a2"), patience);
}

void TestConsole::showsWhatAFailedRunLeft()
{
    ProjectFixture project("a1 [app]");
    project.addRevision(revisionText("a2", "a1", "CREATE TABLE t_a2 (id int);\nSELECT * FROM nowhere;"));
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());

    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QCOMPARE(plan->phase(), PlanDialog::Phase::Recovery);
    QVERIFY(textsOf(*plan).contains(QStringLiteral("Committed:")));
    QVERIFY(click(*plan, "recoveryCopy"));
    const QString details = QGuiApplication::clipboard()->text();
    for (const char *fact : {"42P01", "\"nowhere\" does not exist", "a2_scene.sql"})
        QVERIFY2(details.contains(QLatin1String(fact)), qPrintable(details));
    QCOMPARE(scene.state("app").rows, Rows{"a1"});
    QVERIFY(!app.hasRelation("t_a2"));
    QVERIFY(statesOf(scene, "app", "a2").testFlag(NodeState::Failed));

    // The file is mended while the card stands there; then it goes on from where it stopped.
    const auto filesRead = scene.window().desk()->project();
    project.addRevision(revisionText("a2", "a1", "CREATE TABLE t_a2 (id int);"));
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().desk()->project() != filesRead, patience);
    QVERIFY(click(*plan, "recoveryAgain"));
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Preview, patience);
    QVERIFY(scene.run(*plan));
    QCOMPARE(plan->phase(), PlanDialog::Phase::Done);
    QVERIFY(app.hasRelation("t_a2"));
}

void TestConsole::cancelsALongStatementAndAnswersMeanwhile()
{
    ProjectFixture project("a1 [app]");
    project.addRevision(revisionText("a2", "a1", "SELECT pg_sleep(60);"));
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && click(*plan, "planRun"));
    QTRY_VERIFY_WITH_TIMEOUT(isSleeping(app), patience);
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Running, patience);

    // The window filters while the server works.
    GraphPanel *panel = scene.desk("app").panel();
    auto *filter = find<QLineEdit>(*panel, "graphFilter");
    QTest::keyClicks(filter, QStringLiteral("a2"));
    QCOMPARE(panel->model()->rowCount(), 1);
    filter->clear();
    QVERIFY(isSleeping(app));

    QTest::keyClick(plan, Qt::Key_Escape);
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Recovery, patience);
    QVERIFY(!isSleeping(app));
    QCOMPARE(scene.state("app").rows, Rows{"a1"});
    QVERIFY(!scene.state("app").isRunning);
    QTest::keyClick(plan, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.plan("app"), patience);
}

void TestConsole::upgradesBothWithAResultEach()
{
    ProjectFixture project("a1 [app] -> a2, m1 [metrics]");
    project.addRevision(revisionText("m2", "m1", "SELECT 1/0;"));
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    const auto *button = find<QPushButton>(scene.window(), "upgradeAll");
    QCOMPARE(button->text(), QStringLiteral("Upgrade both"));

    QVERIFY(click(scene.window(), "upgradeAll"));
    const QPointer<UpgradeAllDialog> dialog = scene.window().desk()->upgradeAllDialog();
    QVERIFY(dialog);
    QSignalSpy finished(dialog, &UpgradeAllDialog::allFinished);
    QVERIFY(click(*dialog, "runUpgradeAll"));
    QVERIFY(finished.wait(patience));
    QCOMPARE(dialog->cards().size(), std::size_t{2});
    QCOMPARE(dialog->cards()[0]->phase(), UpgradeCard::Phase::Done);
    QCOMPARE(dialog->cards()[1]->phase(), UpgradeCard::Phase::Failed);
    QVERIFY2(dialog->cards()[1]->headline().contains(QStringLiteral("m2")), qPrintable(dialog->cards()[1]->headline()));
    QCOMPARE(scene.state("app").rows, Rows{"a2"});
    QCOMPARE(scene.state("metrics").rows, Rows{"m1"});
    QVERIFY(app.hasRelation("t_a2"));

    // What now: the recovery card of the one that failed.
    QVERIFY(click(*dialog->cards()[1], "openRecovery"));
    QTRY_VERIFY_WITH_TIMEOUT(scene.plan("metrics"), patience);
    QCOMPARE(scene.plan("metrics")->phase(), PlanDialog::Phase::Recovery);
}

void TestConsole::followsTheRevisionFiles()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    const RevisionModel *model = scene.desk("app").panel()->model();
    QCOMPARE(model->rowCount(), 1);

    project.addRevision(revisionText("a2", "a1", "SELECT 1;"));
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 2, patience);
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").pending, 2, patience);
    project.removeFile("revisions/a2_scene.sql");
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 1, patience);

    // A broken file is told, and the graph stays as it was.
    project.writeFile("revisions/a3_scene.sql", "-- no header");
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().desk()->project()->error.has_value(), patience);
    QCOMPARE(model->rowCount(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(textsOf(*scene.desk("app").panel()).contains(QStringLiteral("a3_scene.sql")), patience);
}

void TestConsole::makesARevision()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.trigger("newRevisionAction");
    auto *dialog = find<QDialog>(scene.window(), "newRevisionDialog");
    QTest::keyClicks(find<QLineEdit>(*dialog, "revisionMessage"), QStringLiteral("add shelves"));
    QVERIFY(click(*dialog, "revisionCreate"));
    const RevisionModel *model = scene.desk("app").panel()->model();
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 2, patience);
    QCOMPARE(model->message(0), QStringLiteral("add shelves"));
    QTRY_COMPARE_WITH_TIMEOUT(scene.desk("app").panel()->selectedId(), model->id(0), patience);
}

void TestConsole::stampsWithAReason()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    scene.clickRevision("app", "a2");
    scene.trigger("stampAction");
    const QPointer<QDialog> dialog = find<QDialog>(scene.window(), "stampDialog");
    auto *targets = find<QListView>(*dialog, "stampTargets");
    const auto found = targets->model()->match(targets->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("a2"), 1,
                                               Qt::MatchStartsWith);
    QVERIFY(!found.isEmpty());
    targets->setCurrentIndex(found.constFirst());
    QTest::keyClick(targets, Qt::Key_Space);
    QTest::keyClicks(find<QLineEdit>(*dialog, "stampReason"), QStringLiteral("restored from a backup"));
    QVERIFY(click(*dialog, "stampRun"));
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").rows, Rows{"a2"}, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, patience);
    QVERIFY(!app.hasRelation("t_a1"));

    const auto journal = run::Journal::open();
    VERIFY_OK(journal);
    const auto runs = journal->runs(project.file().string(), "app", 1);
    VERIFY_OK(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    const auto events = journal->events(runs->front().id);
    VERIFY_OK(events);
    QVERIFY(std::any_of(events->begin(), events->end(), [](const run::JournalEvent &entry) {
        return entry.event.text.find("restored from a backup") != std::string::npos;
    }));
}

void TestConsole::takesCommandsInThePalette()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QTest::keyClick(&scene.window(), Qt::Key_K, Qt::ControlModifier);
    auto *palette = find<CommandPalette>(scene.window(), "commandPalette");
    QTRY_VERIFY_WITH_TIMEOUT(palette->isListVisible(), patience);
    QTest::keyClicks(palette, QStringLiteral("upgrade +1"));
    QCOMPARE(palette->model()->at(0).command, QStringLiteral("retort -x db=app upgrade +1"));
    QTest::keyClick(palette, Qt::Key_Return);
    PlanDialog *plan = scene.plan("app");
    QVERIFY(plan);
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Preview, patience);
    QCOMPARE(find<QListView>(*plan, "planSteps")->model()->rowCount(), 1);
    QVERIFY(!palette->isListVisible());
}

void TestConsole::testsAConnection()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QVERIFY(click(scene.window(), "testConnection"));
    const auto *result = find<QLabel>(scene.window(), "testResult");
    QTRY_VERIFY2_WITH_TIMEOUT(result->text().startsWith(QStringLiteral("Connected in")), qPrintable(result->text()),
                              patience);
}

void TestConsole::saysWhyADatabaseCanNotBeReached()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    project.writeFile(".env", unreachable("APP") + unreachable("METRICS"));
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QCOMPARE(scene.state("app").reachability, session::Reachability::Unreachable);
    const QString said = textsOf(scene.window());
    QVERIFY2(said.contains(QStringLiteral("127.0.0.1")), qPrintable(said));
    QVERIFY(!said.contains(QStringLiteral("secret")));
    // The graph can be looked at, and nothing can run.
    QCOMPARE(scene.desk("app").panel()->model()->rowCount(), 3);
    QVERIFY(!find<QPushButton>(*scene.desk("app").panel(), "upgradeToHead")->isEnabled());
    QVERIFY(!scene.window().actions()->action("upgradeAllAction")->isEnabled());
}

void TestConsole::asksBeforeItClosesDuringARun()
{
    ProjectFixture project("a1 [app]");
    project.addRevision(revisionText("a2", "a1", "SELECT pg_sleep(60);"));
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && click(*plan, "planRun"));
    QTRY_VERIFY_WITH_TIMEOUT(isSleeping(app), patience);

    const auto answer = [](const char *button) {
        QTimer::singleShot(0, qApp, [button] {
            if (const QWidget *question = QApplication::activeModalWidget())
                click(*question, button);
        });
    };
    answer("keepRunning");
    QVERIFY(!scene.window().close());
    QVERIFY(isSleeping(app));
    answer("cancelAndQuit");
    scene.window().close();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.window().isVisible(), patience);
    QVERIFY(!isSleeping(app));
    QCOMPARE(app.value("SELECT version_num FROM alembic_version"), std::string("a1"));
}

void TestConsole::endsItsRunsWhenToldToEnd()
{
    ProjectFixture project("a1 [app]");
    project.addRevision(revisionText("a2", "a1", "SELECT pg_sleep(60);"));
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && click(*plan, "planRun"));
    QTRY_VERIFY_WITH_TIMEOUT(isSleeping(app), patience);
    scene.window().cancelAndClose();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.window().isVisible(), patience);
    QVERIFY(!isSleeping(app));
}

/// The end of a desktop's session, as a session manager announces it.
void TestConsole::asksBeforeALogOut()
{
    ProjectFixture project("a1 [app]");
    project.addRevision(revisionText("a2", "a1", "SELECT pg_sleep(60);"));
    ScratchDatabase &app = project.addDatabase("app");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    QVERIFY(scene.window().agreesToLogOut(true)); // nothing runs
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && click(*plan, "planRun"));
    QTRY_VERIFY_WITH_TIMEOUT(isSleeping(app), patience);
    QTimer::singleShot(0, qApp, [] {
        if (const QWidget *question = QApplication::activeModalWidget())
            click(*question, "keepRunning");
    });
    QVERIFY(!scene.window().agreesToLogOut(true));
    QVERIFY(isSleeping(app));
    QVERIFY(scene.window().agreesToLogOut(false)); // nobody can be asked
    QTRY_VERIFY_WITH_TIMEOUT(!scene.window().isVisible(), patience);
    QVERIFY(!isSleeping(app));
    QCOMPARE(app.value("SELECT version_num FROM alembic_version"), std::string("a1"));
}

void TestConsole::remembersLayoutLooksAndProject()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    {
        WindowScene scene(project, {}, true);
        QVERIFY(scene.isOpen());
        find<QDockWidget>(scene.window(), "logDock")->close();
        scene.trigger("themeDark");
        scene.trigger("textLarger");
        QVERIFY(scene.window().close());
    }
    const WindowSettings settings = WindowSettings::load();
    QCOMPARE(settings.theme, ThemeChoice::Dark);
    QVERIFY(settings.textScale > 1);
    QCOMPARE(settings.project, QString::fromStdString(project.file().string()));
    QFile file(WindowSettings::file());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("assword"));

    WindowScene scene(project, settings);
    QVERIFY(scene.isOpen());
    QVERIFY(!find<QDockWidget>(scene.window(), "logDock")->isVisible());
    scene.trigger("goLog");
    QVERIFY(find<QDockWidget>(scene.window(), "logDock")->isVisible());
    scene.trigger("themeLight");
}

void TestConsole::startsASandboxWhereNoServerIsNamed()
{
    ProjectFixture project(twoBranches);
    project.writeFile("retort.toml",
                      "[project]\nname = \"fixture\"\nlocations = [\"revisions\"]\n"
                      "[database.app]\nbranch = \"app\"\nhost = \"${SCENE_APP_HOST}\"\n"
                      "[database.metrics]\nbranch = \"metrics\"\nhost = \"${SCENE_METRICS_HOST}\"\n");
    {
        WindowScene scene(project);
        QVERIFY(scene.isOpen());
        QCOMPARE(scene.state("app").reachability, session::Reachability::Reachable);
        QCOMPARE(scene.state("app").passwordSource, std::string("sandbox"));
        QVERIFY(scene.window().showsGraphs());
        PlanDialog *plan = scene.openPlan("metrics", "upgradeToHead");
        QVERIFY(plan && scene.run(*plan));
        QCOMPARE(scene.state("metrics").rows, Rows{"m2"});
        QCOMPARE(scene.state("app").rows, Rows{});
    }
    VERIFY_OK(sandbox::reset(sandbox::folderForProject(project.file())));
}

void TestConsole::saysThatThereIsNoProject()
{
    QTemporaryDir empty;
    MainWindow::Options options;
    options.project = empty.path();
    options.remembers = false;
    MainWindow window(options);
    QSignalSpy failed(&window, &MainWindow::projectFailed);
    window.show();
    QVERIFY(failed.wait(patience));
    QVERIFY(!window.showsGraphs());
    QVERIFY(!window.page()->heading().isEmpty());
    QVERIFY(window.page()->action()->isVisible());
    QVERIFY(window.close());
}

void TestConsole::showsWhatWasReadBeforeItsStart()
{
    const auto start = [](const std::filesystem::path &path) {
        MainWindow::Options options;
        options.project = QString::fromStdString(path.string());
        options.remembers = false;
        options.reading = std::make_shared<session::ProjectReading>(path);
        return options;
    };
    ProjectFixture project(twoBranches);
    for (const char *database : {"app", "metrics"})
        project.addDatabase(database);
    MainWindow::Options options = start(project.folder());
    QTRY_VERIFY_WITH_TIMEOUT(options.reading->isReady(), patience);
    MainWindow window(options);
    QSignalSpy opened(&window, &MainWindow::projectOpened);
    window.show();
    QVERIFY(!window.showsGraphs()); // the first paint is the window's alone
    QVERIFY(opened.wait(patience));
    QVERIFY(window.showsGraphs());
    for (DatabaseDesk *desk : window.desk()->databases()) {
        QTRY_COMPARE_WITH_TIMEOUT(desk->session()->state().reachability, session::Reachability::Reachable, patience);
        QVERIFY(desk->panel()->model()->rowCount() > 0);
    }
    QVERIFY(window.close());

    QTemporaryDir empty;
    MainWindow none(start(empty.path().toStdString()));
    QSignalSpy failed(&none, &MainWindow::projectFailed);
    none.show();
    QVERIFY(failed.wait(patience));
    QVERIFY(none.page()->action()->isVisible());
    QVERIFY(none.close());
}

QTEST_MAIN(TestConsole)
#include "tst_console.moc"
