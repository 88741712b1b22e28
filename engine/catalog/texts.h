// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/snapshot.h"

#include <functional>
#include <string>
#include <string_view>

namespace retort::catalog {

/// Told a member's name as JSON has it ("definition", "on" …) and its text, which it may change. A relation's name
/// within a value comes as SQL has it.
using ChangeText = std::function<void(std::string_view member, std::string &text)>;

/// Goes through every text of a value. Pure.
void changeTexts(Relation &relation, const ChangeText &change);
void changeTexts(Type &type, const ChangeText &change);
void changeTexts(Routine &routine, const ChangeText &change);
void changeTexts(PublicationFacts &publication, const ChangeText &change);
void changeTexts(EventTrigger &trigger, const ChangeText &change);
void changeTexts(OtherObject &object, const ChangeText &change);
void changeTexts(Dependency &dependency, const ChangeText &change);

} // namespace retort::catalog
