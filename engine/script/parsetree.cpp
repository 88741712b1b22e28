// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/parsetree.h"

#include "engine/base/text.h"

#include <pg_query.h>

#include <algorithm>
#include <charconv>

namespace retort::script {

/// JSON (RFC 8259) as libpg_query writes it. What lies too deep in it is left out, so that an expression of ten
/// thousand operators doesn't use up the stack, here or in those who walk the tree.
class JsonReader
{
public:
    explicit JsonReader(std::string_view json)
        : m_json(json)
    {
    }

    ParseNode read()
    {
        ParseNode node = value();
        return m_failed ? ParseNode() : node;
    }

private:
    static constexpr int deepest = 1000; ///< two levels an operator

    char peek()
    {
        while (m_at < m_json.size() && std::string_view(" \t\r\n").find(m_json[m_at]) != std::string_view::npos)
            ++m_at;
        return m_at < m_json.size() ? m_json[m_at] : '\0';
    }

    bool take(char c)
    {
        const bool found = peek() == c;
        m_at += found ? 1 : 0;
        return found;
    }

    void expect(char c)
    {
        if (!take(c))
            m_failed = true;
    }

    ParseNode value()
    {
        if (m_depth == deepest) {
            skip();
            return {};
        }
        ++m_depth;
        ParseNode node = shallowValue();
        --m_depth;
        return node;
    }

    /// Passes over a value without a call for each of its levels.
    void skip()
    {
        int open = 0;
        do {
            const char c = peek();
            if (c == '"') {
                string();
            } else if (c == '{' || c == '[' || c == '}' || c == ']') {
                open += c == '{' || c == '[' ? 1 : -1;
                ++m_at;
            } else if (c == ',' || c == ':') {
                ++m_at;
            } else {
                word();
            }
        } while (open > 0 && !m_failed);
    }

    ParseNode shallowValue()
    {
        ParseNode node;
        switch (peek()) {
        case '{':
            return object();
        case '[':
            return list();
        case '"':
            node.m_kind = ParseNode::Kind::Text;
            node.m_text = string();
            return node;
        default:
            return word();
        }
    }

    ParseNode object()
    {
        ParseNode node;
        node.m_kind = ParseNode::Kind::Object;
        expect('{');
        while (!m_failed && peek() != '}') {
            std::string name = string();
            expect(':');
            node.m_members.emplace_back(std::move(name), value());
            if (!take(','))
                break;
        }
        expect('}');
        return node;
    }

    ParseNode list()
    {
        ParseNode node;
        node.m_kind = ParseNode::Kind::List;
        expect('[');
        while (!m_failed && peek() != ']') {
            node.m_items.push_back(value());
            if (!take(','))
                break;
        }
        expect(']');
        return node;
    }

    /// A number, true, false or null.
    ParseNode word()
    {
        ParseNode node;
        const std::size_t end = std::min(m_json.find_first_of(",]} \t\r\n", m_at), m_json.size());
        node.m_text = m_json.substr(m_at, end - m_at);
        m_at = end;
        if (node.m_text == "true" || node.m_text == "false")
            node.m_kind = ParseNode::Kind::Boolean;
        else if (!node.m_text.empty() && node.m_text != "null")
            node.m_kind = ParseNode::Kind::Number;
        m_failed = m_failed || node.m_text.empty();
        return node;
    }

    std::string string()
    {
        std::string text;
        expect('"');
        while (m_at < m_json.size() && m_json[m_at] != '"') {
            if (m_json[m_at] != '\\') {
                const std::size_t end = std::min(m_json.find_first_of("\"\\", m_at), m_json.size());
                text += m_json.substr(m_at, end - m_at);
                m_at = end;
                continue;
            }
            escape(text);
        }
        expect('"');
        return text;
    }

    void escape(std::string &text)
    {
        static constexpr std::string_view names = "nrtbf";
        static constexpr std::string_view meanings = "\n\r\t\b\f";
        const char c = m_at + 1 < m_json.size() ? m_json[m_at + 1] : '\0';
        m_at = std::min(m_at + 2, m_json.size());
        if (const std::size_t known = names.find(c); known != std::string_view::npos) {
            text += meanings[known];
        } else if (c == 'u') {
            // The writer uses it for control characters alone; all else is UTF-8.
            unsigned code = 0;
            const std::string_view digits = m_json.substr(m_at, 4);
            std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
            text += static_cast<char>(code & 0x7FU);
            m_at = std::min(m_at + 4, m_json.size());
        } else {
            text += c;
        }
    }

    std::string_view m_json;
    std::size_t m_at = 0;
    int m_depth = 0;
    bool m_failed = false;
};

namespace {

/// The parser's message, without a literal that it points at: literals may be passwords.
std::string withoutLiteral(std::string message)
{
    constexpr std::string_view near = " at or near \"";
    const std::size_t at = message.find(near);
    const std::size_t shown = at == std::string::npos ? at : at + near.size();
    const bool isLiteral =
        shown < message.size() && std::string_view("'\"$").find(message[shown]) != std::string_view::npos;
    const bool isPrefixed = shown + 1 < message.size() && (message[shown + 1] == '\'' || message[shown + 1] == '&');
    if (isLiteral || isPrefixed)
        message.resize(at);
    return message;
}

} // namespace

const ParseNode &ParseNode::operator[](std::string_view name) const
{
    static const ParseNode nothing;
    const auto found = std::find_if(m_members.begin(), m_members.end(),
                                    [&](const auto &member) { return member.first == name; });
    return found == m_members.end() ? nothing : found->second;
}

ParseNode ParseNode::fromJson(std::string_view json)
{
    return JsonReader(json).read();
}

Result<std::vector<ParseNode>> parseStatements(std::string_view sql)
{
    const std::string terminated(sql);
    const PgQueryParseResult result = pg_query_parse(terminated.c_str());
    std::vector<ParseNode> statements;
    std::optional<Error> failure;
    if (result.error) {
        const int position = std::max(1, result.error->cursorpos);
        const std::size_t offset = text::byteOffsetOfCharacter(sql, static_cast<std::size_t>(position - 1));
        const std::string_view before = sql.substr(0, offset);
        const std::string message = withoutLiteral(result.error->message ? result.error->message : "syntax error");
        failure = makeError("syntax-error", "The SQL can't be read: " + message + '.', "Correct the statement here.",
                            ExitStatus::Usage);
        failure->place.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
        failure->place.column = static_cast<int>(text::characterCount(before.substr(before.rfind('\n') + 1))) + 1;
        failure->sql.emplace();
        failure->sql->severity = "ERROR";
        failure->sql->sqlstate = "42601"; // syntax_error
        failure->sql->message = message;
        failure->sql->position = position;
    } else {
        const ParseNode tree = ParseNode::fromJson(result.parse_tree ? result.parse_tree : "");
        for (const ParseNode &statement : tree["stmts"].items())
            statements.push_back(statement["stmt"]);
    }
    pg_query_free_parse_result(result);
    if (failure)
        return *std::move(failure);
    return statements;
}

} // namespace retort::script
