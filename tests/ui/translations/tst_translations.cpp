// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/translations.h"
#include "tests/ui/shell/windowscene.h"

#include "ui/graph/graphpanel.h"
#include "ui/shell/actionregistry.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace retort;
using namespace retort::test;

namespace
{

struct Message {
    QString source;
    QStringList forms; ///< one, or one for each plural form
    QString type;      ///< "unfinished", "vanished" …; empty: finished
    bool isPlural = false;
};

/// Of a TS file (Qt Linguist's manual, "TS file format").
std::vector<Message> messagesOf(const QString &path)
{
    QFile file(path);
    std::vector<Message> messages;
    if (!file.open(QIODevice::ReadOnly))
        return messages;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == QLatin1String("message")) {
            messages.emplace_back();
            messages.back().isPlural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
        } else if (xml.name() == QLatin1String("source")) {
            messages.back().source = xml.readElementText();
        } else if (xml.name() == QLatin1String("translation")) {
            messages.back().type = xml.attributes().value(QLatin1String("type")).toString();
            if (!messages.back().isPlural)
                messages.back().forms << xml.readElementText();
        } else if (xml.name() == QLatin1String("numerusform")) {
            messages.back().forms << xml.readElementText();
        }
    }
    return messages;
}

QString translationFile(const QString &language)
{
    return QStringLiteral(RETORT_SOURCE_DIR "/resources/translations/retort_%1.ts").arg(language);
}

/// "%1", "%n" …, each once, sorted.
QStringList placesOf(const QString &text)
{
    static const QRegularExpression place(QStringLiteral("%(?:\\d|n)"));
    QStringList places;
    for (auto match = place.globalMatch(text); match.hasNext();)
        places << match.next().captured();
    places.removeDuplicates();
    places.sort();
    return places;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void everyTextIsTranslated_data();
    void everyTextIsTranslated();
    void hasTheTextsOfTheSources();
    void refusesAnUnknownLanguage();
    void windowInPolish();
};

void TestTranslations::initTestCase()
{
    useOwnFolders();
}

void TestTranslations::everyTextIsTranslated_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<qsizetype>("pluralForms");
    QTest::newRow("English") << "en" << qsizetype{2};
    QTest::newRow("Polish") << "pl" << qsizetype{3};
}

void TestTranslations::everyTextIsTranslated()
{
    QFETCH(const QString, language);
    QFETCH(const qsizetype, pluralForms);
    const std::vector<Message> messages = messagesOf(translationFile(language));
    QVERIFY(!messages.empty());
    for (const Message &message : messages) {
        QVERIFY2(message.type.isEmpty(), qPrintable(message.source));
        QCOMPARE(message.forms.size(), message.isPlural ? pluralForms : qsizetype{1});
        for (const QString &form : message.forms) {
            QVERIFY2(!form.isEmpty(), qPrintable(message.source));
            QVERIFY2(placesOf(form) == placesOf(message.source), qPrintable(message.source + QLatin1Char('\n') + form));
        }
    }
}

void TestTranslations::hasTheTextsOfTheSources()
{
    const QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("retort_pl.ts"));
    QVERIFY(QFile::copy(translationFile(QStringLiteral("pl")), copy));
    QProcess lupdate;
    lupdate.setWorkingDirectory(QStringLiteral(RETORT_SOURCE_DIR));
    const QString options = QStringLiteral("-silent -I . -locations none ui app/console engine/session -ts");
    lupdate.start(QStringLiteral(RETORT_LUPDATE), options.split(QLatin1Char(' ')) << copy);
    QVERIFY(lupdate.waitForFinished(patience));
    QStringList others;
    for (const Message &message : messagesOf(copy)) {
        if (!message.type.isEmpty())
            others << message.type + QLatin1String(": ") + message.source;
    }
    QVERIFY2(others.isEmpty(),
             qPrintable(QStringLiteral("build the target update_translations, then translate\n")
                        + others.join(QLatin1Char('\n'))));
}

void TestTranslations::refusesAnUnknownLanguage()
{
    const auto refused = console::installTranslations(*qApp, QStringLiteral("tlh"));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, std::string("unknown-language"));
    QCOMPARE(refused.error().hint, std::string("Languages: en, pl"));
}

void TestTranslations::windowInPolish()
{
    QVERIFY(console::installTranslations(*qApp, QStringLiteral("pl")));
    ProjectFixture project("a1 [app] -> a2, m1 [metrics]");
    project.addDatabase("app");
    project.addDatabase("metrics");
    WindowScene scene(project);
    QVERIFY(scene.isOpen());
    ui::MainWindow &window = scene.window();
    window.resize(1280, 800); // the smallest screen that is meant

    QCOMPARE(find<QPushButton>(window, "upgradeAll")->text(), QStringLiteral("Aktualizuj obie"));
    const ui::GraphPanel *panel = scene.desk("app").panel();
    QCOMPARE(find<QPushButton>(*panel, "upgradeToHead")->text(), QStringLiteral("Aktualizuj do heada"));
    QCOMPARE(window.actions()->action("stampAction")->text(), QStringLiteral("Ostempluj…"));
    for (const auto *button : window.findChildren<QPushButton *>()) {
        if (button->isVisible())
            QTRY_VERIFY2_WITH_TIMEOUT(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()),
                                      patience);
    }

    QVERIFY(click(window, "upgradeAll"));
    const auto *dialog = window.findChild<QDialog *>();
    QVERIFY(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(find<QPushButton>(*dialog, "runUpgradeAll")->isEnabled(), patience);
    QCOMPARE(find<QPushButton>(*dialog, "runUpgradeAll")->text(), QStringLiteral("Zaktualizuj app o 2 i metrics o 1"));
}

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
