// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/splitcheck.h"

#include "engine/base/text.h"
#include "engine/script/losses.h"
#include "engine/script/schemaeffect.h"
#include "engine/script/statementeffect.h"
#include "engine/script/statementreader.h"
#include "tests/fuzz/property.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace retort::fuzz
{

namespace
{

using script::StatementReader;

/// A statement or a piece of data, as the reader gave it.
struct Piece {
    std::string text;
    bool isData = false;
    int line = 0;
    int column = 0;

    bool operator==(const Piece &) const = default;
};

struct Reading {
    std::vector<Piece> pieces;
    std::optional<Error> error;

    bool operator==(const Reading &) const = default;
};

/// Data comes in pieces of any size; here it is one.
Result<Piece> dataOf(StatementReader &reader)
{
    Piece data;
    data.isData = true;
    while (true) {
        const auto chunk = reader.copyData();
        if (!chunk)
            return chunk.error();
        data.text += chunk->data;
        if (chunk->last)
            return data;
    }
}

Reading readAll(StatementReader &reader, std::size_t batchBytes)
{
    Reading reading;
    while (true) {
        const auto next = reader.next(batchBytes);
        if (!next) {
            reading.error = next.error();
            return reading;
        }
        if (*next == StatementReader::Next::End)
            return reading;
        if (*next == StatementReader::Next::Statements) {
            for (const script::Statement &statement : reader.statements())
                reading.pieces.push_back({std::string(statement.text), false, statement.line, statement.column});
            continue;
        }
        auto data = dataOf(reader);
        if (!data) {
            reading.error = std::move(data).error();
            return reading;
        }
        reading.pieces.push_back(std::move(data).value());
    }
}

bool isBlank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// After the block comment at `at`, or the text's end. They nest.
std::size_t afterComment(std::string_view text, std::size_t at)
{
    int depth = 0;
    do {
        const std::string_view mark = text.substr(at, 2);
        depth += mark == "/*" ? 1 : mark == "*/" ? -1 : 0;
        at += mark == "/*" || mark == "*/" ? 2 : 1;
    } while (depth > 0 && at < text.size());
    return std::min(at, text.size());
}

/// After all that is no statement.
std::size_t afterNothing(std::string_view text, std::size_t at)
{
    while (at < text.size()) {
        if (isBlank(text[at]) || text[at] == ';')
            ++at;
        else if (text.substr(at, 2) == "--")
            at = std::min(text.find('\n', at), text.size());
        else if (text.substr(at, 2) == "/*")
            at = afterComment(text, at);
        else
            break;
    }
    return at;
}

/// Line and column of a byte, when the first byte is at the beginning of `firstLine`.
std::pair<int, int> placeOf(std::string_view text, std::size_t at, int firstLine)
{
    const std::string_view before = text.substr(0, at);
    const auto lines = static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    return {firstLine + lines, static_cast<int>(text::characterCount(before.substr(before.rfind('\n') + 1))) + 1};
}

/// Goes through the section's text beside its pieces.
void checkNothingIsLost(std::string_view text, int firstLine, const Reading &reading)
{
    std::size_t at = 0;
    for (const Piece &piece : reading.pieces) {
        if (piece.isData) {
            const std::size_t lineEnd = text.find('\n', at);
            holds(lineEnd != std::string_view::npos, "data begins on a line of its own");
            at = lineEnd + 1;
            holds(text.substr(at, piece.text.size()) == piece.text, "data stands below its COPY");
            at += piece.text.size();
            holds(text.substr(at, 2) == "\\.", "data ends before its terminator");
            at = std::min(text.find('\n', at), text.size());
            continue;
        }
        at = afterNothing(text, at);
        holds(text.substr(at, piece.text.size()) == piece.text,
              "a statement stands behind the one before it: " + piece.text);
        holds(!piece.text.empty(), "a statement is not empty");
        const auto [line, column] = placeOf(text, at, firstLine);
        holds(piece.line == line && piece.column == column, "a statement stands where it says: " + piece.text);
        at += piece.text.size();
    }
    if (!reading.error)
        holds(afterNothing(text, at) == text.size(), "nothing is left behind the last statement");
}

void readEach(const Reading &reading)
{
    script::SchemaEffect effect;
    for (const Piece &piece : reading.pieces) {
        if (piece.isData)
            continue;
        const auto transaction = script::transactionEffect(piece.text);
        if (!transaction)
            checkError(transaction.error(), piece.text);
        if (const auto left = script::statementEffect(piece.text); !left)
            checkError(left.error(), piece.text);
        script::mayEndTransactions(piece.text);
        script::dataLosses(piece.text);
        effect.apply(piece.text);
    }
}

} // namespace

void checkSplitting(std::string_view file, const script::Section &section)
{
    const std::string_view text = file.substr(section.offset, section.length);
    constexpr std::size_t wholeBatch = std::size_t{1} << 20;
    const MemoryFile memory(file);
    auto opened = StatementReader::open(memory.path(), section);
    holds(opened.isOk(), "a file that can be read can be opened");
    const Reading reading = readAll(*opened, wholeBatch);
    if (reading.error)
        checkPlacedError(*reading.error, file);
    checkNothingIsLost(text, section.firstLine, reading);

    for (const std::size_t window : {std::size_t{1}, std::size_t{7}, text.size() / 2 + 1}) {
        StatementReader reader =
            StatementReader::fromText(std::string(text), memory.path().string(), section.firstLine);
        reader.setWindowSize(window);
        holds(readAll(reader, window) == reading,
              "windows of " + std::to_string(window) + " bytes give the same statements");
    }
    readEach(reading);
}

} // namespace retort::fuzz
