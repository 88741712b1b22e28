// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace retort
{

/// One JSON document (RFC 8259), put together key by key and indented for people. Bytes that are not UTF-8 become
/// U+FFFD, so that the document is valid whatever a server said. Value; no I/O.
class JsonWriter
{
public:
    void beginObject();
    void endObject();
    void beginArray();
    void endArray();

    void key(std::string_view name);
    void value(std::string_view text);
    void value(const char *text) { value(std::string_view(text)); }
    void value(bool flag);
    void value(std::int64_t number);
    void value(int number) { value(static_cast<std::int64_t>(number)); }
    void null();
    /// An array of texts, on one line.
    void value(const std::vector<std::string> &texts);

    template <typename T>
    void member(std::string_view name, const T &content)
    {
        key(name);
        value(content);
    }
    /// null where the text is empty.
    void memberOrNull(std::string_view name, std::string_view text);

    /// The document with the line end that closes it.
    std::string take();

private:
    struct Level {
        bool isEmpty = true;
    };
    void separate();
    void open(char bracket);
    void close(char bracket);
    void breakLine();

    std::string m_text;
    std::vector<Level> m_levels;
    bool m_afterKey = false;
};

} // namespace retort
