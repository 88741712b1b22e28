// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/planpreview.h"
#include "engine/session/workspace.h"

#include <string>

namespace retort::session {

/// The plan with its SQL, transaction boundaries and losses beside the steps, ready to be looked at before it runs
/// (S-32, S-64). Reads the plan's revision files. What checkScripts refuses stands in `refusal`.
PlanPreview previewPlan(const Workspace &workspace, const project::Database &database, revision::Plan plan,
                        std::string commandLine);

/// "retort -x db=timescale upgrade timescale@head".
std::string commandLineFor(const std::string &database, const std::string &verb, const std::string &arguments);

} // namespace retort::session
