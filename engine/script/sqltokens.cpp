// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/sqltokens.h"

#include <pg_query.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace retort::script {

namespace {

/// Reads protobuf's wire format (protobuf.dev, "Encoding"), as far as a ScanResult needs it.
class WireReader
{
public:
    explicit WireReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    struct Field {
        std::uint64_t number = 0;
        std::uint64_t value = 0;    ///< of a varint
        std::string_view message;   ///< of a length-delimited field
    };

    /// Nothing at the end, and for what this format doesn't use.
    std::optional<Field> next()
    {
        constexpr std::uint64_t varintType = 0;
        constexpr std::uint64_t lengthType = 2;
        if (m_at >= m_bytes.size())
            return std::nullopt;
        const std::uint64_t tag = varint();
        Field field{tag >> 3U, varint(), {}};
        if ((tag & 7U) == varintType)
            return field;
        if ((tag & 7U) != lengthType || field.value > m_bytes.size() - m_at)
            return std::nullopt;
        field.message = m_bytes.substr(m_at, field.value);
        m_at += field.value;
        return field;
    }

private:
    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; m_at < m_bytes.size() && shift < 64; shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                break;
        }
        return value;
    }

    std::string_view m_bytes;
    std::size_t m_at = 0;
};

/// pg_query.proto: message ScanToken.
SqlToken tokenFrom(std::string_view message)
{
    constexpr std::uint64_t startField = 1;
    constexpr std::uint64_t endField = 2;
    constexpr std::uint64_t keywordKindField = 5;
    SqlToken token;
    WireReader reader(message);
    while (const auto field = reader.next()) {
        if (field->number == startField)
            token.start = field->value;
        else if (field->number == endField)
            token.end = field->value;
        else if (field->number == keywordKindField)
            token.isKeyword = field->value != 0;
    }
    return token;
}

constexpr bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// After the block comment that begins at `at`; they nest (manual, "Comments").
std::size_t afterBlockComment(std::string_view sql, std::size_t at)
{
    int depth = 0;
    while (at + 1 < sql.size()) {
        if (sql[at] == '/' && sql[at + 1] == '*') {
            ++depth;
            at += 2;
        } else if (sql[at] == '*' && sql[at + 1] == '/') {
            at += 2;
            if (--depth == 0)
                return at;
        } else {
            ++at;
        }
    }
    return sql.size();
}

} // namespace

std::vector<SqlToken> scanTokens(std::string_view sql)
{
    constexpr std::uint64_t tokensField = 2;
    const PgQueryScanResult result = pg_query_scan(std::string(sql).c_str());
    std::vector<SqlToken> tokens;
    if (!result.error) {
        WireReader reader({result.pbuf.data, result.pbuf.len});
        while (const auto field = reader.next()) {
            if (field->number != tokensField)
                continue;
            const SqlToken token = tokenFrom(field->message);
            const std::string_view text = sql.substr(token.start, 2);
            if (text != "--" && text != "/*")
                tokens.push_back(token);
        }
    }
    pg_query_free_scan_result(result);
    return tokens;
}

std::size_t skipBlanks(std::string_view sql, std::size_t from)
{
    std::size_t at = from;
    while (at < sql.size()) {
        if (isBlank(sql[at])) {
            ++at;
        } else if (sql.compare(at, 2, "--") == 0) {
            at = std::min(sql.find('\n', at), sql.size());
        } else if (sql.compare(at, 2, "/*") == 0) {
            at = afterBlockComment(sql, at);
        } else {
            break;
        }
    }
    return at;
}

std::string_view firstWord(std::string_view sql)
{
    sql.remove_prefix(skipBlanks(sql));
    std::size_t end = 0;
    while (end < sql.size() && ((lower(sql[end]) >= 'a' && lower(sql[end]) <= 'z') || sql[end] == '_'))
        ++end;
    return sql.substr(0, end);
}

bool mentions(std::string_view sql, std::string_view word)
{
    return std::search(sql.begin(), sql.end(), word.begin(), word.end(),
                       [](char a, char b) { return lower(a) == b; })
        != sql.end();
}

} // namespace retort::script
