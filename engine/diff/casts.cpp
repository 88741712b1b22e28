// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/casts.h"

#include <array>
#include <cstdlib>
#include <string_view>

namespace retort::diff
{

namespace
{

/// Types that cast among each other (pg_cast).
enum class Family { Number, Time, Clock, Text, Bits, Json, Network, Truth };

struct Known {
    std::string_view name;
    Family family;
    int width; ///< a wider one holds every value of a narrower one
};

constexpr std::array knownTypes{
    Known{"smallint", Family::Number, 1},
    Known{"integer", Family::Number, 2},
    Known{"bigint", Family::Number, 3},
    Known{"numeric", Family::Number, 4},
    Known{"real", Family::Number, 5},
    Known{"double precision", Family::Number, 6},
    Known{"date", Family::Time, 1},
    Known{"timestamp without time zone", Family::Time, 2},
    Known{"timestamp with time zone", Family::Time, 3},
    Known{"time without time zone", Family::Clock, 1},
    Known{"time with time zone", Family::Clock, 2},
    Known{"character varying", Family::Text, 3},
    Known{"text", Family::Text, 3},
    Known{"character", Family::Text, 3},
    Known{"name", Family::Text, 1},
    Known{"bit", Family::Bits, 1},
    Known{"bit varying", Family::Bits, 1},
    Known{"json", Family::Json, 1},
    Known{"jsonb", Family::Json, 1},
    Known{"cidr", Family::Network, 1},
    Known{"inet", Family::Network, 2},
    Known{"boolean", Family::Truth, 1},
};

struct Shape {
    std::string base;     ///< without length, precision and brackets
    std::string modifier; ///< "(10,2)"
    bool isArray = false;
};

/// "character varying(20)[]", "timestamp(3) with time zone".
Shape shapeOf(std::string type)
{
    Shape shape;
    while (type.ends_with("[]")) {
        type.resize(type.size() - 2);
        shape.isArray = true;
    }
    const std::size_t open = type.starts_with('"') ? std::string::npos : type.find('(');
    const std::size_t close = type.find(')', open);
    if (open != std::string::npos && close != std::string::npos) {
        shape.modifier = type.substr(open, close - open + 1);
        type.erase(open, close - open + 1);
    }
    shape.base = type;
    return shape;
}

const Known *knownType(const std::string &base)
{
    for (const Known &known : knownTypes) {
        if (known.name == base)
            return &known;
    }
    return nullptr;
}

/// By CREATE CAST … AS ASSIGNMENT or IMPLICIT.
bool convertsByItself(const Known &from, const Known &to)
{
    if (from.family != to.family)
        return to.family == Family::Text;
    return from.family != Family::Bits;
}

bool castsExplicitly(const Known &from, const Known &to)
{
    if (from.family == to.family || from.family == Family::Text || to.family == Family::Text)
        return true;
    const auto isTruthAndInteger = [](const Known &one, const Known &other) {
        return one.family == Family::Truth && other.name == "integer";
    };
    return isTruthAndInteger(from, to) || isTruthAndInteger(to, from);
}

} // namespace

std::string usingClause(const std::string &column, const std::string &from, const std::string &to)
{
    const Shape old = shapeOf(from);
    const Shape wanted = shapeOf(to);
    if (old.base == wanted.base && old.isArray == wanted.isArray)
        return {};
    const Known *known = knownType(old.base);
    const Known *knownWanted = knownType(wanted.base);
    if (!old.isArray && wanted.isArray)
        return " USING CASE WHEN " + column + " IS NOT NULL THEN ARRAY[" + column + "]::" + to + " END";
    if (old.isArray && !wanted.isArray)
        return wanted.base == "text" ? std::string() : " USING (" + column + ")[1]::" + to;
    if (known != nullptr && knownWanted != nullptr && convertsByItself(*known, *knownWanted))
        return {};
    const bool isText = known != nullptr && known->family == Family::Text;
    const bool toText = knownWanted != nullptr && knownWanted->family == Family::Text;
    if (isText || toText || (known != nullptr && knownWanted != nullptr && castsExplicitly(*known, *knownWanted)))
        return " USING " + column + "::" + to;
    return " USING " + column + "::text::" + to;
}

bool keepsRows(const std::string &from, const std::string &to)
{
    const Shape old = shapeOf(from);
    const Shape wanted = shapeOf(to);
    if (old.isArray || wanted.isArray)
        return false;
    const bool isVarying = old.base == "character varying" || old.base == "text";
    const bool toVarying = wanted.base == "character varying" || wanted.base == "text";
    if (isVarying && toVarying) {
        if (wanted.modifier.empty())
            return true;
        return !old.modifier.empty()
            && std::atoi(old.modifier.c_str() + 1) <= std::atoi(wanted.modifier.c_str() + 1);
    }
    return old.base == wanted.base && wanted.modifier.empty() && old.base != "character";
}

} // namespace retort::diff
