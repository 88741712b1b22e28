// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

#include <csignal>
#include <fstream>

using namespace retort::test;
using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

namespace
{

std::vector<fs::path> filesIn(const fs::path &folder)
{
    std::vector<fs::path> files;
    std::error_code missing;
    for (const auto &entry : fs::directory_iterator(folder, missing))
        files.push_back(entry.path());
    return files;
}

/// The magic number of pg_dump's custom format.
bool isDump(const fs::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string magic(5, '\0');
    stream.read(magic.data(), 5);
    return magic == "PGDMP";
}

} // namespace

/// A backup tied to the run (S-83): where it is asked for, and by the database's policy.
class TestCliBackup : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void makesTheOneAskedFor();
    void announcesIt();
    void followsThePolicy_data();
    void followsThePolicy();
    void backsUpBeforeWhatTakesLong_data();
    void backsUpBeforeWhatTakesLong();
    void cancelEndsTheRunBeforeItBegins();
    void tellsWhichProgramIsMissing_data();
    void tellsWhichProgramIsMissing();
    void aFailureStopsTheRun_data();
    void aFailureStopsTheRun();
    void makesNoneForNothing();

private:
    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
};

void TestCliBackup::init()
{
    m_project = std::make_unique<ProjectFixture>("a [app]");
    m_project->addDatabase("app");
    m_project->addRevision(
        {.id = "b", .revises = {"a"}, .up = "CREATE TABLE kept (n int);", .down = "DROP TABLE kept;"});
    m_program = std::make_unique<Program>(*m_project);
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    m_project->database("app").execute("INSERT INTO kept VALUES (42)");
}

void TestCliBackup::makesTheOneAskedFor()
{
    const fs::path file = m_project->folder() / "safe" / "before.dump";
    const Ended ended = m_program->run("downgrade -1 --backup \"" + file.string() + '"');
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "restore it with: retort -x db=app restore ");
    QVERIFY(isDump(file));
    QCOMPARE(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    QVERIFY(!m_project->database("app").hasRelation("kept"));
    // Recorded with the run, here and in the database.
    const QJsonObject run = m_program->run("--json log -n 1").array()[0].toObject();
    QCOMPARE(run["backup"_L1].toString().toStdString(), file.string());
    const Ended log = m_program->run("--json log --history");
    QCOMPARE(log.array()[0]["backup"_L1].toString().toStdString(), file.string());
    // What is there is never overwritten.
    const Ended again = m_program->run("--json upgrade --backup \"" + file.string() + '"');
    COMPARE_STATUS(again, 1);
    QCOMPARE(again.errorCode(), std::string("backup-failed"));
    QCOMPARE(rowsOf(m_project->database("app")), Texts{"a"});
}

/// Before anything runs, in the plan.
void TestCliBackup::announcesIt()
{
    QVERIFY(!m_program->run("plan downgrade -1").says("backup"));
    m_project->configure("app", "backup = \"destructive\"\n");
    VERIFY_SAYS(m_program->run("plan downgrade -1"), "A backup is made first, since revision b drops table kept.");
    QCOMPARE(m_program->run("--json plan downgrade -1").object()["backup"_L1].toString(),
             "revision b drops table kept"_L1);
    QVERIFY(!m_program->run("--json plan upgrade").object().contains("backup"_L1));
    QVERIFY(!m_program->run("plan downgrade -1 --at b").says("backup")); // of no database
    QVERIFY(filesIn(m_project->folder() / "backups").empty());
}

void TestCliBackup::followsThePolicy_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("backups");
    QTest::newRow("never") << "never"
                           << "downgrade -1" << 0;
    QTest::newRow("before data goes") << "destructive"
                                      << "downgrade -1" << 1;
    QTest::newRow("where none goes") << "destructive"
                                     << "upgrade" << 0;
    QTest::newRow("always") << "always"
                            << "upgrade" << 1;
    QTest::newRow("a rehearsal") << "always"
                                 << "upgrade --dry-run" << 0;
}

void TestCliBackup::followsThePolicy()
{
    QFETCH(QString, policy);
    QFETCH(QString, command);
    QFETCH(int, backups);
    if (command.startsWith("upgrade"_L1))
        m_project->addRevision(
            {.id = "c", .revises = {"b"}, .up = "CREATE TABLE more ();", .down = "DROP TABLE more;"});
    m_project->configure("app", "backup = \"" + policy.toStdString() + "\"\n");
    COMPARE_STATUS(m_program->run(command.toStdString()), 0);
    const auto files = filesIn(m_project->folder() / "backups");
    QCOMPARE(files.size(), static_cast<std::size_t>(backups));
    for (const fs::path &file : files)
        QVERIFY2(isDump(file) && file.filename().string().starts_with("app-"), file.c_str());
}

void TestCliBackup::backsUpBeforeWhatTakesLong_data()
{
    QTest::addColumn<std::string>("setting");
    QTest::addColumn<std::string>("up");
    QTest::addColumn<std::string>("reason"); // empty: none is made
    const auto row = [](const char *name, const char *setting, const char *up, const char *reason) {
        QTest::newRow(name) << std::string(setting) << std::string(up) << std::string(reason);
    };
    row("many rows", "long_rows = 100", "CREATE INDEX late ON kept (n)",
        "since revision c builds an index on kept, about 500 rows");
    row("few rows", "long_rows = 1000", "CREATE INDEX late ON kept (n)", "");
    row("many rows that it needn't look at", "long_rows = 100", "ALTER TABLE kept ADD late int", "");
    row("it took long before", "long_run = \"20ms\"", "CREATE TABLE late AS SELECT 1 AS n FROM pg_sleep(0.05)",
        "since revision c took ");
    row("it took no time before", "long_run = \"20s\"", "CREATE TABLE late AS SELECT 1 AS n FROM pg_sleep(0.05)", "");
}

/// By what is known of the plan's tables, and of its revisions when they ran before.
void TestCliBackup::backsUpBeforeWhatTakesLong()
{
    QFETCH(std::string, setting);
    QFETCH(std::string, up);
    QFETCH(std::string, reason);
    m_project->database("app").execute("INSERT INTO kept SELECT generate_series(2, 500); ANALYZE kept");
    m_project->addRevision({.id = "c", .revises = {"b"}, .up = up, .down = "SELECT 1"});
    if (up.starts_with("CREATE TABLE")) { // it has run once
        COMPARE_STATUS(m_program->run("upgrade"), 0);
        m_project->database("app").execute("DROP TABLE late");
        COMPARE_STATUS(m_program->run("downgrade -1"), 0);
    }
    m_project->configure("app", "backup = \"long\"\n" + setting + '\n');
    const Ended ended = m_program->run("upgrade");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(filesIn(m_project->folder() / "backups").size(), reason.empty() ? std::size_t{0} : std::size_t{1});
    if (!reason.empty())
        VERIFY_SAYS(ended, reason);
}

void TestCliBackup::cancelEndsTheRunBeforeItBegins()
{
    auto blocker = m_project->database("app").connect();
    QVERIFY(blocker.execute("BEGIN; LOCK TABLE kept IN ACCESS EXCLUSIVE MODE").isOk());
    RunningProgram downgrade = m_program->start("downgrade -1 --backup before.dump");
    QVERIFY(waitForStatement(m_project->database("app"), "LOCK TABLE public."));
    downgrade.signal(SIGTERM);
    const Ended ended = downgrade.wait();
    COMPARE_STATUS(ended, 143);
    VERIFY_SAYS(ended, "nothing was run");
    QVERIFY(blocker.execute("ROLLBACK").isOk());
    QVERIFY(!fs::exists(m_project->folder() / "before.dump"));
    QVERIFY(!fs::exists(m_project->folder() / "before.dump.part"));
    QCOMPARE(rowsOf(m_project->database("app")), Texts{"b"});
    QCOMPARE(m_program->run("--json log -n 1").array()[0]["outcome"_L1].toString(), "cancelled"_L1);
}

void TestCliBackup::tellsWhichProgramIsMissing_data()
{
    QTest::addColumn<std::string>("version"); // of the only pg_dump; empty: there is none
    QTest::addColumn<std::string>("message");
    QTest::newRow("none") << std::string() << std::string("There is no pg_dump on this machine");
    QTest::newRow("too old") << std::string("9.6.24") << std::string("pg_dump 9.6.24 is older than PostgreSQL ");
}

void TestCliBackup::tellsWhichProgramIsMissing()
{
    QFETCH(std::string, version);
    QFETCH(std::string, message);
    m_project->writeFile("bin/empty", "");
    if (!version.empty()) {
        const fs::path file =
            m_project->writeFile("bin/pg_dump", "#!/bin/sh\necho 'pg_dump (PostgreSQL) " + version + "'\n");
        fs::permissions(file, fs::perms::owner_all);
    }
    m_program->set("RETORT_PG_BIN", (m_project->folder() / "bin").string());
    const Ended ended = m_program->run("downgrade -1 --backup before.dump");
    COMPARE_STATUS(ended, 1);
    VERIFY_SAYS(ended, message);
    VERIFY_SAYS(ended, "postgresql-client-");
    VERIFY_SAYS(ended, "nothing was run");
    QCOMPARE(rowsOf(m_project->database("app")), Texts{"b"});
}

void TestCliBackup::aFailureStopsTheRun_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("a folder that can't be") << "downgrade -1 --backup /dev/null/before.dump";
    QTest::newRow("a name without a folder") << "downgrade -1 --backup /proc/none/before.dump";
}

void TestCliBackup::aFailureStopsTheRun()
{
    QFETCH(QString, command);
    const Ended ended = m_program->run(command.toStdString());
    COMPARE_STATUS(ended, 1);
    VERIFY_SAYS(ended, "The backup failed");
    VERIFY_SAYS(ended, "nothing was run");
    QCOMPARE(rowsOf(m_project->database("app")), Texts{"b"});
    QVERIFY(m_project->database("app").hasRelation("kept"));
}

void TestCliBackup::makesNoneForNothing()
{
    m_project->configure("app", "backup = \"always\"\n");
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    QVERIFY(filesIn(m_project->folder() / "backups").empty());
}

QTEST_GUILESS_MAIN(TestCliBackup)
#include "tst_clibackup.moc"
