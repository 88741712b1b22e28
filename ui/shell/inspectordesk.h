// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/databasesession.h"

#include <QObject>
#include <QPointer>

namespace retort::ui {

class InspectorPanel;

/// Joins the inspector to the session of the database that it shows; answers to older questions are dropped.
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

    InspectorPanel *m_panel;
    QPointer<session::DatabaseSession> m_session;
    int m_number = 0;
    session::Ticket m_listTicket = 0;
    session::Ticket m_relationTicket = 0;
};

} // namespace retort::ui
