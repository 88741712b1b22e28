// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>

namespace retort::text
{

namespace
{

constexpr std::string_view blanks = " \t\r\n\f\v";

char lower(char c)
{
    return (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isContinuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

/// Length of the well-formed sequence at `at`, or 0. Bounds after RFC 3629, table 3-7 of the Unicode Standard.
std::size_t sequenceLength(std::string_view bytes, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return 1;
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0)
            low = 0xA0;
        if (lead == 0xED)
            high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0)
            low = 0x90;
        if (lead == 0xF4)
            high = 0x8F;
    } else {
        return 0;
    }
    if (at + length > bytes.size())
        return 0;
    if (byte(at + 1) < low || byte(at + 1) > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if (!isContinuation(bytes[at + i]))
            return 0;
    }
    return length;
}

std::size_t editDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t cost = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + cost});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped)
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

} // namespace

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    while (true) {
        const std::size_t end = text.find(separator, start);
        if (end == std::string_view::npos) {
            parts.push_back(text.substr(start));
            return parts;
        }
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
}

std::string join(const std::vector<std::string> &parts, std::string_view separator)
{
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0)
            joined += separator;
        joined += parts[i];
    }
    return joined;
}

std::string toLower(std::string_view text)
{
    std::string lowered(text);
    std::transform(lowered.begin(), lowered.end(), lowered.begin(), lower);
    return lowered;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

std::size_t findIgnoringCase(std::string_view text, std::string_view word, std::size_t from)
{
    // Horspool: the byte of the text below the word's last tells how far the word can move on at the least, so that
    // long scripts pass quickly.
    const std::size_t size = word.size();
    std::array<std::size_t, 256> steps;
    steps.fill(size);
    for (std::size_t i = 0; i + 1 < size; ++i) {
        const char letter = word[i];
        steps[static_cast<unsigned char>(letter)] = size - 1 - i;
        if (letter >= 'a' && letter <= 'z')
            steps[static_cast<unsigned char>(letter - 'a' + 'A')] = size - 1 - i;
    }
    for (std::size_t at = from; at + size <= text.size();
         at += steps[static_cast<unsigned char>(text[at + size - 1])]) {
        if (equalsIgnoringCase(text.substr(at, size), word))
            return at;
    }
    return std::string_view::npos;
}

std::optional<std::size_t> invalidUtf8Offset(std::string_view bytes)
{
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t length = sequenceLength(bytes, at);
        if (length == 0)
            return at;
        at += length;
    }
    return std::nullopt;
}

std::size_t characterCount(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !isContinuation(c); }));
}

std::size_t byteOffsetOfCharacter(std::string_view text, std::size_t index)
{
    std::size_t seen = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (isContinuation(text[at]))
            continue;
        if (seen == index)
            return at;
        ++seen;
    }
    return text.size();
}

std::optional<std::string> nearestMatch(std::string_view typed, const std::vector<std::string> &choices)
{
    std::optional<std::string> nearest;
    // A third of the letters may be wrong: "timescaledb" finds "timescale", "foo" finds nothing.
    std::size_t best = std::max<std::size_t>(1, typed.size() / 3) + 1;
    for (const std::string &choice : choices) {
        const std::size_t distance = editDistance(typed, choice);
        if (distance < best) {
            best = distance;
            nearest = choice;
        }
    }
    return nearest;
}

std::string quoteLiteral(std::string_view text)
{
    std::string quoted;
    if (text.find('\\') != std::string_view::npos)
        quoted += 'E';
    quoted += '\'';
    for (const char c : text) {
        if (c == '\'' || c == '\\')
            quoted += c;
        quoted += c;
    }
    quoted += '\'';
    return quoted;
}

std::string quoteIdentifier(std::string_view name)
{
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"')
            quoted += c;
        quoted += c;
    }
    quoted += '"';
    return quoted;
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural)
{
    std::string text = std::to_string(count) + ' ';
    if (count == 1)
        text += singular;
    else if (plural.empty())
        text.append(singular).append("s");
    else
        text += plural;
    return text;
}

} // namespace retort::text
