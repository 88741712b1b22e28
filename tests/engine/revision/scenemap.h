// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/revisionmap.h"
#include "tests/support/printers.h"
#include "tests/support/scene.h"

#include <QTest>

#include <string>
#include <string_view>
#include <vector>

/// Maps out of scenes (tests/support/scene.h), for tests that need no files.
namespace retort::test {

inline std::vector<revision::Revision> revisionsOf(std::string_view scene)
{
    std::vector<revision::Revision> revisions;
    for (const RevisionText &text : readScene(scene)) {
        revision::Revision revision;
        revision.id = text.id;
        revision.downRevisions = text.revises;
        revision.labels = text.labels;
        revision.dependsOn = text.dependsOn;
        revision.message = "add " + text.id;
        revision.file = text.id + ".sql";
        revision.hasDowngrade = !text.isIrreversible;
        revisions.push_back(std::move(revision));
    }
    return revisions;
}

/// Ends the test when the scene is no valid map.
inline revision::RevisionMap mapOf(std::string_view scene)
{
    auto map = revision::RevisionMap::build(revisionsOf(scene));
    if (!map)
        qFatal("no map: %s", describe(map.error()).c_str());
    return std::move(*map);
}

/// "a b c" as words.
inline std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> result;
    for (const std::string_view word : text::split(text, ' ')) {
        if (!word.empty())
            result.emplace_back(word);
    }
    return result;
}

/// "a: +a; m: -b -c +m": each step with the rows it takes away and puts in.
inline std::string stepsText(const revision::Plan &plan)
{
    std::vector<std::string> steps;
    for (const revision::Step &step : plan.steps) {
        std::string text = step.revision.empty() ? std::string("*:") : step.revision + ":";
        for (const std::string &row : step.change.removed)
            text += " -" + row;
        for (const std::string &row : step.change.added)
            text += " +" + row;
        steps.push_back(text);
    }
    return text::join(steps, "; ");
}

} // namespace retort::test
