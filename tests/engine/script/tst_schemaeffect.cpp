// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/script/schemaeffect.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;

/// What statements leave in a schema, without a server.
class TestSchemaEffect : public QObject
{
    Q_OBJECT

private slots:
    void tells_data();
    void tells();
};

void TestSchemaEffect::tells_data()
{
    QTest::addColumn<std::string>("sql");     // statements, apart by " ;; "
    QTest::addColumn<std::string>("objects"); // in their order; "-" what is gone
    const auto row = [](const char *name, const char *sql, const char *objects) {
        QTest::newRow(name) << std::string(sql) << std::string(objects);
    };
    row("a table", "CREATE TABLE users (id int, mail text, CONSTRAINT users_pk PRIMARY KEY (id))",
        "table users, column users.id, column users.mail, constraint users.users_pk");
    row("in a schema", "CREATE SCHEMA app ;; CREATE TABLE IF NOT EXISTS app.users (id int)",
        "table app.users, column app.users.id, schema app");
    row("an index, in its table's schema", "CREATE INDEX ix ON app.users (id) ;; CREATE INDEX ON users (id)",
        "index app.ix");
    row("views", "CREATE VIEW v AS SELECT 1 ;; CREATE MATERIALIZED VIEW m AS SELECT 1 ;; CREATE TABLE t AS SELECT 1",
        "materialized view m, table t, view v");
    row("types and functions",
        "CREATE TYPE mood AS ENUM ('a') ;; CREATE DOMAIN d AS int ;; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS "
        "'SELECT 1' ;; CREATE EXTENSION hstore ;; CREATE SEQUENCE s",
        "sequence s, domain d, type mood, function f, extension hstore");
    row("columns and constraints",
        "ALTER TABLE t ADD COLUMN a int, ADD CONSTRAINT c CHECK (a > 0) ;; ALTER TABLE t DROP COLUMN b",
        "column t.a, -column t.b, constraint t.c");
    row("a trigger", "CREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f() ;; DROP TRIGGER h ON t",
        "trigger t.g, -trigger t.h");
    row("dropped with all that it had",
        "CREATE TABLE t (a int) ;; CREATE INDEX ix ON t (a) ;; ALTER TABLE t ADD COLUMN b int ;; DROP TABLE t",
        "-table t");
    row("renamed with all that it had",
        "CREATE TABLE t (a int) ;; CREATE INDEX ix ON t (a) ;; ALTER TABLE t RENAME TO u",
        "index ix, -table t, table u, column u.a");
    row("a renamed column", "ALTER TABLE t RENAME COLUMN a TO b", "-column t.a, column t.b");
    row("made, dropped, made again", "CREATE TABLE t () ;; DROP TABLE t ;; CREATE TABLE t ()", "table t");
    row("others", "DROP VIEW v ;; DROP TYPE mood ;; DROP FUNCTION f(int) ;; DROP INDEX ix ;; DROP SCHEMA app",
        "-index ix, -view v, -type mood, -function f, -schema app");
    row("in a block",
        "DO $$BEGIN IF true THEN CREATE TABLE t (a int); ELSE EXECUTE 'CREATE INDEX ix ON t (a)'; END IF; END$$",
        "index ix, table t, column t.a");
    row("nothing to be seen", "SELECT 1 ;; CREATE TEMP TABLE t (a int) ;; DO 'BEGIN END' ;; INSERT INTO t VALUES (1)",
        "");
    row("nothing to be read", "CREATE TABLE (", "");
}

void TestSchemaEffect::tells()
{
    QFETCH(std::string, sql);
    QFETCH(std::string, objects);
    script::SchemaEffect effect;
    for (std::size_t at = 0; at < sql.size();) {
        const std::size_t end = std::min(sql.find(" ;; ", at), sql.size());
        effect.apply(std::string_view(sql).substr(at, end - at));
        at = end + 4;
    }
    std::vector<std::string> found;
    for (const auto &[object, isThere] : effect.objects())
        found.push_back((isThere ? "" : "-") + object.words);
    QCOMPARE(text::join(found, ", "), objects);
}

QTEST_APPLESS_MAIN(TestSchemaEffect)
#include "tst_schemaeffect.moc"
