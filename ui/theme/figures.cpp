// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/figures.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>

namespace retort::ui::words {

namespace {

struct Figures {
    Q_DECLARE_TR_FUNCTIONS(Figures)
};

} // namespace

QString duration(std::chrono::milliseconds duration)
{
    const qint64 milliseconds = qMax<qint64>(0, duration.count());
    if (milliseconds < 60'000) {
        const int decimals = milliseconds < 1'000 ? 3 : milliseconds < 10'000 ? 2 : 1;
        return Figures::tr("%1 s").arg(QLocale().toString(static_cast<double>(milliseconds) / 1000.0, 'f', decimals));
    }
    const qint64 seconds = milliseconds / 1'000;
    if (seconds < 3'600)
        return Figures::tr("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    return Figures::tr("%1 h %2 min").arg(seconds / 3'600).arg(seconds / 60 % 60);
}

QString bytes(std::int64_t bytes)
{
    if (bytes < 0)
        return {};
    if (bytes < 1'024)
        return bytes == 1 ? Figures::tr("1 byte") : Figures::tr("%n bytes", nullptr, static_cast<int>(bytes));
    static constexpr std::array units{"kB", "MB", "GB", "TB", "PB"};
    double amount = static_cast<double>(bytes) / 1'024;
    std::size_t unit = 0;
    while (amount >= 1'024 && unit + 1 < units.size()) {
        amount /= 1'024;
        ++unit;
    }
    const int decimals = amount < 10 && unit > 0 ? 1 : 0;
    return QLocale().toString(amount, 'f', decimals) + QChar(0x00a0) + QLatin1String(units[unit]);
}

QString count(std::int64_t count)
{
    return QLocale().toString(static_cast<qlonglong>(count));
}

QString estimatedRows(std::int64_t rows)
{
    if (rows < 0)
        return Figures::tr("rows unknown");
    return Figures::tr("≈ %1 rows").arg(count(rows));
}

} // namespace retort::ui::words
