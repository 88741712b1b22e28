// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddlparts.h"
#include "engine/diff/casts.h"
#include "engine/diff/families.h"
#include "engine/diff/foreignoptions.h"
#include "engine/diff/kinds.h"
#include "engine/diff/online.h"
#include "engine/diff/properties.h"
#include "engine/diff/restorable.h"
#include "engine/diff/sequenceoptions.h"
#include "engine/diff/timescaleparts.h"

#include <algorithm>

namespace retort::diff
{

namespace
{

using catalog::Column;
using catalog::Relation;

/// A column in its table, with the beginnings of the statements that alter it.
struct Place {
    const End &end;
    const Relation &table;
    const Column &column;
    std::string alterTable;
    std::string alterColumn;
};

std::string typeText(const Column &column)
{
    return column.collation.empty() ? column.type : column.type + " COLLATE " + quoted(column.collation);
}

std::vector<Risk> typeRisks(const std::string &from, const std::string &to)
{
    if (keepsRows(from, to))
        return {{Risk::Kind::ExclusiveLock, "Readers wait for a moment."}};
    return {{Risk::Kind::Rewrite, "The whole table and its indexes are written anew."},
            {Risk::Kind::MayFail, "A value that doesn't convert from " + from + " to " + to + " stops it."}};
}

/// "type\ncollation\nbase type": what a domain stands on says how old values come into a new one of its name.
std::string typeValue(const Place &place)
{
    const catalog::Type *type = place.end.typePrinted(place.column.type);
    return place.column.type + '\n' + place.column.collation
        + (type != nullptr && type->domain ? '\n' + type->domain->baseType : std::string());
}

/// USING for a column that was of the type in `before`, a typeValue(). A domain's values convert as those of its base
/// type. Where a type was made anew under its name, they come over as text; a composite one's by its attributes' names.
std::string conversion(const Place &place, const std::string &before)
{
    const std::string name = quoted(place.column.name);
    const catalog::Type *type = place.end.typePrinted(place.column.type);
    const auto lines = text::split(before, '\n');
    const std::string from(lines.size() == 3 ? lines[2] : lines[0]);
    const std::string to = type != nullptr && type->domain ? type->domain->baseType : place.column.type;
    const bool isAnew = lines[0] == place.column.type && lines[1] == place.column.collation;
    if (isAnew && type != nullptr && type->kind == catalog::TypeKind::Composite)
        return " USING jsonb_populate_record(NULL::" + place.column.type + ", to_jsonb(" + name + "))";
    if (isAnew && from == to)
        return " USING " + name + "::text::" + place.column.type;
    return usingClause(name, from, to);
}

Property typeProperty(const Place &place)
{
    Property property;
    property.name = "type";
    property.value = typeValue(place);
    property.initial = property.value;
    property.retypes = true;
    property.set = [place, alter = place.alterColumn, &column = place.column](const std::string &before) {
        const std::string from = before.substr(0, before.find('\n'));
        Statements statements;
        if (columnstoreOf(&place.table) != nullptr)
            statements.push_back(decompressChunks(place.table.summary.name));
        statements.push_back({alter + " TYPE " + typeText(column) + conversion(place, before), Boundary::Inside,
                              typeRisks(from, column.type)});
        return statements;
    };
    return property;
}

/// Whether the column is NOT NULL by its own table's word, not by its parent's.
bool isOwnNotNull(const Place &place)
{
    if (!place.column.notNull)
        return false;
    if (place.column.isLocal && place.column.inheritCount == 0)
        return true;
    const auto parents = parentsOf(place.table);
    return std::none_of(parents.begin(), parents.end(), [&](const std::string &name) {
        const auto parent = catalog::RelationName::parse(name);
        const Column *column = parent ? place.end.column(*parent, place.column.name) : nullptr;
        return column != nullptr && column->notNull;
    });
}

Property notNullProperty(const Place &place)
{
    const bool isOwn = isOwnNotNull(place);
    Property property;
    property.name = "not null";
    property.value = isOwn ? "not null" : place.column.notNull ? "inherited" : "";
    property.initial = property.value;
    const bool isOnline = isOnlineTable(place.end, place.table) && place.table.children.empty() && !place.table.partition;
    property.set = [alter = place.alterColumn, isOwn, isOnline, notNull = place.column.notNull,
                    table = place.table.summary.name.toString(), name = place.column.name](const std::string &before) {
        if (isOwn && before.empty() && isOnline)
            return setNotNull(table, name);
        if (isOwn && before.empty()) {
            return statement(alter + " SET NOT NULL",
                             {{Risk::Kind::Scan, "All rows are read under an exclusive lock."},
                              {Risk::Kind::MayFail, "A row with NULL stops it."}});
        }
        if (!notNull && before == "not null")
            return statement(alter + " DROP NOT NULL");
        return Statements();
    };
    return property;
}

/// What stands in parentheses where the server would choose another name than the wanted one.
std::string sequenceName(const Place &place, const Relation &sequence)
{
    const std::string usual = place.table.summary.name.name + '_' + place.column.name + "_seq";
    return sequence.summary.name.name == usual && sequence.summary.name.schema == place.table.summary.name.schema
        ? std::string()
        : " (SEQUENCE NAME " + sequence.summary.name.toString() + ')';
}

/// DROP IDENTITY alone: it comes before another type and before DROP NOT NULL, as ADD GENERATED comes behind them.
Property identityEndProperty(const Place &place)
{
    Property property;
    property.name = "identity's end";
    property.value = place.column.identity == '\0' ? "" : "identity";
    property.initial = property.value;
    property.set = [alter = place.alterColumn, hasOne = place.column.identity != '\0'](const std::string &) {
        return hasOne ? Statements() : statement(alter + " DROP IDENTITY");
    };
    return property;
}

Property identityProperty(const Place &place, const Relation *sequence)
{
    Property property;
    property.name = "identity";
    property.value = place.column.identity == '\0' ? "" : place.column.identity == 'a' ? "ALWAYS" : "BY DEFAULT";
    property.initial = property.value;
    property.set = [alter = place.alterColumn, wanted = property.value,
                    name = sequence != nullptr ? sequenceName(place, *sequence) : std::string()](const std::string &before) {
        if (wanted.empty())
            return Statements(); // identityEndProperty()
        if (!before.empty())
            return statement(alter + " SET GENERATED " + wanted);
        return statement(alter + " ADD GENERATED " + wanted + " AS IDENTITY" + name);
    };
    return property;
}

/// Where a column gets an identity, it goes on behind the values that are there.
Property continuationProperty(const Place &place, const Relation &sequence)
{
    Property property;
    property.name = "continuation";
    property.value = "identity";
    property.initial = property.value;
    property.isResetBy = "identity";
    property.isResetByAny = false;
    property.isGoneByReset = true;
    property.set = [sql = continueText(sequence.summary.name.toString(), *sequence.sequence,
                                       partOf(place.table, "column", place.column.name))](const std::string &) {
        return statement(sql);
    };
    return property;
}

/// Its name first, then its options; those that it had from the column's type don't count.
void addSequenceProperties(const Place &place, const Relation &sequence, std::vector<Property> &properties)
{
    const auto &name = sequence.summary.name;
    Property renamed;
    renamed.name = "sequence name";
    renamed.value = name.toString();
    renamed.initial = renamed.value;
    renamed.set = [name](const std::string &before) {
        return before.empty() ? Statements() : statement("ALTER SEQUENCE " + before + " RENAME TO " + quoted(name.name));
    };
    properties.push_back(std::move(renamed));
    Property options = identityOptionsProperty(name.toString(), *sequence.sequence, place.column.type);
    options.isResetBy = "identity";
    options.isResetByAny = false;
    properties.push_back(std::move(options));
    const auto word = [](char persistence) { return persistence == 'u' ? " SET UNLOGGED" : " SET LOGGED"; };
    properties.push_back(simpleProperty("sequence persistence", word(sequence.persistence), word(place.table.persistence),
                                        "ALTER SEQUENCE " + name.toString() + word(sequence.persistence)));
    properties.push_back(continuationProperty(place, sequence));
    properties.push_back(privilegesProperty("SEQUENCE " + name.toString(), sequence.summary.owner, sequence.privileges,
                                            "rwU", "", {'S', name.schema}));
    properties.back().name = "sequence privileges";
    properties.push_back(commentProperty("SEQUENCE " + name.toString(), sequence.summary.comment));
    properties.back().name = "sequence comment";
}

void addSettings(const Place &place, std::vector<Property> &properties)
{
    const Column &column = place.column;
    Property storage = simpleProperty("storage", column.hasOwnStorage ? column.storage : std::string(), "",
                                      place.alterColumn + " SET STORAGE " + column.storage);
    storage.isResetBy = "type";
    properties.push_back(std::move(storage));
    Property options = optionsProperty(place.alterColumn, column.options, "");
    options.name = "attribute options";
    properties.push_back(std::move(options));
    const bool isForeign = place.table.summary.kind == catalog::RelationKind::ForeignTable;
    if (!isForeign) {
        Property compression = simpleProperty("compression", column.compression, column.isLocal ? column.compression : "",
                                              place.alterColumn + " SET COMPRESSION "
                                                  + (column.compression.empty() ? "default" : column.compression));
        // A changed type puts it back to the server's default.
        compression.set = [set = compression.set, wanted = column.compression](const std::string &before) {
            return before == wanted && wanted.empty() ? Statements() : set(before);
        };
        properties.push_back(std::move(compression));
    } else {
        properties.push_back(foreignOptionsProperty(place.alterColumn, column.foreignOptions));
    }
    properties.push_back(simpleProperty("statistics", std::to_string(column.statisticsTarget), "-1",
                                        place.alterColumn + " SET STATISTICS "
                                            + std::to_string(column.statisticsTarget)));
    const std::string table = place.table.summary.name.toString();
    properties.push_back(commentProperty("COLUMN " + table + '.' + quoted(column.name), column.comment));
    properties.push_back(columnPrivilegesProperty("TABLE " + table, place.table.summary.owner, column.privileges,
                                                  column.name));
}

std::string generationOf(const Column &column)
{
    return column.generated == '\0' ? std::string()
                                    : column.generated + (' ' + withoutElementCasts(column.defaultExpression));
}

/// TimescaleDB takes no NOT NULL without a default there, and no default that is computed.
Statements addToColumnstore(const Relation &table, const Column &column, const std::string &alterTable,
                            std::vector<Risk> risks)
{
    const std::string name = quoted(column.name);
    const bool isComputed = column.defaultExpression.find('(') != std::string::npos && column.generated == '\0';
    const bool isNeeded = column.notNull && column.defaultExpression.empty() && column.identity == '\0';
    Column added = column;
    if (isComputed)
        added.defaultExpression.clear();
    if (isComputed || isNeeded)
        added.notNull = false;
    Statements statements = statement(alterTable + " ADD COLUMN " + catalog::columnText(table, added), std::move(risks));
    if (isComputed) {
        statements.push_back({alterTable + " ALTER COLUMN " + name + " SET DEFAULT " + column.defaultExpression});
        statements.push_back({"UPDATE " + table.summary.name.toString() + " SET " + name + " = DEFAULT", Boundary::Inside,
                              {{Risk::Kind::Rewrite, "Every row gets its value."}}});
    }
    if (column.notNull && !added.notNull)
        statements.push_back({alterTable + " ALTER COLUMN " + name + " SET NOT NULL"});
    return statements;
}

Statements addColumn(const Relation &table, const Column &column, const std::string &alterTable, const Making &making)
{
    Column made = column;
    if (made.generated == '\0' && making.isApart(partOf(table, "default", column.name)))
        made.defaultExpression.clear();
    std::vector<Risk> risks{{Risk::Kind::ExclusiveLock, "Readers wait for a moment."}};
    if (column.generated == 's' || column.identity != '\0')
        risks = {{Risk::Kind::Rewrite, "The whole table is written anew to fill the column."}};
    else if (column.notNull && column.defaultExpression.empty())
        risks.push_back({Risk::Kind::MayFail, "A table with rows takes no NOT NULL column without a default."});
    if (columnstoreOf(making.before.relation(table.summary.name)) != nullptr && columnstoreOf(&table) != nullptr)
        return addToColumnstore(table, made, alterTable, std::move(risks));
    std::string text;
    if (table.partition) { // not yet: it is attached when it has the column
        Relation alone = table;
        alone.partition.reset();
        text = catalog::columnText(alone, made);
    } else {
        text = catalog::columnText(table, made);
    }
    return statement(restorable(alterTable + " ADD COLUMN " + text), std::move(risks));
}

/// Chunks that were compressed by the column hold it fast.
bool isCompressedBy(const Relation &table, const std::string &column)
{
    const catalog::HypertableFacts *facts = columnstoreOf(&table);
    if (facts == nullptr)
        return false;
    const auto holds = [&column](const std::string &list) {
        const auto columns = columnsIn(list);
        return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
    return holds(facts->segmentBy) || holds(facts->orderBy)
        || std::any_of(facts->chunks.begin(), facts->chunks.end(), [&holds](const catalog::Chunk &chunk) {
               return holds(chunk.segmentBy) || holds(chunk.orderBy);
           });
}

Part columnPart(const Place &place)
{
    const Column &column = place.column;
    const Relation &table = place.table;
    Part part;
    part.id = partOf(table, "column", column.name);
    part.rank = Rank::Column;
    part.parent = idOf(table);
    if (!column.isLocal)
        part.otherParent = partOfParent(place.end, table, "column", column.name);
    part.isOnlyInherited = !column.isLocal && column.inheritCount == 1 && !table.partition;
    part.isInherited = column.inheritCount > 0;
    part.comesWithParent = true;
    part.holdsData = column.generated == '\0' && !table.foreign;
    part.holdsTypes = column.generated != '\0';
    part.body = generationOf(column);
    part.create = [&table, &column, alter = place.alterTable, alterColumn = place.alterColumn](const Making &making) {
        if (!table.typeName.empty()) // the column comes and goes with the type's attribute
            return column.defaultExpression.empty()
                ? Statements()
                : statement(alterColumn + " SET DEFAULT " + column.defaultExpression);
        return column.isLocal || !isInheritedAnyway(table, making) ? addColumn(table, column, alter, making)
                                                                   : Statements();
    };
    const auto drop = [&table, &column](const std::string &alter) {
        Statements statements;
        if (isCompressedBy(table, column.name))
            statements.push_back(decompressChunks(table.summary.name));
        std::vector<Risk> risks;
        if (column.generated == '\0')
            risks.push_back({Risk::Kind::DataLoss, "The column's values are gone."});
        statements.push_back({alter + " DROP COLUMN " + quoted(column.name), Boundary::Inside, std::move(risks)});
        return statements;
    };
    part.drop = [drop, alter = place.alterTable, isTyped = !table.typeName.empty()] {
        return isTyped ? Statements() : drop(alter);
    };
    part.dropAlone = [drop, alter = "ALTER TABLE ONLY " + table.summary.name.toString()] { return drop(alter); };
    part.alter = [&column, alter = place.alterColumn](const Part &from, const End &) -> std::optional<Statements> {
        if (column.generated == '\0' && !from.body.empty())
            return statement(alter + " DROP EXPRESSION");
        return std::nullopt;
    };
    const Relation *sequence =
        column.identity == '\0' ? nullptr : place.end.identitySequence(table.summary.name, column.name);
    if (sequence != nullptr)
        part.properties.push_back(identityNarrowingProperty(sequence->summary.name.toString(), *sequence->sequence));
    for (Property &property : std::vector{identityEndProperty(place), typeProperty(place), notNullProperty(place),
                                          identityProperty(place, sequence)})
        part.properties.push_back(std::move(property));
    if (sequence != nullptr) {
        part.names.push_back("type " + sequence->summary.name.toString());
        addSequenceProperties(place, *sequence, part.properties);
    }
    addSettings(place, part.properties);
    return part;
}

} // namespace

void collectColumns(const End &end, Parts &parts)
{
    for (const Relation &relation : end.snapshot().relations) {
        if (!isTable(relation))
            continue;
        const std::string alter = "ALTER TABLE " + relation.summary.name.toString();
        for (const Column &column : relation.columns)
            parts.push_back(columnPart({end, relation, column, alter, alter + " ALTER COLUMN " + quoted(column.name)}));
    }
}

} // namespace retort::diff
