// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/translations.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include <memory>

namespace retort::console
{

namespace
{

const QString folder = QStringLiteral(":/i18n");
const QString prefix = QStringLiteral("retort_");

/// "en, pl": by the files in the program.
QStringList languages()
{
    QStringList codes;
    for (const QString &file : QDir(folder).entryList({prefix + QLatin1String("*.qm")}))
        codes << file.mid(prefix.size()).chopped(3);
    return codes;
}

/// False where there is no such file for the locale.
bool install(QCoreApplication &application, const QLocale &locale, const QString &name, const QString &from)
{
    auto translator = std::make_unique<QTranslator>();
    if (!translator->load(locale, name, QStringLiteral("_"), from))
        return false;
    translator->setParent(&application);
    return QCoreApplication::installTranslator(translator.release());
}

} // namespace

Result<void> installTranslations(QCoreApplication &application, const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale() : QLocale(language);
    const bool isKnown = languages().contains(QLocale::languageToCode(locale.language()));
    if (!language.isEmpty() && !isKnown) {
        return makeError("unknown-language", "There is no translation to " + language.toStdString() + '.',
                         "Languages: " + languages().join(QLatin1String(", ")).toStdString(), ExitStatus::Usage);
    }
    if (!language.isEmpty())
        QLocale::setDefault(locale);
    // English needs its plurals alone; where another language lacks a text, it stands in English.
    install(application, QLocale(QLocale::English), QStringLiteral("retort"), folder);
    if (isKnown && locale.language() != QLocale::English) {
        install(application, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
        install(application, locale, QStringLiteral("retort"), folder);
    }
    return {};
}

} // namespace retort::console
