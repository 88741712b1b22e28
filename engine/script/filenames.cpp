// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/scriptdirectory.h"

#include "engine/base/randomhex.h"
#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <ctime>
#include <cwchar>
#include <cwctype>

#include <clocale>

namespace retort::script {

namespace {

/// The classes of all Unicode letters, whatever locale the program runs in.
locale_t unicodeLocale()
{
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
}

/// The code points of valid UTF-8.
std::wstring decoded(std::string_view text)
{
    std::wstring characters;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        unsigned code = length == 1 ? lead : lead & (0x7FU >> length);
        for (std::size_t i = 1; i < length && at + i < text.size(); ++i)
            code = code << 6U | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
        characters += static_cast<wchar_t>(code);
        at += length;
    }
    return characters;
}

void appendUtf8(std::string &text, wchar_t character)
{
    const auto code = static_cast<unsigned>(character);
    if (code < 0x80) {
        text += static_cast<char>(code);
        return;
    }
    const unsigned trailing = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static constexpr std::array<unsigned, 4> leads{0, 0xC0, 0xE0, 0xF0};
    text += static_cast<char>(leads[trailing] | code >> 6U * trailing);
    for (unsigned i = trailing; i-- > 0;)
        text += static_cast<char>(0x80U | (code >> 6U * i & 0x3FU));
}

/// What Python's "\w" matches.
bool isWordCharacter(wchar_t character)
{
    if (character == L'_')
        return true;
    if (!unicodeLocale())
        return static_cast<unsigned>(character) < 0x80 && std::iswalnum(static_cast<wint_t>(character));
    return iswalnum_l(static_cast<wint_t>(character), unicodeLocale()) != 0;
}

wchar_t lowered(wchar_t character)
{
    const auto code = static_cast<wint_t>(character);
    return static_cast<wchar_t>(unicodeLocale() ? towlower_l(code, unicodeLocale()) : std::towlower(code));
}

/// "2025-11-02 17:40:32" in local time, or now where the text says something else.
std::tm timeOf(const std::string &createDate)
{
    std::tm parts{};
    const int found = std::sscanf(createDate.c_str(), "%4d-%2d-%2d%*1[ T]%2d:%2d:%2d", &parts.tm_year, &parts.tm_mon,
                                  &parts.tm_mday, &parts.tm_hour, &parts.tm_min, &parts.tm_sec);
    if (found == 6) {
        parts.tm_year -= 1900;
        parts.tm_mon -= 1;
        parts.tm_isdst = -1;
        return parts;
    }
    const std::time_t now = std::time(nullptr);
    localtime_r(&now, &parts);
    return parts;
}

/// One conversion of Python's "%" operator: flags, width and precision of what stands after "%(name)".
struct Conversion {
    std::string flags;
    int width = 0;
    int precision = -1;
    char type = 0;
    std::size_t length = 0; ///< of all that

    static Conversion parse(std::string_view text)
    {
        Conversion conversion;
        std::size_t at = std::min(text.find_first_not_of("-+ 0#"), text.size());
        conversion.flags = text.substr(0, at);
        const auto number = [&](int &value) {
            const auto result = std::from_chars(text.data() + at, text.data() + text.size(), value);
            at = static_cast<std::size_t>(result.ptr - text.data());
        };
        number(conversion.width);
        if (at < text.size() && text[at] == '.') {
            ++at;
            conversion.precision = 0;
            number(conversion.precision);
        }
        conversion.type = at < text.size() ? text[at] : '\0';
        conversion.length = at + 1;
        conversion.width = std::min(conversion.width, 64);
        conversion.precision = std::min(conversion.precision, 64);
        return conversion;
    }

    std::string apply(std::string text) const
    {
        if (precision >= 0)
            text.resize(text::byteOffsetOfCharacter(text, static_cast<std::size_t>(precision)));
        const std::size_t size = text::characterCount(text);
        const std::size_t padding = static_cast<std::size_t>(width) > size ? static_cast<std::size_t>(width) - size : 0;
        return flags.find('-') == std::string::npos ? std::string(padding, ' ') + text
                                                    : text + std::string(padding, ' ');
    }

    std::string apply(long long number) const
    {
        const std::string format = '%' + flags + "*.*lld";
        std::array<char, 160> buffer{};
        const int size = std::snprintf(buffer.data(), buffer.size(), format.c_str(), width, precision, number);
        return {buffer.data(), static_cast<std::size_t>(std::max(0, size))};
    }
};

/// The values of Alembic's tokens for one revision.
class FileNameTokens
{
public:
    FileNameTokens(const revision::Revision &revision, std::size_t slugLength)
        : m_rev(revision.id)
        , m_slug(slugOf(revision.message, slugLength))
        , m_time(timeOf(revision.createDate))
    {
        // An id is any text, but no path.
        std::replace(m_rev.begin(), m_rev.end(), '/', '_');
    }

    /// Nothing for a name that is none, or a conversion that doesn't fit.
    std::optional<std::string> format(std::string_view name, const Conversion &conversion) const
    {
        const bool asText = conversion.type == 's';
        if (name == "rev" || name == "slug")
            return asText ? std::optional(conversion.apply(name == "rev" ? m_rev : m_slug)) : std::nullopt;
        const auto number = numberOf(name);
        if (!number || (!asText && conversion.type != 'd'))
            return std::nullopt;
        return asText ? conversion.apply(std::to_string(*number)) : conversion.apply(*number);
    }

private:
    std::optional<long long> numberOf(std::string_view name) const
    {
        if (name == "year")
            return m_time.tm_year + 1900;
        if (name == "month")
            return m_time.tm_mon + 1;
        if (name == "day")
            return m_time.tm_mday;
        if (name == "hour")
            return m_time.tm_hour;
        if (name == "minute")
            return m_time.tm_min;
        if (name == "second")
            return m_time.tm_sec;
        if (name == "epoch") {
            std::tm copy = m_time;
            return static_cast<long long>(std::mktime(&copy));
        }
        return std::nullopt;
    }

    std::string m_rev;
    std::string m_slug;
    std::tm m_time;
};

} // namespace

std::string slugOf(std::string_view message, std::size_t length)
{
    std::wstring slug;
    bool betweenWords = false;
    for (const wchar_t character : decoded(message)) {
        if (!isWordCharacter(character)) {
            betweenWords = !slug.empty();
            continue;
        }
        if (std::exchange(betweenWords, false))
            slug += L'_';
        slug += lowered(character);
    }
    if (slug.size() > length) {
        slug.resize(length);
        slug.resize(std::min(slug.rfind(L'_'), slug.size()));
        slug += L'_';
    }
    std::string text;
    for (const wchar_t character : slug)
        appendUtf8(text, character);
    return text;
}

std::string fileNameFor(const revision::Revision &revision, std::string_view fileTemplate, std::size_t slugLength)
{
    const FileNameTokens tokens(revision, slugLength);
    std::string name;
    for (std::size_t at = 0; at < fileTemplate.size(); ++at) {
        const std::string_view rest = fileTemplate.substr(at);
        if (rest.starts_with("%%")) {
            name += '%';
            ++at;
            continue;
        }
        const std::size_t close = rest.starts_with("%(") ? rest.find(')') : std::string_view::npos;
        if (close != std::string_view::npos) {
            const Conversion conversion = Conversion::parse(rest.substr(close + 1));
            if (const auto value = tokens.format(rest.substr(2, close - 2), conversion)) {
                name += *value;
                at += close + conversion.length;
                continue;
            }
        }
        name += fileTemplate[at];
    }
    // A hidden file would never be read again.
    const std::size_t file = name.rfind('/') + 1; // npos + 1 is 0
    if (file < name.size() && name[file] == '.')
        name[file] = '_';
    return name + ".sql";
}

std::string newRevisionId(const revision::RevisionMap &map)
{
    while (true) {
        std::string id = randomHex(12);
        if (!map.find(id))
            return id;
    }
}

} // namespace retort::script
