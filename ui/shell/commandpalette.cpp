// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/commandpalette.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QApplication>
#include <QKeyEvent>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace retort::ui
{

namespace
{

constexpr int shownEntries = 12;
constexpr int widestField = 420;
constexpr int listWidth = 620;

bool isCopyKey(const QKeyEvent &event)
{
    return event.key() == Qt::Key_C && event.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
}

/// Text on the left, command line and shortcut on the right.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {100, option.fontMetrics.height() + 2 * (spacing::rowPadding + 1)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        const bool enabled = index.flags().testFlag(Qt::ItemIsEnabled);
        painter->save();
        painter->fillRect(
            option.rect,
            theme[option.state.testFlag(QStyle::State_Selected) ? ColourRole::Selection : ColourRole::Base]);
        QRect area = option.rect.adjusted(spacing::medium, 0, -spacing::medium, 0);
        const QString shortcut = index.data(PaletteModel::ShortcutRole).toString();
        painter->setFont(option.font);
        painter->setPen(theme[ColourRole::Muted]);
        if (!shortcut.isEmpty()) {
            painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, shortcut);
            area.setRight(area.right() - option.fontMetrics.horizontalAdvance(shortcut) - spacing::large);
        }
        const QString text = index.data().toString();
        const int textWidth = qMin(option.fontMetrics.horizontalAdvance(text), area.width());
        painter->setPen(enabled ? theme[ColourRole::Text] : option.palette.color(QPalette::Disabled, QPalette::Text));
        painter->drawText(area, Qt::AlignVCenter | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(text, Qt::ElideRight, area.width()));
        area.setLeft(area.left() + textWidth + spacing::large);
        const QFont code = fonts::monospace(option.font);
        painter->setFont(code);
        painter->setPen(theme[ColourRole::Muted]);
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                          QFontMetrics(code).elidedText(index.data(PaletteModel::CommandRole).toString(),
                                                        Qt::ElideRight, area.width()));
        painter->restore();
    }
};

} // namespace

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &entry = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.text;
    case CommandRole:
        return entry.command;
    case ShortcutRole:
        return entry.shortcut;
    case Qt::AccessibleTextRole:
        return entry.command.isEmpty() ? entry.text : entry.text + QLatin1String(", ") + entry.command;
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() && !at(index.row()).isEnabled ? flags & ~Qt::ItemIsEnabled : flags;
}

CommandPalette::CommandPalette(QWidget *parent)
    : QLineEdit(parent)
    , m_model(new PaletteModel(this))
    , m_list(new QListView(this))
{
    name(this, "commandPalette", tr("Command palette"));
    setPlaceholderText(tr("Command palette   Ctrl+K"));
    setMaximumWidth(widestField);
    setMinimumWidth(160);
    addAction(icon(Icon::Search, ColourRole::Muted), QLineEdit::LeadingPosition);

    name(m_list, "paletteList", tr("Commands"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFrameShape(QFrame::Box);
    m_list->hide();
    connect(this, &QLineEdit::textEdited, this, &CommandPalette::refresh);
    connect(m_list, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) { choose(index.row()); });
}

bool CommandPalette::isListVisible() const
{
    return m_list->isVisible();
}

void CommandPalette::open()
{
    if (!hasFocus())
        m_before = QApplication::focusWidget();
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    refresh();
}

void CommandPalette::refresh()
{
    if (!m_provider)
        return;
    m_model->setEntries(m_provider(text()));
    if (m_model->rowCount() == 0) {
        m_list->hide();
        return;
    }
    placeList();
    moveTo(enabledRow(0, 1));
}

void CommandPalette::placeList()
{
    QWidget *frame = window();
    if (m_list->parentWidget() != frame) {
        m_list->setParent(frame);
        frame->installEventFilter(this);
    }
    const int rows = qMin(shownEntries, m_model->rowCount());
    const int rowHeight = m_list->sizeHintForRow(0);
    const int width = qMin(listWidth, frame->width() - 2 * spacing::large);
    const QPoint below = mapTo(frame, QPoint((this->width() - width) / 2, height() + spacing::tiny));
    const int left = qBound(spacing::small, below.x(), frame->width() - width - spacing::small);
    m_list->setGeometry(left, below.y(), width, rows * rowHeight + 2);
    m_list->show();
    m_list->raise();
}

void CommandPalette::closeList()
{
    m_list->hide();
    clear();
}

void CommandPalette::moveTo(int row)
{
    const QModelIndex index = m_model->index(row);
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    m_list->scrollTo(index);
}

/// The first row from here on, in the step's direction and round the ends, that can be chosen; −1 when none can.
int CommandPalette::enabledRow(int row, int step) const
{
    const int rows = m_model->rowCount();
    for (int tried = 0; tried < rows; ++tried, row += step) {
        row = (row + rows) % rows;
        if (m_model->at(row).isEnabled)
            return row;
    }
    return -1;
}

/// False when the key does not move.
bool CommandPalette::moveByKey(int key)
{
    const int row = m_list->currentIndex().row();
    const int last = m_model->rowCount() - 1;
    switch (key) {
    case Qt::Key_Down:
        moveTo(enabledRow(row + 1, 1));
        return true;
    case Qt::Key_Up:
        moveTo(enabledRow(row < 0 ? last : row - 1, -1));
        return true;
    case Qt::Key_PageDown:
        moveTo(enabledRow(qMin(last, row + shownEntries), -1));
        return true;
    case Qt::Key_PageUp:
        moveTo(enabledRow(qMax(0, row - shownEntries), 1));
        return true;
    default:
        return false;
    }
}

void CommandPalette::choose(int row)
{
    if (row < 0 || row >= m_model->rowCount() || !m_model->at(row).isEnabled)
        return;
    const std::function<void()> run = m_model->at(row).run;
    closeList();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
    else
        clearFocus();
    if (run)
        run();
}

void CommandPalette::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    const bool isMove = key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_PageDown || key == Qt::Key_PageUp;
    const bool isReturn = key == Qt::Key_Return || key == Qt::Key_Enter;
    // What can't be seen is not chosen: the first key only shows it.
    if (!isListVisible() && (isMove || isReturn)) {
        refresh();
        return;
    }
    if (moveByKey(key))
        return;
    const int row = m_list->currentIndex().row();
    if (isReturn) {
        choose(row);
        return;
    }
    if (key == Qt::Key_Escape) {
        closeList();
        if (m_before)
            m_before->setFocus(Qt::OtherFocusReason);
        else
            clearFocus();
        return;
    }
    if (isCopyKey(*event) && row >= 0) {
        if (!m_model->at(row).command.isEmpty())
            emit copyRequested(m_model->at(row).command);
        return;
    }
    QLineEdit::keyPressEvent(event);
}

bool CommandPalette::event(QEvent *event)
{
    // The window has an action on the same keys; while entries are offered, they mean these.
    if (event->type() == QEvent::ShortcutOverride && isListVisible() && isCopyKey(*static_cast<QKeyEvent *>(event)))
        event->accept();
    return QLineEdit::event(event);
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == window() && event->type() == QEvent::Resize && isListVisible())
        placeList();
    return QLineEdit::eventFilter(watched, event);
}

void CommandPalette::focusInEvent(QFocusEvent *event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() == Qt::MouseFocusReason || event->reason() == Qt::TabFocusReason)
        refresh();
}

void CommandPalette::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        m_list->hide();
}

} // namespace retort::ui
