// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/tablework.h"

#include "engine/base/text.h"
#include "engine/script/blockqueries.h"
#include "engine/script/parsetree.h"
#include "engine/script/sqltokens.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::script
{

namespace
{

constexpr int deepestBlock = 4; ///< as for losses

/// Statements that can work through a table begin with one of these words.
constexpr std::array<std::string_view, 10> candidates{"alter",  "cluster", "create", "delete",  "do",
                                                      "merge",  "refresh", "reindex", "update", "vacuum"};

std::string nameOf(const ParseNode &relation)
{
    const std::string &schema = relation["schemaname"].text();
    return schema.empty() ? relation["relname"].text() : schema + '.' + relation["relname"].text();
}

/// A column's definition that needs each row written anew (manual, "ALTER TABLE", "Notes"): an identity, a generated
/// value, a default that is computed for each row (any function may be volatile).
bool needsRewrite(const ParseNode &column)
{
    for (const ParseNode &wrapped : column["constraints"].items()) {
        const ParseNode &constraint = wrapped["Constraint"];
        const std::string &kind = constraint["contype"].text();
        if (kind == "CONSTR_IDENTITY" || kind == "CONSTR_GENERATED")
            return true;
        if (kind == "CONSTR_DEFAULT" && constraint["raw_expr"]["FuncCall"])
            return true;
    }
    return false;
}

/// What adding a constraint costs; empty where it isn't checked now.
std::string wordsForConstraint(const ParseNode &constraint)
{
    const std::string &kind = constraint["contype"].text();
    if (kind == "CONSTR_PRIMARY" || kind == "CONSTR_UNIQUE" || kind == "CONSTR_EXCLUSION")
        return constraint["indexname"].text().empty() ? "builds an index on" : "";
    const bool isChecked = (kind == "CONSTR_CHECK" || kind == "CONSTR_FOREIGN") && !constraint["skip_validation"].isTrue();
    return isChecked ? "reads all of" : "";
}

std::string wordsForCommand(const ParseNode &command)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> fixed{{
        {"AT_AlterColumnType", "rewrites"},
        {"AT_SetLogged", "rewrites"},
        {"AT_SetUnLogged", "rewrites"},
        {"AT_SetTableSpace", "rewrites"},
        {"AT_SetAccessMethod", "rewrites"},
        {"AT_SetNotNull", "reads all of"},
        {"AT_ValidateConstraint", "reads all of"},
        {"AT_AttachPartition", "reads all of"},
    }};
    const std::string &type = command["subtype"].text();
    if (type == "AT_AddConstraint")
        return wordsForConstraint(command["def"]["Constraint"]);
    if (type == "AT_AddColumn")
        return needsRewrite(command["def"]["ColumnDef"]) ? "rewrites" : "";
    const auto found = std::find_if(fixed.begin(), fixed.end(), [&](const auto &known) { return known.first == type; });
    return found == fixed.end() ? std::string() : std::string(found->second);
}

class WorkFinder
{
public:
    explicit WorkFinder(int depth)
        : m_depth(depth)
    {
    }

    std::vector<TableWork> find(std::string_view statement)
    {
        const std::string first = text::toLower(firstWord(statement));
        if (std::find(candidates.begin(), candidates.end(), first) == candidates.end() || m_depth > deepestBlock)
            return {};
        const auto parsed = parseStatements(statement);
        if (!parsed)
            return {};
        for (const ParseNode &wrapper : *parsed) {
            for (const auto &[name, node] : wrapper.members()) {
                if (name == "DoStmt")
                    takeBlock(statement);
                else
                    take(name, node);
            }
        }
        return std::move(m_work);
    }

private:
    void add(std::string words, std::string relation)
    {
        TableWork work{std::move(words), std::move(relation)};
        if (!work.words.empty() && !work.relation.empty()
            && std::find(m_work.begin(), m_work.end(), work) == m_work.end())
            m_work.push_back(std::move(work));
    }

    void take(const std::string &name, const ParseNode &node)
    {
        if (name == "AlterTableStmt")
            takeAlter(node);
        else if (name == "IndexStmt")
            add("builds an index on", nameOf(node["relation"]));
        else if (name == "UpdateStmt")
            add("updates", nameOf(node["relation"]));
        else if (name == "DeleteStmt")
            add("deletes from", nameOf(node["relation"]));
        else if (name == "MergeStmt")
            add("merges into", nameOf(node["relation"]));
        else if (name == "ClusterStmt")
            add("rewrites", nameOf(node["relation"]));
        else if (name == "ReindexStmt")
            add("rebuilds the index of", nameOf(node["relation"]));
        else if (name == "RefreshMatViewStmt")
            add("fills", nameOf(node["relation"]));
        else if (name == "VacuumStmt")
            takeVacuum(node);
    }

    void takeAlter(const ParseNode &alter)
    {
        if (alter["objtype"].text() == "OBJECT_TYPE")
            return;
        for (const ParseNode &command : alter["cmds"].items())
            add(wordsForCommand(command["AlterTableCmd"]), nameOf(alter["relation"]));
    }

    void takeVacuum(const ParseNode &vacuum)
    {
        const auto &options = vacuum["options"].items();
        const bool isFull = std::any_of(options.begin(), options.end(), [](const ParseNode &option) {
            return option["DefElem"]["defname"].text() == "full";
        });
        for (const ParseNode &relation : vacuum["rels"].items())
            add(isFull ? "rewrites" : "reads all of", nameOf(relation["VacuumRelation"]["relation"]));
    }

    void takeBlock(std::string_view statement)
    {
        for (const std::string &query : queriesInBlock(statement)) {
            for (TableWork &work : WorkFinder(m_depth + 1).find(query))
                add(std::move(work.words), std::move(work.relation));
        }
    }

    int m_depth;
    std::vector<TableWork> m_work;
};

} // namespace

std::vector<TableWork> tableWork(std::string_view statement)
{
    return WorkFinder(0).find(statement);
}

} // namespace retort::script
