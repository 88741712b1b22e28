// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/checksum.h"

#include "engine/script/descriptor.h"

// The plain functions, linked statically: the newer interface would load a library of 5 MB at every start.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace retort::script
{

namespace
{

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
constexpr std::size_t pieceBytes = std::size_t{64} << 10U;

Error unreadable(const std::filesystem::path &path)
{
    Error error = makeError("revision-file-unreadable",
                            "The revision file can't be read: " + std::string(std::strerror(errno)) + '.',
                            "Check that it is there and that you may read it.", ExitStatus::Usage);
    error.place = {path.string(), 0, 0};
    return error;
}

using Bytes = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

std::string toHex(const Bytes &bytes)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const unsigned char byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

} // namespace

struct TextChecksum::Digest {
    SHA256_CTX context;
    Digest() { SHA256_Init(&context); }
};

TextChecksum::TextChecksum()
    : m_digest(std::make_unique<Digest>())
{
}
TextChecksum::TextChecksum(TextChecksum &&) noexcept = default;
TextChecksum::~TextChecksum() = default;

void TextChecksum::feed(std::string_view bytes)
{
    SHA256_Update(&m_digest->context, bytes.data(), bytes.size());
}

void TextChecksum::add(std::string_view piece)
{
    // A mark may be cut by a piece's end only in pieces of under three bytes, which no reader makes.
    if (m_size == 0 && piece.starts_with(byteOrderMark))
        piece.remove_prefix(byteOrderMark.size());
    m_size += piece.size();
    while (!piece.empty()) {
        const std::size_t length = std::min(piece.find_first_of(" \t\r\n"), piece.size());
        if (length > 0) {
            feed(m_held);
            m_held.clear();
            feed(piece.substr(0, length));
            m_endsInReturn = false;
            piece.remove_prefix(length);
            continue;
        }
        const char c = piece.front();
        piece.remove_prefix(1);
        if (c == '\n' && m_endsInReturn) {
            m_endsInReturn = false; // the second half of one line end
            continue;
        }
        m_endsInReturn = c == '\r';
        if (c == ' ' || c == '\t') {
            m_held += c;
        } else {
            m_held.erase(m_held.find_last_not_of(" \t") + 1);
            m_held += '\n';
        }
    }
}

std::string TextChecksum::finish()
{
    Bytes bytes{};
    SHA256_Final(bytes.data(), &m_digest->context);
    return toHex(bytes);
}

std::string byteChecksum(std::string_view text)
{
    Bytes bytes{};
    SHA256(reinterpret_cast<const unsigned char *>(text.data()), text.size(), bytes.data());
    return toHex(bytes);
}

std::string textChecksum(std::string_view text)
{
    TextChecksum checksum;
    checksum.add(text);
    return checksum.finish();
}

Result<std::string> fileChecksum(const std::filesystem::path &path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.isOpen())
        return unreadable(path);
    TextChecksum checksum;
    std::string buffer(pieceBytes, '\0');
    while (true) {
        const ssize_t count = ::read(file.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(path);
        if (count == 0)
            return checksum.finish();
        checksum.add(std::string_view(buffer).substr(0, static_cast<std::size_t>(count)));
    }
}

} // namespace retort::script
