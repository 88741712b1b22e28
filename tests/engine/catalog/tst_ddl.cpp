// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/catalog/ddl.h"
#include "engine/catalog/snapshot.h"
#include "tests/engine/catalog/samples.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace retort;
using namespace retort::catalog;

/// The statements that make a relation again are run in its place, and it is the same afterwards.
class TestDdl : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();

    void makesEveryRelationAgain_data();
    void makesEveryRelationAgain();
    void makesHypertablesAgain_data();
    void makesHypertablesAgain();
    void grantsPrivileges_data();
    void grantsPrivileges();
    void readsAsAScript();

private:
    void addRows(const Snapshot &snapshot) const;

    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
    Snapshot m_snapshot;
    std::optional<test::ScratchDatabase> m_weather;
    std::optional<postgres::Connection> m_weatherConnection;
    Snapshot m_weatherSnapshot;
};

namespace {

postgres::Connection connectTo(const test::ScratchDatabase &database)
{
    auto connection = postgres::Connection::connect(database.superuserSettings());
    if (!connection)
        qFatal("%s", test::describe(connection.error()).c_str());
    return *std::move(connection);
}

/// Without what a new relation can't have: oids, numbers, sizes, what others hold against it, states after a failure.
Relation comparable(Relation relation)
{
    relation.oid = 0;
    relation.summary.estimatedRows = relation.summary.totalBytes = -1;
    relation.sizes = {};
    relation.activity.reset();
    relation.children.clear();
    relation.referencedBy.clear();
    relation.dependents.clear();
    relation.publications.clear();
    std::erase_if(relation.triggers, [](const Trigger &trigger) { return trigger.isInternal; });
    // A partition's share of its parent's indexes is named anew.
    std::erase_if(relation.indexes, [](const Index &index) { return !index.parent.empty(); });
    for (Column &column : relation.columns)
        column.number = 0;
    for (Index &index : relation.indexes) {
        index.bytes = -1;
        index.isValid = index.isReady = true;
    }
    if (relation.partition) {
        relation.partition->isDetachPending = false;
        relation.partition->constraint.clear(); // holds the parent's oid in hash partitions
    }
    if (relation.sequence) {
        relation.sequence->lastValue.clear();
        relation.sequence->isValueHidden = false;
    }
    const auto forget = [](HypertableFacts &facts) {
        facts.chunks.clear();
        facts.chunkCount = facts.compressedChunkCount = 0;
        facts.totalBytes = facts.bytesBeforeCompression = facts.bytesAfterCompression = -1;
        facts.sizes = facts.sizesBeforeCompression = facts.sizesAfterCompression = {};
        facts.continuousAggregates.clear();
    };
    const auto forgetJobs = [](std::vector<Policy> &policies) {
        for (Policy &policy : policies) {
            Policy kept;
            kept.kind = policy.kind;
            kept.schedule = policy.schedule;
            policy = std::move(kept);
        }
        std::sort(policies.begin(), policies.end(),
                  [](const Policy &one, const Policy &other) { return one.kind < other.kind; });
    };
    if (relation.hypertable) {
        forget(*relation.hypertable);
        forgetJobs(relation.hypertable->policies);
    }
    if (relation.continuousAggregate) {
        forget(relation.continuousAggregate->storage);
        forgetJobs(relation.continuousAggregate->policies);
        relation.continuousAggregate->watermark.clear();
        relation.continuousAggregate->materialization = {};
        relation.viewDefinition.clear(); // names the storage
    }
    return relation;
}

std::string asJson(const Relation &relation)
{
    Snapshot snapshot;
    snapshot.relations = {comparable(relation)};
    return toJson(snapshot);
}

const char *dropWord(const Relation &relation)
{
    switch (relation.summary.kind) {
    case RelationKind::View: return relation.continuousAggregate ? "MATERIALIZED VIEW" : "VIEW";
    case RelationKind::MaterializedView: return "MATERIALIZED VIEW";
    case RelationKind::Sequence: return "SEQUENCE";
    case RelationKind::ForeignTable: return "FOREIGN TABLE";
    default: return "TABLE";
    }
}

/// The sequences of its columns go with a table: made before it, since its defaults read them, and owned after it.
std::vector<std::string> statementsWithSequences(const Snapshot &snapshot, const Relation &relation)
{
    std::vector<std::string> statements;
    std::vector<std::string> after;
    for (const Relation &other : snapshot.relations) {
        if (!other.sequence || !other.sequence->ownedBy.starts_with(relation.summary.name.toString() + '.'))
            continue;
        const auto own = createStatements(other);
        if (own.empty())
            continue; // of an identity column
        statements.push_back(own.front());
        after.insert(after.end(), own.begin() + 1, own.end());
    }
    const auto made = createStatements(relation);
    statements.insert(statements.end(), made.begin(), made.end());
    statements.insert(statements.end(), after.begin(), after.end());
    return statements;
}

void makeAgain(postgres::Connection &connection, const Snapshot &snapshot, const Relation &relation)
{
    const std::string name = relation.summary.name.toString();
    VERIFY_OK(connection.execute(std::string("BEGIN; DROP ") + dropWord(relation) + ' ' + name + " CASCADE"));
    for (const std::string &statement : statementsWithSequences(snapshot, relation)) {
        const auto done = connection.execute(statement);
        if (!done) {
            QTest::qFail((statement + "\n" + test::describe(done.error())).c_str(), __FILE__, __LINE__);
            VERIFY_OK(connection.execute("ROLLBACK"));
            return;
        }
    }
    const auto again = takeSnapshot(connection, {name, false, {}});
    VERIFY_OK(connection.execute("ROLLBACK"));
    VERIFY_OK(again);
    // A continuous aggregate's own table has the next number.
    QCOMPARE(QString::fromStdString(test::withoutTimescaleNumbers(asJson(again->relations.at(0)))),
             QString::fromStdString(test::withoutTimescaleNumbers(asJson(relation))));
}

} // namespace

void TestDdl::initTestCase()
{
    m_database.emplace();
    if (m_database->value("SELECT current_setting('server_version_num')::int / 10000") != "15")
        QSKIP("The sample is for PostgreSQL 15; this server is another one");
    test::loadSample(*m_database, "sample.sql");
    m_connection = connectTo(*m_database);
    auto snapshot = takeSnapshot(*m_connection, {{}, false, {}});
    VERIFY_OK(snapshot);
    m_snapshot = *std::move(snapshot);
    if (!test::PostgresFixture::instance().hasTimescale())
        return;
    m_weather.emplace();
    test::loadSampleByLine(*m_weather, "timescale_sample.sql");
    m_weatherConnection = connectTo(*m_weather);
    auto weather = takeSnapshot(*m_weatherConnection, {{}, false, {}});
    VERIFY_OK(weather);
    m_weatherSnapshot = *std::move(weather);
}

void TestDdl::cleanupTestCase()
{
    m_connection.reset();
    m_database.reset();
    m_weatherConnection.reset();
    m_weather.reset();
}

void TestDdl::addRows(const Snapshot &snapshot) const
{
    QTest::addColumn<int>("position");
    for (std::size_t at = 0; at < snapshot.relations.size(); ++at) {
        const Relation &relation = snapshot.relations[at];
        // Sequences of columns are made with their tables.
        if (relation.sequence && !relation.sequence->ownedBy.empty())
            continue;
        QTest::addRow("%s %s", toString(relation.summary.kind).c_str(), relation.summary.name.toString().c_str())
            << static_cast<int>(at);
    }
}

void TestDdl::makesEveryRelationAgain_data()
{
    addRows(m_snapshot);
}

void TestDdl::makesEveryRelationAgain()
{
    QFETCH(int, position);
    const Relation &relation = m_snapshot.relations.at(static_cast<std::size_t>(position));
    makeAgain(*m_connection, m_snapshot, relation);
}

void TestDdl::makesHypertablesAgain_data()
{
    if (!m_weather)
        QSKIP("TimescaleDB is NOT here: the statements for hypertables stay untested");
    addRows(m_weatherSnapshot);
}

void TestDdl::makesHypertablesAgain()
{
    QFETCH(int, position);
    makeAgain(*m_weatherConnection, m_weatherSnapshot,
              m_weatherSnapshot.relations.at(static_cast<std::size_t>(position)));
}

void TestDdl::grantsPrivileges_data()
{
    QTest::addColumn<std::vector<std::string>>("items");
    QTest::addColumn<std::vector<std::string>>("statements");
    using List = std::vector<std::string>;
    QTest::newRow("owner alone") << List{"boss=arwdDxt/boss"} << List{};
    QTest::newRow("owner has less") << List{"boss=r/boss"}
                                    << List{"REVOKE ALL ON TABLE t FROM boss", "GRANT SELECT ON TABLE t TO boss"};
    QTest::newRow("owner has nothing") << List{"clerk=r/boss"}
                                       << List{"REVOKE ALL ON TABLE t FROM boss", "GRANT SELECT ON TABLE t TO clerk"};
    QTest::newRow("everyone") << List{"boss=arwdDxt/boss", "=r/boss"} << List{"GRANT SELECT ON TABLE t TO PUBLIC"};
    QTest::newRow("with grant option")
        << List{"boss=arwdDxt/boss", "clerk=ar*w/boss"}
        << List{"GRANT INSERT, UPDATE ON TABLE t TO clerk", "GRANT SELECT ON TABLE t TO clerk WITH GRANT OPTION"};
    QTest::newRow("odd name") << List{"boss=arwdDxt/boss", "\"od\"\"d=name\"=r/boss"}
                              << List{"GRANT SELECT ON TABLE t TO \"od\"\"d=name\""};
}

void TestDdl::grantsPrivileges()
{
    QFETCH(std::vector<std::string>, items);
    QFETCH(std::vector<std::string>, statements);
    QCOMPARE(grantStatements("TABLE t", "boss", items, "arwdDxt"), statements);
    QVERIFY(grantStatements("TABLE t", "boss", std::nullopt, "arwdDxt").empty());
}

void TestDdl::readsAsAScript()
{
    Relation relation;
    relation.summary.name = {"app", "order"};
    relation.summary.owner = "boss";
    relation.columns.resize(2);
    relation.columns[0].name = "id";
    relation.columns[0].type = "bigint";
    relation.columns[0].notNull = true;
    relation.columns[0].identity = 'a';
    relation.columns[1].name = "What?";
    relation.columns[1].type = "text";
    relation.columns[1].defaultExpression = "'it''s'::text";
    relation.columns[1].comment = "it's odd";
    QCOMPARE(QString::fromStdString(createScript(relation)),
             QStringLiteral("CREATE TABLE app.\"order\" (\n"
                            "    id bigint NOT NULL GENERATED ALWAYS AS IDENTITY,\n"
                            "    \"What?\" text DEFAULT 'it''s'::text\n"
                            ");\n"
                            "ALTER TABLE app.\"order\" OWNER TO boss;\n"
                            "COMMENT ON COLUMN app.\"order\".\"What?\" IS 'it''s odd';\n"));
    relation.summary.kind = RelationKind::Toast;
    QVERIFY(createStatements(relation).empty());
}

QTEST_GUILESS_MAIN(TestDdl)

#include "tst_ddl.moc"
