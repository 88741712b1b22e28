// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/changetext.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::cli
{

namespace
{

void writeStatement(JsonWriter &json, const diff::Statement &statement)
{
    json.beginObject();
    json.member("sql", statement.sql);
    json.member("transactional", statement.boundary != diff::Boundary::Outside);
    json.member("commit_first", statement.boundary == diff::Boundary::CommittedFirst);
    json.key("risks");
    json.beginArray();
    for (const diff::Risk &risk : statement.risks) {
        json.beginObject();
        json.member("kind", diff::toString(risk.kind));
        json.member("reason", risk.reason);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

} // namespace

std::string changeLine(const diff::Change &change)
{
    std::string line = diff::toString(change.what) + ' ' + change.object.toString();
    if (!change.reason.empty())
        line += " (" + change.reason + ')';
    std::vector<std::string> kinds;
    for (const diff::Statement &statement : change.statements) {
        for (const diff::Risk &risk : statement.risks) {
            const std::string kind = diff::toString(risk.kind);
            if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end())
                kinds.push_back(kind);
        }
    }
    return kinds.empty() ? line : line + " [" + text::join(kinds, ", ") + ']';
}

void writeChange(JsonWriter &json, const diff::Change &change)
{
    json.beginObject();
    json.member("object", change.object.toString());
    json.member("kind", change.object.kind);
    json.memberOrNull("schema", change.object.name.schema);
    json.member("name", change.object.name.name);
    json.memberOrNull("part", change.object.part);
    json.member("what", diff::toString(change.what));
    json.memberOrNull("reason", change.reason);
    json.member("is_certain", change.certainty == diff::Certainty::Sure);
    json.key("statements");
    json.beginArray();
    for (const diff::Statement &statement : change.statements)
        writeStatement(json, statement);
    json.endArray();
    json.endObject();
}

void writeChanges(JsonWriter &json, std::string_view key, const diff::Comparison &comparison)
{
    json.key(key);
    json.beginArray();
    for (const diff::Change &change : comparison.changes)
        writeChange(json, change);
    json.endArray();
}

} // namespace retort::cli
