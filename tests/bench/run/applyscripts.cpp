// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/run/applyscripts.h"

#include <array>
#include <cstdio>
#include <fstream>

namespace fs = std::filesystem;

namespace retort::bench
{

namespace
{

constexpr const char *versionTable = "CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL,\n"
                                     "    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n);\n";

std::string bodyOf(std::size_t number)
{
    const std::string table = "device_" + std::to_string(number);
    return "CREATE TABLE " + table
        + " (\n    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n    name text NOT NULL,\n"
          "    seen timestamptz NOT NULL DEFAULT now()\n);\nCREATE INDEX "
        + table + "_seen ON " + table + " (seen);\nCOMMENT ON TABLE " + table + " IS 'Devices of site "
        + std::to_string(number) + "';\n";
}

std::string headerOf(const std::string &id, const std::string &parent)
{
    return "-- add devices " + id + "\n--\n-- Revision ID: " + id + "\n-- Revises: " + parent
        + "\n-- Create Date: 2025-11-01 12:00:00\n\n-- migrate:up\n";
}

/// About a hundred bytes, different in each row.
std::string readingOf(std::size_t row, const char *separator, const char *quote)
{
    std::array<char, 160> line{};
    const int length = std::snprintf(line.data(), line.size(),
                                     "%zu%s%s2025-11-01 12:%02zu:%02zu+00%s%s%zu.%03zu%s%s"
                                     "interface eth%zu of device %zu%s",
                                     row, separator, quote, row / 60 % 60, row % 60, quote, separator, row % 1'000,
                                     row % 997, separator, quote, row % 48, row % 4'096, quote);
    return {line.data(), static_cast<std::size_t>(length)};
}

} // namespace

std::string revisionId(std::size_t number)
{
    std::array<char, 16> id{};
    std::snprintf(id.data(), id.size(), "%012zx", number);
    return id.data();
}

void writeRevisions(const fs::path &folder, std::size_t first, std::size_t last)
{
    fs::create_directories(folder);
    for (std::size_t number = first; number <= last; ++number) {
        const std::string id = revisionId(number);
        std::ofstream(folder / (id + "_add_devices.sql"))
            << headerOf(id, number > first ? revisionId(number - 1) : std::string()) << bodyOf(number)
            << "\n-- migrate:down\nDROP TABLE device_" << number << ";\n";
    }
}

void writeScript(const fs::path &file, std::size_t first, std::size_t last)
{
    std::ofstream script(file);
    for (std::size_t number = first; number <= last; ++number) {
        const std::string id = revisionId(number);
        script << "BEGIN;\n";
        if (number == first)
            script << versionTable;
        script << bodyOf(number);
        if (number == first)
            script << "INSERT INTO alembic_version (version_num) VALUES ('" << id << "');\n";
        else
            script << "UPDATE alembic_version SET version_num = '" << id << "' WHERE version_num = '"
                   << revisionId(number - 1) << "';\n";
        script << "COMMIT;\n-- next\n";
    }
}

std::size_t writeBulkRevision(const fs::path &folder, const fs::path &script, Bulk kind, std::size_t bytes)
{
    const std::string table = "CREATE TABLE readings (id bigint, at timestamptz, value numeric, source text);\n";
    fs::create_directories(folder);
    const std::string id = revisionId(1);
    std::ofstream revision(folder / (id + "_bulk.sql"));
    std::ofstream plain(script);
    revision << headerOf(id, {}) << table;
    plain << "BEGIN;\n" << versionTable << table;
    if (kind == Bulk::Copy) {
        for (std::ofstream *file : {&revision, &plain})
            *file << "COPY readings FROM stdin;\n";
    }
    std::size_t rows = 0;
    std::size_t queryBytes = 0;
    for (std::size_t written = 0; written < bytes; ++rows) {
        const std::string line = kind == Bulk::Copy
            ? readingOf(rows, "\t", "") + '\n'
            : "INSERT INTO readings VALUES (" + readingOf(rows, ", ", "'") + ");\n";
        revision << line;
        plain << line;
        written += line.size();
        queryBytes += line.size();
        if (kind == Bulk::Inserts && queryBytes > 1U << 20U) {
            plain << "-- next\n";
            queryBytes = 0;
        }
    }
    if (kind == Bulk::Copy) {
        for (std::ofstream *file : {&revision, &plain})
            *file << "\\.\n";
    }
    revision << "\n-- migrate:down\nDROP TABLE readings;\n";
    plain << "INSERT INTO alembic_version (version_num) VALUES ('" << id << "');\nCOMMIT;\n-- next\n";
    return rows;
}

} // namespace retort::bench
