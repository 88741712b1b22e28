// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/reparent.h"

#include "engine/base/text.h"
#include "engine/script/atomicfile.h"
#include "engine/script/filescan.h"
#include "engine/script/mapcheck.h"
#include "engine/script/revisionfile.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

namespace retort::script
{

namespace
{

Result<std::string> readAll(const std::filesystem::path &path)
{
    std::ifstream stream(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(stream), {});
    if (stream)
        return text;
    return unreadable(path.string(), errno);
}

/// Where in a header line the value of a key begins; nothing when the line has another key.
/// "-- Revises: 1a2b" with any case and any blanks around the colon.
std::optional<std::size_t> valueOf(std::string_view line, std::string_view key)
{
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string_view::npos || line.substr(at, 2) != "--")
        return std::nullopt;
    at = line.find_first_not_of(" \t", at + 2);
    if (at == std::string_view::npos || text::toLower(line.substr(at, key.size())) != text::toLower(key))
        return std::nullopt;
    at = line.find_first_not_of(" \t", at + key.size());
    if (at == std::string_view::npos || line[at] != ':')
        return std::nullopt;
    return at + 1;
}

/// The text with the `Revises:` line's value replaced; a missing line is put below the one of the id.
std::string withParents(std::string_view text, const std::vector<std::string> &parents)
{
    const std::string value = parents.empty() ? std::string() : ' ' + text::join(parents, ", ");
    std::size_t afterId = std::string_view::npos;
    for (std::size_t start = 0; start < text.size();) {
        std::size_t end = text.find('\n', start);
        end = end == std::string_view::npos ? text.size() : end;
        std::string_view line = text.substr(start, end - start);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (const auto at = valueOf(line, "Revises")) {
            std::string changed(text.substr(0, start + *at));
            changed += value;
            changed += text.substr(start + line.size());
            return changed;
        }
        if (valueOf(line, "Revision ID")) {
            afterId = start + line.size();
        } else if (!line.empty() && line.find_first_not_of(" \t") != std::string_view::npos
                   && !line.substr(line.find_first_not_of(" \t")).starts_with("--")) {
            break; // the header has ended
        }
        start = end + 1;
    }
    std::string changed(text.substr(0, afterId));
    const bool isDos = text.substr(afterId, 1) == "\r";
    changed += (isDos ? "\r\n" : "\n") + std::string("-- Revises:") + value;
    changed += text.substr(afterId);
    return changed;
}

} // namespace

Result<std::filesystem::path> reparentRevision(const ScriptDirectory &scripts, const std::string &revision,
                                               const std::vector<std::string> &parents)
{
    auto known = scripts.file(revision);
    if (!known)
        return std::move(known).error();
    const auto before = readAll(known->path);
    if (!before)
        return before.error();
    const std::string after = withParents(*before, parents);
    auto parsed = parseRevisionFile(after, known->path);
    if (!parsed)
        return std::move(parsed).error();
    if (const auto checked = checkMapWith(scripts.map(), parsed->revision); !checked)
        return checked.error();
    if (const auto done = replaceFile(known->path, *before, after); !done)
        return done.error();
    return known->path;
}

} // namespace retort::script
