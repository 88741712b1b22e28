// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/revisionchoicedelegate.h"

#include "ui/plan/revisionchoices.h"
#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

namespace retort::ui {

namespace {

void paintTick(QPainter *painter, const QStyleOptionViewItem &option, const QRect &area, bool on)
{
    QStyleOptionButton box;
    box.rect = area;
    box.palette = option.palette;
    box.state = QStyle::State_Enabled | (on ? QStyle::State_On : QStyle::State_Off);
    option.widget->style()->drawPrimitive(QStyle::PE_IndicatorCheckBox, &box, painter, option.widget);
}

/// The message, shortened so that its badges keep their place behind it.
void paintMessage(QPainter &painter, QRect line, const QStyleOptionViewItem &option, const QString &text,
                  const std::vector<Badge> &marks)
{
    const BadgePainter badges(option.font);
    int badgesWidth = 0;
    for (const Badge &mark : marks)
        badgesWidth += badges.sizeOf(mark.text).width() + spacing::tiny;
    painter.setFont(option.font);
    const QString shown =
        option.fontMetrics.elidedText(text, Qt::ElideRight, line.width() - badgesWidth - spacing::small);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, shown);
    line.setLeft(line.left() + option.fontMetrics.horizontalAdvance(shown) + spacing::small);
    for (const Badge &mark : marks)
        line.setLeft(line.left() + badges.paint(painter, line, mark, Theme::current()) + spacing::tiny);
}

} // namespace

void RevisionChoiceDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme[selected ? ColourRole::Selection : ColourRole::Hover]);
    QRect line = option.rect.adjusted(spacing::panelMargin, 0, -spacing::panelMargin, 0);
    if (const QVariant tick = index.data(Qt::CheckStateRole); tick.isValid()) {
        const int side = option.widget->style()->pixelMetric(QStyle::PM_IndicatorWidth, nullptr, option.widget);
        paintTick(painter, option, QRect(line.left(), line.center().y() - side / 2, side, side),
                  tick.toInt() == Qt::Checked);
        line.setLeft(line.left() + side + spacing::small);
    }
    const QFont mono = fonts::monospace(option.font);
    const QString id = index.data(RevisionChoices::IdRole).toString();
    painter->setFont(mono);
    painter->setPen(theme[ColourRole::Text]);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, id);
    line.setLeft(line.left() + QFontMetrics(mono).horizontalAdvance(id) + spacing::small);

    std::vector<Badge> marks;
    if (index.data(RevisionChoices::IsCurrentRole).toBool())
        marks.push_back({tr("current"), theme[ColourRole::Accent], Badge::Look::Filled});
    if (index.data(RevisionChoices::IsHeadRole).toBool())
        marks.push_back({tr("head"), theme[ColourRole::Applied], Badge::Look::Outlined});
    paintMessage(*painter, line, option, index.data(RevisionChoices::MessageRole).toString(), marks);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        option.widget->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

QSize RevisionChoiceDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {240, QFontMetrics(option.font).height() + 2 * spacing::rowPadding};
}

bool RevisionChoiceDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &,
                                         const QModelIndex &index)
{
    if (!index.flags().testFlag(Qt::ItemIsUserCheckable))
        return false;
    const bool clicked =
        event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton;
    const bool typed = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space;
    if (!clicked && !typed)
        return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

} // namespace retort::ui
