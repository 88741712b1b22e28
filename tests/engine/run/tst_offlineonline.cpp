// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/run/runscene.h"
#include "tests/engine/sotp/sotpscene.h"
#include "tests/support/clientprograms.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using revision::Direction;
using test::Edition;
using test::SotpScene;

namespace
{

/// One call of `upgrade --sql` or `downgrade --sql`, and SQL of the people in between.
struct Call {
    Direction direction = Direction::Upgrade;
    std::string range;
    std::string before;

    std::string end() const { return range.substr(range.find(':') + 1); }
};
using Calls = std::vector<Call>;

Call up(std::string range, std::string before = {})
{
    return {Direction::Upgrade, std::move(range), std::move(before)};
}

Call down(std::string range, std::string before = {})
{
    return {Direction::Downgrade, std::move(range), std::move(before)};
}

} // namespace

Q_DECLARE_METATYPE(Calls)

/// The script of `--sql`, sent through psql, gives the database that the run gives.
class TestOfflineOnline : public QObject
{
    Q_OBJECT

private slots:
    void agreeOnScenes_data();
    void agreeOnScenes();
    void agreeOnStatementsOfAllKinds();
    void agreeOnSotp_data();
    void agreeOnSotp();
};

namespace
{

std::string offlineScript(const script::ScriptDirectory &scripts, const Call &call)
{
    const auto plan = scripts.map().planOffline(call.direction, call.range);
    if (!plan)
        qFatal("no plan for %s: %s", call.range.c_str(), test::describe(plan).c_str());
    const auto script = run::offlineScript(*plan, scripts, run::VersionTable());
    if (!script)
        qFatal("no script for %s: %s", call.range.c_str(), test::describe(script).c_str());
    return *script;
}

/// Schema, rows and version rows.
std::string dumpOf(const test::ScratchDatabase &database)
{
    return test::pgDump(database, {"--inserts"});
}

std::string failureOf(const run::RunReport &report)
{
    return report.error ? report.failingRevision + ": " + test::describe(*report.error) : std::string();
}

/// A script from base creates the version table, and a downgrade to base has left one, empty.
void prepareFor(const Call &call, const test::ScratchDatabase &offline)
{
    const bool startsFromBase = call.direction == Direction::Upgrade && call.range.find(':') == std::string::npos;
    if (startsFromBase && offline.hasRelation("alembic_version"))
        offline.execute("DROP TABLE alembic_version");
}

void compareCalls(test::RunScene &online, const Calls &calls)
{
    const test::ScratchDatabase offline;
    for (const Call &call : calls) {
        prepareFor(call, offline);
        VERIFY_NONE(test::psqlFailure(offline, offlineScript(online.scripts(), call)));
        VERIFY_NONE(failureOf(online.run(call.direction == Direction::Upgrade ? online.upgradePlan(call.end())
                                                                              : online.downgradePlan(call.end()))));
        VERIFY_NONE(test::differenceOf(dumpOf(offline), dumpOf(online.database())));
    }
}

} // namespace

void TestOfflineOnline::agreeOnScenes_data()
{
    QTest::addColumn<std::string>("graph");
    QTest::addColumn<Calls>("calls");
    const auto add = [](const char *name, const char *graph, Calls calls) {
        QTest::newRow(name) << std::string(graph) << std::move(calls);
    };
    add("a chain", "a -> b -> c", {up("head"), down("c:a"), up("a:b"), up("b:head"), down("c:base"), up("c")});
    add("branches", "a -> b1, a -> b2", {up("a"), up("a:heads")});
    add("a branch of two", "a -> b1 -> c1, a -> b2", {up("c1"), down("c1:b1"), down("b1:base"), up("b2")});
    add("a merge", "a -> b1, a -> b2, b1 + b2 -> m", {up("heads"), down("m:a"), up("a:m"), down("m:base")});
    add("a merge of three", "a -> b1, a -> b2, a -> b3, b1 + b2 + b3 -> m -> n",
        {up("m"), up("m:n"), down("n:m"), down("m:a"), up("a:n")});
    add("merges in a row", "a -> b1 -> c1, a -> b2 -> c2, b1 + b2 -> m, c1 + c2 + m -> n",
        {up("n"), down("n:a"), up("a:n"), down("n:base")});
    add("two roots that are merged", "a, x, a + x -> m", {up("m"), down("m:base"), up("heads")});
    add("labels", "a [left] -> b, x [right] -> y", {up("left@head"), down("b:left@base"), up("right@head")});
    add("a dependency", "a [left] -> b, x [right] -> y (b) -> z", {up("right@head")});
    add("a dependency below a merge", "a -> b1 -> c1, a -> b2 (b1) -> c2, c1 + c2 -> m",
        {up("heads"), down("m:a"), up("a:heads")});
    add("relative ends", "a -> b -> c -> d", {up("+2"), up("b:+1"), down("c:-1")});
}

void TestOfflineOnline::agreeOnScenes()
{
    QFETCH(std::string, graph);
    QFETCH(Calls, calls);
    test::RunScene online(graph);
    compareCalls(online, calls);
}

void TestOfflineOnline::agreeOnStatementsOfAllKinds()
{
    test::RunScene online("a -> b1, a -> b2, b1 + b2 -> m");
    online.addRevision({.id = "n",
                        .revises = {"m"},
                        .up = "CREATE INDEX CONCURRENTLY n_index ON t_a (i)",
                        .down = "DROP INDEX CONCURRENTLY n_index -- gone;",
                        .upTransactional = false,
                        .downTransactional = false});
    online.addRevision({.id = "o",
                        .revises = {"n"},
                        .up = "CREATE TABLE words (w text, n serial);\nCOPY words (w) FROM stdin;\none\ntwo;\n\\.\n"
                              "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
                        .down = "DROP FUNCTION f();\nDROP TABLE words /* and ; its rows */"});
    online.addRevision({.id = "p",
                        .revises = {"o"},
                        .up = "SET search_path = pg_catalog;\nCREATE TABLE public.wanderer (i int);\n"
                              "INSERT INTO public.words (w) VALUES ('it''s'), (E'a\\\\b'), ($$;$$);",
                        .down = "DELETE FROM words WHERE n > 2;\nDROP TABLE wanderer;"});
    online.addRevision({.id = "q",
                        .revises = {"p"},
                        .up = "SET lock_timeout = '1s';\nVACUUM words;\nALTER TABLE words ADD COLUMN q int;",
                        .down = "ALTER TABLE words DROP COLUMN q;",
                        .upTransactional = false});
    online.addNext("r", "-- nothing at all\n");
    compareCalls(online, {up("heads"), down("r:n"), up("n:p"), up("p:q"), down("q:a"), up("a:heads"), down("r:base")});
}

void TestOfflineOnline::agreeOnSotp_data()
{
    QTest::addColumn<std::string>("branch");
    QTest::addColumn<Edition>("edition");
    QTest::addColumn<Calls>("calls");
    const std::string people =
        "INSERT INTO devices (name, ip_address, device_type, vendor, model, os_version, location, is_active)"
        " VALUES ('core1', '10.0.0.1', 'router', 'Acme', 'R1', '1.0', ' Berlin ', true),"
        " ('edge1', '10.0.0.2', 'switch', 'Acme', 'S1', '1.0', 'Hamburg', true);"
        "INSERT INTO alert_rules (name, condition, notification_channel)"
        " VALUES ('cpu', 'cpu > 90', 'slack:#noc'), ('fan', 'fan = 0', NULL);"
        "INSERT INTO alerts (device_id, alert_type, severity, acknowledged) VALUES (1, 'cpu', 'WARNING', NULL);"
        "INSERT INTO audit_logs (action, details_json) VALUES ('login', '{\"b\": 1, \"a\": [true, null]}')";
    const Calls ofPostgres = {up("0001_init_postgres"),
                              up("0001_init_postgres:e2867ab4130d", people),
                              up("e2867ab4130d:16e9ab57d3c0"),
                              up("16e9ab57d3c0:postgres@head"),
                              down("d63b08a7f52c:16e9ab57d3c0", "UPDATE alerts SET severity = 'ERROR'"),
                              down("16e9ab57d3c0:e2867ab4130d"),
                              up("e2867ab4130d:postgres@head"),
                              down("d63b08a7f52c:postgres@base"),
                              up("postgres@head")};
    const std::string pings =
        "INSERT INTO ping_results (\"timestamp\", device_id, ip_address, is_alive, rtt_avg_ms, packet_loss_percent)"
        " SELECT date_trunc('day', now()) - i * INTERVAL '7 hours', 1, '10.0.0.1', i % 5 > 0, i, 0"
        " FROM generate_series(1, 50) AS i";
    const Calls ofTimescale = {up("4852c1ce1a0f"),
                               up("4852c1ce1a0f:d72a40be918c", pings),
                               up("d72a40be918c:timescale@head"),
                               down("e4a6017bd95f:c18f64b02ae7"),
                               down("c18f64b02ae7:0f8e2b6c47d1"),
                               up("0f8e2b6c47d1:timescale@head"),
                               down("e4a6017bd95f:timescale@base"),
                               up("timescale@head")};
    QTest::newRow("postgres") << std::string("postgres") << Edition::None << ofPostgres;
    QTest::newRow("timescale, without TimescaleDB") << std::string("timescale") << Edition::None << ofTimescale;
    QTest::newRow("timescale, Apache Edition") << std::string("timescale") << Edition::Apache << ofTimescale;
    QTest::newRow("timescale, Community Edition") << std::string("timescale") << Edition::Community << ofTimescale;
}

void TestOfflineOnline::agreeOnSotp()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    QFETCH(Calls, calls);
    SKIP_WITHOUT(edition);
    SotpScene online(branch, edition);
    const test::ScratchDatabase offline(SotpScene::server(edition));
    for (const Call &call : calls) {
        if (!call.before.empty()) {
            offline.execute(call.before);
            online.database().execute(call.before);
        }
        prepareFor(call, offline);
        VERIFY_NONE(test::psqlFailure(offline, offlineScript(SotpScene::scripts(), call)));
        VERIFY_NONE(call.direction == Direction::Upgrade ? online.upgrade(call.end()) : online.downgrade(call.end()));
        VERIFY_NONE(test::differenceOf(test::schemaPortrait(offline), test::schemaPortrait(online.database())));
        VERIFY_NONE(test::differenceOf(test::contentsPortrait(offline), test::contentsPortrait(online.database())));
    }
}

QTEST_GUILESS_MAIN(TestOfflineOnline)
#include "tst_offlineonline.moc"
