// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/databasebadge.h"

#include "ui/theme/badge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/spacing.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

#include <array>

namespace retort::ui {

namespace words {

namespace {

struct DatabaseWords {
    Q_DECLARE_TR_FUNCTIONS(DatabaseWords)
};

} // namespace

QString server(const session::DatabaseState &state)
{
    if (!state.timescaleVersion.empty())
        return DatabaseWords::tr("TimescaleDB %1").arg(QString::fromStdString(state.timescaleVersion));
    if (!state.serverVersion.empty())
        return DatabaseWords::tr("PostgreSQL %1").arg(QString::fromStdString(state.serverVersion));
    return {};
}

QString position(const session::DatabaseState &state)
{
    if (state.rows.empty())
        return DatabaseWords::tr("at base");
    QStringList rows;
    for (const std::string &row : state.rows)
        rows << QString::fromStdString(row);
    return DatabaseWords::tr("at %1").arg(rows.join(QLatin1String(", ")));
}

QString pending(const session::DatabaseState &state)
{
    if (state.pending > 0)
        return DatabaseWords::tr("%n pending", nullptr, state.pending);
    return state.isAtHead ? DatabaseWords::tr("at head") : DatabaseWords::tr("nothing pending");
}

QString reachability(const session::DatabaseState &state)
{
    if (state.isRunning)
        return DatabaseWords::tr("running");
    switch (state.reachability) {
    case session::Reachability::Unknown: return DatabaseWords::tr("not asked yet");
    case session::Reachability::Connecting:
        return state.retryIn > 0 ? DatabaseWords::tr("starting, next try in %n s", nullptr, state.retryIn)
                                 : DatabaseWords::tr("connecting …");
    case session::Reachability::Reachable: return DatabaseWords::tr("reachable");
    case session::Reachability::Unreachable: return DatabaseWords::tr("unreachable");
    }
    return {};
}

ColourRole reachabilityRole(const session::DatabaseState &state)
{
    if (state.isRunning)
        return ColourRole::Accent;
    if (state.retryIn > 0)
        return ColourRole::Warning;
    switch (state.reachability) {
    case session::Reachability::Reachable: return ColourRole::Applied;
    case session::Reachability::Unreachable: return ColourRole::Failed;
    case session::Reachability::Unknown:
    case session::Reachability::Connecting: break;
    }
    return ColourRole::Muted;
}

QString orphanRemedies(const session::DatabaseState &state, const QString &remedies)
{
    QStringList sentences;
    for (const std::string &place : state.lastPlaces)
        sentences << QString::fromStdString(place) + QLatin1Char('.');
    sentences << remedies;
    return sentences.join(QLatin1Char(' '));
}

QString summary(const session::DatabaseState &state)
{
    QStringList parts{DatabaseWords::tr("database %1").arg(QString::fromStdString(state.name)), tierWord(state.tier),
                      reachability(state)};
    if (state.reachability == session::Reachability::Reachable)
        parts << server(state) << position(state) << pending(state);
    if (!state.purpose.empty())
        parts << QString::fromStdString(state.purpose);
    return parts.join(QLatin1String(", "));
}

} // namespace words

namespace {

constexpr int lineGap = 2;

} // namespace

DatabaseBadge::DatabaseBadge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void DatabaseBadge::setDatabase(const session::DatabaseState &state, int number)
{
    m_state = state;
    m_number = number;
    const QString sentence = words::summary(state);
    setAccessibleName(sentence);
    setToolTip(QString::fromStdString(state.address));
    update();
}

void DatabaseBadge::clear()
{
    m_number = -1;
    setAccessibleName(tr("no database"));
    setToolTip({});
    update();
}

void DatabaseBadge::setCompact(bool compact)
{
    m_isCompact = compact;
    updateGeometry();
}

void DatabaseBadge::setTopLineVisible(bool visible)
{
    m_hasTopLine = visible;
    updateGeometry();
}

QFont DatabaseBadge::nameFont() const
{
    return fonts::strong(fonts::scaled(font(), 1.08));
}

QSize DatabaseBadge::sizeHint() const
{
    int height = (m_hasTopLine ? spacing::topLine : 0) + spacing::medium + QFontMetrics(nameFont()).height();
    if (!m_isCompact)
        height += lineGap + fontMetrics().height();
    return {320, height};
}

QSize DatabaseBadge::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void DatabaseBadge::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

void DatabaseBadge::paintEvent(QPaintEvent *)
{
    if (m_number < 0)
        return;
    QPainter painter(this);
    int top = 0;
    if (m_hasTopLine) {
        painter.fillRect(0, 0, width(), spacing::topLine, Theme::current().branch(m_number));
        top = spacing::topLine;
    }
    QRect line(spacing::panelMargin, top + spacing::medium, width() - 2 * spacing::panelMargin,
               QFontMetrics(nameFont()).height());
    paintFirstLine(painter, line);
    if (m_isCompact)
        return;
    line.setTop(line.bottom() + 1 + lineGap);
    line.setHeight(fontMetrics().height());
    paintSecondLine(painter, line);
}

void DatabaseBadge::paintFirstLine(QPainter &painter, const QRect &line) const
{
    const Theme &theme = Theme::current();
    const BadgePainter badges(font());
    const QString tier = tierWord(m_state.tier);
    const int badgeWidth = badges.sizeOf(tier).width();

    // The tier is never given up: the name and the database's name shorten before it.
    int left = line.left();
    const int room = line.right() - badgeWidth - spacing::small;
    painter.setFont(nameFont());
    painter.setPen(theme[ColourRole::Text]);
    const QFontMetrics strong = painter.fontMetrics();
    const QString name = strong.elidedText(QString::fromStdString(m_state.name), Qt::ElideRight, room - left);
    painter.drawText(QRect(left, line.top(), room - left, line.height()), Qt::AlignVCenter | Qt::TextSingleLine, name);
    left += strong.horizontalAdvance(name) + spacing::small;

    const QString database = fontMetrics().elidedText(QString::fromStdString(m_state.databaseName), Qt::ElideRight,
                                                      qMax(0, room - left));
    if (database.size() > 1) {
        painter.setFont(font());
        painter.setPen(theme[ColourRole::Muted]);
        painter.drawText(QRect(left, line.top(), room - left, line.height()), Qt::AlignVCenter | Qt::TextSingleLine,
                         database);
        left += fontMetrics().horizontalAdvance(database) + spacing::small;
    }
    badges.paint(painter, QRect(left, line.top(), badgeWidth, line.height()), {tier, theme.tier(m_state.tier)}, theme);
}

void DatabaseBadge::paintSecondLine(QPainter &painter, const QRect &line) const
{
    const Theme &theme = Theme::current();
    struct Part {
        QString text;
        ColourRole role;
        bool strong;
    };
    // What the branch is for gives way first: it is the least urgent (S-06).
    const QString purpose = QString::fromStdString(m_state.purpose);
    std::array<Part, 4> parts;
    if (m_state.reachability == session::Reachability::Reachable)
        parts = {{{words::server(m_state), ColourRole::Muted, false},
                  {words::position(m_state), ColourRole::Text, true},
                  {words::pending(m_state), ColourRole::Muted, false},
                  {purpose, ColourRole::Muted, false}}};
    else
        parts = {{{words::reachability(m_state), words::reachabilityRole(m_state), false},
                  {QString::fromStdString(m_state.address), ColourRole::Muted, false},
                  {},
                  {}}};

    const auto widthOf = [this](const Part &part) {
        return QFontMetrics(part.strong ? fonts::strong(font()) : font()).horizontalAdvance(part.text);
    };
    // Where it is and what is pending are worth more than which server it is on.
    const int dots = 2 * fontMetrics().horizontalAdvance(QStringLiteral(" · "));
    if (parts[1].strong && widthOf(parts[0]) + widthOf(parts[1]) + widthOf(parts[2]) + dots > line.width())
        parts[0].text.clear();

    int left = line.left();
    bool isFirst = true;
    for (const Part &part : parts) {
        if (part.text.isEmpty())
            continue;
        painter.setFont(font());
        const QString dot = QStringLiteral(" · ");
        if (!isFirst && line.right() - left < fontMetrics().horizontalAdvance(dot + QStringLiteral("mm…")))
            return; // nothing of it could be read
        if (!isFirst) {
            painter.setPen(theme[ColourRole::Muted]);
            painter.drawText(left, line.top() + fontMetrics().ascent(), dot);
            left += fontMetrics().horizontalAdvance(dot);
        }
        isFirst = false;
        painter.setFont(part.strong ? fonts::strong(font()) : font());
        painter.setPen(theme[part.role]);
        const QFontMetrics metrics = painter.fontMetrics();
        const QString text = metrics.elidedText(part.text, Qt::ElideRight, line.right() - left);
        painter.drawText(left, line.top() + fontMetrics().ascent(), text);
        left += metrics.horizontalAdvance(text);
        if (text != part.text)
            return;
    }
}

} // namespace retort::ui
