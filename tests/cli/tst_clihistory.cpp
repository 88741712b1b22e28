// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/files.h"
#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

/// What a database remembers of its runs, and what follows when the files of today say something else (S-82).
class TestCliHistory : public QObject
{
    Q_OBJECT

private slots:
    void tellsWhatTheDatabaseRemembers();
    void keepsNoneWhereTheProjectSaysSo();
    void refusesAnEditedFile();
    void acceptsAnEdit();
    void takesNoNoticeOfLineEnds();
    void callsOutAnInsertedRevision();
    void carriesOnWhatAlembicApplied();
    void goesOnWithAHalfDoneRevision();
};

void TestCliHistory::tellsWhatTheDatabaseRemembers()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("log --history"), 0);
    COMPARE_STATUS(program.run("upgrade"), 0);
    COMPARE_STATUS(program.run("downgrade -1"), 0);
    COMPARE_STATUS(program.run("stamp b --reason \"made by hand\""), 0);
    const Ended ended = program.run("--json log --history");
    COMPARE_STATUS(ended, 0);
    const QJsonArray entries = ended.array();
    QCOMPARE(entries.size(), 4);
    QCOMPARE(entries[0]["operation"_L1].toString(), u"stamp"_s); // newest first
    QCOMPARE(entries[0]["reason"_L1].toString(), u"made by hand"_s);
    QVERIFY(entries[0]["revision"_L1].isNull());
    QCOMPARE(entries[1]["operation"_L1].toString(), u"downgrade"_s);
    QCOMPARE(entries[2]["revision"_L1].toString(), u"b"_s);
    QCOMPARE(textsOf(entries[2]["version_rows"_L1]), Texts{"b"});
    QCOMPARE(entries[2]["command"_L1].toString(), u"retort -x db=app upgrade"_s);
    QCOMPARE(entries[2]["run"_L1].toString(), entries[3]["run"_L1].toString());
    const Ended text = program.run("log --history -n 2");
    COMPARE_STATUS(text, 0);
    VERIFY_SAYS(text, "downgrade -1");
    QVERIFY2(!text.says("retort -x db=app upgrade"), text.report().c_str());
    const Ended stored = program.run("show b --stored");
    COMPARE_STATUS(stored, 0);
    QCOMPARE(stored.out, contentOf(project.revisionFile("b")));
}

void TestCliHistory::keepsNoneWhereTheProjectSaysSo()
{
    ProjectFixture project("a [app]");
    project.addDatabase("app");
    std::string file = contentOf(project.folder() / "retort.toml");
    file.insert(file.find("locations"), "history_table = \"\"\n");
    rewrite(project.folder() / "retort.toml", file);
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    QVERIFY(!project.database("app").hasRelation("retort_history"));
    const Ended ended = program.run("log --history");
    COMPARE_STATUS(ended, 2);
    VERIFY_SAYS(ended, "keep no history");
}

void TestCliHistory::refusesAnEditedFile()
{
    ProjectFixture project("a [app] -> b -> c");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade b"), 0);
    const std::filesystem::path file = project.revisionFile("a");
    const std::string before = contentOf(file);
    rewrite(file, before + "\n-- one more thought\n");
    const Ended refused = program.run("--json upgrade");
    COMPARE_STATUS(refused, 7);
    QCOMPARE(refused.errorCode(), std::string("applied-file-edited"));
    QCOMPARE(rowsOf(project.database("app")), Texts{"b"});
    const Ended text = program.run("upgrade");
    VERIFY_SAYS(text, "The file of revision a is not what was applied on 20");
    VERIFY_SAYS(text, file.string());
    VERIFY_SAYS(text, "--accept-edit a");
    COMPARE_STATUS(program.run("downgrade -1"), 7); // the way down may have been edited as well
    const Ended status = program.run("status");
    COMPARE_STATUS(status, 7);
    VERIFY_SAYS(status, "not what was applied");
    const Ended check = program.run("--json check");
    COMPARE_STATUS(check, 7);
    const QJsonValue finding = check.object()["databases"_L1][0]["history_findings"_L1][0];
    QCOMPARE(finding["code"_L1].toString(), u"applied-file-edited"_s);
    QCOMPARE(finding["revision"_L1].toString(), u"a"_s);
    rewrite(file, before);
    COMPARE_STATUS(program.run("upgrade"), 0);
    COMPARE_STATUS(program.run("check"), 0);
}

void TestCliHistory::acceptsAnEdit()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    rewrite(project.revisionFile("a"), contentOf(project.revisionFile("a")) + "\n-- meant\n");
    const Ended unknown = program.run("upgrade --accept-edit nobody");
    QVERIFY2(unknown.status != 0 && unknown.says("nobody"), unknown.report().c_str());
    const Ended early = program.run("upgrade --accept-edit b");
    COMPARE_STATUS(early, 1);
    VERIFY_SAYS(early, "is not applied");
    COMPARE_STATUS(program.run("upgrade a --accept-edit a"), 0); // nothing to run is no reason not to record it
    COMPARE_STATUS(program.run("check"), 3);
    COMPARE_STATUS(program.run("upgrade"), 0);
    const Ended ended = program.run("--json log --history");
    QCOMPARE(ended.array()[1]["operation"_L1].toString(), u"accept-edit"_s);
}

void TestCliHistory::takesNoNoticeOfLineEnds()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    std::string windows;
    for (const char c : contentOf(project.revisionFile("a")))
        windows += c == '\n' ? std::string(" \r\n") : std::string(1, c);
    rewrite(project.revisionFile("a"), windows);
    COMPARE_STATUS(program.run("upgrade"), 0);
}

void TestCliHistory::callsOutAnInsertedRevision()
{
    ProjectFixture project("a [app] -> c");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    // Someone's branch is merged below: c now revises b, which never ran here.
    project.addRevision({.id = "b", .revises = {"a"}, .up = "CREATE TABLE t_b ();", .down = "DROP TABLE t_b;"});
    std::string file = contentOf(project.revisionFile("c"));
    file.replace(file.find("Revises: a"), 10, "Revises: b");
    rewrite(project.revisionFile("c"), file);
    project.addRevision({.id = "d", .revises = {"c"}, .up = "CREATE TABLE t_d ();", .down = "DROP TABLE t_d;"});
    COMPARE_STATUS(program.run("upgrade --accept-edit c"), 7);
    const Ended ended = program.run("upgrade");
    COMPARE_STATUS(ended, 7);
    VERIFY_SAYS(ended, "Revision b counts as applied, but was not there when c was applied");
    QVERIFY(!project.database("app").hasRelation("t_d"));
    COMPARE_STATUS(program.run("upgrade --accept-edit b"), 0);
    QVERIFY(project.database("app").hasRelation("t_d"));
}

/// No entry tells of these, and nothing is wrong with them.
void TestCliHistory::carriesOnWhatAlembicApplied()
{
    ProjectFixture project("a [app] -> b -> c");
    project.addDatabase("app");
    project.database("app").execute("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL, CONSTRAINT"
                                    " alembic_version_pkc PRIMARY KEY (version_num));"
                                    " INSERT INTO alembic_version VALUES ('b')");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    COMPARE_STATUS(program.run("check"), 0);
}

void TestCliHistory::goesOnWithAHalfDoneRevision()
{
    ProjectFixture project("a [app]");
    project.addDatabase("app");
    project.addRevision({.id = "b",
                         .revises = {"a"},
                         .up = "CREATE TABLE one ();\nCREATE TABLE wall ();\nVACUUM one;",
                         .down = "DROP TABLE one, wall;",
                         .upTransactional = false});
    project.database("app").execute("CREATE TABLE wall ()");
    Program program(project);
    const Ended ended = program.run("upgrade");
    COMPARE_STATUS(ended, 6);
    VERIFY_SAYS(ended, "the same command goes on at statement 2");
    project.database("app").execute("DROP TABLE wall");
    const Ended again = program.run("upgrade");
    COMPARE_STATUS(again, 0);
    QCOMPARE(rowsOf(project.database("app")), Texts{"b"});
}

QTEST_GUILESS_MAIN(TestCliHistory)
#include "tst_clihistory.moc"
