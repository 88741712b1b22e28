// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/branchbinding.h"
#include "engine/revision/revisionmap.h"

#include <QAbstractListModel>
#include <QCompleter>
#include <QStringList>

#include <vector>

namespace retort::ui {

/// The revisions that a database's branch can be asked for, newest first; with boxes to tick where asked.
class RevisionChoices : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 1, ///< QString
        MessageRole,
        IsCurrentRole, ///< bool: a version row of the database
        IsHeadRole,    ///< bool
        SearchRole,    ///< QString: all that a filter looks at
    };

    explicit RevisionChoices(QObject *parent = nullptr);

    /// `rows`: the version rows, marked as current. `withBase`: a last row for "base".
    void setRevisions(const revision::RevisionMap &map, const revision::BranchBinding &binding,
                      const std::vector<std::string> &rows, bool withBase);
    void setCheckable(bool checkable);
    /// Ids of the ticked rows, in the order of ticking.
    QStringList checked() const { return m_checked; }
    void setChecked(const QStringList &ids);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

signals:
    void checkedChanged(const QStringList &ids);

private:
    bool isBaseRow(int row) const { return m_hasBase && row == static_cast<int>(m_order.size()); }
    QString idOf(int row) const;
    QString messageOf(int row) const;
    bool isCurrent(int row) const;
    bool isHead(int row) const;
    QStringList marksOf(int row) const;

    revision::RevisionMap m_map;
    std::vector<revision::Index> m_order;
    std::vector<std::string> m_rows;
    bool m_hasBase = false;
    bool m_isCheckable = false;
    QStringList m_checked;
};

/// Completes revision ids by id or message; the last one where several stand, separated by commas.
class RevisionCompleter : public QCompleter
{
    Q_OBJECT

public:
    RevisionCompleter(RevisionChoices *choices, bool several, QObject *parent);

    QStringList splitPath(const QString &path) const override;
    QString pathFromIndex(const QModelIndex &index) const override;

private:
    bool m_takesSeveral;
};

} // namespace retort::ui
