// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QMetaObject>

namespace retort::ui {

namespace {

bool isDarkPalette(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
}

struct PaletteColours {
    QRgb base, card, text, muted, hairline, accent, accentText, selection;
};

QPalette paletteFrom(const PaletteColours &c)
{
    const QColor base(c.base);
    const QColor text(c.text);
    const QColor muted(c.muted);
    QPalette palette;
    palette.setColor(QPalette::Window, base);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, QColor(c.card));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, muted);
    palette.setColor(QPalette::Button, base);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, QColor(c.accentText));
    palette.setColor(QPalette::ToolTipBase, QColor(c.card));
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, QColor(c.selection));
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, QColor(c.accent));
    palette.setColor(QPalette::LinkVisited, QColor(c.accent));
    palette.setColor(QPalette::Light, mixed(base, QColor(Qt::white), 0.3));
    palette.setColor(QPalette::Midlight, QColor(c.card));
    palette.setColor(QPalette::Mid, QColor(c.hairline));
    palette.setColor(QPalette::Dark, mixed(QColor(c.hairline), text, 0.25));
    palette.setColor(QPalette::Shadow, mixed(QColor(c.hairline), text, 0.5));
    const QColor disabled = mixed(muted, base, 0.35);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                                           QPalette::HighlightedText, QPalette::PlaceholderText})
        palette.setColor(QPalette::Disabled, role, disabled);
    palette.setColor(QPalette::Disabled, QPalette::Link, disabled);
    return palette;
}

/// Follows the desktop's change between light and dark while the choice is Auto.
class DesktopFollower : public QObject
{
public:
    using QObject::QObject;
    ThemeChoice choice = ThemeChoice::Auto;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::ThemeChange && choice == ThemeChoice::Auto && !m_due) {
            m_due = true;
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_due = false;
                    applyTheme(*static_cast<QApplication *>(QCoreApplication::instance()), ThemeChoice::Auto);
                },
                Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    bool m_due = false;
};

DesktopFollower *follower()
{
    static DesktopFollower *instance = nullptr;
    if (!instance) {
        instance = new DesktopFollower(QCoreApplication::instance());
        QObject::connect(instance, &QObject::destroyed, [] { instance = nullptr; });
    }
    return instance;
}

} // namespace

std::optional<ThemeChoice> themeChoiceFromString(QStringView text)
{
    for (const ThemeChoice choice : {ThemeChoice::Auto, ThemeChoice::Light, ThemeChoice::Dark}) {
        if (text.compare(themeChoiceName(choice), Qt::CaseInsensitive) == 0)
            return choice;
    }
    return std::nullopt;
}

QString themeChoiceName(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Auto: return QStringLiteral("auto");
    case ThemeChoice::Light: return QStringLiteral("light");
    case ThemeChoice::Dark: return QStringLiteral("dark");
    }
    return {};
}

Theme::Theme(const QPalette &palette)
{
    m_isDark = isDarkPalette(palette);
    const QColor base = palette.color(QPalette::Active, QPalette::Base);
    const QColor ink = palette.color(QPalette::Active, QPalette::Text);
    const QColor card = palette.color(QPalette::Active, QPalette::AlternateBase);
    const auto set = [this](ColourRole role, const QColor &colour) {
        m_colours[static_cast<std::size_t>(role)] = colour;
    };

    const QColor selection = mixed(base, palette.color(QPalette::Active, QPalette::Link), m_isDark ? 0.27 : 0.14);
    const QColor text = readableOn(ink, {base, card, selection}, 7.0);
    // Everything that can be text is made readable on all three surfaces that it can lie on.
    const auto readable = [&](QRgb light, QRgb dark) {
        return readableOn(QColor(m_isDark ? dark : light), {base, card, selection});
    };

    set(ColourRole::Base, base);
    set(ColourRole::Card, card);
    set(ColourRole::Text, text);
    set(ColourRole::Muted, readableOn(mixed(text, base, 0.36), {base, card, selection}));
    set(ColourRole::Hairline, mixed(base, text, m_isDark ? 0.13 : 0.14));
    const QColor accent = readableOn(palette.color(QPalette::Active, QPalette::Link), {base, card, selection});
    set(ColourRole::Accent, accent);
    set(ColourRole::AccentText, inkOn(accent));
    set(ColourRole::Selection, selection);
    set(ColourRole::Hover, mixed(base, text, m_isDark ? 0.05 : 0.035));

    const QColor green = readable(0xff1a7f37, 0xff56d364);
    const QColor red = readable(0xffc0262d, 0xfff47067);
    const QColor amber = readable(0xff8a5a00, 0xffe3b341);
    set(ColourRole::Applied, green);
    set(ColourRole::Pending, accent);
    set(ColourRole::Failed, red);
    set(ColourRole::Warning, amber);
    set(ColourRole::Added, green);
    set(ColourRole::Removed, red);
    set(ColourRole::Changed, amber);
    const double tint = m_isDark ? 0.16 : 0.10;
    set(ColourRole::AddedFill, mixed(base, green, tint));
    set(ColourRole::RemovedFill, mixed(base, red, tint));
    set(ColourRole::ChangedFill, mixed(base, amber, tint));
    set(ColourRole::WarningFill, mixed(base, amber, tint));
    set(ColourRole::FailedFill, mixed(base, red, tint));

    // Neighbours differ in hue and in lightness, so that they also differ for colour-blind eyes.
    static constexpr std::array<std::pair<QRgb, QRgb>, branchColourCount> hues{{
        {0xff2f6fe4, 0xff6cb0ff}, // blue
        {0xffb35900, 0xffffab57}, // orange
        {0xff8250df, 0xffc297ff}, // purple
        {0xff0b7a75, 0xff4fd1c5}, // teal
        {0xffb3298c, 0xffff8fd0}, // magenta
        {0xff5c7000, 0xffb6d04a}, // olive
        {0xff57606a, 0xffb1bac4}, // grey
        {0xff9a4b2f, 0xffe8997a}, // brick
    }};
    for (std::size_t i = 0; i < hues.size(); ++i)
        m_branches[i] = readable(hues[i].first, hues[i].second);
    m_tiers = {green, amber, red};
}

const Theme &Theme::current()
{
    static qint64 key = 0;
    static Theme theme{QPalette(Qt::white)};
    const QPalette palette = QGuiApplication::palette();
    if (palette.cacheKey() != key) {
        key = palette.cacheKey();
        theme = Theme(palette);
    }
    return theme;
}

QPalette Theme::lightPalette()
{
    return paletteFrom({.base = 0xffffffff,
                        .card = 0xfff6f8fa,
                        .text = 0xff1f2328,
                        .muted = 0xff636c76,
                        .hairline = 0xffdce1e6,
                        .accent = 0xff0b5fd8,
                        .accentText = 0xffffffff,
                        .selection = 0xffdbe9fb});
}

QPalette Theme::darkPalette()
{
    return paletteFrom({.base = 0xff22262b,
                        .card = 0xff1b1e22,
                        .text = 0xffe8ebef,
                        .muted = 0xff9aa4af,
                        .hairline = 0xff363b42,
                        .accent = 0xff6cb0ff,
                        .accentText = 0xff06182e,
                        .selection = 0xff1f3b60});
}

const QColor &Theme::branch(int number) const
{
    return m_branches[static_cast<std::size_t>(number) % m_branches.size()];
}

const QColor &Theme::tier(project::Tier tier) const
{
    return m_tiers[static_cast<std::size_t>(tier)];
}

void applyTheme(QApplication &application, ThemeChoice choice)
{
    DesktopFollower *const watcher = follower();
    watcher->choice = choice;
    application.installEventFilter(watcher);

    // An explicitly empty palette gives the desktop's own one back, which tells light from dark.
    static bool ours = false;
    if (ours)
        QApplication::setPalette(QPalette());
    const bool dark = choice == ThemeChoice::Dark
                      || (choice == ThemeChoice::Auto && isDarkPalette(QGuiApplication::palette()));
    if (!ours) {
        QApplication::setStyle(new Style);
        QApplication::setFont(fonts::text());
    }
    ours = true;
    QApplication::setPalette(dark ? Theme::darkPalette() : Theme::lightPalette());
}

ThemeChoice appliedTheme()
{
    return follower()->choice;
}

QString tierWord(project::Tier tier)
{
    switch (tier) {
    case project::Tier::Dev: return QCoreApplication::translate("Theme", "dev");
    case project::Tier::Staging: return QCoreApplication::translate("Theme", "staging");
    case project::Tier::Prod: return QCoreApplication::translate("Theme", "prod");
    }
    return {};
}

} // namespace retort::ui
