// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connectionmodel.h"

#include "ui/theme/databasebadge.h"

namespace retort::ui
{

ConnectionModel::ConnectionModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void ConnectionModel::setDatabases(std::vector<session::DatabaseState> databases)
{
    beginResetModel();
    m_databases = std::move(databases);
    endResetModel();
}

void ConnectionModel::setState(const session::DatabaseState &state)
{
    const int row = rowOf(QString::fromStdString(state.name));
    if (row < 0)
        return;
    m_databases[static_cast<std::size_t>(row)] = state;
    emit dataChanged(index(row), index(row));
}

int ConnectionModel::rowOf(const QString &name) const
{
    const std::string wanted = name.toStdString();
    for (std::size_t row = 0; row < m_databases.size(); ++row) {
        if (m_databases[row].name == wanted)
            return static_cast<int>(row);
    }
    return -1;
}

int ConnectionModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_databases.size());
}

QVariant ConnectionModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const session::DatabaseState &state = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return QString::fromStdString(state.name);
    case Qt::ToolTipRole: {
        QStringList lines{QString::fromStdString(state.purpose), QString::fromStdString(state.address)};
        if (state.error)
            lines << QString::fromStdString(state.error->toString()) << QString::fromStdString(state.error->hint);
        lines.removeAll(QString());
        return lines.join(QLatin1Char('\n'));
    }
    case Qt::AccessibleTextRole:
        return words::summary(state);
    case Qt::AccessibleDescriptionRole:
        return QString::fromStdString(state.address);
    default:
        return {};
    }
}

} // namespace retort::ui
