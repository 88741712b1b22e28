// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <string>
#include <vector>

namespace retort::catalog {

/// The statements that make the relation again, one after the other, each without its semicolon: the relation itself,
/// its indexes, constraints, statistics objects, rules, triggers and row security, its storage, ownership, privileges
/// and comments, and what TimescaleDB adds. What it refers to (schema, types, functions, parents, referenced tables,
/// roles) must be there already. Names stand with their schema, so that the search path doesn't matter, but for those
/// in texts that the server made. Nothing for a TOAST table. Pure.
///
/// What no statement makes is left out: a state such as INVALID, the value of a sequence, data.
std::vector<std::string> createStatements(const Relation &relation);

/// The same as one script to read, copy and run.
std::string createScript(const Relation &relation);

/// GRANT and REVOKE that give an object these privileges. `object`: "TABLE app.users"; `ownPrivileges`: letters of what
/// its owner has without being granted ("arwdDxt"); `column`: of a table, quoted, or empty.
std::vector<std::string> grantStatements(const std::string &object, const std::string &owner,
                                         const Privileges &privileges, std::string_view ownPrivileges,
                                         const std::string &column = {});

} // namespace retort::catalog
