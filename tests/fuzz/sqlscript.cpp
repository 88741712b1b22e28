// SPDX-License-Identifier: GPL-3.0-or-later
// The SQL of a section: splitting it, and what is read in its statements before they run.
#include "engine/script/bytecheck.h"
#include "tests/fuzz/splitcheck.h"
#include "tests/fuzz/targets.h"

namespace retort::fuzz
{

void sqlScript(std::string_view input)
{
    // Refused with the whole file, before a section is split; what comes before is then a matter of how it is read.
    if (script::badByteOffset(input))
        return;
    checkSplitting(input, {0, input.size(), 1, true});
}

} // namespace retort::fuzz
