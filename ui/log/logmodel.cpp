// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logmodel.h"

#include "ui/log/lognode.h"
#include "ui/log/logwords.h"
#include "ui/theme/figures.h"

#include <QDateTime>

#include <algorithm>

namespace retort::ui {

using run::Clock;
using run::RunEvent;

namespace {

/// As the journal marks a run whose end it was never told.
bool isUnfinished(const run::RunReport &report)
{
    return report.error && report.error->code == "run-unfinished";
}

} // namespace

/// Rows come or go while it lives, and everybody hears of them at its end.
class LogModel::Change
{
public:
    enum class Kind { Insertion, Removal };

    Change(LogModel &model, Kind kind, const QModelIndex &parent, int first, int last)
        : m_model(model)
        , m_kind(kind)
    {
        ++m_model.m_changesTold;
        if (kind == Kind::Insertion)
            m_model.beginInsertRows(parent, first, last);
        else
            m_model.beginRemoveRows(parent, first, last);
    }
    Change(const Change &) = delete;
    Change &operator=(const Change &) = delete;
    ~Change()
    {
        if (m_kind == Kind::Insertion)
            m_model.endInsertRows();
        else
            m_model.endRemoveRows();
        --m_model.m_changesTold;
    }

private:
    LogModel &m_model;
    Kind m_kind;
};

LogModel::LogModel(QObject *parent)
    : LogModel(Limits{}, parent)
{
}

LogModel::LogModel(const Limits &limits, QObject *parent)
    : QAbstractItemModel(parent)
    , m_limits(limits)
    , m_root(std::make_unique<Node>())
{
}

LogModel::~LogModel() = default;

// --- feeding -------------------------------------------------------------------------------------------------------

void LogModel::startRun(const QString &database, qint64 journalRun, const session::PlanPreview &preview)
{
    if (Node *stale = liveRun(database)) {
        stale->state = State::Unknown; // its end was never told
        stale->isLive = false;
        changed(stale);
    }
    NodePtr run = made(Kind::Run, Level::Info, Clock::now(), {});
    run->database = database;
    run->number = journalRun;
    run->state = State::Running;
    run->isLive = true;
    run->body = preview.plan.isEmpty() ? QString::fromStdString(preview.commandLine) // a restore
                                       : words::planCommand(preview.plan);
    run->from = words::rowList(preview.plan.from);
    run->to = words::rowList(preview.plan.to);
    for (const session::StepPreview &step : preview.steps)
        run->messages.emplace(QString::fromStdString(step.step.revision), QString::fromStdString(step.message));
    Node *added = run.get();
    std::vector<NodePtr> one;
    one.push_back(std::move(run));
    append(m_root.get(), std::move(one));
    emit runStarted(indexOf(added));
}

void LogModel::addEvents(const QString &database, const std::vector<RunEvent> &events)
{
    if (events.empty())
        return;
    if (!liveRun(database))
        startRun(database, 0, {});
    Node *run = liveRun(database);
    for (const RunEvent &event : events)
        apply(run, event);
    flush();
    shrink();
}

void LogModel::finishRun(const QString &database, const run::RunReport &report)
{
    Node *run = liveRun(database);
    if (!run)
        return;
    describeRun(run, report);
    run->isLive = false;
    if (run->currentStep && run->currentStep->state == State::Running) {
        run->currentStep->state = run->state == State::Cancelled ? State::Cancelled : State::Failed;
        changed(run->currentStep);
    }
    addEnding(run, report);
    flush();
    changed(run);
    emit runFinished(indexOf(run));
}

void LogModel::setJournalRuns(const std::vector<run::JournalRun> &runs)
{
    for (const run::JournalRun &journal : runs) {
        Node *known =
            journal.id > 0 ? runByNumber(journal.id) : runById(QString::fromStdString(journal.runId));
        if (!known && !isCleared(journal))
            insertEarlier(journal);
        if (known && !known->isLive && known->state == State::Unknown) { // it may have ended since
            describeRun(known, journal.report);
            known->report = std::make_unique<run::RunReport>(journal.report);
            changed(known);
        }
    }
}

void LogModel::insertEarlier(const run::JournalRun &journal)
{
    NodePtr run = made(Kind::Run, Level::Info, journal.report.started, {});
    run->database = QString::fromStdString(journal.database);
    run->number = journal.id;
    if (journal.id == 0) {
        run->runId = QString::fromStdString(journal.runId);
        run->origin = QString::fromStdString(journal.host.empty() ? journal.user : journal.user + '@' + journal.host);
    }
    run->body = QString::fromStdString(journal.command);
    run->from = words::rowList(journal.report.plan.from);
    run->isFetched = false;
    run->report = std::make_unique<run::RunReport>(journal.report);
    describeRun(run.get(), journal.report);
    run->parent = m_root.get();

    auto &all = m_root->children;
    const auto at = std::find_if(all.begin(), all.end(), [&](const NodePtr &node) { return node->time > run->time; });
    const auto row = static_cast<int>(at - all.begin());
    const Change change(*this, Change::Kind::Insertion, {}, row, row);
    all.insert(at, std::move(run));
    ++m_rows;
    m_root->renumber();
}

void LogModel::setRunEvents(qint64 number, const std::vector<run::JournalEvent> &events)
{
    Node *run = runByNumber(number);
    if (!run || run->isLive || !run->isAwaited)
        return;
    run->isAwaited = false;
    removeFirst(run, run->children.size());
    for (const run::JournalEvent &event : events)
        apply(run, event.event);
    flush();
    if (Node *step = run->currentStep; step && step->state == State::Running) {
        step->state = State::Unknown;
        if (Node *open = std::exchange(step->openStatement, nullptr))
            open->state = State::Unknown;
    }
    if (run->report)
        addEnding(run, *run->report);
    flush();
    shrink();
    changed(run);
}

void LogModel::clear()
{
    for (const NodePtr &run : m_root->children)
        m_clearedUpTo = qMax(m_clearedUpTo, run->number);
    m_clearedAt = Clock::now();
    for (int row = rowCount() - 1; row >= 0; --row) {
        Node *run = m_root->children[static_cast<std::size_t>(row)].get();
        if (run->isLive)
            continue;
        for (const NodePtr &step : run->children)
            forget(run, step.get());
        const Change change(*this, Change::Kind::Removal, {}, row, row);
        m_rows -= run->size();
        m_root->children.erase(m_root->children.begin() + row);
        m_root->renumber();
    }
}

LogModel::Node *LogModel::liveRun(const QString &database) const
{
    const auto &runs = m_root->children;
    const auto found = std::find_if(runs.rbegin(), runs.rend(),
                                    [&](const NodePtr &run) { return run->isLive && run->database == database; });
    return found == runs.rend() ? nullptr : found->get();
}

LogModel::Node *LogModel::runByNumber(qint64 number) const
{
    const auto &runs = m_root->children;
    const auto found =
        std::find_if(runs.begin(), runs.end(), [&](const NodePtr &run) { return number > 0 && run->number == number; });
    return found == runs.end() ? nullptr : found->get();
}

LogModel::Node *LogModel::runById(const QString &runId) const
{
    const auto &runs = m_root->children;
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const NodePtr &run) { return run->runId == runId; });
    return found == runs.end() || runId.isEmpty() ? nullptr : found->get();
}

bool LogModel::isCleared(const run::JournalRun &journal) const
{
    return journal.id > 0 ? journal.id <= m_clearedUpTo : journal.report.started <= m_clearedAt;
}

/// What the database's history tells of a run: its steps, and how it failed. Nothing else is to be had.
void LogModel::fillFromReport(Node *run)
{
    const run::RunReport &report = *run->report;
    Clock::time_point time = report.started;
    for (const run::StepReport &step : report.steps) {
        RunEvent event;
        event.revision = step.revision;
        event.time = time;
        event.kind = RunEvent::Kind::StepStarted;
        apply(run, event);
        time += step.duration;
        event.time = time;
        event.duration = step.duration;
        event.kind = step.succeeded ? RunEvent::Kind::StepFinished : RunEvent::Kind::StepFailed;
        event.error = report.error.value_or(Error{});
        apply(run, event);
    }
    flush();
    shrink();
}

bool LogModel::isRunning(const QString &database) const
{
    return liveRun(database) != nullptr;
}

QModelIndex LogModel::runningRun(const QString &database) const
{
    const Node *run = liveRun(database);
    return run ? indexOf(run) : QModelIndex();
}

// --- events --------------------------------------------------------------------------------------------------------

void LogModel::apply(Node *run, const RunEvent &event)
{
    using Event = RunEvent::Kind;
    switch (event.kind) {
    case Event::StepStarted: startStep(run, event); break;
    case Event::StatementStarted:
    case Event::StatementFinished: addStatement(run, event); break;
    case Event::Notice: addNotice(run, event); break;
    case Event::StepFinished:
    case Event::StepFailed: endStep(run, event); break;
    case Event::Waiting: addWaiting(run, event); break;
    case Event::RunStarted:
    case Event::RunFinished: break; // the run's row says so itself
    }
}

void LogModel::startStep(Node *run, const RunEvent &event)
{
    flush();
    NodePtr step = made(Kind::Step, Level::Info, event.time, {});
    step->head = QString::fromStdString(event.revision);
    const auto message = run->messages.find(step->head);
    if (message != run->messages.end())
        step->body = message->second;
    if (step->head.isEmpty())
        step->body = tr("version rows only"); // of a stamp
    step->state = State::Running;
    Node *added = step.get();
    queue(run, std::move(step));
    flush();
    run->currentStep = added;
    emit stepStarted(indexOf(added));
}

void LogModel::endStep(Node *run, const RunEvent &event)
{
    if (!run->currentStep)
        startStep(run, event);
    Node *step = run->currentStep;
    const bool failed = event.kind == RunEvent::Kind::StepFailed;
    step->duration = event.duration;
    step->state = failed ? State::Failed : State::Done;
    if (Node *open = std::exchange(step->openStatement, nullptr)) {
        open->state = failed ? State::Failed : State::Done;
        changed(open);
    }
    if (failed) {
        step->level = Level::Error;
        addError(step, event.error, event.time);
    }
    flush();
    changed(step);
    emit stepFinished(indexOf(step));
}

void LogModel::setResult(Node &statement, const RunEvent &event)
{
    if (event.duration.count() > 0) // below a millisecond, or not measured
        statement.duration = event.duration;
    statement.affected = event.rows;
}

void LogModel::addStatement(Node *run, const RunEvent &event)
{
    Node *parent = run->currentStep ? run->currentStep : run;
    const bool finished = event.kind == RunEvent::Kind::StatementFinished;
    // A later one has begun or ended: the open one has ended too (streamed scripts tell of many at once).
    if (Node *open = parent->openStatement) {
        open->state = State::Done;
        parent->openStatement = nullptr;
        const bool isItsEnd = finished && open->statement == event.statement;
        if (isItsEnd)
            setResult(*open, event);
        changed(open);
        if (isItsEnd)
            return;
    }
    NodePtr node = made(Kind::Statement, Level::Statement, event.time, event.text);
    node->statement = event.statement;
    node->place = event.place;
    node->state = finished ? State::Done : State::Running;
    if (finished)
        setResult(*node, event);
    parent->openStatement = finished ? nullptr : node.get();
    queue(parent, std::move(node));
}

void LogModel::addNotice(Node *run, const RunEvent &event)
{
    const std::string &severity = event.notice.severity;
    const bool warns = severity == "WARNING";
    NodePtr node = made(Kind::Notice, warns ? Level::Warning : Level::Notice, event.time,
                        event.notice.message.empty() ? event.text : event.notice.message);
    node->head = severity.empty() ? QStringLiteral("NOTICE") : QString::fromStdString(severity);
    if (!event.notice.detail.empty())
        node->append(made(Kind::Detail, node->level, event.time, event.notice.detail), QStringLiteral("DETAIL"));
    if (!event.notice.hint.empty())
        node->append(made(Kind::Detail, node->level, event.time, event.notice.hint), QStringLiteral("HINT"));
    queue(run->currentStep ? run->currentStep : run, std::move(node));
}

void LogModel::addWaiting(Node *run, const RunEvent &event)
{
    Node *last = lastChild(run);
    if (last && last->kind == Kind::Sentence && last->level == Level::Warning) {
        last->setText(event.text, m_limits.textLength);
        changed(last);
        return;
    }
    queue(run, made(Kind::Sentence, Level::Warning, event.time, event.text));
}

void LogModel::addError(Node *parent, const Error &error, Clock::time_point time)
{
    NodePtr node = made(Kind::Error, Level::Error, time,
                        error.sql && !error.sql->message.empty() ? error.sql->message : error.message);
    node->head = error.sql && !error.sql->sqlstate.empty()
        ? QLatin1String("ERROR ") + QString::fromStdString(error.sql->sqlstate)
        : QStringLiteral("ERROR");
    node->place = error.place;
    const auto detail = [&](const QString &head, const std::string &text) {
        if (!text.empty())
            node->append(made(Kind::Detail, Level::Error, time, text), head);
    };
    if (error.place.isKnown())
        detail(tr("at"), error.place.toString());
    if (error.sql) {
        detail(QStringLiteral("DETAIL"), error.sql->detail);
        detail(QStringLiteral("HINT"), error.sql->hint);
    }
    if (!error.sql || error.hint != error.sql->hint)
        detail(tr("remedy"), error.hint);
    for (const NodePtr &child : node->children)
        child->place = error.place;
    Node *added = node.get();
    queue(parent, std::move(node));
    flush();
    emit errorAdded(indexOf(added));
}

/// What the end adds below a run: an error that belongs to no step, and where the database is now.
void LogModel::addEnding(Node *run, const run::RunReport &report)
{
    const Clock::time_point time =
        (report.started == Clock::time_point{} ? run->time : report.started) + report.duration;
    const bool toldByStep = std::any_of(run->children.begin(), run->children.end(),
                                        [](const NodePtr &child) { return child->level == Level::Error; });
    if (report.error && !toldByStep)
        addError(run, *report.error, time);
    if (!isUnfinished(report))
        queue(run, made(Kind::Sentence, Level::Info, time, words::ending(run->database, report).toStdString()));
}

void LogModel::describeRun(Node *run, const run::RunReport &report)
{
    using run::Outcome;
    run->backup = QString::fromStdString(report.backup);
    if (isUnfinished(report)) { // killed, or another program's that goes on: nobody knows the rows
        run->state = State::Unknown;
        run->level = Level::Warning;
        run->to = run->from;
        return;
    }
    run->duration = report.duration;
    run->to = words::rowList(report.versionRows);
    run->level = Level::Info;
    switch (report.outcome) {
    case Outcome::Done:
    case Outcome::NothingToDo: run->state = State::Done; break;
    case Outcome::DryRun: run->state = State::DryRun; break;
    case Outcome::Failed: run->state = State::Failed; break;
    case Outcome::PartlyApplied: run->state = State::Partly; break;
    case Outcome::Cancelled: run->state = State::Cancelled; break;
    }
    if (run->state == State::Failed || run->state == State::Partly)
        run->level = Level::Error;
    else if (run->state == State::Cancelled)
        run->level = Level::Warning;
}

LogModel::NodePtr LogModel::made(Kind kind, Level level, Clock::time_point time, const std::string &text) const
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->level = level;
    node->time = time;
    node->setText(text, m_limits.textLength);
    return node;
}

// --- keeping it bounded --------------------------------------------------------------------------------------------

void LogModel::queue(Node *parent, NodePtr node)
{
    if (m_queueParent != parent)
        flush();
    m_queueParent = parent;
    m_queue.push_back(std::move(node));
}

LogModel::Node *LogModel::lastChild(Node *parent) const
{
    if (m_queueParent == parent && !m_queue.empty())
        return m_queue.back().get();
    return parent->children.empty() ? nullptr : parent->children.back().get();
}

void LogModel::flush()
{
    if (m_queue.empty())
        return;
    Node *parent = std::exchange(m_queueParent, nullptr);
    std::vector<NodePtr> nodes = std::exchange(m_queue, {});
    const std::size_t limit = parent->kind == Kind::Step ? m_limits.rowsOfStep : m_limits.stepsOfRun;
    std::size_t dropped = 0;
    if (nodes.size() > limit) {
        dropped = nodes.size() - limit;
        for (std::size_t i = 0; i < dropped; ++i)
            forget(parent, nodes[i].get());
        nodes.erase(nodes.begin(), nodes.begin() + static_cast<std::ptrdiff_t>(dropped));
    }
    const std::size_t kept = parent->children.size() - (parent->hasDroppedRow() ? 1 : 0);
    if (kept + nodes.size() > limit) {
        // A quarter at a time: dropping one for each that comes would cost more than it saves.
        const std::size_t tooMany = qMin(kept, kept + nodes.size() - limit + limit / 4);
        dropped += tooMany;
        removeFirst(parent, tooMany);
    }
    noteDropped(parent, dropped);
    if (parent->kind == Kind::Step && parent->children.empty())
        m_filledSteps.push_back(parent);
    append(parent, std::move(nodes));
}

void LogModel::append(Node *parent, std::vector<NodePtr> nodes)
{
    const auto first = static_cast<int>(parent->children.size());
    const Change change(*this, Change::Kind::Insertion, indexOf(parent), first,
                        first + static_cast<int>(nodes.size()) - 1);
    for (NodePtr &node : nodes) {
        node->parent = parent;
        node->row = static_cast<int>(parent->children.size());
        m_rows += node->size();
        parent->children.push_back(std::move(node));
    }
}

/// No pointer to a row outlives it.
void LogModel::forget(Node *parent, const Node *child)
{
    if (parent->openStatement == child)
        parent->openStatement = nullptr;
    if (parent->currentStep == child)
        parent->currentStep = nullptr;
    if (child->kind == Kind::Step)
        m_filledSteps.erase(std::remove(m_filledSteps.begin(), m_filledSteps.end(), child), m_filledSteps.end());
}

/// The first rows, the one that counts the dropped ones excepted.
void LogModel::removeFirst(Node *parent, std::size_t count)
{
    if (count == 0)
        return;
    const std::size_t first = parent->hasDroppedRow() ? 1 : 0;
    count = qMin(count, parent->children.size() - first);
    if (count == 0)
        return;
    const auto begin = parent->children.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = begin + static_cast<std::ptrdiff_t>(count);
    for (auto child = begin; child != end; ++child) {
        m_rows -= (*child)->size();
        forget(parent, child->get());
    }
    const Change change(*this, Change::Kind::Removal, indexOf(parent), static_cast<int>(first),
                        static_cast<int>(first + count) - 1);
    parent->children.erase(begin, end);
    parent->renumber();
}

void LogModel::noteDropped(Node *parent, std::size_t count)
{
    if (count == 0)
        return;
    parent->dropped += count;
    if (!parent->hasDroppedRow()) {
        const Change change(*this, Change::Kind::Insertion, indexOf(parent), 0, 0);
        NodePtr node = made(Kind::Dropped, Level::Info, parent->time, {});
        node->parent = parent;
        parent->children.insert(parent->children.begin(), std::move(node));
        ++m_rows;
        parent->renumber();
    }
    Node *row = parent->children.front().get();
    row->body = parent->kind == Kind::Step ? tr("%1 earlier rows of this revision are not kept here")
                                                 .arg(words::count(static_cast<std::int64_t>(parent->dropped)))
                                           : tr("%1 earlier revisions of this run are not kept here")
                                                 .arg(words::count(static_cast<std::int64_t>(parent->dropped)));
    changed(row);
}

/// Over the total: the oldest revisions lose their rows, errors stay.
void LogModel::shrink()
{
    while (m_rows > m_limits.rowsInAll && m_filledSteps.size() > 1) {
        Node *step = m_filledSteps.front();
        m_filledSteps.pop_front();
        if (step->parent->currentStep == step && step->parent->isLive) {
            m_filledSteps.push_back(step);
            continue;
        }
        const std::size_t first = step->hasDroppedRow() ? 1 : 0;
        std::size_t count = step->children.size() - first;
        while (count > 0 && step->children[first + count - 1]->level == Level::Error)
            --count;
        removeFirst(step, count);
        noteDropped(step, count);
    }
}

void LogModel::changed(const Node *node)
{
    if (!node->parent)
        return; // queued: nobody has seen it yet
    emit dataChanged(indexOf(node, 0), indexOf(node, ColumnCount - 1));
}

// --- model ---------------------------------------------------------------------------------------------------------

LogModel::Node *LogModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QModelIndex LogModel::indexOf(const Node *node, int column) const
{
    return node == m_root.get() ? QModelIndex() : createIndex(node->row, column, const_cast<Node *>(node));
}

QModelIndex LogModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, nodeOf(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex LogModel::parent(const QModelIndex &child) const
{
    const Node *node = nodeOf(child);
    return node->parent ? indexOf(node->parent) : QModelIndex();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int LogModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool LogModel::hasChildren(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return false;
    const Node *node = nodeOf(parent);
    return !node->isFetched || !node->children.empty();
}

bool LogModel::canFetchMore(const QModelIndex &parent) const
{
    return parent.isValid() && parent.column() == 0 && !nodeOf(parent)->isFetched;
}

void LogModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    if (m_changesTold > 0) { // asked for in answer to a change that others have still to hear of, in its order
        const auto later = [this, run = QPersistentModelIndex(parent)] { fetchMore(run); };
        QMetaObject::invokeMethod(this, later, Qt::QueuedConnection);
        return;
    }
    Node *run = nodeOf(parent);
    run->isFetched = true;
    if (!run->runId.isEmpty()) {
        fillFromReport(run);
        return;
    }
    run->isAwaited = true;
    std::vector<NodePtr> placeholder;
    placeholder.push_back(made(Kind::Sentence, Level::Info, run->time, tr("Reading the journal …").toStdString()));
    append(run, std::move(placeholder));
    emit runEventsRequested(run->number);
}

QVariant LogModel::text(const Node &node, int column) const
{
    switch (column) {
    case TimeColumn:
        return node.kind == Kind::Detail || node.kind == Kind::Dropped ? QString() : words::logTime(node.time);
    case TextColumn: {
        QStringList parts{node.head, node.body};
        if (node.kind == Kind::Run)
            parts = {node.database, node.body, tail(node)};
        parts.removeAll(QString());
        return parts.join(QLatin1String("  "));
    }
    case RowsColumn:
        if (node.affected < 0)
            return {};
        return node.affected == 1 ? tr("1 row") : tr("%1 rows").arg(words::count(node.affected));
    case DurationColumn: return node.duration.count() < 0 ? QString() : words::duration(node.duration);
    default: return {};
    }
}

QString LogModel::tail(const Node &run) const
{
    QStringList parts;
    if (run.number > 0)
        parts << tr("run %1").arg(run.number);
    if (!run.runId.isEmpty())
        parts << tr("from the database's history: %1").arg(run.origin);
    if (run.from != run.to && !(run.from.isEmpty() && run.to.isEmpty()))
        parts << (run.from.isEmpty() ? tr("base") : run.from) + QStringLiteral(" → ")
                + (run.to.isEmpty() ? tr("base") : run.to);
    parts << words::stateWord(run.state);
    return parts.join(QStringLiteral(" · "));
}

QString LogModel::sentence(const Node &node) const
{
    QStringList parts;
    if (node.kind == Kind::Run)
        parts << tr("database %1").arg(node.database) << node.body << tail(node);
    else if (node.kind == Kind::Step)
        parts << tr("revision %1").arg(node.head) << node.body << words::stateWord(node.state);
    else
        parts << node.head << node.body;
    parts << text(node, RowsColumn).toString() << text(node, DurationColumn).toString();
    parts.removeAll(QString());
    return parts.join(QLatin1String(", "));
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return text(node, index.column());
    case Qt::ToolTipRole: return index.column() == TextColumn && node.fullText != node.body ? node.fullText : QString();
    case Qt::TextAlignmentRole:
        return index.column() >= RowsColumn ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == TextColumn ? sentence(node) : text(node, index.column()).toString();
    case KindRole: return QVariant::fromValue(node.kind);
    case LevelRole: return QVariant::fromValue(node.level);
    case StateRole: return QVariant::fromValue(node.state);
    case DatabaseRole: return node.run()->database;
    case BackupRole: return node.run()->backup;
    case RevisionRole: {
        const Node *step = node.step();
        return step ? step->head : QString();
    }
    case RunRole: return node.run()->number;
    case PlaceRole: return QVariant::fromValue(node.place);
    case DateTimeRole: return words::dateTime(node.time);
    case HeadRole: return node.head;
    case BodyRole: return node.body;
    case FullTextRole: return node.fullText.isEmpty() ? node.body : node.fullText;
    case TailRole: return node.kind == Kind::Run ? tail(node) : QString();
    default: return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case TextColumn: return tr("What");
    case RowsColumn: return tr("Rows");
    case DurationColumn: return tr("Duration");
    default: return {};
    }
}

} // namespace retort::ui
