// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QDialog>

#include <memory>
#include <vector>

namespace retort::ui {

/// A plan from the first look to its end, in one window: what would be done and its SQL, the confirmation, the
/// progress, and then what was done or the recovery card. For one database. Takes values, asks for actions by
/// signals, runs nothing itself. Not modal by itself: call show() or open(). GUI thread.
class PlanDialog : public QDialog
{
    Q_OBJECT

public:
    enum class Phase {
        Loading, ///< the plan is being worked out
        Refused, ///< there is no plan, or its scripts can't run: the reason stands there
        Preview, ///< to be looked at, and run
        Running,
        Cancelling, ///< cancel was asked for; the report is still due
        Done,
        Recovery, ///< failed, partly applied or cancelled
    };
    Q_ENUM(Phase)

    explicit PlanDialog(QWidget *parent = nullptr);
    ~PlanDialog() override;

    /// Before all else. `number`: the database's place in the project, for its colour.
    void setDatabase(const session::DatabaseState &state, int number);
    Phase phase() const;
    QString database() const;

public slots:
    /// "Working out the plan …", until showPlan() or showFailure().
    void showLoading();
    void showPlan(const retort::session::PlanPreview &preview);
    /// No plan could be made: says why, and the remedy.
    void showFailure(const retort::Error &error);
    /// The run has begun: turns into the progress view.
    void startRun(qint64 journalRun, const retort::session::PlanPreview &preview);
    void addEvents(const std::vector<retort::run::RunEvent> &events);
    void finishRun(const retort::run::RunReport &report);

signals:
    void runRequested(const retort::session::PlanPreview &preview, const retort::run::RunOptions &options);
    void cancelRequested();
    /// A new plan for the same database: run again from here, undo the last step. Answer with showPlan().
    void planRequested(retort::revision::Direction direction, const QString &target);
    void stampRequested();
    void restoreRequested(const QString &file); ///< the backup that the run made
    void openFileRequested(const QString &file, int line, int column);

public:
    void reject() override; ///< Esc: cancels a run first, closes only when nothing runs

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
