// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/inspector/factreading.h"
#include "tests/ui/inspector/relationsamples.h"
#include "ui/inspector/chunkplot.h"
#include "ui/inspector/factmodel.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/inspectorwords.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace retort;
using namespace retort::testing;
using namespace retort::ui;
using catalog::Relation;
using catalog::RelationName;

namespace {

constexpr auto tester = QAbstractItemModelTester::FailureReportingMode::QtTest;

} // namespace

/// What the inspector's pages say of a relation, without a window.
class TestFactPages : public QObject
{
    Q_OBJECT

private slots:
    void columnsTellWhatPsqlTells();
    void typesAndDefaultsAreShownBriefly_data();
    void typesAndDefaultsAreShownBriefly();
    void indexesTellTheirState();
    void keysGoBothWays();
    void triggersAndDetails();
    void policiesTellWhomTheyBind();
    void partitionsTellTheirState();
    void dependentsLeadOn();
    void hypertableFacts();
    void aggregateFacts();
    void chunkPositions_data();
    void chunkPositions();
    void marksAreExact();
    void figuresAreNoChange();
    void factModelIsSound();
    void factsSpeak();
    void pageAsTextAndMarkdown();
    void policiesTellTheirLastRun();
};

void TestFactPages::columnsTellWhatPsqlTells()
{
    Relation relation = devicesBefore();
    relation.columns[1].collation = "C";
    relation.columns.push_back({});
    relation.columns.back().name = "number";
    relation.columns.back().type = "integer";
    relation.columns.back().identity = 'a';
    relation.columns.push_back({});
    relation.columns.back().name = "twice";
    relation.columns.back().type = "integer";
    relation.columns.back().generated = 's';
    relation.columns.back().defaultExpression = "number * 2";
    const FactTable table = pages::columns(relation);
    QCOMPARE(table.headers.size(), 4); // no comment, no column for comments
    QCOMPARE(column(table, pages::ColumnName),
             (QStringList{QStringLiteral("id"), QStringLiteral("name"), QStringLiteral("created_by_id"),
                          QStringLiteral("snmp_config"), QStringLiteral("number"), QStringLiteral("twice")}));
    QCOMPARE(table.facts[0].pills, QStringList{QStringLiteral("PK")});
    QCOMPARE(table.facts[0].cells[pages::ColumnNull].text, QStringLiteral("not null"));
    QCOMPARE(table.facts[1].cells[pages::ColumnType].text, QStringLiteral("character varying(120) COLLATE C"));
    QCOMPARE(table.facts[2].cells[pages::ColumnDefault].text, QStringLiteral("→ users(id)"));
    QVERIFY(table.facts[2].link == RelationName({"public", "users"}));
    QCOMPARE(table.facts[4].cells[pages::ColumnDefault].text, QStringLiteral("generated always as identity"));
    QCOMPARE(table.facts[5].cells[pages::ColumnDefault].text,
             QStringLiteral("generated always as (number * 2) stored"));
}

void TestFactPages::typesAndDefaultsAreShownBriefly_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("brief");
    const auto row = [](const char *code, const char *brief) {
        QTest::newRow(code) << QString::fromLatin1(code) << QString::fromLatin1(brief);
    };
    row("integer", "integer");
    row("character varying(120)", "varchar(120)");
    row("character varying(20)[] COLLATE C", "varchar(20)[] COLLATE C");
    row("timestamp(3) with time zone", "timestamptz(3)");
    row("timestamp without time zone", "timestamp");
    row("time with time zone", "timetz");
    row("nextval('devices_id_seq'::regclass)", "nextval(devices_id_seq)");
    row("'it''s'::character varying", "'it''s'");
    row("'{}'::text[]", "'{}'");
    row("'open'::app.\"Alert State\"", "'open'::app.\"Alert State\""); // not a plain name: as it is
    row("'1'::double precision", "'1'");
    row("(a)::text", "(a)::text"); // it does something there
}

void TestFactPages::typesAndDefaultsAreShownBriefly()
{
    QFETCH(QString, code);
    QFETCH(QString, brief);
    QCOMPARE(words::brief(code), brief);
}

void TestFactPages::indexesTellTheirState()
{
    const FactTable table = pages::indexes(devicesAfter());
    QCOMPARE(column(table, pages::IndexDefinition),
             (QStringList{QStringLiteral("btree (id)"), QStringLiteral("btree (group_id)")}));
    QCOMPARE(table.facts[0].pills, QStringList{QStringLiteral("PK")});
    QCOMPARE(table.facts[0].trouble, QString());
    QCOMPARE(table.facts[1].trouble, QStringLiteral("invalid"));
    QCOMPARE(table.facts[1].cells[pages::IndexSize].text, QStringLiteral("16\u00a0kB"));
}

void TestFactPages::keysGoBothWays()
{
    const FactTable table = pages::keys(devicesBefore());
    QStringList kinds;
    for (const Fact &fact : table.facts)
        kinds << fact.pills.first();
    QCOMPARE(kinds,
             (QStringList{QStringLiteral("primary key"), QStringLiteral("check"), QStringLiteral("foreign key"),
                          QStringLiteral("referenced by")}));
    QVERIFY(table.facts[2].link == RelationName({"public", "users"}));
    QVERIFY(table.facts[3].link == RelationName({"public", "alerts"}));
    QVERIFY(!table.facts[1].link);
}

void TestFactPages::triggersAndDetails()
{
    const FactTable triggers = pages::triggers(devicesBefore());
    QCOMPARE(triggers.facts.size(), 1U);
    QCOMPARE(triggers.facts[0].trouble, QStringLiteral("disabled"));
    QVERIFY(
        triggers.facts[0].cells[pages::TriggerDefinition].text.startsWith(QLatin1String("devices_audit AFTER INSERT")));

    Relation relation = devicesBefore();
    relation.options = "fillfactor=85";
    relation.rowSecurity = true;
    catalog::RowPolicy policy;
    policy.name = "own";
    policy.command = "SELECT";
    policy.usingExpression = "owner = CURRENT_USER";
    relation.policies = {policy};
    const FactTable details = pages::details(relation);
    QCOMPARE(column(details, pages::DetailKind),
             (QStringList{QStringLiteral("row security"), QStringLiteral("options")}));
}

void TestFactPages::policiesTellWhomTheyBind()
{
    Relation relation = devicesBefore();
    catalog::RowPolicy policy;
    policy.name = "own";
    policy.isPermissive = false;
    policy.command = "SELECT";
    policy.usingExpression = "owner = CURRENT_USER";
    relation.policies = {policy};
    const FactTable off = pages::rowPolicies(relation);
    QCOMPARE(column(off, pages::RowPolicyRoles), QStringList{QStringLiteral("PUBLIC")});
    QCOMPARE(column(off, pages::RowPolicyUsing), QStringList{QStringLiteral("owner = CURRENT_USER")});
    QCOMPARE(off.facts[0].pills, QStringList{QStringLiteral("restrictive")});
    QCOMPARE(off.facts[0].trouble, QStringLiteral("row security is off"));
    QCOMPARE(asSql(off),
             QStringLiteral("CREATE POLICY own ON public.devices AS RESTRICTIVE FOR SELECT USING (owner = CURRENT_USER);\n"));
    relation.rowSecurity = true;
    QCOMPARE(pages::rowPolicies(relation).facts[0].trouble, QString());
}

void TestFactPages::partitionsTellTheirState()
{
    Relation relation;
    relation.summary = summary("events", catalog::RelationKind::PartitionedTable);
    relation.children = {{"events_2025", catalog::RelationKind::Table, "FOR VALUES FROM (1) TO (2)", false},
                         {"events_rest", catalog::RelationKind::PartitionedTable, "DEFAULT", true}};
    const FactTable partitions = pages::partitions(relation);
    QCOMPARE(column(partitions, pages::PartitionKind),
             (QStringList{QStringLiteral("table"), QStringLiteral("partitioned table")}));
    QVERIFY(partitions.facts[0].link == RelationName({"public", "events_2025"}));
    QCOMPARE(partitions.facts[0].trouble, QString());
    QCOMPARE(partitions.facts[1].trouble, QStringLiteral("detach pending"));
    QVERIFY(asSql(partitions).startsWith(
        QLatin1String("ALTER TABLE public.events ATTACH PARTITION events_2025 FOR VALUES FROM (1) TO (2);")));
}

void TestFactPages::dependentsLeadOn()
{
    const FactTable dependents = pages::dependents(devicesBefore());
    QVERIFY(!dependents.isEmpty());
    QCOMPARE(dependents.facts[0].cells[pages::DependentKind].text, QStringLiteral("view"));
    QVERIFY(dependents.facts[0].link == RelationName({"public", "active_devices"}));
    QVERIFY(asSql(dependents).isEmpty());
}

void TestFactPages::hypertableFacts()
{
    const Relation relation = pingResults();
    const FactTable facts = pages::hypertableFacts(*relation.hypertable);
    QCOMPARE(facts.facts[1].cells[1].text, QStringLiteral("2025-11-01 … 2025-11-05"));
    QCOMPARE(facts.facts[2].cells[1].text,
             QStringLiteral("1 of 4 chunks compressed · 88\u00a0kB → 9\u00a0kB, 10.0 times smaller"));
    QVERIFY(facts.facts.back().link == RelationName({"public", "ping_hourly"}));
    const FactTable policies = pages::policies(relation.hypertable->policies);
    QCOMPARE(policies.facts[0].trouble, QString());
    QCOMPARE(policies.facts[1].trouble, QStringLiteral("failed"));
    const FactTable chunks = pages::chunks(*relation.hypertable);
    QCOMPARE(chunks.facts.size(), 4U);
    QCOMPARE(chunks.facts[0].cells[pages::ChunkFrom].text, QStringLiteral("2025-11-04")); // newest first
    QCOMPARE(chunks.facts[3].pills, QStringList{QStringLiteral("compressed")});
}

void TestFactPages::aggregateFacts()
{
    const FactTable facts = pages::aggregateFacts(*pingHourly().continuousAggregate);
    QVERIFY(facts.facts[0].link == RelationName({"public", "ping_results"}));
    QCOMPARE(facts.facts[2].cells[1].text, QStringLiteral("2025-11-23 00:00:00 UTC"));
    catalog::ContinuousAggregateFacts numbered = *pingHourly().continuousAggregate;
    numbered.storage.dimensions[0].columnType = "bigint";
    QCOMPARE(pages::aggregateFacts(numbered).facts[2].cells[1].text, QStringLiteral("1763856000000000"));
}

void TestFactPages::chunkPositions_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("position");
    QTest::newRow("timestamptz") << QStringLiteral("1970-01-02 00:00:00+00") << 86'400.0;
    QTest::newRow("another zone") << QStringLiteral("1970-01-02 02:00:00+02") << 86'400.0;
    QTest::newRow("half an hour's zone") << QStringLiteral("1970-01-02 05:30:00+05:30") << 86'400.0;
    QTest::newRow("timestamp") << QStringLiteral("1970-01-02 00:00:00") << 86'400.0;
    QTest::newRow("fraction") << QStringLiteral("1970-01-01 00:00:00.500+00") << 0.5;
    QTest::newRow("date") << QStringLiteral("1970-01-02") << 86'400.0;
    QTest::newRow("number") << QStringLiteral("1000") << 1'000.0;
    QTest::newRow("neither") << QStringLiteral("infinity days") << -1.0;
}

void TestFactPages::chunkPositions()
{
    QFETCH(QString, text);
    QFETCH(double, position);
    QCOMPARE(chunkPosition(text.toStdString()).value_or(-1.0), position);
}

void TestFactPages::marksAreExact()
{
    const Relation before = devicesBefore();
    const Relation after = devicesAfter();
    const FactTable columns = pages::columns(after, &before);
    QCOMPARE(marks(columns),
             (QStringList{QStringLiteral("name: altered"), QStringLiteral("group_id: added"),
                          QStringLiteral("snmp_config: removed")}));
    const FactCell &type = columns.facts[1].cells[pages::ColumnType];
    QCOMPARE(type.before, QStringLiteral("character varying(120)"));
    QCOMPARE(cellText(type), QStringLiteral("character varying(120) → character varying(200)"));
    QCOMPARE(marks(pages::indexes(after, &before)), QStringList{QStringLiteral("ix_devices_group: added")});
    QCOMPARE(marks(pages::keys(after, &before)), QStringList{QStringLiteral("devices_group_id_fkey: added")});
    QVERIFY(pages::differ(after, before));
}

void TestFactPages::figuresAreNoChange()
{
    const Relation before = devicesBefore();
    Relation after = before;
    after.summary.totalBytes *= 2;
    after.summary.estimatedRows += 100;
    after.indexes[0].bytes *= 3;
    after.sizes.table = 4'711;
    QCOMPARE(marks(pages::indexes(after, &before)), QStringList());
    QVERIFY(!pages::differ(after, before));
}

void TestFactPages::factModelIsSound()
{
    FactModel model;
    QAbstractItemModelTester modelTester(&model, tester);
    const Relation before = devicesBefore();
    model.setTable(pages::columns(devicesAfter(), &before));
    QCOMPARE(model.rowCount(), 5);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setTable(pages::columns(devicesAfter(), &before));
    QCOMPARE(resets.count(), 0); // the same again keeps the selection
    model.setTable({});
    QCOMPARE(model.rowCount(), 0);
}

void TestFactPages::factsSpeak()
{
    FactModel model;
    const Relation before = devicesBefore();
    model.setTable(pages::columns(devicesAfter(), &before));
    const auto spoken = [&](int row, int at) { return model.index(row, at).data(Qt::AccessibleTextRole).toString(); };
    QCOMPARE(spoken(0, pages::ColumnName), QStringLiteral("Column id, PK"));
    QCOMPARE(spoken(1, pages::ColumnName), QStringLiteral("Column name, altered"));
    QCOMPARE(spoken(1, pages::ColumnType),
             QStringLiteral("Type character varying(200), before: character varying(120)"));
    QCOMPARE(spoken(3, pages::ColumnDefault), QStringLiteral("Default → device_groups(id)"));
}

void TestFactPages::pageAsTextAndMarkdown()
{
    const Relation before = devicesBefore();
    FactTable table = pages::columns(devicesAfter(), &before);
    table.facts.erase(table.facts.begin() + 2, table.facts.begin() + 3);
    QCOMPARE(asMarkdown(table),
             QStringLiteral("| Column | Type | Null | Default |\n| --- | --- | --- | --- |\n"
                            "| id (PK) | `integer` | not null | `nextval('devices_id_seq'::regclass)` |\n"
                            "| name (altered) | `character varying(120) → character varying(200)` | not null |  |\n"
                            "| group_id (added) | `integer` |  | `→ device_groups(id)` |\n"
                            "| snmp_config (removed) | `json` |  |  |\n"));
    const QStringList text = asText(table).split(QLatin1Char('\n'));
    QCOMPARE(text[0].indexOf(QLatin1String("Type")), text[1].indexOf(QLatin1String("integer")));
    QVERIFY(!text[4].endsWith(QLatin1Char(' ')));
}

void TestFactPages::policiesTellTheirLastRun()
{
    auto policy = pingResults().hypertable->policies[1];
    policy.lastStart = "2025-11-20 10:00:00+00";
    policy.lastDuration = "00:00:01";
    policy.runs = 12;
    policy.failures = 2;
    policy.lastError = "out of space";
    const FactTable table = pages::policies({policy, {}});
    QCOMPARE(table.facts[0].cells[pages::PolicyStatus].text,
             QStringLiteral("Failed · 2025-11-20 10:00:00+00 · 00:00:01 · 2 of 12 runs failed · out of space"));
    QCOMPARE(table.facts[1].cells[pages::PolicyStatus].text, QStringLiteral("never"));
}

QTEST_MAIN(TestFactPages)
#include "tst_factpages.moc"
