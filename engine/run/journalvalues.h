// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runevents.h"

#include <QString>

#include <cstdint>
#include <string>

/// What the journal keeps as text and numbers, and back. For this room only.
namespace retort::run {

QString toQString(const std::string &text);
std::int64_t toMilliseconds(Clock::time_point time);
Clock::time_point timeFromMilliseconds(std::int64_t milliseconds);

/// Compact JSON; empty for an empty value.
QString rowsToJson(const std::vector<std::string> &rows);
std::vector<std::string> rowsFromJson(const QString &json);
/// Direction, target, rows at both ends, warnings, and each step's revision: not the steps' version rows.
QString planToJson(const revision::Plan &plan);
revision::Plan planFromJson(const QString &json);
/// Masked on the way: whatever a caller hands in, no credential is written.
QString errorToJson(const Error &error);
Error errorFromJson(const QString &json);
QString diagnosticToJson(const SqlDiagnostic &diagnostic);
SqlDiagnostic diagnosticFromJson(const QString &json);
QString maskedQString(const std::string &text);

} // namespace retort::run
