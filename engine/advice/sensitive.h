// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::advice
{

/// A literal that looks as if it should not stand in a file that everybody reads (S-55).
struct SensitiveLiteral {
    std::string what; ///< "a password", "an e-mail address"; never the literal itself
    int line = 0;     ///< in the text, from 1
    bool operator==(const SensitiveLiteral &) const = default;
};

/// In the string literals of a script: passwords, password hashes, tokens and keys of well-known services by their
/// prefixes, private keys, URLs with a password, e-mail addresses but for the domains that RFC 2606 keeps for examples.
/// Nothing where PostgreSQL's scanner refuses the text. Pure; any thread.
std::vector<SensitiveLiteral> findSensitive(std::string_view sql);

/// "Line 3 holds what looks like a password: a revision is no place for it."
std::string toString(const SensitiveLiteral &found);

} // namespace retort::advice
