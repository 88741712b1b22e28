// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

/// The console's fonts: the desktop's where it names one. GUI thread.
namespace retort::ui::fonts {

/// Has a thread of its own read the system's list of fonts, while the application object is made: text() waits for it.
/// Half of what a window's first text costs. Call first thing in main(), or not at all.
void prefetch();

/// The text font of the application. Where no desktop sets one, Inter if it is installed.
QFont text();
/// For ids, SQL, addresses; as large as `like`.
QFont monospace(const QFont &like);
QFont monospace();
/// `font`, bold.
QFont strong(QFont font);
/// `font` scaled; sizes in points or pixels alike.
QFont scaled(QFont font, double factor);
/// Headings of cards and dialogs.
QFont title(const QFont &like);
/// Badges, section headers.
QFont small(const QFont &like);

} // namespace retort::ui::fonts
