// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/connectionurl.h"

#include <algorithm>

namespace retort::project {

namespace {

Error badKeywords()
{
    return makeError("bad-url", "The connection string is not understood.",
                     "Write host=localhost port=5432 dbname=app, each keyword one that libpq knows.", ExitStatus::Usage);
}

void skipBlanks(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// A word, or what stands in 'single quotes'; a backslash takes the next character as it is.
bool takeValue(std::string_view &text, std::string &value)
{
    const bool isQuoted = text.starts_with('\'');
    if (isQuoted)
        text.remove_prefix(1);
    while (!text.empty()) {
        char c = text.front();
        if (isQuoted ? c == '\'' : c == ' ' || c == '\t' || c == '\r' || c == '\n')
            break;
        if (c == '\\') {
            text.remove_prefix(1);
            if (text.empty())
                return false;
            c = text.front();
        }
        value += c;
        text.remove_prefix(1);
    }
    if (isQuoted && text.empty())
        return false;
    if (isQuoted)
        text.remove_prefix(1);
    return true;
}

} // namespace

Result<std::map<std::string, std::string>> parseConnectionKeywords(std::string_view text)
{
    const auto &known = connectionKeywords();
    std::map<std::string, std::string> keywords;
    for (skipBlanks(text); !text.empty(); skipBlanks(text)) {
        const std::size_t end = text.find_first_of("= \t\r\n");
        const std::string keyword(text.substr(0, end));
        text.remove_prefix(std::min(end, text.size()));
        skipBlanks(text);
        if (!text.starts_with('=') || std::find(known.begin(), known.end(), keyword) == known.end())
            return badKeywords();
        text.remove_prefix(1);
        skipBlanks(text);
        std::string value;
        if (!takeValue(text, value))
            return badKeywords();
        keywords[keyword] = std::move(value);
    }
    return keywords;
}

} // namespace retort::project
