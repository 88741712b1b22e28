// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/postgresfixture.h"

#include "engine/base/text.h"
#include "engine/sandbox/sandbox.h"
#include "tests/support/printers.h"

#include <libpq-fe.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <random>

namespace retort::test {

namespace {

constexpr const char *variable = "RETORT_TEST_DATABASE";
constexpr const char *ownerName = "tester";

[[noreturn]] void giveUp(const std::string &what, const Error &error)
{
    qFatal("%s: %s", what.c_str(), describe(error).c_str());
}

postgres::ConnectionSettings settingsFrom(const char *connectionString)
{
    char *problem = nullptr;
    PQconninfoOption *options = PQconninfoParse(connectionString, &problem);
    if (!options)
        qFatal("%s: %s", variable, problem ? problem : "not a connection string");
    postgres::ConnectionSettings settings;
    for (const PQconninfoOption *option = options; option->keyword; ++option) {
        if (option->val)
            settings.keywords[option->keyword] = option->val;
    }
    settings.passwordSource = variable;
    PQconninfoFree(options);
    return settings;
}

postgres::Connection connectOrGiveUp(const postgres::ConnectionSettings &settings)
{
    auto connection = postgres::Connection::connect(settings, {}, "retort test fixture");
    if (!connection)
        giveUp("the test server takes no connection", connection.error());
    return *std::move(connection);
}

void executeOrGiveUp(postgres::Connection &connection, const std::string &sql)
{
    if (const auto done = connection.execute(sql); !done)
        giveUp("the fixture's statement failed: " + sql, done.error());
}

std::string valueOrGiveUp(postgres::Connection &connection, const std::string &sql)
{
    const auto result = connection.query(sql);
    if (!result)
        giveUp("the fixture's query failed: " + sql, result.error());
    return result->rowCount() == 0 ? std::string() : result->text(0, 0);
}

std::string randomName()
{
    std::random_device random;
    std::array<char, 24> name{};
    std::snprintf(name.data(), name.size(), "scratch_%08x", static_cast<unsigned>(random()));
    return name.data();
}

} // namespace

struct PostgresFixture::Body {
    sandbox::Options options;
    std::optional<sandbox::Sandbox> sandbox;
    postgres::ConnectionSettings superuser;
    postgres::ConnectionSettings owner;
    bool hasTimescale = false;
};

PostgresFixture &PostgresFixture::instance(Extensions extensions)
{
    if (extensions == Extensions::None && !std::getenv(variable)) {
        static PostgresFixture plain(Extensions::None);
        return plain;
    }
    if (extensions == Extensions::TimescaleApache && !std::getenv(variable)) {
        static PostgresFixture apache(Extensions::TimescaleApache);
        return apache;
    }
    static PostgresFixture standard(Extensions::Timescale);
    return standard;
}

PostgresFixture::PostgresFixture(Extensions extensions) : m_body(std::make_unique<Body>())
{
    if (const char *external = std::getenv(variable)) {
        m_body->superuser = m_body->owner = settingsFrom(external);
    } else {
        std::vector<std::string> settings;
        if (extensions == Extensions::TimescaleApache)
            settings.emplace_back("timescaledb.license=apache");
        start(extensions != Extensions::None, settings);
    }
    auto connection = connectOrGiveUp(m_body->superuser);
    // The setting exists where the library is preloaded; whether the package is installed is not the question.
    m_body->hasTimescale = valueOrGiveUp(connection, "SELECT current_setting('timescaledb.max_background_workers', true)"
                                                     " IS NOT NULL")
        == "t";
    if (extensions != Extensions::None && !m_body->hasTimescale)
        qWarning("TimescaleDB is not installed: tests that need it will be skipped");
}

PostgresFixture::PostgresFixture(const std::vector<std::string> &settings) : m_body(std::make_unique<Body>())
{
    start(false, settings);
}

void PostgresFixture::start(bool withTimescale, const std::vector<std::string> &settings)
{
    m_body->options.databases = {ownerName};
    m_body->options.withTimescale = withTimescale;
    m_body->options.settings = settings;
    m_body->options.throwAway = true;
    startAgain();
}

void PostgresFixture::startAgain()
{
    auto opened = sandbox::Sandbox::open(m_body->options);
    if (!opened)
        giveUp("no PostgreSQL server for the tests", opened.error());
    m_body->sandbox = *std::move(opened);
    m_body->options.folder = m_body->sandbox->folder();
    m_body->superuser = m_body->sandbox->superuserSettings();
    m_body->owner = *m_body->sandbox->settingsFor(ownerName);
}

PostgresFixture::~PostgresFixture() = default;

bool PostgresFixture::hasTimescale() const
{
    return m_body->hasTimescale;
}

bool PostgresFixture::isExternal() const
{
    return !m_body->sandbox;
}

const postgres::ConnectionSettings &PostgresFixture::superuserSettings() const
{
    return m_body->superuser;
}

const postgres::ConnectionSettings &PostgresFixture::ownerSettings() const
{
    return m_body->owner;
}

int PostgresFixture::postmasterPid() const
{
    return m_body->sandbox ? m_body->sandbox->status().pid : 0;
}

ScratchDatabase::ScratchDatabase(PostgresFixture &server) : m_server(server), m_name(randomName())
{
    auto connection = connectOrGiveUp(m_server.superuserSettings());
    const std::string owner = text::quoteIdentifier(m_server.ownerSettings().user());
    executeOrGiveUp(connection, "CREATE DATABASE " + m_name + " OWNER " + owner);
}

ScratchDatabase::~ScratchDatabase()
{
    auto connection = postgres::Connection::connect(m_server.superuserSettings(), {}, "retort test fixture");
    // A test may have killed the server; its data goes with it.
    if (!connection)
        return;
    if (const auto dropped = connection->execute("DROP DATABASE IF EXISTS " + m_name + " WITH (FORCE)"); !dropped)
        qWarning("%s", describe(dropped.error()).c_str());
}

postgres::ConnectionSettings ScratchDatabase::settings() const
{
    postgres::ConnectionSettings settings = m_server.ownerSettings();
    settings.keywords["dbname"] = m_name;
    return settings;
}

postgres::ConnectionSettings ScratchDatabase::superuserSettings() const
{
    postgres::ConnectionSettings settings = m_server.superuserSettings();
    settings.keywords["dbname"] = m_name;
    return settings;
}

postgres::Connection ScratchDatabase::connect() const
{
    return connectOrGiveUp(settings());
}

void ScratchDatabase::execute(const std::string &sql) const
{
    auto connection = connect();
    executeOrGiveUp(connection, sql);
}

std::string ScratchDatabase::value(const std::string &sql) const
{
    auto connection = connect();
    return valueOrGiveUp(connection, sql);
}

bool ScratchDatabase::hasRelation(const std::string &name) const
{
    return value("SELECT to_regclass(" + text::quoteLiteral(name) + ") IS NOT NULL") == "t";
}

} // namespace retort::test
