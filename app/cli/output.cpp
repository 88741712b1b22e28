// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "engine/base/text.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace retort::cli
{

namespace
{

/// A statement in an error message shows where it is, not all of a long script.
constexpr std::size_t shownLines = 12;

void write(std::FILE *stream, std::string_view text)
{
    std::fwrite(text.data(), 1, text.size(), stream);
}

std::string indented(std::string_view text, std::string_view title)
{
    std::string block;
    std::size_t count = 0;
    for (const std::string_view line : text::split(text::trimmed(text), '\n')) {
        block += count == 0 ? std::string(title) : std::string(title.size(), ' ');
        if (++count > shownLines) {
            block += "…\n";
            break;
        }
        block.append(line).append(1, '\n');
    }
    return block;
}

std::string serverWords(const SqlDiagnostic &sql)
{
    std::string words;
    if (!sql.sqlstate.empty())
        words += "  SQLSTATE:  " + sql.sqlstate + '\n';
    if (!sql.detail.empty())
        words += indented(sql.detail, "  detail:    ");
    if (!sql.hint.empty())
        words += indented(sql.hint, "  server:    ");
    if (!sql.context.empty())
        words += indented(sql.context, "  context:   ");
    if (!sql.statement.empty())
        words += indented(sql.statement, "  statement: ");
    return words;
}

} // namespace

Output::Output()
    : m_resultStyle(Style::of(stdout))
    , m_noteStyle(Style::of(stderr))
{
}

void Output::print(std::string_view text)
{
    write(stdout, text);
}

void Output::print(JsonWriter &document)
{
    write(stdout, document.take());
}

void Output::printScript(std::string_view database, std::string_view sql)
{
    if (!m_isJson) {
        print(sql);
        return;
    }
    JsonWriter json;
    json.beginObject();
    json.memberOrNull("database", database);
    json.member("sql", sql);
    json.endObject();
    print(json);
}

void Output::note(std::string_view line)
{
    write(stderr, std::string(line) + '\n');
}

void Output::warning(std::string_view line)
{
    note(m_noteStyle.warning("warning:") + ' ' + std::string(line));
}

void Output::explain(const Error &error)
{
    std::string words = m_noteStyle.bad("error:") + ' ' + error.toString() + '\n';
    if (error.sql)
        words += serverWords(*error.sql);
    if (!error.hint.empty())
        words += m_noteStyle.bold("hint:") + ' ' + error.hint + '\n';
    write(stderr, words);
}

void Output::report(const Error &error)
{
    if (!m_isJson) {
        explain(error);
        return;
    }
    JsonWriter json;
    json.beginObject();
    json.key("error");
    writeError(json, error);
    json.endObject();
    print(json);
}

Result<void> Output::finish()
{
    const bool isWritten = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    const int reason = errno;
    if (isWritten || reason == EPIPE) // a reader that has seen enough, such as head
        return {};
    return makeError("output-failed", std::string("The result can't be written: ") + std::strerror(reason) + '.');
}

void writeError(JsonWriter &json, const Error &error)
{
    json.beginObject();
    json.member("code", error.code);
    json.member("message", error.message);
    json.memberOrNull("hint", error.hint);
    if (error.place.isKnown()) {
        json.member("file", error.place.file);
        if (error.place.line > 0)
            json.member("line", error.place.line);
        if (error.place.column > 0)
            json.member("column", error.place.column);
    }
    if (error.sql) {
        json.key("sql");
        json.beginObject();
        json.member("sqlstate", error.sql->sqlstate);
        json.member("message", error.sql->message);
        json.memberOrNull("detail", error.sql->detail);
        json.memberOrNull("hint", error.sql->hint);
        json.memberOrNull("context", error.sql->context);
        json.memberOrNull("statement", error.sql->statement);
        if (error.sql->position > 0)
            json.member("position", error.sql->position);
        json.endObject();
    }
    json.endObject();
}

} // namespace retort::cli
