// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/renames.h"

#include "engine/base/text.h"
#include "engine/catalog/texts.h"
#include "engine/diff/end.h"
#include "engine/diff/nametokens.h"
#include "engine/diff/part.h"

#include <algorithm>
#include <set>

namespace retort::diff
{

namespace
{

using catalog::Relation;
using catalog::RelationKind;
using catalog::RelationName;
using catalog::Snapshot;

bool isRelationKind(const std::string &kind)
{
    static const std::set<std::string> kinds{"table",    "foreign table", "view", "materialized view",
                                             "sequence", "continuous aggregate"};
    return kinds.contains(kind);
}

std::string alterWord(const ObjectId &id, const Snapshot &snapshot)
{
    if (id.kind == "continuous aggregate")
        return "MATERIALIZED VIEW";
    if (id.kind == "type") {
        const auto type = std::find_if(snapshot.types.begin(), snapshot.types.end(),
                                       [&id](const catalog::Type &one) { return one.name == id.name; });
        return type != snapshot.types.end() && type->kind == catalog::TypeKind::Domain ? "DOMAIN" : "TYPE";
    }
    if (id.kind == "routine") {
        const auto routine = std::find_if(snapshot.routines.begin(), snapshot.routines.end(),
                                          [&id](const catalog::Routine &one) { return idOf(one) == id; });
        const auto kind = routine == snapshot.routines.end() ? catalog::RoutineKind::Function : routine->kind;
        return kind == catalog::RoutineKind::Procedure ? "PROCEDURE"
            : kind == catalog::RoutineKind::Aggregate  ? "AGGREGATE"
                                                       : "FUNCTION";
    }
    std::string word = id.kind;
    std::transform(word.begin(), word.end(), word.begin(), [](char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); });
    return word;
}

/// Applies one rename after the other to a copy of the start's end.
class Renaming
{
public:
    Renaming(const Snapshot &from, const Snapshot &to)
        : m_to(to)
    {
        m_result.snapshot = from;
    }

    void apply(const Rename &rename)
    {
        if (rename.from.kind == "column")
            renameColumn(rename);
        else if (rename.from.kind == "constraint")
            renameConstraint(rename.from, rename.to.part, {});
        else if (rename.from.kind == "index")
            renameIndex(rename.from.name, rename.to.name.name, {});
        else if (rename.from.kind == "enum value")
            renameValue(rename);
        else if (rename.from.kind == "routine")
            renameRoutine(rename);
        else
            renameObject(rename.from, rename.to.name, {});
        followTables();
    }

    Renamed take() && { return std::move(m_result); }

private:
    Relation *relation(const RelationName &name)
    {
        auto &relations = m_result.snapshot.relations;
        const auto found = std::find_if(relations.begin(), relations.end(),
                                        [&name](const Relation &one) { return one.summary.name == name; });
        return found == relations.end() ? nullptr : &*found;
    }

    const Relation *wanted(const RelationName &name) const
    {
        const auto found = std::find_if(m_to.relations.begin(), m_to.relations.end(),
                                        [&name](const Relation &one) { return one.summary.name == name; });
        return found == m_to.relations.end() ? nullptr : &*found;
    }

    void add(const ObjectId &object, const std::string &sql, const std::string &reason)
    {
        Change change;
        change.object = object;
        change.what = Change::What::Alter;
        change.reason = reason;
        change.statements = statement(sql, {{Risk::Kind::ExclusiveLock, "Readers wait for a moment."}});
        m_result.changes.push_back(std::move(change));
    }

    /// The bodies of routines stay as they are, so what they call isn't followed.
    void changeAll(const catalog::ChangeText &change)
    {
        Snapshot &snapshot = m_result.snapshot;
        for (Relation &one : snapshot.relations)
            catalog::changeTexts(one, change);
        for (catalog::Type &one : snapshot.types)
            catalog::changeTexts(one, change);
        for (catalog::Routine &one : snapshot.routines)
            catalog::changeTexts(one, [&change](std::string_view member, std::string &text) {
                if (member != "definition" && member != "name" && member != "schema")
                    change(member, text);
            });
        for (catalog::PublicationFacts &one : snapshot.publications)
            catalog::changeTexts(one, change);
        for (catalog::EventTrigger &one : snapshot.eventTriggers)
            catalog::changeTexts(one, change);
        for (catalog::OtherObject &one : snapshot.others)
            catalog::changeTexts(one, change);
        for (catalog::Dependency &one : snapshot.dependencies)
            catalog::changeTexts(one, change);
    }

    static bool isProse(std::string_view member) { return member == "comment" || member == "constraint_comment"; }

    /// schema.old, wherever it stands.
    void changeChains(const NameChain &from, const NameChain &to)
    {
        changeAll([&](std::string_view member, std::string &text) {
            if (!isProse(member))
                text = withChain(text, from, to);
        });
    }

    // -- tables, views, sequences, types --

    void renameObject(const ObjectId &id, const RelationName &to, const std::string &reason)
    {
        const std::string alter = "ALTER " + alterWord(id, m_result.snapshot) + ' ';
        RelationName now = id.name;
        if (now.schema != to.schema) {
            add(id, alter + now.toString() + " SET SCHEMA " + quoted(to.schema), reason);
            now.schema = to.schema;
        }
        if (now.name != to.name)
            add({id.kind, now, {}}, alter + now.toString() + " RENAME TO " + quoted(to.name), reason);
        changeChains({id.name.schema, id.name.name}, {to.schema, to.name});
        // Queries name columns by their table alone.
        changeAll([&](std::string_view member, std::string &text) {
            if (member == "view_definition" || member == "definition" || member == "using" || member == "check")
                text = withChain(text, {id.name.name}, {to.name}, ChainEnd::HasMore);
        });
        if (Relation *one = relation(id.name))
            one->summary.name = to;
        for (catalog::Type &type : m_result.snapshot.types) {
            if (type.name == id.name)
                type.name = to;
        }
        if (isRelationKind(id.kind))
            m_followed.insert(to.toString());
    }

    // -- columns --

    void renameColumn(const Rename &rename)
    {
        const RelationName &table = rename.to.name; // by now
        Relation *one = relation(table);
        if (one == nullptr)
            return;
        const std::string &old = rename.from.part;
        const std::string &name = rename.to.part;
        const bool isView = one->summary.kind == RelationKind::View || one->summary.kind == RelationKind::MaterializedView;
        const std::string alter =
            "ALTER " + (isView ? alterWord(idOf(*one), m_result.snapshot) : std::string("TABLE")) + ' ' + table.toString();
        add({"column", table, old}, alter + " RENAME COLUMN " + quoted(old) + " TO " + quoted(name), {});
        for (catalog::Column &column : one->columns) {
            if (column.name == old)
                column.name = name;
        }
        changeOwnTexts(*one, old, name);
        for (Relation &other : m_result.snapshot.relations) {
            for (catalog::ForeignKey &key : other.foreignKeys) {
                if (key.to == table)
                    key.definition = withReferencedColumn(key.definition, old, name);
            }
            if (other.summary.name != table)
                changeQueries(other, table, old, name);
        }
        changeChains({table.schema, table.name, old}, {table.schema, table.name, name});
        renameViewColumns(table, old, name);
        m_followed.insert(table.toString());
    }

    static void changeOwnTexts(Relation &one, const std::string &old, const std::string &name)
    {
        static const std::set<std::string_view> members{
            "definition", "predicate",     "constraint", "default",    "partition_key", "columns",    "filter",
            "using",      "check",         "column",     "segment_by", "order_by",      "index_expression"};
        const std::string table = one.summary.name.name;
        std::vector<std::string> keys;
        for (const catalog::ForeignKey &key : one.foreignKeys)
            keys.push_back(key.definition);
        catalog::changeTexts(one, [&](std::string_view member, std::string &text) {
            if (!members.contains(member))
                return;
            if (member == "column") {
                if (text == old)
                    text = name;
                return;
            }
            text = withChain(text, {old}, {name}, ChainEnd::IsWhole);
            text = withChain(text, {table, old}, {table, name}, ChainEnd::IsWhole);
        });
        // What stands behind REFERENCES are another table's columns.
        for (std::size_t at = 0; at < keys.size(); ++at) {
            const std::size_t split = keys[at].find(" REFERENCES ");
            one.foreignKeys[at].definition =
                withChain(keys[at].substr(0, split), {old}, {name}, ChainEnd::IsWhole) + keys[at].substr(split);
        }
    }

    static std::string withReferencedColumn(const std::string &definition, const std::string &old, const std::string &name)
    {
        const std::size_t split = definition.find(" REFERENCES ");
        const std::size_t open = split == std::string::npos ? split : definition.find('(', split);
        if (open == std::string::npos)
            return definition;
        return definition.substr(0, open) + withChain(definition.substr(open), {old}, {name}, ChainEnd::IsWhole);
    }

    static void changeQueries(Relation &other, const RelationName &table, const std::string &old, const std::string &name)
    {
        catalog::changeTexts(other, [&](std::string_view member, std::string &text) {
            if (member != "view_definition" && member != "definition")
                return;
            for (const std::string &alias : aliasesOf(text, table))
                text = withChain(text, {alias, old}, {alias, name}, ChainEnd::IsWhole);
        });
    }

    /// A view keeps the names of its columns; where the other end has them renamed as well, they follow.
    void renameViewColumns(const RelationName &table, const std::string &old, const std::string &name)
    {
        for (const std::string &id : dependents(table)) {
            for (Relation &view : m_result.snapshot.relations) {
                if (idOf(view).toString() != id)
                    continue;
                const Relation *goal = wanted(view.summary.name);
                if (goal == nullptr || goal->columns.size() != view.columns.size())
                    continue;
                for (std::size_t at = 0; at < view.columns.size(); ++at) {
                    if (view.columns[at].name != old || goal->columns[at].name != name)
                        continue;
                    const RelationName viewName = view.summary.name;
                    renameColumn({{"column", viewName, old}, {"column", viewName, name}});
                    break;
                }
            }
        }
    }

    /// The views that read it, by their ids.
    std::set<std::string> dependents(const RelationName &table) const
    {
        std::set<std::string> ids;
        const std::string name = table.toString();
        for (const catalog::Dependency &one : m_result.snapshot.dependencies) {
            const std::size_t blank = one.on.find(name);
            const bool isOnIt = blank != std::string::npos && blank > 0 && one.on[blank - 1] == ' '
                && (one.on.size() == blank + name.size() || one.on[blank + name.size()] == '.');
            if (isOnIt
                && (one.dependent.starts_with("view ") || one.dependent.starts_with("materialized view ")
                    || one.dependent.starts_with("continuous aggregate ")))
                ids.insert(one.dependent);
        }
        return ids;
    }

    // -- constraints, indexes, owned sequences --

    void renameConstraint(const ObjectId &id, const std::string &name, const std::string &reason)
    {
        Relation *one = relation(id.name);
        if (one == nullptr)
            return;
        add(id, "ALTER TABLE " + id.name.toString() + " RENAME CONSTRAINT " + quoted(id.part) + " TO " + quoted(name), reason);
        for (catalog::Constraint &constraint : one->constraints) {
            if (constraint.name == id.part)
                constraint.name = name;
        }
        for (catalog::ForeignKey &key : one->foreignKeys) {
            if (key.name == id.part)
                key.name = name;
        }
        for (catalog::Index &index : one->indexes) {
            if (index.name == id.part)
                changeIndex(index, one->summary.name.schema, name);
        }
        changeChains({id.name.schema, id.name.name, id.part}, {id.name.schema, id.name.name, name});
    }

    void renameIndex(const RelationName &index, const std::string &name, const std::string &reason)
    {
        add({"index", index, {}}, "ALTER INDEX " + index.toString() + " RENAME TO " + quoted(name), reason);
        for (Relation &one : m_result.snapshot.relations) {
            if (one.summary.name.schema != index.schema)
                continue;
            for (catalog::Index &each : one.indexes) {
                if (each.name == index.name)
                    changeIndex(each, index.schema, name);
            }
        }
        changeChains({index.schema, index.name}, {index.schema, name});
    }

    static void changeIndex(catalog::Index &index, const std::string &, const std::string &name)
    {
        // "CREATE UNIQUE INDEX old ON …": the first name that is the old one.
        const std::string old = quoted(index.name) + " ON ";
        if (const std::size_t at = index.definition.find(old); at != std::string::npos)
            index.definition.replace(at, old.size(), quoted(name) + " ON ");
        index.name = name;
    }

    static std::string withoutName(const catalog::Index &index)
    {
        const std::size_t at = index.definition.find(" ON ");
        return index.constraintDefinition + '\n' + (at == std::string::npos ? index.definition : index.definition.substr(at))
            + (index.isUnique ? " unique" : "");
    }

    /// What is the same under another name.
    template <typename Item, typename Same>
    static const Item *partnerOf(const Item &item, const std::vector<Item> &mine, const std::vector<Item> &theirs, Same same)
    {
        const auto has = [](const std::vector<Item> &list, const std::string &name) {
            return std::any_of(list.begin(), list.end(), [&name](const Item &one) { return one.name == name; });
        };
        if (has(theirs, item.name))
            return nullptr;
        const auto found = std::find_if(theirs.begin(), theirs.end(), [&](const Item &one) {
            return !has(mine, one.name) && same(item, one);
        });
        return found == theirs.end() ? nullptr : &*found;
    }

    /// Of the tables that were renamed, or have a column that was: what is alike but for its name takes the new name.
    void followTables()
    {
        const std::set<std::string> tables = std::move(m_followed);
        m_followed.clear();
        for (const std::string &name : tables) {
            const auto parsed = RelationName::parse(name);
            const Relation *one = parsed ? relation(*parsed) : nullptr;
            const Relation *goal = parsed ? wanted(*parsed) : nullptr;
            if (one != nullptr && goal != nullptr)
                followTable(Relation(*one), *goal);
        }
    }

    void followTable(const Relation &one, const Relation &goal)
    {
        const RelationName &table = one.summary.name;
        const std::string reason = "goes along with " + idOf(one).toString();
        for (const catalog::Index &index : one.indexes) {
            const auto *partner = partnerOf(index, one.indexes, goal.indexes, [](const auto &a, const auto &b) {
                return withoutName(a) == withoutName(b);
            });
            if (partner == nullptr)
                continue;
            if (index.constraintType != '\0')
                renameConstraint({"constraint", table, index.name}, partner->name, reason);
            else
                renameIndex({table.schema, index.name}, partner->name, reason);
        }
        const auto sameDefinition = [](const auto &a, const auto &b) { return a.definition == b.definition; };
        for (const catalog::Constraint &constraint : one.constraints) {
            const auto *partner = partnerOf(constraint, one.constraints, goal.constraints, sameDefinition);
            if (constraint.type == 'c' && partner != nullptr)
                renameConstraint({"constraint", table, constraint.name}, partner->name, reason);
        }
        for (const catalog::ForeignKey &key : one.foreignKeys) {
            const auto *partner = partnerOf(key, one.foreignKeys, goal.foreignKeys, sameDefinition);
            if (!key.isInherited && partner != nullptr)
                renameConstraint({"constraint", table, key.name}, partner->name, reason);
        }
        followSequences(one, reason);
    }

    /// Those of identity columns follow by themselves.
    void followSequences(const Relation &table, const std::string &reason)
    {
        std::vector<std::pair<ObjectId, RelationName>> pairs;
        const std::string prefix = table.summary.name.toString() + '.';
        for (const Relation &sequence : m_result.snapshot.relations) {
            if (!sequence.sequence || sequence.sequence->isIdentity || !sequence.sequence->ownedBy.starts_with(prefix)
                || wanted(sequence.summary.name) != nullptr)
                continue;
            for (const Relation &goal : m_to.relations) {
                if (goal.sequence && !goal.sequence->isIdentity && goal.sequence->ownedBy == sequence.sequence->ownedBy
                    && relation(goal.summary.name) == nullptr)
                    pairs.emplace_back(idOf(sequence), goal.summary.name);
            }
        }
        for (const auto &[id, name] : pairs)
            renameObject(id, name, reason);
    }

    // -- values and routines --

    void renameValue(const Rename &rename)
    {
        const RelationName &type = rename.to.name;
        const std::string old = text::quoteLiteral(rename.from.part);
        const std::string name = text::quoteLiteral(rename.to.part);
        add({"type", type, {}}, "ALTER TYPE " + type.toString() + " RENAME VALUE " + old + " TO " + name, {});
        for (catalog::Type &one : m_result.snapshot.types) {
            if (one.name == type)
                std::replace(one.labels.begin(), one.labels.end(), rename.from.part, rename.to.part);
        }
        const std::string cast = "::" + type.toString();
        changeAll([&](std::string_view member, std::string &text) {
            if (isProse(member))
                return;
            for (std::size_t at = text.find(old + cast); at != std::string::npos; at = text.find(old + cast, at + 1))
                text.replace(at, old.size(), name);
        });
    }

    void renameRoutine(const Rename &rename)
    {
        const ObjectId &id = rename.from;
        const RelationName &to = rename.to.name;
        for (catalog::Routine &one : m_result.snapshot.routines) {
            if (idOf(one) != id)
                continue;
            const std::string alter = "ALTER " + alterWord(id, m_result.snapshot) + ' ';
            const std::string arguments = '(' + one.identity + ')';
            RelationName now = id.name;
            if (now.schema != to.schema) {
                add(id, alter + now.toString() + arguments + " SET SCHEMA " + quoted(to.schema), {});
                now.schema = to.schema;
            }
            if (now.name != to.name)
                add({"routine", now, id.part}, alter + now.toString() + arguments + " RENAME TO " + quoted(to.name), {});
            const std::string old = id.name.toString() + '(';
            if (const std::size_t at = one.definition.find(old); at != std::string::npos)
                one.definition.replace(at, old.size(), to.toString() + '(');
            one.name = to;
            break;
        }
        changeAll([&](std::string_view member, std::string &text) {
            if (!isProse(member))
                text = withChain(text, {id.name.schema, id.name.name}, {to.schema, to.name}, ChainEnd::IsCall);
        });
    }

    const Snapshot &m_to;
    Renamed m_result;
    std::set<std::string> m_followed;
};

} // namespace

std::string Rename::toString() const
{
    const auto side = [](const ObjectId &id) {
        if (id.part.empty() || id.kind == "routine")
            return id.name.toString();
        return id.name.toString() + '.' + quoted(id.part);
    };
    return side(from) + '=' + side(to);
}

Rename inverted(const Rename &rename)
{
    return {rename.to, rename.from};
}

Renamed applyRenames(const Snapshot &from, const Snapshot &to, const std::vector<Rename> &renames)
{
    Renaming renaming(from, to);
    // Tables first: the parts then stand under their new names.
    std::vector<Rename> sorted = renames;
    std::stable_partition(sorted.begin(), sorted.end(), [](const Rename &one) { return one.from.part.empty(); });
    for (const Rename &one : sorted)
        renaming.apply(one);
    return std::move(renaming).take();
}

} // namespace retort::diff
