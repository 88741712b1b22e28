// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Names within the texts that the server prints.
namespace retort::diff
{

/// "schema.table.column", taken apart.
using NameChain = std::vector<std::string>;

enum class ChainEnd {
    Any,     ///< whatever stands behind
    HasMore, ///< another name, after a dot
    IsWhole, ///< no other name, and no argument list
    IsCall,  ///< an argument list
};

/// The text with chains that begin with `from` beginning with `to`. String literals are left alone, but for those
/// that name a relation ("::regclass").
std::string withChain(const std::string &text, const NameChain &from, const NameChain &to, ChainEnd end = ChainEnd::Any);

/// "app.users" or "\"Odd Name\".id" of a person; nothing where it is no such text.
std::optional<NameChain> chainOf(const std::string &text);
/// Where the first "=" stands that is in no quotes; npos when there is none.
std::size_t separatorOf(const std::string &text);

/// What a query calls the table: its own name, and aliases.
std::set<std::string> aliasesOf(const std::string &query, const catalog::RelationName &table);

} // namespace retort::diff
