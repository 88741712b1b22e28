// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace retort::ui
{

/// A straight run of a graph's rows that one row stands for.
struct Fold {
    int first = 0;
    int last = 0;

    int count() const { return last - first + 1; }
    bool operator==(const Fold &) const = default;
};

/// Which rows of a graph are shown, in their order: all, some, or all with straight runs folded into one row each.
/// A "place" counts what is shown, a "row" the graph's rows. Value; no I/O.
class RowList
{
public:
    /// Shorter runs aren't worth a click.
    static constexpr int shortestRun = 5;

    static RowList all(int count);
    /// `rows`: ascending.
    static RowList only(std::vector<int> rows);
    /// Folds every run of rows that may be folded. None goes across the edge above `boundary`.
    static RowList folded(const std::vector<bool> &mayFold, int boundary);

    int size() const { return m_isWhole ? m_count : static_cast<int>(m_rows.size()); }
    bool hasFolds() const { return !m_folds.empty(); }
    /// Of a fold the first of its rows.
    int rowAt(int place) const { return m_isWhole ? place : m_rows[static_cast<std::size_t>(place)]; }
    /// Null for a row that stands for itself. Valid until the list changes.
    const Fold *foldAt(int place) const;
    /// −1 where the row has no place of its own.
    int placeOf(int row) const;
    /// Its own, or that of the fold it is in; −1 where it is left out.
    int placeShowing(int row) const;

    /// What putting `folds` in place of all that stands for the rows of `range` does to the places from `at` on.
    /// `range` begins and ends where folds do.
    struct Edit {
        Fold range;
        std::vector<Fold> folds; ///< within the range, ascending
        int at = 0;
        int before = 0; ///< places
        int after = 0;
    };
    Edit edit(Fold range, std::vector<Fold> folds) const;
    void apply(const Edit &edit);

    bool operator==(const RowList &) const = default;

private:
    bool m_isWhole = true; ///< every row is shown: m_rows is not needed
    int m_count = 0;
    std::vector<int> m_rows;   ///< by place
    std::vector<Fold> m_folds; ///< ascending
};

} // namespace retort::ui
