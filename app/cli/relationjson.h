// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/jsonwriter.h"
#include "engine/catalog/relation.h"

/// A schema's values as JSON. The keys are the catalog's names; facts that are not known, and texts that are empty,
/// are null, and lists are always there.
namespace retort::cli
{

void writeSummary(JsonWriter &json, const catalog::RelationSummary &summary);
void writeRelation(JsonWriter &json, const catalog::Relation &relation);

} // namespace retort::cli
