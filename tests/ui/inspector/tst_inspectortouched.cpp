// SPDX-License-Identifier: GPL-3.0-or-later
// From a revision to the relations that it touches, and from a relation to its revisions.
#include "tests/ui/inspector/relationsamples.h"
#include "tests/ui/plan/plansamples.h"
#include "ui/inspector/inspectorpanel.h"
#include "ui/inspector/relationtreemodel.h"
#include "ui/theme/statepage.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using catalog::RelationName;

namespace
{

std::vector<catalog::RelationSummary> relations()
{
    return {summary("alerts"), devicesBefore().summary, summary("users")};
}

struct Panel {
    InspectorPanel panel;
    QSignalSpy requests{&panel, &InspectorPanel::relationRequested};
    QSignalSpy revisions{&panel, &InspectorPanel::revisionsRequested};

    Panel()
    {
        panel.resize(460, 700);
        panel.show();
        panel.setDatabase(postgresState(), 0);
        new QAbstractItemModelTester(tree()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, &panel);
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
    }
    QTreeView *tree() const { return panel.findChild<QTreeView *>(QStringLiteral("relationTree")); }
    QLineEdit *filter() const { return panel.findChild<QLineEdit *>(QStringLiteral("relationFilter")); }
    StatePage *state() const { return panel.findChild<StatePage *>(QStringLiteral("relationState")); }
    QStringList listed() const
    {
        QStringList names;
        const QAbstractItemModel *model = tree()->model();
        const QModelIndex kind = model->index(0, 0, model->index(0, 0));
        for (int row = 0; row < model->rowCount(kind); ++row)
            names << model->index(row, 0, kind).data().toString();
        return names;
    }
    std::string asked() const { return requests.isEmpty() ? "" : requests.last().first().value<RelationName>().name; }
    std::string revisionsOf() const { return revisions.last().first().value<RelationName>().name; }
    QModelIndex row(const char *name) const
    {
        return tree()
            ->model()
            ->match(tree()->model()->index(0, 0), Qt::DisplayRole, QLatin1String(name), 1,
                    Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
};

QStringList list(const char *words)
{
    return QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace

class TestInspectorTouched : public QObject
{
    Q_OBJECT

private slots:
    void showsWhatARevisionTouches();
    void waitsForTheList();
    void saysWhatIsNotThere();
    void typingLooksForSomethingElse();
    void otherDatabaseForgetsIt();
    void asksForRevisionsByButton();
    void asksForRevisionsByMenu();
};

void TestInspectorTouched::showsWhatARevisionTouches()
{
    Panel panel;
    panel.panel.setRelations(relations());
    panel.panel.showTouched(QStringLiteral("9c41"),
                            {{"", "ix_mail"}, {"", "users"}, {"public", "devices"}, {"app", "alerts"}});
    QCOMPARE(panel.listed(), list("devices users")); // app.alerts is another one
    QCOMPARE(panel.filter()->text(), QStringLiteral("touched by 9c41"));
    QCOMPARE(panel.asked(), std::string("devices"));
    QCOMPARE(panel.tree()->currentIndex().data().toString(), QStringLiteral("devices"));
    // The list read again, after a run say, keeps to it.
    auto more = relations();
    more.push_back(summary("ix_mail"));
    panel.panel.setRelations(more);
    QCOMPARE(panel.listed(), list("devices ix_mail users"));
    QTest::keyClick(panel.filter(), Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(panel.filter(), Qt::Key_Delete);
    QCOMPARE(panel.listed(), list("alerts devices ix_mail users"));
}

void TestInspectorTouched::waitsForTheList()
{
    Panel panel;
    panel.panel.showTouched(QStringLiteral("9c41"), {{"", "users"}});
    QVERIFY(panel.requests.isEmpty());
    panel.panel.setRelations(relations());
    QCOMPARE(panel.listed(), list("users"));
    QCOMPARE(panel.asked(), std::string("users"));
}

void TestInspectorTouched::saysWhatIsNotThere()
{
    Panel panel;
    panel.panel.setRelations(relations());
    panel.panel.showTouched(QStringLiteral("9c41"), {{"", "groups"}, {"app", "x"}});
    QCOMPARE(panel.listed(), list("alerts devices users"));
    QVERIFY(panel.state()->isVisible());
    QCOMPARE(panel.state()->heading(), QStringLiteral("Nothing to show of 9c41"));
    QCOMPARE(panel.state()->sentence(), QStringLiteral("It touches groups, app.x, which postgres does not have now."));
    panel.panel.showTouched(QStringLiteral("9c41"), {});
    QCOMPARE(panel.state()->sentence(), QStringLiteral("It touches no relation."));
}

void TestInspectorTouched::typingLooksForSomethingElse()
{
    Panel panel;
    panel.panel.setRelations(relations());
    panel.panel.showTouched(QStringLiteral("9c41"), {{"", "users"}});
    panel.panel.focusFilter(); // Ctrl+F selects what stands there
    QTest::keyClicks(panel.filter(), QStringLiteral("al"));
    QCOMPARE(panel.listed(), list("alerts"));
    panel.panel.setRelations(relations());
    QCOMPARE(panel.listed(), list("alerts"));
}

void TestInspectorTouched::otherDatabaseForgetsIt()
{
    Panel panel;
    panel.panel.setRelations(relations());
    panel.panel.showTouched(QStringLiteral("9c41"), {{"", "users"}});
    session::DatabaseState other = postgresState();
    other.name = "timescale";
    panel.panel.setDatabase(other, 1);
    panel.panel.setRelations(relations());
    QCOMPARE(panel.filter()->text(), QString());
    QCOMPARE(panel.listed(), list("alerts devices users"));
}

void TestInspectorTouched::asksForRevisionsByButton()
{
    Panel panel;
    panel.panel.setRelations(relations());
    panel.panel.requestRevisions();
    QVERIFY(panel.revisions.isEmpty()); // of what?
    panel.panel.showRelation({"public", "devices"});
    panel.panel.setRelation(devicesBefore());
    auto *button = panel.panel.findChild<QToolButton *>(QStringLiteral("relationRevisions"));
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(panel.revisionsOf(), std::string("devices"));
    panel.panel.requestRevisions();
    QCOMPARE(panel.revisions.size(), 2);
}

void TestInspectorTouched::asksForRevisionsByMenu()
{
    Panel panel;
    panel.panel.setRelations(relations());
    const auto openMenu = [&panel](const char *name) {
        const QPoint at = panel.tree()->visualRect(panel.row(name)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, panel.tree()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(panel.tree()->viewport(), &event);
        return panel.panel.findChild<QMenu *>(QStringLiteral("relationMenu"));
    };
    QVERIFY(!openMenu("public")); // a schema
    QMenu *menu = openMenu("users");
    QVERIFY(menu);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().at(0)).center());
    QCOMPARE(panel.revisionsOf(), std::string("users"));
    QTRY_VERIFY(!panel.panel.findChild<QMenu *>(QStringLiteral("relationMenu")));
    menu = openMenu("alerts");
    QVERIFY(menu);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().at(1)).center());
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("public.alerts"));
}

QTEST_MAIN(TestInspectorTouched)
#include "tst_inspectortouched.moc"
