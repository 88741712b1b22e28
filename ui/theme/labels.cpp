// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/labels.h"

#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"
#include "ui/theme/style.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace retort::ui {

SectionLabel::SectionLabel(const QString &text, QWidget *parent)
    : QLabel(text.toUpper(), parent)
{
    QFont font = fonts::strong(fonts::small(this->font()));
    font.setLetterSpacing(QFont::PercentageSpacing, 104);
    setFont(font);
    setForegroundRole(QPalette::PlaceholderText);
    setAccessibleName(text);
}

RoleLabel::RoleLabel(ColourRole role, QWidget *parent)
    : QLabel(parent), m_role(role)
{
    recolour();
}

RoleLabel::RoleLabel(const QString &text, ColourRole role, QWidget *parent)
    : RoleLabel(role, parent)
{
    setText(text);
}

void RoleLabel::setColourRole(ColourRole role)
{
    m_role = role;
    recolour();
}

void RoleLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        recolour();
}

void RoleLabel::recolour()
{
    const QColor colour = Theme::current()[m_role];
    if (palette().color(QPalette::Active, QPalette::WindowText) == colour)
        return;
    QPalette own = palette();
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
}

ElidedLabel::ElidedLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

ElidedLabel::ElidedLabel(const QString &text, QWidget *parent)
    : ElidedLabel(parent)
{
    setText(text);
}

void ElidedLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

void ElidedLabel::setColourRole(ColourRole role)
{
    m_role = role;
    update();
}

QSize ElidedLabel::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    return {metrics.horizontalAdvance(m_text) + 1, metrics.height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {qMin(sizeHint().width(), fontMetrics().averageCharWidth() * 6), sizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(Theme::current()[m_role]);
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                     fontMetrics().elidedText(m_text, m_mode, width()));
}

bool ElidedLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const bool isCut = fontMetrics().horizontalAdvance(m_text) > width();
        const QString tip = toolTip().isEmpty() && isCut ? m_text : toolTip();
        QToolTip::showText(static_cast<QHelpEvent *>(event)->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

Hairline::Hairline(Qt::Orientation orientation, QWidget *parent)
    : QWidget(parent)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(spacing::hairline);
    else
        setFixedWidth(spacing::hairline);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::current()[ColourRole::Hairline]);
}

Surface::Surface(ColourRole fill, QWidget *parent)
    : QFrame(parent), m_fill(fill)
{
    setFrameShape(QFrame::NoFrame);
}

void Surface::setFill(ColourRole fill)
{
    m_fill = fill;
    update();
}

void Surface::setRounded(bool rounded)
{
    m_isRounded = rounded;
    update();
}

void Surface::setTopLine(const QColor &colour)
{
    m_topLine = colour;
    update();
}

void Surface::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    const QRectF line(0, 0, width(), spacing::topLine);
    if (!m_isRounded) {
        painter.fillRect(rect(), theme[m_fill]);
        if (m_topLine.isValid())
            painter.fillRect(line, m_topLine);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath path;
    path.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), spacing::radius, spacing::radius);
    painter.fillPath(path, theme[m_fill]);
    if (m_topLine.isValid()) {
        painter.setClipRect(line);
        painter.fillPath(path, m_topLine);
        painter.setClipping(false);
    }
    painter.strokePath(path, theme[ColourRole::Hairline]);
}

namespace {

void setLook(QAbstractButton *button, ButtonLook look)
{
    const QVariant wanted = static_cast<int>(look);
    if (button->property(buttonLookProperty) == wanted)
        return;
    button->setProperty(buttonLookProperty, wanted);
    QEvent change(QEvent::StyleChange); // forgets the size that it had in the other look
    QCoreApplication::sendEvent(button, &change);
}

} // namespace

void makePrimary(QPushButton *button)
{
    setLook(button, ButtonLook::Primary);
}

void makeSecondary(QPushButton *button)
{
    setLook(button, ButtonLook::Secondary);
}

void makeDangerous(QPushButton *button)
{
    setLook(button, ButtonLook::Dangerous);
}

void makeQuiet(QAbstractButton *button)
{
    setLook(button, ButtonLook::Quiet);
}

void name(QWidget *widget, const char *objectName, const QString &accessibleName)
{
    widget->setObjectName(QLatin1String(objectName));
    widget->setAccessibleName(accessibleName);
}

} // namespace retort::ui
