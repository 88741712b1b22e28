// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/rowmetrics.h"

#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QDate>
#include <QFontMetrics>
#include <QLocale>

#include <algorithm>

namespace retort::ui
{

namespace
{

constexpr double smallestText = 0.7; ///< of the application's; smaller scales show no text
constexpr int overviewRow = 18;      ///< row height at scale 1, if it were an overview
constexpr int smallestRow = 6;
constexpr int lanesAtFullWidth = 8;      ///< more lanes move closer together
constexpr double widestLaneShare = 0.3;  ///< of the view, for many lanes
constexpr double narrowLaneShare = 0.45; ///< of a view that has room for little else
constexpr int smallestLaneSpacing = 3;
constexpr int shortestId = 7; ///< characters; what git shows
constexpr int generatedId = 12;
constexpr int longestShownId = 19;
constexpr int readableMessage = 30; ///< characters of room, badges included
constexpr int smallestMessage = 14; ///< characters that a message keeps beside its badges
constexpr int shortestMessage = 7;  ///< the same beside the first badge alone
constexpr int roomyMessage = 48;    ///< characters of room from which long ids are shown whole

int widthOf(const QFont &font, int characters)
{
    return QFontMetrics(font).horizontalAdvance(QString(characters, QLatin1Char('0')));
}

/// The widest date of a year that is not this one.
int dateWidth(const QFont &font)
{
    const QFontMetrics metrics(font);
    int widest = 0;
    for (int month = 1; month <= 12; ++month)
        widest = std::max(
            widest,
            metrics.horizontalAdvance(QLocale().toString(QDate(2020, month, 28), QStringLiteral("d MMM yyyy"))));
    return widest;
}

void placeLanes(RowMetrics &metrics, double textScale, int width, int lanes)
{
    const int fullSpacing = qRound(15 * textScale);
    const int room = qBound(0, static_cast<int>(width * widestLaneShare), lanes * fullSpacing);
    const int most =
        std::min(std::max(lanesAtFullWidth * fullSpacing, room), static_cast<int>(width * narrowLaneShare));
    metrics.laneSpacing = qBound(smallestLaneSpacing, most / lanes, fullSpacing);
    metrics.nodeRadius = qBound(2.0, metrics.laneSpacing * 0.45, 4.5 * textScale);
    metrics.stroke = metrics.laneSpacing < 6 ? 1 : 2;
    metrics.laneLeft = spacing::panelMargin + qRound(4.5 * textScale);
    metrics.lanesRight = metrics.laneLeft + std::max(0, std::min((lanes - 1) * metrics.laneSpacing, most));
    metrics.idLeft = metrics.lanesRight + fullSpacing + spacing::tiny;
}

} // namespace

RowMetrics RowMetrics::of(const QFont &font, double textScale, int width, const RevisionGraph &graph)
{
    RowMetrics metrics;
    metrics.showsText = textScale >= smallestText;
    metrics.text = fonts::scaled(font, std::max(textScale, smallestText));
    metrics.code = fonts::monospace(metrics.text);
    metrics.rowHeight = metrics.showsText ? QFontMetrics(metrics.text).height() + 2 * spacing::rowPadding
                                          : std::max(smallestRow, qRound(overviewRow * textScale));
    metrics.right = width - spacing::panelMargin;
    placeLanes(metrics, textScale, width, std::max(1, graph.layout().laneCount()));

    const auto roomBeside = [&](int idCharacters) {
        return metrics.right - metrics.idLeft - widthOf(metrics.code, idCharacters) - spacing::large;
    };
    const int character = QFontMetrics(metrics.text).averageCharWidth();
    const int date = graph.hasDates() ? dateWidth(metrics.text) + spacing::medium : 0;
    const int longest = std::min(graph.longestId(), longestShownId);
    int characters = std::min(longest, generatedId);
    metrics.showsDates = date > 0 && roomBeside(characters) - date >= readableMessage * character;
    if (roomBeside(longest) - date >= roomyMessage * character)
        characters = longest;
    else if (roomBeside(characters) < readableMessage * character)
        characters = std::min(longest, shortestId);
    metrics.idWidth = widthOf(metrics.code, std::max(characters, std::min(longest, 4))) + 1;
    metrics.messageLeft = metrics.idLeft + metrics.idWidth + spacing::large;
    return metrics;
}

int badgeGap()
{
    return spacing::tiny + 2;
}

RowShares shareRow(const RowMetrics &metrics, int messageLeft, int messageWidth, std::span<const int> badgeWidths,
                   int dateWidth)
{
    RowShares shares;
    shares.dateLeft = metrics.right - dateWidth;
    const int room = std::max(0, shares.dateLeft - (dateWidth > 0 ? spacing::medium : 0) - messageLeft);
    const int character = QFontMetrics(metrics.text).averageCharWidth();
    const int reserved = std::min({messageWidth, character * smallestMessage, room / 2});
    const int leastReserved = std::min(messageWidth, character * shortestMessage);
    int badges = 0;
    for (const int width : badgeWidths) {
        const int more = width + (badges > 0 ? badgeGap() : spacing::small);
        if ((badges > 0 ? reserved : std::min(reserved, leastReserved)) + badges + more > room)
            break;
        badges += more;
        ++shares.badgeCount;
    }
    shares.messageRoom = room - badges;
    return shares;
}

} // namespace retort::ui
