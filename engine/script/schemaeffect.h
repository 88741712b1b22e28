// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script
{

/// Something of a schema that has a name, as SQL names it.
struct SchemaObject {
    enum class Kind { Relation, Column, Constraint, Trigger, Type, Function, Schema, Extension };
    Kind kind = Kind::Relation;
    std::vector<std::string> name;     ///< its parts: {"public", "users"}; of a column its own name alone
    std::vector<std::string> relation; ///< that it belongs to: of columns, constraints, triggers and indexes
    std::string words;                 ///< "table users", "column users.email"

    /// By what it is, not by the words.
    auto operator<=>(const SchemaObject &other) const
    {
        if (const auto order = kind <=> other.kind; order != 0)
            return order;
        if (const auto order = name <=> other.name; order != 0)
            return order;
        return kind == Kind::Relation ? std::strong_ordering::equal : relation <=> other.relation;
    }
    bool operator==(const SchemaObject &other) const { return (*this <=> other) == 0; }
};

/// Which objects a series of statements leaves there, and which it takes away: by PostgreSQL's own parser, without a
/// server. Looked at are CREATE, ALTER TABLE, RENAME and DROP of tables, views, indexes, sequences, columns, named
/// constraints, triggers, types, functions, schemas and extensions; of a DO block all its statements, whatever its
/// conditions. What a called function or a CASCADE does is not seen, nor temporary objects.
class SchemaEffect
{
public:
    /// A statement that can't be parsed has no effect.
    void apply(std::string_view statement);
    /// Every object that was spoken of; true: it is there in the end.
    const std::map<SchemaObject, bool> &objects() const { return m_objects; }

private:
    friend class EffectReader;
    void set(SchemaObject object, bool isThere);
    void dropRelation(const std::vector<std::string> &name, std::string_view word);
    void renameRelation(const std::vector<std::string> &from, const std::vector<std::string> &to,
                        std::string_view word);

    std::map<SchemaObject, bool> m_objects;
};

} // namespace retort::script
