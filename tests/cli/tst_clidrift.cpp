// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;

/// `drift`: the live schema against what its recorded revisions give (S-22, S-48), and `diff` with revisions and
/// schema files at its ends.
class TestCliDrift : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void findsNothingAfterAnUpgrade();
    void findsWhatWasDoneByHand();
    void sqlTakesItOut();
    void looksAtWhatIsRecorded();
    void tellsOfADatabaseThatIsDown();
    void refusesUnknownRows();
    void comparesRevisions();
    void comparesSchemaFiles();
    void looksAtARevision();
    void refusesEnds_data();
    void refusesEnds();

private:
    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
    QTemporaryDir m_cache;
};

void TestCliDrift::init()
{
    m_project = std::make_unique<ProjectFixture>("a [app] -> b");
    m_project->addDatabase("app");
    m_program = std::make_unique<Program>(*m_project);
    m_program->set("XDG_CACHE_HOME", m_cache.path().toStdString()); // one test's replay serves the next
}

void TestCliDrift::findsNothingAfterAnUpgrade()
{
    COMPARE_STATUS(m_program->run("drift"), 0); // nothing recorded, nothing there
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    const Ended drift = m_program->run("drift");
    COMPARE_STATUS(drift, 0);
    VERIFY_SAYS(drift, "app: as b gives it");
}

void TestCliDrift::findsWhatWasDoneByHand()
{
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    m_project->database("app").execute("CREATE TABLE by_hand (); DROP TABLE t_b; ALTER TABLE t_a ADD x integer");
    const Ended drift = m_program->run("drift");
    COMPARE_STATUS(drift, 3);
    VERIFY_SAYS(drift, "3 differences from what b gives");
    VERIFY_SAYS(drift, "extra table public.by_hand");
    VERIFY_SAYS(drift, "missing table public.t_b");
    const QJsonObject database = m_program->run("drift --json").object()["databases"_L1].toArray().first().toObject();
    QCOMPARE(database["has_drifted"_L1], QJsonValue(true));
    QCOMPARE(database["differences"_L1].toArray().size(), 3);
}

void TestCliDrift::sqlTakesItOut()
{
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    m_project->database("app").execute("CREATE TABLE by_hand ()");
    const Ended revert = m_program->run("-x db=app drift --revert-sql");
    COMPARE_STATUS(revert, 3);
    QCOMPARE(revert.out, std::string("BEGIN;\n-- Loses data: The table's rows are gone.\nDROP TABLE public.by_hand;\nCOMMIT;\n"));
    m_project->database("app").execute(revert.out);
    COMPARE_STATUS(m_program->run("drift"), 0);
}

void TestCliDrift::looksAtWhatIsRecorded()
{
    COMPARE_STATUS(m_program->run("upgrade a"), 0);
    COMPARE_STATUS(m_program->run("drift"), 0); // behind its head, but as recorded
    COMPARE_STATUS(m_program->run("stamp b"), 0);
    const Ended drift = m_program->run("drift"); // recorded, not applied (S-74)
    COMPARE_STATUS(drift, 3);
    VERIFY_SAYS(drift, "missing table public.t_b");
}

void TestCliDrift::tellsOfADatabaseThatIsDown()
{
    m_project->addDatabase("gone");
    m_project->addScene("g [gone]");
    COMPARE_STATUS(m_program->run("-x db=app upgrade"), 0);
    m_program->set("FIXTURE_GONE_DBNAME", "no_such_database");
    const Ended drift = m_program->run("drift");
    QVERIFY2(drift.status != 0, drift.report().c_str());
    VERIFY_SAYS(drift, "app: as b gives it");
}

void TestCliDrift::refusesUnknownRows()
{
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    m_project->database("app").execute("UPDATE alembic_version SET version_num = 'gone'");
    const Ended drift = m_program->run("drift --json");
    COMPARE_STATUS(drift, 7);
    QCOMPARE(drift.errorCode(), std::string("unknown-row"));
}

void TestCliDrift::comparesRevisions()
{
    const Ended diff = m_program->run("diff --from app@a --to app@head");
    COMPARE_STATUS(diff, 0);
    QVERIFY2(diff.out.find("CREATE TABLE public.t_b") != std::string::npos, diff.report().c_str());
    QVERIFY2(diff.out.find("t_a") == std::string::npos, diff.report().c_str());
    QVERIFY(m_program->run("diff --from app@head --to app@head").out.empty());
    const Ended down = m_program->run("diff --from app@base --to app@a --down");
    QVERIFY2(down.out.find("DROP TABLE public.t_a;") != std::string::npos, down.report().c_str());
}

void TestCliDrift::comparesSchemaFiles()
{
    COMPARE_STATUS(m_program->run("upgrade"), 0);
    m_project->writeFile("wanted.sql", "CREATE TABLE t_a (id integer PRIMARY KEY); CREATE TABLE extra (n integer);");
    m_project->writeFile("wanted/1.sql", "CREATE TABLE extra (n integer);");
    const Ended file = m_program->run("diff --from app --to wanted.sql");
    COMPARE_STATUS(file, 0);
    QVERIFY2(file.out.find("CREATE TABLE public.extra") != std::string::npos, file.report().c_str());
    QVERIFY2(file.out.find("DROP TABLE public.t_b;") != std::string::npos, file.report().c_str());
    const Ended folder = m_program->run("diff --from wanted --to wanted.sql");
    COMPARE_STATUS(folder, 0);
    QVERIFY2(folder.out.find("CREATE TABLE public.t_a") != std::string::npos, folder.report().c_str());
    QVERIFY(folder.out.find("extra") == std::string::npos);
}

/// Time travel: any revision's schema, whatever the database has.
void TestCliDrift::looksAtARevision()
{
    const Ended list = m_program->run("describe --at a");
    COMPARE_STATUS(list, 0);
    QVERIFY2(list.out.find("t_a") != std::string::npos && list.out.find("t_b") == std::string::npos,
             list.report().c_str());
    const Ended table = m_program->run("describe --at head t_b");
    COMPARE_STATUS(table, 0);
    VERIFY_SAYS(table, "Table \"public.t_b\"");
    QCOMPARE(m_program->run("snapshot --at b --no-sizes").object()["relations"_L1].toArray().isEmpty(), false);
    QCOMPARE(m_program->run("describe --json --at zzz t_a").errorCode(), std::string("unknown-revision"));
    QVERIFY(rowsOf(m_project->database("app")).empty());
}

void TestCliDrift::refusesEnds_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("a missing file") << QByteArray("nothing.sql") << 2 << QByteArray("schema-not-found");
    QTest::newRow("an unknown database") << QByteArray("nope@head") << 2 << QByteArray("unknown-database");
    QTest::newRow("an unknown revision") << QByteArray("app@zzz") << 1 << QByteArray("unknown-revision");
    QTest::newRow("a broken file") << QByteArray("broken.sql") << 2 << QByteArray("sql-error");
    QTest::newRow("an empty folder") << QByteArray("./empty") << 2 << QByteArray("schema-empty");
}

void TestCliDrift::refusesEnds()
{
    QFETCH(const QByteArray, end);
    QFETCH(const int, status);
    QFETCH(const QByteArray, code);
    m_project->writeFile("broken.sql", "CREATE TABLE x (;");
    m_project->writeFile("empty/note.txt", "nothing");
    const Ended refused = m_program->run("diff --json --from app@a --to " + end.toStdString());
    COMPARE_STATUS(refused, status);
    QCOMPARE(refused.errorCode(), code.toStdString());
}

QTEST_GUILESS_MAIN(TestCliDrift)
#include "tst_clidrift.moc"
