// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/journal.h"
#include "engine/run/runrecorder.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace retort;
using run::Journal;
using run::JournalRun;
using run::Milliseconds;
using run::Outcome;
using run::RunEvent;
using run::RunReport;
using Rows = std::vector<std::string>;
namespace fs = std::filesystem;

namespace {

run::Clock::time_point at(int seconds)
{
    return run::Clock::time_point(std::chrono::seconds(1'760'000'000 + seconds));
}

revision::Plan planOf(const Rows &revisions, revision::Direction direction = revision::Direction::Upgrade)
{
    revision::Plan plan;
    plan.direction = direction;
    plan.target = "app@head";
    plan.to = {revisions.back()};
    plan.warnings = {"mind the gap"};
    for (const std::string &revision : revisions) {
        revision::Step &step = plan.steps.emplace_back();
        step.revision = revision;
        step.direction = direction;
    }
    return plan;
}

JournalRun runOf(const std::string &database, int second)
{
    JournalRun run;
    run.project = "/projects/sotp/retort.toml";
    run.database = database;
    run.user = "zażółć";
    run.host = "laptop";
    run.command = "retort -x db=" + database + " upgrade app@head";
    run.report.started = at(second);
    run.report.plan = planOf({"a", "b"});
    return run;
}

/// a and b, each in its file.
revision::RevisionMap mapOfFiles()
{
    revision::Revision a;
    a.id = "a";
    a.message = "add users";
    a.file = "/p/versions/a_add_users.sql";
    revision::Revision b;
    b.id = "b";
    b.downRevisions = {"a"};
    b.file = "/p/versions/b.sql";
    return *revision::RevisionMap::build({a, b});
}

RunReport failedReport()
{
    RunReport report;
    report.outcome = Outcome::PartlyApplied;
    report.plan = planOf({"a", "b"});
    report.steps = {{"a", revision::Direction::Upgrade, true, 3, Milliseconds(12)},
                    {"b", revision::Direction::Upgrade, false, 1, Milliseconds(340)}};
    report.versionRows = {"a"};
    report.started = at(5);
    report.duration = Milliseconds(1'234);
    report.error = makeError("sql-error", "column \"nope\" does not exist", "look twice");
    report.error->place = {"/projects/sotp/b.sql", 12, 3};
    report.error->sql = SqlDiagnostic{
        "ERROR", "42703", "column \"nope\" does not exist", "d", "h", "c", "s", "t", "col", "con", "SELECT nope", 8};
    report.failingRevision = "b";
    report.failingStatement = "SELECT nope";
    report.backup = "/srv/backups/app.dump";
    return report;
}

} // namespace

class TestJournal : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void findsItsPlace_data();
    void findsItsPlace();
    void keepsAReport();
    void keepsEvents();
    void listsNewestFirst();
    void showsRunsWithoutAnEnd();
    void measuresRevisions();
    void keepsOthersOut();
    void writesNoSecret();
    void takesSeveralWriters();
    void refuses_data();
    void refuses();
    void keepsWhatARunChanged();
    void recordsARun();
    void remembersWhereFilesWere();
    void remembersWhatWasStamped();
    void bringsAnOldJournalUpToDate();
    void asksNoJournalThatIsNotThere();
    void recordsNothingWithoutAJournal();

private:
    fs::path file() const { return fs::path(m_folder->path().toStdString()) / "state" / "journal.sqlite"; }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestJournal::findsItsPlace_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<std::string>("expected");
    QTest::newRow("set") << QByteArray("/s") << std::string("/s/retort/journal.sqlite");
    QTest::newRow("unset") << QByteArray() << std::string("/h/.local/state/retort/journal.sqlite");
    QTest::newRow("relative") << QByteArray("s") << std::string("/h/.local/state/retort/journal.sqlite");
}

void TestJournal::findsItsPlace()
{
    QFETCH(QByteArray, state);
    QFETCH(std::string, expected);
    const QByteArray home = qgetenv("HOME");
    const QByteArray before = qgetenv("XDG_STATE_HOME");
    qputenv("HOME", "/h");
    qputenv("XDG_STATE_HOME", state);
    QCOMPARE(Journal::defaultFile().string(), expected);
    qputenv("HOME", home);
    if (before.isNull())
        qunsetenv("XDG_STATE_HOME");
    else
        qputenv("XDG_STATE_HOME", before);
}

void TestJournal::keepsAReport()
{
    const RunReport report = failedReport();
    {
        auto journal = Journal::open(file());
        VERIFY_OK(journal);
        auto id = journal->begin(runOf("app", 1));
        VERIFY_OK(id);
        VERIFY_OK(journal->finish(*id, report));
    }
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    const auto runs = journal->runs({}, {}, 10);
    VERIFY_OK(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    const JournalRun &run = runs->front();
    const JournalRun expected = runOf("app", 1);
    QCOMPARE(run.project, expected.project);
    QCOMPARE(run.user, expected.user);
    QCOMPARE(run.host, expected.host);
    QCOMPARE(run.command, expected.command);
    QVERIFY(run.report.outcome == report.outcome);
    QVERIFY(run.report.plan == report.plan);
    QVERIFY(run.report.steps == report.steps);
    QCOMPARE(run.report.versionRows, report.versionRows);
    QVERIFY(run.report.started == report.started);
    QVERIFY(run.report.duration == report.duration);
    QCOMPARE(*run.report.error, *report.error);
    QCOMPARE(run.report.failingRevision, report.failingRevision);
    QCOMPARE(run.report.failingStatement, report.failingStatement);
    QCOMPARE(run.report.backup, report.backup);
    QCOMPARE(run.report.exitStatus(), ExitStatus::Partial);
}

void TestJournal::keepsEvents()
{
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    auto id = journal->begin(runOf("app", 1));
    VERIFY_OK(id);
    RunEvent statement;
    statement.kind = RunEvent::Kind::StatementFinished;
    statement.time = at(2) + Milliseconds(345);
    statement.step = 1;
    statement.stepCount = 2;
    statement.statement = 3;
    statement.statementCount = 5;
    statement.revision = "a";
    statement.text = "INSERT INTO t VALUES ('zażółć')";
    statement.place = {"/projects/sotp/a.sql", 9, 4};
    statement.rows = 7;
    statement.duration = Milliseconds(89);
    RunEvent notice;
    notice.kind = RunEvent::Kind::Notice;
    notice.notice = SqlDiagnostic{"WARNING", "01000", "careful", {}, "slow", {}, {}, {}, {}, {}, {}, 0};
    RunEvent failure;
    failure.kind = RunEvent::Kind::StepFailed;
    failure.step = 2;
    failure.error = *failedReport().error;
    const std::vector<RunEvent> events{statement, notice, failure};
    VERIFY_OK(journal->append(*id, events));
    VERIFY_OK(journal->append(*id, {}));

    const auto read = journal->events(*id);
    VERIFY_OK(read);
    QCOMPARE(read->size(), events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
        const RunEvent &event = (*read)[i].event;
        QCOMPARE((*read)[i].run, *id);
        QVERIFY(event.kind == events[i].kind);
        QVERIFY(event.time == events[i].time);
        QCOMPARE(event.step, events[i].step);
        QCOMPARE(event.stepCount, events[i].stepCount);
        QCOMPARE(event.statement, events[i].statement);
        QCOMPARE(event.statementCount, events[i].statementCount);
        QCOMPARE(event.revision, events[i].revision);
        QCOMPARE(event.text, events[i].text);
        QVERIFY(event.place == events[i].place);
        QCOMPARE(event.rows, events[i].rows);
        QVERIFY(event.duration == events[i].duration);
        QVERIFY(event.notice == events[i].notice);
        QCOMPARE(event.error, events[i].error);
    }
    const auto none = journal->events(*id + 1);
    VERIFY_OK(none);
    QVERIFY(none->empty());
    VERIFY_ERROR(journal->append(*id + 1, events), "journal-unavailable"); // of no run
    QCOMPARE(journal->events(*id)->size(), events.size());
}

void TestJournal::listsNewestFirst()
{
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    for (int i = 0; i < 6; ++i)
        VERIFY_OK(journal->begin(runOf(i % 2 == 0 ? "app" : "metrics", i)));
    JournalRun other = runOf("app", 10);
    other.project = "/projects/other/retort.toml";
    VERIFY_OK(journal->begin(other));
    const auto seconds = [](const Result<std::vector<JournalRun>> &runs) {
        std::string text;
        for (const JournalRun &run : *runs)
            text += std::to_string((run.report.started - at(0)) / std::chrono::seconds(1)) + ' ';
        return text;
    };
    QCOMPARE(seconds(journal->runs({}, {}, 100)), std::string("10 5 4 3 2 1 0 "));
    QCOMPARE(seconds(journal->runs({}, {}, 2)), std::string("10 5 "));
    QCOMPARE(seconds(journal->runs({}, "app", 100)), std::string("10 4 2 0 "));
    QCOMPARE(seconds(journal->runs(other.project, {}, 100)), std::string("10 "));
    QCOMPARE(seconds(journal->runs(runOf("", 0).project, "metrics", 100)), std::string("5 3 1 "));
}

void TestJournal::showsRunsWithoutAnEnd()
{
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    auto id = journal->begin(runOf("app", 1));
    VERIFY_OK(id);
    RunEvent finished;
    finished.kind = RunEvent::Kind::StepFinished;
    finished.step = 1;
    finished.revision = "a";
    finished.statement = 4;
    finished.duration = Milliseconds(17);
    VERIFY_OK(journal->append(*id, {finished}));
    const auto runs = journal->runs({}, {}, 1);
    VERIFY_OK(runs);
    const RunReport &report = runs->front().report;
    QCOMPARE(report.error->code, std::string("run-unfinished"));
    QVERIFY(report.steps
            == (std::vector<run::StepReport>{{"a", revision::Direction::Upgrade, true, 4, Milliseconds(17)}}));
    QCOMPARE(report.plan.steps.size(), std::size_t{2});
}

void TestJournal::measuresRevisions()
{
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    for (int i = 0; i < 2; ++i) {
        auto id = journal->begin(runOf("app", i));
        VERIFY_OK(id);
        RunReport report = failedReport();
        report.started = at(100 + i);
        VERIFY_OK(journal->finish(*id, report));
    }
    const auto durations = journal->durations(runOf("", 0).project, "app");
    VERIFY_OK(durations);
    QCOMPARE(durations->size(), std::size_t{4});
    const run::RevisionDuration &second = (*durations)[3];
    QCOMPARE(second.revision, std::string("b"));
    QCOMPARE(second.database, std::string("app"));
    QVERIFY(second.started == at(101));
    QVERIFY(second.duration == Milliseconds(340));
    QVERIFY(!second.succeeded && (*durations)[2].succeeded);
    QVERIFY(journal->durations({}, "metrics")->empty());
}

void TestJournal::keepsOthersOut()
{
    VERIFY_OK(Journal::open(file()));
    QVERIFY(fs::status(file()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    QVERIFY(fs::status(file().parent_path()).permissions() == fs::perms::owner_all);
}

void TestJournal::writesNoSecret()
{
    {
        auto journal = Journal::open(file());
        VERIFY_OK(journal);
        JournalRun run = runOf("app", 1);
        run.command = "retort --url postgresql://u:canary@h/d upgrade";
        auto id = journal->begin(run);
        VERIFY_OK(id);
        RunReport report = failedReport();
        report.failingStatement = report.error->message = report.error->sql->statement = report.error->sql->context =
            "ALTER ROLE a PASSWORD 'canary'";
        RunEvent event;
        event.text = event.notice.message = "ALTER ROLE a PASSWORD 'canary'";
        event.error = *report.error;
        VERIFY_OK(journal->append(*id, {event}));
        VERIFY_OK(journal->finish(*id, report));
    }
    for (const auto &entry : fs::directory_iterator(file().parent_path())) {
        QFile raw(QString::fromStdString(entry.path().string()));
        QVERIFY(raw.open(QIODevice::ReadOnly));
        const QByteArray bytes = raw.readAll();
        QVERIFY2(!bytes.contains("canary"), entry.path().c_str());
        if (entry.path() == file())
            QVERIFY(bytes.contains("ALTER ROLE a PASSWORD '***'"));
    }
}

void TestJournal::takesSeveralWriters()
{
    VERIFY_OK(Journal::open(file()));
    std::vector<std::thread> writers;
    std::atomic<int> failures = 0;
    for (int writer = 0; writer < 4; ++writer) {
        writers.emplace_back([this, &failures] {
            auto journal = Journal::open(file());
            for (int i = 0; journal && i < 25; ++i) {
                auto id = journal->begin(runOf("app", i));
                if (!id || !journal->append(*id, {RunEvent{}}) || !journal->finish(*id, failedReport()))
                    ++failures;
            }
            failures += journal ? 0 : 1;
        });
    }
    for (std::thread &writer : writers)
        writer.join();
    QCOMPARE(failures.load(), 0);
    auto journal = Journal::open(file());
    QCOMPARE(journal->runs({}, {}, 1'000)->size(), std::size_t{100});
}

void TestJournal::refuses_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"no database", "newer", "folder in the way"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void TestJournal::refuses()
{
    QFETCH(QString, what);
    if (what == QStringLiteral("folder in the way")) {
        fs::create_directories(file());
    } else if (what == QStringLiteral("no database")) {
        fs::create_directories(file().parent_path());
        QFile raw(QString::fromStdString(file().string()));
        QVERIFY(raw.open(QIODevice::WriteOnly));
        raw.write(QByteArray(8'192, 'x'));
    } else {
        VERIFY_OK(Journal::open(file()));
        QFile raw(QString::fromStdString(file().string()));
        QVERIFY(raw.open(QIODevice::ReadWrite));
        raw.seek(63); // the last byte of user_version (SQLite, "Database File Format", 1.3)
        raw.write("\x63", 1);
    }
    const auto journal = Journal::open(file());
    VERIFY_ERROR(journal, "journal-unavailable");
    QVERIFY(!journal.error().hint.empty());
}

void TestJournal::recordsARun()
{
    run::RunRecorder recorder("/p/retort.toml", "app", "retort upgrade", file());
    QVERIFY(recorder.runId() > 0);
    RunEvent event;
    event.kind = RunEvent::Kind::StepStarted;
    recorder.record(event);
    event.kind = RunEvent::Kind::StatementFinished;
    for (int i = 0; i < 1'000; ++i)
        recorder.record(event);
    event.kind = RunEvent::Kind::StepFailed;
    recorder.record(event);
    recorder.finish(failedReport());
    QVERIFY(!recorder.trouble());
    auto journal = Journal::open(file());
    QCOMPARE(journal->events(recorder.runId())->size(), std::size_t{202}); // a large script does not drown it
    QCOMPARE(journal->runs({}, "app", 1)->front().report.failingRevision, std::string("b"));
}

void TestJournal::keepsWhatARunChanged()
{
    using run::RelationChange;
    run::RunChanges changes;
    changes.extent = run::RunChanges::Extent::All;
    changes.relations = {{RelationChange::Kind::Altered, "public", "users", "table", "{\"then\": \"zażółć\"}", "{}"},
                         {RelationChange::Kind::Added, "public", "orders", "table", {}, "{\"a\": 1}"}};
    changes.sizes = {{"public", "ticks", true, 5'000'000, 12'000}, {"public", "users", false, 16'384, -1}};
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    const auto first = journal->begin(runOf("app", 1));
    VERIFY_OK(first);
    VERIFY_OK(journal->keepChanges(*first, changes));
    VERIFY_OK(journal->finish(*first, failedReport()));
    const auto second = journal->begin(runOf("metrics", 2));
    VERIFY_OK(second);

    QVERIFY(*journal->changes(*first) == changes);
    QVERIFY(journal->changes(*second)->extent == run::RunChanges::Extent::Unknown); // nobody has looked
    const auto all = journal->allChanges({}, "app");
    VERIFY_OK(all);
    QCOMPARE(all->size(), std::size_t{2});
    QCOMPARE(all->front().change.name, std::string("users"));
    QCOMPARE(all->front().change.before, std::string()); // the list is for looking through
    QCOMPARE(all->front().revisions, Rows{"a"});         // b failed
    QVERIFY(journal->allChanges({}, "metrics")->empty());
    const auto sizes = journal->sizes({}, {});
    VERIFY_OK(sizes);
    QCOMPARE(sizes->size(), std::size_t{2});
    QCOMPARE(sizes->front().size.name, std::string("ticks"));
    QVERIFY(sizes->front().started == at(5));
}

void TestJournal::remembersWhereFilesWere()
{
    const auto record = [this](const char *database, const char *revision) {
        run::RunRecorder recorder("/p/retort.toml", database, "retort upgrade", file());
        RunEvent event;
        event.kind = RunEvent::Kind::StepFinished;
        event.step = 1;
        event.revision = revision;
        recorder.keep(*run::placeAfter(mapOfFiles(), event));
        recorder.record(event);
        RunReport report = failedReport();
        report.started = at(7);
        recorder.finish(report);
        return recorder.runId();
    };
    record("app", "a");
    const std::int64_t latest = record("metrics", "a");
    record("app", "b");
    const auto places = run::lastPlaces("/p/retort.toml", {"a", "never"}, file());
    QCOMPARE(places.size(), std::size_t{1});
    const run::RevisionPlace &place = places.front();
    QCOMPARE(place.revision, std::string("a"));
    QCOMPARE(place.file, std::string("/p/versions/a_add_users.sql"));
    QCOMPARE(place.message, std::string("add users"));
    QCOMPARE(place.run, latest);
    QCOMPARE(place.database, std::string("metrics"));
    QVERIFY(place.time == at(7));
    QVERIFY(!place.user.empty() && !place.isStamped);
    QVERIFY(run::lastPlaces("/another/retort.toml", {"a"}, file()).empty());
}

void TestJournal::remembersWhatWasStamped()
{
    run::RunRecorder recorder("/p/retort.toml", "app", "retort stamp b", file());
    RunReport report;
    report.plan.to = {"b"};
    report.plan.steps.emplace_back();
    for (run::RevisionPlace &place : run::placesAfter(mapOfFiles(), report))
        recorder.keep(std::move(place));
    recorder.finish(report);
    const auto places = run::lastPlaces("/p/retort.toml", {"b"}, file());
    QCOMPARE(places.size(), std::size_t{1});
    QVERIFY(places.front().isStamped);
    QCOMPARE(places.front().file, std::string("/p/versions/b.sql"));
}

/// A journal of before the places were kept: its runs stay, and its statements tell the files.
void TestJournal::bringsAnOldJournalUpToDate()
{
    {
        auto journal = Journal::open(file());
        VERIFY_OK(journal);
        auto id = journal->begin(runOf("app", 1));
        VERIFY_OK(id);
        RunEvent statement;
        statement.kind = RunEvent::Kind::StatementFinished;
        statement.revision = "a";
        statement.place = {"/projects/sotp/a.sql", 9, 4};
        VERIFY_OK(journal->append(*id, {statement, statement, RunEvent{}}));
        VERIFY_OK(journal->finish(*id, failedReport()));
    }
    {
        QSqlDatabase raw = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("old"));
        raw.setDatabaseName(QString::fromStdString(file().string()));
        QVERIFY(raw.open());
        QSqlQuery query(raw);
        QVERIFY(query.exec(QStringLiteral("DROP TABLE revision_files")));
        QVERIFY(query.exec(QStringLiteral("ALTER TABLE runs DROP COLUMN backup")));
        QVERIFY(query.exec(QStringLiteral("DROP INDEX runs_by_run_id")));
        QVERIFY(query.exec(QStringLiteral("ALTER TABLE runs DROP COLUMN run_id")));
        QVERIFY(query.exec(QStringLiteral("ALTER TABLE runs DROP COLUMN changes_extent")));
        for (const char *table : {"run_relations", "run_sizes"})
            QVERIFY(query.exec(QStringLiteral("DROP TABLE %1").arg(QLatin1String(table))));
        QVERIFY(query.exec(QStringLiteral("PRAGMA user_version = 1")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("old"));
    const auto places = run::lastPlaces(runOf("", 0).project, {"a", "b"}, file());
    QCOMPARE(places.size(), std::size_t{1});
    QCOMPARE(places.front().file, std::string("/projects/sotp/a.sql"));
    QCOMPARE(places.front().user, runOf("", 0).user);
    auto journal = Journal::open(file());
    VERIFY_OK(journal);
    QCOMPARE(journal->runs({}, "app", 10)->size(), std::size_t{1});
    QCOMPARE(journal->events(1)->size(), std::size_t{3});
    // And new runs have the id that the database's history knows them by.
    JournalRun known = runOf("app", 2);
    known.runId = "00000000feedface";
    VERIFY_OK(journal->begin(known));
    QCOMPARE(*journal->known({"00000000feedface", "nobody", ""}), std::vector<std::string>{"00000000feedface"});
    QCOMPARE(journal->runs({}, "app", 1)->front().runId, known.runId);
}

void TestJournal::asksNoJournalThatIsNotThere()
{
    QVERIFY(run::lastPlaces("/p/retort.toml", {"a"}, file()).empty());
    QVERIFY(!fs::exists(file().parent_path()));
}

void TestJournal::recordsNothingWithoutAJournal()
{
    fs::create_directories(file());
    run::RunRecorder recorder("/p/retort.toml", "app", "retort upgrade", file());
    QCOMPARE(recorder.runId(), 0);
    recorder.record({});
    recorder.finish({});
    QCOMPARE(recorder.trouble()->code, std::string("journal-unavailable"));
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
