// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/project/project.h"

#include <string>
#include <vector>

namespace retort::session
{

/// One thing that was looked at.
struct Check {
    enum class Verdict {
        Fine,
        Note,    ///< worth knowing, nothing to mend
        Warning, ///< a finding: it works, and something should be mended
        Failed,  ///< a finding that keeps migrations from running
    };

    std::string code; ///< stable, kebab-case; of a failed connection the error's
    Verdict verdict = Verdict::Fine;
    std::string sentence;
    std::string remedy; ///< empty where there is nothing to mend

    bool isFinding() const { return verdict == Verdict::Warning || verdict == Verdict::Failed; }
    bool operator==(const Check &) const = default;
};
std::string toString(Check::Verdict verdict); ///< "ok", "note", "warning", "failed"

/// Everything that was looked at on one database, in the order in which a connection comes about.
struct DatabaseDiagnosis {
    std::string database;
    project::Tier tier = project::Tier::Dev;
    std::string address;
    std::vector<Check> checks;
    std::optional<Error> error; ///< why there is no session
    std::string serverVersion;
    std::string timescaleVersion;

    bool isReachable() const { return !error; }
    bool hasFindings() const;
};

/// The exit status of `retort doctor`: Unreachable, or Usage where settings can't be used, before Found.
ExitStatus statusOf(const std::vector<Check> &project, const std::vector<DatabaseDiagnosis> &databases);

} // namespace retort::session
