// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;

class TestCheckScripts : public QObject
{
    Q_OBJECT

private slots:
    void accepts_data();
    void accepts();
    void refuses_data();
    void refuses();
    void looksAtDowngradesToo();
    void refusesToUndoTheIrreversible();
    void findsTroubleFarDownInALargeScript();
};

namespace {

revision::Plan planOf(const script::ScriptDirectory &scripts, revision::Direction direction)
{
    auto plan = direction == revision::Direction::Upgrade ? scripts.map().planUpgrade({}, "heads")
                                                          : scripts.map().planDowngrade(scripts.map().heads(), "base");
    if (!plan)
        qFatal("no plan: %s", test::describe(plan).c_str());
    return std::move(plan).value();
}

struct Scripts {
    explicit Scripts(std::string up, bool transactional = true, std::string down = "SELECT 1;")
    {
        test::RevisionText revision;
        revision.id = "a";
        revision.up = std::move(up);
        revision.upTransactional = transactional;
        revision.down = std::move(down);
        project.addRevision(revision);
    }
    Result<void> check(revision::Direction direction = revision::Direction::Upgrade)
    {
        auto loaded = script::ScriptDirectory::load({project.revisionsFolder()});
        if (!loaded)
            return loaded.error();
        return run::checkScripts(planOf(*loaded, direction), *loaded);
    }
    test::ProjectFixture project;
};

} // namespace

void TestCheckScripts::accepts_data()
{
    QTest::addColumn<std::string>("up");
    QTest::addColumn<bool>("transactional");
    const auto row = [](const char *name, const char *up, bool transactional = true) {
        QTest::newRow(name) << std::string(up) << transactional;
    };
    row("nothing", "");
    row("comments only", "-- nothing here; really\n/* BEGIN; */");
    row("COMMIT in a literal", "SELECT 'COMMIT; ' AS \"COMMIT;\"; SELECT $$BEGIN;$$;");
    row("BEGIN ATOMIC", "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;");
    row("PL/pgSQL", "DO $$BEGIN PERFORM 1; END$$;");
    row("COPY data", "COPY t FROM stdin;\nCOMMIT;\tx\n\\.\nSELECT 1;");
    row("alone where it may", "CREATE INDEX CONCURRENTLY i ON t (n); VACUUM;", false);
    row("what only newer servers know", "CREATE GRAPH g; MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE;");
}

void TestCheckScripts::accepts()
{
    QFETCH(std::string, up);
    QFETCH(bool, transactional);
    VERIFY_OK(Scripts(up, transactional).check());
}

void TestCheckScripts::refuses_data()
{
    QTest::addColumn<std::string>("up");
    QTest::addColumn<bool>("transactional");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<int>("line"); // within the section, from 1
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const std::string &up, const char *code, int line, int column,
                        bool transactional = true) {
        QTest::newRow(name) << up << transactional << std::string(code) << line << column;
    };
    row("COMMIT", "SELECT 'zażółć';\nSELECT 1; COMMIT;\nSELECT 2;", "transaction-control", 2, 11);
    row("BEGIN", "/* so */ begin transaction;", "transaction-control", 1, 10);
    row("SAVEPOINT", "SAVEPOINT a;", "transaction-control", 1, 1);
    row("COMMIT outside", "SELECT 1;\nCOMMIT;", "transaction-control", 2, 1, false);
    row("CREATE INDEX CONCURRENTLY", "SELECT 1;\n\nCREATE UNIQUE INDEX CONCURRENTLY i ON t (n);",
        "needs-no-transaction", 3, 1);
    row("VACUUM", "VACUUM;", "needs-no-transaction", 1, 1);
    row("psql command", "SELECT 1;\n\\connect other\n", "psql-meta-command", 2, 1);
    row("unterminated literal", "SELECT 'abc;\n", "unterminated-literal", 1, 8);
    row("unterminated data", "COPY t FROM stdin;\n1\n2\n", "unterminated-copy-data", 1, 1);
    row("NUL", std::string("SELECT 1;\nSELECT\0 2;", 20), "nul-byte", 2, 7);
    row("Latin-1", "SELECT 1;\n-- za\xBF\xF3\xB3\xE6\n", "invalid-utf8", 2, 6);
}

void TestCheckScripts::refuses()
{
    QFETCH(std::string, up);
    QFETCH(bool, transactional);
    QFETCH(std::string, code);
    QFETCH(int, line);
    QFETCH(int, column);
    Scripts scripts(up, transactional);
    const auto checked = scripts.check();
    VERIFY_ERROR(checked, code);
    const Error &error = checked.error();
    QCOMPARE(error.status, ExitStatus::Usage);
    QCOMPARE(error.place.file, scripts.project.revisionFile("a").string());
    QCOMPARE(error.place.line, line + 7); // below the header and the marker
    QCOMPARE(error.place.column, column);
    QVERIFY(!error.hint.empty());
}

void TestCheckScripts::looksAtDowngradesToo()
{
    Scripts scripts("SELECT 1;", true, "SELECT 1;\nROLLBACK;");
    VERIFY_OK(scripts.check());
    const auto checked = scripts.check(revision::Direction::Downgrade);
    VERIFY_ERROR(checked, "transaction-control");
    QVERIFY2(checked.error().message.find("ROLLBACK") != std::string::npos, checked.error().message.c_str());
}

void TestCheckScripts::refusesToUndoTheIrreversible()
{
    test::ProjectFixture project("a -> b !");
    auto loaded = script::ScriptDirectory::load({project.revisionsFolder()});
    VERIFY_OK(loaded);
    const auto checked = run::checkScripts(planOf(*loaded, revision::Direction::Downgrade), *loaded);
    VERIFY_ERROR(checked, "irreversible");
    QCOMPARE(checked.error().place.file, project.revisionFile("b").string());
    VERIFY_OK(run::checkScripts(planOf(*loaded, revision::Direction::Upgrade), *loaded));
}

void TestCheckScripts::findsTroubleFarDownInALargeScript()
{
    std::string script;
    int lines = 0;
    for (; script.size() < 3'000'000; ++lines)
        script += "INSERT INTO t VALUES (" + std::to_string(lines) + ", 'some words that take room');\n";
    const auto checked = Scripts(script + "COMMIT;\n").check();
    VERIFY_ERROR(checked, "transaction-control");
    QCOMPARE(checked.error().place.line, lines + 8);
}

QTEST_GUILESS_MAIN(TestCheckScripts)
#include "tst_checkscripts.moc"
