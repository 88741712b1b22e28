// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"

#include <string>
#include <vector>

namespace retort::test {

/// One relation of a recorded sample: its name as one types it, and what psql 15 printed.
struct GoldenRelation {
    std::string kind;
    std::string target;
    std::string text;        ///< `\d`
    std::string verboseText; ///< `\d+`
};

/// Ends the test executable when the file can't be read.
std::string readDataFile(const std::string &name);
std::vector<GoldenRelation> readGolden(const std::string &name);

/// What differs from load to load in texts that are otherwise equal: object identifiers.
std::string withoutOids(const std::string &text);

/// As the superuser, in one go.
void loadSample(const ScratchDatabase &database, const std::string &name);
/// Line by line, for statements that can't run in a transaction: each line must hold whole ones.
void loadSampleByLine(const ScratchDatabase &database, const std::string &name);

} // namespace retort::test
