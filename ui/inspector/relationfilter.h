// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace retort::ui {

/// The relations whose "schema.name" holds the text, any case, with all that they belong to.
class RelationFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit RelationFilter(QObject *parent = nullptr);

    void setText(const QString &text);
    bool isFiltering() const { return !m_text.isEmpty(); }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
};

} // namespace retort::ui
