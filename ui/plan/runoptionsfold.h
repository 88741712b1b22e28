// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runner.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QSpinBox;

namespace retort::ui
{

class RoleLabel;

/// How careful a run is: lock timeout and retries, statement timeout, dry run.
class RunOptionsFold : public QWidget
{
    Q_OBJECT

public:
    explicit RunOptionsFold(QWidget *parent = nullptr);

    /// What holds until a person chooses otherwise. The same again leaves their choices alone.
    void startFrom(const run::RunOptions &standard);
    run::RunOptions options() const;
    /// An empty reason allows it.
    void setDryRunRefused(const QString &reason);

signals:
    void optionsChanged();

private:
    QComboBox *buildTimeout(const char *objectName, const QString &accessibleName,
                            std::initializer_list<run::Milliseconds> choices);

    run::RunOptions m_standard;
    QComboBox *m_lockTimeout;
    QSpinBox *m_lockRetries;
    QComboBox *m_statementTimeout;
    QCheckBox *m_dryRun;
    RoleLabel *m_dryRunReason;
};

} // namespace retort::ui
