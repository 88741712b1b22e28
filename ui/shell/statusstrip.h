// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <QStatusBar>

#include <vector>

namespace retort::ui {

class RoleLabel;

/// The bottom line: every database with a dot and words, and on the right the last run.
class StatusStrip : public QStatusBar
{
    Q_OBJECT

public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void setDatabases(const std::vector<session::DatabaseState> &databases);
    void setState(const session::DatabaseState &state);
    void setLastRun(const QString &text);
    void setHistory(int runs);
    /// What the words at the left say now, in order.
    QStringList databaseTexts() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    class DatabaseDot;

    void showRun();

    std::vector<DatabaseDot *> m_dots;
    RoleLabel *m_run = nullptr; ///< null while there is nothing to say
    QString m_lastRun;
    int m_history = 0;
};

} // namespace retort::ui
