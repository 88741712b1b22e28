// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/inspectordesk.h"

#include "ui/inspector/inspectorpanel.h"

namespace retort::ui {

using session::DatabaseSession;
using session::Ticket;

InspectorDesk::InspectorDesk(InspectorPanel *panel)
    : QObject(panel), m_panel(panel)
{
    connect(m_panel, &InspectorPanel::refreshRequested, this, [this] {
        if (m_shown)
            requestRelations(m_shown);
    });
    connect(m_panel, &InspectorPanel::relationRequested, this, [this](const catalog::RelationName &name) {
        if (!m_shown)
            return;
        Questions &questions = m_questions[m_shown];
        questions.relation = m_shown->requestRelation(name);
        questions.rows = questions.series = 0; // what is on its way belongs to another one, or is asked for again
    });
    connect(m_panel, &InspectorPanel::rowsRequested, this, [this](const catalog::RelationName &name) {
        if (m_shown)
            m_questions[m_shown].rows = m_shown->requestRows(name);
    });
    connect(m_panel, &InspectorPanel::seriesRequested, this, [this](const catalog::SeriesRequest &request) {
        if (m_shown)
            m_questions[m_shown].series = m_shown->requestSeries(request);
    });
    connect(m_panel, &InspectorPanel::changeRequested, this, &InspectorDesk::changeRequested);
    connect(m_panel, &InspectorPanel::revisionActivated, this, [this](const QString &revision) {
        if (m_shown)
            emit revisionActivated(m_shown->name(), revision);
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
                    m_panel->noteRelations(session->name(), relations);
            });
    connect(session, &DatabaseSession::relationReady, this,
            [this, session](Ticket ticket, const catalog::Relation &relation) {
                if (ticket == m_questions[session].relation)
                    m_panel->noteRelation(session->name(), relation);
            });
    connect(session, &DatabaseSession::relationsFailed, this, [this, session](Ticket ticket, const Error &error) {
        const Questions &questions = m_questions[session];
        if (session == m_shown && (ticket == questions.list || ticket == questions.relation))
            m_panel->showFailure(error);
    });
    connect(session, &DatabaseSession::stateChanged, this, [this, session](const session::DatabaseState &state) {
        if (session == m_shown)
            m_panel->setDatabase(state, m_number);
    });
    connect(session, &DatabaseSession::runStarted, this, [this, session] { m_panel->keepAsBefore(session->name()); });
    connect(session, &DatabaseSession::relationsChanged, this,
            [this, session](const std::vector<session::RelationChange> &changes) {
                m_panel->noteChanges(session->name(), changes);
            });
    connect(session, &DatabaseSession::runFinished, this, [this, session] { requestRelations(session); });
    wireRows(session);
}

void InspectorDesk::wireRows(DatabaseSession *session)
{
    connect(session, &DatabaseSession::rowsReady, this,
            [this, session](Ticket ticket, const catalog::RowPreview &rows) {
                if (session == m_shown && ticket == m_questions[session].rows)
                    m_panel->setRows(rows);
            });
    connect(session, &DatabaseSession::seriesReady, this, [this, session](Ticket ticket, const catalog::Series &series) {
        if (session == m_shown && ticket == m_questions[session].series)
            m_panel->setSeries(series);
    });
    connect(session, &DatabaseSession::rowsFailed, this, [this, session](Ticket ticket, const Error &error) {
        if (session == m_shown && ticket == m_questions[session].rows)
            m_panel->showRowsFailure(error);
        else if (session == m_shown && ticket == m_questions[session].series)
            m_panel->showSeriesFailure(error);
    });
}

void InspectorDesk::setTouchHistory(const session::TouchHistoryPtr &history)
{
    m_panel->setTouchHistory(history);
}

void InspectorDesk::setChange(qint64 run, const session::RelationChange &change)
{
    m_panel->setChange(run, change);
}

void InspectorDesk::showUnknownChange(qint64 run)
{
    m_panel->showUnknownChange(run);
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

} // namespace retort::ui
