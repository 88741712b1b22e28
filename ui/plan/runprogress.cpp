// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/runprogress.h"

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

using namespace std::chrono_literals;

constexpr int barSteps = 1'000;
constexpr int barHeight = 4;
/// An eye follows no more than this.
constexpr auto tick = 100ms;
/// More than one line can show.
constexpr qsizetype shownCharacters = 400;

QString oneLine(const std::string &text)
{
    return QString::fromUtf8(text.data(), qMin(static_cast<qsizetype>(text.size()), shownCharacters)).simplified();
}

} // namespace

void RunProgress::add(const run::RunEvent &event)
{
    using Kind = run::RunEvent::Kind;
    if (event.stepCount > 0)
        stepCount = event.stepCount;
    isWaiting = event.kind == Kind::Waiting;
    switch (event.kind) {
    case Kind::StepStarted:
        step = event.step;
        statement = 0;
        statementCount = event.statementCount;
        revision = QString::fromStdString(event.revision);
        sentence.clear();
        break;
    case Kind::StatementStarted:
    case Kind::StatementFinished:
        statement = event.statement;
        statementCount = event.statementCount;
        if (!event.text.empty())
            sentence = oneLine(event.text);
        break;
    case Kind::Notice: ++notices; break;
    case Kind::StepFinished:
        stepsDone = qMax(stepsDone, event.step);
        statement = 0;
        sentence.clear();
        break;
    case Kind::Waiting: sentence = oneLine(event.text); break;
    case Kind::RunStarted:
    case Kind::StepFailed:
    case Kind::RunFinished: break;
    }
}

double RunProgress::share() const
{
    if (stepCount == 0)
        return 0;
    double done = stepsDone;
    if (step > stepsDone && statementCount > 0)
        done += static_cast<double>(statement) / (statementCount + 1);
    return qMin(1.0, done / stepCount);
}

RunProgressStrip::RunProgressStrip(QWidget *parent)
    : QWidget(parent)
    , m_bar(new QProgressBar(this))
    , m_where(new QLabel(this))
    , m_statement(new ElidedLabel(this))
    , m_figures(new RoleLabel(ColourRole::Muted, this))
{
    setObjectName(QStringLiteral("runProgress"));
    m_bar->setRange(0, barSteps);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(barHeight);
    m_bar->setAccessibleName(tr("Progress of the run"));
    m_where->setFont(fonts::strong(font()));
    m_where->setObjectName(QStringLiteral("runWhere"));
    m_statement->setFont(fonts::monospace(font()));
    m_statement->setColourRole(ColourRole::Muted);
    m_statement->setObjectName(QStringLiteral("runStatement"));
    m_figures->setObjectName(QStringLiteral("runFigures"));
    m_tick.setInterval(tick);
    connect(&m_tick, &QTimer::timeout, this, &RunProgressStrip::showElapsed);

    auto *first = new QHBoxLayout;
    first->addWidget(m_where, 1);
    first->addWidget(m_figures);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, spacing::small);
    layout->setSpacing(spacing::tiny);
    layout->addLayout(first);
    layout->addWidget(m_statement);
    layout->addSpacing(2);
    layout->addWidget(m_bar);
}

void RunProgressStrip::start(int stepCount)
{
    m_progress = {};
    m_progress.stepCount = stepCount;
    m_isCancelling = false;
    m_clock.start();
    m_tick.start();
    showProgress();
}

void RunProgressStrip::add(const std::vector<run::RunEvent> &events)
{
    for (const run::RunEvent &event : events)
        m_progress.add(event);
    showProgress();
}

void RunProgressStrip::setCancelling()
{
    m_isCancelling = true;
    showProgress();
}

void RunProgressStrip::stop()
{
    m_tick.stop();
}

void RunProgressStrip::showProgress()
{
    QString where;
    if (m_isCancelling)
        where = tr("Cancelling …");
    else if (m_progress.isWaiting)
        where = tr("Waiting for the migration lock");
    else if (m_progress.step == 0)
        where = tr("Starting …");
    else
        where = tr("Step %1 of %2").arg(m_progress.step).arg(m_progress.stepCount);
    if (!m_isCancelling && !m_progress.isWaiting && m_progress.step > 0) {
        where += QStringLiteral(" · ") + m_progress.revision;
        if (m_progress.statement > 0 && m_progress.statementCount > 0)
            where += QStringLiteral(" · ")
                + tr("statement %1 of %2").arg(m_progress.statement).arg(m_progress.statementCount);
        else if (m_progress.statement > 0)
            where += QStringLiteral(" · ") + tr("statement %1").arg(words::count(m_progress.statement));
    }
    m_where->setText(where);
    m_statement->setText(m_progress.sentence.isEmpty() ? QStringLiteral(" ") : m_progress.sentence);
    m_bar->setValue(static_cast<int>(m_progress.share() * barSteps));
    showElapsed();
}

void RunProgressStrip::showElapsed()
{
    QString figures;
    if (m_progress.notices > 0)
        figures = (m_progress.notices == 1 ? tr("1 notice") : tr("%n notices", "", m_progress.notices))
            + QStringLiteral(" · ");
    const std::chrono::milliseconds elapsed(m_clock.elapsed());
    // Tenths: more would only flicker.
    m_figures->setText(figures
                       + (elapsed < 60s ? tr("%1 s").arg(static_cast<double>(elapsed.count()) / 1000.0, 0, 'f', 1)
                                        : words::duration(elapsed)));
}

} // namespace retort::ui
