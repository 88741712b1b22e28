// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/relationindex.h"

#include <map>
#include <set>
#include <utility>

namespace retort::session
{

using script::TouchedRelation;

const std::vector<TouchedRelation> &RelationIndex::of(const std::string &revision) const
{
    static const std::vector<TouchedRelation> none;
    const auto found = m_of.find(revision);
    return found == m_of.end() ? none : found->second;
}

void RelationReader::start(std::shared_ptr<const script::ScriptDirectory> scripts)
{
    m_scripts = std::move(scripts);
    m_done = 0;
}

bool RelationReader::readFor(std::chrono::milliseconds time)
{
    using Clock = std::chrono::steady_clock;
    for (const auto end = Clock::now() + time; m_done < total() && Clock::now() < end; ++m_done)
        read(static_cast<revision::Index>(m_done));
    return m_done >= total();
}

void RelationReader::read(revision::Index index)
{
    const revision::Revision &revision = m_scripts->map().at(index);
    std::error_code ignored;
    const auto changed = std::filesystem::last_write_time(revision.file, ignored);
    const auto size = std::filesystem::file_size(revision.file, ignored);
    Known &known = m_known[revision.file];
    if (known.size == size && known.changed == changed)
        return;
    known = {changed, size, {}};
    const auto file = m_scripts->file(revision.id);
    if (!file || !file->up)
        return;
    if (auto touches = script::touchesOf(file->path, *file->up))
        known.touches = std::move(touches).value();
}

RelationIndexPtr RelationReader::index() const
{
    auto index = std::make_shared<RelationIndex>();
    if (!m_scripts)
        return index;
    const revision::RevisionMap &map = m_scripts->map();
    const auto touchesAt = [&](std::size_t at) -> const script::RelationTouches * {
        const auto known = m_known.find(map.at(static_cast<revision::Index>(at)).file);
        return known == m_known.end() ? nullptr : &known->second.touches;
    };
    // DROP INDEX names no table: whichever revision has made the index knows it.
    std::map<TouchedRelation, TouchedRelation> tableOfIndex;
    for (std::size_t at = 0; at < map.size(); ++at) {
        if (const script::RelationTouches *touches = touchesAt(at))
            tableOfIndex.insert(touches->tableOfIndex.begin(), touches->tableOfIndex.end());
    }
    std::set<TouchedRelation> all;
    for (std::size_t at = 0; at < map.size(); ++at) {
        const script::RelationTouches *touches = touchesAt(at);
        if (!touches || touches->relations.empty())
            continue;
        std::set<TouchedRelation> relations = touches->relations;
        for (const TouchedRelation &relation : touches->relations) {
            if (const auto table = tableOfIndex.find(relation); table != tableOfIndex.end())
                relations.insert(table->second);
        }
        all.insert(relations.begin(), relations.end());
        index->m_of.emplace(map.at(static_cast<revision::Index>(at)).id,
                            std::vector<TouchedRelation>(relations.begin(), relations.end()));
    }
    index->m_all.assign(all.begin(), all.end());
    return index;
}

} // namespace retort::session
