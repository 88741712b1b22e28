// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/area.h"

#include <functional>
#include <map>
#include <utility>

namespace retort::catalog {

/// For rows that begin with (oid, is_storage, chunk's schema, chunk's name): finds the chunk, which an earlier area
/// has made, by its name; a hypertable may have ten thousand.
class ChunkReader
{
public:
    explicit ChunkReader(std::function<void(const Row &, Chunk &)> read)
        : m_read(std::move(read))
    {
    }

    void operator()(const Row &row, Relation &relation)
    {
        auto *facts = hypertableFacts(relation, row.boolean(1));
        if (facts == nullptr)
            return;
        auto &chunks = m_chunks[facts];
        if (chunks.empty()) {
            for (auto &chunk : facts->chunks)
                chunks.emplace(chunk.name, &chunk);
        }
        if (const auto found = chunks.find(row.name(2)); found != chunks.end())
            m_read(row, *found->second);
    }

private:
    std::function<void(const Row &, Chunk &)> m_read;
    std::map<HypertableFacts *, std::map<RelationName, Chunk *>> m_chunks;
};

} // namespace retort::catalog
