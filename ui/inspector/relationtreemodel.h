// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "ui/inspector/facts.h"

#include <QAbstractItemModel>

#include <set>
#include <vector>

namespace retort::ui {

/// Schema → kind → relation, each with its count. Relations that are gone since "before" stay, marked.
class RelationTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Level { Schema, Kind, Relation };
    Q_ENUM(Level)
    enum Role {
        LevelRole = Qt::UserRole + 1,
        CountRole,   ///< int: relations below; of a schema or kind
        NameRole,    ///< catalog::RelationName, of a relation
        ChangeRole,  ///< int, a Change; of a schema or kind: whether anything below is marked (Altered)
        FiguresRole, ///< QString: "5.5 MB"
        IsOursRole,  ///< bool: version or history table
        SearchRole,  ///< QString: what a filter looks at; empty but for relations
        KeyRole,     ///< QString that names a node for good, to keep it open
    };

    explicit RelationTreeModel(QObject *parent = nullptr);

    /// `before`: null when there is nothing to compare with. `altered`: those known to differ.
    void setRelations(const std::vector<catalog::RelationSummary> &relations,
                      const std::vector<catalog::RelationSummary> *before = nullptr,
                      const std::set<catalog::RelationName> &altered = {});
    void setAltered(const catalog::RelationName &name, bool altered);
    QModelIndex indexOf(const catalog::RelationName &name) const;
    int relationCount() const { return m_count; }

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        catalog::RelationSummary summary;
        Change change = Change::None;
    };
    struct Kind {
        QString title;
        std::vector<Entry> entries;
    };
    struct Schema {
        QString name;
        std::vector<Kind> kinds;
        int count() const;
    };
    /// Which node an index means: row of the schema, of the kind in it, of the relation in that; −1: not so deep.
    struct Place {
        int schema = -1;
        int kind = -1;
        int relation = -1;
    };
    Place placeOf(const QModelIndex &index) const;
    void insert(Entry entry);
    QVariant schemaData(const Schema &schema, int role) const;
    QVariant kindData(const Schema &schema, const Kind &kind, int role) const;
    QVariant relationData(const Entry &entry, int role) const;

    std::vector<Schema> m_schemas;
    int m_count = 0;
};

} // namespace retort::ui
