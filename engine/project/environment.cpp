// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/environment.h"

#include "engine/project/dotenv.h"
#include "engine/project/files.h"

#include <string_view>

#include <unistd.h>

namespace retort::project {

Environment Environment::ofProcess()
{
    Environment loaded;
    for (char **entry = environ; entry && *entry; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos)
            loaded.m_process.emplace(text.substr(0, equals), text.substr(equals + 1));
    }
    return loaded;
}

Result<Environment> Environment::load(const std::filesystem::path &folder)
{
    Environment loaded = ofProcess();
    loaded.m_filePath = folder / ".env";
    std::error_code ignored;
    if (!std::filesystem::exists(loaded.m_filePath, ignored))
        return loaded;
    const auto text = readFile(loaded.m_filePath);
    if (!text) {
        Error error = makeError("env-file-unreadable", "The environment file can't be read: " + text.error().message,
                                "Make it readable, or remove it.", ExitStatus::Usage);
        error.place.file = loaded.m_filePath.string();
        return error;
    }
    auto values = parseDotEnv(*text, loaded.m_filePath.string(), loaded.m_process);
    if (!values)
        return std::move(values).error();
    loaded.m_file = std::move(values).value();
    return loaded;
}

Environment Environment::fromValues(std::map<std::string, std::string> process, std::map<std::string, std::string> file)
{
    Environment made;
    made.m_process = std::move(process);
    made.m_file = std::move(file);
    made.m_filePath = ".env";
    return made;
}

std::optional<Environment::Value> Environment::find(const std::string &name) const
{
    if (const auto found = m_process.find(name); found != m_process.end())
        return Value{found->second, name + " in the environment", true};
    if (const auto found = m_file.find(name); found != m_file.end())
        return Value{found->second, name + " in .env", false};
    return std::nullopt;
}

std::optional<Environment::Value> Environment::findFilled(const std::string &name) const
{
    auto found = find(name);
    if (found && found->text.empty())
        return std::nullopt;
    return found;
}

std::string Environment::placesInWords() const
{
    return m_filePath.empty() ? "the environment" : "the environment or " + m_filePath.string();
}

} // namespace retort::project
