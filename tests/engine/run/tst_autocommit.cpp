// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/historytable.h"
#include "engine/script/statementeffect.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using namespace std::chrono_literals;
using run::HistoryEntry;
using run::HistoryTable;
using run::Outcome;
using run::RunEvent;
using run::RunOptions;
using run::RunReport;
using test::errorOf;
using test::outcomeOf;
using script::StatementEffect;
using Rows = std::vector<std::string>;
using Kind = RunEvent::Kind;

namespace
{

RunOptions remembering()
{
    RunOptions options;
    options.historyTable = "retort_history";
    return options;
}

HistoryEntry newestEntry(test::RunScene &scene)
{
    postgres::Connection connection = scene.database().connect();
    auto entries =
        HistoryTable("retort_history", {}).read(connection, {.revision = {}, .limit = 1, .withBodies = false});
    if (!entries || entries->empty())
        qFatal("the database has no history");
    return entries->front();
}

std::string noticesOf(const test::RunScene &scene)
{
    std::string texts;
    for (const RunEvent &event : scene.eventsOf(Kind::Notice))
        texts += event.text + '\n';
    return texts;
}

std::string validity(test::RunScene &scene, const std::string &index)
{
    return scene.database().value("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('" + index + "')");
}

} // namespace

/// Revisions outside a transaction: half done, gone on with, and what a failed build leaves.
class TestAutocommit : public QObject
{
    Q_OBJECT

private slots:
    void goesOnWhereItStopped();
    void goesOnAfterAKill_data();
    void goesOnAfterAKill();
    void asksWhereNothingTells();
    void refusesAnEditedBeginning();
    void copiesOnce();
    void dropsWhatAFailedBuildLeaves();
    void rebuildsAnInvalidIndex_data();
    void rebuildsAnInvalidIndex();
    void leavesForeignInvalidIndexesAlone();
    void triesAgainAfterALockTimeout();
    void finishesADetachedPartition();
    void keepsToTheirOwnWhereNoHistoryIsKept();
    void knowsEffects_data();
    void knowsEffects();
};

void TestAutocommit::goesOnWhereItStopped()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE wall ()");
    scene.addNext("a", "CREATE TABLE one ();\nCREATE TABLE two ();\nCREATE TABLE wall ();\nCREATE TABLE three ();",
                  false);
    const RunReport first = scene.upgrade(remembering());
    QCOMPARE(outcomeOf(first), run::toString(Outcome::PartlyApplied));
    QCOMPARE(first.exitStatus(), ExitStatus::Partial);
    QCOMPARE(first.error->place.line, 10);
    QVERIFY2(first.error->hint.find("2 statements of revision a are done and recorded; the same command goes on at"
                                    " statement 3")
                 != std::string::npos,
             errorOf(first).c_str());
    HistoryEntry entry = newestEntry(scene);
    QCOMPARE(toString(entry.result), std::string("failed"));
    QCOMPARE(entry.statements, 2);
    QCOMPARE(entry.sqlstate, std::string("42P07"));

    scene.database().execute("DROP TABLE wall"); // the cause is removed
    const RunReport second = scene.upgrade(remembering());
    QVERIFY2(!second.error, errorOf(second).c_str());
    QCOMPARE(second.steps.front().statementsDone, 4);
    QVERIFY2(noticesOf(scene).find("An earlier run had done 2 statements") != std::string::npos,
             noticesOf(scene).c_str());
    QCOMPARE(scene.rows(), Rows{"a"});
    entry = newestEntry(scene);
    QCOMPARE(toString(entry.result), std::string("done"));
    QCOMPARE(entry.statements, 4);
    QCOMPARE(scene.database().value("SELECT count(*) FROM retort_history"), std::string("1"));

    QVERIFY(!scene.run(scene.downgradePlan(), remembering()).error);
    scene.database().execute("DROP TABLE one, two, three, wall");
    QVERIFY(!scene.upgrade(remembering()).error); // a finished one is no half-done one
}

void TestAutocommit::goesOnAfterAKill_data()
{
    QTest::addColumn<QString>("statement"); // waits for table wall, or for every other transaction
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("answer");
    QTest::newRow("a statement with a transaction") << "INSERT INTO one SELECT count(*) FROM wall"
                                                    << "SELECT count(*) FROM one"
                                                    << "1";
    QTest::newRow("a concurrent build") << "CREATE INDEX CONCURRENTLY wall_m ON wall (m)"
                                        << "SELECT indisvalid FROM pg_index WHERE indexrelid = 'wall_m'::regclass"
                                        << "t";
    QTest::newRow("a concurrent build, if not exists")
        << "CREATE INDEX CONCURRENTLY IF NOT EXISTS wall_m ON wall (m)"
        << "SELECT indisvalid FROM pg_index WHERE indexrelid = 'wall_m'::regclass"
        << "t";
    QTest::newRow("a concurrent drop") << "DROP INDEX CONCURRENTLY wall_n"
                                       << "SELECT to_regclass('wall_n') IS NULL"
                                       << "t";
    QTest::newRow("a rebuild") << "REINDEX TABLE CONCURRENTLY wall"
                               << "SELECT string_agg(indexrelid::regclass::text || indisvalid, ',') FROM pg_index"
                                  " WHERE indrelid = 'wall'::regclass"
                               << "wall_ntrue";
    QTest::newRow("what does no harm twice") << "VACUUM wall"
                                             << "SELECT count(*) FROM wall"
                                             << "1";
}

void TestAutocommit::goesOnAfterAKill()
{
    QFETCH(QString, statement);
    QFETCH(QString, question);
    QFETCH(QString, answer);
    test::RunScene scene;
    scene.database().execute("CREATE TABLE wall (n int, m int); CREATE INDEX wall_n ON wall (n);"
                             " INSERT INTO wall VALUES (1, 1)");
    scene.addNext("a", "CREATE TABLE one (n int);\n" + statement.toStdString() + ";\nCREATE TABLE two ();", false);
    postgres::Connection other = scene.database().connect();
    const bool waitsForTransactions =
        statement.contains(QLatin1String("INDEX")) || statement.contains(QLatin1String("TABLE"));
    QVERIFY(other.execute(waitsForTransactions ? "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM wall"
                                               : "BEGIN; LOCK TABLE wall"));
    RunOptions options = remembering();
    options.lockTimeout = 0ms;
    scene.killAnUpgrade(options, statement.toStdString());
    QCOMPARE(scene.rows(), Rows{});
    QVERIFY(scene.database().hasRelation("one"));
    QVERIFY(other.execute("COMMIT"));

    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.rows(), Rows{"a"});
    QCOMPARE(QString::fromStdString(scene.database().value(question.toStdString())), answer);
    QVERIFY(scene.database().hasRelation("two"));
}

/// A procedure that commits leaves no trace that anybody but its author knows.
void TestAutocommit::asksWhereNothingTells()
{
    test::RunScene scene;
    scene.database().execute(
        "CREATE TABLE log (n int); CREATE PROCEDURE work() LANGUAGE plpgsql AS 'BEGIN INSERT INTO log VALUES (1);"
        " COMMIT; PERFORM pg_sleep((SELECT CASE count(*) WHEN 1 THEN 30 ELSE 0 END FROM log)); END'");
    scene.addNext("a", "CREATE TABLE one ();\nCALL work();\nCREATE TABLE two ();", false);
    scene.killAnUpgrade(remembering(), "CALL work");
    scene.reconnect();
    const RunReport asked = scene.upgrade(remembering());
    QCOMPARE(outcomeOf(asked), run::toString(Outcome::Failed));
    QCOMPARE(asked.error->code, std::string("statement-in-doubt"));
    QCOMPARE(asked.exitStatus(), ExitStatus::Disagreement);
    QVERIFY2(asked.error->hint.find("--resume-at 2 ") != std::string::npos
                 && asked.error->hint.find("--resume-at 3 ") != std::string::npos,
             errorOf(asked).c_str());
    QVERIFY(asked.error->place.line > 0);
    QCOMPARE(scene.database().value("SELECT count(*) FROM log"), std::string("1"));

    RunOptions after = remembering();
    after.resumeAt = 3;
    const RunReport report = scene.run(scene.upgradePlan(), after);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.database().value("SELECT count(*) FROM log"), std::string("1"));
    QVERIFY(scene.database().hasRelation("two"));
}

void TestAutocommit::refusesAnEditedBeginning()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE one ();\nSELECT 1/0;", false);
    QVERIFY(scene.upgrade(remembering()).error);
    test::RevisionText edited{.id = "a", .up = "CREATE TABLE uno ();\nSELECT 1;", .down = "SELECT 1;"};
    edited.upTransactional = false;
    scene.addRevision(edited);
    const RunReport report = scene.upgrade(remembering());
    QCOMPARE(report.error->code, std::string("partial-revision-edited"));
    QCOMPARE(report.exitStatus(), ExitStatus::Disagreement);
    QVERIFY(!scene.database().hasRelation("uno"));

    edited.up = ""; // shorter than what is done
    scene.addRevision(edited);
    const RunReport shorter = scene.upgrade(remembering());
    QVERIFY2(shorter.error && shorter.error->code == "partial-revision-edited", errorOf(shorter).c_str());
}

void TestAutocommit::copiesOnce()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE t (n int);\nCOPY t FROM stdin;\n1\n2\n\\.\nSELECT 1/0;", false);
    QVERIFY(scene.upgrade(remembering()).error);
    QCOMPARE(newestEntry(scene).statements, 2);
    test::RevisionText mended{
        .id = "a", .up = "CREATE TABLE t (n int);\nCOPY t FROM stdin;\n1\n2\n\\.\nSELECT 1;", .down = "SELECT 1;"};
    mended.upTransactional = false;
    scene.addRevision(mended);
    const RunReport report = scene.upgrade(remembering());
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.database().value("SELECT count(*) FROM t"), std::string("2"));
}

void TestAutocommit::dropsWhatAFailedBuildLeaves()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
    scene.addNext("a", "CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n);", false);
    const RunReport report = scene.upgrade(remembering());
    QCOMPARE(report.error->sql->sqlstate, std::string("23505"));
    QVERIFY(!scene.database().hasRelation("t_n"));
    QVERIFY2(noticesOf(scene).find("Dropped the INVALID index public.t_n") != std::string::npos,
             noticesOf(scene).c_str());
    scene.database().execute("DELETE FROM t");
    QVERIFY(!scene.upgrade(remembering()).error);
    QCOMPARE(validity(scene, "t_n"), std::string("t"));
}

void TestAutocommit::rebuildsAnInvalidIndex_data()
{
    QTest::addColumn<QString>("ifNotExists");
    QTest::addColumn<bool>("remembers");
    QTest::newRow("plain") << "" << true;
    QTest::newRow("if not exists") << "IF NOT EXISTS" << true;
    QTest::newRow("where no history is kept") << "IF NOT EXISTS" << false;
}

/// With IF NOT EXISTS everybody else calls this a success (design of safe runs, fact 3).
void TestAutocommit::rebuildsAnInvalidIndex()
{
    QFETCH(QString, ifNotExists);
    QFETCH(bool, remembers);
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
    postgres::Connection other = scene.database().connect();
    QVERIFY(!other.query("CREATE UNIQUE INDEX CONCURRENTLY t_n ON t (n)"));
    QCOMPARE(validity(scene, "t_n"), std::string("f"));
    scene.database().execute("DELETE FROM t");
    scene.addNext("a", "CREATE UNIQUE INDEX CONCURRENTLY " + ifNotExists.toStdString() + " t_n ON t (n);", false);
    const RunReport report = scene.upgrade(remembers ? remembering() : RunOptions());
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(validity(scene, "t_n"), std::string("t"));
}

void TestAutocommit::leavesForeignInvalidIndexesAlone()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (1)");
    postgres::Connection other = scene.database().connect();
    QVERIFY(!other.query("CREATE UNIQUE INDEX CONCURRENTLY foreign_index ON t (n)"));
    scene.addNext("a", "CREATE UNIQUE INDEX CONCURRENTLY ON t (n);", false); // fails, under a name of the server's
    QVERIFY(scene.upgrade(remembering()).error);
    QCOMPARE(scene.database().value("SELECT string_agg(indexrelid::regclass::text, ',') FROM pg_index"
                                    " WHERE indrelid = 't'::regclass"),
             std::string("foreign_index"));
}

void TestAutocommit::triesAgainAfterALockTimeout()
{
    test::RunScene scene;
    scene.database().execute("CREATE TABLE t (n int)");
    scene.addNext("a", "CREATE TABLE one ();\nCREATE INDEX CONCURRENTLY t_n ON t (n);", false);
    postgres::Connection other = scene.database().connect();
    QVERIFY(other.execute("BEGIN; LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE"));
    scene.onEvent = [&other](const RunEvent &event) {
        if (event.kind == Kind::Waiting && event.text.find("try 2 of") != std::string::npos)
            static_cast<void>(other.execute("COMMIT"));
    };
    RunOptions options = remembering();
    options.lockTimeout = 100ms;
    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(validity(scene, "t_n"), std::string("t"));
    QCOMPARE(report.steps.front().statementsDone, 2);
}

void TestAutocommit::finishesADetachedPartition()
{
    test::RunScene scene;
    if (scene.connection().server().version < 140000)
        QSKIP("DETACH PARTITION CONCURRENTLY came with PostgreSQL 14");
    scene.database().execute("CREATE TABLE p (n int) PARTITION BY LIST (n); CREATE TABLE p1 PARTITION OF p FOR VALUES"
                             " IN (1)");
    scene.addNext("a", "CREATE TABLE one ();\nALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;", false);
    postgres::Connection reader = scene.database().connect();
    QVERIFY(reader.execute("BEGIN; SELECT count(*) FROM p"));
    RunOptions options = remembering();
    options.lockTimeout = 0ms;
    scene.killAnUpgrade(options, "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY");
    // The second half waited for the reader; the first is committed.
    QCOMPARE(scene.database().value("SELECT inhdetachpending FROM pg_inherits"), std::string("t"));
    QVERIFY(reader.execute("COMMIT"));
    scene.reconnect();
    const RunReport report = scene.upgrade(remembering());
    QVERIFY2(!report.error, errorOf(report).c_str());
    QCOMPARE(scene.database().value("SELECT count(*) FROM pg_inherits"), std::string("0"));
    QVERIFY(scene.database().hasRelation("p1"));
}

void TestAutocommit::keepsToTheirOwnWhereNoHistoryIsKept()
{
    test::RunScene scene;
    scene.addNext("a", "CREATE TABLE one ();\nSELECT 1/0;", false);
    const RunReport report = scene.upgrade();
    QCOMPARE(outcomeOf(report), run::toString(Outcome::PartlyApplied));
    QVERIFY2(report.error->hint.find("Undo what is done, or make the script repeatable") != std::string::npos,
             errorOf(report).c_str());
    QVERIFY(!scene.database().hasRelation("retort_history"));
}

void TestAutocommit::knowsEffects_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("table");
    const auto row = [](const char *statement, StatementEffect::Kind kind, const char *name = "",
                        const char *table = "") {
        QTest::newRow(statement) << QString::fromUtf8(statement) << static_cast<int>(kind) << QString::fromUtf8(name)
                                 << QString::fromUtf8(table);
    };
    using Effect = StatementEffect::Kind;
    row("CREATE INDEX CONCURRENTLY \"My i\" ON s.t (n)", Effect::BuildsIndex, "My i", "\"s\".\"t\"");
    row("CREATE INDEX CONCURRENTLY ON t (n)", Effect::BuildsIndex, "", "\"t\"");
    row("DROP INDEX CONCURRENTLY IF EXISTS s.i", Effect::DropsIndexes, "\"s\".\"i\"");
    row("REINDEX TABLE CONCURRENTLY t", Effect::RebuildsIndexes, "\"t\"");
    row("REINDEX (CONCURRENTLY) INDEX i", Effect::RebuildsIndexes, "\"i\"");
    row("REINDEX SCHEMA CONCURRENTLY s", Effect::RebuildsIndexes, "");
    row("REINDEX SCHEMA s", Effect::Repeatable);
    row("VACUUM ANALYZE t", Effect::Repeatable);
    row("ALTER SYSTEM SET work_mem = '8MB'", Effect::Repeatable);
    row("ALTER TABLE p DETACH PARTITION c CONCURRENTLY", Effect::DetachesPartition, "\"c\"", "\"p\"");
    row("CREATE DATABASE d", Effect::CreatesDatabase, "\"d\"");
    row("DROP DATABASE IF EXISTS d", Effect::DropsDatabase, "\"d\"");
    row("CREATE TABLESPACE x LOCATION '/tmp'", Effect::CreatesTablespace, "\"x\"");
    row("CALL refresh_continuous_aggregate('c', NULL, NULL)", Effect::Repeatable);
    row("CALL work()", Effect::Unknown);
    row("CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p", Effect::Unknown);
}

void TestAutocommit::knowsEffects()
{
    QFETCH(QString, statement);
    QFETCH(int, kind);
    QFETCH(QString, name);
    QFETCH(QString, table);
    const auto effect = script::statementEffect(statement.toStdString());
    VERIFY_OK(effect);
    QCOMPARE(static_cast<int>(effect->kind), kind);
    QCOMPARE(QString::fromStdString(effect->name()), name);
    QCOMPARE(QString::fromStdString(effect->table), table);
}

QTEST_GUILESS_MAIN(TestAutocommit)
#include "tst_autocommit.moc"
