// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/relationpage.h"

#include "ui/inspector/datapage.h"
#include "ui/inspector/ddlpage.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/factview.h"
#include "ui/inspector/historypage.h"
#include "ui/inspector/inspectorwords.h"
#include "ui/inspector/psqlpage.h"
#include "ui/inspector/seriespage.h"
#include "ui/inspector/timescalepage.h"
#include "ui/plan/sqlview.h"
#include "ui/theme/badge.h"
#include "ui/theme/figures.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QHBoxLayout>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace retort::ui {

namespace {

/// Where all of it is new or gone, the head says so for every page.
bool hasMarks(const FactTable &table)
{
    return !table.isWhole && std::any_of(table.facts.begin(), table.facts.end(), [](const Fact &fact) {
        return fact.change != Change::None;
    });
}

ColourRole roleOf(Change change)
{
    switch (change) {
    case Change::Added: return ColourRole::Added;
    case Change::Removed: return ColourRole::Removed;
    case Change::Altered:
    case Change::None: break;
    }
    return ColourRole::Changed;
}

void markAll(FactTable &table, Change change)
{
    table.isWhole = true;
    for (Fact &fact : table.facts)
        fact.change = change;
}

} // namespace

RelationPage::RelationPage(QWidget *parent)
    : QWidget(parent)
    , m_title(new ElidedLabel(this))
    , m_kind(new RoleLabel(ColourRole::Muted, this))
    , m_change(new BadgeLabel(this))
    , m_revisions(new QToolButton(this))
    , m_figures(new ElidedLabel(this))
    , m_locked(new RoleLabel(ColourRole::Failed, this))
    , m_tabs(new QTabWidget(this))
{
    m_title->setObjectName(QStringLiteral("relationTitle"));
    m_title->setFont(fonts::strong(fonts::scaled(font(), 1.08)));
    m_title->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_figures->setObjectName(QStringLiteral("relationFigures"));
    m_figures->setColourRole(ColourRole::Muted);
    m_revisions->setIcon(icon(Icon::Graph, ColourRole::Muted));
    m_revisions->setToolTip(tr("Revisions that touched it"));
    makeQuiet(m_revisions);
    ui::name(m_revisions, "relationRevisions", tr("Revisions that touched it"));
    connect(m_revisions, &QToolButton::clicked, this, [this] { emit revisionsRequested(m_name); });
    m_locked->setObjectName(QStringLiteral("relationLocked"));
    m_locked->setWordWrap(true);
    ui::name(m_tabs, "relationTabs", tr("Pages of the relation"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setUsesScrollButtons(true);
    ui::name(m_tabs->tabBar(), "relationTabBar", tr("Pages of the relation"));

    m_columns = addPage("relationColumns", tr("Columns"));
    m_indexes = addPage("relationIndexes", tr("Indexes"));
    m_keys = addPage("relationKeys", tr("Keys"));
    m_triggers = addPage("relationTriggers", tr("Triggers"));
    m_policies = addPage("relationPolicies", tr("Policies"));
    m_partitions = addPage("relationPartitions", tr("Partitions"));
    m_dependents = addPage("relationDependents", tr("Dependents"));
    m_timescale = new TimescalePage(m_tabs);
    m_tabs->addTab(m_timescale, tr("Hypertable"));
    connect(m_timescale, &TimescalePage::relationActivated, this, &RelationPage::relationActivated);
    connect(m_timescale, &TimescalePage::chunkActivated, this, &RelationPage::showChunk);
    m_chunks = addPage("relationChunks", tr("Chunks"));
    m_series = new SeriesPage(m_tabs);
    m_tabs->addTab(m_series, tr("Series"));
    connect(m_series, &SeriesPage::seriesRequested, this, &RelationPage::seriesRequested);
    m_definition = new SqlView("relationDefinition", tr("Definition"), m_tabs);
    m_definition->setOnBase(true);
    m_tabs->addTab(m_definition, tr("Definition"));
    m_details = addPage("relationDetails", tr("Details"));
    m_ddl = new DdlPage(m_tabs);
    m_tabs->addTab(m_ddl, tr("DDL"));
    m_psql = new PsqlPage(m_tabs);
    m_tabs->addTab(m_psql, QStringLiteral("psql"));
    m_data = new DataPage(m_tabs);
    m_tabs->addTab(m_data, tr("Data"));
    connect(m_data, &DataPage::rowsRequested, this, &RelationPage::rowsRequested);
    m_history = new HistoryPage(m_tabs);
    m_tabs->addTab(m_history, tr("History"));
    connect(m_history, &HistoryPage::definitionsRequested, this, &RelationPage::definitionsRequested);
    connect(m_history, &HistoryPage::revisionActivated, this, &RelationPage::revisionActivated);

    auto *first = new QHBoxLayout;
    first->setSpacing(spacing::small);
    first->addWidget(m_title);
    first->addWidget(m_kind);
    first->addWidget(m_change);
    first->addStretch();
    first->addWidget(m_revisions);
    auto *head = new QVBoxLayout;
    head->setContentsMargins(spacing::panelMargin, spacing::medium, spacing::panelMargin, spacing::tiny);
    head->setSpacing(2);
    head->addLayout(first);
    head->addWidget(m_figures);
    head->addWidget(m_locked);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_tabs, 1);
    layout->addStretch(); // where there are no pages
}

FactView *RelationPage::addPage(const char *objectName, const QString &title)
{
    auto *view = new FactView(objectName, title, m_tabs);
    m_tabs->addTab(view, title);
    connect(view, &FactView::relationActivated, this, &RelationPage::relationActivated);
    return view;
}

void RelationPage::showHead(const catalog::Relation &relation, Change change)
{
    m_title->setText(words::relationName(relation.summary.name));
    m_kind->setText(words::relationKind(relation.summary));
    m_change->setBadge(words::change(change), roleOf(change));
    m_change->setVisible(change != Change::None);
    m_figures->setText(words::relationFigures(relation.summary));
    m_figures->setVisible(!m_figures->text().isEmpty());
    m_locked->setText(tr("Locked by %1: only its name is known. Read it again when that has ended.")
                          .arg(QString::fromStdString(relation.lockedBy)));
    m_locked->setVisible(!relation.lockedBy.empty());
    m_tabs->setVisible(relation.lockedBy.empty());
}

void RelationPage::showTab(QWidget *page, const QString &title, qsizetype count, bool isMarked)
{
    const int at = m_tabs->indexOf(page);
    m_tabs->setTabVisible(at, count >= 0);
    QString label = title;
    if (count > 0)
        label += QLatin1Char(' ') + words::count(count);
    if (isMarked)
        label += QStringLiteral(" ~");
    m_tabs->setTabText(at, label);
}

void RelationPage::fill(FactView *view, FactTable table, bool isCounted)
{
    const bool any = !table.isEmpty();
    const bool marked = hasMarks(table);
    const auto count = static_cast<qsizetype>(table.facts.size());
    view->setTable(std::move(table));
    showTab(view, view->accessibleName(), !any ? -1 : isCounted ? count : 0, marked);
}

/// In the table, which has the newest first.
void RelationPage::showChunk(int number)
{
    m_tabs->setCurrentWidget(m_chunks);
    const QAbstractItemModel *rows = m_chunks->model();
    const QModelIndex row = rows->index(rows->rowCount() - 1 - number, 0);
    m_chunks->setCurrentIndex(row);
    m_chunks->scrollTo(row);
}

void RelationPage::setRelation(const catalog::Relation &relation, const catalog::Relation *before, Change change)
{
    m_name = relation.summary.name;
    QWidget *shown = m_tabs->currentWidget();
    showHead(relation, change);
    const auto table = [&](FactTable (*page)(const catalog::Relation &, const catalog::Relation *)) {
        FactTable made = page(relation, before);
        if (change == Change::Added || change == Change::Removed)
            markAll(made, change);
        return made;
    };
    fill(m_columns, table(&pages::columns), false);
    fill(m_indexes, table(&pages::indexes), true);
    fill(m_keys, table(&pages::keys), true);
    fill(m_triggers, table(&pages::triggers), true);
    fill(m_policies, table(&pages::rowPolicies), true);
    fill(m_partitions, table(&pages::partitions), true);
    fill(m_dependents, table(&pages::dependents), true);
    m_timescale->setRelation(relation);
    showTab(m_timescale, relation.continuousAggregate ? tr("Aggregate") : tr("Hypertable"),
            relation.hypertable || relation.continuousAggregate ? 0 : -1, false);
    const catalog::HypertableFacts *hypertable = relation.hypertable ? &*relation.hypertable
        : relation.continuousAggregate                               ? &relation.continuousAggregate->storage
                                                                     : nullptr;
    fill(m_chunks, hypertable ? pages::chunks(*hypertable) : FactTable{}, true);
    const std::string &definition = relation.continuousAggregate && !relation.continuousAggregate->definition.empty()
        ? relation.continuousAggregate->definition
        : relation.viewDefinition;
    m_definition->setSql(QString::fromStdString(definition).trimmed());
    showTab(m_definition, tr("Definition"), definition.empty() ? -1 : 0,
            before && before->viewDefinition != relation.viewDefinition);
    fill(m_details, table(&pages::details), false);
    m_ddl->setRelation(relation);
    showTab(m_ddl, tr("DDL"), m_ddl->script().isEmpty() ? -1 : 0, false);
    m_psql->setRelation(relation);
    showTab(m_psql, QStringLiteral("psql"), relation.psqlText.empty() ? -1 : 0, false);
    using catalog::RelationKind;
    const RelationKind kind = relation.summary.kind;
    const bool isThere = change != Change::Removed && relation.lockedBy.empty();
    const bool canDraw = isThere && SeriesPage::canDraw(relation);
    if (canDraw)
        m_series->setRelation(relation);
    showTab(m_series, tr("Series"), canDraw ? 0 : -1, false);
    const bool hasRows = isThere
        && (kind == RelationKind::Table || kind == RelationKind::PartitionedTable || kind == RelationKind::View
            || kind == RelationKind::MaterializedView || kind == RelationKind::ForeignTable);
    if (hasRows)
        m_data->setRelation(m_name);
    showTab(m_data, tr("Data"), hasRows ? 0 : -1, false);
    // The page one was reading stays in front, when the relation has it too.
    if (const int at = m_tabs->indexOf(shown); at >= 0 && m_tabs->isTabVisible(at))
        m_tabs->setCurrentIndex(at);
}

void RelationPage::setHistory(const std::vector<run::RecordedChange> &entries, const session::RelationChange *latest)
{
    m_history->setEntries(m_name, entries, latest);
    showTab(m_history, tr("History"), m_history->isEmpty() ? -1 : static_cast<qsizetype>(entries.size()),
            latest != nullptr);
}

} // namespace retort::ui
