// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <initializer_list>

/// Arithmetic on colours, after WCAG 2.1 ("relative luminance", "contrast ratio"). Pure; any thread.
namespace retort::ui {

/// From 1 (same) to 21 (black on white). Alpha is ignored.
double contrastRatio(const QColor &a, const QColor &b);

/// `share` of `b` in `a`, from 0 (all `a`) to 1 (all `b`), in sRGB.
QColor mixed(const QColor &a, const QColor &b, double share);

/// `colour`, moved towards black or white just as far as it takes to reach `ratio` on every background.
QColor readableOn(const QColor &colour, std::initializer_list<QColor> backgrounds, double ratio = 4.5);

/// Black or white, whichever reads better on `background`.
QColor inkOn(const QColor &background);

} // namespace retort::ui
