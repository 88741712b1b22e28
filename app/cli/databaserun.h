// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/journalprocess.h"
#include "app/cli/runoptions.h"
#include "app/cli/runresult.h"
#include "engine/run/runner.h"
#include "engine/session/rowestimate.h"
#include "engine/session/runlook.h"

#include <functional>
#include <string>
#include <vector>

namespace retort::cli
{

/// What is to be done with a database.
struct RunOrder {
    std::string verb;      ///< upgrade, downgrade, stamp
    std::string arguments; ///< as for the journal: "timescale@head --force-branch"
    /// From version rows to the plan; called again when another run has moved the database meanwhile.
    std::function<Result<revision::Plan>(const revision::BranchBinding &, const std::vector<std::string> &)> plan;
    bool isRepeatable = true; ///< the target means the same wherever the database stands
    std::string reason;       ///< of a stamp, for the records; may be empty
    RunLimits limits;
    std::vector<std::string> acceptedEdits; ///< revisions, as typed
    std::string backupFile;                 ///< empty: by the database's policy
    bool fromStored = false; ///< of one database: texts that it kept stand in for files that are gone
};

/// One database's part of a run: read where it is, plan, carry out with progress and record, and tell the result.
class DatabaseRun
{
public:
    /// Begins to connect.
    DatabaseRun(Context &context, const project::Database &database, const RunOrder &order);

    /// The project's revision files; see RunOrder::fromStored. On the main thread.
    Result<void> loadRevisions();
    /// Reads the version rows and makes the plan; once the revision files are loaded, on the main thread.
    /// What fails stands in the result.
    void prepare();
    bool isReady() const { return !m_result.error; }
    const project::Database &database() const { return m_access.database(); }
    const revision::Plan &plan() const { return m_plan; }
    /// Only when ready.
    session::RowEstimate rowEstimate();
    /// Why a backup is made before the run; nothing: none is. Only when ready.
    const std::optional<std::string> &backupReason() const { return m_backupReason; }

    void refuse(Error error) { m_result.error = std::move(error); }
    /// Carries the plan out, when ready. On any one thread. `journal`: none when it can't be had.
    void carryOut(JournalProcess *journal, const std::string &prefix);

    const RunResult &result() const { return m_result; }

private:
    run::RunReport attempt(const run::Runner::EventHandler &onEvent, const std::function<void()> &meanwhile);
    Result<revision::Plan> makePlan();
    void compareSchema();
    Result<void> acceptEdits();
    Result<void> makeBackup(JournalProcess *journal, const std::string &prefix);
    std::optional<std::string> backupToMake();
    void recordRefusal(JournalProcess *journal, const Error &error) const;
    std::string commandLine() const;
    std::unique_ptr<RunRecord> recordIn(JournalProcess *journal) const;
    void warn(const std::string &prefix) const;
    bool isLookedAt() const;
    void lookBefore();
    void lookAfter(RunRecord &record);

    Context &m_context;
    RunOrder m_order;
    run::RunOptions m_options;
    DatabaseAccess m_access;
    std::optional<revision::BranchBinding> m_binding;
    revision::Plan m_plan;
    std::optional<std::string> m_backupReason;
    session::RunLook m_look;
    RunResult m_result;
};

/// Prepares all, asks where it must, carries all out side by side, prints results and errors.
/// A single database's refusal is returned as the error it is.
Result<ExitStatus> carryOut(Context &context, const std::vector<const project::Database *> &databases,
                            const RunOrder &order, const Consent &consent);

} // namespace retort::cli
