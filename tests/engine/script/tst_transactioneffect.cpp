// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/losses.h"
#include "engine/script/statementreader.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using script::TransactionEffect;

#if defined(__SANITIZE_ADDRESS__)
// libpg_query 15-4 forgets one byte when a PL/pgSQL body can't be parsed.
extern "C" const char *__lsan_default_suppressions();
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:pg_query_raw_parse\n";
}
#endif

class TestTransactionEffect : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheEffect_data();
    void tellsTheEffect();
    void placesSyntaxErrors_data();
    void placesSyntaxErrors();
    void listsLosses_data();
    void listsLosses();
};

void TestTransactionEffect::tellsTheEffect_data()
{
    QTest::addColumn<std::string>("effect");
    const auto rows = [](const char *effect, const std::vector<const char *> &statements) {
        for (const char *statement : statements)
            QTest::newRow(statement) << std::string(effect);
    };
    rows("control",
         {"BEGIN", "begin isolation level serializable", "START TRANSACTION", "COMMIT", "commit and chain", "END",
          "end transaction", "ROLLBACK", "rollback to savepoint s", "ABORT", "SAVEPOINT s", "RELEASE s",
          "RELEASE SAVEPOINT s", "PREPARE TRANSACTION 'x'", "COMMIT PREPARED 'x'", "ROLLBACK PREPARED 'x'",
          "/* x; -- y */ COMMIT"});
    rows("alone",
         {"CREATE DATABASE d",
          "DROP DATABASE d",
          "DROP DATABASE IF EXISTS d WITH (FORCE)",
          "ALTER DATABASE d SET TABLESPACE t",
          "CREATE TABLESPACE t LOCATION '/x'",
          "DROP TABLESPACE t",
          "VACUUM",
          "VACUUM (FULL, ANALYZE) t",
          "CREATE INDEX CONCURRENTLY i ON t (a)",
          "CREATE /* c */ UNIQUE INDEX concurrently i ON t (a)",
          "DROP INDEX CONCURRENTLY i",
          "REINDEX INDEX CONCURRENTLY i",
          "REINDEX (CONCURRENTLY) TABLE t",
          "REINDEX DATABASE d",
          "REINDEX SYSTEM d",
          "REINDEX SCHEMA s",
          "ALTER SYSTEM SET work_mem = '1MB'",
          "ALTER SYSTEM RESET ALL",
          "CLUSTER",
          "CLUSTER VERBOSE",
          "DISCARD ALL",
          "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = on)",
          "DROP SUBSCRIPTION s",
          "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
          "ALTER SUBSCRIPTION s ADD PUBLICATION p",
          "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh)",
          "CALL refresh_continuous_aggregate('c', NULL, NULL)",
          "CALL public.refresh_continuous_aggregate('c', NULL, NULL)",
          "CALL cagg_migrate('c')",
          "CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous) AS SELECT 1",
          "CREATE MATERIALIZED VIEW c WITH (tsdb.continuous = true) AS SELECT 1 WITH DATA",
          "CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk)"});
    rows("none",
         {"", "-- nothing", "SELECT 1", "INSERT INTO t VALUES ('COMMIT')", "UPDATE t SET a = 'VACUUM'",
          "CREATE TABLE concurrently_not (a int)", "CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX i ON t (a)",
          "CREATE INDEX i ON t (a) WHERE b = 'concurrently'", "CREATE INDEX \"concurrently\" ON t (a)", "DROP INDEX i",
          "DROP TABLE t", "REINDEX TABLE t", "REINDEX INDEX i", "CLUSTER t USING i", "CLUSTER t", "ANALYZE",
          "ALTER DATABASE d SET work_mem = '1MB'", "ALTER TABLE t DETACH PARTITION p",
          "ALTER TABLE t ADD COLUMN \"concurrently\" int", "PREPARE s AS SELECT 1", "DEALLOCATE ALL", "DISCARD TEMP",
          "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "CREATE MATERIALIZED VIEW m AS SELECT 1",
          "CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous) AS SELECT 1 WITH NO DATA",
          "CREATE MATERIALIZED VIEW c WITH (timescaledb.continuous = false) AS SELECT 1",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (create_slot = false)",
          "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)", "ALTER SUBSCRIPTION s DISABLE",
          "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)", "CALL p('refresh_continuous_aggregate')",
          "CALL p()", "DO $$ BEGIN COMMIT; END $$",
          "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
          "CREATE INDEX i ON t (a) WITH (timescaledb.transaction_per_chunk = false)",
          // What only newer servers understand isn't refused for it.
          "ALTER TABLE t ALTER COLUMN a SET EXPRESSION AS (b)",
          "MERGE INTO t USING s ON true WHEN NOT MATCHED BY SOURCE THEN DELETE"});
}

void TestTransactionEffect::tellsTheEffect()
{
    QFETCH(std::string, effect);
    const auto found = script::transactionEffect(QTest::currentDataTag());
    VERIFY_OK(found);
    const char *words[] = {"none", "control", "alone"};
    QCOMPARE(std::string(words[int(*found)]), effect);
}

void TestTransactionEffect::placesSyntaxErrors_data()
{
    QTest::addColumn<std::string>("statement");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("position");
    QTest::newRow("first line") << std::string("COMMIT x") << 1 << 8 << 8;
    QTest::newRow("second line, after umlauts")
        << std::string("CREATE INDEX CONCURRENTLY \"ü\"\nON \"ö\" USIN x") << 2 << 8 << 38;
    QTest::newRow("a literal isn't shown") << std::string("CREATE SUBSCRIPTION s 'password=canary'") << 1 << 23 << 23;
}

void TestTransactionEffect::placesSyntaxErrors()
{
    QFETCH(std::string, statement);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(int, position);
    const auto found = script::transactionEffect(statement);
    VERIFY_ERROR(found, "syntax-error");
    QCOMPARE(found.error().status, ExitStatus::Usage);
    QCOMPARE(found.error().place.line, line);
    QCOMPARE(found.error().place.column, column);
    QVERIFY(found.error().sql);
    QCOMPARE(found.error().sql->position, position);
    QCOMPARE(found.error().sql->sqlstate, std::string("42601"));
    QVERIFY(test::describe(found.error()).find("canary") == std::string::npos);
}

void TestTransactionEffect::listsLosses_data()
{
    QTest::addColumn<std::string>("losses");
    const auto row = [](const char *statement, const char *losses) {
        QTest::newRow(statement) << std::string(losses);
    };
    row("DROP TABLE users", "drops table users");
    row("drop table if exists a.users, \"B c\" cascade", "drops table a.users; drops table B c");
    row("DROP MATERIALIZED VIEW m", "drops materialized view m");
    row("DROP SEQUENCE s", "drops sequence s");
    row("DROP SCHEMA s CASCADE", "drops schema s and everything that depends on it");
    row("DROP EXTENSION timescaledb CASCADE", "drops extension timescaledb and everything that depends on it");
    row("DROP TYPE x.t CASCADE", "drops type x.t and everything that depends on it");
    row("DROP DATABASE d", "drops database d");
    row("DROP OWNED BY joe, CURRENT_USER",
        "drops everything that joe owns; drops everything that the current user owns");
    row("ALTER TABLE devices DROP COLUMN snmp_config, ADD a int, DROP b",
        "drops column devices.snmp_config; drops column devices.b");
    row("ALTER TABLE IF EXISTS s.t DROP COLUMN IF EXISTS c CASCADE", "drops column s.t.c");
    row("ALTER TYPE t DROP ATTRIBUTE a", "drops attribute t.a");
    row("TRUNCATE alerts, s.t", "truncates alerts; truncates s.t");
    row("DELETE FROM x", "deletes all rows of x");
    row("DELETE FROM x WHERE true", "deletes all rows of x");
    row("DELETE FROM ONLY s.x USING y WHERE x.a = y.a", "deletes rows of s.x");
    row("WITH gone AS (DELETE FROM x RETURNING *) INSERT INTO y SELECT * FROM gone", "deletes all rows of x");
    row("MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE", "deletes rows of t");
    row("SELECT drop_chunks('ping', INTERVAL '1 day')", "drops chunks of ping");
    row("SELECT * FROM public.drop_chunks(relation => 'ping'::regclass)", "drops chunks of ping");
    row("SELECT add_retention_policy('ping', INTERVAL '1 year')", "drops chunks of ping from now on as they grow old");
    row("DO $$ BEGIN IF EXISTS (SELECT 1) THEN DROP TABLE a; ELSE DELETE FROM b; END IF; END $$",
        "drops table a; deletes all rows of b");
    row("DO $$ BEGIN EXECUTE 'TRUNCATE a'; EXECUTE format('DROP TABLE %I', 'x'); PERFORM drop_chunks('c', 1); END $$",
        "truncates a; drops chunks of c");
    row("DO $$ BEGIN EXECUTE 'DO $x$ BEGIN DELETE FROM a; END $x$'; END $$", "deletes all rows of a");
    for (const char *harmless :
         {"DROP VIEW v", "DROP INDEX i", "DROP FUNCTION f(int)", "DROP TYPE t", "DROP SCHEMA s", "DROP EXTENSION e",
          "ALTER TABLE t DROP CONSTRAINT c", "ALTER TABLE t ALTER a DROP DEFAULT", "INSERT INTO t VALUES (1)",
          "SELECT 'DROP TABLE x'", "SELECT remove_retention_policy('ping')", "CREATE TABLE t (a int)",
          "UPDATE t SET a = 1", "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DO NOTHING", "", "DROP TABL x",
          "DO $$ BEGIN RAISE NOTICE 'DROP TABLE x'; END $$", "DO LANGUAGE plpython3u 'drop table x'",
          "DO $$ BEGIN THIS IS NOT PLPGSQL; $$"})
        row(harmless, "");
}

void TestTransactionEffect::listsLosses()
{
    QFETCH(std::string, losses);
    std::vector<std::string> words;
    for (const script::DataLoss &loss : script::dataLosses(QTest::currentDataTag())) {
        words.push_back(loss.words);
        QVERIFY2(loss.words.find(loss.relation) != std::string::npos, loss.relation.c_str());
    }
    QCOMPARE(text::join(words, "; "), losses);
}

QTEST_APPLESS_MAIN(TestTransactionEffect)
#include "tst_transactioneffect.moc"
