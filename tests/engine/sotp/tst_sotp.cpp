// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/versiontable.h"
#include "tests/engine/sotp/sotpscene.h"
#include "tests/support/clientprograms.h"
#include "tests/support/portrait.h"
#include "tests/support/printers.h"

#include <QTest>

#include <algorithm>
#include <map>

using namespace retort;
using test::Edition;
using test::SotpScene;

/// The project in `migrations/` on real servers: what its revisions make, and take away again.
class TestSotp : public QObject
{
    Q_OBJECT

private slots:
    void goesUpAndDownAndUp_data() { addBranches(); }
    void goesUpAndDownAndUp();
    void undoesEachRevision_data() { addBranches(); }
    void undoesEachRevision();
    void beginsAsTheRealProjectDid_data() { addBranches(); }
    void beginsAsTheRealProjectDid();
    void takesOverFromAlembic_data() { addBranches(); }
    void takesOverFromAlembic();
    void endsInTheDesiredSchema_data();
    void endsInTheDesiredSchema();
    void saysLoudlyWhatIsMissing_data();
    void saysLoudlyWhatIsMissing();
    void repeatsWhatRanOutsideTransactions_data();
    void repeatsWhatRanOutsideTransactions();
    void keepsAnExtensionThatIsNotItsOwn();
    void explainsAnExtensionThatWasDroppedInThisSession();

private:
    static void addBranches();
};

namespace {

/// What a database holds that has been left by all revisions.
std::string portraitOfTheBase(Edition edition)
{
    const test::ScratchDatabase database(SotpScene::server(edition));
    database.execute(run::VersionTable().createSql());
    return test::schemaPortrait(database);
}

/// Where the real project's own revisions end.
std::string firstHeadOf(const std::string &branch)
{
    return branch == "postgres" ? "0001_init_postgres" : "4852c1ce1a0f";
}

/// The lines of pg_dump that belong to the extension, up to the next section.
std::string withoutExtension(std::string dump)
{
    for (const char *heading : {"--\n-- Name: timescaledb; Type: EXTENSION", "--\n-- Name: EXTENSION timescaledb;"}) {
        const std::size_t begin = dump.find(heading);
        if (begin == std::string::npos)
            continue;
        const std::size_t end = dump.find(";\n\n\n", dump.find("\n\n", begin));
        dump.erase(begin, end + std::string_view(";\n\n\n").size() - begin);
    }
    return dump;
}

/// The recorded dump of the real project's database, on a server of that edition.
std::string recordedDump(const std::string &branch, Edition edition)
{
    std::string dump;
    const std::string file = test::readSourceFile("tests/data/sotp/" + branch + ".head.schema.sql");
    for (const std::string_view line : text::split(file, '\n')) {
        if (!line.starts_with("-- Dumped "))
            dump += std::string(line) + '\n';
    }
    dump.pop_back(); // what stands after the last line's end
    return edition == Edition::None ? withoutExtension(dump) : dump;
}

} // namespace

void TestSotp::addBranches()
{
    QTest::addColumn<std::string>("branch");
    QTest::addColumn<Edition>("edition");
    QTest::newRow("postgres") << std::string("postgres") << Edition::None;
    QTest::newRow("timescale, without TimescaleDB") << std::string("timescale") << Edition::None;
    QTest::newRow("timescale, Apache Edition") << std::string("timescale") << Edition::Apache;
    QTest::newRow("timescale, Community Edition") << std::string("timescale") << Edition::Community;
}

void TestSotp::goesUpAndDownAndUp()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    SKIP_WITHOUT(edition);
    SotpScene scene(branch, edition);

    VERIFY_NONE(scene.upgrade());
    QCOMPARE(scene.rows(), scene.binding().heads());
    const std::string head = test::schemaPortrait(scene.database());

    VERIFY_NONE(scene.downgrade());
    QCOMPARE(scene.rows(), std::vector<std::string>());
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), portraitOfTheBase(edition)));

    VERIFY_NONE(scene.upgrade());
    QCOMPARE(scene.rows(), scene.binding().heads());
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), head));
}

/// Wherever the version rows have been before, the schema is as it was then: on the way up, on the way down, and
/// after each revision has been repeated on the way.
void TestSotp::undoesEachRevision()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    SKIP_WITHOUT(edition);
    SotpScene scene(branch, edition);
    std::map<std::vector<std::string>, std::string> seen{{{}, portraitOfTheBase(edition)}};
    const auto look = [&] {
        const std::string portrait = test::schemaPortrait(scene.database());
        const auto [known, isNew] = seen.emplace(scene.rows(), portrait);
        const std::string difference = test::differenceOf(known->second, portrait);
        QVERIFY2(difference.empty(), (text::join(known->first, ", ") + ":\n" + difference).c_str());
    };
    const auto runOne = [&](revision::Plan plan, std::size_t index) {
        plan.from = index == 0 ? plan.from : plan.steps[index - 1].rowsAfter.list();
        plan.to = plan.steps[index].rowsAfter;
        plan.steps = {plan.steps[index]};
        VERIFY_NONE(scene.run(plan));
        look();
    };

    const revision::Plan up = scene.upgradePlan();
    for (std::size_t index = 0; index < up.steps.size() && !QTest::currentTestFailed(); ++index)
        runOne(up, index);
    const revision::Plan down = scene.downgradePlan();
    QCOMPARE(down.steps.size(), up.steps.size());
    for (std::size_t index = 0; index < down.steps.size() && !QTest::currentTestFailed(); ++index) {
        runOne(down, index);
        const revision::Plan again = scene.upgradePlan(down.steps[index].revision);
        QCOMPARE(again.steps.size(), std::size_t{1});
        runOne(again, 0);
        runOne(down, index);
    }
}

void TestSotp::beginsAsTheRealProjectDid()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    SKIP_WITHOUT(edition);
    SotpScene scene(branch, edition);
    VERIFY_NONE(scene.upgrade(firstHeadOf(branch)));
    const std::vector<std::string> options{"--schema-only", "--no-owner", "--no-privileges"};
    VERIFY_NONE(test::differenceOf(test::pgDump(scene.database(), options), recordedDump(branch, edition)));
}

void TestSotp::takesOverFromAlembic()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    SKIP_WITHOUT(edition);
    SotpScene scene(branch, edition);
    VERIFY_NONE(test::psqlFailure(scene.database(), recordedDump(branch, edition)));
    scene.database().execute("INSERT INTO alembic_version VALUES ('" + firstHeadOf(branch) + "')");
    if (edition != Edition::None) // pg_dump leaves that to data
        scene.database().execute(
            "SELECT create_hypertable('device_metrics', 'time', chunk_time_interval => INTERVAL '7 days');"
            "SELECT create_hypertable('ping_results', 'timestamp', chunk_time_interval => INTERVAL '7 days')");
    SotpScene fresh(branch, edition);
    VERIFY_NONE(fresh.upgrade(firstHeadOf(branch)));
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), test::schemaPortrait(fresh.database())));

    VERIFY_NONE(scene.upgrade());
    VERIFY_NONE(fresh.upgrade());
    QCOMPARE(scene.rows(), scene.binding().heads());
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), test::schemaPortrait(fresh.database())));

    VERIFY_NONE(scene.downgrade());
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), portraitOfTheBase(edition)));
}

void TestSotp::endsInTheDesiredSchema_data()
{
    QTest::addColumn<std::string>("branch");
    QTest::addColumn<Edition>("edition");
    QTest::newRow("postgres") << std::string("postgres") << Edition::None;
    QTest::newRow("timescale") << std::string("timescale") << Edition::Community;
}

void TestSotp::endsInTheDesiredSchema()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    SKIP_WITHOUT(edition);
    SotpScene scene(branch, edition);
    VERIFY_NONE(scene.upgrade());
    const test::ScratchDatabase desired(SotpScene::server(edition));
    VERIFY_NONE(test::psqlFailure(
        desired, test::readSourceFile("migrations/schema/" + branch + ".sql") + run::VersionTable().createSql()));
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), test::schemaPortrait(desired)));
}

void TestSotp::saysLoudlyWhatIsMissing_data()
{
    QTest::addColumn<Edition>("edition");
    QTest::addColumn<std::string>("revision");
    QTest::addColumn<std::string>("said");
    const auto add = [](Edition edition, const char *revision, const char *said) {
        QTest::addRow("%s, %s", edition == Edition::None ? "none" : "Apache", revision)
            << edition << std::string(revision) << std::string(said);
    };
    add(Edition::None, "0001_init_timescale", "PLAIN tables");
    add(Edition::None, "4852c1ce1a0f", "ping_results is a plain table");
    add(Edition::None, "0f8e2b6c47d1", "interface_metrics is a plain table");
    add(Edition::None, "b5d91a7340ce", "ping_results has no chunks");
    for (const Edition edition : {Edition::None, Edition::Apache}) {
        add(edition, "6e03c8f5a19b", "the metrics stay uncompressed");
        add(edition, "d72a40be918c", "old metrics are not dropped");
        add(edition, "3a9c5e1d70f6", "ping_results_hourly is a plain view");
        add(edition, "c18f64b02ae7", "ping_results_hourly has nothing to refresh");
        add(edition, "97e5d3a80b4c", "ping_results_daily is a plain view");
    }
}

void TestSotp::saysLoudlyWhatIsMissing()
{
    QFETCH(Edition, edition);
    QFETCH(std::string, revision);
    QFETCH(std::string, said);
    SKIP_WITHOUT(edition);
    SotpScene scene("timescale", edition);
    if (const revision::Plan before = scene.upgradePlan(revision); before.steps.size() > 1)
        VERIFY_NONE(scene.upgrade(before.steps[before.steps.size() - 2].revision));
    VERIFY_NONE(scene.upgrade(revision));
    QVERIFY2(std::any_of(scene.notices().begin(), scene.notices().end(),
                         [&said](const std::string &notice) {
                             return notice.starts_with("WARNING: ") && notice.find(said) != std::string::npos;
                         }),
             text::join(scene.notices(), "\n").c_str());
}

void TestSotp::repeatsWhatRanOutsideTransactions_data()
{
    QTest::addColumn<std::string>("branch");
    QTest::addColumn<Edition>("edition");
    QTest::addColumn<std::string>("below");
    QTest::addColumn<std::string>("revision");
    QTest::addColumn<std::string>("remains");
    const auto add = [](const char *name, const char *branch, Edition edition, const char *below, const char *revision,
                        const char *remains) {
        QTest::newRow(name) << std::string(branch) << edition << std::string(below) << std::string(revision)
                            << std::string(remains);
    };
    add("an index", "postgres", Edition::None, "82c5e1f39b74", "d63b08a7f52c",
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix_alerts_open_device_id'::regclass");
    add("nothing to refresh", "timescale", Edition::None, "3a9c5e1d70f6", "c18f64b02ae7", "");
    add("a refresh", "timescale", Edition::Community, "3a9c5e1d70f6", "c18f64b02ae7", "");
}

/// What an interruption leaves is no obstacle to running the same command again, up or down.
void TestSotp::repeatsWhatRanOutsideTransactions()
{
    QFETCH(std::string, branch);
    QFETCH(Edition, edition);
    QFETCH(std::string, below);
    QFETCH(std::string, revision);
    QFETCH(std::string, remains);
    SKIP_WITHOUT(edition);
    SotpScene scene(branch, edition);
    const auto setRow = [&](const std::string &row) {
        scene.database().execute("UPDATE alembic_version SET version_num = '" + row + "'");
    };
    VERIFY_NONE(scene.upgrade(below));
    const std::string before = test::schemaPortrait(scene.database());
    VERIFY_NONE(scene.upgrade(revision));
    const std::string after = test::schemaPortrait(scene.database());

    setRow(below);
    if (!remains.empty()) {
        auto superuser = postgres::Connection::connect(scene.database().superuserSettings());
        VERIFY_OK(superuser);
        const auto left = superuser->execute(remains);
        VERIFY_OK(left);
    }
    VERIFY_NONE(scene.upgrade(revision));
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), after));
    QCOMPARE(scene.database().value("SELECT count(*) FROM pg_index WHERE NOT indisvalid"), std::string("0"));

    VERIFY_NONE(scene.downgrade(below));
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), before));
    if (SotpScene::scripts().file(revision)->down->transactional)
        return;
    setRow(revision);
    VERIFY_NONE(scene.downgrade(below));
    VERIFY_NONE(test::differenceOf(test::schemaPortrait(scene.database()), before));
}

/// Somebody else may use TimescaleDB in the same database: then the base leaves it where it is.
void TestSotp::keepsAnExtensionThatIsNotItsOwn()
{
    SKIP_WITHOUT(Edition::Community);
    SotpScene scene("timescale", Edition::Community);
    VERIFY_NONE(scene.upgrade());
    scene.database().execute("CREATE TABLE theirs (at timestamptz NOT NULL);"
                             "SELECT create_hypertable('theirs', 'at'); INSERT INTO theirs VALUES (now())");
    VERIFY_NONE(scene.downgrade());
    QCOMPARE(scene.database().value("SELECT count(*) FROM theirs"), std::string("1"));
    VERIFY_NONE(scene.upgrade());
    QCOMPARE(scene.rows(), scene.binding().heads());
}

void TestSotp::explainsAnExtensionThatWasDroppedInThisSession()
{
    SKIP_WITHOUT(Edition::Community);
    SotpScene scene("timescale", Edition::Community);
    VERIFY_NONE(scene.upgrade());
    postgres::Connection connection = scene.database().connect();
    run::Runner runner(connection, SotpScene::scripts(), run::VersionTable());
    const run::RunReport down = runner.run(scene.downgradePlan(), {}, {}, {});
    QVERIFY2(!down.error, down.error ? test::describe(*down.error).c_str() : "");
    const run::RunReport up = runner.run(scene.upgradePlan(), {}, {}, {});
    QVERIFY(up.error);
    QVERIFY2(up.error->toString().find("TimescaleDB was dropped in this session") != std::string::npos,
             test::describe(*up.error).c_str());
    QVERIFY2(up.error->sql && up.error->sql->hint.find("Connect again") != std::string::npos,
             test::describe(*up.error).c_str());
    QCOMPARE(scene.rows(), std::vector<std::string>());
    VERIFY_NONE(scene.upgrade());
}

QTEST_GUILESS_MAIN(TestSotp)
#include "tst_sotp.moc"
