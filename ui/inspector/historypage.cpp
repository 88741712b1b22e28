// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/historypage.h"

#include "ui/inspector/definitionpair.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/factview.h"
#include "ui/inspector/factmodel.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QShowEvent>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui
{

HistoryPage::HistoryPage(QWidget *parent)
    : QWidget(parent)
    , m_list(new FactView("historyList", tr("What runs did to it"), this))
    , m_show(new QToolButton(this))
    , m_below(new QStackedWidget(this))
    , m_state(new StatePage(m_below))
    , m_pair(new DefinitionPair(m_below))
{
    setObjectName(QStringLiteral("historyPage"));
    m_show->setIcon(icon(Icon::Graph, ColourRole::Muted));
    m_show->setText(tr("Show revision"));
    m_show->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_show->setToolTip(tr("Selects the revision in the graph"));
    m_show->setStatusTip(m_show->toolTip());
    makeQuiet(m_show);
    name(m_show, "historyRevision", tr("Show revision"));
    m_state->setObjectName(QStringLiteral("historyState"));
    m_below->addWidget(m_state);
    m_below->addWidget(m_pair);
    auto *above = new QWidget(this);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(spacing::small, spacing::tiny, spacing::small, 0);
    tools->addStretch();
    tools->addWidget(m_show);
    auto *aboveLayout = new QVBoxLayout(above);
    aboveLayout->setContentsMargins({});
    aboveLayout->setSpacing(0);
    aboveLayout->addLayout(tools);
    aboveLayout->addWidget(m_list, 1);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(above);
    splitter->addWidget(m_below);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({160, 320});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(splitter);

    connect(m_show, &QToolButton::clicked, this, [this] { emit revisionActivated(revision()); });
    connect(m_list, &QAbstractItemView::activated, this, [this] {
        if (!revision().isEmpty())
            emit revisionActivated(revision());
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &index) { choose(index.row()); });
}

void HistoryPage::setEntries(const catalog::RelationName &name, const std::vector<run::RecordedChange> &entries,
                             const session::RelationChange *latest)
{
    const bool isOther = name != m_name;
    const std::optional<session::RelationChange> shown =
        latest ? std::optional(*latest) : std::optional<session::RelationChange>();
    if (!isOther && entries == m_entries && shown == m_latest)
        return;
    m_name = name;
    m_entries = entries;
    m_latest = shown;
    m_list->setTable(pages::history(entries));
    if (!m_entries.empty())
        m_list->setCurrentIndex(m_list->model()->index(0, 0));
    choose(m_entries.empty() ? -1 : 0);
}

QString HistoryPage::revision() const
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= static_cast<int>(m_entries.size()))
        return {};
    const auto &revisions = m_entries[static_cast<std::size_t>(row)].revisions;
    return revisions.empty() ? QString() : QString::fromStdString(revisions.back());
}

void HistoryPage::choose(int row)
{
    m_show->setEnabled(!revision().isEmpty());
    if (row <= 0 && m_latest) { // also before the journal has told of the run
        showPair(*m_latest);
        return;
    }
    if (row < 0 || row >= static_cast<int>(m_entries.size()))
        return;
    m_state->showLoading(tr("Reading the definitions …"));
    m_below->setCurrentWidget(m_state);
    if (!isVisible())
        return; // asked for as soon as somebody looks
    emit definitionsRequested(m_entries[static_cast<std::size_t>(row)].run, m_name);
}

void HistoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_below->currentWidget() == m_state)
        choose(m_list->currentIndex().row());
}

void HistoryPage::showPair(const session::RelationChange &change)
{
    const auto textOf = [](const std::optional<catalog::Relation> &relation) {
        return relation ? QString::fromStdString(relation->psqlVerboseText) : QString();
    };
    m_pair->setTexts(textOf(change.before), textOf(change.after));
    m_below->setCurrentWidget(m_pair);
}

void HistoryPage::setDefinitions(qint64 run, const session::RelationChange &change)
{
    const int row = m_list->currentIndex().row();
    if (row >= 0 && row < static_cast<int>(m_entries.size()) && m_entries[static_cast<std::size_t>(row)].run == run
        && change.summary().name == m_name)
        showPair(change);
}

void HistoryPage::showUnknown(qint64 run)
{
    const int row = m_list->currentIndex().row();
    if (row < 0 || row >= static_cast<int>(m_entries.size()) || m_entries[static_cast<std::size_t>(row)].run != run)
        return;
    m_state->showEmpty(Icon::File, tr("No definitions kept"),
                       tr("The run changed too many relations, or there were too many to look at: only its name is "
                          "known."));
    m_below->setCurrentWidget(m_state);
}

} // namespace retort::ui
