// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

#include <string>

/// Ways that let readers and writers go on (manual, "Building Indexes Concurrently", ALTER TABLE "Notes").
namespace retort::diff
{

/// Whether they are asked for, and the table is one that takes them: no hypertable, no partitioned one.
bool isOnlineTable(const End &end, const catalog::Relation &relation);
/// Whether it was there before, so that somebody may be using it.
bool isInUse(const catalog::Relation &relation, const End &before);

/// CREATE [UNIQUE] INDEX … CONCURRENTLY.
Statement createConcurrently(const std::string &createIndex);
Statement dropConcurrently(const std::string &index);
/// ADD CONSTRAINT … NOT VALID, and apart from it VALIDATE: `add` without the two words.
Statements addAndValidate(const std::string &table, const std::string &name, const std::string &add);
/// An index is built, and becomes the constraint: `words`: "PRIMARY KEY" or "UNIQUE"; `behind`: " DEFERRABLE".
Statements addByIndex(const std::string &table, const std::string &name, const std::string &createIndex,
                      const std::string &words, const std::string &behind);
/// By a check that is validated apart, so that the rows need not be read under the lock (12).
Statements setNotNull(const std::string &table, const std::string &column);

/// `name` with an ending, within the 63 bytes that PostgreSQL keeps.
std::string withEnding(const std::string &name, const std::string &ending);

} // namespace retort::diff
