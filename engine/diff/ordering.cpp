// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/ordering.h"

#include "engine/diff/graph.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <unordered_map>

namespace retort::diff
{

namespace
{

/// Stages for what nothing else orders: what hangs on tables goes first, and what holds data last.
enum Stage { LightDrops = 0, Makes = 100, ForeignKeys = 200, HeavyDrops = 300, Fillings = 400 };

/// Two nodes an object: its drop, and its create or alter.
class Ordering
{
public:
    Ordering(const Matching &matching, const End &before)
        : m_matching(matching)
        , m_before(before)
    {
    }

    Comparison run()
    {
        Graph::Order sorted = sort();
        // Then what usually comes in one statement comes in several.
        while (!sorted.forced.empty() && setApart(sorted))
            sorted = sort();
        for (const std::size_t node : sorted.forced) {
            m_result.notes.push_back("No order is right for " + objectOf(node).part().id.toString()
                                     + ": it needs what needs it.");
        }
        for (const std::size_t node : sorted.nodes)
            write(node);
        for (const Object &object : m_matching.objects) {
            for (std::string &note : notesOf(object))
                m_result.notes.push_back(std::move(note));
        }
        return std::move(m_result);
    }

private:
    static std::size_t dropNode(std::size_t place) { return 2 * place; }
    static std::size_t makeNode(std::size_t place) { return 2 * place + 1; }
    const Object &objectOf(std::size_t node) const { return m_matching.objects[node / 2]; }
    static bool isDropNode(std::size_t node) { return node % 2 == 0; }

    bool isApart(const ObjectId &id) const { return m_apart.contains(id.toString()); }

    /// What goes with its parent has no drop of its own.
    const Object &dropper(const Object &object) const
    {
        const Object *last = &object;
        while (const Object *parent = droppedParent(*last->from))
            last = parent;
        return *last;
    }

    const Object *droppedParent(const Part &part) const
    {
        if (isApart(part.id))
            return nullptr;
        for (const auto *id : {&part.parent, &part.otherParent}) {
            const Object *parent = *id ? m_matching.find(**id) : nullptr;
            if (parent == nullptr || parent->from == nullptr || !parent->isDropped)
                continue;
            if (id == &part.otherParent && (parent->leavesChildren || leavesFamily(part)))
                continue;
            // What was moved away keeps its rows until they are copied, and nothing that is in the new one's way.
            if (!parent->isMovedAway || staysWithMovedTable(part))
                return parent;
        }
        return nullptr;
    }

    static bool staysWithMovedTable(const Part &part)
    {
        return part.rank == Rank::Column || part.rank == Rank::Default || part.rank == Rank::Table
            || part.rank == Rank::Hypertable || part.rank == Rank::Timescale;
    }

    /// Whether its table has left the other parent's by then.
    bool leavesFamily(const Part &part) const
    {
        if (!part.parent || !part.otherParent)
            return false;
        for (const ObjectId &id : {ObjectId{"partition", part.parent->name, {}},
                                   ObjectId{"inheritance", part.parent->name, part.otherParent->name.toString()}}) {
            const Object *family = m_matching.find(id);
            if (family != nullptr && family->isDropped && !family->isMade)
                return true;
        }
        return false;
    }

    /// What the parent's create makes has none of its own.
    const Object &maker(const Object &object) const
    {
        const Object *last = &object;
        while (last->isMade && last->to->comesWithParent && !isApart(last->to->id)) {
            const Object *parent = m_matching.parentOf(*last->to);
            if (parent == nullptr || !parent->isMade)
                break;
            last = parent;
        }
        return *last;
    }

    std::pair<int, std::size_t> rankOf(std::size_t node) const
    {
        const Object &object = objectOf(node);
        const Part &part = object.part();
        const int rank = static_cast<int>(part.rank);
        if (!isDropNode(node))
            return {stageOf(part.rank) + rank, node};
        const bool isLate = object.from != nullptr && (object.from->holdsData || object.isMovedAway);
        return {(isLate ? HeavyDrops : LightDrops) + 50 - rank, node};
    }

    static Stage stageOf(Rank rank)
    {
        return rank == Rank::ForeignKey ? ForeignKeys : rank == Rank::Contents ? Fillings : Makes;
    }

    Graph::Order sort() const
    {
        std::vector<std::pair<int, std::size_t>> ranks;
        for (std::size_t node = 0; node < 2 * m_matching.objects.size(); ++node)
            ranks.push_back(rankOf(node));
        Graph graph(std::move(ranks));
        addOldEdges(graph);
        addNewEdges(graph);
        addNames(graph);
        addFamilies(graph);
        addBodies(graph);
        return graph.sorted();
    }

    void addOldEdges(Graph &graph) const
    {
        for (const Edge &edge : m_matching.oldEdges) {
            const Object &dependent = m_matching.objects[edge.dependent];
            const Object &object = m_matching.objects[edge.on];
            if (dependent.isDropped) {
                const std::size_t drop = dropNode(dropper(dependent).place);
                if (object.isDropped)
                    graph.addEdge(drop, dropNode(dropper(object).place));
                // A foreign key that comes again must not find the key that goes.
                if (object.isDropped && dependent.isMade && dependent.from->rank == Rank::ForeignKey
                    && object.from->rank == Rank::Constraint)
                    graph.addEdge(dropNode(dropper(object).place), makeNode(maker(dependent).place));
                const bool goesWithIt = drop == dropNode(object.place);
                if (((object.isMovedAway && !dependent.isMovedAway) || object.isAltered || object.isRetyped) && !goesWithIt)
                    graph.addEdge(drop, makeNode(object.place));
            } else if (object.isDropped && (dependent.isAltered || dependent.isRetyped)) {
                graph.addEdge(makeNode(dependent.place), dropNode(dropper(object).place));
            }
        }
        for (const Object &object : m_matching.objects) {
            if (object.isMovedAway)
                graph.addEdge(makeNode(object.place), dropNode(object.place));
            else if (object.isDropped && object.isMade)
                graph.addEdge(dropNode(dropper(object).place), makeNode(maker(object).place));
        }
    }

    void addNewEdges(Graph &graph) const
    {
        for (const Edge &edge : m_matching.newEdges) {
            const Object &dependent = m_matching.objects[edge.dependent];
            const Object &object = m_matching.objects[edge.on];
            const bool isWaiting = dependent.isMade || dependent.isAltered;
            const bool isAwaited = object.isMade || object.isAltered;
            if (!isWaiting || !isAwaited)
                continue;
            const std::size_t madeFirst = maker(object).place;
            const std::size_t madeThen = maker(dependent).place;
            graph.addEdge(makeNode(madeFirst), makeNode(madeThen));
            if (madeFirst != madeThen)
                addCopying(graph, m_matching.objects[madeFirst], m_matching.objects[madeThen]);
        }
    }

    /// Rows are copied once their place is complete, partitions and all, and before what would act on them.
    void addCopying(Graph &graph, const Object &table, const Object &dependent) const
    {
        if (!table.isMovedAway || !table.to->takeOver)
            return;
        const bool isPlace = dependent.to->rank == Rank::Table || dependent.to->rank == Rank::Family
            || dependent.to->rank == Rank::Column || dependent.to->rank == Rank::SequenceOwner
            || dependent.to->rank == Rank::Hypertable;
        if (isPlace)
            graph.addEdge(makeNode(dependent.place), dropNode(table.place));
        else
            graph.addEdge(dropNode(table.place), makeNode(dependent.place));
    }

    using ColumnsByTable = std::unordered_map<std::size_t, std::vector<const Object *>>;

    /// Who leaves a family does so before the others change, and who comes finds them as they will be.
    void addFamilies(Graph &graph) const
    {
        ColumnsByTable columns;
        std::vector<const Object *> families;
        std::vector<const Object *> gone; // partitions of a table that stays
        for (const Object &object : m_matching.objects) {
            if (object.part().rank == Rank::Family)
                families.push_back(&object);
            if (object.part().rank == Rank::Table && object.isDropped && !object.isMade && &dropper(object) == &object
                && object.from->parent)
                gone.push_back(&object);
        }
        if (families.empty())
            return;
        for (const Object &object : m_matching.objects) {
            const bool isIndex = object.part().rank == Rank::Index || object.part().rank == Rank::Constraint;
            if (isIndex && object.isMade && object.to->otherParent && &maker(object) == &object) {
                const Object *family = m_matching.find({"partition", m_matching.parentOf(*object.to)->part().id.name, {}});
                if (family != nullptr && family->isMade && &maker(*family) == family)
                    graph.addEdge(makeNode(object.place), makeNode(family->place));
            }
            if (object.part().rank != Rank::Column)
                continue;
            if (const Object *table = m_matching.parentOf(object.part()); table != nullptr && table->stays())
                columns[table->place].push_back(&object);
            if (object.leavesChildren)
                addLetting(graph, object);
        }
        for (const Object *family : families) {
            if (family->isDropped && &dropper(*family) == family)
                addLeaving(graph, *family, columns);
            if (family->isMade && &maker(*family) == family)
                addComing(graph, *family, columns);
            if (!family->isMade || family->to->needs.empty())
                continue;
            for (const Object *partition : gone) { // bounds must not overlap
                if (*partition->from->parent == family->to->needs.front())
                    graph.addEdge(dropNode(partition->place), makeNode(maker(*family).place));
            }
        }
    }

    /// The columns of the parent that a family part names.
    const std::vector<const Object *> *columnsOfParent(const Part &family, const ColumnsByTable &columns) const
    {
        const Object *parent = family.needs.empty() ? nullptr : m_matching.find(family.needs.front());
        const auto found = parent == nullptr ? columns.end() : columns.find(parent->place);
        return found == columns.end() ? nullptr : &found->second;
    }

    void addLeaving(Graph &graph, const Object &family, const ColumnsByTable &columns) const
    {
        const auto *changed = columnsOfParent(*family.from, columns);
        if (changed == nullptr)
            return;
        const bool comesAgain = family.isMade && family.to->needs == family.from->needs;
        for (const Object *column : *changed) {
            if (comesAgain) { // it takes part in the change first
                if (column->isDropped)
                    graph.addEdge(dropNode(column->place), dropNode(family.place));
                if (column->isMade || column->isAltered)
                    graph.addEdge(makeNode(column->place), dropNode(family.place));
                continue;
            }
            if (column->isDropped)
                graph.addEdge(dropNode(family.place), dropNode(column->place));
            if (column->isMade || column->isAltered)
                graph.addEdge(dropNode(family.place), makeNode(column->place));
        }
    }

    void addComing(Graph &graph, const Object &family, const ColumnsByTable &columns) const
    {
        const auto after = [&](const std::vector<const Object *> &changed, bool withDrops) {
            for (const Object *column : changed) {
                if (column->isDropped && withDrops)
                    graph.addEdge(dropNode(column->place), makeNode(family.place));
                if (column->isMade || column->isAltered)
                    graph.addEdge(makeNode(column->place), makeNode(family.place));
            }
        };
        if (const auto *ofParent = columnsOfParent(*family.to, columns))
            after(*ofParent, true);
        const Object *child = m_matching.parentOf(*family.to);
        const auto found = child == nullptr ? columns.end() : columns.find(child->place);
        if (found == columns.end())
            return;
        after(found->second, family.to->id.kind == "partition"); // a partition has no column more than its table
        if (family.to->id.kind == "inheritance")
            addHandover(graph, family, found->second);
    }

    /// A column that two parents hand on is never without one, or it would become the child's own.
    void addHandover(Graph &graph, const Object &family, const std::vector<const Object *> &columns) const
    {
        for (const Object *column : columns) {
            if (!column->stays() || !column->from->otherParent || !column->to->otherParent)
                continue;
            const catalog::RelationName &old = column->from->otherParent->name;
            if (column->to->otherParent->name != family.to->needs.front().name)
                continue;
            const Object *left = m_matching.find({"inheritance", family.to->id.name, old.toString()});
            if (left != nullptr && left->isDropped && &dropper(*left) == left)
                graph.addEdge(makeNode(family.place), dropNode(left->place));
        }
    }

    /// Those children that don't keep the column drop it themselves, once it is theirs.
    void addLetting(Graph &graph, const Object &parent) const
    {
        for (const Object &object : m_matching.objects) {
            if (object.from != nullptr && object.from->otherParent == parent.from->id && object.isDropped
                && &dropper(object) == &object)
                graph.addEdge(dropNode(parent.place), dropNode(object.place));
        }
    }

    /// The catalog doesn't record what a quoted body names; a function may be run before the script is done, by a check,
    /// an index or a materialized view. What it names comes first where that is possible.
    void addBodies(Graph &graph) const
    {
        std::unordered_multimap<std::string, const Object *> byName;
        std::vector<const Object *> routines;
        for (const Object &object : m_matching.objects) {
            if (!object.isMade && !object.isAltered)
                continue;
            const std::string &kind = object.to->id.kind;
            if (kind == "routine")
                routines.push_back(&object);
            if (kind == "routine" || kind == "table" || kind == "view" || kind == "materialized view"
                || kind == "sequence" || kind == "foreign table")
                byName.emplace(object.to->id.name.name, &object);
        }
        for (const Object *routine : routines) {
            for (const std::string &word : wordsOf(routine->to->body)) {
                const auto [first, last] = byName.equal_range(word);
                for (auto named = first; named != last; ++named)
                    graph.addWish(makeNode(maker(*named->second).place), makeNode(routine->place));
            }
        }
    }

    static std::set<std::string> wordsOf(const std::string &text)
    {
        std::set<std::string> words;
        std::string word;
        for (const char c : text + ' ') {
            const bool isPart = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'
                || static_cast<unsigned char>(c) >= 0x80;
            if (isPart) {
                word += c;
            } else if (!word.empty()) {
                words.insert(std::move(word));
                word.clear();
            }
        }
        return words;
    }

    /// Two objects of one name: the old one goes first.
    void addNames(Graph &graph) const
    {
        std::unordered_map<std::string, std::size_t> dropped;
        for (const Object &object : m_matching.objects) {
            if (object.from == nullptr || !(object.isDropped || object.isAltered))
                continue;
            for (const std::string &name : object.from->names) {
                dropped.emplace(name, object.isDropped ? dropNode(dropper(object).place) : makeNode(object.place));
            }
        }
        for (const Object &object : m_matching.objects) {
            if (object.to == nullptr || !(object.isMade || object.isAltered) || object.isMovedAway)
                continue;
            for (const std::string &name : object.to->names) {
                const auto found = dropped.find(name);
                if (found != dropped.end() && found->second / 2 != maker(object).place)
                    graph.addEdge(found->second, makeNode(maker(object).place));
            }
        }
    }

    /// What comes with something on a cycle, and can be said apart; what goes with it and needs something else there.
    /// False: nothing more.
    bool setApart(const Graph::Order &sorted)
    {
        std::set<std::size_t> places;
        for (const std::size_t node : sorted.cyclic)
            places.insert(node / 2);
        std::vector<std::string> apart;
        for (const Object &object : m_matching.objects) {
            const Part &part = object.part();
            const bool isMade = part.isSeparable && object.isMade && places.contains(maker(object).place);
            if (isMade && !isApart(part.id))
                apart.push_back(part.id.toString());
        }
        for (const Edge &edge : m_matching.oldEdges) {
            const Object &dependent = m_matching.objects[edge.dependent];
            const Object &object = m_matching.objects[edge.on];
            if (!dependent.isDropped || !object.isDropped || &dropper(dependent) == &dropper(object))
                continue;
            const bool isOnCycle = places.contains(dropper(dependent).place) && places.contains(dropper(object).place);
            if (isOnCycle && &dropper(dependent) != &dependent && !isApart(dependent.from->id))
                apart.push_back(dependent.from->id.toString());
        }
        m_apart.insert(apart.begin(), apart.end());
        return !apart.empty();
    }

    void write(std::size_t node)
    {
        const Object &object = objectOf(node);
        if (isDropNode(node)) {
            if (object.isDropped && &dropper(object) == &object)
                writeDrop(object);
        } else if (object.isMade && &maker(object) == &object) {
            writeCreate(object);
        } else if (object.isAltered) {
            add(object, Change::What::Alter, object.alteration);
        }
    }

    void writeDrop(const Object &object)
    {
        if (!object.isMovedAway) {
            return add(object, Change::What::Drop,
                       object.leavesChildren ? object.from->dropAlone() : object.from->drop());
        }
        Statements statements = object.to->takeOver ? object.to->takeOver(m_before) : Statements();
        append(statements, object.from->dropMoved);
        add(object, Change::What::Drop, std::move(statements));
    }

    void writeCreate(const Object &object)
    {
        const Making making{m_before, [this](const ObjectId &id) { return isApart(id); }};
        Statements statements = object.isMovedAway ? *object.from->moveAway : Statements();
        append(statements, object.to->create(making));
        append(statements, propertyChanges(nullptr, *object.to, m_before, false));
        appendChildren(statements, object);
        add(object, Change::What::Create, std::move(statements));
    }

    /// The settings of what came with it.
    void appendChildren(Statements &statements, const Object &object)
    {
        if (m_children.empty())
            findChildren();
        for (const std::size_t place : m_children[object.place]) {
            const Object &child = m_matching.objects[place];
            append(statements, propertyChanges(nullptr, *child.to, m_before, false));
            appendChildren(statements, child);
        }
    }

    void findChildren()
    {
        m_children.resize(m_matching.objects.size());
        for (const Object &object : m_matching.objects) {
            if (!object.isMade || &maker(object) == &object)
                continue;
            m_children[m_matching.parentOf(*object.to)->place].push_back(object.place);
        }
    }

    static std::vector<std::string> notesOf(const Object &object)
    {
        if (object.to == nullptr || !object.to->notes)
            return {};
        return object.to->notes(object.isMade ? nullptr : object.from);
    }

    static void append(Statements &statements, Statements more)
    {
        for (Statement &statement : more)
            statements.push_back(std::move(statement));
    }

    void add(const Object &object, Change::What what, Statements statements)
    {
        if (statements.empty())
            return;
        Change change;
        change.object = object.part().id;
        change.what = what;
        change.reason = object.reason;
        change.statements = std::move(statements);
        if (what != Change::What::Drop && !notesOf(object).empty())
            change.certainty = Certainty::Partial;
        m_result.changes.push_back(std::move(change));
    }

    const Matching &m_matching;
    const End &m_before;
    std::set<std::string> m_apart;
    std::vector<std::vector<std::size_t>> m_children;
    Comparison m_result;
};

} // namespace

Comparison order(const Matching &matching, const End &before)
{
    return Ordering(matching, before).run();
}

} // namespace retort::diff
