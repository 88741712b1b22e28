// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/relationtouches.h"
#include "engine/script/scriptdirectory.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace retort::session
{

/// Which revisions touch which relations when they upgrade. Value, never changed once it is shared.
class RelationIndex
{
public:
    /// Ascending; none for a revision that touches none, and for an unknown one.
    const std::vector<script::TouchedRelation> &of(const std::string &revision) const;
    /// All that some revision touches, ascending.
    const std::vector<script::TouchedRelation> &all() const { return m_all; }

private:
    friend class RelationReader;
    std::unordered_map<std::string, std::vector<script::TouchedRelation>> m_of;
    std::vector<script::TouchedRelation> m_all;
};
using RelationIndexPtr = std::shared_ptr<const RelationIndex>;

/// Reads the revision files for a RelationIndex, a few at a time, each once until it changes. A file that can't be read
/// or split touches nothing. One thread.
class RelationReader
{
public:
    /// Begins anew; what is known of files that are as they were is kept.
    void start(std::shared_ptr<const script::ScriptDirectory> scripts);
    /// Reads for about so long. True when all files are read.
    bool readFor(std::chrono::milliseconds time);
    int done() const { return m_done; }
    int total() const { return m_scripts ? static_cast<int>(m_scripts->map().size()) : 0; }
    /// Once all files are read.
    RelationIndexPtr index() const;

private:
    struct Known {
        std::filesystem::file_time_type changed;
        std::uintmax_t size = 0;
        script::RelationTouches touches;
    };
    void read(revision::Index index);

    std::shared_ptr<const script::ScriptDirectory> m_scripts;
    int m_done = 0;
    std::unordered_map<std::string, Known> m_known; ///< by file
};

} // namespace retort::session
