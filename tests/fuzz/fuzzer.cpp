// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's entry point, compiled once a target with its name in RETORT_FUZZ_TARGET.
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);
extern "C" const char *__lsan_default_suppressions();

/// libpg_query keeps a byte where the body of a DO block is no PL/pgSQL, and gives nobody a way to free it.
extern "C" const char *__lsan_default_suppressions()
{
    return "leak:pg_query_raw_parse\n";
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    try {
        retort::fuzz::RETORT_FUZZ_TARGET({reinterpret_cast<const char *>(data), size});
    } catch (const retort::fuzz::Broken &broken) {
        std::fprintf(stderr, "BROKEN: %s\n", broken.what());
        std::abort();
    }
    return 0;
}
