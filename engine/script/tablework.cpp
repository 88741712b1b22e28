// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/tablework.h"

#include "engine/script/statementwalk.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::script
{

namespace
{

/// Statements that can work through a table begin with one of these words.
constexpr std::array<std::string_view, 9> candidates{"alter",   "cluster", "create", "delete", "merge",
                                                     "refresh", "reindex", "update", "vacuum"};

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
    std::vector<TableWork> find(std::string_view statement)
    {
        walkStatements(
            statement,
            [](std::string_view first, std::string_view) {
                return std::find(candidates.begin(), candidates.end(), first) != candidates.end();
            },
            [this](const std::string &name, const ParseNode &node) { take(name, node); });
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
            add("builds an index on", relationName(node["relation"]));
        else if (name == "UpdateStmt")
            add("updates", relationName(node["relation"]));
        else if (name == "DeleteStmt")
            add("deletes from", relationName(node["relation"]));
        else if (name == "MergeStmt")
            add("merges into", relationName(node["relation"]));
        else if (name == "ClusterStmt")
            add("rewrites", relationName(node["relation"]));
        else if (name == "ReindexStmt")
            add("rebuilds the index of", relationName(node["relation"]));
        else if (name == "RefreshMatViewStmt")
            add("fills", relationName(node["relation"]));
        else if (name == "VacuumStmt")
            takeVacuum(node);
    }

    void takeAlter(const ParseNode &alter)
    {
        if (alter["objtype"].text() == "OBJECT_TYPE")
            return;
        for (const ParseNode &command : alter["cmds"].items())
            add(wordsForCommand(command["AlterTableCmd"]), relationName(alter["relation"]));
    }

    void takeVacuum(const ParseNode &vacuum)
    {
        const auto &options = vacuum["options"].items();
        const bool isFull = std::any_of(options.begin(), options.end(), [](const ParseNode &option) {
            return option["DefElem"]["defname"].text() == "full";
        });
        for (const ParseNode &relation : vacuum["rels"].items())
            add(isFull ? "rewrites" : "reads all of", relationName(relation["VacuumRelation"]["relation"]));
    }

    std::vector<TableWork> m_work;
};

} // namespace

std::vector<TableWork> tableWork(std::string_view statement)
{
    return WorkFinder().find(statement);
}

} // namespace retort::script
