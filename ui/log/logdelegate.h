// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QStyledItemDelegate>

#include <optional>

namespace retort::project {
enum class Tier;
}

namespace retort::ui {

/// Draws the log's rows: time and figures quiet, ids and statements in monospace, each kind in its colour, and the
/// database's badge on its runs.
class LogDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    struct Look {
        int number = 0; ///< the database's place in the project
        project::Tier tier{};
    };
    void setDatabases(const QHash<QString, Look> &looks) { m_looks = looks; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintRun(QPainter &painter, QRect area, const QFont &font, const QModelIndex &index) const;
    static void paintStep(QPainter &painter, QRect area, const QFont &font, const QModelIndex &index);
    static void paintSaid(QPainter &painter, QRect area, const QFont &font, const QModelIndex &index);

    QHash<QString, Look> m_looks;
};

} // namespace retort::ui
