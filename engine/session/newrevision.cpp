// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/newrevision.h"

#include "engine/base/text.h"
#include "engine/base/timetext.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>

namespace retort::session {

namespace {

using revision::Index;
using revision::RevisionMap;

std::optional<Index> declarerOf(const RevisionMap &map, const std::string &label)
{
    for (const auto &[name, index] : map.labels()) {
        if (name == label)
            return index;
    }
    return std::nullopt;
}

/// The branch label that the request is about: the database's, or the one that was named.
Result<std::string> branchOf(const Workspace &workspace, const NewRevisionRequest &request)
{
    if (request.database.empty())
        return request.branchLabel;
    const auto database = workspace.project().database(request.database);
    if (!database)
        return database.error();
    const std::string &bound = (*database)->branch;
    if (bound.empty() || request.branchLabel.empty() || request.branchLabel == bound)
        return bound.empty() ? request.branchLabel : bound;
    return makeError("wrong-branch",
                     "Database " + request.database + " follows branch " + bound + ", not " + request.branchLabel + ".",
                     "Name the branch's own database with -x db=NAME, or leave --branch-label out.");
}

Error multipleHeads(const RevisionMap &map, const std::vector<std::string> &heads)
{
    std::string message = "A new revision has several possible parents: " + text::join(heads, ", ") + ".";
    if (map.areOfOneBranch(heads)) {
        return makeError("multiple-heads", std::move(message),
                         "Choose one with --head REVISION, or join them first: retort merge " + text::join(heads, " ")
                             + " -m \"merge\"");
    }
    // The branches of different databases are not to be joined (S-70).
    return makeError("multiple-heads", std::move(message),
                     "Name the database whose branch it continues with -x db=NAME, or the parent with --head REVISION.");
}

Result<std::vector<std::string>> parentsOf(const Workspace &workspace, const NewRevisionRequest &request,
                                           const std::string &branch)
{
    const RevisionMap &map = workspace.scripts().map();
    if (request.head == "base" || map.isEmpty())
        return std::vector<std::string>{};
    std::string symbol = request.head;
    const bool branchExists = !branch.empty() && declarerOf(map, branch).has_value();
    if (symbol.empty() || symbol == "head") {
        if (!branch.empty() && !branchExists) {
            // A label that nobody has yet: the first revision of a branch of its own.
            if (!request.database.empty())
                return std::vector<std::string>{};
        }
        symbol = branchExists ? branch + "@head" : "head";
        std::vector<std::string> heads;
        if (branchExists)
            heads = revision::BranchBinding(map, request.database, branch).heads();
        else
            heads = map.heads();
        if (heads.size() > 1)
            return multipleHeads(map, heads);
        return heads;
    }
    auto resolved = map.resolve(symbol);
    if (!resolved)
        return std::move(resolved).error();
    if (resolved->size() > 1)
        return multipleHeads(map, *resolved);
    for (const std::string &id : *resolved) {
        const auto index = map.find(id);
        if (index && !map.isHead(*index) && !request.splice) {
            return makeError("not-a-head", "Revision " + id + " is not a head: a new revision on it makes a second head.",
                             "Add --splice if that is meant, or leave --head out to continue at the head.");
        }
    }
    return resolved;
}

Result<std::vector<std::string>> resolveDependencies(const RevisionMap &map, const std::vector<std::string> &symbols)
{
    std::vector<std::string> ids;
    for (const std::string &symbol : symbols) {
        if (declarerOf(map, symbol)) {
            ids.push_back(symbol); // a label is kept as written, as in Alembic
            continue;
        }
        auto resolved = map.resolve(symbol);
        if (!resolved)
            return std::move(resolved).error();
        ids.insert(ids.end(), resolved->begin(), resolved->end());
    }
    return ids;
}

/// Checks a parent or dependency against the branch that the database follows (S-03, S-05).
Result<void> checkBranch(const Workspace &workspace, const std::string &databaseName, const std::string &branch,
                         const std::vector<std::string> &ids)
{
    const RevisionMap &map = workspace.scripts().map();
    if (branch.empty() || !declarerOf(map, branch))
        return {};
    const revision::BranchBinding binding(map, databaseName, branch);
    for (const std::string &id : ids) {
        const auto index = map.find(id);
        if (!index || binding.owns(*index))
            continue;
        const auto labels = map.labelsOf(*index);
        const std::string other = labels.empty() ? std::string("another branch") : "branch " + labels.front();
        return makeError("wrong-branch", "Revision " + id + " is on " + other + ", not on branch " + branch + ".",
                         "A new revision on " + branch + " continues " + text::join(binding.heads(), " or ") + ".");
    }
    return {};
}

Result<std::filesystem::path> folderFor(const Workspace &workspace, const NewRevisionRequest &request,
                                        const std::vector<std::string> &parents, const std::string &branch)
{
    const auto &locations = workspace.project().locations;
    if (!request.folder.empty()) {
        const auto asked = (workspace.project().folder / request.folder).lexically_normal();
        for (const auto &location : locations) {
            if (std::filesystem::path(request.folder) == location.filename() || asked == location.lexically_normal())
                return location;
        }
        std::vector<std::string> names;
        for (const auto &location : locations)
            names.push_back(location.filename().string());
        return makeError("folder-not-a-location", request.folder + " is none of the project's locations.",
                         "The locations are: " + text::join(names, ", ") + ".", ExitStatus::Usage);
    }
    if (!parents.empty()) {
        if (const auto file = workspace.scripts().file(parents.front()))
            return file->path.parent_path();
    }
    if (locations.size() == 1)
        return locations.front();
    for (const auto &location : locations) {
        if (!branch.empty() && location.filename().string().find(branch) != std::string::npos)
            return location;
    }
    return makeError("folder-needed", "The project has several locations, and a new base belongs to none of them yet.",
                     "Say where it goes with --version-path FOLDER.", ExitStatus::Usage);
}

Result<std::string> newId(const RevisionMap &map, const std::string &asked)
{
    if (asked.empty())
        return script::newRevisionId(map);
    if (map.find(asked)) {
        return makeError("duplicate-revision", "Revision " + asked + " exists already.", "Choose another --rev-id.",
                         ExitStatus::Usage);
    }
    return asked;
}

Error messageMissing()
{
    return makeError("message-missing", "A revision needs a message that says what it does.",
                     "Add -m \"add ping_results table\".", ExitStatus::Usage);
}

} // namespace

Result<PreparedRevision> prepareRevision(const Workspace &workspace, const NewRevisionRequest &request)
{
    if (text::trimmed(request.message).empty())
        return messageMissing();
    const RevisionMap &map = workspace.scripts().map();
    const auto branch = branchOf(workspace, request);
    if (!branch)
        return branch.error();
    auto parents = parentsOf(workspace, request, *branch);
    if (!parents)
        return std::move(parents).error();
    auto dependencies = resolveDependencies(map, request.dependsOn);
    if (!dependencies)
        return std::move(dependencies).error();
    for (const auto *ids : {&*parents, &*dependencies}) {
        if (const auto checked = checkBranch(workspace, request.database, *branch, *ids); !checked)
            return checked.error();
    }
    auto folder = folderFor(workspace, request, *parents, *branch);
    if (!folder)
        return std::move(folder).error();
    auto id = newId(map, request.revisionId);
    if (!id)
        return std::move(id).error();

    PreparedRevision prepared;
    prepared.folder = std::move(folder).value();
    revision::Revision &node = prepared.revision.revision;
    node.id = std::move(id).value();
    node.message = std::string(text::trimmed(request.message));
    node.createDate = localTime(std::chrono::system_clock::now());
    node.downRevisions = std::move(parents).value();
    node.dependsOn = std::move(dependencies).value();
    if (!branch->empty() && !declarerOf(map, *branch))
        node.labels = {*branch};
    prepared.revision.up = request.up;
    prepared.revision.down = request.down;
    prepared.revision.upTransactional = request.upTransactional;
    prepared.revision.downTransactional = request.downTransactional;
    return prepared;
}

Result<PreparedRevision> prepareMerge(const Workspace &workspace, const MergeRequest &request)
{
    if (text::trimmed(request.message).empty())
        return messageMissing();
    const RevisionMap &map = workspace.scripts().map();
    std::vector<std::string> parents;
    for (const std::string &symbol : request.revisions) {
        std::vector<std::string> ids;
        if (symbol == "heads" && !request.database.empty()) {
            const auto database = workspace.project().database(request.database);
            if (!database)
                return database.error();
            ids = workspace.bindingFor(**database).heads();
        } else {
            auto resolved = map.resolve(symbol);
            if (!resolved)
                return std::move(resolved).error();
            ids = std::move(resolved).value();
        }
        for (std::string &id : ids) {
            if (std::find(parents.begin(), parents.end(), id) == parents.end())
                parents.push_back(std::move(id));
        }
    }
    if (parents.size() < 2) {
        return makeError("nothing-to-merge", "A merge joins at least two revisions; " + text::counted(parents.size(), "was", "were")
                             + " named.", "Name the heads to join: retort heads");
    }
    if (!request.force) {
        for (const project::Database &database : workspace.project().databases) {
            const auto binding = workspace.bindingFor(database);
            if (!binding.isBound() || !binding.validate())
                continue;
            const auto owns = [&](const std::string &id) {
                const auto index = map.find(id);
                return index && binding.owns(*index);
            };
            const bool some = std::any_of(parents.begin(), parents.end(), owns);
            const bool all = std::all_of(parents.begin(), parents.end(), owns);
            if (some && !all) {
                return makeError("wrong-branch", "A merge of " + text::join(parents, ", ") + " would join branch " + database.branch
                                     + ", which database " + database.name + " follows, with another database's branch.",
                                 "Heads of different databases are normal and need no merge; name one database's with -x db="
                                     + database.name + ".");
            }
        }
    }
    NewRevisionRequest place;
    auto folder = folderFor(workspace, place, parents, {});
    if (!folder)
        return std::move(folder).error();
    auto id = newId(map, request.revisionId);
    if (!id)
        return std::move(id).error();
    PreparedRevision prepared;
    prepared.folder = std::move(folder).value();
    revision::Revision &node = prepared.revision.revision;
    node.id = std::move(id).value();
    node.message = std::string(text::trimmed(request.message));
    node.createDate = localTime(std::chrono::system_clock::now());
    node.downRevisions = std::move(parents);
    if (!request.branchLabel.empty())
        node.labels = {request.branchLabel};
    return prepared;
}

Result<std::filesystem::path> writePrepared(const Workspace &workspace, const PreparedRevision &prepared)
{
    return script::writeRevision(workspace.scripts(), prepared.folder, prepared.revision,
                                 workspace.project().fileTemplate);
}

std::vector<std::string> messageAdvice(const RevisionMap &map, std::string_view message)
{
    std::vector<std::string> advice;
    const std::string lowered = text::toLower(text::trimmed(message));
    if (lowered.empty())
        return advice;
    const std::string first = lowered.substr(0, lowered.find(' '));
    static const std::set<std::string, std::less<>> vague{"fix", "fixes", "fixed", "change", "changes", "changed",
                                                           "wip", "update", "updates", "stuff", "misc", "test"};
    if (vague.contains(first))
        advice.push_back("Say what it does to the schema: \"add …\", \"modify …\", \"remove …\".");
    static const std::array<std::pair<std::string_view, std::string_view>, 8> tenses{{{"added", "add"},
                                                                                    {"adds", "add"},
                                                                                    {"adding", "add"},
                                                                                    {"removed", "remove"},
                                                                                    {"removes", "remove"},
                                                                                    {"removing", "remove"},
                                                                                    {"modified", "modify"},
                                                                                    {"creates", "create"}}};
    for (const auto &[found, better] : tenses) {
        if (first == found)
            advice.push_back("Use the present tense: \"" + std::string(better) + "\" rather than \"" + first + "\".");
    }
    if (lowered.find(' ') == std::string::npos)
        advice.push_back("One word says little; name the table or column too.");
    if (text::characterCount(lowered) > 60)
        advice.push_back("Keep it short: details belong in the file.");
    for (std::size_t i = 0; i < map.size(); ++i) {
        const revision::Revision &known = map.at(static_cast<Index>(i));
        if (text::toLower(text::trimmed(known.message)) == lowered) {
            advice.push_back("Revision " + known.id + " has the same message.");
            break;
        }
    }
    return advice;
}

} // namespace retort::session
