// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/jsonwriter.h"
#include "engine/diff/compare.h"

#include <string>

namespace retort::cli
{

/// "drop column app.users.mail (its type changes) [data-loss]".
std::string changeLine(const diff::Change &change);
/// As an object: what it is about, its statements, what they risk.
void writeChange(JsonWriter &json, const diff::Change &change);
/// All of them, as the member `key`.
void writeChanges(JsonWriter &json, std::string_view key, const diff::Comparison &comparison);

} // namespace retort::cli
