// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/planheader.h"

#include "ui/plan/commandline.h"
#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace retort::ui {

PlanHeader::PlanHeader(QWidget *parent)
    : Surface(ColourRole::Base, parent)
    , m_title(new QLabel(this))
    , m_tier(new BadgeLabel(this))
    , m_subtitle(new ElidedLabel(this))
    , m_command(new CommandLine(this))
    , m_code(new BadgeLabel(this))
{
    QFont title = fonts::title(font());
    title.setWeight(QFont::Normal); // the database's name alone is strong
    m_title->setFont(title);
    m_title->setTextFormat(Qt::RichText);
    m_title->setObjectName(QStringLiteral("planTitle"));
    m_subtitle->setColourRole(ColourRole::Muted);
    m_code->setObjectName(QStringLiteral("sqlstate"));
    m_code->hide();
    m_command->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, spacing::topLine + spacing::medium, spacing::panelMargin,
                               spacing::medium);
    layout->setSpacing(spacing::small);
    layout->addWidget(m_title);
    layout->addWidget(m_tier);
    layout->addWidget(m_subtitle, 1);
    layout->addWidget(m_command);
    layout->addWidget(m_code);
}

void PlanHeader::setDatabase(const session::DatabaseState &state, int number)
{
    m_number = number;
    m_address = QString::fromStdString(state.address);
    m_tier->setTier(state.tier);
    setSubtitle({});
    colourTop();
}

void PlanHeader::setDatabaseNumber(int number)
{
    m_number = number;
    colourTop();
}

void PlanHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

QString PlanHeader::title() const
{
    return m_title->text();
}

void PlanHeader::setSubtitle(const QString &subtitle)
{
    m_subtitle->setText(subtitle.isEmpty() ? m_address : subtitle);
}

void PlanHeader::setCommand(const QString &command)
{
    m_command->setCommand(command);
}

QString PlanHeader::command() const
{
    return m_command->command();
}

void PlanHeader::setCode(const QString &code)
{
    m_code->setBadge(code, ColourRole::Failed);
    m_code->setVisible(!code.isEmpty());
}

void PlanHeader::setTone(std::optional<ColourRole> tone)
{
    m_tone = tone;
    colourTop();
}

void PlanHeader::changeEvent(QEvent *event)
{
    Surface::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        colourTop();
}

void PlanHeader::colourTop()
{
    setTopLine(m_tone ? Theme::current()[*m_tone] : Theme::current().branch(m_number));
}

} // namespace retort::ui
