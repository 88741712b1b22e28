// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/files.h"
#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

/// What a database keeps of the files that it was changed by is of use when they are gone, or edited (S-23, S-82).
class TestCliStored : public QObject
{
    Q_OBJECT

private slots:
    void undoesTheHeadWithoutItsFile();
    void undoesARevisionBelowWithoutItsFile();
    void writesTheFileAgain();
    void saysWhenNothingWasKept();
    void runsNoMaskedSecret();
    void showsWhatWasEdited();
    void showsNoEditWhereThereIsNone();
    void refusesWrongRequests_data();
    void refusesWrongRequests();
};

void TestCliStored::undoesTheHeadWithoutItsFile()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    project.removeFile("revisions/b_scene.sql");

    const Ended refused = program.run("downgrade -1");
    COMPARE_STATUS(refused, 7);
    VERIFY_SAYS(refused, "retort -x db=app downgrade -1 --from-stored undoes it");
    VERIFY_SAYS(refused, "retort -x db=app show b --stored > 'b_scene.sql' writes the file again");
    QVERIFY(app.hasRelation("t_b"));

    const Ended plan = program.run("plan downgrade -1 --from-stored -v");
    COMPARE_STATUS(plan, 0);
    VERIFY_SAYS(plan, "DROP TABLE ");
    VERIFY_SAYS(plan, "The file of revision b is gone: its script is the text that the database kept of b_scene.sql, "
                      "applied on 20");
    VERIFY_SAYS(plan, ", SHA-256 ");
    const QJsonValue step =
        program.run("--json plan downgrade -1 --from-stored").object()["steps"_L1].toArray().first();
    QCOMPARE(step["source"_L1].toString(), u"database"_s);
    QCOMPARE(step["message"_L1].toString(), u"add b"_s);

    const Ended undone = program.run("downgrade -1 --from-stored");
    COMPARE_STATUS(undone, 0);
    VERIFY_SAYS(undone, "its script is the text that the database kept of b_scene.sql");
    QCOMPARE(rowsOf(app), Texts{"a"});
    QVERIFY(!app.hasRelation("t_b"));
    const QJsonArray history = program.run("--json log --history").array();
    QCOMPARE(history[0]["operation"_L1].toString(), u"downgrade"_s);
    QCOMPARE(history[0]["file"_L1].toString(), u"b_scene.sql"_s);
    QCOMPARE(history[0]["checksum"_L1].toString(), history[1]["checksum"_L1].toString());
    QVERIFY(history[0]["command"_L1].toString().contains("--from-stored"_L1));
    COMPARE_STATUS(program.run("check"), 0);
}

/// The files above it still say that they revise it.
void TestCliStored::undoesARevisionBelowWithoutItsFile()
{
    ProjectFixture project("a [app] -> b -> c");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    project.removeFile("revisions/b_scene.sql");
    COMPARE_STATUS(program.run("downgrade base"), 2); // the files don't fit together
    COMPARE_STATUS(program.run("downgrade base --from-stored"), 0);
    QCOMPARE(rowsOf(app), Texts{});
    for (const char *table : {"t_a", "t_b", "t_c"})
        QVERIFY(!app.hasRelation(table));
}

void TestCliStored::writesTheFileAgain()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    const std::filesystem::path file = project.revisionFile("b");
    project.removeFile("revisions/b_scene.sql");
    rewrite(file, program.run("show b --stored").out);
    COMPARE_STATUS(program.run("check"), 0);
    COMPARE_STATUS(program.run("downgrade -1"), 0);
}

void TestCliStored::saysWhenNothingWasKept()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    app.execute("DELETE FROM retort_history WHERE revision = 'b'");
    project.removeFile("revisions/b_scene.sql");
    for (const char *line : {"downgrade -1", "downgrade -1 --from-stored", "status", "plan downgrade -1 --from-stored"}) {
        const Ended ended = program.run(line);
        COMPARE_STATUS(ended, 7);
        VERIFY_SAYS(ended, "the database kept no text of b");
        VERIFY_SAYS(ended, "stamp --purge REVISION");
        QVERIFY2(!ended.says("undoes it"), ended.report().c_str());
    }
    QVERIFY(app.hasRelation("t_b"));
}

/// It would set a password of three asterisks.
void TestCliStored::runsNoMaskedSecret()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "b",
                         .revises = {"a"},
                         .up = "SELECT 1;",
                         .down = "ALTER ROLE nobody_at_all PASSWORD 'hunter2hunter2';"});
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    std::filesystem::remove(project.revisionFile("b"));
    const Ended refused = program.run("--json downgrade -1 --from-stored");
    COMPARE_STATUS(refused, 7);
    QCOMPARE(refused.errorCode(), std::string("kept-text-masked"));
    QCOMPARE(rowsOf(app), Texts{"b"});
    VERIFY_SAYS(program.run("show b --stored"), "is not the file as it was");
}

void TestCliStored::showsWhatWasEdited()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    const std::filesystem::path file = project.revisionFile("a");
    const std::string before = contentOf(file);
    std::string edited = before;
    edited.replace(edited.find("(i int)"), 7, "(j int)");
    rewrite(file, edited);
    VERIFY_SAYS(program.run("downgrade -1"), "retort show a --diff shows what was edited");
    const Ended text = program.run("show a --diff");
    COMPARE_STATUS(text, 0);
    QVERIFY2(text.out.starts_with("--- a_scene.sql (applied on 20"), text.report().c_str());
    VERIFY_SAYS(text, "\n+++ " + file.string() + "\n@@ -");
    VERIFY_SAYS(text, "\n-CREATE TABLE ");
    VERIFY_SAYS(text, "(j int)");
    QVERIFY2(!text.says("\033"), text.report().c_str()); // no terminal, no colours
    const QJsonObject json = program.run("--json show a --diff").object();
    QCOMPARE(json["edited"_L1].toBool(), true);
    QCOMPARE(json["stored_text"_L1].toString().toStdString(), before);
    QCOMPARE(json["text"_L1].toString().toStdString(), edited);
    QCOMPARE(json["diff"_L1].toString().toStdString(), text.out);
    COMPARE_STATUS(program.run("upgrade --accept-edit a --reason \"a slip\""), 0);
    const QJsonArray history = program.run("--json log --history -n 1").array();
    QCOMPARE(history[0]["reason"_L1].toString(), u"a slip"_s);
    const Ended now = program.run("show a --diff");
    COMPARE_STATUS(now, 0);
    VERIFY_SAYS(now, "is what was accepted on 20");
}

void TestCliStored::showsNoEditWhereThereIsNone()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    const Ended same = program.run("show a --diff");
    COMPARE_STATUS(same, 0);
    QVERIFY2(same.out.empty(), same.report().c_str());
    VERIFY_SAYS(same, "is what was applied on 20");
    const Ended pending = program.run("--json show b --diff");
    COMPARE_STATUS(pending, 1);
    QCOMPARE(pending.errorCode(), std::string("not-in-history"));
    const Ended both = program.run("show a --diff --stored");
    COMPARE_STATUS(both, 2);
    COMPARE_STATUS(program.run("show nobody --diff"), 1);
    VERIFY_SAYS(program.run("--json show a --stored"), "\"stored_checksum\"");
}

void TestCliStored::refusesWrongRequests_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("a script") << "downgrade b:a --sql --from-stored";
    QTest::newRow("a plan without a database") << "plan downgrade -1 --at b --from-stored";
    QTest::newRow("a plan upwards") << "plan upgrade --from-stored";
    QTest::newRow("an upgrade") << "upgrade --from-stored";
}

void TestCliStored::refusesWrongRequests()
{
    QFETCH(const QString, line);
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    const Ended ended = program.run(line.toStdString());
    COMPARE_STATUS(ended, 2);
    VERIFY_SAYS(ended, "--from-stored");
}

QTEST_GUILESS_MAIN(TestCliStored)
#include "tst_clistored.moc"
