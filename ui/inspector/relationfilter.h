// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <QSortFilterProxyModel>

#include <set>

namespace retort::ui {

/// The relations whose "schema.name" holds the text, any case, or chosen ones; with all that they belong to.
class RelationFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RelationFilter(QObject *parent = nullptr);

    void setText(const QString &text);
    /// These relations instead, whatever the text is.
    void setNames(std::set<catalog::RelationName> names);
    bool isFiltering() const { return !m_text.isEmpty() || !m_names.empty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    std::set<catalog::RelationName> m_names; ///< empty: the text counts
};

} // namespace retort::ui
