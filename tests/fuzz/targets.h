// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// What reads text that people and other programs write, each as a function that takes any bytes.
///
/// A function returns when all is well, throws Broken where something doesn't hold that holds of every input, and else
/// dies as the code under test dies. libFuzzer calls it (fuzzer.cpp), and so does the suite with the corpus
/// (tst_fuzzcorpus.cpp).
namespace retort::fuzz
{

void revisionFile(std::string_view input);
void sqlScript(std::string_view input);
void projectFile(std::string_view input);
void dotEnv(std::string_view input);
void symbols(std::string_view input);
void connectionUrl(std::string_view input);
void composeFile(std::string_view input);
void quoting(std::string_view input);
void redaction(std::string_view input);

struct Target {
    std::string_view name; ///< its folder in corpus/, its program fuzz_NAME
    void (*run)(std::string_view input);
};

inline constexpr std::array<Target, 9> targets{{{"revisionFile", revisionFile},
                                                {"sqlScript", sqlScript},
                                                {"projectFile", projectFile},
                                                {"dotEnv", dotEnv},
                                                {"symbols", symbols},
                                                {"connectionUrl", connectionUrl},
                                                {"composeFile", composeFile},
                                                {"quoting", quoting},
                                                {"redaction", redaction}}};

} // namespace retort::fuzz
