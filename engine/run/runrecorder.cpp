// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runrecorder.h"

#include "engine/run/origin.h"

#include <utility>

namespace retort::run
{

namespace
{

/// A script of 400,000 INSERTs would drown the journal: the first statements tell what it was.
constexpr std::size_t keptStatementsPerStep = 200;
/// A write takes as long as a small revision: a thousand of them must not wait for a thousand writes.
constexpr std::chrono::milliseconds flushInterval{200};

bool isStatement(RunEvent::Kind kind)
{
    return kind == RunEvent::Kind::StatementStarted || kind == RunEvent::Kind::StatementFinished;
}

bool endsStep(RunEvent::Kind kind)
{
    return kind == RunEvent::Kind::StepFinished || kind == RunEvent::Kind::StepFailed;
}

} // namespace

RunRecorder::RunRecorder(std::string project, std::string database, std::string command,
                         const std::filesystem::path &journalFile, std::string runId)
{
    auto opened = Journal::open(journalFile);
    if (!opened) {
        note(std::move(opened).error());
        return;
    }
    m_journal = std::move(opened).value();
    JournalRun run;
    run.project = std::move(project);
    run.database = std::move(database);
    run.command = std::move(command);
    run.runId = std::move(runId);
    run.user = originOfThisProcess().user;
    run.host = originOfThisProcess().host;
    run.report.started = Clock::now();
    auto begun = m_journal->begin(run);
    if (begun)
        m_run = *begun;
    else
        note(std::move(begun).error());
}

void RunRecorder::record(const RunEvent &event)
{
    if (m_run == 0)
        return;
    if (event.kind == RunEvent::Kind::StepStarted)
        m_statementsOfStep = 0;
    if (isStatement(event.kind) && ++m_statementsOfStep > keptStatementsPerStep)
        return;
    m_pending.push_back(event);
    const bool isDue = std::chrono::steady_clock::now() - m_lastFlush >= flushInterval;
    if (event.kind == RunEvent::Kind::StepFailed || (endsStep(event.kind) && isDue))
        flush();
}

void RunRecorder::finish(const RunReport &report)
{
    if (m_run == 0)
        return;
    flush();
    if (auto finished = m_journal->finish(m_run, report); !finished)
        note(std::move(finished).error());
}

void RunRecorder::keepChanges(const RunChanges &changes)
{
    if (m_run == 0)
        return;
    if (auto kept = m_journal->keepChanges(m_run, changes); !kept)
        note(std::move(kept).error());
}

void RunRecorder::flush()
{
    if (m_pending.empty() && m_places.empty())
        return;
    if (auto appended = m_journal->append(m_run, m_pending, m_places); !appended)
        note(std::move(appended).error());
    m_pending.clear();
    m_places.clear();
    m_lastFlush = std::chrono::steady_clock::now();
}

void RunRecorder::keep(RevisionPlace place)
{
    if (m_run != 0)
        m_places.push_back(std::move(place));
}

void RunRecorder::note(Error error)
{
    if (!m_trouble)
        m_trouble = std::move(error);
}

} // namespace retort::run
