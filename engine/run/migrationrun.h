// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/autocommitrunner.h"
#include "engine/run/runhistory.h"
#include "engine/run/runnarrator.h"
#include "engine/run/runner.h"
#include "engine/run/runsession.h"
#include "engine/run/steprunner.h"
#include "engine/run/stepscript.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// For this room only.
namespace retort::run {

/// One run from its beginning to its report: check the scripts, open the session, look at the version rows, carry out
/// the steps, close the session, and say truly how it ended. Used once.
class MigrationRun
{
public:
    enum class Kind { Scripts, Stamp };

    MigrationRun(Kind kind, postgres::Connection &connection, const script::ScriptDirectory &scripts,
                 VersionTable table, const revision::Plan &plan, const RunOptions &options, std::stop_token stop,
                 const Runner::EventHandler &onEvent);
    MigrationRun(const MigrationRun &) = delete;
    MigrationRun &operator=(const MigrationRun &) = delete;

    RunReport carryOut();

private:
    Result<void> prepare();
    Result<void> readScripts();
    Result<void> checkIdLengths() const;
    Result<void> compareRows();
    Result<void> checkHistory();

    void carryOutSteps();
    /// False when the run ends here.
    bool carryOutStep(std::size_t index);
    /// Again and again where a lock could not be had in time or a deadlock was found, since nothing of it is left.
    StepOutcome runWithRetries(std::size_t index, const StepScript &script);
    StepOutcome runStatementwise(std::size_t index, const StepScript &script);
    void carryOutStamp();
    StepFrame frameFor(std::size_t index, const StepScript &script);
    /// All of the step's frame but what comes before the script, which depends on how the steps before it end.
    StepFrame endFor(std::size_t index, const StepScript &script) const;
    /// Has the next step's end ready by the time that this one is done, after what the caller has put off.
    void useWait(std::size_t index);
    std::string tailFor(std::size_t index, const StepScript &script) const;

    void failStep(std::size_t index, StepOutcome outcome, StepReport &report);
    void explain(std::size_t index, const StepOutcome &outcome);
    void settleLoss(std::size_t index, const StepOutcome &outcome, StepReport &report);

    void leaveSession();
    void noteFailure();
    void decideOutcome();
    bool isDryRun() const { return m_options.dryRun; }
    const VersionTable &table() const { return m_session->table(); }

    Kind m_kind;
    postgres::Connection &m_connection;
    const script::ScriptDirectory &m_scripts;
    VersionTable m_versionTable; ///< as asked; see table()
    const revision::Plan &m_plan;
    RunOptions m_options;
    std::stop_token m_stop;
    Redactor m_redactor;
    RunNarrator m_narrator;
    std::optional<RunSession> m_session;
    std::optional<RunHistory> m_history; ///< once the session is open; none where the database keeps none
    std::optional<StatementLedger> m_ledger; ///< of the latest step, when it ran outside a transaction
    std::vector<StepScript> m_stepScripts;
    std::optional<std::pair<std::size_t, StepFrame>> m_ahead; ///< of prepareAfter(): a step, and its end
    std::vector<std::string> m_rows; ///< as known, sorted
    bool m_hasTable = false;
    bool m_isHalfDone = false;
    RunReport m_report;
};

} // namespace retort::run
