// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runchanges.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QStackedWidget;

namespace retort::ui {

class RoleLabel;
class SizePlot;
class StatePage;

/// How large tables and hypertables were after each run of the journal. The plot is built when the chart is first shown.
/// GUI thread.
class SizeChart : public QWidget
{
    Q_OBJECT

public:
    explicit SizeChart(QWidget *parent = nullptr);

    /// Names in the project's order.
    void setDatabases(const QStringList &names);
    void setSizes(const std::vector<run::RecordedSize> &sizes);
    bool isBuilt() const { return m_plot != nullptr; }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refill();

    std::vector<run::RecordedSize> m_sizes;
    QStringList m_names;
    QComboBox *m_database;
    RoleLabel *m_legend;
    QStackedWidget *m_body;
    StatePage *m_empty;
    SizePlot *m_plot = nullptr;
};

} // namespace retort::ui
