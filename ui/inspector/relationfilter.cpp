// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relationfilter.h"

#include "ui/inspector/relationtreemodel.h"

#include <utility>

namespace retort::ui {

RelationFilter::RelationFilter(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setRecursiveFilteringEnabled(true);
}

void RelationFilter::setText(const QString &text)
{
    m_text = text.trimmed();
    m_names.clear();
    invalidate(); // at once: taking rows away one by one costs a view seconds
}

void RelationFilter::setNames(std::set<catalog::RelationName> names)
{
    m_names = std::move(names);
    invalidate();
}

bool RelationFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (!m_names.empty()) {
        const QVariant name = index.data(RelationTreeModel::NameRole);
        return name.isValid() && m_names.contains(name.value<catalog::RelationName>());
    }
    if (m_text.isEmpty())
        return true;
    const QString name = index.data(RelationTreeModel::SearchRole).toString();
    return name.contains(m_text, Qt::CaseInsensitive);
}

} // namespace retort::ui
