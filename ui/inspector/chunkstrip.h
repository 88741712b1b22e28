// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QString>
#include <QWidget>

#include <optional>
#include <vector>

namespace retort::ui {

/// Where a chunk lies on its primary dimension: seconds since 1970 for times, else the number. Nothing when the text
/// is neither (as the server prints it: "2025-11-20 00:00:00+00").
std::optional<double> chunkPosition(const std::string &text);

/// The chunks of a hypertable drawn along time: width by range, height by size, compressed ones hatched. The wheel, + and
/// − zoom about the pointer or the middle; dragging and the arrows move; Home shows all of it again.
class ChunkStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkStrip(QWidget *parent = nullptr);

    void setChunks(const std::vector<catalog::Chunk> &chunks);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// What is shown of the whole, as a share: 1 is all of it.
    double shownShare() const { return (m_viewTo - m_viewFrom) / (m_to - m_from); }

signals:
    /// A double click on one; its number among those that were set.
    void chunkActivated(int number);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Bar {
        double from = 0;
        double to = 0;
        std::int64_t bytes = -1;
        bool isCompressed = false;
        QString words;
        QString start; ///< its boundaries, for the ends of the axis
        QString end;
    };
    QRectF rectOf(const Bar &bar) const;
    QRect plotArea() const;
    int barAt(int x) const; ///< −1: none
    void show(double from, double to);
    void zoom(double factor, double about);
    void move(double by);

    std::vector<Bar> m_bars;
    double m_from = 0;
    double m_to = 1;
    double m_viewFrom = 0; ///< what is shown of it
    double m_viewTo = 1;
    std::optional<double> m_dragFrom; ///< where the pointer was last, while it drags
    std::int64_t m_largest = 1;
};

} // namespace retort::ui
