// SPDX-License-Identifier: GPL-3.0-or-later
// retort.toml, and its connections put together against an environment. What stands after a line "#---- .env" is the
// project's .env; a variable that nobody sets gets a secret that no error may tell.
#include "engine/project/dotenv.h"
#include "engine/project/expansion.h"
#include "engine/project/project.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/targets.h"

#include <map>
#include <string>

namespace retort::fuzz
{

namespace
{

using Values = std::map<std::string, std::string>;

constexpr std::string_view secret = "s3cr3t@h:/?#[]% 'x\"\\";

/// Every variable that the connections name and `.env` doesn't set.
Values secretsFor(const project::Project &project, const Values &file)
{
    Values process;
    for (const project::Database &database : project.databases) {
        for (const auto &[key, value] : database.connection) {
            const auto parsed = project::Template::parse(value);
            holds(parsed.isOk(), "a project's texts with variables are sound");
            for (const std::string &name : parsed->names()) {
                if (!file.contains(name))
                    process[name] = secret;
            }
        }
    }
    return process;
}

void connect(const project::Project &project, project::Database database, const project::Environment &environment)
{
    database.hosts.clear(); // in a container they would be looked up in the network
    const auto settings = project::connectionSettings(project, database, environment);
    const auto sources = project::connectionSources(project, database, environment);
    project::isConfigured(database, environment);
    if (!settings) {
        holds(!settings.error().message.empty(), "an error has a message");
        checkKeepsSecret(settings.error(), secret);
        return;
    }
    const auto password = database.connection.find("password");
    const auto given = settings->keywords.find("password");
    if (password == database.connection.end() || given == settings->keywords.end())
        return;
    const auto parsed = project::Template::parse(password->second);
    const bool isOneVariable = parsed->parts().size() == 1 && !parsed->parts().front().name.empty();
    const auto value = isOneVariable ? environment.findFilled(parsed->parts().front().name) : std::nullopt;
    if (value && !database.connection.contains("url"))
        holds(given->second == value->text, "a password is taken as it is");
}

} // namespace

void projectFile(std::string_view input)
{
    const auto [toml, variables] = cutAtLine(input, "#---- .env");
    const MemoryFile file(toml);
    const auto project = project::loadProject(file.path());
    if (!project) {
        checkError(project.error(), toml);
        return;
    }
    auto values = project::parseDotEnv(variables, ".env", {});
    if (!values)
        values = Values();
    const Values process = secretsFor(*project, *values);
    for (const auto &environment : {project::Environment::fromValues(process, *values),
                                    project::Environment::fromValues({}, *values), project::Environment()}) {
        for (const project::Database &database : project->databases)
            connect(*project, database, environment);
        for (const std::string &warning : project::projectWarnings(*project, environment))
            holds(warning.find(secret) == std::string::npos, "a warning holds no secret: " + warning);
    }
}

} // namespace retort::fuzz
