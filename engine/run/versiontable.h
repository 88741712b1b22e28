// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/revision/plan.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::run {

/// Alembic's version table (`version_num varchar(32)`, primary key alembic_version_pkc), read and written alike.
class VersionTable
{
public:
    explicit VersionTable(std::string name = "alembic_version", std::string schema = {});

    /// Quoted where needed, with its schema.
    std::string qualifiedName() const;
    /// The rows in the order the server gives them; an absent table reads as no rows. Never writes (S-24).
    Result<std::vector<std::string>> read(postgres::Connection &connection) const;
    Result<bool> exists(postgres::Connection &connection) const;
    /// Creates it when missing, as Alembic does.
    Result<void> ensure(postgres::Connection &connection) const;

    std::string createSql() const; ///< CREATE TABLE …;
    /// The statements that carry out a change, each checked: an UPDATE or DELETE that meets no row must fail
    /// the transaction (`checked`), since it means that someone else moved the database meanwhile.
    std::vector<std::string> changeSql(const revision::VersionChange &change, bool checked) const;

private:
    std::string m_name;
    std::string m_schema;
};

} // namespace retort::run
