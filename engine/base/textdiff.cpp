// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/textdiff.h"

#include "engine/base/text.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace retort::text {

namespace {

/// So many steps are made towards the middle of a shortest script before a good one is taken instead: the work grows
/// with their square.
constexpr int mostSteps = 600;

/// Lines as people see them.
std::vector<std::string_view> linesOf(std::string_view text)
{
    constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(byteOrderMark))
        text.remove_prefix(byteOrderMark.size());
    std::vector<std::string_view> lines = split(text, '\n');
    for (std::string_view &line : lines)
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1); // npos + 1 is 0
    while (!lines.empty() && lines.back().empty())
        lines.pop_back();
    return lines;
}

/// Finds which lines have no partner in the other text, by a shortest edit script. Lines are numbers here, equal for
/// equal lines.
class Matcher
{
public:
    Matcher(std::vector<int> before, std::vector<int> after)
        : m_old(std::move(before))
        , m_new(std::move(after))
        , isRemoved(m_old.size())
        , isAdded(m_new.size())
        , m_offset(static_cast<int>(m_new.size()) + 1)
        , m_forward(m_old.size() + m_new.size() + 3)
        , m_backward(m_forward.size())
    {
        match({0, static_cast<int>(m_old.size()), 0, static_cast<int>(m_new.size())});
    }

private:
    std::vector<int> m_old;
    std::vector<int> m_new;

public:
    std::vector<bool> isRemoved;
    std::vector<bool> isAdded;

private:
    /// Half-open ranges of lines of both.
    struct Box {
        int oldBegin;
        int oldEnd;
        int newBegin;
        int newEnd;
    };
    struct Point {
        int x; ///< lines of the old text before it
        int y; ///< of the new one
    };
    /// The diagonals (x − y) that a search has come to.
    struct Reach {
        int least;
        int most;
        bool has(int diagonal) const { return diagonal >= least && diagonal <= most; }
    };

    int oldAt(int x) const { return m_old[static_cast<std::size_t>(x)]; }
    int newAt(int y) const { return m_new[static_cast<std::size_t>(y)]; }
    int &forward(int diagonal) { return m_forward[static_cast<std::size_t>(diagonal + m_offset)]; }
    int &backward(int diagonal) { return m_backward[static_cast<std::size_t>(diagonal + m_offset)]; }

    void match(Box box)
    {
        while (box.oldBegin < box.oldEnd && box.newBegin < box.newEnd && oldAt(box.oldBegin) == newAt(box.newBegin)) {
            ++box.oldBegin;
            ++box.newBegin;
        }
        while (box.oldBegin < box.oldEnd && box.newBegin < box.newEnd
               && oldAt(box.oldEnd - 1) == newAt(box.newEnd - 1)) {
            --box.oldEnd;
            --box.newEnd;
        }
        if (box.oldBegin == box.oldEnd || box.newBegin == box.newEnd) {
            std::fill(isRemoved.begin() + box.oldBegin, isRemoved.begin() + box.oldEnd, true);
            std::fill(isAdded.begin() + box.newBegin, isAdded.begin() + box.newEnd, true);
            return;
        }
        const Point middle = middleOf(box);
        match({box.oldBegin, middle.x, box.newBegin, middle.y});
        match({middle.x, box.oldEnd, middle.y, box.newEnd});
    }

    /// The next step's diagonals. What lies outside the box is never entered: the neighbours there say `none`.
    template <typename Furthest>
    static void widen(Reach &reach, const Reach &limits, int none, Furthest furthest)
    {
        if (reach.least > limits.least)
            furthest(--reach.least - 1) = none;
        else
            ++reach.least;
        if (reach.most < limits.most)
            furthest(++reach.most + 1) = none;
        else
            --reach.most;
    }

    /// Where the searches from both corners meet on a shortest way; never a corner itself.
    Point middleOf(const Box &box)
    {
        const Reach limits{box.oldBegin - box.newEnd, box.oldEnd - box.newBegin};
        const int first = box.oldBegin - box.newBegin;
        const int last = box.oldEnd - box.newEnd;
        const bool meetsForward = ((first - last) & 1) != 0; // an odd number of edits: the forward search ends it
        Reach ahead{first, first};
        Reach behind{last, last};
        forward(first) = box.oldBegin;
        backward(last) = box.oldEnd;
        for (int step = 1;; ++step) {
            widen(ahead, limits, -1, [this](int diagonal) -> int & { return forward(diagonal); });
            for (int k = ahead.most; k >= ahead.least; k -= 2) {
                Point p = stepForward(k, box);
                if (meetsForward && behind.has(k) && backward(k) <= p.x && isInside(p, box))
                    return p;
            }
            widen(behind, limits, std::numeric_limits<int>::max(),
                  [this](int diagonal) -> int & { return backward(diagonal); });
            for (int k = behind.most; k >= behind.least; k -= 2) {
                Point p = stepBackward(k, box);
                if (!meetsForward && ahead.has(k) && p.x <= forward(k) && isInside(p, box))
                    return p;
            }
            if (step >= mostSteps)
                return furthestOf(ahead, box);
        }
    }

    static bool isInside(const Point &p, const Box &box)
    {
        return p.x >= box.oldBegin && p.x <= box.oldEnd && p.y >= box.newBegin && p.y <= box.newEnd;
    }

    Point stepForward(int k, const Box &box)
    {
        int x = forward(k - 1) >= forward(k + 1) ? forward(k - 1) + 1 : forward(k + 1);
        while (x < box.oldEnd && x - k < box.newEnd && oldAt(x) == newAt(x - k))
            ++x;
        forward(k) = x;
        return {x, x - k};
    }

    Point stepBackward(int k, const Box &box)
    {
        int x = backward(k - 1) < backward(k + 1) ? backward(k - 1) : backward(k + 1) - 1;
        while (x > box.oldBegin && x - k > box.newBegin && oldAt(x - 1) == newAt(x - k - 1))
            --x;
        backward(k) = x;
        return {x, x - k};
    }

    Point furthestOf(const Reach &ahead, const Box &box)
    {
        Point best{box.oldBegin, box.newBegin};
        for (int k = ahead.most; k >= ahead.least; k -= 2) {
            const Point p{std::min(forward(k), box.oldEnd), forward(k) - k};
            if (forward(k) <= box.oldEnd && isInside(p, box) && p.x + p.y > best.x + best.y)
                best = p;
        }
        return best;
    }

    int m_offset;
    std::vector<int> m_forward;  ///< by diagonal: how far in the old text a search from the beginning has come
    std::vector<int> m_backward; ///< the same from the end
};

/// The lines of a text that the other one has too: the others can't have a partner, and a text that was written anew
/// would be much work otherwise.
struct SharedLines {
    std::vector<int> numbers;
    std::vector<std::size_t> places; ///< of each in its text
};

/// Numbers the lines of a text; those that come first in this one are new in `known`.
std::vector<int> numbersOf(const std::vector<std::string_view> &lines, std::unordered_map<std::string_view, int> &known)
{
    std::vector<int> numbers;
    numbers.reserve(lines.size());
    for (const std::string_view line : lines)
        numbers.push_back(known.emplace(line, static_cast<int>(known.size())).first->second);
    return numbers;
}

SharedLines sharedOf(const std::vector<int> &numbers, const std::vector<int> &others, std::size_t different)
{
    std::vector<bool> isThere(different);
    for (const int number : others)
        isThere[static_cast<std::size_t>(number)] = true;
    SharedLines shared;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (!isThere[static_cast<std::size_t>(numbers[i])])
            continue;
        shared.numbers.push_back(numbers[i]);
        shared.places.push_back(i);
    }
    return shared;
}

/// What the matcher found of the shared lines, told of all: the others have no partner.
std::vector<bool> spread(const std::vector<bool> &isAlone, const std::vector<std::size_t> &places, std::size_t count)
{
    std::vector<bool> all(count, true);
    for (std::size_t i = 0; i < places.size(); ++i)
        all[places[i]] = isAlone[i];
    return all;
}

/// "3,7", "3" for one line, "2,0" for none after line 2.
std::string rangeText(int first, int count, int before)
{
    if (count == 0)
        return std::to_string(before) + ",0";
    return std::to_string(first) + (count == 1 ? std::string() : ',' + std::to_string(count));
}

/// "@@ -1,3 +1,4 @@". `before`: the lines of both that come before.
std::string hunkHeading(const std::vector<DiffLine> &hunk, int oldBefore, int newBefore)
{
    int oldCount = 0;
    int newCount = 0;
    for (const DiffLine &line : hunk) {
        oldCount += line.oldLine > 0 ? 1 : 0;
        newCount += line.newLine > 0 ? 1 : 0;
    }
    return "@@ -" + rangeText(oldBefore + 1, oldCount, oldBefore) + " +" + rangeText(newBefore + 1, newCount, newBefore)
        + " @@\n";
}

} // namespace

std::vector<DiffLine> diffLines(std::string_view before, std::string_view after)
{
    const std::vector<std::string_view> oldLines = linesOf(before);
    const std::vector<std::string_view> newLines = linesOf(after);
    std::unordered_map<std::string_view, int> known;
    const auto oldNumbers = numbersOf(oldLines, known);
    const auto newNumbers = numbersOf(newLines, known);
    const SharedLines oldShared = sharedOf(oldNumbers, newNumbers, known.size());
    const SharedLines newShared = sharedOf(newNumbers, oldNumbers, known.size());
    const Matcher matcher(oldShared.numbers, newShared.numbers);
    const std::vector<bool> isRemoved = spread(matcher.isRemoved, oldShared.places, oldLines.size());
    const std::vector<bool> isAdded = spread(matcher.isAdded, newShared.places, newLines.size());
    std::vector<DiffLine> lines;
    std::size_t x = 0;
    std::size_t y = 0;
    while (x < oldLines.size() || y < newLines.size()) {
        const int oldLine = static_cast<int>(x) + 1;
        const int newLine = static_cast<int>(y) + 1;
        if (x < oldLines.size() && isRemoved[x]) {
            lines.push_back({DiffLine::Kind::Removed, oldLine, 0, std::string(oldLines[x++])});
        } else if (y < newLines.size() && isAdded[y]) {
            lines.push_back({DiffLine::Kind::Added, 0, newLine, std::string(newLines[y++])});
        } else {
            lines.push_back({DiffLine::Kind::Same, oldLine, newLine, std::string(newLines[y++])});
            ++x;
        }
    }
    return lines;
}

std::vector<std::vector<DiffLine>> diffHunks(const std::vector<DiffLine> &lines, std::size_t context)
{
    std::vector<std::vector<DiffLine>> hunks;
    std::size_t end = 0; ///< of the latest part
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].kind == DiffLine::Kind::Same)
            continue;
        const std::size_t begin = i - std::min(i, context);
        if (hunks.empty() || begin > end)
            hunks.emplace_back();
        const std::size_t from = hunks.back().empty() ? begin : end;
        end = std::min(lines.size(), i + context + 1);
        for (std::size_t line = from; line < end; ++line)
            hunks.back().push_back(lines[line]);
    }
    return hunks;
}

std::string unifiedDiff(const std::vector<DiffLine> &lines, std::string_view before, std::string_view after,
                        std::size_t context)
{
    const auto hunks = diffHunks(lines, context);
    if (hunks.empty())
        return {};
    std::string diff = "--- " + std::string(before) + "\n+++ " + std::string(after) + '\n';
    auto at = lines.begin();
    int oldBefore = 0;
    int newBefore = 0;
    for (const auto &hunk : hunks) {
        for (; *at != hunk.front(); ++at) { // lines between the parts are in both texts
            oldBefore = at->oldLine;
            newBefore = at->newLine;
        }
        diff += hunkHeading(hunk, oldBefore, newBefore);
        for (const DiffLine &line : hunk) {
            const char mark = line.kind == DiffLine::Kind::Same ? ' ' : line.kind == DiffLine::Kind::Added ? '+' : '-';
            diff += mark + line.text + '\n';
            oldBefore = std::max(oldBefore, line.oldLine);
            newBefore = std::max(newBefore, line.newLine);
            ++at;
        }
    }
    return diff;
}

} // namespace retort::text
