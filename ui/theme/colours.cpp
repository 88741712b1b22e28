// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colours.h"

#include <algorithm>
#include <cmath>

namespace retort::ui {

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double lowestRatio(const QColor &colour, std::initializer_list<QColor> backgrounds)
{
    double lowest = 21.0;
    for (const QColor &background : backgrounds)
        lowest = std::min(lowest, contrastRatio(colour, background));
    return lowest;
}

} // namespace

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

QColor readableOn(const QColor &colour, std::initializer_list<QColor> backgrounds, double ratio)
{
    if (lowestRatio(colour, backgrounds) >= ratio)
        return colour;
    const QColor towards = inkOn(*backgrounds.begin());
    constexpr int steps = 50;
    for (int step = 1; step < steps; ++step) {
        const QColor candidate = mixed(colour, towards, static_cast<double>(step) / steps);
        if (lowestRatio(candidate, backgrounds) >= ratio)
            return candidate;
    }
    return towards;
}

QColor inkOn(const QColor &background)
{
    return contrastRatio(background, Qt::black) >= contrastRatio(background, Qt::white) ? QColor(Qt::black)
                                                                                         : QColor(Qt::white);
}

} // namespace retort::ui
