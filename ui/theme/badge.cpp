// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/badge.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QEvent>
#include <QFontMetrics>
#include <QPainter>

namespace retort::ui {

namespace {

constexpr int sidePadding = 7;

} // namespace

BadgePainter::BadgePainter(const QFont &font)
    : m_font(fonts::small(font))
{
    m_height = QFontMetrics(m_font).height() + 3;
}

QSize BadgePainter::sizeOf(const QString &text) const
{
    return {QFontMetrics(m_font).horizontalAdvance(text) + 2 * sidePadding, m_height};
}

int BadgePainter::paint(QPainter &painter, const QRect &area, const Badge &badge, const Theme &theme) const
{
    const QSize size = sizeOf(badge.text);
    const QRect box(area.left(), area.top() + (area.height() - size.height()) / 2, size.width(), size.height());
    const QRectF outline = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5);
    const qreal radius = outline.height() / 2;

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(m_font);
    switch (badge.look) {
    case Badge::Look::Outlined:
        painter.setPen(badge.colour);
        painter.setBrush(theme[ColourRole::Base]);
        painter.drawRoundedRect(outline, radius, radius);
        break;
    case Badge::Look::Filled:
        painter.setPen(Qt::NoPen);
        painter.setBrush(badge.colour);
        painter.drawRoundedRect(box, radius, radius);
        painter.setPen(inkOn(badge.colour));
        break;
    case Badge::Look::Quiet:
        painter.setPen(theme[ColourRole::Hairline]);
        painter.setBrush(theme[ColourRole::Card]);
        painter.drawRoundedRect(outline, radius, radius);
        painter.setPen(theme[ColourRole::Muted]);
        break;
    }
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, badge.text);
    painter.restore();
    return size.width();
}

BadgeLabel::BadgeLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setBadge({}, ColourRole::Muted);
}

BadgeLabel::BadgeLabel(const QString &text, ColourRole role, QWidget *parent)
    : BadgeLabel(parent)
{
    setBadge(text, role);
}

void BadgeLabel::setBadge(const QString &text, ColourRole role, Badge::Look look)
{
    m_text = text;
    m_role = role;
    m_look = look;
    m_tier.reset();
    setAccessibleName(text);
    updateGeometry();
    update();
}

void BadgeLabel::setTier(project::Tier tier)
{
    setBadge(tierWord(tier), ColourRole::Muted);
    m_tier = tier;
    setAccessibleName(tr("Tier: %1").arg(m_text));
}

QSize BadgeLabel::sizeHint() const
{
    return m_text.isEmpty() ? QSize(0, 0) : BadgePainter(font()).sizeOf(m_text);
}

void BadgeLabel::paintEvent(QPaintEvent *)
{
    if (m_text.isEmpty())
        return;
    QPainter painter(this);
    BadgePainter(font()).paint(painter, rect(), {m_text, colour(), m_look}, Theme::current());
}

void BadgeLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

QColor BadgeLabel::colour() const
{
    const Theme &theme = Theme::current();
    return m_tier ? theme.tier(*m_tier) : theme[m_role];
}

} // namespace retort::ui
