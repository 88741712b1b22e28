// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/script/descriptor.h"
#include "engine/script/revisionfile.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace retort::script
{

/// The text of a section as it is needed: what was read and isn't used up yet, and where in the file it stands.
class SectionSource
{
public:
    SectionSource(Descriptor descriptor, std::string file, const Section &section);
    SectionSource(std::string text, std::string file, int line);

    /// What has been read and not yet dropped.
    std::string_view text() const { return std::string_view(m_buffer).substr(m_dropped); }
    /// Nothing more will come after text().
    bool isComplete() const { return m_left == 0; }
    /// Reads on until text() has `size` bytes or is complete, and checks that many. Views of it are void then.
    /// Errors: revision-file-unreadable; nul-byte and invalid-utf8 where the file was changed after its check.
    Result<void> fill(std::size_t size);
    /// That the file isn't what it was.
    Error changed() const;
    /// Drops the first bytes of text().
    void drop(std::size_t size);
    /// Runs `use` on the C string that begins at `from` and ends before `to`.
    template <typename Use>
    auto withTerminated(std::size_t from, std::size_t to, Use use)
    {
        char *const begin = m_buffer.data() + m_dropped;
        const char kept = begin[to]; // a std::string ends in a NUL that may be written over with a NUL
        begin[to] = '\0';
        auto result = use(static_cast<const char *>(begin + from));
        begin[to] = kept;
        return result;
    }

    /// The place of a byte of text(). Cheap when asked in rising order.
    Place placeOf(std::size_t offset);

private:
    Result<void> check(std::size_t end);

    Descriptor m_descriptor;
    std::string m_file;
    std::string m_buffer;
    std::size_t m_dropped = 0;  ///< bytes at its front that are used up; it moves only when they are the larger part
    std::uint64_t m_offset = 0; ///< in the file, of what is read next
    std::size_t m_checked = 0;  ///< bytes of text() that are known to be sound
    std::uint64_t m_left = 0;   ///< bytes of the section that are not read yet

    /// A byte of text() whose place is known.
    struct Known {
        std::size_t offset = 0;
        int line = 1;
        std::size_t column = 0; ///< characters before it on its line
    };
    void advance(Known &known, std::size_t offset) const;
    Known m_start;  ///< its first byte
    Known m_latest; ///< the last byte that was asked for
};

} // namespace retort::script
