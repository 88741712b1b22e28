// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logwords.h"

#include <QCoreApplication>

namespace retort::ui::words {

namespace {

struct Log {
    Q_DECLARE_TR_FUNCTIONS(Log)
};

} // namespace

QString planCommand(const revision::Plan &plan)
{
    const bool stamps = !plan.steps.empty() && plan.steps.front().revision.empty();
    const bool upgrades = plan.direction == revision::Direction::Upgrade;
    const QString verb = stamps ? QStringLiteral("stamp")
        : upgrades              ? QStringLiteral("upgrade")
                                : QStringLiteral("downgrade");
    return plan.target.empty() ? verb : QString(verb + QLatin1Char(' ') + QString::fromStdString(plan.target));
}

QString rowList(const std::vector<std::string> &rows)
{
    QStringList list;
    for (const std::string &row : rows)
        list << QString::fromStdString(row);
    return list.join(QLatin1String(", "));
}

QDateTime dateTime(run::Clock::time_point time)
{
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
    return QDateTime::fromMSecsSinceEpoch(since.count());
}

QString logTime(run::Clock::time_point time)
{
    if (time == run::Clock::time_point{})
        return {};
    const QDateTime moment = dateTime(time);
    if (moment.date() == QDate::currentDate())
        return moment.toString(QStringLiteral("HH:mm:ss.zzz"));
    return moment.toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

QString stateWord(LogModel::State state)
{
    using State = LogModel::State;
    switch (state) {
    case State::None: return {};
    case State::Running: return Log::tr("running");
    case State::Done: return Log::tr("done");
    case State::Failed: return Log::tr("failed");
    case State::Partly: return Log::tr("partly applied");
    case State::Cancelled: return Log::tr("cancelled");
    case State::DryRun: return Log::tr("rolled back, as asked");
    case State::Unknown: return Log::tr("end unknown");
    }
    return {};
}

QString ending(const QString &database, const run::RunReport &report)
{
    if (report.versionRows.empty())
        return Log::tr("%1 is at base: no version row").arg(database);
    return Log::tr("%1 is at %2").arg(database, rowList(report.versionRows));
}

} // namespace retort::ui::words
