// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/foreignoptions.h"

#include "engine/base/text.h"

#include <map>

namespace retort::diff
{

namespace
{

/// The end of a word that begins at `at`: of an identifier or a literal, quotes doubled inside.
std::size_t endOfWord(const std::string &text, std::size_t at)
{
    char quote = '\0';
    for (; at < text.size(); ++at) {
        const char c = text[at];
        if (quote != '\0')
            quote = c == quote ? '\0' : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == ' ' || c == ',')
            break;
    }
    return at;
}

std::map<std::string, std::string> parse(std::string text)
{
    if (text.starts_with('(') && text.ends_with(')'))
        text = text.substr(1, text.size() - 2);
    std::map<std::string, std::string> options;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t nameEnd = endOfWord(text, at);
        const std::size_t value = std::min(nameEnd + 1, text.size());
        const std::size_t valueEnd = endOfWord(text, value);
        options[text.substr(at, nameEnd - at)] = text.substr(value, valueEnd - value);
        at = valueEnd + 2; // ", "
    }
    return options;
}

} // namespace

Property foreignOptionsProperty(const std::string &alter, const std::string &options)
{
    Property property;
    property.name = "foreign options";
    property.value = options;
    property.initial = options;
    property.set = [alter, options](const std::string &before) {
        const auto old = parse(before);
        const auto wanted = parse(options);
        std::vector<std::string> changes;
        for (const auto &[name, value] : old) {
            if (!wanted.contains(name))
                changes.push_back("DROP " + name);
        }
        for (const auto &[name, value] : wanted) {
            const auto found = old.find(name);
            if (found == old.end())
                changes.push_back("ADD " + name + ' ' + value);
            else if (found->second != value)
                changes.push_back("SET " + name + ' ' + value);
        }
        return changes.empty() ? Statements()
                               : statement(alter + " OPTIONS (" + text::join(changes, ", ") + ')');
    };
    return property;
}

} // namespace retort::diff
