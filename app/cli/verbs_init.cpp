// SPDX-License-Identifier: GPL-3.0-or-later
// retort init
#include "app/cli/context.h"
#include "app/cli/verbs.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

Result<ExitStatus> init(Context &context, const std::string &folder)
{
    const auto project = project::initProject(folder);
    if (!project)
        return project.error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("project", project->name);
        json.member("file", project->file.string());
        json.member("folder", project->folder.string());
        json.endObject();
        output.print(json);
        return ExitStatus::Ok;
    }
    output.print("Made " + project->file.string() + '\n');
    output.note("Name its databases there, copy .env.example to .env for the way to each, and write the first"
                " revision: retort revision -m MESSAGE");
    return ExitStatus::Ok;
}

} // namespace

void addInitVerb(CommandLine &line)
{
    auto folder = std::make_shared<std::string>(".");
    CLI::App &verb = line.addVerb(group::project, "init", "A new project: retort.toml, folders, .env.example",
                                  [folder](Context &context) { return init(context, *folder); });
    verb.add_option("folder", *folder, "Where; made when missing (here)");
}

} // namespace retort::cli
