// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/run/pooler.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/deadlock.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>

using namespace retort;
using namespace std::chrono_literals;
using run::Outcome;
using run::RunEvent;
using run::RunOptions;
using run::RunReport;
using test::errorOf;
using test::outcomeOf;
using Rows = std::vector<std::string>;
using Kind = RunEvent::Kind;

namespace
{

std::string waitingTexts(const test::RunScene &scene)
{
    std::string texts;
    for (const RunEvent &event : scene.eventsOf(Kind::Waiting))
        texts += event.text + '\n';
    return texts;
}

/// A session that holds a lock on table t, as a long report does.
class Reader
{
public:
    explicit Reader(test::RunScene &scene, const std::string &sql = "SELECT count(*) FROM t")
        : m_connection(scene.database().connect())
    {
        auto began = m_connection.execute("SET application_name = 'a long report'; BEGIN; " + sql);
        if (!began)
            qFatal("the reader failed: %s", test::describe(began.error()).c_str());
    }
    void leave() { static_cast<void>(m_connection.execute("COMMIT")); }
    std::string pid() const { return std::to_string(m_connection.server().backendPid); }

private:
    postgres::Connection m_connection;
};

} // namespace

/// Locks between a run and others: of tables, and the migration lock itself.
class TestRunLocks : public QObject
{
    Q_OBJECT

private slots:
    void triesAgainAfterALockTimeout_data();
    void triesAgainAfterALockTimeout();
    void givesUpAndSaysWhoIsInTheWay();
    void leavesOthersAloneWhileItWaits();
    void survivesADeadlock();
    void doesNotTryAgainWhatFailsOtherwise();
    void stopsBetweenTries();
    void keepsItsLockWhateverAScriptDoes_data();
    void keepsItsLockWhateverAScriptDoes();
    void refusesTransactionPooling();
    void runsThroughSessionPooling();
};

void TestRunLocks::triesAgainAfterALockTimeout_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::newRow("one round trip") << false;
    QTest::newRow("with progress") << true;
}

void TestRunLocks::triesAgainAfterALockTimeout()
{
    QFETCH(bool, liveProgress);
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int)");
    scene.addNext("a", "CREATE TABLE before_it (); ALTER TABLE t ADD COLUMN m int;");
    Reader reader(scene);
    scene.onEvent = [&reader](const RunEvent &event) {
        if (event.kind == Kind::Waiting && event.text.find("try 3 of") != std::string::npos)
            reader.leave();
    };
    RunOptions options;
    options.lockTimeout = 100ms;
    options.liveProgress = liveProgress;
    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Done));
    QCOMPARE(scene.rows(), Rows{"a"});
    QVERIFY(scene.database().hasRelation("before_it"));
    const std::string texts = waitingTexts(scene);
    QVERIFY2(texts.find("Revision a: ") != std::string::npos, texts.c_str());
    QVERIFY2(texts.find("It was rolled back; try 2 of 6 in ") != std::string::npos, texts.c_str());
    // Said while it waited, not only afterwards.
    QVERIFY2(texts.find("Waiting for a lock held by process " + reader.pid()) != std::string::npos, texts.c_str());
}

void TestRunLocks::givesUpAndSaysWhoIsInTheWay()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int)");
    scene.addNext("a", "ALTER TABLE t ADD COLUMN m int;");
    const Reader reader(scene);
    RunOptions options;
    options.lockTimeout = 80ms;
    options.lockRetries = 1;
    const RunReport report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.exitStatus(), ExitStatus::Locked);
    QCOMPARE(report.error->sql->sqlstate, std::string("55P03"));
    for (const std::string &fact :
         {"behind process " + reader.pid(), std::string("a long report"), std::string("idle in transaction"),
          std::string("SELECT count(*) FROM t"), std::string("tried 2 times in ")})
        QVERIFY2(report.error->message.find(fact) != std::string::npos, errorOf(report).c_str());
    QVERIFY(report.error->hint.find("run the same command again") != std::string::npos);
    QCOMPARE(scene.rows(), Rows{});
}

/// Behind the queued ALTER nobody waits for longer than its lock timeout (design of safe runs, fact 4).
void TestRunLocks::leavesOthersAloneWhileItWaits()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int)");
    scene.addNext("a", "ALTER TABLE t ADD COLUMN m int;");
    Reader reader(scene);
    qint64 longest = 0;
    bool isOver = false;
    RunReport report;
    {
        const test::WhileItWaits others(scene.database(), "relation", [&] {
            postgres::Connection connection = scene.database().connect();
            QElapsedTimer clock;
            for (int i = 0; i < 40; ++i) {
                clock.start();
                isOver = !connection.query("SELECT count(*) FROM t") || isOver;
                longest = std::max(longest, clock.elapsed());
                std::this_thread::sleep_for(10ms);
            }
            reader.leave();
        });
        RunOptions options;
        options.lockTimeout = 150ms;
        options.lockRetries = 50;
        report = scene.upgrade(options);
    }
    QVERIFY2(!report.error, errorOf(report).c_str());
    QVERIFY(!isOver);
    QVERIFY2(longest < 3'000, qPrintable(QString::number(longest))); // the reader itself stays for longer
}

void TestRunLocks::survivesADeadlock()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE one (); CREATE TABLE two ();");
    scene.addNext("a", "LOCK TABLE one; " + test::Deadlock::pause() + " LOCK TABLE two; CREATE TABLE done ();");
    RunOptions options;
    options.lockTimeout = 0ms;
    RunReport report;
    {
        const test::Deadlock deadlock(scene.database(), "one", "two");
        report = scene.upgrade(options);
    }
    QVERIFY2(!report.error, errorOf(report).c_str());
    QVERIFY(scene.database().hasRelation("done"));
    QVERIFY2(waitingTexts(scene).find("deadlock detected") != std::string::npos, waitingTexts(scene).c_str());
}

void TestRunLocks::doesNotTryAgainWhatFailsOtherwise()
{
    test::RunScene scene;
    scene.addNext("a", "SELECT 1/0;");
    const RunReport report = scene.upgrade();
    QCOMPARE(report.error->sql->sqlstate, std::string("22012"));
    QCOMPARE(waitingTexts(scene), std::string());
    QCOMPARE(scene.eventsOf(Kind::StepFailed).size(), std::size_t{1});
}

void TestRunLocks::stopsBetweenTries()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int)");
    scene.addNext("a", "ALTER TABLE t ADD COLUMN m int;");
    const Reader reader(scene);
    std::stop_source stop;
    QElapsedTimer clock;
    scene.onEvent = [&](const RunEvent &event) {
        if (event.kind == Kind::Waiting && event.text.find("try 4 of") != std::string::npos) {
            clock.start();
            stop.request_stop();
        }
    };
    RunOptions options;
    options.lockTimeout = 20ms;
    const RunReport report = scene.run(scene.upgradePlan(), options, stop.get_token());
    QVERIFY2(clock.elapsed() < 2'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Cancelled));
    QCOMPARE(scene.rows(), Rows{});
}

void TestRunLocks::keepsItsLockWhateverAScriptDoes_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("lets go of all advisory locks") << "SELECT pg_advisory_unlock_all();";
    QTest::newRow("nothing of the kind") << "SELECT 1;";
}

void TestRunLocks::keepsItsLockWhateverAScriptDoes()
{
    QFETCH(QString, script);
    test::RunScene scene;
    scene.addNext("a", script.toStdString() + " SELECT pg_sleep(1);");
    const revision::Plan plan = scene.upgradePlan();
    RunReport second;
    {
        const test::WhileItWaits other(scene.database(), "PgSleep", [&] {
            postgres::Connection connection = scene.database().connect();
            RunOptions options;
            options.lockWait = 0ms;
            second = run::Runner(connection, scene.scripts(), run::VersionTable()).run(plan, options, {}, {});
        });
        const RunReport first = scene.run(plan);
        QVERIFY2(!first.error, errorOf(first).c_str());
    }
    QCOMPARE(second.error->code, std::string("migration-locked"));
}

void TestRunLocks::refusesTransactionPooling()
{
    test::RunScene scene("a -> b");
    const auto pooler = test::Pooler::start(scene.database().settings(), "transaction");
    if (!pooler)
        QSKIP("PgBouncer isn't installed: nobody has checked that a run refuses its transaction mode");
    auto connection = postgres::Connection::connect(pooler->settings());
    VERIFY_OK(connection);
    const RunReport report =
        run::Runner(*connection, scene.scripts(), run::VersionTable()).run(scene.upgradePlan(), {}, {}, {});
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->code, std::string("transaction-pooling"));
    QVERIFY(scene.rows().empty());
}

void TestRunLocks::runsThroughSessionPooling()
{
    test::RunScene scene("a -> b");
    const auto pooler = test::Pooler::start(scene.database().settings(), "session");
    if (!pooler)
        QSKIP("PgBouncer isn't installed: nobody has checked that a run passes through its session mode");
    auto connection = postgres::Connection::connect(pooler->settings());
    VERIFY_OK(connection);
    const RunReport report =
        run::Runner(*connection, scene.scripts(), run::VersionTable()).run(scene.upgradePlan(), {}, {}, {});
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.rows(), Rows{"b"});
}

QTEST_GUILESS_MAIN(TestRunLocks)
#include "tst_runlocks.moc"
