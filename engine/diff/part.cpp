// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/part.h"

#include <string_view>

namespace retort::diff
{

std::string quoted(const std::string &name)
{
    return catalog::RelationName{{}, name}.toString();
}

Statements statement(std::string sql, std::vector<Risk> risks)
{
    return {{std::move(sql), Boundary::Inside, std::move(risks)}};
}

std::string replacing(std::string create)
{
    return create.replace(0, std::string_view("CREATE").size(), "CREATE OR REPLACE");
}

} // namespace retort::diff
