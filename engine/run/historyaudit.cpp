// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/historyaudit.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"
#include "engine/run/origin.h"
#include "engine/run/runhistory.h"
#include "engine/run/runid.h"
#include "engine/script/checksum.h"

#include <algorithm>
#include <map>
#include <utility>

namespace retort::run
{

namespace
{

using revision::Index;
using revision::RevisionMap;

/// "on 2025-11-02 17:40 by anna"
std::string whenAndWho(const HistoryEntry &entry)
{
    return "on " + localTime(entry.started, "%Y-%m-%d %H:%M")
        + (entry.user.empty() ? std::string() : " by " + entry.user);
}

/// The applied revision above that ran when this one was not there; nothing where there is none.
const HistoryEntry *ranWithout(Index index, const RevisionMap &map,
                               const std::map<std::string, const HistoryEntry *> &entries)
{
    for (const auto &above : {map.nextOf(index), map.dependentsOf(index)}) {
        for (const Index next : above) {
            const auto known = entries.find(map.at(next).id);
            if (known != entries.end() && !map.appliedSet(known->second->rowsBefore)[static_cast<std::size_t>(index)])
                return known->second;
        }
    }
    return nullptr;
}

} // namespace

std::string HistoryFinding::sentence() const
{
    if (kind == Kind::Edited)
        return "The file of revision " + revision + " is not what was applied " + whenAndWho(entry) + ": " + file;
    return "Revision " + revision + " counts as applied, but was not there when " + above + " was applied "
        + whenAndWho(entry) + ": " + file;
}

Error HistoryFinding::toError() const
{
    const bool isEdit = kind == Kind::Edited;
    Error error = makeError(
        isEdit ? "applied-file-edited" : "inserted-below-applied", sentence() + "; nothing was run.",
        (isEdit ? "retort show " + revision + " --diff shows what was edited. Give the file back as it was (retort show "
                 + revision
                 + " --stored prints it), and put the change into a new revision; or, where the edit is meant: "
                : "Move it above what is applied (set its Revises to the head, and that of " + above
                 + " back); or, where its effect is there already: ")
            + std::string("--accept-edit ") + revision + '.',
        ExitStatus::Disagreement);
    error.place = {file, 0, 0};
    return error;
}

std::vector<HistoryFinding> auditHistory(const std::vector<HistoryEntry> &entries,
                                         const script::ScriptDirectory &scripts, const std::vector<std::string> &rows)
{
    std::vector<HistoryFinding> findings;
    std::map<std::string, const HistoryEntry *> known;
    for (const HistoryEntry &entry : entries)
        known.emplace(entry.revision, &entry);
    if (known.empty())
        return findings;
    const RevisionMap &map = scripts.map();
    const std::vector<bool> applied = map.appliedSet(rows);
    for (std::size_t i = 0; i < applied.size(); ++i) {
        if (!applied[i])
            continue;
        const auto index = static_cast<Index>(i);
        const std::string &id = map.at(index).id;
        const auto file = scripts.file(id);
        if (!file || file->kept) // what stands in for a file that is gone is what was applied
            continue;
        HistoryFinding finding;
        finding.revision = id;
        finding.file = file->path.string();
        if (const auto entry = known.find(id); entry != known.end()) {
            const auto checksum = script::fileChecksum(file->path);
            if (checksum && *checksum == entry->second->checksum)
                continue;
            finding.entry = *entry->second;
        } else if (const HistoryEntry *above = ranWithout(index, map, known)) {
            finding.kind = HistoryFinding::Kind::InsertedBelow;
            finding.above = above->revision;
            finding.entry = *above;
        } else {
            continue;
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

Result<std::vector<HistoryFinding>> auditHistory(postgres::Connection &connection, const HistoryTable &table,
                                                 const script::ScriptDirectory &scripts,
                                                 const std::vector<std::string> &rows)
{
    if (rows.empty())
        return std::vector<HistoryFinding>();
    const auto entries = table.lastApplied(connection, false);
    if (!entries)
        return entries.error();
    return auditHistory(*entries, scripts, rows);
}

Result<void> acceptEdits(postgres::Connection &connection, const HistoryTable &table,
                         const script::ScriptDirectory &scripts, const std::vector<std::string> &rows,
                         const std::vector<std::string> &revisions, const std::string &command,
                         const std::string &reason)
{
    const RevisionMap &map = scripts.map();
    const std::vector<bool> applied = map.appliedSet(rows);
    const auto before = table.lastApplied(connection, false);
    if (!before)
        return before.error();
    Redactor redactor;
    redactor.addSecret(connection.settings().value("password"));
    std::string sql = "BEGIN; " + table.createSql();
    const std::string runId = newRunId();
    for (const std::string &id : revisions) {
        const auto file = scripts.file(id);
        if (!file)
            return file.error();
        if (!applied[static_cast<std::size_t>(*map.find(id))])
            return makeError("revision-not-applied",
                             "Revision " + id + " is not applied, so there is no edit to accept.",
                             "Edit its file as you like until it is.");
        HistoryEntry entry;
        entry.run = runId;
        entry.operation = HistoryEntry::Operation::AcceptEdit;
        entry.revision = id;
        // What stood below it when it ran is told by the same entry from now on.
        const auto ran = std::find_if(before->begin(), before->end(),
                                      [&id](const HistoryEntry &known) { return known.revision == id; });
        entry.rowsBefore = ran != before->end() ? ran->rowsBefore : rows;
        entry.rowsAfter = rows;
        setOrigin(entry);
        entry.command = redactor.masked(command);
        entry.reason = redactor.masked(reason);
        setFile(entry, file->path.string(), redactor);
        sql += "; " + table.insertSql(entry);
    }
    return connection.executeEach(sql + "; COMMIT", {});
}

} // namespace retort::run
