// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace retort::diff
{

/// USING for a column that changes its type, with a blank in front; empty where PostgreSQL converts by itself.
/// Where it knows no cast between the two, the way leads through text.
std::string usingClause(const std::string &column, const std::string &from, const std::string &to);
/// Whether the change leaves the stored rows as they are (manual, ALTER TABLE, "Notes").
bool keepsRows(const std::string &from, const std::string &to);

} // namespace retort::diff
