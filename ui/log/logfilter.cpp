// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logfilter.h"

namespace retort::ui {

LogFilter::LogFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void LogFilter::setLeastLevel(LogModel::Level level)
{
    m_level = level;
    invalidate(); // at once: taking rows away one by one costs a view seconds
}

void LogFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidate(); // at once: taking rows away one by one costs a view seconds
}

bool LogFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, LogModel::TextColumn, parent);
    const auto kind = index.data(LogModel::KindRole).value<LogModel::Kind>();
    if (kind == LogModel::Kind::Run
        && index.data(LogModel::StateRole).value<LogModel::State>() == LogModel::State::Running)
        return true;
    if (index.data(LogModel::LevelRole).value<LogModel::Level>() < m_level)
        return false;
    if (m_text.isEmpty())
        return true;
    for (QModelIndex at = index; at.isValid(); at = at.parent()) {
        const QModelIndex textOf = at.siblingAtColumn(LogModel::TextColumn);
        if (textOf.data().toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace retort::ui
