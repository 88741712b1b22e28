// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/project/compose.h"
#include "engine/session/command.h"
#include "engine/session/doctor.h"
#include "engine/session/gitstate.h"

#include <algorithm>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;
using Verdict = Check::Verdict;

/// What `docker ps` says of a service's container.
struct Container {
    std::string service;
    std::string state;  ///< running, exited, created …
    std::string status; ///< "Up 2 hours (healthy)"
    std::string name;
};

class ProjectExamination
{
public:
    explicit ProjectExamination(const Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    std::vector<Check> run()
    {
        for (const std::string &warning : project::projectWarnings(m_workspace.project(), m_workspace.environment()))
            add("project", Verdict::Warning, warning);
        examineHosts();
        examineCompose();
        examineSecrets();
        examineRevisionFiles();
        return std::move(m_checks);
    }

private:
    void add(std::string code, Verdict verdict, std::string sentence, std::string remedy = {})
    {
        m_checks.push_back({std::move(code), verdict, std::move(sentence), std::move(remedy)});
    }

    fs::path relative(const fs::path &file) const
    {
        const fs::path path = file.lexically_relative(m_workspace.project().folder);
        return path.empty() ? file : path;
    }

    /// Two containers can't be behind one host port (S-17).
    void examineHosts()
    {
        std::map<std::string, std::pair<std::string, std::string>> seen; // address → name, database
        for (const project::Database &database : m_workspace.project().databases) {
            for (const auto &[name, address] : database.hosts) {
                const auto [first, isNew] = seen.emplace(address, std::pair(name, database.name));
                if (!isNew && first->second.first != name)
                    add("same-host-port", Verdict::Warning,
                        "Databases " + first->second.second + " and " + database.name + " take " + address + " for "
                            + first->second.first + " and for " + name + '.',
                        "Give each container the port that publishes it, under its database's hosts.");
            }
        }
    }

    void examineCompose()
    {
        const auto path = project::findComposeFile(m_workspace.project().folder);
        if (!path)
            return;
        const auto file = project::readComposeFile(*path, m_workspace.environment());
        if (!file) {
            add(file.error().code, Verdict::Warning, file.error().toString(), file.error().hint);
            return;
        }
        std::vector<std::string> names;
        for (const project::ComposeService &service : file->services)
            names.push_back(service.name);
        add("compose-file", Verdict::Fine, path->string() + ": " + text::join(names, ", ") + '.');
        examinePublishedPorts(*file);
        examineContainers(*file);
        for (const project::ComposeService &service : file->services) {
            if (service.hasPasswordWritten && isTracked(*path))
                add("password-in-compose", Verdict::Warning,
                    "The password of service " + service.name + " is written in " + relative(*path).string()
                        + ", which git keeps.",
                    "Move it to .env and write ${NAME} in its place; then change the password.");
        }
    }

    void examinePublishedPorts(const project::ComposeFile &file)
    {
        std::map<int, std::string> seen;
        for (const project::ComposeService &service : file.services) {
            for (const project::PublishedPort &port : service.ports) {
                const auto [first, isNew] = seen.emplace(port.hostPort, service.name);
                if (!isNew && first->second != service.name)
                    add("same-host-port", Verdict::Warning,
                        "Services " + first->second + " and " + service.name + " publish one host port, "
                            + std::to_string(port.hostPort) + '.',
                        "Give one of them another in " + relative(file.path).string() + '.');
            }
        }
    }

    /// Without Docker nothing is wrong, as long as the servers answer (S-12).
    void examineContainers(const project::ComposeFile &file)
    {
        const fs::path folder = file.path.parent_path();
        const auto listed =
            runCommand({"docker", "ps", "--all", "--no-trunc", "--filter",
                        "label=com.docker.compose.project.working_dir=" + folder.string(), "--format",
                        "{{.Label \"com.docker.compose.service\"}}\t{{.State}}\t{{.Status}}\t{{.Names}}"},
                       folder);
        if (!listed) {
            add("docker", Verdict::Note, "Docker can't be asked here; what counts is that the servers answer.");
            return;
        }
        if (!listed->succeeded()) {
            const std::string reason(text::trimmed(listed->errors));
            add("docker-unreachable", Verdict::Note, "Docker does not answer: " + reason,
                "Start Docker, or leave it: what counts is that the servers answer.");
            return;
        }
        const auto containers = containersIn(listed->output);
        for (const project::ComposeService &service : file.services) {
            if (isOfADatabase(file, service))
                examineContainer(file, service, containers);
        }
    }

    static std::vector<Container> containersIn(const std::string &output)
    {
        std::vector<Container> containers;
        for (const std::string_view line : text::split(output, '\n')) {
            const auto fields = text::split(line, '\t');
            if (fields.size() == 4)
                containers.push_back(
                    {std::string(fields[0]), std::string(fields[1]), std::string(fields[2]), std::string(fields[3])});
        }
        return containers;
    }

    bool isOfADatabase(const project::ComposeFile &file, const project::ComposeService &service) const
    {
        const project::Project &project = m_workspace.project();
        return std::any_of(project.databases.begin(), project.databases.end(), [&](const project::Database &database) {
            const auto settings = m_workspace.settingsFor(database);
            return (settings && file.serviceAt(settings->host(), settings->port()) == &service)
                || std::any_of(database.hosts.begin(), database.hosts.end(),
                               [&service](const auto &host) { return service.answersTo(host.first); });
        });
    }

    void examineContainer(const project::ComposeFile &file, const project::ComposeService &service,
                          const std::vector<Container> &containers)
    {
        const std::string compose = "docker compose -f " + file.path.string() + ' ';
        const auto found = std::find_if(containers.begin(), containers.end(), [&service](const Container &container) {
            return container.service == service.name;
        });
        if (found == containers.end())
            add("container-missing", Verdict::Warning, "Service " + service.name + " has no container.",
                compose + "up -d --wait " + service.name);
        else if (found->state != "running")
            add("container-down", Verdict::Warning,
                "Container " + found->name + " of service " + service.name + " is " + found->state + '.',
                compose + "up -d --wait " + service.name);
        else if (found->status.find("unhealthy") != std::string::npos)
            add("container-unhealthy", Verdict::Warning, "Container " + found->name + " is up and unhealthy.",
                compose + "logs --tail 50 " + service.name);
        else
            add("container", Verdict::Fine,
                "Container " + found->name + " of service " + service.name + ": " + found->status + '.');
    }

    void examineSecrets()
    {
        const fs::path file = m_workspace.project().folder / ".env";
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            return;
        if (isTracked(file)) {
            add("env-file-tracked", Verdict::Warning, "git keeps .env, with the credentials in it.",
                "git rm --cached .env, add .env to .gitignore, and change the passwords: they stay in the history.");
            return;
        }
        const GitState state = readGitState(m_workspace.project().folder, {file});
        const GitChange *change = state.changeOf(file);
        if (!state.repository.empty() && (!change || *change != GitChange::Ignored))
            add("env-file-not-ignored", Verdict::Warning, "git does not ignore .env: one git add takes it along.",
                "Add the line .env to .gitignore.");
    }

    void examineRevisionFiles()
    {
        const GitState state = readGitState(m_workspace.project().folder, m_workspace.project().locations);
        for (const auto &[file, change] : state.changes) {
            if (file.extension() == ".sql")
                add("revision-not-committed", Verdict::Warning,
                    "Revision file " + relative(file).string() + " is " + toString(change) + '.',
                    "Commit it before it runs anywhere but here.");
        }
    }

    const Workspace &m_workspace;
    std::vector<Check> m_checks;
};

} // namespace

std::vector<Check> diagnoseProject(const Workspace &workspace)
{
    return ProjectExamination(workspace).run();
}

} // namespace retort::session
