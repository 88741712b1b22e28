// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/run/runscene.h"

#include "engine/base/text.h"
#include "tests/support/deadlock.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace retort::test {

RunScene::RunScene(std::string_view scene, PostgresFixture &server)
    : m_project(scene)
    , m_database(server)
    , m_connection(m_database.connect())
{
    if (const auto revisions = readScene(scene); !revisions.empty())
        m_top = revisions.back().id;
}

void RunScene::addRevision(const RevisionText &revision)
{
    m_project.addRevision(revision);
    m_top = revision.id;
    m_scripts.reset();
}

void RunScene::addNext(const std::string &id, std::string up, bool upTransactional)
{
    RevisionText revision;
    revision.id = id;
    if (!m_top.empty())
        revision.revises = {m_top};
    revision.up = std::move(up);
    revision.down = "SELECT 1;";
    revision.upTransactional = upTransactional;
    addRevision(revision);
}

const script::ScriptDirectory &RunScene::scripts()
{
    if (!m_scripts) {
        auto loaded = script::ScriptDirectory::load({m_project.revisionsFolder()});
        if (!loaded)
            qFatal("the scene's revisions don't load: %s", describe(loaded).c_str());
        m_scripts = std::move(loaded).value();
    }
    return *m_scripts;
}

revision::Plan RunScene::upgradePlan(std::string_view target)
{
    auto plan = scripts().map().planUpgrade(rows(), target);
    if (!plan)
        qFatal("no plan: %s", describe(plan).c_str());
    return std::move(plan).value();
}

revision::Plan RunScene::downgradePlan(std::string_view target)
{
    auto plan = scripts().map().planDowngrade(rows(), target);
    if (!plan)
        qFatal("no plan: %s", describe(plan).c_str());
    return std::move(plan).value();
}

run::RunReport RunScene::run(const revision::Plan &plan, const run::RunOptions &options, std::stop_token stop)
{
    m_events.clear();
    run::Runner runner(m_connection, scripts(), run::VersionTable());
    return runner.run(plan, options, std::move(stop), [this](const run::RunEvent &event) {
        m_events.push_back(event);
        if (onEvent)
            onEvent(event);
    });
}

void RunScene::killAnUpgrade(const run::RunOptions &options, const std::string &statement)
{
    scripts();
    const revision::Plan plan = upgradePlan();
    const postgres::ConnectionSettings settings = m_database.settings();
    const pid_t child = fork();
    if (child == 0) {
        auto connection = postgres::Connection::connect(settings);
        if (connection)
            run::Runner(*connection, scripts(), run::VersionTable()).run(plan, options, {}, {});
        _exit(1);
    }
    if (child < 0)
        qFatal("no process for an upgrade");
    const auto isWaiting = [&] {
        return m_database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                " AND wait_event_type IN ('Lock', 'Timeout') AND position("
                                + text::quoteLiteral(statement) + " in query) > 0")
            == "1";
    };
    if (!QTest::qWaitFor(isWaiting, 20'000))
        qFatal("the statement never ran");
    ::kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
}

void RunScene::reconnect()
{
    m_connection = m_database.connect();
}

std::vector<std::string> RunScene::rows()
{
    postgres::Connection connection = m_database.connect();
    auto rows = run::VersionTable().read(connection);
    if (!rows)
        qFatal("the version table can't be read: %s", describe(rows).c_str());
    std::sort(rows->begin(), rows->end());
    return std::move(rows).value();
}

std::vector<run::RunEvent> RunScene::eventsOf(run::RunEvent::Kind kind) const
{
    std::vector<run::RunEvent> found;
    std::copy_if(m_events.begin(), m_events.end(), std::back_inserter(found),
                 [kind](const run::RunEvent &event) { return event.kind == kind; });
    return found;
}

WhileItWaits::WhileItWaits(ScratchDatabase &database, std::string waitEvent, std::function<void()> action)
    : m_thread([&database, waitEvent = std::move(waitEvent), action = std::move(action)] {
        if (!waitForWaitEvent(database, waitEvent))
            qWarning("nobody came to wait for %s", waitEvent.c_str());
        action();
    })
{
}

WhileItWaits::~WhileItWaits()
{
    m_thread.join();
}

std::string outcomeOf(const run::RunReport &report)
{
    return run::toString(report.outcome);
}

std::string errorOf(const run::RunReport &report)
{
    return report.error ? describe(*report.error) : std::string("no error");
}

std::string allTextOf(const run::RunReport &report, const std::vector<run::RunEvent> &events)
{
    const auto ofDiagnostic = [](const SqlDiagnostic &said) {
        return said.message + '\n' + said.detail + '\n' + said.hint + '\n' + said.context + '\n' + said.statement
            + '\n';
    };
    const auto ofError = [&](const Error &error) {
        return error.toString() + '\n' + error.hint + '\n' + (error.sql ? ofDiagnostic(*error.sql) : std::string());
    };
    std::string text = report.failingStatement + '\n';
    if (report.error)
        text += ofError(*report.error);
    for (const run::RunEvent &event : events)
        text += event.text + '\n' + ofDiagnostic(event.notice) + ofError(event.error);
    return text;
}

} // namespace retort::test
