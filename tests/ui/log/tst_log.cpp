// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plan/plansamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/log/durationchart.h"
#include "ui/log/sizechart.h"
#include "ui/log/sizeseries.h"
#include "ui/log/durationplot.h"
#include "ui/log/durationseries.h"
#include "ui/log/logexport.h"
#include "ui/log/logfilter.h"
#include "ui/log/logmodel.h"
#include "ui/log/logpanel.h"
#include "ui/log/logview.h"
#include "ui/theme/statepage.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QToolButton>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using Kind = run::RunEvent::Kind;
using Row = LogModel::Kind;
using State = LogModel::State;

namespace {

constexpr auto tester = QAbstractItemModelTester::FailureReportingMode::QtTest;

run::RunEvent notice(int step, const std::string &severity, const std::string &message, const std::string &hint = {})
{
    run::RunEvent event = runEvent(Kind::Notice, step);
    event.notice.severity = severity;
    event.notice.message = message;
    event.notice.hint = hint;
    return event;
}

run::RunEvent finished(int step, const std::string &sql, int statement, int milliseconds, std::int64_t rows = -1)
{
    run::RunEvent event = runEvent(Kind::StatementFinished, step, sql, statement);
    event.duration = run::Milliseconds(milliseconds);
    event.rows = rows;
    return event;
}

run::RunEvent ended(Kind kind, int step, int milliseconds)
{
    run::RunEvent event = runEvent(kind, step);
    event.duration = run::Milliseconds(milliseconds);
    if (kind == Kind::StepFailed)
        event.error = *failedReport().error;
    return event;
}

std::vector<run::RunEvent> twoSteps()
{
    return {runEvent(Kind::StepStarted, 1),
            runEvent(Kind::StatementStarted, 1, "CREATE INDEX\n  ix_audit", 1),
            notice(1, "NOTICE", "takes a while", "Have some tea."),
            finished(1, "", 1, 1'930),
            ended(Kind::StepFinished, 1, 1'930),
            runEvent(Kind::StepStarted, 2),
            ended(Kind::StepFinished, 2, 4)};
}

std::vector<run::RunEvent> thirdFails()
{
    return {runEvent(Kind::StepStarted, 3), runEvent(Kind::StatementStarted, 3, "CREATE TABLE device_groups ()", 1),
            ended(Kind::StepFailed, 3, 12)};
}

QString textAt(const QModelIndex &index)
{
    return index.siblingAtColumn(LogModel::TextColumn).data().toString();
}

/// "run / step / statement" of the rows in `parent`, one each.
QStringList texts(const QAbstractItemModel &model, const QModelIndex &parent = {})
{
    QStringList list;
    for (int row = 0; row < model.rowCount(parent); ++row)
        list << textAt(model.index(row, 0, parent));
    return list;
}

std::vector<run::JournalRun> journal()
{
    std::vector<run::JournalRun> runs; // newest first, as the journal gives them
    for (int id = 39; id >= 37; --id) {
        run::JournalRun run;
        run.id = id;
        run.database = id == 38 ? "timescale" : "postgres";
        run.command = "upgrade head";
        run.report.started = run::Clock::now() - std::chrono::hours(24 * (40 - id));
        run.report.duration = run::Milliseconds(900);
        run.report.versionRows = {"b2870ce4519f"};
        run.report.outcome = id == 39 ? run::Outcome::Cancelled : run::Outcome::Done;
        runs.push_back(run);
    }
    return runs;
}

std::vector<run::RevisionDuration> durations()
{
    std::vector<run::RevisionDuration> list;
    const auto add = [&](int run, const char *database, const char *revision, int milliseconds, bool succeeded = true) {
        run::RevisionDuration one;
        one.run = run;
        one.started =
            run::Clock::time_point(std::chrono::hours(run) + std::chrono::seconds(static_cast<int>(list.size())));
        one.database = database;
        one.revision = revision;
        one.duration = run::Milliseconds(milliseconds);
        one.succeeded = succeeded;
        list.push_back(one);
    };
    add(2, "postgres", "aaa", 30);
    add(2, "postgres", "bbb", 50, false);
    add(1, "postgres", "aaa", 10);
    add(3, "postgres", "aaa", 20);
    add(3, "timescale", "ttt", 5);
    list.push_back(list.front());
    list.back().direction = revision::Direction::Downgrade;
    return list;
}

struct Panel {
    LogPanel panel;
    QSignalSpy cancels{&panel, &LogPanel::cancelRequested};
    QSignalSpy journals{&panel, &LogPanel::journalRequested};
    QSignalSpy runEvents{&panel, &LogPanel::runEventsRequested};
    QSignalSpy files{&panel, &LogPanel::openFileRequested};
    QSignalSpy revisions{&panel, &LogPanel::revisionActivated};

    Panel()
    {
        session::DatabaseState timescale = postgresState();
        timescale.name = "timescale";
        panel.setDatabases({postgresState(), timescale});
        panel.resize(1100, 500);
        panel.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *found = panel.findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no widget is called %s", name);
        return found;
    }
    LogView *view() const { return find<LogView>("logTree"); }
    QStringList shown() const { return texts(*view()->model()); }
    QModelIndex run(int row) const { return view()->model()->index(row, 0); }
    void feed()
    {
        panel.startRun(QStringLiteral("postgres"), 42, upgradePreview());
        panel.addEvents(QStringLiteral("postgres"), twoSteps());
    }
};

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

private slots:
    void runsBecomeATree();
    void streamedStatementsEndTogether();
    void databasesGoSideBySide();
    void modelIsSoundThroughARun();
    void errorsCarryDetailHintAndPlace();
    void waitingIsOneLine();
    void endSaysWhereTheDatabaseIs();
    void largeStepKeepsItsLastRows_data();
    void largeStepKeepsItsLastRows();
    void wholeLogIsBounded();
    void longTextIsCut();
    void journalRunsAreFetchedWhenOpened();
    void tellsOneChangeAfterAnother();
    void unfinishedRunIsNotGuessedAt();
    void clearedRunsStayAway();
    void rowsSpeak();

    void filterByLevelAndText_data();
    void filterByLevelAndText();
    void textIsAligned();
    void markdownIsEscaped();

    void emptyPanelSaysSo();
    void journalIsAskedForOnce();
    void typingFilters();
    void filterOpensWhatMatches();
    void levelFilters();
    void runningRowCancels();
    void errorsAreOpened();
    void copyGivesMarkdown();
    void selectionIsCopied();
    void activationOpensFileOrRevision();
    void openingAnEarlierRunAsksForIt();
    void runIsFollowed();

    void entriesAreGrouped();
    void chartIsBuiltWhenShown();
    void chartSaysWhenItIsEmpty();
    void chartMovesByKeys();
    void sizesAreDrawnByTheLargest();
    void sizesHaveATabOfTheirOwn();
    void everyFocusableWidgetHasAName();
};

void TestLog::runsBecomeATree()
{
    LogModel model;
    model.startRun(QStringLiteral("postgres"), 42, upgradePreview());
    model.addEvents(QStringLiteral("postgres"), twoSteps());
    QCOMPARE(texts(model),
             QStringList{QStringLiteral("postgres  upgrade postgres@head  run 42 · 4d6e1a2b8c03, "
                                        "b2870ce4519f → 9c41e07b2d5a · running")});
    const QModelIndex run = model.index(0, 0);
    QCOMPARE(texts(model, run),
             (QStringList{QStringLiteral("71fa2c90d3be  index audit_logs concurrently"),
                          QStringLiteral("e5d0b81f3c77  merge soft-delete and audit lines")}));
    const QModelIndex step = model.index(0, 0, run);
    QCOMPARE(texts(model, step),
             (QStringList{QStringLiteral("CREATE INDEX ix_audit"), QStringLiteral("NOTICE  takes a while")}));
    const QModelIndex statement = model.index(0, 0, step);
    QCOMPARE(statement.data(LogModel::StateRole).value<State>(), State::Done); // ended though a notice came between
    QCOMPARE(statement.data(LogModel::FullTextRole).toString(), QStringLiteral("CREATE INDEX\n  ix_audit"));
    QCOMPARE(statement.siblingAtColumn(LogModel::DurationColumn).data().toString(), QStringLiteral("1.93 s"));
    QCOMPARE(texts(model, model.index(1, 0, step)), QStringList{QStringLiteral("HINT  Have some tea.")});
}

void TestLog::streamedStatementsEndTogether()
{
    LogModel model;
    const QString database = QStringLiteral("postgres");
    model.addEvents(database,
                    {runEvent(Kind::StepStarted, 1), runEvent(Kind::StatementStarted, 1, "INSERT 1", 1),
                     finished(1, "statements 1 to 900", 900, 0),
                     runEvent(Kind::StatementStarted, 1, "INSERT 901", 901)});
    const QModelIndex step = model.index(0, 0, model.index(0, 0));
    const auto stateOf = [&](int row) { return model.index(row, 0, step).data(LogModel::StateRole).value<State>(); };
    QCOMPARE(stateOf(0), State::Done);
    QCOMPARE(stateOf(2), State::Running);
    QCOMPARE(model.index(1, LogModel::DurationColumn, step).data().toString(), QString()); // not measured: not told
    model.addEvents(database, {ended(Kind::StepFinished, 1, 5)});
    QCOMPARE(stateOf(2), State::Done);
}

void TestLog::databasesGoSideBySide()
{
    LogModel model;
    model.startRun(QStringLiteral("postgres"), 1, upgradePreview());
    model.startRun(QStringLiteral("timescale"), 2, upgradePreview());
    model.addEvents(QStringLiteral("timescale"), {runEvent(Kind::StepStarted, 1)});
    model.addEvents(QStringLiteral("postgres"), twoSteps());
    model.addEvents(QStringLiteral("timescale"), {finished(1, "SELECT 1", 1, 3, 1)});
    QCOMPARE(model.rowCount(model.index(0, 0)), 2);
    const QModelIndex step = model.index(0, 0, model.index(1, 0));
    QCOMPARE(texts(model, step), QStringList{QStringLiteral("SELECT 1")});
    QCOMPARE(model.index(0, LogModel::RowsColumn, step).data().toString(), QStringLiteral("1 row"));
    QCOMPARE(step.data(LogModel::DatabaseRole).toString(), QStringLiteral("timescale"));
    model.finishRun(QStringLiteral("postgres"), doneReport());
    QVERIFY(!model.isRunning(QStringLiteral("postgres")));
    QVERIFY(model.isRunning(QStringLiteral("timescale")));
}

void TestLog::modelIsSoundThroughARun()
{
    LogModel model(LogModel::Limits{4, 3, 12, 100});
    LogFilter filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester modelTester(&model, tester);
    QAbstractItemModelTester filterTester(&filter, tester);
    for (int run = 1; run <= 3; ++run) {
        model.startRun(QStringLiteral("postgres"), run, upgradePreview());
        for (int round = 0; round < 4; ++round) {
            model.addEvents(QStringLiteral("postgres"), {runEvent(Kind::StepStarted, 1)});
            for (int statement = 1; statement < 12; ++statement)
                model.addEvents(QStringLiteral("postgres"),
                                {finished(1, "SELECT 1", statement, 1), notice(1, "NOTICE", "hm")});
            model.addEvents(QStringLiteral("postgres"), {ended(Kind::StepFailed, 1, 3)});
        }
        model.finishRun(QStringLiteral("postgres"), failedReport());
    }
    filter.setLeastLevel(LogModel::Level::Error);
    QVERIFY(filter.rowCount() > 0);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestLog::errorsCarryDetailHintAndPlace()
{
    LogModel model;
    run::RunEvent failed = ended(Kind::StepFailed, 3, 12);
    failed.error.sql->detail = "It was made by hand.";
    failed.error.sql->hint = "Drop it.";
    QSignalSpy errors(&model, &LogModel::errorAdded);
    model.addEvents(QStringLiteral("postgres"), {runEvent(Kind::StepStarted, 3), failed});
    QCOMPARE(errors.count(), 1);
    const auto error = errors.first().first().toModelIndex();
    QCOMPARE(textAt(error), QStringLiteral("ERROR 42P07  relation \"device_groups\" already exists"));
    QCOMPARE(texts(model, error),
             (QStringList{QStringLiteral("at  migrations/postgres/9c41e07b2d5a.sql:11:14"),
                          QStringLiteral("DETAIL  It was made by hand."), QStringLiteral("HINT  Drop it."),
                          QStringLiteral("remedy  Remove its cause and run again.")}));
    QCOMPARE(error.data(LogModel::PlaceRole).value<Place>().line, 11);
    QCOMPARE(error.parent().data(LogModel::StateRole).value<State>(), State::Failed);
}

void TestLog::waitingIsOneLine()
{
    LogModel model;
    const QString database = QStringLiteral("postgres");
    model.addEvents(database, {runEvent(Kind::Waiting, 0, "waiting for anna, 1 s")});
    model.addEvents(
        database,
        {runEvent(Kind::Waiting, 0, "waiting for anna, 2 s"), runEvent(Kind::Waiting, 0, "waiting for anna, 3 s")});
    QCOMPARE(texts(model, model.index(0, 0)), QStringList{QStringLiteral("waiting for anna, 3 s")});
}

void TestLog::endSaysWhereTheDatabaseIs()
{
    LogModel model;
    const QString database = QStringLiteral("postgres");
    model.startRun(database, 42, upgradePreview());
    run::RunReport report = failedReport();
    report.steps.clear();
    report.outcome = run::Outcome::Failed;
    model.finishRun(database, report); // failed before any step: nobody else tells the error
    const QModelIndex run = model.index(0, 0);
    QCOMPARE(texts(model, run),
             (QStringList{QStringLiteral("ERROR 42P07  relation \"device_groups\" already exists"),
                          QStringLiteral("postgres is at e5d0b81f3c77")}));
    QCOMPARE(run.data(LogModel::StateRole).value<State>(), State::Failed);
}

void TestLog::largeStepKeepsItsLastRows_data()
{
    QTest::addColumn<int>("batch");
    QTest::newRow("one by one") << 1;
    QTest::newRow("in batches") << 7;
    QTest::newRow("in one burst") << 1'000;
}

void TestLog::largeStepKeepsItsLastRows()
{
    QFETCH(int, batch);
    LogModel model(LogModel::Limits{100, 50, 10'000, 1'000});
    const QString database = QStringLiteral("postgres");
    model.addEvents(database, {runEvent(Kind::StepStarted, 1)});
    std::vector<run::RunEvent> events;
    for (int statement = 1; statement <= 1'000; ++statement) {
        events.push_back(runEvent(Kind::StatementStarted, 1, "INSERT " + std::to_string(statement), statement));
        events.push_back(finished(1, "", statement, 1, 1));
        if (static_cast<int>(events.size()) >= 2 * batch || statement == 1'000)
            model.addEvents(database, std::exchange(events, {}));
    }
    const QModelIndex step = model.index(0, 0, model.index(0, 0));
    const int rows = model.rowCount(step);
    QVERIFY(rows > 70 && rows <= 101);
    const QModelIndex first = model.index(0, 0, step);
    QCOMPARE(first.data(LogModel::KindRole).value<Row>(), Row::Dropped);
    QCOMPARE(textAt(first),
             QStringLiteral("%1 earlier rows of this revision are not kept here").arg(1'000 - (rows - 1)));
    const QModelIndex last = model.index(rows - 1, 0, step);
    QCOMPARE(textAt(last), QStringLiteral("INSERT 1000"));
    QCOMPARE(last.data(LogModel::StateRole).value<State>(), State::Done);
}

void TestLog::wholeLogIsBounded()
{
    LogModel model(LogModel::Limits{100, 1'000, 500, 1'000});
    const QString database = QStringLiteral("postgres");
    for (int step = 0; step < 40; ++step) {
        std::vector<run::RunEvent> events{runEvent(Kind::StepStarted, 1)};
        for (int statement = 1; statement <= 50; ++statement)
            events.push_back(finished(1, "SELECT 1", statement, 1));
        events.push_back(step == 0 ? ended(Kind::StepFailed, 1, 1) : ended(Kind::StepFinished, 1, 1));
        model.addEvents(database, events);
    }
    int rows = 0;
    const QModelIndex run = model.index(0, 0);
    for (int step = 0; step < model.rowCount(run); ++step)
        rows += 1 + model.rowCount(model.index(step, 0, run));
    QVERIFY2(rows < 600, qPrintable(QString::number(rows)));
    // Every revision still stands there, and the error of the oldest one too.
    QCOMPARE(model.rowCount(run), 40);
    const QModelIndex oldest = model.index(0, 0, run);
    QCOMPARE(texts(model, oldest),
             (QStringList{QStringLiteral("50 earlier rows of this revision are not kept here"),
                          QStringLiteral("ERROR 42P07  relation \"device_groups\" already exists")}));
    QCOMPARE(model.rowCount(model.index(39, 0, run)), 50);
}

void TestLog::longTextIsCut()
{
    LogModel model;
    model.addEvents(QStringLiteral("postgres"),
                    {runEvent(Kind::StepStarted, 1), finished(1, std::string(1'000'000, 'x'), 1, 1)});
    const QString text = textAt(model.index(0, 0, model.index(0, 0, model.index(0, 0))));
    QVERIFY(text.size() < 5'000);
    QVERIFY(text.endsWith(QStringLiteral(" …")));
}

void TestLog::journalRunsAreFetchedWhenOpened()
{
    LogModel model;
    QSignalSpy requests(&model, &LogModel::runEventsRequested);
    model.startRun(QStringLiteral("postgres"), 42, upgradePreview());
    model.finishRun(QStringLiteral("postgres"), doneReport());
    model.setJournalRuns(journal());
    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.index(0, 0).data(LogModel::RunRole).toLongLong(), 37); // oldest first
    QCOMPARE(model.index(3, 0).data(LogModel::RunRole).toLongLong(), 42);
    model.setJournalRuns(journal());
    QCOMPARE(model.rowCount(), 4); // the same ones once

    const QModelIndex run = model.index(1, 0);
    QVERIFY(model.hasChildren(run));
    QVERIFY(model.canFetchMore(run));
    model.fetchMore(run);
    QCOMPARE(requests.count(), 1);
    QCOMPARE(requests.first().first().toLongLong(), 38);
    QCOMPARE(texts(model, run), QStringList{QStringLiteral("Reading the journal …")});
    std::vector<run::JournalEvent> events;
    for (const run::RunEvent &event : twoSteps())
        events.push_back({38, event});
    model.setRunEvents(38, events);
    QCOMPARE(texts(model, run),
             (QStringList{QStringLiteral("71fa2c90d3be"), QStringLiteral("e5d0b81f3c77"),
                          QStringLiteral("timescale is at b2870ce4519f")}));
    QVERIFY(!model.canFetchMore(run));
    model.setRunEvents(38, events);
    QCOMPARE(model.rowCount(run), 3); // a late second answer changes nothing
}

/// A view may open what has just come, before other views have heard of it.
void TestLog::tellsOneChangeAfterAnother()
{
    LogModel model;
    const QAbstractItemModelTester before(&model, tester);
    connect(&model, &LogModel::rowsInserted, &model, [&model](const QModelIndex &parent, int first) {
        const QModelIndex added = model.index(first, 0, parent);
        if (model.canFetchMore(added))
            model.fetchMore(added);
    });
    const QAbstractItemModelTester after(&model, tester);
    std::vector<run::JournalRun> runs = journal();
    runs.resize(1);
    runs[0].id = 0;
    runs[0].runId = "feedfacefeedface";
    runs[0].report.steps = {{"71fa2c90d3be", revision::Direction::Upgrade, true, 2, run::Milliseconds(5)}};
    model.setJournalRuns(runs);
    QCOMPARE(model.rowCount(), 1);
    QTRY_COMPARE(texts(model, model.index(0, 0)), QStringList{QStringLiteral("71fa2c90d3be")});
}

void TestLog::unfinishedRunIsNotGuessedAt()
{
    LogModel model;
    std::vector<run::JournalRun> runs = journal();
    runs.resize(1);
    runs[0].report.outcome = run::Outcome::Failed;
    runs[0].report.versionRows.clear();
    runs[0].report.plan.from = {"b2870ce4519f"};
    runs[0].report.error = makeError("run-unfinished", "The run's end was never told.");
    model.setJournalRuns(runs);
    const QModelIndex run = model.index(0, 0);
    QCOMPARE(textAt(run), QStringLiteral("postgres  upgrade head  run 39 · end unknown"));
    model.fetchMore(run);
    model.setRunEvents(39, {{39, runEvent(Kind::StepStarted, 1)}});
    QCOMPARE(texts(model, run),
             (QStringList{QStringLiteral("71fa2c90d3be"), QStringLiteral("ERROR  The run's end was never told.")}));
    QCOMPARE(model.index(0, 0, run).data(LogModel::StateRole).value<State>(), State::Unknown);

    // Another program's, which has ended meanwhile.
    model.setJournalRuns(journal());
    QCOMPARE(model.index(2, 0).data(LogModel::StateRole).value<State>(), State::Cancelled);
}

void TestLog::clearedRunsStayAway()
{
    LogModel model;
    model.setJournalRuns(journal());
    model.startRun(QStringLiteral("postgres"), 0, upgradePreview());
    model.clear();
    QCOMPARE(model.rowCount(), 1); // what goes on stays
    model.setJournalRuns(journal());
    QCOMPARE(model.rowCount(), 1);
}

void TestLog::rowsSpeak()
{
    LogModel model;
    model.startRun(QStringLiteral("postgres"), 42, upgradePreview());
    model.addEvents(QStringLiteral("postgres"), twoSteps());
    const auto spoken = [](const QModelIndex &index) {
        return index.siblingAtColumn(LogModel::TextColumn).data(Qt::AccessibleTextRole).toString();
    };
    const QModelIndex run = model.index(0, 0);
    QCOMPARE(spoken(run),
             QStringLiteral("database postgres, upgrade postgres@head, run 42 · 4d6e1a2b8c03, b2870ce4519f → "
                            "9c41e07b2d5a · running"));
    QCOMPARE(spoken(model.index(0, 0, run)),
             QStringLiteral("revision 71fa2c90d3be, index audit_logs concurrently, done, 1.93 s"));
}

void TestLog::filterByLevelAndText_data()
{
    QTest::addColumn<int>("level");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("steps");
    QTest::addColumn<QStringList>("said");
    const auto level = [](LogModel::Level value) { return static_cast<int>(value); };
    const QString first = QStringLiteral("71fa2c90d3be  index audit_logs concurrently");
    const QString second = QStringLiteral("e5d0b81f3c77  merge soft-delete and audit lines");
    const QString third = QStringLiteral("9c41e07b2d5a  add device groups");
    const QString error = QStringLiteral("ERROR 42P07  relation \"device_groups\" already exists");
    const QString end = QStringLiteral("postgres is at e5d0b81f3c77");
    const QStringList all{QStringLiteral("CREATE INDEX ix_audit"), QStringLiteral("NOTICE  takes a while"),
                          QStringLiteral("CREATE TABLE device_groups ()"), error};
    QTest::newRow("everything") << level(LogModel::Level::Statement) << QString()
                                << QStringList{first, second, third, end} << all;
    QTest::newRow("without statements") << level(LogModel::Level::Notice) << QString()
                                        << QStringList{first, second, third, end} << QStringList{all[1], all[3]};
    QTest::newRow("errors") << level(LogModel::Level::Error) << QString() << QStringList{third} << QStringList{error};
    QTest::newRow("a word of a statement")
        << level(LogModel::Level::Statement) << QStringLiteral("IX_AUDIT") << QStringList{first} << QStringList{all[0]};
    QTest::newRow("a revision, with all of its own") << level(LogModel::Level::Statement) << QStringLiteral("71fa")
                                                     << QStringList{first} << QStringList{all[0], all[1]};
    QTest::newRow("nothing") << level(LogModel::Level::Statement) << QStringLiteral("nonsense") << QStringList()
                             << QStringList();
}

void TestLog::filterByLevelAndText()
{
    QFETCH(int, level);
    QFETCH(QString, text);
    QFETCH(QStringList, steps);
    QFETCH(QStringList, said);
    LogModel model;
    LogFilter filter;
    filter.setSourceModel(&model);
    model.startRun(QStringLiteral("postgres"), 42, upgradePreview());
    model.addEvents(QStringLiteral("postgres"), twoSteps());
    model.addEvents(QStringLiteral("postgres"), thirdFails());
    model.finishRun(QStringLiteral("postgres"), failedReport());
    filter.setLeastLevel(static_cast<LogModel::Level>(level));
    filter.setText(text);
    QStringList shownSteps;
    QStringList shownSaid;
    for (int run = 0; run < filter.rowCount(); ++run) {
        shownSteps << texts(filter, filter.index(run, 0));
        for (int step = 0; step < filter.rowCount(filter.index(run, 0)); ++step)
            shownSaid << texts(filter, filter.index(step, 0, filter.index(run, 0)));
    }
    QCOMPARE(shownSteps, steps);
    QCOMPARE(shownSaid, said);
}

void TestLog::textIsAligned()
{
    LogModel model;
    model.startRun(QStringLiteral("postgres"), 42, upgradePreview());
    model.addEvents(QStringLiteral("postgres"), twoSteps());
    model.finishRun(QStringLiteral("postgres"), doneReport());
    const QStringList lines = logAsText(model, {}).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 8);
    QVERIFY(lines[1].mid(18).startsWith(QStringLiteral("  ✓ 71fa2c90d3be index audit_logs concurrently")));
    QVERIFY(lines[1].endsWith(QLatin1String("  1.93 s")));
    QVERIFY(lines[2].mid(18).startsWith(QLatin1String("    CREATE INDEX ix_audit")));
    QCOMPARE(lines[1].indexOf(QLatin1String("1.93 s")), lines[2].indexOf(QLatin1String("1.93 s")));
    QCOMPARE(lines[4].mid(18), QStringLiteral("      HINT Have some tea."));
}

void TestLog::markdownIsEscaped()
{
    LogModel model;
    session::PlanPreview preview = upgradePreview();
    preview.steps[0].message = "index audit_logs *now* `really`";
    model.startRun(QStringLiteral("postgres"), 42, preview);
    model.addEvents(
        QStringLiteral("postgres"),
        {runEvent(Kind::StepStarted, 1), finished(1, "SELECT `odd`", 1, 5, 3), ended(Kind::StepFinished, 1, 7)});
    const QString text = logAsMarkdown(model, {});
    QVERIFY(text.startsWith(QStringLiteral("**upgrade postgres@head** on **postgres** · run 42 · ")));
    QVERIFY(text.endsWith(QStringLiteral("\n\n- ✓ `71fa2c90d3be` index audit_logs \\*now\\* \\`really\\` (0.007 s)\n"
                                         "  - `` SELECT `odd` `` (3 rows  0.005 s)\n")));
}

void TestLog::emptyPanelSaysSo()
{
    Panel shown;
    const auto *page = shown.find<StatePage>("logEmpty");
    QVERIFY(page->isVisible());
    QCOMPARE(page->heading(), QStringLiteral("No runs yet"));
    shown.feed();
    QVERIFY(!page->isVisible());
    QVERIFY(shown.view()->isVisible());
}

void TestLog::journalIsAskedForOnce()
{
    Panel shown;
    QTRY_COMPARE(shown.journals.count(), 1);
    shown.panel.hide();
    shown.panel.show();
    QCoreApplication::processEvents();
    QCOMPARE(shown.journals.count(), 1);
}

void TestLog::typingFilters()
{
    Panel shown;
    shown.panel.setJournal(journal(), {});
    QCOMPARE(shown.shown().size(), 3);
    shown.panel.focusFilter();
    auto *field = shown.find<QLineEdit>("logFilter");
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("TIMESCALE"));
    QCOMPARE(shown.shown().size(), 1);
    QTest::keyClicks(field, QStringLiteral("x"));
    QCOMPARE(shown.find<StatePage>("logEmpty")->heading(), QStringLiteral("Nothing matches"));
    field->clear();
    QCOMPARE(shown.shown().size(), 3);
}

void TestLog::filterOpensWhatMatches()
{
    Panel shown;
    shown.panel.setJournal(journal(), {});
    shown.feed();
    shown.panel.finishRun(QStringLiteral("postgres"), doneReport());
    LogView *view = shown.view();
    const QModelIndex step = view->model()->index(0, 0, shown.run(3));
    view->collapse(step);
    QTest::keyClicks(shown.find<QLineEdit>("logFilter"), QStringLiteral("ix_audit"));
    QCOMPARE(shown.shown().size(), 1);
    QVERIFY(view->isExpanded(view->model()->index(0, 0, shown.run(0))));
    // No earlier run is fetched to look into it.
    shown.find<QLineEdit>("logFilter")->setText(QStringLiteral("upgrade"));
    QCOMPARE(shown.runEvents.count(), 0);
    shown.find<QLineEdit>("logFilter")->clear();
    QCOMPARE(shown.shown().size(), 4);
    QVERIFY(view->isExpanded(shown.run(3)));
    QVERIFY(!view->isExpanded(view->model()->index(0, 0, shown.run(3)))); // as it was
}

void TestLog::levelFilters()
{
    Panel shown;
    shown.feed();
    shown.panel.finishRun(QStringLiteral("postgres"), doneReport());
    shown.panel.addEvents(QStringLiteral("timescale"),
                          {runEvent(Kind::StepStarted, 1), notice(1, "WARNING", "careful")});
    shown.panel.finishRun(QStringLiteral("timescale"), doneReport());
    auto *level = shown.find<QComboBox>("logLevel");
    level->setFocus();
    QTest::keyClick(level, Qt::Key_Down);
    QTest::keyClick(level, Qt::Key_Down);
    QCOMPARE(level->currentText(), QStringLiteral("Warnings and errors"));
    QCOMPARE(shown.shown().size(), 1);
    QVERIFY(shown.shown().first().startsWith(QLatin1String("timescale")));
}

void TestLog::runningRowCancels()
{
    Panel shown;
    shown.feed();
    auto *cancel = shown.find<QToolButton>("logCancel");
    QVERIFY(cancel->isVisible());
    // The row stays, with its button, whatever is filtered.
    QTest::keyClicks(shown.find<QLineEdit>("logFilter"), QStringLiteral("nonsense"));
    QTest::mouseClick(shown.find<QToolButton>("logCancel"), Qt::LeftButton);
    QCOMPARE(shown.cancels.count(), 1);
    QCOMPARE(shown.cancels.first().first().toString(), QStringLiteral("postgres"));
    QVERIFY(!shown.find<QToolButton>("logCancel")->isEnabled());
    shown.find<QLineEdit>("logFilter")->clear();
    shown.panel.finishRun(QStringLiteral("postgres"), doneReport());
    QTRY_VERIFY(!shown.panel.findChild<QToolButton *>(QStringLiteral("logCancel")));
}

void TestLog::errorsAreOpened()
{
    Panel shown;
    shown.feed();
    shown.panel.addEvents(QStringLiteral("postgres"), thirdFails());
    const LogView *view = shown.view();
    const QModelIndex step = view->model()->index(2, 0, shown.run(0));
    QVERIFY(view->isExpanded(step));
    const QModelIndex error = view->model()->index(1, 0, step);
    QCOMPARE(error.data(LogModel::KindRole).value<Row>(), Row::Error);
    QVERIFY(view->isExpanded(error));
}

void TestLog::copyGivesMarkdown()
{
    Panel shown;
    shown.feed();
    QTest::mouseClick(shown.find<QToolButton>("logCopyMarkdown"), Qt::LeftButton);
    const QString text = QGuiApplication::clipboard()->text();
    QVERIFY(text.startsWith(QLatin1String("**upgrade postgres@head** on **postgres**")));
    QVERIFY(text.contains(QStringLiteral("\n- ✓ `71fa2c90d3be` index audit_logs concurrently (1.93 s)\n"
                                         "  - `CREATE INDEX ix_audit` (1.93 s)\n"
                                         "  - **NOTICE** takes a while\n"
                                         "    - **HINT** Have some tea.\n"
                                         "- ✓ `e5d0b81f3c77` merge soft-delete and audit lines (0.004 s)\n")));
}

void TestLog::selectionIsCopied()
{
    Panel shown;
    shown.feed();
    LogView *view = shown.view();
    view->setFocus();
    view->setCurrentIndex(view->model()->index(1, 0, shown.run(0)));
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
    const QString text = QGuiApplication::clipboard()->text();
    QCOMPARE(text.count(QLatin1Char('\n')), 1);
    QVERIFY(text.contains(QStringLiteral("✓ e5d0b81f3c77 merge soft-delete and audit lines")));
    QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("- ✓ `e5d0b81f3c77` merge soft-delete and audit lines (0.004 s)\n"));
}

void TestLog::activationOpensFileOrRevision()
{
    Panel shown;
    shown.feed();
    shown.panel.addEvents(QStringLiteral("postgres"), thirdFails());
    LogView *view = shown.view();
    const QModelIndex step = view->model()->index(2, 0, shown.run(0));
    view->setFocus();
    view->setCurrentIndex(step);
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(shown.revisions.last(), QVariantList({QStringLiteral("postgres"), QStringLiteral("9c41e07b2d5a")}));
    view->setCurrentIndex(view->model()->index(1, 0, step));
    QTest::keyClick(view, Qt::Key_Return);
    QCOMPARE(shown.files.last(), QVariantList({QStringLiteral("migrations/postgres/9c41e07b2d5a.sql"), 11, 14}));
}

void TestLog::openingAnEarlierRunAsksForIt()
{
    Panel shown;
    shown.panel.setJournal(journal(), {});
    LogView *view = shown.view();
    view->setFocus();
    view->setCurrentIndex(shown.run(2));
    QCOMPARE(shown.runEvents.count(), 0);
    QTest::keyClick(view, Qt::Key_Right);
    QCOMPARE(shown.runEvents.count(), 1);
    QCOMPARE(shown.runEvents.first().first().toLongLong(), 39);
    shown.panel.setRunEvents(39, {{39, runEvent(Kind::StepStarted, 1)}});
    QCOMPARE(texts(*view->model(), shown.run(2)).first(), QStringLiteral("71fa2c90d3be"));
}

void TestLog::runIsFollowed()
{
    Panel shown;
    shown.feed();
    LogView *view = shown.view();
    QVERIFY(view->isExpanded(shown.run(0)));
    std::vector<run::RunEvent> many{runEvent(Kind::StepStarted, 3)};
    for (int statement = 1; statement <= 200; ++statement)
        many.push_back(finished(3, "SELECT 1", statement, 1));
    shown.panel.addEvents(QStringLiteral("postgres"), many);
    QTRY_COMPARE(view->verticalScrollBar()->value(), view->verticalScrollBar()->maximum());
    QVERIFY(view->verticalScrollBar()->maximum() > 0);
    // Not while one reads further up.
    view->verticalScrollBar()->setValue(0);
    shown.panel.addEvents(QStringLiteral("postgres"), {finished(3, "SELECT 2", 201, 1)});
    QCoreApplication::processEvents();
    QCOMPARE(view->verticalScrollBar()->value(), 0);
}

void TestLog::entriesAreGrouped()
{
    const auto entries = durationEntries(durations(), {}, revision::Direction::Upgrade);
    QCOMPARE(entries.size(), 3U);
    QCOMPARE(entries[0].revision, QStringLiteral("aaa"));
    QCOMPARE(entries[0].points.size(), 3U);
    QCOMPARE(entries[0].latest().run, 3);
    QCOMPARE(entries[0].median(), std::chrono::milliseconds(20));
    QCOMPARE(entries[0].longest(), std::chrono::milliseconds(30));
    QCOMPARE(entries[2].database, QStringLiteral("timescale"));
    QCOMPARE(durationEntries(durations(), QStringLiteral("postgres"), revision::Direction::Upgrade).size(), 2U);
    QCOMPARE(durationEntries(durations(), {}, revision::Direction::Downgrade).size(), 1U);
    QVERIFY(durationSentence(entries[1]).contains(QLatin1String("failed")));
    QVERIFY(durationSentence(entries[0]).contains(QLatin1String("median of 3 runs 0.020 s")));
}

void TestLog::chartIsBuiltWhenShown()
{
    Panel shown;
    shown.panel.setJournal({}, durations());
    const DurationChart *chart = shown.panel.chart();
    QVERIFY(!chart->isBuilt());
    auto *tabs = shown.find<QTabBar>("logTabs");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(1).center());
    QVERIFY(chart->isBuilt());
    QVERIFY(chart->isVisible());
    QVERIFY(shown.find<QWidget>("durationPlot")->isVisible());
    QVERIFY(!shown.find<QLineEdit>("logFilter")->isVisible());
}

void TestLog::chartSaysWhenItIsEmpty()
{
    DurationChart chart;
    chart.setDurations(durations());
    chart.show();
    const auto *page = chart.findChild<StatePage *>();
    QVERIFY(!page->isVisible());
    chart.setDurations({});
    QVERIFY(page->isVisible());
    QCOMPARE(page->heading(), QStringLiteral("No durations yet"));
}

/// Of three relations over two runs.
static std::vector<run::RecordedSize> sizesOfRuns()
{
    const auto at = [](int second) { return run::Clock::time_point(std::chrono::seconds(1'760'000'000 + second)); };
    return {{1, at(0), "postgres", {"public", "users", false, 8'192, 10}},
            {1, at(0), "timescale", {"public", "ticks", true, 5'000'000, 1'000}},
            {2, at(60), "postgres", {"public", "users", false, 16'384, 20}},
            {2, at(60), "postgres", {"public", "orders", false, 1'000'000, 20}}};
}

void TestLog::sizesAreDrawnByTheLargest()
{
    const auto all = sizeEntries(sizesOfRuns(), {});
    QCOMPARE(all.size(), std::size_t{3});
    QCOMPARE(all[0].name, QStringLiteral("public.ticks"));
    QVERIFY(all[0].isHypertable);
    QCOMPARE(all[2].points.size(), std::size_t{2});
    const auto users = sizeEntries(sizesOfRuns(), QStringLiteral("postgres")).back();
    QCOMPARE(sizeSentence(users),
             QStringLiteral("public.users: 16\u00a0kB after run 2, 8\u00a0kB more than after run 1"));
    QCOMPARE(sizeEntries(sizesOfRuns(), {}, 1).size(), std::size_t{1});
}

void TestLog::sizesHaveATabOfTheirOwn()
{
    Panel shown;
    auto *chart = shown.panel.findChild<SizeChart *>();
    QVERIFY(chart && !chart->isBuilt());
    shown.panel.findChild<QTabBar *>(QStringLiteral("logTabs"))->setCurrentIndex(2);
    QVERIFY(chart->isVisible() && chart->isBuilt());
    QVERIFY(chart->findChild<StatePage *>(QStringLiteral("sizeEmpty"))->isVisible());
    shown.panel.setSizes(sizesOfRuns());
    auto *plot = chart->findChild<QWidget *>(QStringLiteral("sizePlot"));
    QVERIFY(plot->isVisible());
    QVERIFY(plot->accessibleDescription().contains(QLatin1String("public.ticks")));
    QCOMPARE(unnamedFocusableWidgets(chart).join(QLatin1Char('\n')), QString());
}

void TestLog::chartMovesByKeys()
{
    DurationChart chart;
    QSignalSpy activated(&chart, &DurationChart::revisionActivated);
    chart.setDatabases({QStringLiteral("postgres"), QStringLiteral("timescale")});
    chart.setDurations(durations());
    chart.resize(800, 300);
    chart.show();
    QVERIFY(QTest::qWaitForWindowActive(&chart));
    auto *plot = chart.findChild<QWidget *>(QStringLiteral("durationPlot"));
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Home);
    QVERIFY(plot->accessibleDescription().startsWith(QLatin1String("aaa on postgres")));
    QTest::keyClick(plot, Qt::Key_Right);
    QTest::keyClick(plot, Qt::Key_Return);
    QCOMPARE(activated.last(), QVariantList({QStringLiteral("postgres"), QStringLiteral("bbb")}));
    auto *database = chart.findChild<QComboBox *>(QStringLiteral("durationDatabase"));
    database->setFocus();
    QTest::keyClick(database, Qt::Key_End);
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Right);
    QVERIFY(plot->accessibleDescription().startsWith(QLatin1String("ttt on timescale")));
}

void TestLog::everyFocusableWidgetHasAName()
{
    Panel shown;
    shown.feed();
    shown.find<QTabBar>("logTabs")->setCurrentIndex(1);
    QCOMPARE(unnamedFocusableWidgets(&shown.panel).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(TestLog)
#include "tst_log.moc"
