// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusstrip.h"

#include "ui/theme/databasebadge.h"
#include "ui/theme/fonts.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QPainter>

namespace retort::ui {

/// A dot in the state's colour, and the state in words.
class StatusStrip::DatabaseDot : public QWidget
{
public:
    explicit DatabaseDot(QWidget *parent)
        : QWidget(parent)
    {
        setFont(fonts::scaled(font(), 0.92));
    }

    void setState(const session::DatabaseState &state)
    {
        m_state = state;
        const bool isReachable = state.reachability == session::Reachability::Reachable;
        m_role = words::reachabilityRole(state);
        if (isReachable && !state.isRunning && (state.pending > 0 || state.error))
            m_role = state.error ? ColourRole::Failed : ColourRole::Warning;
        m_text = QString::fromStdString(state.name) + QLatin1String(": ")
                 + (isReachable && !state.isRunning ? words::pending(state) : words::reachability(state));
        setAccessibleName(m_text);
        setToolTip(QString::fromStdString(state.address));
        setFixedSize(2 * spacing::small + dotSize + fontMetrics().horizontalAdvance(m_text) + spacing::medium,
                     fontMetrics().height() + spacing::small);
        update();
    }

    QString databaseName() const { return QString::fromStdString(m_state.name); }
    QString text() const { return m_text; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme[m_role]);
        painter.drawEllipse(QRectF(spacing::small, (height() - dotSize) / 2.0, dotSize, dotSize));
        painter.setPen(theme[ColourRole::Text]);
        painter.drawText(rect().adjusted(2 * spacing::small + dotSize - 1, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                         m_text);
    }

private:
    static constexpr int dotSize = 8;
    session::DatabaseState m_state;
    ColourRole m_role = ColourRole::Muted;
    QString m_text;
};

StatusStrip::StatusStrip(QWidget *parent)
    : QStatusBar(parent)
{
    setObjectName(QStringLiteral("statusStrip"));
    setSizeGripEnabled(false);
}

void StatusStrip::setDatabases(const std::vector<session::DatabaseState> &databases)
{
    for (DatabaseDot *dot : m_dots) {
        removeWidget(dot);
        dot->deleteLater();
    }
    m_dots.clear();
    for (const session::DatabaseState &state : databases) {
        auto *dot = new DatabaseDot(this);
        dot->setState(state);
        addWidget(dot); // shows it, unless a message stands there just now
        m_dots.push_back(dot);
    }
}

void StatusStrip::setState(const session::DatabaseState &state)
{
    for (DatabaseDot *dot : m_dots) {
        if (dot->databaseName() == QString::fromStdString(state.name))
            dot->setState(state);
    }
}

void StatusStrip::setLastRun(const QString &text)
{
    m_lastRun = text;
    showRun();
}

void StatusStrip::setHistory(int runs)
{
    m_history = runs;
    showRun();
}

void StatusStrip::showRun()
{
    QStringList parts{m_lastRun};
    if (m_history > 0)
        parts << tr("history %n run(s)", nullptr, m_history);
    parts.removeAll(QString());
    if (!m_run) {
        m_run = new RoleLabel(ColourRole::Muted, this);
        m_run->setFont(fonts::scaled(font(), 0.92));
        m_run->setContentsMargins(0, 0, spacing::panelMargin, 0);
        addPermanentWidget(m_run);
    }
    m_run->setText(parts.join(QStringLiteral(" · ")));
}

QStringList StatusStrip::databaseTexts() const
{
    QStringList texts;
    for (const DatabaseDot *dot : m_dots)
        texts << dot->text();
    return texts;
}

void StatusStrip::paintEvent(QPaintEvent *event)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme[ColourRole::Card]);
    painter.fillRect(0, 0, width(), 1, theme[ColourRole::Hairline]);
    painter.end();
    QStatusBar::paintEvent(event);
}

} // namespace retort::ui
