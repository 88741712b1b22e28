// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspectordesk.h"

#include "ui/inspector/inspectorpanel.h"
#include "ui/shell/mentions.h"

namespace retort::ui {

namespace {

/// Each is described before and after a run.
constexpr std::size_t mostWatched = 60;

} // namespace

InspectorDesk::InspectorDesk(InspectorPanel *panel)
    : QObject(panel), m_panel(panel)
{
    connect(m_panel, &InspectorPanel::refreshRequested, this, &InspectorDesk::requestRelations);
    connect(m_panel, &InspectorPanel::relationRequested, this, &InspectorDesk::requestRelation);
}

void InspectorDesk::show(session::DatabaseSession *session, int number)
{
    if (m_session == session)
        return;
    if (m_session)
        disconnect(m_session, nullptr, this, nullptr);
    m_session = session;
    m_number = number;
    m_relations.clear();
    m_watched.clear();
    m_watchTickets.clear();
    using session::DatabaseSession;
    connect(session, &DatabaseSession::relationsReady, this,
            [this](session::Ticket ticket, const std::vector<catalog::RelationSummary> &relations) {
                if (ticket != m_listTicket)
                    return;
                m_relations = relations;
                m_panel->setRelations(relations);
            });
    connect(session, &DatabaseSession::relationReady, this,
            [this](session::Ticket ticket, const catalog::Relation &relation) {
                if (m_watchTickets.erase(ticket) > 0 || ticket == m_relationTicket)
                    m_panel->setRelation(relation);
            });
    connect(session, &DatabaseSession::relationsFailed, this, [this](session::Ticket ticket, const Error &error) {
        m_watchTickets.erase(ticket); // a relation that the run has dropped
        if (ticket == m_listTicket || ticket == m_relationTicket)
            m_panel->showFailure(error);
    });
    connect(session, &DatabaseSession::stateChanged, this,
            [this](const session::DatabaseState &state) { m_panel->setDatabase(state, m_number); });
    connect(session, &DatabaseSession::planReady, this,
            [this](session::Ticket, const session::PlanPreview &preview) { watchRelationsOf(preview); });
    connect(session, &DatabaseSession::runStarted, this, [this] { m_panel->keepAsBefore(); });
    connect(session, &DatabaseSession::runFinished, this, [this] {
        requestRelations();
        readWatched();
    });
    m_panel->setDatabase(session->state(), number);
}

void InspectorDesk::requestRelations()
{
    if (m_session)
        m_listTicket = m_session->requestRelations();
}

void InspectorDesk::requestRelation(const catalog::RelationName &name)
{
    if (m_session)
        m_relationTicket = m_session->requestRelation(name);
}

void InspectorDesk::watchRelationsOf(const session::PlanPreview &preview)
{
    if (m_session->isRunning())
        return; // too late for a "before"
    m_watched = mentionedRelations(preview, m_relations, mostWatched);
    readWatched();
}

void InspectorDesk::readWatched()
{
    for (const catalog::RelationName &name : m_watched)
        m_watchTickets.insert(m_session->requestRelation(name));
}

} // namespace retort::ui
