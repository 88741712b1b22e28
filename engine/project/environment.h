// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace retort::project {

/// The variables a project sees: the process environment first, then the project's `.env`.
class Environment
{
public:
    Environment() = default;
    /// Reads the process environment and `folder/.env` when there is one.
    /// Errors: env-file-syntax (status Usage, with place).
    static Result<Environment> load(const std::filesystem::path &folder);
    /// For tests.
    static Environment fromValues(std::map<std::string, std::string> process,
                                  std::map<std::string, std::string> file = {});

    struct Value {
        std::string text;
        std::string source; ///< "POSTGRES_PASSWORD in the environment", "POSTGRES_PASSWORD in .env"
    };
    std::optional<Value> find(const std::string &name) const;

private:
    std::map<std::string, std::string> m_process;
    std::map<std::string, std::string> m_file;
};

} // namespace retort::project
