// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/lanepainter.h"

#include "ui/theme/colours.h"
#include "ui/theme/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace retort::ui
{

namespace
{

constexpr qreal dependencyStroke = 1.4;
constexpr qreal dashLength = 6; ///< with its gap, about

} // namespace

QColor LanePainter::colour(int line) const
{
    // Three steps through eight colours reach all of them, and keep a side line apart from the other databases'.
    return Theme::current().branch(m_number + 3 * line);
}

QPainterPath LanePainter::edge(QPointF node, QPointF laneEnd)
{
    const qreal across = laneEnd.x() - node.x();
    const qreal along = laneEnd.y() - node.y();
    const qreal corner = std::min(std::abs(across), std::abs(along));
    QPainterPath path(node);
    path.lineTo(laneEnd.x() - std::copysign(corner, across), node.y());
    path.quadTo(QPointF(laneEnd.x(), node.y()), QPointF(laneEnd.x(), node.y() + std::copysign(corner, along)));
    path.lineTo(laneEnd);
    return path;
}

void LanePainter::paintDependency(QPainter &painter, const QPainterPath &path, const QColor &colour) const
{
    // Whole dashes in half a row, so that they join from row to row.
    const qreal half = m_metrics.rowHeight / 2.0;
    const qreal period = half / std::max(1.0, std::round(half / dashLength)) / dependencyStroke;
    QPen pen(colour, dependencyStroke, Qt::SolidLine, Qt::FlatCap);
    pen.setDashPattern({period * 0.6, period * 0.4});
    painter.strokePath(path, pen);
}

void LanePainter::paintLanes(QPainter &painter, const revision::LaneLayout &layout, int graphRow,
                             const QRect &row) const
{
    const int nodeX = std::min(m_metrics.laneX(layout.laneOf(graphRow)), m_metrics.lanesRight);
    const QPointF node(nodeX, row.top() + row.height() / 2.0);
    const qreal top = row.top();
    const qreal bottom = row.top() + row.height();
    for (const revision::LaneLayout::Segment &segment : layout.segmentsOf(graphRow)) {
        if (!m_metrics.isLaneShown(std::max(segment.from, segment.to)))
            continue;
        const int fromX = segment.from < 0 ? nodeX : m_metrics.laneX(segment.from);
        const int toX = segment.to < 0 ? nodeX : m_metrics.laneX(segment.to);
        const qreal fromY = segment.from < 0 ? node.y() : top;
        const qreal toY = segment.to < 0 ? node.y() : bottom;
        if (fromX == toX && !segment.dependency) {
            // Whole pixels, no anti-aliasing: the common case, and the fast one.
            painter.fillRect(QRectF(fromX - m_metrics.stroke / 2, fromY, m_metrics.stroke, toY - fromY),
                             colour(segment.colour));
            continue;
        }
        QPainterPath path;
        if (fromX == toX) {
            path.moveTo(fromX, fromY);
            path.lineTo(toX, toY);
        } else {
            path = edge(node, segment.from < 0 ? QPointF(toX, toY) : QPointF(fromX, fromY));
        }
        painter.setRenderHint(QPainter::Antialiasing);
        if (segment.dependency)
            paintDependency(painter, path, colour(segment.colour));
        else
            painter.strokePath(path, QPen(colour(segment.colour), m_metrics.stroke, Qt::SolidLine, Qt::FlatCap));
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

/// Current: a closed ring. Running: an open one.
void LanePainter::paintRing(QPainter &painter, const Node &node, const QPointF &centre) const
{
    const bool isRunning = node.states.testFlag(NodeState::Running);
    const qreal radius = std::min(m_metrics.nodeRadius + 2.5, m_metrics.rowHeight / 2.0 - 1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(node.ground);
    painter.drawEllipse(centre, radius + 1, radius + 1);
    painter.setPen(QPen(isRunning ? Theme::current()[ColourRole::Accent] : node.colour, 1.6));
    painter.setBrush(Qt::NoBrush);
    if (isRunning)
        painter.drawArc(QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)), 60 * 16, 270 * 16);
    else
        painter.drawEllipse(centre, radius, radius);
}

/// What stands inside a node: half of it gone, a cross, a bar, a dot.
void LanePainter::paintMark(QPainter &painter, const Node &node, const QPointF &centre, bool isFilled) const
{
    const qreal reach = m_metrics.nodeRadius * 0.45;
    if (node.states.testFlag(NodeState::PartlyApplied)) {
        const qreal radius = m_metrics.nodeRadius - 1;
        painter.setPen(Qt::NoPen);
        painter.setBrush(node.ground);
        painter.drawPie(QRectF(centre - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius)), 0, 180 * 16);
    } else if (node.states.testFlag(NodeState::Failed)) {
        painter.setPen(QPen(inkOn(node.colour), 1.4));
        painter.drawLine(centre - QPointF(reach, reach), centre + QPointF(reach, reach));
        painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach));
    } else if (node.states.testFlag(NodeState::Changed)) {
        painter.setPen(QPen(inkOn(node.colour), 1.6));
        painter.drawLine(centre + QPointF(-reach, 0), centre + QPointF(reach, 0));
    } else if (node.states.testFlag(NodeState::Planned)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isFilled ? node.ground : node.colour);
        painter.drawEllipse(centre, reach, reach);
    }
}

void LanePainter::paintNode(QPainter &painter, const Node &node, const QRect &row) const
{
    const QPointF centre(std::min(m_metrics.laneX(node.lane), m_metrics.lanesRight), row.top() + row.height() / 2.0);
    const qreal radius = m_metrics.nodeRadius;
    painter.setRenderHint(QPainter::Antialiasing);
    if (node.states.testFlag(NodeState::Current) || node.states.testFlag(NodeState::Running))
        paintRing(painter, node, centre);

    const bool isFilled = node.states.testFlag(NodeState::Applied) || node.states.testFlag(NodeState::Failed);
    QPen outline(node.colour, m_metrics.stroke);
    if (!isFilled && node.states.testFlag(NodeState::Uncommitted))
        outline.setDashPattern({1.5, 1.2}); // a draft
    painter.setPen(outline);
    painter.setBrush(isFilled ? node.colour : node.ground);
    if (node.states.testFlag(NodeState::Unknown)) {
        const qreal reach = radius + 1;
        painter.drawPolygon(QPolygonF{centre - QPointF(0, reach), centre + QPointF(reach, 0),
                                      centre + QPointF(0, reach), centre - QPointF(reach, 0)});
    } else if (isFilled || node.states.testFlag(NodeState::Pending)) {
        painter.drawEllipse(centre, radius - 0.5, radius - 0.5);
    } else {
        // Nobody knows whether it is applied: neither a full node nor an empty one.
        painter.setPen(Qt::NoPen);
        painter.setBrush(node.colour);
        painter.drawEllipse(centre, radius * 0.65, radius * 0.65);
    }
    paintMark(painter, node, centre, isFilled);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void LanePainter::paintFold(QPainter &painter, const revision::LaneLayout &layout, int firstRow,
                            const std::vector<int> &lanes, const Node &look, const QRect &row) const
{
    const qreal height = std::min(m_metrics.nodeRadius * 3.4, row.height() - 4.0);
    for (const revision::LaneLayout::Segment &segment : layout.segmentsOf(firstRow)) {
        if (segment.from < 0 || !m_metrics.isLaneShown(segment.from))
            continue;
        const int x = m_metrics.laneX(segment.from);
        const QColor ink = colour(segment.colour);
        if (segment.dependency) {
            QPainterPath path(QPointF(x, row.top()));
            path.lineTo(x, row.top() + row.height());
            painter.setRenderHint(QPainter::Antialiasing);
            paintDependency(painter, path, ink);
            painter.setRenderHint(QPainter::Antialiasing, false);
            continue;
        }
        painter.fillRect(QRectF(x - m_metrics.stroke / 2, row.top(), m_metrics.stroke, row.height()), ink);
        if (std::find(lanes.begin(), lanes.end(), segment.from) == lanes.end())
            continue;
        const qreal radius = m_metrics.nodeRadius - 0.5;
        const QRectF pill(x - radius, row.top() + (row.height() - height) / 2, 2 * radius, height);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(ink, m_metrics.stroke));
        painter.setBrush(look.states.testFlag(NodeState::Applied) ? ink : look.ground);
        painter.drawRoundedRect(pill, radius, radius);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

} // namespace retort::ui
