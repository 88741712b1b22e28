// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/confirmation.h"

#include "app/cli/plantext.h"
#include "engine/base/text.h"

#include <array>
#include <cstdio>

namespace retort::cli
{

Result<void> confirmChange(Context &context, const project::Database &database, const revision::Plan &plan, bool yes)
{
    if (database.tier != project::Tier::Prod || yes || plan.isEmpty())
        return {};
    if (!isTerminal(stdin)) {
        return makeError("confirmation-needed",
                         "Database " + database.name + " is production, and there is nobody to ask.",
                         "Add --yes if the change is meant.");
    }
    Output &output = context.output();
    const auto preview = session::previewPlan(context.workspace(), database, plan, {});
    output.note(planText(preview, context.map(), output.noteStyle(), false));
    output.note(output.noteStyle().bad(database.name + " is production.") + " Type its name to go on:");
    std::array<char, 256> typed{};
    const bool isRead = std::fgets(typed.data(), typed.size(), stdin) != nullptr;
    if (isRead && text::trimmed(typed.data()) == database.name)
        return {};
    return makeError("not-confirmed", "The change of " + database.name + " was not confirmed; nothing was run.");
}

} // namespace retort::cli
