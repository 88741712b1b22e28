// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/clusteruse.h"

#include "engine/base/text.h"
#include "engine/script/statementwalk.h"

#include <algorithm>
#include <array>

namespace retort::script
{

namespace
{

/// Parsing is dear, and most statements name no role.
bool mayNameRole(std::string_view firstWord, std::string_view statement)
{
    constexpr std::array<std::string_view, 5> always = {"grant", "revoke", "reassign", "set", "drop"};
    constexpr std::array<std::string_view, 10> hints = {"role",  "user",    "group",     "owner",      "policy",
                                                       "authorization", "mapping", "privileges", "tablespace", "database"};
    if (std::find(always.begin(), always.end(), firstWord) != always.end())
        return true;
    if (firstWord == "alter" && text::findIgnoringCase(statement, "system") != std::string_view::npos)
        return true;
    return (firstWord == "create" || firstWord == "alter")
        && std::any_of(hints.begin(), hints.end(), [statement](std::string_view hint) {
               return text::findIgnoringCase(statement, hint) != std::string_view::npos;
           });
}

/// Every RoleSpec beneath the node, whatever it is for.
void collectRoleSpecs(const ParseNode &node, std::set<std::string> &roles)
{
    if (node["roletype"].text() == "ROLESPEC_CSTRING")
        roles.insert(node["rolename"].text());
    for (const auto &[name, child] : node.members())
        collectRoleSpecs(child, roles);
    for (const ParseNode &child : node.items())
        collectRoleSpecs(child, roles);
}

/// GRANT role TO …: the roles that are granted stand as if they were privileges.
void collectGrantedRoles(const ParseNode &grant, std::set<std::string> &roles)
{
    for (const ParseNode &privilege : grant["granted_roles"].items())
        roles.insert(privilege["AccessPriv"]["priv_name"].text());
}

void collectSetRole(const ParseNode &set, std::set<std::string> &roles)
{
    const std::string &variable = set["name"].text();
    if (variable != "role" && variable != "session_authorization")
        return;
    for (const ParseNode &argument : set["args"].items()) {
        const std::string &role = argument["A_Const"]["sval"]["sval"].text();
        if (!role.empty() && role != "none")
            roles.insert(role);
    }
}

/// In words; empty for a statement that stays within its database.
std::string changeInWords(const std::string &name, const ParseNode &node)
{
    if (name == "CreateRoleStmt")
        return "CREATE ROLE " + node["role"].text();
    if (name == "AlterRoleStmt" || name == "AlterRoleSetStmt")
        return "ALTER ROLE " + node["role"]["rolename"].text();
    if (name == "DropRoleStmt")
        return "DROP ROLE";
    if (name == "GrantRoleStmt")
        return node["is_grant"].isTrue() ? "GRANT of a role" : "REVOKE of a role";
    if (name == "CreateTableSpaceStmt")
        return "CREATE TABLESPACE " + node["tablespacename"].text();
    if (name == "DropTableSpaceStmt")
        return "DROP TABLESPACE " + node["tablespacename"].text();
    if (name == "CreatedbStmt")
        return "CREATE DATABASE " + node["dbname"].text();
    if (name == "DropdbStmt")
        return "DROP DATABASE " + node["dbname"].text();
    return name == "AlterSystemStmt" ? "ALTER SYSTEM" : std::string();
}

} // namespace

void ClusterUse::add(std::string_view statement)
{
    walkStatements(statement, mayNameRole, [this](const std::string &name, const ParseNode &node) {
        if (name == "CreateRoleStmt")
            m_made.insert(node["role"].text());
        collectRoleSpecs(node, m_named);
        collectGrantedRoles(node, m_named);
        if (name == "VariableSetStmt")
            collectSetRole(node, m_named);
        if (std::string change = changeInWords(name, node); !change.empty())
            m_changes.insert(std::move(change));
    });
}

std::set<std::string> ClusterUse::rolesNeeded() const
{
    std::set<std::string> needed = allRoles();
    std::erase_if(needed, [this](const std::string &role) { return m_made.contains(role); });
    return needed;
}

std::set<std::string> ClusterUse::allRoles() const
{
    std::set<std::string> roles = m_named;
    roles.insert(m_made.begin(), m_made.end());
    std::erase_if(roles, [](const std::string &role) { return role.empty() || role.starts_with("pg_"); });
    return roles;
}

} // namespace retort::script
