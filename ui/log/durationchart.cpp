// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/durationchart.h"

#include "ui/log/durationplot.h"
#include "ui/log/durationseries.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QShowEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace retort::ui {

using revision::Direction;

struct DurationChart::Private {
    explicit Private(DurationChart *chart);
    void build();
    void refill();

    DurationChart *q;
    std::vector<run::RevisionDuration> durations;
    QStringList databases;
    QComboBox *database;
    QComboBox *direction;
    RoleLabel *legend;
    QStackedWidget *body;
    StatePage *empty;
    DurationPlot *plot = nullptr;
};

DurationChart::Private::Private(DurationChart *chart)
    : q(chart)
    , database(new QComboBox(q))
    , direction(new QComboBox(q))
    , legend(new RoleLabel(tr("bar: latest run · ○ earlier runs · × failed"), ColourRole::Muted, q))
    , body(new QStackedWidget(q))
    , empty(new StatePage(body))
{
    name(database, "durationDatabase", tr("Database of the chart"));
    database->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    name(direction, "durationDirection", tr("Upgrades or downgrades"));
    database->addItem(tr("All databases"), QString());
    direction->addItem(tr("Upgrades"), QVariant::fromValue(Direction::Upgrade));
    direction->addItem(tr("Downgrades"), QVariant::fromValue(Direction::Downgrade));
    body->addWidget(empty);
    connect(database, &QComboBox::currentIndexChanged, q, [this] { refill(); });
    connect(direction, &QComboBox::currentIndexChanged, q, [this] { refill(); });

    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::panelMargin, spacing::small, spacing::panelMargin, spacing::small);
    top->setSpacing(spacing::small);
    top->addWidget(database);
    top->addWidget(direction);
    top->addStretch();
    top->addWidget(legend);
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(body, 1);
}

void DurationChart::Private::build()
{
    plot = new DurationPlot(body);
    body->addWidget(plot);
    connect(plot, &DurationPlot::activated, q, &DurationChart::revisionActivated);
    refill();
}

void DurationChart::Private::refill()
{
    if (!plot)
        return;
    std::vector<DurationEntry> entries =
        durationEntries(durations, database->currentData().toString(), direction->currentData().value<Direction>());
    legend->setVisible(!entries.empty());
    if (entries.empty()) {
        empty->showEmpty(Icon::Clock, tr("No durations yet"),
                         tr("After the first run, each revision's time stands here, run by run."));
        body->setCurrentWidget(empty);
    } else {
        body->setCurrentWidget(plot);
    }
    plot->setEntries(std::move(entries), databases);
}

DurationChart::DurationChart(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("durationChart"));
    setAccessibleName(tr("Durations"));
}

DurationChart::~DurationChart() = default;

void DurationChart::setDatabases(const QStringList &names)
{
    if (d->databases == names)
        return;
    d->databases = names;
    const QString chosen = d->database->currentData().toString();
    const QSignalBlocker quiet(d->database);
    d->database->clear();
    d->database->addItem(tr("All databases"), QString());
    for (const QString &name : names)
        d->database->addItem(name, name);
    d->database->setCurrentIndex(qMax(0, d->database->findData(chosen)));
    d->refill();
}

bool DurationChart::isBuilt() const
{
    return d->plot != nullptr;
}

void DurationChart::setDurations(const std::vector<run::RevisionDuration> &durations)
{
    d->durations = durations;
    d->refill();
}

void DurationChart::showEvent(QShowEvent *event)
{
    if (!d->plot)
        d->build();
    QWidget::showEvent(event);
}

} // namespace retort::ui
