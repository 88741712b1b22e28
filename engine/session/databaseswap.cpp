// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/databaseswap.h"

#include "engine/base/randomhex.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"

#include <chrono>
#include <thread>
#include <utility>

namespace retort::session
{

namespace
{

using text::quoteIdentifier;
using text::quoteLiteral;

constexpr std::string_view mark = "retort restore of ";
constexpr std::size_t longestName = 63; // NAMEDATALEN - 1
constexpr std::size_t scratchDigits = 8;

/// The name, as much of it as leaves room for the ending, cut between characters.
std::string shortened(const std::string &name, std::size_t room)
{
    std::size_t length = std::min(name.size(), longestName - room);
    while (length > 0 && length < name.size() && (static_cast<unsigned char>(name[length]) & 0xC0U) == 0x80U)
        --length;
    return name.substr(0, length);
}

std::string prefixFor(const std::string &target)
{
    constexpr std::string_view middle = "_restore_";
    return shortened(target, middle.size() + scratchDigits) + std::string(middle);
}

std::string scratchNameFor(const std::string &target)
{
    return prefixFor(target) + randomHex(scratchDigits);
}

Result<void> run(postgres::Connection &connection, const std::string &sql)
{
    auto done = connection.execute(sql);
    return done ? Result<void>() : Result<void>(std::move(done).error());
}

/// The databases that restores of this one have left behind, since their program was killed.
Result<std::vector<std::string>> leftovers(postgres::Connection &server, const std::string &target)
{
    const std::string prefix = prefixFor(target);
    auto found = server.query("SELECT datname FROM pg_catalog.pg_database WHERE pg_catalog.starts_with(datname, "
                              + quoteLiteral(prefix) + ") AND pg_catalog.shobj_description(oid, 'pg_database') = "
                              + quoteLiteral(std::string(mark) + target));
    if (!found)
        return std::move(found).error();
    std::vector<std::string> names;
    for (int row = 0; row < found->rowCount(); ++row)
        names.push_back(found->text(row, 0));
    return names;
}

/// CREATE DATABASE … as the target is.
Result<std::string> createSql(postgres::Connection &server, const std::string &target, const std::string &name)
{
    const int version = server.server().version;
    const std::string provider = version >= 150000 ? "d.datlocprovider" : "'c'";
    const std::string locale = version >= 170000 ? "d.datlocale" : version >= 150000 ? "d.daticulocale" : "NULL";
    auto found = server.query("SELECT pg_catalog.pg_get_userbyid(d.datdba), pg_catalog.pg_encoding_to_char(d.encoding),"
                              " d.datcollate, d.datctype, CASE WHEN d.dattablespace <> e.dattablespace THEN t.spcname END, "
                              + provider + ", " + locale
                              + " FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid ="
                                " d.dattablespace JOIN pg_catalog.pg_database e ON e.datname = 'template0'"
                                " WHERE d.datname = "
                              + quoteLiteral(target));
    if (!found)
        return std::move(found).error();
    if (found->rowCount() == 0)
        return makeError("database-missing", "There is no database " + target + " on the server any more.");
    std::string sql = "CREATE DATABASE " + quoteIdentifier(name) + " TEMPLATE template0 OWNER "
        + quoteIdentifier(found->value(0, 0)) + " ENCODING " + quoteLiteral(found->value(0, 1)) + " LC_COLLATE "
        + quoteLiteral(found->value(0, 2)) + " LC_CTYPE " + quoteLiteral(found->value(0, 3));
    if (!found->isNull(0, 4)) // naming even the usual one takes a right to it
        sql += " TABLESPACE " + quoteIdentifier(found->value(0, 4));
    if (found->value(0, 5) == "i")
        sql += " LOCALE_PROVIDER icu ICU_LOCALE " + quoteLiteral(found->value(0, 6));
    return sql;
}

/// Ends the sessions of a database that this user may end, once `holder` keeps new ones out; how many stay.
std::string endSessionsSql(const std::string &database, std::int64_t holder)
{
    return "SELECT count(*) FILTER (WHERE NOT coalesce(ended, false)) FROM (SELECT CASE WHEN me.rolsuper OR"
           " (NOT coalesce(r.rolsuper, true) AND (pg_catalog.pg_has_role(a.usesysid, 'USAGE')"
           " OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE')))"
           " THEN pg_catalog.pg_terminate_backend(a.pid) END AS ended"
           " FROM pg_catalog.pg_stat_activity a JOIN pg_catalog.pg_roles me ON me.rolname = current_user"
           " LEFT JOIN pg_catalog.pg_roles r ON r.oid = a.usesysid JOIN pg_catalog.pg_database d ON d.oid = a.datid"
           " WHERE d.datname = "
        + quoteLiteral(database)
        + " AND EXISTS (SELECT 1 FROM pg_catalog.pg_locks l WHERE l.pid = " + std::to_string(holder)
        + " AND l.locktype = 'object' AND l.classid = 'pg_catalog.pg_database'::regclass AND l.objid = d.oid"
          " AND l.mode = 'AccessExclusiveLock' AND l.granted)) s";
}

} // namespace

Result<DatabaseRights> readRights(postgres::Connection &connection)
{
    const std::vector<std::string> queries{
        "SELECT r.rolsuper, r.rolcreatedb OR r.rolsuper, pg_catalog.pg_has_role(d.datdba, 'USAGE'),"
        " pg_catalog.pg_is_in_recovery() OR pg_catalog.current_setting('transaction_read_only') = 'on',"
        " (SELECT extversion FROM pg_catalog.pg_extension WHERE extname = 'timescaledb')"
        " FROM pg_catalog.pg_roles r, pg_catalog.pg_database d WHERE r.rolname = current_user"
        " AND d.datname = current_database()",
        "SELECT slot_name FROM pg_catalog.pg_replication_slots WHERE database = current_database()"};
    auto found = connection.pipeline(queries);
    if (!found)
        return std::move(found).error();
    const postgres::QueryResult &facts = found->front();
    DatabaseRights rights;
    rights.isSuperuser = facts.boolean(0, 0);
    rights.mayCreate = facts.boolean(0, 1);
    rights.isOwner = facts.boolean(0, 2);
    rights.isReadOnly = facts.boolean(0, 3);
    rights.timescaleVersion = facts.text(0, 4);
    for (int row = 0; row < found->back().rowCount(); ++row)
        rights.slots.push_back(found->back().text(row, 0));
    return rights;
}

Result<postgres::Connection> connectBeside(const postgres::ConnectionSettings &settings, std::stop_token stop)
{
    postgres::ConnectionSettings beside = settings;
    beside.keywords["dbname"] = settings.databaseName() == "postgres" ? "template1" : "postgres";
    auto connection = postgres::Connection::connect(beside, stop, "retort restore");
    if (!connection && beside.databaseName() == "postgres" && !connection.error().losesConnection()) {
        beside.keywords["dbname"] = "template1";
        connection = postgres::Connection::connect(beside, stop, "retort restore");
    }
    return connection;
}

ScratchDatabase::ScratchDatabase(postgres::Connection &server, std::string target, std::string name)
    : m_server(&server)
    , m_target(std::move(target))
    , m_name(std::move(name))
{
}

ScratchDatabase::ScratchDatabase(ScratchDatabase &&other) noexcept
    : m_server(other.m_server)
    , m_target(std::move(other.m_target))
    , m_name(std::exchange(other.m_name, {}))
    , m_comment(std::move(other.m_comment))
{
}

ScratchDatabase::~ScratchDatabase()
{
    if (m_name.empty())
        return;
    // Also after a cancel, which would otherwise end this statement too. A server that is gone keeps it until the next
    // restore finds it.
    m_server->setStopToken({});
    if (m_server->isInTransaction())
        static_cast<void>(m_server->execute("ROLLBACK"));
    static_cast<void>(m_server->execute("DROP DATABASE IF EXISTS " + quoteIdentifier(m_name) + " WITH (FORCE)"));
}

Result<ScratchDatabase> ScratchDatabase::create(postgres::Connection &server, const std::string &target,
                                                std::vector<std::string> &dropped)
{
    auto left = leftovers(server, target);
    if (!left)
        return std::move(left).error();
    for (std::string &name : *left) {
        if (auto gone = run(server, "DROP DATABASE IF EXISTS " + quoteIdentifier(name) + " WITH (FORCE)"); !gone)
            return std::move(gone).error();
        dropped.push_back(std::move(name));
    }
    ScratchDatabase scratch(server, target, scratchNameFor(target));
    const auto sql = createSql(server, target, scratch.m_name);
    if (!sql)
        return sql.error();
    if (auto created = run(server, *sql); !created)
        return std::move(created).error();
    auto marked = run(server, "COMMENT ON DATABASE " + quoteIdentifier(scratch.m_name) + " IS "
                          + quoteLiteral(std::string(mark) + target));
    if (!marked)
        return std::move(marked).error();
    return scratch;
}

std::uintmax_t ScratchDatabase::size() const
{
    const auto found = m_server->query("SELECT pg_catalog.pg_database_size(" + quoteLiteral(m_name) + ')');
    return found ? static_cast<std::uintmax_t>(found->integer(0, 0)) : 0;
}

Result<void> ScratchDatabase::takeProperties(std::vector<std::string> &warnings)
{
    const std::vector<std::string> queries{
        "SELECT coalesce(pg_catalog.shobj_description(oid, 'pg_database'), ''), datconnlimit, datacl IS NOT NULL"
        " FROM pg_catalog.pg_database WHERE datname = "
            + quoteLiteral(m_target),
        "SELECT coalesce(r.rolname, ''), split_part(c.setting, '=', 1), substr(c.setting, strpos(c.setting, '=') + 1)"
        " FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase"
        " LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole, unnest(s.setconfig) c(setting) WHERE d.datname = "
            + quoteLiteral(m_target) + " AND c.setting NOT LIKE 'timescaledb.restoring=%'",
        "SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,"
        " a.privilege_type, a.is_grantable FROM pg_catalog.pg_database d, pg_catalog.aclexplode(d.datacl) a"
        " WHERE d.datname = "
            + quoteLiteral(m_target)};
    auto found = m_server->pipeline(queries);
    if (!found)
        return std::move(found).error();
    const std::string name = quoteIdentifier(m_name);
    const postgres::QueryResult &facts = (*found)[0];
    if (facts.rowCount() == 0)
        return makeError("database-missing", "There is no database " + m_target + " on the server any more.");
    m_comment = facts.text(0, 0);
    std::vector<std::string> changes{"ALTER DATABASE " + name + " CONNECTION LIMIT " + facts.text(0, 1)};
    if (facts.boolean(0, 2)) {
        changes.push_back("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        const postgres::QueryResult &grants = (*found)[2];
        for (int row = 0; row < grants.rowCount(); ++row)
            changes.push_back("GRANT " + grants.text(row, 1) + " ON DATABASE " + name + " TO " + grants.text(row, 0)
                              + (grants.boolean(row, 2) ? " WITH GRANT OPTION" : ""));
    }
    const postgres::QueryResult &settings = (*found)[1];
    for (int row = 0; row < settings.rowCount(); ++row) {
        const std::string role = settings.text(row, 0);
        const std::string whose = role.empty()
            ? "ALTER DATABASE " + name
            : "ALTER ROLE " + quoteIdentifier(role) + " IN DATABASE " + name;
        // FROM CURRENT spares the quoting of lists (search_path), which are stored as they will be read.
        changes.push_back("BEGIN; SELECT pg_catalog.set_config(" + quoteLiteral(settings.value(row, 1)) + ", "
                          + quoteLiteral(settings.value(row, 2)) + ", true); " + whose + " SET "
                          + quoteIdentifier(settings.value(row, 1)) + " FROM CURRENT; COMMIT");
    }
    for (const std::string &change : changes) {
        const auto made = m_server->execute(change);
        if (made)
            continue;
        if (made.error().code != "sql-error")
            return made.error();
        if (m_server->isInTransaction())
            static_cast<void>(m_server->execute("ROLLBACK"));
        warnings.push_back("A setting of database " + m_target + " could not be taken over: " + made.error().message);
    }
    return {};
}

Result<void> ScratchDatabase::takePlaceOf(const std::string &oldName)
{
    auto other = connectBeside(m_server->settings(), {});
    if (!other)
        return std::move(other).error();
    m_server->setStopToken({}); // from here on it is done whole or not at all
    if (auto moved = moveAway(*other, oldName); !moved)
        return moved;
    // Without connections nobody writes into it by mistake, nor do TimescaleDB's jobs.
    const std::string target = quoteIdentifier(m_target);
    auto taken = run(*m_server, "ALTER DATABASE " + quoteIdentifier(m_name) + " RENAME TO " + target
                         + "; COMMENT ON DATABASE " + target + " IS "
                         + (m_comment.empty() ? "NULL" : quoteLiteral(m_comment)) + "; COMMENT ON DATABASE "
                         + quoteIdentifier(oldName) + " IS "
                         + quoteLiteral("as " + m_target + " was before retort restored it") + "; ALTER DATABASE "
                         + quoteIdentifier(oldName) + " WITH ALLOW_CONNECTIONS false; COMMIT");
    if (!taken && taken.error().losesConnection())
        return settleLoss(oldName, taken.error());
    if (!taken) {
        static_cast<void>(m_server->execute("ROLLBACK"));
        return blocked(*other, taken.error());
    }
    m_name.clear();
    return {};
}

/// The rename keeps new sessions out from its start on, and waits five seconds for the old ones to go (the server's
/// CountOtherDBBackends), which is when they are ended. The holder of the migration lock goes last in time: until then
/// no run begins.
Result<void> ScratchDatabase::moveAway(postgres::Connection &other, const std::string &oldName)
{
    constexpr std::chrono::milliseconds step{20};
    const std::string rename =
        "ALTER DATABASE " + quoteIdentifier(m_target) + " RENAME TO " + quoteIdentifier(oldName);
    const std::string end = endSessionsSql(m_target, m_server->server().backendPid);
    if (auto begun = run(*m_server, "BEGIN"); !begun)
        return begun;
    if (auto sent = m_server->send(rename); !sent)
        return sent;
    while (true) {
        if (auto renamed = m_server->takeIfReady()) {
            if (*renamed)
                return {};
            static_cast<void>(m_server->execute("ROLLBACK"));
            return blocked(other, renamed->error());
        }
        static_cast<void>(other.query(end)); // who may not be ended is told by the rename's error
        std::this_thread::sleep_for(step);
    }
}

/// Who is in the way, for the error of a rename.
Error ScratchDatabase::blocked(postgres::Connection &other, const Error &error)
{
    const auto found = other.query("SELECT string_agg(coalesce(usename, backend_type) || ' (pid ' || pid || coalesce(', '"
                                   " || nullif(application_name, ''), '') || ')', ', ') FROM"
                                   " pg_catalog.pg_stat_activity WHERE datname = "
                                   + quoteLiteral(m_target));
    const std::string who = found ? found->text(0, 0) : std::string();
    const bool isInUse = error.sql && error.sql->sqlstate == "55006";
    return makeError("restore-blocked",
                     "The restored database could not take the place of " + m_target + ": " + error.message
                         + (who.empty() ? "" : " Connected to it: " + who + '.') + " The database is as it was.",
                     isInUse ? "Disconnect these sessions, then run the same command again; a superuser may end all."
                             : "Run the same command again.");
}

/// Whether the commit whose answer never came took place.
Result<void> ScratchDatabase::settleLoss(const std::string &oldName, const Error &error)
{
    auto again = connectBeside(m_server->settings(), {});
    const auto found = again ? again->query("SELECT 1 FROM pg_catalog.pg_database WHERE datname = " + quoteLiteral(oldName))
                             : Result<postgres::QueryResult>(again.error());
    if (found && found->rowCount() == 1) {
        m_name.clear();
        return {};
    }
    if (found)
        return error;
    return makeError("commit-unknown",
                     error.message + " Whether the restored database took the place of " + m_target
                         + " is not known, since the server can't be asked: " + found.error().message,
                     "When the server answers again: where there is a database " + oldName
                         + ", that is how it was before, and the restore was done.",
                     ExitStatus::Unreachable);
}

std::string oldNameFor(const std::string &target)
{
    const std::string ending = localTime(std::chrono::system_clock::now(), "_old_%Y%m%d_%H%M%S");
    return shortened(target, ending.size()) + ending;
}

} // namespace retort::session
