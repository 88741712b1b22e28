// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/noticebar.h"

#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

constexpr int iconSize = 16;
constexpr int barWidth = 3;

ColourRole fillOf(ColourRole role)
{
    switch (role) {
    case ColourRole::Failed: return ColourRole::FailedFill;
    case ColourRole::Warning: return ColourRole::WarningFill;
    default: return ColourRole::Card;
    }
}

Icon pictureOf(ColourRole role)
{
    switch (role) {
    case ColourRole::Warning: return Icon::Warning;
    case ColourRole::Applied: return Icon::Check;
    default: return Icon::Error;
    }
}

RoleLabel *wrappingLabel(ColourRole role, QWidget *parent)
{
    auto *label = new RoleLabel(role, parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus); // its menu copies; the keyboard has nothing to do here
    return label;
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
}

void NoticeBar::build()
{
    m_sentence = wrappingLabel(ColourRole::Text, this);
    m_remedy = wrappingLabel(ColourRole::Text, this);
    m_action = new QPushButton(this);
    m_sentence->setObjectName(QStringLiteral("noticeSentence"));
    m_remedy->setObjectName(QStringLiteral("noticeRemedy"));
    m_action->setAutoDefault(false);
    name(m_action, "noticeAction", tr("Way out"));
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &NoticeBar::actionTriggered);

    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(m_sentence);
    texts->addWidget(m_remedy);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin + iconSize + spacing::small, spacing::small, spacing::panelMargin,
                               spacing::small);
    layout->setSpacing(spacing::medium);
    layout->addLayout(texts, 1);
    layout->addWidget(m_action, 0, Qt::AlignTop);
}

void NoticeBar::present(ColourRole role, const QString &sentence, const QString &remedy)
{
    if (!m_sentence)
        build();
    m_role = role;
    m_sentence->setText(sentence);
    m_remedy->setText(remedy);
    m_remedy->setVisible(!remedy.isEmpty());
    setAccessibleName(remedy.isEmpty() ? sentence : sentence + QLatin1Char(' ') + remedy);
    update();
    show();
}

void NoticeBar::setAction(const QString &text, const char *objectName)
{
    m_action->setText(text);
    name(m_action, objectName, text);
    m_action->setVisible(!text.isEmpty());
}

QString NoticeBar::sentence() const
{
    return m_sentence ? m_sentence->text() : QString();
}

QString NoticeBar::remedy() const
{
    return m_remedy ? m_remedy->text() : QString();
}

void NoticeBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme[fillOf(m_role)]);
    painter.fillRect(QRect(0, 0, barWidth, height()), theme[m_role]);
    painter.drawPixmap(spacing::panelMargin, spacing::small + (m_sentence->fontMetrics().height() - iconSize) / 2,
                       iconPixmap(pictureOf(m_role), {iconSize, iconSize}, theme[m_role], devicePixelRatioF()));
}

} // namespace retort::ui
