// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QFile>

#include <csignal>

using namespace retort::test;
using Texts = std::vector<std::string>;

/// What goes wrong: one message with place and remedy, the right status, and the database as it was.
class TestCliTrouble : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhyItCannotConnect_data();
    void tellsWhyItCannotConnect();
    void refusesConfigurations_data();
    void refusesConfigurations();
    void refusesRevisionFiles_data();
    void refusesRevisionFiles();
    void refusesScripts_data();
    void refusesScripts();
    void failsWithNothingLeft();
    void tellsWhatIsCommitted();
    void tellsWhereANonTransactionalStepStopped();
    void goesOnWhenTheCauseIsGone();
    void refusesUnknownRows();
    void tellsWhereAnOrphansFileWas_data();
    void tellsWhereAnOrphansFileWas();
    void tellsOfOrphansWithoutAJournal();
    void givesUpOnTheMigrationLock();
    void givesUpOnATableLock();
    void stopsOnSignals_data();
    void stopsOnSignals();
    void leavesAtOnceOnASecondSignal();
    void goesOnWithoutAReader_data();
    void goesOnWithoutAReader();
    void stopsBetweenCommittedSteps();
    void refusesAReadOnlyServer();
};

void TestCliTrouble::tellsWhyItCannotConnect_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("nothing listens") << "PORT"
                                     << "1"
                                     << "connection-refused"
                                     << "Start the server";
    QTest::newRow("wrong password") << "PASSWORD"
                                    << "not-the-right-one"
                                    << "authentication-failed"
                                    << "FIXTURE_APP_PASSWORD in the environment";
    QTest::newRow("unknown host") << "HOST"
                                  << "nowhere.invalid"
                                  << "host-not-found"
                                  << "[database.NAME.hosts]";
    QTest::newRow("database missing") << "DBNAME"
                                      << "no_such_database"
                                      << "database-missing"
                                      << "CREATE DATABASE \"no_such_database\"";
}

void TestCliTrouble::tellsWhyItCannotConnect()
{
    QFETCH(const QString, variable);
    QFETCH(const QString, value);
    QFETCH(const QString, code);
    QFETCH(const QString, remedy);
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    if (variable == "PORT"_L1) // a closed port is a matter of TCP
        program.set("FIXTURE_APP_HOST", "127.0.0.1");
    program.set("FIXTURE_APP_" + variable.toStdString(), value.toStdString());
    for (const char *line : {"upgrade head", "current", "downgrade base", "stamp head", "describe"}) {
        const Ended text = program.run(line);
        COMPARE_STATUS(text, 4);
        QVERIFY2(text.out.empty(), text.report().c_str());
        QVERIFY2(text.err.starts_with("error: Can't connect to "), text.report().c_str());
        VERIFY_SAYS(text, "hint: ");
        VERIFY_SAYS(text, remedy.toStdString());
        const Ended json = program.run("--json " + std::string(line));
        COMPARE_STATUS(json, 4);
        QCOMPARE(json.errorCode(), code.toStdString());
        QVERIFY(!json.object()["error"_L1]["hint"_L1].toString().isEmpty());
    }
    QCOMPARE(rowsOf(app), Texts{});
}

void TestCliTrouble::refusesConfigurations_data()
{
    QTest::addColumn<QByteArray>("database");
    QTest::addColumn<QByteArray>("environment");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("said");
    const QByteArray keys("host = \"${APP_HOST}\"\nuser = \"${APP_USER}\"\ndbname = \"${APP_DB}\"\n");
    QTest::newRow("missing variable") << keys << QByteArray("APP_HOST=localhost\nAPP_DB=app\n") << "missing-variable"
                                      << "APP_USER";
    QTest::newRow("variable set to nothing")
        << keys << QByteArray("APP_HOST=localhost\nAPP_DB=app\nAPP_USER=\n") << "missing-variable"
        << "APP_USER";
    QTest::newRow("port") << QByteArray("host = \"localhost\"\nport = \"many\"\n") << QByteArray() << "bad-port"
                          << "retort.toml:5";
    QTest::newRow("URL") << QByteArray("url = \"mysql://localhost/app\"\n") << QByteArray() << "bad-url"
                         << "app";
    QTest::newRow(".env") << keys << QByteArray("APP_HOST=localhost\nAPP_USER=\"never closed\n") << "env-file-syntax"
                          << ".env:2";
}

void TestCliTrouble::refusesConfigurations()
{
    QFETCH(const QByteArray, database);
    QFETCH(const QByteArray, environment);
    QFETCH(const QString, code);
    QFETCH(const QString, said);
    ProjectFixture project("a [app] -> b");
    project.writeFile("retort.toml",
                      "[project]\nlocations = [\"revisions\"]\n[database.app]\n" + database.toStdString());
    project.writeFile(".env", environment.toStdString());
    Program program(project);
    const Ended text = program.run("upgrade head");
    COMPARE_STATUS(text, 2);
    QVERIFY2(text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, "hint: ");
    VERIFY_SAYS(text, said.toStdString());
    QCOMPARE(program.run("--json upgrade head").errorCode(), code.toStdString());
}

void TestCliTrouble::refusesRevisionFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("line");
    const auto file = [](const char *header, const char *body) -> QByteArray {
        return QByteArray("-- bad\n--\n") + header + body;
    };
    const char *body = "\n-- migrate:up\nCREATE TABLE t_bad ();\n-- migrate:down\nDROP TABLE t_bad;\n";
    QTest::newRow("no id") << file("-- Revises: a\n", body) << "missing-revision-id" << 1;
    QTest::newRow("two ids") << file("-- Revision ID: c\n-- Revision ID: d\n-- Revises: a\n", body)
                             << "duplicate-header" << 4;
    QTest::newRow("unknown parent") << file("-- Revision ID: c\n-- Revises: nobody\n", body) << "missing-revision" << 0;
    QTest::newRow("unknown dependency") << file("-- Revision ID: c\n-- Revises: a\n-- Depends On: nobody\n", body)
                                        << "missing-revision" << 0;
    QTest::newRow("itself as parent") << file("-- Revision ID: c\n-- Revises: c\n", body) << "self-loop" << 0;
    QTest::newRow("id of another") << file("-- Revision ID: a\n-- Revises:\n", body) << "duplicate-revision" << 0;
    QTest::newRow("label of another") << file("-- Revision ID: c\n-- Revises:\n-- Branch Labels: app\n", body)
                                      << "duplicate-label" << 0;
    QTest::newRow("broken UTF-8") << file("-- Revision ID: c\n-- Revises: a\n", "\n-- migrate:up\nSELECT '\xff';\n")
                                  << "invalid-utf8" << 7;
    QTest::newRow("NUL byte") << QByteArray(file("-- Revision ID: c\n-- Revises: a\n", "\n-- migrate:up\nSELECT ")
                                            + QByteArray("1\0;\n", 4))
                              << "nul-byte" << 7;
    QTest::newRow("section misspelt") << file("-- Revision ID: c\n-- Revises: a\n", "\n-- migrate:upp\nSELECT 1;\n")
                                      << "unknown-section" << 6;
    QTest::newRow("section twice") << file("-- Revision ID: c\n-- Revises: a\n", "\n-- migrate:up\n-- migrate:up\n")
                                   << "duplicate-section" << 7;
    QTest::newRow("SQL outside") << file("-- Revision ID: c\n-- Revises: a\n", "\nSELECT 1;\n") << "text-before-section"
                                 << 6;
    QTest::newRow("key misspelt") << file("-- Revision ID: c\n-- Revsies: a\n", body) << "unknown-header-key" << 4;
}

void TestCliTrouble::refusesRevisionFiles()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, code);
    QFETCH(const int, line);
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.writeFile("revisions/z_bad.sql", text.toStdString());
    Program program(project);
    for (const char *verb : {"upgrade head", "heads", "current"}) {
        const Ended ended = program.run(verb);
        COMPARE_STATUS(ended, 2);
        QVERIFY2(ended.out.empty(), ended.report().c_str());
        QVERIFY2(ended.err.starts_with("error: "), ended.report().c_str());
        VERIFY_SAYS(ended, line > 0 ? "z_bad.sql:" + std::to_string(line) : std::string("z_bad.sql"));
        VERIFY_SAYS(ended, "hint: ");
        const Ended json = program.run("--json " + std::string(verb));
        COMPARE_STATUS(json, 2);
        QCOMPARE(json.errorCode(), code.toStdString());
    }
    QVERIFY(!app.hasRelation("alembic_version"));
    QVERIFY(!app.hasRelation("t_a"));
}

void TestCliTrouble::refusesScripts_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("code");
    QTest::newRow("COMMIT") << "CREATE TABLE x ();\nCOMMIT;"
                            << "transaction-control";
    QTest::newRow("concurrently") << "CREATE TABLE x (n int);\nCREATE INDEX CONCURRENTLY ON x (n);"
                                  << "needs-no-transaction";
    QTest::newRow("psql's own") << "CREATE TABLE x ();\n\\i other.sql"
                                << "psql-meta-command";
}

/// What may not run is found before anything runs, however many revisions are before it.
void TestCliTrouble::refusesScripts()
{
    QFETCH(const QString, sql);
    QFETCH(const QString, code);
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "c", .revises = {"b"}, .up = sql.toStdString(), .down = "SELECT 1;"});
    Program program(project);
    const Ended text = program.run("upgrade head");
    QVERIFY2(text.status == 1 || text.status == 2, text.report().c_str());
    QVERIFY2(text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, "c_scene.sql:");
    VERIFY_SAYS(text, "hint: ");
    QCOMPARE(program.run("--json upgrade head").errorCode(), code.toStdString());
    QCOMPARE(rowsOf(app), Texts{});
    QVERIFY(!app.hasRelation("t_a"));
}

void TestCliTrouble::failsWithNothingLeft()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    project.addRevision({.id = "b",
                         .revises = {"a"},
                         .up = "CREATE TABLE t_b (n int);\nINSERT INTO t_b VALUES (1), (2);\n\n"
                               "ALTER TABLE t_b ADD CONSTRAINT one CHECK (n = 1);\nCREATE TABLE never ();",
                         .down = "DROP TABLE t_b;"});
    const std::string before = schemaPortrait(app);
    const Ended text = program.run("upgrade");
    COMPARE_STATUS(text, 1);
    VERIFY_SAYS(text, "error: ");
    VERIFY_SAYS(text, "b_scene.sql:");
    VERIFY_SAYS(text, "check constraint \"one\"");
    VERIFY_SAYS(text, "23514");
    VERIFY_SAYS(text, "ALTER TABLE t_b ADD CONSTRAINT one");
    const Ended json = program.run("--json upgrade");
    COMPARE_STATUS(json, 1);
    QVERIFY2(!json.json().isNull(), json.report().c_str());
    QCOMPARE(json.errorCode(), std::string("sql-error"));
    QCOMPARE(rowsOf(app), Texts{"a"});
    QCOMPARE(schemaPortrait(app), before);
}

void TestCliTrouble::tellsWhatIsCommitted()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "c", .revises = {"b"}, .up = "SELECT 1;\nSELECT 1/0;", .down = "SELECT 1;"});
    Program program(project);
    const Ended text = program.run("upgrade");
    COMPARE_STATUS(text, 6);
    VERIFY_SAYS(text, "division by zero");
    VERIFY_SAYS(text, "c_scene.sql:");
    QCOMPARE(rowsOf(app), Texts{"b"});
    QVERIFY(app.hasRelation("t_b"));

    COMPARE_STATUS(program.run("downgrade base"), 0);
    const Ended json = program.run("--json upgrade");
    COMPARE_STATUS(json, 6);
    QVERIFY2(!json.json().isNull(), json.report().c_str());
    QCOMPARE(json.errorCode(), std::string("sql-error"));
    QCOMPARE(rowsOf(app), Texts{"b"});
}

void TestCliTrouble::tellsWhereANonTransactionalStepStopped()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "b",
                         .revises = {"a"},
                         .up = "CREATE TABLE t_b ();\nSELECT 1/0;\nCREATE TABLE never ();",
                         .down = "DROP TABLE t_b;",
                         .upTransactional = false});
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    const Ended ended = program.run("upgrade");
    COMPARE_STATUS(ended, 6);
    VERIFY_SAYS(ended, "1 statement of revision b is done");
    QCOMPARE(rowsOf(app), Texts{"a"});
    QVERIFY(app.hasRelation("t_b"));
    QVERIFY(!app.hasRelation("never"));
}

void TestCliTrouble::goesOnWhenTheCauseIsGone()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "c", .revises = {"b"}, .up = "SELECT 1/0;", .down = "SELECT 1;"});
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 6);
    project.addRevision({.id = "c", .revises = {"b"}, .up = "SELECT 1;", .down = "SELECT 1;"});
    COMPARE_STATUS(program.run("upgrade"), 0);
    QCOMPARE(rowsOf(app), Texts{"c"});
}

void TestCliTrouble::refusesUnknownRows()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    app.execute("UPDATE alembic_version SET version_num = 'gone'");
    for (const char *line : {"upgrade", "downgrade base", "downgrade -1"}) {
        const Ended ended = program.run(line);
        COMPARE_STATUS(ended, 7);
        QVERIFY2(ended.err.starts_with("error: "), ended.report().c_str());
        VERIFY_SAYS(ended, "gone");
        VERIFY_SAYS(ended, "stamp --purge");
    }
    QCOMPARE(program.run("--json upgrade").errorCode(), std::string("unknown-row"));
    QVERIFY(app.hasRelation("t_a"));
    COMPARE_STATUS(program.run("stamp --purge a"), 0);
    COMPARE_STATUS(program.run("upgrade"), 0);
    QCOMPARE(rowsOf(app), Texts{"b"});
}

void TestCliTrouble::tellsWhereAnOrphansFileWas_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("run") << "upgrade"
                         << "b was last run from revisions/b_scene.sql (\"add b\") on 20";
    QTest::newRow("stamped") << "stamp b"
                             << "b was last stamped while its file was revisions/b_scene.sql (\"add b\") on 20";
}

/// A branch was switched: the row stays, its file is gone (S-23).
void TestCliTrouble::tellsWhereAnOrphansFileWas()
{
    QFETCH(const QString, before);
    QFETCH(const QString, sentence);
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run(before.toStdString()), 0);
    project.removeFile("revisions/b_scene.sql");
    for (const char *line : {"current", "status", "check", "plan upgrade", "upgrade", "downgrade -1", "stamp a"}) {
        const Ended ended = program.run(line);
        COMPARE_STATUS(ended, 7);
        VERIFY_SAYS(ended, sentence.toStdString());
        VERIFY_SAYS(ended, "hint: git log --all -- revisions/b_scene.sql finds the commit that has the file; ");
        VERIFY_SAYS(ended, "stamp --purge REVISION");
    }
    const QJsonObject document = program.run("--json current").object();
    QCOMPARE(document["error"_L1]["code"_L1].toString(), "unknown-row"_L1);
    const QJsonObject place = document["last_places"_L1].toArray().first().toObject();
    QCOMPARE(place["revision"_L1].toString(), "b"_L1);
    QCOMPARE(place["file"_L1].toString().toStdString(), project.revisionFile("b").string());
    QCOMPARE(place["message"_L1].toString(), "add b"_L1);
    QCOMPARE(place["operation"_L1].toString(), before == "upgrade"_L1 ? "run"_L1 : "stamp"_L1);
    QVERIFY(place["time"_L1].toString().endsWith('Z'_L1));
    const QJsonObject checked = program.run("--json check").object()["databases"_L1].toArray().first().toObject();
    QCOMPARE(checked["last_places"_L1].toArray().size(), 1);
    QCOMPARE(checked["error"_L1]["code"_L1].toString(), "unknown-row"_L1);
    QCOMPARE(program.run("--json upgrade").errorCode(), std::string("unknown-row"));

    project.addRevision({.id = "b", .revises = {"a"}}); // brought back
    COMPARE_STATUS(program.run("current --check-heads"), 0);
    project.removeFile("revisions/b_scene.sql");
    COMPARE_STATUS(program.run("stamp --purge a"), 0);
    QCOMPARE(rowsOf(app), Texts{"a"});
    COMPARE_STATUS(program.run("check"), 0);
}

void TestCliTrouble::tellsOfOrphansWithoutAJournal()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app").execute("CREATE TABLE alembic_version (version_num varchar(32));"
                                       "INSERT INTO alembic_version VALUES ('gone')");
    Program program(project);
    const Ended ended = program.run("current");
    COMPARE_STATUS(ended, 7);
    VERIFY_SAYS(ended, "The version table of 'app' holds gone, which is no revision of this project\n");
    QVERIFY(!program.run("--json current").object().contains("last_places"_L1));
    QVERIFY(!std::filesystem::exists(program.home() / "state")); // looking writes nothing
}

void TestCliTrouble::givesUpOnTheMigrationLock()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "b", .revises = {"a"}, .up = "SELECT pg_sleep(600);", .down = "SELECT 1;"});
    Program program(project);
    RunningProgram first = program.start("upgrade");
    QVERIFY(waitForStatement(app, "pg_sleep(600)"));

    const Ended second = program.run("upgrade --lock-wait 100ms");
    COMPARE_STATUS(second, 5);
    VERIFY_SAYS(second, "error: ");
    VERIFY_SAYS(second, "holds the migration lock");
    VERIFY_SAYS(second, "retort upgrade");
    const Ended json = program.run("--json upgrade --lock-wait 100ms");
    COMPARE_STATUS(json, 5);
    QCOMPARE(json.errorCode(), std::string("migration-locked"));

    first.signal(SIGINT);
    COMPARE_STATUS(first.wait(), 130);
    QCOMPARE(rowsOf(app), Texts{"a"});
}

void TestCliTrouble::givesUpOnATableLock()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    project.addRevision({.id = "b", .revises = {"a"}, .up = "ALTER TABLE t_a ADD COLUMN n int;", .down = "SELECT 1;"});
    retort::postgres::Connection holder = app.connect();
    QVERIFY(holder.execute("BEGIN; LOCK TABLE t_a"));
    const Ended ended = program.run("upgrade --lock-timeout 50ms");
    COMPARE_STATUS(ended, 5);
    VERIFY_SAYS(ended, "b_scene.sql:");
    QCOMPARE(rowsOf(app), Texts{"a"});
    QVERIFY(holder.execute("ROLLBACK"));
    COMPARE_STATUS(program.run("upgrade --lock-timeout 50ms"), 0);
}

void TestCliTrouble::stopsOnSignals_data()
{
    QTest::addColumn<int>("signal");
    QTest::addColumn<int>("status");
    QTest::newRow("SIGINT") << SIGINT << 130;
    QTest::newRow("SIGTERM") << SIGTERM << 143;
}

void TestCliTrouble::stopsOnSignals()
{
    QFETCH(const int, signal);
    QFETCH(const int, status);
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    project.addRevision(
        {.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b (); SELECT pg_sleep(600);", .down = "SELECT 1;"});
    RunningProgram running = program.start("upgrade");
    QVERIFY(waitForStatement(app, "pg_sleep(600)"));
    running.signal(signal);
    const Ended ended = running.wait();
    COMPARE_STATUS(ended, status);
    VERIFY_SAYS(ended, "ancelled");
    QCOMPARE(rowsOf(app), Texts{"a"});
    QVERIFY(!app.hasRelation("t_b"));
    QCOMPARE(app.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                       " AND pid <> pg_backend_pid()"),
             std::string("0"));
}

/// Whoever asks twice does not want to wait for the server, here one that does not answer.
void TestCliTrouble::leavesAtOnceOnASecondSignal()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    project.addRevision(
        {.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b (); SELECT pg_sleep(600);", .down = "SELECT 1;"});
    RunningProgram running = program.start("upgrade");
    QVERIFY(waitForStatement(app, "pg_sleep(600)"));
    const int backend = std::stoi(app.value("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND"
                                            " wait_event = 'PgSleep'"));
    if (::kill(backend, SIGSTOP) != 0)
        QSKIP("the server's processes belong to another user: one that does not answer can't be made");
    running.signal(SIGINT);
    QTest::qWait(500);
    QVERIFY(::kill(static_cast<pid_t>(running.pid()), 0) == 0); // it waits for the statement's end
    QElapsedTimer clock;
    clock.start();
    running.signal(SIGINT);
    const Ended ended = running.wait();
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    COMPARE_STATUS(ended, 128 + SIGINT); // by the signal itself

    ::kill(backend, SIGCONT);
    const auto isLeft = [&app] {
        return app.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                         " AND application_name LIKE 'retort upgrade%'")
            == "0";
    };
    QVERIFY(QTest::qWaitFor(isLeft, 2'000));
    QCOMPARE(rowsOf(app), Texts{"a"});
    QVERIFY(!app.hasRelation("t_b"));
}

void TestCliTrouble::goesOnWithoutAReader_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("of its result") << "{ \"$0\" upgrade; echo $? > status; } | true";
    QTest::newRow("of its progress") << "{ \"$0\" upgrade 2>&1; echo $? > status; } | head -1";
    QTest::newRow("of its document") << "{ \"$0\" --json upgrade; echo $? > status; } | true";
    QTest::newRow("with all closed") << "\"$0\" upgrade <&- >&- 2>&-; echo $? > status";
}

/// A run is not left half-way for the sake of its log: "retort upgrade | head -1".
void TestCliTrouble::goesOnWithoutAReader()
{
    QFETCH(const QString, script);
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "c", .revises = {"b"}, .up = "SELECT pg_sleep(0.3);", .down = "SELECT 1;"});
    project.addRevision({.id = "d", .revises = {"c"}});
    const Program program(project);
    QProcessEnvironment environment;
    environment.insert("PATH"_L1, qEnvironmentVariable("PATH"));
    environment.insert("HOME"_L1, QString::fromStdString(program.home().string()));
    QProcess shell;
    shell.setProcessEnvironment(environment);
    shell.setWorkingDirectory(QString::fromStdString(project.folder().string()));
    shell.start("/bin/sh"_L1, {"-c"_L1, script, QString::fromStdString(Program::path().string())});
    QVERIFY(shell.waitForFinished(60'000));
    QFile status(QString::fromStdString((project.folder() / "status").string()));
    QVERIFY(status.open(QIODevice::ReadOnly));
    QCOMPARE(status.readAll().trimmed(), QByteArray("0"));
    QCOMPARE(rowsOf(app), Texts{"d"});
    QVERIFY(app.hasRelation("t_d"));
}

/// The contract calls it 130 whatever is committed: the database is at a revision boundary.
void TestCliTrouble::stopsBetweenCommittedSteps()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "b", .revises = {"a"}, .up = "SELECT pg_sleep(600);", .down = "SELECT 1;"});
    Program program(project);
    RunningProgram running = program.start("--json upgrade");
    QVERIFY(waitForStatement(app, "pg_sleep(600)"));
    running.signal(SIGINT);
    const Ended ended = running.wait();
    COMPARE_STATUS(ended, 130);
    QVERIFY2(!ended.json().isNull(), ended.report().c_str());
    QCOMPARE(rowsOf(app), Texts{"a"});
    QVERIFY(app.hasRelation("t_a"));
}

void TestCliTrouble::refusesAReadOnlyServer()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    app.execute("ALTER DATABASE " + app.name() + " SET default_transaction_read_only = on");
    Program program(project);
    const Ended ended = program.run("upgrade");
    COMPARE_STATUS(ended, 1);
    VERIFY_SAYS(ended, "error: ");
    VERIFY_SAYS(ended, "read-only");
    QVERIFY(!app.hasRelation("t_a"));
    COMPARE_STATUS(program.run("current"), 0);
}

QTEST_GUILESS_MAIN(TestCliTrouble)
#include "tst_clitrouble.moc"
