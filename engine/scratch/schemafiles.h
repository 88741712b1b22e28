// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/script/clusteruse.h"
#include "engine/script/statementreader.h"

#include <filesystem>
#include <string>
#include <vector>

namespace retort::scratch
{

/// A schema as SQL that makes it: one file, or all `*.sql` of a folder and those below it, in the order in which
/// revision files are read. What pg_dump writes will do, with its COPY data and its guard lines (\restrict). Value.
class SchemaFiles
{
public:
    /// Errors (status Usage): schema-not-found; schema-empty for a folder without a file.
    static Result<SchemaFiles> read(const std::filesystem::path &path);

    const std::filesystem::path &path() const { return m_path; }
    /// Errors: those of StatementReader::next.
    Result<script::ClusterUse> clusterUse() const;
    /// Runs all of it, statement by statement, each file in a clean session. Outside of a transaction, unless the files
    /// begin one. Errors: those of StatementReader::next and of the connection, with the statement's place.
    Result<void> runOn(postgres::Connection &connection) const;
    /// Name and content of every file, in their order.
    std::string content() const;

private:
    struct File {
        std::filesystem::path path;
        std::string text;
    };
    explicit SchemaFiles(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }
    Result<void> add(const std::filesystem::path &file);

    std::filesystem::path m_path;
    std::vector<File> m_files;
};

} // namespace retort::scratch
