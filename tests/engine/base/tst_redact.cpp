// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/redact.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;

class TestRedact : public QObject
{
    Q_OBJECT

private slots:
    void masksKnownSecrets_data();
    void masksKnownSecrets();
    void masksCredentialsInSql_data();
    void masksCredentialsInSql();
    void leavesOtherSqlAlone_data();
    void leavesOtherSqlAlone();
    void movesThePositionAlong_data();
    void movesThePositionAlong();
    void masksAllTextsOfAnError();
};

void TestRedact::masksKnownSecrets_data()
{
    QTest::addColumn<std::string>("secret");
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("plain") << std::string("hunter2-canary") << std::string("got hunter2-canary, twice hunter2-canary")
                           << std::string("got ***, twice ***");
    QTest::newRow("percent-encoded") << std::string("p@ss/w%rd") << std::string("see p%40ss%2Fw%25rd and p@ss/w%rd")
                                     << std::string("see *** and ***");
    QTest::newRow("non-ASCII") << std::string("zażółć!") << std::string("za%C5%BC%C3%B3%C5%82%C4%87%21 = zażółć!")
                               << std::string("*** = ***");
    QTest::newRow("short word within words")
        << std::string("sotp") << std::string("sotp_db, sotp, 'sotp'") << std::string("sotp_db, ***, '***'");
    QTest::newRow("long word within words")
        << std::string("correcthorse") << std::string("xcorrecthorsey") << std::string("x***y");
}

void TestRedact::masksKnownSecrets()
{
    QFETCH(std::string, secret);
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    Redactor redactor;
    redactor.addSecret(secret);
    redactor.addSecret("");
    QCOMPARE(redactor.masked(text), expected);
}

void TestRedact::masksCredentialsInSql_data()
{
    QTest::addColumn<std::string>("sql");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, const char *sql, const char *expected) {
        QTest::newRow(name) << std::string(sql) << std::string(expected);
    };
    row("role", "CREATE ROLE a LOGIN PASSWORD 'canary';", "CREATE ROLE a LOGIN PASSWORD '***';");
    row("case and blanks", "alter user a encrypted\n password\n 'canary'", "alter user a encrypted\n password\n '***'");
    row("quotes within", "ALTER ROLE a PASSWORD 'ca''nary' VALID UNTIL 'infinity'",
        "ALTER ROLE a PASSWORD '***' VALID UNTIL 'infinity'");
    row("leading quote", "ALTER ROLE a PASSWORD '''canary'", "ALTER ROLE a PASSWORD '***'");
    row("escapes", "ALTER ROLE a PASSWORD E'ca\\'nary'; SELECT 'x'", "ALTER ROLE a PASSWORD E'***'; SELECT 'x'");
    row("dollar quotes", "ALTER ROLE a PASSWORD $p$canary$p$;", "ALTER ROLE a PASSWORD $p$***$p$;");
    row("within a literal", "EXECUTE 'ALTER ROLE a PASSWORD ''canary'' LOGIN';",
        "EXECUTE 'ALTER ROLE a PASSWORD ''***'' LOGIN';");
    row("unterminated", "ALTER ROLE a PASSWORD 'canary", "ALTER ROLE a PASSWORD '***");
    row("user mapping", "CREATE USER MAPPING FOR a SERVER s OPTIONS (user 'u', api_key 'canary')",
        "CREATE USER MAPPING FOR a SERVER s OPTIONS (user '***', api_key '***')");
    row("foreign server", "ALTER SERVER s OPTIONS (SET \"password\" 'canary')",
        "ALTER SERVER s OPTIONS (SET \"password\" '***')");
    row("connection string", "CREATE SUBSCRIPTION s CONNECTION 'host=h password=canary user=u' PUBLICATION p",
        "CREATE SUBSCRIPTION s CONNECTION 'host=h password=*** user=u' PUBLICATION p");
    row("URL", "SELECT dblink('postgresql://u:ca/n@ry@h:5432/d')", "SELECT dblink('postgresql://u:***@h:5432/d')");
    row("assignment", "UPDATE users SET password = 'canary' WHERE id = 1",
        "UPDATE users SET password = '***' WHERE id = 1");
    row("named argument", "SELECT f(password => 'canary')", "SELECT f(password => '***')");
    row("JSON", "SELECT '{\"password\": \"canary\", \"user\": \"u\"}'",
        "SELECT '{\"password\": \"***\", \"user\": \"u\"}'");
}

void TestRedact::masksCredentialsInSql()
{
    QFETCH(std::string, sql);
    QFETCH(std::string, expected);
    QCOMPARE(Redactor().masked(sql), expected);
}

void TestRedact::leavesOtherSqlAlone_data()
{
    QTest::addColumn<std::string>("sql");
    for (const char *sql : {
             "CREATE TABLE users (name text, password text DEFAULT 'none', password_hash varchar(60) DEFAULT '')",
             "COMMENT ON COLUMN users.password IS 'hashed'",
             "ALTER ROLE a PASSWORD NULL",
             "INSERT INTO users (name, \"password\", \"role\") VALUES ($1, $2, $3)",
             "password authentication failed for user \"tester\"",
             "SELECT 'the old password' AS a, 'b'",
             "SELECT 'a' AS mapping",
             "see https://www.postgresql.org/docs/15/sql.html and mail me@example.org",
         }) {
        QTest::newRow(sql) << std::string(sql);
    }
}

void TestRedact::leavesOtherSqlAlone()
{
    QFETCH(std::string, sql);
    QCOMPARE(Redactor().masked(sql), sql);
}

void TestRedact::movesThePositionAlong_data()
{
    QTest::addColumn<std::string>("word"); // the position points to it
    QTest::addColumn<int>("expected");
    QTest::newRow("before") << std::string("ROLE") << 7;
    QTest::newRow("after") << std::string("NOPE") << 34;
    QTest::newRow("within") << std::string("ary") << 29;
}

void TestRedact::movesThePositionAlong()
{
    QFETCH(std::string, word);
    QFETCH(int, expected);
    const std::string sql = "ALTER ROLE zażółć PASSWORD 'long canary' NOPE";
    int position = static_cast<int>(text::characterCount(sql.substr(0, sql.find(word)))) + 1;
    const std::string masked = Redactor().masked(sql, position);
    QCOMPARE(masked, std::string("ALTER ROLE zażółć PASSWORD '***' NOPE"));
    QCOMPARE(position, expected);
}

void TestRedact::masksAllTextsOfAnError()
{
    Redactor redactor;
    redactor.addSecret("canary-password");
    Error error = makeError("sql-error", "bad canary-password", "not canary-password");
    error.sql = SqlDiagnostic{};
    error.sql->message = error.sql->detail = error.sql->hint = error.sql->context = "canary-password";
    error.sql->statement = "SELECT 'canary-password' FROM x";
    error.sql->position = 31;
    redactor.apply(error);
    QCOMPARE(error.message, std::string("bad ***"));
    QCOMPARE(error.hint, std::string("not ***"));
    for (const std::string &text : {error.sql->message, error.sql->detail, error.sql->hint, error.sql->context})
        QCOMPARE(text, std::string("***"));
    QCOMPARE(error.sql->statement, std::string("SELECT '***' FROM x"));
    QCOMPARE(error.sql->position, 19);
}

QTEST_APPLESS_MAIN(TestRedact)
#include "tst_redact.moc"
