// SPDX-License-Identifier: GPL-3.0-or-later
// The window's parts, each on its own: actions, palette, status line, settings, a card of "Upgrade both".
#include "tests/ui/shell/windowscene.h"
#include "ui/shell/actionregistry.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/upgradecard.h"
#include "ui/shell/windowsettings.h"

#include "engine/session/projectsession.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProgressBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTest>

using namespace retort;
using namespace retort::test;
using namespace retort::ui;
using session::DatabaseState;
using session::ProjectSession;
using session::Reachability;
using Phase = UpgradeCard::Phase;

namespace
{

// --- palette -------------------------------------------------------------------------------------------------------

/// A window with a palette above a field that had the focus before.
struct PaletteScene {
    QWidget window;
    CommandPalette palette{&window};
    QLineEdit other{&window};
    QStringList ran;
    QStringList asked;
    std::vector<PaletteEntry> entries;
    QSignalSpy copies{&palette, &CommandPalette::copyRequested};

    PaletteScene()
    {
        window.resize(700, 500);
        palette.setGeometry(100, 5, 400, 30);
        other.setGeometry(10, 460, 100, 30);
        for (const char *word : {"upgrade", "downgrade", "stamp", "history"}) {
            const QString text = QLatin1String(word);
            PaletteEntry entry;
            entry.text = text;
            entry.command = word == std::string_view("history") ? QString() : QStringLiteral("retort ") + text;
            entry.isEnabled = word != std::string_view("stamp");
            entry.run = [this, text] { ran << text; };
            entries.push_back(entry);
        }
        palette.setProvider([this](const QString &typed) {
            asked << typed;
            std::vector<PaletteEntry> offered;
            for (const PaletteEntry &entry : entries) {
                if (entry.text.contains(typed))
                    offered.push_back(entry);
            }
            return offered;
        });
        window.show();
        window.activateWindow();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&window);
        other.setFocus();
        palette.open();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&palette, key, modifiers); }
    QListView *list() const { return find<QListView>(window, "paletteList"); }
    QString chosen() const { return list()->currentIndex().data().toString(); }
};

// --- status --------------------------------------------------------------------------------------------------------

DatabaseState stateOf(const char *name, int pending)
{
    DatabaseState state;
    state.name = name;
    state.address = "sotp_db on localhost:5433 as sotp_user";
    state.reachability = Reachability::Reachable;
    state.pending = pending;
    state.isAtHead = pending == 0;
    return state;
}

/// Whether the strip has a dot in this colour.
bool hasDot(StatusStrip &strip, ColourRole role)
{
    const QImage image = strip.grab().toImage();
    for (int x = 0; x < image.width() / 2; ++x) {
        if (image.pixelColor(x, image.height() / 2) == Theme::current()[role])
            return true;
    }
    return false;
}

// --- cards ---------------------------------------------------------------------------------------------------------

/// A card on one database of an opened project, its plan settled.
struct CardScene {
    ProjectSession session;
    std::unique_ptr<UpgradeCard> card;

    CardScene(const ProjectFixture &project, const char *database)
    {
        QSignalSpy opened(&session, &ProjectSession::opened);
        session.open(QString::fromStdString(project.file().string()));
        if (!opened.wait(patience))
            return;
        session::DatabaseSession *of = session.database(QLatin1String(database));
        const auto hasAnswered = [of] {
            const Reachability now = of->state().reachability;
            return now == Reachability::Reachable || now == Reachability::Unreachable;
        };
        if (!QTest::qWaitFor(hasAnswered, patience))
            return;
        card = std::make_unique<UpgradeCard>(of, 0);
        card->resize(360, 400);
        card->show();
        if (!QTest::qWaitFor([this] { return card->phase() != Phase::Planning; }, patience))
            card.reset();
    }
    QString details() const
    {
        QString longest;
        for (const QLabel *label : card->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() != card->headline() && label->text().size() > longest.size())
                longest = label->text();
        }
        return longest;
    }
    bool waitFor(Phase phase) const
    {
        return QTest::qWaitFor([&] { return card->phase() == phase; }, patience);
    }
};

RevisionText revisionText(const char *id, const char *parent, const char *up)
{
    RevisionText text;
    text.id = id;
    text.revises = {parent};
    text.up = up;
    text.down = "SELECT 1;";
    return text;
}

} // namespace

class TestShellParts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { useOwnFolders(); }

    void actionsCarryTheirWords();
    void actionsRunByTheirShortcut();
    void actionsTellTheirCommandLine();

    void paletteModelIsSound();
    void paletteOffersWhileOneTypes();
    void paletteRunsWhatIsChosen();
    void paletteSkipsWhatCanNotRun();
    void paletteChoosesNothingUnseen();
    void paletteGivesTheFocusBack();
    void paletteCopiesTheCommandLine();
    void paletteTakesClicks();
    void paletteListStaysInTheWindow();
    void paletteClosesWhenTheFocusGoes();

    void statusTellsEachDatabase_data();
    void statusTellsEachDatabase();
    void statusFollowsADatabase();
    void statusTellsTheLastRun();

    void settingsComeBack();
    void settingsSurviveBadFiles_data();
    void settingsSurviveBadFiles();

    void cardShowsItsPlanAndRunsIt();
    void cardListsLongPlansInPart();
    void cardWithNothingToDo();
    void cardTellsWhyThereIsNoPlan();
    void cardAsksForProductionsName();
    void cardTellsAFailureAndOffersRecovery();
    void cardCancels();
};

// --- actions -------------------------------------------------------------------------------------------------------

void TestShellParts::actionsCarryTheirWords()
{
    QWidget window;
    ActionRegistry actions(&window);
    QAction *action = actions.add({.id = "refresh",
                                   .text = QStringLiteral("Refresh"),
                                   .statusTip = QStringLiteral("Reads everything again"),
                                   .shortcut = QKeySequence(Qt::Key_F5),
                                   .icon = Icon::Refresh,
                                   .run = [] {},
                                   .command = {}});
    QCOMPARE(actions.action("refresh"), action);
    QCOMPARE(actions.action("missing"), nullptr);
    QCOMPARE(action->statusTip(), QStringLiteral("Reads everything again"));
    QCOMPARE(action->toolTip(), QStringLiteral("Reads everything again  F5"));
    QVERIFY(!action->icon().isNull());
    QVERIFY(window.actions().contains(action));
    QCOMPARE(actions.all(), std::vector<QAction *>{action});
}

void TestShellParts::actionsRunByTheirShortcut()
{
    QWidget window;
    QLineEdit inside(&window);
    ActionRegistry actions(&window);
    int runs = 0;
    actions.add({.id = "count",
                 .text = QStringLiteral("Count"),
                 .statusTip = QStringLiteral("Counts"),
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_J),
                 .run = [&runs] { ++runs; },
                 .command = {}});
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    inside.setFocus();
    QTest::keyClick(&inside, Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(runs, 1);
    actions.action("count")->setEnabled(false);
    QTest::keyClick(&inside, Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(runs, 1);
}

void TestShellParts::actionsTellTheirCommandLine()
{
    QWidget window;
    ActionRegistry actions(&window);
    QString database = QStringLiteral("app");
    const QAction *upgrade =
        actions.add({.id = "upgrade",
                     .text = QStringLiteral("Upgrade"),
                     .statusTip = {},
                     .shortcut = {},
                     .run = [] {},
                     .command = [&database] { return QStringLiteral("retort -x db=%1 upgrade head").arg(database); }});
    const QAction *quit = actions.add(
        {.id = "quit", .text = QStringLiteral("Quit"), .statusTip = {}, .shortcut = {}, .run = [] {}, .command = {}});
    QCOMPARE(actions.commandLine(upgrade), QStringLiteral("retort -x db=app upgrade head"));
    database = QStringLiteral("metrics"); // of the database that is active now
    QCOMPARE(actions.commandLine(upgrade), QStringLiteral("retort -x db=metrics upgrade head"));
    QCOMPARE(actions.commandLine(quit), QString());
    const QAction stranger(&window);
    QCOMPARE(actions.commandLine(&stranger), QString());
}

// --- palette -------------------------------------------------------------------------------------------------------

void TestShellParts::paletteModelIsSound()
{
    PaletteModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries(
        {{QStringLiteral("Upgrade app"), QStringLiteral("retort upgrade"), QStringLiteral("Ctrl+U"), true, {}},
         {QStringLiteral("Quit"), {}, {}, false, {}}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Upgrade app, retort upgrade"));
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Quit"));
    QCOMPARE(model.index(0).data(PaletteModel::ShortcutRole).toString(), QStringLiteral("Ctrl+U"));
    QVERIFY(model.flags(model.index(0)).testFlag(Qt::ItemIsEnabled));
    QVERIFY(!model.flags(model.index(1)).testFlag(Qt::ItemIsEnabled));
    model.setEntries({});
    QCOMPARE(model.rowCount(), 0);
}

void TestShellParts::paletteOffersWhileOneTypes()
{
    PaletteScene scene;
    QVERIFY(scene.palette.isListVisible());
    QCOMPARE(scene.palette.model()->rowCount(), 4);
    QTest::keyClicks(&scene.palette, QStringLiteral("grade"));
    QCOMPARE(scene.asked.last(), QStringLiteral("grade"));
    QCOMPARE(scene.palette.model()->rowCount(), 2);
    QTest::keyClicks(&scene.palette, QStringLiteral("!"));
    QVERIFY(!scene.palette.isListVisible());
    scene.press(Qt::Key_Backspace);
    QVERIFY(scene.palette.isListVisible());
}

void TestShellParts::paletteRunsWhatIsChosen()
{
    PaletteScene scene;
    QTest::keyClicks(&scene.palette, QStringLiteral("down"));
    scene.press(Qt::Key_Return);
    QCOMPARE(scene.ran, QStringList{QStringLiteral("downgrade")});
    QCOMPARE(scene.palette.text(), QString());
    QVERIFY(!scene.palette.isListVisible());
}

void TestShellParts::paletteSkipsWhatCanNotRun()
{
    PaletteScene scene;
    QCOMPARE(scene.chosen(), QStringLiteral("upgrade"));
    scene.press(Qt::Key_Down);
    QCOMPARE(scene.chosen(), QStringLiteral("downgrade"));
    scene.press(Qt::Key_Down); // over "stamp", which is off
    QCOMPARE(scene.chosen(), QStringLiteral("history"));
    scene.press(Qt::Key_Down);
    QCOMPARE(scene.chosen(), QStringLiteral("upgrade"));
    scene.press(Qt::Key_Up);
    QCOMPARE(scene.chosen(), QStringLiteral("history"));
    scene.press(Qt::Key_PageUp);
    QCOMPARE(scene.chosen(), QStringLiteral("upgrade"));
    scene.press(Qt::Key_PageDown);
    QCOMPARE(scene.chosen(), QStringLiteral("history"));

    QTest::keyClicks(&scene.palette, QStringLiteral("stamp"));
    QCOMPARE(scene.chosen(), QString());
    scene.press(Qt::Key_Down);
    scene.press(Qt::Key_Return);
    QCOMPARE(scene.ran, QStringList());
    QVERIFY(scene.palette.isListVisible());
}

void TestShellParts::paletteChoosesNothingUnseen()
{
    PaletteScene scene;
    scene.press(Qt::Key_Down);
    scene.press(Qt::Key_Escape);
    QVERIFY(!scene.palette.isListVisible());
    scene.palette.setFocus(Qt::OtherFocusReason); // as when a dialog closes
    scene.press(Qt::Key_Return);
    QCOMPARE(scene.ran, QStringList());
    QVERIFY(scene.palette.isListVisible());
    scene.press(Qt::Key_Return);
    QCOMPARE(scene.ran, QStringList{QStringLiteral("upgrade")});
}

void TestShellParts::paletteGivesTheFocusBack()
{
    PaletteScene scene;
    scene.press(Qt::Key_Escape);
    QVERIFY(scene.other.hasFocus());
    QCOMPARE(scene.palette.text(), QString());
    scene.palette.open();
    scene.press(Qt::Key_Return);
    QVERIFY(scene.other.hasFocus());
}

void TestShellParts::paletteCopiesTheCommandLine()
{
    PaletteScene scene;
    // The window has an action on the same keys.
    ActionRegistry actions(&scene.window);
    int ids = 0;
    actions.add({.id = "copyId",
                 .text = QStringLiteral("Copy id"),
                 .statusTip = {},
                 .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                 .run = [&ids] { ++ids; },
                 .command = {}});
    scene.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(scene.copies.size(), 1);
    QCOMPARE(scene.copies.front().front().toString(), QStringLiteral("retort upgrade"));
    QCOMPARE(ids, 0);
    scene.press(Qt::Key_Up); // "history" has no command line: nothing is copied
    scene.press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(scene.copies.size(), 1);
    scene.press(Qt::Key_Escape);
    QTest::keyClick(&scene.other, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(ids, 1);
}

void TestShellParts::paletteTakesClicks()
{
    PaletteScene scene;
    const QListView *list = scene.list();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(2, 0)).center());
    QCOMPARE(scene.ran, QStringList());
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(scene.ran, QStringList{QStringLiteral("downgrade")});
    QVERIFY(!scene.palette.isListVisible());
}

void TestShellParts::paletteListStaysInTheWindow()
{
    PaletteScene scene;
    for (const int width : {900, 500, 320}) {
        scene.window.resize(width, 500);
        scene.palette.move(width - 420, 5);
        QCoreApplication::processEvents();
        QVERIFY2(scene.window.rect().contains(scene.list()->geometry()), qPrintable(QString::number(width)));
    }
}

void TestShellParts::paletteClosesWhenTheFocusGoes()
{
    PaletteScene scene;
    scene.other.setFocus();
    QVERIFY(!scene.palette.isListVisible());
    QTest::mouseClick(&scene.palette, Qt::LeftButton);
    QVERIFY(scene.palette.isListVisible());
}

// --- status line ---------------------------------------------------------------------------------------------------

void TestShellParts::statusTellsEachDatabase_data()
{
    QTest::addColumn<DatabaseState>("state");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("role");
    DatabaseState unreachable = stateOf("app", 0);
    unreachable.reachability = Reachability::Unreachable;
    DatabaseState connecting = stateOf("app", 0);
    connecting.reachability = Reachability::Connecting;
    DatabaseState running = stateOf("app", 3);
    running.isRunning = true;
    DatabaseState broken = stateOf("app", 0);
    broken.error = makeError("unknown-row", "The version table names a revision that no file has");
    QTest::newRow("at head") << stateOf("app", 0) << "app: at head" << static_cast<int>(ColourRole::Applied);
    QTest::newRow("pending") << stateOf("app", 3) << "app: 3 pending" << static_cast<int>(ColourRole::Warning);
    QTest::newRow("unreachable") << unreachable << "app: unreachable" << static_cast<int>(ColourRole::Failed);
    QTest::newRow("connecting") << connecting << "app: connecting …" << static_cast<int>(ColourRole::Muted);
    QTest::newRow("running") << running << "app: running" << static_cast<int>(ColourRole::Accent);
    QTest::newRow("reachable, with an error") << broken << "app: at head" << static_cast<int>(ColourRole::Failed);
}

void TestShellParts::statusTellsEachDatabase()
{
    QFETCH(DatabaseState, state);
    QFETCH(QString, text);
    QFETCH(int, role);
    StatusStrip strip;
    strip.setDatabases({state});
    strip.resize(600, strip.sizeHint().height());
    strip.show();
    QCOMPARE(strip.databaseTexts(), QStringList{text});
    QVERIFY(hasDot(strip, static_cast<ColourRole>(role)));
}

void TestShellParts::statusFollowsADatabase()
{
    StatusStrip strip;
    strip.setDatabases({stateOf("app", 3), stateOf("metrics", 0)});
    strip.setState(stateOf("app", 2));
    strip.setState(stateOf("stranger", 9));
    QCOMPARE(strip.databaseTexts(),
             (QStringList{QStringLiteral("app: 2 pending"), QStringLiteral("metrics: at head")}));
    strip.setDatabases({stateOf("metrics", 1)});
    QCOMPARE(strip.databaseTexts(), QStringList{QStringLiteral("metrics: 1 pending")});
}

void TestShellParts::statusTellsTheLastRun()
{
    StatusStrip strip;
    const auto shown = [&strip] {
        QStringList texts;
        for (const QLabel *label : strip.findChildren<QLabel *>())
            texts << label->text();
        return texts.join(QLatin1Char('|'));
    };
    QCOMPARE(shown(), QString());
    strip.setHistory(41);
    QVERIFY2(shown().contains(QStringLiteral("41 run")), qPrintable(shown()));
    strip.setLastRun(QStringLiteral("last run 1.84 s"));
    QVERIFY2(shown().startsWith(QStringLiteral("last run 1.84 s · history 41 run")), qPrintable(shown()));
}

// --- settings ------------------------------------------------------------------------------------------------------

void TestShellParts::settingsComeBack()
{
    QFile::remove(WindowSettings::file());
    const WindowSettings fresh = WindowSettings::load();
    QCOMPARE(fresh.textScale, 1.0);
    QCOMPARE(fresh.theme, ThemeChoice::Auto);
    QVERIFY(fresh.layout.isEmpty() && fresh.project.isEmpty());

    WindowSettings settings;
    settings.geometry = QByteArray("\x01\x00\xff geometry", 12);
    settings.layout = QByteArray("docks\n");
    settings.project = QStringLiteral("/home/zażółć/retort.toml");
    settings.textScale = 1.21;
    settings.theme = ThemeChoice::Dark;
    settings.collapsesRuns = true;
    settings.save();
    const WindowSettings read = WindowSettings::load();
    QCOMPARE(read.geometry, settings.geometry);
    QCOMPARE(read.layout, settings.layout);
    QCOMPARE(read.project, settings.project);
    QCOMPARE(read.collapsesRuns, settings.collapsesRuns);
    QCOMPARE(read.textScale, 1.21);
    QCOMPARE(read.theme, ThemeChoice::Dark);
    QVERIFY(WindowSettings::file().startsWith(qEnvironmentVariable("XDG_CONFIG_HOME")));
}

void TestShellParts::settingsSurviveBadFiles_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no settings") << QByteArray("hello\0world", 11);
    QTest::newRow("text for a number") << QByteArray("[looks]\ntextScale=large\ntheme=purple\n");
    QTest::newRow("no number") << QByteArray("[looks]\ntextScale=nan\n");
    QTest::newRow("nothing to be read") << QByteArray("[looks]\ntextScale=0\n");
    QTest::newRow("below nothing") << QByteArray("[looks]\ntextScale=-3\n");
    QTest::newRow("no end") << QByteArray("[looks]\ntextScale=inf\n");
}

void TestShellParts::settingsSurviveBadFiles()
{
    QFETCH(QByteArray, bytes);
    WindowSettings().save(); // makes the folder
    QFile file(WindowSettings::file());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(bytes);
    file.close();
    const WindowSettings read = WindowSettings::load();
    QCOMPARE(read.textScale, 1.0);
    QCOMPARE(read.theme, ThemeChoice::Auto);
    QFile::remove(WindowSettings::file());
}

// --- cards ---------------------------------------------------------------------------------------------------------

void TestShellParts::cardShowsItsPlanAndRunsIt()
{
    ProjectFixture project("a1 [app] -> a2 -> a3, m1 [metrics]");
    const ScratchDatabase &app = project.addDatabase("app");
    CardScene scene(project, "app");
    QVERIFY(scene.card);
    QCOMPARE(scene.card->phase(), Phase::Ready);
    QCOMPARE(scene.card->stepCount(), 3);
    QVERIFY2(scene.card->headline().contains(QStringLiteral("to a3")), qPrintable(scene.card->headline()));
    QVERIFY(scene.card->commandLine().startsWith(QStringLiteral("retort -x db=app upgrade")));
    QVERIFY2(scene.details().startsWith(QStringLiteral("a1  add a1\na2  add a2\na3")), qPrintable(scene.details()));
    QVERIFY(scene.card->mayRun());
    QVERIFY(!app.hasRelation("t_a1"));

    QSignalSpy changes(scene.card.get(), &UpgradeCard::changed);
    scene.card->run();
    QCOMPARE(scene.card->phase(), Phase::Running);
    QVERIFY(find<QProgressBar>(*scene.card, "upgradeProgress")->isVisible());
    QVERIFY(!scene.card->mayRun());
    QVERIFY(scene.waitFor(Phase::Done));
    QVERIFY(changes.size() >= 2);
    QVERIFY2(scene.card->headline().startsWith(QStringLiteral("Done: 3 revision")), qPrintable(scene.card->headline()));
    QCOMPARE(scene.details(), QStringLiteral("The database is at a3.\na1  add a1\na2  add a2\na3  add a3"));
    QVERIFY(app.hasRelation("t_a3"));
}

void TestShellParts::cardListsLongPlansInPart()
{
    std::string scene = "r00 [app]";
    for (int i = 1; i < 30; ++i)
        scene += QStringLiteral(" -> r%1").arg(i, 2, 10, QLatin1Char('0')).toStdString();
    ProjectFixture project(scene);
    project.addDatabase("app");
    CardScene card(project, "app");
    QVERIFY(card.card);
    QCOMPARE(card.card->stepCount(), 30);
    QVERIFY2(card.details().endsWith(QStringLiteral("r11  add r11\nand 18 more")), qPrintable(card.details()));
}

void TestShellParts::cardWithNothingToDo()
{
    ProjectFixture project("a1 [app]");
    const ScratchDatabase &app = project.addDatabase("app");
    app.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version "
                "VALUES ('a1')");
    CardScene scene(project, "app");
    QVERIFY(scene.card);
    QCOMPARE(scene.card->phase(), Phase::NothingToDo);
    QVERIFY(!scene.card->mayRun());
    QCOMPARE(scene.card->stepCount(), 0);
}

void TestShellParts::cardTellsWhyThereIsNoPlan()
{
    ProjectFixture project("a1 [app] -> a2, a1 -> x2");
    project.addDatabase("app");
    CardScene split(project, "app");
    QVERIFY(split.card);
    QCOMPARE(split.card->phase(), Phase::Refused);
    QVERIFY2(split.card->headline().contains(QStringLiteral("a2"))
                 && split.card->headline().contains(QStringLiteral("x2")),
             qPrintable(split.card->headline()));
    QVERIFY(!split.details().isEmpty()); // the way out
    QVERIFY(!split.card->mayRun());

    ProjectFixture lost("a1 [app]");
    lost.addDatabase("app");
    lost.writeFile(
        ".env",
        "FIXTURE_APP_HOST=127.0.0.1\nFIXTURE_APP_PORT=1\nFIXTURE_APP_USER=u\nFIXTURE_APP_PASSWORD=secret-word\n"
        "FIXTURE_APP_DBNAME=d\n");
    CardScene away(lost, "app");
    QVERIFY(away.card);
    QCOMPARE(away.card->phase(), Phase::Refused);
    QVERIFY(!away.card->headline().contains(QStringLiteral("secret-word")));
}

void TestShellParts::cardAsksForProductionsName()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addDatabase("app");
    QFile file(QString::fromStdString(project.file().string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    project.writeFile("retort.toml", text.toStdString() + "tier = \"prod\"\n");
    CardScene scene(project, "app");
    QVERIFY(scene.card);
    QCOMPARE(scene.card->phase(), Phase::Ready);
    QVERIFY(!scene.card->mayRun());
    auto *confirm = find<QLineEdit>(*scene.card, "confirmDatabaseName");
    QVERIFY(confirm->isVisible());
    QSignalSpy changes(scene.card.get(), &UpgradeCard::changed);
    QTest::keyClicks(confirm, QStringLiteral("ap"));
    QVERIFY(!scene.card->mayRun());
    QTest::keyClicks(confirm, QStringLiteral("p"));
    QVERIFY(scene.card->mayRun());
    QCOMPARE(changes.size(), 3);
    QTest::keyClicks(confirm, QStringLiteral("x"));
    QVERIFY(!scene.card->mayRun());
}

void TestShellParts::cardTellsAFailureAndOffersRecovery()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addRevision(revisionText("a3", "a2", "SELECT 1/0;"));
    project.addDatabase("app");
    CardScene scene(project, "app");
    QVERIFY(scene.card);
    scene.card->run();
    QVERIFY(scene.waitFor(Phase::Failed));
    QVERIFY2(scene.card->headline().contains(QStringLiteral("a3")), qPrintable(scene.card->headline()));
    QVERIFY2(scene.details().contains(QStringLiteral("division by zero")), qPrintable(scene.details()));
    QVERIFY2(scene.details().endsWith(QStringLiteral("The database is at a2.")), qPrintable(scene.details()));
    QSignalSpy recoveries(scene.card.get(), &UpgradeCard::recoveryRequested);
    QVERIFY(click(*scene.card, "openRecovery"));
    QCOMPARE(recoveries.size(), 1);
    QCOMPARE(recoveries.front().front().toString(), QStringLiteral("app"));
}

void TestShellParts::cardCancels()
{
    ProjectFixture project("a1 [app] -> a2");
    project.addRevision(revisionText("a3", "a2", "SELECT pg_sleep(60);"));
    const ScratchDatabase &app = project.addDatabase("app");
    CardScene scene(project, "app");
    QVERIFY(scene.card);
    scene.card->cancel(); // nothing runs: nothing happens
    QCOMPARE(scene.card->phase(), Phase::Ready);
    scene.card->run();
    QTRY_VERIFY_WITH_TIMEOUT(app.value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' "
                                       "AND state = 'active' AND pid <> pg_backend_pid()")
                                 == "1",
                             patience);
    scene.card->cancel();
    QVERIFY(scene.waitFor(Phase::Failed));
    QVERIFY2(scene.card->headline().startsWith(QStringLiteral("Cancelled after 2 revision")),
             qPrintable(scene.card->headline()));
    QCOMPARE(scene.details(), QStringLiteral("The database is at a2."));
}

QTEST_MAIN(TestShellParts)
#include "tst_shellparts.moc"
