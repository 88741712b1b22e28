// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/databasesession.h"
#include "ui/theme/labels.h"

#include <optional>

class QLineEdit;
class QProgressBar;

namespace retort::ui {

class DatabaseBadge;

/// One database of "Upgrade both": its plan, then its progress, then its result. GUI thread.
class UpgradeCard : public Surface
{
    Q_OBJECT

public:
    enum class Phase { Planning, NothingToDo, Ready, Refused, Running, Done, Failed };
    Q_ENUM(Phase)

    UpgradeCard(session::DatabaseSession *session, int number, QWidget *parent = nullptr);

    QString database() const { return m_session->name(); }
    Phase phase() const { return m_phase; }
    int stepCount() const { return m_preview ? static_cast<int>(m_preview->plan.steps.size()) : 0; }
    QString commandLine() const;
    /// What stands on the card, for people and tests.
    QString headline() const { return m_headline->text(); }
    /// Ready, and for a production database its name has been typed.
    bool mayRun() const;
    /// Runs exactly the plan that is shown.
    void run();
    void cancel();

signals:
    void changed();
    void recoveryRequested(const QString &database);

private:
    void requestPlan();
    void takePlan(session::Ticket ticket, const session::PlanPreview &preview);
    void takeFailure(const Error &error);
    void takeEvents(const std::vector<run::RunEvent> &events);
    void takeEnd(const run::RunReport &report);
    void setPhase(Phase phase, ColourRole role, const QString &headline, const QString &details);

    session::DatabaseSession *m_session;
    Phase m_phase = Phase::Planning;
    session::Ticket m_ticket = 0;
    std::optional<session::PlanPreview> m_preview;
    DatabaseBadge *m_badge;
    RoleLabel *m_headline;
    RoleLabel *m_details;
    QProgressBar *m_progress;
    QLineEdit *m_confirm;
    QPushButton *m_recover;
};

} // namespace retort::ui
