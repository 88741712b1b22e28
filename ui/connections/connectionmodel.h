// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QAbstractListModel>

#include <vector>

namespace retort::ui
{

/// The databases of the project, in its order, with what is known of each. Read-only.
class ConnectionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit ConnectionModel(QObject *parent = nullptr);

    void setDatabases(std::vector<session::DatabaseState> databases);
    /// Updates the database of this name; unknown names are ignored.
    void setState(const session::DatabaseState &state);

    const session::DatabaseState &at(int row) const { return m_databases[static_cast<std::size_t>(row)]; }
    int rowOf(const QString &name) const; ///< -1 when there is none

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    std::vector<session::DatabaseState> m_databases;
};

} // namespace retort::ui
