// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/project/project.h"

#include <QColor>
#include <QPalette>
#include <QString>

#include <array>
#include <optional>

class QApplication;

namespace retort::ui {

/// What the user asked for; Auto follows the desktop.
enum class ThemeChoice { Auto, Light, Dark };
/// "auto", "light", "dark".
std::optional<ThemeChoice> themeChoiceFromString(QStringView text);
QString themeChoiceName(ThemeChoice choice);

/// What a colour means. Widgets name the meaning, never a colour.
enum class ColourRole {
    Base,       ///< panels, lists, editors
    Card,       ///< a surface that steps back from Base: code, status bar, side panels
    Text,
    Muted,      ///< secondary text; at least 4.5:1 as well
    Hairline,   ///< separators and frames; not for text
    Accent,     ///< primary action, link, current
    AccentText, ///< text on Accent
    Selection,  ///< fill of a selected row; Text and Muted stay readable on it
    Hover,      ///< fill under the pointer
    Applied,
    Pending,
    Failed,
    Warning,
    Added,
    Removed,
    Changed,
    AddedFill, ///< row fills of a comparison; Text stays readable on them
    RemovedFill,
    ChangedFill,
    WarningFill,
    FailedFill,
};
inline constexpr std::size_t colourRoleCount = static_cast<std::size_t>(ColourRole::FailedFill) + 1;

/// All colours of the console, worked out from one QPalette, so that light, dark and high-contrast desktops all give
/// readable text: every text role has at least 4.5:1 on Base, Card and Selection.
/// A value. current() belongs to the GUI thread.
class Theme
{
public:
    explicit Theme(const QPalette &palette);

    /// Of the application's palette now; worked out again when that has changed.
    static const Theme &current();
    /// The palettes that Retort brings along.
    static QPalette lightPalette();
    static QPalette darkPalette();

    bool isDark() const { return m_isDark; }
    const QColor &colour(ColourRole role) const { return m_colours[static_cast<std::size_t>(role)]; }
    const QColor &operator[](ColourRole role) const { return colour(role); }

    /// Colour of a line of development or of a database, by its number; repeats after branchColourCount.
    static constexpr int branchColourCount = 8;
    const QColor &branch(int number) const;
    const QColor &tier(project::Tier tier) const;

private:
    std::array<QColor, colourRoleCount> m_colours;
    std::array<QColor, branchColourCount> m_branches;
    std::array<QColor, 3> m_tiers;
    bool m_isDark = false;
};

/// Style, palette and font of the application. Call once before the first widget, again when the user changes the
/// theme; with Auto the desktop's own changes are followed from then on.
void applyTheme(QApplication &application, ThemeChoice choice);
ThemeChoice appliedTheme();

/// "dev", "staging", "prod", translated for the eye.
QString tierWord(project::Tier tier);

} // namespace retort::ui
