// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace retort::revision {

/// Finds revisions by full id: open addressing over indices, so that 100,000 ids take one flat array and no node.
/// The ids themselves stay in the revisions.
class IdTable
{
public:
    /// Room for so many ids; forgets what it held.
    void reset(std::size_t count);

    /// Enters an id under an index, or gives the index that it already stands under.
    /// `textOf(index)`: the id that was entered under an index.
    template <typename TextOf>
    Index insert(std::string_view id, Index index, TextOf &&textOf)
    {
        const std::uint32_t hash = hashOf(id);
        for (std::size_t at = firstSlot(id);; at = (at + 1) & m_mask) {
            Slot &slot = m_slots[at];
            if (slot.index < 0) {
                slot = {hash, index};
                return index;
            }
            if (slot.hash == hash && textOf(slot.index) == id)
                return slot.index;
        }
    }

    std::optional<Index> find(std::string_view id, const std::vector<Revision> &revisions) const;

private:
    struct Slot {
        std::uint32_t hash = 0;
        Index index = -1;
    };

    static std::size_t fullHashOf(std::string_view id) { return std::hash<std::string_view>()(id); }
    static std::uint32_t hashOf(std::string_view id) { return static_cast<std::uint32_t>(fullHashOf(id) >> 32); }
    std::size_t firstSlot(std::string_view id) const { return fullHashOf(id) & m_mask; }

    std::vector<Slot> m_slots{Slot{}};
    std::size_t m_mask = 0;
};

} // namespace retort::revision
