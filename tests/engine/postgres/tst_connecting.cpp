// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/connecterror.h"
#include "engine/postgres/connection.h"
#include "tests/support/loopback.h"
#include "tests/support/postgresfixture.h"
#include "tests/support/printers.h"

#include <QElapsedTimer>
#include <QTest>

#include <chrono>
#include <optional>
#include <thread>

#include <unistd.h>

using namespace retort;
using namespace std::chrono_literals;
using postgres::Connection;
using postgres::ConnectionSettings;

namespace {

constexpr const char *canary = "canary#p@ss w/rd";

/// Something that listens on a loopback port and is not PostgreSQL: it says `answer` to whoever writes to it.
class FakeService
{
public:
    explicit FakeService(std::string answer, bool closes = true)
        : m_answer(std::move(answer))
        , m_closes(closes)
        , m_thread([this] { serve(); })
    {
    }
    ~FakeService()
    {
        m_listener.stop();
        m_thread.join();
    }
    std::string port() const { return std::to_string(m_listener.port()); }

private:
    void serve()
    {
        std::vector<int> open;
        while (true) {
            const int client = m_listener.accept();
            if (client < 0)
                break;
            char bytes[512];
            if (read(client, bytes, sizeof bytes) > 0 && !m_answer.empty())
                static_cast<void>(write(client, m_answer.data(), m_answer.size()) > 0);
            if (m_closes)
                close(client);
            else
                open.push_back(client);
        }
        for (const int client : open)
            close(client);
    }

    std::string m_answer;
    bool m_closes;
    test::LoopbackListener m_listener;
    std::thread m_thread;
};

void verifyHoldsNoSecret(const Error &error)
{
    const std::string all = error.toString() + error.hint + (error.sql ? error.sql->message : std::string());
    for (const char *form : {canary, "canary%23p%40ss%20w%2Frd", "canary"})
        QVERIFY2(all.find(form) == std::string::npos, all.c_str());
}

} // namespace

class TestConnecting : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_database.emplace(); }
    void cleanupTestCase() { m_database.reset(); }

    void connects();
    void goesOnToTheNextHost();
    void says_data();
    void says();
    void readsWhatLibpqSays_data();
    void readsWhatLibpqSays();
    void givesUpOnASilentService();
    void stopsWhenAsked();
    void overlapsWithOtherWork();
    void canBeAbandoned();
    void holdsTheDisplayNameOfTheSession();

private:
    std::optional<test::ScratchDatabase> m_database;
};

void TestConnecting::connects()
{
    const test::ScratchDatabase &database = *m_database;
    auto connection = Connection::connect(database.settings());
    VERIFY_OK(connection);
    QVERIFY(connection->isOpen());
    QVERIFY(connection->server().version >= 100000);
    QVERIFY(QByteArray::fromStdString(connection->server().versionText).front() != ' ');
    auto pid = connection->query("SELECT pg_backend_pid(), current_setting('server_version_num')");
    VERIFY_OK(pid);
    QCOMPARE(pid->integer(0, 0), connection->server().backendPid);
    QCOMPARE(pid->integer(0, 1), connection->server().version);
    QCOMPARE(connection->settings(), database.settings());
}

void TestConnecting::goesOnToTheNextHost()
{
    const test::ScratchDatabase &database = *m_database;
    const FakeService silent("", false);
    ConnectionSettings settings = database.settings();
    const std::string host = settings.host();
    const std::string port = settings.port();
    settings.connectTimeout = 300ms;
    settings.keywords["host"] = "127.0.0.1,127.0.0.1," + host;
    settings.keywords["port"] = "1," + silent.port() + ',' + port;
    VERIFY_OK(Connection::connect(settings));

    settings.keywords["host"] = "127.0.0.1,127.0.0.1";
    settings.keywords["port"] = silent.port() + ",1";
    const auto none = Connection::connect(settings);
    VERIFY_ERROR(none, "connection-refused");
    QVERIFY2(none.error().message.find("127.0.0.1:" + silent.port() + ", 127.0.0.1:1") != std::string::npos,
             none.error().message.c_str());

    settings.keywords["port"] = "1,2,3";
    VERIFY_ERROR(Connection::connect(settings), "bad-connection-setting");
}

void TestConnecting::says_data()
{
    using Keywords = std::map<std::string, std::string>;
    QTest::addColumn<Keywords>("changes");
    QTest::addColumn<std::string>("answer"); // of a fake service; "-": the real server
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("message");
    QTest::addColumn<std::string>("hint");
    const auto row = [](const char *name, const Keywords &changes, const char *answer, const char *code,
                        const char *message, const char *hint) {
        QTest::newRow(name) << changes << std::string(answer) << std::string(code) << std::string(message)
                            << std::string(hint);
    };
    row("unknown host", {{"host", "retort-no-such-host.invalid"}}, "-", "host-not-found",
        "the name retort-no-such-host.invalid is not known here", "[database.NAME.hosts]");
    row("nothing listens", {{"host", "127.0.0.1"}, {"port", "1"}}, "-", "connection-refused", "on 127.0.0.1:1",
        "publish its port");
    row("no socket", {{"host", "/nonexistent"}}, "-", "connection-refused", "/nonexistent", "socket's folder");
    row("wrong password", {{"password", canary}}, "-", "authentication-failed", "did not accept the password",
        "RETORT_CANARY in .env");
    row("unknown user", {{"user", "nobody_knows"}, {"password", canary}}, "-", "authentication-failed",
        "as nobody_knows", "RETORT_CANARY in .env");
    row("no database", {{"dbname", "no_such_database"}}, "-", "database-missing",
        "Can't connect to no_such_database on ", "CREATE DATABASE \"no_such_database\"");
    row("bad keyword", {{"sslmode", "perhaps"}}, "-", "bad-connection-setting", "invalid sslmode value", "retort.toml");
    row("unknown keyword", {{"pasword", canary}}, "-", "bad-connection-setting", "invalid connection option",
        "retort.toml");
    row("web server", {}, "HTTP/1.1 400 Bad Request\r\n\r\n", "not-postgresql", "is not PostgreSQL", "port");
    row("SSH server", {{"sslmode", "disable"}}, "SSH-2.0-OpenSSH_9\r\n", "not-postgresql", "is not PostgreSQL", "port");
    row("closes at once", {{"sslmode", "disable"}}, "", "connection-failed", "closed the connection",
        "another service");
    row("no TLS", {{"sslmode", "require"}}, "N", "tls-not-offered", "TLS was asked for", "sslmode");
}

void TestConnecting::says()
{
    using Keywords = std::map<std::string, std::string>;
    QFETCH(Keywords, changes);
    QFETCH(std::string, answer);
    QFETCH(std::string, code);
    QFETCH(std::string, message);
    QFETCH(std::string, hint);
    const test::ScratchDatabase &database = *m_database;
    ConnectionSettings settings = database.settings();
    settings.passwordSource = "RETORT_CANARY in .env";
    std::optional<FakeService> service;
    if (answer != "-") {
        service.emplace(answer);
        settings.keywords["host"] = "127.0.0.1";
        settings.keywords["port"] = service->port();
        settings.keywords["password"] = canary;
    }
    for (const auto &[keyword, value] : changes)
        settings.keywords[keyword] = value;
    const auto connection = Connection::connect(settings);
    VERIFY_ERROR(connection, code);
    const Error &error = connection.error();
    QVERIFY2(error.message.find(message) != std::string::npos, error.message.c_str());
    QVERIFY2(error.hint.find(hint) != std::string::npos, error.hint.c_str());
    QCOMPARE(error.status, code == "bad-connection-setting" ? ExitStatus::Usage : ExitStatus::Unreachable);
    verifyHoldsNoSecret(error);
}

void TestConnecting::readsWhatLibpqSays_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("code");
    const std::string at = "connection to server at \"db\" (10.0.0.1), port 5432 failed: ";
    const auto row = [&](const char *name, const std::string &text, const char *code) {
        QTest::newRow(name) << text << std::string(code);
    };
    row("TLS demanded by pg_hba",
        at
            + "FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.2\", user \"u\","
              " database \"d\", no encryption\nLOCATION:  ClientAuthentication, auth.c:544\n",
        "tls-required");
    row("TLS demanded, before 14",
        at
            + "FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.2\", user \"u\","
              " database \"d\", SSL off\n",
        "tls-required");
    row("not in pg_hba",
        at
            + "FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.2\", user \"u\", database \"d\","
              " SSL encryption\n",
        "authentication-failed");
    row("wrong over TLS, then refused without",
        at + "FATAL:  28P01: password authentication failed for user \"u\"\nLOCATION:  auth_failed, auth.c:338\n" + at
            + "FATAL:  28000: no pg_hba.conf entry for host \"10.0.0.2\", user \"u\", database \"d\", no encryption\n",
        "authentication-failed");
    row("translated server", at + "FATAL:  28P01: Passwort-Authentifizierung für Benutzer »u« fehlgeschlagen\n",
        "authentication-failed");
    row("login not allowed", at + "FATAL:  28000: role \"u\" is not permitted to log in\n", "login-denied");
    row("no password", at + "fe_sendauth: no password supplied\n", "authentication-failed");
    row("full", at + "FATAL:  53300: sorry, too many clients already\n", "too-many-connections");
    row("starting", at + "FATAL:  57P03: the database system is starting up\n", "server-starting");
    row("certificate", at + "SSL error: certificate verify failed\n", "tls-failed");
    row("root certificate", "root certificate file \"/x\" does not exist\n", "tls-failed");
    row("timeout of the kernel", at + "Connection timed out\n\tIs the server running on that host?\n",
        "connection-timeout");
    row("something new", at + "FATAL:  XX000: no idea\n", "connection-failed");
}

void TestConnecting::readsWhatLibpqSays()
{
    QFETCH(std::string, text);
    QFETCH(std::string, code);
    ConnectionSettings settings;
    settings.keywords = {{"host", "db"}, {"dbname", "d"}, {"user", "u"}};
    const Error error = postgres::connectError(settings, text, Redactor());
    QCOMPARE(error.code, code);
    QVERIFY2(error.message.starts_with("Can't connect to d on db:5432 as u: "), error.message.c_str());
    QVERIFY2(error.message.find("LOCATION") == std::string::npos, error.message.c_str());
}

void TestConnecting::givesUpOnASilentService()
{
    const FakeService silent("", false);
    ConnectionSettings settings;
    settings.keywords = {{"host", "127.0.0.1"}, {"port", silent.port()}, {"password", canary}};
    settings.connectTimeout = 200ms;
    QElapsedTimer clock;
    clock.start();
    const auto connection = Connection::connect(settings);
    VERIFY_ERROR(connection, "connection-timeout");
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    verifyHoldsNoSecret(connection.error());

    settings.connectTimeout = 60s;
    settings.keywords["connect_timeout"] = "1"; // the keyword is the user's word
    VERIFY_ERROR(Connection::connect(settings), "connection-timeout");
}

void TestConnecting::stopsWhenAsked()
{
    const FakeService silent("", false);
    ConnectionSettings settings;
    settings.keywords = {{"host", "127.0.0.1"}, {"port", silent.port()}};
    std::stop_source stop;
    std::thread other([&stop] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    QElapsedTimer clock;
    clock.start();
    const auto connection = Connection::connect(settings, stop.get_token());
    other.join();
    VERIFY_ERROR(connection, "cancelled");
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
}

void TestConnecting::overlapsWithOtherWork()
{
    const test::ScratchDatabase &database = *m_database;
    Connection watcher = database.connect();
    const std::string name = "retort overlap test";
    Connection connection = Connection::begin(database.settings(), name);
    // Nobody polls the connection, and yet the session comes to be.
    QTRY_COMPARE(
        watcher.query("SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + name + '\'')->integer(0, 0),
        1);
    VERIFY_ERROR(connection.query("SELECT 1"), "connection-lost"); // not ours yet
    VERIFY_OK(connection.finishConnecting());
    VERIFY_OK(connection.finishConnecting());
    VERIFY_OK(connection.query("SELECT 1"));
}

void TestConnecting::canBeAbandoned()
{
    const FakeService silent("", false);
    ConnectionSettings settings;
    settings.keywords = {{"host", "127.0.0.1"}, {"port", silent.port()}};
    QElapsedTimer clock;
    clock.start();
    {
        const Connection connection = Connection::begin(settings);
        QVERIFY(!connection.isOpen());
    }
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
}

void TestConnecting::holdsTheDisplayNameOfTheSession()
{
    const test::ScratchDatabase &database = *m_database;
    auto connection = Connection::connect(database.settings(), {}, "retort status");
    VERIFY_OK(connection);
    auto settings = connection->query("SELECT current_setting('application_name'), current_setting('client_encoding')");
    QCOMPARE(settings->text(0, 0), std::string("retort status"));
    QCOMPARE(settings->text(0, 1), std::string("UTF8"));

    ConnectionSettings named = database.settings();
    named.keywords["application_name"] = "the user's own";
    named.keywords["client_encoding"] = "LATIN1";
    auto other = Connection::connect(named, {}, "retort status");
    VERIFY_OK(other);
    settings = other->query("SELECT current_setting('application_name'), current_setting('client_encoding')");
    QCOMPARE(settings->text(0, 0), std::string("the user's own"));
    QCOMPARE(settings->text(0, 1), std::string("UTF8")); // our texts are
}

QTEST_GUILESS_MAIN(TestConnecting)
#include "tst_connecting.moc"
