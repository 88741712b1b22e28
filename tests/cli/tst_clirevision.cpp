// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

#include <fstream>
#include <iterator>

using namespace retort::test;
using Texts = std::vector<std::string>;
namespace fs = std::filesystem;

namespace
{

constexpr std::string_view twoBranches = "a1 [app] -> a2, m1 [metrics] -> m2";

std::string readAll(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::size_t fileCount(const fs::path &folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

} // namespace

/// The verbs that write revision files: revision, merge, edit.
class TestCliRevision : public QObject
{
    Q_OBJECT

private slots:
    void writesOnTheBranch_data();
    void writesOnTheBranch();
    void writesWhatIsAsked();
    void tellsThePath();
    void splices();
    void beginsABranch();
    void putsTheFileWhereTheBranchIs();
    void refusals_data();
    void refusals();
    void advisesOnMessages();
    void mergesHeads_data();
    void mergesHeads();
    void opensTheEditor_data();
    void opensTheEditor();
    void readsTheFileAgainAfterEditing();
    void edits();
};

void TestCliRevision::writesOnTheBranch_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("parent");
    QTest::addColumn<QString>("label");
    QTest::newRow("database") << "-x db=metrics revision"
                              << "m2"
                              << "metrics";
    QTest::newRow("label of the branch") << "-x db=metrics revision --branch-label metrics"
                                         << "m2"
                                         << "metrics";
    QTest::newRow("label alone") << "revision --branch-label app"
                                 << "a2"
                                 << "app";
    QTest::newRow("Alembic's spelling") << "revision --head metrics@head"
                                        << "m2"
                                        << "metrics";
    QTest::newRow("id") << "revision --head a2"
                        << "a2"
                        << "app";
}

void TestCliRevision::writesOnTheBranch()
{
    QFETCH(const QString, line);
    QFETCH(const QString, parent);
    QFETCH(const QString, label);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended ended = program.run("--json " + line.toStdString() + " -m \"add ping_results table\"");
    COMPARE_STATUS(ended, 0);
    const QJsonObject written = ended.object();
    QCOMPARE(textsOf(written["down_revisions"_L1]), Texts{parent.toStdString()});
    QCOMPARE(textsOf(written["labels"_L1]), Texts{label.toStdString()});
    QCOMPARE(written["message"_L1].toString(), u"add ping_results table"_s);
    QVERIFY(written["is_head"_L1].toBool());
    const std::string id = written["id"_L1].toString().toStdString();
    QCOMPARE(id.size(), std::size_t{12});
    const fs::path file = written["file"_L1].toString().toStdString();
    QCOMPARE(file.filename().string(), id + "_add_ping_results_table.sql");
    const std::string text = readAll(file);
    QVERIFY2(text.starts_with("-- add ping_results table\n--\n-- Revision ID: " + id
                              + "\n-- Revises: " + parent.toStdString() + "\n-- Create Date: "),
             text.c_str());
    QVERIFY2(text.find("-- migrate:up\n") != std::string::npos && text.find("-- migrate:down\n") != std::string::npos,
             text.c_str());
    QVERIFY2(text.find("Branch Labels") == std::string::npos, text.c_str()); // F3: declared once
    const Ended heads = program.run("--json -x db=" + label.toStdString() + " heads");
    QCOMPARE(heads.array().size(), 1);
}

void TestCliRevision::writesWhatIsAsked()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended ended =
        program.run("--json -x db=app revision -m \"add sites\" --rev-id a3 --depends-on m1 --depends-on m2");
    COMPARE_STATUS(ended, 1); // another branch's revisions can't run on this database
    const Ended own = program.run("--json -x db=app revision -m \"add sites\" --rev-id a3 --depends-on a1");
    COMPARE_STATUS(own, 0);
    QCOMPARE(own.object()["id"_L1].toString(), u"a3"_s);
    QCOMPARE(textsOf(own.object()["depends_on"_L1]), Texts{"a1"});
}

void TestCliRevision::tellsThePath()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    const Ended ended = program.run("revision -m \"add sites\" --rev-id a2");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(ended.out, std::string("Created revisions/a2_add_sites.sql\n"));
}

void TestCliRevision::splices()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    Program program(project);
    const Ended refused = program.run("--json revision -m \"add side\" --head a1");
    COMPARE_STATUS(refused, 1);
    QCOMPARE(refused.errorCode(), std::string("not-a-head"));
    COMPARE_STATUS(program.run("revision -m \"add side\" --head a1 --splice --rev-id a3"), 0);
    QCOMPARE(program.run("--json heads").array().size(), 2);
    const Ended which = program.run("revision -m \"add more\"");
    COMPARE_STATUS(which, 1);
    VERIFY_SAYS(which, "a2");
    VERIFY_SAYS(which, "a3");
    VERIFY_SAYS(which, "retort merge");
}

void TestCliRevision::beginsABranch()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended ended = program.run("--json -x db=metrics revision -m \"add metrics\" --rev-id m1 --head base");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(textsOf(ended.object()["labels"_L1]), Texts{"metrics"});
    QVERIFY(ended.object()["is_base"_L1].toBool());
    COMPARE_STATUS(program.run("-x db=metrics heads"), 0);
}

void TestCliRevision::putsTheFileWhereTheBranchIs()
{
    ProjectFixture project;
    ScratchDatabase &app = project.addDatabase("app");
    Q_UNUSED(app)
    project.writeFile("retort.toml",
                      "[project]\nlocations = [\"versions_app\", \"versions_metrics\"]\n"
                      "[database.app]\nbranch = \"app\"\nhost = \"localhost\"\n"
                      "[database.metrics]\nbranch = \"metrics\"\nhost = \"localhost\"\n");
    project.writeFile("versions_app/a1.sql", fileTextOf({.id = "a1", .labels = {"app"}}));
    project.writeFile("versions_metrics/m1.sql", fileTextOf({.id = "m1", .labels = {"metrics"}}));
    Program program(project);
    COMPARE_STATUS(program.run("-x db=metrics revision -m \"add chunks\" --rev-id m2"), 0);
    QVERIFY(fs::exists(project.folder() / "versions_metrics/m2_add_chunks.sql"));
    COMPARE_STATUS(program.run("-x db=app revision -m \"add users\" --rev-id a2"), 0);
    QVERIFY(fs::exists(project.folder() / "versions_app/a2_add_users.sql"));
    COMPARE_STATUS(program.run("-x db=app revision -m \"add groups\" --rev-id a3 --version-path versions_metrics"), 0);
    QVERIFY(fs::exists(project.folder() / "versions_metrics/a3_add_groups.sql"));
}

void TestCliRevision::refusals_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::newRow("no message") << "-x db=app revision" << 2 << "message-missing";
    QTest::newRow("blank message") << "-x db=app revision -m \"  \"" << 2 << "message-missing";
    QTest::newRow("no branch") << "revision -m \"add x\"" << 1 << "multiple-heads";
    QTest::newRow("another's label") << "-x db=app revision -m \"add x\" --branch-label metrics" << 1 << "wrong-branch";
    QTest::newRow("another's head") << "-x db=app revision -m \"add x\" --head m2" << 1 << "wrong-branch";
    QTest::newRow("unknown head") << "-x db=app revision -m \"add x\" --head nope" << 1 << "unknown-revision";
    QTest::newRow("id in use") << "-x db=app revision -m \"add x\" --rev-id a1" << 2 << "duplicate-revision";
    QTest::newRow("id with a sign") << "-x db=app revision -m \"add x\" --rev-id a@b" << 2 << "illegal-characters";
    QTest::newRow("no location") << "-x db=app revision -m \"add x\" --version-path elsewhere" << 2
                                 << "folder-not-a-location";
    QTest::newRow("no database") << "-x db=nope revision -m \"add x\"" << 2 << "unknown-database";
    QTest::newRow("merge of one") << "-x db=app merge a2 -m x" << 1 << "nothing-to-merge";
    QTest::newRow("merge of two databases") << "merge a2 m2 -m x" << 1 << "wrong-branch";
    QTest::newRow("merge of all heads") << "merge heads -m x" << 1 << "wrong-branch";
    QTest::newRow("merge without message") << "merge a2 m2" << 2 << "message-missing";
}

/// Nothing is written that is not wanted (S-41).
void TestCliRevision::refusals()
{
    QFETCH(const QString, line);
    QFETCH(const int, status);
    QFETCH(const QString, code);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    const std::size_t before = fileCount(project.revisionsFolder());
    Program program(project);
    const Ended text = program.run(line.toStdString());
    COMPARE_STATUS(text, status);
    QVERIFY2(text.out.empty() && text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, "hint: ");
    const Ended json = program.run("--json " + line.toStdString());
    COMPARE_STATUS(json, status);
    QCOMPARE(json.errorCode(), code.toStdString());
    QCOMPARE(fileCount(project.revisionsFolder()), before);
}

void TestCliRevision::advisesOnMessages()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    Program program(project);
    const Ended good = program.run("revision -m \"add user email column\"");
    COMPARE_STATUS(good, 0);
    QVERIFY2(good.err.empty(), good.report().c_str());
    const Ended vague = program.run("revision -m \"added user email column\"");
    COMPARE_STATUS(vague, 0);
    VERIFY_SAYS(vague, "\"add\" rather than \"added\"");
}

void TestCliRevision::mergesHeads_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("ids") << "merge a2 a3 -m \"merge sides\"";
    QTest::newRow("heads of the branch") << "-x db=app merge heads -m \"merge sides\"";
    QTest::newRow("label's heads") << "merge app@heads -m \"merge sides\"";
}

void TestCliRevision::mergesHeads()
{
    QFETCH(const QString, line);
    ProjectFixture project("a1 [app] -> a2, a1 -> a3, m1 [metrics]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended ended = program.run("--json " + line.toStdString());
    COMPARE_STATUS(ended, 0);
    QCOMPARE(textsOf(ended.object()["down_revisions"_L1]), (Texts{"a2", "a3"}));
    QVERIFY(ended.object()["is_merge_point"_L1].toBool());
    QCOMPARE(program.run("--json -x db=app heads").array().size(), 1);
}

void TestCliRevision::opensTheEditor_data()
{
    QTest::addColumn<QString>("visual");
    QTest::addColumn<QString>("editor");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("shown");
    QTest::newRow("EDITOR") << ""
                            << "cat"
                            << "a1"
                            << "-- Revision ID: a1";
    QTest::newRow("VISUAL first") << "cat"
                                  << "false"
                                  << "a1"
                                  << "-- Revision ID: a1";
    QTest::newRow("with arguments") << ""
                                    << "grep -c Revises"
                                    << "a1"
                                    << "1";
    QTest::newRow("head of the label") << ""
                                       << "cat"
                                       << "metrics@head"
                                       << "-- Revision ID: m2";
    QTest::newRow("several") << ""
                             << "cat"
                             << "heads"
                             << "-- Revision ID: a2";
}

void TestCliRevision::opensTheEditor()
{
    QFETCH(const QString, visual);
    QFETCH(const QString, editor);
    QFETCH(const QString, symbol);
    QFETCH(const QString, shown);
    const ProjectFixture project(twoBranches);
    Program program(project);
    program.set("VISUAL", visual.toStdString());
    program.set("EDITOR", editor.toStdString());
    const Ended ended = program.run("edit " + symbol.toStdString());
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, shown.toStdString());
}

void TestCliRevision::readsTheFileAgainAfterEditing()
{
    const ProjectFixture project("a1 [app] -> a2");
    Program program(project);
    program.set("EDITOR", "sed -i s/Revises/Revsies/");
    const Ended ended = program.run("edit a2");
    COMPARE_STATUS(ended, 2);
    VERIFY_SAYS(ended, "a2_scene.sql:4");
}

void TestCliRevision::edits()
{
    const ProjectFixture project("a1 [app]");
    Program program(project);
    const Ended none = program.run("--json edit a1");
    COMPARE_STATUS(none, 2);
    QCOMPARE(none.errorCode(), std::string("no-editor"));
    program.set("EDITOR", "false");
    const Ended failed = program.run("edit a1");
    COMPARE_STATUS(failed, 1);
    VERIFY_SAYS(failed, "false");
    program.set("EDITOR", "sed -i \"s/t_a1/t_b1/\"");
    COMPARE_STATUS(program.run("edit a1"), 0);
    QVERIFY(readAll(project.revisionFile("a1")).find("t_b1") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestCliRevision)
#include "tst_clirevision.moc"
