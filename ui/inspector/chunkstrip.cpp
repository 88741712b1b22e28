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
#include <QPainter>
#include <QRegularExpression>
#include <QToolTip>

#include <algorithm>

namespace retort::ui {

namespace {

constexpr int plotHeight = 56;
constexpr double leastHeight = 4;
constexpr double gap = 1;

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
        QStringList words{QString::fromStdString(chunk.name.name),
                          pages::boundary(chunk.rangeStart) + QStringLiteral(" … ") + pages::boundary(chunk.rangeEnd)};
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
        m_first = pages::boundary(chunks.front().rangeStart);
        m_last = pages::boundary(chunks.back().rangeEnd);
    }
    setAccessibleName(
        tr("%1 chunks from %2 to %3, %4 compressed")
            .arg(words::count(static_cast<std::int64_t>(chunks.size())), m_first, m_last, words::count(compressed)));
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
    const double scale = area.width() / qMax(1e-9, m_to - m_from);
    const double share = bar.bytes < 0 ? 0 : static_cast<double>(bar.bytes) / static_cast<double>(m_largest);
    const double height = leastHeight + share * (area.height() - leastHeight);
    const double left = area.left() + (bar.from - m_from) * scale;
    const double width = qMax(1.0, (bar.to - bar.from) * scale - gap);
    return {left, area.bottom() - height, width, height};
}

void ChunkStrip::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    const QColor full = theme[ColourRole::Accent];
    const QColor faint = mixed(theme[ColourRole::Base], full, 0.25);
    for (const Bar &bar : m_bars) {
        const QRectF rect = rectOf(bar);
        painter.fillRect(rect, bar.isCompressed ? faint : full);
        if (bar.isCompressed && rect.width() >= 3)
            painter.fillRect(rect, QBrush(full, Qt::BDiagPattern));
    }
    painter.fillRect(0, plotHeight - 1, width(), 1, theme[ColourRole::Hairline]);
    painter.setFont(fonts::small(font()));
    painter.setPen(theme[ColourRole::Muted]);
    const QRect labels(0, plotHeight + spacing::tiny, width(), height() - plotHeight - spacing::tiny);
    painter.drawText(labels, Qt::AlignLeft | Qt::AlignTop, m_first);
    painter.drawText(labels, Qt::AlignRight | Qt::AlignTop, m_last);
}

bool ChunkStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto found = std::find_if(m_bars.begin(), m_bars.end(), [&](const Bar &bar) {
        const QRectF rect = rectOf(bar);
        return help->pos().x() >= rect.left() && help->pos().x() <= rect.right() + gap;
    });
    QToolTip::showText(help->globalPos(), found == m_bars.end() ? QString() : found->words, this);
    return true;
}

} // namespace retort::ui
