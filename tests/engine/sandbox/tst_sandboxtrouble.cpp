// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a sandbox's way is named, with its remedy, and nothing of anyone's is lost.
#include "engine/sandbox/sandbox.h"
#include "tests/engine/sandbox/sandboxscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <thread>

using namespace retort;
using namespace retort::test;
using sandbox::Sandbox;
using sandbox::State;

namespace fs = std::filesystem;

namespace
{

/// Another program that listens on a port of 127.0.0.1.
class Listener
{
public:
    Listener()
    {
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (m_socket < 0 || ::bind(m_socket, generic, size) != 0 || ::listen(m_socket, 1) != 0
            || ::getsockname(m_socket, generic, &size) != 0)
            qFatal("can't listen on 127.0.0.1");
        m_port = ntohs(address.sin_port);
    }
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;
    ~Listener() { close(); }

    std::string port() const { return std::to_string(m_port); }
    void close()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }

private:
    int m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int m_port = 0;
};

void writeFile(const fs::path &file, const std::string &content)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::trunc) << content;
}

bool says(const Error &error, const std::string &word)
{
    return error.message.find(word) != std::string::npos || error.hint.find(word) != std::string::npos;
}

} // namespace

#define VERIFY_SAYS(result, word) QVERIFY2(says((result).error(), (word)), retort::test::describe(result).c_str())

class SandboxTroubleTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void namesATakenPort();
    void triesAgainWhenAPortWasTaken();
    void namesAMissingInstallation_data();
    void namesAMissingInstallation();
    void namesAFailingInitdb();
    void namesAnUnusableSetting();
    void namesAMissingVersion();
    void namesAFolderThatCantBeWritten();
    void leavesForeignFoldersAlone_data();
    void leavesForeignFoldersAlone();
    void namesAFolderThatTheServerCantReach();
    void refusesDamagedPasswords_data();
    void refusesDamagedPasswords();

private:
    /// Made once; each test finds it stopped.
    std::optional<SandboxPlace> m_place;
};

void SandboxTroubleTest::initTestCase()
{
    m_place.emplace();
    VERIFY_OK(Sandbox::open(m_place->options()));
}

void SandboxTroubleTest::cleanup()
{
    QVERIFY(m_place->isDeserted());
    VERIFY_OK(Sandbox::open(m_place->options()));
}

void SandboxTroubleTest::namesATakenPort()
{
    const Listener other;
    auto options = m_place->options();
    options.settings.push_back("port=" + other.port());
    const auto opened = Sandbox::open(options);
    VERIFY_ERROR(opened, "sandbox-failed");
    QVERIFY(opened.error().status == ExitStatus::Unreachable);
    VERIFY_SAYS(opened, "Address already in use");
    VERIFY_SAYS(opened, "another program uses the port");
    QVERIFY(m_place->state() == State::Stopped);
}

void SandboxTroubleTest::triesAgainWhenAPortWasTaken()
{
    Listener other;
    auto options = m_place->options();
    options.settings.push_back("port=" + other.port());
    const fs::path log = m_place->folder() / "server.log";
    const std::size_t before = readFile(log).size();
    bool wasRefused = false;
    std::thread yielding([&] {
        for (int i = 0; i < patience && !wasRefused; ++i) {
            QTest::qSleep(1);
            wasRefused = readFile(log).find("could not create any TCP/IP sockets", before) != std::string::npos;
        }
        other.close();
    });
    const auto opened = Sandbox::open(options);
    yielding.join();
    QVERIFY(wasRefused);
    VERIFY_OK(opened);
    QCOMPARE(std::to_string(opened->status().port), other.port());
}

void SandboxTroubleTest::namesAMissingInstallation_data()
{
    QTest::addColumn<QString>("missing");
    QTest::newRow("all of it") << "";
    QTest::newRow("initdb") << "initdb";
    QTest::newRow("postgres") << "postgres";
}

void SandboxTroubleTest::namesAMissingInstallation()
{
    QFETCH(QString, missing);
    const SandboxPlace place;
    const FakeInstallation installation(place);
    if (missing.isEmpty())
        fs::remove_all(installation.binFolder());
    else
        fs::remove(installation.binFolder() / missing.toStdString());
    const auto opened = Sandbox::open(place.options());
    VERIFY_ERROR(opened, "postgresql-not-installed");
    QVERIFY(opened.error().status == ExitStatus::Unreachable);
    VERIFY_SAYS(opened, installation.binFolder().string());
    VERIFY_SAYS(opened, "apt-get install postgresql-15");
    VERIFY_SAYS(opened, "RETORT_PG_BIN");
    QVERIFY(place.state() == State::Absent);
}

void SandboxTroubleTest::namesAFailingInitdb()
{
    const SandboxPlace place;
    {
        const FakeInstallation installation(place);
        installation.replace("initdb", "touch half; echo 'initdb: error: no space left on device' >&2; exit 1");
        const auto opened = Sandbox::open(place.options());
        VERIFY_ERROR(opened, "sandbox-failed");
        VERIFY_SAYS(opened, "no space left on device");
        QVERIFY(!fs::exists(place.data()));
    }
    QVERIFY(place.isDeserted());
    VERIFY_OK(Sandbox::open(place.options()));
}

void SandboxTroubleTest::namesAnUnusableSetting()
{
    auto options = m_place->options();
    options.settings.emplace_back("no_such_setting=1");
    const auto opened = Sandbox::open(options);
    VERIFY_ERROR(opened, "sandbox-failed");
    VERIFY_SAYS(opened, "no_such_setting");
    VERIFY_SAYS(opened, (m_place->folder() / "server.log").string());
    QVERIFY(m_place->state() == State::Stopped);
}

void SandboxTroubleTest::namesAMissingVersion()
{
    const std::string version = readFile(m_place->data() / "PG_VERSION");
    writeFile(m_place->data() / "PG_VERSION", "99\n");
    const auto opened = Sandbox::open(m_place->options());
    writeFile(m_place->data() / "PG_VERSION", version);
    VERIFY_ERROR(opened, "postgresql-not-installed");
    VERIFY_SAYS(opened, "made by PostgreSQL 99");
    VERIFY_SAYS(opened, "apt-get install postgresql-99");
}

void SandboxTroubleTest::namesAFolderThatCantBeWritten()
{
    const SandboxPlace place;
    auto options = place.options();
    const fs::path closed = place.root() / "closed";
    if (::geteuid() == 0) {
        options.folder = "/sys/retort/sandbox/shop"; // where root can't write either
    } else {
        fs::create_directory(closed);
        fs::permissions(closed, fs::perms::owner_read | fs::perms::owner_exec);
        options.folder = closed / "retort" / "sandbox" / "shop";
    }
    const auto opened = Sandbox::open(options);
    VERIFY_ERROR(opened, "sandbox-failed");
    QVERIFY(opened.error().status == ExitStatus::Unreachable);
    VERIFY_SAYS(opened, (::geteuid() == 0 ? fs::path("/sys") : closed).string() + "/retort:");
    VERIFY_SAYS(opened, "XDG_DATA_HOME");
    if (fs::exists(closed))
        fs::permissions(closed, fs::perms::owner_all);
}

void SandboxTroubleTest::leavesForeignFoldersAlone_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("a folder with other things in it") << "sandbox/letter.txt";
    QTest::newRow("a data folder that is not ours") << "sandbox/data/PG_VERSION";
    QTest::newRow("a file in its place") << "sandbox";
}

void SandboxTroubleTest::leavesForeignFoldersAlone()
{
    QFETCH(QString, file);
    const SandboxPlace place;
    const fs::path treasure = place.root() / file.toStdString();
    writeFile(treasure, "mine");
    VERIFY_ERROR(Sandbox::open(place.options()), "sandbox-failed");
    VERIFY_ERROR(Sandbox::open(place.throwAway()), "sandbox-failed");
    VERIFY_OK(sandbox::reset(place.folder()));
    QCOMPARE(readFile(treasure), std::string("mine"));
}

void SandboxTroubleTest::namesAFolderThatTheServerCantReach()
{
    if (::geteuid() != 0)
        QSKIP("only root has another user run its server");
    const SandboxPlace place;
    const fs::path closed = place.root() / "closed";
    fs::create_directory(closed);
    fs::permissions(closed, fs::perms::owner_all);
    auto options = place.options();
    options.folder = closed / "sandbox";
    const auto opened = Sandbox::open(options);
    VERIFY_ERROR(opened, "sandbox-failed");
    VERIFY_SAYS(opened, options.folder.string());
    VERIFY_SAYS(opened, "/var/lib");
}

void SandboxTroubleTest::refusesDamagedPasswords_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("gone") << "gone"
                          << "retort sandbox reset";
    QTest::newRow("cut short") << "cut"
                               << "retort sandbox reset";
    QTest::newRow("readable by others") << "open"
                                        << "chmod 600";
    QTest::newRow("a link") << "link"
                            << "retort sandbox reset";
}

void SandboxTroubleTest::refusesDamagedPasswords()
{
    QFETCH(QString, damage);
    QFETCH(QString, remedy);
    const fs::path file = m_place->folder() / "passwords";
    const fs::path safe = m_place->root() / "safe";
    fs::copy_file(file, safe, fs::copy_options::overwrite_existing);
    if (damage == QStringLiteral("open"))
        ::chmod(file.c_str(), 0644);
    else
        fs::remove(file);
    if (damage == QStringLiteral("link"))
        fs::create_symlink(safe, file);
    else if (damage == QStringLiteral("cut"))
        writeFile(file, "abc");
    if (damage == QStringLiteral("cut"))
        ::chmod(file.c_str(), 0600);

    const auto opened = Sandbox::open(m_place->options());
    fs::remove(file);
    fs::rename(safe, file);
    ::chmod(file.c_str(), 0600);
    VERIFY_ERROR(opened, "sandbox-failed");
    VERIFY_SAYS(opened, file.string());
    VERIFY_SAYS(opened, remedy.toStdString());
}

QTEST_GUILESS_MAIN(SandboxTroubleTest)
#include "tst_sandboxtrouble.moc"
