// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plan/plansamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/plan/newrevisiondialog.h"
#include "ui/plan/planheader.h"
#include "ui/plan/revisionchoices.h"
#include "ui/plan/stampdialog.h"
#include "ui/theme/labels.h"
#include "ui/theme/noticebar.h"

#include <Qsci/qsciscintilla.h>

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;

namespace {

template <typename Widget>
Widget *find(const QDialog &dialog, const char *name)
{
    auto *found = dialog.findChild<Widget *>(QLatin1String(name));
    if (!found)
        qFatal("no widget is called %s", name);
    return found;
}

QString textOf(const QDialog &dialog, const char *name)
{
    return find<QLabel>(dialog, name)->text();
}

struct Stamp {
    StampDialog dialog;
    QSignalSpy previews{&dialog, &StampDialog::previewRequested};
    QSignalSpy stamps{&dialog, &StampDialog::stampRequested};

    explicit Stamp(project::Tier tier = project::Tier::Dev)
    {
        dialog.setDatabase(postgresState(tier), 0);
        dialog.setProject(sotpProject());
        dialog.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&dialog);
    }
    QListView *list() const { return find<QListView>(dialog, "stampTargets"); }
    QPushButton *run() const { return find<QPushButton>(dialog, "stampRun"); }
    void clickRow(int row) const
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualRect(list()->model()->index(row, 0)).center());
    }
    void giveReason() const
    {
        QTest::keyClicks(find<QLineEdit>(dialog, "stampReason"), QStringLiteral("restored from a backup "));
    }
    QString command() const { return dialog.findChild<PlanHeader *>()->command(); }
    void answer(std::vector<std::string> to)
    {
        session::PlanPreview preview;
        preview.database = "postgres";
        preview.plan.from = {"4d6e1a2b8c03", "b2870ce4519f"};
        preview.plan.to = std::move(to);
        dialog.showPreview(preview);
    }
};

struct NewRevision {
    NewRevisionDialog dialog;
    QSignalSpy requests{&dialog, &NewRevisionDialog::createRequested};

    NewRevision()
    {
        dialog.setProject(sotpProject());
        dialog.setDatabase(QStringLiteral("postgres"));
        dialog.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&dialog);
    }
    QLineEdit *message() const { return find<QLineEdit>(dialog, "revisionMessage"); }
    QLineEdit *parent() const { return find<QLineEdit>(dialog, "revisionParent"); }
    QLineEdit *dependsOn() const { return find<QLineEdit>(dialog, "revisionDependsOn"); }
    QPushButton *create() const { return find<QPushButton>(dialog, "revisionCreate"); }
    QString command() const { return dialog.findChild<PlanHeader *>()->command(); }
    QString file() const { return find<ElidedLabel>(dialog, "revisionFile")->text(); }
};

} // namespace

class TestPlanDialogs : public QObject
{
    Q_OBJECT

private slots:
    void choicesAreSound();
    void choicesAreTheBranchsOwn();
    void choicesSpeak();

    void stampShowsRowsBeforeAndAfter();
    void stampTakesSeveralTargets();
    void stampFilters();
    void stampAsksForProductionsName();
    void stampThatChangesNothingIsOff();
    void stampTellsWhyItFailed();
    void stampClosesWhenDone();
    void stampMendsOrphans();

    void messageIsRequired();
    void adviceFollowsTheMessage_data();
    void adviceFollowsTheMessage();
    void fileNameIsExact();
    void parentOtherThanTheHeadIsSpliced();
    void unknownParentTurnsTheButtonOff();
    void severalHeadsAskForAParent();
    void dependenciesAreChecked();
    void completerFillsTheLastOfSeveral();
    void folderIsChosen();
    void requestHoldsTheSql();
    void controlReturnCreates();
    void failureKeepsWhatWasTyped();

    void everyFocusableWidgetHasAName();
};

void TestPlanDialogs::choicesAreSound()
{
    const session::ProjectStatePtr project = sotpProject();
    RevisionChoices choices;
    QAbstractItemModelTester tester(&choices, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const revision::BranchBinding binding(project->map, "postgres", "postgres");
    choices.setCheckable(true);
    choices.setRevisions(project->map, binding, {"b2870ce4519f"}, true);
    QCOMPARE(choices.rowCount(), 7);
    QVERIFY(choices.setData(choices.index(0), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(choices.checked(), QStringList{QStringLiteral("9c41e07b2d5a")});
    QVERIFY(choices.setData(choices.index(6), Qt::Checked, Qt::CheckStateRole));
    QCOMPARE(choices.checked(), QStringList{QStringLiteral("base")}); // alone
    QVERIFY(choices.setData(choices.index(6), Qt::Unchecked, Qt::CheckStateRole));
    QCOMPARE(choices.checked(), QStringList());
    choices.setRevisions(revision::RevisionMap(), revision::BranchBinding({}, "postgres", {}), {}, false);
    QCOMPARE(choices.rowCount(), 0);
}

void TestPlanDialogs::choicesAreTheBranchsOwn()
{
    const session::ProjectStatePtr project = sotpProject();
    RevisionChoices choices;
    choices.setRevisions(project->map, revision::BranchBinding(project->map, "timescale", "timescale"), {}, false);
    QCOMPARE(choices.rowCount(), 1);
    QCOMPARE(choices.index(0).data(RevisionChoices::IdRole).toString(), QStringLiteral("0001_init_timescale"));
}

void TestPlanDialogs::choicesSpeak()
{
    const session::ProjectStatePtr project = sotpProject();
    RevisionChoices choices;
    choices.setCheckable(true);
    choices.setRevisions(project->map, revision::BranchBinding(project->map, "postgres", "postgres"), {"9c41e07b2d5a"},
                         true);
    QCOMPARE(choices.index(0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("9c41e07b2d5a, add device groups, current, head, not chosen"));
}

void TestPlanDialogs::stampShowsRowsBeforeAndAfter()
{
    Stamp stamp;
    QVERIFY(!stamp.run()->isEnabled());
    stamp.clickRow(0);
    QCOMPARE(stamp.previews.last(), QVariantList({QStringList{QStringLiteral("9c41e07b2d5a")}, false}));
    QVERIFY(!stamp.run()->isEnabled()); // not before the preview is there
    stamp.answer({"9c41e07b2d5a"});
    const QString effect = textOf(stamp.dialog, "stampEffect");
    QVERIFY(effect.contains(QStringLiteral("− 4d6e1a2b8c03")));
    QVERIFY(effect.contains(QStringLiteral("− b2870ce4519f")));
    QVERIFY(effect.contains(QStringLiteral("+ 9c41e07b2d5a")));
    QCOMPARE(stamp.command(), QStringLiteral("retort -x db=postgres stamp 9c41e07b2d5a"));
    QCOMPARE(stamp.run()->text(), QStringLiteral("Stamp postgres"));

    QVERIFY2(!stamp.run()->isEnabled(), "not without a reason");
    QCOMPARE(textOf(stamp.dialog, "stampNote"), QStringLiteral("Say why: it is kept with the run."));
    stamp.giveReason();
    QCOMPARE(stamp.command(),
             QStringLiteral("retort -x db=postgres stamp 9c41e07b2d5a --reason 'restored from a backup'"));
    QTest::mouseClick(stamp.run(), Qt::LeftButton);
    QCOMPARE(stamp.stamps.count(), 1);
    QCOMPARE(stamp.stamps.first().at(0).value<session::PlanPreview>().plan.to,
             std::vector<std::string>{"9c41e07b2d5a"});
    QCOMPARE(stamp.stamps.first().at(1).toString(), QStringLiteral("restored from a backup"));
    QVERIFY(!stamp.run()->isEnabled()); // once
}

void TestPlanDialogs::stampTakesSeveralTargets()
{
    Stamp stamp;
    stamp.list()->setFocus();
    stamp.list()->setCurrentIndex(stamp.list()->model()->index(3, 0));
    QTest::keyClick(stamp.list(), Qt::Key_Space);
    QTest::keyClick(stamp.list(), Qt::Key_Down);
    QTest::keyClick(stamp.list(), Qt::Key_Space);
    QCOMPARE(stamp.dialog.targets().size(), 2);
    QTest::mouseClick(find<QCheckBox>(stamp.dialog, "stampPurge"), Qt::LeftButton, {}, QPoint(8, 8));
    QCOMPARE(stamp.previews.last().at(0).toStringList(), stamp.dialog.targets());
    QCOMPARE(stamp.previews.last().at(1).toBool(), true);
    QVERIFY(stamp.dialog.findChild<PlanHeader *>()->command().endsWith(QLatin1String(" --purge")));
}

void TestPlanDialogs::stampFilters()
{
    Stamp stamp;
    stamp.dialog.setTargets({QStringLiteral("9c41e07b2d5a")});
    QTest::keyClicks(find<QLineEdit>(stamp.dialog, "stampFilter"), QStringLiteral("TRIGGER"));
    QCOMPARE(stamp.list()->model()->rowCount(), 1);
    QCOMPARE(stamp.dialog.targets(), QStringList{QStringLiteral("9c41e07b2d5a")}); // hidden is not forgotten
}

void TestPlanDialogs::stampAsksForProductionsName()
{
    Stamp stamp(project::Tier::Prod);
    stamp.clickRow(0);
    stamp.giveReason();
    stamp.answer({"9c41e07b2d5a"});
    QVERIFY(!stamp.run()->isEnabled());
    QTest::keyClicks(find<QLineEdit>(stamp.dialog, "confirmName"), QStringLiteral("postgres"));
    QVERIFY(stamp.run()->isEnabled());
    QTest::keyClick(&stamp.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stamp.stamps.count(), 1);
}

void TestPlanDialogs::stampThatChangesNothingIsOff()
{
    Stamp stamp;
    stamp.clickRow(0);
    stamp.answer({"4d6e1a2b8c03", "b2870ce4519f"});
    QVERIFY(!stamp.run()->isEnabled());
    QCOMPARE(textOf(stamp.dialog, "stampNote"), QStringLiteral("These are the rows already."));
}

void TestPlanDialogs::stampTellsWhyItFailed()
{
    Stamp stamp;
    stamp.clickRow(0);
    stamp.dialog.showFailure(makeError("wrong-branch", "That is another branch.", "Name its database."));
    const auto *bar = stamp.dialog.findChild<NoticeBar *>();
    QCOMPARE(bar->sentence(), QStringLiteral("That is another branch."));
    QVERIFY(bar->isVisible());
    QVERIFY(!stamp.run()->isEnabled());
    stamp.clickRow(1);
    QVERIFY(!bar->isVisible());
}

void TestPlanDialogs::stampClosesWhenDone()
{
    Stamp stamp;
    stamp.clickRow(0);
    stamp.giveReason();
    stamp.answer({"9c41e07b2d5a"});
    QTest::mouseClick(stamp.run(), Qt::LeftButton);
    run::RunReport report;
    report.outcome = run::Outcome::Failed;
    report.error = makeError("lock-held", "Another run holds the lock.", "Wait for it.");
    stamp.dialog.finishStamp(report);
    QVERIFY(stamp.dialog.isVisible());
    QCOMPARE(stamp.dialog.findChild<NoticeBar *>()->sentence(), QStringLiteral("Another run holds the lock."));
    stamp.answer({"9c41e07b2d5a"});
    QTest::mouseClick(stamp.run(), Qt::LeftButton);
    report.outcome = run::Outcome::Done;
    stamp.dialog.finishStamp(report);
    QVERIFY(!stamp.dialog.isVisible());
    QCOMPARE(stamp.dialog.result(), static_cast<int>(QDialog::Accepted));
}

void TestPlanDialogs::stampMendsOrphans()
{
    Stamp stamp;
    session::DatabaseState state = postgresState();
    state.rows = {"gone"};
    state.unknownRows = {"gone"};
    state.lastPlaces = {"gone was last run from versions/gone_add.sql on 2026-11-20 by ann"};
    stamp.dialog.setDatabase(state, 0);
    const auto *bar = stamp.dialog.findChild<NoticeBar *>();
    QVERIFY(bar->isVisible());
    QVERIFY(bar->sentence().contains(QLatin1String("names gone, which no file")));
    QVERIFY(bar->remedy().startsWith(QLatin1String("gone was last run from versions/gone_add.sql on 2026-11-20")));
    QVERIFY(find<QCheckBox>(stamp.dialog, "stampPurge")->isChecked()); // else the row would stay, and refuse the stamp
    stamp.clickRow(0);
    QCOMPARE(stamp.previews.last().at(1).toBool(), true);
    QVERIFY(stamp.command().endsWith(QLatin1String(" --purge")));
}

void TestPlanDialogs::messageIsRequired()
{
    NewRevision revision;
    QVERIFY(revision.message()->hasFocus());
    QVERIFY(!revision.create()->isEnabled());
    QTest::keyClicks(revision.message(), QStringLiteral("  "));
    QVERIFY(!revision.create()->isEnabled());
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QVERIFY(revision.create()->isEnabled());
    QCOMPARE(revision.command(), QStringLiteral("retort -x db=postgres revision -m 'add sites'"));
}

void TestPlanDialogs::adviceFollowsTheMessage_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("advice");
    QTest::newRow("nothing yet") << QString()
                                 << QStringLiteral("Imperative, present, short: \"add device groups\", "
                                                   "\"remove snmp_config\".");
    QTest::newRow("good") << QStringLiteral("add sites") << QString();
    QTest::newRow("past") << QStringLiteral("added sites")
                          << QStringLiteral("Use the present tense: \"add\" rather than \"added\".");
    QTest::newRow("vague") << QStringLiteral("fix things")
                           << QStringLiteral("Say what it does to the schema: \"add …\", \"modify …\", \"remove …\".");
    QTest::newRow("duplicate") << QStringLiteral("Add device groups")
                               << QStringLiteral("Revision 9c41e07b2d5a has the same message.");
}

void TestPlanDialogs::adviceFollowsTheMessage()
{
    QFETCH(QString, message);
    NewRevision revision;
    QTest::keyClicks(revision.message(), message);
    QTEST(textOf(revision.dialog, "revisionAdvice"), "advice");
    QCOMPARE(revision.create()->isEnabled(), !message.isEmpty()); // advice never blocks
}

void TestPlanDialogs::fileNameIsExact()
{
    NewRevision revision;
    QCOMPARE(revision.file(), QString());
    QTest::keyClicks(revision.message(), QStringLiteral("add sites, and rooms"));
    const QString id = QString::fromStdString(revision.dialog.request().revisionId);
    QCOMPARE(id.size(), 12);
    QCOMPARE(revision.file(), QString(QLatin1String("postgres/") + id + QLatin1String("_add_sites_and_rooms.sql")));
}

void TestPlanDialogs::parentOtherThanTheHeadIsSpliced()
{
    NewRevision revision;
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QCOMPARE(revision.parent()->placeholderText(), QStringLiteral("head: 9c41e07b2d5a add device groups"));
    QCOMPARE(revision.dialog.request().head, std::string());
    revision.dialog.setParentRevision(QStringLiteral("e5d0b81f3c77"));
    QCOMPARE(revision.dialog.request().head, std::string("e5d0b81f3c77"));
    QVERIFY(revision.dialog.request().splice);
    QVERIFY(textOf(revision.dialog, "revisionParentRemark").contains(QLatin1String("second head")));
    QCOMPARE(revision.command(),
             QStringLiteral("retort -x db=postgres revision -m 'add sites' --head e5d0b81f3c77 --splice"));
}

void TestPlanDialogs::unknownParentTurnsTheButtonOff()
{
    NewRevision revision;
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QTest::keyClicks(revision.parent(), QStringLiteral("nonsense"));
    QVERIFY(!revision.create()->isEnabled());
    QVERIFY(!textOf(revision.dialog, "revisionParentRemark").isEmpty());
    revision.parent()->clear();
    QTest::keyClicks(revision.parent(), QStringLiteral("9c41"));
    QVERIFY(revision.create()->isEnabled());
    QCOMPARE(revision.dialog.request().head, std::string("9c41e07b2d5a"));
    QVERIFY(!revision.dialog.request().splice);
}

void TestPlanDialogs::severalHeadsAskForAParent()
{
    auto forked = std::make_shared<session::ProjectState>(*sotpProject());
    std::vector<revision::Revision> revisions;
    for (std::size_t i = 0; i < forked->map.size(); ++i)
        revisions.push_back(forked->map.at(static_cast<revision::Index>(i)));
    revision::Revision other;
    other.id = "aaaaaaaaaaaa";
    other.downRevisions = {"e5d0b81f3c77"};
    revisions.push_back(other);
    forked->map = revision::RevisionMap::build(std::move(revisions)).value();

    NewRevision revision;
    revision.dialog.setProject(forked);
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QVERIFY(!revision.create()->isEnabled());
    QCOMPARE(textOf(revision.dialog, "revisionParentRemark"),
             QStringLiteral("Several heads: 9c41e07b2d5a, aaaaaaaaaaaa. Choose one, or merge them first."));
    QTest::keyClicks(revision.parent(), QStringLiteral("aaaaaaaaaaaa"));
    QVERIFY(revision.create()->isEnabled());
}

void TestPlanDialogs::dependenciesAreChecked()
{
    NewRevision revision;
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QTest::keyClicks(revision.dependsOn(), QStringLiteral("b2870ce4519f, nonsense"));
    QCOMPARE(textOf(revision.dialog, "revisionDependsRemark"), QStringLiteral("No revision is called nonsense."));
    QVERIFY(!revision.create()->isEnabled());
    revision.dependsOn()->setText(QStringLiteral("b2870ce4519f, timescale"));
    QVERIFY(revision.create()->isEnabled());
    const std::vector<std::string> expected{"b2870ce4519f", "timescale"};
    QCOMPARE(revision.dialog.request().dependsOn, expected);
}

void TestPlanDialogs::completerFillsTheLastOfSeveral()
{
    NewRevision revision;
    revision.dependsOn()->setFocus();
    QTest::keyClicks(revision.dependsOn(), QStringLiteral("b2870ce4519f, trigger"));
    QCompleter *completer = revision.dependsOn()->completer();
    QTRY_VERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QCOMPARE(revision.dependsOn()->text(), QStringLiteral("b2870ce4519f, 4d6e1a2b8c03"));
}

void TestPlanDialogs::folderIsChosen()
{
    NewRevision revision;
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    auto *folder = find<QComboBox>(revision.dialog, "revisionFolder");
    QCOMPARE(folder->count(), 3);
    folder->setFocus();
    QTest::keyClick(folder, Qt::Key_Down);
    QTest::keyClick(folder, Qt::Key_Down);
    QVERIFY(revision.file().startsWith(QLatin1String("timescale/")));
    QCOMPARE(revision.dialog.request().folder, std::string("/sotp/migrations/timescale"));
    QVERIFY(revision.command().endsWith(QLatin1String(" --version-path timescale")));
}

void TestPlanDialogs::requestHoldsTheSql()
{
    NewRevision revision;
    QTest::keyClicks(find<QsciScintilla>(revision.dialog, "revisionUp"), QStringLiteral("CREATE TABLE sites ();"));
    QTest::keyClicks(find<QsciScintilla>(revision.dialog, "revisionDown"), QStringLiteral("DROP TABLE sites;"));
    QTest::mouseClick(find<QCheckBox>(revision.dialog, "revisionUpTransactional"), Qt::LeftButton, {}, QPoint(8, 8));
    const session::NewRevisionRequest request = revision.dialog.request();
    QCOMPARE(request.up, std::string("CREATE TABLE sites ();"));
    QCOMPARE(request.down, std::string("DROP TABLE sites;"));
    QVERIFY(!request.upTransactional);
    QVERIFY(request.downTransactional);
    QCOMPARE(request.database, std::string("postgres"));
}

void TestPlanDialogs::controlReturnCreates()
{
    NewRevision revision;
    QTest::keyClick(&revision.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(revision.requests.count(), 0);
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QTest::keyClick(find<QsciScintilla>(revision.dialog, "revisionUp"), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(revision.requests.count(), 1);
    QCOMPARE(revision.requests.first().first().value<session::NewRevisionRequest>().message, std::string("add sites"));
    QTest::keyClick(&revision.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(revision.requests.count(), 1); // not twice while it is written
    revision.dialog.showCreated(QStringLiteral("id"), QStringLiteral("file"));
    QVERIFY(!revision.dialog.isVisible());
}

void TestPlanDialogs::failureKeepsWhatWasTyped()
{
    NewRevision revision;
    QTest::keyClicks(revision.message(), QStringLiteral("add sites"));
    QTest::mouseClick(revision.create(), Qt::LeftButton);
    revision.dialog.showFailure(makeError("write-failed", "The disk is full.", "Make room."));
    QCOMPARE(revision.dialog.findChild<NoticeBar *>()->sentence(), QStringLiteral("The disk is full."));
    QVERIFY(revision.create()->isEnabled());
    revision.dialog.setProject(sotpProject()); // files changed meanwhile
    QCOMPARE(revision.message()->text(), QStringLiteral("add sites"));
}

void TestPlanDialogs::everyFocusableWidgetHasAName()
{
    Stamp stamp(project::Tier::Prod);
    QCOMPARE(unnamedFocusableWidgets(&stamp.dialog).join(QLatin1Char('\n')), QString());
    NewRevision revision;
    QCOMPARE(unnamedFocusableWidgets(&revision.dialog).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(TestPlanDialogs)
#include "tst_plandialogs.moc"
