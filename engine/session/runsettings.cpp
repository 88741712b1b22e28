// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/runsettings.h"

namespace retort::session
{

run::RunOptions runOptionsFor(const project::Database &database)
{
    const project::RunSettings &settings = database.run;
    run::RunOptions options;
    options.lockTimeout = settings.lockTimeout.value_or(options.lockTimeout);
    options.statementTimeout = settings.statementTimeout.value_or(options.statementTimeout);
    options.lockWait = settings.lockWait.value_or(options.lockWait);
    options.lockRetries = settings.lockRetries.value_or(options.lockRetries);
    return options;
}

} // namespace retort::session
