// SPDX-License-Identifier: GPL-3.0-or-later
// retort edit: a revision file in the person's editor
#include "app/cli/context.h"
#include "app/cli/foreground.h"
#include "app/cli/symbols.h"
#include "app/cli/verbs.h"

#include <CLI/App.hpp>

#include <cstdlib>

namespace retort::cli
{

namespace
{

/// $VISUAL before $EDITOR, as elsewhere (environ(7)); a variable may hold arguments too.
Result<std::string> editor()
{
    for (const char *name : {"VISUAL", "EDITOR"}) {
        const char *value = std::getenv(name);
        if (value && *value)
            return std::string(value);
    }
    return makeError("no-editor", "Neither VISUAL nor EDITOR names an editor.", "EDITOR=nano retort edit head",
                     ExitStatus::Usage);
}

Result<ExitStatus> edit(Context &context, const std::string &symbol)
{
    const auto indices = resolveSymbol(context, symbol);
    if (!indices)
        return indices.error();
    const auto program = editor();
    if (!program)
        return program.error();
    // The shell takes the variable apart; the files are its arguments, and need no quotes.
    std::vector<std::string> words{"sh", "-c", *program + " \"$@\"", *program};
    for (const revision::Index index : *indices)
        words.push_back(context.map().at(index).file);
    const auto ended = runInForeground(words);
    if (!ended)
        return ended.error();
    if (*ended != 0)
        return makeError("editor-failed",
                         "The editor ended with status " + std::to_string(*ended) + ": " + *program + '.');
    // What was saved is looked at now rather than at the next upgrade.
    const auto again = script::ScriptDirectory::load(context.workspace().project().locations);
    if (!again)
        return again.error();
    return ExitStatus::Ok;
}

} // namespace

void addEditVerb(CommandLine &line)
{
    auto symbol = std::make_shared<std::string>();
    CLI::App &verb = line.addVerb(group::write, "edit", "Open a revision's file in $VISUAL or $EDITOR",
                                  [symbol](Context &context) { return edit(context, *symbol); });
    verb.add_option("revision", *symbol, "An id, a prefix, a label, head, heads, current …")->required();
}

} // namespace retort::cli
