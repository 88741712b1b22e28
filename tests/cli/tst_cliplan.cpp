// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;
using Texts = std::vector<std::string>;

namespace
{

/// A branch with a fork that is merged again, beside a branch of another database.
constexpr std::string_view twoBranches = "a1 [app] -> a2, a2 -> a3, a2 -> a4, a3 + a4 -> a5, m1 [metrics] -> m2 (a1)";

} // namespace

/// `plan`, from rows that are given: no database is asked.
class TestCliPlan : public QObject
{
    Q_OBJECT

private slots:
    void plansWithoutADatabase_data();
    void plansWithoutADatabase();
    void planAsJson();
    void tellsHowManyRowsGo();
};

void TestCliPlan::plansWithoutADatabase_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("steps");
    QTest::newRow("from nothing") << "-x db=metrics plan upgrade m1 --at base" << words("m1");
    QTest::newRow("branch") << "-x db=app plan upgrade head --at a2" << words("a4 a3 a5");
    QTest::newRow("two rows") << "-x db=app plan upgrade head --at a3,a4" << words("a5");
    QTest::newRow("down") << "-x db=app plan downgrade a1 --at a3" << words("a3 a2");
    QTest::newRow("down one") << "-x db=app plan downgrade -1 --at a3" << words("a3");
    QTest::newRow("nothing") << "-x db=app plan upgrade head --at a5" << QStringList{};
}

void TestCliPlan::plansWithoutADatabase()
{
    QFETCH(const QString, line);
    QFETCH(const QStringList, steps);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    for (const char *variable : {"FIXTURE_APP_HOST", "FIXTURE_METRICS_HOST"})
        program.set(variable, "nowhere.invalid");
    const Ended json = program.run("--json " + line.toStdString());
    COMPARE_STATUS(json, 0);
    QStringList found;
    for (const QJsonValue &step : json.object()["steps"_L1].toArray())
        found << step["revision"_L1].toString();
    QCOMPARE(found, steps);
    const Ended text = program.run(line.toStdString());
    COMPARE_STATUS(text, 0);
    for (const QString &step : steps)
        VERIFY_SAYS(text, step.toStdString());
}

void TestCliPlan::planAsJson()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addRevision(
        {.id = "a3", .revises = {"a2"}, .up = "SELECT 1;", .down = "SELECT 1;", .upTransactional = false});
    project.addDatabase("app");
    const Ended ended = Program(project).run("--json plan upgrade head --at a1");
    COMPARE_STATUS(ended, 0);
    const QJsonObject plan = ended.object();
    for (const QString &key : words("database direction from steps to"))
        QVERIFY2(plan.contains(key), qPrintable(key));
    QCOMPARE(plan["database"_L1].toString(), u"app"_s);
    QCOMPARE(plan["direction"_L1].toString(), u"upgrade"_s);
    QCOMPARE(textsOf(plan["from"_L1]), Texts{"a1"});
    QCOMPARE(textsOf(plan["to"_L1]), Texts{"a3"});
    const QJsonArray steps = plan["steps"_L1].toArray();
    QCOMPARE(steps.size(), 2);
    for (const QJsonValue &step : steps)
        QCOMPARE(keysOf(step), (words("message operation revision transactional version_rows")));
    QCOMPARE(steps[0]["operation"_L1].toString(), u"upgrade"_s);
    QCOMPARE(textsOf(steps[0]["version_rows"_L1]), Texts{"a2"});
    QVERIFY(steps[0]["transactional"_L1].toBool());
    QVERIFY(!steps[1]["transactional"_L1].toBool(true));
    QCOMPARE(steps[1]["message"_L1].toString(), u"add a3"_s);
}

void TestCliPlan::tellsHowManyRowsGo()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "c",
                         .revises = {"b"},
                         .up = "CREATE TABLE parts (n int) PARTITION BY RANGE (n);\n"
                               "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (1000);",
                         .down = "DROP TABLE parts;"});
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    app.execute("INSERT INTO t_b SELECT generate_series(1, 420); INSERT INTO parts SELECT generate_series(1, 77);"
                "ANALYZE t_b; ANALYZE parts_1");
    const Ended ended = program.run("plan downgrade base");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "drops table t_b (about 420 rows)");
    VERIFY_SAYS(ended, "drops table parts (about 77 rows)");
    VERIFY_SAYS(ended, "drops table t_a\n"); // nothing is known of it
}

QTEST_GUILESS_MAIN(TestCliPlan)
#include "tst_cliplan.moc"
