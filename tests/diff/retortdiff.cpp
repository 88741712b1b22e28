// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/snapshot.h"
#include "engine/diff/compare.h"
#include "engine/diff/script.h"
#include "engine/postgres/connection.h"
#include "tests/diff/pairjudge.h"
#include "tests/support/printers.h"

namespace retort::test
{

namespace
{

/// As `retort diff` reads an end.
Result<catalog::Snapshot> read(const postgres::ConnectionSettings &settings)
{
    auto connection = postgres::Connection::connect(settings, {}, "retort test");
    if (!connection)
        return std::move(connection).error();
    catalog::SnapshotOptions options;
    options.withSizes = false;
    options.searchPath = ""; // all names with their schemas
    return catalog::takeSnapshot(*connection, options);
}

} // namespace

Scripts diffByRetort(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to)
{
    const auto before = read(from);
    if (!before)
        return {{}, {}, describe(before)};
    const auto after = read(to);
    if (!after)
        return {{}, {}, describe(after)};
    const std::string &searchPath = before->server.searchPath;
    return {diff::toScript(diff::compare(*before, *after), searchPath),
            diff::toScript(diff::compare(*after, *before), searchPath),
            {}};
}

} // namespace retort::test
