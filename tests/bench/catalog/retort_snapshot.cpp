// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's snapshot of a whole database, definitions alone, without a program around it.
// The connection comes from libpq's environment; the number of tables that must be there is the first argument.
#include "engine/catalog/snapshot.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

using namespace retort;

int main(int count, char **arguments)
{
    auto connection = postgres::Connection::connect({});
    if (!connection) {
        std::fputs(connection.error().toString().c_str(), stderr);
        return 1;
    }
    const auto snapshot = catalog::takeSnapshot(*connection, {{}, false, {}, std::nullopt, false});
    if (!snapshot) {
        std::fputs(snapshot.error().toString().c_str(), stderr);
        return 1;
    }
    const auto isTable = [](const catalog::Relation &relation) {
        return relation.summary.kind == catalog::RelationKind::Table && relation.columns.size() == 8;
    };
    const auto tables = std::count_if(snapshot->relations.begin(), snapshot->relations.end(), isTable);
    return count > 1 && tables == std::atol(arguments[1]) ? 0 : 1;
}
