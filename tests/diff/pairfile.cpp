// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/pairfile.h"

#include "engine/base/text.h"

#include <QtGlobal>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

namespace retort::test
{

namespace
{

std::string contentsOf(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        qFatal("can't read %s", path.c_str());
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

void readHeader(const std::string &line, SchemaPair &pair)
{
    constexpr std::string_view needs = "-- needs:";
    constexpr std::string_view changes = "-- changes:";
    if (line.starts_with(needs))
        pair.needsTimescale = trimmed(line.substr(needs.size())) == "timescaledb";
    else if (line.starts_with(changes))
        pair.changedColumns.push_back(trimmed(line.substr(changes.size())));
    else if (line.starts_with("-- ") && pair.title.empty())
        pair.title = line.substr(3);
}

} // namespace

SchemaPair readPair(std::string name, const std::string &text)
{
    SchemaPair pair;
    pair.name = std::move(name);
    std::map<std::string, std::string> sections;
    std::string *section = nullptr;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line == "-- both:" || line == "-- from:" || line == "-- to:")
            section = &sections[line];
        else if (section == nullptr || line.starts_with("-- changes:"))
            readHeader(line, pair);
        else
            *section += line + '\n';
    }
    if (!sections.contains("-- from:") || !sections.contains("-- to:"))
        qFatal("%s has not both of its ends", pair.name.c_str());
    pair.from = sections["-- both:"] + sections["-- from:"];
    pair.to = sections["-- both:"] + sections["-- to:"];
    return pair;
}

std::vector<SchemaPair> readPairs(const std::filesystem::path &folder)
{
    std::vector<SchemaPair> pairs;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".sql")
            continue;
        const auto name = std::filesystem::relative(entry.path(), folder).replace_extension().generic_string();
        pairs.push_back(readPair(name, contentsOf(entry.path())));
    }
    std::sort(pairs.begin(), pairs.end(),
              [](const SchemaPair &a, const SchemaPair &b) { return a.name < b.name; });
    return pairs;
}

std::map<std::string, std::string> readOpenPairs(const std::filesystem::path &file)
{
    std::map<std::string, std::string> open;
    if (!std::filesystem::exists(file))
        return open;
    std::istringstream lines(contentsOf(file));
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.starts_with('#'))
            continue;
        const auto blank = std::min(line.find(' '), line.size());
        open.emplace(line.substr(0, blank), trimmed(std::string_view(line).substr(blank)));
    }
    return open;
}

} // namespace retort::test
