// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/script.h"

#include "engine/diff/batches.h"

#include <algorithm>

namespace retort::diff
{

std::string toScript(const Comparison &comparison, const std::string &searchPath)
{
    const std::vector<Batch> all = batches(comparison);
    std::string script;
    if (!searchPath.empty() && !all.empty())
        script += "SET search_path = " + searchPath + ";\n";
    if (std::any_of(all.begin(), all.end(), [](const Batch &batch) { return batch.hasLateBodies; }))
        script += "SET check_function_bodies = false;\n";
    for (const Batch &batch : all) {
        if (!batch.why.empty())
            script += "-- " + batch.why + '\n';
        script += batch.isTransactional ? "BEGIN;\n" + batch.text + "COMMIT;\n" : batch.text;
    }
    return script;
}

} // namespace retort::diff
