// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/plots.h"

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <cmath>

namespace retort::ui::plots {

namespace {

/// Ticks at powers of two, so that they read well in units of 1024.
class BytesTicker : public QCPAxisTicker
{
public:
    BytesTicker() { setTickCount(3); }

protected:
    double getTickStep(const QCPRange &range) override
    {
        const double exact = qMax(1.0, range.size() / 3.0);
        return std::exp2(std::round(std::log2(exact)));
    }
    int getSubTickCount(double) override { return 0; }
    QString getTickLabel(double tick, const QLocale &, QChar, int) override
    {
        return words::bytes(static_cast<std::int64_t>(tick));
    }
};

/// Words as fine as the step between them.
class TimeTicker : public QCPAxisTickerDateTime
{
public:
    explicit TimeTicker(bool isUtc)
    {
        setDateTimeSpec(isUtc ? Qt::UTC : Qt::LocalTime);
        setTickCount(4);
    }

protected:
    double getTickStep(const QCPRange &range) override
    {
        const double step = QCPAxisTickerDateTime::getTickStep(range);
        constexpr double day = 86'400;
        setDateTimeFormat(step >= day      ? QStringLiteral("yyyy-MM-dd")
                              : step >= 60 ? QStringLiteral("MM-dd\nHH:mm")
                                           : QStringLiteral("HH:mm:ss"));
        return step;
    }
};

} // namespace

void dress(QCustomPlot &plot, const QWidget &widget)
{
    const Theme &theme = Theme::current();
    const QFont small = fonts::small(widget.font());
    plot.setBackground(QBrush(theme[ColourRole::Base]));
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(theme[ColourRole::Hairline]));
        axis->setTickPen(QPen(theme[ColourRole::Hairline]));
        axis->setSubTickPen(QPen(Qt::NoPen));
        axis->setTickLabelColor(theme[ColourRole::Muted]);
        axis->setLabelColor(theme[ColourRole::Muted]);
        axis->setTickLabelFont(small);
        axis->setLabelFont(small);
        axis->grid()->setPen(QPen(theme[ColourRole::Hairline], 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(Qt::NoPen);
    }
}

void setTimeAxis(QCustomPlot &plot, bool isUtc)
{
    plot.xAxis->setTicker(QSharedPointer<TimeTicker>::create(isUtc));
}

void setBytesAxis(QCustomPlot &plot)
{
    plot.yAxis->setTicker(QSharedPointer<BytesTicker>::create());
}

} // namespace retort::ui::plots
