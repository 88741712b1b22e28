// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/console/demopictures.h"

#include <QEventLoop>
#include <QPainter>
#include <QPixmap>
#include <QTextStream>
#include <QTimer>
#include <QWidget>

namespace retort::console {

namespace {

constexpr QColor dimming{0, 0, 0, 110};

constexpr int restMilliseconds = 200;

void letComeToRest()
{
    QEventLoop loop;
    QTimer::singleShot(restMilliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

QPixmap pictureOf(QWidget &window, QWidget *dialog)
{
    QPixmap picture = window.grab();
    if (!dialog)
        return picture;
    QPainter painter(&picture);
    painter.fillRect(window.rect(), dimming);
    const QPoint corner((window.width() - dialog->width()) / 2, (window.height() - dialog->height()) / 2);
    painter.drawPixmap(corner, dialog->grab());
    return picture;
}

} // namespace

Result<DemoPictures> DemoPictures::into(const QString &folder)
{
    const QDir made(folder);
    if (!made.mkpath(QStringLiteral(".")))
        return makeError("picture-failed", "The folder " + folder.toStdString() + " can't be made.");
    return DemoPictures(QDir(made.absolutePath()));
}

Result<void> DemoPictures::take(const QString &name, QWidget &window, QWidget *dialog)
{
    letComeToRest();
    const QString file =
        m_folder.absoluteFilePath(QStringLiteral("%1-%2.png").arg(++m_count, 2, 10, QLatin1Char('0')).arg(name));
    if (!pictureOf(window, dialog).save(file, "PNG"))
        return makeError("picture-failed", "The picture " + file.toStdString() + " can't be written.");
    QTextStream(stdout) << file << Qt::endl;
    return {};
}

} // namespace retort::console
