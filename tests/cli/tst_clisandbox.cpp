// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

using namespace retort::test;
namespace fs = std::filesystem;

/// A project without a server is served by its sandbox; the verb starts, stops, shows, enters and removes it.
class TestCliSandbox : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void startsStopsAndResets();
    void servesTheProjectByItself();
    void opensPsql();
    void isNotForConfiguredProjects();

private:
    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
};

void TestCliSandbox::init()
{
    m_project = std::make_unique<ProjectFixture>("a1 [app] -> a2, m1 [metrics]");
    std::string file = "[project]\nlocations = [\"revisions\"]\n";
    for (const std::string name : {"app", "metrics"})
        file += "[database." + name + "]\nbranch = \"" + name + "\"\nurl = \"${" + name + "_URL:-}\"\n";
    m_project->writeFile("retort.toml", file);
    m_program = std::make_unique<Program>(*m_project);
}

void TestCliSandbox::cleanup()
{
    m_program->run("sandbox reset");
}

void TestCliSandbox::startsStopsAndResets()
{
    const Ended absent = m_program->run("--json sandbox status");
    COMPARE_STATUS(absent, 0);
    QCOMPARE(absent.object().keys(),
             words("databases folder holders kept log pid port server_version socket_folder state"));
    QCOMPARE(absent.object()["state"_L1].toString(), u"absent"_s);
    QCOMPARE(textsOf(absent.object()["databases"_L1]), (std::vector<std::string>{"app", "metrics"}));

    COMPARE_STATUS(m_program->run("sandbox start"), 0);
    const QJsonObject running = m_program->run("--json sandbox status").object();
    QCOMPARE(running["state"_L1].toString(), u"running"_s);
    QVERIFY(running["kept"_L1].toBool());
    QVERIFY(running["pid"_L1].toInt() > 0);
    QVERIFY(running["port"_L1].toInt() > 0);
    const fs::path folder = running["folder"_L1].toString().toStdString();
    QVERIFY(fs::exists(folder / "data"));

    const Ended stopped = m_program->run("sandbox stop");
    COMPARE_STATUS(stopped, 0);
    VERIFY_SAYS(stopped, "stopped");
    QCOMPARE(m_program->run("--json sandbox status").object()["state"_L1].toString(), u"stopped"_s);
    COMPARE_STATUS(m_program->run("sandbox stop"), 0);
    const Ended reset = m_program->run("sandbox reset");
    COMPARE_STATUS(reset, 0);
    VERIFY_SAYS(reset, "absent");
    QVERIFY(!fs::exists(folder / "data"));
}

/// Each command brings the server up and leaves it as it found it; the data stays.
void TestCliSandbox::servesTheProjectByItself()
{
    COMPARE_STATUS(m_program->run("-x db=app revision -m \"add more\" --rev-id a3"), 0);
    const Ended first = m_program->run("-x db=app describe");
    COMPARE_STATUS(first, 0);
    QCOMPARE(m_program->run("--json sandbox status").object()["state"_L1].toString(), u"stopped"_s);
    COMPARE_STATUS(m_program->run("-x db=metrics current"), 0);
}

void TestCliSandbox::opensPsql()
{
    COMPARE_STATUS(m_program->run("sandbox start"), 0);
    const Ended words = m_program->run("-x db=metrics sandbox psql -- -X -A -t -c \"SELECT current_database()\"");
    COMPARE_STATUS(words, 0);
    QCOMPARE(words.out, std::string("metrics\n"));
    const Ended input = m_program->run("-x db=app sandbox psql -- -X -q -A -t", "SELECT current_user;\n");
    COMPARE_STATUS(input, 0);
    QCOMPARE(input.out, std::string("app\n"));
    COMPARE_STATUS(m_program->run("-x db=app sandbox psql -- -X -c \"SELECT 1/0\""), 1);
    const Ended which = m_program->run("--json sandbox psql");
    COMPARE_STATUS(which, 2);
    QCOMPARE(which.errorCode(), std::string("database-not-named"));
}

void TestCliSandbox::isNotForConfiguredProjects()
{
    m_program->set("app_URL", "postgresql://localhost:1/x");
    const Ended status = m_program->run("--json sandbox status");
    QCOMPARE(textsOf(status.object()["databases"_L1]), std::vector<std::string>{"metrics"});
    COMPARE_STATUS(m_program->run("-x db=app describe"), 4);
    m_program->set("metrics_URL", "postgresql://localhost:1/y");
    const Ended start = m_program->run("sandbox start");
    COMPARE_STATUS(start, 0);
    VERIFY_SAYS(start, "warning: ");
}

QTEST_GUILESS_MAIN(TestCliSandbox)
#include "tst_clisandbox.moc"
