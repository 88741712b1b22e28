// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/graph/graphfilter.h"

#include "ui/theme/icons.h"
#include "ui/theme/labels.h"
#include "ui/theme/spacing.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>

namespace retort::ui
{

GraphFilter::GraphFilter(const QString &database, QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_reading(new RoleLabel(ColourRole::Muted, this))
{
    name(m_line, "graphFilter", tr("Filter the revisions of %1").arg(database));
    m_line->setPlaceholderText(tr("Filter by id, message, file, table or a:b"));
    m_line->setToolTip(
        tr("All words must be found. “table:users” shows the revisions that create, alter, drop, index or "
           "write to users; “a:b” is a range as “retort history -r” takes it."));
    m_line->setFrame(false);
    m_line->setClearButtonEnabled(true);
    m_line->addAction(icon(Icon::Search, ColourRole::Muted), QLineEdit::LeadingPosition);
    m_line->setTextMargins(spacing::tiny, 0, spacing::small, 0);
    m_line->setFixedHeight(m_line->sizeHint().height() + spacing::tiny);
    m_line->installEventFilter(this);
    m_command = m_line->addAction(icon(Icon::Copy, ColourRole::Muted), QLineEdit::TrailingPosition);
    m_command->setObjectName(QStringLiteral("copyRangeCommand"));
    m_command->setVisible(false);
    m_reading->setObjectName(QStringLiteral("filterReading"));
    m_reading->setContentsMargins(0, 0, spacing::panelMargin, 0);
    m_reading->hide();

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_line, 1);
    layout->addWidget(m_reading);
    connect(m_command, &QAction::triggered, this, [this] { emit copyRequested(m_command->text()); });
    connect(m_line, &QLineEdit::textChanged, this, &GraphFilter::textChanged);
}

QString GraphFilter::text() const
{
    return m_line->text();
}

void GraphFilter::setText(const QString &text)
{
    m_line->setText(text);
}

void GraphFilter::clear()
{
    m_line->clear();
}

void GraphFilter::focus()
{
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void GraphFilter::setCommand(const QString &command)
{
    m_command->setText(command);
    m_command->setToolTip(tr("Copy “%1”").arg(command));
    m_command->setVisible(!command.isEmpty());
}

void GraphFilter::showReading(int done, int total)
{
    m_reading->setText(done == 0
                           ? tr("reading files…")
                           : tr("reading files… %1 of %2").arg(QLocale().toString(done), QLocale().toString(total)));
    m_reading->show();
}

void GraphFilter::endReading()
{
    m_reading->hide();
}

bool GraphFilter::isReading() const
{
    return !m_reading->isHidden();
}

bool GraphFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return true;
    }
    if (key == Qt::Key_Escape || key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
        emit finished();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace retort::ui
