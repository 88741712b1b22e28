// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stepmodel.h"

#include "ui/plan/planwords.h"
#include "ui/theme/figures.h"

namespace retort::ui {

StepModel::StepModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void StepModel::setPreview(const session::PlanPreview &preview)
{
    beginResetModel();
    m_rows.clear();
    m_rows.reserve(preview.steps.size());
    m_hasRisks = false;
    for (const session::StepPreview &step : preview.steps) {
        m_rows.push_back({QString::fromStdString(step.step.revision), QString::fromStdString(step.message),
                          words::stepFacts(step), words::stepRisk(step)});
        m_hasRisks = m_hasRisks || !m_rows.back().risk.isEmpty();
    }
    endResetModel();
}

void StepModel::setState(int row, State state, std::chrono::milliseconds duration)
{
    if (row < 0 || row >= rowCount())
        return;
    Row &changed = m_rows[static_cast<std::size_t>(row)];
    changed.state = state;
    changed.duration = duration;
    emit dataChanged(index(row), index(row), {StateRole, DurationRole, Qt::AccessibleTextRole});
}

void StepModel::setReport(const run::RunReport &report)
{
    const State broken = report.outcome == run::Outcome::Cancelled ? State::Cancelled : State::Failed;
    for (int row = 0; row < rowCount(); ++row) {
        const auto at = static_cast<std::size_t>(row);
        if (at >= report.steps.size()) {
            setState(row, State::NotBegun);
            continue;
        }
        const run::StepReport &step = report.steps[at];
        setState(row, step.succeeded ? State::Done : broken, step.duration);
    }
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return QString(row.revision + QLatin1String("  ") + row.message);
    case NumberRole: return index.row() + 1;
    case RevisionRole: return row.revision;
    case MessageRole: return row.message;
    case FactsRole: return row.facts;
    case RiskRole: return row.risk;
    case StateRole: return QVariant::fromValue(row.state);
    case DurationRole: return row.duration.count() < 0 ? QString() : words::duration(row.duration);
    case Qt::ToolTipRole: return row.risk;
    case Qt::AccessibleTextRole: return sentence(row, index.row() + 1);
    default: return {};
    }
}

QString StepModel::stateWord(State state)
{
    switch (state) {
    case State::Planned: return tr("planned");
    case State::Running: return tr("running");
    case State::Done: return tr("done");
    case State::Failed: return tr("failed");
    case State::Cancelled: return tr("cancelled");
    case State::NotBegun: return tr("not begun");
    }
    return {};
}

QString StepModel::sentence(const Row &row, int number) const
{
    QStringList parts{tr("step %1 of %2").arg(number).arg(rowCount()),
                      row.revision,
                      row.message,
                      stateWord(row.state),
                      row.facts,
                      row.risk};
    if (row.duration.count() >= 0)
        parts << words::duration(row.duration);
    parts.removeAll(QString());
    return parts.join(QLatin1String(", "));
}

} // namespace retort::ui
