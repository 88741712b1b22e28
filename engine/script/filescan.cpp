// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/filescan.h"

#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/script/bytecheck.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include <unistd.h>

namespace retort::script {

namespace {

constexpr std::size_t firstRead = 16 * 1024;
constexpr std::size_t laterRead = 256 * 1024;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

enum HeaderKey : std::size_t { RevisionId, Revises, CreateDate, BranchLabels, DependsOn };
constexpr std::array<std::string_view, 5> keyNames{"Revision ID", "Revises", "Create Date", "Branch Labels",
                                                   "Depends On"};

/// Names that people write in place of a key, beyond slips of the keyboard.
struct Alias {
    std::string_view written;
    HeaderKey meant;
};
constexpr std::array<Alias, 15> aliases{{{"revision", RevisionId},
                                         {"rev id", RevisionId},
                                         {"down revision", Revises},
                                         {"down revisions", Revises},
                                         {"down_revision", Revises},
                                         {"parent", Revises},
                                         {"parents", Revises},
                                         {"created", CreateDate},
                                         {"branch_labels", BranchLabels},
                                         {"branch", BranchLabels},
                                         {"branches", BranchLabels},
                                         {"label", BranchLabels},
                                         {"labels", BranchLabels},
                                         {"depends_on", DependsOn},
                                         {"depends", DependsOn}}};

std::string inQuotes(std::string_view text)
{
    return '"' + std::string(text) + '"';
}

bool isKeyCharacter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ' || c == '_';
}

/// The length of "Some Key" when `text` begins "Some Key:", else npos.
std::size_t keyLength(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size() && isKeyCharacter(text[at]))
        ++at;
    return at > 0 && at < text.size() && text[at] == ':' ? at : std::string_view::npos;
}

std::optional<std::size_t> exactKey(std::string_view name)
{
    for (std::size_t i = 0; i < keyNames.size(); ++i) {
        if (text::equalsIgnoringCase(name, keyNames[i]))
            return i;
    }
    return std::nullopt;
}

/// The key that an unknown one was probably meant to be. `strict`: only slips of the keyboard,
/// for the line that may as well be the message.
std::optional<std::string> probableKey(std::string_view name, bool strict)
{
    static const std::vector<std::string> names(keyNames.begin(), keyNames.end());
    if (!strict) {
        for (const Alias &alias : aliases) {
            if (text::equalsIgnoringCase(name, alias.written))
                return std::string(keyNames[alias.meant]);
        }
    }
    return text::nearestMatch(name, names);
}

/// How much of `data` is whole lines, or, on a line without an end in sight, whole characters.
std::size_t wholePart(std::string_view data, bool inBody, bool &cutsLine)
{
    cutsLine = false;
    const std::size_t newline = data.rfind('\n');
    if (newline != std::string_view::npos)
        return newline + 1;
    // A marker's line is short; a line longer than any marker is body text and may be taken in pieces.
    if (!inBody || data.size() < 4096)
        return 0;
    cutsLine = true;
    return wholeCharacters(data);
}

std::string_view withoutLineEnd(std::string_view line)
{
    if (line.ends_with('\n'))
        line.remove_suffix(1);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// What follows "--" and blanks, where a line is a marker's beginning: "migrate:up …"; else nothing.
std::optional<std::string_view> markerText(std::string_view line)
{
    if (!line.starts_with("--"))
        return std::nullopt;
    const std::size_t start = line.find_first_not_of(" \t", 2);
    constexpr std::string_view word = "migrate:";
    if (start == std::string_view::npos || !text::equalsIgnoringCase(line.substr(start, word.size()), word))
        return std::nullopt;
    return line.substr(start + word.size());
}

/// Nothing where it is no duration, or one that PostgreSQL's integer milliseconds don't hold.
SectionLimit limitIn(std::string_view text)
{
    const auto duration = parseDuration(text);
    if (!duration || duration->count() > std::numeric_limits<std::int32_t>::max())
        return std::nullopt;
    return std::chrono::duration<std::int32_t, std::milli>(static_cast<std::int32_t>(duration->count()));
}

} // namespace

Error unreadable(const std::string &file, int systemError)
{
    Error error = makeError("revision-file-unreadable",
                            std::string("The revision file can't be read: ") + std::strerror(systemError) + '.',
                            "Check that the file exists and that you may read it.", ExitStatus::Usage);
    error.place.file = file;
    return error;
}

Error changedMeanwhile(const std::string &file)
{
    Error error = makeError("revision-file-unreadable", "The revision file has changed since it was read.",
                            "Run the command again.", ExitStatus::Usage);
    error.place.file = file;
    return error;
}

FileScanner::FileScanner(std::string file)
{
    m_scanned.revision.file = std::move(file);
    m_scanned.revision.hasDowngrade = false;
}

Error FileScanner::errorAt(std::string code, std::string message, std::string hint, int line, int column) const
{
    Error error = makeError(std::move(code), std::move(message), std::move(hint), ExitStatus::Usage);
    error.place = {m_scanned.revision.file, line, column};
    return error;
}

Result<void> FileScanner::checkBytes(std::string_view bytes) const
{
    const auto bad = badByteOffset(bytes);
    if (!bad)
        return {};
    const std::string_view before = bytes.substr(0, *bad);
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::size_t characters = text::characterCount(before.substr(lineStart)) + (lines == 0 ? m_column : 0);
    // The mark at the very beginning is no character of the text.
    const bool afterMark = m_offset == 0 && lines == 0 && before.starts_with(byteOrderMark);
    return badByteError(bytes[*bad],
                        {file(), m_line + static_cast<int>(lines), static_cast<int>(characters) + (afterMark ? 0 : 1)});
}

Result<std::size_t> FileScanner::feed(std::string_view data, bool last)
{
    bool cutsLine = false;
    const std::size_t end = last ? data.size() : wholePart(data, m_part != Part::Header, cutsLine);
    data = data.substr(0, end);
    if (const auto checked = checkBytes(data); !checked)
        return checked.error();
    std::size_t at = 0;
    if (m_offset == 0 && data.starts_with(byteOrderMark)) {
        at = byteOrderMark.size();
        m_offset = at;
    }
    while (at < end) {
        if (m_part != Part::Header) {
            const std::size_t marker = findMarkerLine(data, at);
            takeBody(data.substr(at, marker - at));
            at = marker;
            if (at == end)
                break;
        }
        const std::size_t newline = data.find('\n', at);
        const std::size_t next = newline == std::string_view::npos ? end : newline + 1;
        const std::string_view line = data.substr(at, next - at);
        if (const auto taken = takeLine(line, m_offset + line.size()); !taken)
            return taken.error();
        at = next;
    }
    m_column = cutsLine ? m_column + text::characterCount(data.substr(data.rfind('\n') + 1)) : 0;
    return end;
}

std::size_t FileScanner::findMarkerLine(std::string_view data, std::size_t from) const
{
    if (m_column == 0 && markerText(data.substr(from, 64)))
        return from;
    constexpr std::string_view comment = "\n--";
    while (true) {
        const void *found = memmem(data.data() + from, data.size() - from, comment.data(), comment.size());
        if (!found)
            return data.size();
        const std::size_t line = static_cast<std::size_t>(static_cast<const char *>(found) - data.data()) + 1;
        if (markerText(data.substr(line)))
            return line;
        from = line;
    }
}

Result<void> FileScanner::takeLine(std::string_view line, std::uint64_t nextOffset)
{
    const auto isMarker = takeMarker(withoutLineEnd(line), nextOffset);
    if (!isMarker)
        return isMarker.error();
    if (!*isMarker) {
        if (m_part != Part::Header) {
            takeBody(line); // "-- migrate: …" that only reads like a marker
            return {};
        }
        if (const auto taken = takeHeaderLine(withoutLineEnd(line)); !taken)
            return taken.error();
    }
    m_offset = nextOffset;
    ++m_line;
    return {};
}

Result<bool> FileScanner::takeMarker(std::string_view line, std::uint64_t nextOffset)
{
    const auto marker = markerText(line);
    if (!marker)
        return false;
    static const std::vector<std::string> sections{"up", "down"};
    const std::string_view name = marker->substr(0, marker->find_first_of(" \t"));
    const int column = static_cast<int>(text::characterCount(line.substr(0, line.size() - marker->size()))) + 1;
    if (name.empty()) {
        const std::string_view words = text::trimmed(*marker);
        if (!text::equalsIgnoringCase(words, "up") && !text::equalsIgnoringCase(words, "down"))
            return false; // a remark such as "-- migrate: the old rows first"
    }
    if (name != "up" && name != "down") {
        const auto nearest = text::nearestMatch(name, sections);
        return errorAt("unknown-section", "There is no section " + inQuotes("migrate:" + std::string(*marker)) + '.',
                       nearest ? "Did you mean -- migrate:" + *nearest + '?'
                               : "The sections are -- migrate:up and -- migrate:down.",
                       m_line, column);
    }
    auto &section = name == "up" ? m_scanned.up : m_scanned.down;
    if (section) {
        return errorAt("duplicate-section", "The section migrate:" + std::string(name) + " begins a second time.",
                       "The first begins in line " + std::to_string(section->firstLine - 1)
                           + "; put all its statements there.",
                       m_line, 1);
    }
    Section opened{nextOffset, 0, m_line + 1, true};
    if (const auto taken = takeOptions(opened, marker->substr(name.size()), column + static_cast<int>(name.size()));
        !taken)
        return taken.error();
    closeSection();
    section = opened;
    m_part = name == "up" ? Part::Up : Part::Down;
    return true;
}

Result<void> FileScanner::takeOptions(Section &section, std::string_view options, int column) const
{
    std::vector<std::string_view> seen;
    std::size_t at = 0;
    while ((at = options.find_first_not_of(" \t", at)) != std::string_view::npos) {
        const std::string_view option = options.substr(at, options.find_first_of(" \t", at) - at);
        const std::string_view key = option.substr(0, option.find(':'));
        const std::string_view value = key.size() < option.size() ? option.substr(key.size() + 1) : std::string_view();
        const int place = column + static_cast<int>(text::characterCount(options.substr(0, at)));
        at += option.size();
        if (std::find(seen.begin(), seen.end(), key) != seen.end())
            return errorAt("bad-section-option", "The section says " + inQuotes(key) + " twice.", "Keep one of them.",
                           m_line, place);
        seen.push_back(key);
        if (option == "transaction:false" || option == "transaction:true") {
            section.transactional = option == "transaction:true";
        } else if (key == "lock_timeout" || key == "statement_timeout") {
            const SectionLimit limit = limitIn(value);
            if (!limit)
                return errorAt("bad-section-option",
                               "The option " + std::string(key) + " takes a duration, unlike " + inQuotes(value) + '.',
                               "Spell it as PostgreSQL does, without blanks: " + std::string(key) + ":10s.", m_line,
                               place);
            (key == "lock_timeout" ? section.lockTimeout : section.statementTimeout) = limit;
        } else {
            return errorAt("unknown-section-option", "The section has an unknown option " + inQuotes(option) + '.',
                           "The options are transaction:false, lock_timeout:10s and statement_timeout:5min.", m_line,
                           place);
        }
    }
    return {};
}

void FileScanner::closeSection()
{
    if (m_part == Part::Header)
        return;
    Section &section = m_part == Part::Up ? *m_scanned.up : *m_scanned.down;
    section.length = m_offset - section.offset;
    (m_part == Part::Up ? m_upContent : m_downContent).finish();
}

Result<void> FileScanner::takeHeaderLine(std::string_view line)
{
    const std::string_view written = text::trimmed(line);
    if (written.empty())
        return {};
    const auto columnOf = [&](std::string_view part) {
        return static_cast<int>(
                   text::characterCount(line.substr(0, static_cast<std::size_t>(part.data() - line.data()))))
            + 1;
    };
    if (!written.starts_with("--")) {
        return errorAt("text-before-section", "There is text outside a section.",
                       "Put -- migrate:up on a line of its own before the statements.", m_line, columnOf(written));
    }
    const std::string_view comment = text::trimmed(written.substr(2));
    if (comment.empty())
        return {};
    const std::size_t length = keyLength(comment);
    if (length != std::string_view::npos) {
        const std::string_view name = text::trimmed(comment.substr(0, length));
        const std::string_view value = text::trimmed(comment.substr(length + 1));
        if (const auto key = exactKey(name))
            return takeHeaderKey(*key, value, columnOf(value.empty() ? comment : value));
        if (const auto meant = probableKey(name, m_scanned.revision.message.empty())) {
            return errorAt("unknown-header-key", "The header has an unknown key " + inQuotes(name) + '.',
                           "Did you mean " + inQuotes(*meant) + "?", m_line, columnOf(comment));
        }
    }
    if (m_scanned.revision.message.empty())
        m_scanned.revision.message = comment;
    return {};
}

Result<void> FileScanner::takeHeaderKey(std::size_t key, std::string_view value, int column)
{
    const unsigned bit = 1U << key;
    if ((m_seenKeys & bit) != 0) {
        return errorAt("duplicate-header", "The header says " + inQuotes(keyNames[key]) + " twice.",
                       "Keep one of the lines; a revision file holds one revision.", m_line, column);
    }
    m_seenKeys |= bit;
    revision::Revision &revision = m_scanned.revision;
    switch (static_cast<HeaderKey>(key)) {
    case RevisionId:
        revision.id = value;
        return {};
    case CreateDate:
        revision.createDate = value;
        return {};
    case Revises:
        return takeList(revision.downRevisions, value, column);
    case BranchLabels:
        return takeList(revision.labels, value, column);
    case DependsOn:
        return takeList(revision.dependsOn, value, column);
    }
    return {};
}

Result<void> FileScanner::takeList(std::vector<std::string> &list, std::string_view value, int column) const
{
    if (value.empty() || value == "None")
        return {};
    for (const std::string_view part : text::split(value, ',')) {
        const std::string_view entry = text::trimmed(part);
        if (entry.empty()) {
            return errorAt("unknown-header-value", "The list " + inQuotes(value) + " has an empty entry.",
                           "Separate several names by one comma, and leave the value out for none.", m_line, column);
        }
        if (std::find(list.begin(), list.end(), entry) != list.end()) {
            return errorAt("unknown-header-value",
                           "The list " + inQuotes(value) + " names " + inQuotes(entry) + " twice.", "Name each once.",
                           m_line, column);
        }
        list.emplace_back(entry);
    }
    return {};
}

void FileScanner::takeBody(std::string_view bytes)
{
    m_offset += bytes.size();
    m_line += static_cast<int>(std::count(bytes.begin(), bytes.end(), '\n'));
    (m_part == Part::Up ? m_upContent : m_downContent).take(bytes);
}

Result<ScannedFile> FileScanner::finish()
{
    closeSection();
    revision::Revision &revision = m_scanned.revision;
    if (revision.id.empty()) {
        return errorAt(
            "missing-revision-id", "The file has no revision id.",
            "Begin it with a line such as -- Revision ID: 4852c1ce1a0f, or let retort revision -m write one.", 1);
    }
    // An empty section undoes nothing: that is right only where nothing was done, or where its author says so.
    revision.hasDowngrade = m_scanned.down
        && (m_downContent.hasStatements() || m_downContent.saysNothingToUndo() || !m_upContent.hasStatements());
    revision.upgradeTransactional = !m_scanned.up || m_scanned.up->transactional;
    revision.downgradeTransactional = !m_scanned.down || m_scanned.down->transactional;
    return std::move(m_scanned);
}

Result<ScannedFile> scanText(std::string_view text, std::string file)
{
    FileScanner scanner(std::move(file));
    if (const auto fed = scanner.feed(text, true); !fed)
        return fed.error();
    return scanner.finish();
}

Result<ScannedFile> scanDescriptor(int descriptor, std::string file, std::string &buffer)
{
    if (buffer.size() < firstRead)
        buffer.resize(firstRead);
    FileScanner scanner(std::move(file));
    std::size_t held = 0; ///< bytes at the buffer's front that wait for the rest of their line
    while (true) {
        const ssize_t count = read(descriptor, buffer.data() + held, buffer.size() - held);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(scanner.file(), errno);
        // POSIX, read(): a regular file gives less than was asked only at its end.
        const bool last = static_cast<std::size_t>(count) < buffer.size() - held;
        held += static_cast<std::size_t>(count);
        const auto taken = scanner.feed({buffer.data(), held}, last);
        if (!taken)
            return taken.error();
        if (last)
            return scanner.finish();
        held -= *taken;
        std::memmove(buffer.data(), buffer.data() + *taken, held);
        if (buffer.size() < laterRead)
            buffer.resize(laterRead);
        else if (held == buffer.size())
            buffer.resize(2 * buffer.size()); // one header line fills it all
    }
}

void ContentScanner::take(std::string_view bytes)
{
    for (std::size_t at = 0; at < bytes.size() && m_state != State::Found; ++at)
        step(bytes[at]);
}

void ContentScanner::finish()
{
    if (m_state == State::LineComment)
        endLineComment();
    if (m_before != 0 && m_state == State::Blank)
        m_state = State::Found;
}

void ContentScanner::step(char c)
{
    const char before = std::exchange(m_before, '\0');
    switch (m_state) {
    case State::Found:
        return;
    case State::LineComment:
        if (c == '\n')
            endLineComment();
        else if (m_comment.size() < 64)
            m_comment += c;
        return;
    case State::BlockComment:
        if (before == '*' && c == '/')
            m_state = --m_depth == 0 ? State::Blank : State::BlockComment;
        else if (before == '/' && c == '*')
            ++m_depth;
        else if (c == '*' || c == '/')
            m_before = c;
        return;
    case State::Blank:
        break;
    }
    if (before == '-' && c == '-') {
        m_state = State::LineComment;
        m_comment.clear();
    } else if (before == '/' && c == '*') {
        m_state = State::BlockComment;
        m_depth = 1;
    } else if (before != 0) {
        m_state = State::Found;
    } else if (c == '-' || c == '/') {
        m_before = c;
    } else if (std::string_view(" \t\r\n\f\v;").find(c) == std::string_view::npos) {
        m_state = State::Found;
    }
}

void ContentScanner::endLineComment()
{
    std::string_view said = text::trimmed(m_comment);
    if (said.ends_with('.'))
        said.remove_suffix(1);
    if (text::equalsIgnoringCase(said, "nothing to undo"))
        m_saysNothing = true;
    m_state = State::Blank;
}

} // namespace retort::script
