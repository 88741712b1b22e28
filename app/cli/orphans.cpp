// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/orphans.h"

#include "app/cli/runjournal.h"
#include "engine/base/timetext.h"
#include "engine/session/orphanrows.h"

#include <filesystem>

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

Error explainOrphans(Error unknownRow, const std::vector<run::RevisionPlace> &places)
{
    std::error_code ignored;
    return session::explainOrphans(std::move(unknownRow), places, std::filesystem::current_path(ignored));
}

Error explainOrphans(Context &context, Error error, const std::vector<std::string> &rows)
{
    return error.code == "unknown-row" ? explainOrphans(std::move(error), orphanPlaces(context, rows)) : error;
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
