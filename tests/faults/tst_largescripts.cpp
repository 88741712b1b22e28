// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/standardrun.h"
#include "tests/faults/tally.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>

#include <algorithm>
#include <csignal>
#include <fstream>

using namespace retort;
using namespace retort::test;

namespace
{

/// The most memory that a process has had at once, in KiB (proc(5), VmHWM); 0 once it is gone.
long peakMemoryOf(qint64 pid)
{
    std::ifstream status("/proc/" + std::to_string(pid) + "/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:"))
            return std::stol(line.substr(6));
    }
    return 0;
}

/// Runs to its end; the peak of its memory, in KiB.
Ended runMeasured(Program &program, const std::string &command, long &peak)
{
    RunningProgram running = program.start(command);
    peak = 0;
    for (long now = -1; now != 0; now = peakMemoryOf(running.pid())) {
        peak = std::max(peak, now);
        QTest::qWait(2);
    }
    return running.wait();
}

std::string inserts(std::size_t bytes)
{
    const std::string statement = "INSERT INTO t_e VALUES (1, '" + std::string(470, 'x') + "');\n";
    std::string script = "CREATE TABLE t_e (n int, x text);\n";
    script.reserve(bytes + statement.size());
    while (script.size() < bytes)
        script += statement;
    return script;
}

std::string copied(std::size_t bytes)
{
    const std::string row = "1\t" + std::string(470, 'x') + '\n';
    std::string script = "CREATE TABLE t_e (n int, x text);\nCOPY t_e FROM stdin;\n";
    script.reserve(bytes + row.size());
    while (script.size() < bytes)
        script += row;
    return script + "\\.\n";
}

long long rowsIn(const std::string &script)
{
    return std::count(script.begin(), script.end(), 'x') / 470;
}

/// After the header that the fixture writes.
int lineOf(const StandardRun &run, const std::string &text)
{
    std::ifstream file(run.project.revisionFile("e"));
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        if (line.find(text) != std::string::npos)
            return number;
    }
    return 0;
}

} // namespace

/// Scripts of an unusual size, what pg_dump writes and psql alone understands, and a clock that jumps.
class TestLargeScripts : public QObject
{
    Q_OBJECT

private slots:
    void memoryOfALargeScript_data();
    void memoryOfALargeScript();
    void tenThousandStatements();
    void copyFromStdin();
    void psqlCommands_data();
    void psqlCommands();
    void clocksThatJump_data();
    void clocksThatJump();
    void cleanupTestCase() { m_tally.print(); }

private:
    Tally m_tally;
};

void TestLargeScripts::memoryOfALargeScript_data()
{
    QTest::addColumn<bool>("copies");
    QTest::newRow("INSERTs") << false;
    QTest::newRow("COPY") << true;
}

/// Within three times its size; all of 50 MB are asked for by ./dev faults.
void TestLargeScripts::memoryOfALargeScript()
{
    QFETCH(const bool, copies);
    const std::size_t megabytes = isWholeAskedFor() ? 50 : 10;
    const std::string scenario = "a script of " + std::to_string(megabytes)
        + " MB within three times its size of memory, " + QTest::currentDataTag();
    StandardRun run;
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    const std::string script = copies ? copied(megabytes << 20U) : inserts(megabytes << 20U);
    run.addLast(script);
    m_tally.tried(scenario);
    long peak = 0;
    const Ended ended = runMeasured(run.program, "upgrade", peak);
    COMPARE_STATUS(ended, 0);
    qInfo("%zu MB by %s: at most %ld MB of memory", megabytes, QTest::currentDataTag(), peak >> 10U);
    QVERIFY2(peak > 0 && peak < static_cast<long>(3 * (megabytes << 10U)), qPrintable(QString::number(peak)));
    QCOMPARE(run.database().value("SELECT count(*) FROM t_e"), std::to_string(rowsIn(script)));
    const std::string broken = run.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    m_tally.survived(scenario);
}

void TestLargeScripts::tenThousandStatements()
{
    const std::string scenario = "10,000 statements in a revision";
    StandardRun run;
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    std::string script = "CREATE TABLE t_e (n int CHECK (n <> 9998));\n";
    for (int i = 2; i <= 10'000; ++i)
        script += "INSERT INTO t_e VALUES (" + std::to_string(i) + ");\n";
    run.addLast(script);
    m_tally.tried(scenario);
    const Ended failed = run.program.run("upgrade");
    COMPARE_STATUS(failed, 1);
    VERIFY_SAYS(failed, "e_scene.sql:" + std::to_string(lineOf(run, "(9998)")) + ":1");
    const std::string broken = run.brokenPromise(failed);
    QVERIFY2(broken.empty(), broken.c_str());
    script.replace(script.find(" CHECK (n <> 9998)"), std::string_view(" CHECK (n <> 9998)").size(), "");
    run.addLast(script);
    const Ended ended = run.program.run("--json upgrade");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(ended.object()["steps"_L1].toArray().first()["statements"_L1].toInt(), 10'000);
    QCOMPARE(run.database().value("SELECT count(*) FROM t_e"), std::string("9999"));
    QVERIFY(run.isDone());
    m_tally.survived(scenario);
}

void TestLargeScripts::copyFromStdin()
{
    const std::string scenario = "COPY FROM stdin with its data below";
    StandardRun run;
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    // NULL, an empty text, a backslash, a tab and a line end in the data; what looks like SQL or a meta-command is
    // data.
    const std::string good =
        "CREATE TABLE t_e (n int, x text);\nCOPY t_e (n, x) FROM stdin;\n1\t\\N\n2\t\n3\ta\\\\b\\tc\\nd\n"
        "4\tDROP TABLE t_a;\n5\t\\\\i other.sql\n\\.\nCOPY t_e FROM STDIN WITH (FORMAT csv);\n"
        "6,\"a, \"\"b\"\"\"\n\\.\n";
    run.addLast(good + "COPY t_e (n) FROM stdin;\n7\nno number\n\\.\n");
    m_tally.tried(scenario);
    const Ended failed = run.program.run("upgrade");
    COMPARE_STATUS(failed, 1);
    VERIFY_SAYS(failed, "e_scene.sql:" + std::to_string(lineOf(run, "no number")));
    VERIFY_SAYS(failed, "22P02");
    const std::string broken = run.brokenPromise(failed);
    QVERIFY2(broken.empty(), broken.c_str());
    run.addLast(good);
    COMPARE_STATUS(run.program.run("upgrade"), 0);
    QCOMPARE(run.database().value("SELECT string_agg(n || ':' || coalesce(quote_literal(x), 'NULL'), ' ' ORDER BY n)"
                                  " FROM t_e"),
             run.database().value(R"(SELECT $$1:NULL 2:'' 3:E'a\\b$$ || chr(9) || $$c
d' 4:'DROP TABLE t_a;' 5:E'\\i other.sql' 6:'a, "b"'$$)"));
    QVERIFY(run.database().hasRelation("t_a"));
    m_tally.survived(scenario);
}

void TestLargeScripts::psqlCommands_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"\\i other.sql", "\\ir other.sql", "\\copy t_a FROM 'file'", "\\connect other",
                                "\\set x 1", "\\d t_a", "\\! ls", "\\gexec", "\\if true", "\\echo hello"})
        QTest::newRow(command) << QString::fromUtf8(command);
}

void TestLargeScripts::psqlCommands()
{
    QFETCH(const QString, command);
    const std::string scenario = "psql's own commands are refused before anything runs";
    StandardRun run;
    run.addLast("CREATE TABLE t_e ();\n  " + command.toStdString() + "\n");
    m_tally.tried(scenario);
    const Ended ended = run.program.run("upgrade");
    COMPARE_STATUS(ended, 2);
    VERIFY_SAYS(ended, "e_scene.sql:" + std::to_string(lineOf(run, command.toStdString())) + ":3: ");
    VERIFY_SAYS(ended, "is a command of psql, not SQL");
    VERIFY_SAYS(ended, "hint: ");
    QVERIFY(!run.database().hasRelation("t_a"));
    QVERIFY(!run.database().hasRelation("alembic_version"));
    m_tally.survived(scenario);
}

void TestLargeScripts::clocksThatJump_data()
{
    QTest::addColumn<bool>("waits");
    QTest::newRow("while it runs") << false;
    QTest::newRow("while it waits for another run") << true;
}

void TestLargeScripts::clocksThatJump()
{
    QFETCH(const bool, waits);
    const std::string scenario = std::string("the clock jumps ") + QTest::currentDataTag();
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    QSKIP("the sanitizers' own library has to be the first that is loaded");
#endif
    StandardRun run;
    run.addLast("CREATE TABLE t_e ();\n"
                "SELECT pg_sleep(coalesce(nullif(current_setting('slow.seconds', true), ''), '0.7')::float);");
    m_tally.tried(scenario);
    QElapsedTimer clock;
    clock.start();
    if (waits) {
        const std::string setting = "ALTER DATABASE " + run.database().name();
        run.executeAsSuperuser(setting + " SET slow.seconds = 600");
        RunningProgram first = run.program.start("upgrade");
        QVERIFY(waitForStatement(run.database(), "pg_sleep"));
        run.program.set("LD_PRELOAD", RETORT_CLOCK_JUMPS);
        const Ended second = run.program.run("--json upgrade --lock-wait 100ms");
        COMPARE_STATUS(second, 5);
        QCOMPARE(second.errorCode(), std::string("migration-locked"));
        first.signal(SIGINT);
        COMPARE_STATUS(first.wait(), 130);
        run.executeAsSuperuser(setting + " RESET slow.seconds");
    }
    run.program.set("LD_PRELOAD", RETORT_CLOCK_JUMPS);
    const Ended ended = run.program.run("--json upgrade");
    COMPARE_STATUS(ended, 0);
    QVERIFY(run.isDone());
    QCOMPARE(run.contradiction(), std::string());
    const qint64 elapsed = clock.elapsed();
    QVERIFY2(elapsed < 50'000, qPrintable(QString::number(elapsed)));
    if (!waits) {
        const auto total = ended.object()["duration_ms"_L1].toInteger(-1);
        QVERIFY2(total >= 700 && total <= elapsed, ended.out.c_str());
        for (const QJsonValue step : ended.object()["steps"_L1].toArray()) {
            const auto duration = step["duration_ms"_L1].toInteger(-1);
            QVERIFY2(duration >= 0 && duration <= total, ended.out.c_str());
        }
        // What the database remembers has its times from the server.
        QCOMPARE(run.database().value("SELECT count(*) FROM retort_history WHERE finished < started"
                                      " OR abs(extract(epoch FROM now() - started)) > 600"),
                 std::string("0"));
    }
    m_tally.survived(scenario);
}

QTEST_GUILESS_MAIN(TestLargeScripts)
#include "tst_largescripts.moc"
