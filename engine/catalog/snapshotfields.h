// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relationfields.h"
#include "engine/catalog/snapshot.h"

/// The members of a snapshot; see relationfields.h.
namespace retort::catalog {

template <typename Archive, Either<ServerFacts> T> void fields(Archive &archive, T &server)
{
    archive("version", server.version);
    archive("timescale_version", server.timescaleVersion);
    archive("database", server.database);
    archive("encoding", server.encoding);
    archive("collation", server.collation);
    archive("user", server.user);
    archive("owner", server.owner);
    archive("search_path", server.searchPath);
}

template <typename Archive, Either<Schema> T> void fields(Archive &archive, T &schema)
{
    archive("name", schema.name);
    archive("owner", schema.owner);
    archive("comment", schema.comment);
    archive("privileges", schema.privileges);
}

template <typename Archive, Either<Extension> T> void fields(Archive &archive, T &extension)
{
    archive("name", extension.name);
    archive("schema", extension.schema);
    archive("version", extension.version);
    archive("comment", extension.comment);
}

template <typename Archive, Either<Attribute> T> void fields(Archive &archive, T &attribute)
{
    archive("name", attribute.name);
    archive("type", attribute.type);
    archive("collation", attribute.collation);
    archive("comment", attribute.comment);
}

template <typename Archive, Either<DomainFacts> T> void fields(Archive &archive, T &domain)
{
    archive("base_type", domain.baseType);
    archive("collation", domain.collation);
    archive("not_null", domain.notNull);
    archive("default", domain.defaultExpression);
    archive("constraints", domain.constraints);
}

template <typename Archive, Either<RangeFacts> T> void fields(Archive &archive, T &range)
{
    archive("subtype", range.subtype);
    archive("operator_class", range.operatorClass);
    archive("collation", range.collation);
    archive("canonical", range.canonical);
    archive("difference", range.difference);
    archive("multirange", range.multirange);
}

template <typename Archive, Either<Type> T> void fields(Archive &archive, T &type)
{
    archive("schema", type.name.schema);
    archive("name", type.name.name);
    archive("kind", type.kind);
    archive("owner", type.owner);
    archive("comment", type.comment);
    archive("privileges", type.privileges);
    archive("labels", type.labels);
    archive("attributes", type.attributes);
    archive("domain", type.domain);
    archive("range", type.range);
}

template <typename Archive, Either<Routine> T> void fields(Archive &archive, T &routine)
{
    archive("schema", routine.name.schema);
    archive("name", routine.name.name);
    archive("kind", routine.kind);
    archive("identity", routine.identity);
    archive("signature", routine.signature);
    archive("arguments", routine.arguments);
    archive("result", routine.result);
    archive("language", routine.language);
    archive("definition", routine.definition);
    archive("owner", routine.owner);
    archive("comment", routine.comment);
    archive("privileges", routine.privileges);
}

template <typename Archive, Either<EventTrigger> T> void fields(Archive &archive, T &trigger)
{
    archive("name", trigger.name);
    archive("event", trigger.event);
    archive("function", trigger.function);
    archive("tags", trigger.tags);
    archive("state", trigger.state);
    archive("owner", trigger.owner);
    archive("comment", trigger.comment);
}

template <typename Archive, Either<PublishedTable> T> void fields(Archive &archive, T &table)
{
    archive("schema", table.name.schema);
    archive("name", table.name.name);
    archive("columns", table.columns);
    archive("filter", table.filter);
}

template <typename Archive, Either<PublicationFacts> T> void fields(Archive &archive, T &publication)
{
    archive("name", publication.name);
    archive("owner", publication.owner);
    archive("is_for_all_tables", publication.isForAllTables);
    archive("schemas", publication.schemas);
    archive("operations", publication.operations);
    archive("is_via_root", publication.isViaRoot);
    archive("comment", publication.comment);
    archive("tables", publication.tables);
}

template <typename Archive, Either<ForeignServer> T> void fields(Archive &archive, T &server)
{
    archive("name", server.name);
    archive("wrapper", server.wrapper);
    archive("type", server.type);
    archive("version", server.version);
    archive("options", server.options);
    archive("mapped_users", server.mappedUsers);
    archive("owner", server.owner);
    archive("comment", server.comment);
    archive("privileges", server.privileges);
}

template <typename Archive, Either<DefaultPrivileges> T> void fields(Archive &archive, T &defaults)
{
    archive("role", defaults.role);
    archive("schema", defaults.schema);
    archive("kind", defaults.kind);
    archive("privileges", defaults.privileges);
}

template <typename Archive, Either<OtherObject> T> void fields(Archive &archive, T &object)
{
    archive("kind", object.id.kind);
    archive("schema", object.id.name.schema);
    archive("name", object.id.name.name);
    archive("part", object.id.part);
    archive("object", object.object);
    archive("create", object.create);
    archive("drop", object.drop);
    archive("owner", object.owner);
    archive("comment", object.comment);
    archive("privileges", object.privileges);
}

template <typename Archive, Either<Dependency> T> void fields(Archive &archive, T &dependency)
{
    archive("dependent", dependency.dependent);
    archive("on", dependency.on);
    archive("type", dependency.type);
}

template <typename Archive, Either<Snapshot> T> void fields(Archive &archive, T &snapshot)
{
    archive("server", snapshot.server);
    archive("taken_at", snapshot.takenAt);
    archive("schemas", snapshot.schemas);
    archive("extensions", snapshot.extensions);
    archive("relations", snapshot.relations);
    archive("types", snapshot.types);
    archive("routines", snapshot.routines);
    archive("event_triggers", snapshot.eventTriggers);
    archive("publications", snapshot.publications);
    archive("foreign_servers", snapshot.foreignServers);
    archive("default_privileges", snapshot.defaultPrivileges);
    archive("jobs", snapshot.jobs);
    archive("others", snapshot.others);
    archive("dependencies", snapshot.dependencies);
    archive("unknown", snapshot.unknown);
}

} // namespace retort::catalog
