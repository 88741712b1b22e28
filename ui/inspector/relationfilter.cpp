// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relationfilter.h"

#include "ui/inspector/relationtreemodel.h"

namespace retort::ui {

RelationFilter::RelationFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void RelationFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidate(); // at once: taking rows away one by one costs a view seconds
}

bool RelationFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_text.isEmpty())
        return true;
    const QString name = sourceModel()->index(row, 0, parent).data(RelationTreeModel::SearchRole).toString();
    return name.contains(m_text, Qt::CaseInsensitive);
}

} // namespace retort::ui
