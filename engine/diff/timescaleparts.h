// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

#include <string>
#include <vector>

/// What the kinds of TimescaleDB share.
namespace retort::diff
{

/// 'app.ping', as TimescaleDB's functions take a relation.
std::string literalOf(const catalog::RelationName &name);
/// INTERVAL '7 days', or the number of an integer dimension.
std::string intervalText(const std::string &interval);

/// Whether a table can become a hypertable of these dimensions in its place, or is one of fewer. Otherwise its rows
/// must be copied.
bool canTakeDimensions(const catalog::Relation &from, const catalog::Relation &to);
/// "Time at", "Space host": a line a dimension; empty for a table that is no hypertable.
std::string dimensionsOf(const catalog::Relation &relation);

/// Those that a hypertable or a continuous aggregate has them from; nothing for other relations.
const catalog::HypertableFacts *columnstoreOf(const catalog::Relation *relation);
/// What TimescaleDB refuses while chunks are compressed needs them as rows. Their policy compresses them again.
Statement decompressChunks(const catalog::RelationName &name);
/// The columns in a list as TimescaleDB prints it, "host,at DESC".
std::vector<std::string> columnsIn(const std::string &list);

ObjectId hypertableId(const catalog::RelationName &table);
ObjectId columnstoreId(const catalog::RelationName &relation);
ObjectId timescaleExtension();

} // namespace retort::diff
