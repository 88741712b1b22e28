// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/relationtouches.h"
#include "engine/session/databasesession.h"
#include "engine/session/touchhistory.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <vector>

namespace retort::ui {

class InspectorPanel;

/// Joins the inspector to the sessions of all databases, of which it shows one; answers to older questions are dropped.
///
/// What a run changed is marked, before beside after, without anybody having opened it, and whichever database is shown:
/// its session tells when the run has ended.
class InspectorDesk : public QObject
{
    Q_OBJECT

public:
    explicit InspectorDesk(InspectorPanel *panel);

    /// The open project's sessions; what was known of others is forgotten.
    void setSessions(const std::vector<session::DatabaseSession *> &sessions);
    /// `number`: the database's place in the project. Does nothing when it is shown already.
    void show(session::DatabaseSession *session, int number);
    /// In the shown database.
    void showTouched(const QString &revision, const std::vector<script::TouchedRelation> &relations);

    /// What the journal tells of earlier runs.
    void setTouchHistory(const session::TouchHistoryPtr &history);
    void setChange(qint64 run, const session::RelationChange &change);
    void showUnknownChange(qint64 run);

signals:
    void revisionActivated(const QString &database, const QString &revision);
    /// What a run did to a relation: answer with setChange().
    void changeRequested(qint64 run, const retort::catalog::RelationName &relation);
    /// Those of the shown database that have touched the relation are asked for.
    void revisionsRequested(const QString &database, const retort::catalog::RelationName &relation);

private:
    /// What one database was asked.
    struct Questions {
        session::Ticket list = 0;
        session::Ticket relation = 0; ///< the one that was chosen
        session::Ticket rows = 0;
        session::Ticket series = 0;
    };

    void wire(session::DatabaseSession *session);
    void requestRelations(session::DatabaseSession *session);
    void wireRows(session::DatabaseSession *session);

    InspectorPanel *m_panel;
    QPointer<session::DatabaseSession> m_shown;
    int m_number = 0;
    std::map<session::DatabaseSession *, Questions> m_questions; ///< of each of the project's sessions
};

} // namespace retort::ui
