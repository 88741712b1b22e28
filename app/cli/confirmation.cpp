// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/confirmation.h"

#include "app/cli/interruption.h"
#include "app/cli/plantext.h"
#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <poll.h>
#include <unistd.h>

namespace retort::cli
{

namespace
{

/// A line of standard input; empty at its end. Errors: cancelled, by a signal meanwhile.
Result<std::string> typedLine()
{
    constexpr int patience = 200; // ms; a signal that comes between the look at it and poll() is noticed then
    while (!interruption().stop_requested()) {
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (::poll(&input, 1, patience) <= 0)
            continue;
        std::array<char, 256> typed{};
        const ssize_t count = ::read(STDIN_FILENO, typed.data(), typed.size());
        return std::string(typed.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return makeError("cancelled", "Cancelled before anything was run.", {}, ExitStatus::Interrupted);
}

} // namespace

namespace
{

/// `show` puts on standard error what will be done; only where there is somebody to read it.
Result<void> confirm(Context &context, const project::Database &database, const Consent &consent,
                     const std::function<void(Output &)> &show)
{
    const auto &agreed = consent.production;
    if (database.tier != project::Tier::Prod || std::find(agreed.begin(), agreed.end(), database.name) != agreed.end())
        return {};
    if (!isTerminal(stdin)) {
        return makeError("confirmation-needed",
                         "Database " + database.name + " is production, and there is nobody to ask.",
                         "Add --yes-really " + database.name + " if the change is meant.");
    }
    Output &output = context.output();
    show(output);
    output.note(output.noteStyle().bad(database.name + " is production.") + " Type its name to go on:");
    const auto typed = typedLine();
    if (!typed)
        return typed.error();
    if (text::trimmed(*typed) == database.name)
        return {};
    return makeError("not-confirmed", "The change of " + database.name + " was not confirmed; nothing was run.");
}

} // namespace

Result<void> confirmProduction(Context &context, const project::Database &database, const std::string &what,
                               const Consent &consent)
{
    return confirm(context, database, consent, [&what](Output &output) { output.note(what); });
}

Result<void> confirmYes(Context &context, const std::string &what, const std::string &question)
{
    if (!isTerminal(stdin))
        return makeError("confirmation-needed", question + " There is nobody to ask.", "Add --yes if it is meant.");
    Output &output = context.output();
    output.note(what);
    output.note(question + " [y/N]");
    const auto typed = typedLine();
    if (!typed)
        return typed.error();
    const std::string answer = text::toLower(text::trimmed(*typed));
    if (answer == "y" || answer == "yes")
        return {};
    return makeError("not-confirmed", "It was not confirmed; nothing was changed.");
}

Result<void> confirmChange(Context &context, const project::Database &database, const revision::Plan &plan,
                           const Consent &consent, const session::RowEstimate &rows,
                           const std::string &backupReason)
{
    if (plan.isEmpty())
        return {};
    return confirm(context, database, consent, [&](Output &output) {
        auto preview = session::previewPlan(context.workspace(), database, plan, {}, rows);
        preview.backupReason = backupReason;
        output.note(planText(preview, output.noteStyle(), false));
        for (const std::string &warning : plan.warnings)
            output.warning(warning);
    });
}

} // namespace retort::cli
