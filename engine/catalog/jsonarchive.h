// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/jsonwriter.h"
#include "engine/catalog/snapshotfields.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::catalog {

/// Writes the members of a value into the object that `json` has open. Empty texts, unknown numbers (-1) and absent
/// values become null; a name becomes its text as SQL has it.
class JsonWritingArchive
{
public:
    explicit JsonWritingArchive(JsonWriter &json)
        : m_json(json)
    {
    }

    template <typename T> void operator()(std::string_view name, const T &member)
    {
        m_json.key(name);
        write(member);
    }
    template <typename T> void object(const T &value)
    {
        m_json.beginObject();
        fields(*this, value);
        m_json.endObject();
    }

private:
    void write(bool flag) { m_json.value(flag); }
    void write(char letter) { writeText(letter == '\0' ? std::string_view() : std::string_view(&letter, 1)); }
    void write(int number) { write(static_cast<std::int64_t>(number)); }
    void write(std::uint32_t number) { write(static_cast<std::int64_t>(number)); }
    void write(std::int64_t number)
    {
        if (number == -1)
            m_json.null();
        else
            m_json.value(number);
    }
    void write(const std::string &text) { writeText(text); }
    void write(const std::optional<std::string> &text)
    {
        if (text)
            m_json.value(std::string_view(*text));
        else
            m_json.null();
    }
    void write(const RelationName &name) { writeText(name.toString()); }
    template <typename Kind>
        requires std::is_enum_v<Kind>
    void write(const Kind &kind)
    {
        m_json.value(std::string_view(toString(kind)));
    }
    void write(const std::vector<std::string> &texts) { m_json.value(texts); }
    void write(const std::vector<RelationName> &names)
    {
        std::vector<std::string> texts;
        for (const auto &name : names)
            texts.push_back(name.toString());
        m_json.value(texts);
    }
    template <typename T> void write(const std::vector<T> &items)
    {
        m_json.beginArray();
        for (const T &item : items)
            object(item);
        m_json.endArray();
    }
    template <typename T> void write(const std::optional<T> &item)
    {
        if (item)
            write(*item);
        else
            m_json.null();
    }
    template <typename T> void write(const T &value) { object(value); }

    void writeText(std::string_view text)
    {
        if (text.empty())
            m_json.null();
        else
            m_json.value(text);
    }

    JsonWriter &m_json;
};

} // namespace retort::catalog
