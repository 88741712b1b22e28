// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"
#include "ui/plan/sqlview.h"

#include <QString>
#include <QStringList>

#include <vector>

/// A plan and its end in the words of the window. Pure; GUI thread for the translations.
namespace retort::ui::words {

/// "a, b"; "base" where there is none.
QString revisions(const std::vector<std::string> &ids);
/// As HTML: "Upgrade <b>postgres</b> by 3, to 9c41e07b2d5a".
QString planTitle(const session::PlanPreview &preview);
/// "Upgrade postgres by 3"; as a dry run "Try on postgres, then roll back".
QString runButton(const session::PlanPreview &preview, bool dryRun);
/// "b2870ce4519f, 4d6e1a2b8c03 → 9c41e07b2d5a".
QString versionRows(const std::vector<std::string> &from, const std::vector<std::string> &to);
/// What is good to know of a step: "one transaction · reversible".
QString stepFacts(const session::StepPreview &step);
/// What makes one stop and think: "irreversible", "drops table users". Empty: nothing.
QString stepRisk(const session::StepPreview &step);
/// The step's SQL with its boundaries, the version-table statements included.
std::vector<SqlBlock> stepBlocks(const session::StepPreview &step);
/// The whole plan as a script to read or to paste: BEGIN and COMMIT where the run sends them.
QString planScript(const session::PlanPreview &preview);
/// The equivalent command line with the options that differ from the defaults.
QString commandLine(const session::PlanPreview &preview, const run::RunOptions &options);

/// "42P07 duplicate_table", the name from the manual's appendix "PostgreSQL Error Codes" where it is a common one.
QString sqlstate(const std::string &code);

} // namespace retort::ui::words
