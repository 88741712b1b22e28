// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/journal.h"
#include "engine/session/autogenerate.h"
#include "engine/session/comparison.h"
#include "engine/session/newrevision.h"
#include "engine/session/projectreading.h"
#include "engine/session/relationindex.h"
#include "engine/session/runwitness.h"
#include "engine/session/values.h"
#include "engine/session/workspace.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

#include <optional>

namespace retort::session {

/// A revision file that was just written.
struct CreatedRevision {
    std::string id;
    std::filesystem::path file;
};

/// The half of a ProjectSession that lives on a worker thread: files, watching, sandbox, journal.
class ProjectWorker : public QObject
{
    Q_OBJECT

public:
    ProjectWorker();

    void open(const std::string &file);
    /// Goes on where open() would be after its reading; emits no loaded().
    void adopt(ReadProject read);
    Result<CreatedRevision> createRevision(const NewRevisionRequest &request);
    /// Of the first.
    Result<CreatedRevision> createGenerated(const GeneratedRevisions &generated);
    Result<CreatedRevision> createMerge(const MergeRequest &request);
    Result<std::filesystem::path> reparent(const std::string &revision, const std::vector<std::string> &parents);
    Result<Comparison> compare(const std::string &database, const std::string &from, const std::string &to) const;
    /// Reads what every revision touches, between other requests; from then on again whenever files change.
    void readRelations();
    /// The journal's runs and those that only the databases' own histories tell of, newest first.
    Result<std::vector<run::JournalRun>> journalRuns(int limit, const std::vector<run::JournalRun> &histories);
    std::vector<run::RevisionDuration> journalDurations();
    Result<std::vector<run::JournalEvent>> journalEvents(std::int64_t run);
    /// None where there is no journal.
    std::vector<run::RecordedChange> recordedChanges();
    std::vector<run::RecordedSize> recordedSizes();
    std::optional<RelationChange> recordedChange(std::int64_t run, const catalog::RelationName &name);

signals:
    /// The project file was read; `error`: why the revision files can't be used.
    void loaded(const retort::session::Workspace &workspace, const std::optional<retort::Error> &error);
    /// The way to the servers is known (sandbox started where needed); `error`: why the sandbox didn't start.
    void connectable(const retort::session::Workspace &workspace, const std::optional<retort::Error> &error);
    void failed(const retort::Error &error);
    void progress(const QString &sentence);
    void relationsProgress(int done, int total); ///< of the files
    void relationsRead(const retort::session::RelationIndexPtr &index);
    /// The revisions whose files aren't in git's last commit as they are: now, and when files or commits change.
    void uncommittedRead(const QStringList &revisions);

private:
    void reload();
    void connectServers();
    void watch();
    void readGit();
    void readMoreRelations();
    Result<CreatedRevision> write(const Result<PreparedRevision> &prepared);
    std::optional<run::Journal> &journal();

    std::string m_file;
    std::optional<Workspace> m_workspace;
    std::optional<run::Journal> m_journal;
    QFileSystemWatcher m_watcher;
    QTimer m_settle; ///< editors write a file in several steps
    QFileSystemWatcher m_gitWatcher;
    QTimer m_gitSettle; ///< as does git
    RelationReader m_relations;
    bool m_readsRelations = false;
    bool m_hasReadRelations = false; ///< somebody wants them: after a change again
};

} // namespace retort::session
