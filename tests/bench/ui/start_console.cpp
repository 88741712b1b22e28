// SPDX-License-Identifier: GPL-3.0-or-later
// The console's start as main() does it, ended with its first paint ("window") or with the first paint of a graph that
// has rows ("graph"). The second word is the project.
#include "engine/session/projectreading.h"
#include "ui/graph/graphpanel.h"
#include "ui/graph/revisionview.h"
#include "ui/shell/databasedesk.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/projectdesk.h"
#include "ui/theme/fonts.h"

#include <QApplication>

#include <cstdio>
#include <cstdlib>
#include <memory>

namespace {

using namespace retort;

/// Ends the program when the next painting of what it watches is done, before the window does anything else.
class EndAtPaint : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            QMetaObject::invokeMethod(
                this, [] { std::_Exit(0); }, Qt::QueuedConnection);
        return false;
    }
};

} // namespace

int main(int argc, char *argv[])
{
    if (argc != 3) {
        std::fputs("usage: start_console window|graph PROJECT\n", stderr);
        return 2;
    }
    ui::fonts::prefetch();
    ui::MainWindow::Options options;
    options.settings = ui::WindowSettings::load();
    options.project = QString::fromLocal8Bit(argv[2]);
    options.reading = std::make_shared<session::ProjectReading>(options.project.toStdString());
    options.remembers = false;
    QApplication application(argc, argv);
    ui::applyTheme(application, options.settings.theme);
    ui::MainWindow window(options);
    auto *watcher = new EndAtPaint(&application);
    if (QLatin1String(argv[1]) == QLatin1String("window"))
        window.installEventFilter(watcher);
    QObject::connect(&window, &ui::MainWindow::graphsShown, &window, [&window, watcher] {
        window.desk()->databases().front()->panel()->view()->viewport()->installEventFilter(watcher);
    });
    QObject::connect(&window, &ui::MainWindow::projectFailed, [] { std::_Exit(1); });
    window.show();
    return QApplication::exec();
}
