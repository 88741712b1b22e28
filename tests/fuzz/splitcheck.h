// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/revisionfile.h"

#include <string_view>

namespace retort::fuzz
{

/// Splits a section of a file as a run does, and again in windows of a few bytes. Both give the same statements, data
/// and error; each statement stands where it says; between them is nothing but blanks, comments, semicolons and data,
/// so that no byte is lost. What reads a single statement reads each.
void checkSplitting(std::string_view file, const script::Section &section);

} // namespace retort::fuzz
