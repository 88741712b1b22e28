// SPDX-License-Identifier: GPL-3.0-or-later
// retort describe: what psql's \d and \d+ tell
#include "app/cli/context.h"
#include "app/cli/relationjson.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/catalog/describe.h"
#include "engine/catalog/texttable.h"

#include <CLI/App.hpp>

#include <array>

namespace retort::cli
{

using catalog::Relation;
using catalog::RelationSummary;

namespace
{

/// The word for the list; psql has none for TimescaleDB's kinds.
std::string kindOf(const RelationSummary &summary)
{
    if (summary.isHypertable)
        return "hypertable";
    if (summary.isContinuousAggregate)
        return "continuous aggregate";
    return catalog::toString(summary.kind);
}

/// As pg_size_pretty() writes it: whole numbers, the next unit from ten of it on.
std::string sizeText(std::int64_t bytes)
{
    if (bytes < 0)
        return {};
    static constexpr std::array units{"bytes", "kB", "MB", "GB", "TB"};
    auto number = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (number >= 10 * 1024 && unit + 1 < units.size()) {
        number /= 1024;
        ++unit;
    }
    return std::to_string(static_cast<std::int64_t>(number + 0.5)) + ' ' + units[unit];
}

std::string listText(const std::vector<RelationSummary> &summaries, bool isVerbose)
{
    catalog::TextTable table;
    table.title = "List of relations";
    table.headers = {{"Schema"}, {"Name"}, {"Type"}, {"Owner"}};
    if (isVerbose) {
        for (catalog::TextTable::Header header : {catalog::TextTable::Header{"Rows", true}, {"Size"}, {"Description"}})
            table.headers.push_back(std::move(header));
    }
    for (const RelationSummary &summary : summaries) {
        auto &row = table.rows.emplace_back(
            std::vector<std::string>{summary.name.schema, summary.name.name, kindOf(summary), summary.owner});
        if (isVerbose) {
            row.push_back(summary.estimatedRows < 0 ? std::string() : std::to_string(summary.estimatedRows));
            row.push_back(sizeText(summary.totalBytes));
            row.push_back(summary.comment);
        }
    }
    table.footers = {'(' + text::counted(summaries.size(), "row") + ')'};
    return table.toString();
}

/// What belongs to Retort, where a project says it.
std::vector<std::string> ourTables(Context &context)
{
    if (!context.options().url.empty())
        return {run::VersionTable().name()};
    return context.workspace().ownRelations();
}

Result<ExitStatus> list(Context &context, postgres::Connection &connection)
{
    const auto summaries = catalog::listRelations(connection, {}, ourTables(context));
    if (!summaries)
        return summaries.error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const RelationSummary &summary : *summaries)
            writeSummary(json, summary);
        json.endArray();
        output.print(json);
    } else if (summaries->empty()) {
        output.note("Did not find any relations.");
    } else {
        output.print(listText(*summaries, context.options().verbose));
    }
    return ExitStatus::Ok;
}

Result<ExitStatus> describe(Context &context, const std::string &pattern)
{
    auto connection = context.connect();
    if (!connection)
        return std::move(connection).error();
    if (pattern.empty())
        return list(context, *connection);
    const auto relations = catalog::describe(*connection, pattern);
    if (!relations)
        return relations.error();
    if (context.output().isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const Relation &relation : *relations)
            writeRelation(json, relation);
        json.endArray();
        context.output().print(json);
        return ExitStatus::Ok;
    }
    for (const Relation &relation : *relations)
        context.output().print(context.options().verbose ? relation.psqlVerboseText : relation.psqlText);
    return ExitStatus::Ok;
}

} // namespace

void addDescribeVerb(CommandLine &line)
{
    auto pattern = std::make_shared<std::string>();
    CLI::App &verb = line.addVerb(group::look, "describe", "A relation as psql's \\d shows it; without NAME their list",
                                  [pattern](Context &context) { return describe(context, *pattern); });
    verb.add_option("name", *pattern, "A name or pattern, as psql takes it; -v for \\d+")->type_name("NAME");
}

} // namespace retort::cli
