// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace retort::ui {

/// Cells of facts: rows of a comparison filled and signed, what was there before struck through, pills behind the
/// name, trouble in red, links in the accent.
class FactDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    static constexpr int rightPadding = 8;
    static int leftPadding(int column);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Height at this width, for cells that wrap.
    int heightFor(const QFont &font, const QModelIndex &index, int width) const;
};

} // namespace retort::ui
