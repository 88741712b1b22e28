// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/grants.h"
#include "engine/diff/properties.h"

#include <map>

namespace retort::diff
{

namespace
{

/// Letters by grantee; true: with grant option.
using Letters = std::map<char, bool>;
using Grantees = std::map<std::string, Letters>;

constexpr const char *ownerMark = "\x01";

void add(Grantees &grantees, const std::string &grantee, const std::string &letters, const std::string &grantable = {})
{
    for (const char letter : letters) {
        bool &isGrantable = grantees[grantee][letter];
        isGrantable = isGrantable || grantable.find(letter) != std::string::npos;
    }
}

Grantees granteesOf(const std::vector<std::string> &items, const std::string &owner)
{
    Grantees grantees;
    for (const std::string &item : items) {
        const catalog::Grant grant = catalog::parseGrant(item);
        const bool isOwner = grant.grantee == quoted(owner);
        add(grantees, isOwner ? ownerMark : grant.grantee, grant.letters, grant.grantableLetters);
    }
    return grantees;
}

/// As one text to compare, and back.
std::string toText(const Grantees &grantees)
{
    std::string text;
    for (const auto &[grantee, letters] : grantees) {
        text += grantee + '\n';
        for (const auto &[letter, isGrantable] : letters)
            text += std::string(1, letter) + (isGrantable ? "*" : "");
        text += '\n';
    }
    return text;
}

Grantees fromText(const std::string &text)
{
    Grantees grantees;
    const auto lines = text::split(text, '\n');
    for (std::size_t at = 0; at + 1 < lines.size(); at += 2) {
        Letters &letters = grantees[std::string(lines[at])];
        for (std::size_t place = 0; place < lines[at + 1].size(); ++place) {
            const bool isGrantable = place + 1 < lines[at + 1].size() && lines[at + 1][place + 1] == '*';
            letters[lines[at + 1][place]] = isGrantable;
            place += isGrantable ? 1 : 0;
        }
    }
    return grantees;
}

struct Object {
    std::string text;
    std::string owner;
    std::string column; ///< quoted; empty: the object itself
    std::size_t all = 0; ///< how many letters ALL stands for
    std::string beginning = {}; ///< before GRANT and REVOKE

    std::string words(const std::string &letters) const
    {
        std::vector<std::string> words;
        for (const char letter : letters)
            words.push_back(catalog::privilegeWord(letter) + (column.empty() ? "" : " (" + column + ')'));
        return all != 0 && letters.size() == all ? "ALL" : text::join(words, ", ");
    }
    std::string role(const std::string &grantee) const { return grantee == ownerMark ? quoted(owner) : grantee; }
};

/// ALTER … OWNER TO makes one of what the new owner had been granted and what the old one had.
Grantees mergedOwner(Grantees grantees, const std::string &owner)
{
    const auto found = grantees.find(quoted(owner));
    if (found == grantees.end())
        return grantees;
    const Letters letters = found->second;
    grantees.erase(found);
    for (const auto &[letter, isGrantable] : letters)
        grantees[ownerMark][letter] = grantees[ownerMark][letter] || isGrantable;
    return grantees;
}

Statements changes(const Object &object, const Grantees &before, const Grantees &to)
{
    const Grantees from = mergedOwner(before, object.owner);
    Statements statements;
    const auto lettersOf = [](const Grantees &grantees, const std::string &grantee) {
        const auto found = grantees.find(grantee);
        return found == grantees.end() ? Letters() : found->second;
    };
    for (const auto &[grantee, old] : from) {
        const Letters wanted = lettersOf(to, grantee);
        std::string gone;
        std::string notGrantable;
        for (const auto &[letter, wasGrantable] : old) {
            if (!wanted.contains(letter))
                gone += letter;
            else if (wasGrantable && !wanted.at(letter))
                notGrantable += letter;
        }
        if (!gone.empty())
            statements.push_back({object.beginning + "REVOKE " + object.words(gone) + " ON " + object.text + " FROM " + object.role(grantee)});
        if (!notGrantable.empty()) {
            statements.push_back({object.beginning + "REVOKE GRANT OPTION FOR " + object.words(notGrantable) + " ON " + object.text + " FROM "
                                  + object.role(grantee)});
        }
    }
    for (const auto &[grantee, wanted] : to) {
        const Letters old = lettersOf(from, grantee);
        std::string plain;
        std::string grantable;
        for (const auto &[letter, isGrantable] : wanted) {
            const auto found = old.find(letter);
            if (found == old.end() || (isGrantable && !found->second))
                (isGrantable ? grantable : plain) += letter;
        }
        const std::string end = " ON " + object.text + " TO " + object.role(grantee);
        if (!plain.empty())
            statements.push_back({object.beginning + "GRANT " + object.words(plain) + end});
        if (!grantable.empty())
            statements.push_back({object.beginning + "GRANT " + object.words(grantable) + end + " WITH GRANT OPTION"});
    }
    return statements;
}

Property property(const std::string &name, const Object &object, const Grantees &initial, const Grantees &wanted)
{
    Property property;
    property.name = name;
    property.value = toText(wanted);
    property.initial = toText(initial);
    property.set = [object, wanted](const std::string &before) { return changes(object, fromText(before), wanted); };
    return property;
}

} // namespace

namespace
{

/// What ALTER DEFAULT PRIVILEGES gives an object that whoever reads `before` makes there: those that hold everywhere in
/// place of the built-in ones, and those of the schema beside them (manual, ALTER DEFAULT PRIVILEGES).
Grantees givenByDefault(const catalog::Snapshot &before, const DefaultsFor &wanted, Grantees builtIn)
{
    const std::string &maker = before.server.user;
    const auto isOf = [&](const catalog::DefaultPrivileges &one) {
        return one.kind == wanted.kind && one.role == maker;
    };
    Grantees given = std::move(builtIn);
    for (const catalog::DefaultPrivileges &one : before.defaultPrivileges) {
        if (isOf(one) && one.schema.empty())
            given = granteesOf(one.privileges, maker);
    }
    for (const catalog::DefaultPrivileges &one : before.defaultPrivileges) {
        if (!isOf(one) || one.schema.empty() || one.schema != wanted.schema)
            continue;
        for (const auto &[grantee, letters] : granteesOf(one.privileges, maker)) {
            for (const auto &[letter, isGrantable] : letters)
                add(given, grantee, std::string(1, letter), isGrantable ? std::string(1, letter) : std::string());
        }
    }
    return given;
}

} // namespace

Property privilegesProperty(const std::string &object, const std::string &owner, const catalog::Privileges &privileges,
                            const std::string &own, const std::string &ofPublic, const DefaultsFor &defaults)
{
    Grantees builtIn;
    add(builtIn, ownerMark, own);
    add(builtIn, "PUBLIC", ofPublic);
    Property privilege = property("privileges", {object, owner, {}, own.size()}, builtIn,
                                  privileges ? granteesOf(*privileges, owner) : builtIn);
    if (defaults.kind != '\0') {
        privilege.initialIn = [defaults, builtIn](const End &before) {
            return toText(givenByDefault(before.snapshot(), defaults, builtIn));
        };
    }
    return privilege;
}

Property columnPrivilegesProperty(const std::string &object, const std::string &owner,
                                  const catalog::Privileges &privileges, const std::string &column)
{
    return property("privileges", {object, owner, quoted(column), 0}, {},
                    privileges ? granteesOf(*privileges, owner) : Grantees());
}

namespace
{

struct Defaults {
    Object object;
    Grantees initial;
    Grantees wanted;
};

Defaults defaultsOf(const std::string &alter, const std::string &kind, const std::string &role,
                    const std::vector<std::string> &privileges, const std::string &own, const std::string &ofPublic)
{
    Defaults defaults{{kind, role, {}, own.size(), alter}, {}, granteesOf(privileges, role)};
    add(defaults.initial, ownerMark, own);
    add(defaults.initial, "PUBLIC", ofPublic);
    return defaults;
}

} // namespace

Property defaultPrivilegesProperty(const std::string &alter, const std::string &kind, const std::string &role,
                                   const std::vector<std::string> &privileges, const std::string &own,
                                   const std::string &ofPublic)
{
    const Defaults defaults = defaultsOf(alter, kind, role, privileges, own, ofPublic);
    return property("privileges", defaults.object, defaults.initial, defaults.wanted);
}

Statements defaultPrivilegesReset(const std::string &alter, const std::string &kind, const std::string &role,
                                  const std::vector<std::string> &privileges, const std::string &own,
                                  const std::string &ofPublic)
{
    const Defaults defaults = defaultsOf(alter, kind, role, privileges, own, ofPublic);
    return changes(defaults.object, defaults.wanted, defaults.initial);
}

} // namespace retort::diff
