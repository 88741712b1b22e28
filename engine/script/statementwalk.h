// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/parsetree.h"

#include <functional>
#include <string>
#include <string_view>

/// Going through what a piece of SQL says, for those who look at a script without a server.
namespace retort::script
{

/// Asked with a statement's first word in lower case: whether it is to be parsed.
using StatementFilter = std::function<bool(std::string_view firstWord, std::string_view statement)>;
/// Given each parsed statement: its node's name ("DropStmt") and the node.
using StatementVisitor = std::function<void(const std::string &name, const ParseNode &node)>;

/// Visits the statement, or those in a DO block of PL/pgSQL and what its EXECUTEs are given as literals, whether or
/// not its conditions will let them run; the filter is asked of each. What can't be parsed is passed over.
/// EXECUTE '…DO…' inside DO is followed a few times: more is no migration, but an attack on the stack.
void walkStatements(std::string_view sql, const StatementFilter &wants, const StatementVisitor &take);

/// A relation's name in messages, as written: "metrics.events".
std::string relationName(const ParseNode &rangeVar);

/// The functions that a SELECT calls, in its list and in FROM.
void forEachCall(const ParseNode &select, const std::function<void(const ParseNode &call)> &take);

/// The text of a literal argument, beneath its name (=>) and a cast; empty for anything else.
const std::string &literalArgument(const ParseNode &argument);

} // namespace retort::script
