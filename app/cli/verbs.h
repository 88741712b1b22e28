// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The verbs, a group a file. To add one: a file verbs_<group>.cpp with its function, a line here and one in main.cpp.
namespace retort::cli
{

class CommandLine;

namespace group
{
inline constexpr const char *look = "Look";
inline constexpr const char *move = "Move a database";
inline constexpr const char *write = "Write revisions";
inline constexpr const char *project = "Project";
} // namespace group

void addBlameVerb(CommandLine &line);      ///< blame
void addCheckVerb(CommandLine &line);      ///< check
void addCurrentVerb(CommandLine &line);   ///< current
void addDescribeVerb(CommandLine &line);  ///< describe
void addDiffVerb(CommandLine &line);       ///< diff
void addDoctorVerb(CommandLine &line);     ///< doctor
void addDriftVerb(CommandLine &line);      ///< drift
void addEditVerb(CommandLine &line);      ///< edit
void addHistoryVerbs(CommandLine &line);  ///< history, heads, branches, show
void addInitVerb(CommandLine &line);      ///< init
void addLogVerb(CommandLine &line);       ///< log
void addPlanVerb(CommandLine &line);      ///< plan
void addRestoreVerb(CommandLine &line);   ///< restore
void addRevisionVerbs(CommandLine &line); ///< revision, merge
void addRunVerbs(CommandLine &line);      ///< upgrade, downgrade
void addSandboxVerb(CommandLine &line);   ///< sandbox
void addSnapshotVerb(CommandLine &line);  ///< snapshot
void addStampVerbs(CommandLine &line);    ///< stamp, ensure_version
void addStatusVerb(CommandLine &line);    ///< status
void addVerifyVerb(CommandLine &line);    ///< verify

} // namespace retort::cli
