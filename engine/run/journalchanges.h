// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runchanges.h"

#include <QSqlDatabase>
#include <QSqlError>

#include <optional>
#include <string>
#include <vector>

/// The journal's tables of what runs changed. For this room only; what fails is returned.
namespace retort::run
{

std::optional<QSqlError> writeChanges(const QSqlDatabase &database, std::int64_t run, const RunChanges &changes);
std::optional<QSqlError> readChanges(const QSqlDatabase &database, std::int64_t run, RunChanges &changes);
/// Empty `project`/`name`: any.
std::optional<QSqlError> readAllChanges(const QSqlDatabase &database, const std::string &project,
                                        const std::string &name, std::vector<RecordedChange> &changes);
std::optional<QSqlError> readSizes(const QSqlDatabase &database, const std::string &project, const std::string &name,
                                   std::vector<RecordedSize> &sizes);

} // namespace retort::run
