// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/restore.h"
#include "engine/session/values.h"

#include <QDialog>

#include <memory>

namespace retort::ui {

/// Brings a database back from a backup: which one, what it holds, what would be lost, the confirmation, and then how
/// far it is. GUI thread; asks for all that is to be done by signals.
class RestoreDialog : public QDialog
{
    Q_OBJECT

public:
    explicit RestoreDialog(QWidget *parent = nullptr);
    ~RestoreDialog() override;

    /// `number`: the database's place in the project, for its colour.
    void setDatabase(const session::DatabaseState &state, int number);
    /// Reads this backup; an empty name stands for the newest in the database's folder.
    void setFile(const QString &file);

public slots:
    void showPlan(const retort::session::RestorePlan &plan);
    void showFailure(const retort::Error &error); ///< of a plan
    void startRestore();
    void addEvents(const std::vector<retort::run::RunEvent> &events);
    void finishRestore(const retort::run::RunReport &report);

signals:
    void planRequested(const QString &file, bool dropOld);
    void restoreRequested(const retort::session::RestorePlan &plan);
    void cancelRequested();

public:
    void reject() override; ///< Esc: cancels what runs first, closes only when nothing does

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
