// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/base/redact.h"
#include "engine/postgres/handles.h"

#include <string_view>

/// From libpq's results to our values. For this room only.
namespace retort::postgres {

/// All fields of an error or notice. `statement` is what was sent; empty when there was none.
SqlDiagnostic diagnosticOf(const PGresult *result, std::string_view statement = {});

/// The error of a failed result, masked: sql-error (status Locked where a lock could not be had in time),
/// or connection-lost when the server ended the session.
Error errorOf(const PGresult *result, std::string_view statement, const Redactor &redactor);

} // namespace retort::postgres
