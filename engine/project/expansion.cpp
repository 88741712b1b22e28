// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/expansion.h"

#include "engine/base/text.h"
#include "engine/project/variablebraces.h"

#include <utility>

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

Error syntaxError(std::string_view text, std::size_t at, std::string message)
{
    Error error = makeError("variable-syntax", std::move(message),
                            "Write ${NAME}, ${NAME:-default}, or $$ for a dollar sign.", ExitStatus::Usage);
    error.place.column = static_cast<int>(text::characterCount(text.substr(0, at))) + 1;
    return error;
}

} // namespace

/// Takes a text apart in one pass, defaults within defaults included.
class TemplateParser
{
public:
    explicit TemplateParser(std::string_view text)
        : m_text(text)
        , m_braces(text)
    {
    }

    Result<Template> parse() const
    {
        if (m_braces.depth() > VariableBraces::deepest)
            return syntaxError(m_text, m_text.find("${"),
                               "Variables stand more than " + std::to_string(VariableBraces::deepest)
                                   + " deep in one another's defaults.");
        return parse(0, m_text.size());
    }

private:
    Result<Template> parse(std::size_t from, std::size_t to) const
    {
        Template parsed;
        std::string literal;
        const auto flush = [&] {
            if (!literal.empty())
                parsed.m_parts.push_back({std::exchange(literal, {}), {}, {}});
        };
        for (std::size_t at = from; at < to; ++at) {
            const char next = at + 1 < to ? m_text[at + 1] : '\0';
            if (m_text[at] != '$' || (next != '$' && next != '{')) {
                literal += m_text[at];
                continue;
            }
            if (next == '$') {
                literal += '$';
                ++at;
                continue;
            }
            auto variable = variableAt(at);
            if (!variable)
                return std::move(variable).error();
            flush();
            parsed.m_parts.push_back(std::move(variable).value());
            at = m_braces.closing(at);
        }
        flush();
        return parsed;
    }

    /// The one whose dollar stands at `at`. What is wrong in its default is told at its own place.
    Result<Template::Part> variableAt(std::size_t at) const
    {
        const std::size_t end = m_braces.closing(at);
        if (end == std::string_view::npos)
            return syntaxError(m_text, at, "A variable's closing brace is missing.");
        const std::string_view inner = m_text.substr(at + 2, end - at - 2);
        const std::size_t colon = inner.find(":-");
        Template::Part part;
        part.name = inner.substr(0, colon);
        if (!isName(part.name))
            return syntaxError(m_text, at, "\"${" + std::string(inner) + "}\" names no variable.");
        if (colon == std::string_view::npos)
            return part;
        auto fallback = parse(at + 2 + colon + 2, end);
        if (!fallback)
            return syntaxError(m_text, at, fallback.error().message);
        part.fallback = std::make_shared<const Template>(std::move(fallback).value());
        return part;
    }

    std::string_view m_text;
    VariableBraces m_braces;
};

Result<Template> Template::parse(std::string_view text)
{
    return TemplateParser(text).parse();
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
        for (std::string &name : part.fallback->names())
            names.push_back(std::move(name));
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
        } else {
            Expansion inner = expand(*part.fallback, environment);
            value = std::move(inner.text);
            expansion.sources.insert(expansion.sources.end(), inner.sources.begin(), inner.sources.end());
            expansion.missing.insert(expansion.missing.end(), inner.missing.begin(), inner.missing.end());
        }
        expansion.text += encode ? encode(i, value) : value;
    }
    return expansion;
}

} // namespace retort::project
