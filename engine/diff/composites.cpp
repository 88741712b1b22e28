// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/kinds.h"
#include "engine/diff/properties.h"
#include "engine/diff/typeparts.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Attribute;
using catalog::Type;

using Attributes = std::vector<Attribute>;

std::string attributeText(const Attribute &attribute)
{
    return quoted(attribute.name) + ' ' + attribute.type
        + (attribute.collation.empty() ? "" : " COLLATE " + quoted(attribute.collation));
}

std::string attributesText(const Attributes &attributes)
{
    std::vector<std::string> texts;
    for (const Attribute &attribute : attributes)
        texts.push_back(attributeText(attribute));
    return text::join(texts, ", ");
}

const Attribute *find(const Attributes &attributes, const std::string &name)
{
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [&name](const Attribute &one) { return one.name == name; });
    return found == attributes.end() ? nullptr : &*found;
}

/// A column of a table has the type, so that an attribute can't change its own.
bool isInColumns(const End &end, const ObjectId &type)
{
    const auto &dependencies = end.snapshot().dependencies;
    const std::string id = type.toString();
    return std::any_of(dependencies.begin(), dependencies.end(), [&id](const catalog::Dependency &one) {
        return one.on == id && one.dependent.starts_with("column ");
    });
}

/// Attributes that both have must stand in the same order, and new ones at the end.
bool keepsOrder(const Attributes &from, const Attributes &to)
{
    std::size_t at = 0;
    for (const Attribute &old : from) {
        if (find(to, old.name) == nullptr)
            continue;
        if (to[at].name != old.name)
            return false;
        ++at;
    }
    return true;
}

/// Typed tables change with their type only where that is said.
std::string cascade(const End &end, const Type &type)
{
    const auto &relations = end.snapshot().relations;
    const bool hasTables = std::any_of(relations.begin(), relations.end(), [&type](const catalog::Relation &relation) {
        const auto name = catalog::RelationName::parse(relation.typeName);
        return name && (*name == type.name || (name->schema.empty() && name->name == type.name.name));
    });
    return hasTables ? " CASCADE" : "";
}

std::optional<Statements> alteration(const Type &from, const Type &to, bool isInColumns, const std::string &end)
{
    if (!keepsOrder(from.attributes, to.attributes))
        return std::nullopt;
    const std::string alter = "ALTER TYPE " + to.name.toString();
    Statements statements;
    for (const Attribute &old : from.attributes) {
        if (find(to.attributes, old.name) == nullptr) {
            statements.push_back({alter + " DROP ATTRIBUTE " + quoted(old.name) + end, Boundary::Inside,
                                  {{Risk::Kind::DataLoss, "The attribute's values are gone."}}});
        }
    }
    for (const Attribute &wanted : to.attributes) {
        const Attribute *old = find(from.attributes, wanted.name);
        if (old == nullptr)
            statements.push_back({alter + " ADD ATTRIBUTE " + attributeText(wanted) + end});
        else if (attributeText(*old) == attributeText(wanted))
            continue;
        else if (isInColumns)
            return std::nullopt;
        else
            statements.push_back({alter + " ALTER ATTRIBUTE " + quoted(wanted.name) + " TYPE "
                                  + attributeText(wanted).substr(quoted(wanted.name).size() + 1) + end});
    }
    return statements;
}

Part compositePart(const End &end, const Type &type)
{
    const std::string object = "TYPE " + type.name.toString();
    Part part = typePart(end, type, "TYPE");
    part.body = "composite " + attributesText(type.attributes);
    part.create = [object, &type](const Making &) {
        return statement("CREATE " + object + " AS (" + attributesText(type.attributes) + ')');
    };
    part.alter = [&type](const Part &from, const End &before) -> std::optional<Statements> {
        const Type *old = before.type(from.id.name);
        if (old == nullptr || old->kind != catalog::TypeKind::Composite)
            return std::nullopt;
        return alteration(*old, type, isInColumns(before, from.id), cascade(before, *old));
    };
    for (const Attribute &attribute : type.attributes) {
        part.properties.push_back(
            commentProperty("COLUMN " + type.name.toString() + '.' + quoted(attribute.name), attribute.comment));
        part.properties.back().name = "comment of " + attribute.name;
    }
    return part;
}

} // namespace

void collectComposites(const End &end, Parts &parts)
{
    for (const Type &type : end.snapshot().types) {
        if (type.kind == catalog::TypeKind::Composite)
            parts.push_back(compositePart(end, type));
    }
}

} // namespace retort::diff
