// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QIcon>
#include <QPixmap>

#include <optional>

/// The bundled icons (resources/icons/NAME.svg): one-coloured strokes, recoloured from the palette at the moment of
/// painting and rendered for the screen's own pixel ratio. Nothing is read before an icon is painted. GUI thread.
namespace retort::ui {

enum class Icon {
    Arrows,      ///< up and down: upgrade both
    Cancel,
    Check,
    Clock,
    Copy,
    Cross,
    Database,
    Down,
    Error,
    File,
    Filter,
    Graph,
    Head,
    Inspector,
    Key,
    Log,
    Menu,        ///< three dots
    New,
    Play,
    Plug,
    Redo,
    Refresh,
    Search,
    Stamp,
    Table,
    Undo,
    Up,
    View,
    Warning,
    Window,
};

/// Follows the palette, disabled state included; in `role`'s colour when given.
QIcon icon(Icon name, std::optional<ColourRole> role = std::nullopt);
QPixmap iconPixmap(Icon name, const QSize &size, const QColor &colour, qreal pixelRatio);
/// The resource's name: "undo".
QString iconName(Icon name);

} // namespace retort::ui
