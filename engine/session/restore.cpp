// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/restore.h"

#include "engine/base/duration.h"
#include "engine/base/redact.h"
#include "engine/base/shell.h"
#include "engine/base/text.h"
#include "engine/run/lockhold.h"
#include "engine/run/restoreentry.h"
#include "engine/session/backup.h"
#include "engine/session/clientprogram.h"
#include "engine/session/databaseswap.h"
#include "engine/session/preview.h"
#include "engine/session/restoreinplace.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;
using run::Milliseconds;
using SteadyClock = std::chrono::steady_clock;

/// Applied by `rows` and not by `others`, newest first. A row that no file knows stands for itself.
std::vector<std::string> appliedOnlyBy(const revision::RevisionMap &map, const std::vector<std::string> &rows,
                                       const std::vector<std::string> &others)
{
    std::vector<std::string> revisions;
    for (const std::string &row : map.unknownRows(rows)) {
        if (std::find(others.begin(), others.end(), row) == others.end())
            revisions.push_back(row);
    }
    const auto known = [&map](std::vector<std::string> all) {
        const auto unknown = map.unknownRows(all);
        std::erase_if(all, [&](const std::string &row) {
            return std::find(unknown.begin(), unknown.end(), row) != unknown.end();
        });
        return map.appliedSet(all);
    };
    const std::vector<bool> here = known(rows);
    const std::vector<bool> there = known(others);
    for (revision::Index index = static_cast<revision::Index>(here.size()) - 1; index >= 0; --index) {
        const auto at = static_cast<std::size_t>(index);
        if (here[at] && !there[at])
            revisions.push_back(map.at(index).id);
    }
    return revisions;
}

std::string listed(const std::vector<std::string> &revisions)
{
    constexpr std::size_t most = 8;
    if (revisions.size() <= most)
        return text::join(revisions, ", ");
    return text::join({revisions.begin(), revisions.begin() + most}, ", ") + " and "
        + std::to_string(revisions.size() - most) + " more";
}

std::string rowsText(const std::vector<std::string> &rows)
{
    return rows.empty() ? "no revision applied" : text::join(rows, ", ");
}

Error notAllowed(const RestorePlan &plan, const std::string &why, const std::string &hint)
{
    return makeError("restore-not-allowed", plan.dump.file.string() + " can't be restored into " + plan.address + ": "
                         + why + "; nothing was changed.",
                     hint);
}

/// The extension's catalog can only be filled by a superuser, and by the version that wrote it (its manual, "Logical
/// backup").
Result<void> checkTimescale(postgres::Connection &connection, const RestorePlan &plan, const DatabaseRights &rights)
{
    const std::string &version = plan.dump.timescaleVersion;
    if (version.empty())
        return {};
    if (!rights.isSuperuser)
        return notAllowed(plan, "a backup with TimescaleDB takes a superuser, for timescaledb_pre_restore()",
                          "Connect as a superuser, for this once.");
    const std::vector<postgres::Parameter> wanted{version};
    const auto found = connection.query(
        "SELECT count(*) FROM pg_catalog.pg_available_extension_versions WHERE name = 'timescaledb' AND version = $1",
        wanted);
    if (!found)
        return found.error();
    if (found->integer(0, 0) > 0)
        return {};
    const auto offered = connection.query("SELECT coalesce((SELECT default_version FROM"
                                          " pg_catalog.pg_available_extensions WHERE name = 'timescaledb'), '')");
    const std::string has = offered ? offered->text(0, 0) : std::string();
    return makeError("timescaledb-version",
                     plan.dump.file.string() + " was taken with TimescaleDB " + version + ", and the server has "
                         + (has.empty() ? "none" : has) + "; nothing was changed.",
                     "Install TimescaleDB " + version + " on the server, restore, then update the extension.");
}

Result<void> checkRights(RestorePlan &plan, const DatabaseRights &rights)
{
    if (rights.isReadOnly)
        return makeError("read-only-server", "The server takes no changes from this session.",
                         "Connect to the primary server, as a user that may write.");
    if (!rights.mayCreate)
        plan.whyInPlace = "the user may not create databases";
    else if (!rights.isOwner && !rights.isSuperuser)
        plan.whyInPlace = "the user does not own the database";
    plan.inPlace = !plan.whyInPlace.empty();
    return {};
}

void addWarnings(RestorePlan &plan, const DatabaseRights &rights, int serverMajor)
{
    if (!plan.dump.databaseName.empty() && plan.dump.databaseName != plan.target)
        plan.warnings.push_back("The backup is of a database " + plan.dump.databaseName + ", not " + plan.target + '.');
    if (majorVersionOf(plan.dump.serverVersion) > serverMajor)
        plan.warnings.push_back("The backup is of PostgreSQL " + plan.dump.serverVersion + ", newer than this server.");
    for (const std::string &slot : rights.slots)
        plan.warnings.push_back("The replication slot " + slot + " stays with the database as it was.");
}

/// Carries one restore out. Whatever ends it early leaves nothing but the target as it was.
class Restore
{
public:
    Restore(const Workspace &workspace, const postgres::ConnectionSettings &settings, const RestorePlan &plan,
            const std::string &runId, std::stop_token stop, const run::Runner::EventHandler &onEvent)
        : m_workspace(workspace)
        , m_settings(settings)
        , m_plan(plan)
        , m_runId(runId)
        , m_stop(std::move(stop))
        , m_onEvent(onEvent)
    {
        m_redactor.addSecret(settings.value("password"));
    }

    RestoreReport run()
    {
        run::RunReport &report = m_report.report;
        report.started = run::Clock::now();
        report.plan.direction = revision::Direction::Downgrade;
        report.plan.target = m_plan.dump.file.string();
        report.plan.from = m_plan.rowsNow;
        report.plan.to = m_plan.dump.rows;
        report.versionRows = m_plan.rowsNow;
        report.backup = m_plan.dump.file.string();
        send(run::RunEvent::Kind::RunStarted, {});
        auto restored = carryOut();
        report.duration = std::chrono::duration_cast<Milliseconds>(SteadyClock::now() - m_start);
        if (restored)
            report.versionRows = m_plan.dump.rows;
        else
            fail(std::move(restored).error());
        send(run::RunEvent::Kind::RunFinished, {});
        return std::move(m_report);
    }

private:
    Result<void> carryOut()
    {
        auto lock = run::LockHold::take(
            m_settings, m_workspace.versionTable(), m_plan.options.lockWait, m_stop,
            [this](const std::string &sentence) { send(run::RunEvent::Kind::Waiting, sentence); }, "retort restore");
        if (!lock)
            return std::move(lock).error();
        if (auto same = checkRows(*lock); !same)
            return same;
        if (m_plan.inPlace)
            return carryOutInPlace(lock->table());
        auto server = connectBeside(m_settings, m_stop);
        if (!server)
            return std::move(server).error();
        server->setStopToken(m_stop);
        std::vector<std::string> dropped;
        auto scratch = ScratchDatabase::create(*server, m_plan.target, dropped);
        for (const std::string &name : dropped)
            inform("Dropped " + name + ", which a restore that was cut off had left behind.");
        if (!scratch)
            return std::move(scratch).error();
        if (auto filled = fill(*scratch, lock->table()); !filled)
            return filled;
        const std::string oldName = oldNameFor(m_plan.target);
        if (m_stop.stop_requested())
            return cancelled();
        if (auto taken = scratch->takePlaceOf(oldName); !taken)
            return taken;
        finish(*server, oldName);
        return {};
    }

    /// Under the lock: what was agreed to must be what there is.
    Result<void> checkRows(run::LockHold &lock)
    {
        auto rows = lock.table().read(lock.connection());
        if (!rows)
            return std::move(rows).error();
        std::sort(rows->begin(), rows->end());
        if (*rows == m_plan.rowsNow)
            return {};
        return makeError("database-moved",
                         "Meanwhile another run has moved the database to " + rowsText(*rows) + "; nothing was changed.",
                         "Run the same command again: it tells anew what would be lost.", ExitStatus::Disagreement);
    }

    Result<void> carryOutInPlace(const run::VersionTable &table)
    {
        RestoreInPlace work;
        work.settings = m_settings;
        work.serverVersion = m_serverVersion;
        work.file = m_plan.dump.file;
        work.stop = m_stop;
        if (const std::string &name = m_workspace.project().historyTable; !name.empty())
            work.lastSql = run::restoreEntrySql(run::HistoryTable(name, table.schema()), historyFacts(), m_redactor);
        work.onWaiting = eachSecond([](Milliseconds elapsed) {
            return "Restoring in one transaction, for " + durationText(elapsed);
        });
        send(run::RunEvent::Kind::Waiting, "Restoring " + m_plan.dump.file.string() + " in one transaction …");
        return restoreInPlace(work);
    }

    Result<void> fill(ScratchDatabase &scratch, const run::VersionTable &table)
    {
        postgres::ConnectionSettings inside = m_settings;
        inside.keywords["dbname"] = scratch.name();
        if (auto prepared = timescale(inside, true); !prepared)
            return prepared;
        if (auto restored = restoreInto(scratch); !restored)
            return restored;
        if (auto finished = timescale(inside, false); !finished)
            return finished;
        std::vector<std::string> warnings;
        auto connection = postgres::Connection::connect(inside, m_stop, "retort restore");
        if (!connection)
            return std::move(connection).error();
        connection->setStopToken(m_stop);
        if (auto verified = verify(*connection, table); !verified)
            return verified;
        send(run::RunEvent::Kind::Waiting, "Gathering statistics for the planner (ANALYZE) …");
        if (auto analyzed = connection->execute("ANALYZE"); !analyzed)
            return std::move(analyzed).error();
        if (auto written = writeHistory(*connection, table); !written)
            return written;
        if (!m_plan.dump.timescaleVersion.empty()) {
            // Its scheduler is a session on the scratch database, and starts again under the final name.
            if (auto stopped = connection->query("SELECT _timescaledb_functions.stop_background_workers()"); !stopped)
                return std::move(stopped).error();
        }
        auto taken = scratch.takeProperties(warnings);
        for (const std::string &warning : warnings)
            inform(warning);
        return taken;
    }

    /// Before and after the data (TimescaleDB's manual, "timescaledb_pre_restore").
    Result<void> timescale(const postgres::ConnectionSettings &inside, bool isBefore)
    {
        const std::string &version = m_plan.dump.timescaleVersion;
        if (version.empty())
            return {};
        auto connection = postgres::Connection::connect(inside, m_stop, "retort restore");
        if (!connection)
            return std::move(connection).error();
        connection->setStopToken(m_stop);
        std::string sql = "SELECT timescaledb_post_restore()";
        if (isBefore)
            sql = "CREATE EXTENSION timescaledb VERSION " + text::quoteLiteral(version)
                + "; SELECT timescaledb_pre_restore()";
        auto done = connection->execute(sql);
        return done ? Result<void>() : Result<void>(failed(done.error().message, "Look whether the backup is whole."));
    }

    Result<void> restoreInto(const ScratchDatabase &scratch)
    {
        auto program = findClientProgram("pg_restore", majorVersionOf(m_serverVersion));
        if (!program)
            return failed(program.error().message, program.error().hint);
        ClientCall call;
        call.arguments = {"--exit-on-error", "--no-password",
                          "--dbname=" + connectionArgument(m_settings, scratch.name(), m_serverVersion),
                          m_plan.dump.file.string()};
        call.stop = m_stop;
        call.onWaiting = eachSecond([&scratch](Milliseconds elapsed) {
            return "Restoring: " + sizeText(scratch.size()) + " after " + durationText(elapsed);
        });
        send(run::RunEvent::Kind::Waiting, "Restoring " + m_plan.dump.file.string() + " beside the database …");
        const auto ended = runClient(*program, m_settings, call);
        if (!ended)
            return failed(ended.error().message, ended.error().hint);
        if (ended->wasStopped)
            return cancelled();
        if (!ended->succeeded())
            return failed(ended->reason("pg_restore"), hintFor(ended->errors));
        return {};
    }

    static std::string hintFor(const std::string &said)
    {
        if (said.find("No space left") != std::string::npos)
            return "The server needs room for the backup beside the database: free some, then run the same command"
                   " again.";
        if (said.find("permission denied") != std::string::npos || said.find("must be") != std::string::npos)
            return "The backup holds what this user may not make: connect as the user that owned it, or as a superuser.";
        if (said.find("end of file") != std::string::npos || said.find("could not read") != std::string::npos)
            return "The file is damaged or cut short: choose another backup.";
        return "Mend that, then run the same command again.";
    }

    Result<void> verify(postgres::Connection &connection, const run::VersionTable &table)
    {
        auto rows = table.read(connection);
        if (!rows)
            return std::move(rows).error();
        std::sort(rows->begin(), rows->end());
        if (*rows != m_plan.dump.rows)
            return failed("the restored database is at " + rowsText(*rows) + ", and the backup at "
                              + rowsText(m_plan.dump.rows),
                          "Run the same command again; was the file replaced meanwhile?");
        return {};
    }

    run::RestoreFacts historyFacts() const
    {
        run::RestoreFacts facts;
        facts.run = m_runId;
        facts.file = m_plan.dump.file.string();
        facts.rowsBefore = m_plan.rowsNow;
        facts.rowsAfter = m_plan.dump.rows;
        facts.command = m_plan.commandLine;
        facts.reason = "backup of " + m_plan.dump.taken;
        facts.duration = std::chrono::duration_cast<Milliseconds>(SteadyClock::now() - m_start);
        return facts;
    }

    Result<void> writeHistory(postgres::Connection &connection, const run::VersionTable &table)
    {
        const std::string &name = m_workspace.project().historyTable;
        return name.empty() ? Result<void>()
                            : run::recordRestore(connection, run::HistoryTable(name, table.schema()), historyFacts());
    }

    /// The restored database is in place; nothing here undoes that.
    void finish(postgres::Connection &server, const std::string &oldName)
    {
        if (!m_plan.dump.timescaleVersion.empty()) {
            auto connection = postgres::Connection::connect(m_settings, {}, "retort restore");
            const auto started = connection
                ? connection->query("SELECT _timescaledb_functions.start_background_workers()")
                : Result<postgres::QueryResult>(connection.error());
            if (!started)
                inform("TimescaleDB's jobs could not be started: " + started.error().message
                       + " SELECT _timescaledb_functions.start_background_workers() does it.");
        }
        const std::string name = text::quoteIdentifier(oldName);
        if (!m_plan.options.dropOld) {
            m_report.keptAs = oldName;
            inform("The database as it was is kept as " + oldName + ", closed to connections; DROP DATABASE " + name
                   + " removes it.");
            return;
        }
        const auto dropped = server.execute("DROP DATABASE " + name + " WITH (FORCE)");
        if (dropped)
            return;
        m_report.keptAs = oldName;
        inform("The database as it was could not be dropped: " + dropped.error().message + " It is there as " + oldName
               + '.');
    }

    void fail(Error error)
    {
        // What the server answers to our own cancel request.
        if (m_stop.stop_requested() && error.status != ExitStatus::Unreachable)
            error = cancelled();
        if (error.code == "sql-error") {
            const auto said = error.sql;
            error = failed(error.message, hintFor(error.message));
            error.sql = said;
        }
        m_redactor.apply(error);
        m_report.report.outcome = error.code == "cancelled" ? run::Outcome::Cancelled : run::Outcome::Failed;
        m_report.report.error = std::move(error);
    }

    static Error cancelled()
    {
        return makeError("cancelled", "Cancelled; the database is as it was.", {}, ExitStatus::Interrupted);
    }

    Error failed(const std::string &why, const std::string &hint) const
    {
        return makeError("restore-failed", "The restore failed: " + why + "; database " + m_plan.target
                             + " is as it was.",
                         hint);
    }

    /// Tells how far something is, from now on, by a sentence for the time that it has taken.
    std::function<void()> eachSecond(std::function<std::string(Milliseconds)> sentence)
    {
        static constexpr Milliseconds interval{1'000};
        return [this, sentence = std::move(sentence), start = SteadyClock::now(), told = Milliseconds(0)]() mutable {
            const auto elapsed = std::chrono::duration_cast<Milliseconds>(SteadyClock::now() - start);
            if (elapsed - told < interval)
                return;
            told = elapsed;
            send(run::RunEvent::Kind::Waiting, sentence(elapsed));
        };
    }

    void inform(const std::string &sentence)
    {
        if (m_onEvent)
            m_onEvent(run::informing(m_redactor.masked(sentence)));
    }

    void send(run::RunEvent::Kind kind, const std::string &sentence)
    {
        if (!m_onEvent)
            return;
        run::RunEvent event;
        event.kind = kind;
        event.time = run::Clock::now();
        event.text = m_redactor.masked(sentence);
        m_onEvent(event);
    }

    const Workspace &m_workspace;
    const postgres::ConnectionSettings &m_settings;
    const RestorePlan &m_plan;
    const std::string &m_runId;
    std::stop_token m_stop;
    const run::Runner::EventHandler &m_onEvent;
    Redactor m_redactor;
    RestoreReport m_report;
    int m_serverVersion = m_plan.serverVersion;
    SteadyClock::time_point m_start = SteadyClock::now();
};

} // namespace

std::vector<std::string> RestorePlan::lines() const
{
    std::vector<std::string> lines;
    lines.push_back("Restore " + address);
    lines.push_back("from    " + dump.file.string() + ", " + sizeText(dump.bytes) + ", taken " + dump.taken);
    lines.push_back("is at   " + rowsText(rowsNow));
    lines.push_back("goes to " + rowsText(dump.rows));
    if (!lost.empty())
        lines.push_back("undone  " + text::counted(lost.size(), "revision") + " applied since: " + listed(lost));
    if (!regained.empty())
        lines.push_back("back    " + text::counted(regained.size(), "revision") + " undone since: " + listed(regained));
    if (inPlace)
        lines.push_back("lost    all data written since the backup, for good: " + whyInPlace
                        + ", so one transaction drops what is there");
    else if (options.dropOld)
        lines.push_back("lost    all data written since the backup, for good: the database as it was is dropped");
    else
        lines.push_back("lost    all data written since the backup; the database as it was is kept beside, under another"
                        " name");
    return lines;
}

Result<fs::path> latestBackup(const project::Database &database)
{
    const std::string prefix = database.name + '-';
    std::optional<fs::path> latest;
    std::error_code problem;
    for (const auto &entry : fs::directory_iterator(database.run.backupFolder, problem)) {
        const std::string name = entry.path().filename().string();
        // NAME-YYYYMMDD-HHMMSS.dump: the names sort by time, and another database's may begin alike.
        const bool isOurs = name.starts_with(prefix) && name.ends_with(".dump")
            && name.find_first_not_of("0123456789-", prefix.size()) == name.size() - std::string_view(".dump").size();
        if (isOurs && (!latest || latest->filename().string() < name))
            latest = entry.path();
    }
    if (latest)
        return *std::move(latest);
    return makeError("no-backup", "There is no backup of " + database.name + " in "
                         + database.run.backupFolder.string() + '.',
                     "Name the file: retort -x db=" + database.name
                         + " restore FILE. retort log -v tells which backups runs have made.");
}

Result<RestorePlan> planRestore(const Workspace &workspace, const project::Database &database,
                                postgres::Connection &connection, const fs::path &file, const RestoreOptions &options,
                                std::stop_token stop)
{
    RestorePlan plan;
    plan.database = database.name;
    plan.options = options;
    plan.serverVersion = connection.server().version;
    plan.address = connection.settings().toDisplayString();
    const auto name = connection.query("SELECT current_database()");
    if (!name)
        return name.error();
    plan.target = name->text(0, 0);
    auto rows = workspace.versionTable().read(connection);
    if (!rows)
        return std::move(rows).error();
    plan.rowsNow = std::move(rows).value();
    std::sort(plan.rowsNow.begin(), plan.rowsNow.end());
    const int serverMajor = majorVersionOf(plan.serverVersion);
    auto dump = readDump(fs::absolute(file), workspace.versionTable(), serverMajor, std::move(stop));
    if (!dump)
        return std::move(dump).error();
    plan.dump = std::move(dump).value();
    const auto rights = readRights(connection);
    if (!rights)
        return rights.error();
    if (auto allowed = checkTimescale(connection, plan, *rights); !allowed)
        return std::move(allowed).error();
    if (auto allowed = checkRights(plan, *rights); !allowed)
        return std::move(allowed).error();
    const revision::RevisionMap &map = workspace.scripts().map();
    plan.lost = appliedOnlyBy(map, plan.rowsNow, plan.dump.rows);
    plan.regained = appliedOnlyBy(map, plan.dump.rows, plan.rowsNow);
    plan.commandLine = commandLineFor(database.name, "restore", shellWord(plan.dump.file.string()))
        + (options.dropOld ? " --drop-old" : "");
    addWarnings(plan, *rights, serverMajor);
    return plan;
}

RestoreReport restoreBackup(const Workspace &workspace, const postgres::ConnectionSettings &settings,
                            const RestorePlan &plan, const std::string &runId, std::stop_token stop,
                            const run::Runner::EventHandler &onEvent)
{
    return Restore(workspace, settings, plan, runId, std::move(stop), onEvent).run();
}

} // namespace retort::session
