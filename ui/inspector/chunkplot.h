// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

class QCustomPlot;

namespace retort::ui {

/// Where a chunk lies on its primary dimension: seconds since 1970 for times, else the number. Nothing when the text
/// is neither (as the server prints it: "2025-11-20 00:00:00+00").
std::optional<double> chunkPosition(const std::string &text);

/// The chunks of a hypertable drawn along time: length by range, height by size; compressed ones are hatched, with what
/// they were before as an outline. The wheel, + and − zoom about the pointer or the middle; dragging and the arrows
/// move; Home shows all of it again. GUI thread.
class ChunkPlot : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkPlot(QWidget *parent = nullptr);

    void setChunks(const std::vector<catalog::Chunk> &chunks);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// What is shown of the whole, as a share: 1 is all of it.
    double shownShare() const;
    /// Where on this widget a chunk is drawn, by its number: a point in its middle, above the axis.
    QPoint positionOf(int number) const;

signals:
    /// A double click on one; its number among those that were set.
    void chunkActivated(int number);

protected:
    bool event(QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Bar {
        double from = 0;
        double to = 0;
        std::int64_t bytes = -1;
        std::int64_t bytesBefore = -1; ///< its compression
        bool isCompressed = false;
        QString words;
    };
    void fill();
    void addBars(bool isCompressed);
    void addOutlines();
    int barAt(const QPoint &position) const; ///< −1: none
    double coordinateAt(double x) const;
    void show(double from, double to);
    void zoom(double factor, double about);
    void move(double by);

    QCustomPlot *m_plot;
    std::vector<Bar> m_bars;
    bool m_isTime = true;
    double m_from = 0;
    double m_to = 1;
    double m_viewFrom = 0; ///< what is shown of it
    double m_viewTo = 1;
    std::optional<double> m_dragFrom; ///< where the pointer was last, while it drags
};

} // namespace retort::ui
