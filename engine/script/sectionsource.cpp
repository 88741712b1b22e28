// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/sectionsource.h"

#include "engine/base/text.h"
#include "engine/script/bytecheck.h"
#include "engine/script/filescan.h"

#include <algorithm>
#include <cerrno>

#include <unistd.h>

namespace retort::script
{

SectionSource::SectionSource(Descriptor descriptor, std::string file, const Section &section)
    : m_descriptor(std::move(descriptor))
    , m_file(std::move(file))
    , m_offset(section.offset)
    , m_left(section.length)
{
    m_start.line = m_latest.line = section.firstLine;
}

SectionSource::SectionSource(std::string text, std::string file, int line)
    : m_file(std::move(file))
    , m_buffer(std::move(text))
{
    m_start.line = m_latest.line = line;
}

Result<void> SectionSource::fill(std::size_t size)
{
    while (text().size() < size && m_left > 0) {
        const std::size_t held = m_buffer.size();
        const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(size - text().size(), m_left));
        m_buffer.resize(held + wanted);
        const ssize_t count =
            pread(m_descriptor.number(), m_buffer.data() + held, wanted, static_cast<off_t>(m_offset));
        const int reason = errno;
        m_buffer.resize(held + static_cast<std::size_t>(std::max<ssize_t>(0, count)));
        if (count < 0 && reason == EINTR)
            continue;
        if (count < 0)
            return unreadable(m_file, reason);
        if (count == 0)
            return changedMeanwhile(m_file);
        m_offset += static_cast<std::uint64_t>(count);
        m_left -= static_cast<std::uint64_t>(count);
    }
    return check(size);
}

Result<void> SectionSource::check(std::size_t end)
{
    const bool isLast = isComplete() && end >= text().size();
    const std::string_view read = text().substr(0, end);
    if (m_checked >= read.size())
        return {};
    const std::string_view unchecked = read.substr(m_checked);
    const std::size_t size = isLast ? unchecked.size() : wholeCharacters(unchecked);
    if (const auto bad = badByteOffset(unchecked.substr(0, size)))
        return badByteError(unchecked[*bad], placeOf(m_checked + *bad));
    m_checked += size;
    return {};
}

Error SectionSource::changed() const
{
    return changedMeanwhile(m_file);
}

void SectionSource::drop(std::size_t size)
{
    advance(m_start, size);
    m_start.offset = 0;
    m_latest = m_start;
    m_dropped += size;
    if (m_dropped > m_buffer.size() / 2) {
        m_buffer.erase(0, m_dropped);
        m_dropped = 0;
    }
    m_checked -= std::min(m_checked, size);
}

void SectionSource::advance(Known &known, std::size_t offset) const
{
    const std::string_view passed = text().substr(known.offset, offset - known.offset);
    const std::size_t newline = passed.rfind('\n');
    if (newline == std::string_view::npos) {
        known.column += text::characterCount(passed);
    } else {
        known.line += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
        known.column = text::characterCount(passed.substr(newline + 1));
    }
    known.offset = offset;
}

Place SectionSource::placeOf(std::size_t offset)
{
    if (offset < m_latest.offset)
        m_latest = m_start;
    advance(m_latest, offset);
    return {m_file, m_latest.line, static_cast<int>(m_latest.column) + 1};
}

} // namespace retort::script
