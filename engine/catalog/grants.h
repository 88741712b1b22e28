// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::catalog {

/// An aclitem taken apart, "clerk=ar*/boss": who, with what, from whom (manual, "Privileges").
struct Grant {
    std::string grantee; ///< as SQL has it; PUBLIC where aclitem says nothing
    std::vector<std::string> plain;
    std::vector<std::string> grantable;
    std::string letters;          ///< of both
    std::string grantableLetters; ///< with grant option
};

Grant parseGrant(std::string_view item);
/// "SELECT" for 'r'; empty for a letter that is none.
std::string privilegeWord(char letter);

} // namespace retort::catalog
