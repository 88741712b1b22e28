// SPDX-License-Identifier: GPL-3.0-or-later
// A sandbox's life, what it serves, and what it keeps to itself.
#include "engine/postgres/connection.h"
#include "engine/sandbox/sandbox.h"
#include "tests/engine/sandbox/sandboxscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

using namespace retort;
using namespace retort::test;
using sandbox::Sandbox;
using sandbox::State;

namespace fs = std::filesystem;

namespace
{

/// The first field of the first row, or the error in words.
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

struct stat factsOf(const fs::path &path)
{
    struct stat facts = {};
    if (::lstat(path.c_str(), &facts) != 0)
        qFatal("%s is not there", path.c_str());
    return facts;
}

int modeOf(const fs::path &path)
{
    return static_cast<int>(factsOf(path).st_mode & 07777);
}

bool isRoot()
{
    return ::geteuid() == 0;
}

/// Files below `folder` that hold `text`.
std::vector<std::string> filesHolding(const fs::path &folder, const std::string &text)
{
    std::vector<std::string> found;
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && readFile(entry.path()).find(text) != std::string::npos)
            found.push_back(fs::relative(entry.path(), folder).string());
    }
    return found;
}

} // namespace

class SandboxTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();

    void startsStopsAndResets();
    void refusesToStopWhatIsInUse();
    void isKeptUntilItIsStopped();
    void stopsWithItsHoldersOnceItIsNoLongerKept();
    void throwsItselfAway();
    void servesAllDatabasesFromOneServer();
    void servesEachDatabaseFromAServerOfItsOwn();
    void takesDatabasesOfAnyName_data();
    void takesDatabasesOfAnyName();
    void keepsPasswordsSecret();
    void listensForThisMachineAlone();
    void runsAsAnUnprivilegedUser();
    void preloadsTimescale();
    void findsTimescaleBesideThePrograms();
    void livesInTheUsersDataFolder();

private:
    /// Made once, since initdb takes its time; each test finds it stopped.
    std::optional<SandboxPlace> m_place;
};

void SandboxTest::initTestCase()
{
    m_place.emplace();
    VERIFY_OK(Sandbox::open(m_place->options({"app"})));
}

void SandboxTest::cleanup()
{
    VERIFY_OK(sandbox::stop(m_place->folder()));
    QVERIFY(m_place->isDeserted());
}

void SandboxTest::startsStopsAndResets()
{
    SandboxPlace place;
    QVERIFY(place.state() == State::Absent);
    VERIFY_OK(sandbox::stop(place.folder()));
    VERIFY_OK(sandbox::reset(place.folder()));
    QVERIFY(!fs::exists(place.folder()));
    fs::path sockets;
    {
        auto opened = Sandbox::open(place.options());
        VERIFY_OK(opened);
        const sandbox::Status status = opened->status();
        QVERIFY(status.state == State::Running);
        QVERIFY(isRunning(status.pid));
        QVERIFY(!status.kept);
        QCOMPARE(status.holders, 1);
        QVERIFY2(status.serverVersion.find('.') != std::string::npos, status.serverVersion.c_str());
        QVERIFY(!readFile(status.log).empty());
        sockets = status.socketFolder;
        QVERIFY(fs::exists(sockets));
        QCOMPARE(ask(opened->settingsFor("app"), "CREATE TABLE kept AS SELECT 'still here' AS word"), std::string());
    }
    QVERIFY(place.state() == State::Stopped);
    QVERIFY(place.isDeserted());
    QVERIFY(!fs::exists(sockets));
    {
        auto again = Sandbox::open(place.options());
        VERIFY_OK(again);
        QCOMPARE(ask(again->settingsFor("app"), "SELECT word FROM kept"), std::string("still here"));
    }
    VERIFY_OK(sandbox::reset(place.folder()));
    QVERIFY(place.state() == State::Absent);
    QVERIFY(!fs::exists(place.folder()));
}

void SandboxTest::refusesToStopWhatIsInUse()
{
    const auto opened = Sandbox::open(m_place->options());
    VERIFY_OK(opened);
    const std::string us = std::to_string(::getpid());
    for (const auto &tried : {sandbox::stop(m_place->folder()), sandbox::reset(m_place->folder())}) {
        VERIFY_ERROR(tried, "sandbox-in-use");
        QVERIFY2(tried.error().message.find(us) != std::string::npos, tried.error().message.c_str());
        QVERIFY(!tried.error().hint.empty());
    }
    QCOMPARE(ask(opened->settingsFor("app"), "SELECT current_user"), std::string("app"));
}

void SandboxTest::isKeptUntilItIsStopped()
{
    const auto started = sandbox::startKept(m_place->options());
    VERIFY_OK(started);
    QVERIFY(started->state == State::Running);
    QVERIFY(started->kept);
    QCOMPARE(sandbox::status(m_place->folder())->holders, 0);
    {
        const auto opened = Sandbox::open(m_place->options());
        VERIFY_OK(opened);
        QCOMPARE(opened->status().pid, started->pid);
        QCOMPARE(opened->status().holders, 1);
    }
    QVERIFY(isRunning(started->pid));
    const auto again = sandbox::startKept(m_place->options());
    VERIFY_OK(again);
    QCOMPARE(again->pid, started->pid);

    VERIFY_OK(sandbox::stop(m_place->folder()));
    QVERIFY(m_place->state() == State::Stopped);
    QVERIFY(!isRunning(started->pid));
    // The keeping ended with it.
    VERIFY_OK(Sandbox::open(m_place->options()));
    QVERIFY(m_place->state() == State::Stopped);
}

void SandboxTest::stopsWithItsHoldersOnceItIsNoLongerKept()
{
    VERIFY_OK(sandbox::startKept(m_place->options()));
    Holder holder(m_place->options());
    QVERIFY2(holder.serverPid() > 0, holder.answer().c_str());
    const auto stopped = sandbox::stop(m_place->folder());
    VERIFY_ERROR(stopped, "sandbox-in-use");
    QVERIFY(stopped.error().message.find(std::to_string(holder.pid())) != std::string::npos);
    QVERIFY(isRunning(holder.serverPid()));
    QVERIFY(holder.finish());
    QVERIFY(m_place->isDeserted());
    QVERIFY(m_place->state() == State::Stopped);
}

void SandboxTest::throwsItselfAway()
{
    sandbox::Options options;
    options.databases = {"scratch"};
    options.throwAway = true;
    fs::path folder;
    fs::path sockets;
    {
        const auto opened = Sandbox::open(options);
        VERIFY_OK(opened);
        folder = opened->folder();
        sockets = opened->status().socketFolder;
        QCOMPARE(ask(opened->settingsFor("scratch"), "SHOW fsync"), std::string("off"));
    }
    QVERIFY(!fs::exists(folder));
    QVERIFY(!fs::exists(sockets));
}

void SandboxTest::servesAllDatabasesFromOneServer()
{
    const auto opened = Sandbox::open(m_place->options({"app", "postgres", "timescale"}));
    VERIFY_OK(opened);
    for (const std::string name : {"app", "postgres", "timescale"}) {
        const auto settings = opened->settingsFor(name);
        VERIFY_OK(settings);
        QCOMPARE(settings->passwordSource, std::string("sandbox"));
        QCOMPARE(ask(settings, "SELECT current_database() || ' of ' || current_user"), name + " of " + name);
        QCOMPARE(ask(settings, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"),
                 name);
        QCOMPARE(ask(settings, "SELECT rolcreatedb AND NOT rolsuper FROM pg_roles WHERE rolname = current_user"),
                 std::string("t"));
        QCOMPARE(ask(settings, "SHOW server_encoding"), std::string("UTF8"));
    }
    QCOMPARE(ask(opened->superuserSettings(), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
             std::string("t"));
    const auto unknown = opened->settingsFor("metrics");
    VERIFY_ERROR(unknown, "unknown-database");
    QVERIFY2(unknown.error().hint.find("app, postgres, timescale") != std::string::npos, unknown.error().hint.c_str());
}

void SandboxTest::servesEachDatabaseFromAServerOfItsOwn()
{
    SandboxPlace second;
    const auto app = Sandbox::open(m_place->options({"app"}));
    VERIFY_OK(app);
    {
        const auto metrics = Sandbox::open(second.throwAway({"metrics"}));
        VERIFY_OK(metrics);
        QVERIFY(app->status().pid != metrics->status().pid);
        QVERIFY(app->status().port != metrics->status().port);
        QVERIFY(app->status().socketFolder != metrics->status().socketFolder);
        VERIFY_ERROR(app->settingsFor("metrics"), "unknown-database");
        QCOMPARE(ask(metrics->settingsFor("metrics"), "SELECT current_user"), std::string("metrics"));
    }
    QVERIFY(second.isDeserted());
    QCOMPARE(ask(app->settingsFor("app"), "SELECT current_user"), std::string("app"));
}

void SandboxTest::takesDatabasesOfAnyName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isTaken");
    QTest::newRow("a keyword") << "user" << true;
    QTest::newRow("quotes and blanks") << "it's \"mine\"" << true;
    QTest::newRow("upper case, other letters") << "Zähler" << true;
    QTest::newRow("63 bytes") << QString(63, QLatin1Char('n')) << true;
    QTest::newRow("64 bytes") << QString(64, QLatin1Char('n')) << false;
    QTest::newRow("empty") << "" << false;
    QTest::newRow("the server's own roles") << "pg_monitor" << false;
    QTest::newRow("the superuser") << "retort_admin" << false;
    QTest::newRow("a template") << "template1" << false;
    QTest::newRow("a line break") << "two\nlines" << false;
}

void SandboxTest::takesDatabasesOfAnyName()
{
    QFETCH(QString, name);
    QFETCH(bool, isTaken);
    const std::string database = name.toStdString();
    const auto opened = Sandbox::open(m_place->options({database}));
    if (isTaken) {
        VERIFY_OK(opened);
        QCOMPARE(ask(opened->settingsFor(database), "SELECT current_user"), database);
    } else {
        VERIFY_ERROR(opened, "sandbox-failed");
        QVERIFY(opened.error().status == ExitStatus::Usage);
        QVERIFY(!opened.error().hint.empty());
    }
}

void SandboxTest::keepsPasswordsSecret()
{
    SandboxPlace place;
    const FakeInstallation installation(place);
    const fs::path record = place.root() / "record";
    for (const char *program : {"postgres", "initdb"}) {
        installation.replace(program,
                             "{ printf '%s\\n' \"$@\"; env; } >> '" + record.string() + "'\nexec \"$real\" \"$@\"");
    }
    installation.write(record, {});
    ::chmod(record.c_str(), 0666);

    const auto opened = Sandbox::open(place.options({"app"}));
    VERIFY_OK(opened);
    const std::string recorded = readFile(record);
    QVERIFY2(recorded.find("--pwfile") != std::string::npos, recorded.c_str());
    const std::string ownPassword = opened->settingsFor("app")->value("password");
    const std::string superPassword = opened->superuserSettings().value("password");
    QVERIFY(ownPassword != superPassword);
    for (const std::string &password : {ownPassword, superPassword}) {
        QCOMPARE(password.size(), std::size_t{32});
        QVERIFY2(recorded.find(password) == std::string::npos, "in the arguments or the environment of a program");
        for (const int pid : place.processes()) {
            const fs::path process = "/proc/" + std::to_string(pid);
            QVERIFY(readFile(process / "cmdline").find(password) == std::string::npos);
            QVERIFY(readFile(process / "environ").find(password) == std::string::npos);
        }
        // The log is one of these files.
        QCOMPARE(filesHolding(place.folder(), password), std::vector<std::string>{"passwords"});
    }
    QCOMPARE(modeOf(place.folder() / "passwords"), 0600);
    QCOMPARE(modeOf(place.folder() / "server.log"), 0600);
    QCOMPARE(modeOf(place.folder()), isRoot() ? 0710 : 0700);
    QCOMPARE(modeOf(place.data()), 0700);
}

void SandboxTest::listensForThisMachineAlone()
{
    const auto opened = Sandbox::open(m_place->options());
    VERIFY_OK(opened);
    QCOMPARE(ask(opened->superuserSettings(), "SHOW listen_addresses"), std::string("127.0.0.1"));
    const sandbox::Status status = opened->status();
    QCOMPARE(modeOf(status.socketFolder), 0700);
    QCOMPARE(static_cast<int>(factsOf(status.socketFolder).st_uid), userOf(status.pid));
    QVERIFY(opened->settingsFor("app")->value("host") == status.socketFolder.native());

    auto overTcp = *opened->settingsFor("app");
    overTcp.keywords["host"] = "127.0.0.1";
    QCOMPARE(ask(overTcp, "SELECT host(inet_server_addr()) || ':' || inet_server_port()"),
             "127.0.0.1:" + std::to_string(status.port));
    for (const std::string &host : {std::string("127.0.0.1"), status.socketFolder.string()}) {
        overTcp.keywords["host"] = host;
        overTcp.keywords["password"] = "guessed";
        VERIFY_ERROR(postgres::Connection::connect(overTcp), "authentication-failed");
    }
}

void SandboxTest::runsAsAnUnprivilegedUser()
{
    const auto opened = Sandbox::open(m_place->options());
    VERIFY_OK(opened);
    const int user = userOf(opened->status().pid);
    QVERIFY(user > 0);
    QCOMPARE(static_cast<int>(factsOf(m_place->data()).st_uid), user);
    // The rest is out of the server's reach.
    const auto us = static_cast<int>(::geteuid());
    for (const char *entry : {"", "passwords", "server.log", "open.lock", "leases.lock"})
        QCOMPARE(static_cast<int>(factsOf(m_place->folder() / entry).st_uid), us);
    if (!isRoot())
        QCOMPARE(user, us);
}

void SandboxTest::preloadsTimescale()
{
    const auto installation = sandbox::findInstallation();
    VERIFY_OK(installation);
    auto options = m_place->options();
    {
        const auto opened = Sandbox::open(options);
        VERIFY_OK(opened);
        QCOMPARE(ask(opened->superuserSettings(), "SHOW shared_preload_libraries"),
                 std::string(installation->hasTimescale ? "timescaledb" : ""));
        if (installation->hasTimescale) {
            // By the database's owner, as a revision would.
            QCOMPARE(ask(opened->settingsFor("app"), "CREATE EXTENSION timescaledb"), std::string());
        }
    }
    options.withTimescale = false;
    const auto plain = Sandbox::open(options);
    VERIFY_OK(plain);
    QCOMPARE(ask(plain->superuserSettings(), "SHOW shared_preload_libraries"), std::string());
}

void SandboxTest::findsTimescaleBesideThePrograms()
{
    const SandboxPlace place;
    const FakeInstallation installation(place);
    const auto plain = sandbox::findInstallation();
    VERIFY_OK(plain);
    QCOMPARE(plain->binFolder, installation.binFolder());
    QVERIFY(plain->majorVersion >= 13);
    // The control file may be the package's, in the place that all versions of Debian share.
    installation.write("share/extension/timescaledb.control", "trusted = true\ndefault_version = '2.25.2'\n");
    installation.write("lib/timescaledb.so", {});
    const auto extended = sandbox::findInstallation();
    VERIFY_OK(extended);
    QVERIFY(extended->hasTimescale);
    QCOMPARE(extended->timescaleVersion, std::string("2.25.2"));
}

void SandboxTest::livesInTheUsersDataFolder()
{
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    const bool wasSet = qEnvironmentVariableIsSet("XDG_DATA_HOME");
    const fs::path project = m_place->root() / "shop" / "retort.toml";
    const fs::path other = m_place->root() / "elsewhere" / "shop" / "retort.toml";

    qputenv("XDG_DATA_HOME", m_place->root().c_str());
    const fs::path folder = sandbox::folderForProject(project);
    QCOMPARE(folder.parent_path(), m_place->root() / "retort" / "sandbox");
    QVERIFY(folder.filename().native().starts_with("shop-"));
    QCOMPARE(sandbox::folderForProject(m_place->root() / "shop" / "." / "retort.toml"), folder);
    QVERIFY(sandbox::folderForProject(other) != folder);

    qunsetenv("XDG_DATA_HOME");
    const fs::path standard = sandbox::folderForProject(project);
    const fs::path expected =
        isRoot() ? fs::path("/var/lib") : fs::path(qgetenv("HOME").toStdString()) / ".local" / "share";
    QCOMPARE(standard.parent_path(), expected / "retort" / "sandbox");

    if (isRoot()) { // closed to the user that the server runs as
        const fs::path closed = m_place->root() / "closed";
        fs::create_directory(closed);
        fs::permissions(closed, fs::perms::owner_all);
        qputenv("XDG_DATA_HOME", closed.c_str());
        QCOMPARE(sandbox::folderForProject(project), standard);
    }
    if (wasSet)
        qputenv("XDG_DATA_HOME", before);
    else
        qunsetenv("XDG_DATA_HOME");
}

QTEST_GUILESS_MAIN(SandboxTest)
#include "tst_sandbox.moc"
