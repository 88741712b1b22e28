// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sandbox/sandbox.h"
#include "tests/bench/measure.h"

#include <filesystem>
#include <optional>
#include <string>

namespace retort::bench
{

/// A PostgreSQL server of the benchmark's own, with PostgreSQL's standard settings, so that a commit waits for the
/// disk. It and its folder are gone at the end. What fails ends the benchmark.
class BenchServer
{
public:
    BenchServer();
    BenchServer(const BenchServer &) = delete;
    BenchServer &operator=(const BenchServer &) = delete;
    ~BenchServer();

    /// For files of the benchmark.
    const std::filesystem::path &folder() const { return m_folder; }
    std::string psql() const;
    /// PG… variables that lead a program to `database`, as its superuser.
    Environment environment(const std::string &database) const;
    /// Makes the database, or makes it anew, and has the server write down what is due, so that no contender pays
    /// for another.
    void makeEmpty(const std::string &database) const;
    /// The first field of the first row.
    std::string ask(const std::string &database, const std::string &sql) const;

private:
    std::filesystem::path m_folder;
    std::optional<sandbox::Sandbox> m_sandbox;
};

[[noreturn]] void giveUp(const std::string &why);

} // namespace retort::bench
