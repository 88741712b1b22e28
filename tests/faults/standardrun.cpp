// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/standardrun.h"

#include "tests/support/clientprograms.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cstdio>

namespace retort::test
{

namespace
{

/// How many of each kind of case, about, where not all are tried.
constexpr int sampleSize = 3;
/// The design of safe runs, section 1.
constexpr int leavingMilliseconds = 2'000;

std::string remainsNow(ScratchDatabase &database)
{
    return database.value(
        "SELECT string_agg(what, '; ') FROM (SELECT concat_ws(' ', a.pid, a.application_name, a.state, a.query) AS what"
        " FROM pg_stat_activity a WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()"
        " AND a.application_name <> 'retort test fixture' AND (a.application_name LIKE 'retort%'"
        " OR EXISTS (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory'))"
        " UNION ALL SELECT 'INVALID index ' || indexrelid::regclass FROM pg_index WHERE NOT indisvalid) AS remains");
}

} // namespace

bool isWholeAskedFor()
{
    return qEnvironmentVariable("RETORT_FAULTS") == "whole"_L1;
}

bool isTried(int number, int count)
{
    if (!isWholeAskedFor()) {
        const int step = std::max(1, count / sampleSize);
        return (count - number) % step == 0;
    }
    int part = 1;
    int parts = 1;
    const QByteArray wanted = qgetenv("RETORT_FAULTS_PART");
    if (!wanted.isEmpty() && std::sscanf(wanted.constData(), "%d/%d", &part, &parts) != 2)
        qFatal("RETORT_FAULTS_PART: %s is no part such as 2/4", wanted.constData());
    return number % parts == part % parts;
}

StandardRun::StandardRun(PostgresFixture &server)
    : program(project)
{
    project.addDatabase("app", {}, server);
    project.addRevision({.id = "a",
                         .labels = {"app"},
                         .up = "CREATE TABLE t_a (n int); INSERT INTO t_a VALUES (1);",
                         .down = "DROP TABLE t_a;"});
    project.addRevision({.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b ();", .down = "DROP TABLE t_b;"});
    project.addRevision({.id = "c",
                         .revises = {"b"},
                         .up = "INSERT INTO t_a VALUES (2);\nCREATE INDEX CONCURRENTLY a_n ON t_a (n);\nVACUUM t_a;",
                         .down = "DROP INDEX a_n; DELETE FROM t_a WHERE n = 2;",
                         .upTransactional = false});
    project.addRevision({.id = "d", .revises = {"c"}, .up = "CREATE TABLE t_d ();", .down = "DROP TABLE t_d;"});
    program.set("PGSSLMODE", "disable");
    program.set("PGGSSENCMODE", "disable");
}

void StandardRun::addLast(const std::string &up, bool isTransactional)
{
    head = "e";
    project.addRevision(
        {.id = "e", .revises = {"d"}, .up = up, .down = "DROP TABLE t_e;", .upTransactional = isTransactional});
}

void StandardRun::executeAsSuperuser(const std::string &sql)
{
    auto connection = postgres::Connection::connect(database().superuserSettings());
    if (!connection)
        qFatal("%s", describe(connection.error()).c_str());
    if (const auto done = connection->execute(sql); !done)
        qFatal("%s", describe(done.error()).c_str());
}

void StandardRun::goThrough(int port)
{
    program.set("FIXTURE_APP_HOST", "127.0.0.1");
    program.set("FIXTURE_APP_PORT", std::to_string(port));
}

void StandardRun::goStraight()
{
    program.set("FIXTURE_APP_HOST", database().settings().host());
    program.set("FIXTURE_APP_PORT", database().settings().port());
}

std::string StandardRun::remains()
{
    QElapsedTimer clock;
    clock.start();
    std::string found = remainsNow(database());
    while (!found.empty() && clock.elapsed() < leavingMilliseconds) {
        QTest::qWait(20);
        found = remainsNow(database());
    }
    return found;
}

std::string StandardRun::contradiction()
{
    postgres::Connection connection = database().connect();
    const auto there =
        connection.query("SELECT to_regclass('alembic_version') IS NOT NULL,"
                         " to_regclass('t_a') IS NOT NULL, to_regclass('t_b') IS NOT NULL,"
                         " to_regclass('t_d') IS NOT NULL, to_regclass('t_e') IS NOT NULL, EXISTS"
                         " (SELECT 1 FROM pg_index WHERE indisvalid AND indexrelid = to_regclass('a_n'))");
    if (!there)
        return "the database can't be asked: " + describe(there);
    std::string at;
    if (there->boolean(0, 0)) {
        const auto rows = connection.query("SELECT string_agg(version_num, ' ') FROM alembic_version");
        if (!rows)
            return "the version table can't be read: " + describe(rows);
        at = rows->text(0, 0);
    }
    std::string found;
    int column = 1;
    for (const char *id : {"a", "b", "d", "e"}) {
        const bool isThere = there->boolean(0, column++);
        if (isThere != (at >= id))
            found += std::string("t_") + id + (isThere ? " is there" : " is missing") + " at \"" + at + "\"; ";
    }
    if (at >= "c" && !there->boolean(0, column))
        found += "no valid index at \"" + at + "\"; ";
    return found;
}

std::string StandardRun::brokenPromise(const Ended &ended)
{
    std::string broken;
    if (const std::string left = remains(); !left.empty())
        broken += "it leaves: " + left + '\n';
    broken += contradiction();
    if (ended.status == 0 && !isDone())
        broken += "it says that all is done, and it is not";
    return broken.empty() ? broken : broken + '\n' + ended.report();
}

std::string StandardRun::rerunTrouble(const std::string &portraitOfUndisturbed)
{
    const Ended again = program.run("upgrade");
    if (again.status != 0)
        return "the rerun fails: " + again.report();
    if (const std::string wrong = contradiction(); !wrong.empty())
        return "after the rerun: " + wrong;
    if (const std::string left = remains(); !left.empty())
        return "the rerun leaves: " + left;
    return differenceOf(portraitOfUndisturbed, portrait());
}

std::string StandardRun::portrait()
{
    // With the contents. Small tables that are filled in the same order have the same dump.
    return pgDump(database(), {"--exclude-table=*.retort_history", "--exclude-table-data=gates.*"});
}

bool StandardRun::isDone()
{
    return rowsOf(database()) == std::vector<std::string>{head};
}

} // namespace retort::test
