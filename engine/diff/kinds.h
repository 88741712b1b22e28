// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

/// The kinds of objects that are compared, a file each. To add one: a file with its function, a line here and one in
/// kinds.cpp.
namespace retort::diff
{

void collectSchemas(const End &end, Parts &parts);
void collectExtensions(const End &end, Parts &parts);
void collectEnums(const End &end, Parts &parts);
void collectSequences(const End &end, Parts &parts);
void collectRoutines(const End &end, Parts &parts);
void collectTables(const End &end, Parts &parts);
void collectColumns(const End &end, Parts &parts);
void collectDefaults(const End &end, Parts &parts);
void collectConstraints(const End &end, Parts &parts); ///< checks, keys, exclusions
void collectForeignKeys(const End &end, Parts &parts);
void collectIndexes(const End &end, Parts &parts);
void collectFamilies(const End &end, Parts &parts); ///< partitions and inheritance
void collectViews(const End &end, Parts &parts); ///< materialized ones too
void collectTriggers(const End &end, Parts &parts);
void collectRules(const End &end, Parts &parts);
void collectPolicies(const End &end, Parts &parts);

void collectDomains(const End &end, Parts &parts);
void collectComposites(const End &end, Parts &parts);
void collectRanges(const End &end, Parts &parts);
void collectStatistics(const End &end, Parts &parts);
void collectPublications(const End &end, Parts &parts); ///< and what is in them
void collectEventTriggers(const End &end, Parts &parts);
void collectForeignServers(const End &end, Parts &parts); ///< and user mappings
void collectDefaultPrivileges(const End &end, Parts &parts);
void collectHypertables(const End &end, Parts &parts);
void collectColumnstores(const End &end, Parts &parts); ///< compression settings
void collectContinuousAggregates(const End &end, Parts &parts); ///< with their indexes
void collectTimescaleJobs(const End &end, Parts &parts); ///< policies, and actions that users made
void collectOthers(const End &end, Parts &parts); ///< collations, casts, operators, text search, wrappers, languages …

/// All of them.
Parts collectParts(const End &end);

} // namespace retort::diff
