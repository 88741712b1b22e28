// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/runoptionsfold.h"

#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSpinBox>

namespace retort::ui
{

using run::Milliseconds;

namespace
{

QString spoken(Milliseconds timeout)
{
    const qint64 milliseconds = timeout.count();
    if (milliseconds == 0)
        return RunOptionsFold::tr("none");
    if (milliseconds % 1'000 != 0)
        return RunOptionsFold::tr("%1 ms").arg(milliseconds);
    if (milliseconds % 60'000 != 0)
        return RunOptionsFold::tr("%1 s").arg(milliseconds / 1'000);
    return RunOptionsFold::tr("%1 min").arg(milliseconds / 60'000);
}

QVariant asData(Milliseconds timeout)
{
    return QVariant::fromValue(static_cast<qlonglong>(timeout.count()));
}

/// A project may have set what isn't among the usual choices: it takes its place among them.
void choose(QComboBox *box, Milliseconds timeout)
{
    int index = box->findData(asData(timeout));
    if (index < 0) {
        index = 0;
        while (index < box->count() && box->itemData(index).toLongLong() < timeout.count())
            ++index;
        box->insertItem(index, spoken(timeout), asData(timeout));
    }
    box->setCurrentIndex(index);
}

} // namespace

RunOptionsFold::RunOptionsFold(QWidget *parent)
    : QWidget(parent)
{
    using namespace std::chrono_literals;
    m_lockTimeout = buildTimeout("lockTimeout", tr("Lock timeout"), {500ms, 1s, 2s, 3s, 5s, 10s, 30s, 1min});
    m_lockTimeout->setToolTip(tr("How long a statement waits for a table that somebody else holds. Another choice than "
                                 "the project's holds for revisions too that set their own."));
    m_lockRetries = new QSpinBox(this);
    name(m_lockRetries, "lockRetries", tr("Retries after a lock timeout"));
    m_lockRetries->setRange(0, 100);
    m_lockRetries->setValue(m_standard.lockRetries);
    m_lockRetries->setToolTip(tr("How often a revision that met a lock is rolled back and tried again"));
    connect(m_lockRetries, &QSpinBox::valueChanged, this, &RunOptionsFold::optionsChanged);
    m_statementTimeout =
        buildTimeout("statementTimeout", tr("Statement timeout"), {0ms, 10s, 30s, 1min, 5min, 30min, 60min});
    m_statementTimeout->setToolTip(tr("How long one statement may take. Another choice than the project's holds for "
                                      "revisions too that set their own."));
    m_dryRun = new QCheckBox(tr("&Dry run: roll everything back at the end"), this);
    name(m_dryRun, "dryRun", tr("Dry run"));
    m_dryRunReason = new RoleLabel(ColourRole::Muted, this);
    m_dryRunReason->hide();
    choose(m_lockTimeout, m_standard.lockTimeout);
    choose(m_statementTimeout, m_standard.statementTimeout);
    connect(m_dryRun, &QCheckBox::toggled, this, &RunOptionsFold::optionsChanged);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, spacing::small);
    layout->setSpacing(spacing::small);
    const auto add = [&](const QString &text, QWidget *box) {
        auto *label = new QLabel(text, this);
        label->setBuddy(box);
        layout->addWidget(label);
        layout->addWidget(box);
        layout->addSpacing(spacing::medium);
    };
    add(tr("&Lock timeout"), m_lockTimeout);
    add(tr("&Retries"), m_lockRetries);
    add(tr("&Statement timeout"), m_statementTimeout);
    layout->addWidget(m_dryRun);
    layout->addWidget(m_dryRunReason);
    layout->addStretch();
}

QComboBox *RunOptionsFold::buildTimeout(const char *objectName, const QString &accessibleName,
                                        std::initializer_list<Milliseconds> choices)
{
    auto *box = new QComboBox(this);
    name(box, objectName, accessibleName);
    for (const Milliseconds choice : choices)
        box->addItem(spoken(choice), asData(choice));
    connect(box, &QComboBox::currentIndexChanged, this, &RunOptionsFold::optionsChanged);
    return box;
}

void RunOptionsFold::startFrom(const run::RunOptions &standard)
{
    if (standard.lockTimeout != m_standard.lockTimeout)
        choose(m_lockTimeout, standard.lockTimeout);
    if (standard.statementTimeout != m_standard.statementTimeout)
        choose(m_statementTimeout, standard.statementTimeout);
    if (standard.lockRetries != m_standard.lockRetries)
        m_lockRetries->setValue(standard.lockRetries);
    m_standard = standard;
}

run::RunOptions RunOptionsFold::options() const
{
    run::RunOptions options = m_standard;
    options.lockTimeout = Milliseconds(m_lockTimeout->currentData().toLongLong());
    options.statementTimeout = Milliseconds(m_statementTimeout->currentData().toLongLong());
    options.lockRetries = m_lockRetries->value();
    options.isLockTimeoutChosen = options.lockTimeout != m_standard.lockTimeout;
    options.isStatementTimeoutChosen = options.statementTimeout != m_standard.statementTimeout;
    options.dryRun = m_dryRun->isEnabled() && m_dryRun->isChecked();
    options.liveProgress = true; // a window always shows where it is
    return options;
}

void RunOptionsFold::setDryRunRefused(const QString &reason)
{
    m_dryRun->setEnabled(reason.isEmpty());
    if (!reason.isEmpty())
        m_dryRun->setChecked(false);
    m_dryRun->setToolTip(reason);
    m_dryRunReason->setText(reason);
    m_dryRunReason->setVisible(!reason.isEmpty());
}

} // namespace retort::ui
