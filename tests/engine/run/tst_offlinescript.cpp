// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"
#include "engine/sandbox/sandbox.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;

class TestOfflineScript : public QObject
{
    Q_OBJECT

private slots:
    void looksLikeAlembics();
    void startsWhereItIsTold();
    void terminatesSections_data();
    void terminatesSections();
    void givesTheSameDatabaseThroughPsql();
    void refusesWhatARunRefuses();
};

namespace {

std::string offline(test::RunScene &scene, const char *range,
                    revision::Direction direction = revision::Direction::Upgrade)
{
    auto plan = scene.scripts().map().planOffline(direction, range);
    if (!plan)
        qFatal("no plan: %s", test::describe(plan).c_str());
    auto script = run::offlineScript(*plan, scene.scripts(), run::VersionTable());
    if (!script)
        qFatal("no script: %s", test::describe(script).c_str());
    return std::move(script).value();
}

/// The schema as pg_dump writes it, and the version rows.
QByteArray dumpOf(test::ScratchDatabase &database)
{
    const auto installation = sandbox::findInstallation();
    const postgres::ConnectionSettings settings = database.settings();
    QProcess dump;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), QString::fromStdString(settings.value("password")));
    dump.setProcessEnvironment(environment);
    const auto argument = [](const std::string &text) { return QString::fromStdString(text); };
    dump.start(argument((installation->binFolder / "pg_dump").string()),
               {QStringLiteral("--inserts"), QStringLiteral("-h"), argument(settings.host()), QStringLiteral("-p"),
                argument(settings.port()), QStringLiteral("-U"), argument(settings.user()),
                argument(settings.databaseName())});
    if (!dump.waitForFinished() || dump.exitCode() != 0)
        qFatal("pg_dump: %s", dump.readAllStandardError().constData());
    QByteArray text;
    for (const QByteArray &line : dump.readAllStandardOutput().split('\n')) {
        if (!line.startsWith("\\restrict") && !line.startsWith("\\unrestrict")) // random words
            text += line + '\n';
    }
    return text;
}

void runThroughPsql(test::ScratchDatabase &database, const std::string &script)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("script.sql")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script.data(), static_cast<qint64>(script.size()));
    file.close();
    const auto installation = sandbox::findInstallation();
    const postgres::ConnectionSettings settings = database.settings();
    QProcess psql;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), QString::fromStdString(settings.value("password")));
    psql.setProcessEnvironment(environment);
    const auto argument = [](const std::string &text) { return QString::fromStdString(text); };
    psql.start(argument((installation->binFolder / "psql").string()),
               {QStringLiteral("-X"), QStringLiteral("-q"), QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"),
                QStringLiteral("-h"), argument(settings.host()), QStringLiteral("-p"), argument(settings.port()),
                QStringLiteral("-U"), argument(settings.user()), QStringLiteral("-f"), file.fileName(),
                argument(settings.databaseName())});
    QVERIFY(psql.waitForFinished());
    QVERIFY2(psql.exitCode() == 0, psql.readAllStandardError().constData());
}

} // namespace

void TestOfflineScript::looksLikeAlembics()
{
    test::RunScene scene("a -> b");
    QCOMPARE(offline(scene, "b"), std::string(R"(BEGIN;

CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> a

CREATE TABLE "t_a" (i int);

INSERT INTO alembic_version (version_num) VALUES ('a');

COMMIT;

BEGIN;

-- Running upgrade a -> b

CREATE TABLE "t_b" (i int);

UPDATE alembic_version SET version_num = 'b' WHERE alembic_version.version_num = 'a';

COMMIT;

)"));
}

void TestOfflineScript::startsWhereItIsTold()
{
    test::RunScene scene("a -> b -> c");
    const std::string upgrade = offline(scene, "a:b");
    QVERIFY(upgrade.find("CREATE TABLE alembic_version") == std::string::npos);
    QVERIFY(upgrade.find("t_a") == std::string::npos);
    QVERIFY(upgrade.find("t_b") != std::string::npos);
    const std::string downgrade = offline(scene, "b:base", revision::Direction::Downgrade);
    QVERIFY2(downgrade.find("-- Running downgrade b -> a") != std::string::npos, downgrade.c_str());
    QVERIFY2(downgrade.find("-- Running downgrade a -> \n") != std::string::npos, downgrade.c_str());
    QVERIFY(downgrade.find("DELETE FROM alembic_version WHERE alembic_version.version_num = 'a'") != std::string::npos);
}

void TestOfflineScript::terminatesSections_data()
{
    QTest::addColumn<std::string>("up");
    QTest::addColumn<std::string>("written");
    QTest::newRow("semicolon") << std::string("SELECT 1;\n\n") << std::string("SELECT 1;\n\nINSERT");
    QTest::newRow("none") << std::string("SELECT 1\n") << std::string("SELECT 1\n;\n\nINSERT");
    QTest::newRow("in a comment") << std::string("SELECT 1 -- one;\n") << std::string("SELECT 1 -- one;\n;\n\nINSERT");
    QTest::newRow("data") << std::string("COPY t FROM stdin;\n1\n\\.\n") << std::string("\n1\n\\.\n\nINSERT");
    QTest::newRow("nothing") << std::string("\n\n") << std::string("-- Running upgrade  -> a\n\nINSERT");
}

void TestOfflineScript::terminatesSections()
{
    QFETCH(std::string, up);
    QFETCH(std::string, written);
    test::RunScene scene;
    scene.addNext("a", up);
    const std::string script = offline(scene, "heads");
    QVERIFY2(script.find(written) != std::string::npos, script.c_str());
}

void TestOfflineScript::givesTheSameDatabaseThroughPsql()
{
    test::RunScene scene("a -> b1, a -> b2, b1 + b2 -> m");
    test::RevisionText concurrent;
    concurrent.id = "n";
    concurrent.revises = {"m"};
    concurrent.up = "CREATE INDEX CONCURRENTLY n_index ON t_a (i)";
    concurrent.down = "DROP INDEX n_index;";
    concurrent.upTransactional = false;
    scene.addRevision(concurrent);
    scene.addNext("o",
                  "CREATE TABLE words (w text);\nCOPY words FROM stdin;\none\ntwo\n\\.\n"
                  "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END");
    test::ScratchDatabase other;
    runThroughPsql(other, offline(scene, "heads"));
    const run::RunReport report = scene.upgrade();
    QVERIFY2(!report.error, report.error ? test::describe(*report.error).c_str() : "");
    QCOMPARE(dumpOf(other), dumpOf(scene.database()));

    runThroughPsql(other, offline(scene, "o:a", revision::Direction::Downgrade));
    QVERIFY(!scene.downgrade("a").error);
    QCOMPARE(dumpOf(other), dumpOf(scene.database()));
}

void TestOfflineScript::refusesWhatARunRefuses()
{
    test::RunScene scene;
    scene.addNext("a", "COMMIT;");
    auto plan = scene.scripts().map().planOffline(revision::Direction::Upgrade, "a");
    VERIFY_OK(plan);
    VERIFY_ERROR(run::offlineScript(*plan, scene.scripts(), run::VersionTable()), "transaction-control");
}

QTEST_GUILESS_MAIN(TestOfflineScript)
#include "tst_offlinescript.moc"
