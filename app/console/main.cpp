// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/commandline.h"
#include "app/console/demo.h"
#include "app/console/endsignals.h"
#include "app/console/translations.h"
#include "engine/base/standardstreams.h"
#include "engine/run/buildguardian.h"
#include "engine/session/projectreading.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QSessionManager>

#include <cstdio>
#include <memory>

namespace {

using namespace retort;

constexpr int statusOfSignal = 128; ///< as a shell tells it: 130 for SIGINT, 143 for SIGTERM

int report(const Error &error)
{
    std::fprintf(stderr, "error: %s\n", error.toString().c_str());
    if (!error.hint.empty())
        std::fprintf(stderr, "hint: %s\n", error.hint.c_str());
    return static_cast<int>(error.status);
}

/// Without a display Qt ends the program by a signal; say what is missing, or paint for the pictures alone.
Result<void> choosePlatform(const console::CommandLine &line)
{
    const bool isChosen = qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
    if (isChosen || qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        return {};
    if (line.picturesFolder.isEmpty()) {
        return makeError("no-display", "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
                         "retort works in a terminal; --demo-pictures DIR needs no display", ExitStatus::Usage);
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return {};
}

int showDemo(ui::MainWindow &window, const QString &folder)
{
    auto pictures = console::DemoPictures::into(folder);
    if (!pictures)
        return report(pictures.error());
    console::Demo demo(window, std::move(pictures).value());
    QObject::connect(&demo, &console::Demo::finished, &window,
                     [](const Result<void> &result) { QApplication::exit(result ? 0 : report(result.error())); });
    demo.start();
    return QApplication::exec();
}

} // namespace

int main(int argc, char *argv[])
{
    openStandardStreams();
    if (run::isBuildGuardian(argc, argv))
        return run::serveBuildGuardian();
    run::enableBuildGuardians();

    QStringList words;
    for (int i = 0; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    const auto line = console::readCommandLine(words);
    if (!line)
        return report(line.error());
    if (!line->answer.isEmpty()) {
        std::fputs(line->answer.toUtf8().constData(), stdout);
        return 0;
    }
    if (const auto platform = choosePlatform(*line); !platform)
        return report(platform.error());

    ui::fonts::prefetch();
    const bool isDemo = !line->picturesFolder.isEmpty();
    ui::MainWindow::Options options;
    // A demonstration looks the same whoever's settings it finds, and leaves them as they are.
    options.remembers = !isDemo;
    if (!isDemo)
        options.settings = ui::WindowSettings::load();
    options.project = line->project;
    options.reading =
        std::make_shared<session::ProjectReading>(options.project.toStdString(), options.settings.project.toStdString());
    options.theme = line->theme;
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("retort-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Retort"));
    QApplication::setApplicationVersion(QStringLiteral(RETORT_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("retort-console"));

    if (const auto translated = console::installTranslations(application, line->language); !translated)
        return report(translated.error());

    ui::applyTheme(application, line->theme.value_or(options.settings.theme));

    ui::MainWindow window(options);
    if (isDemo)
        window.resize(1600, 960);
    window.show();
    // Qt closes no window at the end of a session by itself (QGuiApplication::commitDataRequest).
    QObject::connect(
        &application, &QGuiApplication::commitDataRequest, &window,
        [&window](QSessionManager &session) {
            if (!window.agreesToLogOut(session.allowsInteraction()))
                session.cancel();
            session.release();
        },
        Qt::DirectConnection);
    console::EndSignals endSignals;
    QObject::connect(&endSignals, &console::EndSignals::endRequested, &window, &ui::MainWindow::cancelAndClose);
    const int status = isDemo ? showDemo(window, line->picturesFolder) : QApplication::exec();
    return endSignals.received() > 0 ? statusOfSignal + endSignals.received() : status;
}
