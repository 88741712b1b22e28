// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

#include <QDateTime>

#include <csignal>

using namespace retort::test;
using Texts = std::vector<std::string>;

namespace
{

Texts column(const QJsonArray &runs, QLatin1String key)
{
    Texts texts;
    for (const QJsonValue &run : runs)
        texts.push_back(run[key].toString().toStdString());
    return texts;
}

} // namespace

/// Every run is in the journal, whatever became of it; `log` tells when, who, which revisions, how long, what result.
class TestCliLog : public QObject
{
    Q_OBJECT

private slots:
    void isEmptyAtFirst();
    void tellsEveryRun();
    void asJson();
    void tellsWhatChanged();
    void keepsFailures();
    void countsAndFilters_data();
    void countsAndFilters();
    void leavesOutWhatDidNotRun();
    void keepsWhatAKilledRunHadDone();
    void aLostJournalStopsNoRun();
    void otherProjectsHaveTheirOwn();
    void tellsWhatOthersRan();
    void tellsTheJournalAloneWhereADatabaseIsAway();
};

void TestCliLog::isEmptyAtFirst()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    const Ended text = program.run("log");
    COMPARE_STATUS(text, 0);
    QVERIFY2(text.out.empty(), text.report().c_str());
    const Ended json = program.run("--json log");
    COMPARE_STATUS(json, 0);
    QVERIFY2(json.json().isArray() && json.array().isEmpty(), json.report().c_str());
}

void TestCliLog::tellsEveryRun()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    COMPARE_STATUS(program.run("downgrade -1 --tag rehearsal"), 0);
    COMPARE_STATUS(program.run("stamp b"), 0);
    const Ended text = program.run("log");
    COMPARE_STATUS(text, 0);
    for (const char *word :
         {"WHEN", "app", "done", "retort -x db=app upgrade", "downgrade -1", "--tag rehearsal", "stamp b"})
        VERIFY_SAYS(text, word);
    QVERIFY2(text.out.find("stamp b") < text.out.find("downgrade -1"), text.report().c_str()); // newest first
    const Ended verbose = program.run("log -v");
    COMPARE_STATUS(verbose, 0);
    VERIFY_SAYS(verbose, "upgrade a, 1 statement");
    VERIFY_SAYS(verbose, "downgrade b, 1 statement");
    VERIFY_SAYS(verbose, "left at:  a");
}

void TestCliLog::asJson()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    COMPARE_STATUS(program.run("upgrade head"), 0);
    const Ended ended = program.run("--json log");
    COMPARE_STATUS(ended, 0);
    const QJsonArray runs = ended.array();
    QCOMPARE(runs.size(), 2);
    QCOMPARE(keysOf(runs.first()),
             words("backup changes command database duration_ms error failing_revision failing_statement from host id outcome"
                   " project run source started steps target user version_rows"));
    const QJsonValue latest = runs.first();
    QCOMPARE(latest["database"_L1].toString(), u"app"_s);
    QCOMPARE(latest["outcome"_L1].toString(), u"done"_s);
    QCOMPARE(latest["command"_L1].toString(), u"retort -x db=app upgrade head"_s);
    QCOMPARE(textsOf(latest["from"_L1]), Texts{"a"});
    QCOMPARE(textsOf(latest["version_rows"_L1]), Texts{"b"});
    QVERIFY(QDateTime::fromString(latest["started"_L1].toString(), Qt::ISODate).isValid());
    QVERIFY(latest["error"_L1].isNull());
    const QJsonArray steps = latest["steps"_L1].toArray();
    QCOMPARE(steps.size(), 1);
    QCOMPARE(keysOf(steps.first()), words("duration_ms operation revision statements succeeded"));
    QCOMPARE(steps.first()["revision"_L1].toString(), u"b"_s);
    QVERIFY(steps.first()["succeeded"_L1].toBool());
}

/// By looks before and after the run, not by its script.
void TestCliLog::tellsWhatChanged()
{
    ProjectFixture project("a [app] -> b");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade a"), 0);
    COMPARE_STATUS(program.run("upgrade b"), 0);
    COMPARE_STATUS(program.run("downgrade base"), 0);
    COMPARE_STATUS(program.run("stamp a"), 0);
    const Ended ended = program.run("--json log");
    COMPARE_STATUS(ended, 0);
    const QJsonArray runs = ended.array();
    QCOMPARE(runs.size(), 4);
    QVERIFY(runs[0]["changes"_L1].isNull()); // nobody looked: a stamp changes none
    const QJsonArray undone = runs[1]["changes"_L1].toArray();
    QCOMPARE(column(undone, "change"_L1), (Texts{"removed", "removed"}));
    const QJsonArray added = runs[2]["changes"_L1].toArray();
    QCOMPARE(column(added, "change"_L1), Texts{"added"});
    QCOMPARE(column(added, "kind"_L1), Texts{"table"});
    QCOMPARE(keysOf(added.first()), words("change kind name schema"));
    const Ended verbose = program.run("log -v");
    VERIFY_SAYS(verbose, "changed:");
    VERIFY_SAYS(verbose, "removed table public.");
}

void TestCliLog::keepsFailures()
{
    ProjectFixture project("a [app]");
    project.addDatabase("app");
    project.addRevision({.id = "b", .revises = {"a"}, .up = "SELECT 1/0;", .down = "SELECT 1;"});
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 6);
    COMPARE_STATUS(program.run("upgrade"), 1);
    const QJsonArray runs = program.run("--json log").array();
    QCOMPARE(column(runs, "outcome"_L1), (Texts{"failed", "partly-applied"}));
    QCOMPARE(runs.first()["failing_revision"_L1].toString(), u"b"_s);
    QCOMPARE(runs.first()["error"_L1]["code"_L1].toString(), u"sql-error"_s);
    VERIFY_SAYS(program.run("log"), "partly applied");
    VERIFY_SAYS(program.run("log -v"), "division by zero");
}

void TestCliLog::countsAndFilters_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QStringList>("databases");
    QTest::newRow("all") << "log" << 0 << words("app metrics app");
    QTest::newRow("latest") << "log -n 1" << 0 << words("app");
    QTest::newRow("one database") << "-x db=metrics log" << 0 << words("metrics");
    QTest::newRow("latest of one") << "-x db=app log -n 1" << 0 << words("app");
    QTest::newRow("none") << "log -n 0" << 2 << words("");
    QTest::newRow("unknown database") << "-x db=nope log" << 2 << words("");
}

void TestCliLog::countsAndFilters()
{
    QFETCH(const QString, line);
    QFETCH(const int, status);
    QFETCH(const QStringList, databases);
    ProjectFixture project("a [app] -> b, m [metrics]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    Program program(project);
    for (const char *made : {"-x db=app upgrade a", "-x db=metrics upgrade", "-x db=app upgrade"})
        COMPARE_STATUS(program.run(made), 0);
    const Ended ended = program.run("--json " + line.toStdString());
    COMPARE_STATUS(ended, status);
    Texts expected;
    for (const QString &name : databases)
        expected.push_back(name.toStdString());
    QCOMPARE(column(ended.array(), "database"_L1), expected);
}

void TestCliLog::leavesOutWhatDidNotRun()
{
    ProjectFixture project("a [app]");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    COMPARE_STATUS(program.run("upgrade"), 0);
    COMPARE_STATUS(program.run("upgrade nope"), 1);
    QCOMPARE(program.run("--json log").array().size(), 1);
}

void TestCliLog::keepsWhatAKilledRunHadDone()
{
    ProjectFixture project("a [app] -> b");
    ScratchDatabase &app = project.addDatabase("app");
    project.addRevision({.id = "c", .revises = {"b"}, .up = "SELECT pg_sleep(600);", .down = "SELECT 1;"});
    Program program(project);
    RunningProgram running = program.start("upgrade");
    QVERIFY(waitForStatement(app, "pg_sleep"));
    running.signal(SIGKILL);
    QCOMPARE(running.wait().status, 128 + SIGKILL);
    // What was told to it is written down by a process that outlives the run.
    const auto revisions = [&] {
        return column(program.run("--json log").array().at(0)["steps"_L1].toArray(), "revision"_L1);
    };
    QTRY_COMPARE_WITH_TIMEOUT(revisions(), (Texts{"a", "b"}), 20'000);
    const QJsonArray runs = program.run("--json log").array();
    QCOMPARE(runs.size(), 1);
    QCOMPARE(runs.first()["error"_L1]["code"_L1].toString(), u"run-unfinished"_s);
}

void TestCliLog::aLostJournalStopsNoRun()
{
    ProjectFixture project("a [app]");
    ScratchDatabase &app = project.addDatabase("app");
    Program program(project);
    program.set("XDG_STATE_HOME", "/dev/null/nowhere");
    const Ended ended = program.run("upgrade");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "warning: This run is not in the journal");
    QCOMPARE(rowsOf(app), Texts{"a"});
    const Ended log = program.run("--json log");
    COMPARE_STATUS(log, 1);
    QCOMPARE(log.errorCode(), std::string("journal-unavailable"));
}

void TestCliLog::otherProjectsHaveTheirOwn()
{
    ProjectFixture project("a [app]");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    const ProjectFixture other("a [app]");
    program.setFolder(other.folder());
    QCOMPARE(program.run("--json log").array().size(), 0);
}

/// From another machine, whose journal isn't here: the database tells of it.
void TestCliLog::tellsWhatOthersRan()
{
    ProjectFixture project("a [app] -> b -> c");
    project.addDatabase("app");
    Program mine(project);
    Program theirs(project);
    COMPARE_STATUS(theirs.run("upgrade a"), 0);
    COMPARE_STATUS(mine.run("upgrade"), 0);
    COMPARE_STATUS(theirs.run("downgrade -1"), 0);
    const Ended ended = mine.run("--json log");
    COMPARE_STATUS(ended, 0);
    const QJsonArray runs = ended.array();
    QCOMPARE(column(runs, "source"_L1), (Texts{"database", "journal", "database"}));
    QVERIFY(runs[0]["id"_L1].isNull() && !runs[1]["id"_L1].isNull());
    QCOMPARE(runs[1]["run"_L1].toString().size(), 16);
    QCOMPARE(runs[0]["command"_L1].toString(), u"retort -x db=app downgrade -1"_s);
    QCOMPARE(textsOf(runs[0]["version_rows"_L1]), Texts{"b"});
    QCOMPARE(runs[1]["steps"_L1].toArray().size(), 2);
    QCOMPARE(column(runs[0]["steps"_L1].toArray(), "operation"_L1), Texts{"downgrade"});
    QCOMPARE(mine.run("--json log -n 2").array().size(), 2);
    QCOMPARE(column(mine.run("--json log --local").array(), "source"_L1), Texts{"journal"});
    VERIFY_SAYS(mine.run("log -v"), "(from the database's history)");
    COMPARE_STATUS(mine.run("log --local --history"), 2);
}

void TestCliLog::tellsTheJournalAloneWhereADatabaseIsAway()
{
    ProjectFixture project("a [app]");
    project.addDatabase("app");
    Program program(project);
    COMPARE_STATUS(program.run("upgrade"), 0);
    program.set("FIXTURE_APP_HOST", "nowhere.invalid");
    const Ended ended = program.run("log");
    COMPARE_STATUS(ended, 0);
    VERIFY_SAYS(ended, "app: only its runs from this machine");
    VERIFY_SAYS(ended, "retort -x db=app upgrade");
    QVERIFY2(!program.run("log --local").says("only its runs"), "asks no database");
}

QTEST_GUILESS_MAIN(TestCliLog)
#include "tst_clilog.moc"
