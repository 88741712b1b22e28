// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/migrationlock.h"
#include "engine/run/runnarrator.h"
#include "engine/run/runner.h"
#include "engine/run/sessionsql.h"
#include "engine/run/steprunner.h"
#include "engine/run/stepscript.h"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// For this room only.
namespace retort::run {

/// One run from its beginning to its report: check the scripts, prepare the session, take the lock, look at the
/// version rows, carry out the steps, leave the session as it was, and say truly how it ended. Used once.
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
    Result<void> beginSession();
    Result<void> takeFacts(const postgres::QueryResult &facts);
    Result<void> checkIdLengths(int limit) const;
    Result<void> lockAndCompare();

    void carryOutSteps();
    /// False when the run ends here.
    bool carryOutStep(std::size_t index);
    void carryOutStamp();
    StepFrame frameFor(std::size_t index, const StepScript &script) const;
    std::string tailFor(std::size_t index, const StepScript &script) const;

    void failStep(std::size_t index, StepOutcome outcome, StepReport &report);
    void explain(std::size_t index, const StepOutcome &outcome);
    void settleLoss(std::size_t index, const StepOutcome &outcome, StepReport &report);

    void leaveSession();
    void decideOutcome();
    bool isDryRun() const { return m_options.dryRun; }

    Kind m_kind;
    postgres::Connection &m_connection;
    const script::ScriptDirectory &m_scripts;
    VersionTable m_table; ///< once the session has begun: with its schema
    const revision::Plan &m_plan;
    RunOptions m_options;
    std::stop_token m_stop;
    Redactor m_redactor;
    RunNarrator m_narrator;
    SessionSettings m_settings;
    std::optional<MigrationLock> m_lock;
    std::vector<StepScript> m_stepScripts;
    std::vector<std::string> m_rows; ///< as known, sorted
    bool m_hasSession = false;       ///< settings are changed, the lock may be held
    bool m_hasTable = false;
    bool m_isHalfDone = false;
    RunReport m_report;
};

} // namespace retort::run
