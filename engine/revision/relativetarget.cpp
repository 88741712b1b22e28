// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/relativetarget.h"

#include "engine/base/text.h"

#include <algorithm>
#include <cstddef>

namespace retort::revision {

namespace {

constexpr long ManySteps = 1'000'000'000; // more than any map has

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSign(char c)
{
    return c == '+' || c == '-';
}

/// Length in bytes of the word character that the text starts with, or 0: letters, digits and underscore of any
/// script. Beyond ASCII everything counts but the blocks of Latin-1 signs and general punctuation.
std::size_t wordCharacter(std::string_view text)
{
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) {
        const bool isLetter = (lead >= 'a' && lead <= 'z') || (lead >= 'A' && lead <= 'Z');
        return isLetter || isDigit(text.front()) || lead == '_' ? 1 : 0;
    }
    std::size_t length = 1;
    while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80)
        ++length;
    const bool isLatinSign = lead == 0xC2 && length == 2
        && std::string_view("\xAA\xB5\xBA\xB2\xB3\xB9\xBC\xBD\xBE").find(text[1]) == std::string_view::npos;
    const bool isPunctuation = lead == 0xE2 && length == 3
        && (static_cast<unsigned char>(text[1]) == 0x80 || static_cast<unsigned char>(text[1]) == 0x81);
    return isLatinSign || isPunctuation ? 0 : length;
}

std::size_t wordLength(std::string_view text)
{
    std::size_t length = 0;
    while (length < text.size()) {
        const std::size_t step = wordCharacter(text.substr(length));
        if (step == 0)
            break;
        length += step;
    }
    return length;
}

long clampedNumber(std::string_view digits)
{
    long value = 0;
    for (const char digit : digits) {
        if (digit != '_')
            value = std::min(ManySteps, value * 10 + (digit - '0'));
    }
    return value;
}

/// "id+2" at the start of the text.
std::optional<RelativeTarget> parseUnlabelled(std::string_view text)
{
    const std::size_t word = wordLength(text);
    std::size_t end = word + 1;
    if (word >= text.size() || !isSign(text[word]))
        return std::nullopt;
    while (end < text.size() && isDigit(text[end]))
        ++end;
    if (end == word + 1)
        return std::nullopt;
    RelativeTarget target;
    if (word > 0)
        target.symbol = text.substr(0, word);
    target.written = text.substr(word, end - word);
    target.steps = clampedNumber(target.written.substr(1));
    if (target.written.front() == '-')
        target.steps = -target.steps;
    return target;
}

} // namespace

std::optional<RelativeTarget> parseRelativeTarget(std::string_view text)
{
    const std::string_view firstLine = text.substr(0, text.find('\n'));
    for (std::size_t at = firstLine.find('@', 1); at != std::string_view::npos; at = firstLine.find('@', at + 1)) {
        if (auto target = parseUnlabelled(text.substr(at + 1))) {
            target->label = text.substr(0, at);
            return target;
        }
    }
    return parseUnlabelled(text);
}

std::optional<long> parseInteger(std::string_view text)
{
    text = text::trimmed(text);
    if (text.empty())
        return std::nullopt;
    const bool isNegative = text.front() == '-';
    if (isSign(text.front()))
        text.remove_prefix(1);
    bool mayUnderscore = false;
    for (const char c : text) {
        if (!isDigit(c) && !(c == '_' && mayUnderscore))
            return std::nullopt;
        mayUnderscore = isDigit(c);
    }
    if (!mayUnderscore)
        return std::nullopt; // empty, or it ends in an underscore
    return isNegative ? -clampedNumber(text) : clampedNumber(text);
}

} // namespace retort::revision
