// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/cautions.h"

#include "engine/base/text.h"
#include "engine/session/access.h"
#include "engine/session/gitstate.h"

#include <algorithm>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;

/// At most so many revisions are named; a first run on production may have hundreds.
constexpr std::size_t namedRevisions = 5;

std::string listed(const std::vector<std::string> &revisions)
{
    if (revisions.size() <= namedRevisions)
        return text::join(revisions, ", ");
    const std::vector<std::string> first(revisions.begin(), revisions.begin() + namedRevisions);
    return text::join(first, ", ") + " and " + std::to_string(revisions.size() - namedRevisions) + " more";
}

std::vector<std::string> ofUncommittedFiles(const Workspace &workspace, const revision::Plan &plan)
{
    const GitState git = readGitState(workspace.project().folder, workspace.project().locations);
    std::vector<std::string> sentences;
    for (const revision::Step &step : plan.steps) {
        const auto file =
            step.revision.empty() ? Result<script::RevisionFile>(Error{}) : workspace.scripts().file(step.revision);
        if (!file)
            continue;
        if (const GitChange *change = git.changeOf(file->path))
            sentences.push_back("The file of revision " + step.revision + " is " + toString(*change) + ": "
                                + file->path.string());
    }
    return sentences;
}

std::vector<const project::Database *> lowerTiersOf(const project::Project &project, const project::Database &database)
{
    std::vector<const project::Database *> lower;
    for (const project::Database &other : project.databases) {
        if (other.tier < database.tier && other.branch == database.branch)
            lower.push_back(&other);
    }
    return lower;
}

/// Takes out what the database has, or has had.
void removeRunOn(const Workspace &workspace, const project::Database &lower, std::vector<std::string> &untried,
                 std::stop_token stop)
{
    auto settings = workspace.settingsFor(lower);
    if (!settings)
        return;
    settings->connectTimeout = std::min(settings->connectTimeout, std::chrono::milliseconds(2'000));
    settings->keywords.erase("connect_timeout");
    auto connection = postgres::Connection::connect(settingsForLooking(lower, *std::move(settings)), std::move(stop));
    if (!connection)
        return;
    if (const auto rows = workspace.versionTable().read(*connection)) {
        const auto pending = workspace.bindingFor(lower).pending(*rows);
        std::erase_if(untried, [&pending](const std::string &revision) {
            return std::find(pending.begin(), pending.end(), revision) == pending.end();
        });
    }
    const auto history = workspace.historyTable();
    if (untried.empty() || !history)
        return;
    const auto entries = history->lastApplied(*connection, false);
    if (!entries)
        return;
    for (const run::HistoryEntry &entry : *entries)
        std::erase(untried, entry.revision);
}

std::vector<std::string> ofUntriedRevisions(const Workspace &workspace, const project::Database &database,
                                            const revision::Plan &plan, const JournalLookup &journal,
                                            const std::stop_token &stop)
{
    const auto lower = lowerTiersOf(workspace.project(), database);
    std::vector<std::string> untried;
    for (const revision::Step &step : plan.steps) {
        if (!step.revision.empty() && step.direction == revision::Direction::Upgrade)
            untried.push_back(step.revision);
    }
    if (lower.empty() || untried.empty())
        return {};
    std::vector<std::string> names;
    for (const project::Database *one : lower)
        names.push_back(one->name);
    for (const project::Database *one : lower) {
        if (!untried.empty())
            removeRunOn(workspace, *one, untried, stop);
    }
    if (!untried.empty() && journal) {
        const std::set<std::string> journalled = journal(names);
        std::erase_if(untried, [&journalled](const std::string &revision) { return journalled.contains(revision); });
    }
    if (untried.empty())
        return {};
    const bool isOne = untried.size() == 1;
    return {(isOne ? "Revision " : "Revisions ") + listed(untried) + " never ran on " + text::join(names, " or ") + "; "
            + database.name + " is production. Try " + (isOne ? "it" : "them") + " there first."};
}

} // namespace

std::vector<std::string> cautions(const Workspace &workspace, const project::Database &database,
                                  const revision::Plan &plan, const JournalLookup &journal, std::stop_token stop)
{
    if (database.tier != project::Tier::Prod || plan.isEmpty())
        return {};
    std::vector<std::string> sentences = ofUncommittedFiles(workspace, plan);
    for (std::string &sentence : ofUntriedRevisions(workspace, database, plan, journal, stop))
        sentences.push_back(std::move(sentence));
    return sentences;
}

} // namespace retort::session
