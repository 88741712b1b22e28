// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;

/// `verify`: each revision up, down and up again on a scratch database (S-54).
class TestCliVerify : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void provesWhatComesBack();
    void namesWhatADowngradeLeavesBehind();
    void tellsEachRevisionApart();
    void makesRolesThatScriptsName();
    void looksAtChosenRevisions();
    void worksBesideTheDatabase();
    void keepsOffProduction();
    void refuses_data();
    void refuses();

private:
    /// "id=result" of each, from the JSON.
    static QStringList results(const Ended &ended);

    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
    QTemporaryDir m_cache;
};

void TestCliVerify::init()
{
    m_project = std::make_unique<ProjectFixture>("a [app] -> b");
    m_project->addDatabase("app");
    m_program = std::make_unique<Program>(*m_project);
    m_program->set("XDG_CACHE_HOME", m_cache.path().toStdString()); // one test's replay serves the next
}

QStringList TestCliVerify::results(const Ended &ended)
{
    QStringList list;
    for (const QJsonValue &database : ended.object()["databases"_L1].toArray()) {
        for (const QJsonValue &revision : database["revisions"_L1].toArray())
            list << revision["revision"_L1].toString() + u'=' + revision["result"_L1].toString();
    }
    return list;
}

void TestCliVerify::provesWhatComesBack()
{
    const Ended verified = m_program->run("verify");
    COMPARE_STATUS(verified, 0);
    VERIFY_SAYS(verified, "a  proven  add a");
    VERIFY_SAYS(verified, "b  proven  add b");
    QVERIFY(rowsOf(m_project->database("app")).empty()); // the database itself is left alone
}

/// What Alembic wrote for SOTP's first revision: the enum types outlive their tables.
void TestCliVerify::namesWhatADowngradeLeavesBehind()
{
    m_project->addRevision({.id = "c",
                            .revises = {"b"},
                            .up = "CREATE TYPE userrole AS ENUM ('ADMIN'); CREATE TYPE alertseverity AS ENUM ('INFO');"
                                  "CREATE TABLE users (role userrole); CREATE TABLE alerts (severity alertseverity);",
                            .down = "DROP TABLE alerts; DROP TABLE users;"});
    const Ended verified = m_program->run("verify");
    COMPARE_STATUS(verified, 3);
    VERIFY_SAYS(verified, "c  failed");
    VERIFY_SAYS(verified, "leaves type public.alertseverity and type public.userrole behind");
    const Ended json = m_program->run("verify c --json");
    COMPARE_STATUS(json, 3);
    const QJsonObject revision =
        json.object()["databases"_L1].toArray().first()["revisions"_L1].toArray().first().toObject();
    QCOMPARE(textsOf(revision["left_behind"_L1]),
             (std::vector<std::string>{"type public.alertseverity", "type public.userrole"}));
    QVERIFY(textsOf(revision["lost"_L1]).empty());
}

void TestCliVerify::tellsEachRevisionApart()
{
    m_project->addRevision({.id = "c", .revises = {"b"}, .up = "ALTER TABLE t_a ADD COLUMN x integer;",
                            .down = "ALTER TABLE t_a DROP COLUMN x; DROP TABLE t_b;"});
    m_project->addRevision({.id = "d", .revises = {"c"}, .up = "CREATE TABLE kept ();", .isIrreversible = true});
    m_project->addRevision({.id = "e", .revises = {"d"}, .up = "CREATE TABLE e ();", .down = "DROP TABLE nothing;"});
    m_project->addRevision({.id = "f", .revises = {"e"}, .up = "CREATE TABLE f ();", .down = "DROP TABLE f;"});
    m_project->addRevision({.id = "g", .revises = {"f"}, .up = "CREATE TABLE f ();", .down = "DROP TABLE f;"});
    m_project->addRevision({.id = "h", .revises = {"g"}, .up = "SELECT 1;", .down = "SELECT 1;"});
    const Ended verified = m_program->run("verify --json");
    COMPARE_STATUS(verified, 3);
    QCOMPARE(results(verified), words("a=proven b=proven c=failed d=irreversible e=failed f=proven g=failed h=not-tested"));
    const QJsonArray revisions = verified.object()["databases"_L1].toArray().first()["revisions"_L1].toArray();
    QCOMPARE(textsOf(revisions[2]["lost"_L1]), std::vector<std::string>{"table public.t_b"});
    QCOMPARE(revisions[4]["failed_direction"_L1].toString(), u"downgrade"_s);
    QCOMPARE(revisions[6]["failed_direction"_L1].toString(), u"upgrade"_s);
    QVERIFY(revisions[7]["error"_L1]["message"_L1].toString().contains("revision g"_L1));
}

void TestCliVerify::makesRolesThatScriptsName()
{
    m_project->addRevision({.id = "c", .revises = {"b"}, .up = "GRANT SELECT ON t_a TO verify_reader;",
                            .down = "REVOKE SELECT ON t_a FROM verify_reader;"});
    QCOMPARE(results(m_program->run("verify --json")), words("a=proven b=proven c=proven"));
}

void TestCliVerify::looksAtChosenRevisions()
{
    m_project->addRevision({.id = "c", .revises = {"b"}, .up = "CREATE TABLE c ();", .down = "SELECT 1;"});
    QCOMPARE(results(m_program->run("verify b --json")), words("b=proven"));
    QCOMPARE(results(m_program->run("verify head a --json")), words("a=proven c=failed"));
}

void TestCliVerify::worksBesideTheDatabase()
{
    const Ended verified = m_program->run("verify --json --scratch beside");
    COMPARE_STATUS(verified, 0);
    QCOMPARE(results(verified), words("a=proven b=proven"));
    QCOMPARE(m_project->database("app").value("SELECT count(*) FROM pg_database WHERE datname LIKE 'retort_scratch_%'"),
             std::string("0"));
}

void TestCliVerify::keepsOffProduction()
{
    m_project->configure("app", "tier = \"prod\"\n");
    const Ended refused = m_program->run("verify --json --scratch beside");
    COMPARE_STATUS(refused, 1);
    QCOMPARE(refused.errorCode(), std::string("scratch-on-production"));
    COMPARE_STATUS(m_program->run("verify --scratch beside --scratch-on-production"), 0);
    COMPARE_STATUS(m_program->run("verify"), 0);
}

void TestCliVerify::refuses_data()
{
    QTest::addColumn<QByteArray>("arguments");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("an unknown revision") << QByteArray("verify zzz") << 1 << QByteArray("unknown-revision");
    QTest::newRow("an unknown database") << QByteArray("-x db=nope verify") << 2 << QByteArray("unknown-database");
}

void TestCliVerify::refuses()
{
    QFETCH(const QByteArray, arguments);
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    const Ended refused = m_program->run(arguments.toStdString() + " --json");
    COMPARE_STATUS(refused, status);
    QCOMPARE(refused.errorCode(), code.toStdString());
}

QTEST_GUILESS_MAIN(TestCliVerify)
#include "tst_cliverify.moc"
