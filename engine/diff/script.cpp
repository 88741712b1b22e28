// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/script.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

bool needsLateBodies(const Comparison &comparison)
{
    return std::any_of(comparison.changes.begin(), comparison.changes.end(), [](const Change &change) {
        return change.object.kind == "routine" && change.what != Change::What::Drop;
    });
}

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

class Writer
{
public:
    explicit Writer(const Comparison &comparison)
        : m_comparison(comparison)
    {
    }

    std::string write(const std::string &searchPath)
    {
        if (m_comparison.changes.empty())
            return {};
        if (!searchPath.empty())
            m_script += "SET search_path = " + searchPath + ";\n";
        if (needsLateBodies(m_comparison))
            m_script += "SET check_function_bodies = false;\n";
        writeCommittedFirst();
        for (const Change &change : m_comparison.changes)
            writeChange(change);
        end();
        return std::move(m_script);
    }

private:
    static bool isCommittedFirst(const Statement &statement) { return statement.boundary == Boundary::CommittedFirst; }

    void begin()
    {
        if (!m_isOpen)
            m_script += "BEGIN;\n";
        m_isOpen = true;
    }
    void end()
    {
        if (m_isOpen)
            m_script += "COMMIT;\n";
        m_isOpen = false;
    }

    bool isFirst(const Statement &statement) const
    {
        return isCommittedFirst(statement) && isUsed(statement, m_comparison);
    }

    void writeCommittedFirst()
    {
        for (const Change &change : m_comparison.changes) {
            for (const Statement &statement : change.statements) {
                if (!isFirst(statement))
                    continue;
                if (!m_isOpen)
                    m_script += "-- Committed first: a new value can't be used in the transaction that adds it.\n";
                begin();
                m_script += statement.sql + ";\n";
            }
        }
        end();
    }

    void writeChange(const Change &change)
    {
        bool isReasonSaid = change.reason.empty();
        for (const Statement &statement : change.statements) {
            if (isFirst(statement))
                continue;
            if (statement.boundary == Boundary::Outside) {
                end();
                m_script += "-- Outside of a transaction, which this can't be in:\n";
            } else {
                begin();
            }
            if (!isReasonSaid)
                m_script += comment(change.reason);
            isReasonSaid = true;
            for (const Risk &risk : statement.risks) {
                if (risk.kind == Risk::Kind::DataLoss)
                    m_script += comment("Loses data: " + risk.reason);
            }
            m_script += statement.sql + ";\n";
        }
    }

    const Comparison &m_comparison;
    std::string m_script;
    bool m_isOpen = false;
};

} // namespace

std::string toScript(const Comparison &comparison, const std::string &searchPath)
{
    return Writer(comparison).write(searchPath);
}

} // namespace retort::diff
