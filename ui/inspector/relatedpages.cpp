// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/ddlparts.h"
#include "ui/inspector/factbuilder.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/inspectorwords.h"

#include <QCoreApplication>

namespace retort::ui::pages
{

using catalog::Relation;
using catalog::RelationName;

namespace
{

struct Related {
    Q_DECLARE_TR_FUNCTIONS(Related)
};

QString kindWord(catalog::RelationKind kind)
{
    catalog::RelationSummary summary;
    summary.kind = kind;
    return words::relationKind(summary);
}

/// What the server printed may lack the schema, where the search path finds it; the parent's is as good a guess.
std::optional<RelationName> linkTo(const std::string &printed, const Relation &parent)
{
    auto name = RelationName::parse(printed);
    if (name && name->schema.empty())
        name->schema = parent.summary.name.schema;
    return name;
}

Fact childFact(const Relation &relation, const catalog::ChildRelation &child)
{
    Fact fact;
    fact.cells = {plain(text(child.name)), code(child.bound.value_or(std::string())), plain(kindWord(child.kind))};
    fact.link = linkTo(child.name, relation);
    fact.linkColumn = PartitionName;
    if (child.isDetachPending)
        fact.trouble = Related::tr("detach pending");
    const std::string parent = relation.summary.name.toString();
    fact.sql = text(child.bound ? catalog::attachPartitionText(parent, child.name, *child.bound)
                                : catalog::inheritText(child.name, parent));
    return fact;
}

std::vector<Fact> childFacts(const Relation &relation)
{
    std::vector<Fact> facts;
    if (relation.hypertable) // its chunks have a page
        return facts;
    for (const catalog::ChildRelation &child : relation.children)
        facts.push_back(childFact(relation, child));
    return facts;
}

Fact policyFact(const Relation &relation, const catalog::RowPolicy &policy)
{
    Fact fact;
    fact.cells = {
        plain(text(policy.name)), plain(policy.command.empty() ? QStringLiteral("ALL") : text(policy.command)),
        plain(policy.roles.empty() ? QStringLiteral("PUBLIC") : text(policy.roles)),
        code(policy.usingExpression.value_or(std::string())), code(policy.checkExpression.value_or(std::string()))};
    if (!policy.isPermissive)
        fact.pills << Related::tr("restrictive");
    if (!relation.rowSecurity)
        fact.trouble = Related::tr("row security is off");
    fact.sql = text(catalog::createPolicyText(relation, policy));
    return fact;
}

std::vector<Fact> policyFacts(const Relation &relation)
{
    std::vector<Fact> facts;
    for (const catalog::RowPolicy &policy : relation.policies)
        facts.push_back(policyFact(relation, policy));
    return facts;
}

Fact dependentFact(const RelationName &name, const QString &how)
{
    Fact fact;
    fact.key = words::relationName(name) + how;
    fact.cells = {plain(words::relationName(name)), plain(how)};
    fact.link = name;
    fact.linkColumn = DependentName;
    return fact;
}

std::vector<Fact> dependentFacts(const Relation &relation)
{
    std::vector<Fact> facts;
    for (const catalog::Dependent &dependent : relation.dependents)
        facts.push_back(dependentFact(dependent.name, kindWord(dependent.kind)));
    for (const catalog::ForeignKey &key : relation.referencedBy) {
        if (key.from != relation.summary.name)
            facts.push_back(dependentFact(key.from, Related::tr("foreign key %1").arg(text(key.name))));
    }
    if (relation.hypertable) {
        for (const RelationName &aggregate : relation.hypertable->continuousAggregates)
            facts.push_back(dependentFact(aggregate, Related::tr("continuous aggregate")));
    }
    return facts;
}

} // namespace

FactTable partitions(const Relation &relation, const Relation *before)
{
    const bool isPartitioned = relation.summary.kind == catalog::RelationKind::PartitionedTable;
    FactTable table{
        isPartitioned ? Related::tr("Partitions") : Related::tr("Child tables"),
        {isPartitioned ? Related::tr("Partition") : Related::tr("Table"), Related::tr("Bound"), Related::tr("Kind")},
        PartitionBound,
        false,
        childFacts(relation)};
    table.isLong = table.facts.size() > 200;
    if (before)
        compareFacts(table.facts, childFacts(*before), table.headers.size());
    return table;
}

FactTable rowPolicies(const Relation &relation, const Relation *before)
{
    FactTable table{
        Related::tr("Row policies"),
        {Related::tr("Policy"), Related::tr("For"), Related::tr("To"), Related::tr("Using"), Related::tr("With check")},
        RowPolicyUsing,
        false,
        policyFacts(relation)};
    if (before)
        compareFacts(table.facts, policyFacts(*before), table.headers.size());
    return table;
}

FactTable dependents(const Relation &relation, const Relation *before)
{
    FactTable table{Related::tr("Dependents"),
                    {Related::tr("Relation"), Related::tr("How")},
                    DependentKind,
                    false,
                    dependentFacts(relation)};
    if (before)
        compareFacts(table.facts, dependentFacts(*before), table.headers.size());
    return table;
}

} // namespace retort::ui::pages
