// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/statementreader.h"

#include "engine/base/text.h"
#include "engine/script/filescan.h"
#include "engine/script/sectionsource.h"
#include "engine/script/sqltokens.h"
#include "engine/script/statementsplitter.h"

#include <algorithm>
#include <cerrno>
#include <functional>
#include <optional>
#include <utility>

#include <fcntl.h>

namespace retort::script
{

namespace
{

constexpr std::size_t defaultWindow = 64 * 1024;
constexpr std::size_t copyPieceSize = std::size_t{1} << 20;

/// A line "\." and what follows it.
struct Terminator {
    std::size_t start;
    std::size_t next;
};

/// The first line "\." of `text`, which begins at a line's beginning. `isWhole`: nothing follows the text.
std::optional<Terminator> findTerminator(std::string_view text, bool isWhole)
{
    for (std::size_t at = 0; at != std::string_view::npos;) {
        if (text.compare(at, 2, "\\.") == 0) {
            std::size_t end = at + 2;
            if (text.compare(end, 2, "\r\n") == 0)
                ++end;
            if (end < text.size() && text[end] == '\n')
                return Terminator{at, end + 1};
            if (isWhole && text::trimmed(text.substr(end)).empty() && text.find('\n', end) == std::string_view::npos)
                return Terminator{at, text.size()};
        }
        const std::size_t found = text.find("\n\\.", at);
        at = found == std::string_view::npos ? found : found + 1;
    }
    return std::nullopt;
}

/// Where to cut a window: after its last semicolon. There no token is cut in two, except inside a literal or comment,
/// which the scanner reports, at the price of a second scan. One that ends its line is seldom inside, so it comes
/// first; `endsLine`: no other will do. 0 for none.
std::size_t cutBefore(std::string_view window, bool endsLine)
{
    constexpr auto none = std::string_view::npos;
    for (std::size_t at = window.rfind(';'); at != none; at = at > 0 ? window.rfind(';', at - 1) : none) {
        if (at + 1 < window.size() && (window[at + 1] == '\n' || window[at + 1] == '\r'))
            return at + 1;
    }
    return endsLine ? 0 : window.rfind(';') + 1; // npos + 1 is 0
}

std::size_t fingerprintOf(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

std::string remedyFor(std::string_view command)
{
    if (command == "\\restrict" || command == "\\unrestrict")
        return "pg_dump writes it for psql alone: remove the lines \\restrict and \\unrestrict.";
    if (command == "\\i" || command == "\\ir" || command == "\\include" || command == "\\include_relative")
        return "Put the statements of that file in its place.";
    if (command == "\\c" || command == "\\connect")
        return "Remove it; a revision runs on the database that its branch is bound to.";
    if (command == "\\copy")
        return "Use COPY … FROM stdin; with the data below it, ended by a line \\.";
    if (command == "\\.")
        return "Remove it, or check that COPY … FROM stdin; stands before the data.";
    return "Remove it, or write what it does as SQL.";
}

} // namespace

/// Statements are found a window at a time, since the scanner's memory grows with what it is given. They are kept
/// as offsets until the batch is whole, since the buffer may move while it grows.
struct StatementReader::Body {
    explicit Body(SectionSource given)
        : source(std::move(given))
    {
    }

    Result<Next> next(std::size_t batchBytes);
    Result<Next> next(const BatchMark &mark);
    Result<CopyChunk> copyData();
    /// Finds the statements of a batch that was taken by its mark.
    void split();

    SectionSource source;
    std::vector<Statement> statements;
    std::string_view batch;
    BatchMark mark;
    std::size_t firstWindow = defaultWindow; ///< where growing begins
    std::size_t window = defaultWindow;

private:
    enum class CopyState { None, Announced, Open };

    Result<bool> passOn();
    Result<bool> scanWindow();
    Result<void> take(const SplitWindow &split);
    Result<void> beginCopy(const StatementRange &statement);
    void present();
    Error errorAt(std::string code, std::string message, std::string hint, std::size_t offset);
    Error metaCommand(std::size_t offset);
    Error failed(const SplitWindow::Failure &failure);

    std::vector<StatementRange> m_found; ///< of this batch, in offsets of source.text()
    std::size_t m_at = 0;                ///< in source.text(): after what was found
    CopyState m_copy = CopyState::None;
    Place m_copyPlace;
};

/// Leaves the latest batch behind. True when data follows it.
Result<bool> StatementReader::Body::passOn()
{
    statements.clear();
    batch = {};
    mark = {};
    m_found.clear();
    if (m_copy == CopyState::Announced) {
        m_copy = CopyState::Open;
        return true;
    }
    while (m_copy == CopyState::Open) { // data that nobody asked for
        if (const auto chunk = copyData(); !chunk)
            return chunk.error();
    }
    source.drop(std::exchange(m_at, 0));
    return false;
}

Result<StatementReader::Next> StatementReader::Body::next(const BatchMark &known)
{
    if (const auto data = passOn(); !data)
        return data.error();
    else if (*data)
        return Next::CopyData;
    if (const auto filled = source.fill(known.size); !filled)
        return filled.error();
    const std::string_view text = source.text().substr(0, known.size);
    if (text.size() < known.size || fingerprintOf(text) != known.fingerprint)
        return source.changed();
    mark = known;
    m_at = known.size;
    batch = text.substr(known.begin, known.end - known.begin);
    if (known.announcesCopy) {
        m_copy = CopyState::Announced;
        split(); // the data's errors are placed by the last one
    }
    return Next::Statements;
}

void StatementReader::Body::split()
{
    if (batch.empty() || !statements.empty())
        return;
    m_found = splitWindow(source, 0, m_at, true).statements;
    present();
}

Result<StatementReader::Next> StatementReader::Body::next(std::size_t batchBytes)
{
    if (const auto data = passOn(); !data)
        return data.error();
    else if (*data)
        return Next::CopyData;
    while (m_at < batchBytes && m_copy == CopyState::None) {
        const auto more = scanWindow();
        // What is sound goes out first. The error comes again, with nothing before it.
        if (!more && m_found.empty())
            return more.error();
        if (!more || !*more)
            break;
    }
    if (m_found.empty())
        return Next::End;
    present();
    mark = {m_at,
            m_found.front().start,
            m_found.back().end,
            statements.front().line,
            statements.front().column,
            m_copy == CopyState::Announced,
            fingerprintOf(source.text().substr(0, m_at))};
    return Next::Statements;
}

/// Finds at least one statement more. False at the end.
Result<bool> StatementReader::Body::scanWindow()
{
    while (true) {
        if (const auto filled = source.fill(m_at + window); !filled)
            return filled.error();
        const std::string_view rest = source.text().substr(m_at, window);
        const bool isWhole = source.isComplete() && m_at + rest.size() == source.text().size();
        const bool mayWait = window < 4 * firstWindow;
        const std::size_t size = isWhole ? rest.size() : cutBefore(rest, mayWait);
        if (isWhole || size > 0) {
            const SplitWindow split = splitWindow(source, m_at, m_at + size, isWhole);
            if (!split.statements.empty()) {
                const auto taken = take(split);
                return taken ? Result<bool>(true) : Result<bool>(taken.error());
            }
            if (split.failure && (isWhole || !split.failure->isUnterminated))
                return failed(*split.failure);
            if (isWhole) {
                m_at = source.text().size();
                return false;
            }
        }
        window *= 2;
    }
}

Result<void> StatementReader::Body::take(const SplitWindow &split)
{
    for (const StatementRange &range : split.statements) {
        const std::string_view statement = source.text().substr(range.start, range.end - range.start);
        if (const auto command = findMetaCommand(statement))
            return metaCommand(range.start + *command);
        if (beginsCopyData(statement))
            return beginCopy(range);
        m_found.push_back(range);
        m_at = range.next;
    }
    m_at = split.consumed;
    const StatementRange &last = split.statements.back();
    window = std::clamp(2 * (last.end - last.start), firstWindow, std::max(firstWindow, window));
    return {};
}

Result<void> StatementReader::Body::beginCopy(const StatementRange &statement)
{
    const Error noData = errorAt("unterminated-copy-data", "The data of COPY … FROM stdin has no end.",
                                 "End it with a line \\.", statement.start);
    if (!statement.isTerminated)
        return noData;
    std::size_t lineEnd = source.text().find('\n', statement.next);
    while (lineEnd == std::string_view::npos && !source.isComplete()) {
        if (const auto filled = source.fill(source.text().size() + defaultWindow); !filled)
            return filled.error();
        lineEnd = source.text().find('\n', statement.next);
    }
    if (lineEnd == std::string_view::npos)
        return noData;
    const std::size_t rest = skipBlanks(source.text().substr(0, lineEnd), statement.next);
    if (rest < lineEnd) {
        return errorAt("syntax-error", "There is text after COPY … FROM stdin; on the same line.",
                       "The data begins on the next line; put other statements before the COPY or after its end.",
                       rest);
    }
    m_found.push_back(statement);
    m_at = lineEnd + 1;
    m_copy = CopyState::Announced;
    return {};
}

Result<CopyChunk> StatementReader::Body::copyData()
{
    if (m_copy == CopyState::None)
        return CopyChunk{{}, true};
    source.drop(std::exchange(m_at, 0));
    for (std::size_t size = copyPieceSize;; size *= 2) {
        if (const auto filled = source.fill(size); !filled)
            return filled.error();
        const std::string_view text = source.text().substr(0, size);
        const bool isWhole = source.isComplete() && text.size() == source.text().size();
        if (const auto terminator = findTerminator(text, isWhole)) {
            m_at = terminator->next;
            m_copy = CopyState::None;
            return CopyChunk{text.substr(0, terminator->start), true};
        }
        if (isWhole) {
            Error error = makeError("unterminated-copy-data", "The data of COPY … FROM stdin has no end.",
                                    "End it with a line \\.", ExitStatus::Usage);
            error.place = m_copyPlace;
            return error;
        }
        m_at = text.rfind('\n') + 1; // npos + 1 is 0
        if (m_at > 0)
            return CopyChunk{text.substr(0, m_at), false};
    }
}

void StatementReader::Body::present()
{
    const std::string_view text = source.text();
    statements.reserve(m_found.size());
    for (const StatementRange &range : m_found) {
        const Place place = source.placeOf(range.start);
        statements.push_back({text.substr(range.start, range.end - range.start), place.line, place.column});
    }
    batch = text.substr(m_found.front().start, m_found.back().end - m_found.front().start);
    if (m_copy == CopyState::Announced)
        m_copyPlace = source.placeOf(m_found.back().start);
}

Error StatementReader::Body::errorAt(std::string code, std::string message, std::string hint, std::size_t offset)
{
    Error error = makeError(std::move(code), std::move(message), std::move(hint), ExitStatus::Usage);
    error.place = source.placeOf(offset);
    return error;
}

Error StatementReader::Body::metaCommand(std::size_t offset)
{
    const std::string_view rest = source.text().substr(offset);
    const std::string command(rest.substr(0, rest.find_first_of(" \t\r\n;")));
    return errorAt("psql-meta-command", command + " is a command of psql, not SQL.", remedyFor(command), offset);
}

Error StatementReader::Body::failed(const SplitWindow::Failure &failure)
{
    // A psql command's arguments follow other rules than SQL, and may be what the scanner stumbled over.
    if (const auto command = findMetaCommand(source.text().substr(m_at, failure.offset - m_at)))
        return metaCommand(m_at + *command);
    std::string message = "The SQL can't be read: " + failure.message + '.';
    if (failure.isUnterminated)
        return errorAt("unterminated-literal", std::move(message), "Close it; it begins here.", failure.offset);
    return errorAt("syntax-error", std::move(message), "Correct the text here.", failure.offset);
}

StatementReader::StatementReader(std::unique_ptr<Body> body)
    : m_body(std::move(body))
{
}

StatementReader::StatementReader(StatementReader &&) noexcept = default;
StatementReader &StatementReader::operator=(StatementReader &&) noexcept = default;
StatementReader::~StatementReader() = default;

Result<StatementReader> StatementReader::open(const std::filesystem::path &path, const Section &section)
{
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return unreadable(path.string(), errno);
    return StatementReader(std::make_unique<Body>(SectionSource(std::move(descriptor), path.string(), section)));
}

StatementReader StatementReader::fromText(std::string text, std::string file, int line)
{
    return StatementReader(std::make_unique<Body>(SectionSource(std::move(text), std::move(file), line)));
}

void StatementReader::setWindowSize(std::size_t bytes)
{
    m_body->firstWindow = m_body->window = std::max<std::size_t>(1, bytes);
}

Result<StatementReader::Next> StatementReader::next(std::size_t batchBytes)
{
    return m_body->next(std::max<std::size_t>(1, batchBytes));
}

Result<StatementReader::Next> StatementReader::next(const BatchMark &mark)
{
    return m_body->next(mark);
}

BatchMark StatementReader::mark() const
{
    return m_body->mark;
}

const std::vector<Statement> &StatementReader::statements() const
{
    m_body->split();
    return m_body->statements;
}

std::string_view StatementReader::batchText() const
{
    return m_body->batch;
}

Result<CopyChunk> StatementReader::copyData()
{
    return m_body->copyData();
}

Result<void> forEachStatement(StatementReader &reader, const std::function<void(const Statement &)> &take)
{
    while (true) {
        const auto next = reader.next();
        if (!next)
            return next.error();
        if (*next == StatementReader::Next::End)
            return {};
        for (const Statement &statement : reader.statements())
            take(statement);
    }
}

} // namespace retort::script
