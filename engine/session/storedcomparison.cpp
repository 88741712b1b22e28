// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/storedcomparison.h"

#include "engine/base/redact.h"
#include "engine/script/checksum.h"
#include "engine/session/kepttexts.h"

#include <fstream>
#include <iterator>

namespace retort::session
{

namespace
{

Error unreadable(const std::string &file)
{
    Error error = makeError("revision-file-unreadable", "The revision file can't be read.",
                            "Check that the file exists and that you may read it.", ExitStatus::Usage);
    error.place.file = file;
    return error;
}

} // namespace

std::string StoredComparison::unified() const
{
    return text::unifiedDiff(lines, storedFile + " (" + origin.substr(0, origin.find(", SHA-256")) + ')', file);
}

Error notInHistory(const std::string &database, const std::string &revision)
{
    return makeError("not-in-history", "The history of database " + database + " holds no revision " + revision + '.',
                     "retort -x db=" + database + " log --history lists what it holds.");
}

Error bodyNotKept(const run::HistoryEntry &entry)
{
    return makeError("body-not-kept", "The file of revision " + entry.revision + " was too long to be kept.",
                     "Look for it in version control: its name was " + entry.file + '.');
}

Result<StoredComparison> compareWithStored(postgres::Connection &connection, const Workspace &workspace,
                                           const project::Database &database, const std::string &revision)
{
    const auto table = workspace.historyTable();
    if (!table)
        return makeError("no-history", "This project's databases keep no history.",
                         "Set history_table in retort.toml.", ExitStatus::Usage);
    const auto file = workspace.scripts().file(revision);
    if (!file)
        return file.error();
    const auto entry = table->lastApplied(connection, revision);
    if (!entry)
        return entry.error();
    if (!*entry)
        return notInHistory(database.name, revision);
    if ((*entry)->body.empty())
        return bodyNotKept(**entry);
    std::ifstream stream(file->path, std::ios::binary);
    if (!stream)
        return unreadable(file->path.string());
    const std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    Redactor redactor;
    redactor.addSecret(connection.settings().value("password"));

    StoredComparison comparison;
    comparison.database = database.name;
    comparison.revision = revision;
    comparison.file = file->path.string();
    comparison.storedFile = (*entry)->file;
    comparison.origin = originOf(**entry);
    comparison.storedChecksum = (*entry)->checksum;
    comparison.checksum = script::textChecksum(text);
    comparison.stored = redactor.masked((*entry)->body);
    comparison.current = redactor.masked(text);
    comparison.lines = text::diffLines(comparison.stored, comparison.current);
    return comparison;
}

} // namespace retort::session
