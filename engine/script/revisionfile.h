// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/revision.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace retort::script {

/// One section of a revision file: what stands between a `-- migrate:` marker and the next, or the end.
/// A section is a range of its file; the text is read when it is needed, since it may be larger than memory likes.
struct Section {
    std::uint64_t offset = 0; ///< first byte after the marker's line
    std::uint64_t length = 0; ///< bytes
    int firstLine = 0;        ///< line number of `offset`, from 1
    bool transactional = true;

    bool operator==(const Section &) const = default;
};

/// A revision file as read: header and the places of its sections.
struct RevisionFile {
    revision::Revision revision;
    std::filesystem::path path;
    std::optional<Section> up;
    std::optional<Section> down; ///< absent: irreversible

    bool operator==(const RevisionFile &) const = default;
};

/// Reads and checks one revision file (the format: shared `cli.md`, "Revision files").
/// A BOM and CRLF are accepted. Errors, all with status Usage and place: revision-file-unreadable,
/// missing-revision-id, duplicate-header (two ids), illegal-characters, invalid-utf8, nul-byte,
/// unknown-header-value, duplicate-section, text-before-section (SQL outside a section).
Result<RevisionFile> readRevisionFile(const std::filesystem::path &path);
/// The same from text in memory, for tests and editors.
Result<RevisionFile> parseRevisionFile(std::string_view text, const std::filesystem::path &path);

/// The whole text of a section. For sections of any size that a run streams, see StatementReader.
Result<std::string> readSection(const std::filesystem::path &path, const Section &section);

} // namespace retort::script
