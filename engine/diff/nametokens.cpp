// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/nametokens.h"

#include "engine/base/text.h"
#include "engine/diff/part.h"

#include <algorithm>
#include <string_view>

namespace retort::diff
{

namespace
{

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '"' || static_cast<unsigned char>(c) >= 128;
}

bool isNamePart(char c)
{
    return (isNameStart(c) && c != '"') || (c >= '0' && c <= '9') || c == '$';
}

/// One name from `at` on; moves behind it.
std::string readName(std::string_view text, std::size_t &at)
{
    std::string name;
    if (text[at] != '"') {
        while (at < text.size() && isNamePart(text[at]))
            name += text[at++];
        return name;
    }
    for (++at; at < text.size(); ++at) {
        if (text[at] == '"') {
            if (at + 1 == text.size() || text[at + 1] != '"')
                break;
            ++at;
        }
        name += text[at];
    }
    at = std::min(at + 1, text.size());
    return name;
}

NameChain readChain(std::string_view text, std::size_t &at)
{
    NameChain chain{readName(text, at)};
    while (at + 1 < text.size() && text[at] == '.' && isNameStart(text[at + 1])) {
        ++at;
        chain.push_back(readName(text, at));
    }
    return chain;
}

/// Behind the literal that begins at `at`.
std::size_t endOfLiteral(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        if (text[at] != '\'')
            continue;
        if (at + 1 == text.size() || text[at + 1] != '\'')
            return at + 1;
        ++at;
    }
    return text.size();
}

bool ends(std::string_view text, std::size_t at, const NameChain &chain, const NameChain &from, ChainEnd end)
{
    const bool hasMore = chain.size() > from.size();
    const bool isCall = at < text.size() && text[at] == '(';
    switch (end) {
    case ChainEnd::Any: return true;
    case ChainEnd::HasMore: return hasMore;
    case ChainEnd::IsWhole: return !hasMore && !isCall;
    case ChainEnd::IsCall: return !hasMore && isCall;
    }
    return false;
}

std::string chainText(const NameChain &chain)
{
    std::vector<std::string> names;
    std::transform(chain.begin(), chain.end(), std::back_inserter(names), quoted);
    return text::join(names, ".");
}

/// Words that may stand behind a table in FROM without being its alias.
bool isKeyword(const std::string &word)
{
    static const std::set<std::string> words{"where",  "join",  "left",  "right",  "full",   "inner",     "cross",  "on",
                                             "group",  "order", "limit", "having", "union",  "except",    "intersect", "natural",
                                             "using",  "window", "offset", "fetch", "for",   "tablesample", "set",  "values",
                                             "default", "with", "do",    "select", "returning"};
    return words.contains(text::toLower(word));
}

} // namespace

std::string withChain(const std::string &text, const NameChain &from, const NameChain &to, ChainEnd end)
{
    // Most texts don't hold the name at all.
    if (text.find(quoted(from.back())) == std::string::npos)
        return text;
    std::string result;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '\'') {
            const std::size_t behind = endOfLiteral(text, at);
            std::string literal = text.substr(at, behind - at);
            if (text.compare(behind, 10, "::regclass") == 0)
                literal = '\'' + withChain(literal.substr(1, literal.size() - 2), from, to, end) + '\'';
            result += literal;
            at = behind;
        } else if (isNameStart(text[at])) {
            const std::size_t start = at;
            NameChain chain = readChain(text, at);
            const bool matches = chain.size() >= from.size() && std::equal(from.begin(), from.end(), chain.begin());
            if (matches && ends(text, at, chain, from, end)) {
                chain.erase(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(from.size()));
                chain.insert(chain.begin(), to.begin(), to.end());
                result += chainText(chain);
            } else {
                result += text.substr(start, at - start);
            }
        } else if (isNamePart(text[at])) { // a number, with whatever clings to it
            while (at < text.size() && isNamePart(text[at]))
                result += text[at++];
        } else {
            result += text[at++];
        }
    }
    return result;
}

std::optional<NameChain> chainOf(const std::string &text)
{
    if (text.empty() || !isNameStart(text.front()))
        return std::nullopt;
    std::size_t at = 0;
    NameChain chain = readChain(text, at);
    if (at != text.size() || std::any_of(chain.begin(), chain.end(), [](const std::string &name) { return name.empty(); }))
        return std::nullopt;
    return chain;
}

std::size_t separatorOf(const std::string &text)
{
    bool isQuoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"')
            isQuoted = !isQuoted;
        else if (text[at] == '=' && !isQuoted)
            return at;
    }
    return std::string::npos;
}

std::set<std::string> aliasesOf(const std::string &query, const catalog::RelationName &table)
{
    std::set<std::string> aliases;
    std::size_t at = 0;
    while (at < query.size()) {
        if (query[at] == '\'') {
            at = endOfLiteral(query, at);
        } else if (isNameStart(query[at])) {
            const NameChain chain = readChain(query, at);
            const bool isTable = chain.back() == table.name && (chain.size() == 1 || chain.front() == table.schema);
            if (!isTable || chain.size() > 2)
                continue;
            aliases.insert(table.name);
            std::size_t next = query.find_first_not_of(' ', at);
            if (next == std::string::npos || !isNameStart(query[next]) || next == at)
                continue;
            std::string word = readName(query, next);
            if (text::equalsIgnoringCase(word, "as")) {
                next = query.find_first_not_of(' ', next);
                if (next == std::string::npos || !isNameStart(query[next]))
                    continue;
                word = readName(query, next);
            }
            if (!isKeyword(word))
                aliases.insert(word);
        } else {
            ++at;
        }
    }
    return aliases;
}

} // namespace retort::diff
