// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runchanges.h"

#include <QDateTime>
#include <QString>

#include <vector>

namespace retort::ui {

/// How large a relation was after one run.
struct SizePoint {
    std::int64_t run = 0;
    QDateTime time;
    std::int64_t bytes = 0;
};

/// One relation over all runs, oldest first.
struct SizeEntry {
    QString database;
    QString name; ///< "public.users"
    bool isHypertable = false;
    std::vector<SizePoint> points;

    const SizePoint &latest() const { return points.back(); }
};

/// The chart's values: the largest relations by their latest sizes, the largest first. `database` empty: of all. Pure.
std::vector<SizeEntry> sizeEntries(const std::vector<run::RecordedSize> &sizes, const QString &database,
                                   std::size_t most = 8);
/// One entry in words: "public.users: 5.5 MB, 1.2 MB more than after run 3".
QString sizeSentence(const SizeEntry &entry);

} // namespace retort::ui
