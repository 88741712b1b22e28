// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowsettings.h"

#include <QSettings>
#include <QStandardPaths>

#include <cmath>

namespace retort::ui
{

namespace
{

constexpr const char *geometryKey = "window/geometry";
constexpr const char *layoutKey = "window/layout";
constexpr const char *projectKey = "window/project";
constexpr const char *textScaleKey = "looks/textScale";
constexpr const char *themeKey = "looks/theme";
constexpr const char *collapseKey = "looks/collapseRuns";

} // namespace

QString WindowSettings::file()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
        + QStringLiteral("/retort/console.ini");
}

WindowSettings WindowSettings::load()
{
    const QSettings stored(file(), QSettings::IniFormat);
    WindowSettings settings;
    settings.geometry = stored.value(QLatin1String(geometryKey)).toByteArray();
    settings.layout = stored.value(QLatin1String(layoutKey)).toByteArray();
    settings.project = stored.value(QLatin1String(projectKey)).toString();
    // A file that somebody edited by hand must not make the text vanish.
    bool isNumber = false;
    const double textScale = stored.value(QLatin1String(textScaleKey)).toDouble(&isNumber);
    if (isNumber && std::isfinite(textScale) && textScale > 0)
        settings.textScale = textScale;
    settings.theme =
        themeChoiceFromString(stored.value(QLatin1String(themeKey)).toString()).value_or(ThemeChoice::Auto);
    settings.collapsesRuns = stored.value(QLatin1String(collapseKey)).toBool();
    return settings;
}

void WindowSettings::save() const
{
    QSettings stored(file(), QSettings::IniFormat);
    stored.setValue(QLatin1String(geometryKey), geometry);
    stored.setValue(QLatin1String(layoutKey), layout);
    stored.setValue(QLatin1String(projectKey), project);
    stored.setValue(QLatin1String(textScaleKey), textScale);
    stored.setValue(QLatin1String(themeKey), themeChoiceName(theme));
    stored.setValue(QLatin1String(collapseKey), collapsesRuns);
}

} // namespace retort::ui
