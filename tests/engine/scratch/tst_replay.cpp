// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/branchbinding.h"
#include "engine/scratch/replay.h"
#include "tests/support/printers.h"
#include "tests/support/projectfixture.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace retort;
using scratch::Replay;
using scratch::ScratchServer;

/// Schemas of a branch's revisions, replayed and remembered.
class TestReplay : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void givesTheSchemaAfterAPlan();
    void givesTheSchemaAfterEachStep();
    void remembersByContent();
    void makesTheRolesThatScriptsName();
    void replaysScriptsThatMakeRolesTwice();
    void refusesRolesBesideADatabase();
    void saysWhichScriptFails();
    void saysWhichExtensionIsMissing();
    void leavesOurTablesOut();

private:
    Result<catalog::Snapshot> replay(const std::string &target, ScratchServer &server);
    Result<catalog::Snapshot> replay(const std::string &target);
    scratch::CatalogCache cache() const { return scratch::CatalogCache(m_folder->path().toStdString() + "/cache"); }
    revision::Plan planTo(const std::string &target);
    static std::vector<std::string> tablesOf(const catalog::Snapshot &snapshot);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<test::ProjectFixture> m_project;
    script::ScriptDirectory m_scripts;
};

void TestReplay::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_project = std::make_unique<test::ProjectFixture>("a [app] -> b -> c");
}

revision::Plan TestReplay::planTo(const std::string &target)
{
    auto scripts = script::ScriptDirectory::load({m_project->revisionsFolder()});
    if (!scripts)
        qFatal("%s", test::describe(scripts.error()).c_str());
    m_scripts = *std::move(scripts);
    const revision::BranchBinding binding(m_scripts.map(), "app", "app");
    auto plan = binding.planUpgrade({}, target);
    if (!plan)
        qFatal("%s", test::describe(plan.error()).c_str());
    return *std::move(plan);
}

Result<catalog::Snapshot> TestReplay::replay(const std::string &target, ScratchServer &server)
{
    const revision::Plan plan = planTo(target);
    return Replay(server, m_scripts, run::VersionTable(), {{}, "", {"alembic_version"}}, cache()).after(plan);
}

Result<catalog::Snapshot> TestReplay::replay(const std::string &target)
{
    auto server = ScratchServer::inSandbox();
    return server ? replay(target, *server) : std::move(server).error();
}

std::vector<std::string> TestReplay::tablesOf(const catalog::Snapshot &snapshot)
{
    std::vector<std::string> names;
    for (const catalog::Relation &relation : snapshot.relations)
        names.push_back(relation.summary.name.name);
    return names;
}

void TestReplay::givesTheSchemaAfterAPlan()
{
    const auto snapshot = replay("b");
    QVERIFY2(snapshot.isOk(), test::describe(snapshot).c_str());
    QCOMPARE(tablesOf(*snapshot), (std::vector<std::string>{"t_a", "t_b"}));
}

void TestReplay::givesTheSchemaAfterEachStep()
{
    auto server = ScratchServer::inSandbox();
    QVERIFY2(server.isOk(), test::describe(server).c_str());
    QVERIFY(replay("b", *server)); // the middle one is remembered already
    const revision::Plan plan = planTo("c");
    Replay replaying(*server, m_scripts, run::VersionTable(), {{}, "", {"alembic_version"}}, cache());
    for (const char *time : {"first", "second"}) {
        std::vector<std::size_t> counts;
        const auto done = replaying.afterEach(plan, [&](std::size_t step, const catalog::Snapshot &snapshot) {
            QCOMPARE(step, counts.size());
            counts.push_back(snapshot.relations.size());
        });
        QVERIFY2(done.isOk(), test::describe(done).c_str());
        QVERIFY2(counts == (std::vector<std::size_t>{1, 2, 3}), time);
    }
}

void TestReplay::remembersByContent()
{
    const QByteArray before = qgetenv("TMPDIR");
    // As root, the server runs as somebody else, who must reach its folder.
    std::filesystem::permissions(m_folder->path().toStdString(), std::filesystem::perms(0711));
    qputenv("TMPDIR", m_folder->path().toUtf8());
    const auto servers = [this] { return QDir(m_folder->path()).entryList({QLatin1String("retort-throwaway-*")}).size(); };

    auto server = ScratchServer::inSandbox();
    QVERIFY2(server.isOk(), test::describe(server).c_str());
    QVERIFY(replay("c", *server));
    QCOMPARE(servers(), 1);
    auto again = ScratchServer::inSandbox();
    const auto known = replay("c", *again);
    QVERIFY2(known.isOk(), test::describe(known).c_str());
    QCOMPARE(tablesOf(*known), (std::vector<std::string>{"t_a", "t_b", "t_c"}));
    QCOMPARE(servers(), 1); // no second server was needed

    m_project->addRevision({.id = "b", .revises = {"a"}, .up = "CREATE TABLE other ();", .down = "DROP TABLE other;"});
    const auto edited = replay("c", *again);
    qputenv("TMPDIR", before);
    QVERIFY2(edited.isOk(), test::describe(edited).c_str());
    QCOMPARE(tablesOf(*edited), (std::vector<std::string>{"other", "t_a", "t_c"}));
}

void TestReplay::makesTheRolesThatScriptsName()
{
    m_project->addRevision({.id = "d",
                            .revises = {"c"},
                            .up = "ALTER TABLE t_a OWNER TO app_owner; GRANT SELECT ON t_a TO app_reader;",
                            .down = "SELECT 1;"});
    const auto snapshot = replay("d");
    QVERIFY2(snapshot.isOk(), test::describe(snapshot).c_str());
    QCOMPARE(snapshot->relations.front().summary.owner, std::string("app_owner"));
}

void TestReplay::replaysScriptsThatMakeRolesTwice()
{
    auto server = ScratchServer::inSandbox();
    QVERIFY2(server.isOk(), test::describe(server).c_str());
    for (const char *name : {"one", "two"}) {
        m_project->addRevision({.id = "d",
                                .revises = {"c"},
                                .up = std::string("CREATE ROLE app_new; GRANT SELECT ON t_a TO app_new; CREATE TABLE ")
                                    + name + " ();",
                                .down = "SELECT 1;"});
        const auto snapshot = replay("d", *server);
        QVERIFY2(snapshot.isOk(), test::describe(snapshot).c_str());
    }
}

void TestReplay::refusesRolesBesideADatabase()
{
    m_project->addRevision({.id = "d", .revises = {"c"}, .up = "CREATE ROLE app_new;", .down = "DROP ROLE app_new;"});
    const test::ScratchDatabase target;
    auto server = ScratchServer::beside(target.settings());
    QVERIFY2(server.isOk(), test::describe(server).c_str());
    const auto snapshot = replay("d", *server);
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().code, std::string("cluster-wide-statement"));
    QVERIFY(snapshot.error().message.find("CREATE ROLE app_new") != std::string::npos);
    const auto below = replay("c", *server);
    QVERIFY2(below.isOk(), test::describe(below).c_str());
}

void TestReplay::saysWhichScriptFails()
{
    m_project->addRevision({.id = "d", .revises = {"c"}, .up = "CREATE TABLE x ();\nSELEKT 1;", .down = "SELECT 1;"});
    const auto snapshot = replay("d");
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().place.file, m_project->revisionFile("d").string());
    QVERIFY2(snapshot.error().message.find("scratch") != std::string::npos, test::describe(snapshot).c_str());
}

void TestReplay::saysWhichExtensionIsMissing()
{
    m_project->addRevision({.id = "d", .revises = {"c"}, .up = "CREATE EXTENSION no_such_thing;", .down = "SELECT 1;"});
    const auto snapshot = replay("d");
    QVERIFY(!snapshot);
    QCOMPARE(snapshot.error().code, std::string("extension-not-available"));
    QVERIFY2(snapshot.error().message.find("no_such_thing") != std::string::npos, test::describe(snapshot).c_str());
}

void TestReplay::leavesOurTablesOut()
{
    const auto snapshot = replay("a");
    QVERIFY2(snapshot.isOk(), test::describe(snapshot).c_str());
    QCOMPARE(tablesOf(*snapshot), std::vector<std::string>{"t_a"});
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
