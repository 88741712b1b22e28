// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>

using namespace retort;
using run::Outcome;
using run::RunEvent;
using run::RunOptions;
using run::RunReport;
using test::errorOf;
using test::outcomeOf;
using Rows = std::vector<std::string>;
using Kind = RunEvent::Kind;

namespace {

/// Every way in which a transactional script is sent.
void addWays()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::addColumn<bool>("streamed");
    QTest::newRow("at once") << false << false;
    QTest::newRow("with progress") << true << false;
    QTest::newRow("streamed") << false << true;
}

/// Makes a script large enough to be streamed, without changing what it does or its first lines.
std::string padded(std::string script, bool streamed)
{
    if (streamed)
        script += "\n-- " + std::string(1'200'000, '-') + '\n';
    return script;
}

} // namespace

class TestRunner : public QObject
{
    Q_OBJECT

private slots:
    void givesTimeWhileTheServerWorks_data();
    void givesTimeWhileTheServerWorks();
    void upgradesAndDowngrades_data();
    void upgradesAndDowngrades();
    void mergesAndUnmerges();
    void followsAlembicsTable();
    void doesNothingWhenThereIsNothingToDo();
    void rollsBackAFailingRevision_data() { addWays(); }
    void rollsBackAFailingRevision();
    void namesTheFailingStatement_data();
    void namesTheFailingStatement();
    void leavesNothingWhenTheFirstRevisionFails();
    void failsWhereTheCommitFails();
    void runsStatementsOutsideTransactions();
    void stopsHalfWayOutsideTransactions();
    void copiesInlineData_data();
    void copiesInlineData();
    void placesErrorsInCopiedData();
    void streamsALargeScript();
    void tellsEachStatement();
    void tellsNotices_data() { addWays(); }
    void tellsNotices();
    void keepsSessionStateApart_data();
    void keepsSessionStateApart();
    void leavesTheSessionAsItWas();
    void findsItsTableInAnySearchPath();
    void setsLimits();
    void rehearses_data();
    void rehearses();
    void refusesToRehearseWhatCantBeRolledBack();
    void findsDeferredTroubleInARehearsal();
    void refusesWhenTheDatabaseHasMoved();
    void noticesAMoveInTheMiddle();
    void refusesAReadOnlySession();
    void refusesIdsThatAreTooLong();
    void refusesBadScriptsBeforeAnythingRuns();
    void stamps();
    void keepsSecrets_data() { addWays(); }
    void keepsSecrets();
};

void TestRunner::upgradesAndDowngrades_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::newRow("at once") << false;
    QTest::newRow("with progress") << true;
}

void TestRunner::upgradesAndDowngrades()
{
    QFETCH(bool, liveProgress);
    test::RunScene scene("a -> b -> c");
    RunOptions options;
    options.liveProgress = liveProgress;
    RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Done));
    QCOMPARE(report.exitStatus(), ExitStatus::Ok);
    QCOMPARE(report.versionRows, Rows{"c"});
    QCOMPARE(scene.rows(), Rows{"c"});
    QCOMPARE(report.committedSteps(), 3);
    QCOMPARE(report.steps[1].revision, std::string("b"));
    QCOMPARE(report.steps[1].statementsDone, 1);
    QVERIFY(scene.database().hasRelation("t_a") && scene.database().hasRelation("t_c"));

    report = scene.downgrade("a");
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Done));
    QCOMPARE(report.versionRows, Rows{"a"});
    QVERIFY(scene.database().hasRelation("t_a") && !scene.database().hasRelation("t_b"));

    report = scene.downgrade();
    QCOMPARE(report.versionRows, Rows{});
    QCOMPARE(scene.database().value("SELECT string_agg(relname, ' ') FROM pg_class WHERE relnamespace ="
                                    " 'public'::regnamespace AND relkind = 'r'"),
             std::string("alembic_version"));
    QVERIFY(!scene.connection().isInTransaction());
}

void TestRunner::mergesAndUnmerges()
{
    test::RunScene scene("a -> b1, a -> b2, b1 + b2 -> m");
    QCOMPARE(scene.upgrade().versionRows, Rows{"m"});
    RunReport report = scene.run(scene.downgradePlan("b1"));
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.rows(), (Rows{"b1", "b2"}));
    QCOMPARE(scene.upgrade().versionRows, Rows{"m"});
    QCOMPARE(scene.downgrade().versionRows, Rows{});
}

void TestRunner::followsAlembicsTable()
{
    test::RunScene scene("a -> b");
    // As Alembic leaves it.
    scene.database().execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
                             " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));"
                             "INSERT INTO alembic_version VALUES ('a'); CREATE TABLE t_a (i int)");
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Done));
    QCOMPARE(report.steps.size(), std::size_t{1});
    QCOMPARE(scene.rows(), Rows{"b"});
}

void TestRunner::doesNothingWhenThereIsNothingToDo()
{
    test::RunScene scene("a");
    scene.upgrade();
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::NothingToDo));
    QCOMPARE(report.exitStatus(), ExitStatus::Ok);
    QCOMPARE(report.versionRows, Rows{"a"});
    QVERIFY(report.steps.empty());
    QCOMPARE(scene.events().size(), std::size_t{2}); // started, finished
}

void TestRunner::rollsBackAFailingRevision()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, streamed);
    test::RunScene scene("a");
    scene.addRevision({.id = "b",
                       .revises = {"a"},
                       .up = padded("CREATE TABLE one ();\n"
                                    "CREATE TABLE two ();\n"
                                    "SELECT 'zażółć' AS x, nope;\n"
                                    "CREATE TABLE four ();\n"
                                    "CREATE TABLE five ();",
                                    streamed),
                       .down = ""});
    RunOptions options;
    options.liveProgress = liveProgress;
    RunReport report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied)); // a is committed
    QCOMPARE(report.exitStatus(), ExitStatus::Partial);
    QCOMPARE(report.versionRows, Rows{"a"});
    QCOMPARE(scene.rows(), Rows{"a"});
    QVERIFY(!scene.database().hasRelation("one"));
    QCOMPARE(report.steps.size(), std::size_t{2});
    QVERIFY(report.steps[0].succeeded && !report.steps[1].succeeded);
    QCOMPARE(report.steps[1].statementsDone, 2);
    QCOMPARE(report.failingRevision, std::string("b"));
    QCOMPARE(report.failingStatement, std::string("SELECT 'zażółć' AS x, nope"));
    const Error &error = *report.error;
    QCOMPARE(error.code, std::string("sql-error"));
    QCOMPARE(error.place.toString(), scene.fileOf("b") + ":10:1");
    QCOMPARE(error.sql->sqlstate, std::string("42703"));
    QCOMPARE(error.sql->statement, report.failingStatement);
    QCOMPARE(error.sql->position, 23); // of "nope" in the statement

    // The session is as good as new, and what failed alone is status 1.
    report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.exitStatus(), ExitStatus::Failed);
    QCOMPARE(scene.eventsOf(Kind::StepFailed).size(), std::size_t{1});
    QCOMPARE(scene.eventsOf(Kind::StepFailed).front().error.code, std::string("sql-error"));
    QCOMPARE(scene.eventsOf(Kind::RunFinished).front().text, std::string("failed"));
}

void TestRunner::namesTheFailingStatement_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::addColumn<bool>("streamed");
    QTest::addColumn<std::string>("script");
    QTest::addColumn<std::string>("statement");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("position");
    const std::vector<std::pair<const char *, std::pair<bool, bool>>> ways{
        {"at once", {false, false}}, {"with progress", {true, false}}, {"streamed", {false, true}}};
    for (const auto &[way, flags] : ways) {
        const auto row = [&](const char *name, const char *script, const char *statement, int line, int position) {
            QTest::addRow("%s, %s", way, name)
                << flags.first << flags.second << std::string(script) << std::string(statement) << line << position;
        };
        row("syntax error", "SELECT 1;\nCREATE TABEL x ();\nSELECT 2;", "CREATE TABEL x ()", 2, 8);
        row("first", "SELECT nope;\nSELECT 2;", "SELECT nope", 1, 8);
        row("last, without semicolon", "SELECT 1;\nSELECT 2;\n\nSELECT\n  nope", "SELECT\n  nope", 4, 10);
        row("without a position", "SELECT 1; SELECT 1/0; SELECT 2;", "SELECT 1/0", 1, 0);
        row("in a function", "SELECT 1;\nDO $$BEGIN PERFORM nope; END$$;", "DO $$BEGIN PERFORM nope; END$$", 2, 0);
        row("after a comment", "-- one; two\n/* three; */ SELECT 1;\n-- four\nSELECT nope;", "SELECT nope", 4, 8);
        row("after a password", "ALTER ROLE CURRENT_USER PASSWORD NULL;\nSELECT 'PASSWORD ''canarycanary''', nope;",
            "SELECT 'PASSWORD ''***''', nope", 2, 28);
    }
}

void TestRunner::namesTheFailingStatement()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, streamed);
    QFETCH(std::string, script);
    QFETCH(std::string, statement);
    QFETCH(int, line);
    QFETCH(int, position);
    test::RunScene scene;
    scene.addNext("a", padded(script, streamed));
    RunOptions options;
    options.liveProgress = liveProgress;
    const RunReport report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.failingStatement, statement);
    QCOMPARE(report.error->place.line, line + 7); // below the header
    QVERIFY2(report.error->sql.has_value(), errorOf(report).c_str());
    QCOMPARE(report.error->sql->position, position);
    QCOMPARE(report.error->sql->statement, statement);
}

void TestRunner::leavesNothingWhenTheFirstRevisionFails()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t (); SELECT nope;");
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QVERIFY(!scene.database().hasRelation("alembic_version"));
    QVERIFY(!scene.database().hasRelation("t"));
}

void TestRunner::failsWhereTheCommitFails()
{
    test::RunScene scene;
    scene.addNext("a",
                  "CREATE TABLE t (n int PRIMARY KEY, m int REFERENCES t DEFERRABLE INITIALLY DEFERRED);"
                  "INSERT INTO t VALUES (1, 2);");
    for (const bool live : {false, true}) {
        RunOptions options;
        options.liveProgress = live;
        const RunReport report = scene.upgrade(options);
        QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
        QCOMPARE(report.error->sql->sqlstate, std::string("23503"));
        QCOMPARE(report.failingStatement, std::string("COMMIT"));
        QCOMPARE(report.steps.front().statementsDone, 2);
        QVERIFY(!scene.database().hasRelation("t"));
        QVERIFY(scene.rows().empty());
    }
}

void TestRunner::runsStatementsOutsideTransactions()
{
    test::RunScene scene("a");
    scene.addRevision({.id = "b",
                       .revises = {"a"},
                       .up = "SET lock_timeout = '1s';\nCREATE INDEX CONCURRENTLY b_index ON t_a (i);\nVACUUM t_a;",
                       .down = "DROP INDEX CONCURRENTLY b_index;",
                       .upTransactional = false,
                       .downTransactional = false});
    RunReport report = scene.upgrade();
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(report.steps[1].statementsDone, 3);
    QCOMPARE(scene.rows(), Rows{"b"});
    QCOMPARE(scene.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'b_index'::regclass"),
             std::string("t"));
    QCOMPARE(scene.eventsOf(Kind::StatementStarted).size(), std::size_t{3});
    QCOMPARE(scene.eventsOf(Kind::StatementFinished)[1].statement, 2);
    QCOMPARE(scene.eventsOf(Kind::StatementFinished)[1].statementCount, 3);
    report = scene.downgrade("a");
    QVERIFY2(!report.error, errorOf(report).c_str());
    QVERIFY(!scene.database().hasRelation("b_index"));

    // Also as the very first, when the version table is missing still.
    test::RunScene first;
    first.addNext("a", "CREATE TABLE t (n int); CREATE INDEX CONCURRENTLY ON t (n);", false);
    QCOMPARE(outcomeOf(first.upgrade()), run::toString(Outcome::Done));
    QCOMPARE(first.rows(), Rows{"a"});
}

void TestRunner::stopsHalfWayOutsideTransactions()
{
    test::RunScene scene("a");
    scene.addRevision({.id = "b",
                       .revises = {"a"},
                       .up = "CREATE TABLE one ();\nSELECT nope;\nCREATE TABLE three ();",
                       .down = "",
                       .upTransactional = false});
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied));
    QCOMPARE(report.exitStatus(), ExitStatus::Partial);
    QCOMPARE(report.versionRows, Rows{"a"});
    QCOMPARE(scene.rows(), Rows{"a"});
    QCOMPARE(report.steps.back().statementsDone, 1);
    QCOMPARE(report.error->place.line, 9);
    QVERIFY2(report.error->hint.find("1 statement of revision b is done and stay") != std::string::npos,
             report.error->hint.c_str());
    QVERIFY2(report.error->hint.find("statement 2 failed") != std::string::npos, report.error->hint.c_str());
    QVERIFY(scene.database().hasRelation("one") && !scene.database().hasRelation("three"));

    // Alone in its run it is partly applied all the same; failing at once it leaves nothing.
    test::RunScene alone;
    alone.addNext("a", "CREATE TABLE one (); SELECT nope;", false);
    QCOMPARE(alone.upgrade().exitStatus(), ExitStatus::Partial);
    test::RunScene atOnce;
    atOnce.addNext("a", "SELECT nope; CREATE TABLE one ();", false);
    QCOMPARE(atOnce.upgrade().exitStatus(), ExitStatus::Failed);
}

void TestRunner::copiesInlineData_data()
{
    QTest::addColumn<bool>("transactional");
    QTest::addColumn<int>("rows");
    QTest::newRow("a few rows") << true << 3;
    QTest::newRow("outside a transaction") << false << 3;
    QTest::newRow("none") << true << 0;
    QTest::newRow("several pieces") << true << 100'000;
}

void TestRunner::copiesInlineData()
{
    QFETCH(bool, transactional);
    QFETCH(int, rows);
    test::RunScene scene;
    std::string script = "CREATE TABLE t (n int, words text);\nSELECT 1;\nCOPY t (n, words) FROM stdin;\n";
    for (int i = 0; i < rows; ++i)
        script += std::to_string(i) + "\tzażółć; COMMIT; \\\\N and a tab\\t here\n";
    script += "\\.\nCREATE INDEX ON t (n);\n";
    scene.addNext("a", script, transactional);
    const RunReport report = scene.upgrade();
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(report.steps.front().statementsDone, 4);
    QCOMPARE(scene.database().value("SELECT count(*) FROM t"), std::to_string(rows));
    if (rows > 0) {
        QCOMPARE(scene.database().value("SELECT words FROM t LIMIT 1"),
                 std::string("zażółć; COMMIT; \\N and a tab\t here"));
    }
    const auto finished = scene.eventsOf(Kind::StatementFinished);
    const auto copy = std::find_if(finished.begin(), finished.end(),
                                   [](const RunEvent &event) { return event.text.starts_with("COPY"); });
    QVERIFY(copy != finished.end());
    QCOMPARE(copy->rows, rows);
    QCOMPARE(copy->statement, 3);
}

void TestRunner::placesErrorsInCopiedData()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t (n int);\nCOPY t\n  FROM stdin;\n1\n2\nthree\n4\n\\.\nSELECT 1;");
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->sql->sqlstate, std::string("22P02"));
    QCOMPARE(report.error->code, std::string("sql-error"));
    QCOMPARE(report.error->place.toString(), scene.fileOf("a") + ":13"); // the line with "three"
    QCOMPARE(report.failingStatement, std::string("COPY t\n  FROM stdin"));
    QVERIFY(!scene.database().hasRelation("t"));
    QVERIFY(scene.rows().empty());
}

void TestRunner::streamsALargeScript()
{
    test::RunScene scene;
    std::string script = "CREATE TABLE t (n int, words text);\n";
    int rows = 0;
    for (; script.size() < 4'000'000; ++rows)
        script += "INSERT INTO t VALUES (" + std::to_string(rows) + ", 'some words that take room in the script');\n";
    scene.addNext("a", script);
    scene.addNext("b", script + "SELECT nope;\n"); // fails far behind, and the relation is there already
    RunReport report = scene.run(scene.upgradePlan("a"));
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(report.steps.front().statementsDone, rows + 1);
    QCOMPARE(scene.database().value("SELECT count(*) FROM t"), std::to_string(rows));
    const auto batches = scene.eventsOf(Kind::StatementFinished);
    QVERIFY(batches.size() >= 4 && batches.size() < 10);
    QCOMPARE(batches.back().statement, rows + 1);

    scene.database().execute("DROP TABLE t");
    report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->place.line, rows + 1 + 8);
    QCOMPARE(report.failingStatement, std::string("SELECT nope"));
    QCOMPARE(report.error->sql->position, 8);
    QCOMPARE(report.steps.front().statementsDone, rows + 1);
    QVERIFY(!scene.database().hasRelation("t"));
}

void TestRunner::tellsEachStatement()
{
    test::RunScene scene("a");
    scene.addNext("b", "CREATE TABLE t (n int);\nINSERT INTO t VALUES (1), (2);\nSELECT pg_sleep(0.2);");
    RunOptions options;
    options.liveProgress = true;
    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.events().front().kind, Kind::RunStarted);
    QCOMPARE(scene.events().back().kind, Kind::RunFinished);
    QCOMPARE(scene.eventsOf(Kind::StepStarted).size(), std::size_t{2});
    const auto started = scene.eventsOf(Kind::StatementStarted);
    const auto finished = scene.eventsOf(Kind::StatementFinished);
    QCOMPARE(started.size(), std::size_t{4});
    QCOMPARE(finished.size(), std::size_t{4});
    const auto find = [&](const std::vector<RunEvent> &events, const char *text) {
        return *std::find_if(events.begin(), events.end(),
                             [text](const RunEvent &event) { return event.text == text; });
    };
    const RunEvent insert = find(finished, "INSERT INTO t VALUES (1), (2)");
    QCOMPARE(insert.statement, 2);
    QCOMPARE(insert.statementCount, 3);
    QCOMPARE(insert.stepCount, 2);
    QCOMPARE(insert.revision, std::string("b"));
    QCOMPARE(insert.rows, 2);
    QCOMPARE(insert.place.line, 9);
    QCOMPARE(find(finished, "CREATE TABLE t (n int)").rows, -1);
    QVERIFY(find(finished, "SELECT pg_sleep(0.2)").duration.count() >= 190);
    // It was told while it ran, not at the end.
    const RunEvent sleep = find(started, "SELECT pg_sleep(0.2)");
    QVERIFY(scene.events().back().time - sleep.time >= std::chrono::milliseconds(190));
}

void TestRunner::tellsNotices()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, streamed);
    test::RunScene scene("a");
    scene.addNext("b",
                  padded("SELECT 1;\nDROP TABLE IF EXISTS nothing;\nSELECT 2;\n"
                         "DO $$BEGIN RAISE WARNING 'careful'; END$$;",
                         streamed));
    RunOptions options;
    options.liveProgress = liveProgress;
    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    const auto notices = scene.eventsOf(Kind::Notice);
    QCOMPARE(notices.size(), std::size_t{2});
    QCOMPARE(notices[0].revision, std::string("b"));
    QCOMPARE(notices[0].statement, liveProgress ? 2 : 0); // unknown where all is sent as one
    QCOMPARE(notices[0].notice.severity, std::string("NOTICE"));
    QCOMPARE(notices[1].text, std::string("careful"));
    QCOMPARE(notices[1].statement, liveProgress ? 4 : 0);
    QCOMPARE(notices[1].notice.severity, std::string("WARNING"));
}

void TestRunner::keepsSessionStateApart_data()
{
    QTest::addColumn<std::string>("leaves"); // what the first revision sets
    QTest::addColumn<std::string>("finds");  // what the second asks, and must find true
    const auto row = [](const char *name, const char *leaves, const char *finds) {
        QTest::newRow(name) << std::string(leaves) << std::string(finds);
    };
    row("search_path", "CREATE SCHEMA other; SET search_path TO other", "current_schema() = 'public'");
    row("timeout", "SET statement_timeout = '100ms'", "current_setting('statement_timeout') = '0'");
    row("lock_timeout", "SET lock_timeout = '10min'", "current_setting('lock_timeout') = '3s'");
    row("role", "SET ROLE pg_monitor", "current_user = session_user");
    row("temporary table", "CREATE TEMPORARY TABLE secrets (n int)", "to_regclass('secrets') IS NULL");
    row("prepared statement", "PREPARE p AS SELECT 1", "NOT EXISTS (SELECT FROM pg_prepared_statements)");
    row("cursor", "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "NOT EXISTS (SELECT FROM pg_cursors WHERE is_holdable)");
    row("sequence", "CREATE SEQUENCE s; SELECT nextval('s')", "NOT retort_test_has_lastval()");
    row("listening", "LISTEN somewhere", "NOT EXISTS (SELECT FROM pg_listening_channels())");
    row("advisory lock", "SELECT pg_advisory_lock(4711)",
        "NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711)");
    row("read only", "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        "current_setting('transaction_read_only') = 'off'");
    row("isolation", "SET default_transaction_isolation = 'serializable'",
        "current_setting('transaction_isolation') = 'read committed'");
    row("custom setting", "SET retort.test = 'x'", "coalesce(current_setting('retort.test', true), '') = ''");
}

void TestRunner::keepsSessionStateApart()
{
    QFETCH(std::string, leaves);
    QFETCH(std::string, finds);
    // Live progress or not is all the same outside transactions.
    for (const auto &[live, transactional] : {std::pair(false, true), std::pair(true, true), std::pair(false, false)}) {
        test::RunScene scene;
        if (finds.find("has_lastval") != std::string::npos) {
            scene.database().execute("CREATE FUNCTION retort_test_has_lastval() RETURNS bool LANGUAGE plpgsql AS"
                                     " $$BEGIN PERFORM lastval(); RETURN true;"
                                     " EXCEPTION WHEN object_not_in_prerequisite_state THEN RETURN false; END$$");
        }
        if (leaves.find("pg_monitor") != std::string::npos) {
            test::ScratchDatabase &database = scene.database();
            auto superuser = postgres::Connection::connect(database.superuserSettings());
            VERIFY_OK(superuser);
            VERIFY_OK(superuser->execute("GRANT pg_monitor TO " + text::quoteIdentifier(database.settings().user())));
        }
        scene.addNext("a", leaves + ';', transactional);
        scene.addNext("b", "DO $$BEGIN ASSERT " + finds + ", 'it leaked'; END$$;");
        RunOptions options;
        options.liveProgress = live;
        const RunReport report = scene.upgrade(options);
        QVERIFY2(!report.error, errorOf(report).c_str());
        QCOMPARE(scene.rows(), Rows{"b"});
    }
}

void TestRunner::leavesTheSessionAsItWas()
{
    test::RunScene scene;
    scene.addNext("a",
                  "SET search_path TO nowhere; SET ROLE NONE; CREATE TEMPORARY TABLE x ();"
                  "SELECT pg_advisory_lock(1);");
    scene.addNext("b", "SELECT nope;");
    const std::string question =
        "SELECT current_setting('search_path') || '|' || current_setting('lock_timeout') || '|'"
        " || current_setting('application_name') || '|' || current_setting('client_connection_check_interval') || '|'"
        " || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())";
    const std::string before = scene.connection().query(question)->text(0, 0);
    QCOMPARE(outcomeOf(scene.run(scene.upgradePlan("a"))), run::toString(Outcome::Done));
    QCOMPARE(scene.connection().query(question)->text(0, 0), before);
    QCOMPARE(outcomeOf(scene.upgrade()), run::toString(Outcome::Failed));
    QCOMPARE(scene.connection().query(question)->text(0, 0), before);
}

void TestRunner::findsItsTableInAnySearchPath()
{
    for (const bool live : {false, true}) {
        test::RunScene scene;
        scene.addNext("a",
                      "CREATE SCHEMA app; CREATE TABLE app.alembic_version (x int);"
                      "SET search_path TO app; CREATE TABLE here (n int); SET ROLE NONE;");
        scene.addNext("b", "CREATE TABLE there (n int);");
        RunOptions options;
        options.liveProgress = live;
        const RunReport report = scene.upgrade(options);
        QVERIFY2(!report.error, errorOf(report).c_str());
        QCOMPARE(scene.database().value("SELECT version_num FROM public.alembic_version"), std::string("b"));
        QVERIFY(scene.database().hasRelation("app.here") && scene.database().hasRelation("public.there"));
    }
    // The schema is where the search_path leads when the run begins.
    test::RunScene elsewhere("a");
    elsewhere.database().execute("CREATE SCHEMA other; ALTER ROLE CURRENT_USER IN DATABASE "
                                 + elsewhere.database().name() + " SET search_path TO other");
    elsewhere.reconnect();
    QCOMPARE(outcomeOf(elsewhere.upgrade()), run::toString(Outcome::Done));
    QVERIFY(elsewhere.database().hasRelation("other.alembic_version"));
}

void TestRunner::setsLimits()
{
    test::RunScene scene;
    scene.addNext("a",
                  "CREATE TABLE seen AS SELECT current_setting('lock_timeout') AS l,"
                  " current_setting('statement_timeout') AS s, current_setting('application_name') AS n,"
                  " current_setting('client_connection_check_interval') AS c;");
    scene.addNext("b",
                  "INSERT INTO seen SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),"
                  " current_setting('application_name'), current_setting('client_connection_check_interval');");
    scene.addNext("c", "SELECT pg_sleep(10);");
    RunOptions options;
    options.lockTimeout = std::chrono::milliseconds(1'500);
    options.statementTimeout = std::chrono::milliseconds(400);
    RunReport report = scene.upgrade(options);
    QCOMPARE(report.exitStatus(), ExitStatus::Partial);
    QCOMPARE(report.error->sql->sqlstate, std::string("57014"));
    QCOMPARE(report.error->code, std::string("sql-error")); // nobody cancelled it
    QCOMPARE(scene.database().value("SELECT string_agg(concat_ws(' ', l, s, n, c), '; ') FROM seen"),
             std::string("1500ms 400ms retort upgrade 1/3 a 500ms; 1500ms 400ms retort upgrade 2/3 b 500ms"));

    test::RunScene waiting("a");
    waiting.upgrade();
    waiting.addNext("b", "ALTER TABLE t_a ADD COLUMN j int;");
    postgres::Connection reader = waiting.database().connect();
    VERIFY_OK(reader.execute("BEGIN; SELECT * FROM t_a"));
    options.lockTimeout = std::chrono::milliseconds(100);
    report = waiting.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.exitStatus(), ExitStatus::Locked);
    QVERIFY(report.error->isRetryable());
}

void TestRunner::rehearses_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::newRow("at once") << false;
    QTest::newRow("with progress") << true;
}

void TestRunner::rehearses()
{
    QFETCH(bool, liveProgress);
    test::RunScene scene("a -> b -> c");
    RunOptions options;
    options.dryRun = true;
    options.liveProgress = liveProgress;
    RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(outcomeOf(report), run::toString(Outcome::DryRun));
    QCOMPARE(report.exitStatus(), ExitStatus::Ok);
    QCOMPARE(report.steps.size(), std::size_t{3});
    QVERIFY(report.steps[2].succeeded);
    QCOMPARE(report.committedSteps(), 0);
    QCOMPARE(report.versionRows, Rows{});
    QVERIFY(!scene.database().hasRelation("t_a"));
    QVERIFY(!scene.database().hasRelation("alembic_version"));
    QVERIFY(!scene.connection().isInTransaction());

    scene.addRevision({.id = "d", .revises = {"c"}, .up = "SELECT nope;", .down = ""});
    report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed)); // nothing is left, though three steps went well
    QCOMPARE(report.exitStatus(), ExitStatus::Failed);
    QVERIFY(!scene.database().hasRelation("t_a"));
    QVERIFY(!scene.connection().isInTransaction());
}

void TestRunner::refusesToRehearseWhatCantBeRolledBack()
{
    test::RunScene scene("a");
    scene.addNext("b", "CREATE INDEX CONCURRENTLY ON t_a (i);", false);
    RunOptions options;
    options.dryRun = true;
    const RunReport report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->code, std::string("dry-run-not-transactional"));
    QCOMPARE(report.error->place.file, scene.fileOf("b"));
    QVERIFY(report.steps.empty());
}

void TestRunner::findsDeferredTroubleInARehearsal()
{
    test::RunScene scene;
    scene.addNext("a",
                  "CREATE TABLE t (n int PRIMARY KEY, m int REFERENCES t DEFERRABLE INITIALLY DEFERRED);"
                  "INSERT INTO t VALUES (1, 2);");
    RunOptions options;
    options.dryRun = true;
    const RunReport report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->sql->sqlstate, std::string("23503"));
}

void TestRunner::refusesWhenTheDatabaseHasMoved()
{
    test::RunScene scene("a -> b");
    const revision::Plan plan = scene.upgradePlan();
    scene.run(scene.upgradePlan("a"));
    const RunReport report = scene.run(plan);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->code, std::string("database-moved"));
    QCOMPARE(report.exitStatus(), ExitStatus::Disagreement);
    QVERIFY2(report.error->message.find("the database is at a by now") != std::string::npos,
             report.error->message.c_str());
    QCOMPARE(report.versionRows, Rows{"a"});
    QVERIFY(report.steps.empty());
    QVERIFY(!scene.database().hasRelation("t_b"));
}

/// Another tool that knows no lock of ours changes the rows while we run.
void TestRunner::noticesAMoveInTheMiddle()
{
    for (const bool live : {false, true}) {
        test::RunScene scene("a");
        scene.upgrade();
        scene.addRevision(
            {.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b (); SELECT pg_sleep(1);", .down = ""});
        RunOptions options;
        options.liveProgress = live;
        RunReport report;
        {
            const test::WhileItWaits other(scene.database(), "PgSleep", [&scene] {
                scene.database().execute("UPDATE alembic_version SET version_num = 'x'");
            });
            report = scene.upgrade(options);
        }
        QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
        QCOMPARE(report.error->code, std::string("database-moved"));
        QCOMPARE(report.exitStatus(), ExitStatus::Disagreement);
        QCOMPARE(report.versionRows, Rows{"x"});
        QVERIFY(!scene.database().hasRelation("t_b"));
    }
}

void TestRunner::refusesAReadOnlySession()
{
    test::RunScene scene("a");
    scene.database().execute("ALTER DATABASE " + scene.database().name() + " SET default_transaction_read_only = on");
    scene.reconnect();
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->code, std::string("read-only-server"));
    QCOMPARE(report.exitStatus(), ExitStatus::Failed);
    QVERIFY(report.steps.empty());
    QVERIFY(!report.error->hint.empty());
}

void TestRunner::refusesIdsThatAreTooLong()
{
    const std::string id(33, 'x');
    test::RunScene scene("a");
    scene.upgrade();
    scene.addRevision({.id = id, .revises = {"a"}, .up = "CREATE TABLE t ();", .down = ""});
    RunReport report = scene.upgrade();
    QCOMPARE(report.error->code, std::string("revision-id-too-long"));
    QCOMPARE(report.exitStatus(), ExitStatus::Usage);
    QVERIFY(report.steps.empty());
    QVERIFY(!scene.database().hasRelation("t"));

    // Alembic's users widen the column themselves, and so they may here.
    scene.database().execute("ALTER TABLE alembic_version ALTER COLUMN version_num TYPE varchar(255)");
    report = scene.upgrade();
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.rows(), Rows{id});

    test::RunScene fresh;
    fresh.addRevision({.id = id, .up = "CREATE TABLE t ();", .down = ""});
    QCOMPARE(fresh.upgrade().error->code, std::string("revision-id-too-long"));
}

void TestRunner::refusesBadScriptsBeforeAnythingRuns()
{
    test::RunScene scene("a");
    scene.addRevision({.id = "b", .revises = {"a"}, .up = "CREATE TABLE t ();\nCOMMIT;", .down = ""});
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.error->code, std::string("transaction-control"));
    QCOMPARE(report.exitStatus(), ExitStatus::Usage);
    QVERIFY(report.steps.empty());
    QVERIFY(!scene.database().hasRelation("t_a")); // not even what comes before it
    QVERIFY(!scene.database().hasRelation("alembic_version"));
}

void TestRunner::stamps()
{
    test::RunScene scene("a -> b1, a -> b2");
    const auto stamp = [&scene](const std::vector<std::string> &targets, bool purge = false) {
        auto plan = scene.scripts().map().planStamp(scene.rows(), targets, purge);
        if (!plan)
            qFatal("no plan: %s", test::describe(plan).c_str());
        return run::Runner(scene.connection(), scene.scripts(), run::VersionTable()).stamp(*plan, {}, {});
    };
    RunReport report = stamp({"b1", "b2"});
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Done));
    QCOMPARE(report.versionRows, (Rows{"b1", "b2"}));
    QCOMPARE(scene.rows(), (Rows{"b1", "b2"}));
    QVERIFY(!scene.database().hasRelation("t_a"));
    QCOMPARE(outcomeOf(stamp({"b1", "b2"})), run::toString(Outcome::NothingToDo));

    scene.database().execute("INSERT INTO alembic_version VALUES ('unknown')");
    report = stamp({"a"}, true);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.rows(), Rows{"a"});
    QCOMPARE(stamp({"base"}).versionRows, Rows{});
}

void TestRunner::keepsSecrets()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, streamed);
    test::RunScene scene;
    const std::string own = scene.database().settings().value("password");
    scene.addNext("a",
                  padded("SELECT 'PASSWORD ''canary-one''';\n"
                         "DO $$BEGIN RAISE NOTICE 'PASSWORD ''canary-two'''; END$$;\n"
                         "DO $$BEGIN RAISE NOTICE '%', '"
                             + own
                             + "'; END$$;\n"
                               "ALTER ROLE nobody_at_all LOGIN PASSWORD 'canary-three';",
                         streamed));
    RunOptions options;
    options.liveProgress = liveProgress;
    const RunReport report = scene.upgrade(options);
    QCOMPARE(outcomeOf(report), run::toString(Outcome::Failed));
    QCOMPARE(report.failingStatement, std::string("ALTER ROLE nobody_at_all LOGIN PASSWORD '***'"));
    const std::string all = test::allTextOf(report, scene.events());
    QVERIFY(all.find("nobody_at_all") != std::string::npos);
    for (const std::string &secret : {own, std::string("canary")})
        QVERIFY2(all.find(secret) == std::string::npos, all.c_str());
}

void TestRunner::givesTimeWhileTheServerWorks_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::addColumn<bool>("transactional");
    QTest::addColumn<bool>("streamed");
    QTest::newRow("one round trip") << false << true << false;
    QTest::newRow("with progress") << true << true << false;
    QTest::newRow("streamed") << false << true << true;
    QTest::newRow("outside a transaction") << false << false << false;
}

/// Once for each step, after it was told to have begun and before anything of its script is told.
void TestRunner::givesTimeWhileTheServerWorks()
{
    QFETCH(bool, liveProgress);
    QFETCH(bool, transactional);
    QFETCH(bool, streamed);
    const std::string padding = streamed ? "/*" + std::string(3U << 20U, 'x') + "*/" : "";
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t_a (); " + padding, transactional);
    scene.addNext("b", "CREATE TABLE t_b (); " + padding, transactional);
    std::vector<RunEvent> told;
    scene.onEvent = [&told](const RunEvent &event) { told.push_back(event); };
    std::vector<std::string> during;
    RunOptions options;
    options.liveProgress = liveProgress;
    options.meanwhile = [&] {
        const bool isBegun = !told.empty() && told.back().kind == Kind::StepStarted;
        during.push_back(isBegun ? told.back().revision : std::string("too late"));
    };
    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(during, (std::vector<std::string>{"a", "b"}));
}

QTEST_GUILESS_MAIN(TestRunner)
#include "tst_runner.moc"
