// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/accessibility.h"
#include "ui/theme/badge.h"
#include "ui/theme/colours.h"
#include "ui/theme/databasebadge.h"
#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QLineEdit>
#include <QTest>

using namespace retort;
using namespace retort::ui;

namespace {

constexpr std::array textRoles{
    ColourRole::Text,    ColourRole::Muted,  ColourRole::Accent,  ColourRole::Applied, ColourRole::Pending,
    ColourRole::Failed,  ColourRole::Warning, ColourRole::Added,  ColourRole::Removed, ColourRole::Changed,
};

QPalette foreign(QRgb base, QRgb text, QRgb card, QRgb link)
{
    QPalette palette;
    palette.setColor(QPalette::Base, QColor(base));
    palette.setColor(QPalette::Text, QColor(text));
    palette.setColor(QPalette::AlternateBase, QColor(card));
    palette.setColor(QPalette::Link, QColor(link));
    return palette;
}

session::DatabaseState metricsAtHead()
{
    session::DatabaseState state;
    state.name = "timescale";
    state.databaseName = "sotp_metrics_db";
    state.tier = project::Tier::Prod;
    state.reachability = session::Reachability::Reachable;
    state.serverVersion = "15.20";
    state.timescaleVersion = "2.25.2";
    state.rows = {"d90b3e7711ac"};
    state.isAtHead = true;
    return state;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:
    void measuresContrastAsWcagDoes();
    void textIsReadable_data();
    void textIsReadable();
    void branchesDiffer_data();
    void branchesDiffer();
    void readsTheChoice_data();
    void readsTheChoice();
    void switchesThePalette();
    void everyIconIsBundledAndTakesTheColour();
    void badgeSaysItsWord();
    void databaseBadgeSaysWhatItDraws();
    void sweepFindsUnnamedWidgets();
};

void TestTheme::measuresContrastAsWcagDoes()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(QColor(0x77, 0x77, 0x77), QColor(0x77, 0x77, 0x77)), 1.0);
    // #767676 is the lightest grey that passes AA on white; #777777 just fails (WebAIM).
    QVERIFY(contrastRatio(QColor(0x76, 0x76, 0x76), Qt::white) >= 4.5);
    QVERIFY(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) < 4.5);
    QVERIFY(contrastRatio(readableOn(QColor(0xff, 0xee, 0x88), {QColor(Qt::white)}), Qt::white) >= 4.5);
}

void TestTheme::textIsReadable_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << Theme::lightPalette();
    QTest::newRow("dark") << Theme::darkPalette();
    QTest::newRow("high contrast") << foreign(0xff000000, 0xffffff00, 0xff202020, 0xff00ffff);
    QTest::newRow("pale desktop") << foreign(0xfff2efe9, 0xff5c5c5c, 0xffe2ddd2, 0xffa0c8ff);
    QTest::newRow("solarized dark") << foreign(0xff002b36, 0xff839496, 0xff073642, 0xff268bd2);
}

void TestTheme::textIsReadable()
{
    QFETCH(QPalette, palette);
    const Theme theme(palette);
    const auto verify = [](const QColor &text, const QColor &surface, const char *what) {
        const double ratio = contrastRatio(text, surface);
        QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1: %2 on %3 is %4:1").arg(QLatin1String(what), text.name(), surface.name()).arg(ratio)));
    };
    for (const ColourRole surface : {ColourRole::Base, ColourRole::Card, ColourRole::Selection}) {
        for (const ColourRole role : textRoles)
            verify(theme[role], theme[surface], "text role");
        for (int i = 0; i < Theme::branchColourCount; ++i)
            verify(theme.branch(i), theme[surface], "branch");
        for (const project::Tier tier : {project::Tier::Dev, project::Tier::Staging, project::Tier::Prod})
            verify(theme.tier(tier), theme[surface], "tier");
    }
    for (const ColourRole fill : {ColourRole::Hover, ColourRole::AddedFill, ColourRole::RemovedFill,
                                  ColourRole::ChangedFill, ColourRole::WarningFill, ColourRole::FailedFill})
        verify(theme[ColourRole::Text], theme[fill], "fill");
    verify(theme[ColourRole::AccentText], theme[ColourRole::Accent], "primary button");
}

void TestTheme::branchesDiffer_data()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("light") << Theme::lightPalette();
    QTest::newRow("dark") << Theme::darkPalette();
}

void TestTheme::branchesDiffer()
{
    QFETCH(QPalette, palette);
    const Theme theme(palette);
    QSet<QRgb> colours;
    for (int i = 0; i < Theme::branchColourCount; ++i)
        colours.insert(theme.branch(i).rgb());
    QCOMPARE(colours.size(), Theme::branchColourCount);
    QCOMPARE(theme.branch(Theme::branchColourCount + 2), theme.branch(2));
}

void TestTheme::readsTheChoice_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("known");
    QTest::newRow("auto") << QStringLiteral("auto") << true;
    QTest::newRow("light") << QStringLiteral("light") << true;
    QTest::newRow("dark, shouted") << QStringLiteral("DARK") << true;
    QTest::newRow("unknown") << QStringLiteral("blue") << false;
    QTest::newRow("empty") << QString() << false;
}

void TestTheme::readsTheChoice()
{
    QFETCH(QString, text);
    QFETCH(bool, known);
    const auto choice = themeChoiceFromString(text);
    QCOMPARE(choice.has_value(), known);
    if (choice)
        QCOMPARE(themeChoiceName(*choice), text.toLower());
}

void TestTheme::switchesThePalette()
{
    applyTheme(*qApp, ThemeChoice::Dark);
    QVERIFY(Theme::current().isDark());
    RoleLabel label(QStringLiteral("muted"), ColourRole::Muted);
    label.show();
    QTRY_COMPARE(label.palette().color(QPalette::WindowText), Theme::current()[ColourRole::Muted]);
    const QColor dark = Theme::current()[ColourRole::Muted];

    applyTheme(*qApp, ThemeChoice::Light);
    QVERIFY(!Theme::current().isDark());
    QVERIFY(Theme::current()[ColourRole::Muted] != dark);
    QTRY_COMPARE(label.palette().color(QPalette::WindowText), Theme::current()[ColourRole::Muted]);

    // The offscreen platform's desktop is light.
    applyTheme(*qApp, ThemeChoice::Auto);
    QVERIFY(!Theme::current().isDark());
    QCOMPARE(appliedTheme(), ThemeChoice::Auto);
}

void TestTheme::everyIconIsBundledAndTakesTheColour()
{
    for (int i = 0; i <= static_cast<int>(Icon::Window); ++i) {
        const auto name = static_cast<Icon>(i);
        const QPixmap pixmap = iconPixmap(name, {16, 16}, Qt::red, 2.0);
        QCOMPARE(pixmap.size(), QSize(32, 32));
        QCOMPARE(pixmap.devicePixelRatio(), 2.0);
        const QImage image = pixmap.toImage();
        int inked = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                const QColor pixel = image.pixelColor(x, y);
                if (pixel.alpha() < 200)
                    continue;
                ++inked;
                QVERIFY2(pixel.red() > 200 && pixel.green() < 40, qPrintable(iconName(name)));
            }
        }
        QVERIFY2(inked > 8, qPrintable(iconName(name)));
    }
}

void TestTheme::badgeSaysItsWord()
{
    BadgeLabel badge;
    QCOMPARE(badge.sizeHint(), QSize(0, 0));
    badge.setTier(project::Tier::Prod);
    QCOMPARE(badge.text(), QStringLiteral("prod"));
    QCOMPARE(badge.accessibleName(), QStringLiteral("Tier: prod"));
    QVERIFY(badge.sizeHint().width() > badge.fontMetrics().height());

    const QImage image = badge.grab().toImage();
    const QColor tier = Theme::current().tier(project::Tier::Prod);
    bool found = false;
    for (int x = 0; x < image.width() && !found; ++x)
        found = image.pixelColor(x, 0) == tier;
    QVERIFY(found);
}

void TestTheme::databaseBadgeSaysWhatItDraws()
{
    DatabaseBadge badge;
    badge.setDatabase(metricsAtHead(), 1);
    QCOMPARE(badge.accessibleName(),
             QStringLiteral("database timescale, prod, reachable, TimescaleDB 2.25.2, at d90b3e7711ac, at head"));
    badge.resize(400, badge.sizeHint().height());
    const QImage image = badge.grab().toImage();
    QCOMPARE(image.pixelColor(image.width() / 2, 0), Theme::current().branch(1));

    session::DatabaseState described = metricsAtHead();
    described.purpose = "Time series";
    badge.setDatabase(described, 1);
    QVERIFY(badge.accessibleName().endsWith(QLatin1String(", at head, Time series")));
    QVERIFY2(badge.grab().toImage() != image, "the purpose is drawn");

    session::DatabaseState lost = metricsAtHead();
    lost.reachability = session::Reachability::Unreachable;
    badge.setDatabase(lost, 1);
    QCOMPARE(badge.accessibleName(), QStringLiteral("database timescale, prod, unreachable"));
}

void TestTheme::sweepFindsUnnamedWidgets()
{
    QWidget window;
    auto *edit = new QLineEdit(&window);
    QCOMPARE(testing::unnamedFocusableWidgets(&window).size(), 2);
    name(edit, "filter", QStringLiteral("Filter revisions"));
    QCOMPARE(testing::unnamedFocusableWidgets(&window), QStringList());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
