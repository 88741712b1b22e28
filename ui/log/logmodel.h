// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/journal.h"
#include "engine/session/values.h"

#include <QAbstractItemModel>

#include <deque>
#include <memory>
#include <vector>

namespace retort::ui {

/// Runs, their revisions, and what each said: run → revision → statement, notice, error → detail. Fed with the events
/// of several databases at once. Keeps a bounded number of rows, however large a script is: of each revision the last
/// ones, with a count of those left out. Earlier runs come from the journal; their events are asked for when a run is
/// opened. GUI thread.
class LogModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, TextColumn, RowsColumn, DurationColumn, ColumnCount };
    enum class Kind { Run, Step, Statement, Notice, Error, Detail, Dropped, Sentence };
    Q_ENUM(Kind)
    /// Rising: a filter shows a level and all above it.
    enum class Level { Statement, Notice, Info, Warning, Error };
    Q_ENUM(Level)
    enum class State { None, Running, Done, Failed, Partly, Cancelled, DryRun, Unknown };
    Q_ENUM(State)
    enum Role {
        KindRole = Qt::UserRole + 1,
        LevelRole,
        StateRole,
        DatabaseRole, ///< QString, of the run that a row belongs to
        RevisionRole, ///< QString, of the step that a row belongs to; empty for runs
        RunRole,      ///< qint64, the journal's number; 0: none
        BackupRole,   ///< QString, the file that was made before the run; empty: none
        PlaceRole,    ///< retort::Place
        DateTimeRole, ///< QDateTime
        HeadRole,     ///< QString: what stands in front of the text: revision id, "NOTICE", "ERROR 42P07"
        BodyRole,     ///< QString: the text without its head, one line
        FullTextRole, ///< QString: with its line breaks
        TailRole,     ///< QString of a run: number, rows, outcome
    };

    /// How much is kept. Tests set smaller ones.
    struct Limits {
        std::size_t rowsOfStep = 1'000;
        std::size_t stepsOfRun = 5'000;
        std::size_t rowsInAll = 40'000;
        qsizetype textLength = 4'000;
    };

    explicit LogModel(QObject *parent = nullptr);
    LogModel(const Limits &limits, QObject *parent = nullptr);
    ~LogModel() override;

    void startRun(const QString &database, qint64 journalRun, const session::PlanPreview &preview);
    void addEvents(const QString &database, const std::vector<run::RunEvent> &events);
    void finishRun(const QString &database, const run::RunReport &report);
    /// Runs that this window did not run itself, in front of those that it did.
    void setJournalRuns(const std::vector<run::JournalRun> &runs);
    void setRunEvents(qint64 run, const std::vector<run::JournalEvent> &events);
    /// All runs but those that are going on.
    void clear();

    bool isRunning(const QString &database) const;
    /// Invalid when nothing runs there.
    QModelIndex runningRun(const QString &database) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    using QObject::parent;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void runEventsRequested(qint64 run);
    void runStarted(const QModelIndex &run);
    void runFinished(const QModelIndex &run);
    void stepStarted(const QModelIndex &step);
    void stepFinished(const QModelIndex &step);
    void errorAdded(const QModelIndex &error);

private:
    struct Node;
    class Change;
    using NodePtr = std::unique_ptr<Node>;

    Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexOf(const Node *node, int column = 0) const;
    Node *liveRun(const QString &database) const;
    Node *runByNumber(qint64 number) const;
    Node *runById(const QString &runId) const;
    bool isCleared(const run::JournalRun &journal) const;
    void fillFromReport(Node *run);

    void insertEarlier(const run::JournalRun &journal);
    void apply(Node *run, const run::RunEvent &event);
    void startStep(Node *run, const run::RunEvent &event);
    void endStep(Node *run, const run::RunEvent &event);
    static void setResult(Node &statement, const run::RunEvent &event);
    void addStatement(Node *run, const run::RunEvent &event);
    void addNotice(Node *run, const run::RunEvent &event);
    void addWaiting(Node *run, const run::RunEvent &event);
    void addError(Node *parent, const Error &error, run::Clock::time_point time);
    void addEnding(Node *run, const run::RunReport &report);
    NodePtr made(Kind kind, Level level, run::Clock::time_point time, const std::string &text) const;
    void describeRun(Node *run, const run::RunReport &report);

    /// Collects rows for one parent, so that a burst of statements is one insertion.
    void queue(Node *parent, NodePtr node);
    void flush();
    Node *lastChild(Node *parent) const; ///< queued ones included
    void append(Node *parent, std::vector<NodePtr> nodes);
    void removeFirst(Node *parent, std::size_t count);
    void forget(Node *parent, const Node *child);
    void noteDropped(Node *parent, std::size_t count);
    void shrink();
    void changed(const Node *node);

    QVariant text(const Node &node, int column) const;
    QString tail(const Node &run) const;
    QString sentence(const Node &node) const;

    Limits m_limits;
    NodePtr m_root;
    Node *m_queueParent = nullptr;
    std::vector<NodePtr> m_queue;
    std::deque<Node *> m_filledSteps; ///< oldest first: whose rows go first when there are too many
    std::size_t m_rows = 0;
    int m_changesTold = 0; ///< of which not everybody has heard yet
    run::Clock::time_point m_clearedAt{}; ///< nor do those of the databases' histories that are older
    qint64 m_clearedUpTo = 0; ///< runs up to this number don't come back from the journal
};

} // namespace retort::ui

Q_DECLARE_METATYPE(retort::Place)
