// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/catalog/relation.h"
#include "engine/project/project.h"
#include "engine/revision/branchbinding.h"
#include "engine/revision/revisionmap.h"
#include "engine/run/journal.h"
#include "engine/run/runevents.h"
#include "engine/run/runner.h"
#include "engine/session/diagnosis.h"
#include "engine/session/kepttexts.h"
#include "engine/session/planpreview.h"
#include "engine/session/storedcomparison.h"

#include <QMetaType>

#include <memory>
#include <optional>
#include <string>
#include <vector>

/// What travels between a session and a window. Plain values, copied through queued signals.
namespace retort::session {

/// Numbers requests, so that stale answers are dropped: a reply whose ticket is not the latest is old.
using Ticket = quint64;

/// The project as one consistent value: replaced whole when a file changes, never mutated.
struct ProjectState {
    project::Project project;
    revision::RevisionMap map;             ///< empty when `error` is set and no earlier map was good
    std::optional<Error> error;            ///< why the newest files can't be used; `map` is then the last good one
    bool usesSandbox = false;
};
using ProjectStatePtr = std::shared_ptr<const ProjectState>;

enum class Reachability { Unknown, Connecting, Reachable, Unreachable };

/// One database as it is now. `rows` are valid only when reachable.
struct DatabaseState {
    std::string name;
    std::string branch;
    std::string purpose;
    project::Tier tier = project::Tier::Dev;
    std::string address;         ///< "sotp_db on localhost:5433 as sotp_user"
    std::string host;
    std::string port;
    std::string databaseName;
    std::string user;
    std::string passwordSource;  ///< "POSTGRES_PASSWORD in .env"; never the password
    Reachability reachability = Reachability::Unknown;
    std::optional<Error> error;  ///< why it is unreachable or its history can't be read
    std::string serverVersion;   ///< "15.20"
    std::string timescaleVersion;
    std::vector<std::string> rows;        ///< version rows
    std::vector<std::string> unknownRows; ///< rows that no revision of the project has
    std::vector<Orphan> orphans;          ///< what the database kept of their files
    /// Without whose files the project has no revision map, and whose texts the database kept; the other members then
    /// are as they would be with these.
    std::vector<std::string> missingFiles;
    std::vector<std::string> lastPlaces;  ///< where the journal last saw their files, a sentence each
    std::vector<std::string> changed;     ///< revisions whose files tell another story than the database's history
    std::vector<std::string> disagreements; ///< what is the matter with each, a sentence and its remedy
    std::vector<std::string> heads;       ///< of its branch
    int pending = 0;
    bool isAtHead = false;
    bool isRunning = false;
    int retryIn = 0; ///< while its server starts: seconds until the next attempt; reachability is then Connecting
};

/// The result of an exact connection test, step by step.
struct ConnectionTest {
    std::string database;
    bool succeeded = false;
    std::optional<Error> error;
    std::string serverVersion;
    std::string timescaleVersion;
    qint64 milliseconds = 0;
    std::vector<Check> checks; ///< as of `retort doctor`
};

} // namespace retort::session

Q_DECLARE_METATYPE(retort::session::ProjectStatePtr)
Q_DECLARE_METATYPE(retort::session::DatabaseState)
Q_DECLARE_METATYPE(retort::session::PlanPreview)
Q_DECLARE_METATYPE(retort::session::ConnectionTest)
Q_DECLARE_METATYPE(retort::session::StoredComparison)
Q_DECLARE_METATYPE(retort::run::RunEvent)
Q_DECLARE_METATYPE(retort::run::RunReport)
Q_DECLARE_METATYPE(retort::Error)
