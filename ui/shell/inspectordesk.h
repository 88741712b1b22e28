// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/relationtouches.h"
#include "engine/session/databasesession.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <set>
#include <vector>

namespace retort::ui {

class InspectorPanel;

/// Joins the inspector to the sessions of all databases, of which it shows one; answers to older questions are dropped.
///
/// As soon as a plan is looked at, the relations that its scripts name are read, and again when the run has ended: so
/// what it changed can be marked, before beside after, without anybody having opened them, and whichever database is
/// shown.
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

signals:
    /// Those of the shown database that have touched the relation are asked for.
    void revisionsRequested(const QString &database, const retort::catalog::RelationName &relation);

private:
    /// What one database was asked.
    struct Questions {
        session::Ticket list = 0;
        session::Ticket relation = 0; ///< the one that was chosen
        bool isListed = false;
        std::vector<catalog::RelationSummary> relations; ///< as last listed
        std::vector<catalog::RelationName> watched;      ///< those that the plan looked at may change
        std::set<session::Ticket> watchTickets;
        std::optional<session::PlanPreview> plan; ///< waits for the list, to know which relations it names
    };

    void wire(session::DatabaseSession *session);
    void requestRelations(session::DatabaseSession *session);
    void takeRelations(session::DatabaseSession *session, const std::vector<catalog::RelationSummary> &relations);
    void watchRelationsOf(session::DatabaseSession *session, const session::PlanPreview &preview);
    void readWatched(session::DatabaseSession *session);

    InspectorPanel *m_panel;
    QPointer<session::DatabaseSession> m_shown;
    int m_number = 0;
    std::map<session::DatabaseSession *, Questions> m_questions; ///< of each of the project's sessions
};

} // namespace retort::ui
