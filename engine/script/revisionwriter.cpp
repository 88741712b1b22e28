// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptdirectory.h"

#include "engine/base/text.h"
#include "engine/base/timetext.h"
#include "engine/script/atomicfile.h"
#include "engine/script/mapcheck.h"
#include "engine/script/revisionfile.h"

#include <algorithm>
#include <chrono>

namespace retort::script
{

namespace
{

/// A message is one line of the header.
std::string onOneLine(std::string_view message)
{
    std::string line;
    for (const char c : text::trimmed(message)) {
        const bool isBlank = static_cast<unsigned char>(c) <= ' ';
        if (!isBlank)
            line += c;
        else if (!line.ends_with(' '))
            line += ' ';
    }
    return line;
}

std::string sectionText(std::string_view name, std::string_view sql, bool isTransactional)
{
    std::string section = "\n-- migrate:" + std::string(name);
    section += isTransactional ? "\n" : " transaction:false\n";
    section += sql;
    if (!sql.empty() && !sql.ends_with('\n'))
        section += '\n';
    return section;
}

std::string textOf(const NewRevision &written)
{
    const revision::Revision &revision = written.revision;
    std::string text;
    if (!revision.message.empty())
        text += "-- " + revision.message + "\n--\n";
    text += "-- Revision ID: " + revision.id + '\n';
    text +=
        "-- Revises:" + (revision.downRevisions.empty() ? "" : ' ' + text::join(revision.downRevisions, ", ")) + '\n';
    text += "-- Create Date: " + revision.createDate + '\n';
    if (!revision.labels.empty())
        text += "-- Branch Labels: " + text::join(revision.labels, ", ") + '\n';
    if (!revision.dependsOn.empty())
        text += "-- Depends On: " + text::join(revision.dependsOn, ", ") + '\n';
    text += sectionText("up", written.up, written.upTransactional);
    if (written.down)
        text += sectionText("down", *written.down, written.downTransactional);
    return text;
}

/// Reads the text back: whatever can't stand in a file (a marker in a body, a comma in an id …) shows here.
Result<void> checkText(const NewRevision &written, const std::string &text, const std::filesystem::path &path)
{
    auto parsed = parseRevisionFile(text, path);
    if (!parsed)
        return std::move(parsed).error();
    const revision::Revision &meant = written.revision;
    const revision::Revision &read = parsed->revision;
    const bool sameHeader = read.id == meant.id && read.downRevisions == meant.downRevisions
        && read.dependsOn == meant.dependsOn && read.labels == meant.labels && read.message == meant.message
        && read.createDate == meant.createDate;
    if (!sameHeader) {
        return makeError(
            "unwritable-revision", "The id, message or a name of the new revision can't stand in a file's header.",
            "Leave commas out of names, and don't begin the message with a header key.", ExitStatus::Usage);
    }
    const bool sameSections = parsed->up && parsed->down.has_value() == written.down.has_value()
        && text.compare(parsed->up->offset, written.up.size(), written.up) == 0
        && (!written.down || text.compare(parsed->down->offset, written.down->size(), *written.down) == 0);
    if (!sameSections) {
        return makeError("unwritable-revision", "The SQL of the new revision holds a line -- migrate:… of its own.",
                         "Indent that line, or reword the comment.", ExitStatus::Usage);
    }
    return {};
}

/// A map with the new node is valid, or nothing is written (S-41).
Result<void> checkMap(const revision::RevisionMap &map, const revision::Revision &added)
{
    if (const revision::Revision *known = map.findRevision(added.id)) {
        Error error = makeError("duplicate-revision", "There is already a revision " + added.id + '.',
                                "Choose another id with --rev-id, or leave it out.", ExitStatus::Usage);
        error.place.file = known->file;
        return error;
    }
    return checkMapWith(map, added);
}

Result<std::filesystem::path> folderFor(const ScriptDirectory &scripts, const std::filesystem::path &asked,
                                        const revision::Revision &revision)
{
    if (!asked.empty())
        return asked;
    for (const std::string &parent : revision.downRevisions) {
        if (const auto *known = scripts.map().findRevision(parent); known && !known->file.empty())
            return std::filesystem::path(known->file).parent_path();
    }
    if (!scripts.locations().empty())
        return scripts.locations().front();
    return makeError("location-missing", "The project has no folder for revision files.",
                     "Name one in locations of retort.toml.", ExitStatus::Usage);
}

} // namespace

Result<std::string> revisionText(const NewRevision &revision, const std::filesystem::path &path)
{
    std::string text = textOf(revision);
    if (const auto checked = checkText(revision, text, path); !checked)
        return checked.error();
    return text;
}

Result<std::filesystem::path> writeRevision(const ScriptDirectory &scripts, const std::filesystem::path &folder,
                                            const NewRevision &revision, std::string_view fileTemplate)
{
    NewRevision written = revision;
    written.revision.message = onOneLine(revision.revision.message);
    if (written.revision.createDate.empty())
        written.revision.createDate = localTime(std::chrono::system_clock::now());
    const auto place = folderFor(scripts, folder, written.revision);
    if (!place)
        return place.error();
    const std::filesystem::path path = *place / fileNameFor(written.revision, fileTemplate);
    written.revision.file = path.string();
    const auto text = revisionText(written, path);
    if (!text)
        return text.error();
    if (const auto checked = checkMap(scripts.map(), written.revision); !checked)
        return checked.error();
    if (const auto done = writeNewFile(path, *text); !done)
        return done.error();
    return path;
}

} // namespace retort::script
