// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logview.h"

#include "ui/log/logfilter.h"
#include "ui/log/logmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QCursor>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

namespace retort::ui {

namespace {

/// A run of more revisions closes each when it is done, so that the run itself stays in sight.
constexpr int openSteps = 6;

} // namespace

LogView::LogView(LogModel *model, LogFilter *filter, QWidget *parent)
    : QTreeView(parent)
    , m_log(model)
    , m_filter(filter)
{
    name(this, "logTree", tr("Log"));
    setModel(filter);
    setTreePosition(LogModel::TextColumn);
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setIndentation(16);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(20);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setSectionResizeMode(LogModel::TextColumn, QHeaderView::Stretch);
    sizeColumns();
    connectModel();
}

void LogView::connectModel()
{
    const auto shown = [this](const QModelIndex &index) { return m_filter->mapFromSource(index); };
    connect(m_log, &LogModel::runStarted, this, [this, shown](const QModelIndex &run) {
        expand(shown(run));
        placeCancelButtons();
        scrollToBottom();
    });
    connect(m_log, &LogModel::runFinished, this, [this] {
        placeCancelButtons();
        follow();
    });
    connect(m_log, &LogModel::stepStarted, this, &LogView::openStep);
    connect(m_log, &LogModel::stepFinished, this, &LogView::closeStep);
    connect(m_log, &LogModel::errorAdded, this, [this, shown](const QModelIndex &error) {
        for (QModelIndex at = error; at.isValid(); at = at.parent())
            expand(shown(at));
    });
    connect(m_filter, &QAbstractItemModel::rowsAboutToBeInserted, this,
            [this] { m_wasAtEnd = verticalScrollBar()->value() >= verticalScrollBar()->maximum() - 2; });
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &LogView::follow);
}

void LogView::openStep(const QModelIndex &step)
{
    if (m_log->isRunning(step.data(LogModel::DatabaseRole).toString()))
        expand(m_filter->mapFromSource(step));
}

void LogView::closeStep(const QModelIndex &step)
{
    const bool failed = step.data(LogModel::StateRole).value<LogModel::State>() == LogModel::State::Failed;
    if (!failed && m_log->rowCount(step.parent()) > openSteps)
        collapse(m_filter->mapFromSource(step));
}

void LogView::follow()
{
    if (m_wasAtEnd)
        scrollToBottom();
}

void LogView::rememberOpen()
{
    m_openBefore.clear();
    const auto remember = [this](const QModelIndex &index) {
        if (isExpanded(index))
            m_openBefore.emplace_back(m_filter->mapToSource(index));
    };
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex run = m_filter->index(row, 0);
        remember(run);
        for (int step = 0; isExpanded(run) && step < m_filter->rowCount(run); ++step)
            remember(m_filter->index(step, 0, run));
    }
}

/// A revision; the error below it, its last row, with it.
void LogView::open(const QModelIndex &index)
{
    expand(index);
    const int rows = m_filter->rowCount(index);
    const QModelIndex last = rows > 0 ? m_filter->index(rows - 1, 0, index) : QModelIndex();
    if (last.isValid() && last.data(LogModel::KindRole).value<LogModel::Kind>() == LogModel::Kind::Error)
        expand(last);
}

bool LogView::isFetched(const QModelIndex &run) const
{
    return !m_log->canFetchMore(m_filter->mapToSource(run));
}

/// Runs, revisions and errors. Earlier runs that were not fetched stay in the journal.
void LogView::openMatches()
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex run = m_filter->index(row, 0);
        if (!isFetched(run))
            continue;
        open(run);
        for (int step = 0; step < m_filter->rowCount(run); ++step)
            open(m_filter->index(step, 0, run));
    }
}

void LogView::applyFilter(const std::function<void()> &change)
{
    if (!m_filter->isFiltering())
        rememberOpen();
    change();
    if (!m_filter->isFiltering())
        collapseAll();
    scheduleDelayedItemsLayout(); // once, after all that opens
    if (m_filter->isFiltering()) {
        openMatches();
    } else {
        for (const QPersistentModelIndex &index : std::exchange(m_openBefore, {}))
            open(m_filter->mapFromSource(index));
    }
    executeDelayedItemsLayout();
    placeCancelButtons();
}

void LogView::placeCancelButtons()
{
    for (int row = 0; row < m_filter->rowCount(); ++row) {
        const QModelIndex run = m_filter->index(row, LogModel::DurationColumn);
        const QString database = run.data(LogModel::DatabaseRole).toString();
        const bool runs = run.data(LogModel::StateRole).value<LogModel::State>() == LogModel::State::Running;
        if (!runs) {
            if (QWidget *stale = indexWidget(run)) {
                stale->hide(); // it goes with the next turn of the event loop
                setIndexWidget(run, nullptr);
            }
            continue;
        }
        if (indexWidget(run))
            continue;
        auto *cancel = new QToolButton(this);
        cancel->setText(tr("Cancel"));
        cancel->setIcon(icon(Icon::Cancel, ColourRole::Failed));
        cancel->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        cancel->setToolTip(tr("Stops the statement on %1 and rolls it back").arg(database));
        makeQuiet(cancel);
        name(cancel, "logCancel", tr("Cancel the run on %1").arg(database));
        connect(cancel, &QToolButton::clicked, this, [this, cancel, database] {
            cancel->setEnabled(false); // once: the outcome is stated when it is known
            emit cancelRequested(database);
        });
        setIndexWidget(run, cancel);
    }
}

void LogView::sizeColumns()
{
    const QFontMetrics mono(fonts::monospace(font()));
    header()->resizeSection(LogModel::TimeColumn,
                            mono.horizontalAdvance(QStringLiteral("2025-11-22 14:02")) + spacing::panelMargin
                                + spacing::small);
    header()->resizeSection(LogModel::RowsColumn,
                            mono.horizontalAdvance(QStringLiteral("999,999,999 rows")) + spacing::small);
    header()->resizeSection(LogModel::DurationColumn,
                            mono.horizontalAdvance(QStringLiteral("59 min 59 s")) + spacing::large + spacing::small);
}

void LogView::changeEvent(QEvent *event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::FontChange && header())
        sizeColumns();
}

void LogView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        emit copyRequested(false);
        return;
    }
    if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        emit copyRequested(true);
        return;
    }
    QTreeView::keyPressEvent(event);
}

/// The delegate fills the columns of the row under the pointer; what is left of the text is not its to paint.
void LogView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    const QModelIndex hovered =
        underMouse() ? indexAt(viewport()->mapFromGlobal(QCursor::pos())).siblingAtColumn(0) : QModelIndex();
    if (hovered.isValid() && hovered == index.siblingAtColumn(0) && !selectionModel()->isSelected(index))
        painter->fillRect(rect, Theme::current()[ColourRole::Hover]);
    QTreeView::drawBranches(painter, rect, index);
}

} // namespace retort::ui
