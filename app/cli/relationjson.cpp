// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/relationjson.h"

#include "engine/catalog/jsonarchive.h"

namespace retort::cli
{

void writeSummary(JsonWriter &json, const catalog::RelationSummary &summary)
{
    catalog::JsonWritingArchive(json).object(summary);
}

void writeRelation(JsonWriter &json, const catalog::Relation &relation)
{
    catalog::JsonWritingArchive(json).object(relation);
}

} // namespace retort::cli
