// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logdelegate.h"

#include "engine/project/project.h"
#include "ui/log/logmodel.h"
#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace retort::ui {

namespace {

using Kind = LogModel::Kind;
using Level = LogModel::Level;
using State = LogModel::State;

constexpr int iconSize = 13;
constexpr int padding = 3; ///< a log is read in bulk: tighter than lists that one clicks

std::optional<std::pair<Icon, ColourRole>> signOf(State state)
{
    switch (state) {
    case State::Running: return std::pair(Icon::Play, ColourRole::Accent);
    case State::Done: return std::pair(Icon::Check, ColourRole::Applied);
    case State::Failed:
    case State::Partly: return std::pair(Icon::Cross, ColourRole::Failed);
    case State::Cancelled: return std::pair(Icon::Cancel, ColourRole::Warning);
    case State::DryRun: return std::pair(Icon::Undo, ColourRole::Warning);
    case State::Unknown: return std::pair(Icon::Warning, ColourRole::Warning);
    case State::None: break;
    }
    return std::nullopt;
}

ColourRole roleOf(Kind kind, Level level)
{
    if (level == Level::Error)
        return ColourRole::Failed;
    if (level == Level::Warning || kind == Kind::Notice)
        return ColourRole::Warning;
    return kind == Kind::Statement ? ColourRole::Text : ColourRole::Muted;
}

void paintSign(QPainter &painter, QRect &area, State state)
{
    const auto sign = signOf(state);
    if (!sign)
        return;
    const QRect place(area.left(), area.center().y() - iconSize / 2, iconSize, iconSize);
    painter.drawPixmap(
        place,
        iconPixmap(sign->first, place.size(), Theme::current()[sign->second], painter.device()->devicePixelRatioF()));
    area.setLeft(area.left() + iconSize + spacing::small);
}

/// Paints, shortened to fit, and moves the area behind it.
void paintText(QPainter &painter, QRect &area, const QFont &font, ColourRole role, const QString &text)
{
    if (text.isEmpty() || area.width() < 10)
        return;
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, Qt::ElideRight, area.width());
    painter.setFont(font);
    painter.setPen(Theme::current()[role]);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    area.setLeft(area.left() + metrics.horizontalAdvance(shown) + spacing::small);
}

} // namespace

void LogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme[selected ? ColourRole::Selection : ColourRole::Hover]);
    QRect area = option.rect.adjusted(spacing::tiny, 0, -spacing::tiny, 0);
    const QFont mono = fonts::monospace(option.font);
    switch (index.column()) {
    case LogModel::TextColumn:
        switch (index.data(LogModel::KindRole).value<Kind>()) {
        case Kind::Run: paintRun(*painter, area, option.font, index); break;
        case Kind::Step: paintStep(*painter, area, option.font, index); break;
        default: paintSaid(*painter, area, option.font, index); break;
        }
        break;
    case LogModel::TimeColumn: {
        area.setLeft(option.rect.left() + spacing::panelMargin);
        paintText(*painter, area, mono, ColourRole::Muted, index.data().toString());
        break;
    }
    default:
        painter->setFont(mono);
        painter->setPen(theme[ColourRole::Muted]);
        if (index.column() == LogModel::DurationColumn)
            area.setRight(option.rect.right() - spacing::panelMargin);
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, index.data().toString());
        break;
    }
    painter->restore();
}

void LogDelegate::paintRun(QPainter &painter, QRect area, const QFont &font, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    paintSign(painter, area, index.data(LogModel::StateRole).value<State>());
    const QString database = index.data(LogModel::DatabaseRole).toString();
    const Look look = m_looks.value(database);
    const BadgePainter badges(font);
    const Badge name{database, theme.branch(look.number), Badge::Look::Outlined};
    area.setLeft(area.left() + badges.paint(painter, area, name, theme) + spacing::tiny);
    if (look.tier != project::Tier::Dev)
        area.setLeft(area.left() + badges.paint(painter, area, {tierWord(look.tier), theme.tier(look.tier)}, theme)
                     + spacing::tiny);
    area.setLeft(area.left() + spacing::tiny);
    paintText(painter, area, fonts::strong(font), ColourRole::Text, index.data(LogModel::BodyRole).toString());
    paintText(painter, area, font, ColourRole::Muted, index.data(LogModel::TailRole).toString());
}

void LogDelegate::paintStep(QPainter &painter, QRect area, const QFont &font, const QModelIndex &index)
{
    paintSign(painter, area, index.data(LogModel::StateRole).value<State>());
    paintText(painter, area, fonts::strong(fonts::monospace(font)), ColourRole::Text,
              index.data(LogModel::HeadRole).toString());
    paintText(painter, area, font, ColourRole::Text, index.data(LogModel::BodyRole).toString());
}

void LogDelegate::paintSaid(QPainter &painter, QRect area, const QFont &font, const QModelIndex &index)
{
    const auto kind = index.data(LogModel::KindRole).value<Kind>();
    const auto state = index.data(LogModel::StateRole).value<State>();
    if (kind == Kind::Statement && state != State::Done)
        paintSign(painter, area, state);
    const ColourRole role = roleOf(kind, index.data(LogModel::LevelRole).value<Level>());
    // Details of an error are read, not alarmed about a second time.
    const QString head = index.data(LogModel::HeadRole).toString();
    if (kind == Kind::Detail)
        paintText(painter, area, font, ColourRole::Muted, head);
    else
        paintText(painter, area, fonts::strong(font), role, head);
    paintText(painter, area, kind == Kind::Statement ? fonts::monospace(font) : font,
              kind == Kind::Detail ? ColourRole::Text : role, index.data(LogModel::BodyRole).toString());
}

QSize LogDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QFontMetrics mono(fonts::monospace(option.font));
    const int height = qMax(option.fontMetrics.height(), mono.height()) + 2 * padding + 2;
    const int width = index.column() == LogModel::TextColumn
        ? 240
        : mono.horizontalAdvance(index.data().toString()) + 2 * spacing::small;
    return {width, height};
}

} // namespace retort::ui
