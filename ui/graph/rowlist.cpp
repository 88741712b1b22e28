// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/rowlist.h"

#include <algorithm>
#include <iterator>

namespace retort::ui
{

namespace
{

bool beginsBefore(const Fold &fold, int row)
{
    return fold.first < row;
}

} // namespace

RowList RowList::all(int count)
{
    RowList list;
    list.m_count = count;
    return list;
}

RowList RowList::only(std::vector<int> rows)
{
    RowList list;
    list.m_isWhole = false;
    list.m_rows = std::move(rows);
    return list;
}

RowList RowList::folded(const std::vector<bool> &mayFold, int boundary)
{
    RowList list;
    list.m_isWhole = false;
    const int count = static_cast<int>(mayFold.size());
    for (int row = 0; row < count;) {
        int end = row;
        while (end < count && mayFold[static_cast<std::size_t>(end)] && (end != boundary || end == row))
            ++end;
        if (end - row >= shortestRun) {
            list.m_folds.push_back({row, end - 1});
            list.m_rows.push_back(row);
            row = end;
            continue;
        }
        for (end = std::max(end, row + 1); row < end; ++row)
            list.m_rows.push_back(row);
    }
    return list;
}

const Fold *RowList::foldAt(int place) const
{
    if (m_folds.empty())
        return nullptr;
    const int row = rowAt(place);
    const auto found = std::lower_bound(m_folds.begin(), m_folds.end(), row, beginsBefore);
    return found != m_folds.end() && found->first == row ? &*found : nullptr;
}

int RowList::placeOf(int row) const
{
    const int place = placeShowing(row);
    return place >= 0 && foldAt(place) ? -1 : place;
}

int RowList::placeShowing(int row) const
{
    if (m_isWhole)
        return row >= 0 && row < m_count ? row : -1;
    const auto after = std::upper_bound(m_rows.begin(), m_rows.end(), row);
    if (after == m_rows.begin())
        return -1;
    const int place = static_cast<int>(after - m_rows.begin()) - 1;
    if (rowAt(place) == row)
        return place;
    const Fold *fold = foldAt(place);
    return fold && row <= fold->last ? place : -1;
}

RowList::Edit RowList::edit(Fold range, std::vector<Fold> folds) const
{
    Edit edit{range, std::move(folds), placeShowing(range.first), 0, range.count()};
    edit.before = placeShowing(range.last) - edit.at + 1;
    for (const Fold &fold : edit.folds)
        edit.after -= fold.count() - 1;
    return edit;
}

void RowList::apply(const Edit &edit)
{
    std::vector<int> rows;
    rows.reserve(static_cast<std::size_t>(edit.after));
    auto fold = edit.folds.begin();
    for (int row = edit.range.first; row <= edit.range.last; ++row) {
        rows.push_back(row);
        if (fold != edit.folds.end() && fold->first == row)
            row = (fold++)->last;
    }
    const auto at = m_rows.begin() + edit.at;
    m_rows.insert(m_rows.erase(at, at + edit.before), rows.begin(), rows.end());
    const auto first = std::lower_bound(m_folds.begin(), m_folds.end(), edit.range.first, beginsBefore);
    const auto last = std::lower_bound(first, m_folds.end(), edit.range.last + 1, beginsBefore);
    m_folds.insert(m_folds.erase(first, last), edit.folds.begin(), edit.folds.end());
}

} // namespace retort::ui
