// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/advice/sensitive.h"

#include "engine/base/text.h"
#include "engine/script/sqltokens.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace retort::advice
{

namespace
{

using namespace std::string_view_literals;

bool isWordCharacter(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_' || c == '-' || c == '+' || c == '%';
}

/// RFC 2606, and what can't be anybody's.
bool isExampleDomain(std::string_view domain)
{
    constexpr std::array endings = {"example.com"sv, "example.org"sv, "example.net"sv, ".example"sv, ".test"sv,
                                    ".invalid"sv,    ".local"sv,      "localhost"sv};
    return std::any_of(endings.begin(), endings.end(),
                       [domain](std::string_view ending) { return domain.ends_with(ending); });
}

bool holdsAddress(std::string_view literal)
{
    for (std::size_t at = literal.find('@'); at != std::string_view::npos; at = literal.find('@', at + 1)) {
        std::size_t begin = at;
        while (begin > 0 && isWordCharacter(literal[begin - 1]))
            --begin;
        std::size_t end = at + 1;
        while (end < literal.size() && isWordCharacter(literal[end]))
            ++end;
        const std::string domain = text::toLower(literal.substr(at + 1, end - at - 1));
        const std::size_t dot = domain.rfind('.');
        const bool isDomain = dot != std::string::npos && dot > 0 && domain.size() - dot > 2;
        if (begin < at && isDomain && !isExampleDomain(domain))
            return true;
    }
    return false;
}

bool holdsUrlWithPassword(std::string_view literal)
{
    const std::size_t scheme = literal.find("://");
    if (scheme == std::string_view::npos)
        return false;
    const std::string_view rest = literal.substr(scheme + 3);
    const std::string_view authority = rest.substr(0, rest.find('/'));
    const std::size_t at = authority.rfind('@');
    const std::size_t colon = authority.find(':');
    return at != std::string_view::npos && colon != std::string_view::npos && colon + 1 < at;
}

/// Of the forms that services publish, so that scanners find them.
bool isToken(std::string_view literal)
{
    struct Form {
        std::string_view prefix;
        std::size_t least;
    };
    constexpr std::array<Form, 10> forms = {{{"ghp_", 36},
                                             {"gho_", 36},
                                             {"github_pat_", 40},
                                             {"glpat-", 20},
                                             {"AKIA", 20},
                                             {"xoxb-", 20},
                                             {"xoxp-", 20},
                                             {"sk_live_", 20},
                                             {"sk-", 40},
                                             {"AIza", 35}}};
    const bool isOneWord = std::none_of(literal.begin(), literal.end(), [](char c) { return c == ' ' || c == '\n'; });
    if (!isOneWord)
        return false;
    const bool isJsonWebToken = literal.starts_with("eyJ") && std::count(literal.begin(), literal.end(), '.') == 2;
    return isJsonWebToken || std::any_of(forms.begin(), forms.end(), [literal](const Form &form) {
               return literal.size() >= form.least && literal.starts_with(form.prefix);
           });
}

bool isPasswordHash(std::string_view literal)
{
    constexpr std::array prefixes = {"$2a$"sv, "$2b$"sv, "$2y$"sv, "$argon2"sv, "$6$"sv, "$5$"sv, "SCRAM-SHA-256$"sv};
    return literal.size() > 20 && std::any_of(prefixes.begin(), prefixes.end(), [literal](std::string_view prefix) {
               return literal.starts_with(prefix);
           });
}

std::string whatIs(std::string_view literal, std::string_view wordBefore)
{
    if (text::equalsIgnoringCase(wordBefore, "password") && !literal.empty())
        return "a password";
    if (literal.find("-----BEGIN ") != std::string_view::npos && literal.find("PRIVATE KEY") != std::string_view::npos)
        return "a private key";
    if (holdsUrlWithPassword(literal))
        return "a URL with a password";
    if (isPasswordHash(literal))
        return "a password's hash";
    if (isToken(literal))
        return "an access token";
    return holdsAddress(literal) ? "an e-mail address" : std::string();
}

/// Without quotes; nothing for a token that is no string literal, nor for a dollar-quoted body, which is code.
std::string_view literalIn(std::string_view token)
{
    const std::size_t quote = token.find('\'');
    if (quote == std::string_view::npos || quote > 2 || token.size() < quote + 2 || !token.ends_with('\''))
        return {};
    return token.substr(quote + 1, token.size() - quote - 2);
}

} // namespace

std::vector<SensitiveLiteral> findSensitive(std::string_view sql)
{
    std::vector<SensitiveLiteral> found;
    std::string_view before;
    for (const script::SqlToken &token : script::scanTokens(sql)) {
        const std::string_view word = sql.substr(token.start, token.end - token.start);
        if (std::string what = whatIs(literalIn(word), before); !what.empty()) {
            const std::string_view above = sql.substr(0, token.start);
            found.push_back({std::move(what), 1 + static_cast<int>(std::count(above.begin(), above.end(), '\n'))});
        }
        before = word;
    }
    return found;
}

std::string toString(const SensitiveLiteral &found)
{
    return "Line " + std::to_string(found.line) + " holds what looks like " + found.what
        + ": a revision is no place for it.";
}

} // namespace retort::advice
