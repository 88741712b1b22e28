// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/graphbuilder.h"

#include "engine/base/text.h"
#include "engine/revision/cyclecheck.h"
#include "engine/revision/dependencies.h"
#include "engine/revision/nodeset.h"

#include <algorithm>

namespace retort::revision {

namespace {

constexpr std::string_view IllegalCharacters = "+-:@";
/// Each revision may end up with all of the labels, so their sets take up to the square of this.
constexpr std::size_t MaxLabels = 5000;

Error fileError(const Revision &revision, std::string code, std::string message, std::string hint)
{
    Error error = makeError(std::move(code), std::move(message), std::move(hint), ExitStatus::Usage);
    error.place.file = revision.file;
    return error;
}

bool holds(const std::vector<std::string> &ids, const std::string &id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// What a revision can do wrong on its own.
Result<void> checkRevision(const Revision &revision)
{
    if (holds(revision.downRevisions, revision.id)) {
        return fileError(revision, "self-loop", "Revision " + revision.id + " revises itself",
                         "name the revision that comes before it, or none for a base");
    }
    if (holds(revision.dependsOn, revision.id)) {
        return fileError(revision, "dependency-self-loop", "Revision " + revision.id + " depends on itself",
                         "take its own id out of its dependencies");
    }
    std::vector<std::string> illegal;
    for (const char character : IllegalCharacters) {
        if (revision.id.find(character) != std::string::npos)
            illegal.emplace_back(1, character);
    }
    if (!illegal.empty()) {
        return fileError(revision, "illegal-characters",
                         "Revision id '" + revision.id + "' holds " + text::join(illegal, " ")
                             + ", which targets and ranges use",
                         "choose an id without + - : @");
    }
    return {};
}

class Builder
{
public:
    Result<Graph> build(std::vector<Revision> revisions)
    {
        if (const auto read = take(std::move(revisions)); !read)
            return read.error();
        for (const std::string_view word : {"head", "heads", "base"}) {
            if (const auto index = m_graph.findId(word))
                m_graph.reserved.push_back(*index);
        }
        if (const auto mapped = mapLabels(); !mapped)
            return mapped.error();
        if (const auto linked = linkDependencies(); !linked)
            return linked.error();
        if (const auto linked = linkDown(); !linked)
            return linked.error();
        m_graph.next = m_graph.down.reversed();
        m_graph.dependents = m_graph.dependencies.reversed();
        listHeadsAndBases();
        orderParentsFirst(m_graph);
        if (const auto checked = checkBrokenParents(); !checked)
            return checked.error();
        if (const auto checked = checkCycles(); !checked)
            return checked.error();
        normalizeParents(m_graph);
        m_graph.children = m_graph.parents.reversed();
        m_graph.labelSets = LabelSets(m_graph);
        return std::move(m_graph);
    }

private:
    /// A revision as it was loaded: the map's own, or the older twin of a duplicate id.
    struct Loaded {
        Index index;
        const Revision *twin; ///< null for the map's own
    };

    Result<void> take(std::vector<Revision> revisions);
    Result<void> mapLabels();
    Result<void> mapLabelsOf(const Revision &revision, Index index);
    Result<void> linkDependencies();
    Result<void> linkDown();
    Error missingParent(const Revision &revision, const std::string &parent) const;
    void listHeadsAndBases();
    Result<void> checkBrokenParents() const;
    Result<void> checkCycles() const;
    std::vector<Index> parentsOfTwins(bool withDependencies) const;

    Graph m_graph;
    std::size_t m_labelCount = 0;
    std::size_t m_dependencyCount = 0;
    std::vector<Loaded> m_loaded; ///< only filled when an id is loaded twice
    std::vector<Revision> m_twins;
    std::vector<std::pair<Index, std::string>> m_labelParents; ///< revisions that revise a label
    std::vector<Index> m_labelled;                             ///< the revisions that those labels name
};

// One pass over the revisions for all that needs each of them once: their texts are most of a large map's memory.
// The later of two twins takes the place of the first in the map; both stay listed as heads and bases.
Result<void> Builder::take(std::vector<Revision> revisions)
{
    m_graph.ids.reset(revisions.size());
    std::vector<Index> indexOf; // by position
    std::vector<std::size_t> last; // by index: the position that counts
    indexOf.reserve(revisions.size());
    last.reserve(revisions.size());
    for (std::size_t position = 0; position < revisions.size(); ++position) {
        const Revision &revision = revisions[position];
        if (const auto checked = checkRevision(revision); !checked)
            return checked.error();
        m_labelCount += revision.labels.size();
        m_dependencyCount += revision.dependsOn.size();
        const auto fresh = static_cast<Index>(last.size());
        const Index index = m_graph.ids.insert(revision.id, fresh, [&](Index known) -> std::string_view {
            return revisions[last[static_cast<std::size_t>(known)]].id;
        });
        indexOf.push_back(index);
        if (index == fresh) {
            last.push_back(position);
        } else {
            last[static_cast<std::size_t>(index)] = position;
            m_graph.warnings.push_back("Revision " + revision.id + " is present more than once");
        }
    }
    if (m_graph.warnings.empty()) {
        m_graph.revisions = std::move(revisions);
        return {};
    }

    m_graph.revisions.resize(last.size());
    m_twins.reserve(revisions.size());
    for (std::size_t position = 0; position < revisions.size(); ++position) {
        const Index index = indexOf[position];
        if (last[static_cast<std::size_t>(index)] == position) {
            m_graph.revisions[static_cast<std::size_t>(index)] = std::move(revisions[position]);
            m_loaded.push_back({index, nullptr});
        } else {
            m_twins.push_back(std::move(revisions[position]));
            m_loaded.push_back({index, &m_twins.back()});
        }
    }
    return {};
}

Result<void> Builder::mapLabelsOf(const Revision &revision, Index index)
{
    for (const std::string &label : revision.labels) {
        const auto owner = m_graph.findName(label);
        if (!owner) {
            m_graph.labels.emplace_back(label, index);
            m_graph.labelIndex.emplace(m_graph.labels.back().first, index);
            continue;
        }
        const std::string &ownerId = m_graph.idOf(*owner);
        return fileError(revision, "duplicate-label",
                         "Branch label '" + label + "' of revision " + revision.id + " is already used by revision "
                             + ownerId,
                         m_graph.findId(label) ? "choose a label that is no revision's id"
                                               : "take the label out of this file: descendants of " + ownerId
                                                   + " belong to the branch without it");
    }
    return {};
}

Result<void> Builder::mapLabels()
{
    if (m_labelCount == 0)
        return {};
    if (m_labelCount > MaxLabels) {
        return makeError("too-many-labels",
                         "The project declares " + std::to_string(m_labelCount) + " branch labels, more than "
                             + std::to_string(MaxLabels),
                         "a label names a branch: its first revision alone declares it", ExitStatus::Usage);
    }
    m_graph.labels.reserve(m_labelCount); // labelIndex holds views into it
    for (const Loaded &loaded : m_loaded) {
        if (loaded.twin) {
            if (const auto mapped = mapLabelsOf(*loaded.twin, loaded.index); !mapped)
                return mapped;
        }
    }
    for (Index index = 0; index < static_cast<Index>(m_graph.size()); ++index) {
        if (const auto mapped = mapLabelsOf(m_graph.at(index), index); !mapped)
            return mapped;
    }
    return {};
}

Result<void> Builder::linkDependencies()
{
    m_graph.dependencies.reserve(m_graph.size(), m_dependencyCount);
    if (m_dependencyCount == 0) {
        for (std::size_t index = 0; index < m_graph.size(); ++index)
            m_graph.dependencies.closeRow();
        return {};
    }
    const auto missing = [this](const Revision &revision) -> const std::string * {
        const auto found = std::find_if(revision.dependsOn.begin(), revision.dependsOn.end(),
                                        [this](const std::string &name) { return !m_graph.findName(name); });
        return found == revision.dependsOn.end() ? nullptr : &*found;
    };
    const auto complain = [](const Revision &revision, const std::string &name) {
        return fileError(revision, "missing-revision",
                         "Revision " + revision.id + " depends on '" + name + "', which no file has as id or label",
                         "write a full revision id or a branch label, or bring the missing file back");
    };
    for (const Revision &twin : m_twins) {
        if (const auto *name = missing(twin))
            return complain(twin, *name);
    }
    for (const Revision &revision : m_graph.revisions) {
        if (const auto *name = missing(revision))
            return complain(revision, *name);
        for (const std::string &name : revision.dependsOn)
            m_graph.dependencies.add(*m_graph.findName(name));
        m_graph.dependencies.closeRow();
    }
    return {};
}

Error Builder::missingParent(const Revision &revision, const std::string &parent) const
{
    std::string hint = "bring the missing file back, or name the revision that comes before this one";
    const auto longer = std::find_if(m_graph.revisions.begin(), m_graph.revisions.end(), [&](const Revision &other) {
        return !parent.empty() && other.id.starts_with(parent);
    });
    if (longer != m_graph.revisions.end())
        hint = "down revisions take the full id: " + longer->id;
    return fileError(revision, "missing-revision",
                     "Revision " + revision.id + " revises '" + parent + "', which no file has as its id",
                     std::move(hint));
}

Result<void> Builder::linkDown()
{
    for (const Revision &twin : m_twins) {
        for (const std::string &parent : twin.downRevisions) {
            if (!m_graph.findId(parent))
                return missingParent(twin, parent);
        }
    }
    m_graph.down.reserve(m_graph.size(), m_graph.size() + m_graph.size() / 8);
    for (Index index = 0; index < static_cast<Index>(m_graph.size()); ++index) {
        const Revision &revision = m_graph.at(index);
        for (const std::string &parent : revision.downRevisions) {
            if (const auto found = m_graph.findId(parent)) {
                m_graph.down.add(*found);
            } else if (const auto labelled = m_graph.findName(parent)) {
                m_labelParents.emplace_back(index, parent);
                m_labelled.push_back(*labelled);
            } else {
                return missingParent(revision, parent);
            }
        }
        m_graph.down.closeRow();
    }
    return {};
}

void Builder::listHeadsAndBases()
{
    NodeSet isParentByLabel(m_graph.size());
    NodeSet hasLabelParent(m_graph.size());
    for (const Index index : m_labelled)
        isParentByLabel.insert(index);
    for (const auto &[index, parent] : m_labelParents)
        hasLabelParent.insert(index);
    const auto list = [&](const Loaded &loaded) {
        const Index index = loaded.index;
        const bool isBase = loaded.twin ? loaded.twin->downRevisions.empty()
                                        : m_graph.down[index].empty() && !hasLabelParent.contains(index);
        const bool isFree = loaded.twin ? loaded.twin->dependsOn.empty() : m_graph.dependencies[index].empty();
        const bool isHead = loaded.twin || (m_graph.next[index].empty() && !isParentByLabel.contains(index));
        if (isHead)
            m_graph.heads.push_back(index);
        if (isHead && (loaded.twin || m_graph.dependents[index].empty()))
            m_graph.effectiveHeads.push_back(index);
        if (isBase)
            m_graph.bases.push_back(index);
        if (isBase && isFree)
            m_graph.effectiveBases.push_back(index);
    };
    for (const Loaded &loaded : m_loaded)
        list(loaded);
    if (m_loaded.empty()) {
        for (Index index = 0; index < static_cast<Index>(m_graph.size()); ++index)
            list({index, nullptr});
    }
}

// A down revision must be an id. Alembic finds a label there in one of three ways, the first that applies:
// while it looks for inherited dependencies ("broken map"), by its cycle check, or by a missing key.
Result<void> Builder::checkBrokenParents() const
{
    if (m_labelParents.empty())
        return {};
    NodeSet broken(m_graph.size());
    for (const auto &[index, parent] : m_labelParents)
        broken.insert(index);
    const auto &[index, parent] = m_labelParents.front();
    Error error = missingParent(m_graph.at(index), parent);
    error.message = "Revision " + m_graph.idOf(index) + " revises '" + parent + "', which is a branch label";
    error.hint = "down revisions take the full id: " + m_graph.idOf(m_labelled.front());
    std::vector<Index> dependents;
    for (Index candidate = 0; candidate < static_cast<Index>(m_graph.size()); ++candidate) {
        if (!m_graph.dependencies[candidate].empty())
            dependents.push_back(candidate);
    }
    const auto meetsBroken = [&](const NodeSet &nodes) {
        return std::any_of(m_labelParents.begin(), m_labelParents.end(),
                           [&](const auto &labelParent) { return nodes.contains(labelParent.first); });
    };
    if (meetsBroken(NodeSet::reach(m_graph.down, dependents))) {
        error.code = "broken-map";
        return error;
    }
    if (m_graph.heads.empty() || m_graph.bases.empty())
        return {}; // the cycle check says so
    return meetsBroken(NodeSet::reach(m_graph.down, m_graph.heads)) ? Result<void>(error) : Result<void>();
}

std::vector<Index> Builder::parentsOfTwins(bool withDependencies) const
{
    std::vector<Index> parents;
    for (const Revision &twin : m_twins) {
        for (const std::string &parent : twin.downRevisions)
            parents.push_back(*m_graph.findId(parent));
        for (std::size_t i = 0; withDependencies && i < twin.dependsOn.size(); ++i)
            parents.push_back(*m_graph.findName(twin.dependsOn[i]));
    }
    return parents;
}

Result<void> Builder::checkCycles() const
{
    if (!m_graph.isCyclic && m_twins.empty() && m_labelParents.empty())
        return {};
    const CycleScope byDown{m_graph.down,  m_graph.next,          m_graph.heads,
                            m_graph.bases, parentsOfTwins(false), "cycle",
                            "A cycle of down revisions"};
    if (const auto checked = checkForCycles(m_graph, byDown); !checked)
        return checked;
    const Adjacency below = joined(m_graph.down, m_graph.dependencies);
    const Adjacency above = below.reversed();
    const CycleScope byAll{below,
                           above,
                           m_graph.effectiveHeads,
                           m_graph.effectiveBases,
                           parentsOfTwins(true),
                           "dependency-cycle",
                           "A cycle of dependencies"};
    return checkForCycles(m_graph, byAll);
}

} // namespace

Result<Graph> buildGraph(std::vector<Revision> revisions)
{
    return Builder().build(std::move(revisions));
}

} // namespace retort::revision
