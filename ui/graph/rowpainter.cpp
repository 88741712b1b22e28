// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/rowpainter.h"

#include "ui/graph/lanepainter.h"
#include "ui/graph/revisionmodel.h"
#include "ui/theme/spacing.h"

#include <QPainter>

namespace retort::ui
{

namespace
{

constexpr int cachedRows = 400;
constexpr int foldMark = 14; ///< the triangle and what keeps the text off it

struct Piece {
    QString text;
    int width = 0;
};

/// Each measuring shapes the text, which is most of what a new row costs; so no more of it than needed.
Piece elided(const QString &text, const QFont &font, int room)
{
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(text);
    if (width <= room)
        return {text, width};
    const QString shown = metrics.elidedText(text, Qt::ElideRight, room);
    return {shown, metrics.horizontalAdvance(shown)};
}

void prepare(QStaticText &target, const QString &text, const QFont &font)
{
    target.setTextFormat(Qt::PlainText);
    target.setPerformanceHint(QStaticText::AggressiveCaching);
    target.setText(text);
    target.prepare({}, font);
}

} // namespace

RowPainter::RowPainter()
    : m_texts(cachedRows)
{
}

void RowPainter::reset(const RevisionModel *model, const RowMetrics &metrics, int databaseNumber, qreal pixelRatio)
{
    m_model = model;
    m_metrics = metrics;
    m_number = databaseNumber;
    m_pixelRatio = pixelRatio;
    m_texts.clear();
    m_badges.clear();
}

void RowPainter::forget(int first, int last)
{
    if (last - first >= cachedRows) {
        m_texts.clear();
        return;
    }
    for (int row = first; row <= last; ++row)
        m_texts.remove(row);
}

QStringList RowPainter::shownBadges(int row)
{
    QStringList words;
    for (const Spot &badge : textOf(row)->badges)
        words << badge.word;
    return words;
}

void RowPainter::paint(QPainter &painter, int row, const QRect &rect, const RowLook &look)
{
    const Theme &theme = Theme::current();
    const QColor ground = theme[look.isSelected            ? ColourRole::Selection
                                    : look.isHovered       ? ColourRole::Hover
                                    : m_model->foldAt(row) ? ColourRole::Card
                                                           : ColourRole::Base];
    painter.fillRect(rect, ground);
    if (look.isSelected && look.hasFocus)
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme[ColourRole::Accent]);
    if (look.way)
        paintWay(painter, rect, *look.way);
    if (m_model->foldAt(row))
        paintFold(painter, row, rect, ground);
    else
        paintGraph(painter, row, rect, ground);
    if (m_metrics.showsText)
        paintText(painter, row, rect);
}

void RowPainter::paintText(QPainter &painter, int row, const QRect &rect)
{
    const Theme &theme = Theme::current();
    const RowText *text = textOf(row);
    const NodeStates states = m_model->states(row);
    const QFontMetrics metrics(m_metrics.text);
    const int baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    painter.setFont(m_metrics.code);
    painter.setPen(theme[ColourRole::Muted]);
    painter.drawStaticText(QPointF(m_metrics.idLeft, baseline - QFontMetrics(m_metrics.code).ascent()), text->id);

    painter.setFont(m_metrics.text);
    const int textTop = baseline - metrics.ascent();
    if (!text->date.text().isEmpty())
        painter.drawStaticText(QPointF(text->dateLeft, textTop), text->date);
    const bool stepsBack =
        m_model->foldAt(row) || (states.testFlag(NodeState::Pending) && !states.testFlag(NodeState::Running));
    painter.setPen(theme[states.testFlag(NodeState::Unknown) ? ColourRole::Failed
                             : stepsBack                     ? ColourRole::Muted
                                                             : ColourRole::Text]);
    painter.drawStaticText(QPointF(text->messageLeft, textTop), text->message);
    for (const Spot &badge : text->badges) {
        const int height = qRound(badge.pixmap.deviceIndependentSize().height());
        painter.drawPixmap(badge.left, rect.top() + (rect.height() - height) / 2, badge.pixmap);
    }
}

void RowPainter::paintGraph(QPainter &painter, int row, const QRect &rect, const QColor &ground) const
{
    const LanePainter lanes(m_metrics, m_number);
    const int graphRow = m_model->graphRow(row);
    const revision::LaneLayout &layout = m_model->graph().layout();
    const bool showsLanes = graphRow >= 0 && !m_model->isFiltered();
    if (showsLanes)
        lanes.paintLanes(painter, layout, graphRow, rect);
    LanePainter::Node node;
    node.lane = showsLanes ? layout.laneOf(graphRow) : 0;
    node.states = m_model->states(row);
    node.ground = ground;
    const bool isFaulty =
        graphRow < 0 || node.states.testFlag(NodeState::Failed) || node.states.testFlag(NodeState::Changed);
    node.colour = isFaulty ? Theme::current()[ColourRole::Failed] : lanes.colour(layout.colourOf(graphRow));
    lanes.paintNode(painter, node, rect);
}

/// Every line goes through; where nodes are left out it carries a pill, and where the id would stand a triangle points
/// at what unfolds.
void RowPainter::paintFold(QPainter &painter, int row, const QRect &rect, const QColor &ground)
{
    const Fold fold = *m_model->foldAt(row);
    const LanePainter lanes(m_metrics, m_number);
    LanePainter::Node node;
    node.states = m_model->states(row);
    node.ground = ground;
    lanes.paintFold(painter, m_model->graph().layout(), fold.first, textOf(row)->foldedLanes, node, rect);
    if (!m_metrics.showsText)
        return;
    const QPointF tip(m_metrics.idLeft + 7, rect.top() + rect.height() / 2.0);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current()[ColourRole::Muted]);
    painter.drawPolygon(QPolygonF{tip, tip + QPointF(-5, -4), tip + QPointF(-5, 4)});
    painter.setRenderHint(QPainter::Antialiasing, false);
}

/// A triangle in the left margin, up or down.
void RowPainter::paintWay(QPainter &painter, const QRect &rect, revision::Direction way) const
{
    const bool isUp = way == revision::Direction::Upgrade;
    const QPointF centre(rect.left() + spacing::tiny + 2.5, rect.top() + rect.height() / 2.0);
    const qreal size = std::min(2.5, rect.height() / 2.0 - 1);
    const qreal reach = isUp ? -size : size;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Theme::current()[isUp ? ColourRole::Accent : ColourRole::Warning]);
    painter.drawPolygon(
        QPolygonF{centre + QPointF(0, reach), centre + QPointF(3.5, -reach), centre + QPointF(-3.5, -reach)});
    painter.setRenderHint(QPainter::Antialiasing, false);
}

RowPainter::RowText *RowPainter::textOf(int row)
{
    if (RowText *cached = m_texts.object(row))
        return cached;
    auto text = std::make_unique<RowText>();
    const Piece id = elided(m_model->id(row), m_metrics.code, m_metrics.idWidth);
    prepare(text->id, id.text, m_metrics.code);
    const QString date = m_metrics.showsDates ? m_model->date(row) : QString();
    const int dateWidth = QFontMetrics(m_metrics.text).horizontalAdvance(date);
    prepare(text->date, date, m_metrics.text);

    std::vector<int> widths;
    for (const Badge &badge : badgesOf(row))
        text->badges.push_back({0, badge.text, badgePixmap(badge)});
    if (const Fold *fold = m_model->foldAt(row))
        text->foldedLanes = m_model->graph().lanesOf(fold->first, fold->last);
    for (const Spot &badge : text->badges)
        widths.push_back(qRound(badge.pixmap.deviceIndependentSize().width()));

    const QString whole = m_model->message(row);
    const int wholeWidth = QFontMetrics(m_metrics.text).horizontalAdvance(whole);
    text->messageLeft = m_model->foldAt(row) ? m_metrics.idLeft + foldMark : m_metrics.messageLeft;
    const RowShares shares = shareRow(m_metrics, text->messageLeft, wholeWidth, widths, dateWidth);
    const Piece message =
        wholeWidth <= shares.messageRoom ? Piece{whole, wholeWidth} : elided(whole, m_metrics.text, shares.messageRoom);
    prepare(text->message, message.text, m_metrics.text);
    text->dateLeft = shares.dateLeft;
    text->badges.resize(static_cast<std::size_t>(shares.badgeCount));
    int left = text->messageLeft + message.width + spacing::small;
    for (std::size_t i = 0; i < text->badges.size(); ++i) {
        text->badges[i].left = left;
        left += widths[i] + badgeGap();
    }
    RowText *result = text.get();
    m_texts.insert(row, text.release());
    return result;
}

std::vector<Badge> RowPainter::badgesOf(int row) const
{
    std::vector<Badge> badges;
    if (const Fold *fold = m_model->foldAt(row)) {
        for (const QString &word : m_model->foldWords(*fold))
            badges.push_back({word, {}, Badge::Look::Quiet});
        return badges;
    }
    badges = stateBadges(m_model->states(row), Theme::current());
    for (const QString &label : m_model->labels(row))
        badges.push_back({label, {}, Badge::Look::Quiet});
    return badges;
}

QPixmap RowPainter::badgePixmap(const Badge &badge)
{
    const QString key =
        badge.text + QLatin1Char('\n') + badge.colour.name() + QString::number(static_cast<int>(badge.look));
    const auto found = m_badges.constFind(key);
    if (found != m_badges.constEnd())
        return found.value();
    const BadgePainter badges(m_metrics.text);
    const QSize size = badges.sizeOf(badge.text);
    QPixmap pixmap(size * m_pixelRatio);
    pixmap.setDevicePixelRatio(m_pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    badges.paint(painter, QRect(QPoint(), size), badge, Theme::current());
    painter.end();
    return m_badges.insert(key, pixmap).value();
}

} // namespace retort::ui
