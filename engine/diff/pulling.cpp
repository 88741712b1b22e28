// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/pulling.h"

#include <algorithm>
#include <deque>

namespace retort::diff
{

namespace
{

class Decision
{
public:
    Decision(Matching &matching, const End &before)
        : m_matching(matching)
        , m_before(before)
    {
    }

    void take()
    {
        for (Object &object : m_matching.objects)
            decideAlone(object);
        addChildren();
        while (!m_open.empty()) {
            const std::size_t place = m_open.front();
            m_open.pop_front();
            pullDependents(m_matching.objects[place]);
        }
        for (Object &object : m_matching.objects)
            alter(object);
        for (const Object &object : m_matching.objects)
            keep(object);
    }

private:
    /// By its two parts alone.
    void decideAlone(Object &object)
    {
        if (object.from == nullptr) {
            object.isMade = true;
        } else if (object.to == nullptr) {
            drop(object, {});
        } else if (object.from->id != object.to->id) {
            object.alteration = object.to->rename(*object.from);
        } else if (object.from->body != object.to->body) {
            auto alteration = object.to->alter ? object.to->alter(*object.from, m_before) : std::nullopt;
            if (alteration)
                object.alteration = *std::move(alteration);
            else
                makeAnew(object, {});
            object.isMovedAway = object.isDropped && object.from->moveAway && object.to->takeOver;
        }
        if (object.stays() && isRetyping(object))
            retype(object, {});
    }

    static bool isRetyping(const Object &object)
    {
        const auto &properties = object.to->properties;
        return std::any_of(properties.begin(), properties.end(), [&](const Property &property) {
            if (!property.retypes)
                return false;
            const Property *old = propertyOf(object.from, property.name);
            return old != nullptr && old->value != property.value;
        });
    }

    void drop(Object &object, const std::string &reason)
    {
        object.isDropped = true;
        object.reason = reason;
        m_open.push_back(object.place);
    }

    void makeAnew(Object &object, const std::string &reason)
    {
        object.isMade = true;
        object.alteration.clear();
        drop(object, reason);
    }

    void retype(Object &object, const std::string &reason)
    {
        object.isRetyped = true;
        if (object.reason.empty())
            object.reason = reason;
        m_open.push_back(object.place);
    }

    /// What hangs on a parent is made anew with it, whether the catalog says so or not.
    void addChildren()
    {
        m_children.resize(m_matching.objects.size());
        for (const Object &object : m_matching.objects) {
            if (object.from == nullptr)
                continue;
            for (const auto *id : {&object.from->parent, &object.from->otherParent}) {
                if (const Object *parent = *id ? m_matching.find(**id) : nullptr)
                    m_children[parent->place].push_back(object.place);
            }
        }
    }

    void pullDependents(Object &object)
    {
        const auto &edges = m_matching.oldEdges;
        auto edge = std::lower_bound(edges.begin(), edges.end(), object.place,
                                     [](const Edge &one, std::size_t place) { return one.on < place; });
        for (; edge != edges.end() && edge->on == object.place; ++edge)
            pull(m_matching.objects[edge->dependent], object);
        if (!object.isDropped || !object.isMade)
            return;
        for (const std::size_t child : m_children[object.place]) {
            // A partition and an owned sequence have rows and a value of their own.
            Object &one = m_matching.objects[child];
            if (isLeftBehind(one, object))
                continue;
            if (one.stays() && one.from->rank != Rank::Table && one.from->rank != Rank::Sequence)
                makeAnew(one, object.part().id.toString() + " is made anew");
        }
    }

    /// A child that leaves its family keeps what it had from it, when the parent's table goes.
    bool isLeftBehind(const Object &child, const Object &object) const
    {
        if (!child.from->otherParent || child.from->otherParent != object.from->id)
            return false;
        const Object *table = m_matching.parentOf(*object.from);
        return table != nullptr && table->isDropped;
    }

    static std::string reasonOf(const Object &object)
    {
        const char *what = !object.isDropped ? " changes its type" : object.isMade ? " is made anew" : " goes";
        return object.part().id.toString() + what;
    }

    void pull(Object &dependent, Object &object)
    {
        if (!dependent.stays()) {
            if (dependent.isMade && dependent.reason.empty())
                dependent.reason = reasonOf(object);
            return;
        }
        if (isLeftBehind(dependent, object))
            return;
        if (!object.isDropped) { // a column that changes its type
            if (dependent.from->holdsTypes)
                makeAnew(dependent, reasonOf(object));
            return;
        }
        if (isTypeOf(object, dependent)) {
            object.isMovedAway = object.isMade && object.from->moveAway.has_value();
            if (!dependent.isRetyped)
                retype(dependent, reasonOf(object));
            return;
        }
        // A type on a type: columns may still hold the old one.
        if (object.isMade && isType(object) && isType(dependent))
            object.isMovedAway = true;
        // What is altered lets go of an object that is gone for good.
        const bool letsGo = !object.isMade && !dependent.alteration.empty();
        if (!letsGo && !dependent.from->holdsData)
            makeAnew(dependent, reasonOf(object));
    }

    static bool isType(const Object &object) { return object.from->moveAway && object.from->rank == Rank::Type; }
    /// A column, and whatever else holds data, changes over to the new type.
    static bool isTypeOf(const Object &object, const Object &dependent)
    {
        return isType(object) && dependent.from->holdsData && dependent.from->id.kind == "column";
    }

    void alter(Object &object)
    {
        if (!object.stays())
            return;
        Statements changes = propertyChanges(object.from, *object.to, m_before, object.isRetyped);
        object.alteration.insert(object.alteration.end(), changes.begin(), changes.end());
        object.isAltered = !object.alteration.empty();
    }

    /// A child keeps what it has from its parent alone, when the parent lets go of it.
    void keep(const Object &object)
    {
        if (!object.stays() || !object.from->isOnlyInherited || !object.from->otherParent)
            return;
        const Object *parent = m_matching.find(*object.from->otherParent);
        if (parent == nullptr || parent->from == nullptr || !parent->isDropped || !parent->from->dropAlone)
            return;
        const Object *table = m_matching.parentOf(*parent->from);
        m_matching.objects[parent->place].leavesChildren = table != nullptr && !table->isDropped;
    }

    Matching &m_matching;
    const End &m_before;
    std::deque<std::size_t> m_open;
    std::vector<std::vector<std::size_t>> m_children;
};

} // namespace

void decide(Matching &matching, const End &before)
{
    Decision(matching, before).take();
}

} // namespace retort::diff
