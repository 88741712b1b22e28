// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

/// Small widgets that every panel uses, so that they look alike.
namespace retort::ui {

/// "PASSWORD FROM": the quiet heading of a section.
class SectionLabel : public QLabel
{
    Q_OBJECT

public:
    explicit SectionLabel(const QString &text, QWidget *parent = nullptr);
};

/// Secondary text in the theme's muted colour; follows palette changes. Colour role can be changed.
class RoleLabel : public QLabel
{
    Q_OBJECT

public:
    explicit RoleLabel(ColourRole role, QWidget *parent = nullptr);
    RoleLabel(const QString &text, ColourRole role, QWidget *parent = nullptr);
    void setColourRole(ColourRole role);

protected:
    void changeEvent(QEvent *event) override;

private:
    void recolour();
    ColourRole m_role;
};

/// One line that shortens with an ellipsis instead of forcing its panel wider; the whole text is its tool tip then.
class ElidedLabel : public QWidget
{
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    explicit ElidedLabel(const QString &text, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);
    void setElideMode(Qt::TextElideMode mode);
    void setColourRole(ColourRole role);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    Qt::TextElideMode m_mode = Qt::ElideRight;
    ColourRole m_role = ColourRole::Text;
};

/// A one-pixel separator.
class Hairline : public QWidget
{
    Q_OBJECT

public:
    explicit Hairline(Qt::Orientation orientation = Qt::Horizontal, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A surface with the theme's colours; optionally a rounded card with a hairline frame and a coloured top line.
class Surface : public QFrame
{
    Q_OBJECT

public:
    explicit Surface(ColourRole fill, QWidget *parent = nullptr);
    void setFill(ColourRole fill);
    void setRounded(bool rounded);
    /// Invalid: no top line.
    void setTopLine(const QColor &colour);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ColourRole m_fill;
    bool m_isRounded = false;
    QColor m_topLine;
};

/// The one button of a place that does what the place is for: filled with the accent.
void makePrimary(QPushButton *button);
/// Back to the plain, outlined look.
void makeSecondary(QPushButton *button);
/// Filled with the failure colour: what can't be undone.
void makeDangerous(QPushButton *button);
/// No frame until hovered.
void makeQuiet(QAbstractButton *button);
/// Sets the object name and the accessible name at once: what every widget that acts needs.
void name(QWidget *widget, const char *objectName, const QString &accessibleName);

} // namespace retort::ui
