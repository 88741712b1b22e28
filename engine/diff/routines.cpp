// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"

namespace retort::diff
{

namespace
{

using catalog::Routine;
using catalog::RoutineKind;

std::string wordOf(RoutineKind kind)
{
    switch (kind) {
    case RoutineKind::Procedure: return "PROCEDURE ";
    case RoutineKind::Aggregate: return "AGGREGATE ";
    default: return "FUNCTION ";
    }
}

/// CREATE OR REPLACE changes neither the result nor an argument's name, and takes no default away (manual, CREATE
/// FUNCTION, "Notes").
bool canReplace(const Routine &from, const Routine &to)
{
    if (from.kind != to.kind || from.kind == RoutineKind::Aggregate || from.result != to.result)
        return false;
    if (from.identity != to.identity)
        return false;
    return from.arguments == to.arguments || from.arguments.find(" DEFAULT ") == std::string::npos;
}

Part routinePart(const End &end, const Routine &routine)
{
    const std::string word = wordOf(routine.kind);
    const std::string arguments =
        routine.kind == RoutineKind::Aggregate && routine.signature.empty() ? "*" : routine.identity;
    const std::string object = word + routine.name.toString() + '(' + arguments + ')';
    // An aggregate's privileges are those of a function, and ALTER and COMMENT call it what it is.
    const std::string granted = routine.kind == RoutineKind::Procedure
        ? object
        : "FUNCTION " + routine.name.toString() + '('
            + (routine.kind == RoutineKind::Aggregate ? routine.signature : routine.identity) + ')';
    Part part;
    part.id = idOf(routine);
    part.rank = Rank::Routine;
    part.holdsTypes = true; // only bodies that the server reads at once record the columns that they use
    part.body = routine.definition;
    part.create = [&routine](const Making &) { return statement(routine.definition); };
    part.drop = [object] { return statement("DROP " + object); };
    part.alter = [&routine](const Part &from, const End &before) -> std::optional<Statements> {
        const Routine *old = before.routine(from.id);
        if (old == nullptr || !canReplace(*old, routine))
            return std::nullopt;
        return statement(routine.definition);
    };
    part.properties = {
        ownerProperty("ALTER " + object, end.ownerOf(routine.owner)),
        commentProperty(object, routine.comment),
        privilegesProperty(granted, routine.owner, routine.privileges, "X", "X", {'f', routine.name.schema}),
    };
    return part;
}

} // namespace

void collectRoutines(const End &end, Parts &parts)
{
    for (const Routine &routine : end.snapshot().routines)
        parts.push_back(routinePart(end, routine));
}

} // namespace retort::diff
