// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runevents.h"
#include "ui/log/logmodel.h"

#include <QDateTime>
#include <QString>

/// Runs in the words of the log. Pure; GUI thread for the translations.
namespace retort::ui::words {

/// "upgrade timescale@head", "stamp 9c41e07b2d5a".
QString planCommand(const revision::Plan &plan);
/// "a, b"; empty when there are none.
QString rowList(const std::vector<std::string> &rows);
QDateTime dateTime(run::Clock::time_point time);
/// "14:02:11.204"; with the date where it was another day.
QString logTime(run::Clock::time_point time);
QString stateWord(LogModel::State state);
/// "timescale is at its version rows d90b3e7711ac": the last line of a run.
QString ending(const QString &database, const run::RunReport &report);

} // namespace retort::ui::words
