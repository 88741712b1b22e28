// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/clientprograms.h"
#include "tests/support/printers.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>

using namespace retort::test;
using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

namespace
{

/// What a restore must bring back: the whole schema and each row, but for the history, which tells of the restore.
std::string contentOf(const ScratchDatabase &database)
{
    return pgDump(database, {"--exclude-table=retort_history", "--exclude-table=retort_history_id_seq"});
}

/// The databases that restores of this one have made.
int besides(const ScratchDatabase &database, const std::string &middle)
{
    return std::stoi(database.value("SELECT count(*) FROM pg_database WHERE starts_with(datname, '"
                                    + database.settings().databaseName() + middle + "')"));
}

/// As `retort log` lists them.
std::ptrdiff_t restoresIn(Program &program)
{
    const QJsonArray runs = program.run("--json log").array();
    return std::count_if(runs.begin(), runs.end(), [](const QJsonValue &run) {
        return run["command"_L1].toString().contains(" restore "_L1);
    });
}

} // namespace

/// A database brought back from the backup that a run has made (S-84).
class TestCliRestore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void bringsAllBack();
    void findsTheBackup_data();
    void findsTheBackup();
    void saysWhatWouldBeLost();
    void asksFirst();
    void asksForProductionByName();
    void keepsWhatBelongsToTheDatabase();
    void endsSessions();
    void refuses();
    void leavesADamagedFileAlone();
    void waitsForARun();
    void cancelLeavesItAsItWas();
    void killLeavesItAsItWas();
    void restoresInPlace();
    void inPlaceAllOrNothing_data();
    void inPlaceAllOrNothing();
    void tellsWhichProgramIsMissing();

private:
    ScratchDatabase &app() { return m_project->database("app"); }
    fs::path backup() const { return m_project->folder() / "before.dump"; }
    void dropOthers();

    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
    std::string m_content; ///< when the backup was made
};

/// A database with data, a backup of it, and then a run that takes the data away.
void TestCliRestore::init()
{
    m_project = std::make_unique<ProjectFixture>("a [app]");
    m_project->addDatabase("app");
    m_project->addRevision({.id = "b",
                            .revises = {"a"},
                            .up = "CREATE TABLE kept (n int PRIMARY KEY, t text); CREATE VIEW seen AS SELECT t FROM kept;"
                                  " CREATE FUNCTION twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';",
                            .down = "DROP FUNCTION twice(int); DROP VIEW seen; DROP TABLE kept;"});
    m_project->addRevision({.id = "c",
                            .revises = {"b"},
                            .up = "CREATE TABLE more (n int); DROP VIEW seen; ALTER TABLE kept DROP COLUMN t;",
                            .down = "ALTER TABLE kept ADD t text; CREATE VIEW seen AS SELECT t FROM kept;"
                                    " DROP TABLE more;"});
    m_program = std::make_unique<Program>(*m_project);
    COMPARE_STATUS(m_program->run("upgrade b"), 0);
    app().execute("INSERT INTO kept SELECT i, 'row ' || i FROM generate_series(1, 1000) i");
    m_content = contentOf(app());
    COMPARE_STATUS(m_program->run("upgrade --backup before.dump"), 0);
    app().execute("INSERT INTO more VALUES (1)");
}

void TestCliRestore::cleanup()
{
    dropOthers();
}

void TestCliRestore::dropOthers()
{
    auto server = retort::postgres::Connection::connect(app().superuserSettings());
    QVERIFY(server.isOk());
    const auto names = server->query("SELECT datname FROM pg_database WHERE datname LIKE current_database() || '\\_%'");
    VERIFY_OK(names);
    for (int row = 0; row < names->rowCount(); ++row)
        VERIFY_OK(server->execute("DROP DATABASE \"" + names->text(row, 0) + "\" WITH (FORCE)"));
}

void TestCliRestore::bringsAllBack()
{
    const Ended ended = m_program->run("restore before.dump --yes");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "restored in");
    VERIFY_SAYS(ended, "now at b");
    VERIFY_SAYS(ended, "is kept as " + app().settings().databaseName() + "_old_");
    QCOMPARE(contentOf(app()), m_content);
    QCOMPARE(rowsOf(app()), Texts{"b"});
    QCOMPARE(besides(app(), "_old_"), 1);
    QCOMPARE(besides(app(), "_restore_"), 0);
    // Both records know it.
    const QJsonObject entry = m_program->run("--json log --history").array()[0].toObject();
    QCOMPARE(entry["operation"_L1].toString(), "restore"_L1);
    QCOMPARE(entry["file"_L1].toString().toStdString(), backup().string());
    QCOMPARE(textsOf(entry["from"_L1]), Texts{"c"});
    const QJsonObject run = m_program->run("--json log -n 1").array()[0].toObject();
    QVERIFY(run["command"_L1].toString().contains("restore"_L1));
    QCOMPARE(run["outcome"_L1].toString(), "done"_L1);
    QCOMPARE(textsOf(run["version_rows"_L1]), Texts{"b"});
    QCOMPARE(restoresIn(*m_program), 1); // though both tell of it
    // And the way forward is open again.
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    QVERIFY(app().hasRelation("more"));
}

void TestCliRestore::findsTheBackup_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<bool>("inFolder");
    QTest::newRow("by its path") << "before.dump" << false;
    QTest::newRow("by its run") << "--run 2" << false;
    QTest::newRow("the latest") << "latest" << true;
}

void TestCliRestore::findsTheBackup()
{
    QFETCH(QString, words);
    QFETCH(bool, inFolder);
    if (inFolder) {
        fs::create_directories(m_project->folder() / "backups");
        fs::rename(backup(), m_project->folder() / "backups" / "app-20250102-030405.dump");
        m_project->writeFile("backups/app-20240102-030405.dump", "an older one");
        m_project->writeFile("backups/app-other-20260102-030405.dump", "another database's");
    }
    const Ended ended = m_program->run("--json restore --drop-old --yes " + words.toStdString());
    COMPARE_STATUS(ended, 0);
    QCOMPARE(ended.object()["outcome"_L1].toString(), "done"_L1);
    QVERIFY(ended.object()["kept_as"_L1].isNull());
    QCOMPARE(contentOf(app()), m_content);
    QCOMPARE(besides(app(), "_"), 0);
}

void TestCliRestore::saysWhatWouldBeLost()
{
    const std::string before = contentOf(app());
    const Ended told = m_program->run("restore before.dump --dry-run");
    COMPARE_STATUS(told, 0);
    VERIFY_SAYS(told, "is at   c");
    VERIFY_SAYS(told, "goes to b");
    VERIFY_SAYS(told, "undone  1 revision applied since: c");
    const QJsonObject document = m_program->run("--json restore before.dump --dry-run").object();
    QCOMPARE(textsOf(document["lost_revisions"_L1]), Texts{"c"});
    QCOMPARE(document["outcome"_L1].toString(), "dry-run"_L1);
    QVERIFY(document["bytes"_L1].toInt() > 0);
    QCOMPARE(contentOf(app()), before);
    QCOMPARE(besides(app(), "_"), 0);
}

void TestCliRestore::asksFirst()
{
    const Ended ended = m_program->run("restore before.dump");
    COMPARE_STATUS(ended, 1);
    VERIFY_SAYS(ended, "--yes");
    QCOMPARE(rowsOf(app()), Texts{"c"});
}

void TestCliRestore::asksForProductionByName()
{
    m_project->configure("app", "tier = \"prod\"\nbackup = \"never\"\n");
    const Ended asked = m_program->run("--json restore before.dump --yes");
    COMPARE_STATUS(asked, 1);
    QCOMPARE(asked.errorCode(), std::string("confirmation-needed"));
    QCOMPARE(rowsOf(app()), Texts{"c"});
    COMPARE_STATUS(m_program->run("restore before.dump --yes-really app"), 0);
    QCOMPARE(rowsOf(app()), Texts{"b"});
}

void TestCliRestore::keepsWhatBelongsToTheDatabase()
{
    const std::string name = app().settings().databaseName();
    app().execute("ALTER DATABASE " + name + " SET search_path = \"$user\", public, extra");
    app().execute("ALTER ROLE tester IN DATABASE " + name + " SET work_mem = '7MB'");
    app().execute("COMMENT ON DATABASE " + name + " IS 'what the team''s app keeps'");
    app().execute("ALTER DATABASE " + name + " CONNECTION LIMIT 50");
    app().execute("REVOKE CONNECT ON DATABASE " + name + " FROM PUBLIC");
    const std::string facts = "SELECT concat_ws('|', datdba::regrole, encoding, datcollate, datconnlimit, (SELECT array_agg(a ORDER BY a::text) FROM"
                              " unnest(datacl) a), shobj_description(oid, 'pg_database'), (SELECT string_agg(setrole || setconfig::text, ';'"
                              " ORDER BY setrole) FROM pg_db_role_setting WHERE setdatabase = d.oid))"
                              " FROM pg_database d WHERE datname = current_database()";
    const std::string before = app().value(facts);
    QVERIFY(before.find("extra") != std::string::npos);
    COMPARE_STATUS(m_program->run("restore before.dump --yes"), 0);
    QCOMPARE(app().value(facts), before);
}

void TestCliRestore::endsSessions()
{
    auto idle = app().connect();
    auto busy = app().connect();
    VERIFY_OK(busy.execute("BEGIN; INSERT INTO more VALUES (2)"));
    COMPARE_STATUS(m_program->run("restore before.dump --yes"), 0);
    QCOMPARE(contentOf(app()), m_content);
    QVERIFY(!idle.query("SELECT 1").isOk());
}

void TestCliRestore::refuses()
{
    struct Refusal {
        const char *command;
        int status;
        const char *code;
    };
    static constexpr std::array<Refusal, 9> refusals{{
        {"restore", 2, "usage"},
        {"restore before.dump --run 2", 2, "usage"},
        {"restore before.dump --yes --lock-wait soon", 2, "bad-duration"},
        {"restore none.dump --yes", 1, "backup-unreadable"},
        {"restore revisions --yes", 1, "backup-unreadable"},
        {"restore retort.toml --yes", 1, "backup-unreadable"},
        {"restore latest --yes", 1, "no-backup"},
        {"restore --run 1 --yes", 1, "no-backup"}, // the run that made none
        {"restore --run 99 --yes", 1, "unknown-run"},
    }};
    const std::string before = contentOf(app());
    for (const Refusal &refusal : refusals) {
        const Ended ended = m_program->run(std::string("--json ") + refusal.command);
        QVERIFY2(ended.status == refusal.status && ended.errorCode() == refusal.code, ended.report().c_str());
        QVERIFY2(!ended.object()["error"_L1]["hint"_L1].toString().isEmpty(), refusal.command);
    }
    QCOMPARE(contentOf(app()), before);
}

/// Its table of contents is whole, its data is not.
void TestCliRestore::leavesADamagedFileAlone()
{
    fs::resize_file(backup(), fs::file_size(backup()) - 3'000);
    const std::string before = contentOf(app());
    const Ended ended = m_program->run("restore before.dump --yes");
    COMPARE_STATUS(ended, 1);
    VERIFY_SAYS(ended, "is as it was");
    QCOMPARE(contentOf(app()), before);
    QCOMPARE(besides(app(), "_"), 0);
}

void TestCliRestore::waitsForARun()
{
    m_project->addRevision({.id = "d", .revises = {"c"}, .up = "SELECT pg_sleep(60)", .down = "SELECT 1"});
    RunningProgram upgrade = m_program->start("upgrade");
    QVERIFY(waitForStatement(app(), "pg_sleep"));
    const Ended ended = m_program->run("--json restore before.dump --yes --lock-wait 200ms");
    COMPARE_STATUS(ended, 5);
    QCOMPARE(ended.errorCode(), std::string("migration-locked"));
    upgrade.signal(SIGINT);
    COMPARE_STATUS(upgrade.wait(), 130);
    QCOMPARE(besides(app(), "_"), 0);
}

namespace
{

/// A table whose rows can't be written but in the database that it belongs to: there a restore stays for a while.
constexpr const char *slowly =
    "CREATE FUNCTION slow() RETURNS bool LANGUAGE sql AS"
    " 'SELECT current_database() NOT LIKE ''%\\_restore\\_%'' OR pg_sleep(60) IS NOT NULL';"
    " ALTER TABLE kept ADD CONSTRAINT late CHECK (slow())";

} // namespace

void TestCliRestore::cancelLeavesItAsItWas()
{
    app().execute(slowly);
    fs::remove(backup());
    app().execute("INSERT INTO more VALUES (3)");
    COMPARE_STATUS(m_program->run("downgrade b --backup before.dump"), 0);
    const std::string before = contentOf(app());
    RunningProgram restore = m_program->start("restore before.dump --yes");
    QTRY_VERIFY_WITH_TIMEOUT(
        app().value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY public.kept%' AND datname LIKE '%\\_restore\\_%'")
            == "1",
        30'000);
    restore.signal(SIGTERM);
    const Ended ended = restore.wait();
    COMPARE_STATUS(ended, 143);
    VERIFY_SAYS(ended, "Cancelled; the database is as it was");
    QCOMPARE(contentOf(app()), before);
    QCOMPARE(besides(app(), "_"), 0);
}

void TestCliRestore::killLeavesItAsItWas()
{
    app().execute(slowly);
    fs::remove(backup());
    COMPARE_STATUS(m_program->run("downgrade b --backup before.dump"), 0);
    const std::string before = contentOf(app());
    RunningProgram restore = m_program->start("restore before.dump --yes");
    const std::string working =
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY public.kept%' AND datname LIKE '%\\_restore\\_%'";
    QTRY_VERIFY_WITH_TIMEOUT(app().value(working) == "1", 30'000);
    restore.signal(SIGKILL);
    restore.wait();
    QTRY_COMPARE_WITH_TIMEOUT(app().value(working), std::string("0"), 5'000);
    QCOMPARE(contentOf(app()), before);
    QCOMPARE(besides(app(), "_restore_"), 1);
    // The next one knows what is left of it, and removes it. Its own data is quick to check.
    app().execute("CREATE OR REPLACE FUNCTION slow() RETURNS bool LANGUAGE sql AS 'SELECT true'");
    fs::remove(backup());
    COMPARE_STATUS(m_program->run("upgrade --backup before.dump"), 0);
    const Ended ended = m_program->run("restore before.dump --yes");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "which a restore that was cut off had left behind");
    QCOMPARE(besides(app(), "_restore_"), 0);
    QCOMPARE(rowsOf(app()), Texts{"b"});
}

namespace
{

/// While it lives, the user may not create databases.
class WithoutCreateDb
{
public:
    explicit WithoutCreateDb(const ScratchDatabase &database)
        : m_server(*retort::postgres::Connection::connect(database.superuserSettings()))
    {
        set("NOCREATEDB");
    }
    ~WithoutCreateDb() { set("CREATEDB"); }

private:
    void set(const std::string &right)
    {
        if (!m_server.execute("ALTER ROLE tester " + right).isOk())
            qFatal("the role stays as it is");
    }
    retort::postgres::Connection m_server;
};

} // namespace

/// In one transaction, where there may be no second database.
void TestCliRestore::restoresInPlace()
{
    app().execute("CREATE SCHEMA extra; CREATE TABLE extra.t (n int); CREATE TYPE mood AS ENUM ('good');"
                  " CREATE FUNCTION once() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    const WithoutCreateDb without(app());
    const Ended told = m_program->run("restore before.dump --dry-run");
    VERIFY_SAYS(told, "the user may not create databases, so one transaction drops what is there");
    const Ended ended = m_program->run("--json restore before.dump --yes");
    COMPARE_STATUS(ended, 0);
    QVERIFY(ended.object()["in_place"_L1].toBool());
    QCOMPARE(contentOf(app()), m_content);
    QCOMPARE(m_program->run("--json log --history").array()[0]["operation"_L1].toString(), "restore"_L1);
    QCOMPARE(restoresIn(*m_program), 1);
    QCOMPARE(besides(app(), "_"), 0);
    COMPARE_STATUS(m_program->run("upgrade"), 0);
}

void TestCliRestore::inPlaceAllOrNothing_data()
{
    QTest::addColumn<int>("signal"); // 0: the file is cut short instead
    QTest::addColumn<int>("status");
    QTest::newRow("cancelled") << SIGINT << 130;
    QTest::newRow("killed") << SIGKILL << 128 + SIGKILL;
    QTest::newRow("a damaged file") << 0 << 1;
}

void TestCliRestore::inPlaceAllOrNothing()
{
    QFETCH(int, signal);
    QFETCH(int, status);
    // The table's rows wait for somebody, once the backup knows of the wait.
    app().execute("CREATE FUNCTION slow() RETURNS bool LANGUAGE sql AS 'SELECT pg_advisory_lock_shared(4711) IS NOT NULL';"
                  " ALTER TABLE kept ADD CONSTRAINT late CHECK (slow())");
    fs::remove(backup());
    COMPARE_STATUS(m_program->run("downgrade b --backup before.dump"), 0);
    const std::string before = contentOf(app());
    const WithoutCreateDb without(app());
    if (signal == 0) {
        fs::resize_file(backup(), fs::file_size(backup()) - 3'000);
        COMPARE_STATUS(m_program->run("restore before.dump --yes"), status);
    } else {
        auto holder = app().connect();
        QVERIFY(holder.query("SELECT pg_advisory_lock(4711)").isOk());
        RunningProgram restore = m_program->start("restore before.dump --yes");
        QVERIFY(waitForStatement(app(), "COPY public.kept"));
        restore.signal(signal);
        COMPARE_STATUS(restore.wait(), status);
        QVERIFY(holder.query("SELECT pg_advisory_unlock(4711)").isOk());
    }
    QTRY_COMPARE_WITH_TIMEOUT(app().value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'COPY public.kept%'"),
                              std::string("0"), 5'000);
    QCOMPARE(contentOf(app()), before);
    QCOMPARE(rowsOf(app()), Texts{"b"});
}

void TestCliRestore::tellsWhichProgramIsMissing()
{
    const fs::path file =
        m_project->writeFile("bin/pg_restore", "#!/bin/sh\necho 'pg_restore (PostgreSQL) 9.6.24'\n");
    fs::permissions(file, fs::perms::owner_all);
    m_program->set("RETORT_PG_BIN", (m_project->folder() / "bin").string());
    const Ended old = m_program->run("--json restore before.dump --yes");
    COMPARE_STATUS(old, 1);
    QCOMPARE(old.errorCode(), std::string("client-program-too-old"));
    fs::remove(file);
    const Ended missing = m_program->run("--json restore before.dump --yes");
    COMPARE_STATUS(missing, 1);
    QCOMPARE(missing.errorCode(), std::string("client-program-missing"));
    QCOMPARE(rowsOf(app()), Texts{"c"});
}

QTEST_GUILESS_MAIN(TestCliRestore)
#include "tst_clirestore.moc"
