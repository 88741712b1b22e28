// SPDX-License-Identifier: GPL-3.0-or-later
// What a database keeps of its runs, in the window: files that are gone or were edited, runs that others made.
#include "tests/support/files.h"
#include "tests/ui/shell/windowscene.h"

#include "app/console/translations.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/log/durationchart.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/plan/plandialog.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QProcess>
#include <QPushButton>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;

namespace
{

/// Chooses from the context menu of a revision's row.
bool choose(const WindowScene &scene, const char *database, const char *id, const char *action)
{
    GraphPanel *panel = scene.desk(database).panel();
    emit panel->view()->menuRequested(QLatin1String(id), panel->mapToGlobal(QPoint(40, 40)));
    auto *menu = panel->findChild<QMenu *>(QStringLiteral("nodeMenu"));
    auto *found = menu ? menu->findChild<QAction *>(QLatin1String(action)) : nullptr;
    if (!found || !found->isEnabled())
        return false;
    found->trigger();
    menu->close();
    return true;
}

} // namespace

class TestConsoleStored : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void undoesAnOrphanFromTheStoredText();
    void writesTheFileAgain();
    void mendsABrokenMap_data();
    void mendsABrokenMap();
    void undoesWhileTheMapIsBroken();
    void marksWhatIsNotCommitted();
    void comparesAndAcceptsAnEdit();
    void logTellsRunsOfOthers();

private:
    /// Both revisions applied.
    bool upgrade(WindowScene &scene);

    std::unique_ptr<ProjectFixture> m_project;
    ScratchDatabase *m_app = nullptr;
};

void TestConsoleStored::initTestCase()
{
    useOwnFolders();
    QVERIFY(console::installTranslations(*qApp, QStringLiteral("en"))); // the plurals
}

void TestConsoleStored::init()
{
    m_project = std::make_unique<ProjectFixture>("a [app] -> b");
    m_app = &m_project->addDatabase("app");
}

bool TestConsoleStored::upgrade(WindowScene &scene)
{
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    if (!plan || !scene.run(*plan))
        return false;
    plan->close();
    return QTest::qWaitFor([&] { return scene.state("app").isAtHead; }, patience);
}

void TestConsoleStored::undoesAnOrphanFromTheStoredText()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen() && upgrade(scene));
    m_project->removeFile("revisions/b_scene.sql");
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").unknownRows, Rows{"b"}, patience);
    QVERIFY(click(*scene.desk("app").panel(), "undoOrphan"));
    PlanDialog *plan = scene.plan("app");
    QVERIFY(plan);
    QTRY_COMPARE_WITH_TIMEOUT(plan->phase(), PlanDialog::Phase::Preview, patience);
    const auto *notice = plan->findChild<NoticeBar *>();
    QVERIFY(notice && notice->isVisible());
    QVERIFY2(notice->sentence().contains(QLatin1String("the text that the database kept of b_scene.sql, applied on 20")),
             qPrintable(notice->sentence()));
    takePictures(*plan, "plan-from-stored");
    QVERIFY(scene.run(*plan));
    QCOMPARE(plan->phase(), PlanDialog::Phase::Done);
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").rows, Rows{"a"}, patience);
    QVERIFY(!m_app->hasRelation("t_b"));
    QVERIFY(scene.state("app").unknownRows.empty());
}

void TestConsoleStored::writesTheFileAgain()
{
    const std::filesystem::path file = m_project->revisionFile("b");
    const std::string before = contentOf(file);
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen() && upgrade(scene));
    m_project->removeFile("revisions/b_scene.sql");
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").orphans.size(), std::size_t{1}, patience);
    takePictures(scene.window(), "orphan");
    QVERIFY(choose(scene, "app", "b", "writeFileAgain"));
    QTRY_VERIFY_WITH_TIMEOUT(scene.state("app").unknownRows.empty(), patience);
    QCOMPARE(contentOf(file), before);
    QVERIFY(scene.state("app").isAtHead);
}

void TestConsoleStored::mendsABrokenMap_data()
{
    QTest::addColumn<bool>("isOpen");
    QTest::newRow("while the window is open") << true;
    QTest::newRow("before it is opened") << false;
}

/// A file is gone that another revises: the files alone make no map.
void TestConsoleStored::mendsABrokenMap()
{
    QFETCH(bool, isOpen);
    const std::filesystem::path file = m_project->revisionFile("a");
    const std::string before = contentOf(file);
    auto scene = std::make_unique<WindowScene>(*m_project);
    QVERIFY(scene->isOpen() && upgrade(*scene));
    if (!isOpen)
        scene.reset();
    m_project->removeFile("revisions/a_scene.sql");
    if (!isOpen)
        scene = std::make_unique<WindowScene>(*m_project);
    QVERIFY(scene->isOpen());
    QTRY_COMPARE_WITH_TIMEOUT(scene->state("app").missingFiles, Rows{"a"}, patience);
    QVERIFY(scene->state("app").unknownRows.empty());
    QVERIFY(scene->state("app").isAtHead);
    takePictures(scene->window(), isOpen ? "map-broken" : "map-broken-before");
    QVERIFY(click(*scene->desk("app").panel(), "writeMissingFile"));
    QTRY_VERIFY_WITH_TIMEOUT(scene->state("app").missingFiles.empty() && scene->state("app").isAtHead, patience);
    QCOMPARE(contentOf(file), before);
    QTRY_VERIFY_WITH_TIMEOUT(!find<QPushButton>(*scene->desk("app").panel(), "writeMissingFile")->isVisible(), patience);
}

void TestConsoleStored::undoesWhileTheMapIsBroken()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen() && upgrade(scene));
    m_project->removeFile("revisions/a_scene.sql");
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").missingFiles, Rows{"a"}, patience);
    for (const Rows &left : {Rows{"a"}, Rows{}}) { // b by its file, a by its stored text
        PlanDialog *plan = scene.openPlan("app", "undoLast");
        QVERIFY(plan && scene.run(*plan));
        QCOMPARE(plan->phase(), PlanDialog::Phase::Done);
        plan->close();
        QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").rows, left, patience);
    }
    QVERIFY(!m_app->hasRelation("t_b") && !m_app->hasRelation("t_a"));
}

void TestConsoleStored::marksWhatIsNotCommitted()
{
    const auto git = [this](const QStringList &arguments) {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(m_project->folder().string()));
        process.start(QStringLiteral("git"), QStringList{QStringLiteral("-c"), QStringLiteral("user.name=T"),
                                                         QStringLiteral("-c"), QStringLiteral("user.email=t@localhost")}
                                                 + arguments);
        return process.waitForFinished(patience) && process.exitCode() == 0;
    };
    QVERIFY(git({QStringLiteral("init"), QStringLiteral("-q")}));
    QVERIFY(git({QStringLiteral("add"), QStringLiteral("revisions/a_scene.sql")}));
    QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("a")}));
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    const RevisionModel *model = scene.desk("app").panel()->model();
    const auto isMarked = [model](const char *id) {
        return model->states(model->rowOf(QLatin1String(id))).testFlag(NodeState::Uncommitted);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isMarked("b"), patience);
    QVERIFY(!isMarked("a"));
    takePictures(scene.window(), "uncommitted");
    QVERIFY(git({QStringLiteral("add"), QStringLiteral("revisions/b_scene.sql")}));
    QVERIFY(git({QStringLiteral("commit"), QStringLiteral("-qm"), QStringLiteral("b")}));
    QTRY_VERIFY_WITH_TIMEOUT(!isMarked("b"), patience); // without a refresh
}

void TestConsoleStored::comparesAndAcceptsAnEdit()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen() && upgrade(scene));
    std::string edited = contentOf(m_project->revisionFile("a"));
    edited.replace(edited.find("(i int)"), 7, "(j int)");
    rewrite(m_project->revisionFile("a"), edited);
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").changed, Rows{"a"}, patience);

    QVERIFY(choose(scene, "app", "a", "compareWithWhatRan"));
    auto *dialog = find<QDialog>(scene.window(), "editDialog");
    QVERIFY(click(*dialog, "editCopy")); // once the texts are there
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.startsWith(QLatin1String("--- a_scene.sql (applied on 20")), qPrintable(copied));
    QVERIFY(copied.contains(QLatin1String("(i int)")) && copied.contains(QLatin1String("(j int)")));
    QCOMPARE(find<QLabel>(*dialog, "editCounts")->text(), QStringLiteral("1 line gone · 1 line new"));
    takePictures(*dialog, "edit");

    auto *accept = find<QPushButton>(*dialog, "editAccept");
    QVERIFY(click(*dialog, "editAccept"));
    QVERIFY(!accept->isEnabled()); // without a reason
    QTest::keyClicks(find<QLineEdit>(*dialog, "editReason"), QStringLiteral("a slip"));
    takePictures(*dialog, "edit-accept");
    QVERIFY(click(*dialog, "editAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(scene.state("app").changed.empty(), patience);
    QCOMPARE(m_app->value("SELECT operation || ': ' || reason FROM retort_history ORDER BY id DESC LIMIT 1"),
             std::string("accept-edit: a slip"));
}

/// One that this machine's journal doesn't know, since somebody else made it.
void TestConsoleStored::logTellsRunsOfOthers()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen() && upgrade(scene));
    const LogPanel *log = scene.window().findChild<LogPanel *>();
    QVERIFY(log);
    const auto runs = [log] {
        QStringList tails;
        for (int row = 0; row < log->model()->rowCount(); ++row)
            tails << log->model()->index(row, 0).data(LogModel::TailRole).toString();
        return tails;
    };
    QCOMPARE(runs().size(), 1); // its own is told once, though both know it
    m_app->execute("UPDATE retort_history SET run = 'feedfacefeedface', os_user = 'anna', host = 'ci-7',"
                   " started = started - interval '1 hour', finished = finished - interval '1 hour'"
                   " WHERE revision = 'a'");
    emit const_cast<LogPanel *>(log)->journalRequested();
    QTRY_COMPARE_WITH_TIMEOUT(runs().size(), 2, patience);
    QVERIFY2(runs().front().contains(QLatin1String("from the database's history: anna@ci-7")),
             qPrintable(runs().join(QLatin1Char('\n'))));
    const QModelIndex others = log->model()->index(0, 0);
    const_cast<LogModel *>(log->model())->fetchMore(others);
    QCOMPARE(log->model()->rowCount(others), 1);
    QCOMPARE(log->model()->index(0, 0, others).data(LogModel::HeadRole).toString(), QStringLiteral("a"));
    takePictures(scene.window(), "log-of-others");
}

QTEST_MAIN(TestConsoleStored)
#include "tst_consolestored.moc"
