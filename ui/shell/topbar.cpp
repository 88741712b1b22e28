// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/topbar.h"

#include "ui/shell/commandpalette.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

namespace retort::ui {

TopBar::TopBar(QWidget *parent)
    : QWidget(parent)
    , m_name(new ElidedLabel(this))
    , m_file(new ElidedLabel(this))
    , m_palette(new CommandPalette(this))
    , m_newRevision(new QPushButton(tr("New revision…"), this))
    , m_upgradeAll(new QPushButton(tr("Upgrade both"), this))
    , m_menu(new QPushButton(tr("Menu"), this))
{
    setObjectName(QStringLiteral("topBar"));
    m_name->setFont(fonts::strong(fonts::scaled(font(), 1.08)));
    m_file->setColourRole(ColourRole::Muted);
    m_file->setElideMode(Qt::ElideLeft);
    name(m_newRevision, "newRevision", tr("New revision"));
    name(m_upgradeAll, "upgradeAll", tr("Upgrade every database to its head"));
    name(m_menu, "mainMenu", tr("Main menu"));
    makePrimary(m_upgradeAll);
    for (QPushButton *button : {m_newRevision, m_upgradeAll, m_menu})
        button->setAutoDefault(false);

    auto *project = new QHBoxLayout;
    project->setSpacing(spacing::small + 2);
    project->addWidget(m_name);
    project->addWidget(m_file, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(spacing::small);
    buttons->addStretch(1);
    buttons->addWidget(m_newRevision);
    buttons->addWidget(m_upgradeAll);
    buttons->addWidget(m_menu);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, spacing::small - 1, spacing::panelMargin, spacing::small);
    layout->setSpacing(spacing::large);
    layout->addLayout(project, 1);
    layout->addWidget(m_palette, 1);
    layout->addLayout(buttons, 1);
}

void TopBar::setProject(const QString &name, const QString &file)
{
    m_name->setText(name);
    m_file->setText(file);
}

void TopBar::setMenu(QMenu *menu)
{
    m_menu->setMenu(menu);
}

void TopBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme[ColourRole::Base]);
    painter.fillRect(0, height() - 1, width(), 1, theme[ColourRole::Hairline]);
}

} // namespace retort::ui
