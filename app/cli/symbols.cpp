// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/symbols.h"

namespace retort::cli
{

namespace
{

Result<std::vector<std::string>> allRows(std::vector<DatabaseAccess> &accesses)
{
    std::vector<std::string> all;
    for (DatabaseAccess &access : accesses) {
        auto rows = access.rows();
        if (!rows)
            return std::move(rows).error();
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

std::vector<revision::Index> indicesOf(const revision::RevisionMap &map, const std::vector<std::string> &ids)
{
    std::vector<revision::Index> indices;
    indices.reserve(ids.size());
    for (const std::string &id : ids)
        indices.push_back(*map.find(id));
    return indices;
}

Result<std::vector<DatabaseAccess>> beginAccess(Context &context)
{
    const auto databases = context.databases();
    if (!databases)
        return databases.error();
    std::vector<DatabaseAccess> accesses;
    for (const project::Database *database : *databases)
        accesses.push_back(context.access(*database));
    return accesses;
}

Result<std::vector<revision::Index>> resolveSymbol(Context &context, const std::string &symbol)
{
    std::vector<DatabaseAccess> accesses;
    if (symbol == "current") {
        auto begun = beginAccess(context);
        if (!begun)
            return std::move(begun).error();
        accesses = std::move(begun).value();
    }
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto binding = context.binding();
    if (!binding)
        return binding.error();
    const auto rows = allRows(accesses);
    if (!rows)
        return rows.error();
    const auto ids = binding->resolve(symbol, *rows);
    if (!ids)
        return ids.error();
    return indicesOf(context.map(), *ids);
}

} // namespace retort::cli
