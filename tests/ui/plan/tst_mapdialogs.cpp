// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plan/plansamples.h"
#include "tests/ui/support/accessibility.h"
#include "ui/plan/comparedialog.h"
#include "ui/plan/headsdialog.h"
#include "ui/plan/planheader.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/noticebar.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

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

session::HeadsAdvice twoHeads(bool withOffer)
{
    session::HeadsAdvice advice;
    advice.heads = {"b2870ce4519f", "4d6e1a2b8c03"};
    advice.sentence = "Merge them.";
    if (withOffer) {
        advice.reparents.push_back({"4d6e1a2b8c03", {"a0"}, "b2870ce4519f", 2});
        advice.prefersMerge = false;
        advice.sentence = "Re-parent 4d6e1a2b8c03.";
    }
    return advice;
}

struct Heads {
    HeadsDialog dialog;
    QSignalSpy merges{&dialog, &HeadsDialog::mergeRequested};
    QSignalSpy reparents{&dialog, &HeadsDialog::reparentRequested};

    explicit Heads(bool withOffer)
    {
        dialog.setDatabase(postgresState(), 0);
        dialog.setAdvice(sotpProject(), twoHeads(withOffer));
        dialog.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&dialog);
    }
    QPushButton *run() const { return find<QPushButton>(dialog, "headsRun"); }
    QString command() const { return dialog.findChild<PlanHeader *>()->command(); }
};

struct Compare {
    CompareDialog dialog;
    QSignalSpy requests{&dialog, &CompareDialog::comparisonRequested};

    Compare()
    {
        dialog.setDatabase(postgresState(), 0);
        dialog.setProject(sotpProject());
        dialog.show();
    }
    QString steps() const { return find<QLabel>(dialog, "compareSteps")->text(); }
};

} // namespace

/// Joining heads, and comparing revisions, as a person does it.
class TestMapDialogs : public QObject
{
    Q_OBJECT

private slots:
    void mergesWithItsMessage();
    void reparentsWhereItIsRight();
    void offersNoReparentOfWhatIsApplied();
    void newAdviceKeepsTheChoice();
    void failureLetsOneTryAgain();
    void tellsOfOrphansFirst();
    void comparesWhenBothEndsAreThere();
    void showsTheScriptAndTheWayBack();
    void saysWhyThereIsNone();
    void everyFocusableWidgetHasAName();
};

void TestMapDialogs::mergesWithItsMessage()
{
    Heads heads(false);
    auto *message = find<QLineEdit>(heads.dialog, "headsMessage");
    QTest::keyClicks(message, QStringLiteral("join Ann's line"));
    QCOMPARE(heads.command(),
             QStringLiteral("retort -x db=postgres merge b2870ce4519f 4d6e1a2b8c03 -m 'join Ann'\\''s line'"));
    QTest::mouseClick(heads.run(), Qt::LeftButton);
    QCOMPARE(heads.merges.count(), 1);
    const auto request = heads.merges.front().front().value<session::MergeRequest>();
    QCOMPARE(request.message, std::string("join Ann's line"));
    QCOMPARE(request.database, std::string("postgres"));
    QCOMPARE(request.revisions, (std::vector<std::string>{"b2870ce4519f", "4d6e1a2b8c03"}));
    QVERIFY2(!heads.run()->isEnabled(), "not twice while it is written");
    heads.dialog.showDone();
    QVERIFY(!heads.dialog.isVisible());
}

void TestMapDialogs::reparentsWhereItIsRight()
{
    Heads heads(true);
    QVERIFY(find<QRadioButton>(heads.dialog, "headsReparent")->isChecked());
    QVERIFY(find<QComboBox>(heads.dialog, "headsOffers")->currentText().contains(QLatin1String("onto b2870ce4519f")));
    QVERIFY(find<QLabel>(heads.dialog, "headsOfferRemark")->text().contains(QLatin1String("Revises: b2870ce4519f")));
    QTest::keyClick(&heads.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(heads.reparents.count(), 1);
    QCOMPARE(heads.reparents.front().at(0).toString(), QStringLiteral("4d6e1a2b8c03"));
    QCOMPARE(heads.reparents.front().at(1).toStringList(), QStringList{QStringLiteral("b2870ce4519f")});
    QCOMPARE(heads.merges.count(), 0);
}

void TestMapDialogs::offersNoReparentOfWhatIsApplied()
{
    Heads heads(false);
    QVERIFY(!find<QRadioButton>(heads.dialog, "headsReparent")->isEnabled());
    QVERIFY(find<QRadioButton>(heads.dialog, "headsMerge")->isChecked());
    QVERIFY(find<QLabel>(heads.dialog, "headsOfferRemark")->text().contains(QLatin1String("applied")));
}

void TestMapDialogs::newAdviceKeepsTheChoice()
{
    Heads heads(true);
    QTest::mouseClick(find<QRadioButton>(heads.dialog, "headsMerge"), Qt::LeftButton, {}, QPoint(8, 8));
    heads.dialog.setAdvice(sotpProject(), twoHeads(true));
    QVERIFY(find<QRadioButton>(heads.dialog, "headsMerge")->isChecked());
    heads.dialog.setAdvice(sotpProject(), {}); // someone else has joined them meanwhile
    QVERIFY(!heads.run()->isEnabled());
}

void TestMapDialogs::failureLetsOneTryAgain()
{
    Heads heads(false);
    QTest::mouseClick(heads.run(), Qt::LeftButton);
    heads.dialog.showFailure(makeError("write-failed", "The disk is full.", "Make room."));
    auto *notice = heads.dialog.findChild<NoticeBar *>();
    QCOMPARE(notice->sentence(), QStringLiteral("The disk is full."));
    QCOMPARE(notice->remedy(), QStringLiteral("Make room."));
    QVERIFY(heads.run()->isEnabled());
}

void TestMapDialogs::tellsOfOrphansFirst()
{
    Heads heads(true);
    session::DatabaseState state = postgresState();
    state.unknownRows = {"gone"};
    state.lastPlaces = {"gone was last run from versions/gone_add.sql on 2026-11-20 by ann"};
    heads.dialog.setDatabase(state, 0);
    const auto *notice = heads.dialog.findChild<NoticeBar *>();
    QVERIFY(notice->isVisible());
    QVERIFY(notice->remedy().startsWith(QLatin1String("gone was last run from versions/gone_add.sql")));
    heads.dialog.setDatabase(postgresState(), 0);
    QVERIFY(!notice->isVisible());
}

void TestMapDialogs::comparesWhenBothEndsAreThere()
{
    Compare compare;
    QCOMPARE(compare.requests.count(), 0);
    QTest::keyClicks(find<QLineEdit>(compare.dialog, "compareFrom"), QStringLiteral("base"));
    QTest::keyClicks(find<QLineEdit>(compare.dialog, "compareTo"), QStringLiteral("head"));
    QTRY_COMPARE(compare.requests.count(), 1); // once the typing has paused
    QCOMPARE(compare.requests.front().at(0).toString(), QStringLiteral("base"));
    QCOMPARE(compare.requests.front().at(1).toString(), QStringLiteral("head"));
}

void TestMapDialogs::showsTheScriptAndTheWayBack()
{
    Compare compare;
    compare.dialog.setEnds(QStringLiteral("a"), QStringLiteral("b"));
    QCOMPARE(compare.requests.count(), 1);
    session::Comparison comparison;
    comparison.sql = "CREATE TABLE sites ();\n";
    comparison.steps = 1;
    comparison.commandLine = "retort -x db=postgres upgrade a:b --sql";
    compare.dialog.showComparison(comparison);
    QCOMPARE(compare.steps(), QStringLiteral("one revision up"));
    QCOMPARE(compare.dialog.findChild<PlanHeader *>()->command(), QStringLiteral("retort -x db=postgres upgrade a:b --sql"));
    QTest::mouseClick(find<QPushButton>(compare.dialog, "compareCopy"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("CREATE TABLE sites ();\n"));

    QTest::mouseClick(find<QToolButton>(compare.dialog, "compareSwap"), Qt::LeftButton);
    QCOMPARE(compare.requests.count(), 2);
    QCOMPARE(compare.requests.back().at(0).toString(), QStringLiteral("b"));
    QCOMPARE(compare.requests.back().at(1).toString(), QStringLiteral("a"));
}

void TestMapDialogs::saysWhyThereIsNone()
{
    Compare compare;
    compare.dialog.setEnds(QStringLiteral("a"), QStringLiteral("a"));
    compare.dialog.showFailure(makeError("same-revision", "Both ends are a.", "Choose another."));
    QCOMPARE(compare.dialog.findChild<NoticeBar *>()->sentence(), QStringLiteral("Both ends are a."));
    QVERIFY(!find<QPushButton>(compare.dialog, "compareCopy")->isEnabled());
}

void TestMapDialogs::everyFocusableWidgetHasAName()
{
    Heads heads(true);
    QCOMPARE(unnamedFocusableWidgets(&heads.dialog).join(QLatin1Char('\n')), QString());
    Compare compare;
    QCOMPARE(unnamedFocusableWidgets(&compare.dialog).join(QLatin1Char('\n')), QString());
}

QTEST_MAIN(TestMapDialogs)
#include "tst_mapdialogs.moc"
