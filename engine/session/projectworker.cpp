// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/projectworker.h"

#include "engine/run/historyruns.h"
#include "engine/script/reparent.h"
#include "engine/session/gitstate.h"

#include <QSet>
#include <QStringList>

#include <chrono>
#include <filesystem>
#include <set>

namespace retort::session {

namespace {

/// Each watched path costs an inotify watch; past this many files only their folders are watched, which still
/// notices new, removed and atomically replaced files.
constexpr std::size_t watchedFiles = 2000;

/// Other requests wait no longer than this for what is read in the background.
constexpr std::chrono::milliseconds readingTurn{30};

Error notOpened()
{
    return makeError("project-not-open", "No project is open.");
}

} // namespace

ProjectWorker::ProjectWorker() : m_watcher(this), m_settle(this), m_gitWatcher(this), m_gitSettle(this)
{
    m_gitSettle.setSingleShot(true);
    m_gitSettle.setInterval(300);
    connect(&m_gitSettle, &QTimer::timeout, this, &ProjectWorker::readGit);
    connect(&m_gitWatcher, &QFileSystemWatcher::directoryChanged, &m_gitSettle, qOverload<>(&QTimer::start));
    m_settle.setSingleShot(true);
    m_settle.setInterval(150);
    connect(&m_settle, &QTimer::timeout, this, &ProjectWorker::reload);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_settle, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_settle, qOverload<>(&QTimer::start));
}

void ProjectWorker::open(const std::string &file)
{
    m_file = file;
    auto read = readProject(file);
    if (!read) {
        emit failed(read.error());
        return;
    }
    m_workspace = std::move(read->workspace);
    watch();
    emit loaded(*m_workspace, read->scriptError);
    connectServers();
}

void ProjectWorker::adopt(ReadProject read)
{
    m_workspace = std::move(read.workspace);
    m_file = m_workspace->project().file.string();
    watch();
    connectServers();
}

void ProjectWorker::connectServers()
{
    std::optional<Error> sandboxError;
    if (m_workspace->usesSandbox()) {
        emit progress(tr("Starting the sandbox servers…"));
        if (auto started = m_workspace->startSandbox(); !started)
            sandboxError = std::move(started).error();
    }
    emit connectable(*m_workspace, sandboxError);
}

void ProjectWorker::reload()
{
    auto again = m_workspace ? m_workspace->reopened() : Workspace::open(m_file);
    if (!again) {
        if (m_workspace)
            emit loaded(*m_workspace, std::move(again).error());
        watch();
        return;
    }
    std::optional<Error> error;
    if (auto scripts = again->loadScripts(); !scripts)
        error = std::move(scripts).error();
    m_workspace = std::move(again).value();
    watch();
    emit loaded(*m_workspace, error);
    emit connectable(*m_workspace, std::nullopt);
    if (m_hasReadRelations && !error) // while a file is broken, what was read before it stays
        readRelations();
}

void ProjectWorker::readRelations()
{
    if (!m_workspace)
        return;
    m_hasReadRelations = true;
    m_relations.start(m_workspace->sharedScripts());
    if (!std::exchange(m_readsRelations, true))
        readMoreRelations();
}

void ProjectWorker::readMoreRelations()
{
    if (m_relations.readFor(readingTurn)) {
        m_readsRelations = false;
        emit relationsRead(m_relations.index());
        return;
    }
    emit relationsProgress(m_relations.done(), m_relations.total());
    QMetaObject::invokeMethod(this, &ProjectWorker::readMoreRelations, Qt::QueuedConnection);
}

void ProjectWorker::watch()
{
    if (!m_workspace)
        return;
    m_gitSettle.start(); // after what somebody waits for
    QStringList paths;
    const project::Project &project = m_workspace->project();
    paths << QString::fromStdString(project.file.string());
    const std::filesystem::path environmentFile = project.folder / ".env";
    std::error_code ignored;
    if (std::filesystem::exists(environmentFile, ignored))
        paths << QString::fromStdString(environmentFile.string());
    const std::size_t revisions = m_workspace->scripts().map().size();
    for (const std::filesystem::path &location : project.locations) {
        paths << QString::fromStdString(location.string());
        using Walk = std::filesystem::recursive_directory_iterator;
        for (Walk entry(location, ignored); entry != Walk(); entry.increment(ignored)) {
            if (ignored)
                break;
            const bool isFolder = entry->is_directory(ignored);
            if (isFolder || revisions <= watchedFiles)
                paths << QString::fromStdString(entry->path().string());
        }
    }
    // Adding what is watched already only warns; a replaced file has dropped out and must be added again.
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    const QSet<QString> known(watched.begin(), watched.end());
    QStringList missing;
    for (const QString &path : paths) {
        if (!known.contains(path))
            missing << path;
    }
    if (!missing.isEmpty())
        m_watcher.addPaths(missing);
}

void ProjectWorker::readGit()
{
    const project::Project &project = m_workspace->project();
    const GitState git = readGitState(project.folder, project.locations);
    if (git.repository.empty())
        return;
    const QString folder = QString::fromStdString((git.repository / ".git").string());
    if (!m_gitWatcher.directories().contains(folder))
        m_gitWatcher.addPath(folder); // a commit changes what lies there
    std::set<std::string> names; // to ask the disk about few files only
    for (const auto &[file, change] : git.changes)
        names.insert(file.filename().string());
    QStringList revisions;
    const revision::RevisionMap &map = m_workspace->scripts().map();
    for (revision::Index index = 0; index < static_cast<revision::Index>(map.size()); ++index) {
        const std::filesystem::path file = map.at(index).file;
        if (names.contains(file.filename().string()) && git.changeOf(file))
            revisions << QString::fromStdString(map.at(index).id);
    }
    emit uncommittedRead(revisions);
}

Result<CreatedRevision> ProjectWorker::createRevision(const NewRevisionRequest &request)
{
    return m_workspace ? write(prepareRevision(*m_workspace, request)) : Result<CreatedRevision>(notOpened());
}

Result<CreatedRevision> ProjectWorker::createGenerated(const GeneratedRevisions &generated)
{
    if (!m_workspace)
        return notOpened();
    const auto paths = writeGenerated(*m_workspace, generated);
    if (!paths)
        return paths.error();
    m_settle.start();
    return CreatedRevision{generated.revisions.front().revision.revision.id, paths->front()};
}

Result<CreatedRevision> ProjectWorker::createMerge(const MergeRequest &request)
{
    return m_workspace ? write(prepareMerge(*m_workspace, request)) : Result<CreatedRevision>(notOpened());
}

Result<CreatedRevision> ProjectWorker::write(const Result<PreparedRevision> &prepared)
{
    if (!prepared)
        return prepared.error();
    auto written = writePrepared(*m_workspace, *prepared);
    if (!written)
        return std::move(written).error();
    m_settle.start();
    return CreatedRevision{prepared->revision.revision.id, std::move(written).value()};
}

Result<std::filesystem::path> ProjectWorker::reparent(const std::string &revision,
                                                      const std::vector<std::string> &parents)
{
    if (!m_workspace)
        return notOpened();
    auto written = script::reparentRevision(m_workspace->scripts(), revision, parents);
    if (written)
        m_settle.start();
    return written;
}

Result<Comparison> ProjectWorker::compare(const std::string &name, const std::string &from, const std::string &to) const
{
    if (!m_workspace)
        return notOpened();
    const auto database = m_workspace->project().database(name);
    if (!database)
        return database.error();
    return compareRevisions(*m_workspace, **database, from, to);
}

std::optional<run::Journal> &ProjectWorker::journal()
{
    if (!m_journal) {
        if (auto opened = run::Journal::open())
            m_journal = std::move(opened).value();
    }
    return m_journal;
}

Result<std::vector<run::JournalRun>> ProjectWorker::journalRuns(int limit,
                                                                const std::vector<run::JournalRun> &histories)
{
    if (!m_workspace)
        return notOpened();
    if (!journal())
        return run::mergedRuns(
            std::vector<run::JournalRun>(), histories,
            [](const std::vector<std::string> &) { return std::vector<std::string>(); }, limit);
    return run::mergedRuns(
        journal()->runs(m_workspace->project().file.string(), {}, limit), histories,
        [this](const std::vector<std::string> &ids) { return journal()->known(ids); }, limit);
}

std::vector<run::RevisionDuration> ProjectWorker::journalDurations()
{
    if (!m_workspace || !journal())
        return {};
    auto durations = journal()->durations(m_workspace->project().file.string(), {});
    return durations ? std::move(durations).value() : std::vector<run::RevisionDuration>{};
}

std::vector<run::RecordedChange> ProjectWorker::recordedChanges()
{
    if (!m_workspace || !journal())
        return {};
    auto changes = journal()->allChanges(m_workspace->project().file.string(), {});
    return changes ? std::move(changes).value() : std::vector<run::RecordedChange>();
}

std::vector<run::RecordedSize> ProjectWorker::recordedSizes()
{
    if (!m_workspace || !journal())
        return {};
    auto sizes = journal()->sizes(m_workspace->project().file.string(), {});
    return sizes ? std::move(sizes).value() : std::vector<run::RecordedSize>();
}

std::optional<RelationChange> ProjectWorker::recordedChange(std::int64_t run, const catalog::RelationName &name)
{
    const auto changes = journal() ? journal()->changes(run) : Result<run::RunChanges>(run::RunChanges());
    if (!changes)
        return std::nullopt;
    for (const run::RelationChange &change : changes->relations) {
        if (change.schema == name.schema && change.name == name.name)
            return fromRecord(change);
    }
    return std::nullopt;
}

Result<std::vector<run::JournalEvent>> ProjectWorker::journalEvents(std::int64_t run)
{
    if (!journal())
        return makeError("journal-unavailable", "The run journal can't be opened.");
    return journal()->events(run);
}

} // namespace retort::session
