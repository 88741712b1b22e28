// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/sizeseries.h"

#include "ui/log/logwords.h"
#include "ui/theme/figures.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace retort::ui {

namespace {

struct Chart {
    Q_DECLARE_TR_FUNCTIONS(SizeChart)
};

} // namespace

std::vector<SizeEntry> sizeEntries(const std::vector<run::RecordedSize> &sizes, const QString &database,
                                   std::size_t most)
{
    std::map<std::pair<QString, QString>, SizeEntry> byName;
    for (const run::RecordedSize &recorded : sizes) {
        const QString of = QString::fromStdString(recorded.database);
        if (!database.isEmpty() && of != database)
            continue;
        const QString name = QString::fromStdString(recorded.size.schema + '.' + recorded.size.name);
        SizeEntry &entry = byName[{of, name}];
        entry.database = of;
        entry.name = name;
        entry.isHypertable = recorded.size.isHypertable;
        entry.points.push_back({recorded.run, words::dateTime(recorded.started), recorded.size.bytes});
    }
    std::vector<SizeEntry> entries;
    for (auto &[name, entry] : byName)
        entries.push_back(std::move(entry));
    std::stable_sort(entries.begin(), entries.end(),
                     [](const SizeEntry &a, const SizeEntry &b) { return a.latest().bytes > b.latest().bytes; });
    if (entries.size() > most)
        entries.resize(most);
    return entries;
}

QString sizeSentence(const SizeEntry &entry)
{
    const SizePoint &latest = entry.latest();
    const QString now = Chart::tr("%1: %2 after run %3")
                            .arg(entry.name, words::bytes(latest.bytes))
                            .arg(latest.run);
    if (entry.points.size() < 2)
        return now;
    const SizePoint &first = entry.points.front();
    const std::int64_t grown = latest.bytes - first.bytes;
    if (grown == 0)
        return Chart::tr("%1, as after run %2").arg(now).arg(first.run);
    return (grown > 0 ? Chart::tr("%1, %2 more than after run %3") : Chart::tr("%1, %2 less than after run %3"))
        .arg(now, words::bytes(grown > 0 ? grown : -grown))
        .arg(first.run);
}

} // namespace retort::ui
