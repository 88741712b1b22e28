// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/standardrun.h"
#include "tests/faults/tally.h"
#include "tests/support/deadlock.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>

#include <algorithm>
#include <csignal>
#include <optional>

using namespace retort;
using namespace retort::test;

/// Runs beside each other, and beside what others do in the same database.
class TestConcurrentRuns : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void runsAtOnce_data();
    void runsAtOnce();
    void longReader_data();
    void longReader();
    void deadlock();
    void cleanupTestCase() { m_tally.print(); }

private:
    Tally m_tally;
    std::string m_portrait;
};

void TestConcurrentRuns::initTestCase()
{
    StandardRun undisturbed;
    COMPARE_STATUS(undisturbed.program.run("upgrade"), 0);
    m_portrait = undisturbed.portrait();
}

void TestConcurrentRuns::runsAtOnce_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("killsOne");
    QTest::newRow("two runs at once from an empty database") << 2 << false;
    QTest::newRow("five runs at once from an empty database") << 5 << false;
    QTest::newRow("five runs at once, one of them killed") << 5 << true;
}

void TestConcurrentRuns::runsAtOnce()
{
    QFETCH(const int, count);
    QFETCH(const bool, killsOne);
    const std::string scenario = QTest::currentDataTag();
    const int times = isWholeAskedFor() ? 10 : 1;
    for (int time = 0; time < times; ++time) {
        StandardRun run;
        m_tally.tried(scenario);
        std::vector<RunningProgram> programs;
        for (int i = 0; i < count; ++i)
            programs.push_back(run.program.start("upgrade"));
        if (killsOne) {
            // One that has the lock, whichever it is: another one after it has to finish.
            QVERIFY(QTest::qWaitFor([&run] { return run.database().hasRelation("t_a"); }, 20'000));
            programs.front().signal(SIGKILL);
        }
        std::string reports;
        for (RunningProgram &program : programs) {
            const bool isKilled = killsOne && &program == &programs.front();
            const Ended ended = program.wait();
            reports += ended.report();
            QVERIFY2(ended.status == 0 || (isKilled && ended.status == 128 + SIGKILL), ended.report().c_str());
        }
        QVERIFY2(run.isDone(), reports.c_str());
        // Each revision was carried out once: a second time would have failed, and the history would have it.
        QCOMPARE(run.database().value("SELECT string_agg(revision, ' ' ORDER BY id) FROM retort_history"
                                      " WHERE result = 'done'"),
                 std::string("a b c d"));
        QCOMPARE(run.database().value("SELECT count(*) FROM t_a"), std::string("2"));
        const std::string trouble = run.rerunTrouble(m_portrait);
        QVERIFY2(trouble.empty(), trouble.c_str());
        m_tally.survived(scenario);
    }
}

void TestConcurrentRuns::longReader_data()
{
    QTest::addColumn<bool>("leaves");
    QTest::newRow("that leaves in time") << true;
    QTest::newRow("that stays") << false;
}

/// Others are held up for no longer than the lock timeout, whether the run gets its lock or not.
void TestConcurrentRuns::longReader()
{
    QFETCH(const bool, leaves);
    const std::string scenario = std::string("a long reader ") + QTest::currentDataTag();
    StandardRun run;
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    run.addLast("CREATE TABLE t_e ();\nALTER TABLE t_a ADD COLUMN m int;");
    m_tally.tried(scenario);
    postgres::Connection reader = run.database().connect();
    QVERIFY(reader.execute("SET application_name = 'a long report'; BEGIN; SELECT count(*) FROM t_a"));
    const std::string limits = std::string(" --lock-timeout 200ms --lock-retries ") + (leaves ? "50" : "2");
    RunningProgram running = run.program.start("upgrade" + limits);
    QVERIFY(waitForStatement(run.database(), "ALTER TABLE t_a"));
    postgres::Connection other = run.database().connect();
    qint64 longest = 0;
    QElapsedTimer clock;
    for (int i = 0; i < 40; ++i) {
        clock.start();
        QVERIFY(other.query("SELECT count(*) FROM t_a"));
        longest = std::max(longest, clock.elapsed());
        QTest::qWait(10);
    }
    QVERIFY2(longest < 5'000, qPrintable(QString::number(longest))); // a queue behind the reader would stay with it
    if (leaves)
        QVERIFY(reader.execute("COMMIT"));
    const Ended ended = running.wait();
    COMPARE_STATUS(ended, leaves ? 0 : 5);
    if (!leaves) {
        VERIFY_SAYS(ended, "a long report");
        QVERIFY(reader.execute("COMMIT"));
    }
    const std::string broken = run.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    QVERIFY(run.isDone());
    QCOMPARE(run.contradiction(), std::string());
    m_tally.survived(scenario);
}

void TestConcurrentRuns::deadlock()
{
    const std::string scenario = "a deadlock";
    StandardRun run;
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    run.addLast("CREATE TABLE t_e ();\nLOCK TABLE t_a;\n" + Deadlock::pause() + "\nLOCK TABLE t_b;");
    m_tally.tried(scenario);
    std::optional<Deadlock> deadlock(std::in_place, run.database(), "t_a", "t_b");
    const Ended ended = run.program.run("upgrade --lock-timeout 0");
    deadlock.reset();
    COMPARE_STATUS(ended, 0); // rolled back, and tried again as a whole
    VERIFY_SAYS(ended, "deadlock detected");
    const std::string broken = run.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    m_tally.survived(scenario);
}

QTEST_GUILESS_MAIN(TestConcurrentRuns)
#include "tst_concurrentruns.moc"
