// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/durationseries.h"

#include "ui/log/logwords.h"
#include "ui/theme/figures.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace retort::ui {

namespace {

struct Chart {
    Q_DECLARE_TR_FUNCTIONS(DurationChart)
};

} // namespace

std::chrono::milliseconds DurationEntry::median() const
{
    std::vector<std::chrono::milliseconds> sorted;
    for (const DurationPoint &point : points)
        sorted.push_back(point.duration);
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
}

std::chrono::milliseconds DurationEntry::longest() const
{
    return std::max_element(points.begin(), points.end(),
                            [](const DurationPoint &a, const DurationPoint &b) { return a.duration < b.duration; })
        ->duration;
}

std::vector<DurationEntry> durationEntries(const std::vector<run::RevisionDuration> &durations, const QString &database,
                                           revision::Direction direction)
{
    std::vector<const run::RevisionDuration *> chosen;
    for (const run::RevisionDuration &duration : durations) {
        if (duration.direction == direction
            && (database.isEmpty() || QString::fromStdString(duration.database) == database))
            chosen.push_back(&duration);
    }
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const auto *a, const auto *b) { return a->started < b->started; });

    std::vector<DurationEntry> entries;
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const run::RevisionDuration *duration : chosen) {
        const auto [place, isNew] = places.try_emplace({duration->database, duration->revision}, entries.size());
        if (isNew)
            entries.push_back(
                {QString::fromStdString(duration->database), QString::fromStdString(duration->revision), {}});
        entries[place->second].points.push_back(
            {duration->run, words::dateTime(duration->started), duration->duration, duration->succeeded});
    }
    return entries;
}

QString durationSentence(const DurationEntry &entry)
{
    const DurationPoint &latest = entry.latest();
    QStringList parts;
    parts << Chart::tr("%1 on %2").arg(entry.revision, entry.database);
    const QString time = latest.started.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    if (latest.run > 0)
        parts << Chart::tr("latest %1 (run %2, %3)").arg(words::duration(latest.duration)).arg(latest.run).arg(time);
    else
        parts << Chart::tr("latest %1 (from the database's history, %2)").arg(words::duration(latest.duration), time);
    if (!latest.succeeded)
        parts << Chart::tr("failed");
    if (entry.points.size() > 1)
        parts << Chart::tr("median of %1 runs %2").arg(entry.points.size()).arg(words::duration(entry.median()))
              << Chart::tr("longest %1").arg(words::duration(entry.longest()));
    return parts.join(QStringLiteral("\n"));
}

} // namespace retort::ui
