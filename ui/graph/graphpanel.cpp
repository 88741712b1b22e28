// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphpanel.h"

#include "engine/base/text.h"
#include "ui/graph/graphfilter.h"
#include "ui/graph/revisionmodel.h"
#include "ui/graph/revisionview.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/noticebar.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QStackedWidget>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace retort::ui
{

namespace
{

/// Up to here a graph is laid out between two frames; larger ones are laid out on a worker thread.
constexpr std::size_t smallMap = 3000;

QString joined(const std::vector<std::string> &texts)
{
    return QString::fromStdString(text::join(texts, ", "));
}

QString commandFor(const QString &database, const QString &verb, const QString &id)
{
    return QStringLiteral("retort -x db=%1 %2 %3").arg(database, verb, id);
}

/// The first three, and how many more there are.
QString shortList(const std::vector<std::string> &objects)
{
    constexpr std::size_t most = 3;
    const std::size_t shown = std::min(objects.size(), most);
    const QString list = joined({objects.begin(), objects.begin() + static_cast<std::ptrdiff_t>(shown)});
    const int more = static_cast<int>(objects.size() - shown);
    return more == 0 ? list : GraphPanel::tr("%1 and %n more", "", more).arg(list);
}

} // namespace

GraphPanel::GraphPanel(const QString &database, int number, QWidget *parent)
    : QWidget(parent)
    , m_database(database)
    , m_number(number)
    , m_badge(new DatabaseBadge(this))
    , m_upgrade(new QPushButton(tr("Upgrade to head"), this))
    , m_undo(new QPushButton(tr("Undo last"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_more(new QPushButton(QStringLiteral("⋯"), this))
    , m_progress(new ElidedLabel(this))
    , m_connectionNotice(new NoticeBar(this))
    , m_filesNotice(new NoticeBar(this))
    , m_historyNotice(new NoticeBar(this))
    , m_driftNotice(new NoticeBar(this))
    , m_filter(new GraphFilter(database, this))
    , m_stack(new QStackedWidget(this))
    , m_model(new RevisionModel(this))
    , m_view(new RevisionView(this))
{
    setObjectName(QStringLiteral("graph.") + database);
    setAccessibleName(tr("Revisions of %1").arg(database));
    m_state.name = database.toStdString();
    buildHeader();

    m_view->setRevisionModel(m_model);
    m_view->setDatabaseNumber(number);
    name(m_view, "graphView", tr("Revision graph of %1").arg(database));
    m_stack->addWidget(m_view);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_badge);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(spacing::panelMargin, spacing::small + 2, spacing::panelMargin, spacing::medium);
    buttons->setSpacing(spacing::small);
    for (QPushButton *button : {m_upgrade, m_cancel, m_undo, m_more})
        buttons->addWidget(button);
    buttons->addStretch();
    buttons->addWidget(m_progress);
    layout->addLayout(buttons);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    for (NoticeBar *notice : {m_connectionNotice, m_filesNotice, m_historyNotice, m_driftNotice})
        layout->addWidget(notice);
    layout->addWidget(m_filter);
    layout->addWidget(new Hairline(Qt::Horizontal, this));
    layout->addWidget(m_stack, 1);

    connect(m_view, &RevisionView::selectedIdChanged, this, &GraphPanel::selectedIdChanged);
    connect(m_view, &RevisionView::textScaleChanged, this, &GraphPanel::textScaleChanged);
    connect(m_view, &RevisionView::menuRequested, this, &GraphPanel::showMenu);
    connect(m_view, &RevisionView::foldMenuRequested, this, &GraphPanel::showFoldMenu);
    connect(m_view, &QAbstractItemView::activated, this, &GraphPanel::activate);
    connect(m_view, &RevisionView::typed, this, [this](const QString &text) {
        m_filter->focus();
        m_filter->setText(text);
    });
    connect(m_filter, &GraphFilter::textChanged, this, &GraphPanel::filter);
    connect(m_filter, &GraphFilter::finished, this, &GraphPanel::focusGraph);
    connect(m_filter, &GraphFilter::copyRequested, this, &GraphPanel::copyRequested);
    m_filter->line()->installEventFilter(this);
    m_view->installEventFilter(this);
    connect(m_historyNotice, &NoticeBar::actionTriggered, this, [this] {
        if (!m_state.unknownRows.empty() && hasStoredText({}))
            emit undoFromStoredRequested();
        else if (!m_state.unknownRows.empty())
            emit stampRequested({});
        else if (!m_state.disagreements.empty())
            emit editRequested(QString::fromStdString(m_state.changed.front()));
        else
            emit joinHeadsRequested();
    });
    connect(m_connectionNotice, &NoticeBar::actionTriggered, this, &GraphPanel::retryRequested);
    connect(m_driftNotice, &NoticeBar::actionTriggered, this, &GraphPanel::driftCheckRequested);
    connect(m_filesNotice, &NoticeBar::actionTriggered, this, [this] {
        const std::vector<std::string> missing = m_state.missingFiles; // the first one's answer may change it
        for (const std::string &id : missing)
            emit writeFileRequested(QString::fromStdString(id));
        if (missing.empty() && m_project && m_project->error)
            emit showFileRequested(QString::fromStdString(m_project->error->place.file));
    });

    m_badge->setDatabase(m_state, m_number);
    showButtons();
}

GraphPanel::~GraphPanel() = default;

void GraphPanel::buildHeader()
{
    name(m_upgrade, "upgradeToHead", tr("Upgrade %1 to its head").arg(m_database));
    name(m_undo, "undoLast", tr("Undo the last revision of %1").arg(m_database));
    name(m_cancel, "cancelRun", tr("Cancel the run on %1").arg(m_database));
    name(m_more, "graphMenu", tr("More actions for %1").arg(m_database));
    m_progress->setObjectName(QStringLiteral("runProgress"));
    m_upgrade->setToolTip(tr("Shows the plan to the head of its branch, then runs it"));
    m_undo->setToolTip(tr("Shows the plan that takes the newest revision back, then runs it"));
    m_cancel->setIcon(icon(Icon::Cancel));
    m_progress->setColourRole(ColourRole::Muted);
    for (QPushButton *button : {m_upgrade, m_undo, m_cancel, m_more})
        button->setAutoDefault(false);

    connect(m_upgrade, &QPushButton::clicked, this, [this] { emit upgradeRequested(QStringLiteral("head")); });
    connect(m_undo, &QPushButton::clicked, this, &GraphPanel::undoLastRequested);
    connect(m_cancel, &QPushButton::clicked, this, &GraphPanel::cancelRequested);
    auto *menu = new QMenu(m_more);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { buildMenu(menu); });
    m_more->setMenu(menu);
}

void GraphPanel::buildMenu(QMenu *menu)
{
    menu->clear();
    const bool canRun = m_state.reachability == session::Reachability::Reachable && !m_state.isRunning;
    connect(menu->addAction(tr("Jump to current")), &QAction::triggered, this, &GraphPanel::jumpToCurrent);
    connect(menu->addAction(tr("Jump to head")), &QAction::triggered, this, &GraphPanel::jumpToHead);
    QAction *ancestor = menu->addAction(tr("Jump to common ancestor"));
    const std::vector<std::string> meeting = meetingIds();
    ancestor->setEnabled(meeting.size() > 1 && m_model->graph().commonAncestorRow(meeting) >= 0);
    connect(ancestor, &QAction::triggered, this, &GraphPanel::jumpToCommonAncestor);
    menu->addSeparator();
    connect(menu->addAction(icon(Icon::New), tr("New revision…")), &QAction::triggered, this,
            [this] { emit newRevisionRequested({}); });
    QAction *stamp = menu->addAction(icon(Icon::Stamp), tr("Stamp…"));
    stamp->setEnabled(canRun);
    connect(stamp, &QAction::triggered, this, [this] { emit stampRequested({}); });
    QAction *base = menu->addAction(icon(Icon::Down), tr("Downgrade to base…"));
    base->setEnabled(canRun && !m_state.rows.empty());
    connect(base, &QAction::triggered, this, [this] { emit downgradeRequested(QStringLiteral("base")); });
    QAction *verification = menu->addAction(m_isVerifying ? tr("Stop verifying") : tr("Verify the branch"));
    verification->setObjectName(QStringLiteral("verifyBranch"));
    verification->setStatusTip(tr("Each revision up, down and up again, on a scratch database"));
    connect(verification, &QAction::triggered, this, [this] {
        if (m_isVerifying)
            emit verificationCancelled();
        else
            verify({});
    });
    QAction *drift = menu->addAction(tr("Check for drift"));
    drift->setObjectName(QStringLiteral("checkDrift"));
    drift->setStatusTip(tr("The schema beside what its recorded revisions give"));
    drift->setEnabled(canRun);
    connect(drift, &QAction::triggered, this, &GraphPanel::driftCheckRequested);
    menu->addSeparator();
    connect(menu->addAction(icon(Icon::Refresh), tr("Refresh")), &QAction::triggered, this,
            &GraphPanel::retryRequested);
}

void GraphPanel::showMenu(const QString &id, const QPoint &globalPosition)
{
    const int row = m_model->rowOf(id);
    if (row < 0)
        return;
    const NodeStates states = m_model->states(row);
    const bool isKnown = !states.testFlag(NodeState::Unknown);
    const bool canRun = m_state.reachability == session::Reachability::Reachable && !m_state.isRunning;
    const bool isApplied = states.testFlag(NodeState::Applied);
    const QString verb = isApplied ? QStringLiteral("downgrade") : QStringLiteral("upgrade");

    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("nodeMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    addStoredActions(menu, id);
    if (isKnown && isApplied) {
        QAction *downgrade = menu->addAction(icon(Icon::Down), tr("Downgrade to here…"));
        downgrade->setObjectName(QStringLiteral("downgradeToHere"));
        downgrade->setEnabled(canRun && !(states.testFlag(NodeState::Current) && m_state.rows.size() == 1));
        connect(downgrade, &QAction::triggered, this, [this, id] { emit downgradeRequested(id); });
    } else if (isKnown) {
        QAction *upgrade = menu->addAction(icon(Icon::Up), tr("Upgrade to here…"));
        upgrade->setObjectName(QStringLiteral("upgradeToHere"));
        upgrade->setEnabled(canRun);
        connect(upgrade, &QAction::triggered, this, [this, id] { emit upgradeRequested(id); });
    }
    QAction *stamp =
        menu->addAction(icon(Icon::Stamp), isKnown ? tr("Stamp this revision…") : tr("Stamp another revision…"));
    stamp->setEnabled(canRun);
    connect(stamp, &QAction::triggered, this, [this, id, isKnown] { emit stampRequested(isKnown ? id : QString()); });
    if (isKnown)
        connect(menu->addAction(icon(Icon::New), tr("New revision from here…")), &QAction::triggered, this,
                [this, id] { emit newRevisionRequested(id); });
    if (const auto run = m_model->runAround(row)) {
        QAction *fold = menu->addAction(tr("Fold this run of %n revisions", nullptr, run->count()));
        fold->setObjectName(QStringLiteral("foldRun"));
        connect(fold, &QAction::triggered, this, [this, id] { m_view->foldAround(m_model->rowOf(id)); });
    }
    menu->addSeparator();
    connect(menu->addAction(icon(Icon::Copy), tr("Copy id")), &QAction::triggered, this,
            [this, id] { emit copyRequested(id); });
    if (isKnown) {
        const QString command = commandFor(m_database, verb, id);
        connect(menu->addAction(tr("Copy “%1”").arg(command)), &QAction::triggered, this,
                [this, command] { emit copyRequested(command); });
        QAction *relations = menu->addAction(icon(Icon::Table), tr("Show relations"));
        relations->setObjectName(QStringLiteral("showRelations"));
        connect(relations, &QAction::triggered, this, [this, id] { showRelations(id); });
        addComparisons(menu, id);
        QAction *verification = menu->addAction(tr("Verify this revision"));
        verification->setObjectName(QStringLiteral("verifyRevision"));
        verification->setStatusTip(tr("Up, down and up again, on a scratch database"));
        verification->setEnabled(!m_isVerifying);
        connect(verification, &QAction::triggered, this, [this, id] { verify({id}); });
        const QString file = m_model->index(row, 0).data(RevisionModel::FileRole).toString();
        connect(menu->addAction(icon(Icon::File), tr("Show file")), &QAction::triggered, this,
                [this, file] { emit showFileRequested(file); });
    }
    menu->popup(globalPosition);
}

/// Of any orphan where none is named.
bool GraphPanel::hasStoredText(const std::string &revision) const
{
    const auto &missing = m_state.missingFiles;
    if (std::find(missing.begin(), missing.end(), revision) != missing.end())
        return true;
    return std::any_of(m_state.orphans.begin(), m_state.orphans.end(), [&](const session::Orphan &orphan) {
        return orphan.kept && (revision.empty() || orphan.revision == revision);
    });
}

/// What the text that the database keeps is good for: where the file was edited, or is gone.
void GraphPanel::addStoredActions(QMenu *menu, const QString &id)
{
    const bool canRun = m_state.reachability == session::Reachability::Reachable && !m_state.isRunning;
    const std::string revision = id.toStdString();
    if (std::find(m_state.changed.begin(), m_state.changed.end(), revision) != m_state.changed.end()) {
        QAction *compare = menu->addAction(icon(Icon::Arrows), tr("Compare with what ran…"));
        compare->setObjectName(QStringLiteral("compareWithWhatRan"));
        connect(compare, &QAction::triggered, this, [this, id] { emit editRequested(id); });
        menu->addSeparator();
    }
    if (!hasStoredText(revision))
        return;
    QAction *undo = menu->addAction(icon(Icon::Undo), tr("Undo from the stored text…"));
    undo->setObjectName(QStringLiteral("undoFromStored"));
    undo->setEnabled(canRun);
    connect(undo, &QAction::triggered, this, &GraphPanel::undoFromStoredRequested);
    QAction *write = menu->addAction(icon(Icon::File), tr("Write the file again"));
    write->setObjectName(QStringLiteral("writeFileAgain"));
    connect(write, &QAction::triggered, this, [this, id] { emit writeFileRequested(id); });
    menu->addSeparator();
}

void GraphPanel::addComparisons(QMenu *menu, const QString &id)
{
    const QString selected = m_compared;
    if (!selected.isEmpty() && selected != id) {
        QAction *other = menu->addAction(tr("Compare %1 with this…").arg(selected));
        other->setObjectName(QStringLiteral("compareWithMarked"));
        connect(other, &QAction::triggered, this, [this, selected, id] { emit comparisonRequested(selected, id); });
    }
    QAction *mark = menu->addAction(tr("Compare with another revision…"));
    mark->setObjectName(QStringLiteral("compare"));
    connect(mark, &QAction::triggered, this, [this, id] {
        m_compared = id;
        const QString current = m_state.rows.size() == 1 ? QString::fromStdString(m_state.rows.front()) : QString();
        emit comparisonRequested(current == id ? QString() : current, id);
    });
}

void GraphPanel::showFoldMenu(int row, const QPoint &globalPosition)
{
    const Fold *fold = m_model->foldAt(row);
    if (!fold)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("foldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Unfold these %n revisions", nullptr, fold->count())), &QAction::triggered, this,
            [this, row] { m_view->unfold(row); });
    connect(menu->addAction(tr("Unfold all")), &QAction::triggered, m_model, &RevisionModel::unfoldAll);
    menu->addSeparator();
    const auto idAt = [this](int at) { return QString::fromStdString(m_model->graph().revisionAt(at).id); };
    const QString command =
        commandFor(m_database, QStringLiteral("history -r"), idAt(fold->last) + QLatin1Char(':') + idAt(fold->first));
    connect(menu->addAction(icon(Icon::Copy), tr("Copy “%1”").arg(command)), &QAction::triggered, this,
            [this, command] { emit copyRequested(command); });
    menu->popup(globalPosition);
}

void GraphPanel::setCollapsed(bool collapsed)
{
    m_model->setCollapsed(collapsed);
}

void GraphPanel::activate(const QModelIndex &index)
{
    if (m_model->foldAt(index.row())) {
        m_view->unfold(index.row());
        return;
    }
    const NodeStates states = m_model->states(index.row());
    const QString id = m_model->id(index.row());
    if (states.testFlag(NodeState::Unknown)) {
        emit stampRequested({});
        return;
    }
    if (m_state.reachability != session::Reachability::Reachable || m_state.isRunning)
        return;
    if (states.testFlag(NodeState::Pending))
        emit upgradeRequested(id);
    else if (states.testFlag(NodeState::Applied) && !states.testFlag(NodeState::Current))
        emit downgradeRequested(id);
    else
        emit showFileRequested(index.data(RevisionModel::FileRole).toString());
}

QString GraphPanel::selectedId() const
{
    return m_view->selectedId();
}

bool GraphPanel::selectRevision(const QString &id)
{
    if (m_model->isFiltered() && m_model->rowOf(id) < 0 && m_model->graph().rowOf(id.toStdString()) >= 0)
        m_filter->clear();
    return m_view->selectRevision(id);
}

void GraphPanel::selectGraphRow(int graphRow)
{
    if (graphRow >= 0)
        selectRevision(QString::fromStdString(m_model->graph().revisionAt(graphRow).id));
    m_view->setFocus();
}

void GraphPanel::jumpToCurrent()
{
    selectGraphRow(m_model->currentGraphRow());
}

void GraphPanel::jumpToHead()
{
    selectGraphRow(m_model->headGraphRow());
}

/// Fewer than two: there is nothing that could meet.
std::vector<std::string> GraphPanel::meetingIds() const
{
    if (m_state.heads.size() > 1)
        return m_state.heads;
    if (m_state.rows.size() > 1)
        return m_state.rows;
    std::vector<std::string> ids = m_state.rows;
    const std::string selected = selectedId().toStdString();
    if (!selected.empty() && std::find(ids.begin(), ids.end(), selected) == ids.end())
        ids.push_back(selected);
    return ids;
}

void GraphPanel::jumpToCommonAncestor()
{
    const std::vector<std::string> ids = meetingIds();
    selectGraphRow(ids.size() < 2 ? -1 : m_model->graph().commonAncestorRow(ids));
}

void GraphPanel::focusGraph()
{
    m_view->setFocus(Qt::ShortcutFocusReason);
}

void GraphPanel::activateSelected()
{
    if (m_view->currentIndex().isValid())
        activate(m_view->currentIndex());
}

void GraphPanel::focusFilter()
{
    m_filter->focus();
    m_filter->line()->selectAll();
}

void GraphPanel::setFilter(const QString &text)
{
    m_filter->setText(text);
}

void GraphPanel::filter(const QString &text)
{
    // "a:b" is a range as `retort history -r` takes it; until it means something, the text is looked for as it is.
    const bool isRange = text.contains(QLatin1Char(':')) && filterByRange(text.trimmed());
    if (!isRange) {
        m_model->setFilter(text);
        if (m_model->isFiltered())
            wantRelations();
    }
    m_filter->setCommand(isRange ? commandFor(m_database, QStringLiteral("history -r"), text.trimmed()) : QString());
    showPage();
}

void GraphPanel::wantRelations()
{
    if (m_model->relations() || m_filter->isReading())
        return;
    m_filter->showReading(0, 0);
    emit relationIndexWanted();
}

void GraphPanel::showReading(int done, int total)
{
    if (m_filter->isReading())
        m_filter->showReading(done, total);
}

void GraphPanel::verify(const QStringList &ids)
{
    m_isVerifying = true;
    emit verificationRequested(ids);
}

void GraphPanel::addTrip(const session::TripFact &fact)
{
    m_model->setTrip(fact);
}

void GraphPanel::setDrift(const session::DriftFact &drift)
{
    if (!drift.hasDrifted()) {
        m_driftNotice->dismiss();
        return;
    }
    QStringList parts;
    const auto add = [&parts](const QString &words, const std::vector<std::string> &objects) {
        if (!objects.empty())
            parts << words.arg(shortList(objects));
    };
    add(tr("it lacks %1"), drift.missing);
    add(tr("%1 is too much"), drift.extra);
    add(tr("%1 is not the same"), drift.changed);
    const QString rows = drift.rows.empty() ? tr("no revision") : joined(drift.rows);
    m_driftNotice->present(ColourRole::Warning,
                           tr("The schema is not what %1 gives: %2.").arg(rows, parts.join(QLatin1String("; "))),
                           tr("All of it, with the SQL that takes it out: retort -x db=%1 drift").arg(m_database));
    m_driftNotice->setAction(tr("Check again"), "checkDriftAgain");
}

void GraphPanel::forgetTrips()
{
    m_model->forgetTrips();
}

void GraphPanel::endVerification()
{
    m_isVerifying = false;
}

void GraphPanel::setUncommitted(const QStringList &revisions)
{
    m_model->setUncommitted(revisions);
}

void GraphPanel::setRelationIndex(const session::RelationIndexPtr &index)
{
    m_filter->endReading();
    m_model->setRelations(index);
    showPage();
    if (const QString id = std::exchange(m_relationsOf, {}); index && !id.isEmpty())
        showRelations(id);
}

void GraphPanel::setTouchHistory(const session::TouchHistoryPtr &history)
{
    m_model->setTouchHistory(history, m_database);
}

void GraphPanel::showSelectedRelations()
{
    if (const QString id = selectedId(); m_model->graph().rowOf(id.toStdString()) >= 0)
        showRelations(id);
}

void GraphPanel::showRelations(const QString &id)
{
    // What runs did is known to be true; a script that wasn't run tells what it would do.
    if (const auto touched = m_model->touchedBy(id); !touched.empty()) {
        std::vector<script::TouchedRelation> relations;
        for (const run::RelationChange &change : touched)
            relations.push_back({change.schema, change.name});
        emit relationsRequested(id, relations);
        return;
    }
    if (!m_model->relations()) {
        m_relationsOf = id;
        wantRelations();
        return;
    }
    emit relationsRequested(id, m_model->relations()->of(id.toStdString()));
}

bool GraphPanel::filterByRange(const QString &range)
{
    if (!m_project || range.contains(QLatin1Char(' ')))
        return false;
    const revision::BranchBinding binding(m_project->map, m_state.name, m_state.branch);
    const auto shown = binding.history(range.toStdString(), m_state.rows);
    if (!shown || shown->empty())
        return false;
    m_model->setShownRevisions(*shown, range);
    return true;
}

bool GraphPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        emit focused();
    return QWidget::eventFilter(watched, event);
}

void GraphPanel::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::current()[ColourRole::Base]);
}

// --- values --------------------------------------------------------------------------------------------------------

void GraphPanel::setProject(const session::ProjectStatePtr &project)
{
    m_project = project;
    rebuildGraph();
    showNotices();
}

void GraphPanel::setState(const session::DatabaseState &state)
{
    const bool becomesIdle = m_state.isRunning && !state.isRunning;
    const bool isSameHistory = m_state.rows == state.rows && m_state.reachability == state.reachability
        && m_state.unknownRows == state.unknownRows && m_state.orphans == state.orphans
        && m_state.changed == state.changed && m_state.heads == state.heads && m_state.branch == state.branch;
    m_state = state;
    m_badge->setDatabase(state, m_number);
    showButtons();
    showNotices();
    if (!isSameHistory || becomesIdle)
        rebuildGraph();
}

void GraphPanel::rebuildGraph()
{
    if (!m_project)
        return;
    const quint64 ticket = ++m_buildTicket;
    const bool areRowsKnown = m_state.reachability == session::Reachability::Reachable;
    const auto build = [map = m_project->map, state = m_state, areRowsKnown]() -> RevisionGraphPtr {
        return std::make_shared<RevisionGraph>(map, state.name, state.branch, state.rows, areRowsKnown);
    };
    if (m_project->map.size() <= smallMap) {
        takeGraph(build());
        return;
    }
    QThreadPool::globalInstance()->start([self = QPointer<GraphPanel>(this), build, ticket] {
        RevisionGraphPtr graph = build();
        QMetaObject::invokeMethod(
            qApp,
            [self, graph = std::move(graph), ticket] {
                if (self && self->m_buildTicket == ticket)
                    self->takeGraph(graph);
            },
            Qt::QueuedConnection);
    });
}

void GraphPanel::takeGraph(const RevisionGraphPtr &graph)
{
    const bool isFirst = m_model->rowCount() == 0;
    m_model->setGraph(graph, m_state);
    if (!m_state.isRunning)
        m_model->clearMarks();
    if (m_filter->text().contains(QLatin1Char(':')))
        filter(m_filter->text()); // a range may mean others now
    showPage();
    if (isFirst && m_model->currentRow() > 0 && m_view->selectedId().isEmpty())
        m_view->scrollTo(m_model->index(m_model->currentRow(), 0));
}

void GraphPanel::showPage()
{
    if (m_model->rowCount() > 0) {
        m_stack->setCurrentWidget(m_view);
        return;
    }
    if (!m_page) // graphs without rows are rare, and a page of words is not cheap
        buildPage();
    m_stack->setCurrentWidget(m_page);
    if (m_model->isFiltered() && m_filter->isReading()) {
        m_page->showLoading(tr("Reading what the revisions touch …"));
    } else if (m_model->isFiltered()) {
        m_page->showEmpty(Icon::Filter, tr("No revision matches"),
                          tr("No id, message, file or table of %1 holds “%2”.").arg(m_database, m_filter->text()));
        m_page->setAction(tr("Clear the filter"), "clearGraphFilter");
    } else if (m_project && m_project->error && m_project->map.isEmpty()) {
        m_page->showFailure(tr("The revisions can't be read"), QString::fromStdString(m_project->error->toString()));
    } else if (m_project) {
        const QString branch = QString::fromStdString(m_state.branch);
        m_page->showEmpty(Icon::Graph, tr("No revisions yet"),
                          branch.isEmpty() ? tr("The project has no revision file.")
                                           : tr("No revision file belongs to the branch %1.").arg(branch));
        m_page->setAction(tr("New revision…"), "newFirstRevision");
    }
}

void GraphPanel::buildPage()
{
    m_page = new StatePage(m_stack);
    m_stack->addWidget(m_page);
    connect(m_page, &StatePage::actionTriggered, this, [this] {
        if (m_model->isFiltered())
            m_filter->clear();
        else
            emit newRevisionRequested({});
    });
}

void GraphPanel::showButtons()
{
    const bool canRun = m_state.reachability == session::Reachability::Reachable && !m_state.isRunning;
    m_upgrade->setVisible(!m_state.isRunning);
    m_undo->setVisible(!m_state.isRunning);
    m_cancel->setVisible(m_state.isRunning);
    m_progress->setVisible(m_state.isRunning);
    m_upgrade->setEnabled(canRun && m_state.pending > 0);
    m_undo->setEnabled(canRun && !m_state.rows.empty());
    if (m_state.pending > 0)
        makePrimary(m_upgrade);
    else
        makeSecondary(m_upgrade);
}

void GraphPanel::showNotices()
{
    showConnectionNotice();
    showFilesNotice();
    showHistoryNotice();
}

void GraphPanel::showConnectionNotice()
{
    if (!m_state.error || m_state.reachability == session::Reachability::Connecting) {
        m_connectionNotice->dismiss();
        return;
    }
    const Error &error = *m_state.error;
    m_connectionNotice->present(ColourRole::Failed, QString::fromStdString(error.toString()),
                                QString::fromStdString(error.hint));
    m_connectionNotice->setAction(tr("Retry"), "retryConnection");
}

void GraphPanel::showFilesNotice()
{
    if (!m_project || !m_project->error) {
        m_filesNotice->dismiss();
        return;
    }
    const Error &error = *m_project->error;
    const QString sentence = QString::fromStdString(error.toString());
    const QString remedy = QString::fromStdString(error.hint);
    const QString lastGood =
        m_project->map.isEmpty() ? QString() : tr("The graph shows the files as they were before.");
    if (!m_state.missingFiles.empty()) {
        const QString kept = tr("The database kept the text of %1 as it was applied.").arg(joined(m_state.missingFiles));
        m_filesNotice->present(ColourRole::Failed, sentence, QStringList{kept, lastGood}.join(QLatin1Char(' ')).trimmed());
        m_filesNotice->setAction(tr("Write the file again"), "writeMissingFile");
        return;
    }
    m_filesNotice->present(ColourRole::Failed, sentence,
                           QStringList{remedy, lastGood}.join(QLatin1Char(' ')).trimmed());
    m_filesNotice->setAction(error.place.isKnown() ? tr("Show file") : QString(), "showFaultyFile");
}

void GraphPanel::showHistoryNotice()
{
    if (!m_state.unknownRows.empty()) {
        const bool isKept = hasStoredText({});
        const QString remedy = isKept
            ? tr("The database kept its text: undo it from that, or write the file again by the row's menu. Nothing "
                 "else can run until then.")
            : tr("Restore the file, or stamp the revision that the schema really is at. Nothing can run until then.");
        m_historyNotice->present(
            ColourRole::Failed,
            tr("The version table names %1, which no file of this project has.").arg(joined(m_state.unknownRows)),
            words::orphanRemedies(m_state, remedy));
        if (isKept)
            m_historyNotice->setAction(tr("Undo from the stored text…"), "undoOrphan");
        else
            m_historyNotice->setAction(tr("Stamp…"), "stampOrphan");
        return;
    }
    if (!m_state.disagreements.empty()) {
        m_historyNotice->present(ColourRole::Failed,
                                 tr("Nothing can run: %n applied revisions are not what was applied.", nullptr,
                                    static_cast<int>(m_state.changed.size())),
                                 QString::fromStdString(m_state.disagreements.front()));
        m_historyNotice->setAction(tr("Compare with what ran…"), "compareChanged");
        return;
    }
    if (!m_state.branch.empty() && m_state.heads.size() > 1) {
        m_historyNotice->present(ColourRole::Warning,
                                 tr("The branch %1 has %n heads: %2.", nullptr, static_cast<int>(m_state.heads.size()))
                                     .arg(QString::fromStdString(m_state.branch), joined(m_state.heads)),
                                 tr("“head” is ambiguous until they are one again; each can be chosen by its id."));
        m_historyNotice->setAction(tr("Join heads…"), "joinHeads");
        return;
    }
    m_historyNotice->dismiss();
}

// --- runs ----------------------------------------------------------------------------------------------------------

void GraphPanel::showPlan(const session::PlanPreview &preview)
{
    m_model->setPlan(preview.plan);
    if (!preview.plan.steps.empty() && m_view->selectedId().isEmpty())
        m_view->scrollTo(
            m_model->index(qMax(0, m_model->rowOf(QString::fromStdString(preview.plan.steps.back().revision))), 0));
}

void GraphPanel::clearPlan()
{
    if (!m_state.isRunning)
        m_model->clearMarks();
}

void GraphPanel::startRun(qint64, const session::PlanPreview &preview)
{
    m_model->setPlan(preview.plan);
    m_progress->setText(tr("starting …"));
}

void GraphPanel::addEvents(const std::vector<run::RunEvent> &events)
{
    std::string lastDone;
    for (const run::RunEvent &event : events) {
        switch (event.kind) {
        case run::RunEvent::Kind::StepStarted:
            m_model->markRunning(event.revision);
            m_progress->setText(tr("step %1 of %2").arg(event.step).arg(event.stepCount));
            break;
        case run::RunEvent::Kind::StatementStarted:
            if (event.statementCount > 1)
                m_progress->setText(tr("step %1 of %2 · statement %3 of %4")
                                        .arg(event.step)
                                        .arg(event.stepCount)
                                        .arg(event.statement)
                                        .arg(event.statementCount));
            break;
        case run::RunEvent::Kind::StepFinished:
            m_model->markDone(event.revision);
            lastDone = event.revision;
            break;
        case run::RunEvent::Kind::StepFailed:
            m_model->markFailed(event.revision, false);
            break;
        case run::RunEvent::Kind::Waiting:
            m_progress->setText(QString::fromStdString(event.text));
            break;
        default:
            break;
        }
    }
    if (!lastDone.empty())
        m_model->moveCurrent(lastDone);
}

void GraphPanel::finishRun(const run::RunReport &report)
{
    // The marks go when the database has been read anew: until then they are what is known.
    m_progress->setText({});
    if (report.failingRevision.empty() || report.outcome == run::Outcome::Cancelled)
        return;
    const bool isNonTransactional = [&] {
        const revision::Revision *revision = m_model->graph().map().findRevision(report.failingRevision);
        const auto step = std::find_if(report.steps.begin(), report.steps.end(), [&](const run::StepReport &candidate) {
            return candidate.revision == report.failingRevision;
        });
        if (!revision || step == report.steps.end() || step->statementsDone == 0)
            return false;
        return step->direction == revision::Direction::Upgrade ? !revision->upgradeTransactional
                                                               : !revision->downgradeTransactional;
    }();
    m_model->markFailed(report.failingRevision, isNonTransactional);
}

} // namespace retort::ui
