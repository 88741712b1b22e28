// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/definitions.h"

#include "engine/catalog/finding.h"
#include "engine/catalog/plaintexts.h"

#include <functional>
#include <map>
#include <utility>

namespace retort::catalog {

namespace {

std::vector<Area> definitionAreas(const Server &server, const Wanted &wanted, PlainTexts &texts)
{
    std::vector<Area> areas;
    addClassArea(areas, wanted);
    addColumnArea(areas, server, wanted, texts);
    addIndexAreas(areas, server, wanted, texts);
    addConstraintAreas(areas, server, wanted, texts);
    addBehaviourAreas(areas, server, wanted);
    addFamilyAreas(areas, server, wanted);
    addExtraAreas(areas, server, wanted);
    for (Area &area : timescaleAreas(server, wanted.all.literal()))
        areas.push_back(std::move(area));
    return areas;
}

using ReadAreas = std::function<Result<bool>(const std::vector<Area> &)>;

/// What they are, then what each may have by that, then what only the server can print. False where `read` said so.
Result<bool> readAreas(const Server &server, const std::string &oids, const ReadAreas &read)
{
    Wanted wanted;
    auto done = read({summaryArea(oids, &wanted)});
    if (!done || !*done || wanted.all.isEmpty())
        return done;
    PlainTexts texts(server);
    done = read(definitionAreas(server, wanted, texts));
    if (!done || !*done)
        return done;
    const auto missing = texts.missingAreas();
    return missing.empty() ? done : read(missing);
}

/// What others hold exclusively, the views that read it, and who holds it.
Result<std::map<std::uint32_t, std::string>> findLocked(Reader &reader)
{
    auto rows = reader.query(R"(
WITH RECURSIVE held AS (
  SELECT l.relation AS oid, l.pid FROM pg_catalog.pg_locks l
  WHERE l.mode = 'AccessExclusiveLock' AND l.granted AND l.pid <> pg_catalog.pg_backend_pid()
    AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
    AND l.relation IS NOT NULL
  UNION
  SELECT r.ev_class, held.pid
  FROM held
    JOIN pg_catalog.pg_depend d ON d.refobjid = held.oid AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass
    JOIN pg_catalog.pg_rewrite r ON r.oid = d.objid
)
SELECT held.oid, 'process ' || held.pid || coalesce(' of ' || a.usename, '')
  || coalesce(' (' || nullif(a.application_name, '') || ')', '')
FROM held LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = held.pid)");
    if (!rows)
        return std::move(rows).error();
    std::map<std::uint32_t, std::string> locked;
    for (int row = 0; row < rows->rowCount(); ++row)
        locked.emplace(Row(*rows, row).oid(0), rows->text(row, 1));
    return locked;
}

/// Reads those that nobody holds, then the bare facts of the others.
Result<void> readAroundLocks(Reader &reader, std::vector<Relation> &relations)
{
    const auto locked = findLocked(reader);
    if (!locked)
        return locked.error();
    std::vector<std::uint32_t> free;
    std::vector<std::uint32_t> held;
    for (Relation &relation : relations) {
        const std::uint32_t oid = relation.oid;
        relation = {}; // without what came before the lock
        relation.oid = oid;
        const auto found = locked->find(oid);
        if (found != locked->end())
            relation.lockedBy = found->second;
        (found == locked->end() ? free : held).push_back(oid);
    }
    const auto read = [&](const std::vector<Area> &areas) -> Result<bool> {
        if (auto done = reader.read(areas, relations); !done)
            return std::move(done).error();
        return true;
    };
    if (auto done = readAreas(reader.server(), OidList(free).literal(), read); !done)
        return std::move(done).error();
    return reader.read({summaryArea(OidList(held).literal())}, relations);
}

} // namespace

Result<void> readDefinitions(Reader &reader, std::vector<Relation> &relations)
{
    if (relations.empty())
        return {};
    auto inTime = readAreas(reader.server(), oidArray(relations), [&](const std::vector<Area> &areas) {
        return reader.readUnlessLocked(areas, relations);
    });
    if (!inTime)
        return std::move(inTime).error();
    if (!*inTime) {
        if (auto read = readAroundLocks(reader, relations); !read)
            return read;
    }
    // A relation that was dropped between finding and reading has no name.
    std::erase_if(relations, [](const Relation &relation) { return relation.summary.name.name.empty(); });
    return {};
}

Result<void> readMeasures(Reader &reader, std::vector<Relation> &relations)
{
    if (relations.empty())
        return {};
    const std::string oids = oidArray(relations);
    for (const auto &areas : {sizeAreas(reader.server(), oids), activityAreas(oids)}) {
        if (auto read = reader.readInTime(areas, relations); !read)
            return std::move(read).error();
    }
    return {};
}

} // namespace retort::catalog
