// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/base/redact.h"
#include "engine/postgres/connectionsettings.h"

#include <string>
#include <string_view>

/// Why a connection could not be made, in plain words with a remedy. For this room only.
namespace retort::postgres {

/// From the text of a failed attempt on `settings` (one host). libpq gives nothing else before a session exists,
/// so the text must be untranslated and verbose: then it holds the server's SQLSTATE.
/// Codes: those of Connection::connect; of them apart, since their remedies differ: login-denied (the role may not log
/// in), connect-denied (no right on the database), tls-not-offered, pooler-in-front (it refuses startup parameters).
Error connectError(const ConnectionSettings &settings, std::string_view libpqText, const Redactor &redactor);
Error connectTimeoutError(const ConnectionSettings &settings);
Error connectCancelledError(const ConnectionSettings &settings);

} // namespace retort::postgres
