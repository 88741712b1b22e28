// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/catalog/series.h"

#include <QWidget>

class QComboBox;
class QCustomPlot;
class QStackedWidget;

namespace retort::ui
{

class RoleLabel;
class StatePage;

/// A numeric column along time: the average of each bucket as a line, its least and largest values as a band. Asked for
/// when it is looked at, gathered by the server. The wheel zooms, dragging moves, Home shows all. GUI thread.
class SeriesPage : public QWidget
{
    Q_OBJECT

public:
    explicit SeriesPage(QWidget *parent = nullptr);

    /// Whether the relation has a column of time and one to draw.
    static bool canDraw(const catalog::Relation &relation);
    /// What was drawn of another one is forgotten.
    void setRelation(const catalog::Relation &relation);
    void setSeries(const catalog::Series &series);
    void showFailure(const Error &error);
    QCustomPlot *plot() const { return m_plot; }

signals:
    void seriesRequested(const retort::catalog::SeriesRequest &request);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void ask();
    void draw();
    void showAll();
    void zoom(double factor, double about);
    QString pointWords(double at) const;

    catalog::RelationName m_name;
    catalog::Series m_series;
    bool m_isAsked = false;
    QComboBox *m_value;
    QComboBox *m_along;
    RoleLabel *m_summary;
    QStackedWidget *m_body;
    StatePage *m_state;
    QCustomPlot *m_plot;
};

} // namespace retort::ui
