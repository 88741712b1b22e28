// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/databasesession.h"

#include <QDialog>

#include <vector>

class QPushButton;

namespace retort::ui {

class RoleLabel;
class UpgradeCard;

/// "Upgrade both": the plan of every database side by side, one button that runs exactly these plans in parallel,
/// and a result for each (requirements S-36). GUI thread.
class UpgradeAllDialog : public QDialog
{
    Q_OBJECT

public:
    explicit UpgradeAllDialog(const std::vector<session::DatabaseSession *> &sessions, QWidget *parent = nullptr);

    const std::vector<UpgradeCard *> &cards() const { return m_cards; }
    bool isRunning() const;
    void reject() override; ///< Esc: cancels the runs first, closes only when none is left

signals:
    void recoveryRequested(const QString &database);
    /// Every run that was started here has ended.
    void allFinished();

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void runAll();
    void showPhase();

    std::vector<UpgradeCard *> m_cards;
    RoleLabel *m_command;
    QPushButton *m_close;
    QPushButton *m_run;
    bool m_hasRun = false;
};

} // namespace retort::ui
