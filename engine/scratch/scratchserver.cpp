// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scratch/scratchserver.h"

#include "engine/base/randomhex.h"
#include "engine/base/text.h"
#include "engine/sandbox/sandbox.h"

#include <optional>
#include <utility>
#include <vector>

namespace retort::scratch
{

namespace
{

using text::quoteIdentifier;
using text::quoteLiteral;

constexpr std::string_view prefixOfAll = "retort_scratch_";
constexpr const char *applicationName = "retort scratch";
constexpr std::size_t nameDigits = 16;

/// What tells that a scratch database is in use: a lock that its maker's session holds, so that it goes when the
/// program does. Advisory locks belong to the database that the session is on, so that one is in the name too: only
/// who is on the same one can tell, and clears it away.
std::string lockKey(const std::string &database)
{
    return "pg_catalog.hashtextextended(" + quoteLiteral("retort scratch " + database) + ", 0)";
}

Result<void> run(postgres::Connection &connection, const std::string &sql)
{
    auto done = connection.execute(sql);
    return done ? Result<void>() : Result<void>(std::move(done).error());
}

Result<std::set<std::string>> textsOf(postgres::Connection &connection, const std::string &sql)
{
    auto found = connection.query(sql);
    if (!found)
        return std::move(found).error();
    std::set<std::string> texts;
    for (int row = 0; row < found->rowCount(); ++row)
        texts.insert(found->text(row, 0));
    return texts;
}

Result<std::set<std::string>> rolesOf(postgres::Connection &connection)
{
    return textsOf(connection, "SELECT rolname FROM pg_catalog.pg_roles");
}

std::string dropSql(const std::string &database)
{
    return "DROP DATABASE IF EXISTS " + quoteIdentifier(database) + " WITH (FORCE)";
}

/// Drops what killed programs left: databases with a name like ours, of our own, whose lock nobody holds.
Result<void> sweep(postgres::Connection &server, const std::string &prefix)
{
    const auto names = textsOf(server,
                               "SELECT datname FROM pg_catalog.pg_database WHERE datname ~ "
                                   + quoteLiteral('^' + prefix + "[0-9a-f]{16}$")
                                   + " AND pg_catalog.pg_has_role(datdba, 'USAGE')");
    if (!names)
        return names.error();
    for (const std::string &name : *names) {
        const auto locked = server.query("SELECT pg_catalog.pg_try_advisory_lock(" + lockKey(name) + ')');
        if (!locked)
            return locked.error();
        if (!locked->boolean(0, 0))
            continue;
        static_cast<void>(server.execute(dropSql(name))); // one that can't be dropped now is dropped another time
        static_cast<void>(server.query("SELECT pg_catalog.pg_advisory_unlock(" + lockKey(name) + ')'));
    }
    return {};
}

/// How the names begin of what sessions on this database make: "retort_scratch_16384_".
Result<std::string> prefixFor(postgres::Connection &server)
{
    const auto found =
        server.query("SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()");
    if (!found)
        return found.error();
    return std::string(prefixOfAll) + found->text(0, 0) + '_';
}

} // namespace

ScratchDatabase::ScratchDatabase(std::shared_ptr<postgres::Connection> server, postgres::ConnectionSettings settings,
                                 std::optional<std::set<std::string>> rolesBefore)
    : m_server(std::move(server))
    , m_settings(std::move(settings))
    , m_rolesBefore(std::move(rolesBefore))
{
}

ScratchDatabase::ScratchDatabase(ScratchDatabase &&other) noexcept = default;

ScratchDatabase::~ScratchDatabase()
{
    if (!m_server)
        return;
    m_server->setStopToken({});
    // What fails here is swept by the next, or gone with the server.
    static_cast<void>(m_server->execute(dropSql(name())));
    static_cast<void>(m_server->query("SELECT pg_catalog.pg_advisory_unlock(" + lockKey(name()) + ')'));
    const auto roles = m_rolesBefore ? rolesOf(*m_server) : Result<std::set<std::string>>(std::set<std::string>());
    if (!roles)
        return;
    for (const std::string &role : *roles) {
        if (!m_rolesBefore->contains(role))
            static_cast<void>(m_server->execute("DROP ROLE " + quoteIdentifier(role)));
    }
}

struct ScratchServer::Body {
    ServerIdentity identity;
    int majorVersion = 0; ///< of a sandbox
    std::optional<sandbox::Sandbox> sandbox;
    bool isPrivate = true;
    std::shared_ptr<postgres::Connection> server;
    std::string prefix; ///< of the names of databases

    Result<void> start(const std::stop_token &stop);
    Result<void> ensureRole(const std::string &role, const std::string &options) const;
};

Result<void> ScratchServer::Body::start(const std::stop_token &stop)
{
    if (server)
        return {};
    sandbox::Options options;
    options.throwAway = true;
    options.majorVersion = majorVersion;
    auto opened = sandbox::Sandbox::open(options);
    if (!opened)
        return std::move(opened).error();
    sandbox.emplace(*std::move(opened));
    auto connection = postgres::Connection::connect(sandbox->superuserSettings(), stop, applicationName);
    if (!connection)
        return std::move(connection).error();
    auto begin = prefixFor(*connection);
    if (!begin)
        return std::move(begin).error();
    prefix = *std::move(begin);
    server = std::make_shared<postgres::Connection>(*std::move(connection));
    return {};
}

Result<void> ScratchServer::Body::ensureRole(const std::string &role, const std::string &options) const
{
    const auto roles = rolesOf(*server);
    if (!roles)
        return roles.error();
    const std::string verb = roles->contains(role) ? "ALTER ROLE " : "CREATE ROLE ";
    return run(*server, verb + quoteIdentifier(role) + options);
}

ScratchServer::ScratchServer(std::unique_ptr<Body> body)
    : m_body(std::move(body))
{
}
ScratchServer::ScratchServer(ScratchServer &&) noexcept = default;
ScratchServer &ScratchServer::operator=(ScratchServer &&) noexcept = default;
ScratchServer::~ScratchServer() = default;

Result<ScratchServer> ScratchServer::inSandbox(int majorVersion)
{
    auto installation = sandbox::findInstallation(majorVersion);
    if (!installation && majorVersion != 0)
        installation = sandbox::findInstallation();
    if (!installation)
        return std::move(installation).error();
    auto body = std::make_unique<Body>();
    body->majorVersion = installation->majorVersion;
    body->identity = {installation->version, installation->timescaleVersion};
    return ScratchServer(std::move(body));
}

Result<ScratchServer> ScratchServer::beside(const postgres::ConnectionSettings &settings, std::stop_token stop)
{
    // Of a database that is read-only to those who look (Database::isReadOnly), the scratch databases are not.
    postgres::ConnectionSettings writing = settings;
    writing.keywords["options"] += " -c default_transaction_read_only=off";
    auto connection = postgres::Connection::connect(writing, stop, applicationName);
    if (!connection)
        return std::move(connection).error();
    const auto facts = connection->query(
        "SELECT r.rolcreatedb OR r.rolsuper, (SELECT default_version FROM pg_catalog.pg_available_extensions"
        " WHERE name = 'timescaledb')"
        " FROM pg_catalog.pg_roles r WHERE r.rolname = current_user");
    if (!facts)
        return facts.error();
    if (facts->rowCount() != 1 || !facts->boolean(0, 0)) {
        return makeError("scratch-not-allowed",
                         "The user " + settings.user() + " may not create databases on " + settings.toAddress()
                             + ", so there can be no scratch database.",
                         "Let scratch databases be made in the sandbox, which is the default, or: ALTER ROLE "
                             + quoteIdentifier(settings.user()) + " CREATEDB;");
    }
    auto prefix = prefixFor(*connection);
    if (!prefix)
        return std::move(prefix).error();
    if (auto swept = sweep(*connection, *prefix); !swept)
        return swept.error();
    auto body = std::make_unique<Body>();
    body->isPrivate = false;
    body->prefix = *std::move(prefix);
    body->identity = {connection->server().versionText, facts->text(0, 1)};
    body->server = std::make_shared<postgres::Connection>(*std::move(connection));
    return ScratchServer(std::move(body));
}

const ServerIdentity &ScratchServer::identity() const
{
    return m_body->identity;
}

bool ScratchServer::isPrivate() const
{
    return m_body->isPrivate;
}

std::string ScratchServer::defaultOwner() const
{
    return m_body->isPrivate ? "retort" : m_body->server->settings().user();
}

Result<ScratchDatabase> ScratchServer::create(const std::string &owner, const std::set<std::string> &roles,
                                              std::stop_token stop)
{
    if (auto started = m_body->start(stop); !started)
        return started.error();
    postgres::Connection &server = *m_body->server;
    postgres::ConnectionSettings settings = server.settings();
    if (m_body->isPrivate) {
        const std::string rights = " SUPERUSER LOGIN PASSWORD " + quoteLiteral(settings.value("password"));
        if (auto made = m_body->ensureRole(owner, rights); !made)
            return made.error();
        for (const std::string &role : roles) {
            if (role == owner)
                continue;
            if (auto made = m_body->ensureRole(role, " NOLOGIN"); !made)
                return made.error();
        }
    }
    std::optional<std::set<std::string>> before;
    if (m_body->isPrivate) {
        auto there = rolesOf(server);
        if (!there)
            return std::move(there).error();
        before = *std::move(there);
    }
    settings.keywords["user"] = owner;
    settings.keywords["dbname"] = m_body->prefix + randomHex(nameDigits);
    const std::string name = settings.databaseName();
    // Locked before it is there: whoever sweeps meanwhile leaves it alone.
    const auto locked = server.query("SELECT pg_catalog.pg_advisory_lock(" + lockKey(name) + ')');
    if (!locked)
        return locked.error();
    if (auto made = run(server, "CREATE DATABASE " + quoteIdentifier(name) + " TEMPLATE template0 ENCODING 'UTF8' OWNER "
                                    + quoteIdentifier(owner));
        !made)
        return made.error();
    static_cast<void>(server.execute("COMMENT ON DATABASE " + quoteIdentifier(name)
                                     + " IS 'made by retort to look at a schema; may be dropped'"));
    return ScratchDatabase(m_body->server, std::move(settings), std::move(before));
}

} // namespace retort::scratch
