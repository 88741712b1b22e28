// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <array>

/// A resource of a static library is dropped by the linker unless it is asked for; the macro wants no namespace.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace retort::ui {

namespace {

constexpr std::array iconNames{
    "arrows", "cancel", "check", "clock",   "copy",    "cross",  "database", "down",  "error", "file",
    "filter", "graph",  "head",  "inspector", "key",   "log",    "menu",     "new",   "play",  "plug",
    "redo",   "refresh", "search", "stamp", "table",   "undo",   "up",       "view",  "warning", "window",
};
static_assert(iconNames.size() == static_cast<std::size_t>(Icon::Window) + 1);

/// Renders at paint time, so that a palette change needs no new icon.
class IconEngine : public QIconEngine
{
public:
    IconEngine(Icon name, std::optional<ColourRole> role) : m_name(name), m_role(role) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const qreal ratio = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, iconPixmap(m_name, rect.size(), colourFor(mode), ratio));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State) override
    {
        return iconPixmap(m_name, size, colourFor(mode), 1.0);
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        return iconPixmap(m_name, size / scale, colourFor(mode), scale);
    }

    QIconEngine *clone() const override { return new IconEngine(*this); }

private:
    QColor colourFor(QIcon::Mode mode) const
    {
        if (mode == QIcon::Disabled)
            return QGuiApplication::palette().color(QPalette::Disabled, QPalette::ButtonText);
        return Theme::current()[m_role.value_or(ColourRole::Text)];
    }

    Icon m_name;
    std::optional<ColourRole> m_role;
};

} // namespace

QString iconName(Icon name)
{
    return QString::fromLatin1(iconNames[static_cast<std::size_t>(name)]);
}

QIcon icon(Icon name, std::optional<ColourRole> role)
{
    return QIcon(new IconEngine(name, role));
}

QPixmap iconPixmap(Icon name, const QSize &size, const QColor &colour, qreal pixelRatio)
{
    const QString key = QStringLiteral("retort-%1-%2x%3-%4-%5")
                            .arg(iconName(name))
                            .arg(size.width())
                            .arg(size.height())
                            .arg(colour.rgba(), 0, 16)
                            .arg(pixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;

    static const bool ready = (initResources(), true);
    Q_UNUSED(ready)
    QFile file(QStringLiteral(":/icons/%1.svg").arg(iconName(name)));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("icon %s is missing from the program's resources", qPrintable(file.fileName()));
        return {};
    }
    QByteArray svg = file.readAll();
    svg.replace("currentColor", colour.name().toLatin1());

    pixmap = QPixmap(size * pixelRatio);
    pixmap.setDevicePixelRatio(pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(svg).render(&painter, QRectF(QPointF(), size));
    painter.end();
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

} // namespace retort::ui
