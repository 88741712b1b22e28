// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"
#include "tests/faults/messageproxy.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>

#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <map>

using namespace retort;
using namespace retort::test;
using Rows = std::vector<std::string>;

namespace
{

enum class Fault { DropLink, KillProgram, KillBackend };

const char *nameOf(Fault fault)
{
    switch (fault) {
    case Fault::DropLink:
        return "the link is dropped";
    case Fault::KillProgram:
        return "the program is killed";
    case Fault::KillBackend:
        return "the backends are killed";
    }
    return "";
}

/// Of each message where all are asked for, else of about so many.
constexpr int sampleSize = 7;

/// A database, a project and the program: what is broken and put right again.
struct Scene {
    ProjectFixture project;
    Program program;

    Scene()
        : program(project)
    {
        project.addDatabase("app");
        project.addRevision({.id = "a",
                             .labels = {"app"},
                             .up = "CREATE TABLE t_a (n int); INSERT INTO t_a VALUES (1);",
                             .down = "DROP TABLE t_a;"});
        project.addRevision({.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b ();", .down = "DROP TABLE t_b;"});
        project.addRevision({.id = "c",
                             .revises = {"b"},
                             .up = "INSERT INTO t_a VALUES (2);\nCREATE INDEX CONCURRENTLY a_n ON t_a (n);\n"
                                   "VACUUM t_a;",
                             .down = "DROP INDEX a_n; DELETE FROM t_a WHERE n = 2;",
                             .upTransactional = false});
        project.addRevision({.id = "d", .revises = {"c"}, .up = "CREATE TABLE t_d ();", .down = "DROP TABLE t_d;"});
        program.set("PGSSLMODE", "disable");
        program.set("PGGSSENCMODE", "disable");
    }

    ScratchDatabase &database() { return project.database("app"); }
    void goThrough(int port)
    {
        program.set("FIXTURE_APP_HOST", "127.0.0.1");
        program.set("FIXTURE_APP_PORT", std::to_string(port));
    }
    void goStraight()
    {
        program.set("FIXTURE_APP_HOST", database().settings().host());
        program.set("FIXTURE_APP_PORT", database().settings().port());
    }
};

/// What a run leaves: sessions of ours, advisory locks, open transactions. Empty: nothing.
std::string remainsIn(ScratchDatabase &database)
{
    return database.value(
        "SELECT string_agg(concat_ws(' ', a.pid, a.application_name, a.state, a.query), '; ') FROM pg_stat_activity a"
        " WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND (a.application_name LIKE 'retort%'"
        " OR EXISTS (SELECT 1 FROM pg_locks l WHERE l.pid = a.pid AND l.locktype = 'advisory'))");
}

/// What is there must be what the version rows say; empty: it is.
std::string contradictionIn(ScratchDatabase &database)
{
    const Rows rows = rowsOf(database);
    const std::string at = rows.empty() ? std::string() : rows.front();
    std::string found;
    for (const char *id : {"a", "b", "d"}) {
        const bool isThere = database.hasRelation(std::string("t_") + id);
        if (isThere != (at >= id))
            found += std::string("t_") + id + (isThere ? " is there" : " is missing") + " at \"" + at + "\"; ";
    }
    if (at >= "c" && database.value("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('a_n')") != "t")
        found += "no valid index at \"" + at + "\"; ";
    return found;
}

} // namespace

/// A run is broken after each message of the protocol, in both directions, and what the design of safe runs promises
/// is checked from outside; the same command then finishes the work.
class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsItsPromises_data();
    void keepsItsPromises();
    void cleanupTestCase();

private:
    std::string m_portrait;
    std::map<Direction, int> m_messages;
    std::map<std::string, std::pair<int, int>> m_table; ///< kind of fault → survived, tried
};

void TestFaults::initTestCase()
{
    Scene scene;
    MessageProxy proxy(scene.database().settings(), [](Direction, int) {});
    scene.goThrough(proxy.port());
    const Ended ended = scene.program.run("upgrade");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(contradictionIn(scene.database()), std::string());
    m_portrait = schemaPortrait(scene.database()) + contentsPortrait(scene.database());
    for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
        m_messages[direction] = proxy.count(direction);
        QVERIFY2(m_messages[direction] > 10, qPrintable(QString::number(m_messages[direction])));
    }
}

void TestFaults::keepsItsPromises_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("direction");
    QTest::addColumn<int>("message");
    const bool isWhole = qEnvironmentVariable("RETORT_FAULTS") == "whole"_L1;
    for (const Fault fault : {Fault::DropLink, Fault::KillProgram, Fault::KillBackend}) {
        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            const int count = m_messages[direction];
            const int step = isWhole ? 1 : std::max(1, count / sampleSize);
            for (int message = 1 + (count - 1) % step; message <= count; message += step)
                QTest::addRow("%s after message %d of %d %s", nameOf(fault), message, count,
                              direction == Direction::ToServer ? "to the server" : "to the client")
                    << static_cast<int>(fault) << static_cast<int>(direction) << message;
        }
    }
}

void TestFaults::keepsItsPromises()
{
    QFETCH(int, fault);
    QFETCH(int, direction);
    QFETCH(int, message);
    Scene scene;
    auto &[survived, tried] = m_table[nameOf(static_cast<Fault>(fault))];
    ++tried;

    std::mutex mutex;
    std::condition_variable changed;
    bool isReached = false;
    bool isDealtWith = false;
    MessageProxy *link = nullptr;
    MessageProxy proxy(scene.database().settings(), [&](Direction way, int number) {
        if (static_cast<int>(way) != direction || number != message)
            return;
        if (static_cast<Fault>(fault) == Fault::DropLink) {
            link->cut();
            return;
        }
        if (static_cast<Fault>(fault) == Fault::KillBackend) {
            scene.database().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                                     " current_database() AND client_addr IS NOT NULL");
            return;
        }
        std::unique_lock lock(mutex);
        isReached = true;
        changed.notify_all();
        changed.wait(lock, [&] { return isDealtWith; });
    });
    link = &proxy;
    scene.goThrough(proxy.port());
    RunningProgram running = scene.program.start("upgrade");
    if (static_cast<Fault>(fault) == Fault::KillProgram) {
        std::unique_lock lock(mutex);
        // The number of messages differs by one or two from run to run: the last may not come.
        changed.wait_for(lock, std::chrono::seconds(5), [&] { return isReached; });
        running.signal(SIGKILL);
        isDealtWith = true;
        changed.notify_all();
    }
    const Ended ended = running.wait();
    proxy.cut();

    ScratchDatabase &database = scene.database();
    QElapsedTimer clock;
    clock.start();
    std::string remains = remainsIn(database);
    while (!remains.empty() && clock.elapsed() < 2'000) {
        QTest::qWait(20);
        remains = remainsIn(database);
    }
    QVERIFY2(remains.empty(), (remains + ended.report()).c_str());
    QVERIFY2(contradictionIn(database).empty(), (contradictionIn(database) + ended.report()).c_str());
    const bool isDone = rowsOf(database) == Rows{"d"};
    QVERIFY2(ended.status != 0 || isDone, ended.report().c_str());

    scene.goStraight();
    const Ended again = scene.program.run("upgrade");
    COMPARE_STATUS(again, 0);
    QCOMPARE(contradictionIn(database), std::string());
    QCOMPARE(QString::fromStdString(schemaPortrait(database) + contentsPortrait(database)),
             QString::fromStdString(m_portrait));
    QCOMPARE(database.value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), std::string("0"));
    ++survived;
}

void TestFaults::cleanupTestCase()
{
    std::printf("\n%-28s %8s %8s\n", "fault", "tried", "survived");
    for (const auto &[fault, counts] : m_table)
        std::printf("%-28s %8d %8d\n", fault.c_str(), counts.second, counts.first);
    std::fflush(stdout);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
