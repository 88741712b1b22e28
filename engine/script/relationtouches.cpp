// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/relationtouches.h"

#include "engine/base/text.h"
#include "engine/script/sqltokens.h"
#include "engine/script/statementreader.h"
#include "engine/script/statementwalk.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

namespace retort::script
{

namespace
{

/// Statements that touch a relation begin with one of these words.
constexpr std::array<std::string_view, 16> candidates{"alter",  "call",   "cluster", "comment", "copy",   "create",
                                                      "delete", "drop",   "grant",   "merge",   "refresh", "revoke",
                                                      "select", "truncate", "update", "with"};

/// TimescaleDB's functions whose first argument is the relation that they change (its API reference).
constexpr std::array<std::string_view, 24> relationFunctions{"create_hypertable",
                                                             "create_distributed_hypertable",
                                                             "add_dimension",
                                                             "set_chunk_time_interval",
                                                             "set_number_partitions",
                                                             "set_integer_now_func",
                                                             "set_adaptive_chunking",
                                                             "enable_chunk_skipping",
                                                             "disable_chunk_skipping",
                                                             "add_retention_policy",
                                                             "remove_retention_policy",
                                                             "add_compression_policy",
                                                             "remove_compression_policy",
                                                             "add_columnstore_policy",
                                                             "remove_columnstore_policy",
                                                             "add_reorder_policy",
                                                             "remove_reorder_policy",
                                                             "add_continuous_aggregate_policy",
                                                             "remove_continuous_aggregate_policy",
                                                             "refresh_continuous_aggregate",
                                                             "drop_chunks",
                                                             "attach_tablespace",
                                                             "detach_tablespace",
                                                             "detach_tablespaces"};

TouchedRelation relationOf(const ParseNode &rangeVar)
{
    return {rangeVar["schemaname"].text(), rangeVar["relname"].text()};
}

/// From the parts of a name: {"public", "users"}.
std::optional<TouchedRelation> relationOf(const std::vector<ParseNode> &parts, std::size_t count)
{
    if (count == 0 || count > parts.size())
        return std::nullopt;
    const auto part = [&](std::size_t at) { return parts[at]["String"]["sval"].text(); };
    return TouchedRelation{count > 1 ? part(count - 2) : std::string(), part(count - 1)};
}

/// An identifier at `at`, which is moved behind it: folded, or as quoted. Empty where none stands there.
std::string takeIdentifier(std::string_view sql, std::size_t &at)
{
    std::string name;
    if (at < sql.size() && sql[at] == '"') {
        for (++at; at < sql.size(); ++at) {
            if (sql[at] != '"')
                name += sql[at];
            else if (++at < sql.size() && sql[at] == '"')
                name += '"';
            else
                break;
        }
        return name;
    }
    const auto isPart = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return std::isalnum(byte) != 0 || c == '_' || c == '$' || byte >= 0x80;
    };
    const std::size_t start = at;
    while (at < sql.size() && isPart(sql[at]))
        ++at;
    return text::toLower(sql.substr(start, at - start));
}

/// A name that may be qualified, as text has it: "metrics.readings".
std::optional<TouchedRelation> relationIn(std::string_view sql, std::size_t at = 0)
{
    TouchedRelation relation{{}, takeIdentifier(sql, at)};
    at = skipBlanks(sql, at);
    if (at < sql.size() && sql[at] == '.') {
        at = skipBlanks(sql, at + 1);
        relation.schema = std::move(relation.name);
        relation.name = takeIdentifier(sql, at);
    }
    return relation.name.empty() ? std::nullopt : std::optional(relation);
}

class TouchFinder
{
public:
    explicit TouchFinder(RelationTouches &touches)
        : m_touches(touches)
    {
    }

    void find(std::string_view statement)
    {
        walkStatements(
            statement,
            [this](std::string_view first, std::string_view text) {
                if (first == "insert") // may carry a table's worth of rows: they needn't be parsed
                    takeInsert(text);
                return std::find(candidates.begin(), candidates.end(), first) != candidates.end();
            },
            [this](const std::string &name, const ParseNode &node) { take(name, node); });
    }

private:
    void add(TouchedRelation relation)
    {
        if (!relation.name.empty())
            m_touches.relations.insert(std::move(relation));
    }
    void add(const ParseNode &rangeVar)
    {
        if (rangeVar["relpersistence"].text() != "t")
            add(relationOf(rangeVar));
    }

    void takeInsert(std::string_view statement)
    {
        std::size_t at = skipBlanks(statement) + std::string_view("insert").size();
        at = skipBlanks(statement, at);
        if (takeIdentifier(statement, at) != "into")
            return;
        if (auto relation = relationIn(statement, skipBlanks(statement, at)))
            add(std::move(*relation));
    }

    void take(const std::string &name, const ParseNode &node)
    {
        takeWith(node["withClause"]);
        if (name == "IndexStmt") {
            takeIndex(node);
        } else if (name == "DropStmt") {
            takeDrop(node);
        } else if (name == "RenameStmt") {
            takeRename(node);
        } else if (name == "CreateTableAsStmt") {
            add(node["into"]["rel"]);
        } else if (name == "ViewStmt") {
            add(node["view"]);
        } else if (name == "CreateSeqStmt" || name == "AlterSeqStmt") {
            add(node["sequence"]);
        } else if (name == "CreatePolicyStmt" || name == "AlterPolicyStmt") {
            add(node["table"]);
        } else if (name == "TruncateStmt") {
            for (const ParseNode &relation : node["relations"].items())
                add(relation["RangeVar"]);
        } else if (name == "GrantStmt") {
            for (const ParseNode &object : node["objects"].items())
                add(object["RangeVar"]);
        } else if (name == "CommentStmt") {
            takeComment(node);
        } else if (name == "CopyStmt") {
            if (node["is_from"].isTrue())
                add(node["relation"]);
        } else if (name == "SelectStmt") {
            takeSelect(node);
        } else if (name == "CallStmt") {
            takeCall(node["funccall"]);
        } else if (name != "CompositeTypeStmt" && node["objtype"].text() != "OBJECT_TYPE") {
            // CREATE and ALTER TABLE, triggers, rules, UPDATE, DELETE, MERGE, REFRESH, SET SCHEMA, CLUSTER …
            add(node["relation"]);
            for (const ParseNode &parent : node["inhRelations"].items())
                add(parent["RangeVar"]);
            takePartitions(node);
        }
    }

    void takeWith(const ParseNode &with)
    {
        for (const ParseNode &expression : with["ctes"].items()) {
            for (const auto &[name, node] : expression["CommonTableExpr"]["ctequery"].members())
                name == "InsertStmt" ? add(node["relation"]) : take(name, node);
        }
    }

    void takeIndex(const ParseNode &node)
    {
        const TouchedRelation table = relationOf(node["relation"]);
        add(table);
        if (const std::string &name = node["idxname"].text(); !name.empty()) {
            TouchedRelation index{table.schema, name}; // an index stands in its table's schema
            m_touches.tableOfIndex.emplace(index, table);
            add(std::move(index));
        }
    }

    void takePartitions(const ParseNode &node)
    {
        for (const ParseNode &command : node["cmds"].items())
            add(command["AlterTableCmd"]["def"]["PartitionCmd"]["name"]);
    }

    void takeRename(const ParseNode &node)
    {
        static constexpr std::array<std::string_view, 6> whole{
            "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE"};
        add(node["relation"]);
        if (std::find(whole.begin(), whole.end(), node["renameType"].text()) != whole.end())
            add({node["relation"]["schemaname"].text(), node["newname"].text()});
    }

    void takeDrop(const ParseNode &node)
    {
        static constexpr std::array<std::string_view, 6> relations{
            "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE"};
        static constexpr std::array<std::string_view, 3> parts{"OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"};
        const std::string &type = node["removeType"].text();
        const bool isRelation = std::find(relations.begin(), relations.end(), type) != relations.end();
        const bool isPart = std::find(parts.begin(), parts.end(), type) != parts.end();
        if (!isRelation && !isPart)
            return;
        for (const ParseNode &object : node["objects"].items()) {
            const auto &names = object["List"]["items"].items();
            if (auto relation = relationOf(names, names.size() - (isPart && !names.empty() ? 1 : 0)))
                add(std::move(*relation));
        }
    }

    void takeComment(const ParseNode &node)
    {
        static constexpr std::array<std::string_view, 6> relations{
            "OBJECT_TABLE", "OBJECT_VIEW", "OBJECT_MATVIEW", "OBJECT_INDEX", "OBJECT_SEQUENCE", "OBJECT_FOREIGN_TABLE"};
        static constexpr std::array<std::string_view, 5> parts{"OBJECT_COLUMN", "OBJECT_TABCONSTRAINT",
                                                               "OBJECT_TRIGGER", "OBJECT_POLICY", "OBJECT_RULE"};
        const std::string &type = node["objtype"].text();
        const auto &names = node["object"]["List"]["items"].items();
        const bool isRelation = std::find(relations.begin(), relations.end(), type) != relations.end();
        const bool isPart = std::find(parts.begin(), parts.end(), type) != parts.end();
        if ((!isRelation && !isPart) || names.empty())
            return;
        if (auto relation = relationOf(names, names.size() - (isPart ? 1 : 0)))
            add(std::move(*relation));
    }

    void takeSelect(const ParseNode &select)
    {
        add(select["intoClause"]["rel"]);
        forEachCall(select, [this](const ParseNode &call) { takeCall(call); });
    }

    void takeCall(const ParseNode &call)
    {
        const auto &name = call["funcname"].items();
        const auto &arguments = call["args"].items();
        if (name.empty() || arguments.empty())
            return;
        const std::string &function = name.back()["String"]["sval"].text();
        if (std::find(relationFunctions.begin(), relationFunctions.end(), function) == relationFunctions.end())
            return;
        const bool isTablespace = function == "attach_tablespace" || function == "detach_tablespace";
        if (auto named = relationIn(literalArgument(isTablespace ? arguments.back() : arguments.front())))
            add(std::move(*named));
    }

    RelationTouches &m_touches;
};

} // namespace

void addTouches(std::string_view statement, RelationTouches &touches)
{
    TouchFinder(touches).find(statement);
}

Result<RelationTouches> touchesOf(const std::filesystem::path &path, const Section &section)
{
    auto reader = StatementReader::open(path, section);
    if (!reader)
        return std::move(reader).error();
    RelationTouches touches;
    const auto read = forEachStatement(
        *reader, [&touches](const Statement &statement) { addTouches(statement.text, touches); });
    if (!read)
        return read.error();
    return touches;
}

} // namespace retort::script
