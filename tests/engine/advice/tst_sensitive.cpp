// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/advice/sensitive.h"

#include <QTest>

using namespace retort;

/// Literals that should not stand in a revision (S-55).
class TestSensitive : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void saysWhere();
};

void TestSensitive::finds_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<QByteArray>("what");
    const auto row = [](const char *name, const char *sql, const char *what = "") {
        QTest::newRow(name) << QByteArray(sql) << QByteArray(what);
    };
    row("plain statements", "INSERT INTO t VALUES ('ADMIN', 'https://sotp.io/a?b=c', '10:30@home')");
    row("a password", "CREATE ROLE app LOGIN PASSWORD 'x'", "a password");
    row("no password", "ALTER ROLE app PASSWORD NULL");
    row("an address", "INSERT INTO users VALUES ('ann.lee@sotp.io')", "an e-mail address");
    row("an address for examples", "INSERT INTO users VALUES ('ann@example.com'), ('b@mail.test')");
    row("a URL", "SELECT 'postgres://app:hunter2@db/app'", "a URL with a password");
    row("a URL without one", "SELECT 'postgres://app@db:5432/app'");
    row("a hash", "INSERT INTO users VALUES ('$2b$12$abcdefghijklmnopqrstuv')", "a password's hash");
    row("a token", "INSERT INTO keys VALUES ('ghp_0123456789abcdef0123456789abcdef0123')", "an access token");
    row("a web token", "SELECT 'eyJhbGciOi.eyJzdWIi.c2ln'", "an access token");
    row("a word like one", "SELECT 'sk-small', 'AKIA'");
    row("a key", "SELECT E'-----BEGIN RSA PRIVATE KEY-----\\nabc'", "a private key");
    row("in a comment", "SELECT 1 -- mail to ann@sotp.io");
    row("text that can't be scanned", "SELECT 'ann@sotp.io");
}

void TestSensitive::finds()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const QByteArray, what);
    const auto found = advice::findSensitive(sql.toStdString());
    QCOMPARE(found.size(), std::size_t(what.isEmpty() ? 0 : 1));
    if (!found.empty())
        QCOMPARE(QByteArray::fromStdString(found.front().what), what);
}

void TestSensitive::saysWhere()
{
    const auto found = advice::findSensitive("CREATE TABLE t ();\n\nCREATE ROLE app PASSWORD 'secret1';\n");
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found.front().line, 3);
    QVERIFY(advice::toString(found.front()).find("secret1") == std::string::npos);
}

QTEST_GUILESS_MAIN(TestSensitive)
#include "tst_sensitive.moc"
