// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/dialogframe.h"

#include "ui/plan/planheader.h"
#include "ui/theme/spacing.h"

#include <QDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace retort::ui {

QVBoxLayout *columnBelow(PlanHeader *header, QDialog *dialog)
{
    auto *column = new QVBoxLayout(dialog);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(header);
    column->addWidget(new Hairline(Qt::Horizontal, dialog));
    return column;
}

QHBoxLayout *buttonRow(QWidget *footer)
{
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::medium);
    row->setSpacing(spacing::small);
    return row;
}

} // namespace retort::ui
