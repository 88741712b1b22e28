// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

/// What the targets say their properties with.
namespace retort::fuzz
{

/// A property that an input broke, in words.
class Broken : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Throws Broken unless it holds. `what` is the property as it should be.
void holds(bool condition, const std::string &what);

/// The error has a code and a message, and its place, where it has one, is one of `text`: line and column lie in it.
void checkError(const Error &error, std::string_view text);
/// The same, and it names a line.
void checkPlacedError(const Error &error, std::string_view text);
/// No text of the error holds the secret.
void checkKeepsSecret(const Error &error, std::string_view secret);

/// The input's part before a line that is `separator` alone, and the part after it.
std::pair<std::string_view, std::string_view> cutAtLine(std::string_view input, std::string_view separator);

/// A file without a disk, for what reads files by their path.
class MemoryFile
{
public:
    explicit MemoryFile(std::string_view text);
    ~MemoryFile();
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;
    /// Good while this lives, in this process.
    std::filesystem::path path() const;

private:
    int m_descriptor;
};

} // namespace retort::fuzz
