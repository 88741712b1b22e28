// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/relation.h"
#include "engine/postgres/connection.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace retort::catalog
{

/// The first rows of a relation, as they come, each value as the server prints it.
struct RowPreview {
    static constexpr std::size_t longest = 1'000; ///< characters; of longer values the beginning, and an ellipsis

    std::vector<std::string> columns;
    std::vector<std::vector<std::optional<std::string>>> rows; ///< nothing: NULL
    bool hasMore = false;                                      ///< there are rows beyond the limit
    bool operator==(const RowPreview &) const = default;
};

/// Reads at most `limit` rows, in a transaction that can't write, for five seconds at most, and without waiting for a
/// lock that somebody holds for longer than a moment.
/// Errors: relation-not-found; preview-timeout, preview-locked; no-rows for a relation that holds none, such as an
/// index; those of the connection.
Result<RowPreview> previewRows(postgres::Connection &connection, const RelationName &name, int limit);

} // namespace retort::catalog
