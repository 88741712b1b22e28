// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/jsonwriter.h"
#include "app/cli/terminal.h"
#include "engine/session/preview.h"

#include <string>

namespace retort::cli
{

/// The ordered steps with the version rows after each, what runs outside a transaction and what data goes;
/// `withSql`: each step's SQL too.
std::string planText(const session::PlanPreview &preview, const Style &style, bool withSql);
/// The document of `plan --json`.
void writePlan(JsonWriter &json, const session::PlanPreview &preview);

} // namespace retort::cli
