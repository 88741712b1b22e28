// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/versiontable.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace retort;
using revision::VersionChange;
using revision::VersionOperation;
using run::VersionTable;
using Rows = std::vector<std::string>;

class TestVersionTable : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_database.emplace(); }
    void cleanup();
    void cleanupTestCase() { m_database.reset(); }

    void quotesItsName_data();
    void quotesItsName();
    void readsAnAbsentTableAsNoRows();
    void readsWithoutRightsToWrite();
    void createsWhatAlembicCreates();
    void changesRows_data();
    void changesRows();
    void failsWhereARowIsMissing_data();
    void failsWhereARowIsMissing();
    void livesInAnotherSchema();

private:
    std::optional<test::ScratchDatabase> m_database;
};

void TestVersionTable::cleanup()
{
    m_database->execute("DROP TABLE IF EXISTS alembic_version; DROP SCHEMA IF EXISTS \"Other One\" CASCADE");
}

void TestVersionTable::quotesItsName_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("schema");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, const char *schema, const char *expected) {
        QTest::newRow(expected) << std::string(name) << std::string(schema) << std::string(expected);
    };
    row("alembic_version", "", "alembic_version");
    row("alembic_version", "my_schema", "my_schema.alembic_version");
    row("Version", "public", "\"public\".\"Version\"");
    row("current_user", "", "\"current_user\"");
    row("user", "", "\"user\"");
    row("1_a", "", "\"1_a\"");
    row("a\"b", "", "\"a\"\"b\"");
}

void TestVersionTable::quotesItsName()
{
    QFETCH(std::string, name);
    QFETCH(std::string, schema);
    QFETCH(std::string, expected);
    const VersionTable table(name, schema);
    QCOMPARE(table.qualifiedName(), expected);
    // And the server takes it for what it is.
    QCOMPARE(m_database->value("SELECT array_to_string(parse_ident(" + text::quoteLiteral(expected) + "), '|')"),
             schema.empty() ? name : schema + '|' + name);
}

void TestVersionTable::readsAnAbsentTableAsNoRows()
{
    postgres::Connection connection = m_database->connect();
    const VersionTable table;
    auto exists = table.exists(connection);
    VERIFY_OK(exists);
    QVERIFY(!*exists);
    auto rows = table.read(connection);
    VERIFY_OK(rows);
    QVERIFY(rows->empty());
    QVERIFY(!m_database->hasRelation("alembic_version")); // S-24
    rows = VersionTable("alembic_version", "no_such_schema").read(connection);
    VERIFY_OK(rows);
    QVERIFY(rows->empty());
}

void TestVersionTable::readsWithoutRightsToWrite()
{
    m_database->execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
                        "INSERT INTO alembic_version VALUES ('b'), ('a')");
    postgres::Connection connection = m_database->connect();
    VERIFY_OK(connection.execute("SET default_transaction_read_only = on"));
    auto rows = VersionTable().read(connection);
    VERIFY_OK(rows);
    QCOMPARE(*rows, (Rows{"b", "a"})); // in the server's order
}

void TestVersionTable::createsWhatAlembicCreates()
{
    postgres::Connection connection = m_database->connect();
    const VersionTable table;
    VERIFY_OK(table.ensure(connection));
    VERIFY_OK(table.ensure(connection));
    QCOMPARE(m_database->value("SELECT format_type(atttypid, atttypmod) || ' ' || attnotnull FROM pg_attribute"
                               " WHERE attrelid = 'alembic_version'::regclass AND attnum > 0"),
             std::string("character varying(32) true"));
    QCOMPARE(m_database->value("SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
                               " WHERE conrelid = 'alembic_version'::regclass"),
             std::string("alembic_version_pkc PRIMARY KEY (version_num)"));
}

void TestVersionTable::changesRows_data()
{
    QTest::addColumn<Rows>("before");
    QTest::addColumn<Rows>("removed");
    QTest::addColumn<Rows>("added");
    QTest::addColumn<Rows>("after");
    QTest::addColumn<Rows>("statements"); // their first words
    QTest::newRow("insert") << Rows{} << Rows{} << Rows{"a"} << Rows{"a"} << Rows{"INSERT"};
    QTest::newRow("update") << Rows{"a"} << Rows{"a"} << Rows{"b"} << Rows{"b"} << Rows{"UPDATE"};
    QTest::newRow("delete") << Rows{"a", "x"} << Rows{"a"} << Rows{} << Rows{"x"} << Rows{"DELETE"};
    QTest::newRow("merge") << Rows{"a", "b", "c"} << Rows{"a", "b", "c"} << Rows{"m"} << Rows{"m"}
                           << Rows{"DELETE", "DELETE", "UPDATE"};
    QTest::newRow("unmerge") << Rows{"m", "x"} << Rows{"m"} << Rows{"a", "b"} << Rows{"a", "b", "x"}
                             << Rows{"INSERT", "UPDATE"};
    QTest::newRow("nothing") << Rows{"a"} << Rows{} << Rows{} << Rows{"a"} << Rows{};
    QTest::newRow("quotes") << Rows{"o'b"} << Rows{"o'b"} << Rows{"a\\b"} << Rows{"a\\b"} << Rows{"UPDATE"};
}

void TestVersionTable::changesRows()
{
    QFETCH(Rows, before);
    QFETCH(Rows, removed);
    QFETCH(Rows, added);
    QFETCH(Rows, after);
    QFETCH(Rows, statements);
    const VersionTable table;
    VersionChange change;
    change.removed = removed;
    change.added = added;
    Rows words;
    for (const std::string &statement : table.changeSql(change, false))
        words.push_back(statement.substr(0, statement.find(' ')));
    QCOMPARE(words, statements);

    postgres::Connection connection = m_database->connect();
    VERIFY_OK(table.ensure(connection));
    for (const bool checked : {false, true}) {
        VERIFY_OK(connection.execute("DELETE FROM alembic_version"));
        for (const std::string &row : before)
            VERIFY_OK(connection.execute("INSERT INTO alembic_version VALUES (" + text::quoteLiteral(row) + ')'));
        for (const std::string &statement : table.changeSql(change, checked))
            VERIFY_OK(connection.execute(statement));
        auto rows = table.read(connection);
        VERIFY_OK(rows);
        std::sort(rows->begin(), rows->end());
        QCOMPARE(*rows, after);
    }
}

void TestVersionTable::failsWhereARowIsMissing_data()
{
    QTest::addColumn<Rows>("removed");
    QTest::addColumn<Rows>("added");
    QTest::newRow("update") << Rows{"gone"} << Rows{"b"};
    QTest::newRow("delete") << Rows{"gone"} << Rows{};
    QTest::newRow("merge") << Rows{"gone", "a"} << Rows{"m"};
}

void TestVersionTable::failsWhereARowIsMissing()
{
    QFETCH(Rows, removed);
    QFETCH(Rows, added);
    const VersionTable table;
    VersionChange change;
    change.removed = removed;
    change.added = added;
    postgres::Connection connection = m_database->connect();
    VERIFY_OK(table.ensure(connection));
    VERIFY_OK(connection.execute("INSERT INTO alembic_version VALUES ('a')"));
    std::string script = "BEGIN;";
    for (const std::string &statement : table.changeSql(change, true))
        script += statement + ';';
    const auto changed = connection.execute(script + "COMMIT");
    VERIFY_ERROR(changed, "sql-error");
    QCOMPARE(changed.error().sql->sqlstate, std::string("22P02"));
    QVERIFY2(changed.error().message.find("alembic_version has no row gone any more; rows met: 0") != std::string::npos,
             changed.error().message.c_str());
    VERIFY_OK(connection.execute("ROLLBACK"));
    QCOMPARE(*table.read(connection), Rows{"a"});
}

void TestVersionTable::livesInAnotherSchema()
{
    postgres::Connection connection = m_database->connect();
    VERIFY_OK(connection.execute("CREATE SCHEMA \"Other One\""));
    const VersionTable table("our versions", "Other One");
    VERIFY_OK(table.ensure(connection));
    VersionChange change;
    change.added = {"a"};
    for (const std::string &statement : table.changeSql(change, true))
        VERIFY_OK(connection.execute(statement));
    change.removed = {"a"};
    change.added = {"b"};
    for (const std::string &statement : table.changeSql(change, true))
        VERIFY_OK(connection.execute(statement));
    QCOMPARE(*table.read(connection), Rows{"b"});
    QCOMPARE(m_database->value(
                 "SELECT conname FROM pg_constraint WHERE conrelid = '\"Other One\".\"our versions\"'::regclass"),
             std::string("our versions_pkc"));
}

QTEST_GUILESS_MAIN(TestVersionTable)
#include "tst_versiontable.moc"
