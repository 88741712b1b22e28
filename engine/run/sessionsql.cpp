// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/sessionsql.h"

#include "engine/base/text.h"

namespace retort::run {

std::vector<std::string> settingsStatements(const SessionSettings &settings, std::string_view applicationName)
{
    std::vector<std::string> statements{
        "SET lock_timeout = " + std::to_string(settings.lockTimeout.count()),
        "SET statement_timeout = " + std::to_string(settings.statementTimeout.count()),
        // Should this program hang, its locks must not stay for ever.
        "SET idle_in_transaction_session_timeout = 60000",
        "SET application_name = " + text::quoteLiteral(applicationName),
    };
    // Without it the server works on, and keeps its locks, when this program is killed (design of safe runs, fact 1).
    if (settings.checksClient)
        statements.emplace_back("SET client_connection_check_interval = 500");
    return statements;
}

std::string_view resetSql()
{
    return "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; DEALLOCATE ALL; CLOSE ALL; UNLISTEN *;"
           " DISCARD TEMP; DISCARD SEQUENCES;";
}

std::vector<std::string> resetRoleStatements()
{
    return {"RESET SESSION AUTHORIZATION", "RESET ROLE"};
}

std::string applicationNameFor(const revision::Plan &plan, std::size_t step)
{
    const revision::Step &now = plan.steps[step];
    std::string name = now.revision.empty()             ? "retort stamp"
        : now.direction == revision::Direction::Upgrade ? "retort upgrade"
                                                        : "retort downgrade";
    name += ' ' + std::to_string(step + 1) + '/' + std::to_string(plan.steps.size());
    if (!now.revision.empty())
        name += ' ' + now.revision;
    return name;
}

} // namespace retort::run
