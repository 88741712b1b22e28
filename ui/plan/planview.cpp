// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/planview.h"

#include "ui/plan/planwords.h"
#include "ui/plan/sqlview.h"
#include "ui/plan/stepdelegate.h"
#include "ui/plan/stepmodel.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QListView>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

constexpr int stepsWidth = 400;
constexpr int sqlWidth = 660;
/// Above this, rows are all as high as the first: measuring each would cost more than it shows.
constexpr std::size_t measuredSteps = 2'000;

} // namespace

PlanView::PlanView(QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_model(new StepModel(this))
    , m_list(new QListView(this))
{
    setChildrenCollapsible(false);
    name(m_list, "planSteps", tr("Steps of the plan"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new StepDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMinimumWidth(220);
    addWidget(m_list);
    addWidget(buildRightSide());
    setSizes({stepsWidth, sqlWidth});
    setStretchFactor(0, 2);
    setStretchFactor(1, 3);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showStep(current.row()); });
}

QWidget *PlanView::buildRightSide()
{
    auto *side = new Surface(ColourRole::Card, this);
    m_file = new ElidedLabel(side);
    m_file->setFont(fonts::monospace(font()));
    m_file->setColourRole(ColourRole::Muted);
    m_file->setElideMode(Qt::ElideLeft);
    m_open = new QToolButton(side);
    m_open->setIcon(icon(Icon::File, ColourRole::Muted));
    m_open->setAutoRaise(true);
    m_open->setToolTip(tr("Open the revision file"));
    makeQuiet(m_open);
    name(m_open, "openStepFile", tr("Open the revision file"));
    connect(m_open, &QToolButton::clicked, this, [this] {
        const int row = m_list->currentIndex().row();
        if (row >= 0)
            emit openFileRequested(QString::fromStdString(m_preview.steps[static_cast<std::size_t>(row)].file));
    });
    m_sql = new SqlView("planSql", tr("SQL of the chosen step"), side);

    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::small, spacing::small, 0);
    top->addWidget(m_file, 1);
    top->addWidget(m_open);
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins({});
    layout->setSpacing(spacing::small);
    layout->addLayout(top);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(spacing::panelMargin, 0, 0, 0);
    inset->addWidget(m_sql);
    layout->addLayout(inset, 1);
    return side;
}

void PlanView::setPreview(const session::PlanPreview &preview)
{
    m_preview = preview;
    m_followed = -1;
    m_list->setUniformItemSizes(preview.steps.size() > measuredSteps);
    m_model->setPreview(preview);
    m_list->setCurrentIndex(m_model->index(0));
    showStep(preview.steps.empty() ? -1 : 0);
}

void PlanView::followStep(int row)
{
    const int shown = m_list->currentIndex().row();
    const bool choseAnother = m_followed >= 0 && shown != m_followed;
    m_followed = row;
    if (!choseAnother)
        m_list->setCurrentIndex(m_model->index(row));
}

void PlanView::showStep(int row)
{
    const bool any = row >= 0 && row < static_cast<int>(m_preview.steps.size());
    m_open->setVisible(any);
    if (!any) {
        m_file->setText({});
        m_sql->setSql({});
        return;
    }
    const session::StepPreview &step = m_preview.steps[static_cast<std::size_t>(row)];
    m_file->setText(QString::fromStdString(step.file));
    m_open->setEnabled(!step.file.empty() && !step.isKept);
    m_sql->setBlocks(words::stepBlocks(step));
}

} // namespace retort::ui
