// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runid.h"
#include "engine/session/restore.h"

#include "engine/session/backup.h"
#include "tests/support/clientprograms.h"
#include "tests/support/printers.h"
#include "tests/support/projectfixture.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace retort;
using namespace retort::test;
namespace fs = std::filesystem;

/// Backups and restores where they need more than a command line shows: TimescaleDB, and a stop at each moment.
class TestRestore : public QObject
{
    Q_OBJECT

private slots:
    void bringsHypertablesBack();
    void demandsTheExtensionsVersion();
    void cancelsABackup();
    void keepsBackupsPrivate();

private:
    static postgres::Connection superuserOn(const ScratchDatabase &database);
};

postgres::Connection TestRestore::superuserOn(const ScratchDatabase &database)
{
    auto connection = postgres::Connection::connect(database.superuserSettings());
    if (!connection)
        qFatal("%s", describe(connection).c_str());
    return std::move(connection).value();
}

namespace
{

/// The first lines that differ, and what comes before them.
std::string differenceBetween(const std::string &expected, const std::string &actual)
{
    const auto [one, other] = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    if (one == expected.end() && other == actual.end())
        return {};
    constexpr std::ptrdiff_t shown = 200;
    const auto excerpt = [shown](const std::string &text, std::string::const_iterator at) {
        return std::string(at - std::min(shown, at - text.begin()), at + std::min(shown, text.end() - at));
    };
    return "expected: " + excerpt(expected, one) + "\nactual: " + excerpt(actual, other);
}

/// A project whose one database has the extension, a hypertable with chunks, a policy and a continuous aggregate.
struct Metrics {
    ProjectFixture project{"a [metrics]"};
    ScratchDatabase &database;
    session::Workspace workspace;

    explicit Metrics(PostgresFixture &server)
        : database(project.addDatabase("metrics", {}, server))
        , workspace(session::Workspace::open(project.file()).value())
    {
        if (const auto loaded = workspace.loadScripts(); !loaded)
            qFatal("%s", describe(loaded).c_str());
        database.execute("CREATE EXTENSION timescaledb");
        database.execute("CREATE TABLE m (t timestamptz NOT NULL, v int)");
        database.execute("SELECT create_hypertable('m', 't')");
        database.execute("INSERT INTO m SELECT '2025-01-01'::timestamptz + i * interval '6 hours', i"
                         " FROM generate_series(1, 500) i");
        database.execute("CREATE MATERIALIZED VIEW days WITH (timescaledb.continuous) AS"
                         " SELECT time_bucket('1 day', t) AS d, sum(v) AS s FROM m GROUP BY 1");
        database.execute("SELECT add_retention_policy('m', interval '100 years')");
        database.execute("CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY);"
                         " INSERT INTO alembic_version VALUES ('a')");
    }

    std::string content() const
    {
        return database.value("SELECT concat_ws('|', (SELECT count(*) || ',' || sum(v) FROM m),"
                              " (SELECT sum(s) FROM days), (SELECT count(*) FROM timescaledb_information.chunks),"
                              " (SELECT string_agg(proc_name || schedule_interval, ';' ORDER BY proc_name)"
                              " FROM timescaledb_information.jobs WHERE job_id >= 1000),"
                              " (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'),"
                              " (SELECT relowner::regrole FROM pg_class WHERE relname = 'm'))");
    }
    const project::Database &known() const { return workspace.project().databases.front(); }
};

} // namespace

void TestRestore::bringsHypertablesBack()
{
    auto &server = PostgresFixture::instance();
    if (!server.hasTimescale())
        QSKIP("TimescaleDB is NOT here: restoring hypertables stays untested");
    Metrics metrics(server);
    const std::string content = metrics.content();
    // But for the history, which tells of the restore.
    const std::vector<std::string> whatIsCompared{"--schema-only", "--schema=public",
                                                  "--exclude-table=retort_history*"};
    const std::string schema = pgDump(metrics.database, whatIsCompared);
    const fs::path file = metrics.project.folder() / "metrics.dump";
    {
        const auto connection = superuserOn(metrics.database);
        VERIFY_OK(session::makeBackup(connection, "metrics", file));
    }
    metrics.database.execute("DELETE FROM m WHERE v > 10; SELECT remove_retention_policy('m');"
                             " DROP MATERIALIZED VIEW days");

    auto connection = superuserOn(metrics.database);
    const auto plan = session::planRestore(metrics.workspace, metrics.known(), connection, file, {}, {});
    VERIFY_OK(plan);
    QCOMPARE(plan->dump.timescaleVersion, *postgres::readTimescaleVersion(connection));
    std::vector<std::string> said;
    const auto ended = session::restoreBackup(metrics.workspace, metrics.database.superuserSettings(), *plan,
                                              run::newRunId(), {},
                                              [&said](const run::RunEvent &event) { said.push_back(event.text); });
    QVERIFY2(!ended.report.error, ended.report.error ? describe(*ended.report.error).c_str() : "");
    QCOMPARE(metrics.content(), content);
    QCOMPARE(differenceBetween(schema, pgDump(metrics.database, whatIsCompared)), std::string());
    // It works as before: rows find their chunks, and the jobs' scheduler is at it.
    metrics.database.execute("INSERT INTO m VALUES (now(), 1)");
    QCOMPARE(metrics.database.value("SELECT current_setting('timescaledb.restoring')"), std::string("off"));
    QTRY_COMPARE_WITH_TIMEOUT(superuserOn(metrics.database)
                                  .query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                         " AND backend_type LIKE 'TimescaleDB%Scheduler'")
                                  ->text(0, 0),
                              std::string("1"), 20'000);
    QVERIFY(!ended.keptAs.empty());
    auto other = postgres::Connection::connect(server.superuserSettings());
    VERIFY_OK(other);
    VERIFY_OK(other->execute("DROP DATABASE \"" + ended.keptAs + "\" WITH (FORCE)"));
}

void TestRestore::demandsTheExtensionsVersion()
{
    auto &server = PostgresFixture::instance();
    if (!server.hasTimescale())
        QSKIP("TimescaleDB is NOT here: versions of the extension stay untested");
    Metrics metrics(server);
    const fs::path file = metrics.project.folder() / "metrics.dump";
    {
        auto connection = superuserOn(metrics.database);
        VERIFY_OK(connection.execute("UPDATE _timescaledb_catalog.metadata SET value = '1.0.0'"
                                     " WHERE key = 'timescaledb_version'"));
        VERIFY_OK(session::makeBackup(connection, "metrics", file));
    }
    auto connection = superuserOn(metrics.database);
    VERIFY_ERROR(session::planRestore(metrics.workspace, metrics.known(), connection, file, {}, {}),
                 "timescaledb-version");
    // And only a superuser may.
    auto owner = metrics.database.connect();
    VERIFY_ERROR(session::planRestore(metrics.workspace, metrics.known(), owner, file, {}, {}), "restore-not-allowed");
}

void TestRestore::cancelsABackup()
{
    ScratchDatabase database(PostgresFixture::instance(PostgresFixture::Extensions::None));
    database.execute("CREATE TABLE kept (n int)");
    auto blocker = database.connect();
    VERIFY_OK(blocker.execute("BEGIN; LOCK TABLE kept IN ACCESS EXCLUSIVE MODE"));
    QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "kept.dump";
    const auto connection = database.connect();
    std::stop_source stop;
    int told = 0;
    const auto made = session::makeBackup(connection, "kept", file, stop.get_token(),
                                          [&](std::uintmax_t, std::chrono::milliseconds) {
                                              if (++told == 2)
                                                  stop.request_stop();
                                          });
    VERIFY_ERROR(made, "cancelled");
    QVERIFY(made.error().status == ExitStatus::Interrupted);
    QVERIFY(fs::is_empty(folder.path().toStdString()));
    QTRY_COMPARE(database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                " AND application_name IN ('pg_dump', 'retort') AND pid <> pg_backend_pid()"
                                " AND query LIKE 'LOCK TABLE%public.kept%'"),
                 std::string("0"));
}

void TestRestore::keepsBackupsPrivate()
{
    ScratchDatabase database(PostgresFixture::instance(PostgresFixture::Extensions::None));
    database.execute("CREATE TABLE kept (n int)");
    auto blocker = database.connect();
    VERIFY_OK(blocker.execute("BEGIN; LOCK TABLE kept IN ACCESS EXCLUSIVE MODE"));
    QTemporaryDir folder;
    const fs::path file = fs::path(folder.path().toStdString()) / "its own" / "kept.dump";
    const auto connection = database.connect();
    const fs::perms ownersOnly = fs::perms::owner_read | fs::perms::owner_write;
    bool isPrivate = false;
    bool isReleased = false;
    const auto made = session::makeBackup(connection, "kept", file, {}, [&](std::uintmax_t, std::chrono::milliseconds) {
        if (isReleased)
            return;
        // While it grows, not only once it is whole.
        isPrivate = fs::status(file.string() + ".part").permissions() == ownersOnly;
        isReleased = blocker.execute("ROLLBACK").isOk();
    });
    VERIFY_OK(made);
    QVERIFY(isPrivate);
    QVERIFY(fs::status(file).permissions() == ownersOnly);
    QVERIFY(fs::status(file.parent_path()).permissions() == fs::perms::owner_all);
    QCOMPARE(made->bytes, fs::file_size(file));
    // A blank in its path needs quotes.
    QCOMPARE(made->restoreCommand, "retort -x db=kept restore '" + file.string() + "'");
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
