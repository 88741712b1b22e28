// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/tablework.h"

#include <QTest>

using namespace retort;

/// Which statements take longer the more rows a table has.
class TestTableWork : public QObject
{
    Q_OBJECT

private slots:
    void tellsIt_data();
    void tellsIt();
};

void TestTableWork::tellsIt_data()
{
    QTest::addColumn<std::string>("statement");
    QTest::addColumn<std::string>("work"); // "words relation, …"
    const auto row = [](const char *name, const char *statement, const char *work) {
        QTest::newRow(name) << std::string(statement) << std::string(work);
    };
    row("a type", "ALTER TABLE events ALTER COLUMN n TYPE bigint", "rewrites events");
    row("an identity", "ALTER TABLE s.events ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY", "rewrites s.events");
    row("a generated column", "ALTER TABLE events ADD d int GENERATED ALWAYS AS (n * 2) STORED", "rewrites events");
    row("a computed default", "ALTER TABLE events ADD u uuid DEFAULT gen_random_uuid()", "rewrites events");
    row("a constant default", "ALTER TABLE events ADD n int DEFAULT 0", "");
    row("a plain column", "ALTER TABLE events ADD n int", "");
    row("not null", "ALTER TABLE events ALTER n SET NOT NULL", "reads all of events");
    row("a check", "ALTER TABLE events ADD CHECK (n > 0)", "reads all of events");
    row("a check that waits", "ALTER TABLE events ADD CONSTRAINT c CHECK (n > 0) NOT VALID", "");
    row("a validation", "ALTER TABLE events VALIDATE CONSTRAINT c", "reads all of events");
    row("a foreign key", "ALTER TABLE events ADD FOREIGN KEY (n) REFERENCES t", "reads all of events");
    row("a primary key", "ALTER TABLE events ADD PRIMARY KEY (n)", "builds an index on events");
    row("by an index", "ALTER TABLE events ADD CONSTRAINT k UNIQUE USING INDEX i", "");
    row("an index", "CREATE INDEX CONCURRENTLY ON events (n)", "builds an index on events");
    row("an update", "UPDATE events SET n = 0", "updates events");
    std::string deep = "UPDATE events SET n = 1";
    for (int i = 0; i < 20'000; ++i)
        deep += " + 1";
    row("a deep expression", deep.c_str(), "updates events"); // what lies too deep is left out
    row("a deletion", "DELETE FROM events WHERE n = 1", "deletes from events");
    row("a full vacuum", "VACUUM FULL events", "rewrites events");
    row("a cluster", "CLUSTER events USING i", "rewrites events");
    row("a materialized view", "REFRESH MATERIALIZED VIEW m", "fills m");
    row("two in one", "ALTER TABLE events ALTER n SET NOT NULL, ALTER m TYPE bigint", "reads all of events, rewrites events");
    row("in a block", "DO $$ BEGIN UPDATE events SET n = 0; END $$", "updates events");
    row("a new table", "CREATE TABLE events (n int PRIMARY KEY)", "");
    row("a composite type", "ALTER TYPE t ALTER ATTRIBUTE a TYPE text", "");
    row("no SQL", "ALTER TABLE (", "");
}

void TestTableWork::tellsIt()
{
    QFETCH(std::string, statement);
    QFETCH(std::string, work);
    std::string told;
    for (const script::TableWork &one : script::tableWork(statement))
        told += (told.empty() ? "" : ", ") + one.words + ' ' + one.relation;
    QCOMPARE(QString::fromStdString(told), QString::fromStdString(work));
}

QTEST_GUILESS_MAIN(TestTableWork)
#include "tst_tablework.moc"
