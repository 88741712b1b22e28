// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "ui/theme/theme.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace retort::console {

/// What the console was started with.
struct CommandLine {
    QString project;                      ///< a folder or a retort.toml; empty: the nearest one upward, else the last
    QString picturesFolder;               ///< of --demo-pictures; empty: an ordinary start
    QString language;                     ///< of --language: "pl"; empty: the system's
    std::optional<ui::ThemeChoice> theme; ///< of --light or --dark: for this start only
    QString answer;                       ///< not empty: print this and end (--help, --version)
};

/// `words`: the program's name first. Needs no application object, so it works without a display.
/// Errors: usage (status Usage).
Result<CommandLine> readCommandLine(const QStringList &words);

} // namespace retort::console
