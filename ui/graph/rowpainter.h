// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/plan.h"
#include "ui/graph/rowmetrics.h"
#include "ui/theme/badge.h"

#include <QCache>
#include <QHash>
#include <QPixmap>
#include <QStaticText>

#include <optional>
#include <vector>

class QPainter;

namespace retort::ui
{

class RevisionModel;

/// What the view knows of a row beside what the model says.
struct RowLook {
    bool isSelected = false;
    bool hasFocus = false;
    bool isHovered = false;
    std::optional<revision::Direction> way; ///< it would be upgraded or taken back by a step to the row in question
};

/// Paints the rows of a RevisionModel and keeps their text layouts and badges, so that a row that is seen again costs
/// a few blits. GUI thread.
class RowPainter
{
public:
    RowPainter();

    /// Forgets all texts. The model stays the caller's.
    void reset(const RevisionModel *model, const RowMetrics &metrics, int databaseNumber, qreal pixelRatio);
    const RowMetrics &metrics() const { return m_metrics; }
    /// The rows' words or states changed.
    void forget(int first, int last);
    void forgetAll() { m_texts.clear(); }
    void paint(QPainter &painter, int row, const QRect &rect, const RowLook &look);
    /// The words of the badges that there is room for, in order.
    QStringList shownBadges(int row);

private:
    struct Spot {
        int left = 0;
        QString word;
        QPixmap pixmap;
    };
    struct RowText {
        QStaticText id;
        QStaticText message;
        QStaticText date;
        int messageLeft = 0;
        int dateLeft = 0;
        std::vector<Spot> badges;
        std::vector<int> foldedLanes; ///< of a fold: those that its nodes stand in
    };

    RowText *textOf(int row);
    std::vector<Badge> badgesOf(int row) const;
    QPixmap badgePixmap(const Badge &badge);
    void paintGraph(QPainter &painter, int row, const QRect &rect, const QColor &ground) const;
    void paintFold(QPainter &painter, int row, const QRect &rect, const QColor &ground);
    void paintText(QPainter &painter, int row, const QRect &rect);
    void paintWay(QPainter &painter, const QRect &rect, revision::Direction way) const;

    const RevisionModel *m_model = nullptr;
    RowMetrics m_metrics;
    int m_number = 0;
    qreal m_pixelRatio = 1;
    QCache<int, RowText> m_texts;
    QHash<QString, QPixmap> m_badges;
};

} // namespace retort::ui
