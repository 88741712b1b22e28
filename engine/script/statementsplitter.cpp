// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/statementsplitter.h"

#include "engine/base/text.h"
#include "engine/script/crowdedcomments.h"
#include "engine/script/sqltokens.h"

#include <pg_query.h>

#include <algorithm>
#include <array>

namespace retort::script {

namespace {

constexpr std::size_t none = std::string_view::npos;

/// One call of the library's split: raw ranges, or where the scanner stopped.
struct RawSplit {
    struct Range {
        std::size_t start;
        std::size_t end;
    };
    std::vector<Range> ranges;
    std::optional<SplitWindow::Failure> failure;
};

RawSplit rawSplit(SectionSource &source, std::size_t from, std::size_t to)
{
    RawSplit split;
    const PgQuerySplitResult result = source.withTerminated(from, to, pg_query_split_with_scanner);
    if (result.error) {
        const std::string_view message = result.error->message ? result.error->message : "";
        const auto character = static_cast<std::size_t>(std::max(1, result.error->cursorpos) - 1);
        const std::string_view window = source.text().substr(from, to - from);
        split.failure = {std::string(message.substr(0, message.find(" at or near"))),
                         from + text::byteOffsetOfCharacter(window, character), message.starts_with("unterminated")};
    } else {
        split.ranges.reserve(static_cast<std::size_t>(result.n_stmts));
        for (int i = 0; i < result.n_stmts; ++i) {
            const std::size_t start = from + static_cast<std::size_t>(result.stmts[i]->stmt_location);
            split.ranges.push_back({start, start + static_cast<std::size_t>(result.stmts[i]->stmt_len)});
        }
    }
    pg_query_free_split_result(result);
    return split;
}

std::string_view textOf(std::string_view sql, const SqlToken &token)
{
    return sql.substr(token.start, token.end - token.start);
}

bool isKeyword(std::string_view sql, const SqlToken &token, std::string_view word)
{
    return token.isKeyword && text::equalsIgnoringCase(textOf(sql, token), word);
}

/// CREATE [OR REPLACE] FUNCTION | PROCEDURE
bool createsRoutine(std::string_view sql, const std::vector<SqlToken> &tokens)
{
    std::size_t at = 0;
    const auto take = [&](std::string_view word) {
        const bool matches = at < tokens.size() && isKeyword(sql, tokens[at], word);
        at += matches ? 1 : 0;
        return matches;
    };
    if (!take("create"))
        return false;
    if (take("or") && !take("replace"))
        return false;
    return take("function") || take("procedure");
}

/// Where the routine that `sql` begins with ends: at the semicolon that is in no BEGIN ATOMIC body.
/// npos when `sql` ends before that.
std::size_t endOfRoutine(std::string_view sql)
{
    const std::vector<SqlToken> tokens = scanTokens(sql);
    int parentheses = 0;
    int bodies = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string_view token = textOf(sql, tokens[i]);
        if (token == "(")
            ++parentheses;
        else if (token == ")")
            --parentheses;
        else if (token == ";" && parentheses <= 0 && bodies == 0)
            return tokens[i].start;
        else if (!tokens[i].isKeyword || parentheses > 0)
            continue;
        else if (isKeyword(sql, tokens[i], "begin") && i + 1 < tokens.size() && isKeyword(sql, tokens[i + 1], "atomic"))
            ++bodies;
        else if (bodies > 0 && isKeyword(sql, tokens[i], "case"))
            ++bodies;
        else if (bodies > 0 && isKeyword(sql, tokens[i], "end"))
            --bodies;
    }
    return none;
}

/// Takes trailing blanks and comments off `sql`, which is a statement without its semicolon.
std::size_t endWithoutComments(std::string_view sql)
{
    const std::string_view bare = text::trimmed(sql);
    const auto size = static_cast<std::size_t>(bare.data() + bare.size() - sql.data());
    const std::size_t lastLine = bare.rfind('\n') + 1; // npos + 1 is 0
    if (bare.find("--", lastLine) == none && !bare.ends_with("*/"))
        return size;
    const std::vector<SqlToken> tokens = scanTokens(sql);
    return tokens.empty() ? size : tokens.back().end;
}

class WindowSplitter
{
public:
    WindowSplitter(SectionSource &source, std::size_t from, std::size_t to, bool isWhole)
        : m_source(source)
        , m_to(to)
        , m_isWhole(isWhole)
    {
        m_split.consumed = from;
    }

    SplitWindow split()
    {
        RawSplit raw;
        if (const auto crowd = crowdedComments(text().substr(m_split.consumed)))
            raw.failure = {"too many comments begin in one another, without a blank between", m_split.consumed + *crowd,
                           false};
        else
            raw = rawSplit(m_source, m_split.consumed, m_to);
        if (raw.failure) {
            // Everything before the token at fault is sound. What it belongs to stays unfinished.
            m_split.failure = std::move(raw.failure);
            m_to = m_split.failure->offset;
            m_isWhole = false;
            raw = rawSplit(m_source, m_split.consumed, m_to);
        }
        for (const RawSplit::Range &range : raw.ranges) {
            if (range.start < m_split.consumed)
                continue; // in a body that was joined
            takeWithoutKeywords(range.start);
            if (!take(range))
                return std::move(m_split);
        }
        if (m_isWhole) {
            takeWithoutKeywords(m_to);
            m_split.consumed = m_to;
        }
        return std::move(m_split);
    }

private:
    std::string_view text() const { return m_source.text().substr(0, m_to); }

    /// False when the statement is not whole.
    bool take(RawSplit::Range range)
    {
        range.start = skipBlanks(text(), range.start);
        const char first = range.start < m_to ? text()[range.start] : '\0';
        // Routines alone may hold a body; looking closer at every statement would halve the speed.
        if ((first == 'c' || first == 'C') && mentions(text().substr(range.start, range.end - range.start), "atomic")
            && !join(range))
            return false;
        const bool isTerminated = range.end < m_to;
        if (!isTerminated && !m_isWhole)
            return false;
        add(range.start, range.end, isTerminated);
        return true;
    }

    /// Extends the range to the routine's end. False when that is beyond the window.
    bool join(RawSplit::Range &range) const
    {
        const std::string_view routine = text().substr(range.start);
        if (!createsRoutine(routine, scanTokens(routine.substr(0, range.end - range.start))))
            return true;
        const std::size_t end = endOfRoutine(routine);
        if (end == none && !m_isWhole)
            return false;
        range.end = end == none ? m_to : range.start + end;
        return true;
    }

    /// Keeps what stands before `to` and isn't blank: statements without a keyword.
    void takeWithoutKeywords(std::size_t to)
    {
        const auto isNothing = [&](std::size_t at) { return at >= to || text()[at] == ';'; };
        if (m_split.consumed == to)
            return;
        while (true) {
            const std::size_t start = skipBlanks(text().substr(0, to), m_split.consumed);
            if (start >= to)
                return;
            if (isNothing(start)) {
                m_split.consumed = start + 1;
                continue;
            }
            const std::string_view rest = text().substr(start, to - start);
            const std::vector<SqlToken> tokens = scanTokens(rest);
            const auto semicolon = std::find_if(tokens.begin(), tokens.end(),
                                                [&](const SqlToken &token) { return textOf(rest, token) == ";"; });
            if (semicolon == tokens.end() && to != m_to)
                return; // the next statement's own blanks and comments
            add(start, semicolon == tokens.end() ? to : start + semicolon->start, semicolon != tokens.end());
        }
    }

    void add(std::size_t start, std::size_t end, bool isTerminated)
    {
        const std::size_t next = isTerminated ? end + 1 : end;
        end = start + endWithoutComments(text().substr(start, end - start));
        m_split.statements.push_back({start, end, next, isTerminated});
        m_split.consumed = next;
    }

    SectionSource &m_source;
    std::size_t m_to;
    bool m_isWhole;
    SplitWindow m_split;
};

} // namespace

SplitWindow splitWindow(SectionSource &source, std::size_t from, std::size_t to, bool isWhole)
{
    return WindowSplitter(source, from, to, isWhole).split();
}

bool beginsCopyData(std::string_view statement)
{
    if (!text::equalsIgnoringCase(firstWord(statement), "copy"))
        return false;
    const std::vector<SqlToken> tokens = scanTokens(statement);
    int parentheses = 0;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        const std::string_view token = textOf(statement, tokens[i]);
        if (token == "(")
            ++parentheses;
        else if (token == ")")
            --parentheses;
        else if (parentheses == 0 && isKeyword(statement, tokens[i], "from"))
            return isKeyword(statement, tokens[i + 1], "stdin");
    }
    return false;
}

std::optional<std::size_t> findMetaCommand(std::string_view text)
{
    if (text.find('\\') == none)
        return std::nullopt;
    std::vector<std::size_t> candidates;
    for (std::size_t at = text.find('\\'); at != none; at = text.find('\\', at + 1)) {
        const std::size_t before = text.substr(0, at).find_last_not_of(" \t");
        if (before == none || text[before] == '\n')
            candidates.push_back(at);
    }
    if (candidates.empty())
        return std::nullopt;
    for (const SqlToken &token : scanTokens(text)) {
        if (std::binary_search(candidates.begin(), candidates.end(), token.start))
            return token.start;
    }
    return std::nullopt;
}

} // namespace retort::script
