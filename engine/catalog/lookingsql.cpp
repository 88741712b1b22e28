// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/lookingsql.h"

#include "engine/base/text.h"

namespace retort::catalog
{

std::string quotedName(const RelationName &name)
{
    return text::quoteIdentifier(name.schema) + '.' + text::quoteIdentifier(name.name);
}

Error explainLimits(Error error, const std::string &what)
{
    const std::string state = error.sql ? error.sql->sqlstate : std::string();
    if (state == "57014") // query_canceled
        return makeError("preview-timeout", "Reading " + what + " took longer than 5 seconds, and was stopped.",
                         "Look at a part of it by a query of your own.");
    if (state == "55P03") // lock_not_available
        return makeError("preview-locked", what + " is locked by somebody else.", "Try again when that has ended.");
    return error;
}

} // namespace retort::catalog
