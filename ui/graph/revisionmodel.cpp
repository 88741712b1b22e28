// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/revisionmodel.h"

#include <QDate>
#include <QLocale>

#include <algorithm>
#include <map>

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
    m_graph = std::move(graph);
    m_allOrphans = state.unknownRows;
    m_heads = state.heads;
    m_changed = state.changed;
    m_currentRows = m_graph->versionRows();
    m_searchText.clear();
    m_searchStarts.clear();
    if (!staysInPlace)
        applyFilter();
    computeStates();
    placeMarks();
    if (!staysInPlace)
        endResetModel();
    announceStates();
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
    announceStates();
}

void RevisionModel::markRunning(const std::string &id)
{
    setMark(id, {NodeState::Running, NodeState::Planned, m_plan.direction});
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
    if (const int row = m_graph->rowOf(id); row >= 0)
        m_markAt[row] = mark;
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
    applyFilter();
    endResetModel();
}

void RevisionModel::setShownRevisions(std::vector<revision::Index> revisions, const QString &filter)
{
    beginResetModel();
    m_filter = filter;
    m_range = std::move(revisions);
    std::sort(m_range.begin(), m_range.end());
    applyFilter();
    endResetModel();
}

void RevisionModel::applyFilter()
{
    m_shown.clear();
    m_orphans = m_allOrphans;
    if (m_filter.isEmpty())
        return;
    if (!m_range.empty()) {
        m_orphans.clear();
        for (int row = 0; row < m_graph->rowCount(); ++row) {
            if (std::binary_search(m_range.begin(), m_range.end(), m_graph->layout().revisionAt(row)))
                m_shown.push_back(row);
        }
        return;
    }
    if (m_searchStarts.empty())
        buildSearchText();

    std::vector<std::string> words;
    for (const QString &word : m_filter.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    const auto holdsAll = [&words](std::string_view text) {
        return std::all_of(words.begin(), words.end(),
                           [text](const std::string &word) { return text.find(word) != std::string_view::npos; });
    };
    std::erase_if(m_orphans, [&holdsAll](const std::string &id) { return !holdsAll(id); });
    const std::string_view all = m_searchText;
    for (int row = 0; row < m_graph->rowCount(); ++row) {
        const std::size_t start = m_searchStarts[static_cast<std::size_t>(row)];
        const std::size_t end = m_searchStarts[static_cast<std::size_t>(row) + 1];
        if (holdsAll(all.substr(start, end - start)))
            m_shown.push_back(row);
    }
}

void RevisionModel::buildSearchText()
{
    m_searchStarts.reserve(static_cast<std::size_t>(m_graph->rowCount()) + 1);
    for (int row = 0; row < m_graph->rowCount(); ++row) {
        const revision::Revision &revision = m_graph->revisionAt(row);
        m_searchStarts.push_back(m_searchText.size());
        const std::size_t slash = revision.file.find_last_of('/');
        const std::string file = slash == std::string::npos ? revision.file : revision.file.substr(slash + 1);
        m_searchText +=
            QString::fromStdString(revision.id + '\n' + revision.message + '\n' + file).toLower().toStdString();
    }
    m_searchStarts.push_back(m_searchText.size());
}

int RevisionModel::rowCount(const QModelIndex &parent) const
{
    if (parent.isValid())
        return 0;
    return orphanCount() + (isFiltered() ? static_cast<int>(m_shown.size()) : m_graph->rowCount());
}

int RevisionModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

int RevisionModel::graphRow(int row) const
{
    if (isOrphan(row))
        return -1;
    const int below = row - orphanCount();
    return isFiltered() ? m_shown[static_cast<std::size_t>(below)] : below;
}

const revision::Revision *RevisionModel::revisionAt(int row) const
{
    const int at = graphRow(row);
    return at < 0 ? nullptr : &m_graph->revisionAt(at);
}

QString RevisionModel::id(int row) const
{
    const revision::Revision *revision = revisionAt(row);
    return QString::fromStdString(revision ? revision->id : m_orphans[static_cast<std::size_t>(row)]);
}

QString RevisionModel::message(int row) const
{
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
    return row < 0 ? -1 : modelRow(row);
}

int RevisionModel::modelRow(int graphRow) const
{
    if (!isFiltered())
        return graphRow + orphanCount();
    const auto shown = std::lower_bound(m_shown.begin(), m_shown.end(), graphRow);
    const bool isShown = shown != m_shown.end() && *shown == graphRow;
    return isShown ? static_cast<int>(shown - m_shown.begin()) + orphanCount() : -1;
}

int RevisionModel::currentLineRow() const
{
    if (isFiltered() || !m_graph->areRowsKnown() || m_graph->rowCount() == 0)
        return -1;
    return m_graph->firstAppliedRow() + orphanCount();
}

int RevisionModel::currentRow() const
{
    int first = -1;
    for (const std::string &id : m_graph->versionRows()) {
        const int row = rowOf(QString::fromStdString(id));
        if (row >= 0 && (first < 0 || row < first))
            first = row;
    }
    return first;
}

int RevisionModel::headRow() const
{
    for (int row = orphanCount(); row < rowCount(); ++row) {
        if (states(row).testFlag(NodeState::Head))
            return row;
    }
    return -1;
}

QString RevisionModel::description(int row) const
{
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
    return parts.join(QLatin1String("; "));
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
            return QStringList(stateWords(states(row)) + labels(row)).join(QLatin1String(", "));
        case DateColumn:
            return date(row);
        default:
            return {};
        }
    case Qt::ToolTipRole: {
        const QString words = stateWords(states(row)).join(QLatin1String(", "));
        return QStringList{id(row) + QLatin1String("  ") + message(row), words, description(row),
                           index.data(FileRole).toString()}
            .join(QLatin1Char('\n'))
            .trimmed();
    }
    case Qt::AccessibleTextRole:
        switch (index.column()) {
        case LaneColumn:
            return QStringList(QStringList{id(row), message(row)} + stateWords(states(row))).join(QLatin1String(", "));
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
