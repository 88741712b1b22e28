// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/nameconfirmation.h"

#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>

namespace retort::ui {

NameConfirmation::NameConfirmation(QWidget *parent)
    : QWidget(parent)
    , m_question(new QLabel(this))
    , m_field(new QLineEdit(this))
{
    auto *tier = new BadgeLabel(this);
    tier->setTier(project::Tier::Prod);
    m_question->setTextFormat(Qt::RichText);
    m_question->setBuddy(m_field);
    name(m_field, "confirmName", tr("Name of the production database, to confirm"));
    m_field->setFont(fonts::monospace(font()));
    m_field->setMaximumWidth(260);
    connect(m_field, &QLineEdit::textChanged, this, [this] { emit confirmedChanged(isConfirmed()); });

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, spacing::small);
    layout->setSpacing(spacing::small);
    layout->addWidget(tier);
    layout->addWidget(m_question);
    layout->addWidget(m_field, 1);
    layout->addStretch();
}

void NameConfirmation::ask(const QString &databaseName)
{
    m_name = databaseName;
    m_question->setText(
        tr("This is production. Type <b>%1</b> to enable the button:").arg(databaseName.toHtmlEscaped()));
    m_field->clear();
    m_field->setPlaceholderText(databaseName);
}

bool NameConfirmation::isConfirmed() const
{
    return !m_name.isEmpty() && m_field->text() == m_name;
}

void NameConfirmation::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::current()[ColourRole::FailedFill]);
}

} // namespace retort::ui
