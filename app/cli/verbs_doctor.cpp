// SPDX-License-Identifier: GPL-3.0-or-later
// retort doctor: what keeps migrations from running, and what should be mended
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/verbs.h"
#include "engine/session/doctor.h"

#include <CLI/App.hpp>

#include <future>

namespace retort::cli
{

using session::Check;
using session::DatabaseDiagnosis;

namespace
{

std::string wordOf(const Check &check, const Style &style)
{
    const std::string word = toString(check.verdict);
    switch (check.verdict) {
    case Check::Verdict::Fine:
        return style.good(word);
    case Check::Verdict::Note:
        return style.faint(word);
    case Check::Verdict::Warning:
        return style.warning(word);
    case Check::Verdict::Failed:
        return style.bad(word);
    }
    return word;
}

std::string checkText(const Check &check, const Style &style)
{
    constexpr std::size_t column = 11; // behind "  warning  "
    const std::string word = wordOf(check, style);
    std::string text = "  " + word + std::string(column - 2 - displayColumns(word), ' ') + check.sentence;
    if (check.isFinding())
        text += style.faint(" [" + check.code + ']');
    text += '\n';
    if (!check.remedy.empty())
        text += std::string(column, ' ') + style.bold("hint:") + ' ' + check.remedy + '\n';
    return text;
}

std::string databaseText(const DatabaseDiagnosis &diagnosis, const Style &style)
{
    std::string text = style.bold(diagnosis.database) + "  " + style.tier(diagnosis.tier)
        + (diagnosis.address.empty() ? std::string() : "  " + diagnosis.address) + '\n';
    for (const Check &check : diagnosis.checks)
        text += checkText(check, style);
    return text;
}

void writeChecks(JsonWriter &json, const std::vector<Check> &checks)
{
    json.key("checks");
    json.beginArray();
    for (const Check &check : checks) {
        json.beginObject();
        json.member("code", check.code);
        json.member("verdict", toString(check.verdict));
        json.member("message", check.sentence);
        json.memberOrNull("hint", check.remedy);
        json.endObject();
    }
    json.endArray();
}

void printDocument(Context &context, const std::vector<Check> &project, const std::vector<DatabaseDiagnosis> &databases)
{
    JsonWriter json;
    json.beginObject();
    json.member("project", context.workspace().project().name);
    json.member("file", context.workspace().project().file.string());
    writeChecks(json, project);
    json.key("databases");
    json.beginArray();
    for (const DatabaseDiagnosis &diagnosis : databases) {
        json.beginObject();
        json.member("database", diagnosis.database);
        json.member("tier", project::toString(diagnosis.tier));
        json.memberOrNull("address", diagnosis.address);
        json.member("reachable", diagnosis.isReachable());
        json.memberOrNull("server_version", diagnosis.serverVersion);
        json.memberOrNull("timescaledb_version", diagnosis.timescaleVersion);
        writeChecks(json, diagnosis.checks);
        json.endObject();
    }
    json.endArray();
    json.endObject();
    context.output().print(json);
}

Result<ExitStatus> doctor(Context &context)
{
    const auto databases = context.databases();
    if (!databases)
        return databases.error();
    // All at once: one that doesn't answer takes its whole timeout.
    std::vector<std::future<DatabaseDiagnosis>> examinations;
    for (const project::Database *database : *databases) {
        auto settings = context.settingsFor(*database);
        catchInterruptions();
        examinations.push_back(std::async(std::launch::async, [&context, database, found = std::move(settings)] {
            return session::diagnose(context.workspace(), *database, found, interruption());
        }));
    }
    const std::vector<Check> project = session::diagnoseProject(context.workspace());
    std::vector<DatabaseDiagnosis> diagnoses;
    for (auto &examination : examinations)
        diagnoses.push_back(examination.get());
    if (context.output().isJson()) {
        printDocument(context, project, diagnoses);
        return session::statusOf(project, diagnoses);
    }
    const Style &style = context.output().style();
    std::string text =
        style.bold(context.workspace().project().name) + "  " + context.workspace().project().file.string() + '\n';
    for (const Check &check : project)
        text += checkText(check, style);
    for (const DatabaseDiagnosis &diagnosis : diagnoses)
        text += '\n' + databaseText(diagnosis, style);
    context.output().print(text);
    return session::statusOf(project, diagnoses);
}

} // namespace

void addDoctorVerb(CommandLine &line)
{
    line.addVerb(group::look, "doctor",
                 "Settings, servers, rights, containers and secrets: what is wrong, and how to mend it", doctor);
}

} // namespace retort::cli
