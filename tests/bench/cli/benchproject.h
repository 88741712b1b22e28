// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"
#include "engine/sandbox/sandbox.h"
#include "tests/bench/measure.h"

#include <cstddef>
#include <filesystem>
#include <string>

namespace retort::bench
{

/// A project of so many revisions in a temporary folder, forks and merges among them, and a database of its own that
/// is at the project's heads. Ends the benchmark when it can't be made.
class BenchProject
{
public:
    BenchProject(const sandbox::Sandbox &server, std::size_t revisions);
    ~BenchProject();
    BenchProject(const BenchProject &) = delete;
    BenchProject &operator=(const BenchProject &) = delete;

    const std::filesystem::path &folder() const { return m_folder; }
    /// Of every program that is measured; the database's URL is in RETORT_BENCH_URL.
    const Environment &environment() const { return m_environment; }

private:
    void writeRevisions(const revision::RevisionMap &map) const;
    void makeDatabase(const sandbox::Sandbox &server, const std::string &name, const revision::RevisionMap &map);

    std::filesystem::path m_folder;
    Environment m_environment;
};

} // namespace retort::bench
