// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QByteArray>
#include <QString>

namespace retort::ui {

/// What the window remembers from one start to the next: its layout, its looks and its project, in the user's
/// configuration folder ($XDG_CONFIG_HOME/retort/console.ini). Nothing about databases, nothing secret. GUI thread.
struct WindowSettings {
    QByteArray geometry;
    QByteArray layout; ///< docks
    QString project;   ///< the file of the last one that was open
    double textScale = 1.0;
    ThemeChoice theme = ThemeChoice::Auto;
    bool collapsesRuns = false; ///< straight runs of revisions are folded

    static WindowSettings load();
    void save() const;
    static QString file();
};

} // namespace retort::ui
