// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/commandpalette.h"

namespace retort::ui {

class ActionRegistry;
class ProjectDesk;

/// What the palette offers for what was typed: Alembic's words first ("upgrade +1", "stamp head"), one line for each
/// database so that it always says which; then the window's actions by their text.
std::vector<PaletteEntry> paletteEntries(const QString &typed, const ActionRegistry &actions, ProjectDesk &desk);

} // namespace retort::ui
