// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/logmodel.h"

#include <QSortFilterProxyModel>

namespace retort::ui {

/// Shows what is important enough and holds the text, with all that it belongs to. Runs that are going on stay.
class LogFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit LogFilter(QObject *parent = nullptr);

    void setLeastLevel(LogModel::Level level);
    /// Any case; of a row or of what it belongs to.
    void setText(const QString &text);
    bool isFiltering() const { return m_level != LogModel::Level::Statement || !m_text.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    LogModel::Level m_level = LogModel::Level::Statement;
    QString m_text;
};

} // namespace retort::ui
