// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/journal.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace retort::ui {

/// One run of one revision.
struct DurationPoint {
    std::int64_t run = 0;
    QDateTime started;
    std::chrono::milliseconds duration{0};
    bool succeeded = true;
};

/// All runs of one revision in one direction, oldest first.
struct DurationEntry {
    QString database;
    QString revision;
    std::vector<DurationPoint> points;

    const DurationPoint &latest() const { return points.back(); }
    std::chrono::milliseconds median() const;
    std::chrono::milliseconds longest() const;
};

/// The chart's values: revisions in the order in which they were first run. `database` empty: of all. Pure.
std::vector<DurationEntry> durationEntries(const std::vector<run::RevisionDuration> &durations, const QString &database,
                                           revision::Direction direction);

/// One entry in words, for tool tip and screen reader.
QString durationSentence(const DurationEntry &entry);

} // namespace retort::ui
