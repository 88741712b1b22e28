// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/diff/part.h"

#include <string>

/// Properties that many kinds have.
namespace retort::diff
{

/// `object`: "TABLE app.users".
Property commentProperty(const std::string &object, const std::string &comment);

/// ALTER … OWNER TO. `owner`: empty for whoever runs the script.
Property ownerProperty(const std::string &alter, const std::string &owner);

/// Which default privileges a new object gets.
struct DefaultsFor {
    char kind = '\0'; ///< pg_default_acl.defaclobjtype; none: of a kind that has none
    std::string schema{};
};

/// GRANT and REVOKE. The owner's name doesn't count, nor who granted. `own`, `ofPublic`: the letters that owner and
/// PUBLIC have where nobody granted anything (manual, "Privileges").
Property privilegesProperty(const std::string &object, const std::string &owner, const catalog::Privileges &privileges,
                            const std::string &own, const std::string &ofPublic, const DefaultsFor &defaults = {});
/// ALTER DEFAULT PRIVILEGES. `alter`: its beginning, with a blank behind; `kind`: "TABLES".
Property defaultPrivilegesProperty(const std::string &alter, const std::string &kind, const std::string &role,
                                   const std::vector<std::string> &privileges, const std::string &own,
                                   const std::string &ofPublic);
/// What takes them back.
Statements defaultPrivilegesReset(const std::string &alter, const std::string &kind, const std::string &role,
                                  const std::vector<std::string> &privileges, const std::string &own,
                                  const std::string &ofPublic);
/// Of a column; `object`: "TABLE app.users".
Property columnPrivilegesProperty(const std::string &object, const std::string &owner,
                                  const catalog::Privileges &privileges, const std::string &column);

/// Storage parameters, "fillfactor=85, toast.autovacuum_enabled=off". `alter`: "ALTER TABLE app.users"; `atFirst`: what
/// the create statement gave the object.
Property optionsProperty(const std::string &alter, const std::string &options, const std::string &atFirst);

/// A property that one statement sets.
Property simpleProperty(std::string name, std::string value, std::string initial, std::string sql,
                        std::vector<Risk> risks = {});

} // namespace retort::diff
