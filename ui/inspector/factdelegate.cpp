// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/factdelegate.h"

#include "ui/inspector/factmodel.h"
#include "ui/inspector/inspectorwords.h"
#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTextLayout>

namespace retort::ui {

namespace {

Change changeOf(const QModelIndex &index)
{
    return static_cast<Change>(index.data(FactModel::ChangeRole).toInt());
}

std::optional<ColourRole> fillOf(Change change)
{
    switch (change) {
    case Change::None: return std::nullopt;
    case Change::Added: return ColourRole::AddedFill;
    case Change::Removed: return ColourRole::RemovedFill;
    case Change::Altered: return ColourRole::ChangedFill;
    }
    return std::nullopt;
}

ColourRole inkOf(Change change)
{
    switch (change) {
    case Change::Added: return ColourRole::Added;
    case Change::Removed: return ColourRole::Removed;
    case Change::Altered: return ColourRole::Changed;
    case Change::None: break;
    }
    return ColourRole::Text;
}

std::vector<Badge> badgesOf(const QModelIndex &index)
{
    const Theme &theme = Theme::current();
    std::vector<Badge> badges;
    if (index.column() != 0)
        return badges;
    for (const QString &pill : index.data(FactModel::PillsRole).toStringList())
        badges.push_back({pill, {}, Badge::Look::Quiet});
    if (const QString trouble = index.data(FactModel::TroubleRole).toString(); !trouble.isEmpty())
        badges.push_back({trouble, theme[ColourRole::Failed], Badge::Look::Outlined});
    if (const Change change = changeOf(index); change != Change::None && !index.data(FactModel::IsWholeRole).toBool())
        badges.push_back({words::change(change), theme[inkOf(change)], Badge::Look::Outlined});
    return badges;
}

/// Where the pieces of one cell go: what stood there before, the text, the badges; side by side while they fit, else
/// one below the other. The one arithmetic of measuring and of painting.
class CellLayout
{
public:
    CellLayout(const QFont &font, const QModelIndex &index)
        : m_font(fontOf(font, index))
        , m_metrics(m_font)
        , m_badgePainter(font)
        , m_badges(badgesOf(index))
        , m_wraps(index.data(FactModel::WrapsRole).toBool())
    {
        const bool isBrief = index.data(FactModel::BriefRole).toBool();
        m_text = isBrief ? words::brief(index.data().toString()) : index.data().toString();
        if (const QString sign = words::changeSign(changeOf(index)); index.column() == 0 && !sign.isEmpty())
            m_text.prepend(sign + QChar(QChar::Nbsp));
        if (const QVariant before = index.data(FactModel::BeforeRole); before.isValid()) {
            m_before = before.toString().isEmpty() ? FactDelegate::tr("none")
                : isBrief                          ? words::brief(before.toString())
                                                   : before.toString();
            m_text.prepend(QStringLiteral("→\u00a0"));
        }
    }

    int naturalWidth() const
    {
        int width = m_metrics.horizontalAdvance(m_text) + 1;
        if (!m_before.isEmpty())
            width += m_metrics.horizontalAdvance(m_before) + spacing::small;
        if (!m_badges.empty())
            width += spacing::small;
        for (const Badge &badge : m_badges)
            width += m_badgePainter.sizeOf(badge.text).width() + spacing::tiny;
        return width;
    }
    int lineHeight() const { return m_metrics.height(); }

    /// Height taken. Without a painter it only measures.
    int lay(const QRect &area, QPainter *painter, const QColor &ink) const
    {
        const Theme &theme = Theme::current();
        QPoint at = area.topLeft();
        if (!m_before.isEmpty()) {
            QFont struck(m_font);
            struck.setStrikeOut(true);
            const bool fits =
                m_metrics.horizontalAdvance(m_before) + spacing::small + m_metrics.horizontalAdvance(m_text)
                < area.width();
            const int height = layText(m_before, struck, at, area.width(), painter, theme[ColourRole::Removed]);
            at += fits ? QPoint(m_metrics.horizontalAdvance(m_before) + spacing::small, 0) : QPoint(0, height);
        }
        const int width = area.right() + 1 - at.x();
        const int height = layText(m_text, m_font, at, width, painter, ink);
        if (m_badges.empty())
            return at.y() + height - area.top();
        return layBadges(QPoint(at.x() + m_metrics.horizontalAdvance(m_text) + spacing::small, at.y()), height, area,
                         painter);
    }

private:
    static QFont fontOf(const QFont &font, const QModelIndex &index)
    {
        QFont used = index.data(FactModel::CodeRole).toBool() ? fonts::monospace(font) : font;
        used.setItalic(index.data(FactModel::NullRole).toBool());
        return index.column() == 0 && changeOf(index) != Change::None ? fonts::strong(used) : used;
    }

    int layText(const QString &text, const QFont &font, const QPoint &at, int width, QPainter *painter,
                const QColor &ink) const
    {
        if (!m_wraps || m_metrics.horizontalAdvance(text) <= width) {
            if (painter) {
                painter->setFont(font);
                painter->setPen(ink);
                painter->drawText(at.x(), at.y() + m_metrics.ascent(),
                                  m_wraps ? text : m_metrics.elidedText(text, Qt::ElideRight, width));
            }
            return m_metrics.height();
        }
        // Long names and calls break behind an underscore or a sign rather than anywhere; not before what closes them.
        static const QRegularExpression joints(QStringLiteral("([_(.,':]++)(?!\\))"));
        QTextLayout layout(QString(text).replace(joints, QStringLiteral("\\1\u200b")), font);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        int height = 0;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition(QPointF(0, height));
            height += m_metrics.height();
        }
        layout.endLayout();
        if (painter) {
            painter->setPen(ink);
            layout.draw(painter, at);
        }
        return height;
    }

    /// Behind the text where they fit, else in lines of their own.
    int layBadges(QPoint at, int textHeight, const QRect &area, QPainter *painter) const
    {
        int bottom = at.y() + textHeight;
        if (textHeight > m_metrics.height())
            at = QPoint(area.left(), bottom);
        for (const Badge &badge : m_badges) {
            const int width = m_badgePainter.sizeOf(badge.text).width();
            if (m_wraps && at.x() + width > area.right() + 1 && at.x() > area.left())
                at = QPoint(area.left(), at.y() + m_metrics.height());
            if (painter)
                m_badgePainter.paint(*painter, QRect(at.x(), at.y(), width, m_metrics.height()), badge,
                                     Theme::current());
            at.rx() += width + spacing::tiny;
            bottom = qMax(bottom, at.y() + m_metrics.height());
        }
        return bottom - area.top();
    }

    QFont m_font;
    QFontMetrics m_metrics;
    BadgePainter m_badgePainter;
    std::vector<Badge> m_badges;
    bool m_wraps;
    QString m_text;
    QString m_before;
};

QRect insideOf(const QRect &cell, int column)
{
    return cell.adjusted(FactDelegate::leftPadding(column), spacing::rowPadding, -FactDelegate::rightPadding,
                         -spacing::rowPadding - 1);
}

} // namespace

int FactDelegate::leftPadding(int column)
{
    return column == 0 ? spacing::panelMargin : rightPadding;
}

void FactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const Change change = changeOf(index);
    painter->save();
    painter->setClipRect(option.rect);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme[ColourRole::Selection]);
    else if (const auto fill = fillOf(change))
        painter->fillRect(option.rect, theme[*fill]);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      theme[ColourRole::Hairline]);

    const bool leads = index.data(FactModel::LinkRole).isValid() && change != Change::Removed;
    const bool isNull = index.data(FactModel::NullRole).toBool();
    const ColourRole ink = isNull ? ColourRole::Muted : leads ? ColourRole::Accent : index.column() == 0 ? inkOf(change) : ColourRole::Text;
    CellLayout(option.font, index).lay(insideOf(option.rect, index.column()), painter, theme[ink]);
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(option);
        option.widget->style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, option.widget);
    }
    painter->restore();
}

int FactDelegate::heightFor(const QFont &font, const QModelIndex &index, int width) const
{
    const QRect area = insideOf(QRect(0, 0, width, 10'000), index.column());
    return CellLayout(font, index).lay(area, nullptr, {}) + 2 * spacing::rowPadding + 1;
}

QSize FactDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const CellLayout layout(option.font, index);
    return {layout.naturalWidth() + leftPadding(index.column()) + rightPadding,
            layout.lineHeight() + 2 * spacing::rowPadding + 1};
}

} // namespace retort::ui
