// SPDX-License-Identifier: GPL-3.0-or-later
// The line above a graph: by the relations that revisions touch, while they are being read and afterwards.
#include "tests/ui/graph/graphsamples.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionfilter.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/theme/statepage.h"

#include "engine/session/relationindex.h"
#include "tests/support/scene.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <map>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using session::RelationIndexPtr;

namespace
{

/// What is read from files with these statements.
RelationIndexPtr indexOf(const std::map<std::string, std::string> &statements)
{
    QTemporaryDir folder;
    std::string above;
    for (const auto &[id, statement] : statements) {
        test::RevisionText text;
        text.id = id;
        if (!above.empty())
            text.revises = {above};
        above = id;
        text.up = statement;
        text.down = "SELECT 1;";
        std::ofstream(folder.filePath(QString::fromStdString(id + ".sql")).toStdString()) << test::fileTextOf(text);
    }
    auto scripts = script::ScriptDirectory::load({folder.path().toStdString()});
    if (!scripts)
        qFatal("%s", scripts.error().toString().c_str());
    session::RelationReader reader;
    reader.start(std::make_shared<script::ScriptDirectory>(std::move(scripts).value()));
    reader.readFor(std::chrono::hours(1));
    return reader.index();
}

RelationIndexPtr sampleIndex()
{
    return indexOf({{"a", "CREATE TABLE users (id int); CREATE TABLE app.alerts (id int);"},
                    {"b", "CREATE INDEX ix_mail ON users (id);"},
                    {"c", "INSERT INTO user_roles VALUES (1);"},
                    {"d", "ALTER TABLE \"My Table\" ADD a int;"},
                    {"e", "DROP INDEX ix_mail;"}});
}

struct Desk {
    GraphSample sample = graphSample(GraphSpec{.scene = "a -> b -> c -> d -> e", .rows = {"c"}});
    GraphPanel panel{QStringLiteral("postgres"), 0};
    QSignalSpy wanted{&panel, &GraphPanel::relationIndexWanted};
    QSignalSpy requested{&panel, &GraphPanel::relationsRequested};

    Desk()
    {
        panel.setProject(sample.project);
        panel.setState(sample.state);
        panel.resize(560, 400);
        panel.show();
        panel.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&panel);
    }
    QLineEdit *line() const { return panel.findChild<QLineEdit *>(QStringLiteral("graphFilter")); }
    QLabel *reading() const { return panel.findChild<QLabel *>(QStringLiteral("filterReading")); }
    void type(const char *text) const
    {
        line()->clear();
        QTest::keyClicks(line(), QString::fromUtf8(text));
    }
    QString shown() const
    {
        QStringList ids;
        for (int row = 0; row < panel.model()->rowCount(); ++row)
            ids << panel.model()->id(row);
        return ids.join(QLatin1Char(' '));
    }
    /// Chooses from the node's menu, as the mouse does.
    void choose(const char *id, const char *action)
    {
        const int row = panel.model()->rowOf(QLatin1String(id));
        const QPoint at = panel.view()->visualRect(panel.model()->index(row, RevisionModel::MessageColumn)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, panel.view()->viewport()->mapToGlobal(at));
        QApplication::sendEvent(panel.view()->viewport(), &event);
        auto *menu = panel.findChild<QMenu *>(QStringLiteral("nodeMenu"));
        auto *entry = menu->findChild<QAction *>(QLatin1String(action));
        if (!entry)
            qFatal("the menu has no %s", action);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(entry).center());
    }
};

} // namespace

class TestGraphFilter : public QObject
{
    Q_OBJECT

private slots:
    void asksOnceWhenFirstNeeded();
    void saysThatItReads();
    void findsByRelation_data();
    void findsByRelation();
    void takesWhatComesLater();
    void followsChangedFiles();
    void wordForARelation();
    void showsRelationsOfANode();
};

void TestGraphFilter::asksOnceWhenFirstNeeded()
{
    Desk desk;
    QVERIFY(desk.wanted.isEmpty()); // nobody has looked for anything
    desk.type("a:c");
    QCOMPARE(desk.shown(), QStringLiteral("c b a"));
    QVERIFY(desk.wanted.size() <= 1); // "a" alone is a word
    desk.type("use");
    QCOMPARE(desk.wanted.size(), 1);
    desk.panel.setRelationIndex(sampleIndex());
    desk.type("alerts");
    QCOMPARE(desk.wanted.size(), 1);
}

void TestGraphFilter::saysThatItReads()
{
    Desk desk;
    QVERIFY(!desk.reading()->isVisible());
    desk.type("add b"); // by message: at once
    QCOMPARE(desk.shown(), QStringLiteral("b"));
    QVERIFY(desk.reading()->isVisible());
    QCOMPARE(desk.reading()->text(), QStringLiteral("reading files…"));
    desk.panel.showReading(3200, 10000);
    QVERIFY(desk.reading()->text().contains(QStringLiteral("3,200"))
            || desk.reading()->text().contains(QStringLiteral("3200")));
    desk.type("table:users");
    // Nobody knows yet that there is none.
    QVERIFY(desk.panel.findChild<StatePage *>()->heading().startsWith(QStringLiteral("Reading")));
    desk.panel.setRelationIndex(sampleIndex());
    QVERIFY(!desk.reading()->isVisible());
    QCOMPARE(desk.shown(), QStringLiteral("e b a"));
    desk.type("table:nothing");
    QCOMPARE(desk.panel.findChild<StatePage *>()->heading(), QStringLiteral("No revision matches"));
}

void TestGraphFilter::findsByRelation_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *name, const char *typed, const char *shown) {
        QTest::newRow(name) << QString::fromLatin1(typed) << QString::fromLatin1(shown);
    };
    row("part of a name", "user", "e c b a");
    row("a whole name", "table:users", "e b a");
    row("any case", "TABLE:Users", "e b a");
    row("a name's beginning, where none is called so", "table:user", "e c b a");
    row("an index", "table:ix_mail", "e b");
    row("in a schema", "table:app.alerts", "a");
    row("in another schema", "table:public.alerts", "");
    row("in any schema", "table:alerts", "a");
    row("named without one", "table:public.users", "e b a");
    row("in quotes", "table:\"My Table\"", "d");
    row("with a word", "table:users b", "b");
    row("two tables", "table:users table:alerts", "a");
    row("nothing of the kind", "table:zebra", "");
    row("no name yet", "table:", "e d c b a");
}

void TestGraphFilter::findsByRelation()
{
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    Desk desk;
    desk.panel.setRelationIndex(sampleIndex());
    QTest::keyClicks(desk.line(), typed);
    QCOMPARE(desk.shown(), shown);
}

void TestGraphFilter::takesWhatComesLater()
{
    Desk desk;
    desk.type("users");
    QCOMPARE(desk.shown(), QString());
    desk.panel.setRelationIndex(sampleIndex());
    QCOMPARE(desk.shown(), QStringLiteral("e b a"));
    QTest::keyClick(desk.line(), Qt::Key_Escape);
    QCOMPARE(desk.shown(), QStringLiteral("e d c b a"));
}

void TestGraphFilter::followsChangedFiles()
{
    Desk desk;
    desk.panel.setRelationIndex(sampleIndex());
    desk.type("table:alerts");
    QCOMPARE(desk.shown(), QStringLiteral("a"));
    desk.panel.setRelationIndex(indexOf({{"a", "SELECT 1;"}, {"b", "CREATE TABLE alerts (id int);"}}));
    QCOMPARE(desk.shown(), QStringLiteral("b"));
}

void TestGraphFilter::wordForARelation()
{
    QCOMPARE(RevisionFilter::tableWord("public", "users"), QStringLiteral("table:users"));
    QCOMPARE(RevisionFilter::tableWord("app", "users"), QStringLiteral("table:app.users"));
    QCOMPARE(RevisionFilter::tableWord("public", "My Table"), QStringLiteral("table:\"My Table\""));
}

void TestGraphFilter::showsRelationsOfANode()
{
    Desk desk;
    desk.choose("b", "showRelations");
    QCOMPARE(desk.wanted.size(), 1);
    QVERIFY(desk.requested.isEmpty()); // they are being read
    desk.panel.setRelationIndex(sampleIndex());
    QCOMPARE(desk.requested.size(), 1);
    QCOMPARE(desk.requested.first().at(0).toString(), QStringLiteral("b"));
    const auto relations = desk.requested.first().at(1).value<std::vector<script::TouchedRelation>>();
    QCOMPARE(relations.size(), std::size_t{2});
    QCOMPARE(relations.back().name, std::string("users"));
    desk.panel.selectRevision(QStringLiteral("d"));
    desk.panel.showSelectedRelations();
    QCOMPARE(desk.requested.size(), 2);
}

QTEST_MAIN(TestGraphFilter)
#include "tst_graphfilter.moc"
