// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

namespace
{

void git(const ProjectFixture &project, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(project.folder().string()));
    process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=T"_s, u"-c"_s, u"user.email=t@localhost"_s} + arguments);
    process.waitForFinished();
    QCOMPARE(process.exitCode(), 0);
}

} // namespace

/// Production is asked about by its name, looked at read-only, and warned about (S-78, S-81, S-91).
class TestCliTiers : public QObject
{
    Q_OBJECT

private slots:
    void changesProductionOnlyByName_data();
    void changesProductionOnlyByName();
    void resetsAProductionSandboxOnlyByName();
    void asksAboutNoOtherTier();
    void looksWithoutTheRightToWrite_data();
    void looksWithoutTheRightToWrite();
    void showsTheTier();
    void warnsOfRevisionsThatNoLowerTierRan();
    void warnsOfUncommittedFiles();
};

void TestCliTiers::changesProductionOnlyByName_data()
{
    QTest::addColumn<std::string>("line");
    QTest::addColumn<std::string>("wanted");
    QTest::newRow("upgrade") << std::string("upgrade") << std::string("a2");
    QTest::newRow("downgrade") << std::string("downgrade base") << std::string();
    QTest::newRow("stamp") << std::string("stamp a2") << std::string("a2");
}

void TestCliTiers::changesProductionOnlyByName()
{
    QFETCH(std::string, line);
    QFETCH(std::string, wanted);
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &live = project.addDatabase("live", "app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a1"), 0);
    project.configure("live", "tier = \"prod\"\n");
    for (const std::string flags : {"", " --yes", " --yes-really app", " --yes-really LIVE"}) {
        const Ended refused = program.run("--json " + line + flags);
        COMPARE_STATUS(refused, 1);
        QCOMPARE(refused.errorCode(), std::string("confirmation-needed"));
        VERIFY_SAYS(refused, "--yes-really live");
        QCOMPARE(rowsOf(live), Texts{"a1"});
    }
    COMPARE_STATUS(program.run(line + " --yes-really live"), 0);
    QCOMPARE(rowsOf(live), wanted.empty() ? Texts{} : Texts{wanted});
    // Nothing to do, nothing to ask.
    COMPARE_STATUS(program.run(line), 0);
}

void TestCliTiers::resetsAProductionSandboxOnlyByName()
{
    ProjectFixture project("a1 [app]");
    project.writeFile("retort.toml",
                      "[project]\nlocations = [\"revisions\"]\n[database.live]\nbranch = \"app\"\n"
                      "tier = \"prod\"\nurl = \"${LIVE_URL:-}\"\n");
    Program program(project);
    COMPARE_STATUS(program.run("sandbox start"), 0);
    COMPARE_STATUS(program.run("ensure_version"), 1);
    COMPARE_STATUS(program.run("ensure_version --yes-really live"), 0);
    COMPARE_STATUS(program.run("ensure_version"), 0); // it is there
    COMPARE_STATUS(program.run("sandbox stop"), 0);
    COMPARE_STATUS(program.run("sandbox reset"), 1);
    VERIFY_SAYS(program.run("sandbox status"), "stopped");
    COMPARE_STATUS(program.run("sandbox reset --yes-really live"), 0);
    VERIFY_SAYS(program.run("sandbox status"), "absent");
}

void TestCliTiers::asksAboutNoOtherTier()
{
    ProjectFixture project("a1 [app]");
    ScratchDatabase &app = project.addDatabase("app");
    project.configure("app", "tier = \"staging\"\n");
    COMPARE_STATUS(Program(project).run("upgrade"), 0);
    QCOMPARE(rowsOf(app), Texts{"a1"});
}

void TestCliTiers::looksWithoutTheRightToWrite_data()
{
    QTest::addColumn<std::string>("settings");
    QTest::addColumn<bool>("isReadOnly");
    QTest::newRow("dev") << std::string() << false;
    QTest::newRow("dev, read-only") << std::string("read_only = true\n") << true;
    QTest::newRow("prod") << std::string("tier = \"prod\"\n") << true;
    QTest::newRow("prod, not read-only") << std::string("tier = \"prod\"\nread_only = false\n") << false;
}

/// The version table is a view that writes when it is read: only the server can keep that from happening.
void TestCliTiers::looksWithoutTheRightToWrite()
{
    QFETCH(std::string, settings);
    QFETCH(bool, isReadOnly);
    ProjectFixture project("a1 [app]");
    ScratchDatabase &app = project.addDatabase("app");
    app.execute("CREATE TABLE looked (at timestamptz);"
                "CREATE FUNCTION look() RETURNS SETOF varchar LANGUAGE plpgsql AS"
                " $$ BEGIN INSERT INTO looked VALUES (now()); RETURN; END $$;"
                "CREATE VIEW alembic_version AS SELECT look AS version_num FROM look()");
    project.configure("app", settings);
    Program program(project);
    for (const char *verb : {"current", "status", "plan upgrade", "check"}) {
        const Ended ended = program.run(verb);
        QCOMPARE(ended.says("read-only transaction"), isReadOnly);
    }
    QCOMPARE(app.value("SELECT count(*) > 0 FROM looked") == "t", !isReadOnly);
}

void TestCliTiers::showsTheTier()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("dev", "app");
    project.addDatabase("live", "app");
    project.configure("live", "tier = \"prod\"\n");
    const Ended status = Program(project).run("status");
    VERIFY_SAYS(status, "tier");
    VERIFY_SAYS(status, "live      prod");
}

void TestCliTiers::warnsOfRevisionsThatNoLowerTierRan()
{
    ProjectFixture project("a1 [app] -> a2 -> a3");
    project.addDatabase("dev", "app");
    project.addDatabase("live", "app");
    project.configure("live", "tier = \"prod\"\n");
    Program program(project);
    const auto plan = [&] { return program.run("-x db=live plan upgrade"); };
    const std::string warning = "never ran on dev; live is production.";
    VERIFY_SAYS(plan(), "Revisions a1, a2, a3 " + warning);
    COMPARE_STATUS(program.run("-x db=dev upgrade a2"), 0);
    VERIFY_SAYS(plan(), "Revision a3 " + warning);
    COMPARE_STATUS(program.run("-x db=dev upgrade a3"), 0);
    QVERIFY(!plan().says("never ran"));
    // It ran there, even though it was undone since.
    COMPARE_STATUS(program.run("-x db=dev downgrade base"), 0);
    QVERIFY(!plan().says("never ran"));
    // On the way to other tiers nobody is warned; a way back needs no trial.
    QVERIFY(!program.run("-x db=dev plan upgrade").says("never ran"));
    project.addRevision({.id = "a4", .revises = {"a3"}});
    const Ended run = program.run("-x db=live upgrade --yes-really live");
    COMPARE_STATUS(run, 0);
    VERIFY_SAYS(run, "Revision a4 " + warning);
    QVERIFY(!program.run("-x db=live plan downgrade -1").says("never ran"));
}

void TestCliTiers::warnsOfUncommittedFiles()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("live", "app");
    project.configure("live", "tier = \"prod\"\n");
    Program program(project);
    QVERIFY(!program.run("plan upgrade").says("git")); // no repository
    git(project, {u"init"_s, u"-q"_s});
    git(project, {u"add"_s, QString::fromStdString(project.revisionFile("a1").string())});
    git(project, {u"commit"_s, u"-q"_s, u"-m"_s, u"one"_s});
    const Ended plan = program.run("plan upgrade");
    VERIFY_SAYS(plan, "The file of revision a2 is not in git");
    QVERIFY2(!plan.says("revision a1 is"), plan.report().c_str());
    const QJsonArray steps = program.run("--json plan upgrade").object()["steps"_L1].toArray();
    QVERIFY(!steps[0].toObject().contains("git"_L1));
    QCOMPARE(steps[1]["git"_L1].toString(), u"not in git"_s);
    const QJsonArray files = program.run("--json -v status").object()["uncommitted_files"_L1].toArray();
    QCOMPARE(files.size(), 1);
    QCOMPARE(files[0]["change"_L1].toString(), u"not in git"_s);
    VERIFY_SAYS(program.run("upgrade --yes-really live"), "The file of revision a2 is not in git");
}

QTEST_GUILESS_MAIN(TestCliTiers)
#include "tst_clitiers.moc"
