// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace retort::diff
{

/// An object and what becomes of it.
struct Object {
    const Part *from = nullptr; ///< not there at the start
    const Part *to = nullptr;   ///< not there at the end
    std::size_t place = 0;      ///< among all, as the kinds and the snapshots have them

    bool isDropped = false;  ///< at the start's end or to be made anew
    bool isMade = false;     ///< created, or made anew
    bool isMovedAway = false; ///< made anew while columns still use the old one
    bool leavesChildren = false; ///< dropped, but what children have from it stays with one of them
    bool isRetyped = false;  ///< a column whose type becomes another, be it of the same name
    Statements alteration;   ///< of what stays
    bool isAltered = false;
    std::string reason; ///< of a drop and a create that the two parts alone don't explain

    const Part &part() const { return to != nullptr ? *to : *from; }
    bool stays() const { return from != nullptr && to != nullptr && !isDropped; }
};

/// Which object needs which, by their places.
struct Edge {
    std::size_t dependent = 0;
    std::size_t on = 0;
    bool operator==(const Edge &) const = default;
};

/// Both ends, object by object.
struct Matching {
    Parts fromParts;
    Parts toParts;
    std::vector<Object> objects;
    std::unordered_map<std::string, std::size_t> byId; ///< by ObjectId::toString()
    std::vector<Edge> oldEdges; ///< of the start; sorted by what is needed
    std::vector<Edge> newEdges; ///< of the end

    const Object *find(const ObjectId &id) const;
    const Object *parentOf(const Part &part) const { return part.parent ? find(*part.parent) : nullptr; }
};

Matching match(const End &from, const End &to);

/// Nothing where the part has none of that name, or there is no part.
const Property *propertyOf(const Part *part, const std::string &name);

/// The statements that bring the properties from one part to the other; `from`: nothing for an object that was just
/// made, at the end `before`. `isRetyped`: the type is set again although its name is the same.
Statements propertyChanges(const Part *from, const Part &to, const End &before, bool isRetyped);

} // namespace retort::diff
