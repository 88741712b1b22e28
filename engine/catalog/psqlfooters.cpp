// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/psqltext.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <utility>

namespace retort::catalog {

namespace {

using enum RelationKind;

/// The footers of one relation. One member per footer; the order is psql's (describe.c, describeOneTableDetails).
class Footers
{
public:
    Footers(const Relation &relation, bool verbose, int serverVersion)
        : m_relation(relation)
        , m_kind(relation.summary.kind)
        , m_verbose(verbose)
        , m_serverVersion(serverVersion)
    {
    }

    std::vector<std::string> all()
    {
        if (m_relation.sequence) {
            addSequenceOwner();
            return std::move(m_lines);
        }
        addPartition();
        addPartitionKey();
        addOwningTable();
        if (m_relation.index)
            addIndexLine(*m_relation.index);
        else if (m_kind != View && m_kind != CompositeType)
            addTableParts();
        addViewDefinition();
        if (m_kind != CompositeType)
            addTriggers();
        if (m_kind != View && m_kind != CompositeType && m_kind != Index)
            addEnd();
        if (m_verbose && !m_relation.options.empty())
            add("Options: " + m_relation.options);
        return std::move(m_lines);
    }

private:
    void add(std::string line) { m_lines.push_back(std::move(line)); }

    void addSequenceOwner()
    {
        const auto &sequence = *m_relation.sequence;
        if (!sequence.ownedBy.empty())
            add((sequence.isIdentity ? "Sequence for identity column: " : "Owned by: ") + sequence.ownedBy);
    }

    void addPartition()
    {
        if (!m_relation.partition)
            return;
        const auto &partition = *m_relation.partition;
        add("Partition of: " + partition.parent + " " + partition.bound
            + (partition.isDetachPending ? " DETACH PENDING" : ""));
        if (m_verbose) {
            add(partition.constraint.empty() ? "No partition constraint"
                                             : "Partition constraint: " + partition.constraint);
        }
    }

    void addPartitionKey()
    {
        if (m_kind == PartitionedTable)
            add("Partition key: " + m_relation.partitionKey);
    }

    void addOwningTable()
    {
        if (!m_relation.owningTable.empty())
            add("Owning table: \"" + m_relation.owningTable + "\"");
    }

    /// psql takes the table to be in the index's schema.
    void addIndexLine(const catalog::Index &index)
    {
        std::string line;
        if (index.isPrimary)
            line = "primary key, ";
        else if (index.isUnique)
            line = index.nullsNotDistinct ? "unique nulls not distinct, " : "unique, ";
        line += index.method + ", for table \"" + m_relation.summary.name.schema + "." + index.table.name + "\"";
        if (!index.predicate.empty())
            line += ", predicate (" + index.predicate + ")";
        line += index.isClustered ? ", clustered" : "";
        line += index.isValid ? "" : ", invalid";
        line += index.isDeferrable ? ", deferrable" : "";
        line += index.isDeferred ? ", initially deferred" : "";
        line += index.isReplicaIdentity ? ", replica identity" : "";
        add(std::move(line));
        if (m_kind == RelationKind::Index)
            addTablespace();
    }

    void addTableParts()
    {
        addIndexes();
        addCheckConstraints();
        addForeignKeys();
        addReferences();
        addPolicies();
        addStatistics();
        if (m_kind != MaterializedView)
            addRules();
        addPublications();
    }

    void addIndexes()
    {
        if (m_relation.indexes.empty())
            return;
        add("Indexes:");
        for (const auto &index : m_relation.indexes) {
            std::string line = "    \"" + index.name + "\" " + indexText(index);
            line += index.isClustered ? " CLUSTER" : "";
            line += index.isValid ? "" : " INVALID";
            line += index.isReplicaIdentity ? " REPLICA IDENTITY" : "";
            if (!index.tablespace.empty())
                line += ", tablespace \"" + index.tablespace + "\"";
            add(std::move(line));
        }
    }

    /// Cut at the first " USING ", even where that stands in a name, as psql does.
    static std::string indexText(const catalog::Index &index)
    {
        if (index.constraintType == 'x')
            return index.constraintDefinition;
        std::string text;
        if (index.isPrimary)
            text = "PRIMARY KEY, ";
        else if (index.isUnique)
            text = index.constraintType == 'u' ? "UNIQUE CONSTRAINT, " : "UNIQUE, ";
        text += after(index.definition, " USING ");
        text += index.isDeferrable ? " DEFERRABLE" : "";
        text += index.isDeferred ? " INITIALLY DEFERRED" : "";
        return text;
    }

    static std::string_view after(std::string_view text, std::string_view mark)
    {
        const auto at = text.find(mark);
        return at == std::string_view::npos ? text : text.substr(at + mark.size());
    }

    void addCheckConstraints()
    {
        bool hasHeading = false;
        for (const auto &constraint : m_relation.constraints) {
            if (constraint.type != 'c')
                continue;
            if (!std::exchange(hasHeading, true))
                add("Check constraints:");
            add("    \"" + constraint.name + "\" " + constraint.definition);
        }
    }

    void addForeignKeys()
    {
        if (!m_relation.foreignKeys.empty())
            add("Foreign-key constraints:");
        for (const auto &key : m_relation.foreignKeys)
            add("    " + (key.isInherited ? tableConstraint(key) : "\"" + key.name + "\" " + key.definition));
    }

    void addReferences()
    {
        if (!m_relation.referencedBy.empty())
            add("Referenced by:");
        for (const auto &key : m_relation.referencedBy)
            add("    " + tableConstraint(key));
    }

    static std::string tableConstraint(const ForeignKey &key)
    {
        return "TABLE \"" + key.fromText + "\" CONSTRAINT \"" + key.name + "\" " + key.definition;
    }

    void addPolicies()
    {
        const bool none = m_relation.policies.empty();
        if (!m_relation.rowSecurity) {
            if (!none)
                add("Policies (row security disabled):");
        } else if (none) {
            add(m_relation.forcedRowSecurity ? "Policies (forced row security enabled): (none)"
                                             : "Policies (row security enabled): (none)");
        } else {
            add(m_relation.forcedRowSecurity ? "Policies (forced row security enabled):" : "Policies:");
        }
        for (const auto &policy : m_relation.policies) {
            std::string text = "    POLICY \"" + policy.name + "\"";
            text += policy.isPermissive ? "" : " AS RESTRICTIVE";
            text += policy.command.empty() ? "" : " FOR " + policy.command;
            text += policy.roles.empty() ? "" : "\n      TO " + policy.roles;
            text += policy.usingExpression ? "\n      USING (" + *policy.usingExpression + ")" : "";
            text += policy.checkExpression ? "\n      WITH CHECK (" + *policy.checkExpression + ")" : "";
            add(std::move(text));
        }
    }

    void addStatistics()
    {
        if (!m_relation.statistics.empty())
            add("Statistics objects:");
        for (const auto &object : m_relation.statistics) {
            // Before 14 there were no statistics on expressions, and the kinds were always printed.
            const bool isOld = m_serverVersion < 140000;
            const std::string separator = isOld ? "\".\"" : ".";
            std::string text = "    \"" + object.name.schema + separator + object.name.name + "\"";
            text += statisticsKinds(object, isOld);
            text += " ON " + object.columns + " FROM " + object.relation;
            if (object.target)
                text += "; STATISTICS " + std::to_string(*object.target);
            add(std::move(text));
        }
    }

    /// All kinds are what CREATE STATISTICS gives without a list, and none means an expression of its own.
    static std::string statisticsKinds(const StatisticsObject &object, bool always)
    {
        std::vector<std::string> kinds;
        if (object.hasDistinct)
            kinds.push_back("ndistinct");
        if (object.hasDependencies)
            kinds.push_back("dependencies");
        if (object.hasMostCommon)
            kinds.push_back("mcv");
        const bool hasSome = !kinds.empty() && kinds.size() < 3;
        return always || hasSome ? " (" + text::join(kinds, ", ") + ")" : std::string();
    }

    /// "CREATE RULE " goes; the rest is the server's.
    static std::string_view ruleText(const Rule &rule) { return after(rule.definition, "CREATE RULE "); }

    void addRules()
    {
        constexpr std::array<std::pair<char, std::string_view>, 4> groups{{{'O', "Rules:"},
                                                                           {'D', "Disabled rules:"},
                                                                           {'A', "Rules firing always:"},
                                                                           {'R', "Rules firing on replica only:"}}};
        for (const auto &[state, heading] : groups) {
            bool hasHeading = false;
            for (const auto &rule : m_relation.rules) {
                if (rule.state != state)
                    continue;
                if (!std::exchange(hasHeading, true))
                    add(std::string(heading));
                add(std::string("    ").append(ruleText(rule)));
            }
        }
    }

    void addPublications()
    {
        if (!m_relation.publications.empty())
            add("Publications:");
        for (const auto &publication : m_relation.publications) {
            add("    \"" + publication.name + "\"" + (publication.columns ? " (" + *publication.columns + ")" : "")
                + (publication.filter ? " WHERE " + *publication.filter : ""));
        }
    }

    void addViewDefinition()
    {
        if (!m_verbose || m_relation.viewDefinition.empty())
            return;
        add("View definition:");
        add(m_relation.viewDefinition);
        if (!m_relation.rules.empty())
            add("Rules:");
        for (const auto &rule : m_relation.rules)
            add(std::string(" ").append(ruleText(rule)));
    }

    void addTriggers()
    {
        struct Group {
            std::string_view heading;
            std::function<bool(const Trigger &)> holds;
        };
        const std::array<Group, 5> groups{{
            {"Triggers:", [](const Trigger &trigger) { return trigger.state == 'O'; }},
            {"Disabled user triggers:",
             [](const Trigger &trigger) { return trigger.state == 'D' && !trigger.isInternal; }},
            {"Disabled internal triggers:",
             [](const Trigger &trigger) { return trigger.state == 'D' && trigger.isInternal; }},
            {"Triggers firing always:", [](const Trigger &trigger) { return trigger.state == 'A'; }},
            {"Triggers firing on replica only:", [](const Trigger &trigger) { return trigger.state == 'R'; }},
        }};
        for (const auto &group : groups) {
            bool hasHeading = false;
            for (const auto &trigger : m_relation.triggers) {
                if (!group.holds(trigger))
                    continue;
                if (!std::exchange(hasHeading, true))
                    add(std::string(group.heading));
                add("    " + std::string(after(trigger.definition, " TRIGGER "))
                    + (trigger.inheritedFrom.empty() ? "" : ", ON TABLE " + trigger.inheritedFrom));
            }
        }
    }

    void addEnd()
    {
        addForeignServer();
        addNames("Inherits", m_relation.inherits);
        addChildren();
        if (!m_relation.typeName.empty())
            add("Typed table of type: " + m_relation.typeName);
        addReplicaIdentity();
        addTablespace();
        if (m_verbose && !m_relation.accessMethod.empty())
            add("Access method: " + m_relation.accessMethod);
    }

    void addForeignServer()
    {
        if (!m_relation.foreign)
            return;
        add("Server: " + m_relation.foreign->server);
        if (!m_relation.foreign->options.empty())
            add("FDW options: (" + m_relation.foreign->options + ")");
    }

    /// One name a line, the following ones under the first.
    void addNames(const std::string &heading, const std::vector<std::string> &names)
    {
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string start = i == 0 ? heading + ": " : std::string(heading.size() + 2, ' ');
            add(start + names[i] + (i + 1 < names.size() ? "," : ""));
        }
    }

    void addChildren()
    {
        const bool isPartitioned = m_kind == PartitionedTable || m_kind == PartitionedIndex;
        const auto &children = m_relation.children;
        const std::string number = std::to_string(children.size());
        if (isPartitioned && children.empty()) {
            add("Number of partitions: 0");
        } else if (!m_verbose) {
            if (!children.empty()) {
                add((isPartitioned ? "Number of partitions: " : "Number of child tables: ") + number
                    + " (Use \\d+ to list them.)");
            }
        } else {
            std::vector<std::string> names;
            for (const auto &child : children)
                names.push_back(childText(child));
            addNames(isPartitioned ? "Partitions" : "Child tables", names);
        }
    }

    static std::string childText(const ChildRelation &child)
    {
        const bool isPartitioned = child.kind == PartitionedTable || child.kind == PartitionedIndex;
        return child.name + (child.bound ? " " + *child.bound : "") + (isPartitioned ? ", PARTITIONED" : "")
            + (child.isDetachPending ? " (DETACH PENDING)" : "");
    }

    /// An index as identity is marked at the index. System catalogs have NOTHING by default.
    void addReplicaIdentity()
    {
        const char usual = m_relation.summary.name.schema == "pg_catalog" ? 'n' : 'd';
        const char identity = m_relation.replicaIdentity;
        if (m_verbose && (m_kind == Table || m_kind == MaterializedView) && identity != 'i' && identity != usual) {
            add(std::string("Replica Identity: ") + (identity == 'f' ? "FULL" : identity == 'n' ? "NOTHING" : "???"));
        }
    }

    void addTablespace()
    {
        if (!m_relation.tablespace.empty())
            add("Tablespace: \"" + m_relation.tablespace + "\"");
    }

    const Relation &m_relation;
    const RelationKind m_kind;
    const bool m_verbose;
    const int m_serverVersion;
    std::vector<std::string> m_lines;
};

} // namespace

std::vector<std::string> psqlFooters(const Relation &relation, bool verbose, int serverVersion)
{
    return Footers(relation, verbose, serverVersion).all();
}

} // namespace retort::catalog
