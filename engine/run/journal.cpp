// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/journal.h"

#include "engine/run/journalchanges.h"
#include "engine/run/journalvalues.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <optional>
#include <span>
#include <utility>

namespace retort::run {

namespace fs = std::filesystem;

namespace {

constexpr int schemaVersion = 5;

/// What each version adds to the one before; a new journal goes through all of them.
const char *const firstVersion[] = {
    // outcome is NULL until the run is finished.
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, project TEXT NOT NULL, database TEXT NOT NULL, user TEXT NOT NULL,"
    " host TEXT NOT NULL, command TEXT NOT NULL, started INTEGER NOT NULL, duration INTEGER NOT NULL DEFAULT 0,"
    " outcome INTEGER, plan TEXT, version_rows TEXT, error TEXT, failing_revision TEXT, failing_statement TEXT)",
    "CREATE INDEX runs_by_database ON runs (project, database, id)",
    "CREATE TABLE steps (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, number INTEGER NOT NULL,"
    " revision TEXT NOT NULL, direction INTEGER NOT NULL, succeeded INTEGER NOT NULL, statements INTEGER NOT NULL,"
    " duration INTEGER NOT NULL, PRIMARY KEY (run, number)) WITHOUT ROWID",
    "CREATE TABLE events (id INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,"
    " kind INTEGER NOT NULL, time INTEGER NOT NULL, step INTEGER NOT NULL, step_count INTEGER NOT NULL,"
    " statement INTEGER NOT NULL, statement_count INTEGER NOT NULL, revision TEXT, text TEXT, file TEXT,"
    " line INTEGER NOT NULL, col INTEGER NOT NULL, affected INTEGER NOT NULL, duration INTEGER NOT NULL,"
    " notice TEXT, error TEXT)",
    "CREATE INDEX events_by_run ON events (run, id)",
};
const char *const secondVersion[] = {
    "CREATE TABLE revision_files (revision TEXT NOT NULL, run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,"
    " file TEXT NOT NULL, message TEXT NOT NULL, is_stamped INTEGER NOT NULL, PRIMARY KEY (revision, run))"
    " WITHOUT ROWID",
    // Earlier runs tell it by their statements (kind 3: StatementFinished), if not by what name.
    "INSERT INTO revision_files SELECT revision, run, max(file), '', 0 FROM events"
    " WHERE kind = 3 AND revision <> '' AND file <> '' GROUP BY revision, run",
};
const char *const thirdVersion[] = {
    "ALTER TABLE runs ADD COLUMN backup TEXT",
};
const char *const fourthVersion[] = {
    // What the database's own history knows the run by.
    "ALTER TABLE runs ADD COLUMN run_id TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX runs_by_run_id ON runs (run_id) WHERE run_id <> ''",
};
const char *const fifthVersion[] = {
    "ALTER TABLE runs ADD COLUMN changes_extent INTEGER NOT NULL DEFAULT 0",
    "CREATE TABLE run_relations (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, number INTEGER NOT NULL,"
    " change INTEGER NOT NULL, schema TEXT NOT NULL, name TEXT NOT NULL, relation TEXT NOT NULL, before BLOB,"
    " after BLOB, PRIMARY KEY (run, number)) WITHOUT ROWID",
    "CREATE TABLE run_sizes (run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, schema TEXT NOT NULL,"
    " name TEXT NOT NULL, is_hypertable INTEGER NOT NULL, bytes INTEGER NOT NULL, rows INTEGER NOT NULL,"
    " PRIMARY KEY (run, schema, name)) WITHOUT ROWID",
};
constexpr std::array<std::span<const char *const>, schemaVersion> versions{firstVersion, secondVersion, thirdVersion,
                                                                              fourthVersion, fifthVersion};
static_assert(static_cast<int>(RunEvent::Kind::StatementFinished) == 3);

Error unavailable(const std::string &reason)
{
    return makeError("journal-unavailable", "The journal can't be used: " + reason + '.',
                     "Runs go on without it. Check the folder's rights and space, or move the file away.");
}

Error failed(const QSqlError &error)
{
    return unavailable(error.text().toStdString());
}

std::string textAt(const QSqlQuery &query, int column)
{
    return query.value(column).toString().toStdString();
}

/// Folder 0700, file 0600: scripts may say more than everybody should read.
Result<void> prepareFile(const fs::path &file)
{
    std::error_code problem;
    const bool isNewFolder = fs::create_directories(file.parent_path(), problem);
    if (problem)
        return unavailable(problem.message());
    if (isNewFolder)
        fs::permissions(file.parent_path(), fs::perms::owner_all, problem);
    return {};
}

/// Begins at once, so that two writers don't find out at their COMMIT; rolls back unless committed.
class Transaction
{
public:
    explicit Transaction(const QSqlDatabase &database)
        : m_query(database)
        , m_isOpen(m_query.exec(QStringLiteral("BEGIN IMMEDIATE")))
    {
    }
    ~Transaction()
    {
        if (m_isOpen)
            m_query.exec(QStringLiteral("ROLLBACK"));
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<void> begun() const { return m_isOpen ? Result<void>() : Result<void>(failed(m_query.lastError())); }
    Result<void> commit()
    {
        if (!m_query.exec(QStringLiteral("COMMIT")))
            return failed(m_query.lastError());
        m_isOpen = false;
        return {};
    }

private:
    QSqlQuery m_query;
    bool m_isOpen;
};

Result<void> execute(const QSqlDatabase &database, const QString &sql)
{
    QSqlQuery query(database);
    if (!query.exec(sql))
        return failed(query.lastError());
    return {};
}

Result<int> readVersion(const QSqlDatabase &database)
{
    QSqlQuery query(database);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next())
        return failed(query.lastError());
    return query.value(0).toInt();
}

/// From whatever older version to this one; from none, too.
Result<void> bringUpToDate(const QSqlDatabase &database)
{
    Transaction transaction(database);
    if (auto begun = transaction.begun(); !begun)
        return begun;
    const auto version = readVersion(database); // another process may have been faster
    if (!version)
        return version.error();
    for (int missing = *version; missing < schemaVersion; ++missing) {
        for (const char *statement : versions[static_cast<std::size_t>(missing)]) {
            if (auto executed = execute(database, QString::fromLatin1(statement)); !executed)
                return executed;
        }
    }
    if (*version < schemaVersion) {
        if (auto set = execute(database, QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)); !set)
            return set;
    }
    return transaction.commit();
}

Result<void> prepareDatabase(const QSqlDatabase &database)
{
    // The journal may lose its last moments in a power cut, not its soundness (SQLite, "PRAGMA synchronous").
    for (const char *pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"}) {
        if (auto set = execute(database, QString::fromLatin1(pragma)); !set)
            return set;
    }
    const auto version = readVersion(database);
    if (!version)
        return version.error();
    if (*version > schemaVersion)
        return unavailable("a newer Retort has written it");
    return *version == schemaVersion ? Result<void>() : bringUpToDate(database);
}

/// Writes steps of a run; its statement is prepared once.
class StepWriter
{
public:
    StepWriter(const QSqlDatabase &database, std::int64_t run)
        : m_query(database)
        , m_run(run)
    {
        m_query.prepare(
            QStringLiteral("INSERT OR REPLACE INTO steps (run, number, revision, direction, succeeded, statements,"
                           " duration) VALUES (?, ?, ?, ?, ?, ?, ?)"));
    }

    Result<void> write(int number, const StepReport &step)
    {
        m_query.bindValue(0, static_cast<qlonglong>(m_run));
        m_query.bindValue(1, number);
        m_query.bindValue(2, toQString(step.revision));
        m_query.bindValue(3, static_cast<int>(step.direction));
        m_query.bindValue(4, step.succeeded ? 1 : 0);
        m_query.bindValue(5, step.statementsDone);
        m_query.bindValue(6, static_cast<qlonglong>(step.duration.count()));
        return m_query.exec() ? Result<void>() : Result<void>(failed(m_query.lastError()));
    }

private:
    QSqlQuery m_query;
    std::int64_t m_run;
};

Result<void> writePlace(const QSqlDatabase &database, std::int64_t run, const RevisionPlace &place)
{
    QSqlQuery query(database);
    query.prepare(QStringLiteral("INSERT OR REPLACE INTO revision_files (revision, run, file, message, is_stamped)"
                                 " VALUES (?, ?, ?, ?, ?)"));
    query.addBindValue(toQString(place.revision));
    query.addBindValue(static_cast<qlonglong>(run));
    query.addBindValue(toQString(place.file));
    query.addBindValue(maskedQString(place.message));
    query.addBindValue(place.isStamped ? 1 : 0);
    return query.exec() ? Result<void>() : Result<void>(failed(query.lastError()));
}

std::optional<StepReport> stepEndedBy(const RunEvent &event, revision::Direction direction)
{
    const bool hasSucceeded = event.kind == RunEvent::Kind::StepFinished;
    if (!hasSucceeded && event.kind != RunEvent::Kind::StepFailed)
        return std::nullopt;
    // A failing step's event names the statement at fault.
    const int done = hasSucceeded ? event.statement : std::max(0, event.statement - 1);
    return StepReport{event.revision, direction, hasSucceeded, done, event.duration};
}

constexpr const char *runColumns =
    "SELECT id, project, database, user, host, command, started, duration, outcome, plan,"
    " version_rows, error, failing_revision, failing_statement, backup, run_id FROM runs";

JournalRun runAt(const QSqlQuery &query)
{
    JournalRun run;
    run.id = query.value(0).toLongLong();
    run.project = textAt(query, 1);
    run.database = textAt(query, 2);
    run.user = textAt(query, 3);
    run.host = textAt(query, 4);
    run.command = textAt(query, 5);
    RunReport &report = run.report;
    report.started = timeFromMilliseconds(query.value(6).toLongLong());
    report.duration = Milliseconds(query.value(7).toLongLong());
    report.plan = planFromJson(query.value(9).toString());
    report.versionRows = rowsFromJson(query.value(10).toString());
    if (const QString error = query.value(11).toString(); !error.isEmpty())
        report.error = errorFromJson(error);
    report.failingRevision = textAt(query, 12);
    report.failingStatement = textAt(query, 13);
    report.backup = textAt(query, 14);
    run.runId = textAt(query, 15);
    if (query.isNull(8)) {
        report.outcome = Outcome::Failed;
        report.error = makeError("run-unfinished",
                                 "This run has no end in the journal: it still goes on, or the program"
                                 " ended before it did.",
                                 "\"retort current\" tells where the database is.");
    } else {
        report.outcome = static_cast<Outcome>(query.value(8).toInt());
    }
    return run;
}

RunEvent eventAt(const QSqlQuery &query)
{
    RunEvent event;
    event.kind = static_cast<RunEvent::Kind>(query.value(0).toInt());
    event.time = timeFromMilliseconds(query.value(1).toLongLong());
    event.step = query.value(2).toInt();
    event.stepCount = query.value(3).toInt();
    event.statement = query.value(4).toInt();
    event.statementCount = query.value(5).toInt();
    event.revision = textAt(query, 6);
    event.text = textAt(query, 7);
    event.place = {textAt(query, 8), query.value(9).toInt(), query.value(10).toInt()};
    event.rows = query.value(11).toLongLong();
    event.duration = Milliseconds(query.value(12).toLongLong());
    event.notice = diagnosticFromJson(query.value(13).toString());
    if (const QString error = query.value(14).toString(); !error.isEmpty())
        event.error = errorFromJson(error);
    return event;
}

} // namespace

/// Qt Sql knows connections by name, and wants no handle left when a name goes.
struct Journal::Body {
    Body()
    {
        static std::atomic<int> count = 0;
        name = QStringLiteral("retort journal %1").arg(++count);
    }
    ~Body()
    {
        database().close();
        QSqlDatabase::removeDatabase(name);
    }
    Body(const Body &) = delete;
    Body &operator=(const Body &) = delete;

    QSqlDatabase database() const { return QSqlDatabase::database(name, false); }
    revision::Direction directionOf(std::int64_t run) const;
    Result<void> readSteps(JournalRun &run) const;

    QString name;
    std::int64_t begunRun = 0; ///< the latest that was begun here
    revision::Direction begunDirection = revision::Direction::Upgrade;
};

revision::Direction Journal::Body::directionOf(std::int64_t run) const
{
    if (run == begunRun)
        return begunDirection;
    QSqlQuery query(database());
    query.prepare(QStringLiteral("SELECT plan FROM runs WHERE id = ?"));
    query.addBindValue(static_cast<qlonglong>(run));
    return query.exec() && query.next() ? planFromJson(query.value(0).toString()).direction
                                        : revision::Direction::Upgrade;
}

Result<void> Journal::Body::readSteps(JournalRun &run) const
{
    QSqlQuery query(database());
    query.prepare(QStringLiteral(
        "SELECT revision, direction, succeeded, statements, duration FROM steps WHERE run = ? ORDER BY number"));
    query.addBindValue(static_cast<qlonglong>(run.id));
    if (!query.exec())
        return failed(query.lastError());
    while (query.next()) {
        run.report.steps.push_back({textAt(query, 0), static_cast<revision::Direction>(query.value(1).toInt()),
                                    query.value(2).toBool(), query.value(3).toInt(),
                                    Milliseconds(query.value(4).toLongLong())});
    }
    return {};
}

Journal::Journal(std::unique_ptr<Body> body)
    : m_body(std::move(body))
{
}
Journal::Journal(Journal &&) noexcept = default;
Journal &Journal::operator=(Journal &&) noexcept = default;
Journal::~Journal() = default;

fs::path Journal::defaultFile()
{
    // XDG Base Directory Specification: a relative path is to be ignored.
    const char *state = std::getenv("XDG_STATE_HOME");
    if (state && *state == '/')
        return fs::path(state) / "retort" / "journal.sqlite";
    const char *home = std::getenv("HOME");
    return fs::path(home ? home : "/") / ".local" / "state" / "retort" / "journal.sqlite";
}

Result<Journal> Journal::open(const fs::path &file)
{
    if (!QCoreApplication::instance())
        return unavailable("the program has no QCoreApplication, which loads the driver");
    if (auto prepared = prepareFile(file); !prepared)
        return std::move(prepared).error();
    auto body = std::make_unique<Body>();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), body->name);
        if (!database.isValid())
            return unavailable("Qt's SQLite driver is not installed");
        database.setDatabaseName(toQString(file.string()));
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        if (!database.open())
            return failed(database.lastError());
        if (auto prepared = prepareDatabase(database); !prepared)
            return std::move(prepared).error();
    }
    std::error_code ignored; // another user's file is another user's matter
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write, ignored);
    return Journal(std::move(body));
}

Result<std::int64_t> Journal::begin(const JournalRun &run)
{
    QSqlQuery query(m_body->database());
    query.prepare(QStringLiteral("INSERT INTO runs (project, database, user, host, command, started, plan, run_id)"
                                 " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
    for (const std::string *text : {&run.project, &run.database, &run.user, &run.host, &run.command})
        query.addBindValue(maskedQString(*text));
    query.addBindValue(static_cast<qlonglong>(toMilliseconds(run.report.started)));
    query.addBindValue(planToJson(run.report.plan));
    query.addBindValue(run.runId.empty() ? QStringLiteral("") : toQString(run.runId)); // a null text is NULL
    if (!query.exec())
        return failed(query.lastError());
    m_body->begunRun = query.lastInsertId().toLongLong();
    m_body->begunDirection = run.report.plan.direction;
    return m_body->begunRun;
}

Result<void> Journal::append(std::int64_t run, const std::vector<RunEvent> &events,
                             const std::vector<RevisionPlace> &places)
{
    const QSqlDatabase database = m_body->database();
    const revision::Direction direction = m_body->directionOf(run);
    Transaction transaction(database);
    if (auto begun = transaction.begun(); !begun)
        return begun;
    QSqlQuery query(database);
    query.prepare(QStringLiteral(
        "INSERT INTO events (run, kind, time, step, step_count, statement, statement_count, revision, text, file, line,"
        " col, affected, duration, notice, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    StepWriter steps(database, run);
    for (const RunEvent &event : events) {
        query.bindValue(0, static_cast<qlonglong>(run));
        query.bindValue(1, static_cast<int>(event.kind));
        query.bindValue(2, static_cast<qlonglong>(toMilliseconds(event.time)));
        query.bindValue(3, event.step);
        query.bindValue(4, event.stepCount);
        query.bindValue(5, event.statement);
        query.bindValue(6, event.statementCount);
        query.bindValue(7, toQString(event.revision));
        query.bindValue(8, maskedQString(event.text));
        query.bindValue(9, toQString(event.place.file));
        query.bindValue(10, event.place.line);
        query.bindValue(11, event.place.column);
        query.bindValue(12, static_cast<qlonglong>(event.rows));
        query.bindValue(13, static_cast<qlonglong>(event.duration.count()));
        query.bindValue(14, diagnosticToJson(event.notice));
        query.bindValue(15, errorToJson(event.error));
        if (!query.exec())
            return failed(query.lastError());
        if (const auto step = stepEndedBy(event, direction)) {
            if (auto written = steps.write(event.step, *step); !written)
                return written;
        }
    }
    for (const RevisionPlace &place : places) {
        if (auto written = writePlace(database, run, place); !written)
            return written;
    }
    return transaction.commit();
}

Result<void> Journal::finish(std::int64_t run, const RunReport &report)
{
    const QSqlDatabase database = m_body->database();
    Transaction transaction(database);
    if (auto begun = transaction.begun(); !begun)
        return begun;
    QSqlQuery query(database);
    query.prepare(QStringLiteral("UPDATE runs SET started = ?, duration = ?, outcome = ?, plan = ?, version_rows = ?,"
                                 " error = ?, failing_revision = ?, failing_statement = ?, backup = ? WHERE id = ?"));
    query.addBindValue(static_cast<qlonglong>(toMilliseconds(report.started)));
    query.addBindValue(static_cast<qlonglong>(report.duration.count()));
    query.addBindValue(static_cast<int>(report.outcome));
    query.addBindValue(planToJson(report.plan));
    query.addBindValue(rowsToJson(report.versionRows));
    query.addBindValue(report.error ? errorToJson(*report.error) : QString());
    query.addBindValue(toQString(report.failingRevision));
    query.addBindValue(maskedQString(report.failingStatement));
    query.addBindValue(toQString(report.backup));
    query.addBindValue(static_cast<qlonglong>(run));
    if (!query.exec())
        return failed(query.lastError());
    StepWriter steps(database, run);
    for (std::size_t i = 0; i < report.steps.size(); ++i) {
        if (auto written = steps.write(static_cast<int>(i) + 1, report.steps[i]); !written)
            return written;
    }
    return transaction.commit();
}

Result<void> Journal::keepChanges(std::int64_t run, const RunChanges &changes)
{
    const QSqlDatabase database = m_body->database();
    Transaction transaction(database);
    if (auto begun = transaction.begun(); !begun)
        return begun;
    if (const auto trouble = writeChanges(database, run, changes))
        return failed(*trouble);
    return transaction.commit();
}

Result<RunChanges> Journal::changes(std::int64_t run) const
{
    RunChanges changes;
    if (const auto trouble = readChanges(m_body->database(), run, changes))
        return failed(*trouble);
    return changes;
}

Result<std::vector<RecordedChange>> Journal::allChanges(const std::string &project, const std::string &database) const
{
    std::vector<RecordedChange> changes;
    if (const auto trouble = readAllChanges(m_body->database(), project, database, changes))
        return failed(*trouble);
    return changes;
}

Result<std::vector<RecordedSize>> Journal::sizes(const std::string &project, const std::string &database) const
{
    std::vector<RecordedSize> sizes;
    if (const auto trouble = readSizes(m_body->database(), project, database, sizes))
        return failed(*trouble);
    return sizes;
}

Result<std::vector<std::string>> Journal::known(const std::vector<std::string> &runIds) const
{
    QSqlQuery query(m_body->database());
    query.prepare(QStringLiteral("SELECT 1 FROM runs WHERE run_id = ? AND run_id <> ''"));
    std::vector<std::string> found;
    for (const std::string &id : runIds) {
        query.bindValue(0, toQString(id));
        if (!query.exec())
            return failed(query.lastError());
        if (query.next())
            found.push_back(id);
    }
    return found;
}

Result<std::vector<JournalRun>> Journal::runs(const std::string &project, const std::string &database, int limit) const
{
    QSqlQuery query(m_body->database());
    query.prepare(
        QLatin1String(runColumns)
        + QStringLiteral(" WHERE (:project = '' OR project = :project) AND (:database = '' OR database = :database)"
                         " ORDER BY id DESC LIMIT :limit"));
    query.bindValue(QStringLiteral(":project"), toQString(project));
    query.bindValue(QStringLiteral(":database"), toQString(database));
    query.bindValue(QStringLiteral(":limit"), limit);
    if (!query.exec())
        return failed(query.lastError());
    std::vector<JournalRun> found;
    while (query.next())
        found.push_back(runAt(query));
    for (JournalRun &run : found) {
        if (auto read = m_body->readSteps(run); !read)
            return std::move(read).error();
    }
    return found;
}

Result<std::vector<JournalEvent>> Journal::events(std::int64_t run) const
{
    QSqlQuery query(m_body->database());
    query.prepare(
        QStringLiteral("SELECT kind, time, step, step_count, statement, statement_count, revision, text, file,"
                       " line, col, affected, duration, notice, error FROM events WHERE run = ? ORDER BY id"));
    query.addBindValue(static_cast<qlonglong>(run));
    if (!query.exec())
        return failed(query.lastError());
    std::vector<JournalEvent> found;
    while (query.next())
        found.push_back({run, eventAt(query)});
    return found;
}

Result<std::vector<RevisionDuration>> Journal::durations(const std::string &project, const std::string &database) const
{
    QSqlQuery query(m_body->database());
    query.prepare(QStringLiteral("SELECT r.id, r.started, r.database, s.revision, s.direction, s.duration, s.succeeded"
                                 " FROM runs r JOIN steps s ON s.run = r.id"
                                 " WHERE (:project = '' OR r.project = :project) AND (:database = '' OR r.database = "
                                 ":database) AND s.revision <> ''"
                                 " ORDER BY r.id, s.number"));
    query.bindValue(QStringLiteral(":project"), toQString(project));
    query.bindValue(QStringLiteral(":database"), toQString(database));
    if (!query.exec())
        return failed(query.lastError());
    std::vector<RevisionDuration> found;
    while (query.next()) {
        found.push_back({query.value(0).toLongLong(), timeFromMilliseconds(query.value(1).toLongLong()),
                         textAt(query, 2), textAt(query, 3), static_cast<revision::Direction>(query.value(4).toInt()),
                         Milliseconds(query.value(5).toLongLong()), query.value(6).toBool()});
    }
    return found;
}

Result<std::vector<std::string>> Journal::appliedRevisions(const std::string &project,
                                                           const std::string &database) const
{
    const auto all = durations(project, database);
    if (!all)
        return all.error();
    std::vector<std::string> revisions;
    for (const RevisionDuration &one : *all) {
        if (one.succeeded && one.direction == revision::Direction::Upgrade)
            revisions.push_back(one.revision);
    }
    return revisions;
}

Result<std::vector<RevisionPlace>> Journal::lastPlaces(const std::string &project,
                                                       const std::vector<std::string> &revisions) const
{
    QSqlQuery query(m_body->database());
    query.prepare(QStringLiteral("SELECT f.file, f.message, f.is_stamped, r.id, r.started, r.database, r.user, r.host"
                                 " FROM revision_files f JOIN runs r ON r.id = f.run"
                                 " WHERE f.revision = ? AND r.project = ? ORDER BY f.run DESC LIMIT 1"));
    std::vector<RevisionPlace> found;
    for (const std::string &revision : revisions) {
        query.bindValue(0, toQString(revision));
        query.bindValue(1, toQString(project));
        if (!query.exec())
            return failed(query.lastError());
        if (!query.next())
            continue;
        found.push_back({revision, textAt(query, 0), textAt(query, 1), query.value(2).toBool(),
                         query.value(3).toLongLong(), timeFromMilliseconds(query.value(4).toLongLong()),
                         textAt(query, 5), textAt(query, 6), textAt(query, 7)});
    }
    return found;
}

std::vector<RevisionPlace> lastPlaces(const std::string &project, const std::vector<std::string> &revisions,
                                      const fs::path &file)
{
    std::error_code ignored;
    if (revisions.empty() || !fs::exists(file, ignored))
        return {};
    const auto journal = Journal::open(file);
    if (!journal)
        return {};
    auto places = journal->lastPlaces(project, revisions);
    return places ? std::move(places).value() : std::vector<RevisionPlace>();
}

} // namespace retort::run
