// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisionview.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QContextMenuEvent>
#include <QCursor>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QWheelEvent>

#include <cmath>

namespace retort::ui {

namespace {

constexpr qreal nodeRadius = 4.5;
constexpr qreal strokeWidth = 2.0;
constexpr int lanesAtFullWidth = 8; ///< more lanes move closer together
constexpr int smallestLaneSpacing = 5;
constexpr int shortId = 12;         ///< characters of a generated id
constexpr int longId = 19;
constexpr int wideEnoughForLongIds = 560;
constexpr int cachedRows = 400;
constexpr double zoomStep = 1.1;

} // namespace

RevisionView::RevisionView(QWidget *parent)
    : QAbstractItemView(parent), m_texts(cachedRows)
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
}

void RevisionView::setDatabaseNumber(int number)
{
    m_number = number;
    viewport()->update();
}

QString RevisionView::selectedId() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() ? m_model->id(index.row()) : QString();
}

bool RevisionView::selectRevision(const QString &id)
{
    const int row = m_model ? m_model->rowOf(id) : -1;
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

QSize RevisionView::sizeHint() const
{
    return {480, 12 * m_metrics.rowHeight};
}

// --- geometry ------------------------------------------------------------------------------------------------------

void RevisionView::computeMetrics()
{
    m_metrics.text = fonts::scaled(font(), m_textScale);
    m_metrics.code = fonts::monospace(m_metrics.text);
    const QFontMetrics text(m_metrics.text);
    const QFontMetrics code(m_metrics.code);
    m_metrics.rowHeight = text.height() + 2 * spacing::rowPadding;

    const int lanes = m_model ? qMax(1, m_model->graph().layout().laneCount()) : 1;
    const int fullSpacing = qRound(15 * m_textScale);
    m_metrics.laneSpacing = lanes <= lanesAtFullWidth
                                ? fullSpacing
                                : qMax(smallestLaneSpacing, fullSpacing * lanesAtFullWidth / lanes);
    m_metrics.laneLeft = spacing::panelMargin + qRound(nodeRadius);
    const int shownLanes = qMin(lanes, lanesAtFullWidth * fullSpacing / m_metrics.laneSpacing);
    m_metrics.idLeft = m_metrics.laneLeft + (shownLanes - 1) * m_metrics.laneSpacing + fullSpacing + spacing::tiny;

    const int longest = m_model ? m_model->graph().longestId() : shortId;
    const int room = viewport()->width() >= wideEnoughForLongIds * m_textScale ? longId : shortId + 1;
    m_metrics.idWidth = code.horizontalAdvance(QLatin1Char('0')) * qBound(shortId, longest, room) + 2;
    m_metrics.messageLeft = m_metrics.idLeft + m_metrics.idWidth + spacing::large;
    m_metrics.right = viewport()->width() - spacing::panelMargin;
    dropCaches();
}

void RevisionView::dropCaches()
{
    m_texts.clear();
    m_badges.clear();
}

int RevisionView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

int RevisionView::topOfRow(int row) const
{
    return row * m_metrics.rowHeight - verticalOffset();
}

int RevisionView::rowAt(int y) const
{
    const int row = (y + verticalOffset()) / m_metrics.rowHeight;
    return m_model && y >= 0 && row < m_model->rowCount() ? row : -1;
}

QRect RevisionView::visualRect(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    int left = 0;
    int right = viewport()->width();
    switch (index.column()) {
    case RevisionModel::LaneColumn: right = m_metrics.idLeft; break;
    case RevisionModel::IdColumn:
        left = m_metrics.idLeft;
        right = m_metrics.messageLeft;
        break;
    case RevisionModel::DateColumn: left = qMax(m_metrics.messageLeft, m_metrics.right - 90); break;
    default: left = m_metrics.messageLeft; break;
    }
    return {left, topOfRow(index.row()), right - left, m_metrics.rowHeight};
}

QModelIndex RevisionView::indexAt(const QPoint &point) const
{
    const int row = rowAt(point.y());
    if (row < 0)
        return {};
    int column = RevisionModel::MessageColumn;
    if (point.x() < m_metrics.idLeft)
        column = RevisionModel::LaneColumn;
    else if (point.x() < m_metrics.messageLeft)
        column = RevisionModel::IdColumn;
    return m_model->index(row, column);
}

void RevisionView::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    if (!index.isValid())
        return;
    const int top = index.row() * m_metrics.rowHeight;
    const int page = viewport()->height();
    const int above = verticalOffset();
    // A row of context above and below, so that one sees where one is going.
    const int context = qMin(m_metrics.rowHeight, qMax(0, (page - m_metrics.rowHeight) / 2));
    switch (hint) {
    case EnsureVisible:
        if (top - context < above)
            verticalScrollBar()->setValue(top - context);
        else if (top + m_metrics.rowHeight + context > above + page)
            verticalScrollBar()->setValue(top + m_metrics.rowHeight + context - page);
        break;
    case PositionAtTop: verticalScrollBar()->setValue(top); break;
    case PositionAtBottom: verticalScrollBar()->setValue(top + m_metrics.rowHeight - page); break;
    case PositionAtCenter: verticalScrollBar()->setValue(top - (page - m_metrics.rowHeight) / 2); break;
    }
}

void RevisionView::updateGeometries()
{
    const int rows = m_model ? m_model->rowCount() : 0;
    const int height = rows * m_metrics.rowHeight + spacing::small;
    const int page = viewport()->height();
    verticalScrollBar()->setSingleStep(m_metrics.rowHeight);
    verticalScrollBar()->setPageStep(qMax(m_metrics.rowHeight, page));
    verticalScrollBar()->setRange(0, qMax(0, height - page));
    QAbstractItemView::updateGeometries();
}

void RevisionView::scrollContentsBy(int, int dy)
{
    viewport()->scroll(0, dy);
    if (m_hoveredRow >= 0)
        setHoveredRow(rowAt(viewport()->mapFromGlobal(QCursor::pos()).y()));
}

// --- model ---------------------------------------------------------------------------------------------------------

void RevisionView::rememberAnchor()
{
    const int first = m_model ? rowAt(0) : -1;
    m_anchorId = first >= 0 && verticalOffset() > 0 ? m_model->id(first) : QString();
    m_anchorOffset = first >= 0 ? topOfRow(first) : 0;
    if (currentIndex().isValid())
        m_selectedId = selectedId();
}

void RevisionView::restoreAnchor()
{
    if (m_anchorId.isEmpty() || !m_model)
        return;
    const int row = m_model->rowOf(m_anchorId);
    if (row >= 0)
        verticalScrollBar()->setValue(row * m_metrics.rowHeight - m_anchorOffset);
}

void RevisionView::reset()
{
    m_hoveredRow = -1;
    QAbstractItemView::reset();
    computeMetrics();
    updateGeometries();
    restoreAnchor();
    if (!m_selectedId.isEmpty() && m_model) {
        const int row = m_model->rowOf(m_selectedId);
        if (row >= 0)
            selectionModel()->setCurrentIndex(m_model->index(row, RevisionModel::LaneColumn),
                                              QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    viewport()->update();
}

void RevisionView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    QAbstractItemView::rowsInserted(parent, start, end);
    dropCaches();
    viewport()->update();
}

void RevisionView::dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    QAbstractItemView::dataChanged(topLeft, bottomRight, roles);
    m_texts.clear();
    viewport()->update();
}

void RevisionView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QAbstractItemView::currentChanged(current, previous);
    updateRow(previous.row());
    updateRow(current.row());
    const QString id = current.isValid() ? m_model->id(current.row()) : QString();
    if (!id.isEmpty() && current.row() != previous.row()) {
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
    const int page = qMax(1, viewport()->height() / m_metrics.rowHeight - 1);
    const int now = currentIndex().isValid() ? currentIndex().row() : -1;
    int row = now;
    switch (action) {
    case MoveUp:
    case MovePrevious:
    case MoveLeft: row = now - 1; break;
    case MoveDown:
    case MoveNext:
    case MoveRight: row = now + 1; break;
    case MovePageUp: row = now - page; break;
    case MovePageDown: row = now + page; break;
    case MoveHome: row = 0; break;
    case MoveEnd: row = rows - 1; break;
    }
    return m_model->index(qBound(0, row, rows - 1), RevisionModel::LaneColumn);
}

void RevisionView::setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command)
{
    const int row = rowAt(qMax(0, rect.top()));
    if (row < 0)
        return;
    const QModelIndex index = m_model->index(row, RevisionModel::LaneColumn);
    selectionModel()->select(index, command | QItemSelectionModel::Rows);
}

QRegion RevisionView::visualRegionForSelection(const QItemSelection &selection) const
{
    QRegion region;
    for (const QItemSelectionRange &range : selection)
        region += QRect(0, topOfRow(range.top()), viewport()->width(), range.height() * m_metrics.rowHeight);
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
    if (index.isValid())
        emit menuRequested(m_model->id(index.row()), position);
}

void RevisionView::focusInEvent(QFocusEvent *event)
{
    QAbstractItemView::focusInEvent(event);
    updateRow(currentIndex().row());
}

void RevisionView::focusOutEvent(QFocusEvent *event)
{
    QAbstractItemView::focusOutEvent(event);
    updateRow(currentIndex().row());
}

void RevisionView::setHoveredRow(int row)
{
    if (row == m_hoveredRow)
        return;
    updateRow(m_hoveredRow);
    m_hoveredRow = row;
    updateRow(m_hoveredRow);
}

void RevisionView::updateRow(int row)
{
    if (row >= 0)
        viewport()->update(0, topOfRow(row), viewport()->width(), m_metrics.rowHeight);
}

// --- painting ------------------------------------------------------------------------------------------------------

QColor RevisionView::laneColour(int number) const
{
    // Three steps through eight colours reach all of them, and keep a side line apart from the other databases'.
    return Theme::current().branch(m_number + 3 * number);
}

void RevisionView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect dirty = event->region().boundingRect();
    const int rows = m_model ? m_model->rowCount() : 0;
    const int first = qMax(0, (dirty.top() + verticalOffset()) / m_metrics.rowHeight);
    int row = first;
    for (; row < rows; ++row) {
        const QRect rect(0, topOfRow(row), viewport()->width(), m_metrics.rowHeight);
        if (rect.top() > dirty.bottom())
            return;
        if (event->region().intersects(rect))
            paintRow(painter, row, rect);
    }
    const int end = topOfRow(row);
    painter.fillRect(QRect(0, end, viewport()->width(), qMax(0, viewport()->height() - end)),
                     Theme::current()[ColourRole::Base]);
}

void RevisionView::paintRow(QPainter &painter, int row, const QRect &rect)
{
    const Theme &theme = Theme::current();
    const bool selected = currentIndex().row() == row;
    const ColourRole fill = selected ? ColourRole::Selection
                                     : row == m_hoveredRow ? ColourRole::Hover : ColourRole::Base;
    painter.fillRect(rect, theme[fill]);
    if (selected && hasFocus())
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme[ColourRole::Accent]);

    if (const int graphRow = m_model->graphRow(row); graphRow >= 0 && !m_model->isFiltered())
        paintLanes(painter, graphRow, rect);
    paintNode(painter, row, rect);

    const RowText *text = textOf(row);
    const NodeStates states = m_model->states(row);
    const QFontMetrics metrics(m_metrics.text);
    const int baseline = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();

    painter.setFont(m_metrics.code);
    painter.setPen(theme[ColourRole::Muted]);
    painter.drawStaticText(QPointF(m_metrics.idLeft, baseline - QFontMetrics(m_metrics.code).ascent()), text->id);

    painter.setFont(m_metrics.text);
    const int textTop = baseline - metrics.ascent();
    const int dateLeft = m_metrics.right - text->dateWidth;
    painter.drawStaticText(QPointF(dateLeft, textTop), text->date);

    const bool stepsBack = states.testFlag(NodeState::Pending) && !states.testFlag(NodeState::Running);
    painter.setPen(theme[states.testFlag(NodeState::Unknown) ? ColourRole::Failed
                         : stepsBack                         ? ColourRole::Muted
                                                             : ColourRole::Text]);
    painter.drawStaticText(QPointF(m_metrics.messageLeft, textTop), text->message);

    const int badgesLeft = m_metrics.messageLeft + qRound(text->message.size().width()) + spacing::small;
    paintBadges(painter, row, badgesLeft, dateLeft - spacing::small, rect, false);

    const int lineRow = m_model->currentLineRow();
    if (lineRow == row)
        paintCurrentLine(painter, rect.top());
    else if (lineRow == row + 1 && lineRow == m_model->rowCount())
        paintCurrentLine(painter, rect.bottom());
}

RevisionView::RowText *RevisionView::textOf(int row)
{
    if (RowText *cached = m_texts.object(row))
        return cached;
    const QFontMetrics metrics(m_metrics.text);
    const QFontMetrics code(m_metrics.code);
    auto text = std::make_unique<RowText>();
    const auto prepare = [](QStaticText &target, const QString &value, const QFont &font) {
        target.setTextFormat(Qt::PlainText);
        target.setPerformanceHint(QStaticText::AggressiveCaching);
        target.setText(value);
        target.prepare({}, font);
    };
    prepare(text->id, code.elidedText(m_model->id(row), Qt::ElideRight, m_metrics.idWidth), m_metrics.code);
    const QString date = m_model->date(row);
    text->dateWidth = metrics.horizontalAdvance(date);
    prepare(text->date, date, m_metrics.text);

    const int dateLeft = m_metrics.right - text->dateWidth;
    QPainter none;
    const int badges = paintBadges(none, row, m_metrics.messageLeft, dateLeft - spacing::small, {}, true);
    const int room = dateLeft - spacing::medium - m_metrics.messageLeft - (badges > 0 ? badges + spacing::small : 0);
    text->whole = m_model->message(row);
    prepare(text->message, metrics.elidedText(text->whole, Qt::ElideRight, qMax(0, room)), m_metrics.text);

    RowText *result = text.get();
    m_texts.insert(row, text.release());
    return result;
}

int RevisionView::paintBadges(QPainter &painter, int row, int left, int right, const QRect &rect, bool dryRun)
{
    std::vector<Badge> badges = stateBadges(m_model->states(row), Theme::current());
    for (const QString &label : m_model->labels(row))
        badges.push_back({label, {}, Badge::Look::Quiet});

    const auto widthOf = [this](const Badge &badge) {
        return qRound(badgePixmap(badge).deviceIndependentSize().width());
    };
    // The message keeps a readable rest: what matters least gives way, from the end.
    const int smallestMessage = dryRun ? qMin(QFontMetrics(m_metrics.text).averageCharWidth() * 14, (right - left) / 2) : 0;
    int used = 0;
    for (const Badge &badge : badges) {
        const int width = widthOf(badge) + (used > 0 ? spacing::tiny + 2 : 0);
        if (left + smallestMessage + used + width > right)
            break;
        if (!dryRun) {
            const QPixmap &pixmap = badgePixmap(badge);
            const int x = left + used + (used > 0 ? spacing::tiny + 2 : 0);
            const int y = rect.top() + (rect.height() - qRound(pixmap.deviceIndependentSize().height())) / 2;
            painter.drawPixmap(x, y, pixmap);
        }
        used += width;
    }
    return used;
}

const QPixmap &RevisionView::badgePixmap(const Badge &badge)
{
    const qreal ratio = devicePixelRatioF();
    const QString key = badge.text + QLatin1Char('\n') + badge.colour.name() + QString::number(static_cast<int>(badge.look))
                        + QString::number(ratio);
    auto found = m_badges.find(key);
    if (found == m_badges.end()) {
        const BadgePainter badges(m_metrics.text);
        const QSize size = badges.sizeOf(badge.text);
        QPixmap pixmap(size * ratio);
        pixmap.setDevicePixelRatio(ratio);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        badges.paint(painter, QRect(QPoint(), size), badge, Theme::current());
        painter.end();
        found = m_badges.insert(key, pixmap);
    }
    return found.value();
}

void RevisionView::paintLanes(QPainter &painter, int graphRow, const QRect &rect) const
{
    const revision::LaneLayout &layout = m_model->graph().layout();
    const int nodeX = laneX(layout.laneOf(graphRow));
    const qreal middle = rect.top() + rect.height() / 2.0;
    const qreal top = rect.top();
    const qreal bottom = rect.top() + rect.height();
    const int clip = m_metrics.idLeft - spacing::tiny;

    for (const revision::LaneLayout::Segment &segment : layout.segmentsOf(graphRow)) {
        const QColor colour = laneColour(segment.colour);
        const qreal fromX = segment.from < 0 ? nodeX : laneX(segment.from);
        const qreal fromY = segment.from < 0 ? middle : top;
        const qreal toX = segment.to < 0 ? nodeX : laneX(segment.to);
        const qreal toY = segment.to < 0 ? middle : bottom;
        if (fromX > clip || toX > clip)
            continue;
        if (fromX == toX && !segment.dependency) {
            // Whole pixels, no anti-aliasing: the common case, and the fast one.
            painter.fillRect(QRectF(fromX - strokeWidth / 2, fromY, strokeWidth, toY - fromY), colour);
            continue;
        }
        painter.setRenderHint(QPainter::Antialiasing);
        QPen pen(colour, segment.dependency ? 1.4 : strokeWidth, Qt::SolidLine, Qt::FlatCap);
        if (segment.dependency)
            pen.setDashPattern({2.5, 2.0});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        QPainterPath path(QPointF(fromX, fromY));
        const qreal reach = (toY - fromY) * 0.6;
        path.cubicTo(fromX, fromY + reach, toX, toY - reach, toX, toY);
        painter.drawPath(path);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }
}

void RevisionView::paintNode(QPainter &painter, int row, const QRect &rect) const
{
    const Theme &theme = Theme::current();
    const NodeStates states = m_model->states(row);
    const int graphRow = m_model->graphRow(row);
    const revision::LaneLayout &layout = m_model->graph().layout();
    const int lane = graphRow < 0 || m_model->isFiltered() ? 0 : layout.laneOf(graphRow);
    const QPointF centre(qMin(laneX(lane), m_metrics.idLeft - spacing::medium), rect.top() + rect.height() / 2.0);
    const bool selected = currentIndex().row() == row;
    const QColor ground = theme[selected ? ColourRole::Selection : row == m_hoveredRow ? ColourRole::Hover : ColourRole::Base];
    QColor colour = graphRow < 0 ? theme[ColourRole::Failed] : laneColour(layout.colourOf(graphRow));
    if (states.testFlag(NodeState::Failed))
        colour = theme[ColourRole::Failed];

    painter.setRenderHint(QPainter::Antialiasing);
    if (states.testFlag(NodeState::Current) || states.testFlag(NodeState::Running)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawEllipse(centre, nodeRadius + 3.5, nodeRadius + 3.5);
        QPen ring(states.testFlag(NodeState::Running) ? theme[ColourRole::Accent] : colour, 1.6);
        if (states.testFlag(NodeState::Running))
            ring.setDashPattern({3, 2});
        painter.setPen(ring);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(centre, nodeRadius + 2.5, nodeRadius + 2.5);
    }
    const bool filled = states.testFlag(NodeState::Applied) || states.testFlag(NodeState::Failed);
    painter.setPen(QPen(colour, strokeWidth));
    painter.setBrush(filled ? colour : ground);
    if (states.testFlag(NodeState::Unknown)) {
        const qreal r = nodeRadius + 1;
        painter.drawPolygon(QPolygonF{centre + QPointF(0, -r), centre + QPointF(r, 0), centre + QPointF(0, r),
                                      centre + QPointF(-r, 0)});
    } else {
        painter.drawEllipse(centre, nodeRadius - 0.5, nodeRadius - 0.5);
    }
    if (states.testFlag(NodeState::PartlyApplied)) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawPie(QRectF(centre - QPointF(3.5, 3.5), QSizeF(7, 7)), 0, 180 * 16);
    } else if (states.testFlag(NodeState::Failed)) {
        painter.setPen(QPen(inkOn(colour), 1.4));
        painter.drawLine(centre - QPointF(2, 2), centre + QPointF(2, 2));
        painter.drawLine(centre + QPointF(-2, 2), centre + QPointF(2, -2));
    } else if (states.testFlag(NodeState::Planned) && !filled) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(centre, 1.8, 1.8);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void RevisionView::paintCurrentLine(QPainter &painter, int y) const
{
    QPen pen(laneColour(0), 1);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawLine(0, y, viewport()->width(), y);
}

} // namespace retort::ui
