// SPDX-License-Identifier: GPL-3.0-or-later
// retort describe: what psql's \d and \d+ tell
#include "app/cli/context.h"
#include "app/cli/ownrelations.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/base/sizetext.h"
#include "engine/base/text.h"
#include "engine/catalog/describe.h"
#include "engine/catalog/jsonarchive.h"
#include "engine/catalog/lists.h"
#include "engine/catalog/texttable.h"
#include "engine/catalog/timescaletext.h"

#include <CLI/App.hpp>

#include <algorithm>

namespace retort::cli
{

using catalog::Relation;
using catalog::RelationSummary;

namespace
{

struct DescribeRequest {
    std::string pattern;
    std::string list;     ///< one of psql's lists; empty: relations themselves
    bool isPlain = false; ///< psql's text alone
    AtOption at;
};

/// The word for the list; psql has none for TimescaleDB's kinds.
std::string kindOf(const RelationSummary &summary)
{
    if (summary.isHypertable)
        return "hypertable";
    if (summary.isContinuousAggregate)
        return "continuous aggregate";
    return catalog::toString(summary.kind);
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

Result<ExitStatus> list(Context &context, postgres::Connection &connection)
{
    const auto summaries = catalog::listRelations(connection, {}, ownRelations(context));
    if (!summaries)
        return summaries.error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const RelationSummary &summary : *summaries)
            catalog::JsonWritingArchive(json).object(summary);
        json.endArray();
        output.print(json);
    } else if (summaries->empty()) {
        output.note("Did not find any relations.");
    } else {
        output.print(listText(*summaries, context.options().verbose));
    }
    return ExitStatus::Ok;
}

/// "Result data type" → "result_data_type".
std::string keyOf(std::string header)
{
    std::replace(header.begin(), header.end(), ' ', '_');
    return text::toLower(header);
}

void printAsJson(Output &output, const catalog::TextTable &table)
{
    JsonWriter json;
    json.beginArray();
    for (const auto &row : table.rows) {
        json.beginObject();
        for (std::size_t column = 0; column < row.size(); ++column)
            json.memberOrNull(keyOf(table.headers[column].text), row[column]);
        json.endObject();
    }
    json.endArray();
    output.print(json);
}

/// psql's lists: \dt and its like.
Result<ExitStatus> listAsPsql(Context &context, postgres::Connection &connection, const DescribeRequest &request)
{
    const auto kind = catalog::listKind(request.list);
    if (!kind) {
        return makeError("unknown-list", "There is no list \"" + request.list + "\".",
                         "The lists are: " + text::join(catalog::listKinds(), ", ") + '.', ExitStatus::Usage);
    }
    const auto found = catalog::listObjects(connection, *kind, request.pattern, context.options().verbose);
    if (!found)
        return found.error();
    if (found->isComplaint && !request.pattern.empty())
        return makeError("relation-not-found", "Did not find any relation named \"" + request.pattern + "\".");
    if (context.output().isJson())
        printAsJson(context.output(), found->table);
    else if (found->isComplaint)
        context.output().note("Did not find any relations.");
    else
        context.output().print(found->table.toString());
    return ExitStatus::Ok;
}

Result<ExitStatus> describe(Context &context, const DescribeRequest &request)
{
    auto session = SchemaSession::open(context, request.at);
    if (!session)
        return std::move(session).error();
    postgres::Connection *connection = &session->connection();
    if (!request.list.empty())
        return listAsPsql(context, *connection, request);
    if (request.pattern.empty())
        return list(context, *connection);
    const auto relations = catalog::describe(*connection, request.pattern);
    if (!relations)
        return relations.error();
    if (context.output().isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const Relation &relation : *relations)
            catalog::JsonWritingArchive(json).object(relation);
        json.endArray();
        context.output().print(json);
        return ExitStatus::Ok;
    }
    const Relation *locked = nullptr;
    for (const Relation &relation : *relations) {
        context.output().print(context.options().verbose ? relation.psqlVerboseText : relation.psqlText);
        if (!request.isPlain)
            context.output().print(catalog::timescaleText(relation));
        if (!relation.lockedBy.empty())
            locked = &relation;
    }
    if (locked != nullptr) {
        return makeError("relation-locked",
                         locked->summary.name.toString() + " is locked by " + locked->lockedBy
                             + ", so nothing more can be read of it.",
                         "Look again when that is done.", ExitStatus::Locked);
    }
    return ExitStatus::Ok;
}

} // namespace

void addDescribeVerb(CommandLine &line)
{
    auto request = std::make_shared<DescribeRequest>();
    CLI::App &verb = line.addVerb(group::look, "describe", "A relation as psql's \\d shows it; without NAME their list",
                                  [request](Context &context) { return describe(context, *request); });
    verb.add_option("name", request->pattern, "A name or pattern, as psql takes it; -v for \\d+")->type_name("NAME");
    verb.add_option("--list", request->list, "A list as psql prints it: tables, indexes, views, schemas, functions, types …,"
                                             " or dt, di, dv …; NAME chooses from it, -v adds to it")
        ->type_name("WHAT");
    verb.add_flag("--plain", request->isPlain, "psql's text alone, without what TimescaleDB adds");
    addAtOption(verb, request->at);
}

} // namespace retort::cli
