// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/restorable.h"

#include <optional>
#include <string_view>
#include <vector>

namespace retort::diff
{

namespace
{

constexpr std::string_view array = "ARRAY[";
constexpr std::string_view elementCast = "::character varying";
constexpr std::string_view arrayCast = "::text[]";
constexpr std::string_view textCast = "::text";

/// The end of a literal or a quoted name that begins at `at`.
std::size_t endOfQuoted(const std::string &sql, std::size_t at)
{
    const char quote = sql[at];
    for (++at; at < sql.size(); ++at) {
        if (sql[at] != quote)
            continue;
        if (at + 1 >= sql.size() || sql[at + 1] != quote)
            return at + 1;
        ++at;
    }
    return sql.size();
}

bool startsAt(const std::string &sql, std::size_t at, std::string_view word)
{
    return sql.compare(at, word.size(), word) == 0;
}

struct Elements {
    std::string text;      ///< the literals, each with the elements' cast alone
    std::size_t end = 0;   ///< behind the bracket
    bool areCast = false;  ///< each to text on its own
};

/// Of an array of literals of character varying whose bracket is before `at`; nothing for any other.
std::optional<Elements> elementsAt(const std::string &sql, std::size_t at)
{
    Elements elements;
    while (at < sql.size()) {
        const bool isWrapped = sql[at] == '(';
        at += isWrapped ? 1 : 0;
        if (at >= sql.size() || sql[at] != '\'')
            return std::nullopt;
        const std::size_t end = endOfQuoted(sql, at);
        if (!startsAt(sql, end, elementCast))
            return std::nullopt;
        elements.text += sql.substr(at, end - at) + std::string(elementCast);
        at = end + elementCast.size() + (isWrapped ? 1 : 0);
        if (startsAt(sql, at, textCast)) {
            elements.areCast = true;
            at += textCast.size();
        }
        if (startsAt(sql, at, ", ")) {
            elements.text += ", ";
            at += 2;
        } else if (at < sql.size() && sql[at] == ']') {
            elements.end = at + 1;
            return elements;
        } else {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

std::string rewritten(const std::string &sql, bool withCastElements)
{
    std::string result;
    std::size_t at = 0;
    while (at < sql.size()) {
        if (sql[at] == '\'' || sql[at] == '"') {
            const std::size_t end = endOfQuoted(sql, at);
            result += sql.substr(at, end - at);
            at = end;
            continue;
        }
        const auto elements = startsAt(sql, at, array) ? elementsAt(sql, at + array.size()) : std::nullopt;
        const bool isCast = elements && startsAt(sql, elements->end, arrayCast);
        if (elements && (isCast || (elements->areCast && withCastElements))) {
            result += std::string(array) + elements->text + ']';
            at = elements->end + (isCast ? arrayCast.size() : 0);
            continue;
        }
        result += sql[at++];
    }
    return result;
}

} // namespace

std::string restorable(std::string sql)
{
    return sql.find(array) == std::string::npos ? sql : rewritten(sql, false);
}

std::string withoutElementCasts(std::string sql)
{
    return sql.find(array) == std::string::npos ? sql : rewritten(sql, true);
}

} // namespace retort::diff
