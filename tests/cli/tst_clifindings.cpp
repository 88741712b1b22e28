// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "tests/support/printers.h"

#include <filesystem>

using namespace retort::test;
using Texts = std::vector<std::string>;

namespace
{

/// Two databases, each with its branch, in one folder: the layout that the findings were measured on.
constexpr std::string_view guide = "p1 [postgres] -> p2, t1 [timescale] -> t2";

std::size_t filesIn(const std::filesystem::path &folder)
{
    const std::filesystem::directory_iterator files(folder);
    return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

} // namespace

/// What Alembic gets wrong on the guide's layout (requirements, section 2), from the command line.
class TestCliFindings : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void f1OneBranchIsUpToDateByItself();
    void f2ChecksLookAtTheOwnBranch();
    void f3ALabelContinuesItsBranch();
    void f4NeedsNoHeadForANewRevision();
    void f5RefusesTheOtherBranch();
    void f6GuessesNoDatabase();
    void f7JoinsNoTwoDatabases();
    void f8UndoesTheOwnBranch();
    void f9StampsTheOwnHeads();
    void f11TellsWhatAFailureLeft();
    void f13ShowsNoPassword();
    void f14TellsWhichAddressIsUsed();

private:
    Ended run(const std::string &line) { return m_program->run(line); }

    std::unique_ptr<ProjectFixture> m_project;
    std::unique_ptr<Program> m_program;
    ScratchDatabase *m_postgres = nullptr;
    ScratchDatabase *m_timescale = nullptr;
};

void TestCliFindings::init()
{
    m_project = std::make_unique<ProjectFixture>(guide);
    m_postgres = &m_project->addDatabase("postgres");
    m_timescale = &m_project->addDatabase("timescale");
    m_program = std::make_unique<Program>(*m_project);
}

void TestCliFindings::f1OneBranchIsUpToDateByItself()
{
    COMPARE_STATUS(run("-x db=timescale upgrade timescale@head"), 0);
    const Ended check = run("-x db=timescale check");
    COMPARE_STATUS(check, 0);
    VERIFY_SAYS(check, "timescale: up to date");
    COMPARE_STATUS(run("-x db=timescale revision -m \"add nodes\""), 0);
}

void TestCliFindings::f2ChecksLookAtTheOwnBranch()
{
    COMPARE_STATUS(run("-x db=timescale upgrade"), 0);
    COMPARE_STATUS(run("-x db=timescale current --check-heads"), 0);
    COMPARE_STATUS(run("-x db=postgres current --check-heads"), 1);
    COMPARE_STATUS(run("check"), 3); // the other database is behind
    COMPARE_STATUS(run("upgrade --all"), 0);
    COMPARE_STATUS(run("check"), 0);
    COMPARE_STATUS(run("status"), 0);
}

void TestCliFindings::f3ALabelContinuesItsBranch()
{
    COMPARE_STATUS(run("-x db=timescale revision -m \"add nodes\" --branch-label timescale"), 0);
    COMPARE_STATUS(run("revision -m \"add links\" --branch-label timescale"), 0);
    const Ended heads = run("--json -x db=timescale heads");
    COMPARE_STATUS(heads, 0);
    QCOMPARE(heads.array().size(), 1);
    QCOMPARE(run("--json -x db=timescale history").array().size(), 4);
    // What would make the project unreadable is never written.
    const std::size_t before = filesIn(m_project->revisionsFolder());
    COMPARE_STATUS(run("-x db=postgres revision -m \"add users\" --branch-label timescale"), 1);
    COMPARE_STATUS(run("-x db=postgres revision -m \"add users\" --rev-id p@3"), 2);
    COMPARE_STATUS(run("-x db=postgres revision -m \"add users\" --rev-id p1"), 2);
    QCOMPARE(filesIn(m_project->revisionsFolder()), before);
    COMPARE_STATUS(run("heads"), 0);
}

void TestCliFindings::f4NeedsNoHeadForANewRevision()
{
    COMPARE_STATUS(run("-x db=postgres revision -m \"add users\""), 0);
    const QJsonArray heads = run("--json -x db=postgres heads").array();
    QCOMPARE(heads.size(), 1);
    QCOMPARE(textsOf(heads.first()["down_revisions"_L1]), Texts{"p2"});
    const Ended unnamed = run("revision -m \"add anything\"");
    COMPARE_STATUS(unnamed, 1);
    VERIFY_SAYS(unnamed, "-x db=NAME");
}

void TestCliFindings::f5RefusesTheOtherBranch()
{
    for (const char *line : {"upgrade timescale@head", "upgrade t2", "upgrade timescale@head --sql",
                             "downgrade timescale@base", "plan upgrade timescale@head", "stamp timescale@head"}) {
        const Ended ended = run("-x db=postgres " + std::string(line));
        COMPARE_STATUS(ended, 1);
        VERIFY_SAYS(ended, "'postgres'");
        VERIFY_SAYS(ended, "'timescale'");
        QCOMPARE(run("--json -x db=postgres " + std::string(line)).errorCode(), std::string("wrong-branch"));
    }
    VERIFY_SAYS(run("-x db=postgres stamp timescale@head"), "hint: retort --db timescale stamp timescale@head");
    QVERIFY(!m_postgres->hasRelation("t_t1"));
    QCOMPARE(rowsOf(*m_postgres), Texts{});
    // Who means it, and what they meant, is kept.
    COMPARE_STATUS(run("-x db=postgres upgrade t1 --force-branch"), 0);
    QCOMPARE(rowsOf(*m_postgres), Texts{"t1"});
    VERIFY_SAYS(run("log"), "upgrade t1 --force-branch");
}

void TestCliFindings::f6GuessesNoDatabase()
{
    const Ended slip = run("-x db=timescaledb upgrade");
    COMPARE_STATUS(slip, 2);
    VERIFY_SAYS(slip, "it has postgres, timescale");
    VERIFY_SAYS(slip, "Did you mean -x db=timescale?");
    for (const char *line : {"upgrade", "downgrade -1", "stamp head", "current", "-x db= upgrade"}) {
        const Ended ended = run(line);
        COMPARE_STATUS(ended, 2);
        VERIFY_SAYS(ended, "postgres");
        VERIFY_SAYS(ended, "timescale");
    }
    QCOMPARE(rowsOf(*m_postgres), Texts{});
    QCOMPARE(rowsOf(*m_timescale), Texts{});
}

void TestCliFindings::f7JoinsNoTwoDatabases()
{
    const std::size_t before = filesIn(m_project->revisionsFolder());
    for (const char *line : {"merge heads -m both", "merge p2 t2 -m both", "-x db=postgres merge p2 t2 -m both"}) {
        const Ended ended = run(line);
        COMPARE_STATUS(ended, 1);
        VERIFY_SAYS(ended, "would join branch");
        VERIFY_SAYS(ended, "Heads of different databases are normal and need no merge");
    }
    QCOMPARE(filesIn(m_project->revisionsFolder()), before);
}

void TestCliFindings::f8UndoesTheOwnBranch()
{
    COMPARE_STATUS(run("-x db=postgres upgrade"), 0);
    m_postgres->execute("CREATE TABLE t_t1 (); INSERT INTO alembic_version VALUES ('t1')"); // as F5 leaves it
    COMPARE_STATUS(run("-x db=postgres downgrade -1"), 0);
    QCOMPARE(rowsOf(*m_postgres), (Texts{"p1", "t1"}));
    COMPARE_STATUS(run("-x db=postgres downgrade base"), 0);
    QCOMPARE(rowsOf(*m_postgres), Texts{"t1"});
    QVERIFY(m_postgres->hasRelation("t_t1"));
}

void TestCliFindings::f9StampsTheOwnHeads()
{
    COMPARE_STATUS(run("-x db=timescale stamp heads --reason \"restored from a backup\""), 0);
    QCOMPARE(rowsOf(*m_timescale), Texts{"t2"});
    QVERIFY(!m_timescale->hasRelation("t_t1"));
    const Ended log = run("log -v");
    VERIFY_SAYS(log, "stamp heads --reason 'restored from a backup'");
    VERIFY_SAYS(log, "was at:   no revision applied");
    COMPARE_STATUS(run("-x db=timescale stamp base"), 0); // undone
    QCOMPARE(rowsOf(*m_timescale), Texts{});
}

void TestCliFindings::f11TellsWhatAFailureLeft()
{
    m_project->addRevision({.id = "t3",
                            .revises = {"t2"},
                            .up = "CREATE TABLE t_t3 ();\nSELECT 1/0;",
                            .down = "DROP TABLE t_t3;",
                            .upTransactional = false});
    const Ended ended = run("-x db=timescale upgrade");
    COMPARE_STATUS(ended, 6);
    VERIFY_SAYS(ended, "1 statement of revision t3 is done");
    QCOMPARE(rowsOf(*m_timescale), Texts{"t2"});
    QVERIFY(m_timescale->hasRelation("t_t3"));
}

/// Program searches whatever is written for the project's passwords.
void TestCliFindings::f13ShowsNoPassword()
{
    for (const char *line : {"status", "-x db=postgres current -v", "-x db=postgres upgrade", "log -v"})
        COMPARE_STATUS(run(line), std::string_view(line) == "status" ? 3 : 0);
}

void TestCliFindings::f14TellsWhichAddressIsUsed()
{
    const std::string port = m_postgres->settings().value("port");
    m_project->writeFile("retort.toml",
                         "[project]\nlocations = [\"revisions\"]\n[database.postgres]\nbranch = \"postgres\"\n"
                         "host = \"postgres\"\nport = \"5432\"\nuser = \"${FIXTURE_POSTGRES_USER}\"\n"
                         "password = \"${FIXTURE_POSTGRES_PASSWORD}\"\ndbname = \"${FIXTURE_POSTGRES_DBNAME}\"\n"
                         "[database.postgres.hosts]\npostgres = \"127.0.0.1:"
                             + port + "\"\n");
    const Ended status = run("status");
    COMPARE_STATUS(status, 3);
    VERIFY_SAYS(status, "127.0.0.1:" + port);
}

QTEST_GUILESS_MAIN(TestCliFindings)
#include "tst_clifindings.moc"
