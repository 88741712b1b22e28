// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retort::cli
{

/// The one word that makes this program the process that writes the journal; see JournalProcess.
inline constexpr const char *journalServiceOrder = "--journal-service";

/// True for that word, with a socket as standard input.
bool isJournalService(int count, const char *const *arguments);
/// Writes down what comes over standard input until it ends. Returns the exit status.
int serveJournal();

} // namespace retort::cli
