// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/catalog/rowpreview.h"
#include "engine/run/runchanges.h"
#include "ui/inspector/facts.h"

/// A relation as tables of facts, one a page; with `before`, marked where the two differ. Pure; GUI thread for the
/// translations.
namespace retort::ui::pages {

enum ColumnsColumn { ColumnName, ColumnType, ColumnNull, ColumnDefault, ColumnComment };
FactTable columns(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum IndexesColumn { IndexName, IndexDefinition, IndexSize };
FactTable indexes(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum KeysColumn { KeyName, KeyDefinition };
/// Primary and unique keys, checks, exclusions, foreign keys both ways.
FactTable keys(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum TriggersColumn { TriggerName, TriggerDefinition };
FactTable triggers(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum PartitionsColumn { PartitionName, PartitionBound, PartitionKind };
/// Of a partitioned table, or tables that inherit. A hypertable's chunks have a page of their own.
FactTable partitions(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum RowPoliciesColumn { RowPolicyName, RowPolicyCommand, RowPolicyRoles, RowPolicyUsing, RowPolicyCheck };
FactTable rowPolicies(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum DependentsColumn { DependentName, DependentKind };
/// What would break, or have to go, with it: views, foreign keys, partitions' tables, continuous aggregates.
FactTable dependents(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum DetailsColumn { DetailKind, DetailText };
/// All that has no page of its own: parents, rules, statistics, options, sizes …
FactTable details(const catalog::Relation &relation, const catalog::Relation *before = nullptr);

enum DimensionsColumn { DimensionColumn, DimensionType, DimensionInterval };
FactTable dimensions(const catalog::HypertableFacts &facts);

enum PoliciesColumn { PolicyKind, PolicySchedule, PolicyConfig, PolicyNext, PolicyStatus };
FactTable policies(const std::vector<catalog::Policy> &policies);

enum ChunksColumn { ChunkFrom, ChunkTo, ChunkSize, ChunkUncompressed, ChunkName };
FactTable chunks(const catalog::HypertableFacts &facts);
/// A chunk's boundary for the eye: midnight in UTC is a date.
QString boundary(const std::string &text);

/// Label and value: chunk count, compression, ratio … in the order of their weight.
FactTable hypertableFacts(const catalog::HypertableFacts &facts);
FactTable aggregateFacts(const catalog::ContinuousAggregateFacts &facts);

enum HistoryColumn { HistoryChange, HistoryRevisions, HistoryTime, HistoryRun };
/// What runs did to one relation, in the order of the entries.
FactTable history(const std::vector<run::RecordedChange> &entries);
/// Its first rows; NULL is one, whatever a text says.
FactTable rows(const catalog::RowPreview &preview);

/// Anything of the relation that a run changed, figures apart.
bool differ(const catalog::Relation &a, const catalog::Relation &b);

} // namespace retort::ui::pages
