// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace retort::script
{

/// SHA-256 of a text as people see it: what editors and version control change by themselves does not count. Those are
/// a BOM, the kind of line ends, blanks and tabs at the ends of lines, and empty lines at the end. Takes the text in
/// pieces of any size.
class TextChecksum
{
public:
    TextChecksum();
    TextChecksum(TextChecksum &&) noexcept;
    ~TextChecksum();

    void add(std::string_view piece);
    /// 64 hexadecimal digits. Once, at the end.
    std::string finish();

private:
    void feed(std::string_view bytes);

    struct Digest;
    std::unique_ptr<Digest> m_digest;
    std::string m_held; ///< blanks and line ends that count only when something follows
    std::size_t m_size = 0;
    bool m_endsInReturn = false;
};

std::string textChecksum(std::string_view text);
/// SHA-256 of the bytes as they are.
std::string byteChecksum(std::string_view bytes);
/// Of a file of any size, which costs no memory. Errors: revision-file-unreadable (status Usage).
Result<std::string> fileChecksum(const std::filesystem::path &path);

} // namespace retort::script
