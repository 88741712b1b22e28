// SPDX-License-Identifier: GPL-3.0-or-later
// Connection URLs: the input as one, and as the password in one.
#include "engine/project/connectionurl.h"
#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/project/project.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <string>

namespace retort::fuzz
{

namespace
{

/// Every keyword in the query, where each may stand.
std::string written(const std::map<std::string, std::string> &keywords)
{
    std::string url = "postgresql+psycopg2://";
    char separator = '?';
    for (const auto &[key, value] : keywords) {
        url += separator + key + '=' + project::percentEncoded(value);
        separator = '&';
    }
    return url;
}

void asUrl(std::string_view url)
{
    const auto keywords = project::parseConnectionUrl(url);
    const auto settings = project::connectionSettingsFromUrl(std::string(url));
    if (!keywords) {
        checkError(keywords.error(), url);
        holds(!settings, "a URL that is refused gives no settings");
        return;
    }
    if (!settings)
        checkError(settings.error(), url);
    const auto again = project::parseConnectionUrl(written(*keywords));
    holds(again && *again == *keywords, "keywords that were written can be read: " + written(*keywords));
}

void asPassword(const std::string &password)
{
    if (password.empty() || password.find('\0') != std::string::npos)
        return;
    const std::string encoded = project::percentEncoded(password);
    const std::string url = "postgresql+asyncpg://user:" + encoded + "@host:5432/db";
    const auto keywords = project::parseConnectionUrl(url);
    holds(keywords && keywords->at("password") == password, "an encoded password is read as it is");
    holds(Redactor().masked(url) == "postgresql+asyncpg://user:***@host:5432/db", "a URL's password is masked");

    // As it is, it may give a URL of another sense, or none. It isn't told then either.
    constexpr std::size_t longEnough = 12; // not a word of the hint by chance
    const auto raw = project::connectionSettingsFromUrl("postgresql://user:" + password + "@host:5432/db");
    if (!raw && password.size() >= longEnough)
        checkKeepsSecret(raw.error(), text::trimmed(password));
}

} // namespace

void connectionUrl(std::string_view input)
{
    asUrl(input);
    asPassword(std::string(input));
}

} // namespace retort::fuzz
