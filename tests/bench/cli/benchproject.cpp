// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/cli/benchproject.h"

#include "engine/base/text.h"
#include "engine/postgres/connection.h"
#include "engine/project/connectionurl.h"
#include "tests/engine/revision/randommap.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace fs = std::filesystem;

namespace retort::bench
{

namespace
{

[[noreturn]] void giveUp(const std::string &why)
{
    std::fprintf(stderr, "benchmark: %s\n", why.c_str());
    std::exit(1);
}

void execute(postgres::Connection &connection, const std::string &sql)
{
    if (const auto done = connection.execute(sql); !done)
        giveUp(done.error().toString());
}

postgres::Connection connectTo(const postgres::ConnectionSettings &settings)
{
    auto connection = postgres::Connection::connect(settings);
    if (!connection)
        giveUp(connection.error().toString());
    return *std::move(connection);
}

std::string urlOf(const postgres::ConnectionSettings &settings)
{
    return "postgresql://" + settings.user() + ':' + project::percentEncoded(settings.value("password")) + "@/"
        + settings.databaseName() + "?host=" + project::percentEncoded(settings.host()) + "&port=" + settings.port();
}

revision::RevisionMap mapOf(std::size_t revisions)
{
    test::RandomNumbers random(7);
    const test::MapShape shape{.revisions = revisions, .lines = 17, .forkChance = 8, .mergeChance = 8};
    auto map = revision::RevisionMap::build(test::randomProject(shape, random));
    if (!map)
        giveUp(map.error().toString());
    return *std::move(map);
}

} // namespace

BenchProject::BenchProject(const sandbox::Sandbox &server, std::size_t revisions)
{
    std::string pattern = (fs::temp_directory_path() / "retort-bench-XXXXXX").string();
    if (!::mkdtemp(pattern.data()))
        giveUp("no temporary folder");
    m_folder = pattern;
    const revision::RevisionMap map = mapOf(revisions);
    writeRevisions(map);
    makeDatabase(server, "bench_" + std::to_string(revisions), map);
    m_environment.emplace_back("XDG_STATE_HOME", m_folder / "state");
}

BenchProject::~BenchProject()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void BenchProject::writeRevisions(const revision::RevisionMap &map) const
{
    fs::create_directory(m_folder / "versions");
    std::ofstream(m_folder / "retort.toml") << "[project]\nlocations = [\"versions\"]\n"
                                               "[database.bench]\nurl = \"${RETORT_BENCH_URL}\"\n";
    for (std::size_t i = 0; i < map.size(); ++i) {
        const revision::Revision &revision = map.at(static_cast<revision::Index>(i));
        std::ofstream(m_folder / "versions" / (revision.id + "_add_a_column_to_a_table.sql"))
            << "-- add a column to a table\n--\n-- Revision ID: " << revision.id
            << "\n-- Revises: " << text::join(revision.downRevisions, ", ")
            << "\n-- Create Date: 2025-11-02 17:40:32\n\n-- migrate:up\nALTER TABLE some_table ADD COLUMN c_" << i
            << " text;\n\n-- migrate:down\nALTER TABLE some_table DROP COLUMN c_" << i << ";\n";
    }
}

void BenchProject::makeDatabase(const sandbox::Sandbox &server, const std::string &name,
                                const revision::RevisionMap &map)
{
    postgres::ConnectionSettings settings = server.superuserSettings();
    postgres::Connection maintenance = connectTo(settings);
    execute(maintenance, "CREATE DATABASE " + name);
    settings.keywords["dbname"] = name;
    postgres::Connection connection = connectTo(settings);
    execute(connection, "CREATE TABLE alembic_version (version_num varchar(32) NOT NULL PRIMARY KEY)");
    for (const std::string &head : map.heads())
        execute(connection, "INSERT INTO alembic_version VALUES (" + text::quoteLiteral(head) + ")");
    m_environment.emplace_back("RETORT_BENCH_URL", urlOf(settings));
}

} // namespace retort::bench
