// SPDX-License-Identifier: GPL-3.0-or-later
// What any Qt window costs from exec to its first paint: an empty QMainWindow, or one as full as the console's
// ("furnished": menus, a toolbar, a dock with a tree, a table, an editor). Ends with its first paint.
#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTableWidget>
#include <QTimer>
#include <QToolBar>
#include <QTreeWidget>

#include <cstdlib>
#include <cstring>

namespace {

class Window : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMainWindow::paintEvent(event);
        QTimer::singleShot(0, [] { std::_Exit(0); });
    }
};

void addMenus(QMainWindow &window)
{
    auto *toolBar = window.addToolBar(QStringLiteral("tools"));
    for (int i = 0; i < 7; ++i) {
        QMenu *menu = window.menuBar()->addMenu(QStringLiteral("Menu %1").arg(i));
        for (int j = 0; j < 6; ++j)
            menu->addAction(QStringLiteral("Action %1").arg(j));
        toolBar->addAction(QStringLiteral("Tool %1").arg(i));
    }
}

QTreeWidget *makeTree(QWidget *parent)
{
    auto *tree = new QTreeWidget(parent);
    for (int i = 0; i < 40; ++i)
        new QTreeWidgetItem(tree, {QStringLiteral("table_%1").arg(i)});
    return tree;
}

QTableWidget *makeTable(QWidget *parent)
{
    auto *table = new QTableWidget(100, 6, parent);
    for (int cell = 0; cell < 600; ++cell)
        table->setItem(cell / 6, cell % 6, new QTableWidgetItem(QStringLiteral("cell %1").arg(cell)));
    return table;
}

void furnish(QMainWindow &window)
{
    addMenus(window);
    auto *dock = new QDockWidget(QStringLiteral("tree"), &window);
    dock->setWidget(makeTree(dock));
    window.addDockWidget(Qt::LeftDockWidgetArea, dock);
    auto *splitter = new QSplitter(Qt::Vertical, &window);
    splitter->addWidget(makeTable(splitter));
    splitter->addWidget(new QPlainTextEdit(QStringLiteral("SELECT 1;"), splitter));
    window.setCentralWidget(splitter);
}

} // namespace

int main(int argc, char *argv[])
{
    QApplication application(argc, argv);
    Window window;
    if (argc > 1 && std::strcmp(argv[1], "furnished") == 0)
        furnish(window);
    window.resize(1400, 860);
    window.show();
    return QApplication::exec();
}
