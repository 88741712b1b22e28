// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/sizechart.h"

#include "ui/log/sizeplot.h"
#include "ui/log/sizeseries.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QShowEvent>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace retort::ui {

SizeChart::SizeChart(QWidget *parent)
    : QWidget(parent)
    , m_database(new QComboBox(this))
    , m_legend(new RoleLabel(tr("the largest, as each run left them · dashed: hypertables"), ColourRole::Muted, this))
    , m_body(new QStackedWidget(this))
    , m_empty(new StatePage(m_body))
{
    setObjectName(QStringLiteral("sizeChart"));
    setAccessibleName(tr("Sizes"));
    name(m_database, "sizeDatabase", tr("Database of the chart"));
    m_database->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_database->setStatusTip(tr("Whose relations are drawn"));
    m_database->addItem(tr("All databases"), QString());
    m_empty->setObjectName(QStringLiteral("sizeEmpty"));
    m_body->addWidget(m_empty);
    connect(m_database, &QComboBox::currentIndexChanged, this, [this] { refill(); });
    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, spacing::small);
    top->setSpacing(spacing::small);
    top->addWidget(m_database);
    top->addStretch();
    top->addWidget(m_legend);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(m_body, 1);
}

void SizeChart::setDatabases(const QStringList &names)
{
    if (m_names == names)
        return;
    m_names = names;
    const QString chosen = m_database->currentData().toString();
    const QSignalBlocker quiet(m_database);
    m_database->clear();
    m_database->addItem(tr("All databases"), QString());
    for (const QString &one : names)
        m_database->addItem(one, one);
    m_database->setCurrentIndex(qMax(0, m_database->findData(chosen)));
    refill();
}

void SizeChart::setSizes(const std::vector<run::RecordedSize> &sizes)
{
    m_sizes = sizes;
    refill();
}

void SizeChart::refill()
{
    if (!m_plot)
        return;
    std::vector<SizeEntry> entries = sizeEntries(m_sizes, m_database->currentData().toString());
    m_legend->setVisible(!entries.empty());
    if (entries.empty()) {
        m_empty->showEmpty(Icon::Database, tr("No sizes yet"),
                           tr("Each run leaves the sizes of the largest tables in the journal; they stand here."));
        m_body->setCurrentWidget(m_empty);
    } else {
        m_body->setCurrentWidget(m_plot);
    }
    m_plot->setEntries(std::move(entries));
}

void SizeChart::showEvent(QShowEvent *event)
{
    if (!m_plot) {
        m_plot = new SizePlot(m_body);
        m_body->addWidget(m_plot);
        refill();
    }
    QWidget::showEvent(event);
}

} // namespace retort::ui
