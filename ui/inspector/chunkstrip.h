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

/// The chunks of a hypertable drawn along time: width by range, height by size, compressed ones hatched.
class ChunkStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ChunkStrip(QWidget *parent = nullptr);

    void setChunks(const std::vector<catalog::Chunk> &chunks);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Bar {
        double from = 0;
        double to = 0;
        std::int64_t bytes = -1;
        bool isCompressed = false;
        QString words;
    };
    QRectF rectOf(const Bar &bar) const;
    QRect plotArea() const;

    std::vector<Bar> m_bars;
    double m_from = 0;
    double m_to = 1;
    std::int64_t m_largest = 1;
    QString m_first;
    QString m_last;
};

} // namespace retort::ui
