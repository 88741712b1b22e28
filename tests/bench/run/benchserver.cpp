// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/run/benchserver.h"

#include "engine/base/text.h"
#include "engine/postgres/connection.h"

#include <cstdio>
#include <cstdlib>

#include <sys/stat.h>

namespace fs = std::filesystem;

namespace retort::bench
{

namespace
{

template <typename T>
T need(Result<T> result)
{
    if (!result)
        giveUp(result.error().toString());
    return std::move(result).value();
}

} // namespace

void giveUp(const std::string &why)
{
    std::fprintf(stderr, "benchmark: %s\n", why.c_str());
    std::exit(1);
}

BenchServer::BenchServer()
{
    std::string name = fs::temp_directory_path() / "retort-bench-XXXXXX";
    if (!::mkdtemp(name.data()))
        giveUp("can't make " + name);
    m_folder = name;
    ::chmod(name.c_str(), 0755); // the server's user passes through it
    sandbox::Options options;
    options.folder = m_folder / "sandbox";
    options.withTimescale = false;
    m_sandbox.emplace(need(sandbox::Sandbox::open(options)));
}

BenchServer::~BenchServer()
{
    m_sandbox.reset();
    static_cast<void>(sandbox::reset(m_folder / "sandbox"));
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

std::string BenchServer::psql() const
{
    return need(sandbox::findInstallation()).binFolder / "psql";
}

Environment BenchServer::environment(const std::string &database) const
{
    const auto settings = m_sandbox->superuserSettings();
    return {{"PGHOST", settings.host()},
            {"PGPORT", settings.port()},
            {"PGUSER", settings.user()},
            {"PGPASSWORD", settings.value("password")},
            {"PGDATABASE", database}};
}

void BenchServer::makeEmpty(const std::string &database) const
{
    auto server = need(postgres::Connection::connect(m_sandbox->superuserSettings()));
    const std::string name = text::quoteIdentifier(database);
    for (const std::string &sql :
         {"DROP DATABASE IF EXISTS " + name + " WITH (FORCE)", "CREATE DATABASE " + name, std::string("CHECKPOINT")})
        need(server.execute(sql));
}

std::string BenchServer::ask(const std::string &database, const std::string &sql) const
{
    auto settings = m_sandbox->superuserSettings();
    settings.keywords["dbname"] = database;
    auto connection = need(postgres::Connection::connect(settings));
    const auto answer = need(connection.query(sql));
    return answer.rowCount() == 0 ? std::string() : answer.text(0, 0);
}

} // namespace retort::bench
