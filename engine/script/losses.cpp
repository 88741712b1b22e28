// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/losses.h"

#include "engine/base/text.h"
#include "engine/script/statementwalk.h"

#include <algorithm>
#include <array>

namespace retort::script
{

namespace
{

/// Statements that can lose data begin with one of these words.
constexpr std::array<std::string_view, 9> candidates{"alter",  "call",  "delete",   "drop", "insert",
                                                     "merge", "select", "truncate", "with"};

/// A name as it is written in messages: parts joined by dots.
std::string dotted(const ParseNode &strings)
{
    std::vector<std::string> parts;
    for (const ParseNode &part : strings.items())
        parts.push_back(part["String"]["sval"].text());
    return text::join(parts, ".");
}

/// The object of a DROP: a list of names, one name, or a type's name.
std::string droppedName(const ParseNode &object)
{
    if (const ParseNode &list = object["List"])
        return dotted(list["items"]);
    if (const ParseNode &type = object["TypeName"])
        return dotted(type["names"]);
    return object["String"]["sval"].text();
}

class LossFinder
{
public:
    std::vector<DataLoss> find(std::string_view statement)
    {
        walkStatements(
            statement,
            [](std::string_view first, std::string_view) {
                return std::find(candidates.begin(), candidates.end(), first) != candidates.end();
            },
            [this](const std::string &name, const ParseNode &node) { take(name, node); });
        return std::move(m_losses);
    }

private:
    void add(std::string words, std::string relation = {})
    {
        m_losses.push_back({std::move(words), std::move(relation)});
    }

    void take(const std::string &name, const ParseNode &node)
    {
        takeWith(node["withClause"]);
        if (name == "DropStmt")
            takeDrop(node);
        else if (name == "DropdbStmt")
            add("drops database " + node["dbname"].text());
        else if (name == "DropOwnedStmt")
            takeDropOwned(node);
        else if (name == "AlterTableStmt")
            takeAlter(node);
        else if (name == "TruncateStmt")
            takeTruncate(node);
        else if (name == "DeleteStmt")
            takeDelete(node);
        else if (name == "MergeStmt")
            takeMerge(node);
        else if (name == "SelectStmt")
            forEachCall(node, [this](const ParseNode &call) { takeCall(call); });
        else if (name == "CallStmt")
            takeCall(node["funccall"]);
    }

    void takeWith(const ParseNode &with)
    {
        for (const ParseNode &expression : with["ctes"].items()) {
            for (const auto &[name, node] : expression["CommonTableExpr"]["ctequery"].members())
                take(name, node);
        }
    }

    void takeDrop(const ParseNode &drop)
    {
        struct Kind {
            std::string_view type;
            std::string_view words;
            bool losesOnlyByCascade;
        };
        static constexpr std::array<Kind, 8> kinds{{{"OBJECT_TABLE", "table", false},
                                                    {"OBJECT_MATVIEW", "materialized view", false},
                                                    {"OBJECT_SEQUENCE", "sequence", false},
                                                    {"OBJECT_SCHEMA", "schema", true},
                                                    {"OBJECT_EXTENSION", "extension", true},
                                                    {"OBJECT_TYPE", "type", true},
                                                    {"OBJECT_DOMAIN", "domain", true},
                                                    {"OBJECT_FOREIGN_SERVER", "server", true}}};
        const bool cascades = drop["behavior"].text() == "DROP_CASCADE";
        const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                       [&](const Kind &known) { return known.type == drop["removeType"].text(); });
        if (kind == kinds.end() || (kind->losesOnlyByCascade && !cascades))
            return;
        for (const ParseNode &object : drop["objects"].items()) {
            std::string name = droppedName(object);
            std::string words = "drops " + std::string(kind->words) + ' ' + name;
            if (kind->losesOnlyByCascade)
                add(words + " and everything that depends on it");
            else
                add(std::move(words), std::move(name));
        }
    }

    void takeDropOwned(const ParseNode &drop)
    {
        for (const ParseNode &role : drop["roles"].items()) {
            const std::string &name = role["RoleSpec"]["rolename"].text();
            add("drops everything that " + (name.empty() ? std::string("the current user") : name) + " owns");
        }
    }

    void takeAlter(const ParseNode &alter)
    {
        const std::string relation = relationName(alter["relation"]);
        const bool isType = alter["objtype"].text() == "OBJECT_TYPE";
        const std::string_view words = isType ? "drops attribute " : "drops column ";
        for (const ParseNode &command : alter["cmds"].items()) {
            if (command["AlterTableCmd"]["subtype"].text() == "AT_DropColumn")
                add(std::string(words) + relation + '.' + command["AlterTableCmd"]["name"].text(),
                    isType ? std::string() : relation);
        }
    }

    void takeTruncate(const ParseNode &truncate)
    {
        for (const ParseNode &relation : truncate["relations"].items())
            add("truncates " + relationName(relation["RangeVar"]), relationName(relation["RangeVar"]));
    }

    void takeDelete(const ParseNode &statement)
    {
        const ParseNode &where = statement["whereClause"];
        const bool all = !where || where["A_Const"]["boolval"]["boolval"].isTrue();
        const std::string relation = relationName(statement["relation"]);
        if (all)
            add("deletes all rows of " + relation, relation);
        else
            add("deletes rows of " + relation);
    }

    void takeMerge(const ParseNode &merge)
    {
        const auto &clauses = merge["mergeWhenClauses"].items();
        const bool deletes = std::any_of(clauses.begin(), clauses.end(), [](const ParseNode &clause) {
            return clause["MergeWhenClause"]["commandType"].text() == "CMD_DELETE";
        });
        if (deletes)
            add("deletes rows of " + relationName(merge["relation"]));
    }

    /// TimescaleDB's functions that drop data (its API reference, "Data retention").
    void takeCall(const ParseNode &call)
    {
        const auto &name = call["funcname"].items();
        const auto &arguments = call["args"].items();
        if (name.empty() || arguments.empty())
            return;
        const std::string &relation = literalArgument(arguments.front());
        const std::string of = relation.empty() ? std::string() : " of " + relation;
        const std::string &function = name.back()["String"]["sval"].text();
        if (function == "drop_chunks")
            add("drops chunks" + of);
        else if (function == "drop_chunk")
            add("drops chunk" + (relation.empty() ? std::string() : ' ' + relation));
        else if (function == "add_retention_policy")
            add("drops chunks" + of + " from now on as they grow old");
    }

    std::vector<DataLoss> m_losses;
};

} // namespace

std::vector<DataLoss> dataLosses(std::string_view statement)
{
    return LossFinder().find(statement);
}

} // namespace retort::script
