// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/dotenv.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::project {

namespace {

class DotEnvParser
{
public:
    DotEnvParser(std::string_view text, const std::string &file, const std::map<std::string, std::string> &process)
        : m_text(text)
        , m_file(file)
        , m_process(process)
    {
    }

    Result<std::map<std::string, std::string>> parse()
    {
        if (const auto invalid = text::invalidUtf8Offset(m_text))
            return errorAt(*invalid, "The file is not valid UTF-8.", "Save the file in UTF-8.");
        if (const std::size_t nul = m_text.find('\0'); nul != std::string_view::npos)
            return errorAt(nul, "The file holds a NUL byte.", "Remove it; save the file in UTF-8.");
        if (m_text.starts_with("\xEF\xBB\xBF"))
            m_at = 3;
        while (m_at < m_text.size()) {
            skipBlanks();
            if (atLineEnd()) {
                skipLine();
                continue;
            }
            if (const auto taken = takeLine(); !taken)
                return taken.error();
        }
        return std::move(m_values);
    }

private:
    Error errorAt(std::size_t offset, std::string message, std::string hint) const
    {
        Error error = makeError("env-file-syntax", std::move(message), std::move(hint), ExitStatus::Usage);
        const std::string_view before = m_text.substr(0, offset);
        const std::size_t lineStart = before.rfind('\n') + 1;
        std::string_view line = before.substr(lineStart);
        if (lineStart == 0 && line.starts_with("\xEF\xBB\xBF"))
            line.remove_prefix(3);
        error.place = {m_file, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                       static_cast<int>(text::characterCount(line)) + 1};
        return error;
    }

    void skipBlanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }

    /// At the end of what a line says: its break, a comment, or the end of the file.
    bool atLineEnd() const
    {
        return m_at >= m_text.size() || m_text[m_at] == '\n' || m_text[m_at] == '#'
            || m_text.substr(m_at, 2) == "\r\n" || m_text.substr(m_at) == "\r";
    }

    void skipLine()
    {
        const std::size_t newline = m_text.find('\n', m_at);
        m_at = newline == std::string_view::npos ? m_text.size() : newline + 1;
    }

    Result<void> takeLine()
    {
        const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
        const std::size_t start = m_at;
        const std::size_t equals = m_text.substr(0, end).find('=', m_at);
        if (equals == std::string_view::npos)
            return errorAt(start, "The line sets no variable.", "Write NAME=value, or begin a comment with #.");
        std::string_view name = text::trimmed(m_text.substr(m_at, equals - m_at));
        if (name.starts_with("export ") || name.starts_with("export\t"))
            name = text::trimmed(name.substr(6));
        const bool isName = !name.empty() && !(name.front() >= '0' && name.front() <= '9')
            && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
                == std::string_view::npos;
        // The text before "=" is not shown: a broken line may well be a piece of a password.
        if (!isName)
            return errorAt(start, "What stands before \"=\" is no variable name.",
                           "A name is made of letters, digits and underscores.");
        m_at = equals + 1;
        skipBlanks();
        auto value = takeValue(end);
        if (!value)
            return value.error();
        m_values[std::string(name)] = std::move(value).value();
        return {};
    }

    Result<std::string> takeValue(std::size_t lineEnd)
    {
        const char quote = m_at < lineEnd ? m_text[m_at] : '\0';
        if (quote == '\'' || quote == '"')
            return takeQuoted(quote);
        std::string_view value = m_text.substr(m_at, lineEnd - m_at);
        // A comment needs a blank before it: passwords may hold "#".
        for (std::size_t hash = value.find('#'); hash != std::string_view::npos; hash = value.find('#', hash + 1)) {
            if (hash == 0 || value[hash - 1] == ' ' || value[hash - 1] == '\t') {
                value = value.substr(0, hash);
                break;
            }
        }
        m_at = std::min(lineEnd + 1, m_text.size());
        return withVariables(text::trimmed(value));
    }

    Result<std::string> takeQuoted(char quote)
    {
        const std::size_t start = m_at++;
        std::string value;
        std::string piece; ///< what may hold variables
        const auto flush = [&] {
            value += quote == '"' ? withVariables(piece) : piece;
            piece.clear();
        };
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == quote)
                break;
            const char next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : '\0';
            if (quote == '"' && c == '\\' && std::string_view("nrt\"\\$").find(next) != std::string_view::npos) {
                flush();
                value += next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : next;
                ++m_at;
            } else if (c != '\r' || next != '\n') {
                piece += c;
            }
        }
        if (m_at >= m_text.size())
            return errorAt(start, "The value's closing quote is missing.",
                           "Close it; a value in 'single quotes' is taken as it is.");
        flush();
        ++m_at;
        skipBlanks();
        if (!atLineEnd())
            return errorAt(m_at, "There is text after the value's closing quote.",
                           "Put the whole value in quotes; inside double quotes write \\\" for a quote.");
        skipLine();
        return value;
    }

    /// Replaces the variables that are known. The rest stays: a password may look like one.
    std::string withVariables(std::string_view text) const
    {
        std::string replaced;
        std::size_t at = 0;
        while (true) {
            const std::size_t start = text.find("${", at);
            const std::size_t end = start == std::string_view::npos ? start : text.find('}', start);
            if (end == std::string_view::npos)
                return replaced.append(text.substr(at));
            replaced += text.substr(at, start - at);
            const std::string_view inner = text.substr(start + 2, end - start - 2);
            const std::size_t colon = inner.find(":-");
            const std::string *known = find(std::string(inner.substr(0, colon)));
            if (known && (colon == std::string_view::npos || !known->empty()))
                replaced += *known;
            else if (colon != std::string_view::npos)
                replaced += inner.substr(colon + 2);
            else
                replaced += text.substr(start, end + 1 - start);
            at = end + 1;
        }
    }

    const std::string *find(const std::string &name) const
    {
        if (const auto found = m_process.find(name); found != m_process.end())
            return &found->second;
        const auto found = m_values.find(name);
        return found == m_values.end() ? nullptr : &found->second;
    }

    std::string_view m_text;
    const std::string &m_file;
    const std::map<std::string, std::string> &m_process;
    std::map<std::string, std::string> m_values;
    std::size_t m_at = 0;
};

} // namespace

Result<std::map<std::string, std::string>> parseDotEnv(std::string_view text, const std::string &file,
                                                       const std::map<std::string, std::string> &process)
{
    return DotEnvParser(text, file, process).parse();
}

} // namespace retort::project
