// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/orphanrows.h"

#include "engine/base/text.h"
#include "engine/base/timetext.h"

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

Error explainOrphans(Error unknownRow, const std::vector<run::RevisionPlace> &places,
                     const std::filesystem::path &folder)
{
    if (places.empty())
        return unknownRow;
    std::vector<std::string> sentences;
    std::vector<std::string> files;
    for (const run::RevisionPlace &place : places) {
        sentences.push_back(whereItWas(place, folder));
        files.push_back(pathFrom(folder, place.file));
    }
    unknownRow.message += "; " + text::join(sentences, "; ");
    unknownRow.hint =
        "git log --all -- " + text::join(files, " ") + " finds the commit that has the file; " + unknownRow.hint;
    return unknownRow;
}

} // namespace retort::session
