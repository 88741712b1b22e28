// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace retort::revision {

class RowTrace;

/// The version rows after a step, worked out when they are asked for: a plan of 100,000 steps over many branches
/// would hold millions of strings otherwise. Stands for a sorted vector and converts to one.
class StepRows
{
public:
    StepRows() = default;
    StepRows(std::vector<std::string> rows);
    /// As many steps of the trace taken. The trace lives as long as what refers to it.
    StepRows(std::shared_ptr<const RowTrace> trace, std::size_t steps) : m_trace(std::move(trace)), m_steps(steps) {}

    std::vector<std::string> list() const;
    operator std::vector<std::string>() const { return list(); }

    friend bool operator==(const StepRows &a, const StepRows &b)
    {
        return (a.m_trace == b.m_trace && a.m_steps == b.m_steps) || a.list() == b.list();
    }
    friend bool operator==(const StepRows &a, const std::vector<std::string> &b) { return a.list() == b; }

private:
    std::shared_ptr<const RowTrace> m_trace;
    std::size_t m_steps = 0;
};

} // namespace retort::revision
