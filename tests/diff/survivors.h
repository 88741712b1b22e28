// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connectionsettings.h"

#include <map>
#include <string>
#include <vector>

namespace retort::test
{

/// What a change from one schema to another must leave alone: the rows of the tables that both have, with the values of
/// the columns that both have, and the next numbers of the sequences that both have.
class Survivors
{
public:
    /// Looks at both databases. `changedColumns`, "table.column": only the number of their values has to stay.
    Survivors(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to,
              const std::vector<std::string> &changedColumns);

    /// A line a table or sequence. What can't be read says so in its line.
    std::map<std::string, std::string> read(const postgres::ConnectionSettings &database) const;

private:
    std::map<std::string, std::string> m_queries;
};

/// One line for each that is different; empty when nothing was lost.
std::string lossesBetween(const std::map<std::string, std::string> &before,
                          const std::map<std::string, std::string> &after);

} // namespace retort::test
