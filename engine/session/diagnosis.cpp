// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/diagnosis.h"

#include <algorithm>

namespace retort::session
{

namespace
{

bool hasFinding(const std::vector<Check> &checks)
{
    return std::any_of(checks.begin(), checks.end(), [](const Check &check) { return check.isFinding(); });
}

} // namespace

std::string toString(Check::Verdict verdict)
{
    switch (verdict) {
    case Check::Verdict::Fine:
        return "ok";
    case Check::Verdict::Note:
        return "note";
    case Check::Verdict::Warning:
        return "warning";
    case Check::Verdict::Failed:
        return "failed";
    }
    return {};
}

bool DatabaseDiagnosis::hasFindings() const
{
    return hasFinding(checks);
}

ExitStatus statusOf(const std::vector<Check> &project, const std::vector<DatabaseDiagnosis> &databases)
{
    bool isFound = hasFinding(project);
    for (const DatabaseDiagnosis &database : databases) {
        if (database.error)
            return database.error->status == ExitStatus::Usage ? ExitStatus::Usage : ExitStatus::Unreachable;
        isFound = isFound || database.hasFindings();
    }
    return isFound ? ExitStatus::Found : ExitStatus::Ok;
}

} // namespace retort::session
