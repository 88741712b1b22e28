// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/nodestate.h"
#include "ui/graph/rowmetrics.h"

#include <QPainterPath>

class QPainter;

namespace retort::ui
{

/// Draws lanes and nodes from a LaneLayout, row by row. A light value over a view's metrics; GUI thread.
class LanePainter
{
public:
    /// `databaseNumber`: gives the first line of development its colour.
    LanePainter(const RowMetrics &metrics, int databaseNumber)
        : m_metrics(metrics)
        , m_number(databaseNumber)
    {
    }

    /// Of a line of development, by LaneLayout's number for it.
    QColor colour(int line) const;

    void paintLanes(QPainter &painter, const revision::LaneLayout &layout, int graphRow, const QRect &row) const;

    struct Node {
        int lane = 0;
        QColor colour;
        QColor ground; ///< the row's fill
        NodeStates states;
    };
    void paintNode(QPainter &painter, const Node &node, const QRect &row) const;
    /// A straight run in one row: the lines at the first row's upper edge, and a pill in each of `lanes`. `look` says
    /// on which ground and in which state.
    void paintFold(QPainter &painter, const revision::LaneLayout &layout, int firstRow, const std::vector<int> &lanes,
                   const Node &look, const QRect &row) const;

    /// Out of a node to the side, then round a corner into the lane: edges cross other lanes at right angles.
    static QPainterPath edge(QPointF node, QPointF laneEnd);

private:
    void paintDependency(QPainter &painter, const QPainterPath &path, const QColor &colour) const;
    void paintRing(QPainter &painter, const Node &node, const QPointF &centre) const;
    void paintMark(QPainter &painter, const Node &node, const QPointF &centre, bool isFilled) const;

    const RowMetrics &m_metrics;
    int m_number;
};

} // namespace retort::ui
