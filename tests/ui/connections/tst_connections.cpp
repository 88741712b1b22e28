// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/accessibility.h"
#include "ui/connections/connectiondelegate.h"
#include "ui/connections/connectionmodel.h"
#include "ui/connections/connectionspanel.h"
#include "ui/theme/colours.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QDir>
#include <QFormLayout>
#include <QListView>
#include <QPainter>
#include <QSignalSpy>
#include <QTextBrowser>
#include <QTest>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using session::DatabaseState;
using session::Reachability;

namespace
{

DatabaseState appData()
{
    DatabaseState state;
    state.name = "postgres";
    state.purpose = "Application data";
    state.tier = project::Tier::Dev;
    state.address = "sotp_db on localhost:5433 as sotp_user";
    state.host = "localhost";
    state.port = "5433";
    state.databaseName = "sotp_db";
    state.user = "sotp_user";
    state.passwordSource = "POSTGRES_PASSWORD in .env";
    state.reachability = Reachability::Reachable;
    state.serverVersion = "15.20";
    state.rows = {"b2870ce4519f"};
    state.pending = 3;
    return state;
}

DatabaseState metrics()
{
    DatabaseState state = appData();
    state.name = "timescale";
    state.purpose = "Metrics";
    state.tier = project::Tier::Prod;
    state.address = "sotp_metrics_db on metrics.internal:5434 as sotp_user";
    state.host = "metrics.internal";
    state.port = "5434";
    state.databaseName = "sotp_metrics_db";
    state.passwordSource = "";
    state.timescaleVersion = "2.25.2";
    state.pending = 0;
    state.isAtHead = true;
    return state;
}

DatabaseState lost(DatabaseState state)
{
    state.reachability = Reachability::Unreachable;
    state.error = makeError("unknown-host", "The name metrics.internal resolves only inside the container network",
                            "Run Retort there, or set TIMESCALE_HOST to localhost.");
    return state;
}

session::ConnectionTest passed(const char *database)
{
    session::ConnectionTest test;
    test.database = database;
    test.succeeded = true;
    test.serverVersion = "15.20";
    test.timescaleVersion = "2.25.2";
    test.milliseconds = 12;
    return test;
}

session::ConnectionTest failed(const char *database)
{
    session::ConnectionTest test;
    test.database = database;
    test.error =
        makeError("wrong-password", "The server refuses the password of sotp_user", "Check POSTGRES_PASSWORD in .env.");
    return test;
}

struct Desk {
    ConnectionsPanel panel;
    QSignalSpy chosen{&panel, &ConnectionsPanel::databaseSelected};
    QSignalSpy tests{&panel, &ConnectionsPanel::testRequested};

    explicit Desk(const std::vector<DatabaseState> &databases = {appData(), metrics()}, QSize size = {230, 640})
    {
        panel.setDatabases(databases);
        panel.resize(size);
        panel.show();
        panel.activateWindow();
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
    QListView *list() const { return find<QListView>("connectionList"); }
    QPushButton *test() const { return find<QPushButton>("testConnection"); }
    QString shown(const char *name) const
    {
        const auto *widget = find<QWidget>(name);
        return widget->isVisible() ? widget->property("text").toString() : QString(); // of a label or a field
    }
    void clickRow(int row) const
    {
        QTest::mouseClick(list()->viewport(), Qt::LeftButton, {},
                          list()->visualRect(list()->model()->index(row, 0)).center());
    }
};

/// A row as the list draws it.
QImage drawn(const DatabaseState &state, int width, QStyle::State flags = QStyle::State_Enabled, int row = 0)
{
    ConnectionModel model;
    std::vector<DatabaseState> databases(static_cast<std::size_t>(row), appData());
    databases.push_back(state);
    model.setDatabases(databases);
    const ConnectionDelegate delegate;
    QStyleOptionViewItem option;
    option.font = QApplication::font();
    option.fontMetrics = QFontMetrics(option.font);
    option.palette = QApplication::palette();
    option.state = flags;
    option.rect = QRect(QPoint(), QSize(width, delegate.sizeHint(option, model.index(row)).height()));
    QImage image(option.rect.size(), QImage::Format_RGB32);
    image.fill(Theme::current()[ColourRole::Base]);
    QPainter painter(&image);
    delegate.paint(&painter, option, model.index(row));
    return image;
}

int pixelsOf(const QImage &image, const QColor &colour, const QRect &area)
{
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y) == colour;
    }
    return count;
}

} // namespace

class TestConnections : public QObject
{
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void modelIsSound();
    void modelSpeaks_data();
    void modelSpeaks();
    void tipTellsAddressAndError();

    void barHasTheDatabasesColour();
    void selectionAndFocusAreDrawn();
    void tierIsDrawnAtEveryWidth();
    void nothingIsDrawnOutsideTheRow();

    void detailsTellWhereItIs();
    void detailsNeverHoldThePassword();
    void choosingByMouseAndKey();
    void firstDatabaseIsChosen();
    void choiceSurvivesAReload();
    void emptyProjectShowsNoDetails();

    void testIsAskedForAndAwaited();
    void testTellsItsResult_data();
    void testTellsItsResult();
    void testShowsWhatItLookedAt();
    void countsDownWhileAServerStarts();
    void resultStaysWithItsDatabase();
    void noTestDuringARun();

    void listIsAsHighAsItsRows();
    void everyWidgetHasAName();
    void pictures_data();
    void pictures();
};

// --- model and rows ------------------------------------------------------------------------------------------------

void TestConnections::modelIsSound()
{
    ConnectionModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDatabases({appData(), metrics()});
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setState(lost(metrics()));
    QCOMPARE(changes.size(), 1);
    QCOMPARE(changes.front().front().toModelIndex().row(), 1);
    DatabaseState stranger = appData();
    stranger.name = "stranger";
    model.setState(stranger);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.rowOf(QStringLiteral("timescale")), 1);
    QCOMPARE(model.rowOf(QStringLiteral("stranger")), -1);
    model.setDatabases({});
    QCOMPARE(model.rowCount(), 0);
}

void TestConnections::modelSpeaks_data()
{
    QTest::addColumn<DatabaseState>("state");
    QTest::addColumn<QString>("said");
    QTest::newRow("pending") << appData()
                             << "database postgres, dev, reachable, PostgreSQL 15.20, at b2870ce4519f, 3 pending, "
                                "Application data";
    QTest::newRow("at head") << metrics()
                             << "database timescale, prod, reachable, TimescaleDB 2.25.2, at b2870ce4519f, at head, "
                                "Metrics";
    QTest::newRow("unreachable") << lost(metrics()) << "database timescale, prod, unreachable, Metrics";
}

void TestConnections::modelSpeaks()
{
    QFETCH(DatabaseState, state);
    QFETCH(QString, said);
    ConnectionModel model;
    model.setDatabases({state});
    QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), said);
}

void TestConnections::tipTellsAddressAndError()
{
    ConnectionModel model;
    model.setDatabases({lost(metrics())});
    QCOMPARE(model.index(0).data(Qt::ToolTipRole).toString(),
             QStringLiteral("Metrics\nsotp_metrics_db on metrics.internal:5434 as sotp_user\n"
                            "The name metrics.internal resolves only inside the container network\n"
                            "Run Retort there, or set TIMESCALE_HOST to localhost."));
}

void TestConnections::barHasTheDatabasesColour()
{
    for (const int row : {0, 1, 2}) {
        const QImage image = drawn(appData(), 220, QStyle::State_Enabled, row);
        const QRect left(0, image.height() / 2, 24, 1);
        QVERIFY(pixelsOf(image, Theme::current().branch(row), left) >= 3);
    }
}

void TestConnections::selectionAndFocusAreDrawn()
{
    const QColor selection = Theme::current()[ColourRole::Selection];
    const QImage plain = drawn(appData(), 220);
    const QImage selected = drawn(appData(), 220, QStyle::State_Enabled | QStyle::State_Selected);
    const QImage focused =
        drawn(appData(), 220, QStyle::State_Enabled | QStyle::State_Selected | QStyle::State_HasFocus);
    QCOMPARE(plain.pixelColor(218, 2), Theme::current()[ColourRole::Base]);
    QCOMPARE(selected.pixelColor(218, 2), selection);
    QCOMPARE(selected.pixelColor(0, 2), selection);
    QCOMPARE(focused.pixelColor(0, 2), Theme::current()[ColourRole::Accent]);
    const QImage hovered = drawn(appData(), 220, QStyle::State_Enabled | QStyle::State_MouseOver);
    QCOMPARE(hovered.pixelColor(218, 2), Theme::current()[ColourRole::Hover]);
}

void TestConnections::tierIsDrawnAtEveryWidth()
{
    // A long name gives way to the tier's badge; the badge lies inside the row.
    DatabaseState state = metrics();
    state.name = "a_database_with_a_name_that_is_longer_than_any_panel";
    for (int width = 120; width <= 400; width += 20) {
        const QImage image = drawn(state, width);
        const QRect firstLine(0, 0, width, image.height() / 3);
        QVERIFY2(pixelsOf(image, Theme::current().tier(project::Tier::Prod), firstLine) > 10,
                 qPrintable(QString::number(width)));
    }
}

void TestConnections::nothingIsDrawnOutsideTheRow()
{
    for (int width = 120; width <= 400; width += 20) {
        const QImage image = drawn(lost(metrics()), width);
        const QRect margin(width - 4, 0, 4, image.height());
        QCOMPARE(pixelsOf(image, Theme::current()[ColourRole::Base], margin), margin.width() * margin.height());
    }
}

// --- panel ---------------------------------------------------------------------------------------------------------

void TestConnections::detailsTellWhereItIs()
{
    Desk desk;
    QCOMPARE(desk.shown("connectionHost"), QStringLiteral("localhost"));
    QCOMPARE(desk.shown("connectionPort"), QStringLiteral("5433"));
    QCOMPARE(desk.shown("connectionDatabase"), QStringLiteral("sotp_db"));
    QCOMPARE(desk.shown("connectionUser"), QStringLiteral("sotp_user"));
    QCOMPARE(desk.shown("connectionPasswordSource"), QStringLiteral("POSTGRES_PASSWORD in .env"));
    desk.clickRow(1);
    QCOMPARE(desk.shown("connectionHost"), QStringLiteral("metrics.internal"));
    QCOMPARE(desk.shown("connectionPasswordSource"), QStringLiteral("no password is set"));
    DatabaseState moved = metrics();
    moved.host = "localhost";
    moved.port.clear();
    desk.panel.setState(moved);
    QCOMPARE(desk.shown("connectionHost"), QStringLiteral("localhost"));
    QCOMPARE(desk.shown("connectionPort"), QStringLiteral("–"));
}

void TestConnections::detailsNeverHoldThePassword()
{
    // Nothing but the source is there to be shown; a value that looks like markup stays text.
    DatabaseState state = appData();
    state.passwordSource = "<b>PGPASSFILE</b> of sotp";
    Desk desk({state});
    QCOMPARE(desk.shown("connectionPasswordSource"), QStringLiteral("<b>PGPASSFILE</b> of sotp"));
}

void TestConnections::choosingByMouseAndKey()
{
    Desk desk;
    desk.clickRow(1);
    QCOMPARE(desk.chosen.last().front().toString(), QStringLiteral("timescale"));
    desk.panel.focusList();
    QTest::keyClick(desk.list(), Qt::Key_Up);
    QCOMPARE(desk.chosen.last().front().toString(), QStringLiteral("postgres"));
    desk.panel.selectDatabase(QStringLiteral("timescale"));
    QCOMPARE(desk.panel.selectedDatabase(), QStringLiteral("timescale"));
    const auto told = desk.chosen.size();
    desk.panel.selectDatabase(QStringLiteral("timescale"));
    desk.panel.selectDatabase(QStringLiteral("stranger"));
    QCOMPARE(desk.chosen.size(), told);
    QCOMPARE(desk.panel.selectedDatabase(), QStringLiteral("timescale"));
}

void TestConnections::firstDatabaseIsChosen()
{
    Desk desk;
    QCOMPARE(desk.panel.selectedDatabase(), QStringLiteral("postgres"));
}

void TestConnections::choiceSurvivesAReload()
{
    Desk desk;
    desk.clickRow(1);
    DatabaseState third = appData();
    third.name = "archive";
    desk.panel.setDatabases({third, appData(), metrics()});
    QCOMPARE(desk.panel.selectedDatabase(), QStringLiteral("timescale"));
    QCOMPARE(desk.list()->currentIndex().row(), 2);
    desk.panel.setDatabases({third, appData()});
    QCOMPARE(desk.panel.selectedDatabase(), QStringLiteral("archive"));
}

void TestConnections::emptyProjectShowsNoDetails()
{
    Desk desk(std::vector<DatabaseState>{});
    QCOMPARE(desk.panel.selectedDatabase(), QString());
    QVERIFY(!desk.test()->isVisible());
    QCOMPARE(desk.shown("noDatabase"), QStringLiteral("No database yet"));
    desk.panel.setDatabases({appData()});
    QVERIFY(desk.test()->isVisible());
    QCOMPARE(desk.shown("noDatabase"), QString());
}

// --- test ----------------------------------------------------------------------------------------------------------

void TestConnections::testIsAskedForAndAwaited()
{
    Desk desk;
    QTest::mouseClick(desk.test(), Qt::LeftButton);
    QCOMPARE(desk.tests.size(), 1);
    QCOMPARE(desk.tests.front().front().toString(), QStringLiteral("postgres"));
    QCOMPARE(desk.shown("testResult"), QStringLiteral("Testing …"));
    QVERIFY(!desk.test()->isEnabled());
    // News of the database do not end the wait.
    desk.panel.setState(appData());
    QVERIFY(!desk.test()->isEnabled());
    desk.panel.showTest(passed("postgres"));
    QVERIFY(desk.test()->isEnabled());
}

void TestConnections::testTellsItsResult_data()
{
    QTest::addColumn<session::ConnectionTest>("test");
    QTest::addColumn<QString>("result");
    QTest::addColumn<QString>("remedy");
    session::ConnectionTest plain = passed("postgres");
    plain.timescaleVersion.clear();
    session::ConnectionTest silent;
    silent.database = "postgres";
    QTest::newRow("passed") << plain << "Connected in 12 ms: PostgreSQL 15.20."
                            << "";
    QTest::newRow("TimescaleDB") << passed("postgres") << "Connected in 12 ms: PostgreSQL 15.20, TimescaleDB 2.25.2."
                                 << "";
    QTest::newRow("failed") << failed("postgres") << "The server refuses the password of sotp_user"
                            << "Check POSTGRES_PASSWORD in .env.";
    QTest::newRow("failed without a reason") << silent << "The test failed."
                                             << "";
}

void TestConnections::testTellsItsResult()
{
    QFETCH(session::ConnectionTest, test);
    QFETCH(QString, result);
    QFETCH(QString, remedy);
    Desk desk;
    QTest::mouseClick(desk.test(), Qt::LeftButton);
    desk.panel.showTest(test);
    QCOMPARE(desk.shown("testResult"), result);
    QCOMPARE(desk.shown("testRemedy"), remedy);
    const QColor colour = desk.find<QLabel>("testResult")->palette().color(QPalette::WindowText);
    QCOMPARE(colour, Theme::current()[test.succeeded ? ColourRole::Applied : ColourRole::Failed]);
}

void TestConnections::testShowsWhatItLookedAt()
{
    using Verdict = session::Check::Verdict;
    session::ConnectionTest test = passed("postgres");
    test.checks = {{"login", Verdict::Fine, "It lets sotp_user in.", {}},
                   {"no-create-right", Verdict::Failed, "This user may create nothing in schema <public>.",
                    "GRANT CREATE ON SCHEMA \"public\" TO \"sotp_user\";"}};
    Desk desk;
    desk.panel.showTest(test);
    const auto *checks = desk.find<QTextBrowser>("testChecks");
    QVERIFY(checks->isVisible());
    QCOMPARE(checks->toPlainText(),
             QStringLiteral("ok It lets sotp_user in.\n"
                            "failed This user may create nothing in schema <public>.\n"
                            "GRANT CREATE ON SCHEMA \"public\" TO \"sotp_user\";"));
    desk.clickRow(1); // its own result, or none
    QVERIFY(!checks->isVisible());
    desk.panel.showTest(passed("timescale"));
    QVERIFY(!checks->isVisible());
}

void TestConnections::countsDownWhileAServerStarts()
{
    DatabaseState state = appData();
    state.reachability = Reachability::Connecting;
    state.retryIn = 2;
    QCOMPARE(words::reachability(state), QStringLiteral("starting, next try in 2 s"));
    QVERIFY(words::summary(state).contains(QLatin1String("starting, next try in 2 s")));
    state.retryIn = 0;
    QCOMPARE(words::reachability(state), QStringLiteral("connecting …"));
}

void TestConnections::resultStaysWithItsDatabase()
{
    Desk desk;
    QTest::mouseClick(desk.test(), Qt::LeftButton);
    desk.clickRow(1);
    QCOMPARE(desk.shown("testResult"), QString());
    QVERIFY(desk.test()->isEnabled());
    desk.panel.showTest(failed("postgres")); // the answer to the first one, late
    QCOMPARE(desk.shown("testResult"), QString());
    desk.clickRow(0);
    QCOMPARE(desk.shown("testResult"), QStringLiteral("The server refuses the password of sotp_user"));
}

void TestConnections::noTestDuringARun()
{
    Desk desk;
    DatabaseState busy = appData();
    busy.isRunning = true;
    desk.panel.setState(busy);
    QVERIFY(!desk.test()->isEnabled());
    desk.panel.setState(appData());
    QVERIFY(desk.test()->isEnabled());
}

// --- looks ---------------------------------------------------------------------------------------------------------

void TestConnections::listIsAsHighAsItsRows()
{
    Desk desk;
    const int rows = desk.list()->visualRect(desk.list()->model()->index(1, 0)).bottom() + 1;
    QVERIFY2(desk.list()->height() >= rows && desk.list()->height() < rows + 12,
             qPrintable(QStringLiteral("%1 for rows of %2").arg(desk.list()->height()).arg(rows)));
    // Many databases scroll, the details stay.
    std::vector<DatabaseState> many(30, appData());
    for (std::size_t i = 0; i < many.size(); ++i)
        many[i].name = "database" + std::to_string(i);
    desk.panel.setDatabases(many);
    QCoreApplication::processEvents();
    QVERIFY(desk.test()->isVisible());
    QVERIFY(desk.test()->geometry().bottom() < desk.panel.height());
    QVERIFY(desk.list()->height() < desk.panel.height() * 3 / 4);
}

void TestConnections::everyWidgetHasAName()
{
    Desk desk;
    desk.panel.showTest(failed("postgres"));
    QCOMPARE(unnamedFocusableWidgets(&desk.panel), QStringList());
}

void TestConnections::pictures_data()
{
    QTest::addColumn<ThemeChoice>("theme");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

/// For a designer's eye, to <build>/pictures/connections.
void TestConnections::pictures()
{
    QFETCH(ThemeChoice, theme);
    applyTheme(*qApp, theme);
    DatabaseState connecting = appData();
    connecting.reachability = Reachability::Connecting;
    DatabaseState running = metrics();
    running.isRunning = true;
    std::vector<std::unique_ptr<Desk>> desks;
    desks.push_back(std::make_unique<Desk>(std::vector{appData(), metrics()}, QSize(220, 560)));
    desks.back()->panel.showTest(passed("postgres"));
    desks.push_back(std::make_unique<Desk>(std::vector{appData(), lost(metrics())}, QSize(220, 560)));
    desks.back()->clickRow(1);
    session::ConnectionTest test = failed("timescale");
    test.error = lost(metrics()).error;
    desks.back()->panel.showTest(test);
    desks.push_back(std::make_unique<Desk>(std::vector{connecting, running}, QSize(160, 560)));
    desks.push_back(std::make_unique<Desk>(std::vector<DatabaseState>{}, QSize(220, 560)));
    desks.push_back(std::make_unique<Desk>(std::vector<DatabaseState>(12, appData()), QSize(300, 560)));
    QImage sheet(1160, 560, QImage::Format_RGB32);
    sheet.fill(Qt::gray);
    QPainter painter(&sheet);
    int left = 0;
    for (const auto &desk : desks) {
        painter.drawPixmap(left, 0, desk->panel.grab());
        left += desk->panel.width() + 8;
    }
    const QDir folder(QStringLiteral(RETORT_BINARY_DIR "/pictures/connections"));
    QVERIFY(folder.mkpath(QStringLiteral(".")));
    QVERIFY(sheet.save(folder.filePath(themeChoiceName(theme) + QStringLiteral(".png"))));
}

QTEST_MAIN(TestConnections)
#include "tst_connections.moc"
