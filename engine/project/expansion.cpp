// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/expansion.h"

#include "engine/base/text.h"

namespace retort::project {

namespace {

bool isNameStart(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

bool isName(std::string_view name)
{
    if (name.empty() || !isNameStart(name.front()))
        return false;
    for (const char c : name) {
        if (!isNameStart(c) && !(c >= '0' && c <= '9'))
            return false;
    }
    return true;
}

/// The brace that closes the one before `from`, counting "${" … "}" pairs in between.
std::size_t closingBrace(std::string_view text, std::size_t from)
{
    int depth = 1;
    for (std::size_t at = from; at < text.size(); ++at) {
        if (text[at] == '}' && --depth == 0)
            return at;
        if (text[at] == '$' && at + 1 < text.size() && text[at + 1] == '{')
            ++depth;
    }
    return std::string_view::npos;
}

Error syntaxError(std::string_view text, std::size_t at, std::string message)
{
    Error error = makeError("variable-syntax", std::move(message),
                            "Write ${NAME}, ${NAME:-default}, or $$ for a dollar sign.", ExitStatus::Usage);
    error.place.column = static_cast<int>(text::characterCount(text.substr(0, at))) + 1;
    return error;
}

} // namespace

Result<Template> Template::parse(std::string_view text)
{
    Template parsed;
    std::string literal;
    const auto flush = [&] {
        if (!literal.empty())
            parsed.m_parts.push_back({std::exchange(literal, {}), {}, {}});
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char next = at + 1 < text.size() ? text[at + 1] : '\0';
        if (text[at] != '$' || (next != '$' && next != '{')) {
            literal += text[at];
            continue;
        }
        if (next == '$') {
            literal += '$';
            ++at;
            continue;
        }
        const std::size_t end = closingBrace(text, at + 2);
        if (end == std::string_view::npos)
            return syntaxError(text, at, "A variable's closing brace is missing.");
        const std::string_view inner = text.substr(at + 2, end - at - 2);
        const std::size_t colon = inner.find(":-");
        Part part;
        part.name = inner.substr(0, colon);
        if (!isName(part.name))
            return syntaxError(text, at, "\"${" + std::string(inner) + "}\" names no variable.");
        if (colon != std::string_view::npos) {
            part.fallback = inner.substr(colon + 2);
            if (const auto nested = parse(*part.fallback); !nested)
                return syntaxError(text, at, nested.error().message);
        }
        flush();
        parsed.m_parts.push_back(std::move(part));
        at = end;
    }
    flush();
    return parsed;
}

std::vector<std::string> Template::names() const
{
    std::vector<std::string> names;
    for (const Part &part : m_parts) {
        if (part.name.empty())
            continue;
        names.push_back(part.name);
        if (!part.fallback)
            continue;
        if (const auto nested = parse(*part.fallback)) {
            for (std::string &name : nested->names())
                names.push_back(std::move(name));
        }
    }
    return names;
}

Expansion expand(const Template &text, const Environment &environment, const Encoder &encode)
{
    Expansion expansion;
    for (std::size_t i = 0; i < text.parts().size(); ++i) {
        const Template::Part &part = text.parts()[i];
        if (part.name.empty()) {
            expansion.text += part.literal;
            continue;
        }
        std::string value;
        if (auto found = environment.findFilled(part.name)) {
            value = std::move(found->text);
            expansion.sources.push_back(std::move(found->source));
        } else if (!part.fallback) {
            expansion.missing.push_back(part.name);
        } else if (const auto nested = Template::parse(*part.fallback)) {
            Expansion inner = expand(*nested, environment);
            value = std::move(inner.text);
            expansion.sources.insert(expansion.sources.end(), inner.sources.begin(), inner.sources.end());
            expansion.missing.insert(expansion.missing.end(), inner.missing.begin(), inner.missing.end());
        }
        expansion.text += encode ? encode(i, value) : value;
    }
    return expansion;
}

} // namespace retort::project
