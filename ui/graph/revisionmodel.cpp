// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisionmodel.h"

#include "ui/graph/revisionfilter.h"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <map>
#include <utility>

namespace retort::ui
{

namespace
{

bool haveSameRows(const RevisionGraph &a, const RevisionGraph &b)
{
    if (a.rowCount() != b.rowCount())
        return false;
    for (int row = 0; row < a.rowCount(); ++row) {
        if (a.revisionAt(row).id != b.revisionAt(row).id)
            return false;
    }
    return true;
}

/// Heads that share their labels with another head: the branch has split and waits for a merge. One head for each
/// labelled branch is the normal state of a project with several databases.
std::vector<std::string> extraHeads(const revision::RevisionMap &map, const std::vector<std::string> &heads)
{
    std::map<std::vector<std::string>, std::vector<std::string>> byLabels;
    for (const std::string &head : heads) {
        if (const auto index = map.find(head))
            byLabels[map.labelsOf(*index)].push_back(head);
    }
    std::vector<std::string> extra;
    for (const auto &[labels, sharing] : byLabels) {
        if (sharing.size() > 1)
            extra.insert(extra.end(), sharing.begin(), sharing.end());
    }
    return extra;
}

QDate dateOf(const std::string &createDate)
{
    return QDate::fromString(QString::fromStdString(createDate.substr(0, 10)), Qt::ISODate);
}

QStringList toStringList(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts)
        list << QString::fromStdString(text);
    return list;
}

} // namespace

RevisionModel::RevisionModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void RevisionModel::setGraph(RevisionGraphPtr graph, const session::DatabaseState &state)
{
    const bool staysInPlace = m_allOrphans == state.unknownRows && haveSameRows(*m_graph, *graph);
    if (!staysInPlace)
        beginResetModel();
    const RevisionGraphPtr before = std::exchange(m_graph, std::move(graph));
    if (!staysInPlace)
        carryUnfolded(*before);
    m_allOrphans = state.unknownRows;
    m_heads = state.heads;
    m_changed = state.changed;
    m_currentRows = m_graph->versionRows();
    m_searchText.clear();
    m_searchStarts.clear();
    computeStates();
    placeMarks();
    if (staysInPlace) {
        relist();
    } else {
        m_list = listRows();
        endResetModel();
    }
    announceStates();
}

/// What was unfolded stays so, wherever it stands now.
void RevisionModel::carryUnfolded(const RevisionGraph &before)
{
    std::vector<bool> unfolded(static_cast<std::size_t>(m_graph->rowCount()), false);
    for (std::size_t row = 0; row < m_unfolded.size(); ++row) {
        if (!m_unfolded[row])
            continue;
        if (const int now = m_graph->rowOf(before.revisionAt(static_cast<int>(row)).id); now >= 0)
            unfolded[static_cast<std::size_t>(now)] = true;
    }
    m_unfolded = std::move(unfolded);
}

void RevisionModel::setPlan(const revision::Plan &plan)
{
    m_marks.clear();
    m_plan = plan;
    for (const revision::Step &step : plan.steps) {
        if (!step.revision.empty())
            m_marks[step.revision] = {NodeState::Planned, {}, plan.direction};
    }
    placeMarks();
    relist();
    announceStates();
}

void RevisionModel::markRunning(const std::string &id)
{
    setMark(id, {NodeState::Running, NodeState::Planned, m_plan.direction});
    if (const int row = m_graph->rowOf(id); row >= 0)
        m_unfolded[static_cast<std::size_t>(row)] = true; // afterwards too: one wants to see what was run
}

void RevisionModel::markDone(const std::string &id)
{
    const bool isUpgrade = m_plan.direction == revision::Direction::Upgrade;
    setMark(id,
            {isUpgrade ? NodeState::Applied : NodeState::Pending, isUpgrade ? NodeState::Pending : NodeState::Applied,
             m_plan.direction});
}

void RevisionModel::moveCurrent(const std::string &id)
{
    const auto step = std::find_if(m_plan.steps.begin(), m_plan.steps.end(),
                                   [&id](const revision::Step &candidate) { return candidate.revision == id; });
    if (step != m_plan.steps.end())
        setCurrentRows(step->rowsAfter);
}

void RevisionModel::markFailed(const std::string &id, bool isPartlyApplied)
{
    NodeStates failed = NodeState::Failed;
    failed.setFlag(NodeState::PartlyApplied, isPartlyApplied);
    setMark(id, {failed, {}, m_plan.direction});
}

void RevisionModel::clearMarks()
{
    m_plan.steps.clear();
    if (m_marks.empty())
        return;
    dropMarks();
    placeMarks();
    relist();
    announceStates();
}

void RevisionModel::dropMarks()
{
    std::erase_if(m_marks, [this](const auto &entry) {
        const auto &[id, mark] = entry;
        if (!mark.add.testFlag(NodeState::Failed))
            return true;
        const int row = m_graph->rowOf(id);
        const bool isApplied = row >= 0 && m_graph->isAppliedRow(row);
        return m_graph->areRowsKnown() && isApplied == (mark.direction == revision::Direction::Upgrade);
    });
}

void RevisionModel::setMark(const std::string &id, Mark mark)
{
    m_marks[id] = mark;
    if (const int row = m_graph->rowOf(id); row >= 0) {
        m_markAt[row] = mark;
        reveal(row);
    }
    announceStates(id);
}

void RevisionModel::placeMarks()
{
    m_markAt.clear();
    for (const auto &[id, mark] : m_marks) {
        if (const int row = m_graph->rowOf(id); row >= 0)
            m_markAt[row] = mark;
    }
}

void RevisionModel::setCurrentRows(const std::vector<std::string> &rows)
{
    const auto setCurrent = [this](const std::string &id, bool isCurrent) {
        const int row = m_graph->rowOf(id);
        if (row < 0)
            return;
        m_states[static_cast<std::size_t>(row)].setFlag(NodeState::Current, isCurrent);
        if (isCurrent)
            reveal(row);
        announceStates(id);
    };
    for (const std::string &id : m_currentRows)
        setCurrent(id, false);
    m_currentRows = rows;
    for (const std::string &id : m_currentRows)
        setCurrent(id, true);
}

void RevisionModel::announceStates()
{
    if (const int rows = rowCount(); rows > 0)
        emit dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
}

void RevisionModel::announceStates(const std::string &id)
{
    const int row = rowOf(QString::fromStdString(id));
    if (row >= 0)
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

NodeStates RevisionModel::statesFromFile(int graphRow) const
{
    const revision::RevisionMap &map = m_graph->map();
    const revision::Index index = m_graph->layout().revisionAt(graphRow);
    const revision::Revision &revision = map.at(index);
    NodeStates states;
    if (m_graph->areRowsKnown())
        states |= m_graph->isAppliedRow(graphRow) ? NodeState::Applied : NodeState::Pending;
    states.setFlag(NodeState::Head, map.isHead(index));
    states.setFlag(NodeState::Base, map.isBase(index));
    states.setFlag(NodeState::Merge, map.isMergePoint(index));
    states.setFlag(NodeState::BranchPoint, map.isBranchPoint(index));
    states.setFlag(NodeState::Irreversible, !revision.hasDowngrade);
    states.setFlag(NodeState::NoTransaction, !revision.upgradeTransactional);
    return states;
}

void RevisionModel::computeStates()
{
    m_states.resize(static_cast<std::size_t>(m_graph->rowCount()));
    for (int row = 0; row < m_graph->rowCount(); ++row)
        m_states[static_cast<std::size_t>(row)] = statesFromFile(row);
    const auto add = [this](const std::vector<std::string> &ids, NodeState state) {
        for (const std::string &id : ids) {
            if (const int row = m_graph->rowOf(id); row >= 0)
                m_states[static_cast<std::size_t>(row)] |= state;
        }
    };
    add(m_currentRows, NodeState::Current);
    add(m_changed, NodeState::Changed);
    add(m_uncommitted, NodeState::Uncommitted);
    using Verdict = advice::RoundTrip::Verdict;
    for (const auto &[id, trip] : m_trips) {
        if (trip.verdict == Verdict::Proven || trip.verdict == Verdict::Failed)
            add({id}, trip.verdict == Verdict::Proven ? NodeState::Proven : NodeState::Unproven);
    }
    add(extraHeads(m_graph->map(), m_heads), NodeState::ExtraHead);
}

void RevisionModel::setFilter(const QString &text)
{
    const QString filter = text.simplified().toLower();
    if (filter == m_filter && m_range.empty())
        return;
    beginResetModel();
    m_filter = filter;
    m_range.clear();
    m_list = listRows();
    endResetModel();
}

void RevisionModel::setUncommitted(const QStringList &revisions)
{
    std::vector<std::string> ids;
    for (const QString &id : revisions)
        ids.push_back(id.toStdString());
    if (ids == m_uncommitted)
        return;
    m_uncommitted = std::move(ids);
    computeStates();
    relist();
    announceStates();
}

void RevisionModel::setTrip(const session::TripFact &fact)
{
    m_trips[fact.revision] = fact;
    computeStates();
    announceStates(fact.revision);
}

void RevisionModel::forgetTrips()
{
    if (m_trips.empty())
        return;
    m_trips.clear();
    computeStates();
    announceStates();
}

void RevisionModel::setRelations(const session::RelationIndexPtr &relations)
{
    m_relations = relations;
    m_searchText.clear();
    m_searchStarts.clear();
    if (isFiltered())
        relist();
}

void RevisionModel::setShownRevisions(std::vector<revision::Index> revisions, const QString &filter)
{
    beginResetModel();
    m_filter = filter;
    m_range = std::move(revisions);
    std::sort(m_range.begin(), m_range.end());
    m_list = listRows();
    endResetModel();
}

RowList RevisionModel::listRows()
{
    m_orphans = m_allOrphans;
    if (isFiltered())
        return RowList::only(matchingRows());
    if (!m_isCollapsed)
        return RowList::all(m_graph->rowCount());
    if (const int kept = m_graph->rowOf(m_kept); kept >= 0)
        m_unfolded[static_cast<std::size_t>(kept)] = true;
    std::vector<bool> mayFold(static_cast<std::size_t>(m_graph->rowCount()));
    for (std::size_t row = 0; row < mayFold.size(); ++row)
        mayFold[row] = !m_unfolded[row] && isPlain(static_cast<int>(row));
    return RowList::folded(mayFold, m_graph->firstAppliedRow());
}

/// Also narrows the orphans down.
std::vector<int> RevisionModel::matchingRows()
{
    std::vector<int> matching;
    if (!m_range.empty()) {
        m_orphans.clear();
        for (int row = 0; row < m_graph->rowCount(); ++row) {
            if (std::binary_search(m_range.begin(), m_range.end(), m_graph->layout().revisionAt(row)))
                matching.push_back(row);
        }
        return matching;
    }
    if (m_searchStarts.empty())
        buildSearchText();

    const RevisionFilter filter(m_filter, m_relations.get());
    std::erase_if(m_orphans, [&filter](const std::string &id) { return !filter.matches(id, {}); });
    const std::string_view all = m_searchText;
    for (int row = 0; row < m_graph->rowCount(); ++row) {
        const std::size_t start = m_searchStarts[static_cast<std::size_t>(row)];
        const std::size_t end = m_searchStarts[static_cast<std::size_t>(row) + 1];
        std::span<const script::TouchedRelation> touched;
        if (filter.namesTables() && m_relations)
            touched = m_relations->of(m_graph->revisionAt(row).id);
        if (filter.matches(all.substr(start, end - start), touched))
            matching.push_back(row);
    }
    return matching;
}

void RevisionModel::buildSearchText()
{
    m_searchStarts.reserve(static_cast<std::size_t>(m_graph->rowCount()) + 1);
    for (int row = 0; row < m_graph->rowCount(); ++row) {
        const revision::Revision &revision = m_graph->revisionAt(row);
        m_searchStarts.push_back(m_searchText.size());
        const std::size_t slash = revision.file.find_last_of('/');
        const std::string file = slash == std::string::npos ? revision.file : revision.file.substr(slash + 1);
        std::string words = revision.id + '\n' + revision.message + '\n' + file;
        if (m_relations) {
            for (const script::TouchedRelation &relation : m_relations->of(revision.id))
                words += '\n' + (relation.schema.empty() ? relation.name : relation.schema + '.' + relation.name);
        }
        m_searchText += QString::fromStdString(words).toLower().toStdString();
    }
    m_searchStarts.push_back(m_searchText.size());
}

int RevisionModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return orphanCount() + m_list.size();
}

int RevisionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int RevisionModel::graphRow(int row) const
{
    return isOrphan(row) || foldAt(row) ? -1 : m_list.rowAt(row - orphanCount());
}

/// Null for an orphan and for a fold.
const revision::Revision *RevisionModel::revisionAt(int row) const
{
    const int at = graphRow(row);
    return at < 0 ? nullptr : &m_graph->revisionAt(at);
}

QString RevisionModel::id(int row) const
{
    if (foldAt(row))
        return {};
    const revision::Revision *revision = revisionAt(row);
    return QString::fromStdString(revision ? revision->id : m_orphans[static_cast<std::size_t>(row)]);
}

QString RevisionModel::message(int row) const
{
    if (const Fold *fold = foldAt(row))
        return foldMessage(*fold);
    const revision::Revision *revision = revisionAt(row);
    return revision ? QString::fromStdString(revision->message) : tr("no file of this project has this revision");
}

QString RevisionModel::date(int row) const
{
    const revision::Revision *revision = revisionAt(row);
    const QDate date = revision ? dateOf(revision->createDate) : QDate();
    if (!date.isValid())
        return {};
    const bool isThisYear = date.year() == QDate::currentDate().year();
    return QLocale().toString(date, isThisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

QStringList RevisionModel::labels(int row) const
{
    const revision::Revision *revision = revisionAt(row);
    return revision ? toStringList(revision->labels) : QStringList();
}

NodeStates RevisionModel::states(int row) const
{
    if (const Fold *fold = foldAt(row)) // all of its rows are on one side of the current line
        return m_states[static_cast<std::size_t>(fold->first)] & (NodeState::Applied | NodeState::Pending);
    const int at = graphRow(row);
    if (at < 0)
        return NodeState::Unknown;
    const NodeStates states = m_states[static_cast<std::size_t>(at)];
    const auto mark = m_markAt.find(at);
    return mark == m_markAt.end() ? states : (states & ~mark->second.remove) | mark->second.add;
}

int RevisionModel::rowOf(const QString &id) const
{
    const std::string wanted = id.toStdString();
    const auto orphan = std::find(m_orphans.begin(), m_orphans.end(), wanted);
    if (orphan != m_orphans.end())
        return static_cast<int>(orphan - m_orphans.begin());
    const int row = m_graph->rowOf(wanted);
    const int place = row < 0 ? -1 : m_list.placeOf(row);
    return place < 0 ? -1 : place + orphanCount();
}

int RevisionModel::rowShowing(int graphRow) const
{
    const int place = m_list.placeShowing(graphRow);
    return place < 0 ? -1 : place + orphanCount();
}

int RevisionModel::rowShowing(const QString &id) const
{
    const int own = rowOf(id);
    const int row = own >= 0 ? -1 : m_graph->rowOf(id.toStdString());
    return row < 0 ? own : rowShowing(row);
}

QString RevisionModel::placeId(int row) const
{
    const Fold *fold = foldAt(row);
    return fold ? QString::fromStdString(m_graph->revisionAt(fold->first).id) : id(row);
}

int RevisionModel::currentLineRow() const
{
    if (isFiltered() || !m_graph->areRowsKnown() || m_graph->rowCount() == 0)
        return -1;
    const int row = m_graph->firstAppliedRow();
    return row < m_graph->rowCount() ? rowShowing(row) : rowCount();
}

int RevisionModel::currentRow() const
{
    const int row = currentGraphRow();
    return row < 0 ? -1 : rowShowing(row);
}

int RevisionModel::currentGraphRow() const
{
    int first = -1;
    for (const std::string &id : m_graph->versionRows()) {
        const int row = m_graph->rowOf(id);
        if (row >= 0 && (first < 0 || row < first))
            first = row;
    }
    return first;
}

int RevisionModel::headGraphRow() const
{
    for (int row = 0; row < m_graph->rowCount(); ++row) {
        if (m_states[static_cast<std::size_t>(row)].testFlag(NodeState::Head))
            return row;
    }
    return -1;
}

// --- folds ---------------------------------------------------------------------------------------------------------

bool RevisionModel::isPlain(int graphRow) const
{
    constexpr NodeStates plain =
        NodeState::Applied | NodeState::Pending | NodeState::Irreversible | NodeState::NoTransaction;
    return m_graph->isStraightRow(graphRow) && !(m_states[static_cast<std::size_t>(graphRow)] & ~plain)
        && !m_markAt.contains(graphRow);
}

void RevisionModel::setCollapsed(bool collapsed)
{
    if (m_isCollapsed == collapsed)
        return;
    m_isCollapsed = collapsed;
    m_unfolded.assign(m_unfolded.size(), false);
    relist();
}

/// After a change of what may be folded, or of what matches.
void RevisionModel::relist()
{
    const std::vector<std::string> orphans = m_orphans;
    RowList list = listRows();
    if (list == m_list && orphans == m_orphans)
        return;
    std::vector<std::string> now = std::exchange(m_orphans, orphans);
    beginResetModel();
    m_orphans = std::move(now);
    m_list = std::move(list);
    endResetModel();
}

/// What stood at some places becomes other rows; the rest stays where it is.
void RevisionModel::apply(const RowList::Edit &edit)
{
    const int at = edit.at + orphanCount();
    const int kept = std::min(edit.before, edit.after);
    if (edit.after > edit.before) {
        beginInsertRows({}, at + kept, at + edit.after - 1);
        m_list.apply(edit);
        endInsertRows();
    } else if (edit.after < edit.before) {
        beginRemoveRows({}, at + kept, at + edit.before - 1);
        m_list.apply(edit);
        endRemoveRows();
    } else {
        m_list.apply(edit);
    }
    emit dataChanged(index(at, 0), index(at + kept - 1, ColumnCount - 1));
}

void RevisionModel::unfold(int row)
{
    const Fold *found = row >= 0 && row < rowCount() ? foldAt(row) : nullptr;
    if (!found)
        return;
    const Fold fold = *found;
    for (int at = fold.first; at <= fold.last; ++at)
        m_unfolded[static_cast<std::size_t>(at)] = true;
    apply(m_list.edit(fold, {}));
}

void RevisionModel::unfoldAll()
{
    if (!m_list.hasFolds())
        return;
    m_unfolded.assign(m_unfolded.size(), true);
    relist();
}

std::optional<Fold> RevisionModel::runOf(int graphRow) const
{
    if (!m_isCollapsed || isFiltered() || graphRow < 0 || !isPlain(graphRow))
        return std::nullopt;
    const int boundary = m_graph->firstAppliedRow();
    Fold run{graphRow, graphRow};
    while (run.first > 0 && run.first != boundary && isPlain(run.first - 1))
        --run.first;
    while (run.last + 1 < m_graph->rowCount() && run.last + 1 != boundary && isPlain(run.last + 1))
        ++run.last;
    return run.count() >= RowList::shortestRun ? std::optional(run) : std::nullopt;
}

std::optional<Fold> RevisionModel::runAround(int row) const
{
    return row >= 0 && row < rowCount() ? runOf(graphRow(row)) : std::nullopt;
}

int RevisionModel::foldAround(int row)
{
    const std::optional<Fold> run = runAround(row);
    if (!run)
        return -1;
    for (int at = run->first; at <= run->last; ++at)
        m_unfolded[static_cast<std::size_t>(at)] = false;
    apply(m_list.edit(*run, {*run}));
    return rowShowing(run->first);
}

void RevisionModel::reveal(const QString &id)
{
    reveal(m_graph->rowOf(id.toStdString()));
}

void RevisionModel::reveal(int graphRow)
{
    const int place = graphRow < 0 ? -1 : m_list.placeShowing(graphRow);
    const Fold *found = place < 0 ? nullptr : m_list.foldAt(place);
    if (!found)
        return;
    const Fold fold = *found;
    m_unfolded[static_cast<std::size_t>(graphRow)] = true;
    std::vector<Fold> rest;
    for (const Fold &part : {Fold{fold.first, graphRow - 1}, Fold{graphRow + 1, fold.last}}) {
        if (part.count() >= RowList::shortestRun)
            rest.push_back(part);
    }
    apply(m_list.edit(fold, std::move(rest)));
}

QString RevisionModel::foldMessage(const Fold &fold) const
{
    const auto idAt = [this](int row) { return QString::fromStdString(m_graph->revisionAt(row).id); };
    return tr("… %n revisions · %1 to %2", nullptr, fold.count()).arg(idAt(fold.first), idAt(fold.last));
}

QStringList RevisionModel::foldWords(const Fold &fold) const
{
    int irreversible = 0;
    for (int row = fold.first; row <= fold.last; ++row)
        irreversible += m_states[static_cast<std::size_t>(row)].testFlag(NodeState::Irreversible) ? 1 : 0;
    QStringList words;
    if (m_graph->areRowsKnown())
        words << (m_graph->isAppliedRow(fold.first) ? tr("all applied") : tr("all pending"));
    if (irreversible > 0)
        words << tr("%n irreversible", nullptr, irreversible);
    return words;
}

QString RevisionModel::foldDescription(const Fold &fold) const
{
    return tr("A straight run of %n revisions, folded. Return or the Right arrow unfolds it.", nullptr, fold.count());
}

// --- roles ---------------------------------------------------------------------------------------------------------

void RevisionModel::setTouchHistory(const session::TouchHistoryPtr &history, const QString &database)
{
    m_touches = history;
    m_touchedDatabase = database.toStdString();
}

std::vector<run::RelationChange> RevisionModel::touchedBy(const QString &id) const
{
    return m_touches->by(m_touchedDatabase, id.toStdString());
}

/// "its last run altered public.users, added public.orders and 3 more".
QString RevisionModel::touchedWords(int row) const
{
    constexpr std::size_t shown = 5;
    const std::vector<run::RelationChange> changes = touchedBy(id(row));
    QStringList parts;
    for (std::size_t i = 0; i < std::min(shown, changes.size()); ++i) {
        const QString name = QString::fromStdString(changes[i].schema + '.' + changes[i].name);
        switch (changes[i].kind) {
        case run::RelationChange::Kind::Added: parts << tr("added %1").arg(name); break;
        case run::RelationChange::Kind::Removed: parts << tr("removed %1").arg(name); break;
        case run::RelationChange::Kind::Altered: parts << tr("altered %1").arg(name); break;
        }
    }
    if (parts.isEmpty())
        return {};
    if (changes.size() > shown)
        parts << tr("%n more", nullptr, static_cast<int>(changes.size() - shown));
    return tr("its last run: %1").arg(parts.join(QLatin1String(", ")));
}

QString RevisionModel::description(int row) const
{
    if (const Fold *fold = foldAt(row))
        return foldDescription(*fold);
    const revision::Revision *revision = revisionAt(row);
    if (!revision)
        return tr("The version table names %1, but no file of this project has it. "
                  "Restore the file, or stamp a revision that the project knows.")
            .arg(id(row));
    QStringList parts;
    if (revision->downRevisions.empty())
        parts << tr("revises nothing");
    else if (revision->downRevisions.size() == 1)
        parts << tr("revises %1").arg(toStringList(revision->downRevisions).constFirst());
    else
        parts << tr("merges %1").arg(toStringList(revision->downRevisions).join(QLatin1String(", ")));
    if (!revision->dependsOn.empty())
        parts << tr("depends on %1").arg(toStringList(revision->dependsOn).join(QLatin1String(", ")));
    if (!revision->labels.empty())
        parts << tr("branch label %1").arg(labels(row).join(QLatin1String(", ")));
    if (!revision->createDate.empty())
        parts << tr("created %1").arg(QString::fromStdString(revision->createDate));
    if (const auto trip = m_trips.find(revision->id); trip != m_trips.end())
        parts << tr("on a scratch database: %1").arg(QString::fromStdString(trip->second.sentence));
    if (const QString touched = touchedWords(row); !touched.isEmpty())
        parts << touched;
    return parts.join(QLatin1String("; "));
}

QStringList RevisionModel::words(int row) const
{
    const Fold *fold = foldAt(row);
    return fold ? foldWords(*fold) : stateWords(states(row));
}

QVariant RevisionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case IdColumn:
            return id(row);
        case MessageColumn:
            return message(row);
        case StateColumn:
            return QStringList(words(row) + labels(row)).join(QLatin1String(", "));
        case DateColumn:
            return date(row);
        default:
            return {};
        }
    case Qt::ToolTipRole: {
        const QString title = foldAt(row) ? message(row) : id(row) + QLatin1String("  ") + message(row);
        return QStringList{title, words(row).join(QLatin1String(", ")), description(row),
                           index.data(FileRole).toString()}
            .join(QLatin1Char('\n'))
            .trimmed();
    }
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case LaneColumn:
            return QStringList((foldAt(row) ? QStringList{message(row)} : QStringList{id(row), message(row)})
                               + words(row))
                .join(QLatin1String(", "));
        default:
            return index.data(Qt::DisplayRole);
        }
    case Qt::AccessibleDescriptionRole:
        return description(row);
    case IdRole:
        return id(row);
    case StatesRole:
        return QVariant::fromValue(states(row));
    case LabelsRole:
        return labels(row);
    case FileRole: {
        const revision::Revision *revision = revisionAt(row);
        return revision ? QString::fromStdString(revision->file) : QString();
    }
    default:
        return {};
    }
}

QVariant RevisionModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LaneColumn:
        return tr("Graph");
    case IdColumn:
        return tr("Revision");
    case MessageColumn:
        return tr("Message");
    case StateColumn:
        return tr("State");
    case DateColumn:
        return tr("Date");
    default:
        return {};
    }
}

} // namespace retort::ui
