// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"
#include "tests/support/startingserver.h"

#include <fstream>

using namespace retort::test;
namespace fs = std::filesystem;

namespace
{

/// The codes of what is to be mended, of the project and of all databases.
QStringList findingsIn(const Ended &ended)
{
    QStringList codes;
    const auto take = [&codes](const QJsonValue &checks) {
        for (const QJsonValue &check : checks.toArray()) {
            const QString verdict = check["verdict"_L1].toString();
            if (verdict == u"warning"_s || verdict == u"failed"_s)
                codes << check["code"_L1].toString();
        }
    };
    take(ended.object()["checks"_L1]);
    for (const QJsonValue &database : ended.object()["databases"_L1].toArray())
        take(database["checks"_L1]);
    return codes;
}

QStringList doctorFindings(Program &program)
{
    return findingsIn(program.run("--json doctor"));
}

void git(const ProjectFixture &project, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(project.folder().string()));
    process.start(u"git"_s, QStringList{u"-c"_s, u"user.name=T"_s, u"-c"_s, u"user.email=t@localhost"_s} + arguments);
    process.waitForFinished();
    if (process.exitCode() != 0)
        qFatal("git %s: %s", qPrintable(arguments.join(u' ')), process.readAllStandardError().constData());
}

} // namespace

/// retort doctor, and what the other verbs say of a server that is not there yet.
class TestCliDoctor : public QObject
{
    Q_OBJECT

private slots:
    void findsNothingWrong();
    void findsWhatTheUserMayNot_data();
    void findsWhatTheUserMayNot();
    void tellsTheStageThatFailed_data();
    void tellsTheStageThatFailed();
    void findsSecretsAndRevisionsInGit();
    void readsTheComposeFile();
    void asksDocker();
    void offersThePublishedPort();
    void waitsForAStartingServer();
    void givesUpOnAStartingServer();
    void waitsLongerOnlyWhenAsked();
};

void TestCliDoctor::findsNothingWrong()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    const Ended before = program.run("doctor");
    COMPARE_STATUS(before, 0);
    for (const char *fact : {"host from FIXTURE_APP_HOST in .env", "The password: FIXTURE_APP_PASSWORD in .env", "PostgreSQL ", "Tier dev",
                             "There is no alembic_version yet"})
        VERIFY_SAYS(before, fact);
    QVERIFY(!project.database("app").hasRelation("alembic_version"));
    COMPARE_STATUS(program.run("upgrade"), 0);
    const Ended after = program.run("--json doctor");
    COMPARE_STATUS(after, 0);
    QCOMPARE(after.object().keys(), words("checks databases file project"));
    const QJsonValue app = after.object()["databases"_L1].toArray().first();
    QCOMPARE(keysOf(app), words("address checks database reachable server_version tier timescaledb_version"));
    QVERIFY(app["reachable"_L1].toBool());
    QStringList codes;
    for (const QJsonValue &check : app["checks"_L1].toArray()) {
        QCOMPARE(keysOf(check), words("code hint message verdict"));
        codes << check["code"_L1].toString();
    }
    for (const char *code : {"settings", "password-source", "port", "login", "server", "tier", "rights"})
        QVERIFY2(codes.contains(QLatin1String(code)), code);
}

void TestCliDoctor::findsWhatTheUserMayNot_data()
{
    QTest::addColumn<std::string>("sql"); // as the superuser; ROLE is the project's user
    QTest::addColumn<QString>("code");
    const auto row = [](const char *code, const char *sql) {
        QTest::newRow(code) << std::string(sql) << QString::fromUtf8(code);
    };
    row("no-create-right",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC; ALTER SCHEMA public OWNER TO CURRENT_USER;"
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
        "GRANT ALL ON alembic_version TO PUBLIC");
    row("version-table-unwritable",
        "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
        "GRANT SELECT ON alembic_version TO PUBLIC");
    row("version-table-unreadable", "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)");
    row("no-schema", "ALTER DATABASE THIS SET search_path = nowhere");
    row("server-read-only", "ALTER DATABASE THIS SET default_transaction_read_only = on");
}

void TestCliDoctor::findsWhatTheUserMayNot()
{
    QFETCH(std::string, sql);
    QFETCH(QString, code);
    ProjectFixture project("a1 [app]");
    const ScratchDatabase &app = project.addDatabase("app");
    for (std::size_t at = sql.find("THIS"); at != std::string::npos; at = sql.find("THIS"))
        sql.replace(at, 4, app.name());
    auto superuser = retort::postgres::Connection::connect(app.superuserSettings());
    VERIFY_OK(superuser);
    VERIFY_OK(superuser->execute(sql));
    const Ended ended = Program(project).run("--json doctor");
    COMPARE_STATUS(ended, 3);
    QCOMPARE(findingsIn(ended), QStringList{code});
}

void TestCliDoctor::tellsTheStageThatFailed_data()
{
    QTest::addColumn<std::string>("variable");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QStringList>("before"); // what still worked
    const auto row = [](const char *code, const char *variable, const char *value, const char *before) {
        QTest::newRow(code) << std::string(variable) << std::string(value) << QString::fromUtf8(code) << words(before);
    };
    row("host-not-found", "FIXTURE_APP_HOST", "retort-no-such-host.invalid", "");
    row("connection-refused", "FIXTURE_APP_HOST", "/nonexistent", "");
    row("authentication-failed", "FIXTURE_APP_PASSWORD", "wrong", "port");
    row("database-missing", "FIXTURE_APP_DBNAME", "no_such_database", "port");
}

void TestCliDoctor::tellsTheStageThatFailed()
{
    QFETCH(std::string, variable);
    QFETCH(std::string, value);
    QFETCH(QString, code);
    QFETCH(QStringList, before);
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    program.set(variable, value);
    const Ended ended = program.run("--json doctor");
    COMPARE_STATUS(ended, 4);
    QCOMPARE(findingsIn(ended), QStringList{code});
    QStringList stages;
    const QJsonValue app = ended.object()["databases"_L1].toArray().first();
    QVERIFY(!app["reachable"_L1].toBool(true));
    for (const QJsonValue &check : app["checks"_L1].toArray()) {
        const QString stage = check["code"_L1].toString();
        if (stage == u"host"_s || stage == u"port"_s || stage == u"login"_s)
            stages << stage;
    }
    QCOMPARE(stages, before);
}

void TestCliDoctor::findsSecretsAndRevisionsInGit()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    QCOMPARE(doctorFindings(program), QStringList{}); // no repository, nothing to say
    git(project, {u"init"_s, u"-q"_s});
    QCOMPARE(doctorFindings(program), words("env-file-not-ignored revision-not-committed"));
    project.writeFile(".gitignore", ".env\n");
    git(project, {u"add"_s, u"."_s});
    QCOMPARE(doctorFindings(program), QStringList{u"revision-not-committed"_s});
    VERIFY_SAYS(program.run("status -v"), "a1_scene.sql: not committed");
    git(project, {u"commit"_s, u"-q"_s, u"-m"_s, u"all"_s});
    QCOMPARE(doctorFindings(program), QStringList{});
    project.addRevision({.id = "a1", .labels = {"app"}, .up = "SELECT 2;", .down = "SELECT 1;"});
    VERIFY_SAYS(program.run("doctor"), "a1_scene.sql is changed since its commit");
    git(project, {u"commit"_s, u"-q"_s, u"-a"_s, u"-m"_s, u"more"_s});
    git(project, {u"add"_s, u"-f"_s, u".env"_s});
    QCOMPARE(doctorFindings(program), QStringList{u"env-file-tracked"_s});
}

void TestCliDoctor::readsTheComposeFile()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    project.writeFile("compose.yaml",
                      "services:\n  db:\n    image: postgres:15\n    ports: ['5433:5432']\n"
                      "  metrics:\n    image: timescale/timescaledb:latest-pg15\n"
                      "    ports: ['127.0.0.1:5433:5432']\n");
    const Ended twice = program.run("doctor");
    COMPARE_STATUS(twice, 3);
    VERIFY_SAYS(twice, "Services db and metrics publish one host port, 5433.");
    project.writeFile("compose.yaml", "services:\n  db: [\n");
    const Ended broken = program.run("--json doctor");
    COMPARE_STATUS(broken, 3);
    QCOMPARE(findingsIn(broken), QStringList{u"compose-syntax"_s});
}

void TestCliDoctor::asksDocker()
{
    ProjectFixture project("a1 [app]");
    const ScratchDatabase &app = project.addDatabase("app");
    const std::string port = app.settings().port();
    project.writeFile("compose.yaml",
                      "services:\n  db:\n    image: postgres:9\n    ports: ['" + port + ":5432']\n  web: {image: x}\n");
    // What the real one prints for this format; a server in a container is not to be had here.
    const fs::path docker = project.writeFile("bin/docker", "#!/bin/sh\ncat \"$0.out\"\n");
    fs::permissions(docker, fs::perms::owner_all);
    Program program(project);
    program.set("PATH", docker.parent_path().string() + ":/usr/bin:/bin");
    program.set("FIXTURE_APP_HOST", "127.0.0.1");
    const auto findings = [&](const std::string &answer) {
        project.writeFile("bin/docker.out", answer);
        return doctorFindings(program);
    };
    const QString differs = u" image-differs"_s; // the server is newer than that
    QCOMPARE(findings("db\trunning\tUp 2 hours (healthy)\tp-db-1\n").join(u' '), u"image-differs"_s);
    QCOMPARE(findings("db\trunning\tUp 2 hours (unhealthy)\tp-db-1\n").join(u' '), u"container-unhealthy"_s + differs);
    QCOMPARE(findings("db\texited\tExited (1) 3 seconds ago\tp-db-1\n").join(u' '), u"container-down"_s + differs);
    QCOMPARE(findings("web\trunning\tUp\tp-web-1\n").join(u' '), u"container-missing"_s + differs);
    VERIFY_SAYS(program.run("doctor"), "up -d --wait db");
}

void TestCliDoctor::offersThePublishedPort()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    project.writeFile("docker-compose.yml", "services:\n  retort-only-inside:\n    ports: ['6543:5432']\n");
    Program program(project);
    program.set("FIXTURE_APP_HOST", "retort-only-inside");
    program.set("FIXTURE_APP_PORT", "5432");
    for (const char *verb : {"current", "doctor", "upgrade"}) {
        const Ended ended = program.run(verb);
        COMPARE_STATUS(ended, 4);
        VERIFY_SAYS(ended, "known only inside the container network");
        VERIFY_SAYS(ended, "retort-only-inside = \"localhost:6543\"");
        VERIFY_SAYS(ended, "[database.app.hosts]");
    }
    QCOMPARE(program.run("--json current").errorCode(), std::string("container-only-name"));
    project.writeFile("docker-compose.yml", "services:\n  retort-only-inside:\n    image: postgres:15\n");
    VERIFY_SAYS(program.run("current"), "publishes no port");
}

void TestCliDoctor::waitsForAStartingServer()
{
    ProjectFixture project("a1 [app]");
    const ScratchDatabase &app = project.addDatabase("app");
    StartingServer server(app.settings(), 2);
    Program program(project);
    program.set("FIXTURE_APP_HOST", "127.0.0.1");
    program.set("FIXTURE_APP_PORT", server.port());
    const Ended ended = program.run("upgrade");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "app: the server is starting; trying again for 30 s.");
    QCOMPARE(ended.err.find("starting"), ended.err.rfind("starting")); // said once where nobody watches a line
    QCOMPARE(rowsOf(app), std::vector<std::string>{"a1"});
}

void TestCliDoctor::givesUpOnAStartingServer()
{
    ProjectFixture project("a1 [app]");
    const ScratchDatabase &app = project.addDatabase("app");
    StartingServer server(app.settings(), 1'000);
    Program program(project);
    program.set("FIXTURE_APP_HOST", "127.0.0.1");
    program.set("FIXTURE_APP_PORT", server.port());
    const Ended ended = program.run("--json current --connect-wait 1s");
    COMPARE_STATUS(ended, 4);
    QCOMPARE(ended.errorCode(), std::string("server-starting"));
    COMPARE_STATUS(program.run("current --connect-wait 0"), 4);
    COMPARE_STATUS(program.run("current --connect-wait soon"), 2);
}

void TestCliDoctor::waitsLongerOnlyWhenAsked()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    program.set("FIXTURE_APP_HOST", "127.0.0.1");
    program.set("FIXTURE_APP_PORT", "1");
    const Ended atOnce = program.run("current");
    COMPARE_STATUS(atOnce, 4);
    QVERIFY2(!atOnce.says("trying again"), atOnce.report().c_str());
    const Ended asked = program.run("current --connect-wait 1s");
    COMPARE_STATUS(asked, 4);
    VERIFY_SAYS(asked, "app: no server answers yet; trying again for 1 s.");
}

QTEST_GUILESS_MAIN(TestCliDoctor)
#include "tst_clidoctor.moc"
