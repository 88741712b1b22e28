// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/timescalepage.h"

#include "ui/inspector/chunkplot.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/factview.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QVBoxLayout>

namespace retort::ui {

TimescalePage::TimescalePage(QWidget *parent)
    : QScrollArea(parent)
    , m_body(new Surface(ColourRole::Base, this))
{
    name(this, "timescalePage", tr("TimescaleDB"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    auto *layout = new QVBoxLayout(m_body);
    layout->setContentsMargins(0, spacing::small, 0, spacing::small);
    layout->setSpacing(spacing::tiny);
    const auto heading = [&](SectionLabel *label) {
        label->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::tiny);
        layout->addWidget(label);
    };
    m_facts = addTable("timescaleFacts", tr("Hypertable"), false, nullptr);
    m_chunksHeading = new SectionLabel(tr("Chunks along time"), m_body);
    heading(m_chunksHeading);
    m_chunks = new ChunkPlot(m_body);
    connect(m_chunks, &ChunkPlot::chunkActivated, this, &TimescalePage::chunkActivated);
    auto *inset = new QHBoxLayout;
    inset->setContentsMargins(spacing::panelMargin, 0, spacing::panelMargin, 0);
    inset->addWidget(m_chunks);
    layout->addLayout(inset);
    m_dimensions = addTable("timescaleDimensions", tr("Dimensions"), true, &m_dimensionsHeading);
    m_policies = addTable("timescalePolicies", tr("Policies"), true, &m_policiesHeading);
    layout->addStretch();
    setWidget(m_body);
}

FactView *TimescalePage::addTable(const char *objectName, const QString &title, bool withHeadings,
                                  SectionLabel **heading)
{
    auto *layout = static_cast<QVBoxLayout *>(m_body->layout());
    if (heading) {
        *heading = new SectionLabel(title, m_body);
        (*heading)->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::tiny);
        layout->addWidget(*heading);
    }
    auto *view = new FactView(objectName, title, m_body);
    view->setEmbedded(withHeadings);
    connect(view, &FactView::relationActivated, this, &TimescalePage::relationActivated);
    layout->addWidget(view);
    return view;
}

void TimescalePage::setRelation(const catalog::Relation &relation)
{
    const catalog::HypertableFacts none;
    const catalog::HypertableFacts &facts = relation.hypertable ? *relation.hypertable
        : relation.continuousAggregate                          ? relation.continuousAggregate->storage
                                                                : none;
    const std::vector<catalog::Policy> &policies =
        relation.continuousAggregate ? relation.continuousAggregate->policies : facts.policies;
    m_facts->setTable(relation.continuousAggregate ? pages::aggregateFacts(*relation.continuousAggregate)
                                                   : pages::hypertableFacts(facts));
    m_chunks->setChunks(facts.chunks);
    m_chunksHeading->setVisible(!facts.chunks.empty());
    const auto fill = [](FactView *view, SectionLabel *heading, FactTable table) {
        view->setVisible(!table.isEmpty());
        heading->setVisible(!table.isEmpty());
        view->setTable(std::move(table));
    };
    fill(m_dimensions, m_dimensionsHeading, pages::dimensions(facts));
    fill(m_policies, m_policiesHeading, pages::policies(policies));
}

} // namespace retort::ui
