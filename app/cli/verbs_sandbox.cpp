// SPDX-License-Identifier: GPL-3.0-or-later
// retort sandbox: the private server that serves the project where none is configured
#include "app/cli/confirmation.h"
#include "app/cli/context.h"
#include "app/cli/foreground.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/sandbox/sandbox.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

enum class Action { Start, Stop, Status, Reset, Psql };

struct SandboxOptions {
    Action action = Action::Status;
    std::vector<std::string> psqlArguments;
    Consent consent;
};

std::string wordFor(sandbox::State state)
{
    switch (state) {
    case sandbox::State::Absent:
        return "absent";
    case sandbox::State::Stopped:
        return "stopped";
    case sandbox::State::Running:
        return "running";
    case sandbox::State::Stale:
        return "stale";
    }
    return {};
}

/// The databases that a run would find there.
std::vector<std::string> servedDatabases(Context &context)
{
    std::vector<std::string> names;
    for (const project::Database &database : context.workspace().project().databases) {
        if (context.workspace().isServedBySandbox(database))
            names.push_back(database.name);
    }
    return names;
}

void writeStatus(JsonWriter &json, const sandbox::Status &status, const std::string &folder,
                 const std::vector<std::string> &databases)
{
    const bool isRunning = status.state == sandbox::State::Running;
    json.beginObject();
    json.member("state", wordFor(status.state));
    json.member("folder", folder);
    json.member("databases", databases);
    json.memberOrNull("server_version", status.serverVersion);
    for (const auto &[key, number] : {std::pair("pid", status.pid), std::pair("port", status.port)}) {
        json.key(key);
        if (isRunning)
            json.value(number);
        else
            json.null();
    }
    json.memberOrNull("socket_folder", isRunning ? status.socketFolder.string() : std::string());
    json.member("kept", status.kept);
    json.member("holders", status.holders);
    json.member("log", status.log.string());
    json.endObject();
}

std::string statusText(const sandbox::Status &status, const std::string &folder,
                       const std::vector<std::string> &databases)
{
    std::vector<std::vector<std::string>> rows;
    std::string state = wordFor(status.state);
    if (status.state == sandbox::State::Running)
        state += status.kept ? ", until retort sandbox stop" : ", as long as it is used";
    rows.push_back({"state", state});
    if (!status.serverVersion.empty())
        rows.push_back({"PostgreSQL", status.serverVersion});
    if (status.state == sandbox::State::Running) {
        rows.push_back({"process", std::to_string(status.pid)});
        rows.push_back({"address", "localhost:" + std::to_string(status.port) + ", " + status.socketFolder.string()});
        rows.push_back({"used by", text::counted(static_cast<std::size_t>(status.holders), "process", "processes")});
    }
    rows.push_back(
        {"serves", databases.empty() ? "none: every database has a server configured" : text::join(databases, ", ")});
    rows.push_back({"folder", folder});
    if (status.state != sandbox::State::Absent)
        rows.push_back({"log", status.log.string()});
    return alignedColumns(rows);
}

Result<ExitStatus> tell(Context &context)
{
    const auto folder = context.workspace().sandboxOptions().folder;
    const auto status = sandbox::status(folder);
    if (!status)
        return status.error();
    const auto databases = servedDatabases(context);
    if (context.output().isJson()) {
        JsonWriter json;
        writeStatus(json, *status, folder.string(), databases);
        context.output().print(json);
    } else {
        context.output().print(statusText(*status, folder.string(), databases));
    }
    return ExitStatus::Ok;
}

Result<ExitStatus> start(Context &context)
{
    if (servedDatabases(context).empty())
        context.output().warning("no database of this project uses the sandbox: all have a server configured");
    if (const auto started = sandbox::startKept(context.workspace().sandboxOptions()); !started)
        return started.error();
    return tell(context);
}

/// psql on the database's sandbox, which stays as long as psql does.
Result<ExitStatus> psql(Context &context, const std::vector<std::string> &arguments)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    const auto opened = sandbox::Sandbox::open(context.workspace().sandboxOptions());
    if (!opened)
        return opened.error();
    const auto settings = opened->settingsFor((*database)->name);
    if (!settings)
        return settings.error();
    const auto installation = sandbox::findInstallation();
    if (!installation)
        return installation.error();
    std::vector<std::string> words{(installation->binFolder / "psql").string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    // The password goes by the environment, which only the user's own processes can read, never as an argument.
    const auto ended = runInForeground(words,
                                       {{"PGHOST", settings->host()},
                                        {"PGPORT", settings->port()},
                                        {"PGUSER", settings->user()},
                                        {"PGPASSWORD", settings->value("password")},
                                        {"PGDATABASE", settings->databaseName()}});
    if (!ended)
        return ended.error();
    return *ended == 0 ? ExitStatus::Ok : ExitStatus::Failed;
}

Result<ExitStatus> sandboxVerb(Context &context, const SandboxOptions &options)
{
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    const auto folder = context.workspace().sandboxOptions().folder;
    switch (options.action) {
    case Action::Start:
        return start(context);
    case Action::Stop:
        if (auto stopped = sandbox::stop(folder); !stopped)
            return std::move(stopped).error();
        return tell(context);
    case Action::Reset:
        for (const project::Database &database : context.workspace().project().databases) {
            if (!context.workspace().isServedBySandbox(database))
                continue;
            if (auto confirmed = confirmProduction(context, database, "Remove it with all its data.", options.consent);
                !confirmed)
                return std::move(confirmed).error();
        }
        if (auto removed = sandbox::reset(folder); !removed)
            return std::move(removed).error();
        return tell(context);
    case Action::Psql:
        return psql(context, options.psqlArguments);
    case Action::Status:
        break;
    }
    return tell(context);
}

} // namespace

void addSandboxVerb(CommandLine &line)
{
    auto options = std::make_shared<SandboxOptions>();
    CLI::App &verb =
        line.addVerb(group::project, "sandbox", "The server that serves the project where none is configured",
                     [options](Context &context) { return sandboxVerb(context, *options); });
    verb.require_subcommand(0, 1);
    const auto add = [&](const char *name, const char *description, Action action) {
        CLI::App *added = verb.add_subcommand(name, description);
        added->callback([options, action] { options->action = action; });
        return added;
    };
    add("start", "Start it and keep it running", Action::Start);
    add("stop", "Stop it", Action::Stop);
    add("status", "Tell whether it runs, where, and whom it serves", Action::Status);
    addConsentFlags(*add("reset", "Stop it and remove it with all its data", Action::Reset), options->consent);
    add("psql", "Open psql on the database in it", Action::Psql)
        ->add_option("arguments", options->psqlArguments, "Arguments of psql, after --");
}

} // namespace retort::cli
