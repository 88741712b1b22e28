// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <string>

/// The single texts that createStatements() puts together: each one statement, or a part of one, without a semicolon.
namespace retort::catalog {

/// Name, type, collation, nullability, default … as CREATE TABLE and ADD COLUMN take them.
std::string columnText(const Relation &relation, const Column &column);
/// With its columns, its own validated checks, and its key and exclusion constraints; nothing else.
std::string createTableText(const Relation &relation);
/// Of a materialized view too, and of a continuous aggregate.
std::string createViewText(const Relation &relation);
std::string createSequenceText(const Relation &relation);
std::string createIndexText(const Index &index);
/// What stands behind CONSTRAINT name for a key or exclusion constraint.
std::string keyConstraintText(const Index &index);
std::string addConstraintText(const RelationName &table, const std::string &name, const std::string &definition);
/// Names as the server prints them.
std::string attachPartitionText(const std::string &table, const std::string &partition, const std::string &bound);
std::string inheritText(const std::string &table, const std::string &parent);
std::string createPolicyText(const Relation &relation, const RowPolicy &policy);
std::string createStatisticsText(const Relation &relation, const StatisticsObject &object);
/// "DISABLE", "ENABLE ALWAYS" … of pg_trigger.tgenabled and pg_rewrite.ev_enabled; nothing for the default.
std::string stateWords(char state);

} // namespace retort::catalog
