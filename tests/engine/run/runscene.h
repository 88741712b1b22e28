// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runner.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/projectfixture.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace retort::test {

/// A database, the revision files of a test, and a runner between them.
class RunScene
{
public:
    explicit RunScene(std::string_view scene = {}, PostgresFixture &server = PostgresFixture::instance());

    void addRevision(const RevisionText &revision);
    /// A revision on top of the one added before.
    void addNext(const std::string &id, std::string up, bool upTransactional = true);
    const script::ScriptDirectory &scripts();
    /// From what the version table says now.
    revision::Plan upgradePlan(std::string_view target = "heads");
    revision::Plan downgradePlan(std::string_view target = "base");

    run::RunReport run(const revision::Plan &plan, const run::RunOptions &options = {}, std::stop_token stop = {});
    run::RunReport upgrade(const run::RunOptions &options = {}) { return run(upgradePlan(), options); }
    run::RunReport downgrade(std::string_view target = "base") { return run(downgradePlan(target)); }

    ScratchDatabase &database() { return m_database; }
    postgres::Connection &connection() { return m_connection; }
    /// Begins the upgrade in a process of its own, and kills that as soon as a statement that holds `statement` waits, for
    /// a lock or by pg_sleep().
    void killAnUpgrade(const run::RunOptions &options, const std::string &statement);
    /// The connection as new, after a test has lost it.
    void reconnect();
    std::vector<std::string> rows();
    /// Of the latest run.
    const std::vector<run::RunEvent> &events() const { return m_events; }
    std::vector<run::RunEvent> eventsOf(run::RunEvent::Kind kind) const;
    /// Called with each event, on the runner's thread.
    std::function<void(const run::RunEvent &)> onEvent;
    std::string fileOf(const std::string &id) { return m_project.revisionFile(id).string(); }

private:
    ProjectFixture m_project;
    ScratchDatabase m_database;
    postgres::Connection m_connection;
    std::optional<script::ScriptDirectory> m_scripts;
    std::vector<run::RunEvent> m_events;
    std::string m_top;
};

/// Does `action` on another thread as soon as a backend of the database waits for `waitEvent`, see waitForWaitEvent():
/// in pg_sleep() all that stands before it in its script is done.
class WhileItWaits
{
public:
    WhileItWaits(ScratchDatabase &database, std::string waitEvent, std::function<void()> action);
    ~WhileItWaits();

private:
    std::thread m_thread;
};

std::string outcomeOf(const run::RunReport &report);
/// "no error" where there is none.
std::string errorOf(const run::RunReport &report);

/// All texts of a report and its events, to be searched for secrets.
std::string allTextOf(const run::RunReport &report, const std::vector<run::RunEvent> &events);

} // namespace retort::test
