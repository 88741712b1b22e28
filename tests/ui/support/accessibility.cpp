// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/accessibility.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QWidget>

namespace retort::testing {

namespace {

QString pathOf(const QWidget *widget)
{
    QStringList parts;
    for (const QWidget *at = widget; at; at = at->parentWidget()) {
        const QString name = at->objectName();
        const QString type = QString::fromLatin1(at->metaObject()->className());
        parts.prepend(name.isEmpty() ? type : type + QLatin1Char('#') + name);
    }
    return parts.join(QLatin1String(" > "));
}

/// Qt names its own parts "qt_…" or gives them no name at all inside a complex widget.
bool isPartOfItsParent(const QWidget *widget)
{
    if (widget->objectName().startsWith(QLatin1String("qt_")))
        return true;
    const QWidget *parent = widget->parentWidget();
    if (!parent)
        return false;
    const auto *area = qobject_cast<const QAbstractScrollArea *>(parent);
    if (area && area->viewport() == widget)
        return true;
    return parent->inherits("QComboBox") || parent->inherits("QComboBoxPrivateContainer")
           || parent->inherits("QAbstractSpinBox") || widget->inherits("QLineEditIconButton") ||
           widget->inherits("QTableCornerButton") || widget->inherits("QHeaderView")
           || widget->inherits("QTabBar") || widget->inherits("QSplitterHandle");
}

/// A label that says nothing yet: its text will be its name.
bool isEmptyLabel(const QWidget *widget)
{
    const auto *label = qobject_cast<const QLabel *>(widget);
    return label && label->text().isEmpty();
}

QString accessibleNameOf(const QWidget *widget)
{
    // A button's text or a label's buddy counts: that is what a screen reader says.
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
    return spoken ? spoken->text(QAccessible::Name) : widget->accessibleName();
}

} // namespace

QStringList unnamedFocusableWidgets(const QWidget *root)
{
    QStringList faults;
    QList<const QWidget *> all{root};
    const QList<QWidget *> below = root->findChildren<QWidget *>();
    all.append(QList<const QWidget *>(below.begin(), below.end()));
    for (const QWidget *widget : all) {
        const bool acts = widget->focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton *>(widget);
        if (!acts || isPartOfItsParent(widget))
            continue;
        if (widget->objectName().isEmpty())
            faults << QStringLiteral("no object name: ") + pathOf(widget);
        if (accessibleNameOf(widget).isEmpty() && !isEmptyLabel(widget))
            faults << QStringLiteral("no accessible name: ") + pathOf(widget);
    }
    return faults;
}

} // namespace retort::testing
