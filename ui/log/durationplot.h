// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/durationseries.h"

#include <QStringList>
#include <QWidget>

class QCPItemRect;
class QCPItemText;
class QCustomPlot;
class QScrollBar;

namespace retort::ui {

/// The plot itself (QCustomPlot): a column of readable width for each revision, scrolled sideways when there are more
/// than fit. Arrows move from revision to revision, Return and a click activate one. GUI thread.
class DurationPlot : public QWidget
{
    Q_OBJECT

public:
    explicit DurationPlot(QWidget *parent = nullptr);

    /// `databases`: in the project's order, for the colours.
    void setEntries(std::vector<DurationEntry> entries, const QStringList &databases);
    QCustomPlot *plot() const { return m_plot; }
    int current() const { return m_current; }

signals:
    void activated(const QString &database, const QString &revision);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fill();
    void addBars(const QString &database, const QColor &colour);
    void addPoints();
    void addFigures();
    void scaleTime();
    void colour();
    void showRange();
    void setCurrent(int entry);
    void activate(int entry);
    int entryAt(const QPoint &position) const;
    double inUnit(std::chrono::milliseconds duration) const;
    int visibleColumns() const;

    std::vector<DurationEntry> m_entries;
    QStringList m_databases;
    QCustomPlot *m_plot;
    QCPItemRect *m_mark = nullptr;
    std::vector<QCPItemText *> m_figures;
    QScrollBar *m_scroll;
    bool m_inSeconds = false;
    bool m_isLogarithmic = false;
    double m_least = 0;
    int m_current = -1;
};

} // namespace retort::ui
