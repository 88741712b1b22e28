// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/sizeplot.h"

#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/plots.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QHelpEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace retort::ui {

namespace {

double seconds(const QDateTime &time)
{
    return static_cast<double>(time.toMSecsSinceEpoch()) / 1'000.0;
}

/// Shape as well as colour tells lines apart.
QCPScatterStyle::ScatterShape shapeOf(int number)
{
    constexpr std::array shapes{QCPScatterStyle::ssDisc,    QCPScatterStyle::ssSquare,  QCPScatterStyle::ssTriangle,
                                QCPScatterStyle::ssDiamond, QCPScatterStyle::ssCircle,  QCPScatterStyle::ssCross,
                                QCPScatterStyle::ssPlus,    QCPScatterStyle::ssTriangleInverted};
    return shapes[static_cast<std::size_t>(number) % shapes.size()];
}

} // namespace

SizePlot::SizePlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    name(m_plot, "sizePlot", tr("Sizes over the runs"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->installEventFilter(this);
    m_plot->xAxis->setSubTicks(false);
    m_plot->yAxis->setSubTicks(false);
    m_plot->xAxis->grid()->setVisible(false);
    m_plot->yAxis->setTickLength(0, 0);
    plots::setTimeAxis(*m_plot, false);
    plots::setBytesAxis(*m_plot);
    m_plot->legend->setBorderPen(Qt::NoPen);
    m_plot->legend->setRowSpacing(0);
    // Beside the lines: over them it would hide what it explains.
    auto *side = new QCPLayoutGrid;
    m_plot->plotLayout()->addElement(0, 1, side);
    side->addElement(0, 0, m_plot->legend);
    side->setMargins(QMargins(0, spacing::small, spacing::small, 0));
    side->addElement(1, 0, new QCPLayoutGrid);
    side->setRowStretchFactor(0, 0.001);
    m_plot->plotLayout()->setColumnStretchFactor(1, 0.001);
    m_plot->legend->setVisible(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_plot);
    plots::dress(*m_plot, *this);
}

void SizePlot::setEntries(std::vector<SizeEntry> entries)
{
    m_entries = std::move(entries);
    QStringList sentences;
    for (const SizeEntry &entry : m_entries)
        sentences << sizeSentence(entry);
    m_plot->setAccessibleDescription(sentences.join(QLatin1String("; ")));
    fill();
}

void SizePlot::fill()
{
    const Theme &theme = Theme::current();
    m_plot->clearGraphs();
    double first = 0;
    double last = 0;
    std::int64_t largest = 1;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const SizeEntry &entry = m_entries[i];
        const QColor colour = theme.branch(static_cast<int>(i));
        QCPGraph *graph = m_plot->addGraph();
        graph->setName(entry.name + QStringLiteral("  ") + words::bytes(entry.latest().bytes));
        graph->setPen(QPen(colour, 1.6, entry.isHypertable ? Qt::DashLine : Qt::SolidLine));
        graph->setScatterStyle(QCPScatterStyle(shapeOf(static_cast<int>(i)), QPen(colour), colour, 6));
        for (const SizePoint &point : entry.points) {
            const double at = seconds(point.time);
            graph->addData(at, static_cast<double>(point.bytes));
            first = first == 0 ? at : std::min(first, at);
            last = std::max(last, at);
            largest = std::max(largest, point.bytes);
        }
    }
    m_plot->legend->setFont(fonts::small(font()));
    m_plot->legend->setTextColor(theme[ColourRole::Text]);
    m_plot->legend->setBrush(theme[ColourRole::Base]);
    const double room = std::max(60.0, (last - first) * 0.04);
    m_plot->xAxis->setRange(first - room, last + room);
    m_plot->yAxis->setRange(0, static_cast<double>(largest) * 1.1);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

/// The sizes after the run that is nearest in time.
QString SizePlot::wordsAt(double time) const
{
    const SizePoint *nearest = nullptr;
    for (const SizeEntry &entry : m_entries) {
        for (const SizePoint &point : entry.points) {
            if (!nearest || std::abs(seconds(point.time) - time) < std::abs(seconds(nearest->time) - time))
                nearest = &point;
        }
    }
    if (!nearest)
        return {};
    QStringList lines{tr("run %1, %2").arg(nearest->run).arg(nearest->time.toString(QStringLiteral("yyyy-MM-dd HH:mm")))};
    for (const SizeEntry &entry : m_entries) {
        for (const SizePoint &point : entry.points) {
            if (point.run == nearest->run)
                lines << entry.name + QLatin1String(": ") + words::bytes(point.bytes);
        }
    }
    return lines.join(QLatin1Char('\n'));
}

bool SizePlot::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_plot && event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), wordsAt(m_plot->xAxis->pixelToCoord(help->pos().x())), m_plot);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SizePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        plots::dress(*m_plot, *this);
        fill();
    }
}

} // namespace retort::ui
