// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisionview.h"

#include "ui/graph/lanepainter.h"
#include "ui/theme/spacing.h"

#include <QContextMenuEvent>
#include <QCursor>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace retort::ui
{

namespace
{

constexpr double zoomStep = 1.1;

} // namespace

RevisionView::RevisionView(QWidget *parent)
    : QAbstractItemView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
    viewport()->setMouseTracking(true);
    computeMetrics();
}

void RevisionView::setRevisionModel(RevisionModel *model)
{
    setModel(model);
}

void RevisionView::setModel(QAbstractItemModel *model)
{
    if (m_model)
        disconnect(m_model, nullptr, this, nullptr);
    m_model = qobject_cast<RevisionModel *>(model);
    Q_ASSERT(m_model || !model); // paints from RevisionModel's arrays
    if (m_model)
        connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &RevisionView::rememberAnchor);
    QAbstractItemView::setModel(model);
    if (m_model) {
        connect(m_model, &QAbstractItemModel::rowsInserted, this, &RevisionView::showOtherRows);
        connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RevisionView::showOtherRows);
    }
    // After the selection model, which forgets everything when the model is reset.
    if (m_model)
        connect(m_model, &QAbstractItemModel::modelReset, this, &RevisionView::restorePlace);
}

void RevisionView::setDatabaseNumber(int number)
{
    m_number = number;
    computeMetrics();
    viewport()->update();
}

QString RevisionView::selectedId() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? m_model->id(index.row()) : QString();
}

bool RevisionView::selectRevision(const QString &id)
{
    if (!m_model)
        return false;
    m_model->reveal(id);
    const int row = m_model->rowOf(id);
    if (row < 0)
        return false;
    setCurrentIndex(m_model->index(row, RevisionModel::LaneColumn));
    return true;
}

void RevisionView::setTextScale(double scale)
{
    scale = qBound(smallestTextScale, scale, largestTextScale);
    if (qFuzzyCompare(scale, m_textScale))
        return;
    rememberAnchor();
    m_textScale = scale;
    computeMetrics();
    updateGeometries();
    restoreAnchor();
    viewport()->update();
    emit textScaleChanged(scale);
}

void RevisionView::unfold(int row)
{
    if (!m_model || !m_model->foldAt(row))
        return;
    m_model->unfold(row);
    setCurrentIndex(m_model->index(row, RevisionModel::LaneColumn));
    takeSelection(); // the same row, and another one
}

void RevisionView::foldAround(int row)
{
    const int fold = m_model ? m_model->foldAround(row) : -1;
    if (fold < 0)
        return;
    setCurrentIndex(m_model->index(fold, RevisionModel::LaneColumn));
    takeSelection();
    scrollTo(currentIndex());
}

QSize RevisionView::sizeHint() const
{
    return {480, 12 * metrics().rowHeight};
}

// --- geometry ------------------------------------------------------------------------------------------------------

void RevisionView::computeMetrics()
{
    static const RevisionGraph none;
    const RevisionGraph &graph = m_model ? m_model->graph() : none;
    m_rows.reset(m_model, RowMetrics::of(font(), m_textScale, viewport()->width(), graph), m_number,
                 devicePixelRatioF());
}

int RevisionView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

int RevisionView::topOfRow(int row) const
{
    return row * metrics().rowHeight - verticalOffset();
}

int RevisionView::lastVisibleRow() const
{
    return m_model
        ? qMin(m_model->rowCount(), (viewport()->height() - 1 + verticalOffset()) / metrics().rowHeight + 1) - 1
        : -1;
}

int RevisionView::rowAt(int y) const
{
    const int row = (y + verticalOffset()) / metrics().rowHeight;
    return m_model && y >= 0 && row < m_model->rowCount() ? row : -1;
}

QRect RevisionView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    int left = 0;
    int right = viewport()->width();
    switch (index.column()) {
    case RevisionModel::LaneColumn:
        right = metrics().idLeft;
        break;
    case RevisionModel::IdColumn:
        left = metrics().idLeft;
        right = metrics().messageLeft;
        break;
    default:
        left = metrics().messageLeft;
        break; // message, state and date share what is left, row by row
    }
    return {left, topOfRow(index.row()), right - left, metrics().rowHeight};
}

QModelIndex RevisionView::indexAt(const QPoint &point) const
{
    const int row = rowAt(point.y());
    if (row < 0)
        return {};
    int column = RevisionModel::MessageColumn;
    if (point.x() < metrics().idLeft)
        column = RevisionModel::LaneColumn;
    else if (point.x() < metrics().messageLeft)
        column = RevisionModel::IdColumn;
    return m_model->index(row, column);
}

void RevisionView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * metrics().rowHeight;
    const int page = viewport()->height();
    const int above = verticalOffset();
    // A row of context above and below, so that one sees where one is going.
    const int context = qMin(metrics().rowHeight, qMax(0, (page - metrics().rowHeight) / 2));
    switch (hint) {
    case EnsureVisible:
        if (top - context < above)
            verticalScrollBar()->setValue(top - context);
        else if (top + metrics().rowHeight + context > above + page)
            verticalScrollBar()->setValue(top + metrics().rowHeight + context - page);
        break;
    case PositionAtTop:
        verticalScrollBar()->setValue(top);
        break;
    case PositionAtBottom:
        verticalScrollBar()->setValue(top + metrics().rowHeight - page);
        break;
    case PositionAtCenter:
        verticalScrollBar()->setValue(top - (page - metrics().rowHeight) / 2);
        break;
    }
}

void RevisionView::updateGeometries()
{
    const int rows = m_model ? m_model->rowCount() : 0;
    const int height = rows * metrics().rowHeight + spacing::small;
    const int page = viewport()->height();
    verticalScrollBar()->setSingleStep(metrics().rowHeight);
    verticalScrollBar()->setPageStep(qMax(metrics().rowHeight, page));
    verticalScrollBar()->setRange(0, qMax(0, height - page));
    QAbstractItemView::updateGeometries();
}

void RevisionView::scrollContentsBy(int, int dy)
{
    viewport()->scroll(0, dy);
    if (m_hoveredRow >= 0)
        setHoveredRow(rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()));
    updateWay();
}

// --- model ---------------------------------------------------------------------------------------------------------

void RevisionView::rememberAnchor()
{
    const int first = m_model ? rowAt(0) : -1;
    m_anchorId = first >= 0 && verticalOffset() > 0 ? m_model->placeId(first) : QString();
    m_anchorOffset = first >= 0 ? topOfRow(first) : 0;
    if (currentIndex().isValid())
        m_selectedPlace = m_model->placeId(currentIndex().row());
}

void RevisionView::restoreAnchor()
{
    if (m_anchorId.isEmpty() || !m_model)
        return;
    const int row = m_model->rowShowing(m_anchorId);
    if (row >= 0)
        verticalScrollBar()->setValue(row * metrics().rowHeight - m_anchorOffset);
}

void RevisionView::restorePlace()
{
    const int row = m_selectedPlace.isEmpty() ? -1 : m_model->rowShowing(m_selectedPlace);
    if (row >= 0)
        selectionModel()->setCurrentIndex(m_model->index(row, RevisionModel::LaneColumn),
                                          QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    restoreAnchor(); // last, since selecting scrolls
}

void RevisionView::reset()
{
    m_hoveredRow = -1;
    m_way.clear();
    QAbstractItemView::reset();
    computeMetrics();
    updateGeometries();
    viewport()->update();
}

void RevisionView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    m_rows.forgetAll();
}

/// There are more or fewer of them than before.
void RevisionView::showOtherRows()
{
    m_hoveredRow = -1;
    m_way.clear();
    m_rows.forgetAll();
    updateGeometries();
    updateWay();
    viewport()->update();
}

void RevisionView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    m_rows.forget(topLeft.row(), bottomRight.row());
    const int top = topOfRow(topLeft.row());
    viewport()->update(0, top, viewport()->width(), topOfRow(bottomRight.row() + 1) - top);
    updateWay();
}

void RevisionView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    // One row is current and selected, however it came about: by dragging, by Ctrl and an arrow.
    if (current.isValid())
        selectionModel()->select(current, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    updateRow(previous.row());
    updateRow(current.row());
    updateWay();
    takeSelection();
}

void RevisionView::takeSelection()
{
    if (!currentIndex().isValid())
        return;
    const QString id = selectedId();
    m_selectedPlace = m_model->placeId(currentIndex().row());
    m_model->keepShown(id);
    if (!id.isEmpty() && id != m_selectedId) {
        m_selectedId = id;
        emit selectedIdChanged(id);
    }
}

void RevisionView::keyboardSearch(const QString &text)
{
    if (!text.trimmed().isEmpty())
        emit typed(text);
}

QModelIndex RevisionView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const int rows = m_model ? m_model->rowCount() : 0;
    if (rows == 0)
        return {};
    const int page = qMax(1, viewport()->height() / metrics().rowHeight - 1);
    const int now = currentIndex().isValid() ? currentIndex().row() : -1;
    int row = now;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        row = now - 1;
        break;
    case MoveDown:
    case MoveNext:
        row = now + 1;
        break;
    case MoveLeft:
        row = alongTheLine(now, false);
        break;
    case MoveRight:
        row = alongTheLine(now, true);
        break;
    case MovePageUp:
        row = now - page;
        break;
    case MovePageDown:
        row = now + page;
        break;
    case MoveHome:
        row = 0;
        break;
    case MoveEnd:
        row = rows - 1;
        break;
    }
    return m_model->index(qBound(0, row, rows - 1), RevisionModel::LaneColumn);
}

/// The row of the nearest child or the first parent; the same row where there is none that is shown.
int RevisionView::alongTheLine(int row, bool isOlder) const
{
    const Fold *fold = row < 0 ? nullptr : m_model->foldAt(row);
    const int graphRow = fold ? (isOlder ? fold->last : fold->first) : row < 0 ? -1 : m_model->graphRow(row);
    if (graphRow < 0)
        return row;
    const RevisionGraph &graph = m_model->graph();
    const revision::Index index = graph.layout().revisionAt(graphRow);
    int best = row;
    for (const revision::Index neighbour : isOlder ? graph.map().downOf(index) : graph.map().nextOf(index)) {
        const int at = graph.layout().rowOf(neighbour);
        const int there = at < 0 ? -1 : m_model->rowShowing(at);
        if (there < 0)
            continue;
        if (isOlder)
            return there;
        best = best == row ? there : std::max(best, there);
    }
    return best;
}

void RevisionView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int row = rowAt(qMax(0, rect.top()));
    if (row < 0)
        return;
    const QModelIndex index = m_model->index(row, RevisionModel::LaneColumn);
    selectionModel()->select(index, command | QItemSelectionModel::Rows);
}

QItemSelectionModel::SelectionFlags RevisionView::selectionCommand(const QModelIndex &index, const QEvent *event) const
{
    // A click beside the rows takes nothing away.
    return index.isValid() ? QAbstractItemView::selectionCommand(index, event) : QItemSelectionModel::NoUpdate;
}

QRegion RevisionView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += QRect(0, topOfRow(range.top()), viewport()->width(), range.height() * metrics().rowHeight);
    return region;
}

// --- events --------------------------------------------------------------------------------------------------------

void RevisionView::resizeEvent(QResizeEvent *event)
{
    computeMetrics();
    QAbstractItemView::resizeEvent(event);
}

void RevisionView::changeEvent(QEvent *event)
{
    QAbstractItemView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::StyleChange) {
        computeMetrics();
        updateGeometries();
        viewport()->update();
    }
}

void RevisionView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QAbstractItemView::wheelEvent(event);
        return;
    }
    const int turn = event->angleDelta().y();
    if (turn != 0)
        setTextScale(m_textScale * (turn > 0 ? zoomStep : 1 / zoomStep));
    event->accept();
}

void RevisionView::keyPressEvent(QKeyEvent *event)
{
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    const bool isPlainKey = !(event->modifiers() & ~Qt::KeypadModifier);
    const bool opens = event->key() == Qt::Key_Right || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (row >= 0 && isPlainKey && opens && m_model->foldAt(row))
        unfold(row);
    else if (row >= 0 && isPlainKey && event->key() == Qt::Key_Left && m_model->runAround(row))
        foldAround(row);
    else
        QAbstractItemView::keyPressEvent(event);
}

// Presses on folds don't reach QAbstractItemView, which would take what comes to light under the pointer for what was
// clicked, and activate it.
void RevisionView::mousePressEvent(QMouseEvent *event)
{
    m_hasUnfoldedByClick = false;
    const int row = rowAt(qRound(event->position().y()));
    m_pressedFold = event->button() == Qt::LeftButton && row >= 0 && m_model->foldAt(row) ? row : -1;
    if (m_pressedFold < 0)
        QAbstractItemView::mousePressEvent(event);
    else
        setCurrentIndex(m_model->index(row, RevisionModel::LaneColumn));
}

void RevisionView::mouseReleaseEvent(QMouseEvent *event)
{
    const int pressed = std::exchange(m_pressedFold, -1);
    if (pressed < 0) {
        QAbstractItemView::mouseReleaseEvent(event);
        return;
    }
    m_hasUnfoldedByClick = rowAt(qRound(event->position().y())) == pressed && m_model->foldAt(pressed);
    if (m_hasUnfoldedByClick)
        unfold(pressed);
}

void RevisionView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!std::exchange(m_hasUnfoldedByClick, false))
        QAbstractItemView::mouseDoubleClickEvent(event);
}

void RevisionView::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(rowAt(qRound(event->position().y())));
    QAbstractItemView::mouseMoveEvent(event);
}

bool RevisionView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave)
        setHoveredRow(-1);
    return QAbstractItemView::viewportEvent(event);
}

void RevisionView::contextMenuEvent(QContextMenuEvent *event)
{
    QModelIndex index = currentIndex();
    QPoint position = event->globalPos();
    if (event->reason() == QContextMenuEvent::Mouse) {
        index = indexAt(event->pos());
    } else if (index.isValid()) {
        const QRect row = visualRect(index.siblingAtColumn(RevisionModel::IdColumn));
        position = viewport()->mapToGlobal(row.bottomLeft());
    }
    if (index.isValid() && m_model->foldAt(index.row()))
        emit foldMenuRequested(index.row(), position);
    else if (index.isValid())
        emit menuRequested(m_model->id(index.row()), position);
}

void RevisionView::focusInEvent(QFocusEvent *event)
{
    // Where the database is, rather than the topmost row that Qt would choose.
    if (m_model && m_model->rowCount() > 0 && !currentIndex().isValid())
        setCurrentIndex(m_model->index(qMax(0, m_model->currentRow()), RevisionModel::LaneColumn));
    QAbstractItemView::focusInEvent(event);
    updateRow(currentIndex().row());
    updateWay();
}

void RevisionView::focusOutEvent(QFocusEvent *event)
{
    QAbstractItemView::focusOutEvent(event);
    updateRow(currentIndex().row());
    updateWay();
}

void RevisionView::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    updateRow(m_hoveredRow);
    m_hoveredRow = row;
    updateRow(m_hoveredRow);
    updateWay();
}

void RevisionView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(0, topOfRow(row), viewport()->width(), metrics().rowHeight);
}

// --- the way to a row ----------------------------------------------------------------------------------------------

std::vector<int> RevisionView::wayRows() const
{
    std::vector<int> rows;
    for (std::size_t i = 0; i < m_way.size(); ++i) {
        if (m_way[i])
            rows.push_back(m_wayFirst + static_cast<int>(i));
    }
    return rows;
}

void RevisionView::updateWay()
{
    const std::vector<int> before = wayRows();
    m_way.clear();
    const int row = m_hoveredRow >= 0 ? m_hoveredRow : hasFocus() ? currentIndex().row() : -1;
    const int first = m_model ? qMax(0, verticalOffset() / metrics().rowHeight) : 0;
    const int last = lastVisibleRow();
    // With a plan on show the rows say "planned" already; in a filtered list the rows between are missing.
    const bool isAsked = row >= first && row <= last && !m_model->isFiltered() && !m_model->hasPlan();
    if (isAsked && m_model->graphRow(row) >= 0)
        findWay(m_model->graphRow(row), first, last);
    const std::vector<int> after = wayRows();
    std::vector<int> changed;
    std::set_symmetric_difference(before.begin(), before.end(), after.begin(), after.end(),
                                  std::back_inserter(changed));
    for (const int at : changed)
        updateRow(at);
}

/// Among the visible rows first … last; a fold has the way of any of its own.
void RevisionView::findWay(int target, int first, int last)
{
    while (m_model->isOrphan(first))
        ++first;
    const auto rowsAt = [this](int row) {
        const Fold *fold = m_model->foldAt(row);
        const int own = m_model->graphRow(row);
        return fold ? *fold : Fold{own, own};
    };
    const int top = rowsAt(first).first;
    const RevisionGraph &graph = m_model->graph();
    const std::vector<bool> way = graph.wayTo(target, top, rowsAt(last).last);
    m_wayFirst = first;
    m_wayDirection = graph.isAppliedRow(target) ? revision::Direction::Downgrade : revision::Direction::Upgrade;
    for (int row = first; row <= last; ++row) {
        const Fold rows = rowsAt(row);
        const auto begin = way.begin() + (rows.first - top);
        m_way.push_back(std::find(begin, begin + rows.count(), true) != begin + rows.count());
    }
}

// --- painting ------------------------------------------------------------------------------------------------------

void RevisionView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect dirty = event->region().boundingRect();
    const int rows = m_model ? m_model->rowCount() : 0;
    const int line = m_model ? m_model->currentLineRow() : -1;
    int row = qMax(0, (dirty.top() + verticalOffset()) / metrics().rowHeight);
    for (; row < rows; ++row) {
        const QRect rect(0, topOfRow(row), viewport()->width(), metrics().rowHeight);
        if (rect.top() > dirty.bottom())
            return;
        if (!event->region().intersects(rect))
            continue;
        RowLook look{currentIndex().row() == row, hasFocus(), row == m_hoveredRow, std::nullopt};
        const int at = row - m_wayFirst;
        if (at >= 0 && at < static_cast<int>(m_way.size()) && m_way[static_cast<std::size_t>(at)])
            look.way = m_wayDirection;
        m_rows.paint(painter, row, rect, look);
        if (line == row)
            paintCurrentLine(painter, rect.top());
        else if (line == row + 1 && line == rows)
            paintCurrentLine(painter, rect.bottom());
    }
    const int end = topOfRow(row);
    painter.fillRect(QRect(0, end, viewport()->width(), qMax(0, viewport()->height() - end)),
                     Theme::current()[ColourRole::Base]);
}

void RevisionView::paintCurrentLine(QPainter &painter, int y) const
{
    QPen pen(Theme::current().branch(m_number), 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(0, y, viewport()->width(), y);
}

} // namespace retort::ui
