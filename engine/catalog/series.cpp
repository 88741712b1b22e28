// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/series.h"

#include "engine/base/text.h"
#include "engine/catalog/lookingsql.h"
#include "engine/catalog/reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <initializer_list>

namespace retort::catalog
{

namespace
{

constexpr double day = 86'400;

bool startsWithOneOf(const std::string &type, std::initializer_list<std::string_view> starts)
{
    return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return type.rfind(start, 0) == 0; })
        && type.find('[') == std::string::npos;
}

double numberAt(const postgres::QueryResult &result, int row, int column)
{
    return std::strtod(result.text(row, column).c_str(), nullptr);
}

/// The next width that a person would choose, in seconds.
double plainSeconds(double seconds)
{
    constexpr std::array widths{0.001, 0.01, 0.1,    1.0,     5.0,     15.0,     60.0,     300.0,    900.0,     3'600.0,
                                10'800.0, 43'200.0, day, 7 * day, 30 * day, 90 * day, 365 * day};
    const auto found = std::lower_bound(widths.begin(), widths.end(), seconds);
    return found == widths.end() ? std::ceil(seconds / (365 * day)) * 365 * day : *found;
}

std::string numberText(double number)
{
    const auto thousandths = static_cast<long long>(std::llround(number * 1'000));
    std::string fraction = std::to_string(thousandths % 1'000);
    return std::to_string(thousandths / 1'000) + '.' + std::string(3 - fraction.size(), '0') + fraction;
}

class SeriesSql
{
public:
    SeriesSql(const Server &server, const SeriesRequest &request, bool isTime, bool isDate)
        : m_server(server)
        , m_table(quotedName(request.relation))
        , m_along("r." + text::quoteIdentifier(request.along) + (isDate ? "::pg_catalog.timestamp" : ""))
        , m_value("r." + text::quoteIdentifier(request.value))
        , m_isTime(isTime)
    {
    }

    /// From where to where.
    std::string bounds() const
    {
        const std::string least = "pg_catalog.min(" + m_along + ')';
        const std::string most = "pg_catalog.max(" + m_along + ')';
        return "SELECT " + asNumber(least) + ", " + asNumber(most) + " FROM " + m_table + " r";
    }
    std::string points(double width, int limit) const
    {
        return "SELECT " + asNumber("bucket") + ", pg_catalog.avg(value)::pg_catalog.float8,"
            " pg_catalog.min(value)::pg_catalog.float8, pg_catalog.max(value)::pg_catalog.float8, pg_catalog.count(*)"
            " FROM (SELECT " + bucket(width) + " AS bucket, " + m_value + " AS value FROM " + m_table + " r WHERE "
            + m_along + " IS NOT NULL AND " + m_value + " IS NOT NULL) gathered GROUP BY bucket ORDER BY bucket LIMIT "
            + std::to_string(limit);
    }

private:
    std::string asNumber(const std::string &expression) const
    {
        if (m_isTime)
            return "extract(epoch FROM " + expression + ")::pg_catalog.float8";
        return expression + "::pg_catalog.float8";
    }
    std::string bucket(double width) const
    {
        if (!m_isTime) {
            const std::string step = std::to_string(static_cast<long long>(width));
            return "pg_catalog.floor(" + m_along + "::pg_catalog.numeric / " + step + ") * " + step;
        }
        const std::string interval = '\'' + numberText(width) + " seconds'::pg_catalog.interval";
        if (m_server.hasTimescale)
            return m_server.timescaleSchema + ".time_bucket(" + interval + ", " + m_along + ')';
        if (m_server.version >= 140000)
            return "pg_catalog.date_bin(" + interval + ", " + m_along + ", '2000-01-03')";
        const std::string seconds = numberText(width);
        return "pg_catalog.to_timestamp(pg_catalog.floor(extract(epoch FROM " + m_along + ") / " + seconds + ") * "
            + seconds + ')';
    }

    const Server &m_server;
    std::string m_table;
    std::string m_along;
    std::string m_value;
    bool m_isTime;
};

/// pg_attribute's type of the column that leads, printed.
Result<std::string> typeOf(Reader &reader, const SeriesRequest &request)
{
    const auto found = reader.query("SELECT pg_catalog.format_type(a.atttypid, NULL) FROM pg_catalog.pg_attribute a"
                                    " JOIN pg_catalog.pg_class c ON c.oid = a.attrelid"
                                    " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = "
                                    + text::quoteLiteral(request.relation.schema)
                                    + " AND c.relname = " + text::quoteLiteral(request.relation.name)
                                    + " AND a.attname = " + text::quoteLiteral(request.along));
    if (!found)
        return found.error();
    if (found->rowCount() == 0)
        return makeError("relation-not-found",
                         request.relation.toString() + " has no column " + request.along + " any more.",
                         "Refresh the list (F5).");
    return found->text(0, 0);
}

} // namespace

bool canLeadSeries(const Column &column)
{
    return startsWithOneOf(column.type, {"timestamp", "date", "smallint", "integer", "bigint"});
}

bool canBeDrawn(const Column &column)
{
    return startsWithOneOf(column.type, {"smallint", "integer", "bigint", "real", "double precision", "numeric"});
}

Result<Series> readSeries(postgres::Connection &connection, const SeriesRequest &request)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    if (auto limited = connection.execute(std::string(dataLimits)); !limited)
        return std::move(limited).error();
    const auto type = typeOf(*reader, request);
    if (!type)
        return type.error();
    Series series;
    series.isTime = startsWithOneOf(*type, {"timestamp", "date"});
    const SeriesSql sql(reader->server(), request, series.isTime, *type == "date");
    const auto bounds = reader->query(sql.bounds());
    if (!bounds)
        return explainLimits(bounds.error(), request.relation.toString());
    if (bounds->isNull(0, 0))
        return series;
    const double span = numberAt(*bounds, 0, 1) - numberAt(*bounds, 0, 0);
    const double wanted = span / std::max(1, request.points);
    series.width = series.isTime ? plainSeconds(wanted) : std::max(1.0, std::ceil(wanted));
    const auto rows = reader->query(sql.points(series.width, request.points + 2));
    if (!rows)
        return explainLimits(rows.error(), request.relation.toString());
    for (int row = 0; row < rows->rowCount(); ++row) {
        series.points.push_back({numberAt(*rows, row, 0), numberAt(*rows, row, 1), numberAt(*rows, row, 2),
                                 numberAt(*rows, row, 3), rows->integer(row, 4)});
    }
    return series;
}

} // namespace retort::catalog
