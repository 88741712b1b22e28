// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/inspectorpanel.h"

#include "ui/inspector/datapage.h"
#include "ui/inspector/factpages.h"
#include "ui/inspector/historypage.h"
#include "ui/inspector/inspectorwords.h"
#include "ui/inspector/relationfilter.h"
#include "ui/inspector/relationmemory.h"
#include "ui/inspector/relationpage.h"
#include "ui/inspector/relationtreedelegate.h"
#include "ui/inspector/relationtreemodel.h"
#include "ui/inspector/seriespage.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QResizeEvent>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <functional>
#include <map>

namespace retort::ui {

using catalog::Relation;
using catalog::RelationName;
using catalog::RelationSummary;

namespace {

using namespace std::chrono_literals;

/// From this width on the tree stands beside the pages, below it above them.
constexpr int wideFrom = 760;
constexpr int treeWidth = 280;
/// An answer that comes sooner needs no "Loading".
constexpr auto patience = 150ms;
/// Kinds with more relations start closed.
constexpr int openUpTo = 40;

} // namespace

struct InspectorPanel::Private {
    explicit Private(InspectorPanel *panel);
    void buildTree();
    void layOut();
    void connectParts();

    void turnTo(const QString &database);
    void ask();
    void showList();
    void forEachBranch(const std::function<void(const QModelIndex &)> &visit) const;
    void openTree();
    void rememberOpen();
    void choose(const QModelIndex &index);
    void request(const RelationName &name);
    Change note(const Relation &relation);
    void showRelation(const Relation &relation);
    void showRemoved(const RelationName &name);
    void showHistory();
    void showNothingChosen();
    void showNoDatabase();
    void showUnreachable();
    void selectInTree(const RelationName &name);
    void showTreeMenu(const QPoint &position);
    void showTouched();
    std::set<RelationName> touchedNames() const;

    InspectorPanel *q;
    session::DatabaseState state;
    bool isListAwaited = false;
    bool wantsList = false; ///< as soon as the panel is seen
    std::map<QString, RelationMemory> memories;    ///< of each database
    RelationMemory *memory = &memories[QString()]; ///< of the shown one
    bool isFilling = false;
    /// The revision whose relations are shown or waited for, and what it touches.
    QString touchedBy;
    std::vector<script::TouchedRelation> touched;
    bool isTouchedNew = false;
    session::TouchHistoryPtr history = std::make_shared<session::TouchHistory>();

    DatabaseBadge *badge;
    QLineEdit *filter;
    QToolButton *refresh;
    RelationTreeModel *model;
    RelationFilter *shown;
    QTreeView *tree;
    QSplitter *splitter;
    QStackedWidget *body; ///< splitter, or a page that stands for all of it
    StatePage *whole;
    QStackedWidget *right;
    StatePage *state_;
    RelationPage *page;
    QTimer loading;
};

InspectorPanel::Private::Private(InspectorPanel *panel)
    : q(panel)
    , badge(new DatabaseBadge(q))
    , filter(new QLineEdit(q))
    , refresh(new QToolButton(q))
    , model(new RelationTreeModel(q))
    , shown(new RelationFilter(q))
    , tree(new QTreeView(q))
    , splitter(new QSplitter(Qt::Vertical, q))
    , body(new QStackedWidget(q))
    , whole(new StatePage(body))
    , right(new QStackedWidget(splitter))
    , state_(new StatePage(right))
    , page(new RelationPage(right))
{
    badge->setCompact(true);
    whole->setObjectName(QStringLiteral("inspectorState"));
    state_->setObjectName(QStringLiteral("relationState"));
    loading.setSingleShot(true);
    loading.setInterval(patience);
    buildTree();
    layOut();
    connectParts();
    showNothingChosen();
    showNoDatabase();
}

void InspectorPanel::Private::buildTree()
{
    name(filter, "relationFilter", tr("Filter relations"));
    filter->setPlaceholderText(tr("Filter relations"));
    filter->setClearButtonEnabled(true);
    filter->addAction(icon(Icon::Search, ColourRole::Muted), QLineEdit::LeadingPosition);
    refresh->setIcon(icon(Icon::Refresh, ColourRole::Muted));
    refresh->setToolTip(tr("Read the relations again"));
    makeQuiet(refresh);
    name(refresh, "inspectorRefresh", tr("Read the relations again"));
    shown->setSourceModel(model);
    name(tree, "relationTree", tr("Relations"));
    tree->setModel(shown);
    tree->setItemDelegate(new RelationTreeDelegate(tree));
    tree->setHeaderHidden(true);
    tree->setUniformRowHeights(true);
    tree->setFrameShape(QFrame::NoFrame);
    tree->setMouseTracking(true);
    tree->setIndentation(14);
    tree->setEditTriggers(QAbstractItemView::NoEditTriggers);
    tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void InspectorPanel::Private::layOut()
{
    auto *left = new QWidget(splitter);
    auto *tools = new QHBoxLayout;
    tools->setContentsMargins(spacing::panelMargin, spacing::small, spacing::small, spacing::small);
    tools->setSpacing(spacing::tiny);
    tools->addWidget(filter, 1);
    tools->addWidget(refresh);
    auto *leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins({});
    leftLayout->setSpacing(0);
    leftLayout->addLayout(tools);
    leftLayout->addWidget(tree, 1);
    right->addWidget(state_);
    right->addWidget(page);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({280, 480});
    body->addWidget(whole);
    body->addWidget(splitter);
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(badge);
    layout->addSpacing(spacing::small);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(body, 1);
}

void InspectorPanel::Private::connectParts()
{
    connect(filter, &QLineEdit::textChanged, q, [this](const QString &text) {
        touchedBy.clear();
        rememberOpen();
        shown->setText(text);
        openTree();
    });
    tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(tree, &QWidget::customContextMenuRequested, q, [this](const QPoint &position) { showTreeMenu(position); });
    connect(page, &RelationPage::revisionsRequested, q, &InspectorPanel::revisionsRequested);
    connect(page, &RelationPage::revisionActivated, q, &InspectorPanel::revisionActivated);
    connect(page, &RelationPage::definitionsRequested, q, &InspectorPanel::changeRequested);
    connect(page, &RelationPage::rowsRequested, q, &InspectorPanel::rowsRequested);
    connect(page, &RelationPage::seriesRequested, q, &InspectorPanel::seriesRequested);
    connect(refresh, &QToolButton::clicked, q, [this] { ask(); });
    connect(whole, &StatePage::actionTriggered, q, [this] { ask(); });
    connect(state_, &StatePage::actionTriggered, q, [this] {
        if (memory->current)
            request(*memory->current);
    });
    connect(tree->selectionModel(), &QItemSelectionModel::currentChanged, q,
            [this](const QModelIndex &index) { choose(index); });
    connect(page, &RelationPage::relationActivated, q, &InspectorPanel::showRelation);
    connect(&loading, &QTimer::timeout, q, [this] {
        if (!memory->current)
            return;
        state_->showLoading(tr("Reading %1 …").arg(words::relationName(*memory->current)));
        right->setCurrentWidget(state_);
    });
    // From the filter, Down goes into the tree.
    auto *down = new QShortcut(QKeySequence(Qt::Key_Down), filter);
    down->setContext(Qt::WidgetShortcut);
    connect(down, &QShortcut::activated, tree, [this] { tree->setFocus(); });
}

/// The shown database is another one now.
void InspectorPanel::Private::turnTo(const QString &database)
{
    rememberOpen();
    isListAwaited = false;
    wantsList = false;
    touchedBy.clear();
    isTouchedNew = false;
    loading.stop();
    memory = &memories[database];
    {
        const QSignalBlocker quiet(filter);
        filter->clear();
    }
    shown->setText({});
    if (memory->list.empty()) {
        isFilling = true;
        model->setRelations({});
        isFilling = false;
    } else {
        showList();
    }
    showNothingChosen();
    if (!memory->current)
        return;
    if (const auto known = memory->seen.find(*memory->current); known != memory->seen.end())
        showRelation(known->second);
}

void InspectorPanel::Private::ask()
{
    if (state.reachability != session::Reachability::Reachable)
        return;
    if (!q->isVisible()) {
        wantsList = true;
        return;
    }
    wantsList = false;
    isListAwaited = true;
    if (memory->list.empty()) {
        whole->showLoading(tr("Reading the relations of %1 …").arg(QString::fromStdString(state.name)));
        body->setCurrentWidget(whole);
    }
    emit q->refreshRequested();
}

/// Schemas and their kinds: what can be open or closed.
void InspectorPanel::Private::forEachBranch(const std::function<void(const QModelIndex &)> &visit) const
{
    for (int schema = 0; schema < shown->rowCount(); ++schema) {
        const QModelIndex above = shown->index(schema, 0);
        visit(above);
        for (int kind = 0; kind < shown->rowCount(above); ++kind)
            visit(shown->index(kind, 0, above));
    }
}

void InspectorPanel::Private::rememberOpen()
{
    if (shown->isFiltering())
        return; // what a filter opened is nobody's wish
    forEachBranch([this](const QModelIndex &branch) {
        const QString key = branch.data(RelationTreeModel::KeyRole).toString();
        const bool isOpen = tree->isExpanded(branch);
        (isOpen ? memory->open : memory->closed).insert(key);
        (isOpen ? memory->closed : memory->open).erase(key);
    });
}

/// As it was; what is new opens when it is small; all of it under a filter.
void InspectorPanel::Private::openTree()
{
    forEachBranch([this](const QModelIndex &branch) {
        const QString key = branch.data(RelationTreeModel::KeyRole).toString();
        using Level = RelationTreeModel::Level;
        const bool isKind = branch.data(RelationTreeModel::LevelRole).value<Level>() == Level::Kind;
        const bool isSmall = !isKind || branch.data(RelationTreeModel::CountRole).toInt() <= openUpTo;
        const bool wanted = !memory->closed.contains(key) && (memory->open.contains(key) || isSmall);
        tree->setExpanded(branch, shown->isFiltering() || wanted);
    });
}

void InspectorPanel::Private::showList()
{
    rememberOpen();
    memory->completeBefore();
    isFilling = true;
    model->setRelations(memory->list, memory->listBefore ? &*memory->listBefore : nullptr, memory->altered);
    if (!touchedBy.isEmpty())
        shown->setNames(touchedNames());
    openTree();
    if (memory->current)
        selectInTree(*memory->current);
    isFilling = false;
    if (model->relationCount() == 0) {
        whole->showEmpty(Icon::Table, tr("No relations"),
                         tr("%1 holds no tables or views yet.").arg(QString::fromStdString(state.name)));
        whole->setAction(tr("Read again"), "inspectorAgain");
        body->setCurrentWidget(whole);
        return;
    }
    body->setCurrentWidget(splitter);
    if (isTouchedNew)
        showTouched();
}

/// A relation that a statement names without its schema is meant wherever there is one of that name.
std::set<RelationName> InspectorPanel::Private::touchedNames() const
{
    std::set<RelationName> names;
    for (const RelationSummary &summary : memory->list) {
        for (const script::TouchedRelation &relation : touched) {
            if (relation.name == summary.name.name
                && (relation.schema.empty() || relation.schema == summary.name.schema))
                names.insert(summary.name);
        }
    }
    return names;
}

void InspectorPanel::Private::showTouched()
{
    isTouchedNew = false;
    const std::set<RelationName> names = touchedNames();
    if (names.empty()) {
        const QString revision = std::exchange(touchedBy, {});
        QStringList missing;
        for (const script::TouchedRelation &relation : touched)
            missing << QString::fromStdString(relation.schema.empty() ? relation.name
                                                                      : relation.schema + '.' + relation.name);
        state_->showEmpty(Icon::Table, tr("Nothing to show of %1").arg(revision),
                          missing.isEmpty() ? tr("It touches no relation.")
                                            : tr("It touches %1, which %2 does not have now.")
                                                  .arg(missing.join(QLatin1String(", ")),
                                                       QString::fromStdString(state.name)));
        right->setCurrentWidget(state_);
        memory->current.reset();
        return;
    }
    rememberOpen();
    {
        const QSignalBlocker quiet(filter);
        filter->setText(tr("touched by %1").arg(touchedBy));
    }
    shown->setNames(names);
    openTree();
    const RelationName first = memory->current && names.contains(*memory->current) ? *memory->current : *names.begin();
    selectInTree(first);
    request(first);
}

void InspectorPanel::Private::showTreeMenu(const QPoint &position)
{
    const QVariant name = tree->indexAt(position).data(RelationTreeModel::NameRole);
    if (!name.isValid())
        return;
    const auto relation = name.value<RelationName>();
    auto *menu = new QMenu(q);
    menu->setObjectName(QStringLiteral("relationMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(icon(Icon::Graph), tr("Revisions that touched it")), &QAction::triggered, q,
            [this, relation] { emit q->revisionsRequested(relation); });
    connect(menu->addAction(icon(Icon::Copy), tr("Copy name")), &QAction::triggered, q, [relation] {
        QGuiApplication::clipboard()->setText(QString::fromStdString(relation.toString()));
    });
    menu->popup(tree->viewport()->mapToGlobal(position));
}

void InspectorPanel::Private::selectInTree(const RelationName &name)
{
    const QModelIndex index = shown->mapFromSource(model->indexOf(name));
    if (!index.isValid())
        return;
    const bool wasFilling = std::exchange(isFilling, true);
    tree->setCurrentIndex(index);
    tree->scrollTo(index);
    isFilling = wasFilling;
}

void InspectorPanel::Private::choose(const QModelIndex &index)
{
    if (isFilling)
        return;
    const QVariant name = index.data(RelationTreeModel::NameRole);
    if (name.isValid())
        request(name.value<RelationName>());
}

void InspectorPanel::Private::request(const RelationName &name)
{
    memory->current = name;
    if (!memory->list.empty() && !memory->exists(name) && memory->before.contains(name)) {
        showRemoved(name);
        return;
    }
    // The page that is shown stays until the answer comes, or until patience ends.
    if (page->name() != name || right->currentWidget() != page)
        loading.start();
    emit q->relationRequested(name);
}

/// And in the tree: whether the relation is another one than before.
Change InspectorPanel::Private::note(const Relation &relation)
{
    const Change change = memory->note(relation);
    model->setAltered(relation.summary.name, change == Change::Altered);
    return change;
}

void InspectorPanel::Private::showRelation(const Relation &relation)
{
    const Change change = note(relation);
    page->setRelation(relation, memory->beforeOf(relation.summary.name), change);
    showHistory();
    right->setCurrentWidget(page);
}

void InspectorPanel::Private::showHistory()
{
    const RelationName name = page->name();
    page->setHistory(history->of(state.name, name), memory->changeOf(name));
}

void InspectorPanel::Private::showRemoved(const RelationName &name)
{
    loading.stop();
    page->setRelation(*memory->beforeOf(name), nullptr, Change::Removed);
    showHistory();
    right->setCurrentWidget(page);
}

void InspectorPanel::Private::showNothingChosen()
{
    state_->showEmpty(Icon::Table, tr("No relation chosen"), tr("Choose one above: all that \\d+ says stands here."));
    right->setCurrentWidget(state_);
}

void InspectorPanel::Private::showNoDatabase()
{
    whole->showEmpty(Icon::Database, tr("No database"), tr("Choose a database, and its relations stand here."));
    body->setCurrentWidget(whole);
}

void InspectorPanel::Private::showUnreachable()
{
    const QString name = QString::fromStdString(state.name);
    using session::Reachability;
    if (state.reachability == Reachability::Unreachable) {
        const Error error = state.error.value_or(Error{});
        QString sentence = QString::fromStdString(error.message);
        if (!error.hint.empty())
            sentence += QLatin1Char('\n') + QString::fromStdString(error.hint);
        whole->showFailure(tr("%1 can't be reached").arg(name), sentence);
    } else if (state.reachability == Reachability::Connecting) {
        whole->showLoading(state.retryIn > 0
                               ? tr("%1 is starting: next try in %n s", nullptr, state.retryIn).arg(name)
                               : tr("Connecting to %1 …").arg(name));
    } else {
        whole->showEmpty(Icon::Database, name, tr("Not connected yet."));
    }
    body->setCurrentWidget(whole);
}

InspectorPanel::InspectorPanel(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("inspectorPanel"));
    setAccessibleName(tr("Inspector"));
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::setDatabase(const session::DatabaseState &state, int number)
{
    using session::Reachability;
    const bool isOther = state.name != d->state.name;
    d->state = state;
    d->badge->setDatabase(state, number);
    if (isOther)
        d->turnTo(QString::fromStdString(state.name));
    const bool isEmpty = d->memory->list.empty();
    const bool isReachable = state.reachability == Reachability::Reachable;
    if (isReachable && !d->isListAwaited && (isOther || (isEmpty && d->body->currentWidget() == d->whole)))
        d->ask();
    else if (!isReachable && isEmpty) {
        d->isListAwaited = false;
        d->showUnreachable();
    }
}

QString InspectorPanel::database() const
{
    return QString::fromStdString(d->state.name);
}

std::optional<RelationName> InspectorPanel::relation() const
{
    return d->memory->current;
}

void InspectorPanel::setRelations(const std::vector<RelationSummary> &relations)
{
    d->isListAwaited = false;
    d->memory->list = relations;
    d->showList();
    std::optional<RelationName> &current = d->memory->current;
    if (!current)
        return;
    if (d->memory->exists(*current) || d->memory->before.contains(*current)) {
        d->request(RelationName(*current));
        return;
    }
    current.reset();
    d->showNothingChosen();
}

void InspectorPanel::setRelation(const Relation &relation)
{
    if (d->memory->current != relation.summary.name) {
        d->note(relation); // another one was chosen meanwhile, or none
        return;
    }
    d->loading.stop();
    d->showRelation(relation);
}

void InspectorPanel::noteRelations(const QString &database, const std::vector<RelationSummary> &relations)
{
    if (database == this->database())
        setRelations(relations);
    else
        d->memories[database].list = relations;
}

void InspectorPanel::noteRelation(const QString &database, const Relation &relation)
{
    if (database == this->database())
        setRelation(relation);
    else
        d->memories[database].note(relation);
}

void InspectorPanel::keepAsBefore(const QString &database)
{
    d->memories[database].keepAsBefore();
}

void InspectorPanel::noteChanges(const QString &database, const std::vector<session::RelationChange> &changes)
{
    d->memories[database].takeChanges(changes);
}

void InspectorPanel::setTouchHistory(const session::TouchHistoryPtr &history)
{
    d->history = history;
    if (d->right->currentWidget() == d->page)
        d->showHistory();
}

void InspectorPanel::setChange(qint64 run, const session::RelationChange &change)
{
    d->page->history()->setDefinitions(run, change);
}

void InspectorPanel::showUnknownChange(qint64 run)
{
    d->page->history()->showUnknown(run);
}

void InspectorPanel::setRows(const catalog::RowPreview &rows)
{
    d->page->data()->setRows(rows);
}

void InspectorPanel::showRowsFailure(const Error &error)
{
    d->page->data()->showFailure(error);
}

void InspectorPanel::setSeries(const catalog::Series &series)
{
    d->page->series()->setSeries(series);
}

void InspectorPanel::showSeriesFailure(const Error &error)
{
    d->page->series()->showFailure(error);
}

void InspectorPanel::forget()
{
    d->state = {};
    d->turnTo({});
    std::erase_if(d->memories, [this](const auto &entry) { return &entry.second != d->memory; });
    *d->memory = {};
    d->showNoDatabase();
}

void InspectorPanel::showFailure(const Error &error)
{
    QString sentence = QString::fromStdString(error.message);
    if (!error.hint.empty())
        sentence += QLatin1Char('\n') + QString::fromStdString(error.hint);
    d->loading.stop();
    if (std::exchange(d->isListAwaited, false)) {
        d->whole->showFailure(tr("The relations could not be read"), sentence);
        d->whole->setAction(tr("Try again"), "inspectorAgain");
        d->body->setCurrentWidget(d->whole);
        return;
    }
    const QString name = d->memory->current ? words::relationName(*d->memory->current) : QString();
    d->state_->showFailure(tr("%1 could not be read").arg(name), sentence);
    d->state_->setAction(tr("Try again"), "relationAgain");
    d->right->setCurrentWidget(d->state_);
}

void InspectorPanel::showRelation(const RelationName &name)
{
    if (!d->filter->text().isEmpty() && !d->shown->mapFromSource(d->model->indexOf(name)).isValid())
        d->filter->clear(); // it would not be seen
    d->selectInTree(name);
    d->request(name);
}

void InspectorPanel::showTouched(const QString &revision, const std::vector<script::TouchedRelation> &relations)
{
    d->touchedBy = revision;
    d->touched = relations;
    d->isTouchedNew = true;
    if (!d->memory->list.empty())
        d->showTouched();
}

void InspectorPanel::requestRevisions()
{
    if (d->memory->current)
        emit revisionsRequested(*d->memory->current);
}

void InspectorPanel::keepAsBefore()
{
    d->memory->keepAsBefore();
}

void InspectorPanel::setBefore(const Relation &before)
{
    RelationMemory &memory = *d->memory;
    const RelationName name = before.summary.name;
    memory.before[name] = before;
    if (const auto now = memory.seen.find(name); memory.current == name && now != memory.seen.end())
        d->showRelation(now->second);
}

void InspectorPanel::clearBefore()
{
    RelationMemory &memory = *d->memory;
    memory.forgetBefore();
    d->showList();
    if (!memory.current)
        return;
    if (const auto now = memory.seen.find(*memory.current); now != memory.seen.end() && memory.exists(*memory.current))
        d->showRelation(now->second);
}

void InspectorPanel::focusFilter()
{
    d->filter->setFocus();
    d->filter->selectAll();
}

void InspectorPanel::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    QTimer::singleShot(0, d->tree, [tree = d->tree] { tree->scrollTo(tree->currentIndex()); });
    const Qt::Orientation wanted = width() >= wideFrom ? Qt::Horizontal : Qt::Vertical;
    if (d->splitter->orientation() == wanted)
        return;
    d->splitter->setOrientation(wanted);
    const int whole = wanted == Qt::Horizontal ? width() : height();
    const int tree = wanted == Qt::Horizontal ? treeWidth : whole * 2 / 5;
    d->splitter->setSizes({tree, whole - tree});
}

void InspectorPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    // After the first paint: a window shows itself before anything is read.
    if (d->wantsList)
        QTimer::singleShot(0, this, [this] { d->ask(); });
}

} // namespace retort::ui
