// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factview.h"

#include "ui/inspector/factdelegate.h"
#include "ui/inspector/factmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace retort::ui {

namespace {

constexpr int leastColumn = 90;
/// Enough to judge a column's width by.
constexpr int measuredRows = 200;

/// Headings that stand exactly above their cells' text.
class FactHeader : public QHeaderView
{
public:
    explicit FactHeader(QWidget *parent)
        : QHeaderView(Qt::Horizontal, parent)
    {
        setSectionsClickable(false);
        setHighlightSections(false);
        setMinimumSectionSize(30);
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        const Theme &theme = Theme::current();
        painter->fillRect(rect, theme[ColourRole::Base]);
        painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme[ColourRole::Hairline]);
        painter->setPen(theme[ColourRole::Muted]);
        const QRect area = rect.adjusted(FactDelegate::leftPadding(section), 0, -FactDelegate::rightPadding, 0);
        const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(text, Qt::ElideRight, area.width()));
    }
    QSize sectionSizeFromContents(int section) const override
    {
        const QString text = model()->headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
        return {fontMetrics().horizontalAdvance(text) + FactDelegate::leftPadding(section) + FactDelegate::rightPadding
                    + 1,
                fontMetrics().height() + spacing::medium};
    }
};

/// The width that no column may exceed for all to fit: what narrow ones don't need, the wide ones share evenly.
int widestThatFits(std::vector<int> widths, int whole)
{
    std::sort(widths.begin(), widths.end());
    int left = whole;
    int columns = static_cast<int>(widths.size());
    for (const int width : widths) {
        if (width > left / columns)
            break;
        left -= width;
        if (--columns == 0)
            return width;
    }
    return left / columns;
}

} // namespace

FactView::FactView(const char *objectName, const QString &accessibleName, QWidget *parent)
    : QTableView(parent)
    , m_facts(new FactModel(this))
    , m_delegate(new FactDelegate(this))
{
    name(this, objectName, accessibleName);
    setModel(m_facts);
    setItemDelegate(m_delegate);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(10);
    setHorizontalHeader(new FactHeader(this));
    connect(this, &QAbstractItemView::clicked, this, &FactView::follow);
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex &index) {
        const int column = m_facts->table().facts[static_cast<std::size_t>(index.row())].linkColumn;
        if (column >= 0)
            follow(index.siblingAtColumn(column));
    });
}

void FactView::setTable(FactTable table)
{
    m_facts->setTable(std::move(table));
    arrange();
    updateGeometry();
}

void FactView::setEmbedded(bool withHeadings)
{
    m_isEmbedded = true;
    horizontalHeader()->setVisible(withHeadings);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    updateGeometry();
}

QSize FactView::sizeHint() const
{
    if (!m_isEmbedded)
        return QTableView::sizeHint();
    const int header = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sizeHint().height();
    return {300, header + verticalHeader()->length() + 2 * frameWidth()};
}

QSize FactView::minimumSizeHint() const
{
    return m_isEmbedded ? QSize(120, sizeHint().height()) : QSize(120, 60);
}

/// Columns as wide as they need, within bounds; the stretched one takes the rest; rows as high as they wrap.
void FactView::arrange()
{
    const FactTable &table = m_facts->table();
    if (m_isArranging || table.headers.isEmpty())
        return;
    m_isArranging = true;
    const std::vector<int> widths = columnWidths(viewport()->width());
    for (std::size_t column = 0; column < widths.size(); ++column)
        setColumnWidth(static_cast<int>(column), widths[column]);
    if (table.isLong && m_facts->rowCount() > 0) {
        verticalHeader()->setDefaultSectionSize(heightOf(0));
    } else {
        for (int row = 0; row < m_facts->rowCount(); ++row)
            setRowHeight(row, heightOf(row));
    }
    m_isArranging = false;
}

std::vector<int> FactView::columnWidths(int whole) const
{
    const FactTable &table = m_facts->table();
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    std::vector<int> natural;
    int sum = 0;
    for (int column = 0; column < m_facts->columnCount(); ++column) {
        int wanted = horizontalHeader()->isHidden() ? 0 : horizontalHeader()->sectionSizeHint(column);
        for (int row = 0; row < qMin(m_facts->rowCount(), measuredRows); ++row)
            wanted = qMax(wanted, m_delegate->sizeHint(option, m_facts->index(row, column)).width());
        natural.push_back(wanted);
        sum += wanted;
    }
    const auto stretched = static_cast<std::size_t>(table.stretched);
    if (sum > whole && !table.isLong) { // not all of it fits: the widest give way, and wrap
        const int most = qMax(leastColumn, widestThatFits(natural, whole));
        for (int &width : natural)
            width = qMin(width, most);
        sum = std::accumulate(natural.begin(), natural.end(), 0);
    }
    natural[stretched] = qMax(leastColumn, natural[stretched] + whole - sum);
    return natural;
}

int FactView::heightOf(int row) const
{
    int height = 0;
    for (int column = 0; column < m_facts->columnCount(); ++column)
        height = qMax(height, m_delegate->heightFor(font(), m_facts->index(row, column), columnWidth(column)));
    return height;
}

void FactView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        arrange();
        updateGeometry();
    }
}

void FactView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_facts)
        arrange();
}

void FactView::follow(const QModelIndex &index)
{
    const QVariant link = index.data(FactModel::LinkRole);
    const bool isGone = static_cast<Change>(index.data(FactModel::ChangeRole).toInt()) == Change::Removed;
    if (link.isValid() && !isGone)
        emit relationActivated(link.value<catalog::RelationName>());
}

void FactView::copyCell()
{
    const QModelIndex index = currentIndex();
    if (!index.isValid())
        return;
    const FactCell &cell =
        m_facts->table().facts[static_cast<std::size_t>(index.row())].cells[static_cast<std::size_t>(index.column())];
    QGuiApplication::clipboard()->setText(cellText(cell));
}

/// A line a row.
void FactView::copyColumn()
{
    QStringList cells;
    for (const Fact &fact : m_facts->table().facts)
        cells << cellText(fact.cells[static_cast<std::size_t>(currentIndex().column())]);
    QGuiApplication::clipboard()->setText(cells.join(QLatin1Char('\n')));
}

void FactView::copyPage(bool asMarkdown)
{
    QGuiApplication::clipboard()->setText(asMarkdown ? ui::asMarkdown(m_facts->table()) : asText(m_facts->table()));
}

void FactView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copyCell();
        return;
    }
    if (event->key() == Qt::Key_C && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        copyPage(true);
        return;
    }
    QTableView::keyPressEvent(event);
}

void FactView::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("factMenu"));
    QAction *cell = menu.addAction(icon(Icon::Copy), tr("Copy cell"), this, [this] { copyCell(); });
    QAction *column = menu.addAction(tr("Copy column"), this, [this] { copyColumn(); });
    for (QAction *action : {cell, column})
        action->setEnabled(currentIndex().isValid());
    menu.addAction(tr("Copy page as text"), this, [this] { copyPage(false); });
    menu.addAction(tr("Copy page as Markdown"), this, [this] { copyPage(true); });
    const QString row = currentIndex().isValid()
        ? m_facts->table().facts[static_cast<std::size_t>(currentIndex().row())].sql
        : QString();
    const QString page = asSql(m_facts->table());
    QAction *rowSql = menu.addAction(tr("Copy row as SQL"), this,
                                     [row] { QGuiApplication::clipboard()->setText(row + QLatin1Char(';')); });
    rowSql->setEnabled(!row.isEmpty());
    QAction *pageSql =
        menu.addAction(tr("Copy page as SQL"), this, [page] { QGuiApplication::clipboard()->setText(page); });
    pageSql->setEnabled(!page.isEmpty());
    menu.exec(event->globalPos());
}

void FactView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    const bool leads = indexAt(event->pos()).data(FactModel::LinkRole).isValid();
    viewport()->setCursor(leads ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

} // namespace retort::ui
