// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/chunkstrip.h"

#include "ui/inspector/factpages.h"
#include "ui/theme/colours.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>

namespace retort::ui {

namespace {

constexpr int plotHeight = 56;
constexpr double leastHeight = 4;
constexpr double gap = 1;
/// Of a step of the wheel or of a key.
constexpr double zoomStep = 1.4;
constexpr double moveStep = 0.2;
/// At least a hundredth of all chunks stays in sight.
constexpr double leastShare = 0.01;

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

ChunkStrip::ChunkStrip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setObjectName(QStringLiteral("chunkStrip"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Chunks along time"));
    setAccessibleDescription(tr("The wheel, + and − zoom, arrows move, Home shows all, a double click leads to the chunk's row"));
    setStatusTip(accessibleDescription());
}

void ChunkStrip::setChunks(const std::vector<catalog::Chunk> &chunks)
{
    m_bars.clear();
    m_largest = 1;
    double next = 0; // where a range can't be read: one after the other
    std::int64_t compressed = 0;
    for (const catalog::Chunk &chunk : chunks) {
        const auto from = chunkPosition(chunk.rangeStart);
        const auto to = chunkPosition(chunk.rangeEnd);
        Bar bar;
        bar.from = from.value_or(next);
        bar.to = to.value_or(bar.from + 1);
        next = bar.to;
        bar.bytes = chunk.bytes;
        bar.isCompressed = chunk.isCompressed;
        compressed += chunk.isCompressed ? 1 : 0;
        m_largest = qMax(m_largest, chunk.bytes);
        bar.start = pages::boundary(chunk.rangeStart);
        bar.end = pages::boundary(chunk.rangeEnd);
        QStringList words{QString::fromStdString(chunk.name.name),
                          bar.start + QStringLiteral(" … ") + bar.end};
        if (chunk.bytes >= 0)
            words << words::bytes(chunk.bytes);
        if (chunk.isCompressed)
            words << tr("compressed");
        bar.words = words.join(QLatin1Char('\n'));
        m_bars.push_back(std::move(bar));
    }
    if (!m_bars.empty()) {
        m_from = std::min_element(m_bars.begin(), m_bars.end(), [](const Bar &a, const Bar &b) {
                     return a.from < b.from;
                 })->from;
        m_to =
            std::max_element(m_bars.begin(), m_bars.end(), [](const Bar &a, const Bar &b) { return a.to < b.to; })->to;
        show(m_from, m_to);
    }
    setAccessibleName(
        tr("%1 chunks from %2 to %3, %4 compressed")
            .arg(words::count(static_cast<std::int64_t>(chunks.size())), m_bars.empty() ? QString() : m_bars.front().start,
                 m_bars.empty() ? QString() : m_bars.back().end, words::count(compressed)));
    setVisible(!m_bars.empty());
    update();
}

QSize ChunkStrip::sizeHint() const
{
    return {300, plotHeight + spacing::tiny + QFontMetrics(fonts::small(font())).height()};
}

QSize ChunkStrip::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

QRect ChunkStrip::plotArea() const
{
    return {0, 0, width(), plotHeight};
}

QRectF ChunkStrip::rectOf(const Bar &bar) const
{
    const QRectF area = plotArea();
    const double scale = area.width() / qMax(1e-9, m_viewTo - m_viewFrom);
    const double share = bar.bytes < 0 ? 0 : static_cast<double>(bar.bytes) / static_cast<double>(m_largest);
    const double height = leastHeight + share * (area.height() - leastHeight);
    const double left = area.left() + (bar.from - m_viewFrom) * scale;
    const double width = qMax(1.0, (bar.to - bar.from) * scale - gap);
    return {left, area.bottom() - height, width, height};
}

void ChunkStrip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    const QColor full = theme[ColourRole::Accent];
    const QColor faint = mixed(theme[ColourRole::Base], full, 0.25);
    const Bar *first = nullptr;
    const Bar *last = nullptr;
    for (const Bar &bar : m_bars) {
        const QRectF rect = rectOf(bar);
        if (rect.right() < 0 || rect.left() > width())
            continue;
        first = first ? first : &bar;
        last = &bar;
        painter.fillRect(rect, bar.isCompressed ? faint : full);
        if (bar.isCompressed && rect.width() >= 3)
            painter.fillRect(rect, QBrush(full, Qt::BDiagPattern));
    }
    painter.fillRect(0, plotHeight - 1, width(), 1, theme[ColourRole::Hairline]);
    painter.setFont(fonts::small(font()));
    painter.setPen(theme[ColourRole::Muted]);
    const QRect labels(0, plotHeight + spacing::tiny, width(), height() - plotHeight - spacing::tiny);
    if (first) {
        painter.drawText(labels, Qt::AlignLeft | Qt::AlignTop, first->start);
        painter.drawText(labels, Qt::AlignRight | Qt::AlignTop, last->end);
        if (shownShare() < 0.999)
            painter.drawText(labels, Qt::AlignHCenter | Qt::AlignTop, tr("zoomed · Home shows all"));
    }
    if (hasFocus()) {
        painter.setPen(full);
        painter.drawRect(plotArea().adjusted(0, 0, -1, -1));
    }
}

bool ChunkStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int at = barAt(help->pos().x());
    QToolTip::showText(help->globalPos(), at < 0 ? QString() : m_bars[static_cast<std::size_t>(at)].words, this);
    return true;
}

int ChunkStrip::barAt(int x) const
{
    const auto found = std::find_if(m_bars.begin(), m_bars.end(), [&](const Bar &bar) {
        const QRectF rect = rectOf(bar);
        return x >= rect.left() && x <= rect.right() + gap;
    });
    return found == m_bars.end() ? -1 : static_cast<int>(found - m_bars.begin());
}

/// Never more than there is.
void ChunkStrip::show(double from, double to)
{
    const double length = qMin(to - from, m_to - m_from);
    m_viewFrom = qBound(m_from, from, m_to - length);
    m_viewTo = m_viewFrom + length;
    update();
}

void ChunkStrip::zoom(double factor, double about)
{
    const double length = qMax((m_viewTo - m_viewFrom) / factor, (m_to - m_from) * leastShare);
    const double share = (about - m_viewFrom) / qMax(1e-9, m_viewTo - m_viewFrom);
    show(about - share * length, about + (1 - share) * length);
}

void ChunkStrip::move(double by)
{
    show(m_viewFrom + by, m_viewTo + by);
}

void ChunkStrip::wheelEvent(QWheelEvent *event)
{
    const double about = m_viewFrom + event->position().x() / qMax(1, width()) * (m_viewTo - m_viewFrom);
    if (event->angleDelta().y() != 0)
        zoom(event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep, about);
    event->accept();
}

void ChunkStrip::mousePressEvent(QMouseEvent *event)
{
    m_dragFrom = event->position().x();
}

void ChunkStrip::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_dragFrom)
        return;
    const double moved = event->position().x() - *m_dragFrom;
    m_dragFrom = event->position().x();
    move(-moved / qMax(1, width()) * (m_viewTo - m_viewFrom));
}

void ChunkStrip::mouseReleaseEvent(QMouseEvent *)
{
    m_dragFrom.reset();
}

void ChunkStrip::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int at = barAt(event->pos().x()); at >= 0)
        emit chunkActivated(at);
}

void ChunkStrip::keyPressEvent(QKeyEvent *event)
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

} // namespace retort::ui
