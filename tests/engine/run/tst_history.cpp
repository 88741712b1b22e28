// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/historytable.h"
#include "engine/script/checksum.h"
#include "tests/engine/run/runscene.h"
#include "tests/support/files.h"
#include "tests/support/printers.h"

#include <QTest>

using namespace retort;
using run::HistoryEntry;
using run::HistoryTable;
using run::RunOptions;
using run::RunReport;
using Rows = std::vector<std::string>;

namespace
{

RunOptions remembering(const std::string &command = "retort upgrade")
{
    RunOptions options;
    options.historyTable = "retort_history";
    options.command = command;
    return options;
}

/// Oldest first.
std::vector<HistoryEntry> entriesOf(test::RunScene &scene)
{
    postgres::Connection connection = scene.database().connect();
    auto entries =
        HistoryTable("retort_history", {}).read(connection, {.revision = {}, .limit = 0, .withBodies = true});
    if (!entries)
        qFatal("the history can't be read: %s", test::describe(entries.error()).c_str());
    return {entries->rbegin(), entries->rend()};
}

std::string storyOf(const std::vector<HistoryEntry> &entries)
{
    std::string story;
    for (const HistoryEntry &entry : entries) {
        story += toString(entry.operation) + ' ' + toString(entry.result);
        story += entry.revision.empty() ? "" : ' ' + entry.revision;
        story += '\n';
    }
    return story;
}

} // namespace

/// What a database remembers of what was done to it.
class TestHistory : public QObject
{
    Q_OBJECT

private slots:
    void remembersEachStep_data();
    void remembersEachStep();
    void remembersFailures();
    void remembersStamps();
    void keepsNoneWhereItIsSwitchedOff();
    void keepsNoneOfARehearsal();
    void liesBesideTheVersionTable();
    void survivesOddNamesAndTexts();
    void masksSecrets();
    void tellsChecksumsOfTextsApart_data();
    void tellsChecksumsOfTextsApart();
    void checksumsFilesLikeTexts();
};

void TestHistory::remembersEachStep_data()
{
    QTest::addColumn<bool>("liveProgress");
    QTest::newRow("one round trip") << false;
    QTest::newRow("with progress") << true;
}

void TestHistory::remembersEachStep()
{
    QFETCH(bool, liveProgress);
    test::RunScene scene("a -> b");
    RunOptions options = remembering("retort upgrade b");
    options.liveProgress = liveProgress;
    QVERIFY(!scene.upgrade(options).error);
    QVERIFY(!scene.run(scene.downgradePlan("a"), remembering("retort downgrade a")).error);
    const std::vector<HistoryEntry> entries = entriesOf(scene);
    QCOMPARE(storyOf(entries), std::string("upgrade done a\nupgrade done b\ndowngrade done b\n"));
    const HistoryEntry &second = entries[1];
    QCOMPARE(second.rowsBefore, Rows{"a"});
    QCOMPARE(second.rowsAfter, Rows{"b"});
    QCOMPARE(second.run, entries[0].run);
    QVERIFY(second.run != entries[2].run);
    QCOMPARE(second.command, std::string("retort upgrade b"));
    QCOMPARE(second.databaseUser, scene.database().settings().user());
    QVERIFY(!second.user.empty() && !second.host.empty());
    QVERIFY(second.program.starts_with("retort "));
    QCOMPARE(second.body, test::contentOf(scene.fileOf("b")));
    QCOMPARE(second.checksum, script::textChecksum(second.body));
    QVERIFY(second.statements > 0);
    QVERIFY(second.duration.count() >= 0 && second.duration < std::chrono::minutes(1));
    QCOMPARE(entries[0].rowsBefore, Rows{});
}

/// The entry of a failure can't be in the transaction that was rolled back, and what is done stays as it is.
void TestHistory::remembersFailures()
{
    test::RunScene scene("a");
    scene.addNext("b", "CREATE TABLE t_b (); SELECT 1/0;");
    const RunReport report = scene.upgrade(remembering());
    QVERIFY(report.error.has_value());
    const std::vector<HistoryEntry> entries = entriesOf(scene);
    QCOMPARE(storyOf(entries), std::string("upgrade done a\nupgrade failed b\n"));
    QCOMPARE(entries[1].sqlstate, std::string("22012"));
    QCOMPARE(entries[1].error, report.error->message);
    QCOMPARE(entries[1].statements, 1);
    QCOMPARE(entries[1].rowsBefore, Rows{"a"});
    QCOMPARE(entries[1].rowsAfter, Rows{"a"});
    QVERIFY(!scene.database().hasRelation("t_b"));
}

void TestHistory::remembersStamps()
{
    test::RunScene scene("a -> b");
    const auto plan = scene.scripts().map().planStamp({}, {"b"});
    VERIFY_OK(plan);
    RunOptions options = remembering("retort stamp b");
    options.reason = "made by hand";
    const RunReport report =
        run::Runner(scene.connection(), scene.scripts(), run::VersionTable()).stamp(*plan, options, {});
    QVERIFY(!report.error);
    const std::vector<HistoryEntry> entries = entriesOf(scene);
    QCOMPARE(storyOf(entries), std::string("stamp done\n"));
    QCOMPARE(entries[0].rowsAfter, Rows{"b"});
    QCOMPARE(entries[0].reason, std::string("made by hand"));
    QVERIFY(entries[0].checksum.empty());
}

void TestHistory::keepsNoneWhereItIsSwitchedOff()
{
    test::RunScene scene("a");
    QVERIFY(!scene.upgrade().error);
    QVERIFY(!scene.database().hasRelation("retort_history"));
    QVERIFY(entriesOf(scene).empty());
}

void TestHistory::keepsNoneOfARehearsal()
{
    test::RunScene scene("a -> b");
    RunOptions options = remembering();
    options.dryRun = true;
    QVERIFY(!scene.upgrade(options).error);
    QVERIFY(!scene.database().hasRelation("retort_history"));
}

void TestHistory::liesBesideTheVersionTable()
{
    test::RunScene scene("a");
    scene.database().execute("CREATE SCHEMA meta");
    const RunReport report = run::Runner(scene.connection(), scene.scripts(), run::VersionTable("versions", "meta"))
                                 .run(scene.upgradePlan(), remembering(), {}, {});
    QVERIFY(!report.error);
    QVERIFY(scene.database().hasRelation("meta.retort_history"));
    QVERIFY(!scene.database().hasRelation("public.retort_history"));
}

void TestHistory::survivesOddNamesAndTexts()
{
    test::RunScene scene;
    scene.addNext("it's", "SELECT '\\', E'\\'', $$ö \"quoted\"$$;\nSET standard_conforming_strings = off;");
    RunOptions options = remembering("retort upgrade \"it's\" {1,2} \\");
    options.historyTable = "My \"History\"";
    const RunReport report = scene.upgrade(options);
    QVERIFY2(!report.error, report.error ? test::describe(*report.error).c_str() : "");
    const auto entries = HistoryTable(options.historyTable, {})
                             .read(scene.connection(), {.revision = "it's", .limit = 1, .withBodies = true});
    VERIFY_OK(entries);
    QCOMPARE(entries->size(), std::size_t{1});
    QCOMPARE(entries->front().body, test::contentOf(scene.fileOf("it's")));
    QCOMPARE(entries->front().command, options.command);
    QCOMPARE(entries->front().rowsAfter, Rows{"it's"});
}

void TestHistory::masksSecrets()
{
    test::RunScene scene;
    scene.addNext("a", "DO $$BEGIN PERFORM 'CREATE ROLE r PASSWORD ''tops3cret-canary'''; END$$;");
    QVERIFY(!scene.upgrade(remembering()).error);
    const HistoryEntry entry = entriesOf(scene).front();
    QVERIFY(entry.body.find("CREATE ROLE r") != std::string::npos);
    QVERIFY(entry.body.find("tops3cret-canary") == std::string::npos);
    QCOMPARE(entry.checksum, script::textChecksum(test::contentOf(scene.fileOf("a"))));
}

void TestHistory::tellsChecksumsOfTextsApart_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *name, const QByteArray &one, const QByteArray &other, bool same) {
        QTest::newRow(name) << one << other << same;
    };
    row("line ends", "a\nb\n", "a\r\nb\r\n", true);
    row("old line ends", "a\nb\n", "a\rb", true);
    row("trailing blanks", "a\nb\n", "a \t\nb  ", true);
    row("lines at the end", "a", "a\n\n \n", true);
    row("a mark in front", "a",
        "\xEF\xBB\xBF"
        "a",
        true);
    row("blanks in front", "a", " a", false);
    row("blanks within", "a b", "a  b", false);
    row("an empty line within", "a\nb", "a\n\nb", false);
    row("another letter", "a", "A", false);
    row("nothing", "", "\n", true);
}

void TestHistory::tellsChecksumsOfTextsApart()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, same);
    const std::string first = script::textChecksum(one.toStdString());
    QCOMPARE(first.size(), std::size_t{64});
    QCOMPARE(script::textChecksum(other.toStdString()) == first, same);
}

void TestHistory::checksumsFilesLikeTexts()
{
    test::RunScene scene;
    std::string long_ = "SELECT 1;\r\n";
    while (long_.size() < 200'000) // several pieces
        long_ += "-- line \r\n";
    scene.addNext("a", long_);
    const auto checksum = script::fileChecksum(scene.fileOf("a"));
    VERIFY_OK(checksum);
    QCOMPARE(*checksum, script::textChecksum(test::contentOf(scene.fileOf("a"))));
    const auto missing = script::fileChecksum(scene.fileOf("a") + ".none");
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, std::string("revision-file-unreadable"));
    // The known answer of the standard (FIPS 180-4) for "abc".
    QCOMPARE(script::textChecksum("abc"),
             std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
