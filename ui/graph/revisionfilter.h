// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/relationindex.h"

#include <QString>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort::ui
{

/// What was typed into a graph's filter: words that a revision must all hold, in its id, message, file or the names of
/// the relations that it touches, letter case aside; a word `table:NAME` is a relation that it must touch, whole, or
/// as the name's beginning where no revision touches a relation of that very name. NAME may have a schema, and stand in
/// double quotes. Value.
class RevisionFilter
{
public:
    RevisionFilter() = default;
    /// `relations`: null while nobody has read them; then no revision touches any.
    RevisionFilter(const QString &text, const session::RelationIndex *relations);
    bool namesTables() const { return !m_tables.empty(); }

    /// `text`: lower case.
    bool matches(std::string_view text, std::span<const script::TouchedRelation> relations) const;

    /// The word for a relation: "table:users", with its schema unless that is "public".
    static QString tableWord(const std::string &schema, const std::string &name);

private:
    struct Table {
        std::string schema; ///< empty: any
        std::string name;
        bool isWhole = true;
    };
    static Table tableOf(const std::string &word, const session::RelationIndex *relations);
    static bool isTable(const Table &table, const script::TouchedRelation &relation);

    std::vector<std::string> m_words;
    std::vector<Table> m_tables;
};

} // namespace retort::ui
