// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

#include <string>
#include <vector>

namespace retort::test {

/// What happens to people's rows while one or some revisions go up, down and up again.
struct DataScene {
    std::string name;
    std::string branch;
    std::string below;  ///< the revision to start from
    std::string target; ///< the revision to go to
    std::string before; ///< SQL: the rows of those below
    std::string probeAbove;
    std::string aboveFirst; ///< what the probe finds after the upgrade
    std::string change;     ///< SQL: what people do then
    std::string probeBelow;
    std::string belowAfter; ///< what the probe finds after the downgrade
    std::string aboveAgain; ///< what `probeAbove` finds after the second upgrade
};

std::vector<DataScene> dataScenes();

} // namespace retort::test

Q_DECLARE_METATYPE(retort::test::DataScene)
