// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relationtreemodel.h"

#include "ui/inspector/inspectorwords.h"
#include "ui/theme/figures.h"

#include <algorithm>

namespace retort::ui {

using catalog::RelationName;
using catalog::RelationSummary;

namespace {

/// An index's internal id: 0 for a schema; its schema, one up, for a kind; schema and kind, one up, for a relation.
constexpr int kindBits = 16;

quintptr kindId(int schema)
{
    return static_cast<quintptr>(schema + 1) << kindBits;
}

quintptr relationId(int schema, int kind)
{
    return kindId(schema) | static_cast<quintptr>(kind + 1);
}

/// What one looks for first stands first.
int rankOf(const RelationSummary &summary)
{
    if (summary.isHypertable)
        return 0;
    if (summary.isContinuousAggregate)
        return 1;
    return 2 + static_cast<int>(summary.kind);
}

bool isMarked(Change change)
{
    return change != Change::None;
}

} // namespace

RelationTreeModel::RelationTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

int RelationTreeModel::Schema::count() const
{
    int sum = 0;
    for (const Kind &kind : kinds)
        sum += static_cast<int>(kind.entries.size());
    return sum;
}

void RelationTreeModel::setRelations(const std::vector<RelationSummary> &relations,
                                     const std::vector<RelationSummary> *before, const std::set<RelationName> &altered)
{
    const auto namesOf = [](const std::vector<RelationSummary> &list) {
        std::set<RelationName> names;
        for (const RelationSummary &summary : list)
            names.insert(summary.name);
        return names;
    };
    const std::set<RelationName> namesBefore = before ? namesOf(*before) : std::set<RelationName>();
    std::vector<Entry> entries;
    entries.reserve(relations.size());
    for (const RelationSummary &summary : relations) {
        Change change = altered.contains(summary.name) ? Change::Altered : Change::None;
        if (before && !namesBefore.contains(summary.name))
            change = Change::Added;
        entries.push_back({summary, change});
    }
    if (before) {
        const std::set<RelationName> names = namesOf(relations);
        for (const RelationSummary &summary : *before) {
            if (!names.contains(summary.name))
                entries.push_back({summary, Change::Removed});
        }
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
        return std::tuple(a.summary.name.schema, rankOf(a.summary), a.summary.name.name)
            < std::tuple(b.summary.name.schema, rankOf(b.summary), b.summary.name.name);
    });
    beginResetModel();
    m_schemas.clear();
    m_count = static_cast<int>(entries.size());
    for (Entry &entry : entries)
        insert(std::move(entry));
    endResetModel();
}

void RelationTreeModel::insert(Entry entry)
{
    const QString schema = QString::fromStdString(entry.summary.name.schema);
    if (m_schemas.empty() || m_schemas.back().name != schema)
        m_schemas.push_back({schema, {}});
    const QString title = words::relationKinds(entry.summary);
    std::vector<Kind> &kinds = m_schemas.back().kinds;
    if (kinds.empty() || kinds.back().title != title)
        kinds.push_back({title, {}});
    kinds.back().entries.push_back(std::move(entry));
}

void RelationTreeModel::setAltered(const RelationName &name, bool altered)
{
    const QModelIndex index = indexOf(name);
    if (!index.isValid())
        return;
    const Place place = placeOf(index);
    Entry &entry = m_schemas[static_cast<std::size_t>(place.schema)]
                       .kinds[static_cast<std::size_t>(place.kind)]
                       .entries[static_cast<std::size_t>(place.relation)];
    const Change wanted = altered ? Change::Altered : Change::None;
    if (entry.change == Change::Added || entry.change == Change::Removed || entry.change == wanted)
        return;
    entry.change = wanted;
    for (QModelIndex at = index; at.isValid(); at = at.parent())
        emit dataChanged(at, at);
}

QModelIndex RelationTreeModel::indexOf(const RelationName &name) const
{
    for (std::size_t schema = 0; schema < m_schemas.size(); ++schema) {
        const auto &kinds = m_schemas[schema].kinds;
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            const auto &entries = kinds[kind].entries;
            const auto found = std::find_if(entries.begin(), entries.end(),
                                            [&](const Entry &entry) { return entry.summary.name == name; });
            if (found != entries.end())
                return createIndex(static_cast<int>(found - entries.begin()), 0,
                                   relationId(static_cast<int>(schema), static_cast<int>(kind)));
        }
    }
    return {};
}

RelationTreeModel::Place RelationTreeModel::placeOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const quintptr id = index.internalId();
    if (id == 0)
        return {index.row(), -1, -1};
    const int schema = static_cast<int>(id >> kindBits) - 1;
    const int kind = static_cast<int>(id & ((quintptr(1) << kindBits) - 1)) - 1;
    return kind < 0 ? Place{schema, index.row(), -1} : Place{schema, kind, index.row()};
}

QModelIndex RelationTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Place place = placeOf(parent);
    if (place.schema < 0)
        return createIndex(row, column, quintptr(0));
    return createIndex(row, column, place.kind < 0 ? kindId(place.schema) : relationId(place.schema, place.kind));
}

QModelIndex RelationTreeModel::parent(const QModelIndex &child) const
{
    const Place place = placeOf(child);
    if (place.relation >= 0)
        return createIndex(place.kind, 0, kindId(place.schema));
    return place.kind >= 0 ? createIndex(place.schema, 0, quintptr(0)) : QModelIndex();
}

int RelationTreeModel::rowCount(const QModelIndex &parent) const
{
    const Place place = placeOf(parent);
    if (place.relation >= 0)
        return 0;
    if (place.schema < 0)
        return static_cast<int>(m_schemas.size());
    const Schema &schema = m_schemas[static_cast<std::size_t>(place.schema)];
    return place.kind < 0 ? static_cast<int>(schema.kinds.size())
                          : static_cast<int>(schema.kinds[static_cast<std::size_t>(place.kind)].entries.size());
}

int RelationTreeModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QVariant RelationTreeModel::schemaData(const Schema &schema, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return schema.name;
    case LevelRole: return QVariant::fromValue(Level::Schema);
    case CountRole: return schema.count();
    case KeyRole: return schema.name;
    case Qt::AccessibleTextRole: return tr("schema %1, %2 relations").arg(schema.name).arg(schema.count());
    default: return {};
    }
}

QVariant RelationTreeModel::kindData(const Schema &schema, const Kind &kind, int role) const
{
    const auto count = static_cast<int>(kind.entries.size());
    switch (role) {
    case Qt::DisplayRole: return kind.title;
    case LevelRole: return QVariant::fromValue(Level::Kind);
    case CountRole: return count;
    case ChangeRole: {
        const bool any = std::any_of(kind.entries.begin(), kind.entries.end(),
                                     [](const Entry &entry) { return isMarked(entry.change); });
        return static_cast<int>(any ? Change::Altered : Change::None);
    }
    case KeyRole: return QString(schema.name + QLatin1Char('/') + kind.title);
    case Qt::AccessibleTextRole: return QString(kind.title + QLatin1String(", ") + QString::number(count));
    default: return {};
    }
}

QVariant RelationTreeModel::relationData(const Entry &entry, int role) const
{
    const RelationSummary &summary = entry.summary;
    const QString name = QString::fromStdString(summary.name.name);
    switch (role) {
    case Qt::DisplayRole: return name;
    case LevelRole: return QVariant::fromValue(Level::Relation);
    case NameRole: return QVariant::fromValue(summary.name);
    case ChangeRole: return static_cast<int>(entry.change);
    case FiguresRole: return summary.totalBytes > 0 ? words::bytes(summary.totalBytes) : QString();
    case IsOursRole: return summary.isOurs;
    case SearchRole: return words::relationName(summary.name);
    case KeyRole: return words::relationName(summary.name);
    case Qt::ToolTipRole: {
        QStringList lines{words::relationName(summary.name) + QStringLiteral(" · ") + words::relationKind(summary),
                          words::relationFigures(summary), QString::fromStdString(summary.comment)};
        lines.removeAll(QString());
        return lines.join(QLatin1Char('\n'));
    }
    case Qt::AccessibleTextRole: {
        QStringList parts{words::relationKind(summary) + QLatin1Char(' ') + name, words::relationFigures(summary),
                          words::change(entry.change)};
        if (summary.isOurs)
            parts << tr("kept by Retort");
        parts.removeAll(QString());
        return parts.join(QLatin1String(", "));
    }
    default: return {};
    }
}

QVariant RelationTreeModel::data(const QModelIndex &index, int role) const
{
    const Place place = placeOf(index);
    if (place.schema < 0)
        return {};
    const Schema &schema = m_schemas[static_cast<std::size_t>(place.schema)];
    if (place.kind < 0)
        return schemaData(schema, role);
    const Kind &kind = schema.kinds[static_cast<std::size_t>(place.kind)];
    if (place.relation < 0)
        return kindData(schema, kind, role);
    return relationData(kind.entries[static_cast<std::size_t>(place.relation)], role);
}

} // namespace retort::ui
