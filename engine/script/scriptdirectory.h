// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/revisionmap.h"
#include "engine/script/revisionfile.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::script {

/// The revision files of a project: every `*.sql` under its locations, read once into one revision map.
/// Value: cheap to move, immutable after load, safe to read from any thread.
class ScriptDirectory
{
public:
    ScriptDirectory() = default;

    /// Reads all locations in their order, in each folder the file names sorted, then its sub-folders likewise
    /// (Alembic's order), on `threads` threads (0: as many as help). Hidden files are left out.
    /// The first error in that order wins; nothing is half-loaded. 100,000 files: well under 800 ms.
    /// Errors: those of readRevisionFile and of RevisionMap::build; location-missing; duplicate-revision with both
    /// files (Alembic only warns of it and forgets one). All have status Usage.
    static Result<ScriptDirectory> load(const std::vector<std::filesystem::path> &locations, int threads = 0);

    /// Looks a revision's kept text up by its id; nothing where there is none.
    using KeptTexts = std::function<Result<std::shared_ptr<const KeptText>>(const std::string &revision)>;
    /// The same for a project whose files are not all there any more: kept texts stand in for those of `wanted`, and
    /// of whatever a file or a text revises or depends on. What isn't kept either stays missing.
    /// Errors: also those of `kept`.
    static Result<ScriptDirectory> loadWithKept(const std::vector<std::filesystem::path> &locations,
                                                const std::vector<std::string> &wanted, const KeptTexts &kept);

    const revision::RevisionMap &map() const { return m_map; }
    const std::vector<std::filesystem::path> &locations() const { return m_locations; }
    /// By full id. Errors: unknown-revision.
    Result<RevisionFile> file(const std::string &id) const;

private:
    revision::RevisionMap m_map;
    friend class DirectoryReader;
    struct Sections {
        std::optional<Section> up;
        std::optional<Section> down;
    };

    static Result<ScriptDirectory> build(class DirectoryReader &&reader,
                                         const std::vector<std::filesystem::path> &locations);

    std::vector<Sections> m_sections; ///< load order: the map's index is the index here
    std::map<std::size_t, std::shared_ptr<const KeptText>> m_kept; ///< by the same index
    std::vector<std::filesystem::path> m_locations;
};

/// What a new revision file says. The body sections are SQL without markers; an absent `down` is irreversible.
struct NewRevision {
    revision::Revision revision;
    std::string up;
    std::optional<std::string> down = std::string();
    bool upTransactional = true;
    bool downTransactional = true;
};

/// The file's name by a template with Alembic's tokens: rev slug year month day hour minute second epoch, in Python's
/// `%` form (`%(rev)s`, `%(month)02d`, `%%`); ".sql" is added. The time is the revision's create date, local.
/// A "/" in the id becomes "_", as does a dot that would hide the file.
std::string fileNameFor(const revision::Revision &revision, std::string_view fileTemplate = "%(rev)s_%(slug)s",
                        std::size_t slugLength = 40);
/// Alembic's slug: words of letters, digits and "_", joined by "_", lower case; when longer than `length` characters,
/// cut there, then back to the last "_", which stays.
std::string slugOf(std::string_view message, std::size_t length = 40);
/// Twelve random hexadecimal digits that no revision of the map has.
std::string newRevisionId(const revision::RevisionMap &map);

/// The text of a revision's file, read back and found to say the same. `path` is the name in the errors' places.
/// Errors: those of parseRevisionFile; unwritable-revision (status Usage).
Result<std::string> revisionText(const NewRevision &revision, const std::filesystem::path &path);

/// Writes the file, only after a map with the new node has been built and found valid (S-41), and its text read back
/// and found to say the same; atomically (hidden temporary file, fsync, rename), never over an existing file.
/// An empty `folder` means the first parent's, for a base the first location; it is made when missing. An empty
/// create date means now. Returns the file's path. Errors: those of RevisionMap::build and of readRevisionFile;
/// duplicate-revision, unwritable-revision, file-exists (status Usage), write-failed.
Result<std::filesystem::path> writeRevision(const ScriptDirectory &scripts, const std::filesystem::path &folder,
                                            const NewRevision &revision,
                                            std::string_view fileTemplate = "%(rev)s_%(slug)s");

} // namespace retort::script
