// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/error.h"
#include "engine/base/text.h"

#include <QTest>

using namespace retort;

class TestText : public QObject
{
    Q_OBJECT

private slots:
    void findsTheNearestMatch_data();
    void findsTheNearestMatch();
    void findsInvalidUtf8_data();
    void findsInvalidUtf8();
    void quotes_data();
    void quotes();
    void findsIgnoringCase();
    void countsCharacters();
    void tellsRetryableErrors();
    void printsPlaces();
};

void TestText::findsTheNearestMatch_data()
{
    QTest::addColumn<std::string>("typed");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("extra letters") << std::string("timescaledb") << std::string("timescale");
    QTest::newRow("swapped letters") << std::string("psotgres") << std::string("postgres");
    QTest::newRow("case") << std::string("Postgres") << std::string("postgres");
    QTest::newRow("far off") << std::string("mysql") << std::string();
}

void TestText::findsTheNearestMatch()
{
    QFETCH(std::string, typed);
    QFETCH(std::string, expected);
    QCOMPARE(text::nearestMatch(typed, {"postgres", "timescale"}).value_or(""), expected);
}

void TestText::findsInvalidUtf8_data()
{
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<int>("offset"); // -1: valid
    QTest::newRow("ascii") << std::string("SELECT 1") << -1;
    QTest::newRow("four bytes") << std::string("\xF0\x9F\x90\x98") << -1;
    QTest::newRow("latin-1") << std::string("za\xBF\xF3\xB3\xE6") << 2;
    QTest::newRow("overlong") << std::string("a\xC0\xAF") << 1;
    QTest::newRow("surrogate") << std::string("\xED\xA0\x80") << 0;
    QTest::newRow("cut off") << std::string("ab\xE2\x82") << 2;
    QTest::newRow("beyond U+10FFFF") << std::string("\xF4\x90\x80\x80") << 0;
}

void TestText::findsInvalidUtf8()
{
    QFETCH(std::string, bytes);
    QFETCH(int, offset);
    const auto found = text::invalidUtf8Offset(bytes);
    QCOMPARE(found ? static_cast<int>(*found) : -1, offset);
}

void TestText::quotes_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("literal");
    QTest::addColumn<std::string>("identifier");
    QTest::newRow("plain") << std::string("users") << std::string("'users'") << std::string("\"users\"");
    QTest::newRow("quotes") << std::string("o'b\"c") << std::string("'o''b\"c'") << std::string("\"o'b\"\"c\"");
    QTest::newRow("backslash") << std::string("a\\b") << std::string("E'a\\\\b'") << std::string("\"a\\b\"");
}

void TestText::quotes()
{
    QFETCH(std::string, text);
    QFETCH(std::string, literal);
    QFETCH(std::string, identifier);
    QCOMPARE(retort::text::quoteLiteral(text), literal);
    QCOMPARE(retort::text::quoteIdentifier(text), identifier);
}

void TestText::findsIgnoringCase()
{
    QCOMPARE(retort::text::findIgnoringCase("ALTER ROLE a PassWord 'x'", "password"), std::size_t{13});
    QCOMPARE(retort::text::findIgnoringCase("pass password", "password", 1), std::size_t{5});
    QCOMPARE(retort::text::findIgnoringCase("a 1x", "1x"), std::size_t{2});
    QCOMPARE(retort::text::findIgnoringCase("passwor", "password"), std::string_view::npos);
    QCOMPARE(retort::text::findIgnoringCase("", "p"), std::string_view::npos);
    QCOMPARE(retort::text::findIgnoringCase("abc", "b", 4), std::string_view::npos);
    QCOMPARE(retort::text::findIgnoringCase("aAb AaBB", "aabb"), std::size_t{4});
    QCOMPARE(retort::text::findIgnoringCase("größe MAPPING", "mapping"), std::size_t{8});
}

void TestText::countsCharacters()
{
    const std::string word = "zażółć";
    QCOMPARE(text::characterCount(word), std::size_t{6});
    QCOMPARE(text::byteOffsetOfCharacter(word, 3), std::size_t{4});
    QCOMPARE(text::byteOffsetOfCharacter(word, 60), word.size());
    QCOMPARE(text::counted(1, "revision"), std::string("1 revision"));
    QCOMPARE(text::counted(0, "branch", "branches"), std::string("0 branches"));
}

void TestText::tellsRetryableErrors()
{
    Error error = makeError("sql-error", "canceling statement due to lock timeout");
    QVERIFY(!error.isRetryable());
    error.sql = SqlDiagnostic{};
    error.sql->sqlstate = "55P03";
    QVERIFY(error.isRetryable());
    QVERIFY(!error.losesConnection());
    error.sql->sqlstate = "57P01";
    QVERIFY(!error.isRetryable());
    QVERIFY(error.losesConnection());
}

void TestText::printsPlaces()
{
    Error error = makeError("syntax-error", "syntax error at or near \"TABEL\"");
    QCOMPARE(error.toString(), error.message);
    error.place = {"a.sql", 3, 0};
    QCOMPARE(error.toString(), "a.sql:3: " + error.message);
    error.place.column = 8;
    QCOMPARE(error.toString(), "a.sql:3:8: " + error.message);
}

QTEST_APPLESS_MAIN(TestText)
#include "tst_text.moc"
