// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectiondelegate.h"

#include "ui/connections/connectionmodel.h"
#include "ui/theme/badge.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QPainter>

namespace retort::ui
{

namespace
{

constexpr int lineCount = 3;
constexpr int lineGap = 3;
constexpr int barWidth = 3;

int lineHeight(const QStyleOptionViewItem &option)
{
    return option.fontMetrics.height() + lineGap;
}

} // namespace

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, lineCount * lineHeight(option) - lineGap + 2 * (spacing::small + 1)};
}

void ConnectionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto *model = static_cast<const ConnectionModel *>(index.model());
    const session::DatabaseState &state = model->at(index.row());
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected)
        painter->fillRect(option.rect, theme[ColourRole::Selection]);
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme[ColourRole::Hover]);

    if (selected && option.state.testFlag(QStyle::State_HasFocus))
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()),
                          theme[ColourRole::Accent]);

    const QRect inner =
        option.rect.adjusted(spacing::panelMargin, spacing::small + 1, -spacing::small, -spacing::small - 1);
    painter->fillRect(QRect(inner.left(), inner.top(), barWidth, inner.height()), theme.branch(index.row()));

    QRect line(inner.left() + barWidth + spacing::small + 2, inner.top(), 0, option.fontMetrics.height());
    line.setRight(inner.right());
    const auto draw = [&](const QString &text, const QColor &colour, const QFont &font, int left) {
        painter->setFont(font);
        painter->setPen(colour);
        const QFontMetrics metrics(font);
        const QString shown = metrics.elidedText(text, Qt::ElideRight, line.right() - left);
        painter->drawText(QRect(left, line.top(), line.right() - left, line.height()),
                          Qt::AlignVCenter | Qt::TextSingleLine, shown);
        return left + metrics.horizontalAdvance(shown);
    };

    const BadgePainter badges(option.font);
    const Badge tier{tierWord(state.tier), theme.tier(state.tier)};
    const int badgeWidth = badges.sizeOf(tier.text).width();
    line.setRight(inner.right() - badgeWidth - spacing::tiny);
    const int nameEnd =
        draw(QString::fromStdString(state.name), theme[ColourRole::Text], fonts::strong(option.font), line.left());
    line.setRight(inner.right());
    badges.paint(*painter, QRect(nameEnd + spacing::small - 1, line.top(), badgeWidth, line.height()), tier, theme);

    line.translate(0, lineHeight(option));
    QStringList where{QString::fromStdString(state.databaseName), words::server(state)};
    where.removeAll(QString());
    draw(where.join(QStringLiteral(" · ")), theme[ColourRole::Muted], option.font, line.left());

    line.translate(0, lineHeight(option));
    int left = line.left();
    if (state.reachability == session::Reachability::Reachable)
        left = draw(words::pending(state) + QStringLiteral(" · "), theme[ColourRole::Muted], option.font, left);
    draw(words::reachability(state), theme[words::reachabilityRole(state)], option.font, left);
    painter->restore();
}

} // namespace retort::ui
