// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ownrelations.h"

namespace retort::cli
{

std::vector<std::string> ownRelations(Context &context)
{
    return context.options().url.empty() ? context.workspace().ownRelations() : ownRelationsElsewhere();
}

std::vector<std::string> ownRelationsElsewhere()
{
    return {run::VersionTable().name()};
}

} // namespace retort::cli
