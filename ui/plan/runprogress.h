// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runevents.h"

#include <QElapsedTimer>
#include <QString>
#include <QTimer>
#include <QWidget>

#include <vector>

class QProgressBar;
class QLabel;

namespace retort::ui {

class ElidedLabel;
class RoleLabel;

/// Where a run is, added up from its events. A value.
struct RunProgress {
    int step = 0; ///< from 1; 0 before the first
    int stepCount = 0;
    int statement = 0; ///< from 1; 0 outside a statement
    int statementCount = 0;
    int stepsDone = 0;
    int notices = 0;
    QString revision;
    QString sentence; ///< the statement that runs, or what is waited for
    bool isWaiting = false;

    void add(const run::RunEvent &event);
    /// From 0 to 1; statements count where their number is known.
    double share() const;
};

/// The strip that shows it: step i of n, statement, elapsed time, notices. Counts the time by itself.
class RunProgressStrip : public QWidget
{
    Q_OBJECT

public:
    explicit RunProgressStrip(QWidget *parent = nullptr);

    void start(int stepCount);
    void add(const std::vector<run::RunEvent> &events);
    void setCancelling();
    void stop();
    const RunProgress &progress() const { return m_progress; }

private:
    void showProgress();
    void showElapsed();

    RunProgress m_progress;
    QElapsedTimer m_clock;
    QTimer m_tick;
    QProgressBar *m_bar;
    QLabel *m_where;
    ElidedLabel *m_statement;
    RoleLabel *m_figures;
    bool m_isCancelling = false;
};

} // namespace retort::ui
