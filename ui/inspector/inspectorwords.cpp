// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorwords.h"

#include "ui/theme/figures.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

#include <array>
#include <utility>

namespace retort::ui::words {

using catalog::RelationKind;
using catalog::RelationSummary;

namespace {

struct Inspector {
    Q_DECLARE_TR_FUNCTIONS(Inspector)
};

bool holdsRows(RelationKind kind)
{
    switch (kind) {
    case RelationKind::Table:
    case RelationKind::PartitionedTable:
    case RelationKind::MaterializedView:
    case RelationKind::Toast: return true;
    default: return false;
    }
}

} // namespace

QString relationKind(const RelationSummary &summary)
{
    if (summary.isHypertable)
        return Inspector::tr("hypertable");
    if (summary.isContinuousAggregate)
        return Inspector::tr("continuous aggregate");
    switch (summary.kind) {
    case RelationKind::Table: return Inspector::tr("table");
    case RelationKind::PartitionedTable: return Inspector::tr("partitioned table");
    case RelationKind::View: return Inspector::tr("view");
    case RelationKind::MaterializedView: return Inspector::tr("materialized view");
    case RelationKind::Index: return Inspector::tr("index");
    case RelationKind::PartitionedIndex: return Inspector::tr("partitioned index");
    case RelationKind::Sequence: return Inspector::tr("sequence");
    case RelationKind::ForeignTable: return Inspector::tr("foreign table");
    case RelationKind::CompositeType: return Inspector::tr("composite type");
    case RelationKind::Toast: return Inspector::tr("TOAST table");
    }
    return {};
}

QString relationKinds(const RelationSummary &summary)
{
    if (summary.isHypertable)
        return Inspector::tr("Hypertables");
    if (summary.isContinuousAggregate)
        return Inspector::tr("Continuous aggregates");
    switch (summary.kind) {
    case RelationKind::Table: return Inspector::tr("Tables");
    case RelationKind::PartitionedTable: return Inspector::tr("Partitioned tables");
    case RelationKind::View: return Inspector::tr("Views");
    case RelationKind::MaterializedView: return Inspector::tr("Materialized views");
    case RelationKind::Index: return Inspector::tr("Indexes");
    case RelationKind::PartitionedIndex: return Inspector::tr("Partitioned indexes");
    case RelationKind::Sequence: return Inspector::tr("Sequences");
    case RelationKind::ForeignTable: return Inspector::tr("Foreign tables");
    case RelationKind::CompositeType: return Inspector::tr("Composite types");
    case RelationKind::Toast: return Inspector::tr("TOAST tables");
    }
    return {};
}

QString relationName(const catalog::RelationName &name)
{
    return QString::fromStdString(name.schema + '.' + name.name);
}

QString relationFigures(const RelationSummary &summary)
{
    QStringList parts;
    if (holdsRows(summary.kind))
        parts << estimatedRows(summary.estimatedRows);
    if (summary.totalBytes > 0)
        parts << bytes(summary.totalBytes);
    if (!summary.owner.empty())
        parts << Inspector::tr("owned by %1").arg(QString::fromStdString(summary.owner));
    return parts.join(QStringLiteral(" · "));
}

QString brief(QString code)
{
    // The aliases of the documentation's table of data types.
    static const std::array<std::pair<QRegularExpression, QString>, 5> spellings{
        {{QRegularExpression(QStringLiteral("^character varying\\b")), QStringLiteral("varchar")},
         {QRegularExpression(QStringLiteral("^(timestamp|time)(\\(\\d\\))? with time zone")), QStringLiteral("\\1tz\\2")},
         {QRegularExpression(QStringLiteral("^(timestamp|time)(\\(\\d\\))? without time zone")), QStringLiteral("\\1\\2")},
         {QRegularExpression(QStringLiteral("^nextval\\('([^']+)'::regclass\\)$")), QStringLiteral("nextval(\\1)")},
         {QRegularExpression(QStringLiteral("('(?:[^']|'')*')::(?:character varying|double precision|"
                                            "timestamp with(?:out)? time zone|\"[^\"]+\"|[a-z_][a-z0-9_.]*+)(?!\"|\\.)(?:\\[\\])?")),
          QStringLiteral("\\1")}}};
    for (const auto &[spelled, shorter] : spellings)
        code.replace(spelled, shorter);
    return code;
}

QString change(Change change)
{
    switch (change) {
    case Change::None: return {};
    case Change::Added: return Inspector::tr("added");
    case Change::Removed: return Inspector::tr("removed");
    case Change::Altered: return Inspector::tr("altered");
    }
    return {};
}

QString changeSign(Change change)
{
    switch (change) {
    case Change::None: return {};
    case Change::Added: return QStringLiteral("+");
    case Change::Removed: return QStringLiteral("−");
    case Change::Altered: return QStringLiteral("~");
    }
    return {};
}

} // namespace retort::ui::words
