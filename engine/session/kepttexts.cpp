// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/kepttexts.h"

#include "engine/base/timetext.h"
#include "engine/script/atomicfile.h"
#include "engine/script/checksum.h"

#include <algorithm>

namespace retort::session
{

Result<std::shared_ptr<const script::KeptText>> readKeptText(postgres::Connection &connection,
                                                             const run::HistoryTable &table,
                                                             const std::string &revision)
{
    auto entry = table.lastApplied(connection, revision);
    if (!entry)
        return std::move(entry).error();
    if (!*entry || (*entry)->body.empty())
        return std::shared_ptr<const script::KeptText>();
    auto kept = std::make_shared<script::KeptText>();
    kept->file = (*entry)->file.empty() ? revision + ".sql" : (*entry)->file;
    kept->text = std::move((*entry)->body);
    kept->isMasked = script::textChecksum(kept->text) != (*entry)->checksum;
    kept->origin = originOf(**entry);
    return std::shared_ptr<const script::KeptText>(std::move(kept));
}

std::string originOf(const run::HistoryEntry &entry)
{
    const bool isEdit = entry.operation == run::HistoryEntry::Operation::AcceptEdit;
    return (isEdit ? "accepted on " : "applied on ") + localTime(entry.started, "%Y-%m-%d %H:%M")
        + (entry.user.empty() ? std::string() : " by " + entry.user) + ", SHA-256 " + entry.checksum;
}

void warnOfKeptTexts(const script::ScriptDirectory &scripts, revision::Plan &plan)
{
    for (const revision::Step &step : plan.steps) {
        const auto file = scripts.file(step.revision);
        if (file && file->kept)
            plan.warnings.push_back("The file of revision " + step.revision
                                + " is gone: its script is the text that the database kept of " + file->kept->file
                                + ", " + file->kept->origin + '.');
    }
}

Result<std::vector<Orphan>> readOrphans(postgres::Connection &connection, const run::HistoryTable &table,
                                        const std::vector<std::string> &unknownRows)
{
    std::vector<Orphan> orphans;
    for (const std::string &row : unknownRows) {
        auto kept = readKeptText(connection, table, row);
        if (!kept)
            return std::move(kept).error();
        orphans.push_back({row, std::move(kept).value()});
    }
    return orphans;
}

Result<std::filesystem::path> writeKeptText(const script::KeptText &kept,
                                            const std::vector<std::filesystem::path> &locations,
                                            const std::filesystem::path &lastFile)
{
    if (kept.isMasked)
        return makeError("kept-text-masked",
                         "Secrets in " + kept.file
                             + " were masked when the database kept its text, so that it isn't what the file was.",
                         "Bring the file back from version control.", ExitStatus::Disagreement);
    // Where it was, if that folder still is one of the project's.
    std::error_code ignored;
    const bool isOurs = std::any_of(locations.begin(), locations.end(), [&](const std::filesystem::path &location) {
        const auto relative = lastFile.parent_path().lexically_relative(location);
        return !lastFile.empty() && !relative.empty() && *relative.begin() != "..";
    });
    std::filesystem::path path;
    if (isOurs && std::filesystem::is_directory(lastFile.parent_path(), ignored))
        path = lastFile.parent_path() / kept.file;
    else if (!locations.empty())
        path = locations.front() / kept.file;
    else
        return makeError("location-missing", "The project has no folder for revision files.",
                         "Name one in locations of retort.toml.", ExitStatus::Usage);
    if (auto written = script::writeNewFile(path, kept.text); !written)
        return std::move(written).error();
    return path;
}

} // namespace retort::session
