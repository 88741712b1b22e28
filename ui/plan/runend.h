// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QString>
#include <QStringList>

/// How a run ended, in the words of the window. Pure; GUI thread for the translations.
namespace retort::ui::words {

/// The colour of an end: all is well, worth a look, or failed.
enum class Tone { Good, Warning, Bad };

/// How a run ended: what the header, the recovery card and the copied report say alike.
struct RunEnd {
    Tone tone = Tone::Good;
    QString title;     ///< "Stopped at step 3 of 3"
    QStringList facts; ///< HTML: "<b>Committed:</b> 71fa2c90d3be …"
    QString place;     ///< file:line:column of the failure
    QString file;      ///< to open; the failing revision's where no place is known
    int line = 0;
    int column = 0;
    QString statement; ///< the failing one, cut to what an eye can take in around the position
    int character = 0; ///< in `statement`, from 1; 0: none
    QString message;   ///< the server's, or the error's
    QString detail;
    QString hint;         ///< the server's
    QString remedy;       ///< ours
    QString sqlstate;     ///< "42P07 duplicate_table"
    bool canUndo = false; ///< a step of this run is committed
    QString backup;       ///< the file that was made before the run, where it has changed something
};
RunEnd runEnd(const session::PlanPreview &preview, const run::RunReport &report);
/// The end as plain text, for the clipboard and a pull request.
QString runEndText(const session::PlanPreview &preview, const run::RunReport &report, const QString &address);

} // namespace retort::ui::words
