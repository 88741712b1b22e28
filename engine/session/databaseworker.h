// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/rowpreview.h"
#include "engine/catalog/series.h"
#include "engine/postgres/connection.h"
#include "engine/session/backup.h"
#include "engine/session/eventqueue.h"
#include "engine/session/restore.h"
#include "engine/session/runwitness.h"
#include "engine/session/values.h"
#include "engine/session/workspace.h"

#include <QObject>

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::session {

/// The half of a DatabaseSession that lives on the worker thread: it owns the connection, which is born, used and
/// closed there. Every method blocks and returns values; none may be called from another thread.
class DatabaseWorker : public QObject
{
public:
    /// `lifetime` is requested when the session goes: whatever waits for the server then ends.
    DatabaseWorker(std::string name, std::stop_token lifetime);
    ~DatabaseWorker() override;

    /// A new map, or a new way to the database: an open connection is kept when its settings stay the same.
    void setWorkspace(Workspace workspace, std::optional<Result<postgres::ConnectionSettings>> settings);

    DatabaseState readState();
    ConnectionTest test();
    /// `fromStored`: what the database kept stands in for files that are gone.
    Result<PlanPreview> plan(revision::Direction direction, const std::string &target, bool fromStored);
    Result<PlanPreview> stampPlan(const std::vector<std::string> &targets, bool purge);
    run::RunReport run(const PlanPreview &preview, const run::RunOptions &options, std::stop_token stop,
                       EventQueue &events, const std::function<void(std::int64_t)> &onBegun);
    run::RunReport stamp(const PlanPreview &preview, const std::string &reason, EventQueue &events,
                         const std::function<void(std::int64_t)> &onBegun);
    /// What the latest run did to each relation; of which nothing could be seen, nothing.
    const std::vector<RelationChange> &changes() const { return m_witness.changes(); }
    /// `file`: empty for the newest backup in the database's folder.
    Result<RestorePlan> restorePlan(const std::string &file, bool dropOld);
    run::RunReport restore(const RestorePlan &plan, std::stop_token stop, EventQueue &events,
                           const std::function<void(std::int64_t)> &onBegun);
    /// The newest runs that the database's own history tells of, whoever made them. Errors: those of the connection.
    Result<std::vector<run::JournalRun>> history(int limit);
    Result<StoredComparison> compareWithStored(const std::string &revision);
    /// Records that the file of an applied revision is meant to be as it is. Errors: those of run::acceptEdits.
    Result<void> acceptEdit(const std::string &revision, const std::string &reason);
    /// Writes the file of a version row that has none again. Errors: not-in-history; those of writeKeptText.
    Result<std::filesystem::path> writeStoredFile(const std::string &revision);
    Result<std::vector<catalog::RelationSummary>> relations();
    Result<catalog::Relation> relation(const catalog::RelationName &name);
    /// Of a relation that a person looks at. Errors: those of catalog::previewRows and catalog::readSeries.
    Result<catalog::RowPreview> firstRows(const catalog::RelationName &name);
    Result<catalog::Series> series(const catalog::SeriesRequest &request);
    /// What is there, read again where it changed.
    Result<void> look();
    void disconnect();

private:
    const project::Database *database() const;
    DatabaseState emptyState() const;
    /// Sessions that look can't write on a read-only database; a run has one that can (S-91).
    enum class Purpose { Look, Change };
    Result<postgres::Connection *> connection(Purpose purpose = Purpose::Look);
    Error explained(Error error, const std::vector<std::string> &rows);
    std::vector<std::string> missingFiles(Workspace &workspace, const std::vector<std::string> &rows);
    std::vector<run::RevisionPlace> orphanPlaces(const std::vector<std::string> &rows) const;
    std::optional<std::vector<Orphan>> orphans(const std::vector<std::string> &rows);
    Result<std::vector<std::string>> rows();
    /// Runs `work` on the connection; an idle connection that turns out to be lost is opened again, once.
    template <typename T>
    Result<T> withConnection(const std::function<Result<T>(postgres::Connection &)> &work);
    /// With what should make one think before production is changed.
    PlanPreview withCautions(const project::Database &known, PlanPreview preview) const;
    std::optional<std::string> backupReason(const PlanPreview &preview);
    Result<std::optional<Backup>> backUp(const PlanPreview &preview, std::stop_token stop, EventQueue &events);
    run::RunReport record(const PlanPreview &preview, EventQueue &events,
                          const std::function<void(std::int64_t)> &onBegun,
                          const std::function<run::RunReport(run::Runner &, const std::string &runId,
                                                             const run::Runner::EventHandler &)> &work);

    std::string m_name;
    std::stop_token m_lifetime;
    std::optional<Workspace> m_workspace;
    std::optional<Result<postgres::ConnectionSettings>> m_settings;
    std::optional<postgres::Connection> m_connection;
    std::string m_timescaleVersion;
    RunWitness m_witness;
};

} // namespace retort::session
