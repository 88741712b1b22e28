// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing of the graph and moving in it.
#include "tests/ui/graph/graphsamples.h"
#include "ui/graph/lanepainter.h"
#include "ui/graph/revisionview.h"
#include "ui/graph/rowmetrics.h"
#include "ui/theme/colours.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using revision::LaneLayout;

namespace
{

/// A view on a sample, shown and with the focus.
struct Scene {
    RevisionModel model;
    RevisionView view;
    QSignalSpy selected{&view, &RevisionView::selectedIdChanged};

    explicit Scene(const GraphSample &sample, QSize size = {620, 400}, int number = 0)
    {
        show(sample);
        view.setRevisionModel(&model);
        view.setDatabaseNumber(number);
        view.resize(size);
        view.show();
        view.activateWindow();
        view.setFocus();
        [[maybe_unused]] const bool active = QTest::qWaitForWindowActive(&view);
        view.setCurrentIndex({});
        selected.clear();
    }
    void show(const GraphSample &sample)
    {
        model.setGraph(std::make_shared<RevisionGraph>(sample.project->map, sample.state.name, sample.state.branch,
                                                       sample.state.rows,
                                                       sample.state.reachability == session::Reachability::Reachable),
                       sample.state);
    }
    QImage picture() { return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32); }
    int topOf(int row) const { return row * view.rowHeight() - view.verticalScrollBar()->value(); }
    int middleOf(int row) const { return topOf(row) + view.rowHeight() / 2; }
    const RowMetrics &metrics() const { return view.metrics(); }
    int rowOf(const char *id) const { return model.rowOf(QLatin1String(id)); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&view, key, modifiers); }
    void moveTo(int row, int x = 300) { QTest::mouseMove(view.viewport(), {x, middleOf(row)}); }
    void turnWheel(int delta, Qt::KeyboardModifiers modifiers = {})
    {
        const QPointF at(50, 50);
        QWheelEvent event(at, view.viewport()->mapToGlobal(at), {}, {0, delta}, Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(view.viewport(), &event);
    }
};

/// As colours go once edges are anti-aliased.
bool isNear(const QColor &a, const QColor &b)
{
    return qAbs(a.red() - b.red()) + qAbs(a.green() - b.green()) + qAbs(a.blue() - b.blue()) < 60;
}

/// Thin round lines are blended all over.
bool isInked(const QColor &pixel)
{
    return contrastRatio(pixel, Theme::current()[ColourRole::Base]) > 1.6;
}

bool columnHas(const QImage &image, int x, int top, int bottom, const QColor &colour)
{
    for (int y = top; y <= bottom; ++y) {
        if (isNear(image.pixelColor(x, y), colour))
            return true;
    }
    return false;
}

GraphSample chain(int length, int applied)
{
    std::vector<revision::Revision> revisions(static_cast<std::size_t>(length));
    for (int i = 0; i < length; ++i) {
        revision::Revision &revision = revisions[static_cast<std::size_t>(i)];
        revision.id = QStringLiteral("r%1").arg(i, 5, 10, QLatin1Char('0')).toStdString();
        revision.message = "change number " + std::to_string(i);
        revision.createDate = "2024-05-05 12:00:00";
        if (i > 0)
            revision.downRevisions = {revisions[static_cast<std::size_t>(i - 1)].id};
    }
    return graphSample(revisions, {revisions[static_cast<std::size_t>(applied - 1)].id});
}

} // namespace

class TestGraphView : public QObject
{
    Q_OBJECT

private slots:
    void init() { applyTheme(*qApp, ThemeChoice::Light); }

    void columnsGiveWayInOrder();
    void rowsShareTheirRoom_data();
    void rowsShareTheirRoom();
    void badgesNeverMeetTheDate();
    void badgesKeepTheMostTelling();
    void generatedIdsAreShownWhole();

    void edgesTurnIntoTheirLane();
    void lanesAreDrawn_data();
    void lanesAreDrawn();
    void dependenciesAreDashed();
    void forksAndMergesJoin();
    void manyLanesStayOutOfTheText();
    void laneColoursFollowTheTheme();
    void nodesTellTheirState_data();
    void nodesTellTheirState();
    void unansweredNodesAreNeither();
    void currentLineRunsAboveWhatIsApplied();
    void selectedRowIsFilled();

    void keysMove_data();
    void keysMove();
    void keysMoveAlongTheLine();
    void focusSelectsWhereTheDatabaseIs();
    void lettersGoToTheFilter();
    void clickSelects();
    void clickBesideTheRowsKeepsTheSelection();
    void draggingMovesTheOneSelection();
    void contextMenuByMouseAndKey();

    void hoverShowsTheWay();
    void focusShowsTheWayOfTheSelectedRow();
    void planTakesTheWaysPlace();

    void wheelScrollsAndZooms();
    void zoomKeepsThePlace();
    void zoomHasBounds();
    void zoomedOutIsAnOverview();
    void scrolledPixelsAreThePaintedOnes();
    void selectionSurvivesAReload();
    void placeSurvivesAReload();
    void selectionSurvivesTheFilter();
    void hundredThousandRowsAreReached();
};

// --- geometry ------------------------------------------------------------------------------------------------------

void TestGraphView::columnsGiveWayInOrder()
{
    Scene scene(sotpSample());
    const RevisionGraph &graph = scene.model.graph();
    const QFont font = QApplication::font();
    int previousIdWidth = 0;
    bool hadDates = false;
    for (int width = 200; width <= 1000; ++width) {
        const RowMetrics metrics = RowMetrics::of(font, 1.0, width, graph);
        QVERIFY(metrics.idWidth >= previousIdWidth);
        QVERIFY2(metrics.showsDates || !hadDates, "a wider view has lost the date");
        previousIdWidth = metrics.idWidth;
        hadDates = metrics.showsDates;
        QVERIFY(metrics.messageLeft < metrics.right);
        QVERIFY(metrics.idLeft >= metrics.laneX(graph.layout().laneCount() - 1) + qRound(metrics.nodeRadius) + 3);
    }
    QVERIFY(hadDates);
    QVERIFY(!RowMetrics::of(font, 1.0, 240, graph).showsDates);
    // Long ids are shown whole only where the message has plenty of room.
    QVERIFY(RowMetrics::of(font, 1.0, 1000, graph).idWidth > RowMetrics::of(font, 1.0, 480, graph).idWidth);
}

void TestGraphView::rowsShareTheirRoom_data()
{
    QTest::addColumn<int>("message");
    QTest::addColumn<QList<int>>("badges");
    QTest::addColumn<int>("date");
    QTest::addColumn<int>("count");
    QTest::newRow("nothing but a message") << 100 << QList<int>{} << 0 << 0;
    QTest::newRow("all fits") << 100 << QList<int>{50, 40} << 80 << 2;
    QTest::newRow("long message keeps a rest") << 900 << QList<int>{50} << 80 << 1;
    QTest::newRow("a shorter rest beside the first badge") << 900 << QList<int>{220} << 0 << 1;
    QTest::newRow("the last badges give way") << 900 << QList<int>{90, 90, 90, 90} << 80 << 1;
    QTest::newRow("a short message leaves more to the badges") << 10 << QList<int>{90, 90, 90, 90} << 80 << 2;
    QTest::newRow("a badge wider than the row") << 100 << QList<int>{900, 10} << 0 << 0;
    QTest::newRow("no room at all") << 100 << QList<int>{50} << 600 << 0;
}

void TestGraphView::rowsShareTheirRoom()
{
    QFETCH(int, message);
    QFETCH(QList<int>, badges);
    QFETCH(int, date);
    QFETCH(int, count);
    RowMetrics metrics;
    metrics.text = QApplication::font();
    metrics.messageLeft = 100;
    metrics.right = 400;
    const RowShares shares = shareRow(metrics, metrics.messageLeft, message, badges, date);
    QCOMPARE(shares.badgeCount, count);
    int end = metrics.messageLeft + qMin(message, shares.messageRoom);
    for (int i = 0; i < shares.badgeCount; ++i)
        end += badges[i] + (i == 0 ? spacing::small : badgeGap());
    QVERIFY(end <= qMax(metrics.messageLeft, metrics.right - date));
    QVERIFY(shares.messageRoom >= 0);
    QCOMPARE(shares.dateLeft, metrics.right - date);
}

void TestGraphView::badgesNeverMeetTheDate()
{
    // A strip of ground stands between whatever is left of the date and the date, at every width.
    Scene scene(wordySample());
    const QString date = scene.model.date(0);
    for (int width = 220; width <= 900; width += 17) {
        scene.view.resize(width, 200);
        if (!scene.metrics().showsDates)
            continue;
        const QImage image = scene.picture();
        const int dateLeft = scene.metrics().right - QFontMetrics(scene.metrics().text).horizontalAdvance(date);
        for (int row = 0; row < scene.model.rowCount(); ++row) {
            for (int x = dateLeft - spacing::small; x < dateLeft - 2; ++x) {
                for (int y = scene.topOf(row) + 2; y < scene.topOf(row + 1) - 1; ++y)
                    QVERIFY2(isNear(image.pixelColor(x, y), Theme::current()[ColourRole::Base]),
                             qPrintable(
                                 QStringLiteral("row %1 at width %2: ink at %3,%4").arg(row).arg(width).arg(x).arg(y)));
            }
        }
    }
}

void TestGraphView::badgesKeepTheMostTelling()
{
    Scene scene(sotpSample(), {900, 300});
    const int row = scene.rowOf("b2870ce4519f");
    const int base = scene.rowOf("0001_init_postgres");
    QCOMPARE(scene.view.shownBadges(base), (QStringList{QStringLiteral("base"), QStringLiteral("postgres")}));
    scene.view.resize(270, 300);
    QCOMPARE(scene.view.shownBadges(row), QStringList{QStringLiteral("current")});
    QCOMPARE(scene.view.shownBadges(base), QStringList{QStringLiteral("base")});
}

void TestGraphView::generatedIdsAreShownWhole()
{
    Scene scene(largeSample(50, 2), {480, 300});
    const QString id = scene.model.id(0);
    QCOMPARE(id.size(), 12);
    QVERIFY(QFontMetrics(scene.metrics().code).horizontalAdvance(id) <= scene.metrics().idWidth);
}

// --- drawing -------------------------------------------------------------------------------------------------------

void TestGraphView::edgesTurnIntoTheirLane()
{
    const QPainterPath path = LanePainter::edge({10, 12}, {55, 24});
    QCOMPARE(path.pointAtPercent(0), QPointF(10, 12));
    QCOMPARE(path.currentPosition(), QPointF(55, 24));
    // Level first, upright in the end.
    QCOMPARE(path.angleAtPercent(0.05), 0.0);
    QCOMPARE(path.elementAt(1).y, 12.0);
    QCOMPARE(path.boundingRect(), QRectF(QPointF(10, 12), QPointF(55, 24)));
    const QPainterPath back = LanePainter::edge({55, 36}, {10, 24});
    QCOMPARE(back.currentPosition(), QPointF(10, 24));
    QCOMPARE(back.boundingRect(), QRectF(QPointF(10, 24), QPointF(55, 36)));
}

void TestGraphView::lanesAreDrawn_data()
{
    QTest::addColumn<ThemeChoice>("theme");
    QTest::newRow("light") << ThemeChoice::Light;
    QTest::newRow("dark") << ThemeChoice::Dark;
}

void TestGraphView::lanesAreDrawn()
{
    QFETCH(ThemeChoice, theme);
    applyTheme(*qApp, theme);
    Scene scene(tangledSample(), {620, 800}, 1);
    const QImage image = scene.picture();
    const LaneLayout &layout = scene.model.graph().layout();
    const LanePainter lanes(scene.metrics(), 1);
    int probed = 0;
    for (int row = 0; row < scene.model.rowCount(); ++row) {
        for (const LaneLayout::Segment &segment : layout.segmentsOf(row)) {
            if (segment.dependency)
                continue;
            const int lane = qMax(segment.from, segment.to);
            // Just inside the row's edge that the segment reaches.
            const bool reachesTop = segment.from >= 0;
            const int y = reachesTop ? scene.topOf(row) + 1 : scene.topOf(row + 1) - 2;
            if (row == scene.model.currentLineRow() && y <= scene.topOf(row) + 1)
                continue;
            QVERIFY2(isNear(image.pixelColor(scene.metrics().laneX(lane), y), lanes.colour(segment.colour)),
                     qPrintable(QStringLiteral("row %1 (%2), lane %3, %4 for %5")
                                    .arg(row)
                                    .arg(scene.model.id(row))
                                    .arg(lane)
                                    .arg(image.pixelColor(scene.metrics().laneX(lane), y).name(),
                                         lanes.colour(segment.colour).name())));
            ++probed;
        }
    }
    QVERIFY(probed > 60);
}

void TestGraphView::dependenciesAreDashed()
{
    // b's line is long enough that the dependency passes rows of others.
    Scene scene(graphSample(GraphSpec{.scene = "a -> b -> c -> d -> e -> f\nx -> y (a)", .rows = {"f"}}));
    const QImage image = scene.picture();
    const LaneLayout &layout = scene.model.graph().layout();
    const LanePainter lanes(scene.metrics(), 0);
    int dashed = 0;
    for (int row = 0; row < scene.model.rowCount(); ++row) {
        for (const LaneLayout::Segment &segment : layout.segmentsOf(row)) {
            if (!segment.dependency || segment.from != segment.to)
                continue;
            int inked = 0;
            int bare = 0;
            for (int y = scene.topOf(row); y < scene.topOf(row + 1); ++y) {
                const QColor pixel = image.pixelColor(scene.metrics().laneX(segment.from), y);
                inked += contrastRatio(pixel, Theme::current()[ColourRole::Base]) > 2;
                bare += isNear(pixel, Theme::current()[ColourRole::Base]);
            }
            QVERIFY2(inked > scene.view.rowHeight() / 3, qPrintable(QString::number(inked)));
            QVERIFY2(bare > scene.view.rowHeight() / 6, qPrintable(QString::number(bare)));
            ++dashed;
        }
    }
    QVERIFY(dashed > 0);
}

void TestGraphView::forksAndMergesJoin()
{
    Scene scene(graphSample(GraphSpec{.scene = "a -> b -> c, a -> x, c + x -> m", .rows = {"m"}}));
    const QImage image = scene.picture();
    const LaneLayout &layout = scene.model.graph().layout();
    const LanePainter lanes(scene.metrics(), 0);
    QCOMPARE(layout.laneCount(), 2);
    const QColor side = lanes.colour(layout.colourOf(scene.rowOf("x")));
    QVERIFY(side != lanes.colour(layout.colourOf(scene.rowOf("a"))));
    // Both at the merge and at the fork the side line leaves the node level with it.
    const int beside = scene.metrics().laneX(0) + scene.metrics().laneSpacing / 2 + 1;
    for (const char *id : {"m", "a"}) {
        const int middle = scene.middleOf(scene.rowOf(id));
        QVERIFY2(columnHas(image, beside, middle - 3, middle + 3, side), id);
    }
}

void TestGraphView::manyLanesStayOutOfTheText()
{
    Scene scene(largeSample(900, 60), {300, 700});
    QVERIFY(scene.model.graph().layout().laneCount() > 20);
    const RowMetrics &metrics = scene.metrics();
    QVERIFY(metrics.idLeft < 300 / 2 + 40);
    scene.view.scrollToTop();
    const QImage image = scene.picture();
    for (int row = 0; row < 25; ++row) {
        if (row == scene.model.currentLineRow())
            continue;
        for (int x = metrics.lanesRight + qRound(metrics.nodeRadius) + 5; x < metrics.idLeft - 1; ++x)
            QVERIFY(columnHas(image, x, scene.middleOf(row), scene.middleOf(row), Theme::current()[ColourRole::Base]));
    }
}

void TestGraphView::laneColoursFollowTheTheme()
{
    Scene scene(tangledSample());
    const LanePainter lanes(scene.metrics(), 0);
    std::vector<QColor> light;
    for (int line = 0; line < Theme::branchColourCount; ++line)
        light.push_back(lanes.colour(line));
    applyTheme(*qApp, ThemeChoice::Dark);
    for (int line = 0; line < Theme::branchColourCount; ++line) {
        QVERIFY(lanes.colour(line) != light[static_cast<std::size_t>(line)]);
        // WCAG 2.1, 1.4.11: graphics need 3:1; these may be text as well.
        QVERIFY(contrastRatio(lanes.colour(line), Theme::current()[ColourRole::Base]) >= 4.5);
        for (int other = 0; other < line; ++other)
            QVERIFY(lanes.colour(line) != lanes.colour(other));
    }
}

void TestGraphView::nodesTellTheirState_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<bool>("isFilled");
    QTest::addColumn<bool>("hasRing");
    QTest::newRow("pending") << "9c41e07b2d5a" << false << false;
    QTest::newRow("current") << "b2870ce4519f" << true << true;
    QTest::newRow("applied") << "5a8e40b7c112" << true << false;
}

void TestGraphView::nodesTellTheirState()
{
    QFETCH(QString, id);
    QFETCH(bool, isFilled);
    QFETCH(bool, hasRing);
    Scene scene(sotpSample());
    const QImage image = scene.picture();
    const int row = scene.model.rowOf(id);
    const LanePainter lanes(scene.metrics(), 0);
    const LaneLayout &layout = scene.model.graph().layout();
    const QColor colour = lanes.colour(layout.colourOf(row));
    const QPoint centre(scene.metrics().laneX(layout.laneOf(row)), scene.middleOf(row));
    QCOMPARE(isNear(image.pixelColor(centre), colour), isFilled);
    const int ring = qRound(scene.metrics().nodeRadius + 2.5);
    bool found = false;
    for (int x = centre.x() + ring - 1; x <= centre.x() + ring + 1; ++x)
        found = found || isInked(image.pixelColor(x, centre.y()));
    QCOMPARE(found, hasRing);
}

void TestGraphView::unansweredNodesAreNeither()
{
    GraphSample sample = sotpSample();
    sample.state = unreachable(sample.state);
    Scene scene(sample);
    const QImage image = scene.picture();
    const LanePainter lanes(scene.metrics(), 0);
    const QPoint centre(scene.metrics().laneX(0), scene.middleOf(0));
    QVERIFY(isNear(image.pixelColor(centre), lanes.colour(0)));
    // Smaller than an applied one.
    QVERIFY(isNear(image.pixelColor(centre + QPoint(qRound(scene.metrics().nodeRadius), 0)),
                   Theme::current()[ColourRole::Base]));
}

void TestGraphView::currentLineRunsAboveWhatIsApplied()
{
    Scene scene(sotpSample());
    const QImage image = scene.picture();
    const int y = scene.topOf(scene.model.currentLineRow());
    int inked = 0;
    for (int x = scene.metrics().idLeft; x < image.width(); ++x)
        inked += isNear(image.pixelColor(x, y), Theme::current().branch(0));
    QVERIFY2(inked > (image.width() - scene.metrics().idLeft) / 3, qPrintable(QString::number(inked)));
}

void TestGraphView::selectedRowIsFilled()
{
    Scene scene(sotpSample());
    scene.view.selectRevision(QStringLiteral("c3f19a60d7e2"));
    const QImage image = scene.picture();
    const int row = scene.rowOf("c3f19a60d7e2");
    const int x = image.width() - 3;
    QCOMPARE(image.pixelColor(x, scene.middleOf(row)), Theme::current()[ColourRole::Selection]);
    QCOMPARE(image.pixelColor(x, scene.middleOf(row + 1)), Theme::current()[ColourRole::Base]);
    // The focus has a mark beside the fill's colour.
    QCOMPARE(image.pixelColor(0, scene.middleOf(row)), Theme::current()[ColourRole::Accent]);
}

// --- moving --------------------------------------------------------------------------------------------------------

void TestGraphView::keysMove_data()
{
    QTest::addColumn<QList<int>>("keys");
    QTest::addColumn<int>("row");
    QTest::newRow("down") << QList<int>{Qt::Key_Down} << 51;
    QTest::newRow("up twice") << QList<int>{Qt::Key_Up, Qt::Key_Up} << 48;
    QTest::newRow("home") << QList<int>{Qt::Key_Home} << 0;
    QTest::newRow("end") << QList<int>{Qt::Key_End} << 199;
    QTest::newRow("not above the first") << QList<int>{Qt::Key_Home, Qt::Key_Up} << 0;
    QTest::newRow("not below the last") << QList<int>{Qt::Key_End, Qt::Key_Down} << 199;
    QTest::newRow("there and back by pages") << QList<int>{Qt::Key_PageDown, Qt::Key_PageUp} << 50;
}

void TestGraphView::keysMove()
{
    QFETCH(QList<int>, keys);
    QFETCH(int, row);
    Scene scene(chain(200, 100));
    scene.view.selectRevision(scene.model.id(50));
    for (const int key : keys)
        scene.press(static_cast<Qt::Key>(key));
    QCOMPARE(scene.view.currentIndex().row(), row);
    QCOMPARE(scene.view.selectedId(), scene.model.id(row));
    QCOMPARE(scene.selected.last().front().toString(), scene.model.id(row));
    // What is chosen is in sight.
    QVERIFY(scene.topOf(row) >= 0);
    QVERIFY(scene.topOf(row + 1) <= scene.view.viewport()->height());
}

void TestGraphView::keysMoveAlongTheLine()
{
    Scene scene(graphSample(GraphSpec{.scene = "a -> b -> c -> d, a -> x -> y", .rows = {"d", "y"}}));
    scene.view.selectRevision(QStringLiteral("y"));
    scene.press(Qt::Key_Right);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("x"));
    scene.press(Qt::Key_Right);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("a"));
    scene.press(Qt::Key_Right);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("a"));
    scene.view.selectRevision(QStringLiteral("x"));
    scene.press(Qt::Key_Left);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("y"));
    scene.press(Qt::Key_Left);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("y"));
}

void TestGraphView::focusSelectsWhereTheDatabaseIs()
{
    Scene scene(sotpSample());
    scene.view.clearFocus();
    QCOMPARE(scene.view.selectedId(), QString());
    scene.view.setFocus();
    QCOMPARE(scene.view.selectedId(), QStringLiteral("b2870ce4519f"));
    QVERIFY(scene.view.selectionModel()->isRowSelected(scene.rowOf("b2870ce4519f"), {}));
    scene.press(Qt::Key_Down);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("08bd77e1f6a4"));
}

void TestGraphView::lettersGoToTheFilter()
{
    Scene scene(sotpSample());
    QSignalSpy typed(&scene.view, &RevisionView::typed);
    QTest::keyClick(&scene.view, 'd');
    QCOMPARE(typed.size(), 1);
    QCOMPARE(typed.front().front().toString(), QStringLiteral("d"));
}

void TestGraphView::clickSelects()
{
    Scene scene(sotpSample());
    for (const int x : {2, scene.metrics().laneX(0), scene.metrics().idLeft + 5, scene.view.viewport()->width() - 2}) {
        scene.view.setCurrentIndex({});
        QTest::mouseClick(scene.view.viewport(), Qt::LeftButton, {}, {x, scene.topOf(3) + 1});
        QCOMPARE(scene.view.selectedId(), scene.model.id(3));
        QVERIFY(scene.view.selectionModel()->isRowSelected(3, {}));
    }
    QTest::mouseClick(scene.view.viewport(), Qt::LeftButton, {}, {100, scene.topOf(4) - 1});
    QCOMPARE(scene.view.selectedId(), scene.model.id(3));
    QTest::mouseClick(scene.view.viewport(), Qt::LeftButton, {}, {100, scene.topOf(4)});
    QCOMPARE(scene.view.selectedId(), scene.model.id(4));
}

void TestGraphView::clickBesideTheRowsKeepsTheSelection()
{
    Scene scene(sotpSample());
    scene.view.selectRevision(QStringLiteral("c3f19a60d7e2"));
    QVERIFY(scene.view.selectionModel()->isRowSelected(scene.rowOf("c3f19a60d7e2"), {}));
    QTest::mouseClick(scene.view.viewport(), Qt::LeftButton, {}, {100, scene.topOf(scene.model.rowCount()) + 20});
    QCOMPARE(scene.view.selectedId(), QStringLiteral("c3f19a60d7e2"));
    QVERIFY(scene.view.selectionModel()->isRowSelected(scene.rowOf("c3f19a60d7e2"), {}));
}

void TestGraphView::draggingMovesTheOneSelection()
{
    Scene scene(sotpSample());
    QWidget *viewport = scene.view.viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, {100, scene.middleOf(2)});
    QMouseEvent move(QEvent::MouseMove, QPointF(100, scene.middleOf(5)),
                     viewport->mapToGlobal(QPointF(100, scene.middleOf(5))), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(viewport, &move);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, {100, scene.middleOf(5)});
    QCOMPARE(scene.view.currentIndex().row(), 5);
    QCOMPARE(scene.view.selectionModel()->selectedRows().size(), 1);
    QVERIFY(scene.view.selectionModel()->isRowSelected(5, {}));
}

void TestGraphView::contextMenuByMouseAndKey()
{
    Scene scene(sotpSample());
    QSignalSpy menus(&scene.view, &RevisionView::menuRequested);
    const QPoint at(200, scene.middleOf(2));
    QContextMenuEvent byMouse(QContextMenuEvent::Mouse, at, scene.view.viewport()->mapToGlobal(at));
    QApplication::sendEvent(scene.view.viewport(), &byMouse);
    QCOMPARE(menus.size(), 1);
    QCOMPARE(menus[0][0].toString(), scene.model.id(2));
    QCOMPARE(menus[0][1].toPoint(), scene.view.viewport()->mapToGlobal(at));

    scene.view.selectRevision(scene.model.id(4));
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(scene.view.viewport(), &byKey);
    QCOMPARE(menus.size(), 2);
    QCOMPARE(menus[1][0].toString(), scene.model.id(4));
    // Below the row, so that it stays readable.
    QVERIFY(scene.view.viewport()->mapFromGlobal(menus[1][1].toPoint()).y() >= scene.middleOf(4));

    QContextMenuEvent beside(QContextMenuEvent::Mouse, {200, 390}, {});
    QApplication::sendEvent(scene.view.viewport(), &beside);
    QCOMPARE(menus.size(), 2);
}

// --- the way to a row ----------------------------------------------------------------------------------------------

void TestGraphView::hoverShowsTheWay()
{
    Scene scene(sotpSample());
    scene.moveTo(scene.rowOf("e5d0b81f3c77"));
    QCOMPARE(scene.view.wayRows(), (std::vector<int>{scene.rowOf("e5d0b81f3c77"), scene.rowOf("71fa2c90d3be")}));
    // A triangle stands in the left margin of the rows that would run.
    const QImage image = scene.picture();
    QVERIFY(columnHas(image, 6, scene.middleOf(2) - 3, scene.middleOf(2) + 3, Theme::current()[ColourRole::Accent]));
    QVERIFY(!columnHas(image, 6, scene.topOf(0) + 1, scene.topOf(1) - 1, Theme::current()[ColourRole::Accent]));

    scene.moveTo(scene.rowOf("c3f19a60d7e2"));
    QCOMPARE(scene.view.wayRows(),
             (std::vector<int>{scene.rowOf("b2870ce4519f"), scene.rowOf("08bd77e1f6a4"), scene.rowOf("4d6e1a2b8c03")}));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(scene.view.viewport(), &leave);
    QVERIFY(scene.view.wayRows().empty());
}

void TestGraphView::focusShowsTheWayOfTheSelectedRow()
{
    Scene scene(sotpSample());
    scene.view.selectRevision(QStringLiteral("71fa2c90d3be"));
    QCOMPARE(scene.view.wayRows(), std::vector<int>{scene.rowOf("71fa2c90d3be")});
    scene.view.clearFocus();
    QVERIFY(scene.view.wayRows().empty());
}

void TestGraphView::planTakesTheWaysPlace()
{
    const GraphSample sample = sotpSample();
    Scene scene(sample);
    scene.view.selectRevision(QStringLiteral("9c41e07b2d5a"));
    QCOMPARE(scene.view.wayRows().size(), std::size_t(3));
    scene.model.setPlan(sample.project->map.planUpgrade(sample.state.rows, "71fa2c90d3be").value());
    QVERIFY(scene.view.wayRows().empty());
    QCOMPARE(scene.view.shownBadges(scene.rowOf("71fa2c90d3be")).front(), QStringLiteral("planned"));
}

// --- scrolling, zooming, reloading ---------------------------------------------------------------------------------

void TestGraphView::wheelScrollsAndZooms()
{
    Scene scene(chain(500, 100));
    QSignalSpy scales(&scene.view, &RevisionView::textScaleChanged);
    scene.turnWheel(-120);
    QVERIFY(scene.view.verticalScrollBar()->value() > 0);
    QCOMPARE(scales.size(), 0);
    const int height = scene.view.rowHeight();
    scene.turnWheel(120, Qt::ControlModifier);
    QCOMPARE(scales.size(), 1);
    QVERIFY(scene.view.textScale() > 1);
    QVERIFY(scene.view.rowHeight() > height);
    scene.turnWheel(-120, Qt::ControlModifier);
    QCOMPARE(scene.view.rowHeight(), height);
}

void TestGraphView::zoomKeepsThePlace()
{
    Scene scene(chain(500, 100));
    scene.view.verticalScrollBar()->setValue(200 * scene.view.rowHeight());
    scene.view.setTextScale(1.7);
    QCOMPARE(scene.topOf(200), 0);
}

void TestGraphView::zoomHasBounds()
{
    Scene scene(sotpSample());
    scene.view.setTextScale(40);
    QCOMPARE(scene.view.textScale(), RevisionView::largestTextScale);
    scene.view.setTextScale(0.01);
    QCOMPARE(scene.view.textScale(), RevisionView::smallestTextScale);
}

void TestGraphView::zoomedOutIsAnOverview()
{
    Scene scene(tangledSample(), {620, 400});
    const int readable = scene.view.rowHeight();
    scene.view.setTextScale(RevisionView::smallestTextScale);
    QVERIFY(!scene.metrics().showsText);
    QVERIFY(scene.view.rowHeight() * 3 <= readable);
    // Nothing but ground beside the lanes, the current line aside; nodes and lanes are there.
    const QImage image = scene.picture();
    int nodes = 0;
    for (int row = 0; row < scene.model.rowCount(); ++row) {
        const int y = scene.middleOf(row);
        for (int x = scene.metrics().idLeft; x < image.width() && row != scene.model.currentLineRow(); ++x)
            QCOMPARE(image.pixelColor(x, y), Theme::current()[ColourRole::Base]);
        nodes += isInked(image.pixelColor(scene.metrics().laneX(scene.model.graph().layout().laneOf(row)) - 2, y));
    }
    QCOMPARE(nodes, scene.model.rowCount());
    // A row still says what it is, and can be chosen.
    QVERIFY(scene.model.index(3, 0).data(Qt::ToolTipRole).toString().contains(scene.model.id(3)));
    QTest::mouseClick(scene.view.viewport(), Qt::LeftButton, {}, {300, scene.middleOf(3)});
    QCOMPARE(scene.view.selectedId(), scene.model.id(3));
}

void TestGraphView::scrolledPixelsAreThePaintedOnes()
{
    // Scrolling moves the pixels that are there. What the window shows then is what painting everything gives.
    Scene scene(largeSample(400, 8), {620, 400});
    scene.view.selectRevision(scene.model.id(12));
    for (const int step : {1, 7, 24, 53, -30, 200, -3}) {
        scene.view.verticalScrollBar()->setValue(scene.view.verticalScrollBar()->value() + step);
        QCoreApplication::processEvents();
        const QImage window =
            scene.view.screen()->grabWindow(scene.view.winId()).toImage().convertToFormat(QImage::Format_RGB32);
        QVERIFY(!window.isNull());
        const QImage moved = window.copy(scene.view.viewport()->geometry());
        QCOMPARE(moved, scene.picture());
    }
}

void TestGraphView::selectionSurvivesAReload()
{
    Scene scene(chain(100, 50));
    scene.view.selectRevision(QStringLiteral("r00042"));
    scene.selected.clear();
    scene.show(chain(105, 50)); // five new files
    QCOMPARE(scene.view.selectedId(), QStringLiteral("r00042"));
    QCOMPARE(scene.selected.size(), 0); // nobody chose another one
    QVERIFY(scene.view.selectionModel()->isRowSelected(scene.rowOf("r00042"), {}));
    scene.show(chain(105, 80)); // a run, in place
    QCOMPARE(scene.view.selectedId(), QStringLiteral("r00042"));
    scene.show(chain(40, 20)); // its file is gone
    QCOMPARE(scene.view.selectedId(), QString());
}

void TestGraphView::placeSurvivesAReload()
{
    Scene scene(chain(300, 50));
    scene.view.verticalScrollBar()->setValue(100 * scene.view.rowHeight() + 7);
    const QString first = scene.model.id(100);
    scene.show(chain(310, 50));
    QCOMPARE(scene.topOf(scene.model.rowOf(first)), -7);
    // The same with something selected far away.
    scene.view.selectRevision(QStringLiteral("r00003"));
    scene.view.verticalScrollBar()->setValue(50 * scene.view.rowHeight());
    const QString other = scene.model.id(50);
    scene.show(chain(320, 50));
    QCOMPARE(scene.topOf(scene.model.rowOf(other)), 0);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("r00003"));
}

void TestGraphView::selectionSurvivesTheFilter()
{
    Scene scene(sotpSample());
    scene.view.selectRevision(QStringLiteral("5a8e40b7c112"));
    scene.model.setFilter(QStringLiteral("audit"));
    QCOMPARE(scene.view.selectedId(), QString());
    scene.model.setFilter({});
    QCOMPARE(scene.view.selectedId(), QStringLiteral("5a8e40b7c112"));
}

void TestGraphView::hundredThousandRowsAreReached()
{
    Scene scene(chain(100'000, 50'000));
    scene.press(Qt::Key_End);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("r00000"));
    QVERIFY(scene.topOf(99'999) < scene.view.viewport()->height());
    scene.press(Qt::Key_Home);
    QCOMPARE(scene.view.selectedId(), QStringLiteral("r99999"));
    QVERIFY(scene.view.selectRevision(QStringLiteral("r49999")));
    QVERIFY(scene.view.viewport()->rect().contains(scene.view.visualRect(scene.view.currentIndex())));
}

QTEST_MAIN(TestGraphView)
#include "tst_graphview.moc"
