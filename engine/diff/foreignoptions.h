// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

namespace retort::diff
{

/// Options of a wrapper, server, foreign table or its column, "table_name 'Book', updatable 'false'", perhaps in
/// parentheses. `alter`: "ALTER SERVER far". The create statement has them already.
Property foreignOptionsProperty(const std::string &alter, const std::string &options);

} // namespace retort::diff
