// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plan/revisionchoices.h"

#include <QLineEdit>

#include <algorithm>

namespace retort::ui {

RevisionChoices::RevisionChoices(QObject *parent)
    : QAbstractListModel(parent)
{
}

void RevisionChoices::setRevisions(const revision::RevisionMap &map, const revision::BranchBinding &binding,
                                   const std::vector<std::string> &rows, bool withBase)
{
    beginResetModel();
    m_map = map;
    m_order = binding.historyOrder();
    m_rows = rows;
    m_hasBase = withBase;
    const auto isGone = [this](const QString &id) {
        return id != QLatin1String("base") && !m_map.find(id.toStdString());
    };
    m_checked.erase(std::remove_if(m_checked.begin(), m_checked.end(), isGone), m_checked.end());
    endResetModel();
}

void RevisionChoices::setCheckable(bool checkable)
{
    m_isCheckable = checkable;
}

void RevisionChoices::setChecked(const QStringList &ids)
{
    if (m_checked == ids)
        return;
    m_checked = ids;
    if (rowCount() > 0)
        emit dataChanged(index(0), index(rowCount() - 1), {Qt::CheckStateRole, Qt::AccessibleTextRole});
    emit checkedChanged(m_checked);
}

int RevisionChoices::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size()) + (m_hasBase ? 1 : 0);
}

QString RevisionChoices::idOf(int row) const
{
    return isBaseRow(row) ? QStringLiteral("base")
                          : QString::fromStdString(m_map.at(m_order[static_cast<std::size_t>(row)]).id);
}

QString RevisionChoices::messageOf(int row) const
{
    return isBaseRow(row) ? tr("nothing applied: no version row")
                          : QString::fromStdString(m_map.at(m_order[static_cast<std::size_t>(row)]).message);
}

bool RevisionChoices::isCurrent(int row) const
{
    if (isBaseRow(row))
        return m_rows.empty();
    return std::find(m_rows.begin(), m_rows.end(), m_map.at(m_order[static_cast<std::size_t>(row)]).id) != m_rows.end();
}

bool RevisionChoices::isHead(int row) const
{
    return !isBaseRow(row) && m_map.isHead(m_order[static_cast<std::size_t>(row)]);
}

QStringList RevisionChoices::marksOf(int row) const
{
    QStringList marks;
    if (isCurrent(row))
        marks << tr("current");
    if (isHead(row))
        marks << tr("head");
    return marks;
}

QVariant RevisionChoices::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole: {
        const QString marks = marksOf(row).join(QLatin1String(", "));
        const QString text = idOf(row) + QLatin1String("  ") + messageOf(row);
        return marks.isEmpty() ? text : QString(text + QLatin1String("  (") + marks + QLatin1Char(')'));
    }
    case Qt::EditRole:
    case IdRole: return idOf(row);
    case MessageRole: return messageOf(row);
    case IsCurrentRole: return isCurrent(row);
    case IsHeadRole: return isHead(row);
    case SearchRole: return QString(idOf(row) + QLatin1Char(' ') + messageOf(row));
    case Qt::CheckStateRole:
        if (m_isCheckable)
            return m_checked.contains(idOf(row)) ? Qt::Checked : Qt::Unchecked;
        return {};
    case Qt::AccessibleTextRole: {
        QStringList words{idOf(row), messageOf(row)};
        words << marksOf(row);
        if (m_isCheckable)
            words << (m_checked.contains(idOf(row)) ? tr("chosen") : tr("not chosen"));
        words.removeAll(QString());
        return words.join(QLatin1String(", "));
    }
    default: return {};
    }
}

bool RevisionChoices::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!m_isCheckable || role != Qt::CheckStateRole || !index.isValid())
        return false;
    const QString id = idOf(index.row());
    QStringList chosen = m_checked;
    chosen.removeAll(id);
    if (value.toInt() == Qt::Checked) {
        // The base is no row: it can't stand beside others.
        if (isBaseRow(index.row()))
            chosen.clear();
        else
            chosen.removeAll(QStringLiteral("base"));
        chosen << id;
    }
    setChecked(chosen);
    return true;
}

Qt::ItemFlags RevisionChoices::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return m_isCheckable && index.isValid() ? flags | Qt::ItemIsUserCheckable : flags;
}

RevisionCompleter::RevisionCompleter(RevisionChoices *choices, bool several, QObject *parent)
    : QCompleter(choices, parent)
    , m_takesSeveral(several)
{
    setCompletionRole(Qt::DisplayRole);
    setFilterMode(Qt::MatchContains);
    setCaseSensitivity(Qt::CaseInsensitive);
    setMaxVisibleItems(10);
}

QStringList RevisionCompleter::splitPath(const QString &path) const
{
    if (!m_takesSeveral)
        return {path.trimmed()};
    return {path.section(QLatin1Char(','), -1).trimmed()};
}

QString RevisionCompleter::pathFromIndex(const QModelIndex &index) const
{
    const QString id = index.data(RevisionChoices::IdRole).toString();
    const auto *field = qobject_cast<const QLineEdit *>(widget());
    if (!m_takesSeveral || !field)
        return id;
    const QString text = field->text();
    const qsizetype comma = text.lastIndexOf(QLatin1Char(','));
    return comma < 0 ? id : QString(text.left(comma + 1) + QLatin1Char(' ') + id);
}

} // namespace retort::ui
