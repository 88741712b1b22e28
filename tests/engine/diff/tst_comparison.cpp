// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/compare.h"
#include "engine/diff/script.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QTest>

#include <optional>

using namespace retort;
using namespace retort::diff;

namespace
{

/// The statements of a script, a line each.
std::string statementsOf(const Comparison &comparison)
{
    std::string lines;
    for (const Change &change : comparison.changes) {
        for (const Statement &one : change.statements)
            lines += one.sql + '\n';
    }
    return lines;
}

} // namespace

/// What turns one schema into another is the fewest and smallest statements; they run, and then nothing differs.
class TestComparison : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();

    void turnsOneIntoTheOther_data();
    void turnsOneIntoTheOther();
    void isSilent_data();
    void isSilent();
    void tellsRisks_data();
    void tellsRisks();
    void tellsWhyAnObjectIsMadeAnew();
    void namesRunNothing();
    void keepsNumbering();
    void commitsNewValuesBeforeTheyAreUsed();

private:
    /// An empty database but for `sql`.
    void reset(const test::ScratchDatabase &database, const std::string &sql) const;
    catalog::Snapshot snapshotOf(const test::ScratchDatabase &database) const;
    Comparison compareDatabases() const { return compare(snapshotOf(*m_from), snapshotOf(*m_to)); }

    std::optional<test::ScratchDatabase> m_from;
    std::optional<test::ScratchDatabase> m_to;
};

void TestComparison::initTestCase()
{
    m_from.emplace();
    m_to.emplace();
}

void TestComparison::reset(const test::ScratchDatabase &database, const std::string &sql) const
{
    database.execute("DROP SCHEMA IF EXISTS app CASCADE; CREATE SCHEMA app; SET search_path = app;" + sql);
}

catalog::Snapshot TestComparison::snapshotOf(const test::ScratchDatabase &database) const
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

void TestComparison::turnsOneIntoTheOther_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("statements");
    const auto row = [](const char *name, const char *from, const char *to, const char *statements) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(statements);
    };
    row("a table with all that comes with it", "",
        "CREATE TABLE t (id integer PRIMARY KEY, n integer DEFAULT 5 NOT NULL CHECK (n > 0))",
        "CREATE TABLE app.t (\n    id integer NOT NULL,\n    n integer NOT NULL DEFAULT 5,\n"
        "    CONSTRAINT t_n_check CHECK (n > 0),\n    CONSTRAINT t_pkey PRIMARY KEY (id)\n)\n");
    row("a table goes with all that hangs on it", "CREATE TABLE t (id serial PRIMARY KEY, n integer); CREATE INDEX ON t (n)",
        "", "DROP TABLE app.t\n");
    row("columns come and go", "CREATE TABLE t (a integer, b text)", "CREATE TABLE t (a integer, c date DEFAULT now())",
        "ALTER TABLE app.t ADD COLUMN c date DEFAULT now()\nALTER TABLE app.t DROP COLUMN b\n");
    row("a type that PostgreSQL converts by itself", "CREATE TABLE t (a integer)", "CREATE TABLE t (a bigint)",
        "ALTER TABLE app.t ALTER COLUMN a TYPE bigint\n");
    row("a type by a cast", "CREATE TABLE t (a text)", "CREATE TABLE t (a integer)",
        "ALTER TABLE app.t ALTER COLUMN a TYPE integer USING a::integer\n");
    row("a default changes in place", "CREATE TABLE t (a integer DEFAULT 1)", "CREATE TABLE t (a integer DEFAULT 2)",
        "ALTER TABLE app.t ALTER COLUMN a SET DEFAULT 2\n");
    row("foreign keys come last, whichever way they point", "",
        "CREATE TABLE a (id integer PRIMARY KEY, b integer); CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a);"
        "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b",
        "CREATE TABLE app.a (\n    id integer NOT NULL,\n    b integer,\n    CONSTRAINT a_pkey PRIMARY KEY (id)\n)\n"
        "CREATE TABLE app.b (\n    id integer NOT NULL,\n    a integer,\n    CONSTRAINT b_pkey PRIMARY KEY (id)\n)\n"
        "ALTER TABLE app.a ADD CONSTRAINT a_b_fkey FOREIGN KEY (b) REFERENCES app.b(id)\n"
        "ALTER TABLE app.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES app.a(id)\n");
    row("a constraint is validated", "CREATE TABLE t (a integer); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID",
        "CREATE TABLE t (a integer CONSTRAINT c CHECK (a > 0))", "ALTER TABLE app.t VALIDATE CONSTRAINT c\n");
    row("labels beside their neighbours", "CREATE TYPE e AS ENUM ('b', 'd')", "CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd', 'e')",
        "ALTER TYPE app.e ADD VALUE 'a' BEFORE 'b'\nALTER TYPE app.e ADD VALUE 'c' AFTER 'b'\n"
        "ALTER TYPE app.e ADD VALUE 'e'\n");
    row("a label goes, and the column changes over", "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (v e DEFAULT 'a')",
        "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (v e DEFAULT 'a')",
        "ALTER TABLE app.t ALTER COLUMN v DROP DEFAULT\nALTER TYPE app.e RENAME TO e__old\n"
        "CREATE TYPE app.e AS ENUM ('a')\nALTER TABLE app.t ALTER COLUMN v TYPE app.e USING v::text::app.e\n"
        "ALTER TABLE app.t ALTER COLUMN v SET DEFAULT 'a'::app.e\nDROP TYPE app.e__old\n");
    row("a view gets a column", "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t",
        "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a, b FROM t",
        "CREATE OR REPLACE VIEW app.v AS\n SELECT t.a,\n    t.b\n   FROM app.t\n");
    row("a view lets go of a column that goes", "CREATE TABLE t (a integer, b integer); CREATE VIEW v AS SELECT a FROM t WHERE b > 0",
        "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t",
        "CREATE OR REPLACE VIEW app.v AS\n SELECT t.a\n   FROM app.t\nALTER TABLE app.t DROP COLUMN b\n");
    row("a policy is altered", "CREATE TABLE t (a integer); CREATE POLICY p ON t USING (a > 0)",
        "CREATE TABLE t (a integer); CREATE POLICY p ON t USING (a > 1)", "ALTER POLICY p ON app.t USING ((a > 1))\n");
    row("a sequence in place", "CREATE SEQUENCE s", "CREATE SEQUENCE s INCREMENT 2 MAXVALUE 100",
        "ALTER SEQUENCE app.s INCREMENT BY 2 MAXVALUE 100\n");
    row("privileges by what differs", "CREATE TABLE t (a integer); GRANT SELECT, INSERT ON t TO PUBLIC",
        "CREATE TABLE t (a integer); GRANT SELECT, DELETE ON t TO PUBLIC",
        "REVOKE INSERT ON TABLE app.t FROM PUBLIC\nGRANT DELETE ON TABLE app.t TO PUBLIC\n");
    row("a comment goes", "CREATE TABLE t (a integer); COMMENT ON COLUMN t.a IS 'x'", "CREATE TABLE t (a integer)",
        "COMMENT ON COLUMN app.t.a IS NULL\n");
}

void TestComparison::turnsOneIntoTheOther()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    QFETCH(const QByteArray, statements);
    reset(*m_from, from.toStdString());
    reset(*m_to, to.toStdString());
    const Comparison up = compareDatabases();
    const Comparison down = compare(snapshotOf(*m_to), snapshotOf(*m_from));
    QCOMPARE(statementsOf(up), statements.toStdString());
    m_from->execute(toScript(up));
    QCOMPARE(statementsOf(compareDatabases()), std::string());
    m_to->execute(toScript(down));
    reset(*m_from, from.toStdString());
    QCOMPARE(statementsOf(compareDatabases()), std::string());
}

void TestComparison::isSilent_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    const auto row = [](const char *name, const char *from, const char *to) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to);
    };
    row("another spelling", "CREATE TABLE t (a int4 DEFAULT '5', b varchar(3), CHECK (a IN (1, 2)))",
        "CREATE TABLE t (a integer DEFAULT '5', b character varying(3), CONSTRAINT t_a_check CHECK (a = ANY (ARRAY[1, 2])))");
    row("other oids and holes", "CREATE TABLE t (gone int, a int); ALTER TABLE t DROP COLUMN gone", "CREATE TABLE t (a int)");
    row("the default's privileges granted", "CREATE TABLE t (a int); GRANT ALL ON t TO CURRENT_USER",
        "CREATE TABLE t (a int)");
    row("rows and values of sequences", "CREATE TABLE t (id serial); INSERT INTO t VALUES (DEFAULT), (DEFAULT)",
        "CREATE TABLE t (id serial)");
}

void TestComparison::isSilent()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    reset(*m_from, from.toStdString());
    reset(*m_to, to.toStdString());
    QCOMPARE(statementsOf(compareDatabases()), std::string());
}

void TestComparison::tellsRisks_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("risks");
    QTest::newRow("a column goes") << QByteArray("CREATE TABLE t (a int, b int)") << QByteArray("CREATE TABLE t (a int)")
                                   << QByteArray("data-loss");
    QTest::newRow("rewrite") << QByteArray("CREATE TABLE t (a int)") << QByteArray("CREATE TABLE t (a bigint)")
                             << QByteArray("rewrite,may-fail");
    QTest::newRow("a longer text") << QByteArray("CREATE TABLE t (a varchar(3))")
                                   << QByteArray("CREATE TABLE t (a varchar(5))") << QByteArray("exclusive-lock");
    QTest::newRow("an index") << QByteArray("CREATE TABLE t (a int)") << QByteArray("CREATE TABLE t (a int); CREATE INDEX i ON t (a)")
                              << QByteArray("write-lock");
    QTest::newRow("not null") << QByteArray("CREATE TABLE t (a int)") << QByteArray("CREATE TABLE t (a int NOT NULL)")
                              << QByteArray("scan,may-fail");
}

void TestComparison::tellsRisks()
{
    QFETCH(const QByteArray, from);
    QFETCH(const QByteArray, to);
    reset(*m_from, from.toStdString());
    reset(*m_to, to.toStdString());
    const Comparison comparison = compareDatabases();
    QCOMPARE(comparison.changes.size(), std::size_t(1));
    std::vector<std::string> kinds;
    for (const Risk &risk : comparison.changes.front().statements.front().risks)
        kinds.push_back(toString(risk.kind));
    QTEST(QByteArray::fromStdString(text::join(kinds, ",")), "risks");
}

void TestComparison::tellsWhyAnObjectIsMadeAnew()
{
    reset(*m_from, "CREATE TABLE t (a integer); CREATE VIEW v AS SELECT a FROM t; COMMENT ON VIEW v IS 'kept';"
                   "GRANT SELECT ON v TO PUBLIC; CREATE MATERIALIZED VIEW m AS SELECT a FROM v; CREATE INDEX i ON m (a)");
    reset(*m_to, "CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a FROM t; COMMENT ON VIEW v IS 'kept';"
                 "GRANT SELECT ON v TO PUBLIC; CREATE MATERIALIZED VIEW m AS SELECT a FROM v; CREATE INDEX i ON m (a)");
    const Comparison comparison = compareDatabases();
    QCOMPARE(statementsOf(comparison),
             std::string("DROP MATERIALIZED VIEW app.m\nDROP VIEW app.v\nALTER TABLE app.t ALTER COLUMN a TYPE bigint\n"
                         "CREATE VIEW app.v AS\n SELECT t.a\n   FROM app.t\nCOMMENT ON VIEW app.v IS 'kept'\n"
                         "GRANT SELECT ON TABLE app.v TO PUBLIC\n"
                         "CREATE MATERIALIZED VIEW app.m AS\n SELECT v.a\n   FROM app.v\n"
                         "CREATE INDEX i ON app.m USING btree (a)\n"));
    QCOMPARE(comparison.changes.front().reason, std::string("view app.v is made anew"));
}

/// A name with a line feed stands in a comment, whose next line would run.
void TestComparison::namesRunNothing()
{
    const std::string table = "\"t\nCREATE TABLE app.injected (); --\"";
    const std::string view = "; CREATE VIEW v AS SELECT a FROM " + table;
    reset(*m_from, "CREATE TABLE " + table + " (a integer)" + view);
    reset(*m_to, "CREATE TABLE " + table + " (a bigint)" + view);
    const std::string script = toScript(compareDatabases());
    QVERIFY2(script.find("-- column app.\"t CREATE TABLE app.injected (); --\".a changes its type\n")
                 != std::string::npos, script.c_str());
    m_from->execute(script);
    QVERIFY(!m_from->hasRelation("app.injected"));
    QCOMPARE(statementsOf(compareDatabases()), std::string());
}

void TestComparison::keepsNumbering()
{
    reset(*m_from, "CREATE TABLE t (id serial, x integer); INSERT INTO t (x) SELECT generate_series(1, 7)");
    reset(*m_to, "CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY, x integer)");
    m_from->execute(toScript(compareDatabases()));
    QCOMPARE(statementsOf(compareDatabases()), std::string());
    QCOMPARE(m_from->value("INSERT INTO app.t (x) VALUES (8) RETURNING id"), std::string("8"));
}

void TestComparison::commitsNewValuesBeforeTheyAreUsed()
{
    reset(*m_from, "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (v e DEFAULT 'a')");
    reset(*m_to, "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (v e DEFAULT 'b')");
    const std::string script = toScript(compareDatabases());
    QVERIFY2(script.find("ADD VALUE 'b';\nCOMMIT;\nBEGIN;\n") != std::string::npos, script.c_str());
    // One message to the server would be one transaction; psql sends them apart.
    const std::size_t rest = script.find("COMMIT;\n") + std::string_view("COMMIT;\n").size();
    m_from->execute(script.substr(0, rest));
    m_from->execute(script.substr(rest));
    QCOMPARE(statementsOf(compareDatabases()), std::string());
}

QTEST_GUILESS_MAIN(TestComparison)
#include "tst_comparison.moc"
