// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/durationplot.h"

#include "ui/theme/colours.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QKeyEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace retort::ui {

namespace {

using namespace std::chrono_literals;

constexpr int columnWidth = 118; ///< a full id fits under its bar
constexpr double barShare = 0.42;
constexpr auto secondsFrom = 2000ms;
/// Beyond this ratio of longest to shortest, short ones would vanish on a linear axis.
constexpr double logarithmicFrom = 100;

} // namespace

DurationPlot::DurationPlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
    , m_scroll(new QScrollBar(Qt::Horizontal, this))
{
    name(m_plot, "durationPlot", tr("Duration of each revision"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->xAxis->setTickLength(0, 0);
    m_plot->xAxis->setSubTicks(false);
    m_plot->xAxis->setNumberFormat(QStringLiteral("g")); // else "5a8e40b7" is drawn as a power of ten
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setTickLength(0, 0);
    m_plot->yAxis->setSubTickLength(0, 0);
    m_plot->yAxis->setNumberFormat(QStringLiteral("gb"));
    m_mark = new QCPItemRect(m_plot);
    m_mark->topLeft->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_mark->bottomRight->setTypeY(QCPItemPosition::ptAxisRectRatio);
    m_mark->setVisible(false);
    name(m_scroll, "durationScroll", tr("Scroll through the revisions"));
    connect(m_scroll, &QScrollBar::valueChanged, this, &DurationPlot::showRange);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_plot, 1);
    layout->addWidget(m_scroll);
    colour();
}

void DurationPlot::setEntries(std::vector<DurationEntry> entries, const QStringList &databases)
{
    m_entries = std::move(entries);
    m_databases = databases;
    m_current = -1;
    fill();
    m_scroll->setValue(m_scroll->maximum()); // the newest are what one looks for
}

double DurationPlot::inUnit(std::chrono::milliseconds duration) const
{
    const double milliseconds = static_cast<double>(qMax<qint64>(duration.count(), 1));
    return m_inSeconds ? milliseconds / 1000.0 : milliseconds;
}

void DurationPlot::fill()
{
    m_plot->clearPlottables();
    for (QCPItemText *figure : m_figures)
        m_plot->removeItem(figure);
    m_figures.clear();
    m_mark->setVisible(false);
    scaleTime();
    const auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    QStringList databases;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        ticker->addTick(static_cast<double>(i), m_entries[i].revision.left(14));
        if (!databases.contains(m_entries[i].database))
            databases << m_entries[i].database;
    }
    m_plot->xAxis->setTicker(ticker);
    for (const QString &database : databases)
        addBars(database, Theme::current().branch(qMax(0, static_cast<int>(m_databases.indexOf(database)))));
    addPoints();
    addFigures();
    showRange();
}

void DurationPlot::scaleTime()
{
    std::chrono::milliseconds longest = 1ms;
    std::chrono::milliseconds shortest = std::chrono::hours(24);
    for (const DurationEntry &entry : m_entries) {
        for (const DurationPoint &point : entry.points) {
            longest = qMax(longest, point.duration);
            shortest = qMin(shortest, qMax(1ms, point.duration));
        }
    }
    m_inSeconds = longest >= secondsFrom;
    m_isLogarithmic = !m_entries.empty()
        && static_cast<double>(longest.count()) > logarithmicFrom * static_cast<double>(shortest.count());
    QCPAxis *axis = m_plot->yAxis;
    axis->setLabel(m_inSeconds ? tr("seconds") : tr("milliseconds"));
    const double most = inUnit(longest);
    if (m_isLogarithmic) {
        axis->setScaleType(QCPAxis::stLogarithmic);
        axis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
        m_least = inUnit(shortest) / 2;
        axis->setRange(m_least, most * 4); // with room for the figure above
        return;
    }
    axis->setScaleType(QCPAxis::stLinear);
    const auto ticker = QSharedPointer<QCPAxisTicker>::create();
    ticker->setTickCount(4);
    axis->setTicker(ticker);
    m_least = 0;
    axis->setRange(0, most * 1.25);
}

void DurationPlot::addBars(const QString &database, const QColor &colour)
{
    auto *bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
    bars->setWidth(barShare);
    bars->setBaseValue(m_least);
    bars->setPen(QPen(colour));
    bars->setBrush(mixed(Theme::current()[ColourRole::Base], colour, 0.55));
    bars->setAntialiasedFill(false);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (m_entries[i].database == database)
            bars->addData(static_cast<double>(i),
                          inUnit(m_entries[i].latest().duration) - m_least); // stands on the base
    }
}

/// Earlier runs as dots, failed ones as crosses: shape as well as colour.
void DurationPlot::addPoints()
{
    const Theme &theme = Theme::current();
    const auto graph = [&](QCPScatterStyle::ScatterShape shape, const QColor &colour, double size) {
        QCPGraph *made = m_plot->addGraph();
        made->setLineStyle(QCPGraph::lsNone);
        QCPScatterStyle style(shape, QPen(colour, 1.4), theme[ColourRole::Base], size);
        made->setScatterStyle(style);
        return made;
    };
    QCPGraph *earlier = graph(QCPScatterStyle::ssCircle, theme[ColourRole::Muted], 6);
    QCPGraph *failed = graph(QCPScatterStyle::ssCross, theme[ColourRole::Failed], 8);
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const auto &points = m_entries[i].points;
        for (std::size_t j = 0; j < points.size(); ++j) {
            if (!points[j].succeeded)
                failed->addData(static_cast<double>(i), inUnit(points[j].duration));
            else if (j + 1 < points.size())
                earlier->addData(static_cast<double>(i), inUnit(points[j].duration));
        }
    }
}

/// The latest duration in digits, above all that is drawn in its column.
void DurationPlot::addFigures()
{
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        auto *figure = new QCPItemText(m_plot);
        figure->setText(words::duration(m_entries[i].latest().duration));
        figure->setFont(fonts::small(font()));
        figure->setColor(Theme::current()[ColourRole::Muted]);
        figure->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        figure->setPadding(QMargins(0, 0, 0, spacing::tiny));
        figure->position->setCoords(static_cast<double>(i), inUnit(m_entries[i].longest()));
        m_figures.push_back(figure);
    }
}

void DurationPlot::colour()
{
    const Theme &theme = Theme::current();
    m_plot->setBackground(QBrush(theme[ColourRole::Base]));
    const QFont small = fonts::small(font());
    for (QCPAxis *axis : {m_plot->xAxis, m_plot->yAxis}) {
        axis->setBasePen(QPen(theme[ColourRole::Hairline]));
        axis->setTickPen(QPen(theme[ColourRole::Hairline]));
        axis->setSubTickPen(QPen(Qt::NoPen));
        axis->setTickLabelColor(theme[ColourRole::Muted]);
        axis->setLabelColor(theme[ColourRole::Muted]);
        axis->setTickLabelFont(axis == m_plot->xAxis ? fonts::monospace(small) : small);
        axis->setLabelFont(small);
        axis->grid()->setPen(QPen(theme[ColourRole::Hairline], 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
    m_mark->setPen(Qt::NoPen);
    m_mark->setBrush(theme[ColourRole::Selection]);
    m_mark->setLayer(QStringLiteral("background"));
}

int DurationPlot::visibleColumns() const
{
    return qMax(1, m_plot->width() / columnWidth);
}

void DurationPlot::showRange()
{
    const auto columns = static_cast<int>(m_entries.size());
    const int visible = visibleColumns();
    m_scroll->setRange(0, qMax(0, columns - visible));
    m_scroll->setPageStep(visible);
    m_scroll->setVisible(columns > visible);
    const double first = m_scroll->value() - 0.5;
    m_plot->xAxis->setRange(first, first + visible);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void DurationPlot::setCurrent(int entry)
{
    if (m_entries.empty())
        return;
    m_current = qBound(0, entry, static_cast<int>(m_entries.size()) - 1);
    m_mark->topLeft->setCoords(m_current - 0.5, 0);
    m_mark->bottomRight->setCoords(m_current + 0.5, 1);
    m_mark->setVisible(true);
    const int first = m_scroll->value();
    if (m_current < first)
        m_scroll->setValue(m_current);
    else if (m_current >= first + visibleColumns())
        m_scroll->setValue(m_current - visibleColumns() + 1);
    m_plot->setAccessibleDescription(durationSentence(m_entries[static_cast<std::size_t>(m_current)]));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void DurationPlot::activate(int entry)
{
    if (entry < 0 || entry >= static_cast<int>(m_entries.size()))
        return;
    const DurationEntry &chosen = m_entries[static_cast<std::size_t>(entry)];
    emit activated(chosen.database, chosen.revision);
}

int DurationPlot::entryAt(const QPoint &position) const
{
    const int entry = qRound(m_plot->xAxis->pixelToCoord(position.x()));
    const bool inside =
        m_plot->axisRect()->rect().left() <= position.x() && entry >= 0 && entry < static_cast<int>(m_entries.size());
    return inside ? entry : -1;
}

bool DurationPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_plot)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int entry = entryAt(help->pos());
        QToolTip::showText(help->globalPos(),
                           entry < 0 ? QString() : durationSentence(m_entries[static_cast<std::size_t>(entry)]),
                           m_plot);
        return true;
    }
    if (event->type() == QEvent::MouseButtonRelease) {
        const int entry = entryAt(static_cast<QMouseEvent *>(event)->pos());
        if (entry >= 0) {
            setCurrent(entry);
            activate(entry);
        }
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Left:
            setCurrent(m_current < 0 ? static_cast<int>(m_entries.size()) - 1 : m_current - 1);
            return true;
        case Qt::Key_Right: setCurrent(m_current + 1); return true;
        case Qt::Key_Home: setCurrent(0); return true;
        case Qt::Key_End: setCurrent(static_cast<int>(m_entries.size()) - 1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: activate(m_current); return true;
        default: break;
        }
    }
    if (event->type() == QEvent::Wheel) {
        QCoreApplication::sendEvent(m_scroll, event);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void DurationPlot::resizeEvent(QResizeEvent *event)
{
    const bool atEnd = m_scroll->value() == m_scroll->maximum();
    QWidget::resizeEvent(event);
    showRange();
    if (atEnd)
        m_scroll->setValue(m_scroll->maximum());
}

void DurationPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        colour();
        fill();
    }
}

} // namespace retort::ui
