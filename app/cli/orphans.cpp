// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/orphans.h"

#include "app/cli/runjournal.h"
#include "engine/base/timetext.h"
#include "engine/session/orphanrows.h"

#include <filesystem>
#include <optional>

namespace retort::cli
{

std::vector<run::RevisionPlace> orphanPlaces(Context &context, const std::vector<std::string> &rows)
{
    const std::vector<std::string> orphans = context.map().unknownRows(rows);
    const auto journal = loadRunJournal();
    if (orphans.empty() || !journal)
        return {};
    return (*journal)->lastPlaces(context.workspace().project().file.string(), orphans);
}

namespace
{

/// Nothing where the database wasn't asked, or keeps no history, or one that this user may not read.
std::optional<std::vector<session::Orphan>> orphansOf(Context &context, DatabaseAccess *access,
                                                      const std::vector<std::string> &rows)
{
    const auto table = context.workspace().historyTable();
    auto connection = access && table ? access->connection() : Result<postgres::Connection *>(Error{});
    if (!connection)
        return std::nullopt;
    auto orphans = session::readOrphans(**connection, *table, context.map().unknownRows(rows));
    return orphans ? std::optional(std::move(orphans).value()) : std::nullopt;
}

} // namespace

Error explainOrphans(Context &context, DatabaseAccess *access, Error unknownRow, const std::vector<std::string> &rows,
                     const std::vector<run::RevisionPlace> &places)
{
    std::error_code ignored;
    return session::explainOrphans(std::move(unknownRow), places, std::filesystem::current_path(ignored),
                                   access ? access->database().name : std::string(), orphansOf(context, access, rows));
}

Error explainOrphans(Context &context, DatabaseAccess *access, Error error, const std::vector<std::string> &rows)
{
    if (error.code != "unknown-row")
        return error;
    return explainOrphans(context, access, std::move(error), rows, orphanPlaces(context, rows));
}

void writePlaces(JsonWriter &json, const std::vector<run::RevisionPlace> &places)
{
    if (places.empty())
        return;
    json.key("last_places");
    json.beginArray();
    for (const run::RevisionPlace &place : places) {
        json.beginObject();
        json.member("revision", place.revision);
        json.member("file", place.file);
        json.memberOrNull("message", place.message);
        json.member("operation", place.isStamped ? "stamp" : "run");
        json.member("time", isoTime(place.time));
        json.member("database", place.database);
        json.memberOrNull("user", place.user);
        json.memberOrNull("host", place.host);
        json.endObject();
    }
    json.endArray();
}

} // namespace retort::cli
