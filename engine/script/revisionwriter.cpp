// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptdirectory.h"

#include "engine/base/text.h"
#include "engine/script/descriptor.h"
#include "engine/script/revisionfile.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <fcntl.h>
#include <unistd.h>

namespace retort::script {

namespace {

std::string localTime()
{
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    localtime_r(&now, &parts);
    std::array<char, 32> buffer{};
    return {buffer.data(), std::strftime(buffer.data(), buffer.size(), "%Y-%m-%d %H:%M:%S", &parts)};
}

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
    std::vector<revision::Revision> revisions;
    revisions.reserve(map.size() + 1);
    for (std::size_t i = 0; i < map.size(); ++i)
        revisions.push_back(map.at(static_cast<revision::Index>(i)));
    revisions.push_back(added);
    auto built = revision::RevisionMap::build(std::move(revisions));
    return built ? Result<void>() : Result<void>(std::move(built).error());
}

Error writeFailed(const std::filesystem::path &path, int reason)
{
    Error error =
        makeError("write-failed", "The revision file can't be written: " + std::string(std::strerror(reason)) + '.',
                  "Check the folder's permissions and the free space.");
    error.place.file = path.string();
    return error;
}

/// Writes and syncs a file that must be new. 0, or the reason.
int writeAndSync(const std::filesystem::path &path, std::string_view text)
{
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file.isOpen())
        return errno;
    while (!text.empty()) {
        const ssize_t count = write(file.number(), text.data(), text.size());
        if (count < 0 && errno != EINTR)
            return errno;
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    }
    return fsync(file.number()) == 0 ? 0 : errno;
}

/// Gives a file its final name, unless something has that name. 0, or the reason.
int moveWithoutReplacing(const std::filesystem::path &from, const std::filesystem::path &to)
{
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // Some file systems know no such rename, but can link.
    if (link(from.c_str(), to.c_str()) != 0)
        return errno;
    unlink(from.c_str());
    return 0;
}

Result<void> writeAtomically(const std::filesystem::path &path, const std::string &text)
{
    std::error_code failure;
    std::filesystem::create_directories(path.parent_path(), failure);
    if (failure)
        return writeFailed(path, failure.value());
    // Hidden, so that nobody reads it as a revision before it is whole.
    const std::filesystem::path temporary = path.parent_path()
        / ('.' + path.filename().string().substr(0, 200) + '.' + std::to_string(getpid()) + ".tmp");
    int reason = writeAndSync(temporary, text);
    if (reason == 0)
        reason = moveWithoutReplacing(temporary, path);
    if (reason != 0) {
        unlink(temporary.c_str());
        if (reason != EEXIST)
            return writeFailed(path, reason);
        Error error = makeError("file-exists", "There is already a file of that name.",
                                "Choose another message or id, or move the file away.", ExitStatus::Usage);
        error.place.file = path.string();
        return error;
    }
    const Descriptor folder(open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        fsync(folder.number()); // the name too; not every file system can, and the file itself is safe
    return {};
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

Result<std::filesystem::path> writeRevision(const ScriptDirectory &scripts, const std::filesystem::path &folder,
                                            const NewRevision &revision, std::string_view fileTemplate)
{
    NewRevision written = revision;
    written.revision.message = onOneLine(revision.revision.message);
    if (written.revision.createDate.empty())
        written.revision.createDate = localTime();
    const auto place = folderFor(scripts, folder, written.revision);
    if (!place)
        return place.error();
    const std::filesystem::path path = *place / fileNameFor(written.revision, fileTemplate);
    written.revision.file = path.string();
    const std::string text = textOf(written);
    if (const auto checked = checkText(written, text, path); !checked)
        return checked.error();
    if (const auto checked = checkMap(scripts.map(), written.revision); !checked)
        return checked.error();
    if (const auto done = writeAtomically(path, text); !done)
        return done.error();
    return path;
}

} // namespace retort::script
