// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptdirectory.h"

#include "engine/base/text.h"
#include "engine/script/descriptor.h"
#include "engine/script/filelist.h"
#include "engine/script/filescan.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cerrno>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include <fcntl.h>

namespace retort::script {

namespace {

constexpr std::size_t filesPerTurn = 128;
constexpr std::size_t filesWorthAThread = 512;

std::size_t threadsFor(std::size_t files, int asked)
{
    const auto processors = static_cast<std::size_t>(std::max(1U, std::thread::hardware_concurrency()));
    // More than four fight over the kernel's directory cache.
    const std::size_t most = asked > 0 ? static_cast<std::size_t>(asked) : std::min<std::size_t>(4, processors);
    return std::clamp<std::size_t>(files / filesWorthAThread, 1, most);
}

/// Two revisions of one id, by their place in load order.
std::optional<std::pair<std::size_t, std::size_t>> findDuplicate(const std::vector<revision::Revision> &revisions)
{
    constexpr std::uint32_t free = UINT32_MAX;
    const std::size_t mask = std::bit_ceil(revisions.size() * 2 + 1) - 1;
    std::vector<std::uint32_t> slots(mask + 1, free);
    for (std::size_t i = 0; i < revisions.size(); ++i) {
        std::size_t slot = std::hash<std::string>()(revisions[i].id) & mask;
        while (slots[slot] != free) {
            if (revisions[slots[slot]].id == revisions[i].id)
                return std::pair(static_cast<std::size_t>(slots[slot]), i);
            slot = (slot + 1) & mask;
        }
        slots[slot] = static_cast<std::uint32_t>(i);
    }
    return std::nullopt;
}

Error duplicate(const revision::Revision &first, const revision::Revision &second)
{
    Error error =
        makeError("duplicate-revision",
                  "Revision id " + second.id + " is in two files: " + first.file + " and " + second.file + '.',
                  "Give one of them another id, or remove the copy.", ExitStatus::Usage);
    error.place.file = second.file;
    return error;
}

} // namespace

/// Reads a list of files on several threads, each taking a turn of files at a time in their order,
/// so that every file before the first bad one has been read whichever thread had it.
class DirectoryReader
{
public:
    explicit DirectoryReader(const FileList &list)
        : revisions(list.size())
        , sections(list.size())
        , m_list(list)
    {
    }

    Result<void> read(std::size_t threads)
    {
        {
            std::vector<std::jthread> helpers;
            for (std::size_t i = 1; i < threads; ++i)
                helpers.emplace_back([this] { work(); });
            work();
        }
        if (m_error)
            return *std::move(m_error);
        return {};
    }

    /// Adds the texts that are kept of what is missing; see ScriptDirectory::loadWithKept.
    Result<void> addKept(std::vector<std::string> wanted, const ScriptDirectory::KeptTexts &lookUp)
    {
        std::set<std::string, std::less<>> known;
        for (const revision::Revision &revision : revisions) {
            known.insert(revision.id);
            known.insert(revision.labels.begin(), revision.labels.end());
        }
        const auto want = [&wanted](const revision::Revision &revision) {
            wanted.insert(wanted.end(), revision.downRevisions.begin(), revision.downRevisions.end());
            wanted.insert(wanted.end(), revision.dependsOn.begin(), revision.dependsOn.end());
        };
        for (const revision::Revision &revision : revisions)
            want(revision);
        while (!wanted.empty()) {
            const std::string id = std::move(wanted.back());
            wanted.pop_back();
            if (!known.insert(id).second)
                continue;
            auto text = lookUp(id);
            if (!text)
                return std::move(text).error();
            if (!*text)
                continue;
            auto scanned = scanText((*text)->text, (*text)->file);
            if (!scanned)
                return std::move(scanned).error();
            kept.emplace(revisions.size(), std::move(text).value());
            scanned->revision.file.clear(); // it has none
            revisions.push_back(std::move(scanned->revision));
            sections.push_back({scanned->up, scanned->down});
            want(revisions.back());
        }
        return {};
    }

    std::vector<revision::Revision> revisions;
    std::vector<ScriptDirectory::Sections> sections;
    std::map<std::size_t, std::shared_ptr<const KeptText>> kept;

private:
    void work()
    {
        std::string buffer;
        Descriptor folder;
        std::optional<std::uint32_t> openFolder;
        while (true) {
            const std::size_t first = m_next.fetch_add(filesPerTurn);
            if (first >= m_list.size() || first > m_firstBad.load())
                return;
            const std::size_t end = std::min(m_list.size(), first + filesPerTurn);
            for (std::size_t i = first; i < end; ++i) {
                if (openFolder != m_list.folderOf(i)) {
                    openFolder = m_list.folderOf(i);
                    folder = Descriptor(::open(m_list.folder(*openFolder).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
                }
                if (!readOne(i, folder, buffer))
                    return;
            }
        }
    }

    bool readOne(std::size_t index, const Descriptor &folder, std::string &buffer)
    {
        std::string path = m_list.pathOf(index);
        // The name ends where the path ends, so the path's terminator serves both.
        const char *name = path.c_str() + (path.size() - m_list.nameOf(index).size());
        const Descriptor file(folder.isOpen() ? openat(folder.number(), name, O_RDONLY | O_CLOEXEC)
                                              : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
        if (!file.isOpen()) {
            fail(index, unreadable(path, errno));
            return false;
        }
        auto scanned = scanDescriptor(file.number(), std::move(path), buffer);
        if (!scanned) {
            fail(index, std::move(scanned).error());
            return false;
        }
        revisions[index] = std::move(scanned->revision);
        sections[index] = {scanned->up, scanned->down};
        return true;
    }

    void fail(std::size_t index, Error error)
    {
        const std::scoped_lock lock(m_mutex);
        if (index >= m_firstBad.load())
            return;
        m_firstBad = index;
        m_error = std::move(error);
    }

    const FileList &m_list;
    std::atomic<std::size_t> m_next = 0;
    std::atomic<std::size_t> m_firstBad = SIZE_MAX;
    std::mutex m_mutex;
    std::optional<Error> m_error; ///< of file m_firstBad; under m_mutex
};

Result<ScriptDirectory> ScriptDirectory::load(const std::vector<std::filesystem::path> &locations, int threads)
{
    const auto list = FileList::of(locations);
    if (!list)
        return list.error();
    DirectoryReader reader(*list);
    if (const auto done = reader.read(threadsFor(list->size(), threads)); !done)
        return done.error();
    return build(std::move(reader), locations);
}

Result<ScriptDirectory> ScriptDirectory::loadWithKept(const std::vector<std::filesystem::path> &locations,
                                                      const std::vector<std::string> &wanted, const KeptTexts &kept)
{
    const auto list = FileList::of(locations);
    if (!list)
        return list.error();
    DirectoryReader reader(*list);
    if (const auto done = reader.read(threadsFor(list->size(), 0)); !done)
        return done.error();
    if (const auto added = reader.addKept(wanted, kept); !added)
        return added.error();
    return build(std::move(reader), locations);
}

Result<ScriptDirectory> ScriptDirectory::build(DirectoryReader &&reader,
                                               const std::vector<std::filesystem::path> &locations)
{
    if (const auto pair = findDuplicate(reader.revisions))
        return duplicate(reader.revisions[pair->first], reader.revisions[pair->second]);
    auto map = revision::RevisionMap::build(std::move(reader.revisions));
    if (!map) {
        Error error = std::move(map).error();
        error.status = ExitStatus::Usage;
        return error;
    }
    ScriptDirectory directory;
    directory.m_map = std::move(map).value();
    directory.m_sections = std::move(reader.sections);
    directory.m_kept = std::move(reader.kept);
    directory.m_locations = locations;
    return directory;
}

Result<RevisionFile> ScriptDirectory::file(const std::string &id) const
{
    const auto index = m_map.find(id);
    if (!index) {
        return makeError("unknown-revision", "There is no revision " + id + " in the project.",
                         "retort history lists the revisions.");
    }
    const revision::Revision &revision = m_map.at(*index);
    const Sections &sections = m_sections[static_cast<std::size_t>(*index)];
    const auto kept = m_kept.find(static_cast<std::size_t>(*index));
    if (kept == m_kept.end())
        return RevisionFile{revision, revision.file, sections.up, sections.down};
    return RevisionFile{revision, kept->second->file, sections.up, sections.down, kept->second};
}

} // namespace retort::script
