// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/doctor.h"

#include "engine/base/text.h"
#include "engine/postgres/connection.h"
#include "engine/project/compose.h"
#include "engine/session/access.h"
#include "engine/session/imageversions.h"

#include <algorithm>
#include <array>

namespace retort::session
{

namespace
{

using Verdict = Check::Verdict;

/// One database under examination: the checks in the order in which a connection comes about.
class Examination
{
public:
    Examination(const Workspace &workspace, const project::Database &database, std::stop_token stop)
        : m_workspace(workspace)
        , m_database(database)
        , m_stop(std::move(stop))
    {
        m_diagnosis.database = database.name;
        m_diagnosis.tier = database.tier;
    }

    DatabaseDiagnosis run(const Result<postgres::ConnectionSettings> &settings)
    {
        if (!settings) {
            fail(settings.error());
            return std::move(m_diagnosis);
        }
        m_diagnosis.address = settings->toDisplayString();
        tellSources(*settings);
        auto connection = postgres::Connection::connect(*settings, m_stop, "retort doctor");
        if (!connection) {
            const Error error = withComposeAdvice(std::move(connection).error(), m_workspace, m_database, *settings);
            tellWhatStillWorked(*settings, error.code);
            fail(error);
            return std::move(m_diagnosis);
        }
        tellWhatStillWorked(*settings, {});
        connection->setStopToken(m_stop);
        examineServer(*connection);
        examineImage(*settings);
        examineRights(*connection);
        return std::move(m_diagnosis);
    }

private:
    void add(std::string code, Verdict verdict, std::string sentence, std::string remedy = {})
    {
        m_diagnosis.checks.push_back({std::move(code), verdict, std::move(sentence), std::move(remedy)});
    }

    void fail(const Error &error)
    {
        add(error.code, Verdict::Failed, error.toString(), error.hint);
        m_diagnosis.error = error;
    }

    void tellSources(const postgres::ConnectionSettings &settings)
    {
        if (m_workspace.isServedBySandbox(m_database)) {
            add("settings", Verdict::Note, "None of its variables is set: the project's own sandbox serves it.");
            return;
        }
        // Grouped: "host, port and dbname from TIMESCALE_URL in .env".
        std::vector<std::pair<std::string, std::vector<std::string>>> keysBySource;
        for (const auto &[key, source] :
             project::connectionSources(m_workspace.project(), m_database, m_workspace.environment())) {
            if (key == "password")
                continue;
            auto known = std::find_if(keysBySource.begin(), keysBySource.end(),
                                      [&source](const auto &entry) { return entry.first == source; });
            if (known == keysBySource.end())
                known = keysBySource.insert(keysBySource.end(), {source, {}});
            known->second.push_back(key);
        }
        std::vector<std::string> parts;
        for (const auto &[source, keys] : keysBySource)
            parts.push_back(text::join(keys, ", ") + " from " + source);
        if (!parts.empty())
            add("settings", Verdict::Fine, text::join(parts, "; ") + '.');
        add("password-source", Verdict::Fine, "The password: " + settings.passwordSource + '.');
    }

    /// What a failure's code says of the stages before it; with no failure, all of them.
    void tellWhatStillWorked(const postgres::ConnectionSettings &settings, const std::string &failure)
    {
        static constexpr std::array<std::string_view, 4> beforeName{"host-not-found", "container-only-name",
                                                                    "bad-connection-setting", "cancelled"};
        static constexpr std::array<std::string_view, 3> beforePort{"connection-refused", "connection-timeout",
                                                                    "connection-failed"};
        const auto isAmong = [&failure](const auto &codes) {
            return std::find(codes.begin(), codes.end(), failure) != codes.end();
        };
        const std::string host = settings.host().empty() ? settings.value("hostaddr") : settings.host();
        if (isAmong(beforeName))
            return;
        if (!host.empty() && host.front() != '/')
            add("host", Verdict::Fine, hostSentence(settings, host));
        if (isAmong(beforePort))
            return;
        add("port", Verdict::Fine, "A server answers at " + settings.toAddress() + '.');
        if (failure.empty())
            add("login", Verdict::Fine,
                "It lets " + (settings.user().empty() ? std::string("us") : settings.user()) + " in.");
    }

    /// Which of the ways to a container's server is in use (S-14).
    std::string hostSentence(const postgres::ConnectionSettings &settings, const std::string &host) const
    {
        for (const auto &[name, address] : m_database.hosts) {
            if (address == host + ':' + settings.port() || address == host)
                return "The host port " + settings.toAddress() + " stands for " + name
                    + ", a name of the container network.";
            if (name == host)
                return "Inside the container network: " + host + " resolves here.";
        }
        return "The name " + host + " resolves.";
    }

    void examineServer(postgres::Connection &connection)
    {
        m_diagnosis.serverVersion = connection.server().versionText;
        if (auto version = postgres::readTimescaleVersion(connection))
            m_diagnosis.timescaleVersion = std::move(version).value();
        add("server", Verdict::Fine,
            "PostgreSQL " + m_diagnosis.serverVersion
                + (m_diagnosis.timescaleVersion.empty() ? std::string(", no TimescaleDB in this database.")
                                                        : ", TimescaleDB " + m_diagnosis.timescaleVersion + '.'));
        add("tier", Verdict::Fine,
            "Tier " + project::toString(m_database.tier)
                + (m_database.isReadOnly() ? ": all but a confirmed run is read-only." : "."));
        const auto answer = connection.query(
            "SELECT pg_catalog.pg_backend_pid(), pg_catalog.pg_is_in_recovery(),"
            " pg_catalog.current_setting('default_transaction_read_only'),"
            " EXISTS (SELECT FROM pg_catalog.pg_settings WHERE name = 'client_connection_check_interval')");
        if (!answer) {
            add(answer.error().code, Verdict::Failed, answer.error().toString(), answer.error().hint);
            return;
        }
        if (answer->integer(0, 0) != connection.server().backendPid)
            add("pooler-in-front", Verdict::Failed, "A connection pooler (PgBouncer or its like) answers there.",
                "Give the address of PostgreSQL itself: a run needs a session of its own for its lock.");
        if (answer->boolean(0, 1))
            add("standby", Verdict::Failed, "The server is a standby, which takes no changes.",
                "Give the primary's address, or several hosts and target_session_attrs = \"primary\".");
        else if (answer->value(0, 2) == "on")
            add("server-read-only", Verdict::Failed, "The server makes this user's sessions read-only.",
                "ALTER ROLE … RESET default_transaction_read_only, or use a user that may write.");
        if (!answer->boolean(0, 3))
            add("no-client-check", Verdict::Note,
                "This server does not notice a client that is gone while a statement works"
                " (client_connection_check_interval, PostgreSQL 14).");
    }

    void examineImage(const postgres::ConnectionSettings &settings)
    {
        const auto path = project::findComposeFile(m_workspace.project().folder);
        const auto file = path ? project::readComposeFile(*path, m_workspace.environment())
                               : Result<project::ComposeFile>(project::ComposeFile{});
        if (!file)
            return; // the project's own checks tell
        const project::ComposeService *service = file->serviceAt(settings.host(), settings.port());
        if (!service || service->image.empty())
            return;
        for (ImageTrouble &trouble :
             imageTroubles(service->image, m_diagnosis.serverVersion, m_diagnosis.timescaleVersion))
            add(std::move(trouble.code), Verdict::Warning, std::move(trouble.sentence), std::move(trouble.remedy));
    }

    void examineRights(postgres::Connection &connection)
    {
        const run::VersionTable table = m_workspace.versionTable();
        const std::string schema = table.schema().empty()
            ? "pg_catalog.current_schema()"
            : "(SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = " + text::quoteLiteral(table.schema())
                + ')';
        const std::string relation = "pg_catalog.to_regclass(" + text::quoteLiteral(table.qualifiedName()) + ')';
        const auto right = [&relation](const char *name) {
            return "pg_catalog.has_table_privilege(" + relation + ", '" + name + "')";
        };
        const auto answer =
            connection.query("SELECT " + schema + ", pg_catalog.has_schema_privilege(" + schema + ", 'CREATE'), "
                             + relation + " IS NOT NULL, " + right("SELECT") + ", " + right("INSERT") + " AND "
                             + right("UPDATE") + " AND " + right("DELETE") + ", current_user");
        if (!answer) {
            add(answer.error().code, Verdict::Failed, answer.error().toString(), answer.error().hint);
            return;
        }
        const std::string user = text::quoteIdentifier(answer->text(0, 5));
        if (answer->isNull(0, 0)) {
            add("no-schema", Verdict::Failed,
                table.schema().empty() ? "No schema of this user's search_path exists."
                                       : "There is no schema " + table.schema() + " for the version table.",
                "Create it, or correct "
                    + std::string(table.schema().empty() ? "search_path." : "version_table_schema."));
            return;
        }
        const std::string schemaName = text::quoteIdentifier(answer->text(0, 0));
        if (!answer->boolean(0, 1))
            add("no-create-right", Verdict::Failed,
                "This user may create nothing in schema " + answer->text(0, 0) + '.',
                "Its owner can grant it: GRANT CREATE ON SCHEMA " + schemaName + " TO " + user + ';');
        if (!answer->boolean(0, 2)) {
            add("version-table", Verdict::Note,
                "There is no " + table.qualifiedName() + " yet: nothing was migrated here. The first run creates it.");
            return;
        }
        const std::string granted = " ON " + table.qualifiedName() + " TO " + user + ';';
        if (!answer->boolean(0, 3))
            add("version-table-unreadable", Verdict::Failed, "This user may not read " + table.qualifiedName() + '.',
                "Its owner can grant it: GRANT SELECT" + granted);
        else if (!answer->boolean(0, 4))
            add("version-table-unwritable", Verdict::Failed, "This user may not write " + table.qualifiedName() + '.',
                "Its owner can grant it: GRANT INSERT, UPDATE, DELETE" + granted);
        else if (answer->boolean(0, 1))
            add("rights", Verdict::Fine,
                "It may create in schema " + answer->text(0, 0) + ", and read and write " + table.qualifiedName()
                    + '.');
    }

    const Workspace &m_workspace;
    const project::Database &m_database;
    std::stop_token m_stop;
    DatabaseDiagnosis m_diagnosis;
};

} // namespace

DatabaseDiagnosis diagnose(const Workspace &workspace, const project::Database &database,
                           const Result<postgres::ConnectionSettings> &settings, std::stop_token stop)
{
    return Examination(workspace, database, std::move(stop)).run(settings);
}

} // namespace retort::session
