// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/upgradecard.h"

#include "ui/theme/databasebadge.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QLineEdit>
#include <QProgressBar>
#include <QVBoxLayout>

#include <algorithm>

namespace retort::ui {

namespace {

constexpr std::size_t listedSteps = 12;

QString stepList(const session::PlanPreview &preview)
{
    QStringList lines;
    for (const session::StepPreview &step : preview.steps) {
        if (static_cast<std::size_t>(lines.size()) == listedSteps) {
            const std::size_t rest = preview.steps.size() - listedSteps;
            lines << UpgradeCard::tr("and %n more", nullptr, static_cast<int>(rest));
            break;
        }
        QString line = QString::fromStdString(step.step.revision + "  " + step.message);
        if (!step.transactional)
            line += UpgradeCard::tr("  (outside a transaction)");
        lines << line;
    }
    if (!preview.backupReason.empty())
        lines << UpgradeCard::tr("A backup is made first, since %1.").arg(QString::fromStdString(preview.backupReason));
    for (const std::string &warning : preview.warnings)
        lines << UpgradeCard::tr("Warning: %1").arg(QString::fromStdString(warning));
    return lines.join(QLatin1Char('\n'));
}

QString joined(const std::vector<std::string> &rows)
{
    QStringList list;
    for (const std::string &row : rows)
        list << QString::fromStdString(row);
    return list.isEmpty() ? UpgradeCard::tr("base") : list.join(QLatin1String(", "));
}

} // namespace

UpgradeCard::UpgradeCard(session::DatabaseSession *session, int number, QWidget *parent)
    : Surface(ColourRole::Base, parent)
    , m_session(session)
    , m_badge(new DatabaseBadge(this))
    , m_headline(new RoleLabel(ColourRole::Text, this))
    , m_details(new RoleLabel(ColourRole::Muted, this))
    , m_progress(new QProgressBar(this))
    , m_confirm(new QLineEdit(this))
    , m_recover(new QPushButton(tr("What now…"), this))
{
    setObjectName(QStringLiteral("upgradeCard.") + session->name());
    setRounded(true);
    setTopLine(Theme::current().branch(number));
    m_badge->setTopLineVisible(false);
    m_badge->setDatabase(session->state(), number);
    m_headline->setFont(fonts::strong(font()));
    m_headline->setWordWrap(true);
    m_headline->setTextFormat(Qt::PlainText);
    m_details->setFont(fonts::monospace(font()));
    m_details->setWordWrap(true);
    m_details->setTextFormat(Qt::PlainText);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(6);
    name(m_progress, "upgradeProgress", tr("Progress of %1").arg(database()));
    name(m_confirm, "confirmDatabaseName", tr("Type the name of %1 to confirm").arg(database()));
    m_confirm->setPlaceholderText(tr("Production: type “%1” to confirm").arg(database()));
    name(m_recover, "openRecovery", tr("What can be done for %1 now").arg(database()));
    m_recover->setAutoDefault(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, spacing::tiny, 0, spacing::medium);
    layout->setSpacing(spacing::small);
    layout->addWidget(m_badge);
    auto *body = new QVBoxLayout;
    body->setContentsMargins(spacing::panelMargin, spacing::tiny, spacing::panelMargin, 0);
    for (QWidget *widget : {static_cast<QWidget *>(m_headline), static_cast<QWidget *>(m_progress),
                            static_cast<QWidget *>(m_details), static_cast<QWidget *>(m_confirm)})
        body->addWidget(widget);
    body->addWidget(m_recover, 0, Qt::AlignLeft);
    body->addStretch(1);
    layout->addLayout(body, 1);

    using session::DatabaseSession;
    connect(session, &DatabaseSession::planReady, this, &UpgradeCard::takePlan);
    connect(session, &DatabaseSession::planFailed, this, [this](session::Ticket ticket, const Error &error) {
        if (ticket == m_ticket)
            takeFailure(error);
    });
    connect(session, &DatabaseSession::runEvents, this, &UpgradeCard::takeEvents);
    connect(session, &DatabaseSession::runFinished, this, &UpgradeCard::takeEnd);
    connect(session, &DatabaseSession::stateChanged, this,
            [this, number](const session::DatabaseState &state) { m_badge->setDatabase(state, number); });
    connect(m_confirm, &QLineEdit::textChanged, this, &UpgradeCard::changed);
    connect(m_recover, &QPushButton::clicked, this, [this] { emit recoveryRequested(database()); });
    requestPlan();
}

void UpgradeCard::setPhase(Phase phase, ColourRole role, const QString &headline, const QString &details)
{
    m_phase = phase;
    m_headline->setColourRole(role);
    m_headline->setText(headline);
    m_details->setText(details);
    m_details->setVisible(!details.isEmpty());
    m_progress->setVisible(phase == Phase::Running);
    const bool isProduction = m_session->state().tier == project::Tier::Prod;
    m_confirm->setVisible(phase == Phase::Ready && isProduction);
    m_recover->setVisible(phase == Phase::Failed);
    emit changed();
}

void UpgradeCard::requestPlan()
{
    setPhase(Phase::Planning, ColourRole::Muted, tr("Working out the plan …"), {});
    const session::DatabaseState &state = m_session->state();
    if (state.reachability == session::Reachability::Unreachable && state.error) {
        takeFailure(*state.error);
        return;
    }
    m_ticket = m_session->requestPlan(revision::Direction::Upgrade, {});
}

void UpgradeCard::takePlan(session::Ticket ticket, const session::PlanPreview &preview)
{
    if (ticket != m_ticket)
        return;
    m_preview = preview;
    if (preview.refusal)
        takeFailure(*preview.refusal);
    else if (preview.plan.isEmpty())
        setPhase(Phase::NothingToDo, ColourRole::Applied, tr("At its head: nothing to do."), {});
    else
        setPhase(Phase::Ready, ColourRole::Text,
                 tr("%n revision(s), to %1", nullptr, stepCount()).arg(joined(preview.plan.to)), stepList(preview));
}

void UpgradeCard::takeFailure(const Error &error)
{
    m_preview.reset();
    setPhase(Phase::Refused, ColourRole::Failed, QString::fromStdString(error.toString()),
             QString::fromStdString(error.hint));
}

QString UpgradeCard::commandLine() const
{
    return m_preview ? QString::fromStdString(m_preview->commandLine) : QString();
}

bool UpgradeCard::mayRun() const
{
    if (m_phase != Phase::Ready)
        return false;
    return m_session->state().tier != project::Tier::Prod || m_confirm->text() == database();
}

void UpgradeCard::run()
{
    m_progress->setRange(0, qMax(1, stepCount()));
    m_progress->setValue(0);
    setPhase(Phase::Running, ColourRole::Text, tr("Starting …"), {});
    run::RunOptions options = m_preview->options;
    options.liveProgress = true;
    m_session->run(*m_preview, options);
}

void UpgradeCard::cancel()
{
    if (m_phase != Phase::Running)
        return;
    m_headline->setText(tr("Cancelling …"));
    m_session->cancel();
}

void UpgradeCard::takeEvents(const std::vector<run::RunEvent> &events)
{
    if (m_phase != Phase::Running)
        return;
    for (const run::RunEvent &event : events) {
        if (event.kind == run::RunEvent::Kind::StepStarted)
            m_headline->setText(tr("Step %1 of %2: %3")
                                    .arg(event.step)
                                    .arg(event.stepCount)
                                    .arg(QString::fromStdString(event.revision)));
        else if (event.kind == run::RunEvent::Kind::StepFinished)
            m_progress->setValue(event.step);
        else if (event.kind == run::RunEvent::Kind::Waiting)
            m_headline->setText(QString::fromStdString(event.text));
    }
}

void UpgradeCard::takeEnd(const run::RunReport &report)
{
    if (m_phase != Phase::Running)
        return;
    const QString position = tr("The database is at %1.").arg(joined(report.versionRows));
    switch (report.outcome) {
    case run::Outcome::Done:
    case run::Outcome::NothingToDo:
    case run::Outcome::DryRun:
        setPhase(Phase::Done, ColourRole::Applied,
                 tr("Done: %n revision(s) in %1.", nullptr, report.committedSteps()).arg(words::duration(report.duration)),
                 position + QLatin1Char('\n') + stepList(*m_preview));
        return;
    case run::Outcome::Cancelled:
        setPhase(Phase::Failed, ColourRole::Warning,
                 tr("Cancelled after %n revision(s).", nullptr, report.committedSteps()), position);
        return;
    case run::Outcome::Failed:
    case run::Outcome::PartlyApplied: {
        const QString reason = report.error ? QString::fromStdString(report.error->toString()) : tr("The run failed.");
        setPhase(Phase::Failed, ColourRole::Failed,
                 tr("Stopped at %1 after %n revision(s).", nullptr, report.committedSteps())
                     .arg(QString::fromStdString(report.failingRevision)),
                 reason + QLatin1Char('\n') + position);
        return;
    }
    }
}

} // namespace retort::ui
