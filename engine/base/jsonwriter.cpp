// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/jsonwriter.h"

#include "engine/base/text.h"

#include <array>
#include <cstdio>
#include <utility>

namespace retort
{

namespace
{

constexpr std::string_view replacementCharacter = "\xEF\xBF\xBD";

void appendEscaped(std::string &out, std::string_view text)
{
    for (const char c : text) {
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20) {
                std::array<char, 8> escaped{};
                std::snprintf(escaped.data(), escaped.size(), "\\u%04x", static_cast<unsigned>(c));
                out += escaped.data();
            } else {
                out += c;
            }
        }
    }
}

void appendString(std::string &out, std::string_view text)
{
    out += '"';
    while (const auto bad = text::invalidUtf8Offset(text)) {
        appendEscaped(out, text.substr(0, *bad));
        out += replacementCharacter;
        text.remove_prefix(*bad + 1);
    }
    appendEscaped(out, text);
    out += '"';
}

} // namespace

void JsonWriter::breakLine()
{
    m_text += '\n';
    m_text.append(m_levels.size() * 2, ' ');
}

void JsonWriter::separate()
{
    if (std::exchange(m_afterKey, false) || m_levels.empty())
        return;
    if (!std::exchange(m_levels.back().isEmpty, false))
        m_text += ',';
    breakLine();
}

void JsonWriter::open(char bracket)
{
    separate();
    m_text += bracket;
    m_levels.emplace_back();
}

void JsonWriter::close(char bracket)
{
    const bool wasEmpty = m_levels.back().isEmpty;
    m_levels.pop_back();
    if (!wasEmpty)
        breakLine();
    m_text += bracket;
}

void JsonWriter::beginObject()
{
    open('{');
}

void JsonWriter::endObject()
{
    close('}');
}

void JsonWriter::beginArray()
{
    open('[');
}

void JsonWriter::endArray()
{
    close(']');
}

void JsonWriter::key(std::string_view name)
{
    separate();
    appendString(m_text, name);
    m_text += ": ";
    m_afterKey = true;
}

void JsonWriter::value(std::string_view text)
{
    separate();
    appendString(m_text, text);
}

void JsonWriter::value(bool flag)
{
    separate();
    m_text += flag ? "true" : "false";
}

void JsonWriter::value(std::int64_t number)
{
    separate();
    m_text += std::to_string(number);
}

void JsonWriter::null()
{
    separate();
    m_text += "null";
}

void JsonWriter::value(const std::vector<std::string> &texts)
{
    separate();
    m_text += '[';
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (i > 0)
            m_text += ", ";
        appendString(m_text, texts[i]);
    }
    m_text += ']';
}

void JsonWriter::memberOrNull(std::string_view name, std::string_view text)
{
    key(name);
    if (text.empty())
        null();
    else
        value(text);
}

std::string JsonWriter::take()
{
    m_text += '\n';
    return std::move(m_text);
}

} // namespace retort
