// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/rowpreview.h"
#include "engine/catalog/series.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QTest>

#include <optional>

using namespace retort;
using namespace retort::catalog;

/// Looks at data: first rows, and a column along time.
class TestLooking : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void showsTheFirstRows();
    void tellsNullFromEmpty();
    void shortensLongValues();
    void quotesOddNames();
    void readsWithoutTheRightToWrite();
    void waitsForNoLock();
    void refuses_data();
    void refuses();
    void gathersValuesInBuckets_data();
    void gathersValuesInBuckets();
    void drawsNothingOfNothing();
    void knowsWhatCanBeDrawn();

private:
    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
};

void TestLooking::initTestCase()
{
    m_database.emplace();
    auto connection = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(connection);
    m_connection = *std::move(connection);
    VERIFY_OK(m_connection->execute(R"sql(
SET timezone = 'UTC';
CREATE TABLE many (id int, name text);
INSERT INTO many SELECT n, 'row ' || n FROM generate_series(1, 50) n;
CREATE TABLE odd (nothing text, blank text, long text);
INSERT INTO odd VALUES (NULL, '', repeat('ż', 2000));
CREATE SCHEMA "My ""Schema";
CREATE TABLE "My ""Schema"."Odd;Table" ("a""b" int);
INSERT INTO "My ""Schema"."Odd;Table" VALUES (7);
CREATE SEQUENCE counter;
CREATE FUNCTION write() RETURNS int LANGUAGE sql VOLATILE AS 'INSERT INTO many VALUES (0) RETURNING 0';
CREATE VIEW writes AS SELECT write();
CREATE TABLE ticks (at timestamptz, day date, number bigint, value numeric, empty int);
INSERT INTO ticks SELECT timestamptz '2025-11-01' + n * interval '1 minute', date '2025-11-01' + n / 60, n, n % 10, NULL
FROM generate_series(0, 1439) n;)sql"));
}

void TestLooking::cleanupTestCase()
{
    m_connection.reset();
    m_database.reset();
}

void TestLooking::showsTheFirstRows()
{
    const auto some = previewRows(*m_connection, {"public", "many"}, 10);
    VERIFY_OK(some);
    QCOMPARE(some->columns, (std::vector<std::string>{"id", "name"}));
    QCOMPARE(some->rows.size(), std::size_t{10});
    QVERIFY(some->hasMore);
    QCOMPARE(some->rows.front().back().value_or(""), std::string("row 1"));
    const auto all = previewRows(*m_connection, {"public", "many"}, 50);
    VERIFY_OK(all);
    QCOMPARE(all->rows.size(), std::size_t{50});
    QVERIFY(!all->hasMore);
    QVERIFY(!m_connection->isInTransaction());
}

void TestLooking::tellsNullFromEmpty()
{
    const auto preview = previewRows(*m_connection, {"public", "odd"}, 10);
    VERIFY_OK(preview);
    QVERIFY(!preview->rows.front()[0]);
    QVERIFY(preview->rows.front()[1] == std::optional<std::string>(""));
}

void TestLooking::shortensLongValues()
{
    const auto preview = previewRows(*m_connection, {"public", "odd"}, 10);
    VERIFY_OK(preview);
    const QString value = QString::fromStdString(preview->rows.front()[2].value_or(""));
    QCOMPARE(value.size(), qsizetype(RowPreview::longest) + 1);
    QVERIFY(value.endsWith(QChar(0x2026)));
}

void TestLooking::quotesOddNames()
{
    const auto preview = previewRows(*m_connection, {"My \"Schema", "Odd;Table"}, 10);
    VERIFY_OK(preview);
    QCOMPARE(preview->columns, std::vector<std::string>{"a\"b"});
    QCOMPARE(preview->rows.front().front().value_or(""), std::string("7"));
}

void TestLooking::readsWithoutTheRightToWrite()
{
    const auto preview = previewRows(*m_connection, {"public", "writes"}, 10);
    QVERIFY(!preview);
    QCOMPARE(preview.error().sql->sqlstate, std::string("25006")); // read_only_sql_transaction
    QVERIFY(!m_connection->isInTransaction());
}

void TestLooking::waitsForNoLock()
{
    auto other = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(other);
    VERIFY_OK(other->execute("BEGIN; LOCK TABLE many IN ACCESS EXCLUSIVE MODE"));
    const auto preview = previewRows(*m_connection, {"public", "many"}, 10);
    QVERIFY(!preview);
    QCOMPARE(preview.error().code, std::string("preview-locked"));
    VERIFY_OK(other->execute("ROLLBACK"));
    VERIFY_OK(previewRows(*m_connection, {"public", "many"}, 10));
}

void TestLooking::refuses_data()
{
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("code");
    QTest::newRow("not there") << std::string("nowhere") << std::string("relation-not-found");
    QTest::newRow("without rows") << std::string("counter") << std::string("no-rows");
}

void TestLooking::refuses()
{
    QFETCH(std::string, name);
    QFETCH(std::string, code);
    const auto preview = previewRows(*m_connection, {"public", name}, 10);
    QVERIFY(!preview);
    QCOMPARE(preview.error().code, code);
}

void TestLooking::gathersValuesInBuckets_data()
{
    QTest::addColumn<std::string>("along");
    QTest::addColumn<double>("width");
    QTest::addColumn<int>("buckets");
    QTest::addColumn<double>("first");
    QTest::newRow("a time") << std::string("at") << 3'600.0 << 24 << 1'761'955'200.0;
    QTest::newRow("a day") << std::string("day") << 86'400.0 << 24 << 1'761'955'200.0;
    QTest::newRow("a number") << std::string("number") << 60.0 << 24 << 0.0;
}

void TestLooking::gathersValuesInBuckets()
{
    QFETCH(std::string, along);
    QFETCH(double, width);
    QFETCH(int, buckets);
    QFETCH(double, first);
    const auto series = readSeries(*m_connection, {{"public", "ticks"}, along, "value", 24});
    VERIFY_OK(series);
    QCOMPARE(series->isTime, along != "number");
    QCOMPARE(series->width, width);
    QCOMPARE(static_cast<int>(series->points.size()), buckets);
    QCOMPARE(series->points.front().at, first);
    QCOMPARE(series->points.front().average, 4.5);
    QCOMPARE(series->points.front().least, 0.0);
    QCOMPARE(series->points.front().most, 9.0);
    QCOMPARE(series->points.front().rows, std::int64_t{60});
}

void TestLooking::drawsNothingOfNothing()
{
    const auto series = readSeries(*m_connection, {{"public", "ticks"}, "at", "empty", 24});
    VERIFY_OK(series);
    QVERIFY(series->points.empty());
}

void TestLooking::knowsWhatCanBeDrawn()
{
    const auto column = [](const char *type) {
        Column made;
        made.type = type;
        return made;
    };
    QVERIFY(canLeadSeries(column("timestamp with time zone")) && canLeadSeries(column("bigint")));
    QVERIFY(!canLeadSeries(column("text")) && !canLeadSeries(column("date[]")));
    QVERIFY(canBeDrawn(column("numeric(12,2)")) && canBeDrawn(column("double precision")));
    QVERIFY(!canBeDrawn(column("json")) && !canBeDrawn(column("integer[]")));
}

QTEST_GUILESS_MAIN(TestLooking)
#include "tst_looking.moc"
