// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/clientprograms.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

namespace
{

constexpr std::string_view twoBranches = "a1 [app] -> a2 -> a3, m1 [metrics] -> m2";

std::string textOf(const QJsonValue &value, QLatin1String key)
{
    return value[key].toString().toStdString();
}

} // namespace

/// The verbs that look at a database or move it: status, current, plan, upgrade, downgrade, stamp, ensure_version.
class TestCliRun : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheCurrentRevision();
    void currentAsJson();
    void looksWithoutWriting_data();
    void looksWithoutWriting();
    void checksHeads();
    void statusOfAllDatabases();
    void statusTellsUnreachableOnes();
    void upgradesTo_data();
    void upgradesTo();
    void downgradesTo_data();
    void downgradesTo();
    void refusesRequests_data();
    void refusesRequests();
    void sameAnswerTwice();
    void dryRunLeavesNothing();
    void runAsJson();
    void planIsWhatRuns();
    void stamps_data();
    void stamps();
    void suggestsWhatTheSchemaIsThatOf();
    void ensuresTheVersionTable();
    void sqlMakesTheSameDatabase_data();
    void sqlMakesTheSameDatabase();
    void sqlOfRanges_data();
    void sqlOfRanges();
    void warnsOfWhatElseGoes();
    void limitsAreTheFlagsThenTheProjects();
    void asksBeforeProductionIsChanged();
};

void TestCliRun::tellsTheCurrentRevision()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);

    const Ended empty = program.run("-x db=app current");
    COMPARE_STATUS(empty, 0);
    QVERIFY2(!empty.says("a1"), empty.report().c_str());
    COMPARE_STATUS(program.run("-x db=app upgrade a2"), 0);
    const Ended below = program.run("-x db=app current");
    COMPARE_STATUS(below, 0);
    QVERIFY2(below.out.starts_with("a2"), below.report().c_str());
    QVERIFY2(!below.says("(head)"), below.report().c_str());
    COMPARE_STATUS(program.run("-x db=app upgrade head"), 0);
    const Ended head = program.run("-x db=app current -v");
    COMPARE_STATUS(head, 0);
    VERIFY_SAYS(head, "a3");
    VERIFY_SAYS(head, "(head)");
    VERIFY_SAYS(head, "add a3");
}

void TestCliRun::currentAsJson()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);

    const Ended empty = program.run("--json -x db=app current");
    COMPARE_STATUS(empty, 0);
    QCOMPARE(empty.object().keys(), words("database pending revisions"));
    QCOMPARE(empty.object()["revisions"_L1].toArray().size(), 0);
    QCOMPARE(empty.object()["pending"_L1].toInt(), 3);

    COMPARE_STATUS(program.run("-x db=app upgrade a2"), 0);
    const QJsonObject current = program.run("--json -x db=app current").object();
    QCOMPARE(textOf(current, "database"_L1), std::string("app"));
    QCOMPARE(current["pending"_L1].toInt(), 1);
    QCOMPARE(current["revisions"_L1].toArray().size(), 1);
    const QJsonObject revision = current["revisions"_L1].toArray().first().toObject();
    QCOMPARE(revision.keys(), words("id is_head labels message"));
    QCOMPARE(textOf(revision, "id"_L1), std::string("a2"));
    QCOMPARE(textOf(revision, "message"_L1), std::string("add a2"));
    QCOMPARE(textsOf(revision["labels"_L1]), Texts{"app"});
    QVERIFY(!revision["is_head"_L1].toBool(true));
}

void TestCliRun::looksWithoutWriting_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("current") << "current -v" << 0;
    QTest::newRow("history") << "history -i" << 0;
    QTest::newRow("status") << "status" << 3;
    QTest::newRow("plan") << "plan upgrade head" << 0;
    QTest::newRow("sql") << "upgrade head --sql" << 0;
    QTest::newRow("dry run") << "upgrade head --dry-run" << 0;
    QTest::newRow("describe") << "describe" << 0;
}

/// S-24: no right to write is needed, and no table is made.
void TestCliRun::looksWithoutWriting()
{
    QFETCH(const QString, line);
    QFETCH(const int, status);
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    COMPARE_STATUS(Program(project).run(line.toStdString()), status);
    QVERIFY(!app.hasRelation("alembic_version"));
    QVERIFY(!app.hasRelation("t_a1"));
}

void TestCliRun::checksHeads()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    const Ended behind = program.run("-x db=app current --check-heads");
    QVERIFY2(behind.status != 0, behind.report().c_str());
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    // F2: the other branch's heads are another database's matter.
    COMPARE_STATUS(program.run("-x db=app current --check-heads"), 0);
}

void TestCliRun::statusOfAllDatabases()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    const Ended pending = program.run("status");
    COMPARE_STATUS(pending, 3);
    for (const char *text : {"app", "metrics", "a3", "m2"})
        VERIFY_SAYS(pending, text);
    const Ended json = program.run("status --json");
    COMPARE_STATUS(json, 3);
    QVERIFY2(json.json().isArray() || json.json().isObject(), json.report().c_str());
    COMPARE_STATUS(program.run("-x db=metrics upgrade"), 0);
    COMPARE_STATUS(program.run("status"), 0);
    COMPARE_STATUS(program.run("-x db=app status"), 0);
}

void TestCliRun::statusTellsUnreachableOnes()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    program.set("FIXTURE_METRICS_HOST", "nowhere.invalid");
    const Ended ended = program.run("status");
    COMPARE_STATUS(ended, 4);
    VERIFY_SAYS(ended, "a3");
    VERIFY_SAYS(ended, "nowhere.invalid");
    const Ended json = program.run("status --json");
    COMPARE_STATUS(json, 4);
    QVERIFY2(!json.json().isNull(), json.report().c_str());
}

void TestCliRun::upgradesTo_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("nothing named") << "" << words("a3");
    QTest::newRow("head") << "head" << words("a3");
    QTest::newRow("heads") << "heads" << words("a3");
    QTest::newRow("label") << "app" << words("a3");
    QTest::newRow("label's head") << "app@head" << words("a3");
    QTest::newRow("id") << "a2" << words("a2");
    QTest::newRow("relative") << "+1" << words("a1");
    QTest::newRow("relative on the label") << "app@+2" << words("a2");
}

void TestCliRun::upgradesTo()
{
    QFETCH(const QString, target);
    QFETCH(const QStringList, rows);
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    ScratchDatabase &metrics = project.addDatabase("metrics");
    const Ended ended = Program(project).run("-x db=app upgrade " + target.toStdString());
    COMPARE_STATUS(ended, 0);
    Texts expected;
    for (const QString &row : rows)
        expected.push_back(row.toStdString());
    QCOMPARE(rowsOf(app), expected);
    for (const std::string &row : expected)
        QVERIFY(app.hasRelation("t_" + row));
    QCOMPARE(rowsOf(metrics), Texts{});
    QVERIFY(!app.hasRelation("t_m1"));
}

void TestCliRun::downgradesTo_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("one") << "-1" << words("a2");
    QTest::newRow("two") << "-2" << words("a1");
    QTest::newRow("id") << "a1" << words("a1");
    QTest::newRow("base") << "base" << words("");
    QTest::newRow("label's base") << "app@base" << words("");
    QTest::newRow("label's relative") << "app@-1" << words("a2");
}

void TestCliRun::downgradesTo()
{
    QFETCH(const QString, target);
    QFETCH(const QStringList, rows);
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    COMPARE_STATUS(program.run("-x db=app downgrade " + target.toStdString()), 0);
    Texts expected;
    for (const QString &row : rows)
        expected.push_back(row.toStdString());
    QCOMPARE(rowsOf(app), expected);
    QVERIFY(!app.hasRelation("t_a3"));
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    QCOMPARE(rowsOf(app), Texts{"a3"});
}

void TestCliRun::refusesRequests_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("said");
    QTest::newRow("another branch") << "-x db=app upgrade metrics@head"
                                    << "wrong-branch"
                                    << "metrics";
    QTest::newRow("another branch's id") << "-x db=app upgrade m1"
                                         << "wrong-branch"
                                         << "metrics";
    QTest::newRow("stamp another branch") << "-x db=app stamp m1"
                                          << "wrong-branch"
                                          << "metrics";
    QTest::newRow("unknown") << "-x db=app upgrade nope"
                             << "unknown-revision"
                             << "nope";
    QTest::newRow("unknown downgrade") << "-x db=app downgrade nope"
                                       << "unknown-revision"
                                       << "nope";
    QTest::newRow("too far") << "-x db=app upgrade +7"
                             << "relative-out-of-range"
                             << "+7";
    QTest::newRow("several heads") << "-x db=fork upgrade"
                                   << "multiple-heads"
                                   << "f3";
    QTest::newRow("irreversible") << "-x db=stone downgrade base"
                                  << "irreversible"
                                  << "s2";
}

void TestCliRun::refusesRequests()
{
    QFETCH(const QString, line);
    QFETCH(const QString, code);
    QFETCH(const QString, said);
    ProjectFixture project(std::string(twoBranches) + ", f1 [fork] -> f2, f1 -> f3, s1 [stone] -> s2 ! -> s3");
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    ScratchDatabase &fork = project.addDatabase("fork");
    ScratchDatabase &stone = project.addDatabase("stone");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade a2"), 0);
    COMPARE_STATUS(program.run("-x db=stone upgrade"), 0);

    const Ended text = program.run(line.toStdString());
    COMPARE_STATUS(text, 1);
    QVERIFY2(text.out.empty(), text.report().c_str());
    QVERIFY2(text.err.starts_with("error: "), text.report().c_str());
    VERIFY_SAYS(text, "hint: ");
    VERIFY_SAYS(text, said.toStdString());
    const Ended json = program.run("--json " + line.toStdString());
    COMPARE_STATUS(json, 1);
    QCOMPARE(json.errorCode(), code.toStdString());
    QCOMPARE(rowsOf(app), Texts{"a2"});
    QCOMPARE(rowsOf(fork), Texts{});
    QCOMPARE(rowsOf(stone), Texts{"s3"});
    QVERIFY(stone.hasRelation("t_s3"));
}

void TestCliRun::sameAnswerTwice()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    const std::string before = app.value("SELECT xmin FROM alembic_version");
    const Ended again = program.run("upgrade");
    COMPARE_STATUS(again, 0);
    VERIFY_SAYS(again, "othing to do");
    QCOMPARE(app.value("SELECT xmin FROM alembic_version"), before);
}

void TestCliRun::dryRunLeavesNothing()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade --dry-run"), 0);
    QCOMPARE(rowsOf(app), Texts{});
    QVERIFY(!app.hasRelation("t_a1"));
    project.addRevision({.id = "a3", .revises = {"a2"}, .up = "SELECT 1/0;", .down = "SELECT 1;"});
    const Ended failed = program.run("upgrade --dry-run");
    COMPARE_STATUS(failed, 1);
    VERIFY_SAYS(failed, "division by zero");
    QVERIFY(!app.hasRelation("t_a1"));
}

void TestCliRun::runAsJson()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    Program program(project);
    const Ended ended = program.run("--json upgrade");
    COMPARE_STATUS(ended, 0);
    QVERIFY2(ended.json().isObject(), ended.report().c_str());
    QCOMPARE(textOf(ended.object(), "database"_L1), std::string("app"));
    const Ended nothing = program.run("--json upgrade");
    COMPARE_STATUS(nothing, 0);
    QVERIFY2(nothing.json().isObject(), nothing.report().c_str());
}

void TestCliRun::planIsWhatRuns()
{
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade a1"), 0);
    const QJsonObject plan = program.run("--json -x db=app plan upgrade").object();
    QCOMPARE(textsOf(plan["from"_L1]), Texts{"a1"});
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    QCOMPARE(rowsOf(app), textsOf(plan["to"_L1]));
}

void TestCliRun::stamps_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("rows");
    QTest::newRow("id") << "stamp a2" << words("a2");
    QTest::newRow("head") << "stamp head" << words("a3");
    QTest::newRow("base") << "stamp base" << words("");
    QTest::newRow("purge") << "stamp --purge a1" << words("a1");
}

void TestCliRun::stamps()
{
    QFETCH(const QString, line);
    QFETCH(const QStringList, rows);
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade a1"), 0);
    COMPARE_STATUS(program.run("-x db=app " + line.toStdString()), 0);
    Texts expected;
    for (const QString &row : rows)
        expected.push_back(row.toStdString());
    QCOMPARE(rowsOf(app), expected);
    QVERIFY(app.hasRelation("t_a1"));
    QVERIFY(!app.hasRelation("t_a2"));
}

/// S-71: applied, but not recorded.
void TestCliRun::suggestsWhatTheSchemaIsThatOf()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "a3",
                         .revises = {"a2"},
                         .up = "ALTER TABLE t_a2 ADD COLUMN mail text;\nCREATE TABLE t_a3 ();",
                         .down = "DROP TABLE t_a3;\nALTER TABLE t_a2 DROP COLUMN mail;"});
    Program program(project);
    const Ended empty = program.run("stamp --suggest");
    COMPARE_STATUS(empty, 0);
    VERIFY_SAYS(empty, "app: the schema is that of base: ");
    COMPARE_STATUS(program.run("upgrade a2"), 0);
    app.execute("DROP TABLE alembic_version");
    const Ended whole = program.run("stamp --suggest");
    COMPARE_STATUS(whole, 0);
    VERIFY_SAYS(whole, "app: the schema is that of a2: ");
    VERIFY_SAYS(whole, "hint: retort -x db=app stamp a2");
    const Ended stamped = program.run("stamp a2");
    COMPARE_STATUS(stamped, 0);
    QVERIFY2(!stamped.says("warning"), stamped.report().c_str());

    app.execute("CREATE TABLE t_a3 ()"); // half of a3, by hand
    const Ended half = program.run("stamp --suggest");
    COMPARE_STATUS(half, 3);
    VERIFY_SAYS(half, "nearest to a3 or a2");
    VERIFY_SAYS(half, "missing: column public.t_a2.mail");
    const QJsonObject document = program.run("--json stamp --suggest").object();
    QCOMPARE(textsOf(document["revisions"_L1]), (Texts{"a3", "a2"}));
    QCOMPARE(textsOf(document["missing"_L1]), Texts{"column public.t_a2.mail"});
    QCOMPARE(document["matches"_L1].toBool(true), false);
    const Ended partial = program.run("stamp a3");
    COMPARE_STATUS(partial, 0);
    VERIFY_SAYS(partial, "warning: The schema is not what the files of a3 leave: ");
    VERIFY_SAYS(partial, "missing: column t_a2.mail");
    COMPARE_STATUS(program.run("stamp"), 2);
    COMPARE_STATUS(program.run("stamp a1 --suggest"), 2);
}

void TestCliRun::ensuresTheVersionTable()
{
    ProjectFixture project("a1 [app]");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("ensure_version"), 0);
    QVERIFY(app.hasRelation("alembic_version"));
    QCOMPARE(rowsOf(app), Texts{});
    COMPARE_STATUS(program.run("ensure_version"), 0);
    const Ended sql = program.run("ensure_version --sql");
    COMPARE_STATUS(sql, 0);
    VERIFY_SAYS(sql, "CREATE TABLE");
}

void TestCliRun::sqlMakesTheSameDatabase_data()
{
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("online");
    QTest::addColumn<QString>("offline");
    QTest::newRow("all") << ""
                         << "upgrade head"
                         << "upgrade head --sql";
    QTest::newRow("the rest") << "a2"
                              << "upgrade head"
                              << "upgrade a2:head --sql";
    QTest::newRow("down") << "a5"
                          << "downgrade a1"
                          << "downgrade a5:a1 --sql";
    QTest::newRow("to the base") << "a5"
                                 << "downgrade base"
                                 << "downgrade a5:base --sql";
    QTest::newRow("stamp") << "a5"
                           << "stamp a1"
                           << "stamp a5:a1 --sql";
}

/// The script of `--sql`, run by psql, does what the run does, version rows included.
void TestCliRun::sqlMakesTheSameDatabase()
{
    QFETCH(const QString, start);
    QFETCH(const QString, online);
    QFETCH(const QString, offline);
    ProjectFixture project("a1 [app] -> a2, a2 -> a3, a2 -> a4, a3 + a4 -> a5");
    project.addRevision({.id = "a4",
                         .revises = {"a2"},
                         .up = "CREATE FUNCTION seven() RETURNS int LANGUAGE sql AS $$ SELECT 7; -- ; $$;\n"
                               "CREATE TABLE t_a4 (name text DEFAULT 'a;b' -- no; end\n)",
                         .down = "DROP TABLE t_a4; DROP FUNCTION seven()"});
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    if (!start.isEmpty())
        COMPARE_STATUS(program.run("upgrade " + start.toStdString()), 0);
    const ScratchDatabase copy;
    if (!start.isEmpty()) {
        const Ended script = program.run("upgrade " + start.toStdString() + " --sql");
        COMPARE_STATUS(script, 0);
        QCOMPARE(psqlFailure(copy, script.out), std::string());
    }

    const Ended script = program.run(offline.toStdString());
    COMPARE_STATUS(script, 0);
    QCOMPARE(psqlFailure(copy, script.out), std::string());
    COMPARE_STATUS(program.run(online.toStdString()), 0);
    QCOMPARE(rowsOf(copy), rowsOf(app));
    QCOMPARE(QString::fromStdString(schemaPortrait(copy)), QString::fromStdString(schemaPortrait(app)));
}

void TestCliRun::sqlOfRanges_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::newRow("range without --sql") << "-x db=app upgrade a1:a2" << 1;
    QTest::newRow("downgrade without a start") << "-x db=app downgrade a1 --sql" << 1;
    QTest::newRow("another branch") << "-x db=app upgrade metrics@head --sql" << 1;
}

void TestCliRun::sqlOfRanges()
{
    QFETCH(const QString, line);
    QFETCH(const int, status);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    const Ended ended = Program(project).run(line.toStdString());
    COMPARE_STATUS(ended, status);
    QVERIFY2(ended.out.empty() && ended.err.starts_with("error: "), ended.report().c_str());
}

void TestCliRun::warnsOfWhatElseGoes()
{
    // F8: a table that holds rows of two branches; only the database's own goes down.
    ProjectFixture project(twoBranches);
    ScratchDatabase &app = project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    COMPARE_STATUS(program.run("-x db=app upgrade"), 0);
    app.execute("INSERT INTO alembic_version VALUES ('m1')");
    COMPARE_STATUS(program.run("-x db=app downgrade -1"), 0);
    QCOMPARE(rowsOf(app), (Texts{"a2", "m1"}));
}

void TestCliRun::limitsAreTheFlagsThenTheProjects()
{
    ProjectFixture project("a1 [app]");
    ScratchDatabase &app = project.addDatabase("app");
    project.configure("app", "statement_timeout = \"1s\"\n");
    project.writeFile("revisions/a2_slow.sql",
                      "-- slow\n--\n-- Revision ID: a2\n-- Revises: a1\n\n-- migrate:up\nSELECT pg_sleep(2);\n");
    Program program(project);
    const Ended cut = program.run("upgrade");
    COMPARE_STATUS(cut, 6);
    VERIFY_SAYS(cut, "statement timeout");
    QCOMPARE(rowsOf(app), Texts{"a1"});
    COMPARE_STATUS(program.run("upgrade --statement-timeout 0"), 0);
    QCOMPARE(rowsOf(app), Texts{"a2"});
}

/// S-68, S-91: nobody is there to type the name, so nothing is done unless it is said beforehand.
void TestCliRun::asksBeforeProductionIsChanged()
{
    ProjectFixture project("a1 [app] -> a2");
    ScratchDatabase &app = project.addDatabase("app");
    project.configure("app", "tier = \"prod\"\n");
    Program program(project);
    const Ended refused = program.run("--json upgrade");
    COMPARE_STATUS(refused, 1);
    QCOMPARE(refused.errorCode(), std::string("confirmation-needed"));
    QCOMPARE(rowsOf(app), Texts{});
    COMPARE_STATUS(program.run("upgrade --yes-really app"), 0);
    for (const char *line : {"downgrade base", "stamp a1"}) {
        const Ended ended = program.run(line);
        COMPARE_STATUS(ended, 1);
        VERIFY_SAYS(ended, "Database app is production, and there is nobody to ask.");
    }
    QCOMPARE(rowsOf(app), Texts{"a2"});
    COMPARE_STATUS(program.run("downgrade base --yes-really app"), 0);
    QCOMPARE(rowsOf(app), Texts{});
}

QTEST_GUILESS_MAIN(TestCliRun)
#include "tst_clirun.moc"
