// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;

/// `blame`: which revision made an object, and which touched it last.
class TestCliBlame : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsOfATableAndItsParts();
    void tellsOfOnePart();
    void speaksJson();
    void forgetsWhatWasDropped();
    void refuses_data();
    void refuses();

private:
    QString originOf(const char *name, const char *object);

    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
};

void TestCliBlame::initTestCase()
{
    m_project = std::make_unique<ProjectFixture>();
    m_project->addDatabase("app");
    m_project->addRevision({.id = "a",
                            .labels = {"app"},
                            .up = "CREATE TABLE users (id integer PRIMARY KEY, mail text, old text); CREATE SCHEMA s;"
                                  "CREATE TABLE twice (); CREATE TABLE s.twice ();",
                            .down = "SELECT 1;"});
    m_project->addRevision({.id = "b",
                            .revises = {"a"},
                            .up = "ALTER TABLE users ALTER mail SET NOT NULL, DROP COLUMN old, ADD COLUMN age integer;"
                                  "CREATE INDEX users_age ON users (age);",
                            .down = "SELECT 1;"});
    m_project->addRevision({.id = "c",
                            .revises = {"b"},
                            .up = "ALTER TABLE users ADD COLUMN old integer;",
                            .down = "SELECT 1;"});
    m_program = std::make_unique<Program>(*m_project);
}

QString TestCliBlame::originOf(const char *name, const char *object)
{
    const Ended blame = m_program->run(std::string("blame --json ") + name);
    for (const QJsonValue &entry : blame.array()) {
        if (entry["object"_L1].toString() == QLatin1String(object))
            return entry["created_by"_L1].toString() + u' ' + entry["changed_by"_L1].toString();
    }
    return QString::fromStdString(blame.report());
}

void TestCliBlame::tellsOfATableAndItsParts()
{
    const Ended blame = m_program->run("blame users");
    COMPARE_STATUS(blame, 0);
    QVERIFY2(blame.out.find("table public.users ") != std::string::npos, blame.report().c_str());
    VERIFY_SAYS(blame, "index public.users_age");
    VERIFY_SAYS(blame, "b add b");
}

void TestCliBlame::tellsOfOnePart()
{
    const Ended blame = m_program->run("blame users.mail --json");
    COMPARE_STATUS(blame, 0);
    QCOMPARE(blame.array().size(), 1);
    QCOMPARE(originOf("users.mail", "column public.users.mail"), u"a b"_s);
}

void TestCliBlame::speaksJson()
{
    QCOMPARE(originOf("public.users", "column public.users.id"), u"a a"_s);
    QCOMPARE(originOf("users", "column public.users.age"), u"b b"_s);
}

void TestCliBlame::forgetsWhatWasDropped()
{
    QCOMPARE(originOf("users", "column public.users.old"), u"c c"_s);
}

void TestCliBlame::refuses_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("unknown") << QByteArray("usres") << QByteArray("relation-not-found");
    QTest::newRow("in two schemas") << QByteArray("twice") << QByteArray("name-ambiguous");
}

void TestCliBlame::refuses()
{
    QFETCH(const QByteArray, name);
    QFETCH(const QByteArray, code);
    const Ended refused = m_program->run("blame --json " + name.toStdString());
    COMPARE_STATUS(refused, 2);
    QCOMPARE(refused.errorCode(), code.toStdString());
}

QTEST_GUILESS_MAIN(TestCliBlame)
#include "tst_cliblame.moc"
