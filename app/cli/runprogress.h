// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "engine/revision/plan.h"
#include "engine/revision/revisionmap.h"
#include "engine/run/runevents.h"

#include <string>

namespace retort::cli
{

/// Tells a run on standard error while it goes: a line for each revision as Alembic's log has it, the server's
/// notices, whom it waits for; with `-v` each statement too. On the runner's thread.
class RunProgress
{
public:
    /// `prefix` stands before each line, for runs on several databases at once.
    RunProgress(Output &output, const revision::RevisionMap &map, revision::Direction direction, std::string prefix,
                bool isVerbose);

    void show(const run::RunEvent &event);

private:
    std::string stepLine(const run::RunEvent &event) const;
    std::string statementLine(const run::RunEvent &event) const;
    void say(const std::string &line);

    Output &m_output;
    const revision::RevisionMap &m_map;
    revision::Direction m_direction;
    std::string m_prefix;
    bool m_isVerbose;
};

} // namespace retort::cli
