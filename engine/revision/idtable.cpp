// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/idtable.h"

#include <bit>

namespace retort::revision {

void IdTable::reset(std::size_t count)
{
    // At most two thirds full, so a search ends soon at a free slot.
    const std::size_t size = std::bit_ceil(count + count / 2 + 1);
    m_slots.assign(size, Slot{});
    m_mask = size - 1;
}

std::optional<Index> IdTable::find(std::string_view id, const std::vector<Revision> &revisions) const
{
    const std::uint32_t hash = hashOf(id);
    for (std::size_t at = firstSlot(id); m_slots[at].index >= 0; at = (at + 1) & m_mask) {
        const Slot &slot = m_slots[at];
        if (slot.hash == hash && revisions[static_cast<std::size_t>(slot.index)].id == id)
            return slot.index;
    }
    return std::nullopt;
}

} // namespace retort::revision
