// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/relationindex.h"
#include "engine/session/touchhistory.h"
#include "engine/session/values.h"
#include "engine/session/verification.h"
#include "ui/graph/nodestate.h"
#include "ui/graph/revisiongraph.h"
#include "ui/graph/rowlist.h"

#include <QAbstractTableModel>

#include <map>
#include <optional>
#include <unordered_map>

namespace retort::ui
{

/// The rows of one database's graph, newest first. Rows that the version table has and the project lacks (orphans)
/// stand on top. Read-only.
///
/// Straight runs may be folded: then one row, which has no id, stands for the plain revisions of a run. What is the
/// head, current, edited, planned, running, failed or selected is never folded away.
///
/// The view paints from the typed accessors; data() is for screen readers, tool tips and tests.
/// The filter is here and not in a proxy, since lanes are a property of neighbouring rows and 100,000 rows are to be
/// filtered between two key strokes.
class RevisionModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LaneColumn, IdColumn, MessageColumn, StateColumn, DateColumn, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        IdRole = Qt::UserRole, ///< QString
        StatesRole,            ///< NodeStates
        LabelsRole,            ///< QStringList, as declared in the revision
        FileRole,              ///< QString
    };
    Q_ENUM(Role)

    explicit RevisionModel(QObject *parent = nullptr);

    /// Keeps rows where they are when the graph has the same rows in the same order; resets otherwise.
    void setGraph(RevisionGraphPtr graph, const session::DatabaseState &state);
    const RevisionGraph &graph() const { return *m_graph; }

    /// A plan that is shown or running: its steps are marked; earlier marks go.
    void setPlan(const revision::Plan &plan);
    bool hasPlan() const { return !m_plan.steps.empty(); }
    revision::Direction planDirection() const { return m_plan.direction; }
    void markRunning(const std::string &id);
    /// A step of the plan is committed: the revision changes sides.
    void markDone(const std::string &id);
    /// Moves "current" to the version rows after the plan's step for this revision.
    void moveCurrent(const std::string &id);
    void markFailed(const std::string &id, bool isPartlyApplied);
    /// When the database has been read anew. Failures stay until the next plan, or until the revision is where the
    /// failed step was to bring it.
    void clearMarks();

    /// Keeps the rows that match, see RevisionFilter. Empty: all.
    void setFilter(const QString &text);
    /// Keeps these revisions; `filter` is the text that stands for them. Orphans go.
    void setShownRevisions(std::vector<revision::Index> revisions, const QString &filter);
    bool isFiltered() const { return !m_filter.isEmpty(); }
    /// The revisions whose files aren't in git's last commit as they are.
    void setUncommitted(const QStringList &revisions);
    /// What a revision's round trip showed; nothing is known of any after forgetTrips().
    void setTrip(const session::TripFact &fact);
    void forgetTrips();
    /// What the revisions touch, for the filter. Null: nobody knows.
    void setRelations(const session::RelationIndexPtr &relations);
    const session::RelationIndexPtr &relations() const { return m_relations; }
    /// What runs on the database did, for the nodes' words.
    void setTouchHistory(const session::TouchHistoryPtr &history, const QString &database);
    /// What the revision did when a run last carried it out; none where nobody knows.
    std::vector<run::RelationChange> touchedBy(const QString &id) const;

    /// Folds all straight runs, or none of them.
    void setCollapsed(bool collapsed);
    bool isCollapsed() const { return m_isCollapsed; }
    /// Null for a row that isn't a fold; its rows are the graph's. Valid until the model changes.
    const Fold *foldAt(int row) const { return isOrphan(row) ? nullptr : m_list.foldAt(row - orphanCount()); }
    void unfold(int row);
    void unfoldAll();
    /// The straight run that can be folded around the row; nothing when runs aren't folded at all, or it is too short.
    std::optional<Fold> runAround(int row) const;
    /// Folds that run. Its row, or −1.
    int foldAround(int row);
    /// Unfolds just enough for the revision to have a row.
    void reveal(const QString &id);
    /// What is never folded by itself, since somebody is looking at it. Empty: nothing.
    void keepShown(const QString &id) { m_kept = id.toStdString(); }
    /// The words of a fold: "… 34 revisions · 3f2a to 77be", "all applied".
    QString foldMessage(const Fold &fold) const;
    QStringList foldWords(const Fold &fold) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// For the view. `row` counts model rows; graphRow() is -1 for an orphan and for a fold.
    int graphRow(int row) const;
    /// Its own row, or that of the fold it is in; −1 when the filter hides it.
    int rowShowing(int graphRow) const;
    bool isOrphan(int row) const { return row < orphanCount(); }
    QString id(int row) const;
    QString message(int row) const;
    QString date(int row) const; ///< short, in the user's locale
    QStringList labels(int row) const;
    NodeStates states(int row) const;
    /// -1 when it has no row of its own.
    int rowOf(const QString &id) const;
    /// As rowOf(); of what is folded away the fold's.
    int rowShowing(const QString &id) const;
    /// The id, or of a fold that of its first revision: finds the place again after a change.
    QString placeId(int row) const;
    /// The model row along whose upper edge the current line runs; rowCount() below the last; -1: nowhere.
    int currentLineRow() const;
    /// The first row that a version row names, or -1; the same by the graph, filter or not.
    int currentRow() const;
    int currentGraphRow() const;
    int headGraphRow() const; ///< the topmost

private:
    struct Mark {
        NodeStates add;
        NodeStates remove;
        revision::Direction direction = revision::Direction::Upgrade;
    };

    int orphanCount() const { return static_cast<int>(m_orphans.size()); }
    const revision::Revision *revisionAt(int row) const;
    QString touchedWords(int row) const;
    QString description(int row) const;
    QStringList words(int row) const; ///< of its state
    void computeStates();
    NodeStates statesFromFile(int graphRow) const;
    void setCurrentRows(const std::vector<std::string> &rows);
    RowList listRows();
    std::vector<int> matchingRows();
    void relist();
    void apply(const RowList::Edit &edit);
    void reveal(int graphRow);
    bool isPlain(int graphRow) const;
    std::optional<Fold> runOf(int graphRow) const;
    void carryUnfolded(const RevisionGraph &before);
    QString foldDescription(const Fold &fold) const;
    void buildSearchText();
    void setMark(const std::string &id, Mark mark);
    void placeMarks();
    void dropMarks();
    void announceStates();
    void announceStates(const std::string &id);

    RevisionGraphPtr m_graph = std::make_shared<RevisionGraph>();
    std::vector<std::string> m_orphans; ///< shown on top
    std::vector<NodeStates> m_states;   ///< by graph row, without marks
    RowList m_list;                     ///< of graph rows
    bool m_isCollapsed = false;
    std::vector<bool> m_unfolded; ///< by graph row: stays shown although it is plain
    std::string m_kept;
    std::unordered_map<std::string, Mark> m_marks;
    std::unordered_map<int, Mark> m_markAt; ///< the same by graph row
    revision::Plan m_plan;
    std::vector<std::string> m_currentRows; ///< the version rows, as far as a running plan is known to have got
    std::vector<std::string> m_allOrphans;
    std::vector<std::string> m_heads;
    std::vector<std::string> m_changed; ///< applied, and edited since
    std::vector<std::string> m_uncommitted;
    std::map<std::string, session::TripFact> m_trips; ///< by revision
    QString m_filter;
    std::vector<revision::Index> m_range; ///< sorted; empty: m_filter is looked for in the texts
    session::RelationIndexPtr m_relations;
    session::TouchHistoryPtr m_touches = std::make_shared<session::TouchHistory>();
    std::string m_touchedDatabase;
    /// Lower case "id\nmessage\nfile" and the relations of every row, built when first needed.
    std::string m_searchText;
    std::vector<std::size_t> m_searchStarts;
};

} // namespace retort::ui
