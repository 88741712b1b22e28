// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace retort::script {

/// A node of PostgreSQL's parse tree, as libpg_query writes it in JSON (its pg_query.proto names the fields).
/// Fields that hold their default (false, 0, none) are absent; asking for them gives an empty node.
class ParseNode
{
public:
    enum class Kind { Nothing, Boolean, Number, Text, List, Object };

    Kind kind() const { return m_kind; }
    explicit operator bool() const { return m_kind != Kind::Nothing; }
    bool isTrue() const { return m_kind == Kind::Boolean && m_text == "true"; }
    /// Of a text, a number or a boolean, as written.
    const std::string &text() const { return m_text; }
    const std::vector<ParseNode> &items() const { return m_items; }
    const std::vector<std::pair<std::string, ParseNode>> &members() const { return m_members; }
    /// A member by its name.
    const ParseNode &operator[](std::string_view name) const;

    /// Reads JSON. Nothing where it is malformed.
    static ParseNode fromJson(std::string_view json);

private:
    friend class JsonReader;
    Kind m_kind = Kind::Nothing;
    std::string m_text;
    std::vector<ParseNode> m_items;
    std::vector<std::pair<std::string, ParseNode>> m_members;
};

/// The statements of `sql`: the wrapped nodes ("DropStmt": {…}), by PostgreSQL 15's grammar.
/// Errors: syntax-error (status Usage), the line and column in `sql` in its place, the position in SqlDiagnostic.
Result<std::vector<ParseNode>> parseStatements(std::string_view sql);

} // namespace retort::script
