// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/killableserver.h"
#include "tests/faults/standardrun.h"
#include "tests/faults/tally.h"
#include "tests/support/printers.h"

#include <optional>

using namespace retort;
using namespace retort::test;

namespace
{

/// Gates in the server, which count the boundaries of statements that pass and hold the run at the one whose number
/// the database's setting gates.closed says: before and after each statement of DDL, before and after each INSERT,
/// UPDATE and DELETE of any table that the run makes, the version and history tables among them, and at COMMIT, before
/// it is one. So the run that is killed is the run that everybody gets.
constexpr const char *gatesSql = R"sql(
CREATE SCHEMA gates;
GRANT USAGE ON SCHEMA gates TO PUBLIC;
CREATE SEQUENCE gates.passed;
CREATE FUNCTION gates.pass() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF nextval('gates.passed') = nullif(current_setting('gates.closed', true), '')::bigint THEN
        PERFORM pg_sleep(600);
    END IF;
END $$;
CREATE FUNCTION gates.on_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM gates.pass();
    RETURN NULL;
END $$;
CREATE FUNCTION gates.on_ddl() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    made text;
BEGIN
    IF TG_TAG = 'CREATE TRIGGER' THEN
        RETURN; -- our own, below
    END IF;
    IF TG_EVENT = 'ddl_command_end' AND TG_TAG = 'CREATE TABLE' THEN
        FOR made IN SELECT object_identity FROM pg_event_trigger_ddl_commands() WHERE object_type = 'table' LOOP
            EXECUTE 'CREATE TRIGGER gate_before BEFORE INSERT OR UPDATE OR DELETE ON ' || made
                    || ' FOR EACH STATEMENT EXECUTE FUNCTION gates.on_rows()';
            EXECUTE 'CREATE TRIGGER gate_after AFTER INSERT OR UPDATE OR DELETE ON ' || made
                    || ' FOR EACH STATEMENT EXECUTE FUNCTION gates.on_rows()';
            EXECUTE 'CREATE CONSTRAINT TRIGGER gate_commit AFTER INSERT OR UPDATE OR DELETE ON ' || made
                    || ' DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gates.on_rows()';
        END LOOP;
    END IF;
    PERFORM gates.pass();
END $$;
CREATE EVENT TRIGGER gate_before_ddl ON ddl_command_start EXECUTE FUNCTION gates.on_ddl();
CREATE EVENT TRIGGER gate_after_ddl ON ddl_command_end EXECUTE FUNCTION gates.on_ddl();
)sql";

} // namespace

/// kill -9 of the whole server at every boundary of statements: it is started again on what it had written, what the
/// design of safe runs promises is checked, and the same command finishes the work.
class TestServerKills : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsItsPromises_data();
    void keepsItsPromises();
    void cleanupTestCase();

private:
    std::optional<KillableServer> m_server;
    std::string m_portrait;
    int m_boundaries = 0;
    Tally m_tally;
};

void TestServerKills::initTestCase()
{
    m_server.emplace();
    StandardRun scene(m_server->fixture());
    scene.executeAsSuperuser(gatesSql);
    COMPARE_STATUS(scene.program.run("upgrade"), 0);
    m_portrait = scene.portrait();
    postgres::Connection asking = postgres::Connection::connect(scene.database().superuserSettings()).value();
    const auto passed = asking.query("SELECT last_value FROM gates.passed");
    QVERIFY(passed);
    m_boundaries = static_cast<int>(passed->integer(0, 0));
    QVERIFY2(m_boundaries > 30, qPrintable(QString::number(m_boundaries)));
}

void TestServerKills::keepsItsPromises_data()
{
    QTest::addColumn<int>("boundary");
    for (int boundary = 1; boundary <= m_boundaries; ++boundary) {
        if (isTried(boundary, m_boundaries))
            QTest::addRow("at boundary %d of %d", boundary, m_boundaries) << boundary;
    }
}

void TestServerKills::keepsItsPromises()
{
    QFETCH(int, boundary);
    const std::string scenario = "the server is killed at a statement boundary";
    StandardRun scene(m_server->fixture());
    scene.executeAsSuperuser(gatesSql);
    const std::string setting = "ALTER DATABASE " + scene.database().name();
    scene.executeAsSuperuser(setting + " SET gates.closed = " + std::to_string(boundary));
    m_tally.tried(scenario);
    scene.goThrough(m_server->port()); // where it listens again
    RunningProgram running = scene.program.start("upgrade");
    {
        postgres::Connection watcher = postgres::Connection::connect(scene.database().superuserSettings()).value();
        QVERIFY(QTest::qWaitFor(
            [&] {
                const auto waiting = watcher.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                                   " AND wait_event = 'PgSleep'");
                return waiting && waiting->rowCount() > 0;
            },
            20'000));
    }
    m_server->kill();
    m_server->startAgain();
    scene.executeAsSuperuser(setting + " RESET gates.closed");
    const Ended ended = running.wait();

    const std::string broken = scene.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    QVERIFY2(ended.status != 0, ended.report().c_str()); // it was cut before its end
    const std::string trouble = scene.rerunTrouble(m_portrait);
    QVERIFY2(trouble.empty(), (trouble + "\nafter the first run's " + ended.report()).c_str());
    m_tally.survived(scenario);
}

void TestServerKills::cleanupTestCase()
{
    m_tally.print();
}

QTEST_GUILESS_MAIN(TestServerKills)
#include "tst_serverkills.moc"
