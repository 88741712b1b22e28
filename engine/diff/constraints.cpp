// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddlparts.h"
#include "engine/diff/families.h"
#include "engine/diff/indexparts.h"
#include "engine/diff/kinds.h"
#include "engine/diff/online.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"
#include "engine/diff/timescaleparts.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Relation;

constexpr std::string_view notValid = " NOT VALID";

/// What checks, keys and foreign keys share. `definition`: what stands behind its name.
Part constraintPart(const Relation &relation, const std::string &name, const std::string &definition,
                    const std::string &comment, std::vector<Risk> risks)
{
    const std::string alter = "ALTER TABLE " + relation.summary.name.toString();
    Part part;
    part.id = partOf(relation, "constraint", name);
    part.rank = Rank::Constraint;
    part.parent = idOf(relation);
    part.body = withoutElementCasts(definition);
    part.create = [sql = restorable(catalog::addConstraintText(relation.summary.name, name, definition)),
                   risks = std::move(risks)](const Making &) { return statement(sql, risks); };
    part.drop = [sql = alter + " DROP CONSTRAINT " + quoted(name)] { return statement(sql); };
    const bool canValidate = columnstoreOf(&relation) == nullptr; // TimescaleDB refuses
    part.alter = [alter, name, body = part.body, canValidate](const Part &from,
                                                              const End &) -> std::optional<Statements> {
        if (!canValidate || from.body != body + std::string(notValid))
            return std::nullopt;
        return statement(alter + " VALIDATE CONSTRAINT " + quoted(name),
                         {{Risk::Kind::MayFail, "A row that breaks the constraint stops it."}});
    };
    part.unnamed = part.body;
    part.rename = [alter, name](const Part &from) {
        return statement(alter + " RENAME CONSTRAINT " + quoted(from.id.part) + " TO " + quoted(name));
    };
    part.properties = {
        commentProperty("CONSTRAINT " + quoted(name) + " ON " + relation.summary.name.toString(), comment)};
    return part;
}

/// What a child has from its parent needs saying only where the child is yet to be attached.
void followParent(const Relation &relation, std::optional<ObjectId> original, Part &part)
{
    part.otherParent = std::move(original);
    part.create = [&relation, create = part.create](const Making &making) {
        return isInheritedAnyway(relation, making) ? Statements() : create(making);
    };
}

constexpr std::string_view inheritedMark = " (inherited)";

/// Whether the parent's constraint is yet to come, to a table that is its child already: it makes the child's.
bool comesFromParent(const End &before, const Relation &relation, const ObjectId &original)
{
    const Relation *parent = before.relation(original.name);
    const Relation *old = before.relation(relation.summary.name);
    if (parent == nullptr || old == nullptr || !hasParent(old, original.name.toString()))
        return false;
    return std::none_of(parent->constraints.begin(), parent->constraints.end(),
                        [&original](const catalog::Constraint &one) { return one.name == original.part; });
}

/// A check of the table's own that is to be its parent's alone goes, so that the parent's can bring it.
void tellInherited(const Relation &relation, const catalog::Constraint &constraint, Part &part)
{
    const std::string body = part.body;
    if (!constraint.isLocal)
        part.body += inheritedMark;
    part.alter = [&relation, &constraint, body, inner = part.alter, original = part.otherParent](
                     const Part &from, const End &before) -> std::optional<Statements> {
        Part plain = from;
        const bool wasInherited = plain.body.ends_with(inheritedMark);
        if (wasInherited)
            plain.body.resize(plain.body.size() - inheritedMark.size());
        if (plain.body != body)
            return inner(plain, before);
        if (!wasInherited && !constraint.isLocal && original && comesFromParent(before, relation, *original))
            return std::nullopt;
        return Statements();
    };
}

std::vector<Risk> checkRisks(bool isValidated)
{
    if (!isValidated)
        return {};
    return {{Risk::Kind::Scan, "All rows are checked under an exclusive lock."},
            {Risk::Kind::MayFail, "A row that breaks the constraint stops it."}};
}

/// NOT VALID first, where the table is in use.
void addOnline(const End &end, const Relation &relation, const std::string &name, const std::string &definition, Part &part)
{
    if (!isOnlineTable(end, relation) || relation.partition)
        return;
    const std::string table = relation.summary.name.toString();
    const std::string add = catalog::addConstraintText(relation.summary.name, name, definition);
    part.create = [&relation, create = part.create, table, name, add](const Making &making) {
        return isInUse(relation, making.before) ? addAndValidate(table, name, add) : create(making);
    };
}

/// By an index that is built concurrently, where the table is in use.
void addOnlineKey(const End &end, const Relation &relation, const catalog::Index &index, Part &part)
{
    if (!isOnlineTable(end, relation) || !index.parent.empty() || index.constraintType == 'x')
        return;
    const std::string words = index.constraintType == 'p' ? "PRIMARY KEY" : "UNIQUE";
    const std::string behind = index.isDeferred ? " DEFERRABLE INITIALLY DEFERRED" : index.isDeferrable ? " DEFERRABLE" : "";
    part.create = [&relation, &index, create = part.create, words, behind](const Making &making) {
        if (!isInUse(relation, making.before))
            return create(making);
        return addByIndex(relation.summary.name.toString(), index.name, catalog::createIndexText(index), words, behind);
    };
}

} // namespace

void collectConstraints(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (!isTable(relation))
            continue;
        for (const catalog::Constraint &constraint : relation.constraints) {
            if (constraint.type != 'c')
                continue; // an exclusion constraint stands with its index
            Part part = constraintPart(relation, constraint.name, constraint.definition, constraint.comment,
                                       checkRisks(constraint.isValidated));
            part.comesWithParent = constraint.isValidated;
            if (constraint.isValidated && constraint.isLocal)
                addOnline(end, relation, constraint.name, constraint.definition, part);
            if (!constraint.isLocal)
                followParent(relation, partOfParent(end, relation, "constraint", constraint.name), part);
            part.isOnlyInherited = !constraint.isLocal && constraint.inheritCount == 1 && !relation.partition;
            part.dropAlone = [sql = "ALTER TABLE ONLY " + relation.summary.name.toString() + " DROP CONSTRAINT "
                                  + quoted(constraint.name)] { return statement(sql); };
            tellInherited(relation, constraint, part);
            part.isSeparable = true;
            parts.push_back(std::move(part));
        }
        for (const catalog::Index &index : relation.indexes) {
            if (index.constraintType == '\0')
                continue;
            Part part = constraintPart(relation, index.name, catalog::keyConstraintText(index), index.constraintComment,
                                       {{Risk::Kind::ExclusiveLock, "Its index is built under an exclusive lock."},
                                        {Risk::Kind::MayFail, "Rows that are not unique stop it."}});
            part.body = withoutElementCasts(withoutOptions(catalog::keyConstraintText(index)).definition);
            part.unnamed = part.body;
            part.comesWithParent = true;
            part.alter = nullptr;
            addOnlineKey(end, relation, index, part);
            part.names = {"type " + catalog::RelationName{relation.summary.name.schema, index.name}.toString()};
            if (const auto original = index.parent.empty() ? std::nullopt : parentIndex(end, relation, index)) {
                if (original->kind == "constraint") {
                    followParent(relation, original, part);
                } else { // the index takes the constraint's; it makes none
                    part.otherParent = original;
                    part.comesWithParent = false;
                }
            }
            addIndexProperties(relation, index, part);
            parts.push_back(std::move(part));
        }
    }
}

void collectForeignKeys(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        for (const catalog::ForeignKey &key : relation.foreignKeys) {
            if (key.isInherited)
                continue;
            std::vector<Risk> risks{{Risk::Kind::WriteLock, "Both tables take no writes while it is checked."}};
            if (key.isValidated)
                risks.push_back({Risk::Kind::MayFail, "A row without its counterpart stops it."});
            Part part = constraintPart(relation, key.name, key.definition, key.comment, std::move(risks));
            part.rank = Rank::ForeignKey;
            part.holdsTypes = true;
            if (key.isValidated)
                addOnline(end, relation, key.name, key.definition, part);
            // The rows of a table that others refer to can't move into chunks.
            if (const Relation *target = end.relation(key.to); target != nullptr && target->hypertable) {
                part.body += " -- hypertable";
                part.needs.push_back(hypertableId(key.to));
            }
            parts.push_back(std::move(part));
        }
    }
}

} // namespace retort::diff
