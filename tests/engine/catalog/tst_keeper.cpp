// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/keeper.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <optional>
#include <random>

using namespace retort;
using namespace retort::catalog;

namespace
{

constexpr const char *sample = R"sql(
CREATE SCHEMA shop;
CREATE TABLE shop.users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, age int);
CREATE TABLE shop.orders (id serial PRIMARY KEY, buyer bigint REFERENCES shop.users, total numeric DEFAULT 0);
CREATE TABLE shop.lonely (a int);
CREATE VIEW shop.buyers AS SELECT u.name, o.total FROM shop.users u JOIN shop.orders o ON o.buyer = u.id;
CREATE VIEW shop.rich AS SELECT name FROM shop.buyers WHERE total > 100;
CREATE TABLE shop.events (id int, made date) PARTITION BY RANGE (made);
CREATE TABLE shop.events_2025 PARTITION OF shop.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE shop.events_rest PARTITION OF shop.events DEFAULT;
CREATE TABLE shop.parent (a int);
CREATE TABLE shop.child () INHERITS (shop.parent);
CREATE FUNCTION shop.note() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TYPE shop.mood AS ENUM ('sad', 'glad');
CREATE INDEX by_length ON shop.parent (length(a::text));
CREATE TABLE namesake (a int);
CREATE VIEW reads_namesake AS SELECT a FROM namesake;
)sql";

/// A change and how it is undone.
struct Ddl {
    const char *name;
    const char *up;
    const char *down;
    bool readsAll = false;
};

const std::vector<Ddl> changes{
    {"new column", "ALTER TABLE shop.users ADD COLUMN mail text", "ALTER TABLE shop.users DROP COLUMN mail"},
    {"column type", "ALTER TABLE shop.lonely ALTER a TYPE bigint", "ALTER TABLE shop.lonely ALTER a TYPE int"},
    {"column name", "ALTER TABLE shop.users RENAME name TO title", "ALTER TABLE shop.users RENAME title TO name"},
    {"default", "ALTER TABLE shop.lonely ALTER a SET DEFAULT 3", "ALTER TABLE shop.lonely ALTER a DROP DEFAULT"},
    {"not null", "ALTER TABLE shop.lonely ALTER a SET NOT NULL", "ALTER TABLE shop.lonely ALTER a DROP NOT NULL"},
    {"statistics target", "ALTER TABLE shop.lonely ALTER a SET STATISTICS 10",
     "ALTER TABLE shop.lonely ALTER a SET STATISTICS -1"},
    {"new table", "CREATE TABLE shop.fresh (a int PRIMARY KEY)", "DROP TABLE shop.fresh"},
    {"table name", "ALTER TABLE shop.users RENAME TO people", "ALTER TABLE shop.people RENAME TO users"},
    {"sequence name", "ALTER SEQUENCE shop.orders_id_seq RENAME TO counter",
     "ALTER SEQUENCE shop.counter RENAME TO orders_id_seq"},
    {"schema of a table", "ALTER TABLE shop.lonely SET SCHEMA public", "ALTER TABLE lonely SET SCHEMA shop"},
    {"new index", "CREATE INDEX by_name ON shop.users (name)", "DROP INDEX shop.by_name"},
    {"index name", "ALTER INDEX shop.users_pkey RENAME TO users_key",
     "ALTER INDEX shop.users_key RENAME TO users_pkey"},
    {"index options", "ALTER INDEX shop.orders_pkey SET (fillfactor = 50)",
     "ALTER INDEX shop.orders_pkey RESET (fillfactor)"},
    {"statistics target of an index", "ALTER INDEX shop.by_length ALTER 1 SET STATISTICS 10",
     "ALTER INDEX shop.by_length ALTER 1 SET STATISTICS -1"},
    {"text search", "CREATE TEXT SEARCH CONFIGURATION shop.words (COPY = simple)",
     "DROP TEXT SEARCH CONFIGURATION shop.words"},
    {"check", "ALTER TABLE shop.users ADD CONSTRAINT old CHECK (age > 17) NOT VALID",
     "ALTER TABLE shop.users DROP CONSTRAINT old"},
    {"foreign key", "ALTER TABLE shop.lonely ADD CONSTRAINT far FOREIGN KEY (a) REFERENCES shop.orders",
     "ALTER TABLE shop.lonely DROP CONSTRAINT far"},
    {"trigger", "CREATE TRIGGER t BEFORE INSERT ON shop.users FOR EACH ROW EXECUTE FUNCTION shop.note()",
     "DROP TRIGGER t ON shop.users"},
    {"rule", "CREATE RULE quiet AS ON DELETE TO shop.lonely DO INSTEAD NOTHING", "DROP RULE quiet ON shop.lonely"},
    {"policy", "CREATE POLICY mine ON shop.users USING (age > 1)", "DROP POLICY mine ON shop.users"},
    {"row security", "ALTER TABLE shop.users ENABLE ROW LEVEL SECURITY",
     "ALTER TABLE shop.users DISABLE ROW LEVEL SECURITY"},
    {"statistics object", "CREATE STATISTICS shop.both ON name, age FROM shop.users", "DROP STATISTICS shop.both"},
    {"comment", "COMMENT ON TABLE shop.users IS 'who'", "COMMENT ON TABLE shop.users IS NULL"},
    {"comment on a column", "COMMENT ON COLUMN shop.users.age IS 'years'", "COMMENT ON COLUMN shop.users.age IS NULL"},
    {"comment on an index", "COMMENT ON INDEX shop.users_pkey IS 'key'", "COMMENT ON INDEX shop.users_pkey IS NULL"},
    {"comment on a key", "COMMENT ON CONSTRAINT orders_buyer_fkey ON shop.orders IS 'who'",
     "COMMENT ON CONSTRAINT orders_buyer_fkey ON shop.orders IS NULL"},
    {"privilege", "GRANT SELECT ON shop.users TO PUBLIC", "REVOKE SELECT ON shop.users FROM PUBLIC"},
    {"options", "ALTER TABLE shop.users SET (fillfactor = 70, toast.autovacuum_enabled = off)",
     "ALTER TABLE shop.users RESET (fillfactor, toast.autovacuum_enabled)"},
    {"replica identity", "ALTER TABLE shop.users REPLICA IDENTITY FULL",
     "ALTER TABLE shop.users REPLICA IDENTITY DEFAULT"},
    {"new view", "CREATE VIEW shop.names AS SELECT name FROM shop.users", "DROP VIEW shop.names"},
    {"view name", "ALTER VIEW shop.buyers RENAME TO payers", "ALTER VIEW shop.payers RENAME TO buyers"},
    {"new partition",
     "CREATE TABLE shop.events_2026 PARTITION OF shop.events FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
     "DROP TABLE shop.events_2026"},
    {"partition leaves", "ALTER TABLE shop.events DETACH PARTITION shop.events_2025",
     "ALTER TABLE shop.events ATTACH PARTITION shop.events_2025 FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')"},
    {"key of a partitioned table", "ALTER TABLE shop.events ADD UNIQUE (id, made)",
     "ALTER TABLE shop.events DROP CONSTRAINT events_id_made_key"},
    {"inheritance", "ALTER TABLE shop.child NO INHERIT shop.parent", "ALTER TABLE shop.child INHERIT shop.parent"},
    {"name of a parent", "ALTER TABLE shop.parent RENAME TO elder", "ALTER TABLE shop.elder RENAME TO parent"},
    {"statistics of the planner", "INSERT INTO shop.lonely SELECT generate_series(1, 5000); ANALYZE shop.lonely",
     "TRUNCATE shop.lonely; ANALYZE shop.lonely"},
    {"another table of that name", "CREATE TABLE shop.namesake (b int)", "DROP TABLE shop.namesake"},
    {"name given away", "ALTER TABLE namesake RENAME TO other; CREATE TABLE namesake (c int)",
     "DROP TABLE namesake; ALTER TABLE other RENAME TO namesake"},
    {"new function", "CREATE FUNCTION shop.one() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION shop.one()",
     true},
    {"function name", "ALTER FUNCTION shop.note() RENAME TO remark", "ALTER FUNCTION shop.remark() RENAME TO note",
     true},
    {"label of an enum", "ALTER TYPE shop.mood RENAME VALUE 'sad' TO 'low'",
     "ALTER TYPE shop.mood RENAME VALUE 'low' TO 'sad'", true},
    {"schema name", "ALTER SCHEMA shop RENAME TO store", "ALTER SCHEMA store RENAME TO shop", true},
    {"default privileges", "ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO PUBLIC",
     "ALTER DEFAULT PRIVILEGES IN SCHEMA shop REVOKE SELECT ON TABLES FROM PUBLIC"},
    {"publication", "CREATE PUBLICATION news FOR TABLE shop.users", "DROP PUBLICATION news", true},
    {"search path", "SET search_path = shop, public", "RESET search_path", true},
};

} // namespace

/// A refreshed snapshot is what a new one would be, and reads no more than it must.
class TestKeeper : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanupTestCase();

    void readsNothingWhenNothingChanged();
    void staysTrueThrough_data();
    void staysTrueThrough();
    void readsOnlyWhatChanged();
    void readsWhatWasLocked();
    void staysTrueThroughAnyOrder();

private:
    void refreshAndCompare(const char *after);

    std::optional<test::ScratchDatabase> m_database;
    std::optional<postgres::Connection> m_connection;
    std::optional<SnapshotKeeper> m_keeper;
    SnapshotKeeper::Refreshed m_refreshed;
};

void TestKeeper::initTestCase()
{
    m_database.emplace();
    auto connection = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(connection);
    m_connection = *std::move(connection);
    VERIFY_OK(m_connection->execute(sample));
}

void TestKeeper::init()
{
    auto keeper = SnapshotKeeper::take(*m_connection);
    VERIFY_OK(keeper);
    m_keeper = *std::move(keeper);
}

void TestKeeper::cleanupTestCase()
{
    m_keeper.reset();
    m_connection.reset();
    m_database.reset();
}

/// Compares relation by relation first, so that a failure names one.
void TestKeeper::refreshAndCompare(const char *after)
{
    auto refreshed = m_keeper->refresh(*m_connection);
    VERIFY_OK(refreshed);
    m_refreshed = *refreshed;
    auto fresh = takeSnapshot(*m_connection, {{}, false, {}, std::nullopt, false});
    VERIFY_OK(fresh);
    const Snapshot &kept = m_keeper->snapshot();
    QCOMPARE(kept.relations.size(), fresh->relations.size());
    for (std::size_t i = 0; i < fresh->relations.size(); ++i) {
        if (kept.relations[i] == fresh->relations[i])
            continue;
        QFAIL(qPrintable(
            QStringLiteral("%1 differs after: %2")
                .arg(QString::fromStdString(fresh->relations[i].summary.name.toString()), QString::fromUtf8(after))));
    }
    fresh->takenAt = kept.takenAt;
    QVERIFY2(kept == *fresh, after);
}

void TestKeeper::readsNothingWhenNothingChanged()
{
    refreshAndCompare("nothing");
    QVERIFY(m_refreshed.isUnchanged);
    VERIFY_OK(m_connection->execute("INSERT INTO shop.lonely VALUES (1)")); // data is no definition
    refreshAndCompare("a new row");
    QVERIFY(m_refreshed.isUnchanged);
    VERIFY_OK(m_connection->execute("TRUNCATE shop.lonely"));
}

void TestKeeper::staysTrueThrough_data()
{
    QTest::addColumn<int>("number");
    for (std::size_t i = 0; i < changes.size(); ++i)
        QTest::newRow(changes[i].name) << static_cast<int>(i);
}

void TestKeeper::staysTrueThrough()
{
    QFETCH(int, number);
    const Ddl &ddl = changes[static_cast<std::size_t>(number)];
    VERIFY_OK(m_connection->execute(ddl.up));
    refreshAndCompare(ddl.up);
    QVERIFY(!m_refreshed.isUnchanged);
    QCOMPARE(m_refreshed.isAllNew, ddl.readsAll);
    VERIFY_OK(m_connection->execute(ddl.down)); // looked at in staysTrueThroughAnyOrder()
}

/// Several changes between two looks, in random order, done and undone.
void TestKeeper::staysTrueThroughAnyOrder()
{
    std::mt19937 random(20251127);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        if (changes[i].name != std::string("schema name")) // after that nothing else is found
            order.push_back(i);
    }
    std::shuffle(order.begin(), order.end(), random);
    std::vector<std::size_t> done;
    std::string since;
    for (const std::size_t number : order) {
        // What another change has renamed meanwhile can't be done: it rolls back, and that is a change to survive too.
        if (m_connection->execute(changes[number].up))
            done.push_back(number);
        since += std::string(changes[number].name) + ", ";
        if (random() % 3 == 0) {
            refreshAndCompare(since.c_str());
            since.clear();
        }
    }
    std::reverse(done.begin(), done.end());
    for (const std::size_t number : done) {
        static_cast<void>(m_connection->execute(changes[number].down));
        since += std::string("no ") + changes[number].name + ", ";
        if (random() % 3 == 0) {
            refreshAndCompare(since.c_str());
            since.clear();
        }
    }
    refreshAndCompare(since.c_str());
    QVERIFY(done.size() > changes.size() / 2);
}

void TestKeeper::readsOnlyWhatChanged()
{
    VERIFY_OK(m_connection->execute("ALTER TABLE shop.lonely ADD COLUMN b int"));
    refreshAndCompare("a column");
    QCOMPARE(m_refreshed.read.size(), std::size_t{1});
    QCOMPARE(m_refreshed.read.front().toString(), std::string("shop.lonely"));
}

void TestKeeper::readsWhatWasLocked()
{
    auto other = postgres::Connection::connect(m_database->superuserSettings());
    VERIFY_OK(other);
    VERIFY_OK(other->execute("BEGIN; LOCK TABLE shop.users IN ACCESS EXCLUSIVE MODE"));
    VERIFY_OK(m_connection->execute("COMMENT ON VIEW shop.buyers IS 'they'"));
    VERIFY_OK(m_keeper->refresh(*m_connection));
    const auto isLocked = [](const Relation &relation) { return !relation.lockedBy.empty(); };
    const auto &relations = m_keeper->snapshot().relations;
    QVERIFY(std::any_of(relations.begin(), relations.end(), isLocked));
    VERIFY_OK(other->execute("ROLLBACK"));
    refreshAndCompare("the lock is gone");
    QVERIFY(std::none_of(relations.begin(), relations.end(), isLocked));
}

QTEST_GUILESS_MAIN(TestKeeper)
#include "tst_keeper.moc"
