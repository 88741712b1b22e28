// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relationtreedelegate.h"

#include "ui/inspector/inspectorwords.h"
#include "ui/inspector/relationtreemodel.h"
#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace retort::ui {

namespace {

using Level = RelationTreeModel::Level;

ColourRole inkOf(const QModelIndex &index, Change change)
{
    if (index.data(RelationTreeModel::LevelRole).value<Level>() == Level::Relation) {
        switch (change) {
        case Change::Added: return ColourRole::Added;
        case Change::Removed: return ColourRole::Removed;
        case Change::Altered: return ColourRole::Changed;
        case Change::None: break;
        }
        if (index.data(RelationTreeModel::IsOursRole).toBool())
            return ColourRole::Muted;
    }
    return ColourRole::Text;
}

QString figuresOf(const QModelIndex &index)
{
    const QVariant count = index.data(RelationTreeModel::CountRole);
    return count.isValid() ? QString::number(count.toInt()) : index.data(RelationTreeModel::FiguresRole).toString();
}

} // namespace

void RelationTreeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto change = static_cast<Change>(index.data(RelationTreeModel::ChangeRole).toInt());
    const auto level = index.data(RelationTreeModel::LevelRole).value<Level>();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme[selected ? ColourRole::Selection : ColourRole::Hover]);
    QRect area = option.rect.adjusted(spacing::tiny, 0, -spacing::panelMargin, 0);

    const QString figures = figuresOf(index);
    painter->setFont(fonts::small(option.font));
    painter->setPen(theme[ColourRole::Muted]);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, figures);
    area.setRight(area.right() - painter->fontMetrics().horizontalAdvance(figures) - spacing::small);

    const bool marked = level == Level::Relation && change != Change::None;
    QFont font = level == Level::Schema || marked ? fonts::strong(option.font) : option.font;
    font.setStrikeOut(marked && change == Change::Removed);
    QString text = index.data().toString();
    painter->setPen(theme[inkOf(index, change)]);
    if (marked) {
        const QString sign = words::changeSign(change) + QLatin1Char(' ');
        painter->setFont(fonts::strong(option.font));
        painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, sign);
        area.setLeft(area.left() + painter->fontMetrics().horizontalAdvance(sign));
    } else if (level == Level::Kind && change != Change::None)
        text += QStringLiteral(" ~");
    const QFontMetrics metrics(font);
    text = metrics.elidedText(text, Qt::ElideRight, area.width());
    painter->setFont(font);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter, text);
    if (marked) {
        const BadgePainter badges(option.font);
        area.setLeft(area.left() + metrics.horizontalAdvance(text) + spacing::small);
        const Badge word{words::change(change), theme[inkOf(index, change)], Badge::Look::Outlined};
        if (badges.sizeOf(word.text).width() <= area.width())
            badges.paint(*painter, area, word, theme);
    }
    painter->restore();
}

QSize RelationTreeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics metrics(fonts::strong(option.font));
    return {metrics.horizontalAdvance(index.data().toString()) + 60, metrics.height() + spacing::small};
}

} // namespace retort::ui
