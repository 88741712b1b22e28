// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/texttable.h"

#include "engine/postgres/displaywidth.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <string_view>

namespace retort::catalog {

namespace {

constexpr std::size_t tabStop = 8;

/// One line of a cell, its control characters made visible.
struct Line {
    std::string text;
    std::size_t width = 0;
};
using Cell = std::vector<Line>;

std::uint32_t codePoint(std::string_view bytes)
{
    if (bytes.size() < 2)
        return bytes.empty() ? 0 : static_cast<unsigned char>(bytes.front());
    auto value = static_cast<std::uint32_t>(static_cast<unsigned char>(bytes.front()) & (0x7Fu >> bytes.size()));
    for (const char c : bytes.substr(1))
        value = (value << 6) | (static_cast<unsigned char>(c) & 0x3Fu);
    return value;
}

void appendText(Line &line, std::string_view text, std::size_t width)
{
    line.text += text;
    line.width += width;
}

void appendControl(Line &line, std::string_view character)
{
    if (character == "\r") {
        appendText(line, "\\r", 2);
        return;
    }
    std::array<char, 12> escaped{};
    const auto *format = character.size() == 1 ? "\\x%02X" : "\\u%04X";
    const int length = std::snprintf(escaped.data(), escaped.size(), format, codePoint(character));
    appendText(line, {escaped.data(), static_cast<std::size_t>(length)}, character.size() == 1 ? 4 : 6);
}

Cell linesOf(std::string_view text)
{
    Cell cell(1);
    while (!text.empty()) {
        const auto character = postgres::firstDisplayedCharacter(text);
        const auto bytes = text.substr(0, character.bytes);
        if (bytes == "\n") {
            cell.emplace_back();
        } else if (bytes == "\t") {
            const std::size_t blanks = tabStop - cell.back().width % tabStop;
            appendText(cell.back(), std::string(blanks, ' '), blanks);
        } else if (character.columns < 0) {
            appendControl(cell.back(), bytes);
        } else {
            appendText(cell.back(), bytes, static_cast<std::size_t>(character.columns));
        }
        text.remove_prefix(character.bytes);
    }
    return cell;
}

std::size_t widthOf(const Cell &cell)
{
    return std::max_element(cell.begin(), cell.end(), [](const Line &a, const Line &b) { return a.width < b.width; })
        ->width;
}

std::string blanks(std::size_t count)
{
    return std::string(count, ' ');
}

/// The odd blank goes to the right.
std::string centred(const Line &line, std::size_t width)
{
    const std::size_t room = width - line.width;
    return blanks(room / 2) + line.text + blanks(room - room / 2);
}

class Layout
{
public:
    explicit Layout(const TextTable &table)
        : m_table(table)
    {
        for (const auto &header : table.headers) {
            m_headers.push_back(linesOf(header.text));
            m_widths.push_back(widthOf(m_headers.back()));
        }
        for (const auto &row : table.rows) {
            auto &cells = m_rows.emplace_back();
            for (std::size_t column = 0; column < row.size(); ++column) {
                cells.push_back(linesOf(row[column]));
                m_widths[column] = std::max(m_widths[column], widthOf(cells.back()));
            }
        }
    }

    std::string toString() const
    {
        std::string out = title() + header() + rule();
        for (const auto &row : m_rows)
            appendRow(out, row);
        for (const auto &footer : m_table.footers)
            out += footer + "\n";
        return out + "\n";
    }

private:
    std::string title() const
    {
        const auto line = linesOf(m_table.title).front();
        const std::size_t total = std::accumulate(m_widths.begin(), m_widths.end(), m_widths.size() * 3 - 1);
        const std::size_t indent = line.width < total ? (total - line.width) / 2 : 0;
        return blanks(indent) + m_table.title + "\n";
    }

    std::string header() const
    {
        std::string out;
        for (std::size_t column = 0; column < m_widths.size(); ++column)
            out += (column == 0 ? " " : "| ") + centred(m_headers[column].front(), m_widths[column]) + " ";
        return out + "\n";
    }

    std::string rule() const
    {
        std::string out;
        for (std::size_t column = 0; column < m_widths.size(); ++column)
            out.append(column == 0 ? "" : "+").append(m_widths[column] + 2, '-');
        return out + "\n";
    }

    void appendRow(std::string &out, const std::vector<Cell> &row) const
    {
        std::size_t height = 1;
        for (const auto &cell : row)
            height = std::max(height, cell.size());
        for (std::size_t lineNumber = 0; lineNumber < height; ++lineNumber) {
            for (std::size_t column = 0; column < row.size(); ++column)
                appendLine(out, row, column, lineNumber);
            out += "\n";
        }
    }

    void appendLine(std::string &out, const std::vector<Cell> &row, std::size_t column, std::size_t lineNumber) const
    {
        static const Line nothing;
        const bool isLast = column + 1 == row.size();
        const bool goesOn = lineNumber + 1 < row[column].size(); // shown by a + in the margin
        const Line &line = lineNumber < row[column].size() ? row[column][lineNumber] : nothing;
        const std::string padding = blanks(m_widths[column] - line.width);
        out += column == 0 ? " " : "| ";
        if (m_table.headers[column].rightAligned)
            out += padding + line.text;
        else
            out += isLast && !goesOn ? line.text : line.text + padding;
        if (goesOn)
            out += "+";
        else if (!isLast)
            out += " ";
    }

    const TextTable &m_table;
    std::vector<Cell> m_headers;
    std::vector<std::size_t> m_widths;
    std::vector<std::vector<Cell>> m_rows;
};

} // namespace

std::string TextTable::toString() const
{
    return Layout(*this).toString();
}

} // namespace retort::catalog
