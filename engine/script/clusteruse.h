// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace retort::script
{

/// What scripts ask of the server beyond their own database: by PostgreSQL's own parser, DO blocks included. What
/// a called function does is not seen.
class ClusterUse
{
public:
    /// A statement that can't be parsed asks for nothing.
    void add(std::string_view statement);

    /// Roles that must be there before: named as owner, grantee, member and so on, and made by none of the statements.
    std::set<std::string> rolesNeeded() const;
    /// Those and the ones that the statements make: whoever shares the schema, but not the scripts, needs them all.
    std::set<std::string> allRoles() const;
    /// Statements that change what other databases of the server see too, in words: "CREATE ROLE app_reader".
    const std::set<std::string> &changes() const { return m_changes; }

private:
    std::set<std::string> m_named;
    std::set<std::string> m_made;
    std::set<std::string> m_changes;
};

} // namespace retort::script
