// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/revisiontext.h"

#include "engine/base/text.h"

namespace retort::cli
{

using revision::Index;
using revision::RevisionMap;

namespace
{

std::string pointMarks(const RevisionMap &map, Index index)
{
    std::string marks;
    if (map.isBranchPoint(index))
        marks += " (branchpoint)";
    if (map.isMergePoint(index))
        marks += " (mergepoint)";
    return marks;
}

std::string parents(const revision::Revision &revision)
{
    return revision.downRevisions.empty() ? "<base>" : text::join(revision.downRevisions, ", ");
}

} // namespace

std::string currentLine(const RevisionMap &map, Index index)
{
    return map.displayHeadLine(index) + pointMarks(map, index);
}

std::string logEntry(const RevisionMap &map, Index index, const std::string &marks)
{
    const revision::Revision &revision = map.at(index);
    std::string entry =
        "Rev: " + revision.id + (map.isHead(index) ? " (head)" : "") + pointMarks(map, index) + marks + '\n';
    entry += (map.isMergePoint(index) ? "Merges: " : "Parent: ") + parents(revision) + '\n';
    if (!revision.dependsOn.empty())
        entry += "Also depends on: " + text::join(revision.dependsOn, ", ") + '\n';
    if (map.isBranchPoint(index)) {
        std::vector<std::string> next;
        for (const Index child : map.nextOf(index))
            next.push_back(map.at(child).id);
        entry += "Branches into: " + text::join(next, ", ") + '\n';
    }
    if (const auto labels = map.labelsOf(index); !labels.empty())
        entry += "Branch names: " + text::join(labels, ", ") + '\n';
    entry += "Path: " + revision.file + "\n\n    " + revision.message + "\n\n";
    entry += "    Revision ID: " + revision.id + '\n';
    entry += "    Revises: " + text::join(revision.downRevisions, ", ") + '\n';
    entry += "    Create Date: " + revision.createDate + "\n\n";
    return entry;
}

void writeRevisionMembers(JsonWriter &json, const RevisionMap &map, Index index)
{
    const revision::Revision &revision = map.at(index);
    json.member("id", revision.id);
    json.member("down_revisions", revision.downRevisions);
    json.member("depends_on", revision.dependsOn);
    json.member("labels", map.labelsOf(index));
    json.member("message", revision.message);
    json.memberOrNull("created", revision.createDate);
    json.member("is_head", map.isHead(index));
    json.member("is_base", map.isBase(index));
    json.member("is_branch_point", map.isBranchPoint(index));
    json.member("is_merge_point", map.isMergePoint(index));
    json.memberOrNull("file", revision.file);
}

void writeRevision(JsonWriter &json, const RevisionMap &map, Index index)
{
    json.beginObject();
    writeRevisionMembers(json, map, index);
    json.endObject();
}

} // namespace retort::cli
