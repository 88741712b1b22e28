// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/end.h"
#include "engine/diff/renames.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace retort::diff
{

namespace
{

using catalog::Column;
using catalog::Relation;
using catalog::RelationKind;
using catalog::RelationName;
using catalog::Snapshot;

constexpr double threshold = 0.5;

/// How alike two names are: the share of their pairs of letters that both have (Dice).
double likeness(const std::string &a, const std::string &b)
{
    if (a == b)
        return 1;
    if (a.size() < 2 || b.size() < 2)
        return 0;
    std::multiset<std::string> pairs;
    for (std::size_t at = 0; at + 1 < a.size(); ++at)
        pairs.insert(a.substr(at, 2));
    std::size_t common = 0;
    for (std::size_t at = 0; at + 1 < b.size(); ++at) {
        const auto found = pairs.find(b.substr(at, 2));
        if (found == pairs.end())
            continue;
        pairs.erase(found);
        ++common;
    }
    return 2.0 * static_cast<double>(common) / static_cast<double>(a.size() + b.size() - 2);
}

/// Two objects, and how alike they are.
struct Match {
    std::size_t from = 0;
    std::size_t to = 0;
    double score = 0;
    std::string evidence;
};

/// Each object's best partner, likeliest pairs first; nobody has two.
std::vector<Match> bestPairs(std::vector<Match> matches)
{
    std::stable_sort(matches.begin(), matches.end(), [](const Match &a, const Match &b) { return a.score > b.score; });
    std::set<std::size_t> taken;
    std::set<std::size_t> given;
    std::vector<Match> pairs;
    for (Match &match : matches) {
        if (match.score < threshold || taken.contains(match.from) || given.contains(match.to))
            continue;
        taken.insert(match.from);
        given.insert(match.to);
        pairs.push_back(std::move(match));
    }
    return pairs;
}

std::string columnText(const Column &column)
{
    return column.name + ' ' + column.type;
}

class Candidates
{
public:
    Candidates(const Snapshot &from, const Snapshot &to)
        : m_before(from)
        , m_after(to)
    {
    }

    std::vector<RenameCandidate> find()
    {
        findTables();
        findColumns();
        findByText(viewsOf(m_before, m_after), viewsOf(m_after, m_before), "the same query");
        findByText(sequencesOf(m_before, m_after), sequencesOf(m_after, m_before), "the same settings");
        findByText(typesOf(m_before, m_after), typesOf(m_after, m_before), "the same definition");
        findByText(routinesOf(m_before, m_after), routinesOf(m_after, m_before), "the same arguments and body");
        findValues();
        std::stable_sort(m_found.begin(), m_found.end(),
                         [](const RenameCandidate &a, const RenameCandidate &b) { return a.score > b.score; });
        return std::move(m_found);
    }

private:
    void add(const ObjectId &from, const ObjectId &to, double score, const std::string &evidence)
    {
        m_found.push_back({{from, to}, score, evidence});
    }

    // -- tables: by their columns --

    static std::vector<const Relation *> tablesOf(const End &end, const End &other)
    {
        std::vector<const Relation *> tables;
        for (const Relation &relation : end.snapshot().relations) {
            if (isTable(relation) && other.relation(relation.summary.name) == nullptr)
                tables.push_back(&relation);
        }
        return tables;
    }

    void findTables()
    {
        const auto gone = tablesOf(m_before, m_after);
        const auto come = tablesOf(m_after, m_before);
        std::unordered_map<std::string, std::vector<std::size_t>> byColumn;
        for (std::size_t at = 0; at < come.size(); ++at) {
            for (const Column &column : come[at]->columns)
                byColumn[columnText(column)].push_back(at);
        }
        std::vector<Match> matches;
        for (std::size_t at = 0; at < gone.size(); ++at) {
            std::map<std::size_t, std::size_t> common;
            for (const Column &column : gone[at]->columns) {
                const auto found = byColumn.find(columnText(column));
                // What nearly every table has tells nothing.
                if (found == byColumn.end() || (found->second.size() > 50 && gone[at]->columns.size() > 3))
                    continue;
                for (const std::size_t other : found->second)
                    ++common[other];
            }
            for (const auto &[other, count] : common)
                matches.push_back(matchTables(*gone[at], at, *come[other], other, count));
        }
        for (const Match &pair : bestPairs(std::move(matches)))
            add(idOf(*gone[pair.from]), idOf(*come[pair.to]), pair.score, pair.evidence);
    }

    static Match matchTables(const Relation &one, std::size_t from, const Relation &other, std::size_t to, std::size_t common)
    {
        const std::size_t most = std::max(one.columns.size(), other.columns.size());
        const double share = static_cast<double>(common) / static_cast<double>(most);
        const double name = likeness(one.summary.name.name, other.summary.name.name);
        const bool isSameKind = idOf(one).kind == idOf(other).kind;
        return {from, to, isSameKind ? 0.75 * share + 0.25 * name : 0,
                std::to_string(common) + " of " + text::counted(most, "column") + (common == 1 ? " is" : " are") + " the same"};
    }

    // -- columns: by type, place and name --

    void findColumns()
    {
        for (const Relation &table : m_before.snapshot().relations) {
            const Relation *other = isTable(table) ? m_after.relation(table.summary.name) : nullptr;
            if (other != nullptr && isTable(*other))
                findColumnsOf(table, *other);
        }
        // A table that may have been renamed has columns that may have been, too; they are asked about then.
    }

    static bool hasColumn(const Relation &relation, const std::string &name)
    {
        return std::any_of(relation.columns.begin(), relation.columns.end(),
                           [&name](const Column &column) { return column.name == name; });
    }

    /// The name of the column before it that both ends have.
    static std::string neighbour(const Relation &relation, std::size_t at, const Relation &other)
    {
        while (at > 0) {
            if (hasColumn(other, relation.columns[--at].name))
                return relation.columns[at].name;
        }
        return {};
    }

    void findColumnsOf(const Relation &table, const Relation &other)
    {
        std::vector<Match> matches;
        for (std::size_t from = 0; from < table.columns.size(); ++from) {
            const Column &old = table.columns[from];
            if (hasColumn(other, old.name) || !old.isLocal)
                continue;
            for (std::size_t to = 0; to < other.columns.size(); ++to) {
                const Column &wanted = other.columns[to];
                if (hasColumn(table, wanted.name) || !wanted.isLocal || old.type != wanted.type
                    || old.generated != wanted.generated)
                    continue;
                const bool isThere = neighbour(table, from, other) == neighbour(other, to, table);
                const bool isAlike = old.notNull == wanted.notNull && old.defaultExpression == wanted.defaultExpression
                    && old.collation == wanted.collation && old.identity == wanted.identity;
                const double score = 0.35 + (isThere ? 0.25 : 0) + (isAlike ? 0.1 : 0) + 0.3 * likeness(old.name, wanted.name);
                matches.push_back({from, to, score,
                                   "both are " + old.type + (isThere ? ", in the same place" : "")});
            }
        }
        for (const Match &pair : bestPairs(std::move(matches))) {
            add(partOf(table, "column", table.columns[pair.from].name),
                partOf(table, "column", other.columns[pair.to].name), pair.score, pair.evidence);
        }
    }

    // -- what is the same but for its name --

    struct Named {
        ObjectId id;
        std::string text;
    };

    static std::vector<Named> viewsOf(const End &end, const End &other)
    {
        std::vector<Named> named;
        for (const Relation &relation : end.snapshot().relations) {
            const RelationKind kind = relation.summary.kind;
            if ((kind == RelationKind::View || kind == RelationKind::MaterializedView)
                && other.relation(relation.summary.name) == nullptr) {
                named.push_back({idOf(relation),
                                 relation.continuousAggregate ? relation.continuousAggregate->definition
                                                              : relation.viewDefinition});
            }
        }
        return named;
    }

    /// Those of columns follow them.
    static std::vector<Named> sequencesOf(const End &end, const End &other)
    {
        std::vector<Named> named;
        for (const Relation &relation : end.snapshot().relations) {
            if (relation.sequence && relation.sequence->ownedBy.empty() && other.relation(relation.summary.name) == nullptr) {
                const auto &facts = *relation.sequence;
                named.push_back({idOf(relation), facts.type + ' ' + facts.start + ' ' + facts.minimum + ' ' + facts.maximum
                                     + ' ' + facts.increment + ' ' + facts.cache + (facts.isCycling ? " cycle" : "")});
            }
        }
        return named;
    }

    static std::vector<Named> typesOf(const End &end, const End &other)
    {
        std::vector<Named> named;
        for (const catalog::Type &type : end.snapshot().types) {
            if (other.type(type.name) != nullptr)
                continue;
            std::string text = catalog::toString(type.kind) + '\n' + text::join(type.labels, "\n");
            for (const catalog::Attribute &attribute : type.attributes)
                text += '\n' + attribute.name + ' ' + attribute.type;
            if (type.domain) {
                text += type.domain->baseType + '\n' + type.domain->defaultExpression;
                for (const catalog::Constraint &constraint : type.domain->constraints)
                    text += '\n' + constraint.definition;
            }
            if (type.range)
                text += type.range->subtype;
            named.push_back({idOf(type), std::move(text)});
        }
        return named;
    }

    static std::vector<Named> routinesOf(const End &end, const End &other)
    {
        std::vector<Named> named;
        for (const catalog::Routine &routine : end.snapshot().routines) {
            if (other.routine(idOf(routine)) != nullptr)
                continue;
            std::string text = routine.definition;
            const std::string name = routine.name.toString() + '(';
            if (const std::size_t at = text.find(name); at != std::string::npos)
                text.erase(at, name.size());
            named.push_back({idOf(routine), std::move(text)});
        }
        return named;
    }

    void findByText(const std::vector<Named> &gone, const std::vector<Named> &come, const std::string &evidence)
    {
        std::unordered_map<std::string, std::vector<std::size_t>> byText;
        for (std::size_t at = 0; at < come.size(); ++at)
            byText[come[at].id.kind + '\n' + come[at].text].push_back(at);
        std::vector<Match> matches;
        for (std::size_t at = 0; at < gone.size(); ++at) {
            const auto found = byText.find(gone[at].id.kind + '\n' + gone[at].text);
            if (found == byText.end())
                continue;
            const bool isOnly = found->second.size() == 1;
            for (const std::size_t other : found->second) {
                const double name = likeness(gone[at].id.name.name, come[other].id.name.name);
                matches.push_back({at, other, (isOnly ? 0.7 : 0.4) + 0.3 * name, evidence});
            }
        }
        for (const Match &pair : bestPairs(std::move(matches)))
            add(gone[pair.from].id, come[pair.to].id, pair.score, pair.evidence);
    }

    // -- values of enums: one other label in the same place --

    void findValues()
    {
        for (const catalog::Type &type : m_before.snapshot().types) {
            const catalog::Type *other = m_after.type(type.name);
            if (type.kind != catalog::TypeKind::Enum || other == nullptr || other->labels.size() != type.labels.size())
                continue;
            for (std::size_t at = 0; at < type.labels.size(); ++at) {
                const std::string &old = type.labels[at];
                const std::string &wanted = other->labels[at];
                const auto has = [](const catalog::Type &one, const std::string &label) {
                    return std::find(one.labels.begin(), one.labels.end(), label) != one.labels.end();
                };
                if (old == wanted || has(*other, old) || has(type, wanted))
                    continue;
                add({"enum value", type.name, old}, {"enum value", type.name, wanted}, 0.7 + 0.3 * likeness(old, wanted),
                    "in the same place of " + text::counted(type.labels.size(), "value"));
            }
        }
    }

    End m_before;
    End m_after;
    std::vector<RenameCandidate> m_found;
};

} // namespace

std::vector<RenameCandidate> renameCandidates(const Snapshot &from, const Snapshot &to)
{
    return Candidates(from, to).find();
}

} // namespace retort::diff
