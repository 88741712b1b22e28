// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer's entry point, compiled once a target with its name in RETORT_FUZZ_TARGET.
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

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
