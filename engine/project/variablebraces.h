// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>

namespace retort::project
{

/// The pairs "${" … "}" of a text, which may stand in one another; found in one pass over it.
class VariableBraces
{
public:
    /// How deep variables may stand in one another's defaults. Nobody writes more than a few; text that is made to do
    /// harm would use up the stack.
    static constexpr int deepest = 100;

    explicit VariableBraces(std::string_view text);

    /// The brace that closes the "${" whose dollar stands at `dollar`; npos where none does.
    std::size_t closing(std::size_t dollar) const;
    /// Of those that close: 0 where there is none, 1 where none stands in another.
    int depth() const { return m_depth; }

private:
    std::unordered_map<std::size_t, std::size_t> m_closing;
    int m_depth = 0;
};

} // namespace retort::project
