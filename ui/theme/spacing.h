// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Distances in device-independent pixels: a scale of four, so that edges line up from panel to panel.
namespace retort::ui::spacing {

inline constexpr int tiny = 4;
inline constexpr int small = 8;
inline constexpr int medium = 12;
inline constexpr int large = 16;
inline constexpr int huge = 24;

inline constexpr int panelMargin = 14; ///< left and right inner edge of every panel
inline constexpr int hairline = 1;
inline constexpr int topLine = 3;      ///< coloured line that carries a database's colour
inline constexpr int radius = 6;       ///< buttons, cards, fields
inline constexpr int rowPadding = 5;   ///< above and below the text of a list row

} // namespace retort::ui::spacing
