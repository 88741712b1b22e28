// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QColor>
#include <QFont>
#include <QString>
#include <QWidget>

class QPainter;

namespace retort::ui {

/// A short word in a rounded outline: state, tier, label. The word says it, the colour repeats it.
struct Badge {
    enum class Look {
        Outlined, ///< text and outline in the colour
        Filled,   ///< text on the colour
        Quiet,    ///< muted text on a card
    };
    QString text;
    QColor colour; ///< not used by Quiet
    Look look = Look::Outlined;

    bool operator==(const Badge &) const = default;
};

/// Paints and measures badges for views that draw by themselves. `font`: of the surrounding text; badges are smaller.
class BadgePainter
{
public:
    explicit BadgePainter(const QFont &font);

    QSize sizeOf(const QString &text) const;
    /// Vertically centred in `area`, at its left edge. Returns the width used.
    int paint(QPainter &painter, const QRect &area, const Badge &badge, const Theme &theme) const;

private:
    QFont m_font;
    int m_height = 0;
};

/// One badge as a widget.
class BadgeLabel : public QWidget
{
    Q_OBJECT

public:
    explicit BadgeLabel(QWidget *parent = nullptr);
    BadgeLabel(const QString &text, ColourRole role, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    /// An empty text takes no room.
    void setBadge(const QString &text, ColourRole role, Badge::Look look = Badge::Look::Outlined);
    void setTier(project::Tier tier);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QColor colour() const;

    QString m_text;
    ColourRole m_role = ColourRole::Muted;
    std::optional<project::Tier> m_tier;
    Badge::Look m_look = Badge::Look::Outlined;
};

} // namespace retort::ui
