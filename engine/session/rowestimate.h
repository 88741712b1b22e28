// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace retort::session
{

/// About how many rows a relation has; nothing where that isn't known. `relation`: as SQL names it.
using RowEstimate = std::function<std::optional<std::int64_t>(const std::string &relation)>;

/// By what the server keeps of its tables (pg_class.reltuples, pg_stat_get_live_tuples), those that inherit from the
/// relation included, which partitions and a hypertable's chunks do. Counts nothing, waits for no lock. The connection
/// must outlive the function.
RowEstimate rowEstimateOf(postgres::Connection &connection);

} // namespace retort::session
