// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeView>

#include <functional>
#include <vector>

namespace retort::ui {

class LogFilter;
class LogModel;

/// The log's tree: follows a run as long as one looks at its end, opens what goes on and what failed, and carries a
/// cancel button in each running row.
class LogView : public QTreeView
{
    Q_OBJECT

public:
    LogView(LogModel *model, LogFilter *filter, QWidget *parent = nullptr);

    /// After the font or the filter has changed.
    void sizeColumns();
    void placeCancelButtons();
    /// Changes the filter by `change`: what matches is opened, and what was open before any filter is so again after.
    void applyFilter(const std::function<void()> &change);

signals:
    void cancelRequested(const QString &database);
    void copyRequested(bool asMarkdown);

protected:
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void connectModel();
    void openStep(const QModelIndex &step);
    void closeStep(const QModelIndex &step);
    void follow();
    void rememberOpen();
    void open(const QModelIndex &index);
    void openMatches();
    bool isFetched(const QModelIndex &run) const;

    LogModel *m_log;
    LogFilter *m_filter;
    bool m_wasAtEnd = true;
    std::vector<QPersistentModelIndex> m_openBefore; ///< of the log's model
};

} // namespace retort::ui
