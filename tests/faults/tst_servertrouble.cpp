// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/killableserver.h"
#include "tests/faults/smalldisk.h"
#include "tests/faults/standardrun.h"
#include "tests/faults/tally.h"
#include "tests/support/printers.h"

#include <QProcess>
#include <QTemporaryDir>

#include <csignal>
#include <fstream>
#include <functional>

#include <sys/stat.h>
#include <unistd.h>

using namespace retort;
using namespace retort::test;
namespace fs = std::filesystem;

namespace
{

/// What a run is to do while the cause lasts.
struct Failure {
    int status;
    std::vector<std::string> said; ///< by the program
};

/// Creates t_e, and takes as many seconds as the database's setting slow.seconds says.
constexpr const char *slowSql =
    "CREATE TABLE t_e ();\n"
    "SELECT pg_sleep(coalesce(nullif(current_setting('slow.seconds', true), ''), '0')::float);";

fs::path dataFolderOf(PostgresFixture &server)
{
    auto connection = postgres::Connection::connect(server.superuserSettings());
    if (!connection)
        qFatal("%s", describe(connection.error()).c_str());
    return connection->query("SHOW data_directory").value().text(0, 0);
}

uid_t ownerOf(const fs::path &folder)
{
    struct stat facts = {};
    if (::stat(folder.c_str(), &facts) != 0)
        qFatal("no folder %s", folder.c_str());
    return facts.st_uid;
}

} // namespace

/// A server that is full, forbids, demands, or goes away in the middle of a statement.
class TestServerTrouble : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void diskFull_data();
    void diskFull();
    void diskFullUnderTheLog();
    void temporaryFilesRunOut();
    void readOnly();
    void missingRights_data();
    void missingRights();
    void tlsDemanded();
    void nameNotFound();
    void goesAwayInAStatement_data();
    void goesAwayInAStatement();
    void cleanupTestCase() { m_tally.print(); }

private:
    /// The scenario's run fails as told, keeps every promise, and finishes once `cure` has been applied.
    void failAndMend(const std::string &scenario, StandardRun &run, const Failure &failure,
                     const std::function<void()> &cure);
    void mend(const std::string &scenario, StandardRun &run, const Ended &failed, const std::function<void()> &cure);
    /// Of the same revisions, undisturbed.
    std::string portraitOf(StandardRun &run);

    Tally m_tally;
    std::string m_standardPortrait;
};

void TestServerTrouble::initTestCase()
{
    StandardRun undisturbed;
    COMPARE_STATUS(undisturbed.program.run("upgrade"), 0);
    m_standardPortrait = undisturbed.portrait();
}

std::string TestServerTrouble::portraitOf(StandardRun &run)
{
    if (run.head == "d")
        return m_standardPortrait;
    StandardRun undisturbed;
    std::ifstream file(run.project.revisionFile("e"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    undisturbed.project.writeFile("revisions/e_scene.sql", text);
    const Ended ended = undisturbed.program.run("upgrade");
    if (ended.status != 0)
        qFatal("the undisturbed run fails: %s", ended.report().c_str());
    return undisturbed.portrait();
}

void TestServerTrouble::failAndMend(const std::string &scenario, StandardRun &run, const Failure &failure,
                                    const std::function<void()> &cure)
{
    m_tally.tried(scenario);
    const Ended ended = run.program.run("upgrade");
    COMPARE_STATUS(ended, failure.status);
    VERIFY_SAYS(ended, "error: ");
    for (const std::string &text : failure.said)
        VERIFY_SAYS(ended, text);
    mend(scenario, run, ended, cure);
}

void TestServerTrouble::mend(const std::string &scenario, StandardRun &run, const Ended &failed,
                             const std::function<void()> &cure)
{
    const std::string broken = run.brokenPromise(failed);
    QVERIFY2(broken.empty(), broken.c_str());
    cure();
    const std::string trouble = run.rerunTrouble(portraitOf(run));
    QVERIFY2(trouble.empty(), trouble.c_str());
    m_tally.survived(scenario);
}

void TestServerTrouble::diskFull_data()
{
    QTest::addColumn<bool>("transactional");
    QTest::newRow("in a transaction") << true;
    QTest::newRow("outside one") << false;
}

void TestServerTrouble::diskFull()
{
    QFETCH(const bool, transactional);
    const std::string scenario = std::string("disk full, ") + QTest::currentDataTag();
    PostgresFixture server{std::vector<std::string>()};
    SmallDisk disk(4, ownerOf(dataFolderOf(server)));
    if (!disk.problem().empty()) {
        m_tally.skipped(scenario, disk.problem());
        QSKIP(disk.problem().c_str());
    }
    StandardRun run(server);
    run.executeAsSuperuser("CREATE TABLESPACE small LOCATION '" + disk.folder().string() + '\'');
    run.executeAsSuperuser("GRANT CREATE ON TABLESPACE small TO PUBLIC");
    const std::string filling = "INSERT INTO filler SELECT g, repeat('x', 1000) FROM generate_series(1, 8000) g;\n";
    run.executeAsSuperuser("CREATE TABLE filler (n int, x text) TABLESPACE small; GRANT ALL ON filler TO PUBLIC");
    run.addLast(filling + "CREATE TABLE t_e ();", transactional);
    m_tally.tried(scenario);
    const Ended ended = run.program.run("upgrade");
    COMPARE_STATUS(ended, 6); // a to d are committed
    for (const char *text : {"53100", "No space left on device", "e_scene.sql:"})
        VERIFY_SAYS(ended, text);
    const std::string broken = run.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    disk.grow(64);
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    QCOMPARE(run.contradiction(), std::string());
    QCOMPARE(run.database().value("SELECT count(*) FROM filler"), std::string("8000"));
    m_tally.survived(scenario);
}

/// Then the server itself ends, and can't start again until there is room.
void TestServerTrouble::diskFullUnderTheLog()
{
    const std::string scenario = "disk full under the server's log of changes";
    if (!isWholeAskedFor())
        QSKIP("only ./dev faults fills a server's log of changes");
    KillableServer server({"min_wal_size=32MB", "max_wal_size=1GB", "restart_after_crash=off"});
    const fs::path data = dataFolderOf(server.fixture());
    SmallDisk disk(80, ownerOf(data));
    if (!disk.problem().empty()) {
        m_tally.skipped(scenario, disk.problem());
        QSKIP(disk.problem().c_str());
    }
    server.kill();
    const QString log = QString::fromStdString((data / "pg_wal").string());
    const QString there = QString::fromStdString((disk.folder() / "pg_wal").string());
    QCOMPARE(QProcess::execute("mv"_L1, {log, there}), 0);
    fs::create_directory_symlink(there.toStdString(), log.toStdString());
    server.startAgain();

    StandardRun run(server.fixture());
    run.addLast("CREATE TABLE t_e (n int, x text);\n"
                "INSERT INTO t_e SELECT g, repeat('x', 1000) FROM generate_series(1, 150000) g;\nDELETE FROM t_e;");
    run.goThrough(server.port());
    m_tally.tried(scenario);
    const Ended ended = run.program.run("upgrade");
    COMPARE_STATUS(ended, 6);
    VERIFY_SAYS(ended, "the same command then goes on from there");
    disk.grow(1'000);
    server.startAgain();
    const std::string broken = run.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    const std::string trouble = run.rerunTrouble(portraitOf(run));
    QVERIFY2(trouble.empty(), trouble.c_str());
    m_tally.survived(scenario);
}

void TestServerTrouble::temporaryFilesRunOut()
{
    StandardRun run;
    const std::string setting = "ALTER DATABASE " + run.database().name();
    run.executeAsSuperuser(setting + " SET temp_file_limit = '1MB'");
    run.executeAsSuperuser(setting + " SET work_mem = '64kB'");
    run.addLast("CREATE TABLE t_e AS SELECT g FROM generate_series(1, 200000) g ORDER BY md5(g::text);\n"
                "DELETE FROM t_e;");
    failAndMend("temporary files run out (temp_file_limit)", run, {6, {"53400", "temp_file_limit", "e_scene.sql:"}},
                [&] { run.executeAsSuperuser(setting + " RESET temp_file_limit"); });
}

void TestServerTrouble::readOnly()
{
    StandardRun run;
    const std::string setting = "ALTER DATABASE " + run.database().name();
    run.executeAsSuperuser(setting + " SET default_transaction_read_only = on");
    // The superuser's own session would be read-only as well.
    failAndMend("read-only server (default_transaction_read_only)", run, {1, {"read-only"}}, [&] {
        run.executeAsSuperuser("BEGIN READ WRITE; " + setting + " RESET default_transaction_read_only; COMMIT");
    });
}

void TestServerTrouble::missingRights_data()
{
    QTest::addColumn<bool>("fromTheStart");
    QTest::newRow("to create anything") << true;
    QTest::newRow("to one table, after others were changed") << false;
}

void TestServerTrouble::missingRights()
{
    QFETCH(const bool, fromTheStart);
    const std::string scenario = std::string("missing rights ") + QTest::currentDataTag();
    StandardRun run;
    const std::string owner = run.database().settings().user();
    if (fromTheStart) {
        run.executeAsSuperuser("ALTER SCHEMA public OWNER TO CURRENT_USER");
        failAndMend(scenario, run, {1, {"42501", "permission denied for schema public"}},
                    [&] { run.executeAsSuperuser("ALTER SCHEMA public OWNER TO pg_database_owner"); });
        return;
    }
    run.executeAsSuperuser("CREATE TABLE foreign_table ()");
    run.addLast("CREATE TABLE t_e ();\nALTER TABLE IF EXISTS foreign_table ADD COLUMN n int;");
    failAndMend(scenario, run, {6, {"42501", "must be owner of table foreign_table", "e_scene.sql:"}},
                [&] { run.executeAsSuperuser("DROP TABLE foreign_table"); });
}

void TestServerTrouble::tlsDemanded()
{
    const std::string scenario = "TLS demanded by the server";
    QTemporaryDir folder;
    const fs::path files = folder.path().toStdString();
    fs::permissions(files,
                    fs::perms::owner_all | fs::perms::group_all | fs::perms::others_read | fs::perms::others_exec);
    std::ofstream(files / "hba.conf") << "local all all scram-sha-256\nhostssl all all 127.0.0.1/32 scram-sha-256\n";
    const QString key = folder.filePath("key.pem"_L1);
    const QString certificate = folder.filePath("certificate.pem"_L1);
    QProcess openssl;
    openssl.start("openssl"_L1,
                  {"req"_L1, "-x509"_L1, "-newkey"_L1, "rsa:2048"_L1, "-nodes"_L1, "-batch"_L1, "-subj"_L1,
                   "/CN=localhost"_L1, "-keyout"_L1, key, "-out"_L1, certificate});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0) {
        m_tally.skipped(scenario, "openssl makes no certificate here");
        QSKIP("openssl makes no certificate here");
    }
    // The server wants its key for itself, and reads it as whoever it runs as.
    const uid_t user = ownerOf(dataFolderOf(PostgresFixture::instance()));
    fs::permissions(key.toStdString(), fs::perms::owner_read);
    QCOMPARE(::chown(key.toUtf8().constData(), user, static_cast<gid_t>(-1)), 0);
    KillableServer server({"ssl=on", "ssl_key_file=" + key.toStdString(), "ssl_cert_file=" + certificate.toStdString(),
                           "hba_file=" + (files / "hba.conf").string()});
    StandardRun run(server.fixture());
    run.goThrough(server.port());
    failAndMend(scenario, run, {4, {"only over TLS", "sslmode"}}, [&] { run.program.set("PGSSLMODE", "require"); });
}

void TestServerTrouble::nameNotFound()
{
    StandardRun run;
    run.program.set("FIXTURE_APP_HOST", "nowhere.invalid");
    failAndMend("the server's name is not found (DNS)", run, {4, {"nowhere.invalid", "[database.NAME.hosts]"}},
                [&] { run.goStraight(); });
}

void TestServerTrouble::goesAwayInAStatement_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"the backend is terminated", "the backend is killed", "the server stops immediately"})
        QTest::newRow(how) << QString::fromUtf8(how);
}

void TestServerTrouble::goesAwayInAStatement()
{
    QFETCH(const QString, how);
    const std::string scenario = how.toStdString() + " in a statement";
    KillableServer server;
    StandardRun run(server.fixture());
    run.addLast(slowSql);
    const std::string setting = "ALTER DATABASE " + run.database().name();
    run.executeAsSuperuser(setting + " SET slow.seconds = 600");
    run.goThrough(server.port());
    m_tally.tried(scenario);
    RunningProgram running = run.program.start("upgrade");
    QVERIFY(waitForStatement(run.database(), "pg_sleep"));
    const std::string pid =
        run.database().value("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event ="
                             " 'PgSleep'");
    if (how.endsWith("terminated"_L1)) {
        run.executeAsSuperuser("SELECT pg_terminate_backend(" + pid + ')');
    } else if (how.endsWith("killed"_L1)) {
        ::kill(std::stoi(pid), SIGKILL); // and the server ends all others, and recovers
    } else {
        server.stopImmediately();
        server.startAgain();
    }
    const Ended ended = running.wait();
    QVERIFY2(ended.status == 6 || ended.status == 4, ended.report().c_str());
    VERIFY_SAYS(ended, "un the same command again");
    QVERIFY(QTest::qWaitFor([&run] { return postgres::Connection::connect(run.database().superuserSettings()).isOk(); },
                            20'000));
    mend(scenario, run, ended, [&] { run.executeAsSuperuser(setting + " RESET slow.seconds"); });
}

QTEST_GUILESS_MAIN(TestServerTrouble)
#include "tst_servertrouble.moc"
