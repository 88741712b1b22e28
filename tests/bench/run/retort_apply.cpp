// SPDX-License-Identifier: GPL-3.0-or-later
// The engine's part of a benchmark: upgrades to the heads from revision files, as "retort upgrade" does.
//
//     retort_apply [--live] FOLDER
//     retort_apply --serial|--parallel DATABASE FOLDER DATABASE FOLDER …
//
// The connection comes from PG… variables; DATABASE takes the place of PGDATABASE.
#include "engine/run/runner.h"

#include <cstdio>
#include <string>
#include <thread>
#include <vector>

using namespace retort;

namespace
{

struct Task {
    std::string database; ///< empty: as PGDATABASE says
    std::string folder;
    bool isLive = false;
    bool succeeded = false;
};

bool report(const Error &error)
{
    std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.toString().c_str());
    return false;
}

bool upgrade(const Task &task)
{
    postgres::ConnectionSettings settings;
    if (!task.database.empty())
        settings.keywords["dbname"] = task.database;
    auto connection = postgres::Connection::begin(settings); // which goes on while the files are read
    const auto scripts = script::ScriptDirectory::load({task.folder});
    if (!scripts)
        return report(scripts.error());
    if (const auto connected = connection.finishConnecting(); !connected)
        return report(connected.error());
    const run::VersionTable table;
    const auto rows = table.read(connection);
    if (!rows)
        return report(rows.error());
    const auto plan = scripts->map().planUpgrade(*rows, "heads");
    if (!plan)
        return report(plan.error());
    run::RunOptions options;
    options.liveProgress = task.isLive;
    std::size_t events = 0;
    const run::RunReport ended =
        run::Runner(connection, *scripts, table).run(*plan, options, {}, [&events](const run::RunEvent &) {
            ++events;
        });
    if (ended.error)
        return report(*ended.error);
    return events > 0;
}

bool carryOut(std::vector<Task> &tasks, bool isParallel)
{
    std::vector<std::thread> threads;
    for (Task &task : tasks) {
        if (isParallel)
            threads.emplace_back([&task] { task.succeeded = upgrade(task); });
        else
            task.succeeded = upgrade(task);
    }
    for (std::thread &thread : threads)
        thread.join();
    bool isGood = !tasks.empty();
    for (const Task &task : tasks)
        isGood = isGood && task.succeeded;
    return isGood;
}

} // namespace

int main(int count, char **arguments)
{
    const std::vector<std::string> words(arguments + 1, arguments + count);
    std::vector<Task> tasks;
    bool isParallel = false;
    if (words.size() > 2) {
        isParallel = words.front() == "--parallel";
        for (std::size_t i = 1; i + 1 < words.size(); i += 2)
            tasks.push_back({words[i], words[i + 1]});
    } else if (!words.empty()) {
        tasks.push_back({{}, words.back(), words.front() == "--live"});
    }
    return carryOut(tasks, isParallel) ? 0 : 1;
}
