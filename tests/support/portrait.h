// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"

#include <string>

namespace retort::test {

/// All that makes up a database's schema, as text to compare: `pg_dump --schema-only`, and what that leaves to data
/// where TimescaleDB is in use: hypertables, dimensions, compression, continuous aggregates, policies. The numbers
/// in the names of TimescaleDB's own tables are left out, since they come from a sequence.
std::string schemaPortrait(const ScratchDatabase &database);

/// The second half of it alone: a line a fact; empty where TimescaleDB is not in use.
std::string timescalePortrait(const ScratchDatabase &database);
std::string timescalePortrait(postgres::Connection &connection);
/// Without the numbers in the names of TimescaleDB's own tables.
std::string withoutTimescaleNumbers(const std::string &text);

/// Every row of every table outside the servers' own schemas, sorted. Without the columns named `created_at`, which
/// say when a row came into this database, and not what it is.
std::string contentsPortrait(const ScratchDatabase &database);

/// The lines that only one of two texts has: "- " of the first, "+ " of the second; empty when they are equal.
std::string differenceOf(const std::string &first, const std::string &second);

} // namespace retort::test
