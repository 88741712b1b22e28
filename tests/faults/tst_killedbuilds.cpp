// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/standardrun.h"
#include "tests/faults/tally.h"
#include "tests/support/printers.h"

#include <csignal>

using namespace retort;
using namespace retort::test;

namespace
{

/// A transaction that the build has to wait for.
class Reader
{
public:
    explicit Reader(const ScratchDatabase &database)
        : m_connection(database.connect())
    {
        const auto begun = m_connection.execute("SET application_name = 'a long report';"
                                                " BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM t_a");
        if (!begun)
            qFatal("%s", describe(begun.error()).c_str());
    }
    void leave() { static_cast<void>(m_connection.execute("COMMIT")); }

private:
    postgres::Connection m_connection;
};

} // namespace

/// PostgreSQL leaves an INVALID index when a build outside a transaction is cut off (manual, "Building Indexes
/// Concurrently"). Nobody finds it two seconds later, whoever was killed.
class TestKilledBuilds : public QObject
{
    Q_OBJECT

private slots:
    void leaveNoInvalidIndex_data();
    void leaveNoInvalidIndex();
    void cleanupTestCase() { m_tally.print(); }

private:
    Tally m_tally;
};

void TestKilledBuilds::leaveNoInvalidIndex_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<bool>("killsProgram");
    const char *statements[] = {"CREATE INDEX CONCURRENTLY e_n ON t_a (n)",
                                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS e_n ON t_a (n)",
                                "CREATE INDEX CONCURRENTLY ON t_a ((n + 1))", "REINDEX TABLE CONCURRENTLY t_a"};
    for (const bool killsProgram : {true, false}) {
        const char *who = killsProgram ? "the program is killed" : "the backend is terminated";
        for (const char *statement : statements) {
            if (isWholeAskedFor() || statement == statements[killsProgram ? 0 : 3])
                QTest::addRow("%s, %s", who, statement) << QString::fromUtf8(statement) << killsProgram;
        }
    }
}

void TestKilledBuilds::leaveNoInvalidIndex()
{
    QFETCH(const QString, statement);
    QFETCH(const bool, killsProgram);
    const std::string scenario = std::string(killsProgram ? "the program is killed" : "the backend is terminated")
        + " in a concurrent index build";
    StandardRun run;
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    run.addLast(statement.toStdString() + ";\nCREATE TABLE t_e ();", false);
    m_tally.tried(scenario);
    Reader reader(run.database());
    RunningProgram running = run.program.start("upgrade --lock-timeout 0");
    const std::string literal = '\'' + statement.toStdString() + '\'';
    const auto isBuilding = [&] {
        return run.database().value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND"
                                    " starts_with(query, "
                                    + literal + ") AND wait_event_type = 'Lock'")
            == "1";
    };
    QVERIFY(QTest::qWaitFor(isBuilding, 20'000));
    QVERIFY(run.database().value("SELECT count(*) FROM pg_index WHERE NOT indisvalid") != "0");
    if (killsProgram)
        running.signal(SIGKILL);
    else
        run.executeAsSuperuser("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE starts_with(query, "
                               + literal + ')');
    QVERIFY(QTest::qWaitFor([&] { return !isBuilding(); }, 20'000)); // cut off, not finished
    reader.leave();
    const std::string broken = run.brokenPromise(running.wait());
    QVERIFY2(broken.empty(), broken.c_str());

    std::string command = "upgrade";
    if (statement.startsWith("CREATE INDEX CONCURRENTLY ON"_L1)) { // whose name is the server's choice
        const Ended asking = run.program.run(command);
        COMPARE_STATUS(asking, 7);
        VERIFY_SAYS(asking, "--resume-at 1 to run it again");
        command += " --resume-at 1";
    }
    COMPARE_STATUS(run.program.run(command), 0);
    QVERIFY(run.isDone());
    QCOMPARE(run.database().value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), std::string("0"));
    QCOMPARE(run.database().value("SELECT count(*) FROM pg_index WHERE indrelid = 't_a'::regclass"),
             std::string(statement.startsWith("CREATE"_L1) ? "2" : "1"));
    m_tally.survived(scenario);
}

QTEST_GUILESS_MAIN(TestKilledBuilds)
#include "tst_killedbuilds.moc"
