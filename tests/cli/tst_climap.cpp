// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

namespace
{

/// A branch with a fork that is merged again, beside a branch of another database.
constexpr std::string_view twoBranches = "a1 [app] -> a2, a2 -> a3, a2 -> a4, a3 + a4 -> a5, m1 [metrics] -> m2 (a1)";

const QStringList revisionKeys = words("created depends_on down_revisions file id is_base is_branch_point is_head"
                                       " is_merge_point labels message");

Texts idsOf(const QJsonArray &revisions)
{
    Texts ids;
    for (const QJsonValue &revision : revisions)
        ids.push_back(revision["id"_L1].toString().toStdString());
    return ids;
}

QJsonObject find(const QJsonArray &revisions, const char *id)
{
    for (const QJsonValue &revision : revisions) {
        if (revision["id"_L1].toString() == QLatin1String(id))
            return revision.toObject();
    }
    return {};
}

} // namespace

/// The verbs that look at the revision map: history, heads, branches and show.
class TestCliMap : public QObject
{
    Q_OBJECT

private slots:
    void listsHistory_data();
    void listsHistory();
    void historyAsJson();
    void historyMarksWhatIsApplied();
    void refusesRanges_data();
    void refusesRanges();
    void listsHeads_data();
    void listsHeads();
    void headsAsJson();
    void listsBranchPoints();
    void showsARevision_data();
    void showsARevision();
    void needsNoServer();
};

void TestCliMap::listsHistory_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("lines");
    const QString m2 = u"m1 (a1) -> m2 (metrics) (head), add m2"_s;
    const QString m1 = u"<base> -> m1 (metrics), add m1"_s;
    const QString a5 = u"a3, a4 -> a5 (app) (head) (mergepoint), add a5"_s;
    const QString a4 = u"a2 -> a4 (app), add a4"_s;
    const QString a3 = u"a2 -> a3 (app), add a3"_s;
    const QString a2 = u"a1 -> a2 (app) (branchpoint), add a2"_s;
    const QString a1 = u"<base> -> a1 (app), add a1"_s;
    QTest::newRow("one branch") << "-x db=app history" << QStringList{a5, a3, a4, a2, a1};
    QTest::newRow("the other") << "-x db=metrics history" << QStringList{m2, m1};
    QTest::newRow("range") << "-x db=app history -r a1:a3" << QStringList{a3, a2, a1};
    QTest::newRow("open range") << "-x db=app history -r :a2" << QStringList{a2, a1};
    QTest::newRow("long flag") << "-x db=metrics history --rev-range m2:" << QStringList{m2};
}

void TestCliMap::listsHistory()
{
    QFETCH(const QString, line);
    QFETCH(const QStringList, lines);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    const Ended ended = Program(project).run(line.toStdString());
    COMPARE_STATUS(ended, 0);
    QCOMPARE(QString::fromStdString(ended.out).trimmed().split('\n'_L1), lines);
}

void TestCliMap::historyAsJson()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended ended = program.run("--json -x db=app history");
    COMPARE_STATUS(ended, 0);
    const QJsonArray history = ended.array();
    QCOMPARE(idsOf(history), (Texts{"a5", "a3", "a4", "a2", "a1"}));
    for (const QJsonValue &revision : history)
        QCOMPARE(keysOf(revision), revisionKeys);

    const QJsonObject merge = find(history, "a5");
    QCOMPARE(textsOf(merge["down_revisions"_L1]), (Texts{"a3", "a4"}));
    QCOMPARE(textsOf(merge["labels"_L1]), Texts{"app"});
    QCOMPARE(merge["message"_L1].toString(), u"add a5"_s);
    QCOMPARE(merge["created"_L1].toString(), u"2025-11-01 12:00:00"_s);
    QVERIFY(merge["file"_L1].toString().endsWith("revisions/a5_scene.sql"_L1));
    QVERIFY(merge["is_head"_L1].toBool());
    QVERIFY(merge["is_merge_point"_L1].toBool());
    QVERIFY(!merge["is_base"_L1].toBool(true));
    QVERIFY(find(history, "a2")["is_branch_point"_L1].toBool());
    QVERIFY(find(history, "a1")["is_base"_L1].toBool());

    const Ended all = program.run("--json history");
    COMPARE_STATUS(all, 0);
    QCOMPARE(all.array().size(), 7);
    QCOMPARE(textsOf(find(all.array(), "m2")["depends_on"_L1]), Texts{"a1"});
}

void TestCliMap::historyMarksWhatIsApplied()
{
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    app.execute("CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('a2')");
    Program program(project);
    const Ended ended = program.run("-x db=app history -i");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "a1 -> a2 (app) (branchpoint) (current), add a2");
    const Ended range = program.run("-x db=app history -r current:");
    COMPARE_STATUS(range, 0);
    QVERIFY2(!range.says("<base>"), range.report().c_str());
}

void TestCliMap::refusesRanges_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("code");
    QTest::newRow("unknown end") << "history -r nope:"
                                 << "unknown-revision";
    QTest::newRow("no range") << "history -r aaaa1"
                              << "bad-range";
    QTest::newRow("upside down") << "history -r aaaa3:aaaa1"
                                 << "range-not-ancestor";
    QTest::newRow("show unknown") << "show nope"
                                  << "unknown-revision";
    QTest::newRow("show ambiguous") << "show aa"
                                    << "ambiguous-id";
    QTest::newRow("edit unknown") << "edit nope"
                                  << "unknown-revision";
}

void TestCliMap::refusesRanges()
{
    QFETCH(const QString, line);
    QFETCH(const QString, code);
    ProjectFixture project("aaaa1 -> aaaa2 -> aaaa3");
    project.addDatabase("app", "-");
    Program program(project);
    const Ended text = program.run(line.toStdString());
    COMPARE_STATUS(text, 1);
    QVERIFY2(text.out.empty() && text.err.starts_with("error: "), text.report().c_str());
    const Ended ended = program.run("--json " + line.toStdString());
    COMPARE_STATUS(ended, 1);
    QCOMPARE(ended.errorCode(), code.toStdString());
}

void TestCliMap::listsHeads_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("lines");
    const QString app = u"a5 (app) (head)"_s;
    const QString metrics = u"m2 (metrics) (head)"_s;
    QTest::newRow("one branch") << "-x db=metrics heads" << QStringList{metrics};
    QTest::newRow("the other") << "-x db=app heads" << QStringList{app};
}

void TestCliMap::listsHeads()
{
    QFETCH(const QString, line);
    QFETCH(const QStringList, lines);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended ended = program.run(line.toStdString());
    COMPARE_STATUS(ended, 0);
    QCOMPARE(QString::fromStdString(ended.out).trimmed().split('\n'_L1), lines);
    const Ended all = program.run("heads");
    COMPARE_STATUS(all, 0);
    VERIFY_SAYS(all, "a5 (app) (head)");
    VERIFY_SAYS(all, "m2 (metrics) (head)");
    const Ended verbose = program.run(line.toStdString() + " -v");
    COMPARE_STATUS(verbose, 0);
    VERIFY_SAYS(verbose, "_scene.sql");
}

void TestCliMap::headsAsJson()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    const Ended ended = Program(project).run("heads --json");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(idsOf(ended.array()), (Texts{"a5", "m2"}));
    for (const QJsonValue &revision : ended.array())
        QCOMPARE(keysOf(revision), revisionKeys);
}

void TestCliMap::listsBranchPoints()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    Program program(project);
    const Ended text = program.run("branches");
    COMPARE_STATUS(text, 0);
    VERIFY_SAYS(text, "a2 (app) (branchpoint)");
    VERIFY_SAYS(text, "a3");
    VERIFY_SAYS(text, "a4");
    const Ended json = program.run("branches --json");
    COMPARE_STATUS(json, 0);
    QCOMPARE(idsOf(json.array()), Texts{"a2"});
    QCOMPARE(keysOf(json.array().first()), revisionKeys);
}

void TestCliMap::showsARevision_data()
{
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<QString>("said");
    QTest::newRow("id") << "a5"
                        << "add a5";
    QTest::newRow("prefix") << "m1"
                            << "add m1";
    QTest::newRow("label's head") << "app@head"
                                  << "a5_scene.sql";
    QTest::newRow("label") << "metrics"
                           << "add m1";
}

void TestCliMap::showsARevision()
{
    QFETCH(const QString, symbol);
    QFETCH(const QString, said);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    const Ended ended = Program(project).run("show " + symbol.toStdString());
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, said.toStdString());
    VERIFY_SAYS(ended, "Rev: ");
    VERIFY_SAYS(ended, "Path: ");
}

void TestCliMap::needsNoServer()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    Program program(project);
    program.set("FIXTURE_APP_HOST", "nowhere.invalid");
    for (const char *line : {"heads", "history", "branches", "show a1", "heads -v", "history -v"})
        COMPARE_STATUS(program.run(line), 0);
}

QTEST_GUILESS_MAIN(TestCliMap)
#include "tst_climap.moc"
