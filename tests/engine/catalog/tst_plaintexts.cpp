// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/snapshot.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QTest>

#include <map>
#include <optional>

using namespace retort;
using namespace retort::catalog;

namespace {

/// Indexes, keys and defaults, plain and not, on names that need quotes and on names that look as if they did.
constexpr const char *sample = R"sql(
CREATE SCHEMA "Odd Shop";
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE DOMAIN code AS varchar(10);
CREATE FUNCTION doubled(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE plain (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int UNIQUE, b text, c varchar(20), d char(3), e name,
    f mood, g code, h jsonb, i inet, j cidr, k text COLLATE "C", l int[], m int4range, n numeric(8, 2) DEFAULT 1.50,
    "user" int DEFAULT 7, "Mixed" text DEFAULT 'it''s', value int, "type" date DEFAULT CURRENT_DATE, "no$" uuid,
    "1st" oid, "sum" int GENERATED ALWAYS AS (a + 1) STORED, made timestamptz DEFAULT now(),
    CHECK (a > 0), CONSTRAINT "No Heirs" CHECK ("Mixed" <> '') NO INHERIT);
ALTER TABLE plain ADD CONSTRAINT later CHECK (value < 10) NOT VALID;
CREATE INDEX ON plain (a DESC);
CREATE INDEX ON plain (a NULLS FIRST, b DESC NULLS LAST, c);
CREATE INDEX "Quoted Index" ON plain ("user", "Mixed", "type", "no$", "1st", value);
CREATE UNIQUE INDEX ON plain (c) INCLUDE (a, b);
CREATE INDEX ON plain (c text_pattern_ops);
CREATE INDEX ON plain (c varchar_pattern_ops);
CREATE INDEX ON plain (b COLLATE "C");
CREATE INDEX ON plain (k);
CREATE INDEX ON plain (k COLLATE "default");
CREATE INDEX ON plain (d, e, f, g, i, j, l, m);
CREATE INDEX ON plain (lower(b));
CREATE INDEX ON plain (a, doubled(value));
CREATE INDEX ON plain (a) WITH (fillfactor = 70);
CREATE INDEX ON plain (made) WHERE a IS NOT NULL AND "user" > 3;
CREATE INDEX ON plain USING hash (a);
CREATE INDEX ON plain USING gin (h);
CREATE INDEX ON plain USING gin (h jsonb_path_ops) WHERE f = 'sad';
CREATE INDEX ON plain USING brin (made);
CREATE TABLE "Odd Shop"."Shelf" (
    "No" int, "row" int, "to" int NOT NULL, PRIMARY KEY ("No", "row"), CONSTRAINT once UNIQUE ("to") DEFERRABLE,
    CONSTRAINT wide UNIQUE ("row") INCLUDE ("to"), EXCLUDE USING btree ("to" WITH =));
CREATE INDEX ON "Odd Shop"."Shelf" ("to", "No");
CREATE TABLE child (
    a int REFERENCES plain (a) ON DELETE CASCADE ON UPDATE SET NULL, x int, y int, self bigint,
    CONSTRAINT shelf FOREIGN KEY (x, y) REFERENCES "Odd Shop"."Shelf" MATCH FULL,
    CONSTRAINT shelf_later FOREIGN KEY (x, y) REFERENCES "Odd Shop"."Shelf" ON DELETE SET DEFAULT DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT own FOREIGN KEY (self) REFERENCES plain ON UPDATE RESTRICT);
ALTER TABLE child ADD CONSTRAINT unchecked FOREIGN KEY (x) REFERENCES plain (a) NOT VALID;
ALTER TABLE child ALTER CONSTRAINT own DEFERRABLE;
CREATE TABLE parted (id int, made date, PRIMARY KEY (id, made)) PARTITION BY RANGE (made);
CREATE TABLE parted_2025 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX ON parted (made);
CREATE TABLE refers (id int, made date, FOREIGN KEY (id, made) REFERENCES parted);
CREATE TABLE parted_keys (id int, a int REFERENCES plain (a)) PARTITION BY LIST (id);
CREATE TABLE parted_keys_1 PARTITION OF parted_keys FOR VALUES IN (1);
CREATE TABLE gone (a int, dropped int, b int);
ALTER TABLE gone DROP COLUMN dropped, ADD UNIQUE (b);
ALTER TABLE plain RENAME COLUMN made TO "When";
)sql";

} // namespace

/// What is printed here is what the server prints.
class TestPlainTexts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void printsIndexes_data();
    void printsIndexes();
    void printsConstraints_data();
    void printsConstraints();
    void printsDefaults();

private:
    std::map<std::string, std::string> ask(const std::string &sql);
    Snapshot take();

    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
};

void TestPlainTexts::initTestCase()
{
    m_database.emplace();
    auto connection = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(connection);
    m_connection = *std::move(connection);
    VERIFY_OK(m_connection->execute(sample));
    if (m_connection->server().version >= 150000) {
        VERIFY_OK(m_connection->execute(
            "ALTER TABLE gone ADD CONSTRAINT nulls UNIQUE NULLS NOT DISTINCT (a);"
            "ALTER TABLE child ADD CONSTRAINT partly FOREIGN KEY (x, y) REFERENCES \"Odd Shop\".\"Shelf\""
            " ON DELETE SET NULL (y)"));
    }
}

void TestPlainTexts::cleanupTestCase()
{
    m_connection.reset();
    m_database.reset();
}

std::map<std::string, std::string> TestPlainTexts::ask(const std::string &sql)
{
    std::map<std::string, std::string> texts;
    const auto rows = m_connection->query(sql);
    if (!rows) {
        QTest::qFail(test::describe(rows.error()).c_str(), __FILE__, __LINE__);
        return texts;
    }
    for (int row = 0; row < rows->rowCount(); ++row)
        texts.emplace(rows->text(row, 0), rows->text(row, 1));
    return texts;
}

Snapshot TestPlainTexts::take()
{
    auto snapshot = takeSnapshot(*m_connection, {{}, false, {}});
    if (!snapshot) {
        QTest::qFail(test::describe(snapshot.error()).c_str(), __FILE__, __LINE__);
        return {};
    }
    return *std::move(snapshot);
}

namespace {

void differentSettings()
{
    QTest::addColumn<QString>("settings");
    QTest::newRow("as the server is") << QStringLiteral("RESET ALL");
    QTest::newRow("nothing on the search path") << QStringLiteral("SET search_path = ''");
    QTest::newRow("everything on the search path") << QStringLiteral("SET search_path = public, \"Odd Shop\"");
    QTest::newRow("all names quoted") << QStringLiteral("SET quote_all_identifiers = on");
}

} // namespace

void TestPlainTexts::printsIndexes_data()
{
    differentSettings();
}

void TestPlainTexts::printsIndexes()
{
    QFETCH(QString, settings);
    VERIFY_OK(m_connection->execute("RESET ALL"));
    VERIFY_OK(m_connection->execute(settings.toStdString()));
    auto server = ask("SELECT t.relname || '/' || x.relname, pg_get_indexdef(i.indexrelid, 0, true) FROM pg_index i"
                      " JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid"
                      " WHERE t.relnamespace IN ('public'::regnamespace, '\"Odd Shop\"'::regnamespace)");
    std::map<std::string, std::string> own;
    for (const Relation &relation : take().relations) {
        for (const Index &index : relation.indexes)
            own.emplace(relation.summary.name.name + "/" + index.name, index.definition);
    }
    QVERIFY(own.size() > 30);
    QCOMPARE(own.size(), server.size());
    for (const auto &[name, definition] : own)
        QCOMPARE(definition, server[name]);
}

void TestPlainTexts::printsConstraints_data()
{
    differentSettings();
}

void TestPlainTexts::printsConstraints()
{
    QFETCH(QString, settings);
    VERIFY_OK(m_connection->execute("RESET ALL"));
    VERIFY_OK(m_connection->execute(settings.toStdString()));
    auto server = ask("SELECT t.relname || '/' || con.conname, pg_get_constraintdef(con.oid, true)"
                      " FROM pg_constraint con JOIN pg_class t ON t.oid = con.conrelid"
                      " WHERE t.relnamespace IN ('public'::regnamespace, '\"Odd Shop\"'::regnamespace)");
    std::map<std::string, std::string> own;
    std::map<std::string, std::string> seenFromThere;
    for (const Relation &relation : take().relations) {
        const std::string prefix = relation.summary.name.name + "/";
        for (const Constraint &constraint : relation.constraints)
            own.emplace(prefix + constraint.name, constraint.definition);
        for (const ForeignKey &key : relation.foreignKeys)
            own.emplace((key.isInherited ? key.from.name + "/" : prefix) + key.name, key.definition);
        for (const ForeignKey &key : relation.referencedBy)
            seenFromThere.emplace(key.from.name + "/" + key.name, key.definition);
        for (const Index &index : relation.indexes) {
            if (index.constraintType != '\0' && index.constraintType != 'x')
                own.emplace(prefix + index.name, index.constraintDefinition);
        }
    }
    QVERIFY(own.size() > 15);
    QVERIFY(seenFromThere.size() > 5);
    for (const auto &[name, definition] : own)
        QCOMPARE(definition, server[name]);
    for (const auto &[name, definition] : seenFromThere)
        QCOMPARE(definition, server[name]);
}

void TestPlainTexts::printsDefaults()
{
    VERIFY_OK(m_connection->execute("RESET ALL"));
    auto server = ask("SELECT a.attname, pg_get_expr(d.adbin, d.adrelid, true) FROM pg_attrdef d"
                      " JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum"
                      " WHERE d.adrelid = 'plain'::regclass");
    int seen = 0;
    for (const Relation &relation : take().relations) {
        if (relation.summary.name.name != "plain")
            continue;
        for (const Column &column : relation.columns) {
            QCOMPARE(column.defaultExpression, server[column.name]);
            seen += column.defaultExpression.empty() ? 0 : 1;
        }
    }
    QCOMPARE(seen, 6);
}

QTEST_GUILESS_MAIN(TestPlainTexts)
#include "tst_plaintexts.moc"
