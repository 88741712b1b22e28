// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/lockpatience.h"
#include "engine/run/statementledger.h"
#include "engine/run/stepsender.h"
#include "engine/script/statementeffect.h"

#include <stop_token>
#include <string>
#include <string_view>

/// For this room only.
namespace retort::run
{

/// Sends the script of a `transaction:false` section, statement by statement. With a ledger each statement's end is
/// recorded: in the statement's own transaction where it can have one, after it otherwise. So a run that finds the
/// revision half done goes on at the right statement, and asks the catalog about one whose end nobody saw.
class AutocommitRunner : StepSender
{
public:
    /// `ledger`: null where the database keeps no history.
    AutocommitRunner(postgres::Connection &connection, RunNarrator &narrator, RunSession &session,
                     const RunOptions &options, std::stop_token stop, StatementLedger *ledger);

    StepOutcome run(const StepScript &script, const StepFrame &frame);

private:
    /// One statement of the script.
    struct Current {
        std::string_view text;
        Place place;
        int number = 0; ///< from 1
    };

    bool runAll(const StepScript &script, StepOutcome &outcome);
    bool readAndRun(const StepScript &script, StepOutcome &outcome);
    bool take(const StepScript &script, script::StatementReader &reader, StepOutcome &outcome);
    bool skip(const Current &current, StepOutcome &outcome);
    /// Of the statement that an earlier run had sent: whether it is done. False with an error in `outcome`.
    bool settle(const Current &current, bool &isDone, StepOutcome &outcome);
    bool runOne(const Current &current, script::StatementReader &reader, StepOutcome &outcome);
    Result<void> runAlone(const Current &current, std::int64_t &rows);
    Result<void> runRecorded(const Current &current, std::int64_t &rows);
    bool runCopy(const Current &current, script::StatementReader &reader, StepOutcome &outcome);
    Result<void> finishDetaching(const script::StatementEffect &effect);
    void fail(StepOutcome &outcome, Error error, const Current &current);

    RunSession &m_session;
    const RunOptions &m_options;
    std::stop_token m_stop;
    StatementLedger *m_ledger;
    int m_statementCount = 0;
    bool m_isDetachBegun = false;
};

} // namespace retort::run
