// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/diff/part.h"

#include <string>

namespace retort::diff
{

/// Type, start, increment, bounds, cache, cycle. A sequence that was just made has them as told. `name`: as SQL takes it.
Property sequenceOptionsProperty(const std::string &name, const catalog::SequenceFacts &facts);
/// CREATE SEQUENCE; what the server takes by itself isn't said.
std::string createSequence(const catalog::Relation &sequence);
/// The same of an identity column's, which was made with the defaults of the column's type and counts from its start.
Property identityOptionsProperty(const std::string &name, const catalog::SequenceFacts &facts, const std::string &type);
/// Bounds that a narrower type of the column wouldn't take have to be narrowed before.
Property identityNarrowingProperty(const std::string &name, const catalog::SequenceFacts &facts);
/// A sequence that takes over a column's numbering goes on behind the largest value that is there.
/// `sequence`: an expression.
std::string continueWith(const std::string &sequence, const catalog::SequenceFacts &facts, const ObjectId &column);
std::string continueText(const std::string &sequence, const catalog::SequenceFacts &facts, const ObjectId &column);

} // namespace retort::diff
