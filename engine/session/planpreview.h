// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/revision/plan.h"
#include "engine/run/runner.h"
#include "engine/script/revisionfile.h"

#include <memory>
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
    std::string gitChange;   ///< "not committed": how the file differs from the last commit; empty: not, or not asked
    bool isKept = false;     ///< the file is gone: the text that the database kept runs in its place
    script::SectionLimit lockTimeout;      ///< the section's own
    script::SectionLimit statementTimeout; ///< the same
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
    std::string backupReason; ///< why a backup is made before it runs: see backupReason(); empty: none is
    run::RunOptions options; ///< what the database's settings ask for; a person may choose otherwise
    /// The revision files with the kept texts that stand in for some; nothing: the project's as they are.
    std::shared_ptr<const script::ScriptDirectory> scripts;
    std::optional<Error> refusal; ///< scripts that checkScripts refuses: shown, and the run button stays off
};

} // namespace retort::session
