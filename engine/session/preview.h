// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/planpreview.h"
#include "engine/session/rowestimate.h"
#include "engine/session/workspace.h"

#include <string>

namespace retort::session {

/// The plan as the revision files' headers and markers tell it: messages, what runs outside a transaction or with
/// limits of its own, what has no way back. Reads no file, so that a long one costs nothing.
PlanPreview outlinePlan(const script::ScriptDirectory &scripts, std::string database, revision::Plan plan);

/// The plan with its SQL, transaction boundaries and losses beside the steps, ready to be looked at before it runs
/// (S-32, S-64). Reads the plan's revision files. What checkScripts refuses stands in `refusal`.
/// `rows`: how many rows go with a loss; without it that stays open.
PlanPreview previewPlan(const Workspace &workspace, const project::Database &database, revision::Plan plan,
                        std::string commandLine, const RowEstimate &rows = {});

/// Marks the steps whose files are not in git as they are on the disk (S-81). Asks git once, for some milliseconds.
void markGitChanges(const Workspace &workspace, PlanPreview &preview);

/// "retort -x db=timescale upgrade timescale@head".
std::string commandLineFor(const std::string &database, const std::string &verb, const std::string &arguments);

} // namespace retort::session
