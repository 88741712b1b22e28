// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/revisiongraph.h"

#include <QFont>

#include <span>

namespace retort::ui
{

/// Where the parts of a row lie: lanes, id, message with its badges, date, from left to right. The same for all rows
/// of a view, so that columns align. Device-independent pixels. GUI thread (fonts).
///
/// Below the smallest readable text size rows shrink to an overview: lanes and nodes alone, many rows at once.
///
/// When a view gets narrower, first the date goes, then ids are cut to as many characters as git shows: which revision
/// a row is and what state it has are worth more than when it was written.
struct RowMetrics {
    static RowMetrics of(const QFont &font, double textScale, int width, const RevisionGraph &graph);

    int laneX(int lane) const { return laneLeft + lane * laneSpacing; } ///< the lane's centre
    /// Lanes beyond the room that lanes have are not drawn.
    bool isLaneShown(int lane) const { return laneX(lane) <= lanesRight; }

    int rowHeight = 24;
    int laneLeft = 0;
    int laneSpacing = 15;
    int lanesRight = 0;
    qreal nodeRadius = 4.5;
    int stroke = 2; ///< of a lane
    int idLeft = 0;
    int idWidth = 0;
    int messageLeft = 0;
    int right = 0; ///< edge of the last column
    bool showsText = true;
    bool showsDates = true;
    QFont text;
    QFont code;
};

/// How one row shares the room right of its id.
struct RowShares {
    int messageRoom = 0; ///< what the message is elided to
    int badgeCount = 0;  ///< the first of them; what matters least gives way, from the end
    int dateLeft = 0;
};
/// `dateWidth` 0: no date. The message keeps a readable rest before a badge is shown, a shorter one before the first,
/// which tells most.
RowShares shareRow(const RowMetrics &metrics, int messageLeft, int messageWidth, std::span<const int> badgeWidths,
                   int dateWidth);
/// Between two badges.
int badgeGap();

} // namespace retort::ui
