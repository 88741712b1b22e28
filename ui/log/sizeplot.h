// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/sizeseries.h"

#include <QWidget>

class QCustomPlot;

namespace retort::ui {

/// The plot itself (QCustomPlot): a line for each relation over the times of the runs, its name at its end. Arrows move
/// from run to run. GUI thread.
class SizePlot : public QWidget
{
    Q_OBJECT

public:
    explicit SizePlot(QWidget *parent = nullptr);

    void setEntries(std::vector<SizeEntry> entries);
    QCustomPlot *plot() const { return m_plot; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fill();
    QString wordsAt(double time) const;

    std::vector<SizeEntry> m_entries;
    QCustomPlot *m_plot;
};

} // namespace retort::ui
