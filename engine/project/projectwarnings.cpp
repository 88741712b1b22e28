// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/expansion.h"
#include "engine/project/project.h"

#include <tuple>

namespace retort::project {

namespace {

/// The address in words, and what makes two of them the same server and database.
std::tuple<std::string, std::string, std::string> addressOf(const postgres::ConnectionSettings &settings)
{
    const auto valueOr = [&](const char *key, const std::string &otherwise) {
        const auto found = settings.keywords.find(key);
        return found == settings.keywords.end() || found->second.empty() ? otherwise : found->second;
    };
    std::string host = valueOr("host", "localhost");
    if (host == "127.0.0.1" || host == "::1")
        host = "localhost";
    return {host, valueOr("port", "5432"), valueOr("dbname", valueOr("user", ""))};
}

} // namespace

std::vector<std::string> projectWarnings(const Project &project, const Environment &environment)
{
    std::vector<std::string> warnings;
    std::map<std::tuple<std::string, std::string, std::string>, std::string> seen;
    for (const Database &database : project.databases) {
        const auto password = database.connection.find("password");
        if (password != database.connection.end() && !password->second.empty()) {
            const auto parsed = Template::parse(password->second);
            if (parsed && parsed->names().empty()) {
                warnings.push_back("The password of database " + database.name + " is written in "
                                   + project.file.filename().string()
                                   + "; move it to .env and write ${NAME} in its place.");
            }
        }
        if (!isConfigured(database, environment) || database.connection.contains("service"))
            continue;
        const auto settings = connectionSettings(project, database, environment);
        if (!settings)
            continue; // connecting will say why
        const auto address = addressOf(*settings);
        const auto [first, isNew] = seen.emplace(address, database.name);
        if (!isNew) {
            const auto &[host, port, name] = address;
            warnings.push_back("Databases " + first->second + " and " + database.name + " are the same one: " + name
                               + " on " + host + ':' + port + ". Check their ports and names.");
        }
    }
    return warnings;
}

} // namespace retort::project
