// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/revision/plan.h"
#include "engine/run/runner.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::session {

/// SQL of one step, for the preview.
struct StepPreview {
    revision::Step step;
    std::string message;
    std::string file;
    std::string sql;         ///< the section as written, but passwords masked (cut with a note when very large)
    std::string versionSql;  ///< the version-table statements
    bool transactional = true;
    bool irreversible = false;       ///< no migrate:down: there is no way back over it
    std::vector<std::string> losses; ///< what data goes: "drops table users", by PostgreSQL's own parser
};

/// A plan, ready to be looked at and run.
struct PlanPreview {
    std::string database;
    revision::Plan plan;
    std::vector<StepPreview> steps;
    std::vector<std::string> warnings;
    std::string commandLine; ///< the equivalent: "retort -x db=postgres upgrade head"
    run::RunOptions options; ///< what the database's settings ask for; a person may choose otherwise
    std::optional<Error> refusal; ///< scripts that checkScripts refuses: shown, and the run button stays off
};

} // namespace retort::session
