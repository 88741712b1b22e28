// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/projectsession.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <memory>
#include <vector>

class QSplitter;

namespace retort::session {
class ProjectReading;
struct ReadProject;
} // namespace retort::session

namespace retort::ui {

class ConnectionsPanel;
class DatabaseDesk;
class GraphPanel;
class HeadsDialog;
class InspectorDesk;
class InspectorPanel;
class LogPanel;
class NewRevisionDialog;
class StatusStrip;
class UpgradeAllDialog;

/// Joins the open project's session to the window's panels, one DatabaseDesk for each database, and opens the dialogs
/// that concern the whole project. Knows which database is active: the one that window-wide actions mean.
/// GUI thread.
class ProjectDesk : public QObject
{
    Q_OBJECT

public:
    /// What the window lends outlives the desk.
    ProjectDesk(QSplitter *graphs, StatusStrip *status, QWidget *window);
    ~ProjectDesk() override;
    /// The panels beside the graphs, which come later than the graphs; they take over what is known by now.
    void furnish(ConnectionsPanel *connections, InspectorPanel *inspector, LogPanel *log);

    /// `path`: a folder, a retort.toml, or empty for the nearest one upward from the working directory.
    /// Answers opened(), noProject() or failed().
    void open(const QString &path);
    /// As above, of a project whose reading goes on or is done; answers before it returns where it is done.
    void open(const std::shared_ptr<session::ProjectReading> &reading);
    /// From here on files are watched and servers are asked.
    void start();
    /// Stops what runs, closes the project.
    void close();

    session::ProjectStatePtr project() const;
    session::ProjectSession *session() const { return m_session.get(); }
    const std::vector<DatabaseDesk *> &databases() const { return m_desks; }
    DatabaseDesk *database(const QString &name) const;
    /// Null while no project is open.
    DatabaseDesk *active() const { return m_active; }
    void setActive(const QString &database);
    bool isRunning() const;
    int pendingCount() const;

    void newRevision(const QString &parent);
    /// The ways from several heads of a database's branch to one.
    void joinHeads(const QString &database);
    void upgradeAll();
    UpgradeAllDialog *upgradeAllDialog() const;
    void refresh();
    void cancelAll();
    void openFile(const QString &file, int line, int column);

signals:
    void progress(const QString &sentence);
    void opened();
    void noProject(const retort::Error &error);
    void failed(const retort::Error &error);
    /// Names, states or files are others than before.
    void changed();
    void activeChanged();
    void runEnded(const QString &database, const retort::run::RunReport &report);
    void copyRequested(const QString &text);
    void messageShown(const QString &sentence);
    void textScaleChanged(double scale);
    /// It has something to show that was asked for elsewhere.
    void inspectorWanted();

private:
    void takeReading(const Result<session::ReadProject> &read);
    void wireHistory();
    void showRevision(const QString &database, const QString &revision);
    void startSession(const session::ReadProject &read);
    void takeProject(const session::ProjectStatePtr &state);
    void buildDesks();
    void wireDesk(DatabaseDesk *desk);
    void wireConnections();
    void wireLog();
    void wireRelations(DatabaseDesk *desk);
    void wireVerification(DatabaseDesk *desk);
    void wireDrift(DatabaseDesk *desk);
    void showStates();
    void wireGeneration();
    void showHeadsAdvice();
    void takeRunEnd(const QString &database, const run::RunReport &report);
    std::vector<session::DatabaseState> states() const;
    void clearDesks();

    QSplitter *m_graphs;
    StatusStrip *m_status;
    QWidget *m_window;
    ConnectionsPanel *m_connections = nullptr; ///< null until furnish(), as are the next two
    LogPanel *m_log = nullptr;
    InspectorDesk *m_inspector = nullptr;
    std::unique_ptr<session::ProjectSession> m_session;
    std::vector<DatabaseDesk *> m_desks;
    DatabaseDesk *m_active = nullptr;
    struct TripCount {
        int done = 0;
        int failed = 0;
    };
    QSet<QString> m_askedDrifts; ///< databases whose drift somebody asked for
    QHash<QString, TripCount> m_trips; ///< of each database's latest verification
    QPointer<NewRevisionDialog> m_newRevision;
    QPointer<HeadsDialog> m_heads;
    QString m_headsDatabase;
    QPointer<UpgradeAllDialog> m_upgradeAll;
    QString m_selectWhenRead; ///< a revision that was just created: selected once its file has been read
    quint64 m_openTicket = 0;
    bool m_isStarted = false;
};

} // namespace retort::ui
