// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runnarrator.h"

#include "engine/base/text.h"

#include <utility>

namespace retort::run {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t longestText = 2'000;

/// Masked before it is cut, so that no secret is cut into something that isn't recognised.
std::string shown(std::string_view text, const Redactor &redactor)
{
    constexpr std::size_t margin = 4'096;
    std::string masked = redactor.masked(text.substr(0, longestText + margin));
    if (masked.size() <= longestText)
        return masked;
    std::size_t end = longestText;
    while ((static_cast<unsigned char>(masked[end]) & 0xC0U) == 0x80U) // not within a character
        --end;
    masked.resize(end);
    return masked + " …";
}

} // namespace

RunNarrator::RunNarrator(const revision::Plan &plan, Runner::EventHandler handler, const Redactor &redactor)
    : m_plan(plan)
    , m_handler(std::move(handler))
    , m_redactor(redactor)
{
}

RunEvent RunNarrator::event(RunEvent::Kind kind) const
{
    RunEvent event;
    event.kind = kind;
    event.time = Clock::now();
    event.stepCount = static_cast<int>(m_plan.steps.size());
    if (m_step > 0) {
        event.step = static_cast<int>(m_step);
        event.revision = m_plan.steps[m_step - 1].revision;
    }
    return event;
}

void RunNarrator::runStarted()
{
    if (m_handler)
        m_handler(event(RunEvent::Kind::RunStarted));
}

void RunNarrator::waiting(const std::string &sentence)
{
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::Waiting);
    said.text = m_redactor.masked(sentence);
    m_handler(said);
}

void RunNarrator::stepStarted(std::size_t step)
{
    m_step = step + 1;
    setStatement(0, 0);
    if (m_handler)
        m_handler(event(RunEvent::Kind::StepStarted));
}

void RunNarrator::setStatement(int number, int count)
{
    m_statement = number;
    m_statementCount = count;
}

void RunNarrator::statementStarted(int number, int count, std::string_view text, const Place &place)
{
    setStatement(number, count);
    if (!m_handler)
        return;
    m_statementStart = SteadyClock::now();
    m_text = shown(text, m_redactor);
    m_place = place;
    RunEvent said = event(RunEvent::Kind::StatementStarted);
    said.statement = number;
    said.statementCount = count;
    said.text = m_text;
    said.place = m_place;
    m_handler(said);
}

void RunNarrator::statementFinished(std::int64_t rows)
{
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::StatementFinished);
    said.statement = m_statement;
    said.statementCount = m_statementCount;
    said.text = m_text;
    said.place = m_place;
    said.rows = rows;
    said.duration = std::chrono::round<Milliseconds>(SteadyClock::now() - m_statementStart);
    m_handler(said);
}

void RunNarrator::statementsFinished(int first, int last, const Place &place)
{
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::StatementFinished);
    said.statement = last;
    said.text = first == last ? "statement " + std::to_string(last)
                              : "statements " + std::to_string(first) + " to " + std::to_string(last);
    said.place = place;
    m_handler(said);
}

void RunNarrator::notice(const SqlDiagnostic &notice)
{
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::Notice);
    said.statement = m_statement;
    said.statementCount = m_statementCount;
    said.text = notice.message; // masked by the connection
    said.notice = notice;
    m_handler(said);
}

void RunNarrator::stepFinished(const StepReport &step)
{
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::StepFinished);
    said.statement = step.statementsDone;
    said.duration = step.duration;
    m_handler(said);
}

void RunNarrator::stepFailed(const StepReport &step, const Error &error)
{
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::StepFailed);
    said.statement = step.statementsDone + 1;
    said.duration = step.duration;
    said.text = error.message;
    said.place = error.place;
    said.error = error;
    m_handler(said);
}

void RunNarrator::runFinished(const RunReport &report)
{
    m_step = 0;
    if (!m_handler)
        return;
    RunEvent said = event(RunEvent::Kind::RunFinished);
    said.text = toString(report.outcome);
    said.duration = report.duration;
    if (report.error)
        said.error = *report.error;
    m_handler(said);
}

} // namespace retort::run
