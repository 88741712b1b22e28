// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/kinds.h"

namespace retort::diff
{

Parts collectParts(const End &end)
{
    Parts parts;
    for (const auto collect :
         {collectSchemas, collectExtensions, collectEnums, collectSequences, collectRoutines, collectTables,
          collectColumns, collectDefaults, collectConstraints, collectForeignKeys, collectIndexes, collectFamilies,
          collectViews, collectTriggers, collectRules, collectPolicies, collectDomains, collectComposites, collectRanges,
          collectStatistics, collectPublications, collectEventTriggers, collectForeignServers,
          collectDefaultPrivileges, collectHypertables,
          collectColumnstores, collectContinuousAggregates, collectTimescaleJobs, collectOthers})
        collect(end, parts);
    return parts;
}

} // namespace retort::diff
