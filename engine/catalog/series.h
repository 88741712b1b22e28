// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/relation.h"
#include "engine/postgres/connection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace retort::catalog
{

/// A numeric column along a column of time, or of whole numbers.
struct SeriesRequest {
    RelationName relation;
    std::string along; ///< the column of time
    std::string value;
    int points = 300; ///< at most about so many
    bool operator==(const SeriesRequest &) const = default;
};

/// All rows of one bucket.
struct SeriesPoint {
    double at = 0; ///< where it begins: seconds since 1970, or the number
    double average = 0;
    double least = 0;
    double most = 0;
    std::int64_t rows = 0;
    bool operator==(const SeriesPoint &) const = default;
};

struct Series {
    bool isTime = true;
    double width = 0; ///< of a bucket, in seconds or as a number
    std::vector<SeriesPoint> points; ///< ascending; buckets without values are left out
    bool operator==(const Series &) const = default;
};

/// Columns by what they can be in a series.
bool canLeadSeries(const Column &column);
bool canBeDrawn(const Column &column);

/// Gathers the values in buckets on the server (time_bucket() where TimescaleDB is, else date_bin() or its arithmetic),
/// in a transaction that can't write, for five seconds at most. No points where there are no values.
/// Errors: preview-timeout, preview-locked; those of the connection.
Result<Series> readSeries(postgres::Connection &connection, const SeriesRequest &request);

} // namespace retort::catalog
