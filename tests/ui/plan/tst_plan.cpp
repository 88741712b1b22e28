// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plan/plansamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/plan/plandialog.h"
#include "ui/plan/planheader.h"
#include "ui/plan/planwords.h"
#include "ui/plan/runend.h"
#include "ui/plan/runprogress.h"
#include "ui/plan/sqlview.h"
#include "ui/plan/stepmodel.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/statepage.h"

#include <Qsci/qsciscintilla.h>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using Kind = run::RunEvent::Kind;

Q_DECLARE_METATYPE(std::vector<std::string>)

namespace
{

using Phase = PlanDialog::Phase;

/// A dialog on the screen, with its intentions recorded.
struct Shown {
    PlanDialog dialog;
    QSignalSpy runs{&dialog, &PlanDialog::runRequested};
    QSignalSpy cancels{&dialog, &PlanDialog::cancelRequested};
    QSignalSpy plans{&dialog, &PlanDialog::planRequested};
    QSignalSpy stamps{&dialog, &PlanDialog::stampRequested};
    QSignalSpy files{&dialog, &PlanDialog::openFileRequested};

    explicit Shown(project::Tier tier = project::Tier::Dev)
    {
        dialog.setDatabase(postgresState(tier), 0);
        dialog.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&dialog);
    }
    template <typename Widget>
    Widget *find(const char *name) const
    {
        auto *found = dialog.findChild<Widget *>(QLatin1String(name));
        if (!found)
            qFatal("no widget is called %s", name);
        return found;
    }
    QPushButton *button(const char *name) const { return find<QPushButton>(name); }
    QString title() const
    {
        return find<QLabel>("planTitle")->text().remove(QLatin1String("<b>")).remove(QLatin1String("</b>"));
    }
    void click(const char *name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
};

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

} // namespace

class TestPlan : public QObject
{
    Q_OBJECT

private slots:
    void titleSaysWhatAndWhere_data();
    void titleSaysWhatAndWhere();
    void stepTellsFactsAndRisks_data();
    void stepTellsFactsAndRisks();
    void blocksShowTheBoundaries();
    void scriptHoldsBeginAndCommitWhereTheRunSendsThem();
    void commandLineNamesOnlyWhatDiffers();
    void endStatesTheTruth_data();
    void endStatesTheTruth();
    void caretNeedsAnUnmaskedStatement();
    void longStatementIsCutAroundThePosition();
    void progressAddsUpEvents();
    void stepModelIsSound();
    void stepModelSpeaks();

    void sqlViewIsBuiltWhenShown();
    void sqlViewLetsTabAndEscapePass();
    void previewShowsStepsAndSql();
    void controlReturnRuns();
    void productionAsksForItsName();
    void refusalHasNoRunButton();
    void emptyPlanSaysNothingToDo();
    void failureOfThePlanIsShown();
    void optionsReachTheRun();
    void optionsStartFromTheProjects();
    void aBackupIsAnnounced();
    void dryRunIsRefusedOutsideATransaction();
    void copySqlGivesTheScript();
    void escapeCancelsThenWaits();
    void runShowsWhereItIs();
    void doneSaysWhatWasDone();
    void recoveryOffersItsChoices();
    void recoveryOpensThePlace();
    void nothingToUndoWhenNothingIsCommitted();
    void everyFocusableWidgetHasAName_data();
    void everyFocusableWidgetHasAName();
};

void TestPlan::titleSaysWhatAndWhere_data()
{
    QTest::addColumn<bool>("upgrade");
    QTest::addColumn<std::vector<std::string>>("to");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("button");
    using Ids = std::vector<std::string>;
    QTest::newRow("upgrade") << true << Ids{"9c41e07b2d5a"}
                             << QStringLiteral("Upgrade <b>postgres</b> by 3, to 9c41e07b2d5a")
                             << QStringLiteral("Upgrade postgres by 3");
    QTest::newRow("to two heads") << true << Ids{"a1", "b2"}
                                  << QStringLiteral("Upgrade <b>postgres</b> by 3, to a1, b2")
                                  << QStringLiteral("Upgrade postgres by 3");
    QTest::newRow("down to base") << false << Ids{} << QStringLiteral("Downgrade <b>postgres</b> by 3, to base")
                                  << QStringLiteral("Downgrade postgres by 3");
}

void TestPlan::titleSaysWhatAndWhere()
{
    QFETCH(bool, upgrade);
    QFETCH(std::vector<std::string>, to);
    session::PlanPreview preview = upgradePreview();
    preview.plan.direction = upgrade ? revision::Direction::Upgrade : revision::Direction::Downgrade;
    preview.plan.to = to;
    QTEST(words::planTitle(preview), "title");
    QTEST(words::runButton(preview, false), "button");
    QCOMPARE(words::runButton(preview, true), QStringLiteral("Try on postgres, then roll back"));
}

void TestPlan::stepTellsFactsAndRisks_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<QString>("facts");
    QTest::addColumn<QString>("risk");
    QTest::newRow("outside a transaction") << 0 << QStringLiteral("no transaction · reversible") << QString();
    QTest::newRow("merge") << 1 << QStringLiteral("one transaction · nothing to run · version rows: 2 → 1 · reversible")
                           << QString();
    QTest::newRow("ordinary") << 2 << QStringLiteral("one transaction · reversible") << QString();
    QTest::newRow("irreversible") << 3 << QStringLiteral("one transaction") << QStringLiteral("irreversible");
    QTest::newRow("losses") << 4 << QStringLiteral("one transaction")
                            << QStringLiteral("drops column devices.group_id · drops table device_groups");
}

void TestPlan::stepTellsFactsAndRisks()
{
    QFETCH(int, step);
    session::PlanPreview preview = upgradePreview();
    session::StepPreview irreversible = preview.steps[2];
    irreversible.irreversible = true;
    preview.steps.push_back(irreversible);
    preview.steps.push_back(downgradePreview().steps[0]);
    const session::StepPreview &asked = preview.steps[static_cast<std::size_t>(step)];
    QTEST(words::stepFacts(asked), "facts");
    QTEST(words::stepRisk(asked), "risk");
}

void TestPlan::blocksShowTheBoundaries()
{
    using Boundary = SqlBlock::Boundary;
    const session::PlanPreview preview = upgradePreview();
    const auto outside = words::stepBlocks(preview.steps[0]);
    QCOMPARE(outside.size(), 2U);
    QVERIFY(outside[0].boundary == Boundary::Outside);
    QVERIFY(outside[0].sql.startsWith(QLatin1String("CREATE INDEX CONCURRENTLY")));
    QVERIFY(outside[1].boundary == Boundary::Transaction);
    QVERIFY(outside[1].sql.startsWith(QLatin1String("UPDATE alembic_version")));

    const auto wrapped = words::stepBlocks(preview.steps[2]);
    QCOMPARE(wrapped.size(), 1U);
    QVERIFY(wrapped[0].boundary == Boundary::Transaction);
    QVERIFY(wrapped[0].sql.contains(QLatin1String("CREATE TABLE")));
    QVERIFY(wrapped[0].sql.contains(QLatin1String("UPDATE alembic_version")));
}

void TestPlan::scriptHoldsBeginAndCommitWhereTheRunSendsThem()
{
    const QString script = words::planScript(upgradePreview());
    QVERIFY(script.startsWith(QLatin1String("-- retort -x db=postgres upgrade head\n")));
    QVERIFY(script.contains(QLatin1String("-- warning: Step 1 runs outside a transaction.\n")));
    QCOMPARE(script.count(QLatin1String("BEGIN;\n")), 3);
    QCOMPARE(script.count(QLatin1String("COMMIT;\n")), 3);
    QVERIFY(script.indexOf(QLatin1String("CREATE INDEX")) < script.indexOf(QLatin1String("BEGIN;")));
}

void TestPlan::commandLineNamesOnlyWhatDiffers()
{
    run::RunOptions options;
    QCOMPARE(words::commandLine(upgradePreview(), options), QStringLiteral("retort -x db=postgres upgrade head"));
    options.lockTimeout = std::chrono::milliseconds(500);
    options.statementTimeout = std::chrono::minutes(5);
    options.dryRun = true;
    QCOMPARE(
        words::commandLine(upgradePreview(), options),
        QStringLiteral("retort -x db=postgres upgrade head --lock-timeout 500ms --statement-timeout 5min --dry-run"));
}

void TestPlan::endStatesTheTruth_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<int>("begun");
    QTest::addColumn<bool>("lastSucceeded");
    QTest::addColumn<int>("statementsDone");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QStringList>("facts");
    QTest::addColumn<bool>("canUndo");
    const auto outcome = [](run::Outcome value) { return static_cast<int>(value); };
    const QString at = QStringLiteral(" The database is at <code>row</code>.");
    QTest::newRow("done") << outcome(run::Outcome::Done) << 3 << true << 0 << QStringLiteral("Upgraded postgres by 3")
                          << QStringList{QStringLiteral("The database is at <code>row</code>.")} << false;
    QTest::newRow("dry run") << outcome(run::Outcome::DryRun) << 3 << true << 0
                             << QStringLiteral("Tried on postgres, and rolled back")
                             << QStringList{QStringLiteral("Every step ran, then all of it was rolled back.") + at}
                             << false;
    QTest::newRow("failed in the last step")
        << outcome(run::Outcome::PartlyApplied) << 3 << false << 0 << QStringLiteral("Stopped at step 3 of 3")
        << QStringList{QStringLiteral("<b>Committed:</b> <code>71fa2c90d3be</code>, <code>e5d0b81f3c77</code>.") + at,
                       QStringLiteral("<b>Rolled back:</b> <code>9c41e07b2d5a</code>, wholly. Nothing of it is left.")}
        << true;
    QTest::newRow("failed outside a transaction, after a statement")
        << outcome(run::Outcome::PartlyApplied) << 1 << false << 1 << QStringLiteral("Stopped at step 1 of 3")
        << QStringList{QStringLiteral("<b>Committed:</b> nothing.") + at,
                       QStringLiteral("<b>Partly applied:</b> 1 statement of <code>71fa2c90d3be</code> has run and "
                                      "stays; its version row does not say so."),
                       QStringLiteral("<b>Not begun:</b> <code>e5d0b81f3c77</code>, <code>9c41e07b2d5a</code>.")}
        << false;
    QTest::newRow("failed outside a transaction, at once")
        << outcome(run::Outcome::Failed) << 1 << false << 0 << QStringLiteral("Stopped at step 1 of 3")
        << QStringList{QStringLiteral("<b>Committed:</b> nothing.") + at,
                       QStringLiteral(
                           "<b>Not applied:</b> <code>71fa2c90d3be</code> runs outside a transaction; none of "
                           "its statements had finished."),
                       QStringLiteral("<b>Not begun:</b> <code>e5d0b81f3c77</code>, <code>9c41e07b2d5a</code>.")}
        << false;
    QTest::newRow("cancelled") << outcome(run::Outcome::Cancelled) << 2 << false << 0
                               << QStringLiteral("Cancelled at step 2 of 3")
                               << QStringList{QStringLiteral("<b>Committed:</b> <code>71fa2c90d3be</code>.") + at,
                                              QStringLiteral("<b>Rolled back:</b> <code>e5d0b81f3c77</code>, wholly. "
                                                             "Nothing of it is left."),
                                              QStringLiteral("<b>Not begun:</b> <code>9c41e07b2d5a</code>.")}
                               << true;
    QTest::newRow("cancelled between steps")
        << outcome(run::Outcome::Cancelled) << 2 << true << 0 << QStringLiteral("Cancelled after step 2 of 3")
        << QStringList{QStringLiteral("<b>Committed:</b> <code>71fa2c90d3be</code>, "
                                      "<code>e5d0b81f3c77</code>.")
                           + at,
                       QStringLiteral("<b>Not begun:</b> <code>9c41e07b2d5a</code>.")}
        << true;
    QTest::newRow("dry run that failed: nothing is committed")
        << outcome(run::Outcome::Failed) << 3 << false << 0 << QStringLiteral("Stopped at step 3 of 3")
        << QStringList{QStringLiteral("<b>Committed:</b> nothing.") + at,
                       QStringLiteral("<b>Rolled back:</b> <code>9c41e07b2d5a</code>, wholly. Nothing of it is left.")}
        << false;
    QTest::newRow("lock not had") << outcome(run::Outcome::Failed) << 0 << true << 0
                                  << QStringLiteral("Nothing was run")
                                  << QStringList{QStringLiteral("<b>Committed:</b> nothing.") + at,
                                                 QStringLiteral(
                                                     "<b>Not begun:</b> <code>71fa2c90d3be</code>, "
                                                     "<code>e5d0b81f3c77</code>, <code>9c41e07b2d5a</code>.")}
                                  << false;
}

void TestPlan::endStatesTheTruth()
{
    QFETCH(int, outcome);
    QFETCH(int, begun);
    QFETCH(bool, lastSucceeded);
    QFETCH(int, statementsDone);
    run::RunReport report = doneReport();
    report.outcome = static_cast<run::Outcome>(outcome);
    report.versionRows = {"row"};
    if (report.outcome == run::Outcome::Cancelled)
        report.error = makeError("cancelled", "Cancelled.", {}, ExitStatus::Interrupted);
    report.steps.resize(static_cast<std::size_t>(begun));
    if (begun > 0) {
        report.steps.back().succeeded = lastSucceeded;
        report.steps.back().statementsDone = statementsDone;
    }
    const words::RunEnd end = words::runEnd(upgradePreview(), report);
    QTEST(end.title, "title");
    QTEST(end.facts, "facts");
    QTEST(end.canUndo, "canUndo");
}

void TestPlan::caretNeedsAnUnmaskedStatement()
{
    run::RunReport report = failedReport();
    QCOMPARE(words::runEnd(upgradePreview(), report).character, 14);
    report.failingStatement = "CREATE USER x PASSWORD '***' VALID UNTIL nonsense";
    report.error->sql->statement = "CREATE USER x PASSWORD 'correct horse' VALID UNTIL nonsense";
    report.error->sql->position = 52;
    const words::RunEnd end = words::runEnd(upgradePreview(), report);
    QCOMPARE(end.character, 0);
    QVERIFY(!end.statement.contains(QLatin1String("horse")));
    QVERIFY(!words::runEndText(upgradePreview(), report, {}).contains(QLatin1String("horse")));
}

void TestPlan::longStatementIsCutAroundThePosition()
{
    std::string statement;
    for (int line = 1; line <= 500; ++line)
        statement += "-- żółw " + std::to_string(line) + "\n";
    const auto position = static_cast<int>(QString::fromStdString(statement).size()) + 8;
    statement += "SELECT nonsense;\n";
    for (int line = 1; line <= 500; ++line)
        statement += "-- after " + std::to_string(line) + "\n";
    run::RunReport report = failedReport();
    report.failingStatement = statement;
    report.error->sql->statement = statement;
    report.error->sql->position = position;
    const words::RunEnd end = words::runEnd(upgradePreview(), report);
    QVERIFY(end.statement.count(QLatin1Char('\n')) < 25);
    QCOMPARE(end.statement.mid(end.character - 1, 8), QStringLiteral("nonsense"));
}

void TestPlan::progressAddsUpEvents()
{
    RunProgress progress;
    progress.add(runEvent(Kind::Waiting, 0, "held by anna on laptop, pid 4711"));
    QVERIFY(progress.isWaiting);
    QCOMPARE(progress.sentence, QStringLiteral("held by anna on laptop, pid 4711"));
    progress.add(runEvent(Kind::StepStarted, 1));
    QVERIFY(!progress.isWaiting);
    progress.add(runEvent(Kind::StepFinished, 1));
    progress.add(runEvent(Kind::StepStarted, 2));
    progress.add(runEvent(Kind::Notice, 2, "skipping"));
    progress.add(runEvent(Kind::StatementStarted, 2, "ALTER TABLE\n   devices", 2, 3));
    QCOMPARE(progress.step, 2);
    QCOMPARE(progress.stepCount, 3);
    QCOMPARE(progress.statement, 2);
    QCOMPARE(progress.notices, 1);
    QCOMPARE(progress.revision, QStringLiteral("e5d0b81f3c77"));
    QCOMPARE(progress.sentence, QStringLiteral("ALTER TABLE devices"));
    QCOMPARE(progress.share(), (1 + 2.0 / 4) / 3);
}

void TestPlan::stepModelIsSound()
{
    StepModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setPreview(upgradePreview());
    QCOMPARE(model.rowCount(), 3);
    model.setState(0, StepModel::State::Running);
    model.setReport(failedReport());
    QCOMPARE(model.stateOf(0), StepModel::State::Done);
    QCOMPARE(model.stateOf(2), StepModel::State::Failed);
    run::RunReport cancelled = failedReport();
    cancelled.outcome = run::Outcome::Cancelled;
    cancelled.steps.pop_back();
    cancelled.steps.back().succeeded = false;
    model.setReport(cancelled);
    QCOMPARE(model.stateOf(1), StepModel::State::Cancelled);
    QCOMPARE(model.stateOf(2), StepModel::State::NotBegun);
    model.setPreview({});
    QCOMPARE(model.rowCount(), 0);
}

void TestPlan::stepModelSpeaks()
{
    StepModel model;
    model.setPreview(downgradePreview());
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("step 1 of 1, 9c41e07b2d5a, add device groups, planned, one transaction, drops column "
                            "devices.group_id · drops table device_groups"));
}

void TestPlan::sqlViewIsBuiltWhenShown()
{
    SqlView view("someSql", QStringLiteral("Some SQL"));
    view.setSql(QStringLiteral("SELECT 1;"));
    QVERIFY(!view.isBuilt());
    QCOMPARE(view.sql(), QStringLiteral("SELECT 1;"));
    view.show();
    QVERIFY(view.isBuilt());
    QCOMPARE(view.editor()->text(), QStringLiteral("SELECT 1;"));
    QVERIFY(view.editor()->isReadOnly());
    QCOMPARE(view.editor()->accessibleName(), QStringLiteral("Some SQL"));
    QTest::keyClicks(view.editor(), QStringLiteral("x"));
    QCOMPARE(view.sql(), QStringLiteral("SELECT 1;"));
}

void TestPlan::sqlViewLetsTabAndEscapePass()
{
    QDialog dialog;
    auto *view = new SqlView("someSql", QStringLiteral("Some SQL"), &dialog);
    view->setEditable(true);
    auto *field = new QLineEdit(&dialog);
    auto *layout = new QVBoxLayout(&dialog);
    layout->addWidget(view);
    layout->addWidget(field);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QSignalSpy changed(view, &SqlView::textChanged);
    QSignalSpy rejected(&dialog, &QDialog::rejected);
    view->editor()->setFocus();
    QTest::keyClicks(view->editor(), QStringLiteral("SELECT 1"));
    QCOMPARE(view->sql(), QStringLiteral("SELECT 1"));
    QVERIFY(changed.count() > 0);
    QTest::keyClick(view->editor(), Qt::Key_Tab);
    QVERIFY(field->hasFocus());
    view->editor()->setFocus();
    QTest::keyClick(view->editor(), Qt::Key_Escape);
    QCOMPARE(rejected.count(), 1);
    QCOMPARE(view->sql(), QStringLiteral("SELECT 1"));
}

void TestPlan::previewShowsStepsAndSql()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    QCOMPARE(shown.dialog.phase(), Phase::Preview);
    QCOMPARE(shown.title(), QStringLiteral("Upgrade postgres by 3, to 9c41e07b2d5a"));
    QCOMPARE(shown.button("planRun")->text(), QStringLiteral("Upgrade postgres by 3"));
    QCOMPARE(shown.dialog.findChild<NoticeBar *>()->sentence(), QStringLiteral("Step 1 runs outside a transaction."));

    auto *steps = shown.find<QListView>("planSteps");
    auto *sql = shown.find<QsciScintilla>("planSql");
    QCOMPARE(sql->text(),
             QStringLiteral("-- outside a transaction\n"
                            "CREATE INDEX CONCURRENTLY ix_audit ON audit_logs (user_id);\n\n"
                            "-- transaction\n"
                            "UPDATE alembic_version SET version_num = '71fa2c90d3be';\n"));
    QTest::mouseClick(steps->viewport(), Qt::LeftButton, {}, steps->visualRect(steps->model()->index(2, 0)).center());
    QVERIFY(sql->text().contains(QLatin1String("CREATE TABLE device_groups")));
    QTest::keyClick(steps, Qt::Key_Up);
    QVERIFY(sql->text().contains(QLatin1String("DELETE FROM alembic_version")));
}

void TestPlan::controlReturnRuns()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.runs.count(), 1);
    const auto preview = shown.runs.first().at(0).value<session::PlanPreview>();
    QVERIFY(preview.plan == upgradePreview().plan);

    // Once is once.
    QCOMPARE(shown.dialog.phase(), PlanDialog::Phase::Running);
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.runs.count(), 1);

    // The same from inside the SQL, and Return alone runs nothing.
    shown.dialog.showPlan(upgradePreview());
    shown.find<QsciScintilla>("planSql")->setFocus();
    QTest::keyClick(shown.find<QsciScintilla>("planSql"), Qt::Key_Return);
    QCOMPARE(shown.runs.count(), 1);
    QTest::keyClick(shown.find<QsciScintilla>("planSql"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.runs.count(), 2);
    shown.dialog.showPlan(upgradePreview());
    shown.click("planRun");
    QCOMPARE(shown.runs.count(), 3);
}

void TestPlan::productionAsksForItsName()
{
    Shown shown(project::Tier::Prod);
    shown.dialog.showPlan(upgradePreview());
    auto *field = shown.find<QLineEdit>("confirmName");
    QVERIFY(field->hasFocus());
    QVERIFY(!shown.button("planRun")->isEnabled());
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.runs.count(), 0);
    QTest::keyClicks(field, QStringLiteral("postgre"));
    QVERIFY(!shown.button("planRun")->isEnabled());
    QTest::keyClicks(field, QStringLiteral("s"));
    QVERIFY(shown.button("planRun")->isEnabled());
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(shown.runs.count(), 0); // Return alone is no confirmation
    QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.runs.count(), 1);

    // Another plan asks again.
    shown.dialog.showPlan(downgradePreview());
    QVERIFY(!shown.button("planRun")->isEnabled());
}

void TestPlan::refusalHasNoRunButton()
{
    Shown shown;
    session::PlanPreview preview = upgradePreview();
    Error refusal = makeError("needs-no-transaction", "CREATE INDEX CONCURRENTLY can't run inside a transaction.",
                              "Write '-- migrate:up transaction:false' above it.");
    refusal.place = {"migrations/postgres/71fa2c90d3be.sql", 9, 3};
    preview.refusal = refusal;
    shown.dialog.showPlan(preview);
    QCOMPARE(shown.dialog.phase(), Phase::Refused);
    QVERIFY(!shown.button("planRun")->isVisible());
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.runs.count(), 0);
    const auto *bar = shown.dialog.findChild<NoticeBar *>();
    QCOMPARE(bar->sentence(),
             QStringLiteral("migrations/postgres/71fa2c90d3be.sql:9:3: CREATE INDEX CONCURRENTLY can't "
                            "run inside a transaction."));
    QCOMPARE(bar->remedy(), QStringLiteral("Write '-- migrate:up transaction:false' above it."));
    shown.click("planOpenFile");
    QCOMPARE(shown.files.first(), QVariantList({QStringLiteral("migrations/postgres/71fa2c90d3be.sql"), 9, 3}));
}

void TestPlan::emptyPlanSaysNothingToDo()
{
    Shown shown;
    session::PlanPreview preview = upgradePreview();
    preview.plan.steps.clear();
    preview.steps.clear();
    preview.warnings.clear();
    preview.plan.from = preview.plan.to = {"9c41e07b2d5a"};
    shown.dialog.showPlan(preview);
    const auto *page = shown.dialog.findChild<StatePage *>();
    QVERIFY(page->isVisible());
    QCOMPARE(page->heading(), QStringLiteral("Nothing to do"));
    QCOMPARE(page->sentence(), QStringLiteral("postgres is at 9c41e07b2d5a already."));
    QVERIFY(!shown.button("planRun")->isVisible());
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QVERIFY(!shown.dialog.isVisible());
}

void TestPlan::failureOfThePlanIsShown()
{
    Shown shown;
    shown.dialog.showLoading();
    QCOMPARE(shown.dialog.phase(), Phase::Loading);
    shown.dialog.showFailure(makeError("multiple-heads", "Branch postgres has two heads.", "Merge them."));
    QCOMPARE(shown.dialog.phase(), Phase::Refused);
    const auto *page = shown.dialog.findChild<StatePage *>();
    QCOMPARE(page->heading(), QStringLiteral("Branch postgres has two heads."));
    QCOMPARE(page->sentence(), QStringLiteral("Merge them."));
    QVERIFY(!shown.button("planRun")->isVisible());
    QVERIFY(!shown.button("planOpenFile")->isVisible());
}

void TestPlan::optionsReachTheRun()
{
    Shown shown;
    session::PlanPreview preview = downgradePreview();
    shown.dialog.showPlan(preview);
    auto *fold = shown.find<QComboBox>("lockTimeout");
    QVERIFY(!fold->isVisible());
    QTest::mouseClick(shown.find<QToolButton>("planOptions"), Qt::LeftButton);
    QVERIFY(fold->isVisible());
    QCOMPARE(fold->currentText(), QStringLiteral("3 s"));
    QTest::keyClick(fold, Qt::Key_Down);
    QCOMPARE(fold->currentText(), QStringLiteral("5 s"));
    QTest::mouseClick(shown.find<QCheckBox>("dryRun"), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(shown.button("planRun")->text(), QStringLiteral("Try on postgres, then roll back"));
    QCOMPARE(shown.dialog.findChild<PlanHeader *>()->command(),
             QStringLiteral("retort -x db=postgres downgrade -1 --lock-timeout 5s --dry-run"));
    QTest::mouseClick(shown.find<QToolButton>("copyCommandLine"), Qt::LeftButton);
    QCOMPARE(clipboard(), QStringLiteral("retort -x db=postgres downgrade -1 --lock-timeout 5s --dry-run"));
    shown.click("planRun");
    const auto options = shown.runs.first().at(1).value<run::RunOptions>();
    QCOMPARE(options.lockTimeout, std::chrono::milliseconds(5'000));
    QVERIFY(options.dryRun);
    QVERIFY(options.liveProgress);
}

void TestPlan::optionsStartFromTheProjects()
{
    using namespace std::chrono_literals;
    Shown shown;
    session::PlanPreview preview = downgradePreview();
    preview.options.lockTimeout = 1500ms; // none of the usual choices
    preview.options.lockWait = 7s;
    shown.dialog.showPlan(preview);
    QTest::mouseClick(shown.find<QToolButton>("planOptions"), Qt::LeftButton);
    auto *fold = shown.find<QComboBox>("lockTimeout");
    QCOMPARE(fold->currentText(), QStringLiteral("1500 ms"));
    QCOMPARE(fold->itemText(fold->currentIndex() - 1), QStringLiteral("1 s"));
    QCOMPARE(fold->itemText(fold->currentIndex() + 1), QStringLiteral("2 s"));
    // What the project says anyway needs no flag.
    QCOMPARE(shown.dialog.findChild<PlanHeader *>()->command(), QStringLiteral("retort -x db=postgres downgrade -1"));
    QTest::keyClick(fold, Qt::Key_Up);
    QCOMPARE(shown.dialog.findChild<PlanHeader *>()->command(),
             QStringLiteral("retort -x db=postgres downgrade -1 --lock-timeout 1s"));
    shown.dialog.showPlan(preview); // planned again: the choice stays
    QCOMPARE(fold->currentText(), QStringLiteral("1 s"));
    shown.click("planRun");
    const auto options = shown.runs.first().at(1).value<run::RunOptions>();
    QVERIFY(options.lockTimeout == 1s);
    QVERIFY(options.lockWait == 7s);
}

void TestPlan::aBackupIsAnnounced()
{
    Shown shown;
    shown.dialog.showPlan(downgradePreview());
    const auto *backup = shown.find<QLabel>("planBackup");
    QVERIFY(!backup->isVisible());
    session::PlanPreview preview = downgradePreview();
    preview.backupReason = "revision 9c41e07b2d5a drops table device_groups";
    shown.dialog.showPlan(preview);
    QVERIFY(backup->isVisible());
    QCOMPARE(backup->text(),
             QStringLiteral("A backup is made first, since revision 9c41e07b2d5a drops table device_groups."));
    QTest::mouseClick(shown.find<QToolButton>("planOptions"), Qt::LeftButton);
    QTest::mouseClick(shown.find<QCheckBox>("dryRun"), Qt::LeftButton, {}, QPoint(8, 8));
    QVERIFY(!backup->isVisible()); // nothing is changed then
}

void TestPlan::dryRunIsRefusedOutsideATransaction()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    QVERIFY(!shown.find<QCheckBox>("dryRun")->isEnabled());
    shown.dialog.showPlan(downgradePreview());
    QVERIFY(shown.find<QCheckBox>("dryRun")->isEnabled());
}

void TestPlan::copySqlGivesTheScript()
{
    Shown shown;
    shown.dialog.showPlan(downgradePreview());
    shown.click("planCopy");
    QCOMPARE(clipboard(), words::planScript(downgradePreview()));
}

void TestPlan::escapeCancelsThenWaits()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    shown.dialog.startRun(42, upgradePreview());
    QCOMPARE(shown.dialog.phase(), Phase::Running);
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QCOMPARE(shown.cancels.count(), 1);
    QCOMPARE(shown.dialog.phase(), Phase::Cancelling);
    QVERIFY(shown.dialog.isVisible());
    QCOMPARE(shown.find<QLabel>("runWhere")->text(), QStringLiteral("Cancelling …"));
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    shown.dialog.close();
    QCOMPARE(shown.cancels.count(), 1); // asked once
    QVERIFY(shown.dialog.isVisible());

    run::RunReport report = failedReport();
    report.outcome = run::Outcome::Cancelled;
    report.error = makeError("cancelled", "Cancelled while revision 9c41e07b2d5a ran; it was rolled back.", {},
                             ExitStatus::Interrupted);
    shown.dialog.finishRun(report);
    QCOMPARE(shown.dialog.phase(), Phase::Recovery);
    QCOMPARE(shown.title(), QStringLiteral("Cancelled at step 3 of 3"));
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QVERIFY(!shown.dialog.isVisible());
}

void TestPlan::runShowsWhereItIs()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    shown.dialog.startRun(42, upgradePreview());
    shown.dialog.addEvents({runEvent(Kind::StepStarted, 1), runEvent(Kind::StepFinished, 1),
                            runEvent(Kind::StepStarted, 2), runEvent(Kind::StepFinished, 2),
                            runEvent(Kind::StepStarted, 3), runEvent(Kind::Notice, 3, "hello"),
                            runEvent(Kind::StatementStarted, 3, "CREATE TABLE\n  device_groups ()", 1, 2)});
    QCOMPARE(shown.find<QLabel>("runWhere")->text(), QStringLiteral("Step 3 of 3 · 9c41e07b2d5a · statement 1 of 2"));
    QVERIFY2(shown.find<QLabel>("runFigures")->text().startsWith(QStringLiteral("1 notice · ")),
             qPrintable(shown.find<QLabel>("runFigures")->text()));
    const auto *steps = shown.find<QListView>("planSteps");
    QCOMPARE(steps->currentIndex().row(), 2); // follows
    QCOMPARE(steps->model()->index(0, 0).data(StepModel::StateRole).value<StepModel::State>(), StepModel::State::Done);
    QCOMPARE(steps->model()->index(2, 0).data(StepModel::StateRole).value<StepModel::State>(),
             StepModel::State::Running);
    QVERIFY(!shown.button("planRun")->isVisible());
}

void TestPlan::doneSaysWhatWasDone()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    shown.dialog.startRun(42, upgradePreview());
    shown.dialog.finishRun(doneReport());
    QCOMPARE(shown.dialog.phase(), Phase::Done);
    QCOMPARE(shown.title(), QStringLiteral("Upgraded postgres by 3"));
    QVERIFY(shown.button("planCancel")->hasFocus());
    const auto *steps = shown.find<QListView>("planSteps");
    QCOMPARE(steps->model()->index(0, 0).data(StepModel::DurationRole).toString(), QStringLiteral("1.93 s"));
    shown.click("planCopy");
    QVERIFY(clipboard().startsWith(
        QLatin1String("Upgraded postgres by 3\npostgres (sotp_db on localhost:5433 as sotp_user)")));
    QVERIFY(clipboard().contains(QLatin1String("- 71fa2c90d3be  1.93 s")));
    QCOMPARE(shown.button("planCancel")->text(), QStringLiteral("Close"));
    shown.click("planCancel");
    QVERIFY(!shown.dialog.isVisible());
    QCOMPARE(shown.cancels.count(), 0);
}

void TestPlan::recoveryOffersItsChoices()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    shown.dialog.startRun(42, upgradePreview());
    shown.dialog.finishRun(failedReport());
    QCOMPARE(shown.dialog.phase(), Phase::Recovery);
    QCOMPARE(shown.title(), QStringLiteral("Stopped at step 3 of 3"));
    QCOMPARE(shown.find<QWidget>("sqlstate")->accessibleName(), QStringLiteral("42P07 duplicate_table"));
    QCOMPARE(shown.find<QsciScintilla>("recoverySql")->text(),
             QStringLiteral("CREATE TABLE device_groups (id serial PRIMARY KEY)"));
    QCOMPARE(shown.find<QsciScintilla>("recoverySql")->annotation(0),
             QStringLiteral("             ^ relation \"device_groups\" already exists"));

    shown.click("recoveryCopy");
    QVERIFY(clipboard().contains(
        QLatin1String("- Committed: 71fa2c90d3be, e5d0b81f3c77. The database is at e5d0b81f3c77.")));
    QVERIFY(clipboard().contains(QLatin1String("(42P07 duplicate_table)")));
    shown.click("recoveryStamp");
    QCOMPARE(shown.stamps.count(), 1);
    shown.click("recoveryUndo");
    QCOMPARE(shown.plans.last().at(0).value<revision::Direction>(), revision::Direction::Downgrade);
    QCOMPARE(shown.plans.last().at(1).toString(), QStringLiteral("-1"));
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.plans.last().at(0).value<revision::Direction>(), revision::Direction::Upgrade);
    QCOMPARE(shown.plans.last().at(1).toString(), QStringLiteral("postgres@head"));
    QCOMPARE(shown.runs.count(), 0); // plans first: nothing runs unseen
}

void TestPlan::recoveryOpensThePlace()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    shown.dialog.startRun(42, upgradePreview());
    run::RunReport report = failedReport();
    shown.dialog.finishRun(report);
    shown.click("recoveryOpen");
    QCOMPARE(shown.files.last(), QVariantList({QStringLiteral("migrations/postgres/9c41e07b2d5a.sql"), 11, 14}));

    // Without a place the failing revision's file is opened.
    report.error->place = {};
    shown.dialog.finishRun(report);
    shown.click("recoveryOpen");
    QCOMPARE(shown.files.last(), QVariantList({QStringLiteral("migrations/postgres/9c41e07b2d5a.sql"), 0, 0}));
}

void TestPlan::nothingToUndoWhenNothingIsCommitted()
{
    Shown shown;
    shown.dialog.showPlan(upgradePreview());
    shown.dialog.startRun(42, upgradePreview());
    run::RunReport report = failedReport();
    report.outcome = run::Outcome::Failed;
    report.steps.clear();
    report.failingStatement.clear();
    report.error = makeError("lock-held", "Another run holds the migration lock: anna on laptop, pid 4711.",
                             "Wait for it, or look at it with retort log.", ExitStatus::Locked);
    shown.dialog.finishRun(report);
    QCOMPARE(shown.title(), QStringLiteral("Nothing was run"));
    QVERIFY(!shown.button("recoveryUndo")->isVisible());
    QVERIFY(shown.find<QLabel>("recoveryMessage")->isVisible());
    QVERIFY(shown.find<QLabel>("recoveryExplanation")->text().contains(QLatin1String("Wait for it")));
    QCOMPARE(shown.button("recoveryAgain")->text(), QStringLiteral("&Run again"));
}

void TestPlan::everyFocusableWidgetHasAName_data()
{
    QTest::addColumn<int>("phase");
    QTest::newRow("preview") << static_cast<int>(Phase::Preview);
    QTest::newRow("running") << static_cast<int>(Phase::Running);
    QTest::newRow("recovery") << static_cast<int>(Phase::Recovery);
    QTest::newRow("refused") << static_cast<int>(Phase::Refused);
}

void TestPlan::everyFocusableWidgetHasAName()
{
    QFETCH(int, phase);
    Shown shown(project::Tier::Prod);
    shown.dialog.showPlan(upgradePreview());
    shown.find<QToolButton>("planOptions")->click();
    if (phase == static_cast<int>(Phase::Refused))
        shown.dialog.showFailure(makeError("x", "y", "z"));
    if (phase == static_cast<int>(Phase::Running) || phase == static_cast<int>(Phase::Recovery))
        shown.dialog.startRun(1, upgradePreview());
    if (phase == static_cast<int>(Phase::Recovery))
        shown.dialog.finishRun(failedReport());
    QCOMPARE(unnamedFocusableWidgets(&shown.dialog).join(u'\n'), QString());
}

QTEST_MAIN(TestPlan)
#include "tst_plan.moc"
