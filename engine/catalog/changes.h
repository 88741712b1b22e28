// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/keeper.h"
#include "engine/catalog/reader.h"

#include <cstdint>
#include <set>
#include <unordered_map>
#include <vector>

/// What has changed in a catalog since somebody looked.
namespace retort::catalog
{

Result<SnapshotKeeper::Token> readToken(Reader &reader);

using Stamps = std::unordered_map<std::uint32_t, std::int64_t>;
/// Of every relation, by oid: differs when a row that belongs to it came, went or changed.
Result<Stamps> readStamps(Reader &reader);

/// The relations whose definitions may read differently when `changed` did: these, those with the same names, their
/// whole trees of partitions and children, and whatever refers to one of them or is referred to.
Result<std::set<std::uint32_t>> withRelated(Reader &reader, const std::vector<std::uint32_t> &changed);

} // namespace retort::catalog
