// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/redact.h"
#include "engine/run/runner.h"

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

/// For this room only.
namespace retort::run {

/// Says what a run does: fills in time, step and revision, masks secrets, and measures. Without a handler it costs
/// nothing. A statement's text is cut to what a log line can use.
class RunNarrator
{
public:
    RunNarrator(const revision::Plan &plan, Runner::EventHandler handler, const Redactor &redactor);

    void runStarted();
    void waiting(const std::string &sentence);
    void stepStarted(std::size_t step);
    /// `count`: 0 when not known beforehand.
    void statementStarted(int number, int count, std::string_view text, const Place &place);
    void statementFinished(std::int64_t rows);
    /// Of a batch of a streamed script: the numbers of its first and last statement.
    void statementsFinished(int first, int last, const Place &place);
    void notice(const SqlDiagnostic &notice);
    void stepFinished(const StepReport &step);
    void stepFailed(const StepReport &step, const Error &error);
    void runFinished(const RunReport &report);

    /// The statement that notices belong to; 0: none of the script's.
    void setStatement(int number, int count);
    bool isHeard() const { return static_cast<bool>(m_handler); }
    const Redactor &redactor() const { return m_redactor; }

private:
    RunEvent event(RunEvent::Kind kind) const;

    const revision::Plan &m_plan;
    Runner::EventHandler m_handler;
    const Redactor &m_redactor;
    std::size_t m_step = 0; ///< from 1
    int m_statement = 0;
    int m_statementCount = 0;
    std::string m_text;
    Place m_place;
    std::chrono::steady_clock::time_point m_statementStart;
};

} // namespace retort::run
