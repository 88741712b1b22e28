// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/jsonwriter.h"
#include "app/cli/terminal.h"
#include "engine/revision/revisionmap.h"
#include "engine/session/preview.h"

#include <string>

namespace retort::cli
{

/// A plan that is shown without what is in its scripts: reads no revision file.
session::PlanPreview outlineOf(const project::Database *database, const revision::RevisionMap &map,
                               revision::Plan plan);

/// The ordered steps with the version rows after each, what runs outside a transaction and what data goes;
/// `withSql`: each step's SQL too.
std::string planText(const session::PlanPreview &preview, const revision::RevisionMap &map, const Style &style,
                     bool withSql);
/// The document of `plan --json`.
void writePlan(JsonWriter &json, const std::string &database, const revision::Plan &plan,
               const revision::RevisionMap &map);

} // namespace retort::cli
