// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/killableserver.h"
#include "tests/faults/messageproxy.h"
#include "tests/faults/standardrun.h"
#include "tests/faults/tally.h"
#include "tests/support/printers.h"

#include <condition_variable>
#include <csignal>
#include <map>
#include <optional>

using namespace retort;
using namespace retort::test;

namespace
{

enum class Fault { DropLink, KillProgram, KillBackend, KillServer };
constexpr Fault allFaults[] = {Fault::DropLink, Fault::KillProgram, Fault::KillBackend, Fault::KillServer};

const char *nameOf(Fault fault)
{
    switch (fault) {
    case Fault::DropLink:
        return "the link is dropped";
    case Fault::KillProgram:
        return "the program is killed";
    case Fault::KillBackend:
        return "the backends are terminated";
    case Fault::KillServer:
        return "the server is killed";
    }
    return "";
}

} // namespace

/// A run is broken after each message of the protocol, in both directions, and what the design of safe runs promises
/// is checked from outside; the same command then finishes the work.
class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void keepsItsPromises_data();
    void keepsItsPromises();
    void cleanupTestCase();

private:
    KillableServer &killable();

    std::string m_portrait;
    std::map<Direction, int> m_messages;
    std::optional<KillableServer> m_killable;
    Tally m_tally;
};

KillableServer &TestFaults::killable()
{
    if (!m_killable)
        m_killable.emplace();
    return *m_killable;
}

void TestFaults::initTestCase()
{
    StandardRun scene;
    MessageProxy proxy(scene.database().settings(), [](Direction, int) {});
    scene.goThrough(proxy.port());
    const Ended ended = scene.program.run("upgrade");
    COMPARE_STATUS(ended, 0);
    QCOMPARE(scene.contradiction(), std::string());
    m_portrait = scene.portrait();
    for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
        m_messages[direction] = proxy.count(direction);
        QVERIFY2(m_messages[direction] > 10, qPrintable(QString::number(m_messages[direction])));
    }
}

void TestFaults::keepsItsPromises_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("direction");
    QTest::addColumn<int>("message");
    for (const Fault fault : allFaults) {
        for (const Direction direction : {Direction::ToServer, Direction::ToClient}) {
            const int count = m_messages[direction];
            for (int message = 1; message <= count; ++message) {
                if (isTried(message, count))
                    QTest::addRow("%s after message %d of %d %s", nameOf(fault), message, count,
                                  direction == Direction::ToServer ? "to the server" : "to the client")
                        << static_cast<int>(fault) << static_cast<int>(direction) << message;
            }
        }
    }
}

void TestFaults::keepsItsPromises()
{
    QFETCH(int, fault);
    QFETCH(int, direction);
    QFETCH(int, message);
    const auto kind = static_cast<Fault>(fault);
    const std::string scenario = std::string(nameOf(kind)) + " after a message "
        + (static_cast<Direction>(direction) == Direction::ToServer ? "to the server" : "to the client");
    StandardRun scene(kind == Fault::KillServer ? killable().fixture() : PostgresFixture::instance());
    m_tally.tried(scenario);

    std::mutex mutex;
    std::condition_variable changed;
    bool isReached = false;
    bool isDealtWith = false;
    MessageProxy *link = nullptr;
    MessageProxy proxy(scene.database().settings(), [&](Direction way, int number) {
        if (static_cast<int>(way) != direction || number != message)
            return;
        if (kind == Fault::DropLink) {
            link->cut();
            return;
        }
        if (kind == Fault::KillBackend) {
            scene.database().execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                                     " current_database() AND client_addr IS NOT NULL");
            return;
        }
        std::unique_lock lock(mutex);
        isReached = true;
        changed.notify_all();
        changed.wait(lock, [&] { return isDealtWith; });
    });
    link = &proxy;
    scene.goThrough(proxy.port());
    RunningProgram running = scene.program.start("upgrade");
    if (kind == Fault::KillProgram || kind == Fault::KillServer) {
        std::unique_lock lock(mutex);
        // The number of messages differs by one or two from run to run: the last may not come.
        changed.wait_for(lock, std::chrono::seconds(5), [&] { return isReached; });
        if (kind == Fault::KillProgram)
            running.signal(SIGKILL);
        else
            killable().kill();
        isDealtWith = true;
        changed.notify_all();
    }
    if (kind == Fault::KillServer) {
        killable().startAgain();
        scene.goStraight(); // its socket's folder is another
    }
    const Ended ended = running.wait();
    proxy.cut();

    const std::string broken = scene.brokenPromise(ended);
    QVERIFY2(broken.empty(), broken.c_str());
    scene.goStraight();
    const std::string trouble = scene.rerunTrouble(m_portrait);
    QVERIFY2(trouble.empty(), (trouble + "\nafter the first run's " + ended.report()).c_str());
    m_tally.survived(scenario);
}

void TestFaults::cleanupTestCase()
{
    m_tally.print();
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
