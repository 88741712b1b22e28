// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/printers.h"
#include "tests/ui/shell/windowscene.h"

#include "engine/project/project.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/plan/plandialog.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/noticebar.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;

namespace
{

/// Two databases, each with its branch: the layout that the findings were measured on.
constexpr std::string_view guide = "p1 [postgres] -> p2, t1 [timescale] -> t2";

QStringList idsIn(const WindowScene &scene, const char *database)
{
    const RevisionModel *model = scene.desk(database).panel()->model();
    QStringList ids;
    for (int row = 0; row < model->rowCount(); ++row)
        ids << model->id(row);
    return ids;
}

/// The words of all notices that show.
QString noticesOf(const WindowScene &scene, const char *database)
{
    QStringList sentences;
    for (const NoticeBar *notice : scene.desk(database).panel()->findChildren<NoticeBar *>()) {
        if (notice->isVisible())
            sentences << notice->sentence();
    }
    return sentences.join(QLatin1Char('\n'));
}

} // namespace

/// What Alembic gets wrong on the guide's layout (requirements, section 2), in the console.
class TestConsoleFindings : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void f1f2EachBranchIsAtItsHeadByItself();
    void f3f4NewRevisionsContinueTheBranch();
    void f5f6EachPanelHasItsDatabaseAndItsBranch();
    void f7HeadsOfTwoDatabasesAreNoProblem();
    void f8UndoTakesTheOwnBranch();
    void f9StampOffersTheOwnBranch();
    void f11RecoveryTellsWhatAFailureLeft();
    void f13ShowsNoPassword();
    void f14TellsWhichAddressIsUsed();

private:
    std::unique_ptr<ProjectFixture> m_project;
    ScratchDatabase *m_postgres = nullptr;
    ScratchDatabase *m_timescale = nullptr;
};

void TestConsoleFindings::initTestCase()
{
    useOwnFolders();
}

void TestConsoleFindings::init()
{
    m_project = std::make_unique<ProjectFixture>(guide);
    m_postgres = &m_project->addDatabase("postgres");
    m_timescale = &m_project->addDatabase("timescale");
}

void TestConsoleFindings::f1f2EachBranchIsAtItsHeadByItself()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("timescale", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QTRY_VERIFY_WITH_TIMEOUT(scene.state("timescale").isAtHead, patience);
    QCOMPARE(words::pending(scene.state("timescale")), QStringLiteral("at head"));
    QCOMPARE(scene.state("postgres").pending, 2);
}

void TestConsoleFindings::f3f4NewRevisionsContinueTheBranch()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    scene.trigger("newRevisionAction");
    auto *dialog = find<QDialog>(scene.window(), "newRevisionDialog");
    find<QComboBox>(*dialog, "revisionDatabase")->setCurrentText(QStringLiteral("timescale"));
    QTest::keyClicks(find<QLineEdit>(*dialog, "revisionMessage"), QStringLiteral("add nodes"));
    QVERIFY(click(*dialog, "revisionCreate"));
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("timescale").pending, 3, patience);
    const revision::RevisionMap &map = scene.window().desk()->project()->map;
    QCOMPARE(map.heads().size(), std::size_t{2});
    const revision::Revision &created = *map.findRevision(idsIn(scene, "timescale").front().toStdString());
    QCOMPARE(created.downRevisions, Rows{"t2"});
    QVERIFY(created.labels.empty()); // the label is declared once
    QVERIFY(!scene.window().desk()->project()->error);
    QCOMPARE(scene.state("postgres").pending, 2);
}

void TestConsoleFindings::f5f6EachPanelHasItsDatabaseAndItsBranch()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QCOMPARE(idsIn(scene, "postgres"), (QStringList{QStringLiteral("p2"), QStringLiteral("p1")}));
    QCOMPARE(idsIn(scene, "timescale"), (QStringList{QStringLiteral("t2"), QStringLiteral("t1")}));
    PlanDialog *plan = scene.openPlan("postgres", "upgradeToHead");
    QVERIFY(plan);
    QCOMPARE(find<QPushButton>(*plan, "planRun")->text(), QStringLiteral("Upgrade postgres by 2"));
    QVERIFY(scene.run(*plan));
    QVERIFY(!m_postgres->hasRelation("t_t1"));
    QVERIFY(!m_timescale->hasRelation("alembic_version"));
}

void TestConsoleFindings::f7HeadsOfTwoDatabasesAreNoProblem()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QCOMPARE(noticesOf(scene, "postgres"), QString());
    QCOMPARE(noticesOf(scene, "timescale"), QString());
    // Two heads of one branch are one, and only there a way out is offered.
    m_project->addRevision({.id = "t3", .revises = {"t1"}});
    QTRY_VERIFY_WITH_TIMEOUT(noticesOf(scene, "timescale").contains(QLatin1String("has 2 heads")), patience);
    QCOMPARE(noticesOf(scene, "postgres"), QString());
}

void TestConsoleFindings::f8UndoTakesTheOwnBranch()
{
    m_postgres->execute(
        "CREATE TABLE alembic_version (version_num varchar(32)); CREATE TABLE t_p1 (); CREATE TABLE t_t1 ();"
        "INSERT INTO alembic_version VALUES ('t1'), ('p1')");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("postgres", "undoLast");
    QVERIFY(plan);
    QCOMPARE(find<QListView>(*plan, "planSteps")->model()->rowCount(), 1);
    QVERIFY(scene.run(*plan));
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("postgres").rows, Rows{"t1"}, patience);
    QVERIFY(m_postgres->hasRelation("t_t1"));
}

void TestConsoleFindings::f9StampOffersTheOwnBranch()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    scene.clickRevision("timescale", "t2");
    scene.trigger("stampAction");
    const auto *dialog = find<QDialog>(scene.window(), "stampDialog");
    const QAbstractItemModel *targets = find<QListView>(*dialog, "stampTargets")->model();
    QStringList offered;
    for (int row = 0; row < targets->rowCount(); ++row)
        offered << targets->index(row, 0).data().toString().section(QLatin1Char(' '), 0, 0);
    QVERIFY2(offered.contains(QLatin1String("t2")) && !offered.contains(QLatin1String("p2")),
             qPrintable(offered.join(QLatin1Char(','))));
}

void TestConsoleFindings::f11RecoveryTellsWhatAFailureLeft()
{
    m_project->addRevision({.id = "t3",
                            .revises = {"t2"},
                            .up = "CREATE TABLE t_t3 ();\nSELECT 1/0;",
                            .down = "DROP TABLE t_t3;",
                            .upTransactional = false});
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("timescale", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QCOMPARE(plan->phase(), PlanDialog::Phase::Recovery);
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("timescale").rows, Rows{"t2"}, patience);
    QVERIFY(m_timescale->hasRelation("t_t3"));
    QStringList texts;
    for (const QLabel *label : plan->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY2(texts.join(QLatin1Char('\n')).contains(QLatin1String("t3")), qPrintable(texts.join(QLatin1Char('\n'))));
}

void TestConsoleFindings::f13ShowsNoPassword()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    const QString password = QString::fromStdString(m_postgres->settings().value("password"));
    if (password.size() < 8)
        QSKIP("the server's password may well be a word of the window");
    for (const QWidget *widget : scene.window().findChildren<QWidget *>()) {
        for (const char *property : {"text", "toolTip", "accessibleName", "accessibleDescription", "plainText"})
            QVERIFY2(!widget->property(property).toString().contains(password), property);
    }
}

void TestConsoleFindings::f14TellsWhichAddressIsUsed()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    const std::string port = m_postgres->settings().port();
    QVERIFY2(scene.state("postgres").address.find(port) != std::string::npos, scene.state("postgres").address.c_str());
    QCOMPARE(scene.state("postgres").port, port);
}

QTEST_MAIN(TestConsoleFindings)
#include "tst_consolefindings.moc"
