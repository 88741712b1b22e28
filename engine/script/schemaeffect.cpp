// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/schemaeffect.h"

#include "engine/base/text.h"
#include "engine/script/statementwalk.h"

#include <algorithm>
#include <array>
#include <utility>

namespace retort::script
{

using Kind = SchemaObject::Kind;
using Name = std::vector<std::string>;

namespace
{

Name partsOf(const ParseNode &strings)
{
    Name parts;
    for (const ParseNode &part : strings.items())
        parts.push_back(part["String"]["sval"].text());
    return parts;
}

Name nameOf(const ParseNode &relation)
{
    Name parts{relation["relname"].text()};
    if (const std::string &schema = relation["schemaname"].text(); !schema.empty())
        parts.insert(parts.begin(), schema);
    return parts;
}

bool isTemporary(const ParseNode &relation)
{
    return relation["relpersistence"].text() == "t";
}

SchemaObject relationObject(std::string_view word, Name name)
{
    std::string words = std::string(word) + ' ' + text::join(name, ".");
    return {Kind::Relation, std::move(name), {}, std::move(words)};
}

SchemaObject partObject(Kind kind, std::string_view word, const Name &relation, const std::string &name)
{
    return {kind, {name}, relation, std::string(word) + ' ' + text::join(relation, ".") + '.' + name};
}

SchemaObject namedObject(Kind kind, std::string_view word, Name name)
{
    std::string words = std::string(word) + ' ' + text::join(name, ".");
    return {kind, std::move(name), {}, std::move(words)};
}

struct Dropped {
    std::string_view type;
    std::string_view word;
    Kind kind;
};

constexpr std::array<Dropped, 11> droppable{{{"OBJECT_TABLE", "table", Kind::Relation},
                                             {"OBJECT_VIEW", "view", Kind::Relation},
                                             {"OBJECT_MATVIEW", "materialized view", Kind::Relation},
                                             {"OBJECT_INDEX", "index", Kind::Relation},
                                             {"OBJECT_SEQUENCE", "sequence", Kind::Relation},
                                             {"OBJECT_TYPE", "type", Kind::Type},
                                             {"OBJECT_DOMAIN", "domain", Kind::Type},
                                             {"OBJECT_FUNCTION", "function", Kind::Function},
                                             {"OBJECT_SCHEMA", "schema", Kind::Schema},
                                             {"OBJECT_EXTENSION", "extension", Kind::Extension},
                                             {"OBJECT_TRIGGER", "trigger", Kind::Trigger}}};

} // namespace

/// One statement's tree, put into effect.
class EffectReader
{
public:
    explicit EffectReader(SchemaEffect &effect)
        : m_effect(effect)
    {
    }

    void take(const std::string &name, const ParseNode &node)
    {
        using Taker = void (EffectReader::*)(const ParseNode &);
        static constexpr std::array<std::pair<std::string_view, Taker>, 15> takers{{
            {"CreateStmt", &EffectReader::takeTable},
            {"CreateTableAsStmt", &EffectReader::takeTableAs},
            {"ViewStmt", &EffectReader::takeView},
            {"IndexStmt", &EffectReader::takeIndex},
            {"CreateSeqStmt", &EffectReader::takeSequence},
            {"CreateEnumStmt", &EffectReader::takeEnum},
            {"CompositeTypeStmt", &EffectReader::takeComposite},
            {"CreateDomainStmt", &EffectReader::takeDomain},
            {"CreateFunctionStmt", &EffectReader::takeFunction},
            {"CreateSchemaStmt", &EffectReader::takeSchema},
            {"CreateExtensionStmt", &EffectReader::takeExtension},
            {"CreateTrigStmt", &EffectReader::takeTrigger},
            {"AlterTableStmt", &EffectReader::takeAlter},
            {"RenameStmt", &EffectReader::takeRename},
            {"DropStmt", &EffectReader::takeDrop},
        }};
        for (const auto &[statement, taker] : takers) {
            if (statement == name)
                (this->*taker)(node);
        }
    }

private:
    void create(SchemaObject object) { m_effect.set(std::move(object), true); }

    void takeTable(const ParseNode &node)
    {
        if (isTemporary(node["relation"]))
            return;
        const Name table = nameOf(node["relation"]);
        create(relationObject("table", table));
        for (const ParseNode &element : node["tableElts"].items()) {
            if (const std::string &column = element["ColumnDef"]["colname"].text(); !column.empty())
                create(partObject(Kind::Column, "column", table, column));
            if (const std::string &constraint = element["Constraint"]["conname"].text(); !constraint.empty())
                create(partObject(Kind::Constraint, "constraint", table, constraint));
        }
    }
    void takeTableAs(const ParseNode &node)
    {
        const ParseNode &relation = node["into"]["rel"];
        const bool isView = node["objtype"].text() == "OBJECT_MATVIEW";
        if (!isTemporary(relation))
            create(relationObject(isView ? "materialized view" : "table", nameOf(relation)));
    }
    void takeView(const ParseNode &node)
    {
        if (!isTemporary(node["view"]))
            create(relationObject("view", nameOf(node["view"])));
    }
    void takeIndex(const ParseNode &node)
    {
        if (node["idxname"].text().empty())
            return;                           // the server names it
        Name name = nameOf(node["relation"]); // an index stands in its table's schema
        name.back() = node["idxname"].text();
        SchemaObject index = relationObject("index", std::move(name));
        index.relation = nameOf(node["relation"]);
        create(std::move(index));
    }
    void takeSequence(const ParseNode &node)
    {
        if (!isTemporary(node["sequence"]))
            create(relationObject("sequence", nameOf(node["sequence"])));
    }
    void takeEnum(const ParseNode &node) { create(namedObject(Kind::Type, "type", partsOf(node["typeName"]))); }
    void takeComposite(const ParseNode &node) { create(namedObject(Kind::Type, "type", nameOf(node["typevar"]))); }
    void takeDomain(const ParseNode &node) { create(namedObject(Kind::Type, "domain", partsOf(node["domainname"]))); }
    void takeFunction(const ParseNode &node)
    {
        create(namedObject(Kind::Function, "function", partsOf(node["funcname"])));
    }
    void takeSchema(const ParseNode &node)
    {
        if (const std::string &name = node["schemaname"].text(); !name.empty())
            create(namedObject(Kind::Schema, "schema", {name}));
    }
    void takeExtension(const ParseNode &node)
    {
        create(namedObject(Kind::Extension, "extension", {node["extname"].text()}));
    }
    void takeTrigger(const ParseNode &node)
    {
        create(partObject(Kind::Trigger, "trigger", nameOf(node["relation"]), node["trigname"].text()));
    }

    void takeAlter(const ParseNode &node)
    {
        if (node["objtype"].text() == "OBJECT_TYPE")
            return;
        const Name relation = nameOf(node["relation"]);
        for (const ParseNode &command : node["cmds"].items()) {
            const ParseNode &alter = command["AlterTableCmd"];
            const std::string &subtype = alter["subtype"].text();
            const std::string &constraint = alter["def"]["Constraint"]["conname"].text();
            if (subtype == "AT_AddColumn")
                create(partObject(Kind::Column, "column", relation, alter["def"]["ColumnDef"]["colname"].text()));
            else if (subtype == "AT_DropColumn")
                m_effect.set(partObject(Kind::Column, "column", relation, alter["name"].text()), false);
            else if (subtype == "AT_AddConstraint" && !constraint.empty())
                create(partObject(Kind::Constraint, "constraint", relation, constraint));
            else if (subtype == "AT_DropConstraint")
                m_effect.set(partObject(Kind::Constraint, "constraint", relation, alter["name"].text()), false);
        }
    }

    void takeRename(const ParseNode &node)
    {
        const std::string &type = node["renameType"].text();
        const Name relation = nameOf(node["relation"]);
        const std::string &newName = node["newname"].text();
        if (type == "OBJECT_COLUMN") {
            m_effect.set(partObject(Kind::Column, "column", relation, node["subname"].text()), false);
            create(partObject(Kind::Column, "column", relation, newName));
            return;
        }
        const auto known =
            std::find_if(droppable.begin(), droppable.end(), [&](const Dropped &kind) { return kind.type == type; });
        if (known == droppable.end() || known->kind != Kind::Relation)
            return;
        Name to = relation;
        to.back() = newName;
        m_effect.renameRelation(relation, to, known->word);
    }

    void takeDrop(const ParseNode &node)
    {
        const auto known = std::find_if(droppable.begin(), droppable.end(),
                                        [&](const Dropped &kind) { return kind.type == node["removeType"].text(); });
        if (known == droppable.end())
            return;
        for (const ParseNode &object : node["objects"].items()) {
            Name name = partsOf(object["List"]["items"]);
            if (object["TypeName"])
                name = partsOf(object["TypeName"]["names"]);
            else if (object["ObjectWithArgs"])
                name = partsOf(object["ObjectWithArgs"]["objname"]);
            else if (object["String"])
                name = {object["String"]["sval"].text()};
            if (name.empty())
                continue;
            if (known->kind == Kind::Trigger) {
                const std::string trigger = name.back();
                name.pop_back();
                m_effect.set(partObject(Kind::Trigger, known->word, name, trigger), false);
            } else if (known->kind == Kind::Relation) {
                m_effect.dropRelation(name, known->word);
            } else {
                m_effect.set(namedObject(known->kind, known->word, std::move(name)), false);
            }
        }
    }

    SchemaEffect &m_effect;
};

void SchemaEffect::apply(std::string_view statement)
{
    EffectReader reader(*this);
    walkStatements(
        statement,
        [](std::string_view first, std::string_view) { return first == "create" || first == "alter" || first == "drop"; },
        [&reader](const std::string &name, const ParseNode &node) { reader.take(name, node); });
}

void SchemaEffect::set(SchemaObject object, bool isThere)
{
    m_objects.erase(object); // the latest words count as well
    m_objects.emplace(std::move(object), isThere);
}

/// What belongs to a relation goes with it, and is no longer spoken of.
void SchemaEffect::dropRelation(const Name &name, std::string_view word)
{
    std::erase_if(m_objects, [&](const auto &entry) { return entry.first.relation == name; });
    set(relationObject(word, name), false);
}

void SchemaEffect::renameRelation(const Name &from, const Name &to, std::string_view word)
{
    std::vector<std::pair<SchemaObject, bool>> moved;
    for (const auto &[object, isThere] : m_objects) {
        if (object.relation == from)
            moved.emplace_back(object, isThere);
    }
    std::erase_if(m_objects, [&](const auto &entry) { return entry.first.relation == from; });
    for (auto &[object, isThere] : moved) {
        object.relation = to;
        if (object.kind != Kind::Relation)
            object.words =
                object.words.substr(0, object.words.find(' ') + 1) + text::join(to, ".") + '.' + object.name.back();
        set(std::move(object), isThere);
    }
    set(relationObject(word, from), false);
    set(relationObject(word, to), true);
}

} // namespace retort::script
