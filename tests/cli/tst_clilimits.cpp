// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

#include <fstream>
#include <iterator>

using namespace retort::test;

namespace
{

/// Puts options behind the file's marker of that name.
void addOptions(const std::filesystem::path &file, const std::string &marker, const std::string &options)
{
    std::ifstream stream(file, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    stream.close();
    text.insert(text.find(marker) + marker.size(), ' ' + options);
    std::ofstream(file, std::ios::binary | std::ios::trunc) << text;
}

/// Writes down what limits it ran with.
std::string noteOf(const std::string &id)
{
    return "INSERT INTO limits SELECT '" + id
        + "', current_setting('lock_timeout') || ' ' || current_setting('statement_timeout');";
}

} // namespace

/// A section may set limits of its own: `-- migrate:up lock_timeout:10s statement_timeout:5min`.
class TestCliLimits : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void holdForTheirRevisionAlone_data();
    void holdForTheirRevisionAlone();
    void standInThePlan();
    void standInTheScript();
    void areRefusedWithTheirPlace();

private:
    std::unique_ptr<ProjectFixture> m_project;
};

void TestCliLimits::init()
{
    m_project = std::make_unique<ProjectFixture>();
    m_project->addDatabase("app");
    m_project->addRevision({.id = "a", .labels = {"app"}, .up = "CREATE TABLE limits (id text, limits text);",
                            .down = "DROP TABLE limits;"});
    std::string below = "a";
    for (const char *id : {"b", "c", "d", "e"}) {
        m_project->addRevision({.id = id, .revises = {below}, .up = noteOf(id), .down = noteOf(id)});
        below = id;
    }
    addOptions(m_project->revisionFile("b"), "-- migrate:up", "lock_timeout:10s statement_timeout:5min");
    addOptions(m_project->revisionFile("d"), "-- migrate:up", "transaction:false lock_timeout:200ms");
    addOptions(m_project->revisionFile("d"), "-- migrate:down", "statement_timeout:1min");
}

void TestCliLimits::holdForTheirRevisionAlone_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("limits");
    QTest::newRow("as the files say") << "upgrade" << "b 10s 5min, c 3s 0, d 200ms 0, e 3s 0";
    QTest::newRow("statement by statement") << "-v upgrade" << "b 10s 5min, c 3s 0, d 200ms 0, e 3s 0";
    QTest::newRow("the command line wins")
        << "upgrade --lock-timeout 1s" << "b 1s 5min, c 1s 0, d 1s 0, e 1s 0";
}

void TestCliLimits::holdForTheirRevisionAlone()
{
    QFETCH(const QString, line);
    QFETCH(const QString, limits);
    Program program(*m_project);
    const Ended ended = program.run(line.toStdString());
    COMPARE_STATUS(ended, 0);
    const std::string noted = "SELECT string_agg(id || ' ' || limits, ', ' ORDER BY ctid) FROM limits";
    QCOMPARE(QString::fromStdString(m_project->database("app").value(noted)), limits);
    m_project->database("app").execute("DELETE FROM limits");
    COMPARE_STATUS(program.run("downgrade b"), 0);
    QCOMPARE(m_project->database("app").value(noted), std::string("e 3s 0, d 3s 1min, c 3s 0"));
}

void TestCliLimits::standInThePlan()
{
    Program program(*m_project);
    const Ended text = program.run("plan upgrade");
    COMPARE_STATUS(text, 0);
    VERIFY_SAYS(text, "lock timeout 10s, statement timeout 5min");
    VERIFY_SAYS(text, "outside a transaction, lock timeout 200ms");
    const QJsonArray steps = program.run("--json plan upgrade").object()["steps"_L1].toArray();
    QVERIFY(!steps[0].toObject().contains("lock_timeout"_L1));
    QCOMPARE(steps[1]["lock_timeout"_L1].toString(), u"10s"_s);
    QCOMPARE(steps[1]["statement_timeout"_L1].toString(), u"5min"_s);
    QVERIFY(!steps[3].toObject().contains("statement_timeout"_L1));
}

void TestCliLimits::standInTheScript()
{
    Program program(*m_project);
    const Ended script = program.run("upgrade a:e --sql");
    COMPARE_STATUS(script, 0);
    VERIFY_SAYS(script, "SET LOCAL lock_timeout = '10s';\n\nSET LOCAL statement_timeout = '5min';\n\nINSERT");
    VERIFY_SAYS(script, "SET lock_timeout = '200ms';\n\nINSERT");
    VERIFY_SAYS(script, "RESET lock_timeout;");
}

void TestCliLimits::areRefusedWithTheirPlace()
{
    addOptions(m_project->revisionFile("c"), "-- migrate:up", "lock_timeout:soon");
    Program program(*m_project);
    const Ended ended = program.run("--json upgrade");
    COMPARE_STATUS(ended, 2);
    QCOMPARE(ended.errorCode(), std::string("bad-section-option"));
    const QJsonObject error = ended.object()["error"_L1].toObject();
    QVERIFY2(QJsonDocument(error).toJson().contains("\"column\": 15"), ended.report().c_str());
    VERIFY_SAYS(program.run("upgrade"), "lock_timeout:10s");
}

QTEST_GUILESS_MAIN(TestCliLimits)
#include "tst_clilimits.moc"
