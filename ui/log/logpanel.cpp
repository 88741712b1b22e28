// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logpanel.h"

#include "ui/log/durationchart.h"
#include "ui/log/logdelegate.h"
#include "ui/log/logexport.h"
#include "ui/log/logfilter.h"
#include "ui/log/logmodel.h"
#include "ui/log/logview.h"
#include "ui/log/sizechart.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"
#include "ui/theme/statepage.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QShowEvent>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace retort::ui {

namespace {

enum Tab { LogTab, DurationsTab, SizesTab };

} // namespace

struct LogPanel::Private {
    explicit Private(LogPanel *panel);
    QWidget *buildTools();
    void layOut();
    void connectParts();

    void showEmptyOrTree();
    void copy(bool asMarkdown);
    void showMenu(const QPoint &position);
    void activate(const QModelIndex &index);
    void openPlace(const QModelIndex &index);
    QModelIndexList selection() const { return view->selectionModel()->selectedRows(); }

    LogPanel *q;
    LogModel *model;
    LogFilter *filter;
    LogView *view;
    LogDelegate *delegate;
    DurationChart *chart;
    SizeChart *sizes;
    StatePage *empty;
    QTabBar *tabs;
    QStackedWidget *pages;
    QStackedWidget *body;
    QWidget *tools = nullptr;
    QLineEdit *text = nullptr;
    QComboBox *level = nullptr;
    QToolButton *copyButton = nullptr;
    QToolButton *more = nullptr;
    bool askedForJournal = false;
};

LogPanel::Private::Private(LogPanel *panel)
    : q(panel)
    , model(new LogModel(q))
    , filter(new LogFilter(q))
    , tabs(new QTabBar(q))
    , pages(new QStackedWidget(q))
    , body(new QStackedWidget(q))
{
    filter->setSourceModel(model);
    view = new LogView(model, filter, body);
    delegate = new LogDelegate(view);
    view->setItemDelegate(delegate);
    empty = new StatePage(body);
    empty->setObjectName(QStringLiteral("logEmpty"));
    chart = new DurationChart(pages);
    sizes = new SizeChart(pages);
    body->addWidget(empty);
    body->addWidget(view);
    pages->addWidget(body);
    pages->addWidget(chart);
    pages->addWidget(sizes);
    layOut();
    connectParts();
    showEmptyOrTree();
}

QWidget *LogPanel::Private::buildTools()
{
    tools = new QWidget(q);
    text = new QLineEdit(tools);
    name(text, "logFilter", tr("Filter the log"));
    text->setPlaceholderText(tr("Filter"));
    text->setClearButtonEnabled(true);
    text->addAction(icon(Icon::Search, ColourRole::Muted), QLineEdit::LeadingPosition);
    text->setFixedWidth(220);
    level = new QComboBox(tools);
    name(level, "logLevel", tr("Level of the log"));
    level->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    level->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    using Level = LogModel::Level;
    level->addItem(tr("All levels"), QVariant::fromValue(Level::Statement));
    level->addItem(tr("Without statements"), QVariant::fromValue(Level::Notice));
    level->addItem(tr("Warnings and errors"), QVariant::fromValue(Level::Warning));
    level->addItem(tr("Errors"), QVariant::fromValue(Level::Error));
    copyButton = new QToolButton(tools);
    copyButton->setText(tr("Copy as Markdown"));
    copyButton->setIcon(icon(Icon::Copy, ColourRole::Muted));
    copyButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copyButton->setToolTip(tr("The selected rows, or all that are shown (Ctrl+Shift+C)"));
    name(copyButton, "logCopyMarkdown", tr("Copy as Markdown"));
    makeQuiet(copyButton);
    more = new QToolButton(tools);
    more->setIcon(icon(Icon::Menu));
    more->setToolTip(tr("More"));
    name(more, "logMore", tr("More actions of the log"));
    makeQuiet(more);
    auto *menu = new QMenu(more);
    menu->addAction(icon(Icon::Copy), tr("Copy as text"), q, [this] { copy(false); });
    menu->addAction(icon(Icon::Refresh), tr("Read the journal again"), q, &LogPanel::journalRequested);
    menu->addAction(icon(Icon::Cross), tr("Clear the log"), q, &LogPanel::clear);
    connect(more, &QToolButton::clicked, menu,
            [this, menu] { menu->popup(more->mapToGlobal(more->rect().bottomLeft())); });

    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(0, 3, 0, 3);
    layout->setSpacing(spacing::small);
    layout->addStretch(); // they stand together, however wide the panel makes them
    layout->addWidget(text);
    layout->addWidget(level);
    layout->addWidget(copyButton);
    layout->addWidget(more);
    return tools;
}

void LogPanel::Private::layOut()
{
    name(tabs, "logTabs", tr("Log, durations or sizes"));
    tabs->addTab(tr("Log"));
    tabs->addTab(tr("Durations"));
    tabs->addTab(tr("Sizes"));
    tabs->setDrawBase(false);
    tabs->setExpanding(false);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(spacing::small, 0, spacing::small, 0);
    top->addWidget(tabs, 0, Qt::AlignBottom);
    top->addStretch();
    top->addWidget(buildTools());
    auto *layout = new QVBoxLayout(q);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addLayout(top);
    layout->addWidget(new Hairline(Qt::Horizontal, q));
    layout->addWidget(pages, 1);
}

void LogPanel::Private::connectParts()
{
    connect(tabs, &QTabBar::currentChanged, q, [this](int tab) {
        pages->setCurrentIndex(tab);
        tools->setVisible(tab == LogTab);
    });
    connect(text, &QLineEdit::textChanged, q, [this](const QString &typed) {
        view->applyFilter([this, &typed] { filter->setText(typed); });
        showEmptyOrTree();
    });
    connect(level, &QComboBox::currentIndexChanged, q, [this] {
        view->applyFilter([this] { filter->setLeastLevel(level->currentData().value<LogModel::Level>()); });
        showEmptyOrTree();
    });
    connect(copyButton, &QToolButton::clicked, q, [this] { copy(true); });
    connect(view, &LogView::copyRequested, q, [this](bool asMarkdown) { copy(asMarkdown); });
    connect(view, &LogView::cancelRequested, q, &LogPanel::cancelRequested);
    connect(view, &QTreeView::activated, q, [this](const QModelIndex &index) { activate(index); });
    view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(view, &QWidget::customContextMenuRequested, q, [this](const QPoint &position) { showMenu(position); });
    connect(model, &LogModel::runEventsRequested, q, &LogPanel::runEventsRequested);
    connect(chart, &DurationChart::revisionActivated, q, &LogPanel::revisionActivated);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(filter, signal, q, [this] { showEmptyOrTree(); });
}

void LogPanel::Private::showEmptyOrTree()
{
    if (filter->rowCount() > 0) {
        body->setCurrentWidget(view);
        return;
    }
    if (model->rowCount() > 0)
        empty->showEmpty(Icon::Filter, tr("Nothing matches"), tr("Another text or level shows more."));
    else
        empty->showEmpty(Icon::Log, tr("No runs yet"),
                         tr("What you run appears here while it goes, and stays in the journal."));
    body->setCurrentWidget(empty);
}

void LogPanel::Private::copy(bool asMarkdown)
{
    QGuiApplication::clipboard()->setText(asMarkdown ? q->selectedAsMarkdown() : q->selectedAsText());
}

void LogPanel::Private::activate(const QModelIndex &index)
{
    if (index.data(LogModel::PlaceRole).value<Place>().isKnown())
        openPlace(index);
    else if (const QString revision = index.data(LogModel::RevisionRole).toString(); !revision.isEmpty())
        emit q->revisionActivated(index.data(LogModel::DatabaseRole).toString(), revision);
}

void LogPanel::Private::openPlace(const QModelIndex &index)
{
    const auto place = index.data(LogModel::PlaceRole).value<Place>();
    emit q->openFileRequested(QString::fromStdString(place.file), place.line, place.column);
}

void LogPanel::Private::showMenu(const QPoint &position)
{
    const QModelIndex index = view->indexAt(position);
    QMenu menu(view);
    menu.addAction(icon(Icon::Copy), tr("Copy as text"), q, [this] { copy(false); });
    menu.addAction(tr("Copy as Markdown"), q, [this] { copy(true); });
    if (index.isValid()) {
        const QString database = index.data(LogModel::DatabaseRole).toString();
        const QString revision = index.data(LogModel::RevisionRole).toString();
        menu.addSeparator();
        QAction *open = menu.addAction(icon(Icon::File), tr("Open the file"), q, [this, index] { openPlace(index); });
        open->setEnabled(index.data(LogModel::PlaceRole).value<Place>().isKnown());
        QAction *show = menu.addAction(icon(Icon::Graph), tr("Show in the graph"), q,
                                       [this, database, revision] { emit q->revisionActivated(database, revision); });
        show->setEnabled(!revision.isEmpty());
        if (const QString backup = index.data(LogModel::BackupRole).toString(); !backup.isEmpty()) {
            QAction *restore = menu.addAction(icon(Icon::Undo), tr("Restore the backup…"), q,
                                              [this, database, backup] { emit q->restoreRequested(database, backup); });
            restore->setObjectName(QStringLiteral("restoreBackup"));
            restore->setStatusTip(tr("Brings the database back as it was before this run, after showing what that loses"));
        }
        if (model->isRunning(database))
            menu.addAction(icon(Icon::Cancel), tr("Cancel the run"), q,
                           [this, database] { emit q->cancelRequested(database); });
    }
    menu.exec(view->viewport()->mapToGlobal(position));
}

LogPanel::LogPanel(QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    setObjectName(QStringLiteral("logPanel"));
    setAccessibleName(tr("Log"));
}

LogPanel::~LogPanel() = default;

void LogPanel::setDatabases(const std::vector<session::DatabaseState> &databases)
{
    QHash<QString, LogDelegate::Look> looks;
    QStringList names;
    for (const session::DatabaseState &state : databases) {
        const QString name = QString::fromStdString(state.name);
        looks.insert(name, {static_cast<int>(names.size()), state.tier});
        names << name;
    }
    d->delegate->setDatabases(looks);
    d->view->viewport()->update();
    d->chart->setDatabases(names);
    d->sizes->setDatabases(names);
}

LogModel *LogPanel::model() const
{
    return d->model;
}

DurationChart *LogPanel::chart() const
{
    return d->chart;
}

QString LogPanel::selectedAsText() const
{
    return logAsText(*d->filter, d->selection());
}

QString LogPanel::selectedAsMarkdown() const
{
    return logAsMarkdown(*d->filter, d->selection());
}

void LogPanel::startRun(const QString &database, qint64 journalRun, const session::PlanPreview &preview)
{
    d->model->startRun(database, journalRun, preview);
}

void LogPanel::addEvents(const QString &database, const std::vector<run::RunEvent> &events)
{
    d->model->addEvents(database, events);
}

void LogPanel::finishRun(const QString &database, const run::RunReport &report)
{
    d->model->finishRun(database, report);
}

void LogPanel::setJournal(const std::vector<run::JournalRun> &runs, const std::vector<run::RevisionDuration> &durations)
{
    d->model->setJournalRuns(runs);
    d->chart->setDurations(durations);
}

void LogPanel::setSizes(const std::vector<run::RecordedSize> &sizes)
{
    d->sizes->setSizes(sizes);
}

void LogPanel::setRunEvents(qint64 run, const std::vector<run::JournalEvent> &events)
{
    d->model->setRunEvents(run, events);
}

void LogPanel::focusFilter()
{
    d->tabs->setCurrentIndex(LogTab);
    d->text->setFocus();
    d->text->selectAll();
}

void LogPanel::clear()
{
    d->model->clear();
    d->showEmptyOrTree();
}

void LogPanel::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (d->askedForJournal)
        return;
    d->askedForJournal = true;
    // After the first paint: a window shows itself before anything is read.
    QTimer::singleShot(0, this, &LogPanel::journalRequested);
}

} // namespace retort::ui
