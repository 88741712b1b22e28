// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace retort::test
{

/// What pg_dump wrote, with all left out that says nothing about the schema: the order of the entries, the order of a
/// table's columns, the order of grants on one object. Two schemas are equal where these texts are.
std::string normalizedDump(const std::string &dump);

} // namespace retort::test
