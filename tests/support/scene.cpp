// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scene.h"

#include "engine/base/text.h"

#include <QtGlobal>

#include <algorithm>

namespace retort::test {

namespace {

/// The list inside `open` … `close` at the end of `node`, which is taken off.
std::vector<std::string> takeList(std::string_view &node, char open, char close)
{
    std::vector<std::string> items;
    if (!node.ends_with(close))
        return items;
    const std::size_t start = node.rfind(open);
    if (start == std::string_view::npos)
        qFatal("scene: \"%s\" closes what it never opened", std::string(node).c_str());
    for (const std::string_view item : text::split(node.substr(start + 1, node.size() - start - 2), ','))
        items.emplace_back(text::trimmed(item));
    node = text::trimmed(node.substr(0, start));
    return items;
}

RevisionText &findOrAdd(std::vector<RevisionText> &revisions, std::string_view id)
{
    if (id.empty() || id.find_first_of(" ()[]!>") != std::string_view::npos)
        qFatal("scene: \"%s\" is no revision", std::string(id).c_str());
    const auto found = std::find_if(revisions.begin(), revisions.end(),
                                    [id](const RevisionText &revision) { return revision.id == id; });
    if (found != revisions.end())
        return *found;
    revisions.emplace_back().id = id;
    return revisions.back();
}

/// "b (x, y) !" and its like; the ids of a merge's left side are joined by plus signs.
std::vector<std::string> readNode(std::vector<RevisionText> &revisions, std::string_view node)
{
    node = text::trimmed(node);
    const bool isIrreversible = node.ends_with('!');
    if (isIrreversible)
        node = text::trimmed(node.substr(0, node.size() - 1));
    const std::vector<std::string> dependsOn = takeList(node, '(', ')');
    const std::vector<std::string> labels = takeList(node, '[', ']');
    std::vector<std::string> ids;
    for (const std::string_view part : text::split(node, '+')) {
        RevisionText &revision = findOrAdd(revisions, text::trimmed(part));
        revision.isIrreversible |= isIrreversible;
        revision.dependsOn.insert(revision.dependsOn.end(), dependsOn.begin(), dependsOn.end());
        revision.labels.insert(revision.labels.end(), labels.begin(), labels.end());
        ids.push_back(revision.id);
    }
    return ids;
}

void readChain(std::vector<RevisionText> &revisions, std::string_view line)
{
    constexpr std::string_view arrow = "->";
    std::vector<std::string> parents;
    while (true) {
        const std::size_t end = line.find(arrow);
        const std::vector<std::string> ids = readNode(revisions, line.substr(0, end));
        for (const std::string &id : ids) {
            std::vector<std::string> &revises = findOrAdd(revisions, id).revises;
            revises.insert(revises.end(), parents.begin(), parents.end());
        }
        if (end == std::string_view::npos)
            return;
        parents = ids;
        line.remove_prefix(end + arrow.size());
    }
}

/// Commas separate chains, but not the items of a list.
std::vector<std::string_view> chainsOf(std::string_view scene)
{
    std::vector<std::string_view> chains;
    std::size_t start = 0;
    int depth = 0;
    for (std::size_t i = 0; i <= scene.size(); ++i) {
        const char c = i < scene.size() ? scene[i] : '\n';
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        if (c != '\n' && !(c == ',' && depth == 0))
            continue;
        const std::string_view chain = text::trimmed(scene.substr(start, i - start));
        if (!chain.empty())
            chains.push_back(chain);
        start = i + 1;
    }
    return chains;
}

std::string sectionOf(const char *direction, bool isTransactional, const std::string &sql)
{
    std::string section = std::string("-- migrate:") + direction;
    if (!isTransactional)
        section += " transaction:false";
    return section + '\n' + sql + '\n';
}

} // namespace

std::string fileTextOf(const RevisionText &revision)
{
    const std::string table = text::quoteIdentifier("t_" + revision.id);
    std::string file = "-- " + (revision.message.empty() ? "add " + revision.id : revision.message) + "\n--\n";
    file += "-- Revision ID: " + revision.id + '\n';
    file += "-- Revises: " + text::join(revision.revises, ", ") + '\n';
    file += "-- Create Date: " + revision.createDate + '\n';
    if (!revision.labels.empty())
        file += "-- Branch Labels: " + text::join(revision.labels, ", ") + '\n';
    if (!revision.dependsOn.empty())
        file += "-- Depends On: " + text::join(revision.dependsOn, ", ") + '\n';
    file += '\n' + sectionOf("up", revision.upTransactional, revision.up.value_or("CREATE TABLE " + table + " (i int);"));
    if (revision.isIrreversible)
        return file;
    if (revision.up && !revision.down)
        qFatal("scene: say how %s is undone, or that it is irreversible", revision.id.c_str());
    return file + '\n' + sectionOf("down", revision.downTransactional, revision.down.value_or("DROP TABLE " + table + ';'));
}

std::vector<RevisionText> readScene(std::string_view scene)
{
    std::vector<RevisionText> revisions;
    for (const std::string_view chain : chainsOf(scene))
        readChain(revisions, chain);
    return revisions;
}

} // namespace retort::test
