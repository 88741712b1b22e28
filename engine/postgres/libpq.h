// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

namespace retort::postgres
{

/// libpq is loaded with the first connection, not with the program: with the libraries for TLS, Kerberos and LDAP that
/// it brings along it costs ten milliseconds, which a window's first paint and every command that asks no server are
/// spared. Its functions are called by their own names all the same (libpq.cpp forwards them).
///
/// Call before the first of them. Any thread. Errors: libpq-missing.
Result<void> loadLibpq();

} // namespace retort::postgres
