// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/script/relationtouches.h"
#include "tests/support/printers.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace retort;

namespace
{

std::string listed(const script::RelationTouches &touches)
{
    std::vector<std::string> names;
    for (const script::TouchedRelation &relation : touches.relations)
        names.push_back(relation.schema.empty() ? relation.name : relation.schema + '.' + relation.name);
    return text::join(names, ", ");
}

} // namespace

/// Which relations statements touch, without a server.
class TestRelationTouches : public QObject
{
    Q_OBJECT

private slots:
    void tells_data();
    void tells();
    void knowsTheTablesOfIndexes();
    void readsASection();
};

void TestRelationTouches::tells_data()
{
    QTest::addColumn<std::string>("sql");
    QTest::addColumn<std::string>("relations");
    const auto row = [](const char *name, const char *sql, const char *relations) {
        QTest::newRow(name) << std::string(sql) << std::string(relations);
    };
    row("create", "CREATE TABLE users (id int REFERENCES accounts)", "users");
    row("in a schema, quoted", "CREATE TABLE app.\"User s\" (id int)", "app.User s");
    row("temporary", "CREATE TEMP TABLE users (id int)", "");
    row("a partition and its parent", "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)", "p, p1");
    row("as a query", "CREATE TABLE t AS SELECT * FROM other", "t");
    row("select into", "SELECT * INTO t FROM other", "t");
    row("alter", "ALTER TABLE ONLY users ADD COLUMN a int", "users");
    row("attach", "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1)", "p, p1");
    row("rename", "ALTER TABLE users RENAME TO people", "people, users");
    row("rename a column", "ALTER TABLE users RENAME COLUMN a TO b", "users");
    row("to another schema", "ALTER TABLE users SET SCHEMA app", "users");
    row("drop", "DROP TABLE IF EXISTS users, app.accounts CASCADE", "users, app.accounts");
    row("views", "CREATE OR REPLACE VIEW v AS SELECT * FROM users", "v");
    row("materialized views", "CREATE MATERIALIZED VIEW m AS SELECT * FROM users", "m");
    row("refresh", "REFRESH MATERIALIZED VIEW CONCURRENTLY m", "m");
    row("drop a view", "DROP VIEW app.v", "app.v");
    row("index", "CREATE UNIQUE INDEX CONCURRENTLY ix ON users (mail)", "ix, users");
    row("a nameless index", "CREATE INDEX ON app.users (mail)", "app.users");
    row("drop an index", "DROP INDEX CONCURRENTLY ix", "ix");
    row("alter an index", "ALTER INDEX ix RENAME TO iy", "ix, iy");
    row("sequence", "CREATE SEQUENCE s OWNED BY users.id", "s");
    row("trigger", "CREATE TRIGGER t BEFORE INSERT ON users EXECUTE FUNCTION f()", "users");
    row("drop a trigger", "DROP TRIGGER t ON app.users", "app.users");
    row("policy", "CREATE POLICY p ON users USING (true)", "users");
    row("alter a policy", "ALTER POLICY p ON users USING (false)", "users");
    row("drop a policy", "DROP POLICY p ON users", "users");
    row("rule", "CREATE RULE r AS ON INSERT TO users DO NOTHING", "users");
    row("grant", "GRANT SELECT ON users, accounts TO reader", "accounts, users");
    row("grant on a schema", "GRANT USAGE ON SCHEMA app TO reader", "");
    row("comment", "COMMENT ON TABLE users IS 'people'", "users");
    row("comment on a column", "COMMENT ON COLUMN app.users.mail IS 'address'", "app.users");
    row("comment on a function", "COMMENT ON FUNCTION f() IS 'x'", "");
    row("insert", "INSERT INTO users SELECT * FROM old_users", "users");
    row("insert, quoted, in a schema", "INSERT /* into it */ INTO \"app\" . x VALUES (1)", "app.x");
    row("insert in a schema", "insert into App.\"Users\" (a) values (1)", "app.Users");
    row("update", "UPDATE ONLY users SET a = 1 FROM other", "users");
    row("delete", "DELETE FROM users USING other", "users");
    row("merge", "MERGE INTO users u USING other o ON u.id = o.id WHEN MATCHED THEN DELETE", "users");
    row("truncate", "TRUNCATE users, accounts", "accounts, users");
    row("copy in", "COPY users (a) FROM stdin", "users");
    row("copy out", "COPY users TO stdout", "");
    row("in WITH", "WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone", "a, b");
    row("only read", "SELECT * FROM users", "");
    row("in a block", "DO $$BEGIN IF true THEN CREATE TABLE t (a int); ELSE EXECUTE 'DROP TABLE u'; END IF; END$$",
        "t, u");
    row("a hypertable", "SELECT create_hypertable('metrics.readings', 'time')", "metrics.readings");
    row("a hypertable, from", "SELECT * FROM create_hypertable('readings'::regclass, by_range('time'))", "readings");
    row("a policy of TimescaleDB",
        "SELECT public.add_retention_policy(relation => 'readings', drop_after => INTERVAL "
        "'1 day')",
        "readings");
    row("a procedure of TimescaleDB", "CALL add_columnstore_policy('readings', after => INTERVAL '1 day')", "readings");
    row("another function", "SELECT setval('users_id_seq', 1)", "");
    row("types", "CREATE TYPE mood AS (a int)", "");
    row("extensions", "CREATE EXTENSION hstore", "");
    row("nothing to be read", "CREATE TABLE (", "");
}

void TestRelationTouches::tells()
{
    QFETCH(std::string, sql);
    QFETCH(std::string, relations);
    script::RelationTouches touches;
    script::addTouches(sql, touches);
    QCOMPARE(listed(touches), relations);
}

void TestRelationTouches::knowsTheTablesOfIndexes()
{
    script::RelationTouches touches;
    script::addTouches("CREATE INDEX ix ON app.users (mail)", touches);
    const script::TouchedRelation index{"app", "ix"};
    QCOMPARE(touches.tableOfIndex.size(), std::size_t{1});
    QCOMPARE(touches.tableOfIndex.at(index).name, std::string("users"));
}

void TestRelationTouches::readsASection()
{
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("a.sql")).toStdString();
    std::ofstream(path) << "-- add users\n-- Revision ID: a\n-- migrate:up\nCREATE TABLE users (id int);\n"
                           "COPY users FROM stdin;\n1\n2\n\\.\nINSERT INTO accounts VALUES (1);\n"
                           "-- migrate:down\nDROP TABLE other;\n";
    const auto file = script::readRevisionFile(path);
    QVERIFY2(file && file->up, file ? "" : file.error().toString().c_str());
    const auto touches = script::touchesOf(path, *file->up);
    QVERIFY(touches);
    QCOMPARE(listed(*touches), std::string("accounts, users"));
    QVERIFY(!script::touchesOf(folder.filePath(QStringLiteral("none.sql")).toStdString(), *file->up));
}

QTEST_APPLESS_MAIN(TestRelationTouches)
#include "tst_relationtouches.moc"
