// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/psqltext.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>

using namespace retort;
using namespace retort::catalog;

/// What the recorded sample can't show: other server versions, tablespaces, rare states. Values in, text out;
/// the expectations are psql 15's.
class TestPsqlText : public QObject
{
    Q_OBJECT

private slots:
    void namesTheKind_data();
    void namesTheKind();
    void printsStatisticsByVersion_data();
    void printsStatisticsByVersion();
    void leavesOutCompressionBefore14();
    void printsVirtualColumnsOf18();
    void printsTablespaces();
    void printsAnIndexsStates();
    void cutsDefinitionsWherePsqlDoes();
    void knowsTheCatalogsReplicaIdentity();
};

namespace {

constexpr int version15 = 150020;

Relation relationOf(RelationKind kind)
{
    Relation relation;
    relation.summary.name = {"s", "r"};
    relation.summary.kind = kind;
    return relation;
}

bool has(const std::vector<std::string> &lines, const std::string &line)
{
    return std::find(lines.begin(), lines.end(), line) != lines.end();
}

} // namespace

void TestPsqlText::namesTheKind_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("isUnlogged");
    QTest::addColumn<std::string>("title");
    const auto row = [](RelationKind kind, bool isUnlogged, const char *title) {
        QTest::newRow(title) << static_cast<int>(kind) << isUnlogged << std::string(title);
    };
    row(RelationKind::Table, false, "Table \"s.r\"");
    row(RelationKind::Table, true, "Unlogged table \"s.r\"");
    row(RelationKind::PartitionedTable, false, "Partitioned table \"s.r\"");
    row(RelationKind::PartitionedTable, true, "Unlogged partitioned table \"s.r\"");
    row(RelationKind::MaterializedView, false, "Materialized view \"s.r\"");
    row(RelationKind::Index, true, "Unlogged index \"s.r\"");
    row(RelationKind::PartitionedIndex, false, "Partitioned index \"s.r\"");
    row(RelationKind::Sequence, true, "Unlogged sequence \"s.r\"");
    row(RelationKind::ForeignTable, false, "Foreign table \"s.r\"");
    row(RelationKind::CompositeType, false, "Composite type \"s.r\"");
    row(RelationKind::Toast, true, "TOAST table \"s.r\"");
}

void TestPsqlText::namesTheKind()
{
    QFETCH(int, kind);
    QFETCH(bool, isUnlogged);
    QFETCH(std::string, title);
    auto relation = relationOf(static_cast<RelationKind>(kind));
    relation.persistence = isUnlogged ? 'u' : 'p';
    const std::string text = psqlText(relation, false, version15);
    const auto line = text.substr(0, text.find('\n'));
    QCOMPARE(line.substr(line.find_first_not_of(' ')), title);
}

void TestPsqlText::printsStatisticsByVersion_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("all");
    QTest::addColumn<std::string>("line");
    const std::string tail = " ON a, b FROM s.r";
    QTest::newRow("13, some kinds") << 130010 << false << "    \"s\".\"st\" (ndistinct)" + tail;
    QTest::newRow("13, all kinds") << 130010 << true << "    \"s\".\"st\" (ndistinct, dependencies, mcv)" + tail;
    QTest::newRow("14, some kinds") << 140005 << false << "    \"s.st\" (ndistinct)" + tail;
    QTest::newRow("14, all kinds") << 140005 << true << "    \"s.st\"" + tail;
}

void TestPsqlText::printsStatisticsByVersion()
{
    QFETCH(int, version);
    QFETCH(bool, all);
    QFETCH(std::string, line);
    auto relation = relationOf(RelationKind::Table);
    relation.statistics.push_back({{"s", "st"}, "a, b", "s.r", true, all, all, {}, {}, {}});
    QCOMPARE(psqlFooters(relation, false, version), (std::vector<std::string>{"Statistics objects:", line}));
}

void TestPsqlText::leavesOutCompressionBefore14()
{
    const auto relation = relationOf(RelationKind::Table);
    QVERIFY(psqlText(relation, true, 130010).find("Compression") == std::string::npos);
    QVERIFY(psqlText(relation, true, 140005).find("Compression") != std::string::npos);
    QVERIFY(psqlText(relationOf(RelationKind::ForeignTable), true, 140005).find("Compression") == std::string::npos);
}

void TestPsqlText::printsVirtualColumnsOf18()
{
    auto relation = relationOf(RelationKind::Table);
    Column column;
    column.name = "c";
    column.type = "integer";
    column.generated = 'v';
    column.defaultExpression = "a + 1";
    relation.columns.push_back(column);
    QVERIFY(psqlText(relation, false, 180000).find("| generated always as (a + 1)\n") != std::string::npos);
}

void TestPsqlText::printsTablespaces()
{
    auto table = relationOf(RelationKind::Table);
    table.tablespace = "fast";
    Index index;
    index.name = "i";
    index.definition = "CREATE INDEX i ON s.r USING btree (a)";
    index.tablespace = "slow";
    table.indexes.push_back(index);
    QCOMPARE(
        psqlFooters(table, false, version15),
        (std::vector<std::string>{"Indexes:", "    \"i\" btree (a), tablespace \"slow\"", "Tablespace: \"fast\""}));

    auto plain = relationOf(RelationKind::Index);
    plain.tablespace = "slow";
    plain.accessMethod = "btree";
    plain.index = index;
    plain.index->method = "btree";
    plain.index->table = {"s", "t"};
    const std::vector<std::string> lines{"btree, for table \"s.t\"", "Tablespace: \"slow\""};
    QCOMPARE(psqlFooters(plain, true, version15), lines);
}

void TestPsqlText::printsAnIndexsStates()
{
    auto relation = relationOf(RelationKind::Index);
    auto &index = relation.index.emplace();
    index.method = "btree";
    index.table = {"elsewhere", "t"}; // psql prints the index's schema
    index.isUnique = true;
    index.nullsNotDistinct = true;
    index.isValid = false;
    index.isClustered = true;
    index.isDeferrable = true;
    index.isDeferred = true;
    index.isReplicaIdentity = true;
    index.predicate = "a > 0";
    QCOMPARE(
        psqlFooters(relation, false, version15),
        std::vector<std::string>{"unique nulls not distinct, btree, for table \"s.t\", predicate (a > 0), clustered, "
                                 "invalid, deferrable, initially deferred, replica identity"});
}

void TestPsqlText::cutsDefinitionsWherePsqlDoes()
{
    auto relation = relationOf(RelationKind::Table);
    Index index;
    index.name = "a USING b";
    index.definition = "CREATE INDEX \"a USING b\" ON s.r USING btree (a)";
    relation.indexes.push_back(index);
    Trigger trigger;
    trigger.definition = "CREATE TRIGGER \"x TRIGGER y\" AFTER INSERT ON s.r FOR EACH ROW EXECUTE FUNCTION f()";
    relation.triggers.push_back(trigger);
    const auto lines = psqlFooters(relation, false, version15);
    QVERIFY(has(lines, "    \"a USING b\" b\" ON s.r USING btree (a)"));
    QVERIFY(has(lines, "    \"x TRIGGER y\" AFTER INSERT ON s.r FOR EACH ROW EXECUTE FUNCTION f()"));
}

void TestPsqlText::knowsTheCatalogsReplicaIdentity()
{
    auto relation = relationOf(RelationKind::Table);
    relation.replicaIdentity = 'n';
    QCOMPARE(psqlFooters(relation, true, version15), std::vector<std::string>{"Replica Identity: NOTHING"});
    QCOMPARE(psqlFooters(relation, false, version15), std::vector<std::string>());
    relation.summary.name.schema = "pg_catalog";
    QCOMPARE(psqlFooters(relation, true, version15), std::vector<std::string>());
}

QTEST_APPLESS_MAIN(TestPsqlText)
#include "tst_psqltext.moc"
