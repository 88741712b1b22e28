// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/spacing.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

namespace retort::ui {

namespace {

constexpr int scrollBarExtent = 12;
constexpr int comboBoxLeft = 10;  ///< beside the text
constexpr int comboBoxRight = 24; ///< with the arrow
constexpr int smallestHandle = 28;

ButtonLook lookOf(const QWidget *widget)
{
    return widget ? static_cast<ButtonLook>(widget->property(buttonLookProperty).toInt()) : ButtonLook::Secondary;
}

void fillRounded(QPainter *painter, const QRect &rect, const QColor &fill, const QColor &frame,
                 qreal radius = spacing::radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(frame.isValid() ? QPen(frame) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

void drawFocusRing(QPainter *painter, const QRect &rect, qreal radius = spacing::radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(Theme::current()[ColourRole::Accent], 2));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), radius - 1, radius - 1);
    painter->restore();
}

bool isOn(const QStyleOption *option, QStyle::StateFlag flag)
{
    return option->state.testFlag(flag);
}

void drawButton(const QStyleOption *option, QPainter *painter, ButtonLook look)
{
    const Theme &theme = Theme::current();
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool hovered = enabled && isOn(option, QStyle::State_MouseOver);
    const bool pressed = enabled && (isOn(option, QStyle::State_Sunken) || isOn(option, QStyle::State_On));
    const QColor base = theme[ColourRole::Base];
    QColor fill;
    QColor frame;
    switch (look) {
    case ButtonLook::Primary:
    case ButtonLook::Dangerous: {
        const QColor strong = theme[look == ButtonLook::Primary ? ColourRole::Accent : ColourRole::Failed];
        fill = enabled ? mixed(strong, theme[ColourRole::Text], pressed ? 0.25 : hovered ? 0.12 : 0.0)
                       : mixed(base, theme[ColourRole::Hairline], 0.6);
        break;
    }
    case ButtonLook::Secondary:
        frame = hovered ? mixed(theme[ColourRole::Hairline], theme[ColourRole::Text], 0.25)
                        : theme[ColourRole::Hairline];
        fill = pressed ? mixed(base, theme[ColourRole::Text], 0.09) : hovered ? theme[ColourRole::Hover] : base;
        break;
    case ButtonLook::Quiet:
        if (pressed || hovered)
            fill = mixed(base, theme[ColourRole::Text], pressed ? 0.12 : 0.06);
        break;
    }
    fillRounded(painter, option->rect, fill, frame);
    if (isOn(option, QStyle::State_HasFocus) && isOn(option, QStyle::State_KeyboardFocusChange)) {
        const bool filled = look == ButtonLook::Primary || look == ButtonLook::Dangerous;
        drawFocusRing(painter, option->rect);
        if (filled) {
            const QRect inner = option->rect.adjusted(2, 2, -2, -2);
            fillRounded(painter, inner, {}, base, spacing::radius - 2);
        }
    }
}

QColor buttonInk(const QStyleOption *option, ButtonLook look)
{
    const Theme &theme = Theme::current();
    if (!isOn(option, QStyle::State_Enabled))
        return option->palette.color(QPalette::Disabled, QPalette::ButtonText);
    if (look == ButtonLook::Primary)
        return theme[ColourRole::AccentText];
    if (look == ButtonLook::Dangerous)
        return inkOn(theme[ColourRole::Failed]);
    return theme[ColourRole::Text];
}

void drawChevron(QPainter *painter, const QRect &area, Qt::ArrowType direction, const QColor &colour)
{
    static constexpr qreal half = 3.5;
    const QPointF centre = QRectF(area).center();
    QPolygonF line;
    switch (direction) {
    case Qt::DownArrow: line << QPointF(-half, -half / 2) << QPointF(0, half / 2) << QPointF(half, -half / 2); break;
    case Qt::UpArrow: line << QPointF(-half, half / 2) << QPointF(0, -half / 2) << QPointF(half, half / 2); break;
    case Qt::LeftArrow: line << QPointF(half / 2, -half) << QPointF(-half / 2, 0) << QPointF(half / 2, half); break;
    default: line << QPointF(-half / 2, -half) << QPointF(half / 2, 0) << QPointF(-half / 2, half); break;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(line.translated(centre));
    painter->restore();
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const Theme &theme = Theme::current();
    const bool focused = isOn(option, QStyle::State_HasFocus);
    const QColor fill = isOn(option, QStyle::State_Enabled) ? option->palette.color(QPalette::Base)
                                                            : theme[ColourRole::Card];
    fillRounded(painter, option->rect, fill, focused ? theme[ColourRole::Accent] : theme[ColourRole::Hairline]);
}

void drawTab(const QStyleOptionTab *tab, QPainter *painter)
{
    const Theme &theme = Theme::current();
    const bool selected = isOn(tab, QStyle::State_Selected);
    if (selected || isOn(tab, QStyle::State_MouseOver)) {
        QRect line = tab->rect;
        line.setTop(line.bottom() - 1);
        painter->fillRect(line, theme[selected ? ColourRole::Accent : ColourRole::Hairline]);
    }
    if (isOn(tab, QStyle::State_HasFocus) && isOn(tab, QStyle::State_KeyboardFocusChange))
        drawFocusRing(painter, tab->rect.adjusted(1, 2, -1, -3), 4);
}

void drawTabLabel(const QStyleOptionTab *tab, QPainter *painter)
{
    const Theme &theme = Theme::current();
    const bool selected = isOn(tab, QStyle::State_Selected);
    painter->save();
    painter->setFont(selected ? fonts::strong(painter->font()) : painter->font());
    painter->setPen(selected ? theme[ColourRole::Accent] : theme[ColourRole::Text]);
    painter->drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic, tab->text);
    painter->restore();
}

void drawHeader(const QStyleOptionHeader *header, QPainter *painter)
{
    const Theme &theme = Theme::current();
    painter->fillRect(header->rect, theme[ColourRole::Base]);
    QRect line = header->rect;
    if (header->orientation == Qt::Horizontal)
        line.setTop(line.bottom());
    else
        line.setLeft(line.right());
    painter->fillRect(line, theme[ColourRole::Hairline]);
}

/// Where a slim bar's handle lies, by the same arithmetic that QStyle offers for sliders.
QRect scrollHandle(const QStyleOptionSlider *bar)
{
    const bool horizontal = bar->orientation == Qt::Horizontal;
    const int length = horizontal ? bar->rect.width() : bar->rect.height();
    const int range = bar->maximum - bar->minimum;
    int handle = length;
    if (range > 0) {
        const qint64 total = static_cast<qint64>(range) + bar->pageStep;
        handle = static_cast<int>(static_cast<qint64>(length) * bar->pageStep / qMax<qint64>(1, total));
        handle = qBound(qMin(smallestHandle, length), handle, length);
    }
    const int start = QStyle::sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                      length - handle, bar->upsideDown);
    return horizontal ? QRect(bar->rect.left() + start, bar->rect.top(), handle, bar->rect.height())
                      : QRect(bar->rect.left(), bar->rect.top() + start, bar->rect.width(), handle);
}

void drawScrollBar(const QStyleOptionSlider *bar, QPainter *painter)
{
    const Theme &theme = Theme::current();
    painter->fillRect(bar->rect, theme[ColourRole::Base]);
    if (bar->maximum <= bar->minimum)
        return;
    const bool active = isOn(bar, QStyle::State_MouseOver) || isOn(bar, QStyle::State_Sunken);
    const QRect handle = scrollHandle(bar).adjusted(3, 3, -3, -3);
    fillRounded(painter, handle, mixed(theme[ColourRole::Base], theme[ColourRole::Text], active ? 0.40 : 0.24), {},
                qMin(handle.width(), handle.height()) / 2.0);
}

void drawCheckBox(const QStyleOption *option, QPainter *painter, bool round)
{
    const Theme &theme = Theme::current();
    const bool enabled = isOn(option, QStyle::State_Enabled);
    const bool on = isOn(option, QStyle::State_On) || isOn(option, QStyle::State_NoChange);
    const int side = qMin(option->rect.width(), option->rect.height());
    QRect box(0, 0, side, side);
    box.moveCenter(option->rect.center());
    const qreal radius = round ? side / 2.0 : 3.5;
    const QColor strong = enabled ? theme[ColourRole::Accent] : theme[ColourRole::Muted];
    const QColor frame = mixed(theme[ColourRole::Base], theme[ColourRole::Text], 0.5);
    fillRounded(painter, box, on ? strong : theme[ColourRole::Base], on ? strong : frame, radius);
    if (isOn(option, QStyle::State_HasFocus) && isOn(option, QStyle::State_KeyboardFocusChange))
        drawFocusRing(painter, box.adjusted(-2, -2, 2, 2), radius + 2);
    if (!on)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor ink = inkOn(strong);
    if (round) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(ink);
        painter->drawEllipse(QRectF(box).center() + QPointF(0, 0), side * 0.2, side * 0.2);
    } else {
        painter->setPen(QPen(ink, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        QPolygonF mark;
        if (isOn(option, QStyle::State_NoChange))
            mark << QPointF(0.27, 0.5) << QPointF(0.73, 0.5);
        else
            mark << QPointF(0.25, 0.52) << QPointF(0.43, 0.70) << QPointF(0.76, 0.32);
        for (QPointF &point : mark)
            point = QPointF(box.left() + point.x() * side, box.top() + point.y() * side);
        painter->drawPolyline(mark);
    }
    painter->restore();
}

void drawComboBox(const QStyleOptionComboBox *combo, QPainter *painter)
{
    const Theme &theme = Theme::current();
    if (combo->editable)
        drawField(combo, painter);
    else
        drawButton(combo, painter, ButtonLook::Secondary);
    if (isOn(combo, QStyle::State_HasFocus) && !combo->editable)
        fillRounded(painter, combo->rect, {}, theme[ColourRole::Accent]);
    const QRect arrow(combo->rect.right() - 22, combo->rect.top(), 18, combo->rect.height());
    drawChevron(painter, arrow, Qt::DownArrow, theme[ColourRole::Muted]);
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget); view && !qobject_cast<QHeaderView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return scrollBarExtent;
    case PM_ButtonMargin: return 14;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_SplitterWidth:
    case PM_DockWidgetSeparatorExtent: return 5;
    case PM_TabBarTabHSpace: return 20;
    case PM_TabBarTabVSpace: return 14;
    case PM_TabBarBaseOverlap:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal: return 0;
    case PM_DefaultFrameWidth:
        // Views meet their neighbours at hairlines that their panels draw.
        return qobject_cast<const QAbstractItemView *>(widget) ? 0 : 1;
    case PM_LayoutLeftMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutBottomMargin: return spacing::medium;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing: return spacing::small;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_ToolBarIconSize: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText: return 0;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
    case SH_DialogButtonBox_ButtonsHaveIcons: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ToolTip_WakeUpDelay: return 400;
    case SH_ComboBox_Popup: return 0;
    default: return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int control = (option ? option->fontMetrics.height() : 16) + 12;
    switch (type) {
    case CT_PushButton:
        // Fusion widens every button to 80; a button with one glyph stays square.
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            int text = 0; // a filled button's text is strong, and so wider than was measured
            if (const ButtonLook look = lookOf(widget); look == ButtonLook::Primary || look == ButtonLook::Dangerous) {
                const QFontMetrics strong(fonts::strong(widget->font()));
                text = strong.horizontalAdvance(button->text) - button->fontMetrics.horizontalAdvance(button->text);
            }
            result.setWidth(size.width() + qMax(0, text) + (button->icon.isNull() ? 26 : 30));
        }
        result.setHeight(control);
        return result;
    case CT_ToolButton: result.setHeight(qMax(result.height(), control - 2)); return result;
    case CT_LineEdit: result.setHeight(control); return result;
    case CT_ComboBox: return {qMax(result.width(), size.width() + comboBoxLeft + comboBoxRight + 1), control};
    case CT_ItemViewItem: result.setHeight(qMax(result.height(), option->fontMetrics.height() + 2 * spacing::rowPadding)); return result;
    case CT_HeaderSection: result.setHeight(option->fontMetrics.height() + 12); return result;
    case CT_MenuItem: result.setHeight(qMax(result.height(), 8)); return result;
    default: return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(5, 0, -5, 0) : rect;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                            const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const QRect handle = scrollHandle(bar);
        const QRect all = bar->rect;
        const bool horizontal = bar->orientation == Qt::Horizontal;
        switch (subControl) {
        case SC_ScrollBarSlider: return handle;
        case SC_ScrollBarGroove: return all;
        case SC_ScrollBarSubPage:
            return horizontal ? QRect(all.topLeft(), QPoint(handle.left() - 1, all.bottom()))
                              : QRect(all.topLeft(), QPoint(all.right(), handle.top() - 1));
        case SC_ScrollBarAddPage:
            return horizontal ? QRect(QPoint(handle.right() + 1, all.top()), all.bottomRight())
                              : QRect(QPoint(all.left(), handle.bottom() + 1), all.bottomRight());
        default: return {};
        }
    }
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return option->rect.adjusted(comboBoxLeft, 1, -comboBoxRight, -1);
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

QIcon Style::standardIcon(StandardPixmap pixmap, const QStyleOption *option, const QWidget *widget) const
{
    switch (pixmap) {
    case SP_TitleBarCloseButton:
    case SP_DockWidgetCloseButton:
    case SP_LineEditClearButton: return icon(Icon::Cross, ColourRole::Muted);
    case SP_TitleBarNormalButton: return icon(Icon::Window, ColourRole::Muted);
    case SP_MessageBoxWarning: return icon(Icon::Warning, ColourRole::Warning);
    case SP_MessageBoxCritical: return icon(Icon::Error, ColourRole::Failed);
    case SP_MessageBoxQuestion:
    case SP_MessageBoxInformation: return icon(Icon::Error, ColourRole::Accent);
    default: return QProxyStyle::standardIcon(pixmap, option, widget);
    }
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    const Theme &theme = Theme::current();
    switch (element) {
    case PE_PanelButtonCommand: drawButton(option, painter, lookOf(widget)); return;
    case PE_PanelButtonTool: drawButton(option, painter, ButtonLook::Quiet); return;
    case PE_FrameDefaultButton: return;
    case PE_FrameFocusRect:
        if (isOn(option, State_KeyboardFocusChange))
            drawFocusRing(painter, option->rect, 4);
        return;
    case PE_PanelLineEdit:
        // A line edit inside a combo or spin box is drawn by its owner.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(option, painter);
        return;
    case PE_FrameLineEdit: return;
    case PE_IndicatorTabTearLeft:
    case PE_IndicatorTabTearRight: return; // the scroll buttons say it
    case PE_Frame:
        if (option->rect.isValid() && pixelMetric(PM_DefaultFrameWidth, option, widget) > 0)
            fillRounded(painter, option->rect, {}, theme[ColourRole::Hairline], 3);
        return;
    case PE_FrameTabBarBase: {
        QRect line = option->rect;
        line.setTop(line.bottom());
        painter->fillRect(line, theme[ColourRole::Hairline]);
        return;
    }
    case PE_FrameTabWidget: {
        QRect line = option->rect;
        line.setHeight(1);
        painter->fillRect(line, theme[ColourRole::Hairline]);
        return;
    }
    case PE_FrameDockWidget:
    case PE_PanelStatusBar:
    case PE_FrameStatusBarItem: return;
    case PE_IndicatorBranch:
        if (isOn(option, State_Children))
            drawChevron(painter, option->rect, isOn(option, State_Open) ? Qt::DownArrow : Qt::RightArrow,
                        theme[ColourRole::Muted]);
        return;
    case PE_IndicatorHeaderArrow:
    case PE_IndicatorArrowDown: drawChevron(painter, option->rect, Qt::DownArrow, theme[ColourRole::Muted]); return;
    case PE_IndicatorArrowUp: drawChevron(painter, option->rect, Qt::UpArrow, theme[ColourRole::Muted]); return;
    case PE_IndicatorArrowLeft: drawChevron(painter, option->rect, Qt::LeftArrow, theme[ColourRole::Muted]); return;
    case PE_IndicatorArrowRight: drawChevron(painter, option->rect, Qt::RightArrow, theme[ColourRole::Muted]); return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheckBox(option, painter, false); return;
    case PE_IndicatorRadioButton: drawCheckBox(option, painter, true); return;
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
        if (isOn(option, State_Selected))
            painter->fillRect(option->rect, theme[ColourRole::Selection]);
        else if (element == PE_PanelItemViewItem && isOn(option, State_MouseOver))
            painter->fillRect(option->rect, theme[ColourRole::Hover]);
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
            item && item->backgroundBrush.style() != Qt::NoBrush && !isOn(option, State_Selected))
            painter->fillRect(option->rect, item->backgroundBrush);
        return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget); return;
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    const Theme &theme = Theme::current();
    switch (element) {
    case CE_PushButtonBevel:
        drawButton(option, painter, lookOf(widget));
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            const ButtonLook look = lookOf(widget);
            QStyleOptionButton own(*button);
            own.palette.setColor(QPalette::ButtonText, buttonInk(option, look));
            own.features &= ~QStyleOptionButton::HasMenu;
            painter->save();
            if (look == ButtonLook::Primary || look == ButtonLook::Dangerous)
                painter->setFont(fonts::strong(painter->font()));
            QProxyStyle::drawControl(element, &own, painter, widget);
            painter->restore();
        }
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(tab, painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option); tab && tab->icon.isNull()) {
            drawTabLabel(tab, painter);
            return;
        }
        break;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            drawHeader(header, painter);
        return;
    case CE_HeaderEmptyArea: {
        painter->fillRect(option->rect, theme[ColourRole::Base]);
        QRect line = option->rect;
        line.setTop(line.bottom());
        painter->fillRect(line, theme[ColourRole::Hairline]);
        return;
    }
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            QStyleOptionHeader own(*header);
            own.palette.setColor(QPalette::ButtonText, theme[ColourRole::Muted]);
            own.state &= ~State_On; // a sorted column is no reason to shout
            QProxyStyle::drawControl(element, &own, painter, widget);
        }
        return;
    case CE_Splitter: {
        const QPoint centre = option->rect.center();
        const QRect line = isOn(option, State_Horizontal) ? QRect(centre.x(), option->rect.top(), 1, option->rect.height())
                                                          : QRect(option->rect.left(), centre.y(), option->rect.width(), 1);
        painter->fillRect(option->rect, theme[ColourRole::Base]);
        const bool hovered = isOn(option, State_MouseOver);
        painter->fillRect(line, theme[hovered ? ColourRole::Accent : ColourRole::Hairline]);
        return;
    }
    case CE_ProgressBarGroove:
        fillRounded(painter, option->rect, theme[ColourRole::Hairline], {}, option->rect.height() / 2.0);
        return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option)) {
            if (bar->minimum == bar->maximum)
                break; // busy: Fusion's moving stripes
            QRect done = bar->rect;
            const double share = static_cast<double>(bar->progress - bar->minimum) / (bar->maximum - bar->minimum);
            done.setWidth(qMax(share > 0 ? done.height() : 0, static_cast<int>(done.width() * share)));
            if (share > 0)
                fillRounded(painter, done, theme[ColourRole::Accent], {}, done.height() / 2.0);
        }
        return;
    case CE_ComboBoxLabel:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            const QRect field = subControlRect(CC_ComboBox, combo, SC_ComboBoxEditField, widget);
            if (!combo->editable)
                drawItemText(painter, field, Qt::AlignLeft | Qt::AlignVCenter, combo->palette,
                             isOn(option, State_Enabled),
                             combo->fontMetrics.elidedText(combo->currentText, Qt::ElideRight, field.width()),
                             QPalette::ButtonText);
        }
        return;
    default: break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option))
            drawScrollBar(bar, painter);
        return;
    }
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option))
            drawComboBox(combo, painter);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace retort::ui
