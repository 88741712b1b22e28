// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspectordesk.h"

#include "ui/inspector/inspectorpanel.h"
#include "ui/shell/mentions.h"

namespace retort::ui {

using session::DatabaseSession;
using session::Ticket;

namespace {

/// Each is described before and after a run.
constexpr std::size_t mostWatched = 60;

} // namespace

InspectorDesk::InspectorDesk(InspectorPanel *panel)
    : QObject(panel), m_panel(panel)
{
    connect(m_panel, &InspectorPanel::refreshRequested, this, [this] {
        if (m_shown)
            requestRelations(m_shown);
    });
    connect(m_panel, &InspectorPanel::relationRequested, this, [this](const catalog::RelationName &name) {
        if (m_shown)
            m_questions[m_shown].relation = m_shown->requestRelation(name);
    });
    connect(m_panel, &InspectorPanel::revisionsRequested, this, [this](const catalog::RelationName &relation) {
        if (m_shown)
            emit revisionsRequested(m_shown->name(), relation);
    });
}

void InspectorDesk::showTouched(const QString &revision, const std::vector<script::TouchedRelation> &relations)
{
    m_panel->showTouched(revision, relations);
}

void InspectorDesk::setSessions(const std::vector<DatabaseSession *> &sessions)
{
    for (const auto &[session, questions] : m_questions)
        disconnect(session, nullptr, this, nullptr);
    m_questions.clear();
    m_shown.clear();
    m_panel->forget();
    for (DatabaseSession *session : sessions)
        wire(session);
}

void InspectorDesk::wire(DatabaseSession *session)
{
    m_questions[session] = {};
    connect(session, &QObject::destroyed, this, [this, session] { m_questions.erase(session); });
    connect(session, &DatabaseSession::relationsReady, this,
            [this, session](Ticket ticket, const std::vector<catalog::RelationSummary> &relations) {
                if (ticket == m_questions[session].list)
                    takeRelations(session, relations);
            });
    connect(session, &DatabaseSession::relationReady, this,
            [this, session](Ticket ticket, const catalog::Relation &relation) {
                Questions &questions = m_questions[session];
                if (questions.watchTickets.erase(ticket) > 0 || ticket == questions.relation)
                    m_panel->noteRelation(session->name(), relation);
            });
    connect(session, &DatabaseSession::relationsFailed, this, [this, session](Ticket ticket, const Error &error) {
        Questions &questions = m_questions[session];
        questions.watchTickets.erase(ticket); // a relation that the run has dropped
        if (session == m_shown && (ticket == questions.list || ticket == questions.relation))
            m_panel->showFailure(error);
    });
    connect(session, &DatabaseSession::stateChanged, this, [this, session](const session::DatabaseState &state) {
        if (session == m_shown)
            m_panel->setDatabase(state, m_number);
    });
    connect(session, &DatabaseSession::planReady, this,
            [this, session](Ticket, const session::PlanPreview &preview) { watchRelationsOf(session, preview); });
    connect(session, &DatabaseSession::runStarted, this, [this, session] {
        if (m_questions[session].isListed)
            m_panel->keepAsBefore(session->name());
    });
    connect(session, &DatabaseSession::runFinished, this, [this, session] {
        requestRelations(session);
        readWatched(session);
    });
}

void InspectorDesk::show(DatabaseSession *session, int number)
{
    if (m_shown == session)
        return;
    m_shown = session;
    m_number = number;
    m_panel->setDatabase(session->state(), number);
}

void InspectorDesk::requestRelations(DatabaseSession *session)
{
    m_questions[session].list = session->requestRelations();
}

void InspectorDesk::takeRelations(DatabaseSession *session, const std::vector<catalog::RelationSummary> &relations)
{
    Questions &questions = m_questions[session];
    questions.isListed = true;
    questions.relations = relations;
    m_panel->noteRelations(session->name(), relations);
    if (const auto plan = std::exchange(questions.plan, std::nullopt))
        watchRelationsOf(session, *plan);
}

void InspectorDesk::watchRelationsOf(DatabaseSession *session, const session::PlanPreview &preview)
{
    Questions &questions = m_questions[session];
    if (session->isRunning())
        return; // too late for a "before"
    if (!questions.isListed) { // nobody has looked at this database yet
        questions.plan = preview;
        requestRelations(session);
        return;
    }
    questions.watched = mentionedRelations(preview, questions.relations, mostWatched);
    readWatched(session);
}

void InspectorDesk::readWatched(DatabaseSession *session)
{
    Questions &questions = m_questions[session];
    for (const catalog::RelationName &name : questions.watched)
        questions.watchTickets.insert(session->requestRelation(name));
}

} // namespace retort::ui
