// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factpages.h"

#include "ui/inspector/factbuilder.h"
#include "ui/inspector/inspectorwords.h"
#include "ui/theme/figures.h"

#include <QCoreApplication>

namespace retort::ui::pages {

using catalog::Relation;

namespace {

struct Details {
    Q_DECLARE_TR_FUNCTIONS(Details)
};

class Collector
{
public:
    void add(const QString &kind, const QString &words)
    {
        if (!words.isEmpty())
            facts.push_back(Fact{kind + words, {plain(kind), code(words)}, {}, {}, Change::None, std::nullopt, -1});
    }
    void add(const QString &kind, const std::string &words) { add(kind, text(words)); }
    Fact &last() { return facts.back(); }

    std::vector<Fact> facts;
};

void addFamily(Collector &out, const Relation &relation)
{
    if (relation.partition) {
        out.add(Details::tr("partition of"), relation.partition->parent + ' ' + relation.partition->bound);
        if (relation.partition->isDetachPending)
            out.last().trouble = Details::tr("detach pending");
    }
    out.add(Details::tr("partition key"), relation.partitionKey);
    for (const std::string &parent : relation.inherits)
        out.add(Details::tr("inherits"), parent);
}

void addBehaviour(Collector &out, const Relation &relation)
{
    if (relation.rowSecurity)
        out.add(Details::tr("row security"),
                relation.forcedRowSecurity ? Details::tr("on, forced") : Details::tr("on"));
    else if (!relation.policies.empty()) {
        out.add(Details::tr("row security"), Details::tr("off: its policies bind nobody"));
        out.last().trouble = Details::tr("disabled");
    }
    for (const catalog::Rule &rule : relation.rules) {
        out.add(Details::tr("rule"), rule.definition);
        if (rule.state == 'D')
            out.last().trouble = Details::tr("disabled");
    }
    for (const catalog::StatisticsObject &statistics : relation.statistics)
        out.add(Details::tr("statistics"),
                words::relationName(statistics.name) + QLatin1String(" ON ") + text(statistics.columns));
    for (const catalog::Publication &publication : relation.publications)
        out.add(Details::tr("publication"),
                publication.name + (publication.filter ? " WHERE " + *publication.filter : std::string()));
}

void addSequence(Collector &out, const catalog::SequenceFacts &sequence)
{
    out.add(Details::tr("type"), sequence.type);
    out.add(Details::tr("start"), sequence.start);
    out.add(Details::tr("range"), text(sequence.minimum) + QStringLiteral(" … ") + text(sequence.maximum));
    out.add(Details::tr("increment"), sequence.increment);
    out.add(Details::tr("cache"), sequence.cache);
    if (sequence.isCycling)
        out.add(Details::tr("cycles"), Details::tr("yes"));
    out.add(sequence.isIdentity ? Details::tr("identity of") : Details::tr("owned by"), sequence.ownedBy);
}

void addStorage(Collector &out, const Relation &relation)
{
    if (relation.persistence == 'u')
        out.add(Details::tr("persistence"), Details::tr("unlogged: emptied after a crash"));
    if (relation.persistence == 't')
        out.add(Details::tr("persistence"), Details::tr("temporary"));
    if (relation.summary.kind == catalog::RelationKind::MaterializedView && !relation.isPopulated) {
        out.add(Details::tr("populated"), Details::tr("no"));
        out.last().trouble = Details::tr("not populated");
    }
    if (relation.accessMethod != "heap")
        out.add(Details::tr("access method"), relation.accessMethod);
    out.add(Details::tr("tablespace"), relation.tablespace);
    out.add(Details::tr("options"), relation.options);
    out.add(Details::tr("type of rows"), relation.typeName);
    if (relation.foreign) {
        out.add(Details::tr("server"), relation.foreign->server);
        out.add(Details::tr("server options"), relation.foreign->options);
    }
    if (relation.index) {
        out.add(Details::tr("index of"), words::relationName(relation.index->table));
        out.last().link = relation.index->table;
        out.last().linkColumn = DetailText;
        out.add(Details::tr("definition"), relation.index->definition);
        if (!relation.index->isValid)
            out.last().trouble = Details::tr("invalid");
    }
    out.add(Details::tr("TOAST of"), relation.owningTable);
    out.add(Details::tr("comment"), relation.summary.comment);
}

std::vector<Fact> detailFacts(const Relation &relation)
{
    Collector out;
    addFamily(out, relation);
    addBehaviour(out, relation);
    if (relation.sequence)
        addSequence(out, *relation.sequence);
    addStorage(out, relation);
    return std::move(out.facts);
}

/// Figures: they change without anybody's doing, and are not compared.
std::vector<Fact> sizeFacts(const Relation &relation)
{
    Collector out;
    const auto add = [&](const QString &kind, std::int64_t bytes) {
        if (bytes > 0)
            out.add(kind, words::bytes(bytes));
    };
    add(Details::tr("size of the table"), relation.sizes.table);
    add(Details::tr("size of the indexes"), relation.sizes.indexes);
    add(Details::tr("size of TOAST"), relation.sizes.toast);
    return std::move(out.facts);
}

} // namespace

FactTable details(const Relation &relation, const Relation *before)
{
    FactTable table{
        Details::tr("Details"), {Details::tr("What"), Details::tr("Value")}, DetailText, false, detailFacts(relation)};
    if (before)
        compareFacts(table.facts, detailFacts(*before), table.headers.size());
    for (Fact &fact : sizeFacts(relation))
        table.facts.push_back(std::move(fact));
    return table;
}

} // namespace retort::ui::pages
