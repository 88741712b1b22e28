// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/orphanrows.h"

#include "engine/base/shell.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"

#include <algorithm>

namespace retort::session
{

namespace
{

std::string pathFrom(const std::filesystem::path &folder, const std::filesystem::path &file)
{
    const std::filesystem::path relative = file.lexically_relative(folder);
    return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

} // namespace

std::string whereItWas(const run::RevisionPlace &place, const std::filesystem::path &folder)
{
    std::string words = place.revision;
    words += place.isStamped ? " was last stamped while its file was " : " was last run from ";
    words += pathFrom(folder, place.file);
    if (!place.message.empty())
        words += " (\"" + place.message + "\")";
    words += " on " + localTime(place.time, "%Y-%m-%d");
    if (!place.user.empty())
        words += " by " + place.user;
    return words;
}

namespace
{

/// What the database's own record of the texts opens, as a part of a hint.
std::string remedyFor(const std::vector<Orphan> &orphans, const std::string &database)
{
    std::vector<std::string> kept;
    std::vector<std::string> lost;
    for (const Orphan &orphan : orphans)
        (orphan.kept ? kept : lost).push_back(orphan.revision);
    if (kept.empty())
        return "the database kept no text of " + text::join(lost, ", ");
    const std::string retort = "retort -x db=" + database + ' ';
    const auto first = std::find_if(orphans.begin(), orphans.end(), [](const Orphan &one) { return one.kept != nullptr; });
    std::string remedy = "the database kept the text of " + text::join(kept, ", ") + ": " + retort
        + "downgrade -1 --from-stored undoes it, " + retort + "show " + first->revision + " --stored > "
        + shellQuoted(first->kept->file) + " writes the file again";
    if (!lost.empty())
        remedy += "; it kept none of " + text::join(lost, ", ");
    return remedy;
}

void addPlaces(Error &unknownRow, const std::vector<run::RevisionPlace> &places, const std::filesystem::path &folder)
{
    std::vector<std::string> sentences;
    std::vector<std::string> files;
    for (const run::RevisionPlace &place : places) {
        sentences.push_back(whereItWas(place, folder));
        files.push_back(pathFrom(folder, place.file));
    }
    unknownRow.message += "; " + text::join(sentences, "; ");
    unknownRow.hint =
        "git log --all -- " + text::join(files, " ") + " finds the commit that has the file; " + unknownRow.hint;
}

} // namespace

Error explainOrphans(Error unknownRow, const std::vector<run::RevisionPlace> &places,
                     const std::filesystem::path &folder, const std::string &database,
                     const std::optional<std::vector<Orphan>> &orphans)
{
    if (orphans && !orphans->empty())
        unknownRow.hint = remedyFor(*orphans, database) + "; " + unknownRow.hint;
    if (!places.empty())
        addPlaces(unknownRow, places, folder);
    return unknownRow;
}

} // namespace retort::session
