// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runner.h"

#include "engine/run/migrationrun.h"
#include "engine/run/stepscript.h"

#include <utility>

namespace retort::run {

Result<void> checkScripts(const revision::Plan &plan, const script::ScriptDirectory &scripts)
{
    for (const revision::Step &step : plan.steps) {
        if (step.revision.empty())
            continue; // of a stamp
        if (auto script = StepScript::read(step, scripts); !script)
            return std::move(script).error();
    }
    return {};
}

Runner::Runner(postgres::Connection &connection, const script::ScriptDirectory &scripts, VersionTable table)
    : m_connection(connection)
    , m_scripts(scripts)
    , m_table(std::move(table))
{
}

RunReport Runner::run(const revision::Plan &plan, const RunOptions &options, std::stop_token stop,
                      const EventHandler &onEvent)
{
    return MigrationRun(MigrationRun::Kind::Scripts, m_connection, m_scripts, m_table, plan, options, std::move(stop),
                        onEvent)
        .carryOut();
}

RunReport Runner::stamp(const revision::Plan &plan, const RunOptions &options, const EventHandler &onEvent)
{
    return MigrationRun(MigrationRun::Kind::Stamp, m_connection, m_scripts, m_table, plan, options, {}, onEvent).carryOut();
}

} // namespace retort::run
