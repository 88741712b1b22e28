// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/journal.h"

#include <QWidget>

#include <memory>
#include <vector>

namespace retort::ui {

/// How long each revision took, run by run: a bar for the latest run, a dot for each earlier one.
/// The plot is built when the chart is first shown. GUI thread.
class DurationChart : public QWidget
{
    Q_OBJECT

public:
    explicit DurationChart(QWidget *parent = nullptr);
    ~DurationChart() override;

    /// Names in the project's order: they give the colours.
    void setDatabases(const QStringList &names);
    bool isBuilt() const;

public slots:
    void setDurations(const std::vector<retort::run::RevisionDuration> &durations);

signals:
    /// A bar was clicked, or chosen and entered.
    void revisionActivated(const QString &database, const QString &revision);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace retort::ui
