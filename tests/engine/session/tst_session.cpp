// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/projectsession.h"
#include "tests/support/printers.h"
#include "tests/support/projectfixture.h"
#include "tests/support/startingserver.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTest>

#include <algorithm>

using namespace retort;
using namespace retort::session;
using retort::test::ProjectFixture;

namespace {

constexpr int patience = 15'000;

/// The application branch of a small project, and the metrics branch beside it.
constexpr std::string_view twoBranches = "a1 [app] -> a2 -> a3, m1 [metrics] -> m2";

/// A session on a project, opened and with all databases known.
class OpenProject
{
public:
    explicit OpenProject(const ProjectFixture &project)
    {
        QSignalSpy opened(&session, &ProjectSession::opened);
        session.open(QString::fromStdString(project.file().string()));
        if (!opened.wait(patience))
            return;
        isOpen = QTest::qWaitFor([this] {
            const auto &databases = session.databases();
            return std::all_of(databases.begin(), databases.end(), [](const DatabaseSession *database) {
                const Reachability now = database->state().reachability;
                return now == Reachability::Reachable || now == Reachability::Unreachable;
            });
        }, patience);
    }

    DatabaseSession &operator[](const char *name) { return *session.database(QString::fromLatin1(name)); }

    ProjectSession session;
    bool isOpen = false;
};

/// Asks for a plan and waits for it; an empty one with a refusal when it failed.
PlanPreview planOf(DatabaseSession &database, revision::Direction direction, const QString &target)
{
    QSignalSpy ready(&database, &DatabaseSession::planReady);
    QSignalSpy failed(&database, &DatabaseSession::planFailed);
    database.requestPlan(direction, target);
    if (!QTest::qWaitFor([&] { return ready.count() + failed.count() > 0; }, patience))
        qWarning("neither a plan nor a refusal came");
    if (ready.count() == 1)
        return ready.at(0).at(1).value<PlanPreview>();
    PlanPreview refused;
    if (failed.count() == 1)
        refused.refusal = failed.at(0).at(1).value<Error>();
    return refused;
}

run::RunReport runAndWait(DatabaseSession &database, const PlanPreview &preview, const run::RunOptions &options = {})
{
    QSignalSpy finished(&database, &DatabaseSession::runFinished);
    database.run(preview, options);
    if (!finished.wait(patience))
        return {};
    return finished.at(0).at(0).value<run::RunReport>();
}

using Rows = std::vector<std::string>;

} // namespace

class TestSession : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void opensWithEachDatabaseAtItsBranch();
    void upgradesAndReportsEveryStep();
    void showsSqlAndLossesBeforeARun();
    void showsNoPasswordOfAScript();
    void refusesTheOtherBranch();
    void cancelStopsTheStatementOnTheServer();
    void oneUnreachableDatabaseDoesNotBlankTheOther();
    void countsDownWhileAServerStarts();
    void looksWithoutTheRightToWrite();
    void warnsBeforeProductionIsChanged();
    void upgradesAllWithAResultEach();
    void noticesNewAndBrokenFiles();
    void keepsTheJournal();
    void tellsWhereAnOrphansFileWas();
    void tellsWhatWasEditedSinceApplied();
    void backsUpBeforeDataGoes();
    void comparesAStampWithTheSchema();
    void describesRelations();
    void tellsWhatARunChanged();
    void reconnectsWhenAnIdleConnectionWasLost();
    void bringsBackAnExtension();
    void createsRevisionsOnTheBranch_data();
    void createsRevisionsOnTheBranch();
    void refusesRevisions_data();
    void refusesRevisions();
    void refusesToMergeDatabases();
    void mergesAndReparentsHeads();
    void neverReparentsWhatIsApplied();
    void comparesRevisions_data();
    void comparesRevisions();
    void advisesOnMessages_data();
    void advisesOnMessages();
};

void TestSession::initTestCase()
{
    static QTemporaryDir stateHome;
    qputenv("XDG_STATE_HOME", stateHome.path().toLocal8Bit());
}

void TestSession::opensWithEachDatabaseAtItsBranch()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    OpenProject open(project);
    QVERIFY(open.isOpen);

    QCOMPARE(open.session.databases().size(), std::size_t{2});
    const DatabaseState &app = open["app"].state();
    QCOMPARE(app.reachability, Reachability::Reachable);
    QCOMPARE(app.heads, Rows{"a3"});
    QCOMPARE(app.rows, Rows{});
    QCOMPARE(app.pending, 3);
    QVERIFY(!app.isAtHead);
    QVERIFY(!app.serverVersion.empty());
    QVERIFY(!app.passwordSource.empty());
    QCOMPARE(open["metrics"].state().pending, 2);
    // Looking never writes (S-24).
    QVERIFY(!project.database("app").hasRelation("alembic_version"));
}

void TestSession::upgradesAndReportsEveryStep()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];

    const PlanPreview preview = planOf(app, revision::Direction::Upgrade, {});
    QVERIFY(!preview.refusal);
    QCOMPARE(preview.plan.steps.size(), std::size_t{3});
    QCOMPARE(preview.plan.to, Rows{"a3"});

    QSignalSpy events(&app, &DatabaseSession::runEvents);
    const run::RunReport report = runAndWait(app, preview);
    QCOMPARE(run::toString(report.outcome), run::toString(run::Outcome::Done));
    QCOMPARE(report.versionRows, Rows{"a3"});
    QCOMPARE(app.state().rows, Rows{"a3"});
    QVERIFY(app.state().isAtHead);
    QCOMPARE(app.state().pending, 0);
    QVERIFY(!app.isRunning());
    QVERIFY(project.database("app").hasRelation("t_a3"));

    QStringList finishedSteps;
    for (const auto &batch : events) {
        for (const run::RunEvent &event : batch.at(0).value<std::vector<run::RunEvent>>()) {
            if (event.kind == run::RunEvent::Kind::StepFinished)
                finishedSteps << QString::fromStdString(event.revision);
        }
    }
    QCOMPARE(finishedSteps.join(u' '), QStringLiteral("a1 a2 a3"));

    const run::RunReport undone = runAndWait(app, planOf(app, revision::Direction::Downgrade, QStringLiteral("-1")));
    QCOMPARE(run::toString(undone.outcome), run::toString(run::Outcome::Done));
    QCOMPARE(app.state().rows, Rows{"a2"});
    QVERIFY(!project.database("app").hasRelation("t_a3"));
}

void TestSession::showsSqlAndLossesBeforeARun()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    QCOMPARE(run::toString(runAndWait(app, planOf(app, revision::Direction::Upgrade, {})).outcome), run::toString(run::Outcome::Done));

    const PlanPreview preview = planOf(app, revision::Direction::Downgrade, QStringLiteral("-1"));
    QCOMPARE(preview.steps.size(), std::size_t{1});
    const StepPreview &step = preview.steps.front();
    QVERIFY2(step.sql.find("DROP TABLE") != std::string::npos, step.sql.c_str());
    QVERIFY2(step.versionSql.find("UPDATE") != std::string::npos, step.versionSql.c_str());
    QCOMPARE(step.losses, Rows{"drops table t_a2"});
    QVERIFY(step.transactional);
    QCOMPARE(preview.commandLine, std::string("retort -x db=app downgrade -1"));
}

void TestSession::showsNoPasswordOfAScript()
{
    ProjectFixture project("a1 [app]");
    test::RevisionText revision;
    revision.id = "a2";
    revision.revises = {"a1"};
    revision.up = "CREATE ROLE reader LOGIN PASSWORD 'rosebud-7';";
    revision.down = "DROP ROLE reader;";
    project.addRevision(revision);
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    const PlanPreview preview = planOf(open["app"], revision::Direction::Upgrade, {});
    QCOMPARE(preview.steps.size(), std::size_t{2});
    QCOMPARE(QString::fromStdString(preview.steps.back().sql).trimmed(),
             QStringLiteral("CREATE ROLE reader LOGIN PASSWORD '***';"));

    QSignalSpy compared(&open.session, &ProjectSession::comparisonReady);
    open.session.requestComparison(QStringLiteral("app"), QStringLiteral("a1"), QStringLiteral("a2"));
    QVERIFY(compared.wait(patience));
    const std::string script = compared.at(0).at(1).value<Comparison>().sql;
    QVERIFY2(script.find("PASSWORD '***'") != std::string::npos && script.find("rosebud") == std::string::npos, script.c_str());
}

void TestSession::refusesTheOtherBranch()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    const PlanPreview preview = planOf(open["app"], revision::Direction::Upgrade, QStringLiteral("metrics@head"));
    QVERIFY(preview.refusal);
    QCOMPARE(preview.refusal->code, std::string("wrong-branch"));
}

void TestSession::cancelStopsTheStatementOnTheServer()
{
    ProjectFixture project("a1 [app]");
    test::RevisionText slow;
    slow.id = "a2";
    slow.revises = {"a1"};
    slow.up = "SELECT pg_sleep(60);";
    slow.down = "SELECT 1;";
    project.addRevision(slow);
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];

    const PlanPreview preview = planOf(app, revision::Direction::Upgrade, {});
    QSignalSpy finished(&app, &DatabaseSession::runFinished);
    app.run(preview, {});
    QVERIFY(QTest::qWaitFor([&] {
        return project.database("app").value(
                   "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)%' "
                   "AND pid <> pg_backend_pid()") == "1";
    }, patience));

    QElapsedTimer sinceCancel;
    sinceCancel.start();
    app.cancel();
    QVERIFY(finished.wait(patience));
    QVERIFY2(sinceCancel.elapsed() < 10'000, qPrintable(QString::number(sinceCancel.elapsed())));
    const auto report = finished.at(0).at(0).value<run::RunReport>();
    QCOMPARE(run::toString(report.outcome), run::toString(run::Outcome::Cancelled));
    QCOMPARE(report.versionRows, Rows{"a1"});
    QCOMPARE(app.state().rows, Rows{"a1"});
}

void TestSession::oneUnreachableDatabaseDoesNotBlankTheOther()
{
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    std::string text = "\n[database.metrics]\nbranch = \"metrics\"\nhost = \"127.0.0.1\"\nport = \"1\"\n"
                       "user = \"nobody\"\npassword = \"x\"\ndbname = \"none\"\n";
    QFile file(QString::fromStdString(project.file().string()));
    QVERIFY(file.open(QIODevice::Append));
    file.write(text.c_str());
    file.close();

    OpenProject open(project);
    QVERIFY(open.isOpen);
    QCOMPARE(open["app"].state().reachability, Reachability::Reachable);
    const DatabaseState &metrics = open["metrics"].state();
    QCOMPARE(metrics.reachability, Reachability::Unreachable);
    QVERIFY(metrics.error);
    QCOMPARE(metrics.error->code, std::string("connection-refused"));
    QCOMPARE(metrics.heads, Rows{"m2"});

    QSignalSpy tested(&open["metrics"], &DatabaseSession::connectionTested);
    open["metrics"].testConnection();
    QVERIFY(tested.wait(patience));
    const auto test = tested.at(0).at(1).value<ConnectionTest>();
    QVERIFY(!test.succeeded);
    QCOMPARE(test.checks.back().code, std::string("connection-refused"));
    QSignalSpy fine(&open["app"], &DatabaseSession::connectionTested);
    open["app"].testConnection();
    QVERIFY(fine.wait(patience));
    const auto passed = fine.at(0).at(1).value<ConnectionTest>();
    QVERIFY(passed.succeeded);
    QVERIFY(std::any_of(passed.checks.begin(), passed.checks.end(),
                        [](const Check &check) { return check.code == "password-source"; }));
}

void TestSession::countsDownWhileAServerStarts()
{
    ProjectFixture project("a1 [app]");
    test::StartingServer server(project.addDatabase("app").settings(), 3);
    project.configure("app", "");
    qputenv("FIXTURE_APP_HOST", "127.0.0.1");
    qputenv("FIXTURE_APP_PORT", QByteArray::fromStdString(server.port()));
    ProjectSession session;
    QSignalSpy opened(&session, &ProjectSession::opened);
    session.open(QString::fromStdString(project.file().string()));
    QVERIFY(opened.wait(patience));
    DatabaseSession &app = *session.database(QStringLiteral("app"));
    std::vector<int> seconds;
    QObject::connect(&app, &DatabaseSession::stateChanged, &app, [&seconds](const DatabaseState &state) {
        if (state.retryIn > 0 && state.reachability == Reachability::Connecting)
            seconds.push_back(state.retryIn);
    });
    QTRY_COMPARE_WITH_TIMEOUT(app.state().reachability, Reachability::Reachable, patience);
    QCOMPARE(app.state().retryIn, 0);
    QVERIFY(seconds.size() >= 3);
    QVERIFY(std::adjacent_find(seconds.begin(), seconds.end(), [](int a, int b) { return b == a - 1; })
            != seconds.end());
    qunsetenv("FIXTURE_APP_HOST");
    qunsetenv("FIXTURE_APP_PORT");
}

/// The version table is a view that writes when it is read: only the server can keep that from happening.
void TestSession::looksWithoutTheRightToWrite()
{
    ProjectFixture project("a1 [live] -> a2");
    test::ScratchDatabase &live = project.addDatabase("live");
    project.configure("live", "tier = \"prod\"\n");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &session = open["live"];
    // A confirmed run writes …
    const run::RunReport report = runAndWait(session, planOf(session, revision::Direction::Upgrade, QStringLiteral("a1")));
    QCOMPARE(run::toString(report.outcome), run::toString(run::Outcome::Done));
    QCOMPARE(session.state().rows, Rows{"a1"});
    // … and what only looks can't, after the run no more than before it.
    live.execute("CREATE TABLE looked (at timestamptz);"
                 "CREATE FUNCTION look() RETURNS SETOF varchar LANGUAGE plpgsql AS"
                 " $$ BEGIN INSERT INTO looked VALUES (now()); RETURN NEXT 'a1'; END $$;"
                 "DROP TABLE alembic_version; CREATE VIEW alembic_version AS SELECT look AS version_num FROM look()");
    QSignalSpy changed(&session, &DatabaseSession::stateChanged);
    session.refresh();
    QVERIFY(changed.wait(patience));
    QVERIFY(session.state().error);
    QCOMPARE(session.state().error->sql->sqlstate, std::string("25006"));
    QCOMPARE(live.value("SELECT count(*) FROM looked"), std::string("0"));
}

void TestSession::warnsBeforeProductionIsChanged()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("dev", "app");
    project.addDatabase("live", "app");
    project.configure("live", "tier = \"prod\"\n");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    const auto warningsFor = [&](const char *database) {
        return planOf(open[database], revision::Direction::Upgrade, {}).warnings;
    };
    const auto both = warningsFor("live");
    QCOMPARE(both.size(), std::size_t{1});
    QVERIFY2(both.front().starts_with("Revisions a1, a2 never ran on dev"), both.front().c_str());
    QVERIFY(warningsFor("dev").empty());
    QCOMPARE(run::toString(
                 runAndWait(open["dev"], planOf(open["dev"], revision::Direction::Upgrade, QStringLiteral("a2"))).outcome),
             run::toString(run::Outcome::Done));
    QVERIFY(warningsFor("live").empty());
}

void TestSession::upgradesAllWithAResultEach()
{
    ProjectFixture project("a1 [app] -> a2, m1 [metrics]");
    test::RevisionText broken;
    broken.id = "m2";
    broken.revises = {"m1"};
    broken.up = "CREATE TABLE fine ();\nSELECT 1/0;";
    broken.down = "DROP TABLE fine;";
    project.addRevision(broken);
    project.addDatabase("app");
    project.addDatabase("metrics");
    OpenProject open(project);
    QVERIFY(open.isOpen);

    QSignalSpy done(&open.session, &ProjectSession::allUpgraded);
    open.session.upgradeAll();
    QVERIFY(done.wait(patience));
    auto results = done.at(0).at(0).value<std::vector<std::pair<std::string, run::RunReport>>>();
    std::sort(results.begin(), results.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    QCOMPARE(results.size(), std::size_t{2});
    QCOMPARE(run::toString(results[0].second.outcome), run::toString(run::Outcome::Done));
    QCOMPARE(run::toString(results[1].second.outcome), run::toString(run::Outcome::PartlyApplied));
    QCOMPARE(results[1].second.versionRows, Rows{"m1"});
    QVERIFY(results[1].second.error && results[1].second.error->sql);
    QCOMPARE(results[1].second.error->sql->sqlstate, std::string("22012"));
    QVERIFY(!project.database("metrics").hasRelation("fine"));
}

void TestSession::noticesNewAndBrokenFiles()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    QCOMPARE(open["app"].state().pending, 1);

    project.addScene("a1 [app] -> a2");
    QTRY_COMPARE_WITH_TIMEOUT(open["app"].state().pending, 2, patience);
    QVERIFY(open.session.state()->map.find("a2"));

    const auto broken = project.writeFile("revisions/zz_broken.sql", "-- no id here\n\n-- migrate:up\nSELECT 1;\n");
    QTRY_VERIFY_WITH_TIMEOUT(open.session.state()->error.has_value(), patience);
    QCOMPARE(open.session.state()->error->code, std::string("missing-revision-id"));
    QVERIFY2(open.session.state()->map.find("a2"), "the last good map stays on screen");

    project.removeFile("revisions/zz_broken.sql");
    QTRY_VERIFY_WITH_TIMEOUT(!open.session.state()->error.has_value(), patience);
}

void TestSession::keepsTheJournal()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    QSignalSpy started(&app, &DatabaseSession::runStarted);
    QCOMPARE(run::toString(runAndWait(app, planOf(app, revision::Direction::Upgrade, {})).outcome), run::toString(run::Outcome::Done));
    QCOMPARE(started.count(), 1);
    const qint64 id = started.at(0).at(0).toLongLong();
    QVERIFY(id > 0);

    QSignalSpy journal(&open.session, &ProjectSession::journalReady);
    open.session.requestJournal(10);
    QVERIFY(journal.wait(patience));
    const auto runs = journal.at(0).at(0).value<std::vector<run::JournalRun>>();
    QCOMPARE(runs.size(), std::size_t{1});
    QCOMPARE(runs.front().id, static_cast<std::int64_t>(id));
    QCOMPARE(runs.front().database, std::string("app"));
    QCOMPARE(run::toString(runs.front().report.outcome), run::toString(run::Outcome::Done));
    const auto durations = journal.at(0).at(1).value<std::vector<run::RevisionDuration>>();
    QCOMPARE(durations.size(), std::size_t{2});

    QSignalSpy events(&open.session, &ProjectSession::runEventsReady);
    open.session.requestRunEvents(id);
    QVERIFY(events.wait(patience));
    QVERIFY(!events.at(0).at(1).value<std::vector<run::JournalEvent>>().empty());
}

void TestSession::tellsWhereAnOrphansFileWas()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    QCOMPARE(run::toString(runAndWait(app, planOf(app, revision::Direction::Upgrade, {})).outcome), run::toString(run::Outcome::Done));
    QVERIFY(app.state().lastPlaces.empty());
    project.removeFile("revisions/a2_scene.sql");
    QTRY_COMPARE_WITH_TIMEOUT(app.state().unknownRows, std::vector<std::string>{"a2"}, patience);
    QCOMPARE(app.state().lastPlaces.size(), std::size_t{1});
    const std::string place = "a2 was last run from revisions/a2_scene.sql (\"add a2\") on 20";
    QVERIFY2(app.state().lastPlaces.front().starts_with(place), app.state().lastPlaces.front().c_str());
    const std::optional<Error> refusal = planOf(app, revision::Direction::Downgrade, QStringLiteral("-1")).refusal;
    QVERIFY(refusal && refusal->code == "unknown-row");
    QVERIFY2(refusal->message.find(place) != std::string::npos, refusal->message.c_str());
    QVERIFY(refusal->hint.starts_with("git log --all -- revisions/a2_scene.sql "));
}

void TestSession::tellsWhatWasEditedSinceApplied()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    QCOMPARE(run::toString(runAndWait(app, planOf(app, revision::Direction::Upgrade, {})).outcome),
             run::toString(run::Outcome::Done));
    QVERIFY(app.state().changed.empty());
    project.addRevision({.id = "a1", .labels = {"app"}, .up = "SELECT 'another';", .down = "SELECT 1;"});
    QTRY_COMPARE_WITH_TIMEOUT(app.state().changed, std::vector<std::string>{"a1"}, patience);
    QVERIFY2(app.state().disagreements.front().starts_with("The file of revision a1 is not what was applied on 20"),
             app.state().disagreements.front().c_str());
    const run::RunReport report = runAndWait(app, planOf(app, revision::Direction::Downgrade, QStringLiteral("-1")));
    QCOMPARE(report.error->code, std::string("applied-file-edited"));
    QCOMPARE(app.state().rows, Rows{"a2"});
}

void TestSession::backsUpBeforeDataGoes()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    project.addRevision({.id = "a2", .revises = {"a1"}, .up = "CREATE TABLE kept ();", .down = "DROP TABLE kept;"});
    project.configure("app", "backup = \"destructive\"\n");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    const PlanPreview up = planOf(app, revision::Direction::Upgrade, {});
    QCOMPARE(up.backupReason, std::string());
    QVERIFY(!runAndWait(app, up).error);
    QVERIFY(!std::filesystem::exists(project.folder() / "backups"));
    QSignalSpy events(&app, &DatabaseSession::runEvents);
    const PlanPreview down = planOf(app, revision::Direction::Downgrade, QStringLiteral("-1"));
    QCOMPARE(down.backupReason, std::string("revision a2 drops table kept"));
    QVERIFY(!runAndWait(app, down).error);
    QVERIFY(!project.database("app").hasRelation("kept"));
    std::string told;
    for (const auto &batch : events) {
        for (const run::RunEvent &event : batch.at(0).value<std::vector<run::RunEvent>>())
            told += event.text + '\n';
    }
    QVERIFY2(told.find("restore it with: retort -x db=app restore") != std::string::npos, told.c_str());
    QVERIFY(!std::filesystem::is_empty(project.folder() / "backups"));
}

void TestSession::comparesAStampWithTheSchema()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app").execute("CREATE TABLE t_a1 (i int)"); // by hand
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    const auto warningsOf = [&app](const QString &target) {
        QSignalSpy ready(&app, &DatabaseSession::planReady);
        app.requestStampPlan({target}, false);
        return ready.wait(patience) ? ready.at(0).at(1).value<PlanPreview>().warnings : Rows{"no plan came"};
    };
    QCOMPARE(warningsOf(QStringLiteral("a1")), Rows{});
    QCOMPARE(warningsOf(QStringLiteral("a2")),
             Rows{"The schema is not what the files of a2 leave: 2 of 4 objects match; missing: table t_a2, column "
                  "t_a2.i"});
}

void TestSession::describesRelations()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    QCOMPARE(run::toString(runAndWait(app, planOf(app, revision::Direction::Upgrade, {})).outcome), run::toString(run::Outcome::Done));

    QSignalSpy listed(&app, &DatabaseSession::relationsReady);
    app.requestRelations();
    QVERIFY(listed.wait(patience));
    const auto relations = listed.at(0).at(1).value<std::vector<catalog::RelationSummary>>();
    const auto table = std::find_if(relations.begin(), relations.end(),
                                    [](const auto &relation) { return relation.name.name == "t_a1"; });
    QVERIFY(table != relations.end());
    const auto version = std::find_if(relations.begin(), relations.end(), [](const auto &relation) {
        return relation.name.name == "alembic_version";
    });
    QVERIFY(version != relations.end() && version->isOurs);

    QSignalSpy described(&app, &DatabaseSession::relationReady);
    app.requestRelation(table->name);
    QVERIFY(described.wait(patience));
    QVERIFY(!described.at(0).at(1).value<catalog::Relation>().psqlText.empty());

    QSignalSpy failed(&app, &DatabaseSession::relationsFailed);
    app.requestRelation({"public", "gone"});
    QVERIFY(failed.wait(patience));
    QCOMPARE(failed.at(0).at(1).value<Error>().code, std::string("relation-not-found"));
}

/// As the run ends, and from the journal afterwards.
void TestSession::tellsWhatARunChanged()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &app = open["app"];
    QSignalSpy changed(&app, &DatabaseSession::relationsChanged);
    runAndWait(app, planOf(app, revision::Direction::Upgrade, QStringLiteral("a1")));
    QCOMPARE(changed.size(), 1);
    auto changes = changed.takeFirst().at(0).value<std::vector<RelationChange>>();
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes.front().kind == run::RelationChange::Kind::Added);
    QCOMPARE(changes.front().summary().name.name, std::string("t_a1"));
    QVERIFY(!changes.front().before && !changes.front().after->psqlVerboseText.empty());

    QSignalSpy histories(&open.session, &ProjectSession::touchHistoryReady);
    open.session.requestJournal(10);
    QVERIFY(histories.wait(patience));
    const auto history = histories.last().at(0).value<TouchHistoryPtr>();
    const auto touches = history->of("app", {"public", "t_a1"});
    QCOMPARE(touches.size(), std::size_t{1});
    QCOMPARE(touches.front().revisions, std::vector<std::string>{"a1"});
    QCOMPARE(history->by("app", "a1").size(), std::size_t{1});

    QSignalSpy kept(&open.session, &ProjectSession::changeReady);
    open.session.requestChange(touches.front().run, {"public", "t_a1"});
    QVERIFY(kept.wait(patience));
    const auto recorded = kept.at(0).at(1).value<RelationChange>();
    QCOMPARE(recorded.after->psqlVerboseText, changes.front().after->psqlVerboseText);

    runAndWait(app, planOf(app, revision::Direction::Downgrade, QStringLiteral("base")));
    QCOMPARE(changed.size(), 1);
    changes = changed.takeFirst().at(0).value<std::vector<RelationChange>>();
    QVERIFY(changes.front().kind == run::RelationChange::Kind::Removed);
}

void TestSession::reconnectsWhenAnIdleConnectionWasLost()
{
    ProjectFixture project("a1 [app]");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    project.database("app").execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                    "WHERE application_name LIKE 'retort-console%'");
    QSignalSpy changed(&open["app"], &DatabaseSession::stateChanged);
    open["app"].refresh();
    QVERIFY(changed.wait(patience));
    QCOMPARE(open["app"].state().reachability, Reachability::Reachable);
}

/// All the way down and up again, with looks at the database in between, as people do with a window open.
void TestSession::bringsBackAnExtension()
{
    if (!test::PostgresFixture::instance().hasTimescale())
        QSKIP("TimescaleDB is NOT here: whether it comes back after a downgrade stays untested");
    ProjectFixture project;
    project.addRevision({.id = "m1",
                         .labels = {"metrics"},
                         .up = "CREATE EXTENSION timescaledb;\nCREATE TABLE pings (at timestamptz NOT NULL);\n"
                               "SELECT create_hypertable('pings', 'at');",
                         .down = "DROP TABLE pings;\nDROP EXTENSION timescaledb;"});
    project.addDatabase("metrics");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    DatabaseSession &metrics = open["metrics"];
    for (int round = 1; round <= 2; ++round) {
        const run::RunReport up = runAndWait(metrics, planOf(metrics, revision::Direction::Upgrade, {}));
        QVERIFY2(!up.error, up.error ? test::describe(*up.error).c_str() : "");
        QTRY_VERIFY_WITH_TIMEOUT(!metrics.state().timescaleVersion.empty(), patience);
        const run::RunReport down =
            runAndWait(metrics, planOf(metrics, revision::Direction::Downgrade, QStringLiteral("base")));
        QVERIFY2(!down.error, down.error ? test::describe(*down.error).c_str() : "");
        QTRY_VERIFY_WITH_TIMEOUT(metrics.state().timescaleVersion.empty(), patience);
    }
}

void TestSession::createsRevisionsOnTheBranch_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("head");
    QTest::addColumn<std::vector<std::string>>("parents");
    QTest::addColumn<std::vector<std::string>>("labels");
    QTest::newRow("the branch's head is the parent (F4)") << "metrics" << "" << "" << Rows{"m2"} << Rows{};
    QTest::newRow("an existing label continues its branch (F3)") << "metrics" << "metrics" << "" << Rows{"m2"} << Rows{};
    QTest::newRow("without a database, by label") << "" << "app" << "" << Rows{"a3"} << Rows{};
    QTest::newRow("a prefix names the parent") << "app" << "" << "a3" << Rows{"a3"} << Rows{};
    QTest::newRow("a new base with a new label") << "" << "third" << "base" << Rows{} << Rows{"third"};
}

void TestSession::createsRevisionsOnTheBranch()
{
    QFETCH(QString, database);
    QFETCH(QString, label);
    QFETCH(QString, head);
    QFETCH(std::vector<std::string>, parents);
    QFETCH(std::vector<std::string>, labels);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    auto workspace = Workspace::open(project.file());
    VERIFY_OK(workspace);
    VERIFY_OK(workspace->loadScripts());

    NewRevisionRequest request;
    request.database = database.toStdString();
    request.branchLabel = label.toStdString();
    request.head = head.toStdString();
    request.message = "add ping_results table";
    const auto prepared = prepareRevision(*workspace, request);
    VERIFY_OK(prepared);
    QCOMPARE(prepared->revision.revision.downRevisions, parents);
    QCOMPARE(prepared->revision.revision.labels, labels);
    const auto written = writePrepared(*workspace, *prepared);
    VERIFY_OK(written);
    VERIFY_OK(workspace->loadScripts());
    QVERIFY(workspace->scripts().map().find(prepared->revision.revision.id));
}

void TestSession::refusesRevisions_data()
{
    QTest::addColumn<QString>("database");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("head");
    QTest::addColumn<QString>("message");
    QTest::addColumn<std::string>("code");
    QTest::newRow("no message") << "app" << "" << "" << " " << std::string("message-missing");
    QTest::newRow("another database's label") << "app" << "metrics" << "" << "add x y" << std::string("wrong-branch");
    QTest::newRow("another database's head") << "app" << "" << "m2" << "add x y" << std::string("wrong-branch");
    QTest::newRow("two bases, no branch") << "" << "" << "" << "add x y" << std::string("multiple-heads");
    QTest::newRow("not a head") << "app" << "" << "a2" << "add x y" << std::string("not-a-head");
    QTest::newRow("unknown parent") << "app" << "" << "zz9" << "add x y" << std::string("unknown-revision");
    QTest::newRow("unknown database") << "ap" << "" << "" << "add x y" << std::string("unknown-database");
}

void TestSession::refusesRevisions()
{
    QFETCH(QString, database);
    QFETCH(QString, label);
    QFETCH(QString, head);
    QFETCH(QString, message);
    QFETCH(std::string, code);
    ProjectFixture project(twoBranches);
    project.addDatabase("app");
    project.addDatabase("metrics");
    auto workspace = Workspace::open(project.file());
    VERIFY_OK(workspace);
    VERIFY_OK(workspace->loadScripts());
    NewRevisionRequest request;
    request.database = database.toStdString();
    request.branchLabel = label.toStdString();
    request.head = head.toStdString();
    request.message = message.toStdString();
    const auto prepared = prepareRevision(*workspace, request);
    VERIFY_ERROR(prepared, code);
}

void TestSession::mergesAndReparentsHeads()
{
    ProjectFixture project("a1 [app] -> a2, a1 -> a3");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);

    const HeadsAdvice advice = open.session.headsAdvice(QStringLiteral("app"));
    QCOMPARE(advice.heads.size(), std::size_t{2});
    QVERIFY(!advice.reparents.empty());
    const ReparentOffer offer = advice.reparents.front();
    QSignalSpy moved(&open.session, &ProjectSession::revisionMoved);
    open.session.reparent(QString::fromStdString(offer.revision), {QString::fromStdString(offer.onto)});
    QVERIFY(moved.wait(patience));
    QTRY_COMPARE_WITH_TIMEOUT(open.session.state()->map.heads(), Rows{offer.revision}, patience);
    QVERIFY(open.session.headsAdvice(QStringLiteral("app")).heads.empty());

    project.addScene("a1 [app] -> b1"); // a second head again
    QTRY_COMPARE_WITH_TIMEOUT(open.session.state()->map.heads().size(), std::size_t{2}, patience);
    QSignalSpy created(&open.session, &ProjectSession::revisionCreated);
    MergeRequest merge;
    merge.database = "app";
    merge.revisions = {"heads"};
    merge.message = "merge lines";
    merge.revisionId = "m1_merge";
    open.session.createMerge(merge);
    QVERIFY(created.wait(patience));
    QCOMPARE(created.front().front().toString(), QStringLiteral("m1_merge"));
    QTRY_COMPARE_WITH_TIMEOUT(open.session.state()->map.heads(), Rows{"m1_merge"}, patience);
}

void TestSession::neverReparentsWhatIsApplied()
{
    ProjectFixture project("a1 [app] -> a2, a1 -> a3");
    project.addDatabase("app");
    OpenProject open(project);
    QVERIFY(open.isOpen);
    for (const char *head : {"a2", "a3"}) {
        const auto preview = planOf(open["app"], revision::Direction::Upgrade, QString::fromLatin1(head));
        QCOMPARE(run::toString(runAndWait(open["app"], preview).outcome), run::toString(run::Outcome::Done));
    }
    const HeadsAdvice advice = open.session.headsAdvice(QStringLiteral("app"));
    QVERIFY(advice.prefersMerge);
    QVERIFY(advice.reparents.empty());

    QSignalSpy failed(&open.session, &ProjectSession::revisionFailed);
    open.session.reparent(QStringLiteral("a3"), {QStringLiteral("a2")});
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.front().front().value<Error>().code, std::string("revision-applied"));
    QCOMPARE(open.session.state()->map.findRevision("a3")->downRevisions, Rows{"a1"});
}

void TestSession::comparesRevisions_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("expected"); ///< direction and steps, or the error's code
    QTest::addColumn<QString>("command");
    const auto row = [](const char *from, const char *to, const char *expected, const char *command = "") {
        QTest::addRow("%s to %s", from, to)
            << QString::fromLatin1(from) << QString::fromLatin1(to) << QString::fromLatin1(expected)
            << QString::fromLatin1(command);
    };
    row("a1", "a3", "up 2", "retort -x db=app upgrade a1:a3 --sql");
    row("a3", "a1", "down 2", "retort -x db=app downgrade a3:a1 --sql");
    row("base", "head", "up 3", "retort -x db=app upgrade a3 --sql");
    row("head", "base", "down 3", "retort -x db=app downgrade a3:app@base --sql");
    row("a2", "a2", "same-revision");
    row("a3", "s1", "not-in-line");
    row("a1", "nothing", "unknown-revision");
}

void TestSession::comparesRevisions()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, expected);
    QFETCH(const QString, command);
    ProjectFixture project("a1 [app] -> a2 -> a3, m1 [metrics] -> m2, s1");
    project.addDatabase("app");
    auto workspace = Workspace::open(project.file());
    VERIFY_OK(workspace);
    VERIFY_OK(workspace->loadScripts());
    const auto comparison = compareRevisions(*workspace, workspace->project().databases.front(), from.toStdString(),
                                             to.toStdString());
    if (!comparison) {
        QCOMPARE(QString::fromStdString(comparison.error().code), expected);
        return;
    }
    const bool isUp = comparison->direction == revision::Direction::Upgrade;
    QCOMPARE((isUp ? QStringLiteral("up %1") : QStringLiteral("down %1")).arg(comparison->steps), expected);
    QCOMPARE(QString::fromStdString(comparison->commandLine), command);
    const QString sql = QString::fromStdString(comparison->sql);
    QVERIFY2(sql.contains(isUp ? QLatin1String("create table \"t_a3\"") : QLatin1String("drop table \"t_a3\""), Qt::CaseInsensitive),
             comparison->sql.c_str());
}

void TestSession::refusesToMergeDatabases()
{
    ProjectFixture project("a1 [app] -> a2, a1 -> a3, m1 [metrics]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    auto workspace = Workspace::open(project.file());
    VERIFY_OK(workspace);
    VERIFY_OK(workspace->loadScripts());
    MergeRequest request;
    request.message = "merge heads";
    request.revisions = {"heads"};
    const auto across = prepareMerge(*workspace, request);
    VERIFY_ERROR(across, "wrong-branch");

    request.database = "app";
    const auto within = prepareMerge(*workspace, request);
    VERIFY_OK(within);
    QCOMPARE(within->revision.revision.downRevisions, (Rows{"a2", "a3"}));

    request.revisions = {"a2"};
    const auto alone = prepareMerge(*workspace, request);
    VERIFY_ERROR(alone, "nothing-to-merge");
}

void TestSession::advisesOnMessages_data()
{
    QTest::addColumn<std::string>("message");
    QTest::addColumn<bool>("isAdvised");
    QTest::newRow("good") << std::string("add ping_results table") << false;
    QTest::newRow("empty") << std::string() << false;
    QTest::newRow("vague") << std::string("fix stuff") << true;
    QTest::newRow("past tense") << std::string("added user email") << true;
    QTest::newRow("one word") << std::string("users") << true;
    QTest::newRow("twice") << std::string("Add A1") << true;
}

void TestSession::advisesOnMessages()
{
    QFETCH(std::string, message);
    QFETCH(bool, isAdvised);
    revision::Revision known;
    known.id = "a1";
    known.message = "add a1";
    const auto map = revision::RevisionMap::build({known});
    VERIFY_OK(map);
    QCOMPARE(!messageAdvice(*map, message).empty(), isAdvised);
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
