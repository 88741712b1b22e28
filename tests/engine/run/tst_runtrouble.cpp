// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"
#include "engine/sandbox/sandbox.h"
#include "tests/engine/run/linkproxy.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

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

/// What happens to a run from outside: a stop, another run, a lost session, a killed server.
class TestRunTrouble : public QObject
{
    Q_OBJECT

private slots:
    void stopsWithinASecond_data();
    void stopsWithinASecond();
    void stopsBeforeItBegins();
    void stopsBetweenSteps();
    void stopsHalfWayOutsideTransactions();
    void waitsForAnotherRun();
    void givesUpOnALongRun();
    void stopsWhileItWaits();
    void leavesConcurrentIndexesOfTheHolderAlone();
    void isFreeOnceTheHolderIsDead();
    void losesItsSession_data();
    void losesItsSession();
    void findsOutThatItHadCommitted_data();
    void findsOutThatItHadCommitted();
    void losesTheServer();
};

void TestRunTrouble::stopsWithinASecond_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::addColumn<bool>("streamed");
    QTest::newRow("at once") << false << false;
    QTest::newRow("with progress") << true << false;
    QTest::newRow("streamed") << false << true;
}

void TestRunTrouble::stopsWithinASecond()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, streamed);
    test::RunScene scene("a");
    scene.addNext("b",
                  "CREATE TABLE t_b ();\nSELECT pg_sleep(60);\nCREATE TABLE more ();"
                      + (streamed ? "\n-- " + std::string(1'200'000, '-') : std::string()));
    RunOptions options;
    options.liveProgress = liveProgress;
    std::stop_source stop;
    QElapsedTimer clock;
    RunReport report;
    {
        const test::WhileItWaits cancel(scene.database(), "PgSleep", [&] {
            clock.start();
            stop.request_stop();
        });
        report = scene.run(scene.upgradePlan(), options, stop.get_token());
    }
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Cancelled));
    QCOMPARE(report.exitStatus(), ExitStatus::Interrupted);
    QCOMPARE(report.versionRows, Rows{"a"});
    QCOMPARE(scene.rows(), Rows{"a"});
    QCOMPARE(report.error->code, std::string("cancelled"));
    QVERIFY2(report.error->message.find("revision b ran; it was rolled back") != std::string::npos,
             errorOf(report).c_str());
    QVERIFY(!scene.database().hasRelation("t_b"));
    QVERIFY(!scene.connection().isInTransaction());
    QCOMPARE(scene.database().value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"), std::string("0"));
}

void TestRunTrouble::stopsBeforeItBegins()
{
    test::RunScene scene("a");
    std::stop_source stop;
    stop.request_stop();
    const RunReport report = scene.run(scene.upgradePlan(), {}, stop.get_token());
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Cancelled));
    QVERIFY(report.steps.empty());
    QVERIFY(!scene.database().hasRelation("t_a"));
}

void TestRunTrouble::stopsBetweenSteps()
{
    test::RunScene scene("a -> b -> c");
    std::stop_source stop;
    scene.onEvent = [&stop](const RunEvent &event) {
        if (event.kind == Kind::StepFinished && event.revision == "b")
            stop.request_stop();
    };
    const RunReport report = scene.run(scene.upgradePlan(), {}, stop.get_token());
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Cancelled));
    QCOMPARE(report.versionRows, Rows{"b"});
    QCOMPARE(scene.rows(), Rows{"b"});
    QCOMPARE(report.committedSteps(), 2);
    QVERIFY2(report.error->message.find("before revision c") != std::string::npos, errorOf(report).c_str());
}

void TestRunTrouble::stopsHalfWayOutsideTransactions()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE one ();\nSELECT pg_sleep(60);", false);
    std::stop_source stop;
    RunReport report;
    {
        const test::WhileItWaits cancel(scene.database(), "PgSleep", [&stop] { stop.request_stop(); });
        report = scene.run(scene.upgradePlan(), {}, stop.get_token());
    }
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied)); // not at a revision boundary: not "cancelled"
    QCOMPARE(report.error->code, std::string("cancelled"));
    QVERIFY(scene.database().hasRelation("one"));
    QCOMPARE(scene.rows(), Rows{});
}

void TestRunTrouble::waitsForAnotherRun()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t_a (); SELECT pg_sleep(1.5);");
    scene.addNext("b", "CREATE TABLE t_b ();");
    const revision::Plan plan = scene.upgradePlan();
    RunReport second;
    std::vector<RunEvent> events;
    {
        const test::WhileItWaits other(scene.database(), "PgSleep", [&] {
            postgres::Connection connection = scene.database().connect();
            second = run::Runner(connection, scene.scripts(), run::VersionTable())
                         .run(plan, {}, {}, [&events](const RunEvent &event) { events.push_back(event); });
        });
        const RunReport first = scene.run(plan);
        QVERIFY2(!first.error, errorOf(first).c_str());
    }
    // It waited its turn, then found that its plan was no longer true.
    QCOMPARE(outcomeOf(second), run::toString(Outcome::Failed));
    QCOMPARE(second.error->code, std::string("database-moved"));
    QCOMPARE(second.versionRows, Rows{"b"});
    const auto waiting =
        std::find_if(events.begin(), events.end(), [](const RunEvent &event) { return event.kind == Kind::Waiting; });
    QVERIFY(waiting != events.end());
    const std::string pid = std::to_string(scene.connection().server().backendPid);
    for (const std::string &fact : {"user " + scene.database().settings().user(), "pid " + pid,
                                    std::string("retort upgrade 1/2 a"), std::string("connected since 20")})
        QVERIFY2(waiting->text.find(fact) != std::string::npos, waiting->text.c_str());
}

void TestRunTrouble::givesUpOnALongRun()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t_a (); SELECT pg_sleep(4);");
    const revision::Plan plan = scene.upgradePlan();
    RunReport second;
    QElapsedTimer clock;
    {
        const test::WhileItWaits other(scene.database(), "PgSleep", [&] {
            postgres::Connection connection = scene.database().connect();
            RunOptions options;
            options.lockWait = 200ms;
            clock.start();
            second = run::Runner(connection, scene.scripts(), run::VersionTable()).run(plan, options, {}, {});
            QVERIFY2(clock.elapsed() >= 200 && clock.elapsed() < 3'000, qPrintable(QString::number(clock.elapsed())));
        });
        QCOMPARE(outcomeOf(scene.run(plan)), run::toString(Outcome::Done));
    }
    QCOMPARE(outcomeOf(second), run::toString(Outcome::Failed));
    QCOMPARE(second.error->code, std::string("migration-locked"));
    QCOMPARE(second.exitStatus(), ExitStatus::Locked);
    QVERIFY2(second.error->message.find("retort upgrade 1/1 a") != std::string::npos, errorOf(second).c_str());
    QVERIFY(second.steps.empty());
}

void TestRunTrouble::stopsWhileItWaits()
{
    test::RunScene scene;
    scene.addNext("a", "SELECT pg_sleep(4);");
    const revision::Plan plan = scene.upgradePlan();
    RunReport second;
    QElapsedTimer clock;
    {
        const test::WhileItWaits other(scene.database(), "PgSleep", [&] {
            postgres::Connection connection = scene.database().connect();
            std::stop_source stop;
            second = run::Runner(connection, scene.scripts(), run::VersionTable())
                         .run(plan, {}, stop.get_token(), [&](const RunEvent &event) {
                             if (event.kind == Kind::Waiting) {
                                 clock.start();
                                 stop.request_stop();
                             }
                         });
            QVERIFY2(clock.elapsed() < 2'500, qPrintable(QString::number(clock.elapsed())));
        });
        scene.run(plan);
    }
    QCOMPARE(outcomeOf(second), run::toString(Outcome::Cancelled));
}

/// A waiter that waited inside the server would hold a snapshot, and both would hang (design of safe runs, fact 2).
void TestRunTrouble::leavesConcurrentIndexesOfTheHolderAlone()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t (n int);\nSELECT pg_sleep(1);\nCREATE INDEX CONCURRENTLY t_index ON t (n);",
                  false);
    const revision::Plan plan = scene.upgradePlan();
    RunReport first;
    RunReport second;
    {
        const test::WhileItWaits other(scene.database(), "PgSleep", [&] {
            postgres::Connection connection = scene.database().connect();
            second = run::Runner(connection, scene.scripts(), run::VersionTable()).run(plan, {}, {}, {});
        });
        first = scene.run(plan);
    }
    QVERIFY2(!first.error, errorOf(first).c_str());
    QCOMPARE(scene.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_index'::regclass"),
             std::string("t"));
    QCOMPARE(second.error->code, std::string("database-moved"));
}

/// The program is killed; its backend sees it and ends, and the lock with it, before another run can begin.
void TestRunTrouble::isFreeOnceTheHolderIsDead()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t_a (); SELECT pg_sleep(30);");
    scene.killAnUpgrade({}, "pg_sleep(30)");
    test::RevisionText quick{.id = "a", .up = "CREATE TABLE t_a ();", .down = ""};
    scene.addRevision(quick);
    QElapsedTimer clock;
    clock.start();
    const RunReport report = scene.upgrade();
    QVERIFY2(!report.error, errorOf(report).c_str());
    if (scene.connection().server().version >= 140000)
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(scene.rows(), Rows{"a"});
}

void TestRunTrouble::losesItsSession_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::addColumn<bool>("transactional");
    QTest::newRow("at once") << false << true;
    QTest::newRow("with progress") << true << true;
    QTest::newRow("outside a transaction") << false << false;
}

void TestRunTrouble::losesItsSession()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, transactional);
    test::RunScene scene("a");
    scene.addNext("b", "CREATE TABLE t_b ();\nSELECT pg_sleep(60);", transactional);
    RunOptions options;
    options.liveProgress = liveProgress;
    RunReport report;
    {
        const std::string pid = std::to_string(scene.connection().server().backendPid);
        const test::WhileItWaits killer(scene.database(), "PgSleep", [&scene, pid] {
            scene.database().execute("SELECT pg_terminate_backend(" + pid + ')');
        });
        report = scene.upgrade(options);
    }
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied)); // a is committed
    QCOMPARE(report.error->code, std::string("connection-lost"));
    QCOMPARE(report.versionRows, Rows{"a"}); // asked on a session of its own
    QVERIFY(!scene.connection().isOpen());
    const std::string expected =
        transactional ? "has rolled revision b back" : "1 statement of revision b had been done";
    QVERIFY2(report.error->message.find(expected) != std::string::npos, errorOf(report).c_str());
    QCOMPARE(report.failingRevision, std::string("b"));
    QCOMPARE(scene.database().hasRelation("t_b"), !transactional);
}

void TestRunTrouble::findsOutThatItHadCommitted_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::addColumn<bool>("isLast");
    QTest::newRow("in the middle") << false << false;
    QTest::newRow("in the middle, with progress") << true << false;
    QTest::newRow("at the end") << false << true;
}

/// The link breaks while the server works on; it commits all the same, and the report must not say otherwise.
void TestRunTrouble::findsOutThatItHadCommitted()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, isLast);
    test::RunScene scene(isLast ? "a -> b" : "a -> b -> c");
    test::LinkProxy link(scene.database().settings());
    auto connection = postgres::Connection::connect(link.settings());
    VERIFY_OK(connection);
    std::thread cutter;
    RunOptions options;
    options.liveProgress = liveProgress;
    const RunReport report = run::Runner(*connection, scene.scripts(), run::VersionTable())
                                 .run(scene.upgradePlan(), options, {}, [&](const RunEvent &event) {
                                     if (event.kind != Kind::StepStarted || event.revision != "b")
                                         return;
                                     link.mute();
                                     cutter = std::thread([&scene, &link] {
                                         while (scene.rows() != Rows{"b"})
                                             std::this_thread::sleep_for(5ms);
                                         link.cut();
                                     });
                                 });
    cutter.join();
    QCOMPARE(report.versionRows, Rows{"b"});
    QCOMPARE(report.committedSteps(), 2);
    QVERIFY(report.steps[1].succeeded);
    if (isLast) { // all that was asked is done
        QVERIFY2(!report.error, errorOf(report).c_str());
        QCOMPARE(outcomeOf(report), run::toString(Outcome::Done));
        return;
    }
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied));
    QCOMPARE(report.error->code, std::string("connection-lost"));
    QVERIFY2(report.error->message.find("By then revision b was committed") != std::string::npos,
             errorOf(report).c_str());
    QCOMPARE(scene.upgrade().versionRows, Rows{"c"});
}

void TestRunTrouble::losesTheServer()
{
    QTemporaryDir folder;
    sandbox::Options options;
    options.folder = std::filesystem::path(folder.path().toStdString()) / "server";
    options.databases = {"victim"};
    options.withTimescale = false;
    std::filesystem::permissions(folder.path().toStdString(),
                                 std::filesystem::perms::owner_all | std::filesystem::perms::group_exec
                                     | std::filesystem::perms::others_exec);
    auto server = sandbox::Sandbox::open(options);
    VERIFY_OK(server);
    auto settings = server->settingsFor("victim");
    VERIFY_OK(settings);
    auto connection = postgres::Connection::connect(*settings);
    VERIFY_OK(connection);

    test::ProjectFixture project("a");
    project.addRevision({.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b (); SELECT pg_sleep(60);", .down = ""});
    auto scripts = script::ScriptDirectory::load({project.revisionsFolder()});
    VERIFY_OK(scripts);
    auto plan = scripts->map().planUpgrade({}, "heads");
    VERIFY_OK(plan);
    const int postmaster = server->status().pid;
    QVERIFY(postmaster > 0);
    std::thread killer;
    QElapsedTimer clock;
    const RunReport report =
        run::Runner(*connection, *scripts, run::VersionTable()).run(*plan, {}, {}, [&](const RunEvent &event) {
            if (event.kind != Kind::StepStarted || event.revision != "b")
                return;
            killer = std::thread([postmaster, &clock] {
                std::this_thread::sleep_for(300ms); // the statement is under way
                clock.start();
                ::kill(postmaster, SIGQUIT); // immediate shutdown
            });
        });
    killer.join();
    QVERIFY2(clock.elapsed() < 8'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied)); // a was committed
    QCOMPARE(report.error->code, std::string("commit-unknown"));
    QVERIFY2(report.error->message.find("Whether revision b was committed is not known") != std::string::npos,
             errorOf(report).c_str());
    QCOMPARE(report.versionRows, Rows{"a"}); // the last that is known
    QVERIFY2(test::allTextOf(report, {}).find(settings->value("password")) == std::string::npos,
             errorOf(report).c_str());
}

QTEST_GUILESS_MAIN(TestRunTrouble)
#include "tst_runtrouble.moc"
