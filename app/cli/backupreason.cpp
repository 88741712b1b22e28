// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/backupreason.h"

#include "engine/session/backup.h"
#include "engine/session/preview.h"

namespace retort::cli
{

std::optional<std::string> policyBackupReason(Context &context, const project::Database &database,
                                              postgres::Connection &connection, const revision::Plan &plan)
{
    if (plan.isEmpty() || database.backupPolicy() == project::BackupPolicy::Never)
        return std::nullopt;
    const auto preview = session::previewPlan(context.workspace(), database, plan, {});
    return session::backupReason(database, preview, session::rowEstimateOf(connection), [&] {
        auto known = session::durationsInHistory(connection, context.workspace(), database.name);
        for (const session::KnownDuration &one : context.journalledDurations())
            known.push_back(one);
        return known;
    });
}

} // namespace retort::cli
