// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ownrelations.h"

namespace retort::cli
{

std::vector<std::string> ownRelations(Context &context)
{
    if (!context.options().url.empty())
        return {run::VersionTable().name()};
    return context.workspace().ownRelations();
}

} // namespace retort::cli
