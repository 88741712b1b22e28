// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/revisionplace.h"

#include <utility>

namespace retort::run
{

namespace
{

std::optional<RevisionPlace> placeOf(const revision::RevisionMap &map, const std::string &revision, bool isStamped)
{
    const revision::Revision *known = map.findRevision(revision);
    if (!known || known->file.empty())
        return std::nullopt;
    RevisionPlace place;
    place.revision = revision;
    place.file = known->file;
    place.message = known->message;
    place.isStamped = isStamped;
    return place;
}

} // namespace

std::optional<RevisionPlace> placeAfter(const revision::RevisionMap &map, const RunEvent &event)
{
    const bool endsScript = event.kind == RunEvent::Kind::StepFinished && !event.revision.empty();
    return endsScript ? placeOf(map, event.revision, false) : std::nullopt;
}

std::vector<RevisionPlace> placesAfter(const revision::RevisionMap &map, const RunReport &report)
{
    std::vector<RevisionPlace> places;
    const std::vector<revision::Step> &steps = report.plan.steps;
    if (steps.empty() || !steps.front().revision.empty() || report.outcome != Outcome::Done)
        return places;
    for (const std::string &row : report.plan.to) {
        if (auto place = placeOf(map, row, true))
            places.push_back(std::move(*place));
    }
    return places;
}

} // namespace retort::run
