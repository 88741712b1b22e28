// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/batches.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

/// A value that was added to an enum can't be used before it is committed; where nothing uses it, it may stay inside.
bool isUsed(const Statement &addition, const Comparison &comparison)
{
    const std::size_t mark = addition.sql.find(" ADD VALUE ");
    const std::string label = addition.sql.substr(mark + std::string_view(" ADD VALUE ").size());
    const std::string literal = label.substr(0, label.find('\'', 1) + 1);
    for (const Change &change : comparison.changes) {
        for (const Statement &statement : change.statements) {
            if (statement.boundary == Boundary::Inside && statement.sql.find(literal) != std::string::npos)
                return true;
        }
    }
    return false;
}

/// A comment of one line, whatever names are in it: the next line would run.
std::string comment(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return "-- " + text + '\n';
}

bool isMade(const Change &change)
{
    return change.what != Change::What::Drop;
}

/// Whether a statement of the routine speaks of something else that the comparison makes.
bool hasLateBody(const Change &routine, const Statement &statement, const Comparison &comparison)
{
    if (routine.object.kind != "routine" || !isMade(routine))
        return false;
    return std::any_of(comparison.changes.begin(), comparison.changes.end(), [&](const Change &other) {
        const std::string &name = other.object.kind == "column" ? other.object.part : other.object.name.name;
        return isMade(other) && !(other.object == routine.object) && statement.sql.find(name) != std::string::npos;
    });
}

class Batcher
{
public:
    explicit Batcher(const Comparison &comparison)
        : m_comparison(comparison)
    {
    }

    std::vector<Batch> make()
    {
        for (const Change &change : m_comparison.changes) {
            for (const Statement &statement : change.statements) {
                if (isFirst(statement))
                    add(statement, true, "Committed first: a new value can't be used in the transaction that adds it.");
            }
        }
        m_isOpen = false;
        for (const Change &change : m_comparison.changes)
            addChange(change);
        return std::move(m_batches);
    }

private:
    bool isFirst(const Statement &statement) const
    {
        return statement.boundary == Boundary::CommittedFirst && isUsed(statement, m_comparison);
    }

    void addChange(const Change &change)
    {
        bool isReasonSaid = change.reason.empty();
        for (const Statement &statement : change.statements) {
            if (isFirst(statement))
                continue;
            const bool isInside = statement.boundary != Boundary::Outside;
            std::string comments;
            if (!isReasonSaid && change.reason != m_lastReason)
                comments += comment(change.reason);
            isReasonSaid = true;
            for (const Risk &risk : statement.risks) {
                if (risk.kind == Risk::Kind::DataLoss)
                    comments += comment("Loses data: " + risk.reason);
            }
            add(statement, isInside, isInside ? "" : "Outside of a transaction, which this can't be in:", comments);
            Batch &batch = m_batches.back();
            batch.hasLateBodies = batch.hasLateBodies || hasLateBody(change, statement, m_comparison);
        }
        m_lastReason = change.reason;
    }

    void add(const Statement &statement, bool isTransactional, const std::string &why, const std::string &comments = {})
    {
        const bool isLong = !comments.empty() || statement.sql.find('\n') != std::string::npos;
        if (!m_isOpen || m_batches.back().isTransactional != isTransactional) {
            m_batches.push_back({isTransactional, why, {}, false});
            m_isOpen = true;
        } else if (isLong || m_wasLong) {
            m_batches.back().text += '\n'; // what is more than a line stands by itself
        }
        m_batches.back().text += comments + statement.sql + ";\n";
        m_wasLong = isLong;
    }

    const Comparison &m_comparison;
    std::vector<Batch> m_batches;
    std::string m_lastReason; ///< said once for all that it moves
    bool m_isOpen = false;
    bool m_wasLong = false;
};

} // namespace

std::vector<Batch> batches(const Comparison &comparison)
{
    return Batcher(comparison).make();
}

} // namespace retort::diff
