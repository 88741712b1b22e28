// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/printers.h"

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
    void undoesWhatAScriptSets_data();
    void undoesWhatAScriptSets();
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

void TestOfflineScript::undoesWhatAScriptSets_data()
{
    QTest::addColumn<std::string>("up");
    QTest::addColumn<bool>("isUndone");
    QTest::newRow("a setting") << std::string("SET search_path = ''; SELECT 1;") << true;
    QTest::newRow("pg_dump's way") << std::string("SELECT set_config('search_path', '', false);") << true;
    QTest::newRow("a role") << std::string("-- who\nset role postgres;") << true;
    QTest::newRow("a temporary table") << std::string("CREATE TEMP TABLE t (i int);") << true;
    QTest::newRow("in a body") << std::string("DO $$ BEGIN SET search_path = ''; END $$;") << true;
    QTest::newRow("an UPDATE") << std::string("UPDATE pg_class SET relname = relname WHERE false;") << false;
    QTest::newRow("a setting of a table") << std::string("ALTER TABLE t SET (fillfactor = 70);") << false;
    QTest::newRow("nothing") << std::string("-- SET search_path\n") << false;
}

void TestOfflineScript::undoesWhatAScriptSets()
{
    QFETCH(std::string, up);
    QFETCH(bool, isUndone);
    test::RunScene scene;
    scene.addNext("a", up);
    const std::string script = offline(scene, "heads");
    const std::size_t reset = script.find("RESET ALL;\n");
    QVERIFY2((reset != std::string::npos) == isUndone, script.c_str());
    QVERIFY2(!isUndone || reset < script.find("INSERT INTO alembic_version"), script.c_str());
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
