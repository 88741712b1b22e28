// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runprogress.h"

#include "engine/base/duration.h"
#include "engine/base/text.h"

namespace retort::cli
{

using run::RunEvent;

namespace
{

constexpr std::size_t shownCharacters = 100;

/// The statement on one line, cut to what a line can hold.
std::string onOneLine(std::string_view statement)
{
    std::string line;
    for (const char c : text::trimmed(statement)) {
        const bool isBlank = c == '\n' || c == '\t' || c == '\r' || c == ' ';
        if (!isBlank)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (text::characterCount(line) > shownCharacters)
        line.replace(text::byteOffsetOfCharacter(line, shownCharacters), std::string::npos, "…");
    return line;
}

} // namespace

RunProgress::RunProgress(Output &output, const revision::RevisionMap &map, revision::Direction direction,
                         std::string prefix, bool isVerbose)
    : m_output(output)
    , m_map(map)
    , m_direction(direction)
    , m_prefix(std::move(prefix))
    , m_isVerbose(isVerbose)
{
}

void RunProgress::say(const std::string &line)
{
    m_output.note(m_prefix + line);
}

std::string RunProgress::stepLine(const RunEvent &event) const
{
    if (event.revision.empty())
        return "Stamping the version table";
    const revision::Revision *revision = m_map.findRevision(event.revision);
    const std::string below =
        !revision || revision->downRevisions.empty() ? "<base>" : text::join(revision->downRevisions, ", ");
    const std::string move = m_direction == revision::Direction::Upgrade
        ? "Running upgrade " + below + " -> " + event.revision
        : "Running downgrade " + event.revision + " -> " + below;
    return revision && !revision->message.empty() ? move + ", " + revision->message : move;
}

std::string RunProgress::statementLine(const RunEvent &event) const
{
    std::string line = "  " + std::to_string(event.statement);
    if (event.statementCount > 0)
        line += '/' + std::to_string(event.statementCount);
    line += ' ' + onOneLine(event.text);
    if (event.rows >= 0)
        line += ", " + text::counted(static_cast<std::size_t>(event.rows), "row");
    return line + m_output.noteStyle().faint(" (" + durationText(event.duration) + ')');
}

void RunProgress::show(const RunEvent &event)
{
    switch (event.kind) {
    case RunEvent::Kind::StepStarted:
        say(stepLine(event));
        break;
    case RunEvent::Kind::StatementFinished:
        if (m_isVerbose)
            say(statementLine(event));
        break;
    case RunEvent::Kind::Notice:
        say(event.notice.severity + ":  " + event.notice.message);
        break;
    case RunEvent::Kind::Waiting:
        say(m_output.noteStyle().warning(event.text));
        break;
    case RunEvent::Kind::StepFinished:
        if (m_isVerbose)
            say("  done in " + durationText(event.duration));
        break;
    case RunEvent::Kind::RunStarted:
    case RunEvent::Kind::StatementStarted:
    case RunEvent::Kind::StepFailed: // the report tells it
    case RunEvent::Kind::RunFinished:
        break;
    }
}

} // namespace retort::cli
