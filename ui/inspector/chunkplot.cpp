// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/chunkplot.h"

#include "ui/inspector/factpages.h"
#include "ui/theme/colours.h"
#include "ui/theme/figures.h"
#include "ui/theme/labels.h"
#include "ui/theme/plots.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QToolTip>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <map>

namespace retort::ui {

namespace {

constexpr int wholeHeight = 150;
/// Of the largest: what is all but empty is seen as well.
constexpr double leastHeight = 0.02;
/// Between neighbours, of their length.
constexpr double gap = 0.06;
/// Of a step of the wheel or of a key.
constexpr double zoomStep = 1.4;
constexpr double moveStep = 0.2;
/// At least a hundredth of all chunks stays in sight.
constexpr double leastShare = 0.01;

bool isPlainNumber(const std::string &text)
{
    bool is = false;
    QString::fromStdString(text).toDouble(&is);
    return is;
}

} // namespace

std::optional<double> chunkPosition(const std::string &text)
{
    QString words = QString::fromStdString(text).trimmed();
    bool isNumber = false;
    const double number = words.toDouble(&isNumber);
    if (isNumber)
        return number;
    // ISO 8601 as PostgreSQL writes it: a blank for the T, the zone's minutes left out where they are none.
    static const QRegularExpression shortZone(QStringLiteral("[+-]\\d\\d$"));
    const bool hasTime = words.contains(QLatin1Char(':'));
    words.replace(QLatin1Char(' '), QLatin1Char('T'));
    if (hasTime && words.contains(shortZone))
        words += QLatin1String(":00");
    QDateTime moment = QDateTime::fromString(words, Qt::ISODateWithMs);
    if (!moment.isValid())
        return std::nullopt;
    if (moment.timeSpec() == Qt::LocalTime)
        moment.setTimeSpec(Qt::UTC); // without a zone: as written
    return static_cast<double>(moment.toMSecsSinceEpoch()) / 1000.0;
}

ChunkPlot::ChunkPlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    name(this, "chunkPlot", tr("Chunks along time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleDescription(
        tr("The wheel, + and − zoom, arrows move, Home shows all, a double click leads to the chunk's row"));
    setStatusTip(accessibleDescription());
    m_plot->setAttribute(Qt::WA_TransparentForMouseEvents); // this one takes them
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setTickLength(0, 0);
    m_plot->xAxis->setSubTicks(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_plot);
    plots::dress(*m_plot, *this);
    plots::setBytesAxis(*m_plot);
}

void ChunkPlot::setChunks(const std::vector<catalog::Chunk> &chunks)
{
    m_bars.clear();
    m_isTime = !chunks.empty() && !isPlainNumber(chunks.front().rangeStart);
    double next = 0; // where a range can't be read: one after the other
    std::int64_t compressed = 0;
    for (const catalog::Chunk &chunk : chunks) {
        Bar bar;
        bar.from = chunkPosition(chunk.rangeStart).value_or(next);
        bar.to = chunkPosition(chunk.rangeEnd).value_or(bar.from + 1);
        next = bar.to;
        bar.bytes = chunk.bytes;
        bar.bytesBefore = chunk.bytesBeforeCompression;
        bar.isCompressed = chunk.isCompressed;
        compressed += chunk.isCompressed ? 1 : 0;
        QStringList words{QString::fromStdString(chunk.name.name),
                          pages::boundary(chunk.rangeStart) + QStringLiteral(" … ") + pages::boundary(chunk.rangeEnd)};
        if (chunk.bytes >= 0)
            words << words::bytes(chunk.bytes);
        if (chunk.isCompressed)
            words << (chunk.bytesBeforeCompression > 0
                          ? tr("compressed, before: %1").arg(words::bytes(chunk.bytesBeforeCompression))
                          : tr("compressed"));
        bar.words = words.join(QLatin1Char('\n'));
        m_bars.push_back(std::move(bar));
    }
    if (!m_bars.empty()) {
        const auto byStart = [](const Bar &a, const Bar &b) { return a.from < b.from; };
        const auto byEnd = [](const Bar &a, const Bar &b) { return a.to < b.to; };
        m_from = std::min_element(m_bars.begin(), m_bars.end(), byStart)->from;
        m_to = std::max_element(m_bars.begin(), m_bars.end(), byEnd)->to;
        setAccessibleName(tr("%1 chunks from %2 to %3, %4 compressed")
                              .arg(words::count(static_cast<std::int64_t>(chunks.size())),
                                   pages::boundary(chunks.front().rangeStart),
                                   pages::boundary(chunks.back().rangeEnd), words::count(compressed)));
    }
    setVisible(!m_bars.empty());
    fill();
    show(m_from, m_to);
}

void ChunkPlot::fill()
{
    m_plot->clearPlottables();
    if (m_isTime)
        plots::setTimeAxis(*m_plot, true);
    else
        m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    addOutlines();
    addBars(false);
    addBars(true);
    std::int64_t largest = 1;
    for (const Bar &bar : m_bars)
        largest = std::max({largest, bar.bytes, bar.bytesBefore});
    m_plot->yAxis->setRange(0, static_cast<double>(largest) * 1.08);
}

/// A plottable for each length, of which there are few: the interval changes seldom.
void ChunkPlot::addBars(bool isCompressed)
{
    const Theme &theme = Theme::current();
    const QColor full = theme[ColourRole::Accent];
    std::int64_t largest = 1;
    for (const Bar &bar : m_bars)
        largest = std::max({largest, bar.bytes, bar.bytesBefore});
    std::map<double, QCPBars *> byLength;
    for (const Bar &bar : m_bars) {
        if (bar.isCompressed != isCompressed)
            continue;
        QCPBars *&bars = byLength[bar.to - bar.from];
        if (!bars) {
            bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
            bars->setWidthType(QCPBars::wtPlotCoords);
            bars->setWidth((bar.to - bar.from) * (1 - gap));
            bars->setAntialiased(false);
            bars->setPen(QPen(full));
            bars->setBrush(isCompressed ? QBrush(full, Qt::BDiagPattern)
                                        : QBrush(mixed(theme[ColourRole::Base], full, 0.75)));
        }
        const double least = static_cast<double>(largest) * leastHeight;
        bars->addData((bar.from + bar.to) / 2, std::max(least, static_cast<double>(bar.bytes)));
    }
}

void ChunkPlot::addOutlines()
{
    std::map<double, QCPBars *> byLength;
    for (const Bar &bar : m_bars) {
        if (bar.bytesBefore <= 0)
            continue;
        QCPBars *&bars = byLength[bar.to - bar.from];
        if (!bars) {
            bars = new QCPBars(m_plot->xAxis, m_plot->yAxis);
            bars->setWidthType(QCPBars::wtPlotCoords);
            bars->setWidth((bar.to - bar.from) * (1 - gap));
            bars->setAntialiased(false);
            bars->setPen(QPen(Theme::current()[ColourRole::Muted], 1, Qt::DotLine));
            bars->setBrush(Qt::NoBrush);
        }
        bars->addData((bar.from + bar.to) / 2, static_cast<double>(bar.bytesBefore));
    }
}

QSize ChunkPlot::sizeHint() const
{
    return {300, wholeHeight};
}

QSize ChunkPlot::minimumSizeHint() const
{
    return {120, wholeHeight};
}

double ChunkPlot::shownShare() const
{
    return (m_viewTo - m_viewFrom) / (m_to - m_from);
}

QPoint ChunkPlot::positionOf(int number) const
{
    const Bar &bar = m_bars[static_cast<std::size_t>(number)];
    return {qRound(m_plot->xAxis->coordToPixel((bar.from + bar.to) / 2)), m_plot->axisRect()->bottom() - 2};
}

double ChunkPlot::coordinateAt(double x) const
{
    return m_plot->xAxis->pixelToCoord(x);
}

int ChunkPlot::barAt(const QPoint &position) const
{
    const double at = coordinateAt(position.x());
    const auto found =
        std::find_if(m_bars.begin(), m_bars.end(), [&](const Bar &bar) { return at >= bar.from && at < bar.to; });
    return found == m_bars.end() ? -1 : static_cast<int>(found - m_bars.begin());
}

/// Never more than there is.
void ChunkPlot::show(double from, double to)
{
    const double length = qMin(to - from, m_to - m_from);
    m_viewFrom = qBound(m_from, from, m_to - length);
    m_viewTo = m_viewFrom + length;
    m_plot->xAxis->setRange(m_viewFrom, m_viewTo);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ChunkPlot::zoom(double factor, double about)
{
    const double length = qMax((m_viewTo - m_viewFrom) / factor, (m_to - m_from) * leastShare);
    const double share = qBound(0.0, (about - m_viewFrom) / qMax(1e-9, m_viewTo - m_viewFrom), 1.0);
    show(about - share * length, about + (1 - share) * length);
}

void ChunkPlot::move(double by)
{
    show(m_viewFrom + by, m_viewTo + by);
}

bool ChunkPlot::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int at = barAt(help->pos());
    QToolTip::showText(help->globalPos(), at < 0 ? QString() : m_bars[static_cast<std::size_t>(at)].words, this);
    return true;
}

void ChunkPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        plots::dress(*m_plot, *this);
        fill();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

void ChunkPlot::wheelEvent(QWheelEvent *event)
{
    if (event->angleDelta().y() != 0)
        zoom(event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep, coordinateAt(event->position().x()));
    event->accept();
}

void ChunkPlot::mousePressEvent(QMouseEvent *event)
{
    m_dragFrom = event->position().x();
}

void ChunkPlot::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragFrom)
        return;
    const double moved = coordinateAt(event->position().x()) - coordinateAt(*m_dragFrom);
    m_dragFrom = event->position().x();
    move(-moved);
}

void ChunkPlot::mouseReleaseEvent(QMouseEvent *)
{
    m_dragFrom.reset();
}

void ChunkPlot::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int at = barAt(event->pos()); at >= 0)
        emit chunkActivated(at);
}

void ChunkPlot::keyPressEvent(QKeyEvent *event)
{
    const double length = m_viewTo - m_viewFrom;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(zoomStep, m_viewFrom + length / 2); break;
    case Qt::Key_Minus: zoom(1 / zoomStep, m_viewFrom + length / 2); break;
    case Qt::Key_Left: move(-moveStep * length); break;
    case Qt::Key_Right: move(moveStep * length); break;
    case Qt::Key_Home: show(m_from, m_to); break;
    default: QWidget::keyPressEvent(event);
    }
}

/// The frame of the plot tells where the keyboard is.
void ChunkPlot::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    m_plot->xAxis->setBasePen(QPen(Theme::current()[ColourRole::Accent], 2));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void ChunkPlot::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    m_plot->xAxis->setBasePen(QPen(Theme::current()[ColourRole::Hairline]));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

} // namespace retort::ui
