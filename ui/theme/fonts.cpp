// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>

#include <dlfcn.h>
#include <future>

namespace retort::ui::fonts {

namespace {

/// The first of the families that is installed, or nothing. Not by hasFamily(), which has fontconfig look for the next
/// best of what isn't there: a millisecond for each.
QString firstInstalled(std::initializer_list<QLatin1String> families)
{
    static const QStringList installed = QFontDatabase::families();
    for (const QLatin1String family : families) {
        if (installed.contains(family))
            return family;
    }
    return {};
}

const QString &monospaceFamily()
{
    static const QString family = [] {
        const QString preferred = firstInstalled({QLatin1String("JetBrains Mono"), QLatin1String("DejaVu Sans Mono")});
        return preferred.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::FixedFont).family() : preferred;
    }();
    return family;
}

/// Of prefetch().
std::future<void> reading;

/// Fontconfig's list, which is read once a process. Qt has loaded the library where it uses it.
void readFontList()
{
    void *const library = dlopen("libfontconfig.so.1", RTLD_LAZY | RTLD_NOLOAD);
    if (auto *const initialise = library ? reinterpret_cast<int (*)()>(dlsym(library, "FcInit")) : nullptr)
        initialise();
}

} // namespace

void prefetch()
{
    reading = std::async(std::launch::async, readFontList);
}

QFont text()
{
    if (reading.valid())
        reading.get();
    QFont font = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    // Qt's own fallback on a system without a desktop; every desktop theme names a family.
    const bool isFallback = font.family().startsWith(QLatin1String("Sans")) || font.family() == QLatin1String("Helvetica");
    if (isFallback) {
        const QString family = firstInstalled({QLatin1String("Inter"), QLatin1String("DejaVu Sans")});
        if (!family.isEmpty())
            font.setFamily(family);
        font.setPointSizeF(family == QLatin1String("Inter") ? 10.0 : 9.0);
    }
    return font;
}

QFont monospace(const QFont &like)
{
    QFont font(like);
    font.setFamilies({monospaceFamily()});
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return scaled(font, 0.96);
}

QFont monospace()
{
    return monospace(QGuiApplication::font());
}

QFont strong(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont scaled(QFont font, double factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(qRound(font.pixelSize() * factor));
    return font;
}

QFont title(const QFont &like)
{
    return strong(scaled(like, 1.2));
}

QFont small(const QFont &like)
{
    return scaled(like, 0.86);
}

} // namespace retort::ui::fonts
