// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/docktitle.h"

#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace retort::ui {

DockTitle::DockTitle(const QString &text, QDockWidget *dock)
    : QWidget(dock)
{
    auto *close = new QToolButton(this);
    name(close, "closeDock", tr("Close %1").arg(text));
    close->setToolTip(tr("Close; the View menu brings it back"));
    close->setIcon(icon(Icon::Cross, ColourRole::Muted));
    close->setIconSize({12, 12});
    close->setAutoRaise(true);
    close->setFixedSize(20, 20);
    close->setFocusPolicy(Qt::TabFocus);
    connect(close, &QToolButton::clicked, dock, &QDockWidget::close);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(spacing::panelMargin, 3, spacing::tiny, 3);
    layout->addWidget(new SectionLabel(text, this), 1);
    layout->addWidget(close);
}

void DockTitle::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme[ColourRole::Card]);
    painter.fillRect(0, height() - 1, width(), 1, theme[ColourRole::Hairline]);
}

} // namespace retort::ui
