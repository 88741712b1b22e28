// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/printers.h"
#include "tests/ui/plan/plansamples.h"
#include "ui/plan/commandline.h"
#include "ui/plan/nameconfirmation.h"
#include "ui/plan/restoredialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
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

session::RestorePlan somePlan()
{
    session::RestorePlan plan;
    plan.database = "postgres";
    plan.target = "sotp_db";
    plan.dump.file = "/srv/backups/postgres-20251102-174032.dump";
    plan.dump.bytes = 1'234'567;
    plan.dump.taken = "2025-11-02 17:40:32 UTC";
    plan.dump.databaseName = "sotp_db";
    plan.dump.serverVersion = "15.20";
    plan.dump.rows = {"71fa2c90d3be"};
    plan.rowsNow = {"e5d0b81f3c77"};
    plan.lost = {"e5d0b81f3c77"};
    plan.commandLine = "retort -x db=postgres restore /srv/backups/postgres-20251102-174032.dump";
    return plan;
}

struct Shown {
    RestoreDialog dialog;
    QSignalSpy plans{&dialog, &RestoreDialog::planRequested};
    QSignalSpy restores{&dialog, &RestoreDialog::restoreRequested};
    QSignalSpy cancels{&dialog, &RestoreDialog::cancelRequested};

    explicit Shown(project::Tier tier = project::Tier::Dev)
    {
        dialog.setDatabase(postgresState(tier), 0);
        dialog.setFile({});
        dialog.show();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&dialog);
    }
    QPushButton *run() const { return find<QPushButton>(dialog, "restoreRun"); }
    QPushButton *cancel() const { return find<QPushButton>(dialog, "restoreCancel"); }
    QString text(const char *name) const { return find<QLabel>(dialog, name)->text(); }
    bool says(const QString &part) const
    {
        const auto labels = dialog.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text().contains(part); });
    }
};

run::RunReport ended(run::Outcome outcome, const char *code = nullptr)
{
    run::RunReport report;
    report.outcome = outcome;
    report.versionRows = {"71fa2c90d3be"};
    if (code)
        report.error = makeError(code, "The restore failed: no room; database sotp_db is as it was.", "Make room.");
    return report;
}

} // namespace

/// A person brings a database back (S-84).
class TestRestoreDialog : public QObject
{
    Q_OBJECT

private slots:
    void asksForTheNewest();
    void saysWhatIsLost();
    void saysThatNothingIsKept();
    void restores();
    void asksForProductionsName();
    void askAnewToDropTheOld();
    void escCancelsFirst();
    void tellsWhyItFailed();
};

void TestRestoreDialog::asksForTheNewest()
{
    Shown shown;
    QCOMPARE(shown.plans.count(), 1);
    QCOMPARE(shown.plans[0][0].toString(), QString());
    QVERIFY(!shown.run()->isEnabled());
    shown.dialog.showFailure(makeError("no-backup", "There is no backup of postgres.", "Name the file."));
    QVERIFY(shown.says(QStringLiteral("There is no backup")));
    QVERIFY(!shown.run()->isEnabled());
    auto *file = find<QLineEdit>(shown.dialog, "restoreFile");
    file->setFocus();
    QTest::keyClicks(file, QStringLiteral("/tmp/other.dump"));
    QTest::keyClick(file, Qt::Key_Tab);
    QCOMPARE(shown.plans.last()[0].toString(), QStringLiteral("/tmp/other.dump"));
}

void TestRestoreDialog::saysWhatIsLost()
{
    Shown shown;
    shown.dialog.showPlan(somePlan());
    QVERIFY(shown.text("restoreTaken").contains(QLatin1String("2025-11-02 17:40:32 UTC")));
    QVERIFY(shown.text("restoreTaken").contains(QLatin1String("1.2 MB")));
    QCOMPARE(shown.text("restoreFrom"), QStringLiteral("e5d0b81f3c77"));
    QCOMPARE(shown.text("restoreTo"), QStringLiteral("71fa2c90d3be"));
    QVERIFY(shown.text("restoreLost").contains(QLatin1String("e5d0b81f3c77")));
    QVERIFY(shown.text("restoreData").contains(QLatin1String("kept")));
    QVERIFY(find<CommandLine>(shown.dialog, "restoreCommand")->command().startsWith(QLatin1String("retort -x db=postgres restore")));
}

void TestRestoreDialog::saysThatNothingIsKept()
{
    Shown shown;
    session::RestorePlan plan = somePlan();
    plan.lost.clear();
    plan.regained = {"b2a3c4d5e6f7"};
    plan.inPlace = true;
    plan.whyInPlace = "the user may not create databases";
    shown.dialog.showPlan(plan);
    QVERIFY(!find<QLabel>(shown.dialog, "restoreLost")->isVisible());
    QVERIFY(shown.text("restoreRegained").contains(QLatin1String("b2a3c4d5e6f7")));
    QVERIFY(shown.text("restoreData").contains(QLatin1String("for good: the user may not create databases")));
    QVERIFY(!find<QCheckBox>(shown.dialog, "restoreDropOld")->isVisible()); // there is nothing to choose
}

void TestRestoreDialog::restores()
{
    Shown shown;
    shown.dialog.showPlan(somePlan());
    QTest::mouseClick(shown.run(), Qt::LeftButton);
    QCOMPARE(shown.restores.count(), 1);
    QVERIFY(!shown.run()->isEnabled());
    QVERIFY(find<QProgressBar>(shown.dialog, "restoreBar")->isVisible());
    run::RunEvent event;
    event.kind = run::RunEvent::Kind::Waiting;
    event.text = "Restoring: 1.2 MB after 3.4 s";
    shown.dialog.addEvents({event, run::informing("The database as it was is kept as sotp_db_old_20251102.")});
    QCOMPARE(shown.text("restoreProgress"), QStringLiteral("Restoring: 1.2 MB after 3.4 s"));
    shown.dialog.finishRestore(ended(run::Outcome::Done));
    QVERIFY(shown.says(QStringLiteral("sotp_db_old_20251102")));
    QVERIFY(!shown.says(QStringLiteral("applied since"))); // no longer true
    QVERIFY(!shown.run()->isVisible());
    QCOMPARE(shown.cancel()->text(), QStringLiteral("Close"));
    QTest::mouseClick(shown.cancel(), Qt::LeftButton);
    QVERIFY(!shown.dialog.isVisible());
    QCOMPARE(shown.cancels.count(), 0);
}

void TestRestoreDialog::asksForProductionsName()
{
    Shown shown(project::Tier::Prod);
    shown.dialog.showPlan(somePlan());
    QVERIFY(!shown.run()->isEnabled());
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.restores.count(), 0);
    QTest::keyClicks(shown.dialog.findChild<NameConfirmation *>()->field(), QStringLiteral("postgres"));
    QVERIFY(shown.run()->isEnabled());
    QTest::keyClick(&shown.dialog, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(shown.restores.count(), 1);
}

void TestRestoreDialog::askAnewToDropTheOld()
{
    Shown shown;
    session::RestorePlan plan = somePlan();
    shown.dialog.showPlan(plan);
    QTest::mouseClick(find<QCheckBox>(shown.dialog, "restoreDropOld"), Qt::LeftButton, {}, {8, 8});
    QCOMPARE(shown.plans.last()[1].toBool(), true);
    QVERIFY(!shown.run()->isEnabled());
    plan.options.dropOld = true;
    shown.dialog.showPlan(plan);
    QVERIFY(shown.text("restoreData").contains(QLatin1String("dropped")));
}

void TestRestoreDialog::escCancelsFirst()
{
    Shown shown;
    shown.dialog.showPlan(somePlan());
    QTest::mouseClick(shown.run(), Qt::LeftButton);
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QCOMPARE(shown.cancels.count(), 1);
    QVERIFY(shown.dialog.isVisible());
    run::RunReport report = ended(run::Outcome::Cancelled);
    report.error = makeError("cancelled", "Cancelled; the database is as it was.");
    shown.dialog.finishRestore(report);
    QVERIFY(shown.says(QStringLiteral("the database is as it was")));
    QTest::keyClick(&shown.dialog, Qt::Key_Escape);
    QVERIFY(!shown.dialog.isVisible());
}

void TestRestoreDialog::tellsWhyItFailed()
{
    Shown shown;
    shown.dialog.showPlan(somePlan());
    QTest::mouseClick(shown.run(), Qt::LeftButton);
    shown.dialog.finishRestore(ended(run::Outcome::Failed, "restore-failed"));
    QVERIFY(shown.says(QStringLiteral("no room")));
    QVERIFY(shown.run()->isEnabled()); // to try again
}

QTEST_MAIN(TestRestoreDialog)
#include "tst_restoredialog.moc"
