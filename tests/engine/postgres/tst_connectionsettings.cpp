// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connectionsettings.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using postgres::ConnectionSettings;
using Keywords = std::map<std::string, std::string>;

class TestConnectionSettings : public QObject
{
    Q_OBJECT

private slots:
    void speaksOfItself_data();
    void speaksOfItself();
    void knowsItsPassword();
};

void TestConnectionSettings::speaksOfItself_data()
{
    QTest::addColumn<Keywords>("keywords");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, Keywords keywords, const char *expected) {
        keywords["password"] = "canary";
        QTest::newRow(name) << keywords << std::string(expected);
    };
    row("all", {{"host", "localhost"}, {"port", "5433"}, {"dbname", "sotp_db"}, {"user", "sotp_user"}},
        "sotp_db on localhost:5433 as sotp_user");
    row("defaults", {{"host", "localhost"}, {"dbname", "app"}}, "app on localhost:5432");
    row("nothing", {}, "the default database on the default server");
    row("only a port", {{"port", "5433"}, {"dbname", "app"}}, "app on port 5433 of the default server");
    row("service", {{"service", "metrics"}}, "the default database on service metrics");
    row("socket", {{"host", "/run/postgresql"}, {"dbname", "app"}}, "app on /run/postgresql:5432");
    row("IPv6", {{"host", "::1"}, {"dbname", "app"}}, "app on [::1]:5432");
    row("address alone", {{"hostaddr", "127.0.0.1"}, {"dbname", "app"}}, "app on 127.0.0.1:5432");
    row("several hosts", {{"host", "a,b"}, {"port", "1,2"}, {"dbname", "app"}}, "app on a:1, b:2");
    row("several hosts, one port", {{"host", "a,b"}, {"port", "7"}, {"dbname", "app"}}, "app on a:7, b:7");
    row("too few ports", {{"host", "a,b,c"}, {"port", "1,2"}, {"dbname", "app"}}, "app on a:1, b:2, c:5432");
}

void TestConnectionSettings::speaksOfItself()
{
    QFETCH(Keywords, keywords);
    QFETCH(std::string, expected);
    ConnectionSettings settings;
    settings.keywords = keywords;
    QCOMPARE(settings.toDisplayString(), expected);
}

void TestConnectionSettings::knowsItsPassword()
{
    ConnectionSettings settings;
    QVERIFY(!settings.hasPassword());
    settings.keywords["password"] = "";
    QVERIFY(!settings.hasPassword());
    settings.keywords["password"] = "canary";
    QVERIFY(settings.hasPassword());
    QVERIFY(settings != ConnectionSettings());
}

QTEST_APPLESS_MAIN(TestConnectionSettings)
#include "tst_connectionsettings.moc"
