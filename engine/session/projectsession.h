// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/comparison.h"
#include "engine/session/databasesession.h"
#include "engine/session/headsadvice.h"
#include "engine/session/newrevision.h"
#include "engine/session/relationindex.h"
#include "engine/session/scratchwork.h"
#include "engine/session/touchhistory.h"
#include "engine/session/values.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <vector>

namespace retort::session {

struct CreatedRevision;
struct ReadProject;

/// The open project, for a window: reads files on a worker thread, watches them, holds one DatabaseSession per
/// database, and the journal. Lives on the GUI thread; nothing is read before open().
class ProjectSession : public QObject
{
    Q_OBJECT

public:
    explicit ProjectSession(QObject *parent = nullptr);
    ~ProjectSession() override;

    /// `projectFile`: a retort.toml, or the folder that holds one.
    /// Reads the project, starts the sandbox where no variables are set, creates the sessions, connects them.
    /// Answers opened, then stateChanged of each database; or failed. opened comes again, with new sessions, when an
    /// edit of the project file changes which databases there are; the old sessions die when its handlers return.
    void open(const QString &projectFile);
    /// As open(), of a project that has been read by now: opened comes before this returns. No thread works and no
    /// server is asked until start().
    void adopt(const ReadProject &read);
    void start();
    ProjectStatePtr state() const { return m_state; }
    const std::vector<DatabaseSession *> &databases() const { return m_databases; }
    DatabaseSession *database(const QString &name) const;

    void refreshAll();
    /// Plans and runs every database's upgrade to its head, in parallel, each with its own limits; each session reports
    /// its own result (S-36).
    void upgradeAll();
    /// Writes the file (map validated first); answers revisionCreated or revisionFailed.
    void createRevision(const NewRevisionRequest &request);
    /// Writes the SQL of a new revision from the database's desired schema, and tries it on a scratch database; nothing
    /// is written to disk. Answers generated or generationFailed. What goes on on scratch databases ends for it.
    void generateRevision(const GenerateRequest &request);
    /// Ends it; answers generationFailed with the code cancelled.
    void cancelGeneration();
    /// Writes all of them; answers revisionCreated of the first, or revisionFailed.
    void createGenerated(const GeneratedRevisions &generated);
    /// Each revision up, down and up again on a scratch database; without ids all of the database's branch. Answers
    /// tripMade for each as it is done, then verificationEnded. What goes on on scratch databases ends for it.
    void verifyRevisions(const QString &database, const QStringList &ids);
    void cancelVerification();
    /// Whether the database is what its recorded revisions give; answers driftChecked or driftCheckFailed.
    void checkDrift(const QString &database);
    /// As createRevision(), for a merge.
    void createMerge(const MergeRequest &request);
    /// Rewrites the parents in the revision's file, where a map with them is valid, and no database that is known by
    /// now has applied it; answers revisionMoved or revisionFailed.
    void reparent(const QString &revision, const QStringList &parents);
    /// The ways out where the database's branch has several heads; no heads in it where it has one.
    HeadsAdvice headsAdvice(const QString &database) const;

    /// The script that leads from one revision to another of the database's line; answers comparisonReady or
    /// comparisonFailed.
    Ticket requestComparison(const QString &database, const QString &from, const QString &to);

    /// Which revisions touch which relations: reads every revision file, in the background; answers
    /// relationIndexReady, now and again whenever files change. Asking twice costs nothing.
    void requestRelationIndex();
    /// Null until it has been read once.
    RelationIndexPtr relationIndex() const;

    /// Earlier runs, newest first, by the local journal and the databases' own histories; answers journalReady, and
    /// again when another database has told of its runs.
    void requestJournal(int limit);
    void requestRunEvents(qint64 run);
    /// What a run did to a relation; answers changeReady where the journal has its definitions, else changeFailed.
    void requestChange(qint64 run, const catalog::RelationName &name);
    /// What runs did, by the journal; comes with journalReady, and again when more is known of the files. Never null.
    TouchHistoryPtr touchHistory() const;

    /// The revisions whose files aren't in git's last commit as they are.
    QStringList uncommitted() const;

signals:
    void uncommittedChanged(const QStringList &revisions);
    void opened(const retort::session::ProjectStatePtr &state);
    void failed(const retort::Error &error);
    void progress(const QString &sentence); ///< "starting the sandbox …"
    /// Files changed on disk and were read again (also when the new files are in error).
    void stateChanged(const retort::session::ProjectStatePtr &state);
    void generated(const retort::session::GeneratedRevisions &generated);
    void generationFailed(const retort::Error &error);
    void tripMade(const QString &database, const retort::session::TripFact &fact);
    /// `error`: why it went no further; a revision that fails is none.
    void verificationEnded(const QString &database, const std::optional<retort::Error> &error);
    void driftChecked(const QString &database, const retort::session::DriftFact &drift);
    void driftCheckFailed(const QString &database, const retort::Error &error);
    void revisionCreated(const QString &id, const QString &file);
    void revisionMoved(const QString &id, const QString &file);
    void revisionFailed(const retort::Error &error); ///< of any of the three
    void comparisonReady(retort::session::Ticket ticket, const retort::session::Comparison &comparison);
    void comparisonFailed(retort::session::Ticket ticket, const retort::Error &error);
    void relationIndexProgress(int done, int total); ///< files
    void relationIndexReady(const retort::session::RelationIndexPtr &index);
    void journalReady(const std::vector<retort::run::JournalRun> &runs,
                      const std::vector<retort::run::RevisionDuration> &durations);
    void touchHistoryReady(const retort::session::TouchHistoryPtr &history);
    void sizesReady(const std::vector<retort::run::RecordedSize> &sizes);
    void changeReady(qint64 run, const retort::session::RelationChange &change);
    void changeFailed(qint64 run, const retort::catalog::RelationName &name);
    void runEventsReady(qint64 run, const std::vector<retort::run::JournalEvent> &events);
    void allUpgraded(const std::vector<std::pair<std::string, retort::run::RunReport>> &results);

private:
    void makeWorker();
    void requestMergedJournal();
    void requestRecordedChanges();
    void takeChanges(std::vector<run::RecordedChange> changes);
    void requestHistory(DatabaseSession *session);
    void onLoaded(const Workspace &workspace, const std::optional<Error> &error);
    void onConnectable(const Workspace &workspace, const std::optional<Error> &error);
    void upgradeOneOfAll(DatabaseSession *session);
    void addToUpgradeAll(const std::string &database, const run::RunReport &report);
    void announceCreated(const Result<CreatedRevision> &created);
    std::vector<KnownRows> knownRows() const;
    void endScratchWork();
    /// Runs `work(workspace, stop)` on the thread for scratch databases and `done(result)` here.
    template <typename Work, typename Done>
    void askScratch(Work work, Done done);
    /// Runs `work(worker)` on the project's thread and `done(result)` here.
    template <typename Work, typename Done>
    void askWorker(Work work, Done done);

    struct Private;
    std::unique_ptr<Private> d;
    ProjectStatePtr m_state;
    std::vector<DatabaseSession *> m_databases;
};

} // namespace retort::session
