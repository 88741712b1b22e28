// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/snapshot.h"
#include "engine/diff/compare.h"
#include "engine/diff/script.h"
#include "tests/engine/sotp/sotpscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <optional>

using namespace retort;
using test::Edition;
using test::SotpScene;

/// The project's metrics, compared: hypertables, columnstores, continuous aggregates and policies are seen as such, and
/// nothing of what TimescaleDB makes for itself.
class TestSotpDiff : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void nothingToDoAfterTheUpgrade();
    void nothingToDoAgainstAReplay();
    void nothingToDoAgainstTheDesiredSchema();
    void aRemovedPolicyIsOneChange();
    void theWayToNothingAndBack();

private:
    /// Policies begin to work by themselves, and what drops a table meanwhile may meet them in a deadlock.
    static void stopJobs(const test::ScratchDatabase &database);
    static catalog::Snapshot snapshotOf(const test::ScratchDatabase &database);
    static std::string between(const catalog::Snapshot &from, const catalog::Snapshot &to)
    {
        return diff::toScript(diff::compare(from, to));
    }

    std::optional<SotpScene> m_used;     ///< rows in two chunks, one of them compressed; the aggregates are filled
    std::optional<SotpScene> m_replayed; ///< the same branch, without rows
};

catalog::Snapshot TestSotpDiff::snapshotOf(const test::ScratchDatabase &database)
{
    auto connection = database.connect();
    catalog::SnapshotOptions options;
    options.withSizes = false;
    options.searchPath = "";
    options.ours = {"alembic_version", "retort_history"};
    auto snapshot = catalog::takeSnapshot(connection, options);
    if (!snapshot)
        qFatal("%s", test::describe(snapshot.error()).c_str());
    std::erase_if(snapshot->relations, [](const catalog::Relation &relation) {
        const std::string &name = relation.summary.name.name;
        return relation.summary.isOurs || name == "alembic_version" || name == "retort_history";
    });
    return *std::move(snapshot);
}

void TestSotpDiff::stopJobs(const test::ScratchDatabase &database)
{
    auto superuser = postgres::Connection::connect(database.superuserSettings());
    if (!superuser)
        qFatal("%s", test::describe(superuser.error()).c_str());
    const auto stopped = superuser->execute("SELECT _timescaledb_functions.stop_background_workers()");
    if (!stopped)
        qFatal("%s", test::describe(stopped.error()).c_str());
}

void TestSotpDiff::initTestCase()
{
    SKIP_WITHOUT(Edition::Community);
    m_used.emplace("timescale", Edition::Community);
    VERIFY_NONE(m_used->upgrade());
    const test::ScratchDatabase &database = m_used->database();
    database.execute(R"(
INSERT INTO ping_results ("timestamp", device_id, ip_address, is_alive, rtt_avg_ms)
SELECT at, 1, '192.0.2.1', true, 1.5
FROM generate_series(0, 47) AS hour, -- young enough for the retention policy, whose job may run at any time
  LATERAL (SELECT date_trunc('day', now() AT TIME ZONE 'UTC') - INTERVAL '3 days' + hour * INTERVAL '1 hour') AS t(at))");
    database.execute("CALL refresh_continuous_aggregate('ping_results_hourly', NULL, NULL)");
    database.execute("CALL refresh_continuous_aggregate('ping_results_daily', NULL, NULL)");
    database.execute("SELECT compress_chunk(chunk) FROM show_chunks('ping_results') AS chunk LIMIT 1");
    QCOMPARE(database.value("SELECT count(*) FROM show_chunks('ping_results')"), std::string("2"));
    m_replayed.emplace("timescale", Edition::Community);
    VERIFY_NONE(m_replayed->upgrade());
}

void TestSotpDiff::nothingToDoAfterTheUpgrade()
{
    const catalog::Snapshot once = snapshotOf(m_used->database());
    VERIFY_NONE(between(once, snapshotOf(m_used->database())));
}

void TestSotpDiff::nothingToDoAgainstAReplay()
{
    const catalog::Snapshot used = snapshotOf(m_used->database());
    const catalog::Snapshot replayed = snapshotOf(m_replayed->database());
    VERIFY_NONE(between(used, replayed));
    VERIFY_NONE(between(replayed, used));
}

void TestSotpDiff::nothingToDoAgainstTheDesiredSchema()
{
    const test::ScratchDatabase desired(SotpScene::server(Edition::Community));
    desired.execute(test::readSourceFile("migrations/schema/timescale.sql"));
    VERIFY_NONE(between(snapshotOf(m_used->database()), snapshotOf(desired)));
}

void TestSotpDiff::aRemovedPolicyIsOneChange()
{
    const catalog::Snapshot before = snapshotOf(m_used->database());
    m_used->database().execute("SELECT remove_retention_policy('ping_results')");
    const diff::Comparison comparison = diff::compare(snapshotOf(m_used->database()), before);
    QCOMPARE(comparison.changes.size(), std::size_t{1});
    const diff::Change &change = comparison.changes.front();
    QCOMPARE(change.object.toString(), std::string("retention policy public.ping_results"));
    QCOMPARE(change.statements.size(), std::size_t{1});
    m_used->database().execute(change.statements.front().sql);
    VERIFY_NONE(between(snapshotOf(m_used->database()), before));
}

/// What is written from nothing is what the revisions make.
void TestSotpDiff::theWayToNothingAndBack()
{
    const test::ScratchDatabase empty(SotpScene::server(Edition::Community));
    const catalog::Snapshot nothing = snapshotOf(empty);
    const catalog::Snapshot wanted = snapshotOf(m_replayed->database());
    for (const diff::Change &change : diff::compare(nothing, wanted).changes) {
        for (const diff::Statement &statement : change.statements) {
            empty.execute(statement.sql);
            if (statement.sql.starts_with("CREATE EXTENSION"))
                stopJobs(empty);
        }
    }
    VERIFY_NONE(between(snapshotOf(empty), wanted));
    for (const diff::Change &change : diff::compare(wanted, nothing).changes) {
        for (const diff::Statement &statement : change.statements) {
            if (!statement.sql.starts_with("DROP EXTENSION"))
                empty.execute(statement.sql);
        }
    }
    QCOMPARE(empty.value("SELECT count(*) FROM timescaledb_information.hypertables"), std::string("0"));
}

QTEST_GUILESS_MAIN(TestSotpDiff)
#include "tst_sotpdiff.moc"
