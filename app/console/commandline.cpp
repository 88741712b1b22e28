// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/commandline.h"

#include <QCommandLineParser>

namespace retort::console {

namespace {

Error usage(const QString &sentence)
{
    return makeError("usage", sentence.toStdString(), "retort-console --help", ExitStatus::Usage);
}

/// Without an application object Qt doesn't know what the program is called.
QString helpText(const QCommandLineParser &parser)
{
    return parser.helpText().replace(QLatin1String("<executable_name>"), QLatin1String("retort-console"));
}

} // namespace

Result<CommandLine> readCommandLine(const QStringList &words)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Every database of a project as a graph of its revisions, and the way along it."));
    parser.addPositionalArgument(
        QStringLiteral("PROJECT"),
        QStringLiteral("A retort.toml or its folder. Default: the nearest one upward, else the last that was open."),
        QStringLiteral("[PROJECT]"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Shows this text."));
    const QCommandLineOption version(QStringLiteral("version"), QStringLiteral("Shows the version."));
    const QCommandLineOption light(QStringLiteral("light"), QStringLiteral("Light colours, whatever the desktop has."));
    const QCommandLineOption dark(QStringLiteral("dark"), QStringLiteral("Dark colours, whatever the desktop has."));
    const QCommandLineOption language(QStringLiteral("language"),
                                      QStringLiteral("Language of the window: en, pl. Default: the system's."),
                                      QStringLiteral("CODE"));
    const QCommandLineOption pictures(
        QStringLiteral("demo-pictures"),
        QStringLiteral("Upgrades every database through the window's own buttons, writes pictures of it, and ends. "
                       "Needs no display."),
        QStringLiteral("DIR"));
    parser.addOptions({light, dark, language, pictures, version, help});
    if (!parser.parse(words))
        return usage(parser.errorText());

    CommandLine line;
    if (parser.isSet(help))
        line.answer = helpText(parser);
    else if (parser.isSet(version))
        line.answer = QStringLiteral("retort-console " RETORT_VERSION "\n");
    if (parser.isSet(light) && parser.isSet(dark))
        return usage(QStringLiteral("--light and --dark exclude each other."));
    if (parser.positionalArguments().size() > 1)
        return usage(QStringLiteral("One project at a time."));
    if (parser.isSet(pictures) && parser.value(pictures).isEmpty())
        return usage(QStringLiteral("--demo-pictures needs a folder."));
    if (parser.isSet(light))
        line.theme = ui::ThemeChoice::Light;
    else if (parser.isSet(dark))
        line.theme = ui::ThemeChoice::Dark;
    line.language = parser.value(language);
    line.picturesFolder = parser.value(pictures);
    if (!parser.positionalArguments().isEmpty())
        line.project = parser.positionalArguments().constFirst();
    return line;
}

} // namespace retort::console
