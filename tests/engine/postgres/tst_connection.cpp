// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connection.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <thread>

using namespace retort;
using namespace std::chrono_literals;
using postgres::Connection;
using postgres::Parameter;
using postgres::QueryResult;

namespace {

/// Runs `action` on another thread once the session has begun `statement` on the server.
class OnceItRuns
{
public:
    OnceItRuns(const test::ScratchDatabase &database, int pid, const std::string &statement,
               std::function<void()> action)
        : m_watcher(database.connect())
        , m_thread([this, pid, statement, action = std::move(action)] {
            const std::vector<Parameter> parameters{std::to_string(pid), statement};
            while (true) {
                auto found = m_watcher.query("SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND state = 'active'"
                                             " AND position($2 in query) > 0",
                                             parameters);
                if (!found || found->rowCount() > 0)
                    break;
                std::this_thread::sleep_for(5ms);
            }
            action();
        })
    {
    }
    ~OnceItRuns() { m_thread.join(); }

private:
    Connection m_watcher;
    std::thread m_thread;
};

} // namespace

class TestConnection : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_database.emplace(); }
    void cleanup() { m_database->execute("DROP SCHEMA IF EXISTS s CASCADE; DROP TABLE IF EXISTS t, a, b"); }
    void cleanupTestCase() { m_database.reset(); }

    void passesParameters();
    void returnsAllResultsOfAScript();
    void tellsTheServersError();
    void countsThePositionInTheScript();
    void keepsPasswordsOutOfErrorsAndNotices();
    void refusesNulBytes();
    void pipelinesQueries();
    void stopsAPipelineAtTheFirstError();
    void showsPipelinedResultsAsTheyCome();
    void pipelinesMoreThanTheWindow();
    void survivesAFailureInAPipeline_data();
    void survivesAFailureInAPipeline();
    void hearsNotices();
    void copiesData();
    void refusesCopyWithoutData();
    void dropsWhatIsCopiedOut();
    void readsAndWritesTogether();
    void cancelsOnStop_data();
    void cancelsOnStop();
    void sendsNothingAfterAStop();
    void cancelsByHandle();
    void cancelsACopy();
    void noticesALostServer();
    void noticesAFrozenServer();

private:
    std::optional<test::ScratchDatabase> m_database;
};

void TestConnection::passesParameters()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::vector<Parameter> parameters{"7", std::nullopt, "zażółć 'gęślą'"};
    auto result =
        connection.query("SELECT $1::int + 1 AS n, $2::text AS nothing, $3 AS words, true, 1.5::float8", parameters);
    VERIFY_OK(result);
    QCOMPARE(result->rowCount(), 1);
    QCOMPARE(result->columnCount(), 5);
    QCOMPARE(result->columnName(0), std::string_view("n"));
    QCOMPARE(result->columnNumber("words"), 2);
    QCOMPARE(result->columnNumber("absent"), -1);
    QCOMPARE(result->integer(0, 0), 8);
    QVERIFY(result->isNull(0, 1));
    QCOMPARE(result->integer(0, 1), 0);
    QVERIFY(!result->optionalText(0, 1));
    QCOMPARE(result->text(0, 2), *parameters[2]);
    QVERIFY(result->boolean(0, 3));
    QCOMPARE(result->real(0, 4), 1.5);
}

void TestConnection::returnsAllResultsOfAScript()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::vector<std::size_t> told;
    auto results = connection.execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2);; SELECT n FROM t;",
                                      [&told](std::size_t number) { told.push_back(number); });
    VERIFY_OK(results);
    QCOMPARE(results->size(), std::size_t{3});
    QCOMPARE(told, (std::vector<std::size_t>{0, 1, 2}));
    QCOMPARE((*results)[0].commandTag(), std::string_view("CREATE TABLE"));
    QCOMPARE((*results)[0].affectedRows(), 0);
    QCOMPARE((*results)[1].affectedRows(), 2);
    QCOMPARE((*results)[2].rowCount(), 2);
    QVERIFY(!connection.isInTransaction());
    VERIFY_OK(connection.execute("BEGIN"));
    QVERIFY(connection.isInTransaction());
    VERIFY_OK(connection.execute("ROLLBACK"));
    VERIFY_OK(connection.execute("  -- nothing\n"));
}

void TestConnection::tellsTheServersError()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    VERIFY_OK(
        connection.execute("CREATE SCHEMA s; CREATE TABLE s.t (n int NOT NULL CONSTRAINT positive CHECK (n > 0))"));
    const auto failed = connection.query("INSERT INTO s.t VALUES (-1)");
    VERIFY_ERROR(failed, "sql-error");
    const Error &error = failed.error();
    QCOMPARE(error.status, ExitStatus::Failed);
    QVERIFY(error.sql.has_value());
    QCOMPARE(error.message, error.sql->message);
    QCOMPARE(error.sql->severity, std::string("ERROR"));
    QCOMPARE(error.sql->sqlstate, std::string("23514"));
    QCOMPARE(error.sql->schema, std::string("s"));
    QCOMPARE(error.sql->table, std::string("t"));
    QCOMPARE(error.sql->constraint, std::string("positive"));
    QVERIFY(!error.sql->detail.empty());
    QCOMPARE(error.sql->statement, std::string("INSERT INTO s.t VALUES (-1)"));

    Connection holder = database.connect();
    VERIFY_OK(holder.execute("BEGIN; LOCK TABLE s.t"));
    const auto locked = connection.execute("SET lock_timeout = 10; SELECT * FROM s.t");
    VERIFY_ERROR(locked, "sql-error");
    QCOMPARE(locked.error().status, ExitStatus::Locked);
    QVERIFY(locked.error().isRetryable());
}

void TestConnection::countsThePositionInTheScript()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::string script = "SELECT 'zażółć'; SELECT nope";
    const auto failed = connection.execute(script);
    VERIFY_ERROR(failed, "sql-error");
    QCOMPARE(failed.error().sql->statement, script);
    QCOMPARE(failed.error().sql->position, 25); // characters, from 1
}

void TestConnection::keepsPasswordsOutOfErrorsAndNotices()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::string heard;
    connection.setNoticeHandler([&heard](const postgres::Notice &notice) { heard += notice.message; });
    const std::string own = database.settings().value("password");
    QVERIFY(own.size() > 6);
    std::string texts;
    const std::vector<std::string> scripts{
        "SELECT '" + own + "'::int",
        "ALTER ROLE nobody_at_all PASSWORD 'canary'",
        "DO $$BEGIN EXECUTE 'ALTER ROLE nobody_at_all PASSWORD ''canary'''; END$$",
        "DO $$BEGIN RAISE NOTICE 'PASSWORD ''canary'''; END$$",
        "DO $$BEGIN RAISE NOTICE '" + own + "'; END$$",
    };
    for (const std::string &sql : scripts) {
        const auto result = connection.execute(sql);
        if (result)
            continue;
        const SqlDiagnostic &said = *result.error().sql;
        texts += result.error().message + said.message + said.detail + said.context + said.hint + said.statement + '\n';
    }
    QVERIFY2(texts.find("nobody_at_all") != std::string::npos, texts.c_str());
    QVERIFY2(heard.find("PASSWORD '***'") != std::string::npos, heard.c_str());
    for (const std::string &secret : {own, std::string("canary")})
        QVERIFY2((texts + heard).find(secret) == std::string::npos, (texts + heard).c_str());
}

void TestConnection::refusesNulBytes()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::string script("CREATE TABLE a (); \0 CREATE TABLE b ();", 39);
    VERIFY_ERROR(connection.execute(script), "nul-byte");
    VERIFY_ERROR(connection.query(script), "nul-byte");
    const std::vector<std::string_view> statements{"SELECT 1", std::string_view("SELECT 1\0", 9), "SELECT 2"};
    const auto failure = connection.pipelineWithProgress(statements, [](std::size_t, const QueryResult &) {});
    QVERIFY(failure.has_value());
    QCOMPARE(failure->error.code, std::string("nul-byte"));
    QVERIFY(!database.hasRelation("a"));
    VERIFY_OK(connection.query("SELECT 1"));
}

void TestConnection::pipelinesQueries()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::vector<std::string> statements{"SELECT 1", "SELECT 2 UNION SELECT 3", "SET search_path TO public"};
    auto results = connection.pipeline(statements);
    VERIFY_OK(results);
    QCOMPARE(results->size(), std::size_t{3});
    QCOMPARE((*results)[0].integer(0, 0), 1);
    QCOMPARE((*results)[1].rowCount(), 2);
    QCOMPARE((*results)[2].commandTag(), std::string_view("SET"));
    VERIFY_OK(connection.pipeline({}));
    VERIFY_OK(connection.execute("SELECT 1; SELECT 2")); // simple queries work again
}

void TestConnection::stopsAPipelineAtTheFirstError()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::vector<std::string> statements{"CREATE TABLE a ()", "SELECT nope", "CREATE TABLE b ()"};
    const auto results = connection.pipeline(statements);
    VERIFY_ERROR(results, "sql-error");
    QCOMPARE(results.error().sql->statement, statements[1]);
    QCOMPARE(results.error().sql->position, 8);
    QVERIFY(!database.hasRelation("a")); // a pipeline is one transaction
    QVERIFY(!database.hasRelation("b"));
    VERIFY_OK(connection.query("SELECT 1"));
}

void TestConnection::showsPipelinedResultsAsTheyCome()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::vector<std::string_view> statements{"BEGIN", "CREATE TABLE t (n int)", "SELECT pg_sleep(0.4)",
                                                   "INSERT INTO t VALUES (1), (2)", "COMMIT"};
    QElapsedTimer clock;
    clock.start();
    std::vector<qint64> times;
    std::vector<std::int64_t> rows;
    const auto failure = connection.pipelineWithProgress(statements, [&](std::size_t index, const QueryResult &result) {
        QCOMPARE(index, times.size());
        times.push_back(clock.elapsed());
        rows.push_back(result.affectedRows());
    });
    QVERIFY(!failure);
    QCOMPARE(times.size(), statements.size());
    QCOMPARE(rows[3], 2);
    QVERIFY2(times[2] - times[1] >= 300, "the first results came only with the last");
    QVERIFY(!connection.isInTransaction());
    QVERIFY(database.hasRelation("t"));
}

void TestConnection::pipelinesMoreThanTheWindow()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::vector<std::string> statements;
    for (int i = 0; i < 3'000; ++i)
        statements.push_back("SELECT " + std::to_string(i) + ", repeat('x', 2000) /* " + std::string(500, '-') + " */");
    auto results = connection.pipeline(statements);
    VERIFY_OK(results);
    QCOMPARE(results->size(), statements.size());
    QCOMPARE(results->back().integer(0, 0), 2'999);

    const std::vector<std::string_view> views(statements.begin(), statements.end());
    std::size_t seen = 0;
    const auto failure = connection.pipelineWithProgress(views, [&seen](std::size_t, const QueryResult &) { ++seen; });
    QVERIFY(!failure);
    QCOMPARE(seen, statements.size());
}

void TestConnection::survivesAFailureInAPipeline_data()
{
    QTest::addColumn<int>("failing");
    QTest::addColumn<int>("count");
    QTest::newRow("first") << 0 << 5;
    QTest::newRow("middle") << 2 << 5;
    QTest::newRow("last") << 4 << 5;
    QTest::newRow("only") << 0 << 1;
    QTest::newRow("far behind the window") << 2'000 << 3'000;
}

void TestConnection::survivesAFailureInAPipeline()
{
    QFETCH(int, failing);
    QFETCH(int, count);
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const std::string good = "SELECT repeat('x', 1000) /*" + std::string(500, '-') + "*/";
    std::vector<std::string_view> statements(static_cast<std::size_t>(count), good);
    statements[static_cast<std::size_t>(failing)] = "SELECT 1/0";
    int seen = 0;
    const auto failure =
        connection.pipelineWithProgress(statements, [&seen](std::size_t, const QueryResult &) { ++seen; });
    QVERIFY(failure.has_value());
    QCOMPARE(failure->index, static_cast<std::size_t>(failing));
    QCOMPARE(failure->error.sql->sqlstate, std::string("22012"));
    QCOMPARE(seen, failing);
    VERIFY_OK(connection.execute("SELECT 1; SELECT 2"));
}

void TestConnection::hearsNotices()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::vector<postgres::Notice> notices;
    connection.setNoticeHandler([&notices](const postgres::Notice &notice) { notices.push_back(notice); });
    VERIFY_OK(connection.execute(
        "DROP TABLE IF EXISTS nothing; DO $$BEGIN RAISE WARNING 'careful' USING HINT = 'slow'; END$$"));
    QCOMPARE(notices.size(), std::size_t{2});
    QCOMPARE(notices[0].severity, std::string("NOTICE"));
    QVERIFY(notices[0].message.find("nothing") != std::string::npos);
    QCOMPARE(notices[1].severity, std::string("WARNING"));
    QCOMPARE(notices[1].message, std::string("careful"));
    QCOMPARE(notices[1].hint, std::string("slow"));
    connection.setNoticeHandler({});
    VERIFY_OK(connection.execute("DROP TABLE IF EXISTS nothing"));
    QCOMPARE(notices.size(), std::size_t{2});
}

void TestConnection::copiesData()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    VERIFY_OK(connection.execute("CREATE TABLE t (n int, words text)"));
    VERIFY_OK(connection.beginCopy("COPY t FROM STDIN"));
    for (int i = 0; i < 1'000; ++i)
        VERIFY_OK(connection.putCopyData(std::to_string(i) + "\t" + std::string(2'000, 'w') + "\n"));
    auto copied = connection.endCopy();
    VERIFY_OK(copied);
    QCOMPARE(copied->affectedRows(), 1'000);

    std::size_t before = 0;
    auto copying = connection.executeUntilCopy("BEGIN; DELETE FROM t; COPY t FROM STDIN",
                                               [&before](std::size_t, const QueryResult &) { ++before; });
    VERIFY_OK(copying);
    QVERIFY(*copying);
    QCOMPARE(before, std::size_t{2});
    VERIFY_OK(connection.putCopyData("not a number\tx\n"));
    const auto refused = connection.endCopy();
    VERIFY_ERROR(refused, "sql-error");
    QVERIFY(refused.error().sql->context.find("line 1") != std::string::npos);
    VERIFY_OK(connection.execute("ROLLBACK"));
    QCOMPARE(database.value("SELECT count(*) FROM t"), std::string("1000"));

    copying = connection.executeUntilCopy("SELECT 1; SELECT 2", {});
    VERIFY_OK(copying);
    QVERIFY(!*copying);
    VERIFY_ERROR(connection.beginCopy("SELECT 1"), "copy-expected");
    VERIFY_ERROR(connection.beginCopy("COPY nothing FROM STDIN"), "sql-error");
}

void TestConnection::refusesCopyWithoutData()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const auto failed = connection.execute("CREATE TABLE t (n int); COPY t FROM STDIN; SELECT 1");
    VERIFY_ERROR(failed, "sql-error");
    QVERIFY2(failed.error().message.find("no data follows") != std::string::npos, failed.error().message.c_str());
    VERIFY_OK(connection.query("SELECT 1"));
}

void TestConnection::dropsWhatIsCopiedOut()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    auto results =
        connection.execute("COPY (SELECT repeat('x', 500) FROM generate_series(1, 20000)) TO STDOUT; SELECT 1");
    VERIFY_OK(results);
    QCOMPARE(results->size(), std::size_t{2});
    QCOMPARE((*results)[0].affectedRows(), 20'000);
}

/// Both sides write more than the socket holds: whoever does not read while it sends never ends.
void TestConnection::readsAndWritesTogether()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::string script;
    for (int i = 0; i < 2'000; ++i)
        script += "SELECT repeat('y', 5000), '" + std::string(4'000, 'x') + "';\n";
    std::size_t count = 0;
    VERIFY_OK(connection.executeEach(script, [&count](std::size_t, const QueryResult &) { ++count; }));
    QCOMPARE(count, std::size_t{2'000});
}

void TestConnection::cancelsOnStop_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"query", "execute", "pipeline"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void TestConnection::cancelsOnStop()
{
    QFETCH(QString, way);
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::stop_source stop;
    connection.setStopToken(stop.get_token());
    QElapsedTimer clock;
    std::optional<Error> error;
    {
        const OnceItRuns cancel(database, connection.server().backendPid, "pg_sleep", [&] {
            clock.start();
            stop.request_stop();
        });
        if (way == QStringLiteral("query")) {
            error = connection.query("SELECT pg_sleep(60)").error();
        } else if (way == QStringLiteral("execute")) {
            error = connection.execute("SELECT 1; SELECT pg_sleep(60); SELECT 2").error();
        } else {
            const std::vector<std::string_view> statements{"SELECT 1", "SELECT pg_sleep(60)", "SELECT 2"};
            auto failure = connection.pipelineWithProgress(statements, [](std::size_t, const QueryResult &) {});
            QCOMPARE(failure->index, std::size_t{1});
            error = failure->error;
        }
        QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    }
    QCOMPARE(error->code, std::string("cancelled"));
    QCOMPARE(error->status, ExitStatus::Interrupted);
    QCOMPARE(error->sql->sqlstate, std::string("57014"));
    connection.setStopToken({});
    for (int i = 0; i < 50; ++i) // no late cancel request hits what comes next
        VERIFY_OK(connection.query("SELECT pg_sleep(0.005)"));
}

void TestConnection::sendsNothingAfterAStop()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::stop_source stop;
    connection.setStopToken(stop.get_token());
    stop.request_stop();
    VERIFY_ERROR(connection.execute("CREATE TABLE t ()"), "cancelled");
    QVERIFY(!database.hasRelation("t"));
    connection.setStopToken({});
    VERIFY_OK(connection.execute("CREATE TABLE t ()"));
}

void TestConnection::cancelsByHandle()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const postgres::CancelHandle handle = connection.cancelHandle();
    QVERIFY(static_cast<bool>(handle));
    const OnceItRuns cancel(database, connection.server().backendPid, "pg_sleep",
                            [&handle] { VERIFY_OK(handle.cancel()); });
    const auto result = connection.query("SELECT pg_sleep(60)");
    VERIFY_ERROR(result, "sql-error"); // not by our own stop token
    QCOMPARE(result.error().sql->sqlstate, std::string("57014"));
    QVERIFY(!postgres::CancelHandle());
    VERIFY_ERROR(postgres::CancelHandle().cancel(), "cancel-failed");
}

void TestConnection::cancelsACopy()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    std::stop_source stop;
    connection.setStopToken(stop.get_token());
    VERIFY_OK(connection.execute("CREATE TABLE t (n int)"));
    VERIFY_OK(connection.beginCopy("COPY t FROM STDIN"));
    VERIFY_OK(connection.putCopyData("1\n"));
    stop.request_stop();
    VERIFY_ERROR(connection.putCopyData("2\n"), "cancelled");
    connection.setStopToken({});
    QCOMPARE(connection.query("SELECT count(*) FROM t")->integer(0, 0), 0);
}

void TestConnection::noticesALostServer()
{
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const auto ended = connection.execute("SELECT pg_terminate_backend(pg_backend_pid())");
    VERIFY_ERROR(ended, "connection-lost");
    QVERIFY(ended.error().losesConnection());
    QCOMPARE(ended.error().status, ExitStatus::Unreachable);
    QCOMPARE(ended.error().sql->sqlstate, std::string("57P01"));
    QVERIFY(!connection.isOpen());
    QVERIFY(!connection.isInTransaction());
    VERIFY_ERROR(connection.query("SELECT 1"), "connection-lost");
    VERIFY_ERROR(connection.putCopyData("x"), "connection-lost");
    VERIFY_ERROR(connection.endCopy(), "connection-lost");

    Connection idle = database.connect();
    Connection other = database.connect();
    VERIFY_OK(other.execute("SELECT pg_terminate_backend(" + std::to_string(idle.server().backendPid) + ", 5000)"));
    const auto met = idle.execute("SELECT 1");
    VERIFY_ERROR(met, "connection-lost");
    QVERIFY2(met.error().message.find('\n') == std::string::npos, met.error().message.c_str()); // a reason, no guesses
    QVERIFY(!idle.isOpen());
}

void TestConnection::noticesAFrozenServer()
{
    if (test::PostgresFixture::instance().isExternal())
        QSKIP("the server is not ours to stop");
    const test::ScratchDatabase &database = *m_database;
    Connection connection = database.connect();
    const int pid = connection.server().backendPid;
    std::stop_source stop;
    connection.setStopToken(stop.get_token());
    QElapsedTimer clock;
    {
        const OnceItRuns freeze(database, pid, "pg_sleep", [&] {
            QCOMPARE(kill(pid, SIGSTOP), 0);
            clock.start();
            stop.request_stop();
        });
        const auto result = connection.query("SELECT pg_sleep(60)");
        VERIFY_ERROR(result, "connection-lost");
        QVERIFY2(result.error().message.find("did not answer") != std::string::npos, result.error().message.c_str());
    }
    QVERIFY(!connection.isOpen());
    QVERIFY2(clock.elapsed() < 20'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(kill(pid, SIGCONT), 0);
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
