// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/compare.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QTest>

#include <optional>

using namespace retort;
using namespace retort::diff;

namespace
{

catalog::Snapshot snapshotOf(const test::ScratchDatabase &database)
{
    auto connection = database.connect();
    catalog::SnapshotOptions options;
    options.withSizes = false;
    options.searchPath = "";
    auto snapshot = catalog::takeSnapshot(connection, options);
    if (!snapshot)
        qFatal("%s", test::describe(snapshot.error()).c_str());
    return *std::move(snapshot);
}

void reset(const test::ScratchDatabase &database, const QByteArray &sql)
{
    database.execute("DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app; SET search_path = app;" + sql.toStdString());
}

/// One statement a line; those that stand outside of transactions with a mark.
std::string statementsOf(const Comparison &comparison)
{
    std::string lines;
    for (const Change &change : comparison.changes) {
        for (const Statement &one : change.statements)
            lines += (one.boundary == Boundary::Outside ? "! " : "") + one.sql + '\n';
    }
    return lines;
}

} // namespace

/// What a person adds to a comparison: accepted renames, and that the tables are in use.
class TestCompareOptions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void letsOthersGoOn_data();
    void letsOthersGoOn();
    void carriesNamesAlong_data();
    void carriesNamesAlong();

private:
    void runAndCompare(const Comparison &comparison);

    std::optional<test::ScratchDatabase> m_from;
    std::optional<test::ScratchDatabase> m_to;
};

void TestCompareOptions::initTestCase()
{
    m_from.emplace();
    m_to.emplace();
}

/// Afterwards nothing differs.
void TestCompareOptions::runAndCompare(const Comparison &comparison)
{
    for (const Change &change : comparison.changes) {
        for (const Statement &one : change.statements)
            m_from->execute(one.sql);
    }
    QCOMPARE(statementsOf(compare(snapshotOf(*m_from), snapshotOf(*m_to))), std::string());
}

void TestCompareOptions::letsOthersGoOn_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("statements");
    const auto row = [](const char *name, const char *from, const char *to, const char *statements) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(statements);
    };
    row("an index", "CREATE TABLE t (a integer)", "CREATE TABLE t (a integer); CREATE INDEX t_a ON t (a)",
        "! CREATE INDEX CONCURRENTLY t_a ON app.t USING btree (a)\n");
    row("an index that goes", "CREATE TABLE t (a integer); CREATE INDEX t_a ON t (a)", "CREATE TABLE t (a integer)",
        "! DROP INDEX CONCURRENTLY app.t_a\n");
    row("an index of a new table", "", "CREATE TABLE t (a integer); CREATE INDEX t_a ON t (a)",
        "CREATE TABLE app.t (\n    a integer\n)\nCREATE INDEX t_a ON app.t USING btree (a)\n");
    row("another index of the same name, with its comment", "CREATE TABLE t (a integer); CREATE INDEX i ON t (a)",
        "CREATE TABLE t (a integer); CREATE INDEX i ON t (a DESC); COMMENT ON INDEX i IS 'x'",
        "! CREATE INDEX CONCURRENTLY i_new ON app.t USING btree (a DESC)\n! DROP INDEX CONCURRENTLY app.i\n"
        "ALTER INDEX app.i_new RENAME TO i\nCOMMENT ON INDEX app.i IS 'x'\nCOMMENT ON INDEX app.i IS 'x'\n");
    row("a key", "CREATE TABLE t (a integer)", "CREATE TABLE t (a integer UNIQUE)",
        "! CREATE UNIQUE INDEX CONCURRENTLY t_a_key ON app.t USING btree (a)\n"
        "ALTER TABLE app.t ADD CONSTRAINT t_a_key UNIQUE USING INDEX t_a_key\n");
    row("a check", "CREATE TABLE t (a integer)", "CREATE TABLE t (a integer CHECK (a > 0))",
        "ALTER TABLE app.t ADD CONSTRAINT t_a_check CHECK (a > 0) NOT VALID\n"
        "! ALTER TABLE app.t VALIDATE CONSTRAINT t_a_check\n");
    row("a foreign key", "CREATE TABLE r (a integer PRIMARY KEY); CREATE TABLE t (a integer)",
        "CREATE TABLE r (a integer PRIMARY KEY); CREATE TABLE t (a integer REFERENCES r)",
        "ALTER TABLE app.t ADD CONSTRAINT t_a_fkey FOREIGN KEY (a) REFERENCES app.r(a) NOT VALID\n"
        "! ALTER TABLE app.t VALIDATE CONSTRAINT t_a_fkey\n");
    row("NOT NULL", "CREATE TABLE t (a integer)", "CREATE TABLE t (a integer NOT NULL)",
        "ALTER TABLE app.t ADD CONSTRAINT a_not_null CHECK (a IS NOT NULL) NOT VALID\n"
        "! ALTER TABLE app.t VALIDATE CONSTRAINT a_not_null\nALTER TABLE app.t ALTER COLUMN a SET NOT NULL\n"
        "ALTER TABLE app.t DROP CONSTRAINT a_not_null\n");
    row("an index of a partitioned table", "CREATE TABLE t (a integer) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1)",
        "CREATE TABLE t (a integer) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); CREATE INDEX i ON t (a)",
        "! CREATE INDEX CONCURRENTLY t1_a_idx ON app.t1 USING btree (a)\nCREATE INDEX i ON ONLY app.t USING btree (a)\n"
        "ALTER INDEX app.i ATTACH PARTITION app.t1_a_idx\n");
}

void TestCompareOptions::letsOthersGoOn()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, statements);
    reset(*m_from, from);
    reset(*m_to, to);
    CompareOptions options;
    options.isOnline = true;
    const Comparison comparison = compare(snapshotOf(*m_from), snapshotOf(*m_to), options);
    QCOMPARE(statementsOf(comparison), statements.toStdString());
    runAndCompare(comparison);
}

void TestCompareOptions::carriesNamesAlong_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("renames");
    QTest::addColumn<QByteArray>("statements");
    const auto row = [](const char *name, const char *from, const char *to, const char *renames, const char *statements) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(renames) << QByteArray(statements);
    };
    row("a table with its sequence, key and index, and one that refers to it",
        "CREATE TABLE a (id serial PRIMARY KEY, n integer); CREATE INDEX a_n_idx ON a (n);"
        "CREATE TABLE r (id integer REFERENCES a)",
        "CREATE TABLE b (id serial PRIMARY KEY, n integer); CREATE INDEX b_n_idx ON b (n);"
        "CREATE TABLE r (id integer REFERENCES b)",
        "a=b",
        "ALTER TABLE app.a RENAME TO b\nALTER TABLE app.b RENAME CONSTRAINT a_pkey TO b_pkey\n"
        "ALTER INDEX app.a_n_idx RENAME TO b_n_idx\nALTER SEQUENCE app.a_id_seq RENAME TO b_id_seq\n");
    row("a table with a new column", "CREATE TABLE a (x integer, y integer)", "CREATE TABLE b (x integer, y integer, z integer)",
        "app.a=app.b", "ALTER TABLE app.a RENAME TO b\nALTER TABLE app.b ADD COLUMN z integer\n");
    row("a column with its checks, index and view",
        "CREATE TABLE t (id integer, a integer CHECK (a > 0)); CREATE INDEX ON t (a); CREATE VIEW v AS SELECT a FROM t WHERE a > 1",
        "CREATE TABLE t (id integer, b integer CHECK (b > 0)); CREATE INDEX ON t (b); CREATE VIEW v AS SELECT b FROM t WHERE b > 1",
        "t.a=t.b",
        "ALTER TABLE app.t RENAME COLUMN a TO b\nALTER VIEW app.v RENAME COLUMN a TO b\n"
        "ALTER INDEX app.t_a_idx RENAME TO t_b_idx\nALTER TABLE app.t RENAME CONSTRAINT t_a_check TO t_b_check\n");
    row("a type", "CREATE TYPE m AS ENUM ('x'); CREATE TABLE t (a m DEFAULT 'x')",
        "CREATE TYPE n AS ENUM ('x'); CREATE TABLE t (a n DEFAULT 'x')", "m=n", "ALTER TYPE app.m RENAME TO n\n");
    row("a value", "CREATE TYPE m AS ENUM ('x', 'y'); CREATE TABLE t (a m DEFAULT 'x')",
        "CREATE TYPE m AS ENUM ('z', 'y'); CREATE TABLE t (a m DEFAULT 'z')", "m.x=m.z",
        "ALTER TYPE app.m RENAME VALUE 'x' TO 'z'\n");
    row("a function", "CREATE FUNCTION f(i integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (a integer DEFAULT f(1))",
        "CREATE FUNCTION g(i integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (a integer DEFAULT g(1))", "f=g",
        "ALTER FUNCTION app.f(i integer) RENAME TO g\n");
    row("a view under another", "CREATE VIEW v AS SELECT 1 AS one; CREATE VIEW w AS SELECT one FROM v",
        "CREATE VIEW u AS SELECT 1 AS one; CREATE VIEW w AS SELECT one FROM u", "v=u", "ALTER VIEW app.v RENAME TO u\n");
}

void TestCompareOptions::carriesNamesAlong()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, renames);
    QFETCH(QByteArray, statements);
    reset(*m_from, from);
    reset(*m_to, to);
    const catalog::Snapshot before = snapshotOf(*m_from);
    const catalog::Snapshot after = snapshotOf(*m_to);
    CompareOptions options;
    const auto rename = findRename(before, after, renames.toStdString());
    QVERIFY2(rename, rename ? "" : rename.error().message.c_str());
    options.renames.push_back(*rename);
    const Comparison comparison = compare(before, after, options);
    QCOMPARE(statementsOf(comparison), statements.toStdString());
    runAndCompare(comparison);
}

QTEST_GUILESS_MAIN(TestCompareOptions)
#include "tst_compareoptions.moc"
