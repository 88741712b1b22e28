// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/generationrow.h"

#include "ui/plan/dialogframe.h"
#include "ui/theme/spacing.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace retort::ui {

namespace {

using session::GenerateRequest;

QString proofWords(const session::GeneratedRevisions &generated)
{
    for (const advice::RoundTrip &trip : generated.proof) {
        if (trip.verdict != advice::RoundTrip::Verdict::Proven)
            return GenerationRow::tr("Not proven: %1").arg(QString::fromStdString(trip.sentence()));
    }
    return GenerationRow::tr("Not proven: %n difference(s) from the desired schema would be left", "",
                             static_cast<int>(generated.leftover.changes.size()));
}

} // namespace

GenerationRow::GenerationRow(QWidget *parent)
    : Surface(ColourRole::Base, parent)
    , m_against(new QComboBox(this))
    , m_button(new QPushButton(this))
    , m_state(new RoleLabel(ColourRole::Muted, this))
{
    name(m_against, "generationAgainst", tr("What the desired schema is compared with"));
    m_against->addItem(tr("the branch, replayed"), static_cast<int>(GenerateRequest::Against::Replay));
    m_against->addItem(tr("the database as it is"), static_cast<int>(GenerateRequest::Against::Live));
    m_against->setToolTip(tr("The branch is replayed on a scratch database; the database itself must be at its head"));
    name(m_button, "generationGo", tr("Write the SQL from the desired schema"));
    m_button->setAutoDefault(false);
    m_state->setObjectName(QStringLiteral("generationState"));
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);

    auto *label = new QLabel(tr("Compare the desired schema &with"), this);
    label->setBuddy(m_against);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, 0, spacing::panelMargin, spacing::medium);
    layout->setSpacing(spacing::medium);
    layout->addWidget(label);
    layout->addWidget(m_against);
    layout->addWidget(m_button);
    layout->addWidget(m_state, 1);
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (m_isBusy)
            emit cancelRequested();
        else
            emit generateRequested();
    });
    updateButton();
}

void GenerationRow::setDatabase(const QString &database, bool hasSchema)
{
    const bool isOther = database != m_database;
    m_database = database;
    m_hasSchema = hasSchema;
    if (isOther && !m_isBusy)
        showIdle();
    updateButton();
}

session::GenerateRequest::Against GenerationRow::against() const
{
    return static_cast<GenerateRequest::Against>(m_against->currentData().toInt());
}

void GenerationRow::showBusy()
{
    m_isBusy = true;
    show(ColourRole::Muted, tr("Comparing, and trying the result on a scratch database …"));
}

void GenerationRow::showResult(const session::GeneratedRevisions &generated)
{
    m_isBusy = false;
    if (generated.revisions.empty())
        show(ColourRole::Applied, tr("No changes: the branch gives the desired schema"));
    else if (!generated.isProven())
        show(ColourRole::Warning, proofWords(generated));
    else if (generated.revisions.size() == 1)
        show(ColourRole::Applied, tr("Proven on a scratch database: up, down and up again"));
    else
        show(ColourRole::Applied, tr("Proven; it takes %n revisions, since one transaction can't hold it all", "",
                                     static_cast<int>(generated.revisions.size())));
}

void GenerationRow::showEdited()
{
    show(ColourRole::Muted, tr("Edited since: no longer what was tried"));
}

void GenerationRow::showIdle()
{
    m_isBusy = false;
    show(ColourRole::Muted, {});
}

void GenerationRow::show(ColourRole role, const QString &sentence)
{
    m_state->setColourRole(role);
    m_state->setText(sentence);
    updateButton();
}

void GenerationRow::updateButton()
{
    m_button->setText(m_isBusy ? tr("Stop") : tr("Write the SQL"));
    m_button->setEnabled(m_hasSchema);
    m_against->setEnabled(m_hasSchema && !m_isBusy);
    m_button->setToolTip(m_hasSchema ? tr("Compares, writes upgrade and downgrade, and tries them on a scratch database")
                                     : tr("retort.toml names no desired schema for %1 (key: schema)").arg(m_database));
}

} // namespace retort::ui
