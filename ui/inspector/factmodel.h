// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/facts.h"

#include <QAbstractTableModel>

namespace retort::ui {

/// A table of facts for a view.
class FactModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        BeforeRole = Qt::UserRole + 1, ///< QString: what stood there; invalid where nothing else did
        CodeRole,                      ///< bool
        PillsRole,                     ///< QStringList, of the first column
        TroubleRole,                   ///< QString, of the row
        ChangeRole,                    ///< int, a Change
        IsWholeRole,                   ///< bool: the change is that of the whole table
        LinkRole,                      ///< catalog::RelationName, of the column that links; else invalid
        WrapsRole,                     ///< bool: shown on several lines where it must
        NullRole,                      ///< bool: there is no value
        BriefRole,                     ///< bool: code of types and defaults, which may be shown shorter
    };

    explicit FactModel(QObject *parent = nullptr);

    void setTable(FactTable table);
    const FactTable &table() const { return m_table; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString spoken(const Fact &fact, int column) const;

    FactTable m_table;
};

/// "integer → bigint" where it was altered, else the text.
QString cellText(const FactCell &cell);
/// As aligned columns, as a terminal would show them.
QString asText(const FactTable &table);
/// The statements that make what it shows, in a script to run; empty where there are none. What is gone is left out.
QString asSql(const FactTable &table);
/// As a table of GitHub's Markdown.
QString asMarkdown(const FactTable &table);

} // namespace retort::ui
