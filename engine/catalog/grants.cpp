// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddl.h"

#include "engine/base/text.h"
#include "engine/catalog/grants.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::catalog {

namespace {

/// aclitem's letters (manual, "Privileges", table of abbreviations).
constexpr std::array privilegeWords{
    std::pair{'r', "SELECT"},  std::pair{'a', "INSERT"},  std::pair{'w', "UPDATE"},    std::pair{'d', "DELETE"},
    std::pair{'D', "TRUNCATE"}, std::pair{'x', "REFERENCES"}, std::pair{'t', "TRIGGER"}, std::pair{'X', "EXECUTE"},
    std::pair{'U', "USAGE"},   std::pair{'C', "CREATE"},  std::pair{'c', "CONNECT"},   std::pair{'T', "TEMPORARY"},
    std::pair{'m', "MAINTAIN"},
};

/// A role's name at the start of an aclitem, quoted there where it must be.
std::string takeRole(std::string_view &item)
{
    std::string name;
    if (!item.starts_with('"')) {
        const std::size_t end = std::min(item.find('='), item.size());
        name = item.substr(0, end);
        item.remove_prefix(end);
        return name.empty() ? "PUBLIC" : RelationName{{}, name}.toString();
    }
    std::size_t at = 1;
    for (; at < item.size(); ++at) {
        if (item[at] == '"' && item.substr(at).starts_with("\"\""))
            ++at;
        else if (item[at] == '"')
            break;
        name += item[at];
    }
    item.remove_prefix(std::min(at + 1, item.size()));
    return text::quoteIdentifier(name);
}

std::string listOf(const std::vector<std::string> &words, const std::string &column)
{
    if (column.empty())
        return text::join(words, ", ");
    std::vector<std::string> ofColumn;
    for (const std::string &word : words)
        ofColumn.push_back(word + " (" + column + ')');
    return text::join(ofColumn, ", ");
}

bool hasAll(const std::string &letters, std::string_view wanted)
{
    return std::all_of(wanted.begin(), wanted.end(),
                       [&](char letter) { return letters.find(letter) != std::string::npos; });
}

} // namespace

std::string privilegeWord(char letter)
{
    const auto word = std::find_if(privilegeWords.begin(), privilegeWords.end(),
                                   [letter](const auto &known) { return known.first == letter; });
    return word == privilegeWords.end() ? std::string() : word->second;
}

Grant parseGrant(std::string_view item)
{
    Grant grant;
    grant.grantee = takeRole(item);
    if (item.starts_with('='))
        item.remove_prefix(1);
    for (std::size_t at = 0; at < item.size() && item[at] != '/'; ++at) {
        const std::string word = privilegeWord(item[at]);
        if (word.empty())
            continue; // its star, or a privilege of a newer server
        const bool isGrantable = at + 1 < item.size() && item[at + 1] == '*';
        (isGrantable ? grant.grantable : grant.plain).push_back(word);
        grant.letters += item[at];
        if (isGrantable)
            grant.grantableLetters += item[at];
    }
    return grant;
}

std::vector<std::string> grantStatements(const std::string &object, const std::string &owner,
                                         const Privileges &privileges, std::string_view ownPrivileges,
                                         const std::string &column)
{
    std::vector<std::string> statements;
    if (!privileges)
        return statements;
    const std::string ownerName = RelationName{{}, owner}.toString();
    std::vector<Grant> grants;
    std::transform(privileges->begin(), privileges->end(), std::back_inserter(grants), parseGrant);
    const auto own = std::find_if(grants.begin(), grants.end(),
                                  [&](const Grant &grant) { return grant.grantee == ownerName; });
    const bool ownerHasAll = own != grants.end() && own->grantable.empty() && hasAll(own->letters, ownPrivileges);
    if (column.empty() && !ownerHasAll)
        statements.push_back("REVOKE ALL ON " + object + " FROM " + ownerName);
    for (const Grant &grant : grants) {
        if (column.empty() && ownerHasAll && grant.grantee == ownerName)
            continue;
        if (!grant.plain.empty())
            statements.push_back("GRANT " + listOf(grant.plain, column) + " ON " + object + " TO " + grant.grantee);
        if (!grant.grantable.empty()) {
            statements.push_back("GRANT " + listOf(grant.grantable, column) + " ON " + object + " TO " + grant.grantee
                                 + " WITH GRANT OPTION");
        }
    }
    return statements;
}

} // namespace retort::catalog
