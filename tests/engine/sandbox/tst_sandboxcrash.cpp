// SPDX-License-Identifier: GPL-3.0-or-later
// Owners, servers and watchdogs that are killed: no server is left behind, and the next start works.
#include "engine/postgres/connection.h"
#include "engine/sandbox/sandbox.h"
#include "tests/engine/sandbox/sandboxscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <thread>

using namespace retort;
using namespace retort::test;
using sandbox::Sandbox;
using sandbox::State;

namespace fs = std::filesystem;

namespace
{

std::string ask(const Result<postgres::ConnectionSettings> &settings, const std::string &sql)
{
    if (!settings)
        return describe(settings);
    auto connection = postgres::Connection::connect(*settings);
    if (!connection)
        return describe(connection);
    const auto answer = connection->query(sql);
    if (!answer)
        return describe(answer);
    return answer->rowCount() == 0 ? std::string() : answer->text(0, 0);
}

/// A process id that no process has.
int deadPid()
{
    QProcess process;
    process.start(QStringLiteral("/bin/true"), QStringList());
    process.waitForStarted();
    const auto pid = static_cast<int>(process.processId());
    process.waitForFinished();
    return pid;
}

void writeFile(const fs::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::trunc) << content;
}

/// What the folder of a server's sockets is called, from its pid file.
fs::path socketFolderIn(const SandboxPlace &place)
{
    std::ifstream file(place.data() / "postmaster.pid");
    std::string line;
    for (int i = 0; i < 5; ++i)
        std::getline(file, line);
    return line;
}

/// The processes with these words in their arguments.
std::vector<int> processesNaming(const SandboxPlace &place, const std::string &words)
{
    std::vector<int> found;
    for (const int pid : place.processes()) {
        if (readFile("/proc/" + std::to_string(pid) + "/cmdline").find(words) != std::string::npos)
            found.push_back(pid);
    }
    return found;
}

} // namespace

class SandboxCrashTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesNoServerBehind_data();
    void leavesNoServerBehind();
    void leavesAKilledOwnersServerToOthers();
    void leavesAKeptServerAlone();
    void endsTheServerOfAllWhoAreKilled();
    void joinsAServerThatNobodyWatches();
    void clearsAStalePidFile_data();
    void clearsAStalePidFile();
    void recoversFromAKilledServer();
    void endsBusyOrphans();
    void clearsAHalfMadeCluster();
    void finishesDatabasesThatWereCutShort();
};

void SandboxCrashTest::leavesNoServerBehind_data()
{
    // `when`: the file, below the sandbox's folder, whose appearance is the moment to kill the owner; or "ready".
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("initdb");
    QTest::addColumn<bool>("isThrowAway");
    const QString real = QStringLiteral("exec \"$real\" \"$@\"");
    const QString stuck = QStringLiteral("touch begun; exec sleep 600");
    for (const bool isThrowAway : {false, true}) {
        const char *kind = isThrowAway ? "thrown away" : "kept data";
        QTest::addRow("before initdb has begun, %s", kind) << "data.unfinished" << real << isThrowAway;
        QTest::addRow("while initdb hangs, %s", kind) << "data.unfinished/begun" << stuck << isThrowAway;
        QTest::addRow("in the middle of initdb, %s", kind) << "data.unfinished/global" << real << isThrowAway;
        QTest::addRow("while the server starts, %s", kind) << "data/postmaster.pid" << real << isThrowAway;
        QTest::addRow("in use, %s", kind) << "ready" << real << isThrowAway;
    }
}

void SandboxCrashTest::leavesNoServerBehind()
{
    QFETCH(QString, when);
    QFETCH(QString, initdb);
    QFETCH(bool, isThrowAway);
    const SandboxPlace place;
    const auto options = isThrowAway ? place.throwAway() : place.options();
    fs::path sockets;
    {
        const FakeInstallation installation(place);
        installation.replace("initdb", initdb.toStdString());
        Holder owner(options);
        if (when == QStringLiteral("ready")) {
            QVERIFY2(owner.serverPid() > 0, owner.answer().c_str());
            sockets = socketFolderIn(place);
        } else {
            QVERIFY(waitUntil([&] { return fs::exists(place.folder() / when.toStdString()); }));
        }
        owner.killHard();
        QVERIFY2(place.isDeserted(), "processes are left");
    }
    QVERIFY(sockets.empty() || !fs::exists(sockets));
    if (isThrowAway) {
        QVERIFY(!fs::exists(place.folder()));
        return;
    }
    QVERIFY(!fs::exists(place.folder() / "data.unfinished"));
    QVERIFY(place.state() == (fs::exists(place.data()) ? State::Stopped : State::Absent));
    const auto again = Sandbox::open(options);
    VERIFY_OK(again);
    QCOMPARE(ask(again->settingsFor("app"), "SELECT current_user"), std::string("app"));
}

void SandboxCrashTest::leavesAKilledOwnersServerToOthers()
{
    const SandboxPlace place;
    Holder owner(place.throwAway());
    QVERIFY2(owner.serverPid() > 0, owner.answer().c_str());
    const auto other = Sandbox::open(place.throwAway());
    VERIFY_OK(other);
    owner.killHard();
    QVERIFY(waitUntil([&] { return processesNaming(place, "retort-watchdog").size() == 1; }));
    QCOMPARE(other->status().pid, owner.serverPid());
    QCOMPARE(ask(other->settingsFor("app"), "SELECT current_user"), std::string("app"));
}

void SandboxCrashTest::leavesAKeptServerAlone()
{
    const SandboxPlace place;
    const auto started = sandbox::startKept(place.options());
    VERIFY_OK(started);
    Holder user(place.options());
    QCOMPARE(user.serverPid(), started->pid);
    user.killHard();
    QVERIFY(waitUntil([&] { return processesNaming(place, "retort-watchdog").empty(); }));
    QVERIFY(isRunning(started->pid));
    VERIFY_OK(sandbox::stop(place.folder()));
    QVERIFY(place.isDeserted());
}

void SandboxCrashTest::endsTheServerOfAllWhoAreKilled()
{
    const SandboxPlace place;
    Holder first(place.throwAway());
    Holder second(place.throwAway());
    QVERIFY2(first.serverPid() > 0, first.answer().c_str());
    QVERIFY2(second.serverPid() > 0, second.answer().c_str());
    ::kill(static_cast<pid_t>(first.pid()), SIGKILL);
    ::kill(static_cast<pid_t>(second.pid()), SIGKILL);
    first.killHard();
    second.killHard();
    QVERIFY(place.isDeserted());
    QVERIFY(!fs::exists(place.folder()));
}

void SandboxCrashTest::joinsAServerThatNobodyWatches()
{
    const SandboxPlace place;
    Holder owner(place.options());
    const int server = owner.serverPid();
    QVERIFY2(server > 0, owner.answer().c_str());
    for (const int watchdog : processesNaming(place, "retort-watchdog"))
        ::kill(watchdog, SIGKILL);
    owner.killHard();
    QVERIFY(place.state() == State::Running);
    QCOMPARE(sandbox::status(place.folder())->holders, 0);
    {
        const auto again = Sandbox::open(place.options());
        VERIFY_OK(again);
        QCOMPARE(again->status().pid, server);
    }
    QVERIFY(place.isDeserted());
}

void SandboxCrashTest::clearsAStalePidFile_data()
{
    QTest::addColumn<QString>("pid");
    QTest::newRow("of a dead process") << "dead";
    QTest::newRow("whose number another process has now") << "ours";
    QTest::newRow("of init") << "1";
    QTest::newRow("cut short") << "";
    QTest::newRow("nonsense") << "what?";
}

void SandboxCrashTest::clearsAStalePidFile()
{
    QFETCH(QString, pid);
    static const SandboxPlace place; // made by the first row
    VERIFY_OK(Sandbox::open(place.options()));
    std::string number = pid.toStdString();
    if (number == "dead")
        number = std::to_string(deadPid());
    else if (number == "ours")
        number = std::to_string(::getpid());
    writeFile(place.data() / "postmaster.pid",
              number.empty() ? std::string() : number + "\n.\n1700000000\n5432\n/tmp\n127.0.0.1\n1 2\nready   \n");
    QVERIFY(place.state() == State::Stale);

    const auto opened = Sandbox::open(place.options());
    VERIFY_OK(opened);
    QVERIFY(opened->status().state == State::Running);
    QCOMPARE(ask(opened->settingsFor("app"), "SELECT current_user"), std::string("app"));
}

void SandboxCrashTest::recoversFromAKilledServer()
{
    const SandboxPlace place;
    const auto first = Sandbox::open(place.options());
    VERIFY_OK(first);
    QCOMPARE(ask(first->settingsFor("app"), "CREATE TABLE kept AS SELECT 'still here' AS word"), std::string());
    const int server = first->status().pid;
    ::kill(server, SIGKILL);
    QVERIFY(waitUntil([&] { return place.state() == State::Stale; }));
    {
        const auto second = Sandbox::open(place.options());
        VERIFY_OK(second);
        QVERIFY(second->status().pid != server);
        QCOMPARE(ask(second->settingsFor("app"), "SELECT word FROM kept"), std::string("still here"));
    }
}

void SandboxCrashTest::endsBusyOrphans()
{
    const SandboxPlace place;
    auto first = Sandbox::open(place.options());
    VERIFY_OK(first);
    auto connection = postgres::Connection::connect(*first->settingsFor("app"));
    VERIFY_OK(connection);
    const int orphan = connection->server().backendPid;
    // A backend that counts does not notice that its postmaster is gone.
    std::thread counting([&] {
        const auto counted = connection->query("SELECT count(*) FROM generate_series(1, 100000000000)");
        if (counted)
            qWarning("it counted to the end");
    });
    QVERIFY(waitUntil([&] {
        return ask(first->superuserSettings(),
                   "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%'"
                   " AND pid <> pg_backend_pid()")
            == "1";
    }));
    ::kill(first->status().pid, SIGKILL);
    {
        const auto second = Sandbox::open(place.options());
        VERIFY_OK(second);
        QVERIFY(!isRunning(orphan));
        QCOMPARE(ask(second->settingsFor("app"), "SELECT current_user"), std::string("app"));
    }
    counting.join();
}

void SandboxCrashTest::clearsAHalfMadeCluster()
{
    const SandboxPlace place;
    const fs::path unfinished = place.folder() / "data.unfinished";
    fs::create_directories(unfinished / "base");
    writeFile(place.folder() / "open.lock", {});
    writeFile(unfinished / "PG_VERSION", "15\n");
    QVERIFY(place.state() == State::Stale);
    {
        const auto opened = Sandbox::open(place.options());
        VERIFY_OK(opened);
        QVERIFY(!fs::exists(unfinished));
    }
    QVERIFY(place.state() == State::Stopped);
}

void SandboxCrashTest::finishesDatabasesThatWereCutShort()
{
    const SandboxPlace place;
    {
        const auto opened = Sandbox::open(place.options({"app"}));
        VERIFY_OK(opened);
    }
    // As a crash would leave it after CREATE ROLE and before the file was written anew.
    std::string passwords = readFile(place.folder() / "passwords");
    for (std::size_t at = passwords.find("\tready\t"); at != std::string::npos; at = passwords.find("\tready\t"))
        passwords.replace(at, 7, "\tnew\t");
    writeFile(place.folder() / "passwords", passwords);
    const auto again = Sandbox::open(place.options({"app"}));
    VERIFY_OK(again);
    QCOMPARE(ask(again->settingsFor("app"), "SELECT current_user"), std::string("app"));
}

QTEST_GUILESS_MAIN(SandboxCrashTest)
#include "tst_sandboxcrash.moc"
