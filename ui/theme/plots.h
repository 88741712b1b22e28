// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QCustomPlot;
class QWidget;

/// How charts look. GUI thread. Library retort_ui_plots, for who draws with QCustomPlot.
namespace retort::ui::plots {

/// Colours and fonts from the theme, for a plot in `widget`; again when palette or font change.
void dress(QCustomPlot &plot, const QWidget &widget);
/// The x axis tells times of the local clock (`isUtc`: of UTC), as finely as its range needs.
void setTimeAxis(QCustomPlot &plot, bool isUtc);
/// The y axis tells sizes: "5.5 MB".
void setBytesAxis(QCustomPlot &plot);

} // namespace retort::ui::plots
