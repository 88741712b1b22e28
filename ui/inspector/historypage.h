// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/runwitness.h"
#include "ui/inspector/facts.h"

#include <QWidget>

#include <vector>

class QStackedWidget;
class QToolButton;

namespace retort::ui
{

class DefinitionPair;
class FactView;
class StatePage;

/// What runs did to one relation: a row each, and both definitions of the chosen one side by side. GUI thread; asks for
/// definitions by a signal.
class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPage(QWidget *parent = nullptr);

    /// Newest first. `latest`: both definitions of the first of them, where a run has just ended.
    void setEntries(const catalog::RelationName &name, const std::vector<run::RecordedChange> &entries,
                    const session::RelationChange *latest);
    bool isEmpty() const { return m_entries.empty() && !m_latest; }
    /// Answers definitionsRequested(); another than the chosen one is dropped.
    void setDefinitions(qint64 run, const session::RelationChange &change);
    void showUnknown(qint64 run);

signals:
    void definitionsRequested(qint64 run, const retort::catalog::RelationName &name);
    void revisionActivated(const QString &revision);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void choose(int row);
    void showPair(const session::RelationChange &change);
    QString revision() const; ///< the chosen row's last one

    catalog::RelationName m_name;
    std::vector<run::RecordedChange> m_entries;
    std::optional<session::RelationChange> m_latest;
    FactView *m_list;
    QToolButton *m_show;
    QStackedWidget *m_below;
    StatePage *m_state;
    DefinitionPair *m_pair;
};

} // namespace retort::ui
