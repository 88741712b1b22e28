// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/statepage.h"

#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

constexpr int pictureSize = 28;
constexpr int textWidth = 420;

} // namespace

StatePage::StatePage(QWidget *parent)
    : QWidget(parent)
    , m_picture(new QLabel(this))
    , m_heading(new QLabel(this))
    , m_sentence(new RoleLabel(ColourRole::Muted, this))
    , m_action(new QPushButton(this))
{
    m_picture->setAlignment(Qt::AlignCenter);
    m_heading->setAlignment(Qt::AlignCenter);
    m_heading->setFont(fonts::strong(fonts::scaled(font(), 1.08)));
    m_heading->setWordWrap(true);
    m_heading->setTextFormat(Qt::PlainText);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_sentence->setFocusPolicy(Qt::NoFocus); // its menu copies; the keyboard has nothing to do here
    m_action->setAutoDefault(false);
    name(m_action, "stateAction", tr("Way on"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &StatePage::actionTriggered);

    auto *middle = new QWidget(this);
    middle->setMaximumWidth(textWidth);
    auto *column = new QVBoxLayout(middle);
    column->setContentsMargins({});
    column->setSpacing(spacing::small);
    column->addWidget(m_picture);
    column->addWidget(m_heading);
    column->addWidget(m_sentence);
    column->addSpacing(spacing::tiny);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    auto *row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(middle, 100); // up to its greatest width; the rest is shared by both sides
    row->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, spacing::large, spacing::panelMargin, spacing::large);
    layout->addStretch(2);
    layout->addLayout(row);
    layout->addStretch(3);
}

void StatePage::showEmpty(Icon icon, const QString &heading, const QString &sentence)
{
    present(icon, ColourRole::Muted, heading, sentence);
}

void StatePage::showLoading(const QString &heading)
{
    present(Icon::Clock, ColourRole::Muted, heading, {});
}

void StatePage::showFailure(const QString &heading, const QString &sentence)
{
    present(Icon::Error, ColourRole::Failed, heading, sentence);
}

void StatePage::present(Icon icon, ColourRole role, const QString &heading, const QString &sentence)
{
    m_icon = icon;
    m_role = role;
    m_heading->setText(heading);
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    setAccessibleName(sentence.isEmpty() ? heading : heading + QLatin1String(": ") + sentence);
    setAction({}, nullptr);
    drawIcon();
}

void StatePage::setAction(const QString &text, const char *objectName)
{
    m_action->setText(text);
    if (!text.isEmpty())
        name(m_action, objectName, text);
    m_action->setVisible(!text.isEmpty());
}

QString StatePage::heading() const
{
    return m_heading->text();
}

QString StatePage::sentence() const
{
    return m_sentence->text();
}

void StatePage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        drawIcon();
}

void StatePage::drawIcon()
{
    m_picture->setPixmap(
        iconPixmap(m_icon, QSize(pictureSize, pictureSize), Theme::current()[m_role], devicePixelRatioF()));
}

} // namespace retort::ui
