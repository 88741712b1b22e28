// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/dotenv.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <map>
#include <string>

namespace retort::fuzz
{

namespace
{

/// In double quotes, with every character that means something there taken away its meaning.
std::string quoted(const std::string &value)
{
    std::string text = "\"";
    for (const char c : value) {
        if (c == '\n' || c == '\r' || c == '\t') {
            text += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
            continue;
        }
        if (c == '"' || c == '\\' || c == '$')
            text += '\\';
        text += c;
    }
    return text + '"';
}

} // namespace

void dotEnv(std::string_view input)
{
    const std::map<std::string, std::string> process{{"HOME", "/home/someone"}, {"EMPTY", ""}};
    const auto values = project::parseDotEnv(input, ".env", process);
    if (!values) {
        checkPlacedError(values.error(), input);
        return;
    }
    std::string written;
    for (const auto &[name, value] : *values) {
        holds(!name.empty() && name.find_first_of(" \t\r\n='\"") == std::string::npos, "a name is a word: " + name);
        written += name + '=' + quoted(value) + '\n';
    }
    const auto again = project::parseDotEnv(written, ".env", process);
    holds(again && *again == *values, "values that were written can be read: " + written);
}

} // namespace retort::fuzz
