// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/diff/part.h"

#include <string>

namespace retort::diff
{

/// Type, start, increment, bounds, cache, cycle. A sequence that was just made has them as told.
Property sequenceOptionsProperty(const std::string &alter, const catalog::SequenceFacts &facts);
/// Of a sequence that an identity column makes by itself, with the defaults of the column's type.
catalog::SequenceFacts defaultSequence(const std::string &type);
/// A sequence that takes over a column's numbering goes on behind the largest value that is there.
/// `sequence`: an expression.
std::string continueWith(const std::string &sequence, const ObjectId &column);
std::string continueText(const std::string &sequence, const ObjectId &column);

} // namespace retort::diff
