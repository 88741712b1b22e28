// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/property.h"

#include "engine/base/text.h"

#include <algorithm>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>

namespace retort::fuzz
{

namespace
{

constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";

std::string told(const Error &error)
{
    return error.code + ": " + error.toString();
}

/// Whatever the error says to people.
std::vector<std::string> textsOf(const Error &error)
{
    std::vector<std::string> texts{error.code, error.message, error.hint};
    if (error.sql) {
        for (const std::string &text :
             {error.sql->message, error.sql->detail, error.sql->hint, error.sql->context, error.sql->statement})
            texts.push_back(text);
    }
    return texts;
}

} // namespace

void holds(bool condition, const std::string &what)
{
    if (!condition)
        throw Broken(what);
}

void checkError(const Error &error, std::string_view text)
{
    holds(!error.code.empty(), "an error has a code");
    holds(!error.message.empty(), "an error has a message: " + error.code);
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    if (error.place.line == 0) {
        holds(error.place.column == 0, "a column has its line: " + told(error));
        return;
    }
    const auto lines = text::split(text, '\n');
    holds(error.place.line > 0 && static_cast<std::size_t>(error.place.line) <= lines.size(),
          "an error's line is one of the text: " + told(error));
    const std::string_view line = lines[static_cast<std::size_t>(error.place.line) - 1];
    holds(error.place.column >= 0 && static_cast<std::size_t>(error.place.column) <= text::characterCount(line) + 1,
          "an error's column is one of its line: " + told(error));
}

void checkPlacedError(const Error &error, std::string_view text)
{
    holds(error.place.isKnown() && error.place.line > 0, "an error has a place: " + told(error));
    checkError(error, text);
}

void checkKeepsSecret(const Error &error, std::string_view secret)
{
    for (const std::string &text : textsOf(error))
        holds(text.find(secret) == std::string::npos, "an error holds no secret: " + told(error));
}

std::pair<std::string_view, std::string_view> cutAtLine(std::string_view input, std::string_view separator)
{
    for (std::size_t at = 0; at < input.size();) {
        const std::size_t end = std::min(input.find('\n', at), input.size());
        const std::size_t next = std::min(end + 1, input.size());
        if (input.substr(at, end - at) == separator)
            return {input.substr(0, at), input.substr(next)};
        at = next;
    }
    return {input, {}};
}

MemoryFile::MemoryFile(std::string_view text)
    : m_descriptor(memfd_create("fuzz", MFD_CLOEXEC))
{
    holds(m_descriptor >= 0, "the system gives a file in memory");
    while (!text.empty()) {
        const ssize_t count = write(m_descriptor, text.data(), text.size());
        holds(count > 0, "the file in memory can be written");
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

MemoryFile::~MemoryFile()
{
    close(m_descriptor);
}

std::filesystem::path MemoryFile::path() const
{
    return "/proc/self/fd/" + std::to_string(m_descriptor);
}

} // namespace retort::fuzz
