// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/graph/revisionmodel.h"
#include "ui/graph/rowpainter.h"

#include <QAbstractItemView>

namespace retort::ui
{

/// Paints a RevisionModel: one row a revision, lanes and nodes in the first column.
///
/// Only rows that have become visible are painted (scrolling moves the pixels that are there), from the model's flat
/// arrays, with cached text layouts; so a frame costs the same for ten revisions and for 100,000. Model, selection,
/// keyboard and accessibility are those of QAbstractItemView.
///
/// Up, Down, Page Up, Page Down, Home and End go by rows; Left and Right along the line: to the revision that revises
/// this one, and to the one that it revises. A fold is unfolded by a click, by Return and by Right; Left folds the run
/// that the revision stands in. The rows that a step to the row under the pointer (else to the selected
/// one, while the view has the focus) would change carry a triangle, up or down.
class RevisionView : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit RevisionView(QWidget *parent = nullptr);

    void setRevisionModel(RevisionModel *model);
    /// The database's place in the project: the colour of its first line of development.
    void setDatabaseNumber(int number);

    QString selectedId() const;
    /// Selects and scrolls to the revision, which is unfolded. False when it is not shown.
    bool selectRevision(const QString &id);
    /// Selects the first revision of what was folded there; the run's fold.
    void unfold(int row);
    void foldAround(int row);

    int rowHeight() const { return metrics().rowHeight; }
    const RowMetrics &metrics() const { return m_rows.metrics(); }
    /// The words of the badges that the row has room for, in order.
    QStringList shownBadges(int row) { return m_rows.shownBadges(row); }
    /// The rows in view that a step to the row under the pointer, or the selected one, would change.
    std::vector<int> wayRows() const;
    /// 1: the application's text size. Ctrl and the wheel change it.
    double textScale() const { return m_textScale; }
    void setTextScale(double scale);
    static constexpr double smallestTextScale = 0.3; ///< an overview without text, see RowMetrics
    static constexpr double largestTextScale = 2.5;

    QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint &point) const override;
    void setModel(QAbstractItemModel *model) override;
    void reset() override;
    /// Letters go to the filter, not to a search of the view's own.
    void keyboardSearch(const QString &text) override;
    QSize sizeHint() const override;

signals:
    void selectedIdChanged(const QString &id);
    void textScaleChanged(double scale);
    void typed(const QString &text);
    /// The context menu was asked for; `globalPosition` by mouse or, from the keyboard, below the row.
    void menuRequested(const QString &id, const QPoint &globalPosition);
    void foldMenuRequested(int row, const QPoint &globalPosition);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex &) const override { return false; }
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index, const QEvent *event) const override;
    QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void updateGeometries() override;
    void scrollContentsBy(int dx, int dy) override;
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles) override;

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void computeMetrics();
    int topOfRow(int row) const;
    int rowAt(int y) const;
    int lastVisibleRow() const;
    void setHoveredRow(int row);
    void updateRow(int row);
    void updateWay();
    void findWay(int target, int first, int last);
    int alongTheLine(int row, bool isOlder) const;
    void takeSelection();
    void showOtherRows();
    void rememberAnchor();
    void restoreAnchor();
    void restorePlace();
    void paintCurrentLine(QPainter &painter, int y) const;

    RevisionModel *m_model = nullptr;
    RowPainter m_rows;
    int m_number = 0;
    double m_textScale = 1.0;
    int m_hoveredRow = -1;
    int m_wayFirst = 0; ///< the row that the first element of m_way stands for
    std::vector<bool> m_way;
    revision::Direction m_wayDirection = revision::Direction::Upgrade;

    QString m_anchorId; ///< first visible row and the selected one, over a model reset
    int m_anchorOffset = 0;
    QString m_selectedPlace;
    QString m_selectedId; ///< as last announced

    int m_pressedFold = -1;
    bool m_hasUnfoldedByClick = false; ///< a second click there is none on what has come to light
};

} // namespace retort::ui
