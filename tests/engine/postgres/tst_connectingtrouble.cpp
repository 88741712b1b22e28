// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/postgres/connection.h"
#include "tests/engine/sandbox/sandboxscene.h"
#include "tests/support/printers.h"

#include <QTest>

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fstream>
#include <optional>

using namespace retort;
using namespace std::chrono_literals;
using postgres::Connection;
using postgres::ConnectionSettings;
namespace fs = std::filesystem;

namespace
{

/// Listens, but its queue is full: the handshake of a further connection gets no answer, as behind a firewall that
/// drops packets.
class BlackHole
{
public:
    BlackHole()
    {
        m_address.sin_family = AF_INET;
        m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof m_address;
        m_sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        auto *address = reinterpret_cast<sockaddr *>(&m_address);
        if (bind(m_sockets.front(), address, length) != 0 || listen(m_sockets.front(), 0) != 0
            || getsockname(m_sockets.front(), address, &length) != 0)
            qFatal("no port for a black hole");
        for (int i = 0; i < 4; ++i) {
            const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            static_cast<void>(::connect(client, address, length));
            m_sockets.push_back(client);
        }
    }
    ~BlackHole()
    {
        for (const int one : m_sockets)
            close(one);
    }
    std::string port() const { return std::to_string(ntohs(m_address.sin_port)); }

private:
    sockaddr_in m_address{};
    std::vector<int> m_sockets;
};

} // namespace

/// Each way in which a real server turns a connection away: its code, its sentence and its remedy (S-73).
class TestConnectingTrouble : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanupTestCase();
    void says_data();
    void says();
    void saysThatNothingAnswers();
    void saysThatTheServerIsFull();
    void saysThatTheServerIsNotReady();

private:
    ConnectionSettings over(const std::string &user) const;
    void asSuperuser(const std::string &sql) const;

    std::optional<test::SandboxPlace> m_place;
    std::optional<sandbox::Sandbox> m_sandbox;
};

void TestConnectingTrouble::initTestCase()
{
    m_place.emplace();
    const fs::path rules = m_place->root() / "pg_hba.conf";
    std::ofstream(rules) << "local all all scram-sha-256\n"
                            "hostssl all over_tls 127.0.0.1/32 scram-sha-256\n"
                            "host all turned_away 127.0.0.1/32 reject\n"
                            "host all nobody_listed 192.0.2.1/32 scram-sha-256\n"
                            "host all app,sleeper,bare 127.0.0.1/32 scram-sha-256\n";
    fs::permissions(rules, fs::perms(0644));
    sandbox::Options options = m_place->throwAway();
    options.withTimescale = false;
    options.settings = {"hba_file=" + rules.string(), "max_connections=6", "superuser_reserved_connections=2",
                        "ssl=off"};
    auto opened = sandbox::Sandbox::open(options);
    VERIFY_OK(opened);
    m_sandbox.emplace(*std::move(opened));
    asSuperuser(
        "CREATE ROLE over_tls LOGIN PASSWORD 'canary word'; CREATE ROLE turned_away LOGIN PASSWORD 'canary word';"
        "CREATE ROLE nobody_listed LOGIN PASSWORD 'canary word'; CREATE ROLE bare LOGIN;"
        "CREATE ROLE sleeper NOLOGIN PASSWORD 'canary word';"
        "CREATE DATABASE closed; REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
}

void TestConnectingTrouble::cleanupTestCase()
{
    m_sandbox.reset();
    m_place.reset();
}

void TestConnectingTrouble::asSuperuser(const std::string &sql) const
{
    auto connection = Connection::connect(m_sandbox->superuserSettings());
    VERIFY_OK(connection);
    for (const std::string_view statement : text::split(sql, ';'))
        VERIFY_OK(connection->execute(statement));
}

/// Over TCP, where the rules of pg_hba.conf differ.
ConnectionSettings TestConnectingTrouble::over(const std::string &user) const
{
    ConnectionSettings settings = *m_sandbox->settingsFor("app");
    settings.keywords["host"] = "127.0.0.1";
    if (user != "app") {
        settings.keywords["user"] = user;
        settings.keywords["password"] = "canary word";
    }
    settings.passwordSource = "APP_PASSWORD in .env";
    return settings;
}

void TestConnectingTrouble::says_data()
{
    using Keywords = std::map<std::string, std::string>;
    QTest::addColumn<std::string>("user");
    QTest::addColumn<Keywords>("changes");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("hint");
    const auto row = [](const char *name, const char *user, const Keywords &changes, const char *code,
                        const char *message, const char *hint) {
        QTest::newRow(name) << std::string(user) << changes << std::string(code) << std::string(message)
                            << std::string(hint);
    };
    row("name", "app", {{"host", "retort-no-such-host.invalid"}}, "host-not-found", "is not known here",
        "[database.NAME.hosts]");
    row("refused", "app", {{"port", "1"}}, "connection-refused", "nothing listens there", "publish its port");
    row("password", "app", {{"password", "canary word"}}, "authentication-failed", "did not accept the password",
        "APP_PASSWORD in .env");
    row("no password", "app", {{"password", ""}}, "authentication-failed", "asks for a password and none is set",
        ".env");
    row("a role without password", "bare", {}, "authentication-failed", "did not accept the password",
        "APP_PASSWORD in .env");
    row("may not log in", "sleeper", {}, "login-denied", "may not log in", "ALTER ROLE \"sleeper\" LOGIN;");
    row("a rule turns away", "turned_away", {}, "authentication-failed", "turns this user away", "pg_hba.conf rejects");
    row("no rule", "nobody_listed", {{"sslmode", "prefer"}}, "tls-required", "only over TLS", "sslmode");
    row("TLS demanded", "over_tls", {{"sslmode", "disable"}}, "tls-required", "only over TLS", "sslmode = \"require\"");
    row("TLS not offered", "app", {{"sslmode", "require"}}, "tls-not-offered", "does not offer it", "sslmode");
    row("database", "app", {{"dbname", "no_such"}}, "database-missing", "no database of that name",
        "CREATE DATABASE \"no_such\";");
    row("right to connect", "app", {{"dbname", "closed"}}, "connect-denied", "no right to connect",
        "GRANT CONNECT ON DATABASE \"closed\" TO \"app\";");
}

void TestConnectingTrouble::says()
{
    using Keywords = std::map<std::string, std::string>;
    QFETCH(std::string, user);
    QFETCH(Keywords, changes);
    QFETCH(std::string, code);
    QFETCH(std::string, message);
    QFETCH(std::string, hint);
    ConnectionSettings settings = over(user);
    for (const auto &[keyword, value] : changes)
        settings.keywords[keyword] = value;
    const auto connection = Connection::connect(settings);
    VERIFY_ERROR(connection, code);
    const Error &error = connection.error();
    QCOMPARE(error.status, ExitStatus::Unreachable);
    QVERIFY2(error.message.starts_with("Can't connect to "), error.message.c_str());
    QVERIFY2(error.message.find(message) != std::string::npos, error.message.c_str());
    QVERIFY2(error.hint.find(hint) != std::string::npos, error.hint.c_str());
    QVERIFY2((error.message + error.hint).find("canary") == std::string::npos, error.hint.c_str());
}

void TestConnectingTrouble::saysThatNothingAnswers()
{
    const BlackHole hole;
    ConnectionSettings settings = over("app");
    settings.keywords["port"] = hole.port();
    settings.connectTimeout = 300ms;
    const auto connection = Connection::connect(settings);
    VERIFY_ERROR(connection, "connection-timeout");
    QVERIFY(connection.error().message.find("no answer within 300 ms") != std::string::npos);
    QVERIFY(connection.error().hint.find("firewall") != std::string::npos);
}

void TestConnectingTrouble::saysThatTheServerIsFull()
{
    std::vector<Connection> open;
    for (int i = 0; i < 10; ++i) {
        auto connection = Connection::connect(over("app"));
        if (connection) {
            open.push_back(*std::move(connection));
            continue;
        }
        VERIFY_ERROR(connection, "too-many-connections");
        QVERIFY(connection.error().hint.find("max_connections") != std::string::npos);
        QVERIFY(!open.empty());
        return;
    }
    QFAIL("six connections, two of them reserved, and ten were made");
}

void TestConnectingTrouble::saysThatTheServerIsNotReady()
{
    auto held = Connection::connect(over("app")); // keeps a smart shutdown waiting
    VERIFY_OK(held);
    QCOMPARE(kill(m_sandbox->status().pid, SIGTERM), 0);
    const auto refused = [this] { return Connection::connect(over("app")); };
    QTRY_VERIFY_WITH_TIMEOUT(!refused(), test::patience);
    const auto connection = refused();
    VERIFY_ERROR(connection, "server-starting");
    QVERIFY2(connection.error().message.find("does not accept connections") != std::string::npos,
             connection.error().message.c_str());
}

QTEST_GUILESS_MAIN(TestConnectingTrouble)
#include "tst_connectingtrouble.moc"
