// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/redact.h"

#include "engine/base/text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace retort {

namespace {

constexpr auto npos = std::string_view::npos;
constexpr std::string_view blanks = " \t\r\n\f\v";

struct Range {
    std::size_t begin;
    std::size_t end;
};
using Ranges = std::vector<Range>;

bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}

bool isBlank(char c)
{
    return blanks.find(c) != npos;
}

std::size_t skipBlanks(std::string_view text, std::size_t at)
{
    const std::size_t next = text.find_first_not_of(blanks, at);
    return next == npos ? text.size() : next;
}

std::size_t endOr(std::string_view text, std::size_t found)
{
    return found == npos ? text.size() : found;
}

bool isOnlyWordCharacters(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isWordCharacter);
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view unreserved = "-.~"; // RFC 3986, 2.3
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && (isWordCharacter(c) || unreserved.find(c) != npos)) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4U];
            encoded += digits[byte & 0xFU];
        }
    }
    return encoded;
}

void collectSecret(std::string_view text, std::string_view secret, Ranges &ranges)
{
    const bool standsAlone = secret.size() < 8 && isOnlyWordCharacters(secret);
    for (std::size_t at = text.find(secret); at != npos; at = text.find(secret, at + 1)) {
        const std::size_t end = at + secret.size();
        const bool touchesWord =
            (at > 0 && isWordCharacter(text[at - 1])) || (end < text.size() && isWordCharacter(text[end]));
        if (!standsAlone || !touchesWord)
            ranges.push_back({at, end});
    }
}

/// The inside of the literal that opens at `at`: '…', ''…'' (a literal within a literal), "…" or $tag$…$tag$.
/// Nothing when none opens there. An unterminated one goes to the end.
std::optional<Range> literalAt(std::string_view text, std::size_t at)
{
    bool hasEscapes = false;
    if (at + 1 < text.size() && (text[at] == 'E' || text[at] == 'e') && text[at + 1] == '\'') {
        hasEscapes = true;
        ++at;
    }
    if (at >= text.size())
        return std::nullopt;
    if (text[at] == '"')
        return Range{at + 1, endOr(text, text.find('"', at + 1))};
    if (text[at] == '$') {
        const std::size_t tagEnd = text.find('$', at + 1);
        if (tagEnd == npos || !isOnlyWordCharacters(text.substr(at + 1, tagEnd - at - 1)))
            return std::nullopt;
        const std::string_view tag = text.substr(at, tagEnd - at + 1);
        return Range{tagEnd + 1, endOr(text, text.find(tag, tagEnd + 1))};
    }
    if (text[at] != '\'')
        return std::nullopt;

    const std::size_t afterQuotes = endOr(text, text.find_first_not_of('\'', at));
    const std::size_t quotes = afterQuotes - at;
    const bool isEmpty = afterQuotes == text.size() || isBlank(text[afterQuotes])
        || std::string_view(",;)").find(text[afterQuotes]) != npos;
    if (quotes % 2 == 0) {
        if (isEmpty)
            return std::nullopt;
        const std::string_view delimiter = text.substr(at, quotes);
        return Range{afterQuotes, endOr(text, text.find(delimiter, afterQuotes))};
    }
    std::size_t end = at + 1;
    while (end < text.size()) {
        if (hasEscapes && text[end] == '\\') {
            end += 2;
        } else if (text[end] == '\'') {
            if (end + 1 >= text.size() || text[end + 1] != '\'')
                break;
            end += 2;
        } else {
            ++end;
        }
    }
    return Range{at + 1, std::min(end, text.size())};
}

/// Whether the quote at `at` ends a literal: an odd number stands before it.
bool closesLiteral(std::string_view text, std::size_t at)
{
    return std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\'') % 2 == 1;
}

/// PASSWORD 'x', password => 'x', "password": "x", and password=x inside a connection string.
void collectPasswords(std::string_view text, Ranges &ranges)
{
    for (std::size_t at = text::findIgnoringCase(text, "passw", 0); at != npos;
         at = text::findIgnoringCase(text, "passw", at + 1)) {
        std::size_t next = at;
        while (next < text.size() && isWordCharacter(text[next]))
            ++next;
        const std::string word = text::toLower(text.substr(at, next - at));
        if (word != "password" && word != "passwd")
            continue;
        const bool isQuoted =
            at > 0 && next < text.size() && text[next] == text[at - 1] && (text[next] == '"' || text[next] == '\'');
        if (isQuoted)
            ++next; // an option name, a JSON key
        else if (next < text.size() && text[next] == '\'' && closesLiteral(text, next))
            continue; // 'the old password'
        next = skipBlanks(text, next);
        const std::size_t beforeSign = next;
        while (next < text.size() && std::string_view("=:>,").find(text[next]) != npos)
            ++next;
        const char sign = next > beforeSign ? text[next - 1] : ' ';
        const std::size_t afterSign = next;
        next = skipBlanks(text, next);
        if (const auto literal = literalAt(text, next)) {
            const bool isIdentifier = text[next] == '"' && sign != ':' && sign != '=';
            if (!isIdentifier)
                ranges.push_back(*literal);
        } else if (sign == '=' && next == afterSign) {
            ranges.push_back({next, endOr(text, text.find_first_of(" \t\r\n'\"&;,)", next))});
        }
    }
}

/// scheme://user:password@host; the password may itself hold '/', ':' or '@'.
void collectUrls(std::string_view text, Ranges &ranges)
{
    for (std::size_t at = text.find("://"); at != npos; at = text.find("://", at + 1)) {
        const std::size_t begin = at + 3;
        const std::string_view authority =
            text.substr(begin, endOr(text, text.find_first_of(" \t\r\n'\"<>", begin)) - begin);
        const std::size_t colon = authority.find(':');
        const std::size_t last = authority.rfind('@');
        if (colon != npos && last != npos && colon + 1 < last)
            ranges.push_back({begin + colon + 1, begin + last});
    }
}

/// CREATE or ALTER USER MAPPING … OPTIONS (user 'x', secret_key 'y'): every value in the brackets.
void collectUserMappings(std::string_view text, Ranges &ranges)
{
    for (std::size_t at = text::findIgnoringCase(text, "mapping", 0); at != npos;
         at = text::findIgnoringCase(text, "mapping", at + 1)) {
        const std::size_t statementEnd = endOr(text, text.find(';', at));
        const std::size_t options = text::findIgnoringCase(text.substr(0, statementEnd), "options", at);
        if (options == npos)
            continue;
        std::size_t next = options;
        while (next < text.size() && text[next] != ')') {
            const auto literal = text[next] == '\'' ? literalAt(text, next) : std::nullopt;
            if (literal)
                ranges.push_back(*literal);
            next = literal ? literal->end + 1 : next + 1;
        }
    }
}

Ranges merged(Ranges ranges)
{
    std::sort(ranges.begin(), ranges.end(), [](const Range &a, const Range &b) { return a.begin < b.begin; });
    Ranges result;
    for (const Range &range : ranges) {
        if (range.begin >= range.end)
            continue;
        if (!result.empty() && range.begin < result.back().end)
            result.back().end = std::max(result.back().end, range.end);
        else
            result.push_back(range);
    }
    return result;
}

} // namespace

void Redactor::addSecret(std::string_view secret)
{
    if (secret.empty())
        return;
    for (std::string form : {std::string(secret), percentEncoded(secret)}) {
        if (std::find(m_secrets.begin(), m_secrets.end(), form) == m_secrets.end())
            m_secrets.push_back(std::move(form));
    }
    std::stable_sort(m_secrets.begin(), m_secrets.end(),
                     [](const std::string &a, const std::string &b) { return a.size() > b.size(); });
}

std::string Redactor::masked(std::string_view text) const
{
    int none = 0;
    return masked(text, none);
}

std::string Redactor::masked(std::string_view text, int &position) const
{
    Ranges ranges;
    for (const std::string &secret : m_secrets)
        collectSecret(text, secret, ranges);
    collectPasswords(text, ranges);
    collectUrls(text, ranges);
    collectUserMappings(text, ranges);
    ranges = merged(std::move(ranges));
    if (ranges.empty())
        return std::string(text);

    const std::size_t pointer =
        position > 0 ? text::byteOffsetOfCharacter(text, static_cast<std::size_t>(position) - 1) : text.size() + 1;
    std::string result;
    std::size_t copied = 0;
    int shift = 0;
    for (const Range &range : ranges) {
        result += text.substr(copied, range.begin - copied);
        result += mask;
        copied = range.end;
        const auto hidden = static_cast<int>(text::characterCount(text.substr(range.begin, range.end - range.begin)));
        if (pointer >= range.end)
            shift += static_cast<int>(mask.size()) - hidden;
        else if (pointer > range.begin)
            shift -= static_cast<int>(text::characterCount(text.substr(range.begin, pointer - range.begin)));
    }
    result += text.substr(copied);
    if (position > 0)
        position += shift;
    return result;
}

void Redactor::apply(SqlDiagnostic &diagnostic) const
{
    for (std::string *text : {&diagnostic.message, &diagnostic.detail, &diagnostic.hint, &diagnostic.context})
        *text = masked(*text);
    diagnostic.statement = masked(diagnostic.statement, diagnostic.position);
}

void Redactor::apply(Error &error) const
{
    error.message = masked(error.message);
    error.hint = masked(error.hint);
    if (error.sql)
        apply(*error.sql);
}

} // namespace retort
