// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/databasesession.h"

#include <QObject>
#include <QPointer>

#include <set>
#include <vector>

namespace retort::ui {

class InspectorPanel;

/// Joins the inspector to the session of the database that it shows; answers to older questions are dropped.
///
/// As soon as a plan is looked at, the relations that its scripts name are read, and again when the run has ended: so
/// what it changed can be marked, before beside after, without anybody having opened them.
class InspectorDesk : public QObject
{
    Q_OBJECT

public:
    explicit InspectorDesk(InspectorPanel *panel);

    /// `number`: the database's place in the project. Does nothing when it is shown already.
    void show(session::DatabaseSession *session, int number);

private:
    void requestRelations();
    void requestRelation(const catalog::RelationName &name);
    void watchRelationsOf(const session::PlanPreview &preview);
    void readWatched();

    InspectorPanel *m_panel;
    QPointer<session::DatabaseSession> m_session;
    int m_number = 0;
    session::Ticket m_listTicket = 0;
    session::Ticket m_relationTicket = 0;
    std::vector<catalog::RelationSummary> m_relations; ///< as last listed
    std::vector<catalog::RelationName> m_watched;      ///< those that the plan looked at may change
    std::set<session::Ticket> m_watchTickets;
};

} // namespace retort::ui
