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

    const std::string &name() const { return m_name; }
    /// Empty: wherever the connection's search_path leads, as in Alembic.
    const std::string &schema() const { return m_schema; }
    /// Quoted where needed, with its schema.
    std::string qualifiedName() const;
    /// The rows in the order the server gives them; an absent table reads as no rows. Never writes (S-24).
    Result<std::vector<std::string>> read(postgres::Connection &connection) const;
    Result<bool> exists(postgres::Connection &connection) const;
    /// Creates it when missing, as Alembic does.
    Result<void> ensure(postgres::Connection &connection) const;

    std::string selectSql() const; ///< SELECT version_num …, without a semicolon
    std::string createSql() const;          ///< CREATE TABLE …;
    std::string createIfMissingSql() const; ///< CREATE TABLE IF NOT EXISTS …;
    /// The statements that carry out a change, without semicolons, in Alembic's order. `checked`: an UPDATE or DELETE
    /// that meets no row fails (with SQLSTATE 22P02, and a text that says so), and its transaction with it,
    /// since someone else has moved the database meanwhile.
    std::vector<std::string> changeSql(const revision::VersionChange &change, bool checked) const;

private:
    std::string definition() const;

    std::string m_name;
    std::string m_schema;
};

} // namespace retort::run
