// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/inspector/facts.h"

#include <algorithm>

/// How tables of facts are put together and compared. Room-private.
namespace retort::ui {

inline QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

inline FactCell plain(const QString &words)
{
    return {words, {}, false, false, false};
}

inline FactCell code(const QString &words)
{
    return {words, {}, false, true, false};
}

inline FactCell code(const std::string &words)
{
    return code(text(words));
}

/// Marks what differs from an earlier row. Cells from `noise` on are figures that change by themselves.
inline void compareFact(Fact &fact, const Fact &before, std::size_t noise)
{
    for (std::size_t i = 0; i < std::min({fact.cells.size(), before.cells.size(), noise}); ++i) {
        if (fact.cells[i].text == before.cells[i].text)
            continue;
        fact.cells[i].before = before.cells[i].text;
        fact.cells[i].isAltered = true;
        fact.change = Change::Altered;
    }
    if (fact.pills != before.pills || fact.trouble != before.trouble)
        fact.change = Change::Altered;
}

/// Rows of now, marked against those of before; those that are gone come last.
inline void compareFacts(std::vector<Fact> &facts, const std::vector<Fact> &before, std::size_t noise)
{
    const auto keyOf = [](const Fact &fact) -> const QString & {
        return fact.key.isEmpty() ? fact.cells.front().text : fact.key;
    };
    const auto same = [&](const Fact &a, const Fact &b) { return keyOf(a) == keyOf(b); };
    for (Fact &fact : facts) {
        const auto found = std::find_if(before.begin(), before.end(), [&](const Fact &old) { return same(old, fact); });
        if (found == before.end())
            fact.change = Change::Added;
        else
            compareFact(fact, *found, noise);
    }
    const std::size_t now = facts.size();
    for (const Fact &old : before) {
        const auto end = facts.begin() + static_cast<std::ptrdiff_t>(now);
        if (std::none_of(facts.begin(), end, [&](const Fact &fact) { return same(old, fact); })) {
            facts.push_back(old);
            facts.back().change = Change::Removed;
        }
    }
}

} // namespace retort::ui
