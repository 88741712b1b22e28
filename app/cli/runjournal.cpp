// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runjournal.h"

#include "engine/base/text.h"

#include <array>
#include <dlfcn.h>
#include <filesystem>

namespace retort::cli
{

namespace
{

/// Beside the program in a build tree, in its library folder once installed.
std::vector<std::filesystem::path> moduleCandidates()
{
    std::error_code failure;
    const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", failure).parent_path();
    return {folder / "retort-journal.so", folder.parent_path() / RETORT_MODULE_FOLDER / "retort-journal.so"};
}

} // namespace

Result<RunJournal *> loadRunJournal()
{
    static RunJournal *loaded = nullptr;
    if (loaded)
        return loaded;
    std::vector<std::string> complaints;
    for (const std::filesystem::path &file : moduleCandidates()) {
        void *module = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        void *entry = module ? dlsym(module, runJournalEntry) : nullptr;
        if (entry) {
            loaded = reinterpret_cast<RunJournalEntry>(entry)();
            return loaded;
        }
        complaints.emplace_back(dlerror());
    }
    return makeError("journal-unavailable",
                     "The journal of runs can't be loaded: " + text::join(complaints, "; ") + '.',
                     "Install Retort whole: retort-journal.so belongs to it.");
}

} // namespace retort::cli
