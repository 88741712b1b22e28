// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/stepdelegate.h"

#include "ui/plan/stepmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QAbstractScrollArea>
#include <QPainter>

namespace retort::ui {

namespace {

constexpr int circle = 22;
constexpr int lineGap = 2;
constexpr int iconSize = 12;
constexpr int textLeft = spacing::panelMargin + circle + spacing::medium;

using State = StepModel::State;

ColourRole roleOf(State state)
{
    switch (state) {
    case State::Done: return ColourRole::Applied;
    case State::Failed: return ColourRole::Failed;
    case State::Cancelled: return ColourRole::Warning;
    case State::NotBegun: return ColourRole::Muted;
    case State::Planned:
    case State::Running: break;
    }
    return ColourRole::Accent;
}

std::optional<Icon> iconOf(State state)
{
    switch (state) {
    case State::Done: return Icon::Check;
    case State::Failed: return Icon::Cross;
    case State::Cancelled: return Icon::Cancel;
    default: return std::nullopt;
    }
}

void paintCircle(QPainter &painter, const QRect &area, const QString &number, State state, const QFont &font)
{
    const Theme &theme = Theme::current();
    const QColor colour = theme[roleOf(state)];
    const bool filled = state == State::Running || state == State::Done || state == State::Failed;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, 1.3));
    painter.setBrush(filled ? QBrush(colour) : QBrush(Qt::NoBrush));
    painter.drawEllipse(QRectF(area).adjusted(0.75, 0.75, -0.75, -0.75));
    const QColor ink = filled ? theme[ColourRole::Base] : colour;
    if (const auto icon = iconOf(state)) {
        QRect place(0, 0, iconSize, iconSize);
        place.moveCenter(area.center());
        painter.drawPixmap(place, iconPixmap(*icon, place.size(), ink, painter.device()->devicePixelRatioF()));
    } else {
        painter.setFont(fonts::small(font));
        painter.setPen(ink);
        painter.drawText(area, Qt::AlignCenter, number);
    }
    painter.restore();
}

/// Id and message, the duration at the right end.
void paintHeadline(QPainter &painter, const QRect &line, const QFont &font, const QModelIndex &index)
{
    const Theme &theme = Theme::current();
    const QFont mono = fonts::monospace(font);
    const QFontMetrics monoMetrics(mono);
    const QString duration = index.data(StepModel::DurationRole).toString();
    int right = line.right();
    painter.setFont(mono);
    if (!duration.isEmpty()) {
        painter.setPen(theme[ColourRole::Muted]);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, duration);
        right -= monoMetrics.horizontalAdvance(duration) + spacing::medium;
    }
    const bool quiet = index.data(StepModel::StateRole).value<State>() == State::NotBegun;
    const QString id = monoMetrics.elidedText(index.data(StepModel::RevisionRole).toString(), Qt::ElideRight,
                                              (right - line.left()) * 2 / 3);
    painter.setPen(theme[quiet ? ColourRole::Muted : ColourRole::Text]);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, id);
    const int left = line.left() + monoMetrics.horizontalAdvance(id) + spacing::small;
    const QRect rest(left, line.top(), right - left, line.height());
    painter.setFont(font);
    painter.drawText(
        rest, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetrics(font).elidedText(index.data(StepModel::MessageRole).toString(), Qt::ElideRight, rest.width()));
}

/// Facts and risks must not be cut short: they wrap. Their height at this width.
int wrappedHeight(const QFontMetrics &metrics, const QString &text, int width)
{
    if (text.isEmpty())
        return 0;
    return lineGap + metrics.boundingRect(QRect(0, 0, width, 10'000), Qt::TextWordWrap, text).height();
}

void paintWrapped(QPainter &painter, QRect &line, const QString &text, ColourRole role)
{
    if (text.isEmpty())
        return;
    const int height = wrappedHeight(painter.fontMetrics(), text, line.width());
    painter.setPen(Theme::current()[role]);
    painter.drawText(QRect(line.left(), line.bottom() + 1 + lineGap, line.width(), height - lineGap),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, text);
    line.translate(0, height);
}

int widthOf(const QStyleOptionViewItem &option)
{
    const auto *area = qobject_cast<const QAbstractScrollArea *>(option.widget);
    const int width = area ? area->viewport()->width() : option.rect.width();
    return qMax(80, width - textLeft - spacing::panelMargin);
}

} // namespace

void StepDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected || option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, theme[selected ? ColourRole::Selection : ColourRole::Hover]);

    const QFontMetrics metrics(option.font);
    QRect line(option.rect.left() + textLeft, option.rect.top() + spacing::small, widthOf(option), metrics.height());
    const int firstLines = 2 * metrics.height() + lineGap;
    paintCircle(
        *painter,
        QRect(option.rect.left() + spacing::panelMargin, line.top() + (firstLines - circle) / 2, circle, circle),
        index.data(StepModel::NumberRole).toString(), index.data(StepModel::StateRole).value<State>(), option.font);
    paintHeadline(*painter, line, option.font, index);

    painter->setFont(option.font);
    paintWrapped(*painter, line, index.data(StepModel::FactsRole).toString(), ColourRole::Muted);
    paintWrapped(*painter, line, index.data(StepModel::RiskRole).toString(), ColourRole::Failed);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        option.widget->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int width = widthOf(option);
    const QFontMetrics metrics(option.font);
    const int height = metrics.height() + 2 * spacing::small
        + wrappedHeight(metrics, index.data(StepModel::FactsRole).toString(), width)
        + wrappedHeight(metrics, index.data(StepModel::RiskRole).toString(), width);
    return {240, height};
}

} // namespace retort::ui
