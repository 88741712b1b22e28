// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "tests/support/printers.h"
#include "tests/ui/shell/windowscene.h"

#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionmodel.h"
#include "ui/plan/plandialog.h"
#include "ui/plan/planheader.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/noticebar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;
using namespace Qt::StringLiterals;

/// A new revision whose SQL is written from the desired schema, in the console (S-39 to S-44, S-53, S-54, S-69).
class TestConsoleGenerate : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void writesTheSqlAndProvesIt();
    void writesNothingWhereNothingDiffers();
    void writesSeveralWhereOneCantHoldIt();
    void appliesThenGenerates();
    void asksAboutRenames();
    void tellsThatTheSqlWasEdited();
    void needsADesiredSchema();
    void saysWhatIsWrongWithTheSchema();
    void stops();
    void verifiesTheBranch();
    void verifiesOneRevision();
    void tellsOfDrift();

private:
    /// The dialog, with a message in it.
    QDialog *openDialog(WindowScene &scene) const;
    static bool generate(QDialog &dialog);
    static QString stateOf(QDialog &dialog);
    static QString sqlOf(QDialog &dialog, const char *editor);
    static NoticeBar *noticeIn(QDialog &dialog);
    void desire(const std::string &sql) const { m_project->writeFile("schema.sql", sql); }

    std::unique_ptr<ProjectFixture> m_project;
    ScratchDatabase *m_app = nullptr;
};

constexpr const char *base = "CREATE TABLE users (id integer PRIMARY KEY, mail text);";

void TestConsoleGenerate::initTestCase()
{
    useOwnFolders();
    qputenv("XDG_CACHE_HOME", qgetenv("XDG_CONFIG_HOME"));
}

void TestConsoleGenerate::init()
{
    m_project = std::make_unique<ProjectFixture>();
    m_app = &m_project->addDatabase("app");
    m_project->addDatabase("other");
    m_project->configure("app", "schema = \"schema.sql\"\n");
    m_project->addRevision({.id = "a1", .labels = {"app"}, .up = base, .down = "DROP TABLE users;"});
    m_project->addScene("o1 [other]");
    desire(base);
}

QDialog *TestConsoleGenerate::openDialog(WindowScene &scene) const
{
    scene.trigger("newRevisionAction");
    auto *dialog = find<QDialog>(scene.window(), "newRevisionDialog");
    find<QComboBox>(*dialog, "revisionDatabase")->setCurrentText(u"app"_s);
    QTest::keyClicks(find<QLineEdit>(*dialog, "revisionMessage"), u"add things"_s);
    return dialog;
}

bool TestConsoleGenerate::generate(QDialog &dialog)
{
    return click(dialog, "generationGo")
        && QTest::qWaitFor([&dialog] { return find<QPushButton>(dialog, "generationGo")->text() != u"Stop"_s; }, 3 * patience);
}

QString TestConsoleGenerate::stateOf(QDialog &dialog)
{
    return find<QLabel>(dialog, "generationState")->text();
}

QString TestConsoleGenerate::sqlOf(QDialog &dialog, const char *editor)
{
    for (const SqlView *view : dialog.findChildren<SqlView *>()) {
        if (view->findChild<QWidget *>(QLatin1String(editor)))
            return view->sql();
    }
    return {};
}

NoticeBar *TestConsoleGenerate::noticeIn(QDialog &dialog)
{
    return dialog.findChild<NoticeBar *>();
}

void TestConsoleGenerate::writesTheSqlAndProvesIt()
{
    desire(std::string(base) + "CREATE INDEX users_mail ON users (mail);");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(generate(*dialog));
    QVERIFY2(stateOf(*dialog).startsWith("Proven"_L1), qPrintable(stateOf(*dialog)));
    QCOMPARE(sqlOf(*dialog, "revisionUp"), u"CREATE INDEX users_mail ON public.users USING btree (mail);\n"_s);
    QCOMPARE(sqlOf(*dialog, "revisionDown"), u"DROP INDEX public.users_mail;\n"_s);
    QVERIFY(dialog->findChild<PlanHeader *>()->command().endsWith(" --autogenerate"_L1));
    takePictures(*dialog, "generated");
    QVERIFY(click(*dialog, "revisionCreate"));
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").pending, 2, patience);
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QVERIFY(m_app->hasRelation("public.users_mail"));
}

void TestConsoleGenerate::writesNothingWhereNothingDiffers()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(generate(*dialog));
    QVERIFY2(stateOf(*dialog).startsWith("No changes"_L1), qPrintable(stateOf(*dialog)));
    QCOMPARE(sqlOf(*dialog, "revisionUp"), QString());
}

void TestConsoleGenerate::writesSeveralWhereOneCantHoldIt()
{
    m_project->addRevision({.id = "a2", .revises = {"a1"}, .up = "CREATE TYPE mood AS ENUM ('low');", .down = "DROP TYPE mood;"});
    desire(std::string(base) + "CREATE TYPE mood AS ENUM ('low', 'high'); ALTER TABLE users ADD m mood DEFAULT 'high';");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(generate(*dialog));
    QVERIFY2(stateOf(*dialog).contains("2 revisions"_L1), qPrintable(stateOf(*dialog)));
    QVERIFY(!find<QCheckBox>(*dialog, "revisionUpTransactional")->isEnabled());
    QVERIFY(click(*dialog, "revisionCreate"));
    QTRY_COMPARE_WITH_TIMEOUT(scene.state("app").pending, 4, patience);
}

void TestConsoleGenerate::appliesThenGenerates()
{
    desire(std::string(base) + "CREATE TABLE tags (id integer);");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    find<QComboBox>(*dialog, "generationAgainst")->setCurrentIndex(1);
    QVERIFY(generate(*dialog));
    QVERIFY2(noticeIn(*dialog)->sentence().contains("1 revision pending on app"_L1), qPrintable(noticeIn(*dialog)->sentence()));
    takePictures(*dialog, "generation-behind");
    QVERIFY(click(*dialog, "generationApplyFirst"));
    QTRY_VERIFY_WITH_TIMEOUT(scene.plan("app") && scene.plan("app")->isVisible(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*scene.plan("app"), "planRun")->isEnabled(), patience);
    QVERIFY(scene.run(*scene.plan("app")));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(*dialog).startsWith("Proven"_L1), 3 * patience);
    QVERIFY(sqlOf(*dialog, "revisionUp").contains("CREATE TABLE public.tags"_L1));
}

void TestConsoleGenerate::asksAboutRenames()
{
    desire("CREATE TABLE users (id integer PRIMARY KEY, email text);");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(generate(*dialog));
    QVERIFY2(noticeIn(*dialog)->sentence().contains("looks renamed to column public.users.email"_L1),
             qPrintable(noticeIn(*dialog)->sentence()));
    takePictures(*dialog, "generation-renamed");
    QVERIFY(click(*dialog, "generationRenamed"));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(*dialog).startsWith("Proven"_L1), 3 * patience);
    QVERIFY(sqlOf(*dialog, "revisionUp").contains("RENAME COLUMN mail TO email"_L1));
    QVERIFY(!sqlOf(*dialog, "revisionUp").contains("DROP"_L1));
}

void TestConsoleGenerate::tellsThatTheSqlWasEdited()
{
    desire(std::string(base) + "CREATE TABLE tags (id integer);");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(generate(*dialog));
    QVERIFY(stateOf(*dialog).startsWith("Proven"_L1));
    QTest::keyClicks(find<QWidget>(*dialog, "revisionUp"), u"SELECT 'ann@sotp.io'; -- mine"_s);
    QVERIFY(find<QLabel>(*dialog, "revisionSensitive")->text().contains("an e-mail address"_L1));
    QVERIFY2(stateOf(*dialog).startsWith("Edited"_L1), qPrintable(stateOf(*dialog)));
}

void TestConsoleGenerate::needsADesiredSchema()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(find<QPushButton>(*dialog, "generationGo")->isEnabled());
    find<QComboBox>(*dialog, "revisionDatabase")->setCurrentText(u"other"_s);
    QVERIFY(!find<QPushButton>(*dialog, "generationGo")->isEnabled());
    QVERIFY(find<QPushButton>(*dialog, "generationGo")->toolTip().contains("no desired schema for other"_L1));
}

void TestConsoleGenerate::saysWhatIsWrongWithTheSchema()
{
    desire("CREATE TABLE users (id integer);\nCREATE TABLE users ();");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(generate(*dialog));
    QVERIFY2(noticeIn(*dialog)->sentence().contains("schema.sql:2:1"_L1), qPrintable(noticeIn(*dialog)->sentence()));
    QCOMPARE(stateOf(*dialog), QString());
}

void TestConsoleGenerate::stops()
{
    desire(std::string(base) + "SELECT pg_sleep(600);");
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    QDialog *dialog = openDialog(scene);
    QVERIFY(click(*dialog, "generationGo"));
    QCOMPARE(find<QPushButton>(*dialog, "generationGo")->text(), u"Stop"_s);
    QVERIFY(!find<QPushButton>(*dialog, "revisionCreate")->isEnabled());
    takePictures(*dialog, "generating");
    QVERIFY(click(*dialog, "generationGo"));
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*dialog, "generationGo")->text() != u"Stop"_s, patience);
    QVERIFY(find<QPushButton>(*dialog, "revisionCreate")->isEnabled());
}

void TestConsoleGenerate::verifiesTheBranch()
{
    m_project->addRevision({.id = "a2", .revises = {"a1"}, .up = "CREATE TYPE mood AS ENUM ('low'); CREATE TABLE m (m mood);",
                            .down = "DROP TABLE m;"});
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    GraphPanel &panel = *scene.desk("app").panel();
    RevisionModel &model = *panel.model();
    QMenu *menu = find<QPushButton>(panel, "graphMenu")->menu();
    menu->popup(QPoint());
    auto *verify = menu->findChild<QAction *>(u"verifyBranch"_s);
    QVERIFY(verify);
    verify->trigger();
    menu->close();
    const auto stateOf = [&model](const char *id) { return model.states(model.rowOf(QLatin1String(id))); };
    QTRY_VERIFY_WITH_TIMEOUT(stateOf("a2").testFlag(NodeState::Unproven), 3 * patience);
    QVERIFY(stateOf("a1").testFlag(NodeState::Proven));
    const QString tip = model.index(model.rowOf(u"a2"_s), 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.contains("type public.mood"_L1), qPrintable(tip));
    takePictures(scene.window(), "verified");
    // What was shown is no longer so once the file is another.
    m_project->addRevision({.id = "a2", .revises = {"a1"}, .up = "SELECT 1;", .down = "SELECT 1;"});
    QTRY_VERIFY_WITH_TIMEOUT(!stateOf("a2").testFlag(NodeState::Unproven), patience);
}

void TestConsoleGenerate::verifiesOneRevision()
{
    m_project->addRevision({.id = "a2", .revises = {"a1"}, .up = "CREATE TABLE m ();", .down = "DROP TABLE m;"});
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    RevisionModel &model = *scene.desk("app").panel()->model();
    emit scene.desk("app").panel()->verificationRequested({u"a2"_s});
    const auto stateOf = [&model](const char *id) { return model.states(model.rowOf(QLatin1String(id))); };
    QTRY_VERIFY_WITH_TIMEOUT(stateOf("a2").testFlag(NodeState::Proven), 3 * patience);
    QVERIFY(!stateOf("a1").testFlag(NodeState::Proven));
}

void TestConsoleGenerate::tellsOfDrift()
{
    WindowScene scene(*m_project);
    QVERIFY(scene.isOpen());
    PlanDialog *plan = scene.openPlan("app", "upgradeToHead");
    QVERIFY(plan && scene.run(*plan));
    QTRY_VERIFY_WITH_TIMEOUT(scene.state("app").isAtHead, patience);
    plan->close();
    GraphPanel &panel = *scene.desk("app").panel();
    const auto check = [&panel] {
        QMenu *menu = find<QPushButton>(panel, "graphMenu")->menu();
        menu->popup(QPoint());
        menu->findChild<QAction *>(u"checkDrift"_s)->trigger();
        menu->close();
    };
    const auto says = [&panel](QLatin1String words) {
        const auto notices = panel.findChildren<NoticeBar *>();
        return std::any_of(notices.begin(), notices.end(), [words](const NoticeBar *notice) {
            return notice->isVisible() && notice->sentence().contains(words);
        });
    };
    m_app->execute("CREATE INDEX by_hand ON users (mail)");
    check();
    QTRY_VERIFY_WITH_TIMEOUT(says("not what a1 gives: index public.by_hand is too much"_L1), 3 * patience);
    takePictures(scene.window(), "drifted");
    m_app->execute("DROP INDEX by_hand");
    QVERIFY(click(panel, "checkDriftAgain"));
    QTRY_VERIFY_WITH_TIMEOUT(!says("not what a1 gives"_L1), 3 * patience);
}

QTEST_MAIN(TestConsoleGenerate)
#include "tst_consolegenerate.moc"
