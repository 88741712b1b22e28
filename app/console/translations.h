// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <QString>

class QCoreApplication;

namespace retort::console
{

/// The window's language: `language` ("pl", "en", "pl_PL"), or the system's where it is empty and we have it, else
/// English. Numbers and dates follow it. Call before any widget is made, on the GUI thread.
/// Errors: unknown-language (status Usage), with the languages that there are.
Result<void> installTranslations(QCoreApplication &application, const QString &language);

} // namespace retort::console
