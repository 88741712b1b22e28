// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/jsonwriter.h"
#include "engine/revision/revisionmap.h"

#include <string>

/// Revisions as text and as JSON. The texts are Alembic's (alembic/script/base.py: `cmd_format`, `log_entry`).
namespace retort::cli
{

/// "1a2b3c4d5e6f (timescale) (head) (mergepoint)": what `current` prints.
std::string currentLine(const revision::RevisionMap &map, revision::Index index);
/// The block that `-v` and `show` print, an empty line at its end. `marks`: more words in brackets after the id.
std::string logEntry(const revision::RevisionMap &map, revision::Index index, const std::string &marks = {});

/// The members of a revision, without the braces: for objects that add their own.
void writeRevisionMembers(JsonWriter &json, const revision::RevisionMap &map, revision::Index index);
void writeRevision(JsonWriter &json, const revision::RevisionMap &map, revision::Index index);

} // namespace retort::cli
