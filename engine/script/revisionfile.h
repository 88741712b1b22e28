// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/revision.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace retort::script {

/// A limit that a section sets for itself; compact, since a project may have 200,000 sections.
using SectionLimit = std::optional<std::chrono::duration<std::int32_t, std::milli>>;

/// One section of a revision file: what stands between a `-- migrate:` marker and the next, or the end.
/// A section is a range of its file; the text is read when it is needed, since it may be larger than memory likes.
struct Section {
    std::uint64_t offset = 0; ///< first byte after the marker's line
    std::uint64_t length = 0; ///< bytes
    int firstLine = 0;        ///< line number of `offset`, from 1
    bool transactional = true;
    SectionLimit lockTimeout = {};      ///< `lock_timeout:10s`; nothing: the run's
    SectionLimit statementTimeout = {}; ///< `statement_timeout:5min`; nothing: the run's

    bool operator==(const Section &) const = default;
};

/// The text of a revision file that is gone, as something else remembers it.
struct KeptText {
    std::string file; ///< the name that it had
    std::string text;
    std::string origin;    ///< "applied on 2025-11-02 17:40 by anna, SHA-256 3f2a…"
    bool isMasked = false; ///< secrets in it were masked, so that it isn't what the file was
};

/// A revision file as read: header and the places of its sections.
///
/// A marker may be followed by options: `transaction:false`, `lock_timeout:10s`, `statement_timeout:5min`, which hold
/// for its section alone.
///
/// A section begins at a line that begins with `-- migrate:up` or `-- migrate:down` (blanks after the dashes may
/// differ), wherever it stands: inside a string or a dollar-quoted body too, as dbmate has it. To have such text in
/// a body, indent it. Lines that only resemble a marker (`-- migrate:donw`, `-- Migrate:Up`) are errors, so that no
/// slip of the keyboard runs a downgrade as part of an upgrade.
///
/// `revision.hasDowngrade` is false without a migrate:down section, and where that section holds no statement although
/// migrate:up does (S-66): there, a comment line `-- nothing to undo` says that this is meant.
struct RevisionFile {
    revision::Revision revision;
    std::filesystem::path path;
    std::optional<Section> up;   ///< absent: an upgrade runs nothing
    std::optional<Section> down; ///< absent: irreversible
    std::shared_ptr<const KeptText> kept = {}; ///< in place of the file, which is gone; the path is then its name alone

    /// The file in the place of an error: a path that can be opened, or what says that there is none.
    std::string placeName() const { return kept ? kept->file + " (as the database kept it)" : path.string(); }

    bool operator==(const RevisionFile &) const = default;
};

/// Reads and checks one revision file (the format: shared `cli.md`, "Revision files").
///
/// The header is the `--` lines before the first marker. Its first line that is no key is the message. Keys may be
/// written in any case; unknown ones are remarks, unless they look like a slip or another tool's spelling of a known
/// one. `Revises:` empty or `None` means a base. Ids are taken as written, the map judges them.
/// A BOM and CRLF are accepted. The file is read in pieces: its size costs no memory.
///
/// Errors, all with status Usage and place: revision-file-unreadable, missing-revision-id, duplicate-header (a key
/// twice), unknown-header-key, unknown-header-value, text-before-section (SQL outside a section), duplicate-section,
/// unknown-section, unknown-section-option, bad-section-option (a duration that is none, an option twice), nul-byte,
/// invalid-utf8.
Result<RevisionFile> readRevisionFile(const std::filesystem::path &path);
/// The same from text in memory, for tests and editors.
Result<RevisionFile> parseRevisionFile(std::string_view text, const std::filesystem::path &path);

/// The whole text of a section. For sections of any size that a run streams, see StatementReader.
/// Errors: revision-file-unreadable.
Result<std::string> readSection(const RevisionFile &file, const Section &section);
Result<std::string> readSection(const std::filesystem::path &path, const Section &section);

} // namespace retort::script
