// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/redact.h"
#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/historytable.h"

#include <string>
#include <vector>

namespace retort::run
{

/// What a restored database is to remember of it.
struct RestoreFacts {
    std::string run;  ///< see newRunId()
    std::string file; ///< the backup
    std::vector<std::string> rowsBefore;
    std::vector<std::string> rowsAfter;
    std::string command;
    std::string reason;
    Milliseconds duration{0};
};

/// The statements that write it where the table is, or may be made by whoever runs them; with semicolons.
std::string restoreEntrySql(const HistoryTable &table, const RestoreFacts &facts, const Redactor &redactor);
/// Writes it into the database's history, as its newest entry. Makes the table when it is missing, as the database's
/// owner where this session may become that.
Result<void> recordRestore(postgres::Connection &connection, const HistoryTable &table, const RestoreFacts &facts);

} // namespace retort::run
