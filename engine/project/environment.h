// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace retort::project {

/// The variables a project sees: the process environment first, then the project's `.env`.
///
/// `.env` is read as Docker Compose and python-dotenv read it: `NAME=value` or `export NAME=value` a line, `#`
/// comments, values bare, in 'single quotes' (taken as they are) or in "double quotes" (\n \r \t \" \\ \$ known, line
/// breaks allowed). `${NAME}` and `${NAME:-default}` in bare and double-quoted values are replaced where NAME is known,
/// from the process or an earlier line; what isn't known stays as written, for passwords may hold anything.
/// Value; safe to read from any thread.
class Environment
{
public:
    Environment() = default;
    /// Reads the process environment and `folder/.env` when there is one.
    /// Errors: env-file-syntax (status Usage, with place).
    static Result<Environment> load(const std::filesystem::path &folder);
    /// The process environment alone.
    static Environment ofProcess();
    /// For tests.
    static Environment fromValues(std::map<std::string, std::string> process,
                                  std::map<std::string, std::string> file = {});

    struct Value {
        std::string text;
        std::string source; ///< "POSTGRES_PASSWORD in the environment", "POSTGRES_PASSWORD in .env"
        bool isOfProcess = false;
    };
    std::optional<Value> find(const std::string &name) const;
    /// The same, but a variable set to nothing counts as not set: `.env` files list the names they leave open.
    std::optional<Value> findFilled(const std::string &name) const;
    /// Where variables are looked for, in words: "the environment or /srv/app/.env".
    std::string placesInWords() const;

private:
    std::map<std::string, std::string> m_process;
    std::map<std::string, std::string> m_file;
    std::filesystem::path m_filePath; ///< of `.env`, whether it exists or not
};

} // namespace retort::project
