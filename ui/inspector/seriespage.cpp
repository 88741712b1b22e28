// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/seriespage.h"

#include "ui/theme/colours.h"
#include "ui/theme/figures.h"
#include "ui/theme/labels.h"
#include "ui/theme/plots.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"
#include "ui/theme/theme.h"

#include <qcustomplot.h>

#include <QComboBox>
#include <QDateTime>
#include <QHBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace retort::ui
{

namespace
{

constexpr double zoomStep = 1.4;

bool isTimestamp(const catalog::Column &column)
{
    return catalog::canLeadSeries(column) && !catalog::canBeDrawn(column);
}

/// What the rows are sorted along: a dimension of the hypertable, else a column of time; numbers only as a dimension.
QStringList leadingColumns(const catalog::Relation &relation)
{
    QStringList names;
    const catalog::HypertableFacts *facts = relation.hypertable ? &*relation.hypertable
        : relation.continuousAggregate                          ? &relation.continuousAggregate->storage
                                                                : nullptr;
    for (const catalog::Column &column : relation.columns) {
        const bool isDimension = facts && !facts->dimensions.empty() && facts->dimensions.front().column == column.name;
        if (isDimension && catalog::canLeadSeries(column))
            names.prepend(QString::fromStdString(column.name));
        else if (isTimestamp(column))
            names << QString::fromStdString(column.name);
    }
    return names;
}

QStringList drawnColumns(const catalog::Relation &relation)
{
    QStringList names;
    for (const catalog::Column &column : relation.columns) {
        if (catalog::canBeDrawn(column) && !column.inPrimaryKey)
            names << QString::fromStdString(column.name);
    }
    return names;
}

bool holdsRows(const catalog::Relation &relation)
{
    using catalog::RelationKind;
    const RelationKind kind = relation.summary.kind;
    return kind == RelationKind::Table || kind == RelationKind::PartitionedTable
        || kind == RelationKind::MaterializedView || relation.summary.isContinuousAggregate;
}

void refill(QComboBox *box, const QStringList &names, bool isSame)
{
    const QSignalBlocker quiet(box);
    const QString chosen = isSame ? box->currentText() : QString();
    box->clear();
    box->addItems(names);
    box->setCurrentIndex(std::max(0, box->findText(chosen)));
}

} // namespace

SeriesPage::SeriesPage(QWidget *parent)
    : QWidget(parent)
    , m_value(new QComboBox(this))
    , m_along(new QComboBox(this))
    , m_summary(new RoleLabel({}, ColourRole::Muted, this))
    , m_body(new QStackedWidget(this))
    , m_state(new StatePage(m_body))
    , m_plot(new QCustomPlot(m_body))
{
    setObjectName(QStringLiteral("seriesPage"));
    name(m_value, "seriesValue", tr("Column to draw"));
    name(m_along, "seriesAlong", tr("Column of time"));
    for (QComboBox *box : {m_value, m_along}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        box->setStatusTip(box->accessibleName());
        connect(box, &QComboBox::currentIndexChanged, this, [this] { ask(); });
    }
    m_summary->setObjectName(QStringLiteral("seriesSummary"));
    m_summary->setWordWrap(true);
    m_state->setObjectName(QStringLiteral("seriesState"));
    name(m_plot, "seriesPlot", tr("Values along time"));
    m_plot->setFocusPolicy(Qt::StrongFocus);
    m_plot->setStatusTip(tr("The wheel, + and − zoom, dragging and the arrows move, Home shows all"));
    m_plot->setInteraction(QCP::iRangeDrag);
    m_plot->axisRect()->setRangeDrag(Qt::Horizontal);
    m_plot->xAxis->setSubTicks(false);
    m_plot->yAxis->setSubTicks(false);
    m_plot->installEventFilter(this);
    connect(m_state, &StatePage::actionTriggered, this, [this] { ask(); });
    m_body->addWidget(m_state);
    m_body->addWidget(m_plot);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, spacing::tiny);
    top->setSpacing(spacing::small);
    top->addWidget(m_value);
    top->addWidget(new RoleLabel(tr("along"), ColourRole::Muted, this));
    top->addWidget(m_along);
    top->addStretch();
    m_summary->setContentsMargins(spacing::panelMargin, 0, spacing::panelMargin, 0);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_summary);
    layout->addWidget(m_body, 1);
    plots::dress(*m_plot, *this);
}

bool SeriesPage::canDraw(const catalog::Relation &relation)
{
    return holdsRows(relation) && !leadingColumns(relation).isEmpty() && !drawnColumns(relation).isEmpty();
}

void SeriesPage::setRelation(const catalog::Relation &relation)
{
    const bool isSame = relation.summary.name == m_name;
    m_name = relation.summary.name;
    const QStringList along = leadingColumns(relation);
    refill(m_along, along, isSame);
    QStringList drawn = drawnColumns(relation);
    drawn.removeAll(along.value(0));
    refill(m_value, drawn, isSame);
    m_isAsked = false;
    if (!isSame) {
        m_summary->setText({});
        m_body->setCurrentWidget(m_state);
    }
    if (isVisible())
        ask();
}

void SeriesPage::ask()
{
    if (m_value->currentText().isEmpty() || m_along->currentText().isEmpty())
        return;
    m_isAsked = true;
    if (m_body->currentWidget() == m_state)
        m_state->showLoading(tr("Gathering values …"));
    catalog::SeriesRequest request;
    request.relation = m_name;
    request.along = m_along->currentText().toStdString();
    request.value = m_value->currentText().toStdString();
    emit seriesRequested(request);
}

void SeriesPage::setSeries(const catalog::Series &series)
{
    m_series = series;
    if (series.points.empty()) {
        m_summary->setText({});
        m_state->showEmpty(Icon::Clock, tr("No values"), tr("The column holds nothing but NULL yet."));
        m_body->setCurrentWidget(m_state);
        return;
    }
    std::int64_t rows = 0;
    for (const catalog::SeriesPoint &point : series.points)
        rows += point.rows;
    const auto width = std::chrono::milliseconds(static_cast<std::int64_t>(series.width * 1'000));
    const QString each = series.isTime ? words::duration(width) : QLocale().toString(series.width);
    m_summary->setText(tr("%1 values in %2 buckets of %3: average, least and most")
                           .arg(words::count(rows), words::count(static_cast<std::int64_t>(series.points.size())), each));
    m_plot->setAccessibleDescription(m_summary->text());
    draw();
    showAll();
    m_body->setCurrentWidget(m_plot);
}

void SeriesPage::showFailure(const Error &error)
{
    QString sentence = QString::fromStdString(error.message);
    if (!error.hint.empty())
        sentence += QLatin1Char('\n') + QString::fromStdString(error.hint);
    m_summary->setText({});
    m_state->showFailure(tr("The values could not be gathered"), sentence);
    m_state->setAction(tr("Try again"), "seriesAgain");
    m_body->setCurrentWidget(m_state);
}

void SeriesPage::draw()
{
    m_plot->clearPlottables();
    const Theme &theme = Theme::current();
    const QColor full = theme[ColourRole::Accent];
    QVector<double> at, average, least, most;
    for (const catalog::SeriesPoint &point : m_series.points) {
        at << point.at;
        average << point.average;
        least << point.least;
        most << point.most;
    }
    QCPGraph *upper = m_plot->addGraph();
    QCPGraph *lower = m_plot->addGraph();
    upper->setData(at, most, true);
    lower->setData(at, least, true);
    for (QCPGraph *edge : {upper, lower})
        edge->setPen(Qt::NoPen);
    upper->setBrush(mixed(theme[ColourRole::Base], full, 0.18));
    upper->setChannelFillGraph(lower);
    QCPGraph *line = m_plot->addGraph();
    line->setData(at, average, true);
    line->setPen(QPen(full, 1.4));
    if (m_series.points.size() < 3)
        line->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, full, 6));
    if (m_series.isTime)
        plots::setTimeAxis(*m_plot, true);
    else
        m_plot->xAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
}

void SeriesPage::showAll()
{
    m_plot->rescaleAxes();
    if (m_series.points.size() == 1)
        m_plot->xAxis->setRange(m_series.points.front().at - m_series.width,
                                m_series.points.front().at + m_series.width);
    const QCPRange range = m_plot->yAxis->range();
    const double room = range.size() > 0 ? range.size() * 0.06 : 1;
    m_plot->yAxis->setRange(range.lower - room, range.upper + room);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void SeriesPage::zoom(double factor, double about)
{
    m_plot->xAxis->scaleRange(1 / factor, about);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

QString SeriesPage::pointWords(double at) const
{
    const auto nearest = std::min_element(m_series.points.begin(), m_series.points.end(),
                                          [at](const catalog::SeriesPoint &a, const catalog::SeriesPoint &b) {
                                              return std::abs(a.at - at) < std::abs(b.at - at);
                                          });
    if (nearest == m_series.points.end())
        return {};
    const QLocale locale;
    const QString where = m_series.isTime
        ? QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(nearest->at * 1'000), Qt::UTC)
              .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss 'UTC'"))
        : locale.toString(nearest->at);
    return QStringList{where, tr("average %1").arg(locale.toString(nearest->average, 'g', 6)),
                       tr("from %1 to %2").arg(locale.toString(nearest->least, 'g', 6),
                                               locale.toString(nearest->most, 'g', 6)),
                       tr("%1 rows").arg(words::count(nearest->rows))}
        .join(QLatin1Char('\n'));
}

void SeriesPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!m_isAsked)
        ask();
}

void SeriesPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        plots::dress(*m_plot, *this);
        draw();
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    }
}

bool SeriesPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_plot)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(help->globalPos(), pointWords(m_plot->xAxis->pixelToCoord(help->pos().x())), m_plot);
        return true;
    }
    if (event->type() == QEvent::Wheel) {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->angleDelta().y() != 0)
            zoom(wheel->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep,
                 m_plot->xAxis->pixelToCoord(wheel->position().x()));
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        const double middle = m_plot->xAxis->range().center();
        const double step = m_plot->xAxis->range().size() / 5;
        switch (static_cast<QKeyEvent *>(event)->key()) {
        case Qt::Key_Plus:
        case Qt::Key_Equal: zoom(zoomStep, middle); return true;
        case Qt::Key_Minus: zoom(1 / zoomStep, middle); return true;
        case Qt::Key_Left:
        case Qt::Key_Right:
            m_plot->xAxis->moveRange(static_cast<QKeyEvent *>(event)->key() == Qt::Key_Left ? -step : step);
            m_plot->replot(QCustomPlot::rpQueuedReplot);
            return true;
        case Qt::Key_Home: showAll(); return true;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace retort::ui
