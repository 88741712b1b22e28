// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// Data that a statement takes away.
struct DataLoss {
    std::string words;    ///< "drops table users"
    std::string relation; ///< whose rows these are, as written: "users"; empty where that isn't one relation

    bool operator==(const DataLoss &) const = default;
};

/// The data that a statement takes away, in words for the plan preview (S-64), in the statement's order:
/// "drops table users", "drops column devices.snmp_config", "truncates alerts", "deletes all rows of x",
/// "deletes rows of x", "drops chunks of x" …; empty when it takes none, and where the statement can't be parsed.
///
/// Looked at are the statement itself, the data-modifying queries in its WITH, and the statements and literal
/// EXECUTEs inside a DO block of PL/pgSQL, whether or not its conditions will let them run. A function that is
/// called is not followed.
std::vector<DataLoss> dataLosses(std::string_view statement);

} // namespace retort::script
