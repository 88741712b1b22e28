// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runjournal.h"
#include "engine/run/runrecorder.h"

#include <QCoreApplication>

namespace retort::cli
{

namespace
{

class ModuleRecord : public RunRecord
{
public:
    ModuleRecord(const std::string &project, const std::string &database, const std::string &command,
                 const std::string &runId)
        : m_recorder(project, database, command, run::Journal::defaultFile(), runId)
    {
    }

    void record(const run::RunEvent &event) override { m_recorder.record(event); }
    void keep(const run::RevisionPlace &place) override { m_recorder.keep(place); }
    void keepChanges(const run::RunChanges &changes) override { m_recorder.keepChanges(changes); }
    void finish(const run::RunReport &report) override { m_recorder.finish(report); }
    const std::optional<Error> &trouble() const override { return m_recorder.trouble(); }

private:
    run::RunRecorder m_recorder;
};

class ModuleJournal : public RunJournal
{
public:
    std::unique_ptr<RunRecord> begin(const std::string &project, const std::string &database,
                                     const std::string &command, const std::string &runId) override
    {
        return std::make_unique<ModuleRecord>(project, database, command, runId);
    }

    Result<std::vector<run::JournalRun>> runs(const std::string &project, const std::string &database,
                                              int limit) override
    {
        const auto opened = run::Journal::open();
        if (!opened)
            return opened.error();
        return opened->runs(project, database, limit);
    }

    Result<std::vector<std::string>> known(const std::vector<std::string> &runIds) override
    {
        const auto opened = run::Journal::open();
        if (!opened)
            return opened.error();
        return opened->known(runIds);
    }

    Result<std::vector<run::JournalEvent>> events(std::int64_t run) override
    {
        const auto opened = run::Journal::open();
        if (!opened)
            return opened.error();
        return opened->events(run);
    }

    Result<run::RunChanges> changes(std::int64_t run) override
    {
        const auto opened = run::Journal::open();
        if (!opened)
            return opened.error();
        return opened->changes(run);
    }

    Result<std::vector<std::string>> appliedRevisions(const std::string &project, const std::string &database) override
    {
        const auto opened = run::Journal::open();
        if (!opened)
            return opened.error();
        return opened->appliedRevisions(project, database);
    }

    Result<std::vector<run::RevisionDuration>> durations(const std::string &project) override
    {
        const auto opened = run::Journal::open();
        if (!opened)
            return opened.error();
        return opened->durations(project, {});
    }

    std::vector<run::RevisionPlace> lastPlaces(const std::string &project,
                                               const std::vector<std::string> &revisions) override
    {
        return run::lastPlaces(project, revisions);
    }

private:
    // The driver's plugin is found by an application object, which wants a command line that outlives it.
    int m_argumentCount = 1;
    char m_name[7] = "retort";
    char *m_arguments[2] = {m_name, nullptr};
    QCoreApplication m_application{m_argumentCount, m_arguments};
};

} // namespace

} // namespace retort::cli

extern "C" __attribute__((visibility("default"))) retort::cli::RunJournal *retort_run_journal()
{
    static retort::cli::ModuleJournal journal;
    return &journal;
}
