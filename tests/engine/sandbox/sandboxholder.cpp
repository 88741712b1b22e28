// SPDX-License-Identifier: GPL-3.0-or-later
// A process that holds a sandbox, for tests that share it, or kill it.
//
//     sandboxholder FOLDER [--throw-away] [--rounds N] [DATABASE…]
//
// Says "ready PID PORT" on standard output, and holds the sandbox until its standard input ends. With --rounds it
// opens, uses and closes the sandbox that many times, and says "done". Where something fails: "failed MESSAGE".
#include "engine/postgres/connection.h"
#include "engine/sandbox/sandbox.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <optional>
#include <string>

using namespace retort;

namespace
{

int fail(const Error &error)
{
    std::printf("failed %s: %s\n", error.code.c_str(), error.message.c_str());
    return 1;
}

/// The error when a database can't be used.
std::optional<Error> use(const sandbox::Sandbox &sandbox, const std::vector<std::string> &databases)
{
    for (const std::string &database : databases) {
        const auto settings = sandbox.settingsFor(database);
        if (!settings)
            return settings.error();
        auto connection = postgres::Connection::connect(*settings);
        if (!connection)
            return connection.error();
        if (const auto answer = connection->query("SELECT 1"); !answer)
            return answer.error();
    }
    return std::nullopt;
}

int useInRounds(const sandbox::Options &options, int rounds)
{
    for (int round = 0; round < rounds; ++round) {
        const auto sandbox = sandbox::Sandbox::open(options);
        if (!sandbox)
            return fail(sandbox.error());
        if (const auto problem = use(*sandbox, options.databases))
            return fail(*problem);
    }
    std::printf("done\n");
    return 0;
}

int hold(const sandbox::Options &options)
{
    const auto sandbox = sandbox::Sandbox::open(options);
    if (!sandbox)
        return fail(sandbox.error());
    const sandbox::Status status = sandbox->status();
    std::printf("ready %d %d\n", status.pid, status.port);
    std::fflush(stdout);
    for (char ignored = 0; ::read(STDIN_FILENO, &ignored, 1) > 0;) { }
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    sandbox::Options options;
    int rounds = 0;
    for (int i = 1; i < count; ++i) {
        const std::string word = arguments[i];
        if (word == "--throw-away") {
            options.throwAway = true;
        } else if (word == "--rounds" && i + 1 < count) {
            const std::string number = arguments[++i];
            std::from_chars(number.data(), number.data() + number.size(), rounds);
        } else if (options.folder.empty()) {
            options.folder = word;
        } else {
            options.databases.push_back(word);
        }
    }
    return rounds > 0 ? useInRounds(options, rounds) : hold(options);
}
