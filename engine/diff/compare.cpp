// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/compare.h"

#include "engine/diff/ordering.h"
#include "engine/diff/pulling.h"

namespace retort::diff
{

Comparison compare(const catalog::Snapshot &from, const catalog::Snapshot &to)
{
    const End before(from);
    const End after(to);
    Matching matching = match(before, after);
    decide(matching, before);
    return order(matching, before);
}

} // namespace retort::diff
